//! A fine-tuning job from its training data to its model. A mock answers; `openai::from_env()` instead
//! of it would be the service.

use specwright::File;
use specwright::client::Client;
use specwright::fine_tuning::{
    CreateFileRequest, CreateFileRequestPurpose, CreateFineTuningJobRequest, FineTuningJobStatus,
    FineTuningWebhookEvent, create_file, create_fine_tuning_job, requests,
};
use specwright::http::HeaderMap;
use specwright::mock::Mock;
use specwright::openai::{self, wait_for_fine_tuning_job};
use specwright::training::{Format, check};
use specwright::webhooks::Verifier;

// ANCHOR: check
/// Tells every fault of a file of conversations, with its line, its column and its place.
fn check_data(data: &[u8]) -> std::io::Result<bool> {
    let mut checked = check(Format::Chat, data);
    let mut is_sound = true;
    for fault in checked.by_ref() {
        println!("data.jsonl:{}", fault?);
        is_sound = false;
    }
    let counts = checked.counts();
    println!("{} examples, {} answers to learn", counts.examples, counts.assistant);
    Ok(is_sound)
}
// ANCHOR_END: check

// ANCHOR: train
async fn train(client: &Client, data: Vec<u8>) -> Result<(), specwright::Error> {
    let upload = CreateFileRequest::builder()
        .file(File::new("data.jsonl", data)) // `File::open(path)` sends it while it is read
        .purpose(CreateFileRequestPurpose::FineTune)
        .build();
    let file = create_file(client, &upload).await?;

    let request =
        CreateFineTuningJobRequest::builder().model("a-model").training_file(&*file.id).build();
    let job = create_fine_tuning_job(client, &request).await?;

    let job = wait_for_fine_tuning_job(client, &*job.id)
        .progress(|job| println!("{}", job.status))
        .events(|event| println!("  {}", event.message)) // each once, in order, the last ones too
        .await?;
    match (&job.status, &job.fine_tuned_model) {
        (FineTuningJobStatus::Succeeded, Some(model)) => println!("use {model}"),
        // A job that has failed is no error of the call: it says itself why.
        (status, _) => println!("{status}: {:?}", job.error),
    }
    Ok(())
}
// ANCHOR_END: train

// ANCHOR: webhook
/// What an endpoint does with a webhook: the bytes as they came, and who sent them proven.
fn receive(
    verifier: &Verifier,
    headers: &HeaderMap,
    body: Vec<u8>,
) -> Result<(), Box<dyn std::error::Error>> {
    match verifier.verify(headers, body)?.event::<FineTuningWebhookEvent>()? {
        FineTuningWebhookEvent::FineTuningJobSucceeded(event) => {
            println!("{} has succeeded", event.data.id);
        }
        FineTuningWebhookEvent::FineTuningJobFailed(event) => {
            println!("{} has failed", event.data.id);
        }
        other => println!("{other:?}"),
    }
    Ok(())
}
// ANCHOR_END: webhook

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Too few for the service, and one without an answer.
    let short =
        r#"{"messages":[{"role":"user","content":"2 + 2?"},{"role":"assistant","content":"4"}]}"#;
    let without =
        r#"{"messages":[{"role":"user","content":"2 + 3?"},{"role":"asistant","content":"5"}]}"#;
    check_data(format!("{short}\n{without}\n").as_bytes())?;

    let data = format!("{short}\n").repeat(10).into_bytes();
    if check_data(&data)? {
        train(&stand_in()?, data).await?;
    }

    let verifier = Verifier::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
    if let Err(refused) = receive(&verifier, &HeaderMap::new(), b"{}".to_vec()) {
        println!("{refused}");
    }
    Ok(())
}

/// A client of a service that stores one file, and trains one job while it is watched.
fn stand_in() -> Result<Client, Box<dyn std::error::Error>> {
    let mock = Mock::new();
    mock.on::<requests::CreateFile>().json(
        200,
        r#"{"id": "file-abc", "object": "file", "bytes": 860, "created_at": 1721764800, "filename": "data.jsonl",
            "purpose": "fine-tune", "status": "uploaded"}"#,
    )?;
    mock.on::<requests::CreateFineTuningJob>().json(200, job("validating_files", "null"))?;
    for status in ["queued", "running"] {
        mock.on::<requests::RetrieveFineTuningJob>().times(1).json(200, job(status, "null"))?;
    }
    let model = r#""ft:a-model:org::abc123""#;
    mock.on::<requests::RetrieveFineTuningJob>().json(200, job("succeeded", model))?;
    for count in 1..=3 {
        let listed = mock.on::<requests::ListFineTuningEvents>();
        let listed = if count < 3 { listed.times(1) } else { listed };
        listed.json(200, events(count))?;
    }
    Ok(mock.client(openai::builder())?)
}

fn job(status: &str, model: &str) -> String {
    format!(
        r#"{{"id": "ftjob-abc123", "object": "fine_tuning.job", "model": "a-model",
            "created_at": 1721764800, "fine_tuned_model": {model}, "organization_id": "org-123",
            "result_files": [], "status": "{status}", "validation_file": null, "training_file": "file-abc",
            "error": null, "finished_at": null, "hyperparameters": {{"n_epochs": "auto"}},
            "trained_tokens": null, "seed": 42}}"#
    )
}

/// What the job has reported by then, newest first, as the service lists it.
fn events(count: usize) -> String {
    let messages = ["Files validated", "Step 1/1", "The job has successfully completed"];
    let events = messages.iter().take(count).enumerate().rev().map(|(number, message)| {
        format!(
            r#"{{"id": "ftevent-{number}", "object": "fine_tuning.job.event", "created_at": {}, "level": "info",
                "message": "{message}"}}"#,
            1_721_764_801 + number
        )
    });
    let events: Vec<_> = events.collect();
    format!(r#"{{"object": "list", "data": [{}], "has_more": false}}"#, events.join(", "))
}
