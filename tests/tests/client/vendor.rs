//! A second vendor beside the engine: retry headers, errors and a version header of its own,
//! without a change of the engine.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;
use specwright::client::{Builder, RetryHint, Vendor};
use specwright::{ApiError, Client, Error, RawResponse};
use specwright_tests::server::{Server, answer};

use crate::doors::{Door, at_every_door};
use crate::jobs::{DeleteJob, JOB, RetrieveJob};

/// A house that takes payments.
struct Payments;

impl Vendor for Payments {
    fn request_id(&self) -> Option<HeaderName> {
        Some(HeaderName::from_static("request-id"))
    }

    fn retry_hint(&self, _: StatusCode, headers: &HeaderMap) -> RetryHint {
        match headers.get("payments-should-retry").map(HeaderValue::as_bytes) {
            Some(b"true") => RetryHint::Again { wait: None },
            Some(b"false") => RetryHint::Never,
            _ => RetryHint::Unsaid { wait: None },
        }
    }

    fn error_message(&self, response: &RawResponse) -> Option<String> {
        let body: Value = serde_json::from_slice(response.bytes()).ok()?;
        Some(body["error"]["message"].as_str()?.to_owned())
    }
}

/// What is theirs of an error.
trait PaymentsError {
    fn decline_code(&self) -> Option<String>;
}

impl PaymentsError for ApiError {
    fn decline_code(&self) -> Option<String> {
        let body: Value = self.body().ok()?;
        Some(body["error"]["decline_code"].as_str()?.to_owned())
    }
}

fn payments(server: &Server) -> Builder {
    Client::builder()
        .base_url(server.url())
        .vendor(Payments)
        .default_header(
            HeaderName::from_static("payments-version"),
            HeaderValue::from_static("2024-06-20"),
        )
        .retry_delay(std::time::Duration::from_millis(5), std::time::Duration::from_millis(5))
}

fn its_headers_decide_about_repetitions(door: Door) {
    let never = answer(500, &[("payments-should-retry", "false")], "");
    let server = Server::start([never, answer(204, &[], "")]);
    assert!(door.send(payments(&server), DeleteJob).is_err());
    assert_eq!(server.seen().len(), 1);

    let again = answer(400, &[("payments-should-retry", "true")], "");
    let server = Server::start([again, answer(204, &[], "")]);
    door.send(payments(&server), DeleteJob).unwrap();
    let seen = server.seen();
    assert_eq!((seen.len(), seen[1].header("payments-version")), (2, Some("2024-06-20")));

    // Another vendor's headers mean nothing here.
    let server = Server::start([answer(400, &[("x-should-retry", "true")], "")]);
    assert!(door.send(payments(&server), DeleteJob).is_err());
    assert_eq!(server.seen().len(), 1);
}

fn its_errors_and_its_names_for_requests_are_read(door: Door) {
    let body = r#"{"error":{"type":"card_error","decline_code":"lost_card","message":"No."}}"#;
    let server =
        Server::start([answer(402, &[("request-id", "req_p"), ("x-request-id", "x")], body)]);
    let error = match door.send(payments(&server), DeleteJob) {
        Err(Error::Api(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(error.to_string(), "the server answered 402 Payment Required: No. (request req_p)");
    assert_eq!(error.decline_code().as_deref(), Some("lost_card"));

    let server = Server::start([answer(200, &[("request-id", "req_q")], JOB)]);
    let reply = door.send(payments(&server), RetrieveJob { id: "1" }).unwrap();
    assert_eq!(reply.http_request_id(), Some("req_q"));
}

at_every_door! {
    its_headers_decide_about_repetitions,
    its_errors_and_its_names_for_requests_are_read,
}
