//! The request of the README, built and sent. Nothing is dialled: the future is not polled.

use specwright::fine_tuning::*;

async fn start(client: &specwright::Client) -> Result<(), specwright::Error> {
    let request = CreateFineTuningJobRequest::builder()
        .model("o4-mini")
        .training_file("file-abc")
        .validation_file("file-123")
        .method(FineTuneMethod::reinforcement(
            FineTuneReinforcementMethod::builder()
                .grader(
                    GraderStringCheck::builder()
                        .name("Example string check grader")
                        .input("{{sample.output_text}}")
                        .reference("{{item.label}}")
                        .operation(GraderStringCheckOperation::Eq)
                        .build(),
                )
                .hyperparameters(
                    FineTuneReinforcementHyperparameters::builder()
                        .reasoning_effort(
                            FineTuneReinforcementHyperparametersReasoningEffort::Medium,
                        )
                        .n_epochs(3)
                        .batch_size(BatchSize::Auto)
                        .build(),
                )
                .build(),
        ))
        .build();
    let job = create_fine_tuning_job(client, &request).await?;
    match &job.status {
        FineTuningJobStatus::Queued => {}
        other => println!("{other}"),
    }
    Ok(())
}

fn main() {
    let _ = start;
}
