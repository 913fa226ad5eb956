//! Code that calls an API, tested without a network: answers that are stated by operation.

use std::time::Duration;

use specwright::client::{Phase, TransportError};
use specwright::fine_tuning::{
    CreateFileRequest, FineTuningJob, create_file, create_fine_tuning_job, download_file,
    list_paginated_fine_tuning_jobs, requests, retrieve_fine_tuning_job, service,
};
use specwright::http::Response;
use specwright::mock::Mock;
use specwright::{Client, Error, File, json, wait};

use crate::jobs::{JOB, request};

fn client(mock: &Mock) -> Client {
    mock.client(service::client()).expect("it needs nothing")
}

fn job(status: &str) -> FineTuningJob {
    json::from_str(&JOB.replace("queued", status)).expect("a job")
}

#[tokio::test]
async fn an_answer_is_given_in_the_types_of_its_operation_and_the_request_is_kept() {
    let mock = Mock::new();
    mock.on::<requests::CreateFineTuningJob>().answer(job("queued")).expect("it can be written");
    let made = create_fine_tuning_job(&client(&mock), &request()).await.expect("an answer");
    assert_eq!(made.into_inner(), job("queued"));
    let [asked] = &mock.requests()[..] else { panic!("one request") };
    assert_eq!(asked.operation(), Some("createFineTuningJob"));
    assert_eq!((asked.method().as_str(), asked.uri().path()), ("POST", "/v1/fine_tuning/jobs"));
    assert_eq!(asked.header("accept"), Some("application/json"));
    let sent: specwright::fine_tuning::CreateFineTuningJobRequest = asked.json().expect("JSON");
    assert_eq!(sent, request());
}

#[tokio::test]
async fn answers_are_given_in_their_order_to_what_they_suit_and_as_often_as_is_said() {
    let mock = Mock::new();
    let page = |id: &str, more: bool| {
        let job = JOB.replace("ftjob-1", id);
        format!(r#"{{"object":"list","data":[{job}],"has_more":{more}}}"#)
    };
    let list = || mock.on::<requests::ListPaginatedFineTuningJobs>();
    list().when(|it| it.query("after").is_none()).json(200, page("a b&c", true)).expect("a page");
    list()
        .when(|it| it.query("after").as_deref() == Some("a b&c"))
        .times(1)
        .json(200, page("second", false))
        .expect("a page");
    mock.on::<requests::DownloadFile>().times(2).answer("abc").expect("bytes");
    let client = client(&mock);
    let mut items = list_paginated_fine_tuning_jobs(&client).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.expect("a job").id);
    }
    assert_eq!(ids, ["a b&c", "second"]);
    assert_eq!(mock.unasked(), ["downloadFile"]);
    assert_eq!(&download_file(&client, "f").await.expect("bytes")[..], b"abc");
    assert_eq!(mock.unasked(), ["downloadFile"]);
    download_file(&client, "f").await.expect("bytes");
    assert_eq!(mock.unasked(), [""; 0]);
    let error = download_file(&client, "f").await.expect_err("no more").to_string();
    assert!(error.contains("of the 1 answer(s) that the mock has for `downloadFile`"), "{error}");
}

#[tokio::test]
async fn a_client_makes_calls_again_and_waits_take_no_time() {
    let mock = Mock::new();
    let retrieve = || mock.on::<requests::RetrieveFineTuningJob>();
    retrieve().times(1).fail(|| TransportError::failed(Phase::Unsent, "the cable is cut"));
    let limited = Response::builder().status(429).header("retry-after", "7").body("");
    retrieve().times(1).respond(limited.expect("a response"));
    retrieve().times(1).answer(job("running")).expect("a job");
    retrieve().answer(job("succeeded")).expect("a job");
    let client = client(&mock);
    let done = wait(retrieve_fine_tuning_job(&client, "ftjob-1"))
        .until(|job| job.status.as_str() == "succeeded")
        .await;
    assert_eq!(done.expect("it ends").status.as_str(), "succeeded");
    assert_eq!(mock.requests().len(), 4);
    let waits = mock.waits();
    assert_eq!(waits.len(), 3, "{waits:?}");
    assert_eq!(waits[1], Duration::from_secs(7));
}

#[tokio::test]
async fn what_the_description_does_not_allow_cannot_be_stated_as_its_answer() {
    let mock = Mock::new();
    let create = || mock.on::<requests::CreateFineTuningJob>();
    let error = create().json(200, r#"{"id": 5}"#).expect_err("no job");
    assert_eq!(error.pointer(), Some("/id"), "{error}");
    let error = create().json(400, r#"{"error": 5}"#).expect_err("no error");
    assert_eq!(error.pointer(), Some("/error"), "{error}");
    create().json(20, "{}").expect_err("no status");
    assert_eq!(mock.unasked(), [""; 0]);
    let failure = r#"{"error":{"code":null,"message":"no such model","param":"model","type":"invalid_request_error"}}"#;
    create().json(400, failure).expect("an error as described");
    let error = create_fine_tuning_job(&client(&mock), &request()).await.expect_err("refused");
    let Error::Api(error) = error else { panic!("{error:?}") };
    let failure = error.failure::<requests::CreateFineTuningJob>().expect("as described");
    let requests::CreateFineTuningJobFailure::Default(body) = failure else { panic!("a failure") };
    assert_eq!(body.error.message, "no such model");
}

#[tokio::test]
async fn an_operation_of_which_nothing_is_stated_is_named() {
    let mock = Mock::new();
    let client = client(&mock);
    let error = retrieve_fine_tuning_job(&client, "a/b").await.expect_err("nothing").to_string();
    let expected = "the mock has no answer for `retrieveFineTuningJob` (GET \
                    /v1/fine_tuning/jobs/a%2Fb)";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn who_waits_without_a_runtime_asks_the_same_and_files_are_kept_whole() {
    let mock = Mock::new();
    let file = r#"{"id":"file-1","object":"file","bytes":3,"created_at":1,"filename":"a.jsonl","purpose":"fine-tune","status":"processed"}"#;
    mock.on::<requests::CreateFile>().json(200, file).expect("a file");
    let upload = File::new("a.jsonl", "{\"messages\":[]}\n".as_bytes().to_vec());
    let upload = CreateFileRequest::builder().file(upload).purpose("fine-tune").build();
    let made = create_file(&client(&mock), &upload).send().expect("an answer");
    assert_eq!(made.id, "file-1");
    let asked = &mock.requests()[0];
    let body = String::from_utf8_lossy(asked.body()).into_owned();
    assert!(body.contains("{\"messages\":[]}\n"), "{body}");
    assert!(asked.header("content-type").is_some_and(|it| it.starts_with("multipart/form-data")));
}
