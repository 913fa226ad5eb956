//! Typed event streams: what a call's `events` yields of the bytes that a server sends, wherever
//! they are cut, and what becomes of a stream that is cut off.

use std::pin::Pin;
use std::time::{Duration, Instant};

use futures_core::Stream;
use specwright::{Error, Reply};
use specwright_tests::cases::typed_event_streams as typed;
use specwright_tests::server::{Part, Server, Step, answer, say};
use typed::{Delta, Made, Notice, ThreadEvent};

use crate::doors::{KEY, configured};

type Items<T> = Reply<specwright::client::ItemStream<T>>;

fn head(more: &str) -> Part {
    let text = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n{more}\
         connection: close\r\n\r\n"
    );
    Part::Bytes(text.into_bytes())
}

fn bytes(text: &str) -> Part {
    Part::Bytes(text.as_bytes().to_vec())
}

/// A stream of these bytes, which ends as a connection that is closed does.
fn events(body: &str) -> Step {
    say(vec![head(""), bytes(body), Part::Close])
}

/// One that is chunked, so that an early end is seen to be one.
fn cut_off(body: &str) -> Step {
    let chunk = format!("{:x}\r\n{body}\r\n", body.len());
    say(vec![head("transfer-encoding: chunked\r\n"), bytes(&chunk), Part::Close])
}

/// Every item in words: the text of a delta, or what is wrong.
async fn told(mut items: Items<Delta>) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(item) = items.next().await {
        told.push(match item {
            Ok(delta) => format!("{} {}", delta.text, delta.extra.len()),
            Err(error) => error.to_string(),
        });
    }
    assert!(items.next().await.is_none(), "the end stays the end");
    told
}

const BODY: &str = "\u{feff}: hello\n\nevent: delta\ndata: {\"text\":\ndata:  \"é\",\"new\":1}\nid: 1\n\n\
                    data: {\"text\":1}\n\nretry: 10\n\ndata: {\"text\":\"b\"}\n\ndata: [DONE]\n\n";

