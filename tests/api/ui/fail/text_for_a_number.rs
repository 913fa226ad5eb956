use specwright::fine_tuning::*;

fn main() {
    let _ = CreateFineTuningJobRequest::builder().seed("seven");
    let _ = FineTuneSupervisedHyperparameters::builder().n_epochs(KeywordOrInteger::Value("three"));
}
