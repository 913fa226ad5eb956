//! What the server says about coming again.

use std::time::{Duration, Instant, SystemTime};

use specwright::Error;
use specwright::client::CallOptions;
use specwright_tests::server::{Server, answer};

use crate::doors::{Door, at_every_door, configured};
use crate::jobs::JOB;

/// A job is created at the second attempt, after at least this time.
fn created_after(door: Door, status: u16, headers: &[(&str, &str)], wait: Duration) {
    let server = Server::start([answer(status, headers, "{}"), answer(200, &[], JOB)]);
    let start = Instant::now();
    let reply = door.create(configured(server.url())).unwrap();
    assert!(start.elapsed() >= wait, "{headers:?}: {:?}", start.elapsed());
    assert!(start.elapsed() < wait + Duration::from_secs(4), "{headers:?}: {:?}", start.elapsed());
    assert_eq!(reply.id, "ftjob-1");
    let seen = server.seen();
    assert_eq!((seen.len(), server.jobs()), (2, 1), "{status} {headers:?}");
    assert_eq!(seen[0].body, seen[1].body);
    assert!(seen[0].header("idempotency-key").is_some());
    assert_eq!(seen[0].header("idempotency-key"), seen[1].header("idempotency-key"));
}

/// The first answer is the call's.
fn refused(door: Door, status: u16, headers: &[(&str, &str)]) {
    let server = Server::start([answer(status, headers, "{}"), answer(200, &[], JOB)]);
    match door.create(configured(server.url())) {
        Err(Error::Api(error)) => assert_eq!(error.status().as_u16(), status),
        other => panic!("{other:?}"),
    }
    assert_eq!((server.seen().len(), server.jobs()), (1, 0), "{status} {headers:?}");
}

const MS: Duration = Duration::from_millis(1);

fn retry_after_seconds(door: Door) {
    for status in [408, 409, 429, 503] {
        created_after(door, status, &[("retry-after", "0.15")], 150 * MS);
    }
    for status in [400, 500, 502] {
        refused(door, status, &[("retry-after", "0")]);
    }
}

fn retry_after_date(door: Door) {
    let date = httpdate::fmt_http_date;
    // Dates have whole seconds; the longest wait of the tests is shorter.
    let soon = date(SystemTime::now() + Duration::from_secs(5));
    created_after(door, 503, &[("retry-after", &soon)], 300 * MS);
    let past = date(SystemTime::now() - Duration::from_secs(5));
    created_after(door, 503, &[("retry-after", &past)], Duration::ZERO);
}

fn retry_after_nonsense(door: Door) {
    for nonsense in ["soon", "-3", "NaN", ""] {
        created_after(door, 429, &[("retry-after", nonsense)], 15 * MS);
        refused(door, 503, &[("retry-after", nonsense)]);
    }
}

fn retry_after_an_hour_is_capped(door: Door) {
    created_after(door, 429, &[("retry-after", "3600")], 300 * MS);
}

fn retry_after_ms(door: Door) {
    created_after(door, 429, &[("retry-after-ms", "120.5")], 120 * MS);
    created_after(door, 503, &[("retry-after-ms", "120"), ("retry-after", "9")], 120 * MS);
    created_after(door, 503, &[("retry-after-ms", "x"), ("retry-after", "0.1")], 100 * MS);
}

fn x_should_retry(door: Door) {
    for status in [400, 409, 500, 503] {
        created_after(door, status, &[("x-should-retry", "true")], 15 * MS);
    }
    for status in [408, 409, 429, 503] {
        refused(door, status, &[("x-should-retry", "false"), ("retry-after", "0")]);
    }
}

fn as_often_as_configured(door: Door) {
    let refusal = answer(429, &[], "{}");
    let server = Server::start([refusal.clone()]);
    assert!(door.create(configured(server.url())).is_err());
    assert_eq!(server.seen().len(), 3, "twice by default");
    let server = Server::start([refusal.clone()]);
    assert!(door.create(configured(server.url()).max_retries(0)).is_err());
    assert_eq!(server.seen().len(), 1);
    let server = Server::start([refusal]);
    let options = CallOptions::new().max_retries(4).idempotency_key("job 7");
    assert!(door.create_with(configured(server.url()), options).is_err());
    let seen = server.seen();
    assert_eq!((seen.len(), server.jobs()), (5, 0));
    assert!(seen.iter().all(|seen| seen.header("idempotency-key") == Some("job 7")));
}

fn a_wait_that_outlasts_the_call_is_spared(door: Door) {
    let server = Server::start([answer(429, &[("retry-after", "30")], "{}")]);
    let builder = configured(server.url()).max_retry_after(Duration::from_secs(60));
    let start = Instant::now();
    let result = door.create(builder);
    assert!(matches!(result, Err(Error::Api(_))), "{result:?}");
    assert!(start.elapsed() < Duration::from_secs(8));
    assert_eq!((server.seen().len(), server.jobs()), (1, 0));
}

fn every_call_has_a_key_of_its_own(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    for _ in 0..3 {
        door.create(configured(server.url())).unwrap();
    }
    let mut keys: Vec<_> = server
        .seen()
        .iter()
        .filter_map(|seen| seen.header("idempotency-key").map(str::to_owned))
        .collect();
    keys.sort();
    keys.dedup();
    assert_eq!((keys.len(), server.jobs()), (3, 3));
}

at_every_door! {
    retry_after_seconds,
    retry_after_date,
    retry_after_nonsense,
    retry_after_an_hour_is_capped,
    retry_after_ms,
    x_should_retry,
    as_often_as_configured,
    a_wait_that_outlasts_the_call_is_spared,
    every_call_has_a_key_of_its_own,
}
