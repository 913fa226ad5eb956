use specwright::fine_tuning::*;

fn describe(operation: &GraderStringCheckOperation) -> &str {
    match operation {
        GraderStringCheckOperation::Eq => "equal",
        GraderStringCheckOperation::Ne => "different",
        GraderStringCheckOperation::Like => "alike",
        GraderStringCheckOperation::Ilike => "alike but for case",
        GraderStringCheckOperation::Other(word) => word,
    }
}

fn main() {
    describe(&GraderStringCheckOperation::Eq);
}
