//! The operations around a job: what each sends, and what becomes of its answer.

use serde_json::Value;
use specwright::fine_tuning::*;
use specwright::{Error, File};
use specwright_tests::server::{Seen, Server, answer};
use specwright_tests::spec;

use crate::doors::{Door, KEY, at_every_door, configured};

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

/// The documented answer of an operation.
fn documented(path: &str, method: &str) -> Value {
    let operation = &spec::description()["paths"][path][method];
    let media = &operation["responses"]["200"]["content"]["application/json"];
    media["examples"]["default"]["value"].clone()
}

/// The names and the contents of an upload's parts.
fn parts(seen: &Seen) -> Vec<(String, String)> {
    let media_type = seen.header("content-type").expect("a media type");
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").expect("parts");
    let body = String::from_utf8(seen.body.clone()).expect("text");
    let delimiter = format!("--{boundary}");
    let parts = body.split(&delimiter).filter_map(|part| {
        let (head, content) = part.split_once("\r\n\r\n")?;
        let name = head.split("name=\"").nth(1)?.split('"').next()?;
        Some((name.to_owned(), content.trim_end_matches("\r\n").to_owned()))
    });
    parts.collect()
}

fn a_job_is_retrieved_and_its_documented_answer_read(door: Door) {
    let job = documented("/fine_tuning/jobs/{fine_tuning_job_id}", "get");
    let server = Server::start([answer(200, &JSON, job.to_string())]);
    let call = requests::RetrieveFineTuningJob::new("ftjob-1/2");
    let reply = door.send(configured(server.url()), call).expect("a job");
    let seen = server.seen().remove(0);
    assert_eq!((&*seen.method, &*seen.target), ("GET", "/v1/fine_tuning/jobs/ftjob-1%2F2"));
    assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {KEY}")));
    assert_eq!((&reply.status, seen.body.len()), (&FineTuningJobStatus::Succeeded, 0));
    let model = reply.fine_tuned_model.as_deref();
    assert_eq!(model, Some("ft:davinci-002:my-org:custom_suffix:7q8mpxmy"));
}

/// The published description calls it a string of JSON; whatever media type it has, it is bytes.
fn a_file_is_downloaded_as_the_bytes_that_it_is(door: Door) {
    let lines: &[u8] = b"step,train_loss\r\n1,0.5\n\x00\xff\"not JSON";
    for media_type in ["application/octet-stream", "application/json", "text/csv; charset=latin1"] {
        let server = Server::start([answer(200, &[("content-type", media_type)], lines)]);
        let call = requests::DownloadFile::new("file-abc123");
        let reply = door.send(configured(server.url()), call).expect("bytes");
        assert_eq!(&reply.into_inner()[..], lines, "{media_type}");
        assert_eq!(server.seen()[0].target, "/v1/files/file-abc123/content");
    }
    let refused = r#"{"error":{"message":"No such file","type":"invalid_request_error","param":"id","code":null}}"#;
    let server = Server::start([answer(404, &JSON, refused)]);
    let call = requests::DownloadFile::new("file-none");
    let error = match door.send(configured(server.url()), call) {
        Err(Error::Api(error)) => error,
        other => panic!("{other:?}"),
    };
    match error.failure::<requests::DownloadFile>().expect("as described") {
        requests::DownloadFileFailure::Default(body) => {
            assert_eq!(body.error.message, "No such file");
        }
        other => panic!("{other:?}"),
    }
}

