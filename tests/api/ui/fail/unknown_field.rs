use specwright::fine_tuning::*;

fn main() {
    let request = CreateFineTuningJobRequest::builder().model("m").training_file("f").sufix("s");
    let _ = request;
}

fn cost(job: &FineTuningJob) -> i64 {
    job.billed_tokens
}
