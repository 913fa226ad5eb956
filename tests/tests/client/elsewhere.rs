//! Other servers that speak the endpoint: how a client is pointed at each, as README's table says, and
//! answers of the shapes that each has published.
//!
//! Azure OpenAI's shapes are those of its API description 2024-10-21 and of its examples, and of the
//! reference of its `v1`; Nebius' those of its description 20260506 and of its reference. LiteLLM gives on
//! what openai-python has read, with a null for all that was not there, and, of Vertex AI, what its own
//! tests expect; its way of naming the provider is that of its documentation, and so are Portkey's headers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_json::json;
use specwright::client::{CallOptions, Credential};
use specwright::fine_tuning::*;
use specwright::openai::{OpenAiError, wait_for_fine_tuning_job};
use specwright::{Client, Error, File};
use specwright_tests::given_back::is_given_back;
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

/// Of `v1` there is no version to name, and a job has all that OpenAI's has.
#[tokio::test]
async fn azure_v1_is_reached_by_its_path() {
    let job = json!({"id": "ftjob-1", "created_at": 123, "error": {"code": "", "message": "", "param": null},
        "fine_tuned_model": null, "finished_at": null, "hyperparameters": {"batch_size": "auto",
        "learning_rate_multiplier": "auto", "n_epochs": "auto"}, "model": "a-model",
        "object": "fine_tuning.job", "organization_id": "", "result_files": [], "status": "running",
        "trained_tokens": null, "training_file": "file-1", "validation_file": null, "seed": 123,
        "metadata": {}, "user_provided_suffix": null, "integrations": null, "estimated_finish": null});
    let paused = json!({"status": "paused"});
    let server = Server::start([
        answer(200, &[], job.to_string()),
        answer(200, &[], with(&job, &paused).to_string()),
    ]);
    let key = Credential::header(HeaderName::from_static("api-key"), "azure-key");
    let url = server.url().replace("/v1", "/openai/v1");
    let client =
        configured(url).credential(key.for_scheme("ApiKeyAuth")).build().expect("a client");
    let created = create_fine_tuning_job(&client, &request()).await.expect("a job");
    let written = serde_json::to_value(created.into_inner()).expect("writable");
    assert!(is_given_back(&job, &written), "{written}");
    let paused = pause_fine_tuning_job(&client, "ftjob-1").await.expect("a job");
    assert_eq!(paused.status, FineTuningJobStatus::Paused);
    let seen = server.seen();
    let expected =
        ["POST /openai/v1/fine_tuning/jobs", "POST /openai/v1/fine_tuning/jobs/ftjob-1/pause"];
    assert_eq!(targets(&seen), expected);
    assert!(seen.iter().all(|it| it.header("api-key") == Some("azure-key")));
}

/// An object with other values for some of its properties.
fn with(object: &serde_json::Value, other: &serde_json::Value) -> serde_json::Value {
    let mut changed = object.clone();
    for (name, value) in other.as_object().into_iter().flatten() {
        changed[name] = value.clone();
    }
    changed
}

