//! The server refuses: every status, with the documented body, with another, with none.

use http::HeaderValue;
use http::header::AUTHORIZATION;
use specwright::client::CallOptions;
use specwright::fine_tuning::ErrorResponse;
use specwright::openai::{OpenAiError, RateLimits};
use specwright::{ApiError, Error};
use specwright_tests::server::{Server, answer};

use crate::doors::{Door, KEY, at_every_door, configured, texts};
use crate::jobs::RetrieveJob;

const STATUSES: [u16; 10] = [400, 401, 403, 404, 409, 422, 429, 500, 503, 504];

const DOCUMENTED: &str = r#"{"error":{"message":"No such file: file-abc","type":"invalid_request_error","param":"training_file","code":"file_not_found"}}"#;

/// The error of an answer, after as many requests as the status is worth without a word of
/// the server's: a POST comes again after 429 only.
fn refused(door: Door, status: u16, headers: &[(&str, &str)], body: &str) -> ApiError {
    let server = Server::start([answer(status, headers, body)]);
    let result = door.create(configured(server.url()));
    let requests = if status == 429 { 3 } else { 1 };
    assert_eq!((server.seen().len(), server.jobs()), (requests, 0), "{status}");
    match result {
        Err(Error::Api(error)) => {
            assert_eq!(error.status().as_u16(), status);
            *error
        }
        other => panic!("{other:?}"),
    }
}

fn with_the_documented_body(door: Door) {
    for status in STATUSES {
        let headers = [("x-request-id", "req_2"), ("x-ratelimit-limit-tokens", "9")];
        let error = refused(door, status, &headers, DOCUMENTED);
        assert_eq!(error.fields().message.as_deref(), Some("No such file: file-abc"));
        assert_eq!(error.kind().as_deref(), Some("invalid_request_error"));
        assert_eq!(error.param().as_deref(), Some("training_file"));
        assert_eq!(error.code().as_deref(), Some("file_not_found"));
        assert_eq!(error.request_id(), Some("req_2"));
        assert_eq!(RateLimits::of(error.headers()).limit_tokens, Some(9));
        let body: ErrorResponse = error.body().unwrap();
        assert_eq!(body.error.code.as_deref(), Some("file_not_found"));
        assert_eq!(body.error.message, "No such file: file-abc");
        let error = Error::Api(Box::new(error));
        let text = error.to_string();
        for fact in
            [&*status.to_string(), "No such file", "file_not_found", "training_file", "req_2"]
        {
            assert!(text.contains(fact), "{fact} is not in: {text}");
        }
        assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (status, Some("req_2")));
    }
}

fn with_an_unknown_body(door: Door) {
    for status in STATUSES {
        for body in
            ["<html>Bad gateway</html>", r#"[{"oops":1}]"#, r#"{"error":[1]}"#, "{", "\u{0}"]
        {
            if status == 429 && body != "{" {
                continue;
            }
            let error = refused(door, status, &[], body);
            assert_eq!(&error.bytes()[..], body.as_bytes());
            assert_eq!((error.code(), error.message(), error.kind()), (None, None, None));
            let other = error.body::<ErrorResponse>();
            assert!(other.is_err());
        }
    }
}

fn with_a_body_of_another_house(door: Door) {
    let azure = r#"{"error":{"code":404,"message":"Resource not found","innererror":{}}}"#;
    let error = refused(door, 404, &[], azure);
    assert_eq!(
        (error.code().as_deref(), error.message()),
        (Some("404"), Some("Resource not found (code 404)"))
    );
    let error = refused(door, 422, &[], r#"{"detail":"No field"}"#);
    assert_eq!(error.message(), Some("No field"));
}

fn with_no_body(door: Door) {
    for status in STATUSES {
        let error = refused(door, status, &[], "");
        assert!(error.bytes().is_empty());
        assert_eq!((error.code(), error.message()), (None, None));
        assert!(error.to_string().contains("without a body"), "{error}");
    }
}

fn a_body_that_repeats_the_key_does_not_show_it(door: Door) {
    let body = format!(r#"{{"error":{{"message":"Incorrect API key provided: {KEY}."}}}}"#);
    let error = refused(door, 401, &[("x-echo", KEY)], &body);
    assert_eq!(error.message(), Some("Incorrect API key provided: [credential]."));
    assert!(!error.response().text().contains(KEY));
    assert_eq!(error.headers()["x-echo"], "[credential]");
}

fn a_key_of_one_call_is_not_shown_either(door: Door) {
    let theirs = "sk-of-one-call-0123456789";
    let body = format!(r#"{{"error":{{"message":"Incorrect API key provided: {theirs}."}}}}"#);
    let server = Server::start([answer(401, &[("x-echo", theirs)], &body)]);
    let value = HeaderValue::try_from(format!("Bearer {theirs}")).unwrap();
    let by_call = CallOptions::new().header(AUTHORIZATION, value.clone());
    let by_default = configured(server.url()).default_header(AUTHORIZATION, value);
    for result in [door.create_with(configured(server.url()), by_call), door.create(by_default)] {
        assert!(!texts(&result).contains(theirs), "{result:?}");
        assert!(
            matches!(&result, Err(Error::Api(error)) if error.headers()["x-echo"] == "[credential]")
        );
    }
}

fn a_body_too_large_still_tells_its_status(door: Door) {
    let server = Server::start([answer(400, &[("x-request-id", "req_3")], "x".repeat(5_000))]);
    match door.create(configured(server.url()).max_response_bytes(1_000)) {
        Err(Error::Api(error)) => {
            assert_eq!((error.status().as_u16(), error.request_id()), (400, Some("req_3")));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((server.seen().len(), server.jobs()), (1, 0));
}

fn what_does_no_harm_is_asked_again(door: Door) {
    for (status, requests) in [(404, 1), (409, 3), (500, 3), (502, 3), (503, 3)] {
        let server = Server::start([answer(status, &[], DOCUMENTED)]);
        let result = door.send(configured(server.url()), RetrieveJob { id: "ftjob-1" });
        assert!(matches!(result, Err(Error::Api(_))));
        assert_eq!(server.seen().len(), requests, "{status}");
    }
}

at_every_door! {
    with_the_documented_body,
    with_an_unknown_body,
    with_a_body_of_another_house,
    with_no_body,
    a_body_that_repeats_the_key_does_not_show_it,
    a_key_of_one_call_is_not_shown_either,
    a_body_too_large_still_tells_its_status,
    what_does_no_harm_is_asked_again,
}
