//! Waits: a call is made again until its answer is what is waited for, whatever happens meanwhile.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use specwright::client::CallOptions;
use specwright::{Error, wait};
use specwright_tests::cases::lists_with_pages as cases;
use specwright_tests::server::{Part, Server, Step, answer, say};

use crate::doors::configured;

const SOON: Duration = Duration::from_millis(20);

fn more(more: bool) -> Step {
    answer(200, &[], format!("{{\"data\":[],\"has_more\":{more}}}"))
}

#[tokio::test]
async fn a_call_is_made_again_until_its_answer_is_what_is_waited_for() {
    let odd = r#"{"data":[{"id":"a status that was never seen","weight":1}],"has_more":true}"#;
    let server = Server::start([more(true), answer(200, &[], odd), more(true), more(false)]);
    let client = configured(server.url()).build().expect("a client");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    let waiting = wait(cases::list_parcels(&client).limit(1))
        .every(SOON, SOON * 2)
        .progress(move |page: &cases::ParcelList| {
            told.lock().expect("a list").push(page.data.len());
        })
        .until(|page| !page.has_more);
    assert!(server.seen().is_empty(), "nothing is sent before it is awaited");
    let begun = Instant::now();
    let reply = waiting.await.expect("an answer");
    assert!(!reply.has_more);
    // 15 to 20 ms, then 22 to 30, then 30 to 40.
    assert!(begun.elapsed() >= Duration::from_millis(65), "{:?}", begun.elapsed());
    assert_eq!(*seen.lock().expect("a list"), [0, 1, 0, 0]);
    assert!(server.seen().iter().all(|seen| seen.target == "/v1/parcels?limit=1"));
}

#[tokio::test]
async fn failures_that_pass_are_survived_and_the_server_is_waited_for() {
    let server = Server::start([
        answer(200, &[("retry-after", "0.15")], br#"{"data":[],"has_more":true}"#),
        answer(429, &[("retry-after", "0.15")], b"{}"),
        say(vec![Part::Reset]),
        answer(503, &[], b""),
        say(vec![
            Part::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec()),
            Part::Close,
        ]),
        more(false),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let call = cases::list_parcels(&client).with(CallOptions::new().max_retries(0));
    let begun = Instant::now();
    wait(call).every(SOON, SOON).until(|page| !page.has_more).await.expect("an answer");
    assert!(begun.elapsed() >= Duration::from_millis(300), "Retry-After is heeded twice");
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn what_does_not_pass_ends_the_wait() {
    let server = Server::start([
        more(true),
        answer(404, &[], b"{}"),
        answer(200, &[], b"{\"has_more\":0}"),
        answer(503, &[], b""),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let call = || cases::list_parcels(&client).with(CallOptions::new().max_retries(0));
    let gone = wait(call()).every(SOON, SOON).until(|_| false).await.expect_err("gone");
    assert_eq!(gone.status().map(|it| it.as_u16()), Some(404));
    let odd = wait(call()).every(SOON, SOON).until(|_| true).await.expect_err("odd");
    assert!(matches!(odd, Error::Decode(_)), "{odd}");
    let worn = wait(call()).every(SOON, SOON).max_failures(2).until(|_| true).await;
    let Error::Wait(worn) = worn.expect_err("three in a row") else { panic!("another error") };
    assert_eq!(
        (worn.calls(), worn.last().and_then(Error::status).map(|it| it.as_u16())),
        (3, Some(503))
    );
    // What may not be repeated is not sent at all.
    let before = server.seen().len();
    let unsafe_call = wait(cases::search(&client)).until(|_| true).await.expect_err("a POST");
    assert!(unsafe_call.to_string().contains("POST"), "{unsafe_call}");
    assert_eq!(server.seen().len(), before);
}

#[tokio::test]
async fn a_deadline_ends_the_wait_within_a_call_and_between_two() {
    let server = Server::start([more(true)]);
    let client = configured(server.url()).build().expect("a client");
    let begun = Instant::now();
    let deadline = Duration::from_millis(150);
    let over = wait(cases::list_parcels(&client)).every(SOON, SOON).deadline(deadline);
    let Error::Wait(over) = over.until(|_| false).await.expect_err("over") else {
        panic!("another")
    };
    // It may end between two calls, or as one begins.
    let is_so = over.last().is_none_or(|last| matches!(last, Error::Timeout(_)));
    assert!(over.calls() > 1 && is_so, "{over}");
    assert!((deadline..deadline * 8).contains(&begun.elapsed()), "{:?}", begun.elapsed());

    let server = Server::start([more(true), say(vec![Part::Hang])]);
    let client = configured(server.url()).build().expect("a client");
    let begun = Instant::now();
    let over = wait(cases::list_parcels(&client)).every(SOON, SOON).deadline(deadline);
    let error = over.until(|_| false).await.expect_err("over");
    let Error::Wait(over) = &error else { panic!("another: {error}") };
    assert!(matches!(over.last(), Some(Error::Timeout(_))), "{over}");
    assert!(begun.elapsed() < deadline * 8, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_wait_that_is_dropped_asks_no_more() {
    let server = Server::start([more(true)]);
    let client = configured(server.url()).build().expect("a client");
    let waiting = wait(cases::list_parcels(&client)).every(SOON, SOON).until(|_| false);
    assert!(tokio::time::timeout(SOON * 5, waiting).await.is_err());
    let asked = server.seen().len();
    tokio::time::sleep(SOON * 5).await;
    assert_eq!(server.seen().len(), asked);
}

#[test]
fn callers_without_a_runtime_wait() {
    let server = Server::start([more(true), more(false)]);
    let client = configured(server.url()).build().expect("a client");
    let waited = wait(cases::list_parcels(&client)).every(SOON, SOON).until(|page| !page.has_more);
    assert!(!waited.send().expect("an answer").has_more);
    assert_eq!(server.seen().len(), 2);
}
