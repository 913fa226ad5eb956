//! Other servers that speak the endpoint: how a client is pointed at each, as README's table says, and
//! answers of the shapes that each has published.
//!
//! Azure OpenAI's shapes are those of its API description 2024-10-21 and of its examples. LiteLLM's way
//! of naming the provider is that of its documentation, and so are Portkey's headers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_json::json;
use specwright::client::{CallOptions, Credential};
use specwright::fine_tuning::*;
use specwright::openai::{OpenAiError, wait_for_fine_tuning_job};
use specwright::{Client, Error, File};
use specwright_tests::server::{Seen, Server, answer};

use crate::doors::configured;
use crate::jobs::{JOB, request};

const SOON: Duration = Duration::from_millis(10);

/// As the table has it: the version in the query of the base, the key in a header of its own.
fn azure(server: &Server) -> Client {
    let url = server.url().replace("/v1", "/openai?api-version=2024-10-21");
    let key = Credential::header(HeaderName::from_static("api-key"), "azure-key");
    configured(url).credential(key.for_scheme("ApiKeyAuth")).build().expect("a client")
}

fn targets(seen: &[Seen]) -> Vec<String> {
    seen.iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect()
}

#[tokio::test]
async fn a_job_of_azure_is_created_and_watched() {
    // Nothing that is not known yet, and never an `organization_id`.
    let job = |status: &str, more: &str| {
        format!(
            r#"{{"hyperparameters":{{"n_epochs":-1}},"status":"{status}","model":"a-model","training_file":"file-1","id":"ftjob-1","created_at":1646126127,"object":"fine_tuning.job"{more}}}"#
        )
    };
    // The oldest first, in a word for a level that OpenAI does not have.
    let event = |id: &str, at: u32, level: &str| {
        json!({"id": id, "created_at": at, "level": level, "message": "…", "type": "message",
            "object": "fine_tuning.job.event"})
    };
    let events = |all: &[serde_json::Value]| {
        json!({"has_more": false, "data": all, "object": "list"}).to_string()
    };
    let [one, two] = [event("ftevent-1", 1, "info"), event("ftevent-2", 2, "warning")];
    let ended = r#","fine_tuned_model":"a-model.ft-1","result_files":["file-2"],"finished_at":1646127311,"trained_tokens":2342"#;
    let server = Server::start([
        answer(201, &[("location", "https://example.openai.azure.com/…")], job("pending", "")),
        answer(200, &[], job("pending", "")),
        answer(200, &[], events(std::slice::from_ref(&one))),
        answer(200, &[], job("succeeded", ended)),
        answer(200, &[], events(&[one, two])),
    ]);
    let client = azure(&server);
    let created = create_fine_tuning_job(&client, &request()).await.expect("a job");
    assert_eq!(created.status, FineTuningJobStatus::Other("pending".to_owned()));
    assert_eq!((&created.fine_tuned_model, &created.organization_id), (&None, &None));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let ended = wait_for_fine_tuning_job(&client, &*created.id)
        .every(SOON, SOON)
        .events(move |event| {
            hears.lock().expect("a list").push(format!("{} {}", event.id, event.level));
        })
        .await
        .expect("a job");
    assert_eq!(ended.fine_tuned_model.as_deref(), Some("a-model.ft-1"));
    assert_eq!(*heard.lock().expect("a list"), ["ftevent-1 info", "ftevent-2 warning"]);
    let seen = server.seen();
    let job = "GET /openai/fine_tuning/jobs/ftjob-1";
    let version = "api-version=2024-10-21";
    assert_eq!(
        targets(&seen)[..3],
        [
            format!("POST /openai/fine_tuning/jobs?{version}"),
            format!("{job}?{version}"),
            format!("{job}/events?{version}&limit=100"),
        ]
    );
    assert!(seen.iter().all(|it| it.header("api-key") == Some("azure-key")));
    assert!(seen.iter().all(|it| it.header("authorization").is_none()));
}

