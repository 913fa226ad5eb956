//! What one call does differently, said on the call: awaited and waited for, of its own type, of one
//! of its representations, and of one whose parameters are called like options.

use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue};
use specwright::client::CallOptions;
use specwright::fine_tuning::create_fine_tuning_job;
use specwright_tests::cases::parameters_called_like_options as named;
use specwright_tests::cases::several_media_types as cases;
use specwright_tests::server::{Server, answer};

use crate::doors::{RUNTIME, configured};
use crate::jobs::{JOB, request};

fn mark() -> (HeaderName, HeaderValue) {
    (HeaderName::from_static("x-mark"), HeaderValue::from_static("this one"))
}

#[tokio::test]
async fn an_awaited_call_says_what_it_does_differently() {
    let server = Server::start([
        answer(503, &[("retry-after", "0")], "{}"),
        answer(503, &[("retry-after", "0")], "{}"),
        answer(200, &[], JOB),
    ]);
    let client = configured(server.url()).max_retries(5).build().expect("a client");
    let (name, value) = mark();
    let request = request();
    let call = create_fine_tuning_job(&client, &request).header(name, value);
    call.idempotency_key("once").retries(1).await.expect_err("one attempt more, and no other");
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for seen in &seen {
        assert_eq!(seen.header("x-mark"), Some("this one"));
        assert_eq!(seen.header("idempotency-key"), Some("once"));
    }
    // The client itself does as before.
    create_fine_tuning_job(&client, &request).await.expect("a job");
    assert_eq!(server.seen()[2].header("x-mark"), None);
}

#[test]
fn a_call_that_blocks_ends_in_its_own_time() {
    let (url, _refusing) = specwright_tests::server::refusing();
    let client = configured(url).build().expect("a client");
    let start = Instant::now();
    let limit = Duration::from_millis(50);
    create_fine_tuning_job(&client, &request()).timeout(limit).retries(100).send().expect_err("no");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn every_kind_of_call_has_them() {
    let csv = [("content-type", "text/csv")];
    let server = Server::start([answer(200, &csv, "a"), answer(200, &csv, "b")]);
    let client = configured(server.url()).build().expect("a client");
    let (name, value) = mark();
    let call = cases::export_all(&client).accept_csv();
    call.header(name.clone(), value.clone()).timeout(Duration::from_secs(9)).send().expect("CSV");
    let stream = cases::export_all(&client).stream().header(name, value).retries(0);
    RUNTIME.block_on(stream).expect("a stream");
    assert!(server.seen().iter().all(|seen| seen.header("x-mark") == Some("this one")));
}

#[test]
fn a_parameter_yields_to_them_and_both_are_sent() {
    let server = Server::start([answer(204, &[], "")]);
    let client = configured(server.url()).build().expect("a client");
    let (name, value) = mark();
    let call = named::search(&client).timeout_("30s").header_("h").retries_(3_usize);
    let call = call.timeout(Duration::from_secs(9)).header(name, value).retries(0);
    call.with(CallOptions::new().query("more", "1")).send().expect("nothing");
    let seen = server.seen();
    assert_eq!(seen[0].target, "/v1/search?timeout=30s&header=h&retries=3&more=1");
    assert_eq!(seen[0].header("x-mark"), Some("this one"));
}

/// A call as it is generated where a parameter was published by the name of an option.
mod published {
    use specwright::operation::{self, Bytes, Caller, Empty, NoClient, RequestBuilder};

    pub(super) struct Kept<C: Caller = NoClient>(RequestBuilder, C::State);

    operation::call!(Kept {
        id: "kept",
        success: Empty,
        failure: Bytes,
        options(header, idempotency_key, retries),
    });

    impl Kept {
        pub(super) fn new() -> Self {
            Self(RequestBuilder::new(operation::Method::GET, "/kept"), NoClient)
        }
    }

    impl<C: Caller> Kept<C> {
        pub(super) fn timeout(mut self, value: &str) -> Self {
            self.0.set(operation::query("timeout"), &value.to_owned());
            self
        }
    }
}

#[test]
fn a_parameter_that_was_published_by_the_name_of_an_option_keeps_it() {
    let server = Server::start([answer(204, &[], "")]);
    let client = configured(server.url()).build().expect("a client");
    let call = published::Kept::new().timeout("30s").by(&client).timeout("40s").retries(0);
    call.with(CallOptions::new().timeout(Duration::from_secs(9))).send().expect("nothing");
    assert_eq!(server.seen()[0].target, "/v1/kept?timeout=40s");
}
