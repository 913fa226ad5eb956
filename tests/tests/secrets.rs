//! Everything that any crate below the client tells a logger, at the finest level, at
//! every door: there is what is to be seen, and the key is not.
//!
//! A process of its own, since a subscriber that hears everything is one for a process.

#[path = "client/doors.rs"]
#[allow(dead_code, unused_imports, unused_macros, reason = "shared with the tests of the client")]
mod doors;
#[path = "client/jobs.rs"]
#[allow(dead_code, reason = "shared with the tests of the client")]
mod jobs;

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use specwright::client::{BodyLogging, Builder, Credential};
use specwright::{CallOptions, Client};
use specwright_tests::server::{Part, Server, Step, answer, refusing, say};
use specwright_tests::tls::{Authority, Clients};
use tracing_subscriber::fmt::format::FmtSpan;

use doors::{Door, KEY, configured, nothing_leaks};
use jobs::{JOB, RetrieveJob};

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What was logged since the last look.
fn logged() -> String {
    let bytes = std::mem::take(&mut *LOG.lock().unwrap_or_else(PoisonError::into_inner));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One test, so that what is logged is what it did.
#[test]
fn the_log_shows_the_calls_and_never_the_key() {
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(|| Log)
        .init();
    for door in [Door::Asynchronous, Door::Blocking, Door::Tower] {
        calls_are_seen(door);
        bodies_are_seen_when_asked_for(door);
        nothing_shows_the_key(door);
    }
    settings_do_not_show_the_key();
    assert!(!logged().contains(KEY));
}

fn calls_are_seen(door: Door) {
    let refusal = answer(429, &[("x-request-id", "req_first")], "{}");
    let server = Server::start([refusal, answer(200, &[("x-request-id", "req_second")], JOB)]);
    logged();
    door.create(configured(server.url())).unwrap();
    let log = logged();
    let ends: Vec<_> =
        log.lines().filter(|l| l.contains("close") && l.contains("attempt{")).collect();
    assert_eq!(ends.len(), 2, "{log}");
    for (end, attempt, status, id) in
        [(ends[0], 1, 429, "req_first"), (ends[1], 2, 200, "req_second")]
    {
        for fact in [
            "operation=\"createFineTuningJob\"".to_owned(),
            format!("attempt={attempt} "),
            format!("status={status} "),
            format!("request_id=\"{id}\""),
            "method=POST".to_owned(),
            "elapsed_ms=".to_owned(),
        ] {
            assert!(end.contains(&fact), "{fact} is not in: {end}");
        }
    }
    assert!(!log.contains("file-abc") && !log.contains("ftjob-1"), "a body is in: {log}");
    assert!(!log.contains(KEY), "{log}");
}

fn bodies_are_seen_when_asked_for(door: Door) {
    let body = format!(r#"{{"error":{{"message":"the key {KEY} is wrong"}}}}"#);
    let server = Server::start([answer(401, &[], body)]);
    logged();
    assert!(door.create(configured(server.url()).body_logging(BodyLogging::Logged)).is_err());
    let log = logged();
    for fact in ["file-abc", "the key [credential] is wrong"] {
        assert!(log.contains(fact), "{fact} is not in: {log}");
    }
    assert!(!log.contains(KEY), "{log}");
}

fn nothing_shows_the_key(door: Door) {
    let location = format!("http://elsewhere.invalid/{KEY}");
    let undecodable = format!(r#"{{"id":"1","model":{{"key":"{KEY}"}}}}"#);
    let wrong = format!(r#"{{"id":"1","model":"m","object":"{KEY}"}}"#);
    let cut_off = format!("HTTP/1.1 200 OK\r\nx-request-id: {KEY}\r\ncontent-length: 9\r\n\r\n{{");
    let scripts: [Vec<Step>; 10] = [
        vec![say(vec![Part::Bytes(cut_off.into_bytes()), Part::Close])],
        vec![answer(200, &[], JOB)],
        vec![answer(200, &[("x-request-id", KEY)], undecodable)],
        vec![answer(200, &[], format!("[\"{KEY}\"]"))],
        vec![answer(200, &[], format!("\"{KEY}\""))],
        vec![answer(500, &[("x-request-id", KEY)], wrong)],
        vec![answer(302, &[("location", &location)], KEY)],
        vec![Step::ResetOnAccept],
        vec![say(vec![Part::Reset])],
        vec![say(vec![Part::Bytes(format!("HTTP/1.1 {KEY}\r\n\r\n").into_bytes())])],
    ];
    let in_query = |url: String| {
        let key = Credential::query("key", KEY).for_scheme("ApiKeyAuth");
        specwright::openai::builder().base_url(url).credential(key).max_retries(0)
    };
    let in_header = |url: String| configured(url).max_retries(0);
    for script in scripts {
        for credential in [&in_query as &dyn Fn(String) -> Builder, &in_header] {
            let server = Server::start(script.clone());
            logged();
            let result = door.create(credential(server.url()));
            nothing_leaks(&result);
            let result = door.send(credential(server.url()), RetrieveJob { id: "ftjob-1" });
            nothing_leaks(&result);
            let log = logged();
            assert!(!log.contains(KEY), "{log}");
            assert!(log.contains("createFineTuningJob"), "nothing was logged: {log}");
        }
    }
    let (url, _port) = refusing();
    for url in [url, "https://no-such-host.invalid".to_owned()] {
        nothing_leaks(&door.create(in_query(url.clone())));
        nothing_leaks(&door.create(in_header(url)));
    }
    if door != Door::Tower {
        let server =
            Server::start_tls([answer(200, &[], JOB)], Authority::new().server(Clients::Any));
        nothing_leaks(&door.create(in_query(server.url())));
        nothing_leaks(&door.create(in_header(server.url())));
    }
    assert!(!logged().contains(KEY));
}

fn settings_do_not_show_the_key() {
    let builder = configured("http://127.0.0.1:1").credential(Credential::query("key", KEY));
    let client = builder.clone().build().unwrap();
    let options = CallOptions::new().query("key", KEY).property("key", KEY);
    let differently = client.with(options.clone());
    let text = format!("{builder:?} {builder:#?} {client:?} {options:?} {differently:?}");
    assert!(!text.contains(KEY), "{text}");
    for wrong in [format!("{KEY}\n"), format!("{KEY}\u{7f}")] {
        let error = Client::builder()
            .base_url("https://a.example")
            .credential(Credential::bearer(wrong))
            .build()
            .unwrap_err();
        assert!(!format!("{error} {error:?}").contains(KEY));
    }
    for url in [
        format!("https://user:{KEY}@a.example"),
        format!("https://a b/{KEY}"),
        format!("http://a.example/{KEY}"),
    ] {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains(KEY), "{error}");
    }
}