/// It names no model in the end: what was trained are the files of its checkpoints.
#[tokio::test]
async fn a_job_of_nebius_is_watched_and_its_checkpoint_downloaded() {
    let rates = json!({"batch_size": 8, "learning_rate": 0.00001, "n_epochs": 3, "warmup_ratio": 0,
        "weight_decay": 0, "packing": true, "max_grad_norm": 1, "context_length": 8192, "lora": false,
        "lora_r": 8, "lora_alpha": 8, "lora_dropout": 0});
    let job = json!({"id": "ftjob-1", "created_at": 123, "model": "meta-llama/a-model",
        "status": "validating_files", "training_file": "file-1", "error": null, "finished_at": null,
        "hyperparameters": rates, "method": {"supervised": {"hyperparameters": rates}, "type": "supervised"},
        "integrations": [], "object": "fine_tuning.job", "organization_id": "", "result_files": [],
        "seed": 42, "suffix": null, "trained_tokens": null, "validation_file": null,
        "estimated_finish": null, "trained_steps": 0, "total_steps": 30});
    let event = json!({"id": "ftevent-1", "created_at": 124, "level": "info", "message": "Job is running",
        "object": "fine_tuning.job.event", "type": "message", "data": {}});
    let events = json!({"object": "list", "data": [event], "has_more": false});
    let checkpoint = json!({"id": "ckpt-1", "created_at": 125, "fine_tuned_model_checkpoint": "a",
        "fine_tuning_job_id": "ftjob-1", "metrics": {"full_valid_loss": 1, "step": 30, "train_loss": 0.5},
        "object": "fine_tuning.job.checkpoint", "step_number": 30, "result_files": ["file-2"]});
    let checkpoints = json!({"data": [checkpoint], "object": "list", "first_id": "ckpt-1",
        "last_id": "ckpt-1", "has_more": false});
    let refusal =
        r#"{"detail":[{"loc":["body","model"],"msg":"unknown model","type":"value_error"}]}"#;
    let server = Server::start([
        answer(200, &[], job.to_string()),
        answer(
            200,
            &[],
            with(&job, &json!({"status": "succeeded", "trained_steps": 30})).to_string(),
        ),
        answer(200, &[], events.to_string()),
        answer(200, &[], checkpoints.to_string()),
        answer(200, &[("content-type", "application/octet-stream")], b"\x00weights"),
        answer(422, &[], refusal),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let created = create_fine_tuning_job(&client, &request()).await.expect("a job").into_inner();
    let written = serde_json::to_value(&created).expect("writable");
    assert!(is_given_back(&job, &written), "{written}");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let ended = wait_for_fine_tuning_job(&client, &*created.id)
        .every(SOON, SOON)
        .events(move |event| hears.lock().expect("a list").push(event.message))
        .await
        .expect("a job");
    assert_eq!((&ended.status, &ended.fine_tuned_model), (&FineTuningJobStatus::Succeeded, &None));
    assert_eq!(*heard.lock().expect("a list"), ["Job is running"]);
    let found = list_fine_tuning_job_checkpoints(&client, "ftjob-1").await.expect("a page");
    let written = serde_json::to_value(&found.data[0]).expect("writable");
    assert!(is_given_back(&checkpoint, &written), "{written}");
    let files = found.data[0].extra.get("result_files").expect("the files that are the model");
    let files: Vec<String> = files.read().expect("names");
    let weights = download_file(&client, &files[0]).await.expect("bytes");
    assert_eq!(&weights.into_inner()[..], b"\x00weights");
    // Its failures have a body of their own, which is shown as it is.
    let Err(Error::Api(error)) = create_fine_tuning_job(&client, &request()).await else {
        panic!("a refusal")
    };
    assert_eq!((error.status().as_u16(), error.code()), (422, None));
}

#[tokio::test]
async fn what_litellm_gives_on_is_read() {
    // As it dumps what openai-python has read: a null for each property that was not there.
    let job = json!({"id": "ftjob-1", "created_at": 1721764800, "error": null, "fine_tuned_model": null,
        "finished_at": null, "hyperparameters": {"batch_size": null, "learning_rate_multiplier": null,
        "n_epochs": "auto"}, "model": "a-model", "object": "fine_tuning.job", "organization_id": "",
        "result_files": [], "seed": null, "status": "queued", "trained_tokens": null,
        "training_file": "file-1", "validation_file": null, "estimated_finish": null,
        "integrations": null, "metadata": null, "method": {"type": "supervised", "dpo": null,
        "reinforcement": null, "supervised": {"hyperparameters": null}}});
    // What it makes of Vertex AI's.
    let id = "projects/633608382793/locations/us-central1/tuningJobs/3978211980451250176";
    let vertex = json!({"id": id, "fine_tuned_model": "a-model-f9259f2c", "integrations": [],
        "training_file": "gs://cloud-samples-data/sft_train_data.jsonl", "created_at": 1735684820});
    let vertex = with(&job, &vertex);
    let server =
        Server::start([answer(200, &[], job.to_string()), answer(200, &[], vertex.to_string())]);
    let client = configured(server.url()).build().expect("a client");
    for sent in [job, vertex] {
        let job = create_fine_tuning_job(&client, &request()).await.expect("a job").into_inner();
        assert_eq!(
            (&*job.id, &job.status),
            (sent["id"].as_str().unwrap(), &FineTuningJobStatus::Queued)
        );
        let written = serde_json::to_value(&job).expect("writable");
        assert!(is_given_back(&sent, &written), "{sent} became {written}");
    }
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