#[tokio::test]
async fn events_are_values_wherever_their_bytes_are_cut() {
    let bad = "item 1 of the stream, which begins in line 8, cannot be read: at /text: invalid \
               type: integer `1`, expected a string at line 1 column 9";
    for end in ["\n", "\r", "\r\n"] {
        let body = BODY.replace('\n', end);
        let body = body.as_bytes();
        let piece = |bytes: &[u8]| Part::Bytes(bytes.to_vec());
        let pause = || Part::Pause(Duration::from_millis(1));
        let mut scripts: Vec<Vec<Part>> = (0..=body.len())
            .map(|at| vec![head(""), piece(&body[..at]), pause(), piece(&body[at..]), Part::Close])
            .collect();
        let each = body.iter().flat_map(|byte| [piece(&[*byte]), pause()]);
        scripts.push([head("")].into_iter().chain(each).chain([Part::Close]).collect());
        let count = scripts.len();
        let server = Server::start(scripts.into_iter().map(say));
        let client = configured(server.url()).build().expect("a client");
        let request = typed::ChatRequest::builder().prompt("p").stream(true).build();
        for at in 0..count {
            let items = typed::chat(&client, &request).events().await.expect("a stream");
            assert_eq!(told(items).await, ["é 1", bad, "b 0"], "cut at {at}, {end:?}");
        }
        let seen = &server.seen()[0];
        assert_eq!(seen.header("accept"), Some("text/event-stream, application/problem+json"));
        assert_eq!(seen.body, br#"{"prompt":"p","stream":true}"#);
    }
}

#[tokio::test]
async fn the_same_call_without_events_is_read_whole() {
    let json = [("content-type", "application/json")];
    let server = Server::start([
        answer(200, &json, br#"{"answer":"a"}"#),
        answer(200, &json, br#"{"answer":"a"}"#),
        events("data: {\"text\":\"a\"}\n\n"),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let request = typed::ChatRequest::builder().prompt("p").build();
    let reply = typed::chat(&client, &request).await.expect("an answer");
    assert_eq!(reply.answer, "a");
    let accept = "application/json, application/problem+json, text/event-stream;q=0.9";
    assert_eq!(server.seen()[0].header("accept"), Some(accept));

    // Whoever forgets to ask for a stream in the body is told what came instead.
    let error = typed::chat(&client, &request).events().await.expect_err("no stream");
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(&error.response().bytes()[..], br#"{"answer":"a"}"#);
    let text = "the answer is of the type `application/json`, not `text/event-stream`";
    assert_eq!(error.error().reason(), text);

    let error = typed::chat(&client, &request).await.expect_err("a stream");
    assert!(error.to_string().contains("the answer is a stream of events"), "{error}");
}

#[tokio::test]
async fn a_bad_event_has_a_place_and_shows_no_credential() {
    let body = format!(
        "data: {{\"text\":\"a\"}}\n\ndata: {{\"text\":{{\"{KEY}\":1}}}}\n\ndata: \u{1}\n\n"
    );
    let server = Server::start([events(&body)]);
    let client = configured(server.url()).build().expect("a client");
    let request = typed::ChatRequest::builder().prompt("p").build();
    let mut items = typed::chat(&client, &request).events().await.expect("a stream");
    assert_eq!(items.next().await.expect("one").expect("a delta").text, "a");
    let Some(Err(Error::Item(error))) = items.next().await else { panic!("a bad event") };
    assert_eq!((error.index(), error.line(), error.error().pointer()), (1, 3, Some("/text")));
    assert!(!format!("{error} {error:?} {:?}", error.text()).contains(KEY));
    let Some(Err(Error::Item(error))) = items.next().await else { panic!("a bad event") };
    assert_eq!((error.index(), error.line(), error.error().pointer()), (2, 5, None));
    assert_eq!(&error.text()[..], b"\x01");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn what_is_cut_off_is_an_error_and_the_last_item() {
    let whole = "data: {\"text\":\"a\"}\n\n";
    let half = format!("{whole}data: {{\"text\":\"b\"}}\n");
    let server = Server::start([events(&half), cut_off(whole), cut_off(&half), events(whole)]);
    let client = configured(server.url()).build().expect("a client");
    let request = typed::ChatRequest::builder().prompt("p").build();
    let mut ends = Vec::new();
    for _ in 0..4 {
        let items = typed::chat(&client, &request).events().await.expect("a stream");
        let mut told = told(items).await;
        assert_eq!(told.remove(0), "a 0");
        ends.push(told.join("; "));
    }
    let within = "the body ended within item 1, which begins in line 3";
    assert!(ends[0].contains(within), "{}", ends[0]);
    // A POST may have done what it was asked for.
    assert!(ends[0].contains("may have been applied"), "{}", ends[0]);
    for end in &ends[1..3] {
        assert!(end.contains("the connection failed while the answer was read"), "{end}");
    }
    assert_eq!((ends[3].as_str(), server.seen().len()), ("", 4));
}

fn ids(items: Vec<Result<Notice, Error>>) -> Vec<String> {
    let id = |item: Result<Notice, Error>| match item {
        Ok(Notice::Made(Made { id, .. })) => id,
        Ok(other) => format!("{other:?}"),
        Err(error) => error.to_string(),
    };
    items.into_iter().map(id).collect()
}

async fn collected<S: Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
    let mut items = Vec::new();
    while let Some(item) =
        std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await
    {
        items.push(item);
    }
    items
}

#[tokio::test]
async fn a_stream_of_a_safe_method_is_taken_up_again_behind_the_last_event() {
    let made = |id: u8| format!("id: {id}\ndata: {{\"type\":\"made\",\"id\":\"{id}\"}}\n\n");
    let server = Server::start([
        cut_off(&format!("retry: 300\n\n{}data: {{\"type\":\"ma", made(1))),
        cut_off(&made(2)),
        answer(503, &[("retry-after", "0")], b""),
        events(&format!("{}{}", made(3), made(4))),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let begun = Instant::now();
    let reply = typed::feed(&client).lines_(7).events().await.expect("a stream");
    // The reply is the stream.
    let found = ids(collected(reply).await);
    assert_eq!(found, ["1", "2", "3", "4"]);
    assert!(begun.elapsed() > Duration::from_millis(600), "{:?}", begun.elapsed());
    let seen = server.seen();
    let asked: Vec<_> = seen.iter().map(|seen| seen.header("last-event-id")).collect();
    assert_eq!(asked, [None, Some("1"), Some("2"), Some("2")]);
    assert!(seen.iter().all(|seen| seen.target.ends_with("/feed?lines=7")));
}

#[test]
fn a_stream_is_read_and_taken_up_again_by_a_caller_that_blocks() {
    let made = |id: u8| format!("id: {id}\ndata: {{\"type\":\"made\",\"id\":\"{id}\"}}\n\n");
    let slow = say(vec![
        head(""),
        bytes(&made(2)),
        Part::Pause(Duration::from_millis(30)),
        bytes(&format!("{}data: x\n\n", made(3))),
        Part::Close,
    ]);
    let server = Server::start([cut_off(&made(1)), slow]);
    let client = configured(server.url()).build().expect("a client");
    let mut items = typed::feed(&client).events().send().expect("a stream");
    let found = ids(std::iter::from_fn(|| items.wait_next()).collect());
    assert_eq!(found[..3], ["1", "2", "3"]);
    assert!(found[3].starts_with("item 3 of the stream"), "{}", found[3]);
    assert_eq!((found.len(), items.last_event_id()), (4, Some("3")));
    assert!(items.wait_next().is_none());
    assert_eq!(server.seen()[1].header("last-event-id"), Some("1"));
}

#[tokio::test]
async fn taking_up_again_is_bounded_and_ends_by_the_error() {
    let first = cut_off("id: 1\nretry: 1\ndata: {\"type\":\"made\",\"id\":\"1\"}\n\n");
    // What comes again and again is cut off before its first event.
    let server = Server::start([first.clone(), cut_off("data: {"), cut_off("data: {")]);
    let client = configured(server.url()).max_retries(3).build().expect("a client");
    let items = typed::feed(&client).events().await.expect("a stream");
    let found = ids(collected(items).await);
    assert_eq!((found[0].as_str(), found.len(), server.seen().len()), ("1", 2, 4));
    assert!(found[1].contains("while the answer was read"), "{}", found[1]);

    // A server that has nothing more to say, one that refuses, and one that says something else.
    let json = answer(200, &[("content-type", "application/json")], b"{}");
    for (step, expected) in [
        (answer(204, &[], b""), None),
        (answer(404, &[], b""), Some("the server answered 404")),
        (json, Some("the answer is of the type `application/json`")),
    ] {
        let server = Server::start([first.clone(), step]);
        let client = configured(server.url()).build().expect("a client");
        let items = typed::feed(&client).events().await.expect("a stream");
        let found = ids(collected(items).await);
        assert_eq!((found[0].as_str(), server.seen().len()), ("1", 2));
        match expected {
            None => assert_eq!(found.len(), 1),
            Some(text) => assert!(found[1].contains(text), "{}", found[1]),
        }
    }
}

#[tokio::test]
async fn a_stream_without_ids_or_of_an_unsafe_method_is_not_taken_up_again() {
    let no_id = cut_off("data: {\"type\":\"made\",\"id\":\"1\"}\n\n");
    let server = Server::start([no_id]);
    let client = configured(server.url()).build().expect("a client");
    let items = typed::feed(&client).events().await.expect("a stream");
    assert_eq!((ids(collected(items).await).len(), server.seen().len()), (2, 1));

    let server = Server::start([cut_off("id: 1\ndata: {\"text\":\"a\"}\n\n")]);
    let client = configured(server.url()).build().expect("a client");
    let request = typed::ChatRequest::builder().prompt("p").build();
    let mut items = typed::chat(&client, &request).events().await.expect("a stream");
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    assert_eq!(items.last_event_id(), Some("1"));
    assert!(items.next().await.is_some_and(|item| item.is_err()));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    let endless = say(vec![head(""), bytes("data: {\"text\":\"a\"}\n\n"), Part::Hang]);
    let server = Server::start([endless]);
    let client = configured(server.url()).build().expect("a client");
    let request = typed::ChatRequest::builder().prompt("p").build();
    let mut items = typed::chat(&client, &request).events().await.expect("a stream");
    // An event is there before the stream ends.
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    drop(items);
    let left = tokio::task::spawn_blocking(move || server.wait_for_leaving(1)).await;
    assert!(left.expect("no panic"), "the connection is closed");
}

#[tokio::test]
async fn an_event_without_an_end_does_not_fill_the_memory() {
    let server = Server::start([say(vec![head(""), Part::Flood(100_000_000), Part::Close])]);
    let client = configured(server.url()).max_response_bytes(1 << 20).build().expect("a client");
    let items = typed::feed(&client).events().await.expect("a stream");
    let found = collected(items).await;
    assert!(matches!(found.as_slice(), [Err(Error::TooLarge(_))]), "{found:?}");
    assert!(server.flooded() < 50_000_000, "{}", server.flooded());
}

#[tokio::test]
async fn a_stream_that_falls_silent_ends_by_the_time() {
    let server = Server::start([say(vec![head(""), bytes("data: {"), Part::Hang])]);
    let client = configured(server.url()).timeout(Duration::from_millis(200));
    let client = client.build().expect("a client");
    let items = typed::feed(&client).events().await.expect("a stream");
    let found = collected(items).await;
    assert!(matches!(found.as_slice(), [Err(Error::Timeout(_))]), "{found:?}");
}

#[tokio::test]
async fn names_of_events_are_tags_where_data_has_none() {
    let body = "event: made\ndata: {\"id\":\"1\",\"more\":true}\n\n\
                event: made\ndata: {\"type\":\"gone\",\"id\":\"2\"}\n\n\
                event: later\ndata: {\"id\":\"3\"}\n\ndata: {\"id\":\"4\"}\n\n";
    let server = Server::start([events(body)]);
    let client = configured(server.url()).build().expect("a client");
    let items = typed::feed(&client).events().await.expect("a stream");
    let items = collected(items).await;
    assert!(matches!(&items[0], Ok(Notice::Made(made)) if made.id == "1" && made.extra.len() == 1));
    assert!(matches!(&items[1], Ok(Notice::Gone(gone)) if gone.id == "2"));
    assert!(matches!(&items[2], Ok(Notice::Other(_))));
    assert!(matches!(&items[3], Err(Error::Item(error)) if error.line() == 10));
}

#[tokio::test]
async fn an_event_is_what_its_description_is_about() {
    let server = Server::start([
        events(
            "event: thread.created\ndata: {\"text\":\"a\",\"new\":1}\n\nevent: error\n\
                data: {\"message\":\"no\"}\n\nevent: thread.later\ndata: words\n\n\
                event: done\ndata: [DONE]\n\nevent: error\n\n",
        ),
        events(
            "{\"event\":\"error\",\"data\":1}\ndata: {\"event\":\"error\",\"data\":{\"message\":\"whole\"}}\n\n",
        ),
        events("id: 7\nevent: tick\nretry: 5\ndata: {\"a\":1}\n\ndata:\n\n"),
        events("data: [DONE]\n\ndata: it's\ndata: \"two\"\n\n"),
        events("data: 1\n\ndata: x\n\ndata: 2\n\n"),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let items = typed::watch_thread(&client).events().await.expect("a stream");
    let items = collected(items).await;
    assert_eq!(items.len(), 3);
    assert!(
        matches!(&items[0], Ok(ThreadEvent::ThreadCreated(it)) if it.data.text == "a" && it.data.extra.len() == 1)
    );
    assert!(matches!(&items[1], Ok(ThreadEvent::Error(it)) if it.data.message == "no"));
    assert!(matches!(&items[2], Ok(ThreadEvent::Other(_))));

    // A server that has the whole event in its data.
    let items = collected(typed::watch_thread(&client).events().await.expect("a stream")).await;
    assert!(
        matches!(&items[0], Ok(ThreadEvent::Error(it)) if it.data.message == "whole"),
        "{items:?}"
    );

    let items = collected(typed::watch_ticks(&client).events().await.expect("a stream")).await;
    let tick = items[0].as_ref().expect("a tick");
    assert_eq!(
        (tick.data.as_str(), tick.id.as_deref(), tick.retry),
        ("{\"a\":1}", Some("7"), Some(5))
    );
    assert_eq!(tick.event.as_deref(), Some("tick"));
    assert_eq!(items[1].as_ref().expect("a tick").data, "");

    let items = collected(typed::watch_words(&client).events().await.expect("a stream")).await;
    let words: Vec<&str> = items.iter().map(|item| item.as_deref().expect("a word")).collect();
    assert_eq!(words, ["[DONE]", "it's\n\"two\""]);

    let items = collected(typed::watch_numbers(&client).events().await.expect("a stream")).await;
    let numbers: Vec<Option<i64>> = items.into_iter().map(Result::ok).collect();
    assert_eq!(numbers, [Some(1), None, Some(2)]);
}

#[tokio::test]
async fn events_without_a_schema_are_reached_as_bytes() {
    let server = Server::start([events("data: 1\n\n")]);
    let client = configured(server.url()).build().expect("a client");
    let call = typed::watch_anything(&client).accept_event_stream();
    let mut reply = call.stream().await.expect("a stream");
    assert_eq!(reply.chunk().await.expect("bytes").as_deref(), Some(&b"data: 1\n\n"[..]));
    assert_eq!(server.seen()[0].header("accept"), Some("text/event-stream"));
}