#[tokio::test]
async fn checkpoints_and_errors_of_azure_are_read() {
    let checkpoint = json!({"id": "ftckpt_1", "created_at": 1646126127, "step_number": 10,
        "fine_tuned_model_checkpoint": "a-model.ft-1:ckpt-step-10", "fine_tuning_job_id": "ftjob-1",
        "metrics": {"step": 10, "train_loss": 0.478, "full_valid_loss": 0.567},
        "object": "fine_tuning.job.checkpoint"});
    let list = json!({"has_more": false, "data": [checkpoint], "object": "list"});
    let refusal = r#"{"error":{"code":"unexpectedEntityState","message":"It has ended.","innererror":{"code":"invalidPayload"}}}"#;
    let server = Server::start([answer(200, &[], list.to_string()), answer(400, &[], refusal)]);
    let client = azure(&server);
    let found = list_fine_tuning_job_checkpoints(&client, "ftjob-1").await.expect("a page");
    assert_eq!((found.data[0].step_number, found.data[0].metrics.train_loss), (10, Some(0.478)));
    let Err(Error::Api(error)) = cancel_fine_tuning_job(&client, "ftjob-1").await else {
        panic!("a refusal")
    };
    assert_eq!(error.code().as_deref(), Some("unexpectedEntityState"));
}

/// Its description does not require `bytes`, which OpenAI's does: a file without is told with its place,
/// and what was answered is at hand, so that nobody uploads it once more for want of its name.
#[tokio::test]
async fn a_file_of_azure_without_a_size_is_told() {
    let stored = |bytes: &str| {
        format!(
            r#"{{"status":"pending","purpose":"fine-tune","filename":"a.jsonl","id":"file-1","created_at":1646126127,"object":"file"{bytes}}}"#
        )
    };
    let server =
        Server::start([answer(201, &[], stored(r#","bytes":7"#)), answer(201, &[], stored(""))]);
    let client = azure(&server);
    let upload = CreateFileRequest::builder()
        .file(File::new("a.jsonl", "{}\n"))
        .purpose(CreateFileRequestPurpose::FineTune)
        .build();
    let file = create_file(&client, &upload).await.expect("a file");
    assert_eq!((&*file.id, file.bytes), ("file-1", 7));
    let Err(Error::Decode(error)) = create_file(&client, &upload).await else { panic!("no size") };
    assert!(error.to_string().contains("at /bytes: the required property is missing"), "{error}");
    let body = String::from_utf8_lossy(error.response().bytes()).into_owned();
    assert!(body.contains(r#""id":"file-1""#), "{body}");
    assert_eq!(targets(&server.seen())[0], "POST /openai/files?api-version=2024-10-21");
}

#[tokio::test]
async fn litellm_is_told_the_provider() {
    let ended = JOB.replace("queued", "succeeded");
    let server = Server::start([answer(200, &[], JOB), answer(200, &[], ended)]);
    let client = configured(server.url()).build().expect("a client");
    let named = CallOptions::new().property("custom_llm_provider", "azure");
    create_fine_tuning_job(&client.with(named), &request()).await.expect("a job");
    let named = client.with(CallOptions::new().query("custom_llm_provider", "azure"));
    wait_for_fine_tuning_job(&named, "ftjob-1").every(SOON, SOON).await.expect("a job");
    let seen = server.seen();
    let sent: serde_json::Value = serde_json::from_slice(&seen[0].body).expect("JSON");
    assert_eq!(sent["custom_llm_provider"], "azure");
    let target = "/v1/fine_tuning/jobs/ftjob-1?custom_llm_provider=azure";
    assert_eq!(seen[1].target, target);
}

#[tokio::test]
async fn portkey_has_headers_of_its_own() {
    let server = Server::start([answer(200, &[], JOB)]);
    let header = |name| HeaderName::from_static(name);
    let key = Credential::header(header("x-portkey-api-key"), "portkey-key");
    let client = Client::builder()
        .base_url(server.url())
        .credential(key.for_scheme("ApiKeyAuth"))
        .default_header(header("x-portkey-provider"), HeaderValue::from_static("@openai"))
        .build()
        .expect("a client");
    retrieve_fine_tuning_job(&client, "ftjob-1").await.expect("a job");
    let seen = server.seen().remove(0);
    assert_eq!(seen.header("x-portkey-api-key"), Some("portkey-key"));
    assert_eq!(seen.header("x-portkey-provider"), Some("@openai"));
    assert_eq!(seen.header("authorization"), None);
}
