//! Typed lines and records: what a call's `lines` yields of the bytes that a server sends.

use specwright::Error;
use specwright_tests::cases::lines_and_records as cases;
use specwright_tests::server::{Part, Server, Step, answer, say};

use crate::doors::configured;

fn sent(media_type: &str, body: &str, end: Part) -> Step {
    let length = format!("{:x}", body.len());
    let text = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n\
         {length}\r\n{body}\r\n"
    );
    let last = Part::Bytes(b"0\r\n\r\n".to_vec());
    match end {
        Part::Close => say(vec![Part::Bytes(text.into_bytes()), Part::Close]),
        _ => say(vec![Part::Bytes(text.into_bytes()), last]),
    }
}

macro_rules! levels {
    ($call:expr) => {{
        let mut items = $call.lines().await.expect("a stream");
        let mut levels = Vec::new();
        while let Some(item) = items.next().await {
            levels.push(match item {
                Ok(entry) => format!("{} {}", entry.level, entry.extra.len()),
                Err(Error::Item(error)) => format!("{}:{}", error.index(), error.line()),
                Err(error) => error.to_string(),
            });
        }
        levels
    }};
}

#[tokio::test]
async fn lines_are_values_and_a_bad_one_ends_nothing() {
    let body = "\u{feff}{\"level\":1}\r\n\r\n{\"level\":\"x\"}\n{\"level\"\n {\"level\":2,\"new\":0} \n{\"level\":3}";
    let jsonl = "application/jsonl";
    let half = "{\"level\":1}\n{\"level\":2";
    let server = Server::start([
        sent(jsonl, body, Part::Hang),
        sent(jsonl, half, Part::Hang),
        sent(jsonl, half, Part::Close),
    ]);
    let client = configured(server.url()).build().expect("a client");
    assert_eq!(levels!(cases::read_log(&client)), ["1 0", "1:3", "2:4", "2 1", "3 0"]);
    let cut = levels!(cases::read_log(&client));
    assert_eq!(cut[0], "1 0");
    assert!(cut[1].contains("the body ended within item 1, which begins in line 2"), "{}", cut[1]);
    let cut = levels!(cases::read_log(&client));
    assert!(cut[1].contains("while the answer was read"), "{}", cut[1]);
    assert_eq!(server.seen()[0].header("accept"), Some("application/jsonl"));
}

#[tokio::test]
async fn one_value_is_a_line_and_lines_beside_json_are_asked_for() {
    let json = [("content-type", "application/json")];
    let server = Server::start([
        sent("application/x-ndjson", "{\"level\":1}\n{\"level\":2}\n", Part::Hang),
        answer(200, &json, br#"{"level":3}"#),
        answer(200, &json, br#"{"level":4}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    assert_eq!(levels!(cases::generate(&client)), ["1 0", "2 0"]);
    // Servers that answer so where no stream was asked for in the body.
    assert_eq!(levels!(cases::generate(&client)), ["3 0"]);
    assert_eq!(cases::generate(&client).await.expect("a value").level, 4);
    let seen = server.seen();
    let asked: Vec<_> = seen.iter().filter_map(|seen| seen.header("accept")).collect();
    assert_eq!(asked, ["application/x-ndjson", "application/x-ndjson", "application/json"]);
}

#[tokio::test]
async fn records_are_values() {
    let body = "\u{1e}{\"level\":\n1}\n\u{1e}{\"level\":\n\u{1e}{\"level\":2}\n\u{1e}{\"lev";
    let server = Server::start([sent("application/json-seq", body, Part::Hang)]);
    let client = configured(server.url()).build().expect("a client");
    let found = levels!(cases::read_sequence(&client));
    assert_eq!(found[..3], ["1 0", "1:3", "2 0"]);
    assert!(found[3].contains("the body ended within item 3"), "{}", found[3]);
}

#[tokio::test]
async fn lines_without_a_schema_are_bytes() {
    let server = Server::start([sent("application/x-ndjson", "1\n", Part::Hang)]);
    let client = configured(server.url()).build().expect("a client");
    let reply = cases::read_raw(&client).await.expect("bytes");
    assert_eq!(&reply[..], b"1\n");
}
