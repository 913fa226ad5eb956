use specwright::fine_tuning::*;

fn main() {
    let _ = CreateFineTuningJobRequest::builder().model("gpt-4o-mini").build();
}
