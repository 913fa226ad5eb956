//! The request of the README, built and sent as a stranger would. Nothing is dialled.

use specwright::fine_tuning::*;
use specwright::openai::wait_for_fine_tuning_job;
use specwright::training::{Format, check};

fn request() -> CreateFineTuningJobRequest {
    CreateFineTuningJobRequest::builder()
        .model("a-model")
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
                        .batch_size("auto")
                        .build(),
                )
                .build(),
        ))
        .build()
}

/// It only has to compile; the client has tests of its own.
async fn start(client: &specwright::Client) -> Result<(), specwright::Error> {
    let job = create_fine_tuning_job(client, &request()).await?;
    match &job.status {
        FineTuningJobStatus::Queued => {}
        other => println!("{other}"),
    }
    Ok(())
}

/// The life of a job, which only has to compile, too.
async fn life(client: &specwright::Client) -> Result<(), Box<dyn std::error::Error>> {
    for fault in check(Format::Chat, std::fs::File::open("data.jsonl")?) {
        println!("data.jsonl:{}", fault?);
    }
    let upload = CreateFileRequest::builder()
        .file(specwright::File::open("data.jsonl")?)
        .purpose(CreateFileRequestPurpose::FineTune)
        .build();
    let file = create_file(client, &upload).await?;
    let request =
        CreateFineTuningJobRequest::builder().model("a-model").training_file(&*file.id).build();
    let job = create_fine_tuning_job(client, &request).await?;
    let job = wait_for_fine_tuning_job(client, &*job.id)
        .events(|event| println!("{}", event.message))
        .await?;
    println!("{}: {:?}", job.status, job.fine_tuned_model);
    Ok(())
}

#[test]
fn the_request_says_what_was_set_and_nothing_else() {
    let _ = (start, life);
    let sent = serde_json::to_value(request()).expect("a request is JSON");
    let names: Vec<_> = sent.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["model", "training_file", "validation_file", "method"]);
    assert_eq!(sent["method"]["reinforcement"]["hyperparameters"]["batch_size"], "auto");
}
