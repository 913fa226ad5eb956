use super::*;

/// The items of a body that arrives in these chunks: each text with its line, then how it ends.
fn cut(framing: Framing, chunks: &[&[u8]]) -> Vec<String> {
    let mut splitter = ItemSplitter::new(framing, 1_000);
    let mut cut = Vec::new();
    let mut take = |piece: Piece| match piece {
        Piece::Item { text, line, is_whole } => {
            let end = if is_whole { "" } else { " ..." };
            cut.push(format!("{line} {}{end}", String::from_utf8_lossy(&text).trim()));
            false
        }
        piece => {
            cut.push(format!("{piece:?}"));
            true
        }
    };
    for chunk in chunks {
        splitter.push(Bytes::copy_from_slice(chunk));
        while let Some(piece) = splitter.next() {
            if take(piece) {
                return cut;
            }
        }
    }
    splitter.finish().map(take);
    cut
}

/// However a body is cut on its way, its items are the same.
fn at_every_byte(framing: Framing, body: &str) -> Vec<String> {
    let body = body.as_bytes();
    let whole = cut(framing, &[body]);
    for at in 0..=body.len() {
        assert_eq!(cut(framing, &[&body[..at], &body[at..]]), whole, "cut at {at}");
    }
    let bytes: Vec<&[u8]> = body.chunks(1).collect();
    assert_eq!(cut(framing, &bytes), whole, "byte by byte");
    whole
}

#[test]
fn events_are_cut_as_html_says_whatever_ends_a_line() {
    let body = "\u{feff}: a comment\n\ndata: {\"a\":\ndata:1}\nid: 7\nretry: 12\nevent: x\nunknown: 1\n\n\
                data\n\nid: 8\nevent: nothing\n\ndata:  \"é\"\n\n";
    let expected = ["3 {\"a\":\n1}", "10 ", "15 \"é\""];
    for end in ["\n", "\r", "\r\n"] {
        let found = at_every_byte(Framing::Data, &body.replace('\n', end));
        assert_eq!(found, expected, "{end:?}");
    }
}

#[test]
fn what_is_cut_off_is_told_from_what_has_ended() {
    let end = |body: &str| at_every_byte(Framing::Data, body);
    assert_eq!(end("data: 1\n\ndata: 2\n"), ["1 1", "CutOff(3)"]);
    assert_eq!(end("data: 1\n\ndata: 2"), ["1 1", "CutOff(3)"]);
    assert_eq!(end("data: 1\n\n\nda"), ["1 1", "CutOff(4)"]);
    assert_eq!(end("data: 1\n\nevent: x\n"), ["1 1", "CutOff(3)"]);
    assert_eq!(end("data: 1\n\n: still the"), ["1 1"]);
    assert_eq!(end("data: 1\n\nid: 2\n"), ["1 1"]);
    assert!(end("").is_empty() && end("\u{feff}").is_empty());
}

#[test]
fn done_is_the_end_where_data_is_json_and_a_string_elsewhere() {
    for body in ["data: [DONE]\n\ndata: 1\n\n", "data:[DONE]\n", "data: [DONE]"] {
        assert_eq!(at_every_byte(Framing::Data, body), ["End"], "{body}");
    }
    let body = "data: [DONE]\n\ndata: 1\n\n";
    assert_eq!(at_every_byte(Framing::Text, body), [r#"1 "[DONE]""#, r#"3 "1""#]);
}

#[test]
fn an_event_is_the_object_that_its_description_has() {
    let body = "event: made\nid: 1\nretry: 5\ndata: {\"a\":1}\n\ndata: it's \"so\"\n\n";
    let text = at_every_byte(Framing::Event, body);
    let first = r#"1 {"event":"made","id":"1","retry":5,"data":"{\"a\":1}"}"#;
    assert_eq!(text, [first, r#"6 {"data":"it's \"so\""}"#]);
    let either = at_every_byte(Framing::EventOfEither, body);
    let first = r#"1 {"event":"made","id":"1","retry":5,"data":{"a":1}}"#;
    assert_eq!(either, [first, r#"6 {"data":"it's \"so\""}"#]);
    assert_eq!(at_every_byte(Framing::EventOfJson, body)[0], first);
}

#[test]
fn the_name_of_an_event_is_the_tag_that_its_data_lacks() {
    let framing = Framing::TaggedData("type");
    for (data, expected) in [
        (r#" {"a":{"type":1}}"#, r#"{"type":"ma\"de","a":{"type":1}}"#),
        ("{ }", r#"{"type":"ma\"de" }"#),
        (r#"{"a":1,"type":"b"}"#, r#"{"a":1,"type":"b"}"#),
        ("[1]", "[1]"),
        ("{", "{"),
    ] {
        let body = format!("event: ma\"de\ndata: {data}\n\n");
        assert_eq!(at_every_byte(framing, &body), [format!("1 {expected}")], "{data}");
    }
    assert_eq!(at_every_byte(framing, "data: {}\n\n"), ["1 {}"]);
}

#[test]
fn lines_and_records_are_cut_and_the_last_may_have_no_end() {
    let lines = at_every_byte(Framing::Lines, "\u{feff}{\"a\":1}\r\n\n \n[2]\n3");
    assert_eq!(lines, [r#"1 {"a":1}"#, "4 [2]", "5 3 ..."]);
    let records = at_every_byte(Framing::Records, "\u{1e}{\n\"a\":1}\n\u{1e}\u{1e}2\n\u{1e}[");
    assert_eq!(records, ["1 {\n\"a\":1}", "3 2", "4 [ ..."]);
    assert_eq!(at_every_byte(Framing::Records, "\u{1e}12\n"), ["1 12"]);
}

#[test]
fn ids_and_waits_are_those_of_events_that_ended() {
    let mut splitter = ItemSplitter::new(Framing::Data, 1_000);
    splitter.push("id: 1\nretry: 20\n\nid: 2\0\nretry: 2s\ndata: 1\n\nid: 3\ndata: 2\n".into());
    while splitter.next().is_some() {}
    assert_eq!(
        (splitter.last_id(), splitter.retry()),
        (Some("1"), Some(Duration::from_millis(20)))
    );
    splitter.begin_again();
    splitter.push("id: 4\n\nid\n\n".into());
    assert_eq!(splitter.next(), None);
    assert_eq!((splitter.last_id(), splitter.retry()), (None, Some(Duration::from_millis(20))));
}

/// An item without an end does not fill the memory.
#[test]
fn an_item_has_a_limit() {
    for framing in [Framing::Data, Framing::Lines, Framing::Records] {
        for body in ["x".repeat(2_000), "data: 1\n".repeat(600)] {
            let long = body.replace('\n', if framing == Framing::Lines { " " } else { "\n" });
            let chunks: Vec<&[u8]> = long.as_bytes().chunks(10).collect();
            let last = cut(framing, &chunks).pop();
            assert_eq!(last.as_deref(), Some("TooLarge"), "{framing:?}");
        }
    }
}