/// An object within a part of its own is refused by the service: its names have brackets.
fn a_file_is_uploaded_and_its_expiry_in_brackets(door: Door) {
    let stored = documented("/files", "post");
    let server = Server::start([answer(200, &JSON, stored.to_string())]);
    let request = CreateFileRequest::builder()
        .file(File::new("mydata.jsonl", "{}\n"))
        .purpose(CreateFileRequestPurpose::FineTune)
        .expires_after_anchor(CreateFileRequestExpiresAfterAnchor::CreatedAt)
        .expires_after_seconds(3_600)
        .build();
    let call = requests::CreateFile::new(&request);
    let reply = door.send(configured(server.url()), call).expect("a file");
    assert_eq!(serde_json::to_value(&reply.into_inner()).expect("writable"), stored);
    let named = |(name, content): &(String, String)| format!("{name}={content}");
    let parts: Vec<String> = parts(&server.seen()[0]).iter().map(named).collect();
    let expected = [
        "file={}\n",
        "purpose=fine-tune",
        "expires_after[anchor]=created_at",
        "expires_after[seconds]=3600",
    ];
    assert_eq!(parts, expected);

    let short = CreateFileRequest::builder()
        .file(File::new("mydata.jsonl", "{}\n"))
        .purpose(CreateFileRequestPurpose::FineTune)
        .expires_after_seconds(3_599)
        .build();
    let call = requests::CreateFile::new(&short);
    match door.send(configured(server.url()), call) {
        Err(Error::Invalid(invalid)) => {
            assert_eq!(invalid.violations()[0].pointer, "/expires_after[seconds]");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.seen().len(), 1);
}

/// A key that was given for the other operations does not go to those of an administrator.
fn permissions_take_the_key_of_an_administrator(door: Door) {
    let path = "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions";
    let server = Server::start([answer(200, &JSON, documented(path, "get").to_string())]);
    let list = || requests::ListFineTuningCheckpointPermissions::new("ft:model:org::7q").limit(2);
    let builder = || service::client().base_url(server.url());
    let error = door.send(builder().credential(service::api_key_auth("sk-1")), list());
    assert!(matches!(error, Err(Error::Config(_))), "{error:?}");
    assert_eq!(server.connections(), 0);
    let admin = builder().credential(service::admin_api_key_auth("sk-admin-1"));
    let page = door.send(admin, list()).expect("a page");
    assert_eq!((page.data.len(), page.has_more), (2, false));
    let seen = server.seen().remove(0);
    assert_eq!(seen.header("authorization"), Some("Bearer sk-admin-1"));
    assert!(seen.target.starts_with("/v1/fine_tuning/checkpoints/ft"), "{}", seen.target);
    assert!(seen.target.ends_with("/permissions?limit=2"), "{}", seen.target);
}

at_every_door! {
    a_job_is_retrieved_and_its_documented_answer_read,
    a_file_is_downloaded_as_the_bytes_that_it_is,
    a_file_is_uploaded_and_its_expiry_in_brackets,
    permissions_take_the_key_of_an_administrator,
}

/// The cursor of events is the last one's `id`, and the page that says it is the last one is.
#[tokio::test]
async fn events_of_all_pages_come_one_by_one() {
    let last = r#"{"object":"list","data":[{"object":"fine_tuning.job.event","id":"e3","created_at":1,"level":"warn","message":"m","data":{"step":1},"type":"metrics"}],"has_more":false}"#;
    let first = documented("/fine_tuning/jobs/{fine_tuning_job_id}/events", "get");
    let server = Server::start([answer(200, &JSON, first.to_string()), answer(200, &JSON, last)]);
    let client = configured(server.url()).build().expect("a client");
    let mut events = list_fine_tuning_events(&client, "ftjob-1").limit(2).items();
    let mut messages = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.expect("an event");
        messages.push((event.message.clone(), event.data.is_some()));
    }
    let told = |message: &str, has_data| (message.to_owned(), has_data);
    let created = "New fine-tuned model created: ft:gpt-4o-mini:openai::7p4lURel";
    let expected = [
        told("Fine tuning job successfully completed", false),
        told(created, false),
        told("m", true),
    ];
    assert_eq!(messages, expected);
    let targets: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    let path = "/v1/fine_tuning/jobs/ftjob-1/events?limit=2";
    assert_eq!(
        targets,
        [path.to_owned(), format!("{path}&after=ft-event-tyiGuB72evQncpH87xe505Sv")]
    );
}
