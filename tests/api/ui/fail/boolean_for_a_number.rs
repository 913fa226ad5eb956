use specwright::fine_tuning::*;

fn main() {
    let _ = CreateFineTuningJobRequest::builder().seed(true);
    let _ = FineTuneDpoHyperparameters::builder().beta(true);
    let _ = CreateFineTuningJobRequest::builder().seed(0.5);
}
