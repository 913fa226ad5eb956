//! The doors to JSON text of our own and those of `serde_json` are the same but for the time.

use serde_json::Value;
use specwright::fine_tuning::{
    CreateFineTuningJobRequest, FineTuneReinforcementMethodGrader as Grader, FineTuningJob,
};
use specwright::wire::{self, Wire};
use specwright::{DecodeError, json};
use specwright_tests::cases::{names_that_are_odd, unions_in_any_mixture};

const JOB: &str = include_str!("../../bench/payloads/job.json");

/// Reads bytes by both doors.
fn read<T: Wire>(bytes: &[u8]) -> Option<T> {
    let ours = json::from_slice::<T>(bytes);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let theirs = wire::deserialize::<T, _>(&mut reader);
    let theirs = theirs.and_then(|value| reader.end().map(|()| value)).map_err(DecodeError::new);
    let shown = String::from_utf8_lossy(bytes);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs, "{shown}");
            // Whatever equality overlooks, such as the sign of zero.
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{shown}");
            Some(ours)
        }
        (Err(ours), Err(theirs)) => {
            // They look for the end of the value before anything of it is read, so that they may
            // find that the text is none where ours finds a value that does not fit; and they
            // have other words for it than where a tree is made of the text.
            if theirs.pointer().is_some() {
                assert_eq!(ours.pointer(), theirs.pointer(), "{shown}");
                assert_eq!(ours.reason(), theirs.reason(), "{shown}");
            }
            assert!(ours.position().is_some(), "{shown}");
            None
        }
        (ours, theirs) => panic!("{ours:?} is not {theirs:?}, read from {shown}"),
    }
}

/// Writes a value by both doors.
fn write<T: Wire>(value: &T) -> String {
    let ours = json::to_vec(value).expect("writable");
    let mut theirs = Vec::new();
    wire::serialize(value, &mut serde_json::Serializer::new(&mut theirs)).expect("writable");
    assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs));
    String::from_utf8(ours).expect("JSON is UTF-8")
}

#[test]
fn numbers() {
    let signs = ["", "-", "+", "--"];
    let integers = ["", "0", "00", "01", "7", "10", "999999999999999999", "1000000000000000000"];
    let large = ["9223372036854775807", "9223372036854775808", "18446744073709551615", "1e999"];
    let endings =
        ["", ".", ".0", ".5", ".25e-3", "e", "e5", "E+05", "e-400", "x", " ", ",", "\u{0}"];
    let mut read_at_all = 0;
    for sign in signs {
        for integer in integers.iter().chain(&large) {
            for ending in endings {
                let text = format!("{sign}{integer}{ending}");
                read_at_all += usize::from(read::<Value>(text.as_bytes()).is_some());
                read::<f64>(text.as_bytes());
                read::<i64>(text.as_bytes());
                read::<u64>(text.as_bytes());
                read::<Vec<f64>>(format!("[{text},{text}]").as_bytes());
            }
        }
    }
    assert!(read_at_all > 100, "{read_at_all}");
}

#[test]
fn strings() {
    let parts = [
        "",
        "a",
        "plain and longer than a word",
        "é",
        "🦀",
        "\u{7f}",
        "\u{2028}",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b\\f\\r\\t",
        "\\u0041",
        "\\ud83e\\udd80",
        "\\ud83e",
        "\\udd80",
        "\\u00",
        "\\x",
        "\\",
        "\n",
        "\u{1}",
        "\"",
        "\0",
    ];
    let mut read_at_all = 0;
    for first in parts {
        for second in parts {
            for third in parts {
                let text = format!("\"{first}{second}{third}\"");
                read_at_all += usize::from(read::<String>(text.as_bytes()).is_some());
                read::<Value>(format!("{{{text}:{text}}}").as_bytes());
            }
        }
    }
    assert!(read_at_all > 1000, "{read_at_all}");
    assert_eq!(read::<String>(b"\"\xff\""), None, "not UTF-8");
}

#[test]
fn every_character_at_every_place() {
    for code in (0..0x300).chain(0xfff0..0x10100) {
        let Some(character) = char::from_u32(code) else { continue };
        for before in ["", "1234567", "12345678", "0123456789abcdef", "é"] {
            for after in ["", "1234567", "12345678"] {
                let text = format!("{before}{character}{after}");
                let written = write(&text);
                assert_eq!(read::<String>(written.as_bytes()), Some(text));
            }
        }
    }
}

#[test]
fn brackets_commas_and_space() {
    let texts = [
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "[]",
        "{}",
        "[ ]",
        "{ }",
        "[,]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1}}",
        "[1]]",
        "1 2",
        "nul",
        "nulls",
        "true",
        "tru",
        "false",
        "\u{feff}1",
        "\u{a0}1",
        "\u{b}1",
        "// 1",
        "\t[\r\n1 ,\t2 ]\n",
        "{ \"a\" : 1 , \"a\" : 2 }",
        "NaN",
        "Infinity",
        "'a'",
    ];
    for text in texts {
        read::<Value>(text.as_bytes());
        read::<Vec<Value>>(text.as_bytes());
        read::<Option<FineTuningJob>>(text.as_bytes());
        read::<Grader>(text.as_bytes());
        read::<unions_in_any_mixture::All>(text.as_bytes());
    }
}

#[test]
fn depth() {
    for depth in [1, 120, 125, 126, 127, 128, 129, 10_000] {
        let list = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        read::<Value>(list.as_bytes());
        let object = format!("{}1{}", "{\"extra\":".repeat(depth), "}".repeat(depth));
        read::<Value>(object.as_bytes());
        read::<Grader>(object.as_bytes());
    }
}

#[test]
fn a_job_cut_short_or_with_any_byte_changed() {
    let mut read_at_all = 0;
    for index in 0..JOB.len() {
        read::<FineTuningJob>(&JOB.as_bytes()[..index]);
        for byte in *b"\"\\{}[],:0-e \n\x00\xc3" {
            let mut changed = JOB.as_bytes().to_vec();
            changed[index] = byte;
            read_at_all += usize::from(read::<FineTuningJob>(&changed).is_some());
        }
    }
    assert!(read_at_all > 5_000, "{read_at_all}");
}

#[test]
fn what_was_read_is_written_alike() {
    let job = read::<FineTuningJob>(JOB.as_bytes()).expect("a job");
    write(&job);
    write(&Some(job));
    write(&read::<Value>(JOB.as_bytes()).expect("JSON"));
    let request = include_str!("../../bench/payloads/request.json");
    write(&read::<CreateFineTuningJobRequest>(request.as_bytes()).expect("a request"));
}

#[test]
fn names_that_need_escapes() {
    let text =
        r#"{"@type":"t","":"e","in \"quotes\" \\":3,"two\nlines":"only","un\"described\"":[]}"#;
    let odd = read::<names_that_are_odd::OddMembers>(text.as_bytes()).expect("readable");
    assert_eq!(odd.in_quotes, Some(3));
    let written = write(&odd);
    let value = |text| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(value(&written), value(text));

    let text = r#"{"a \"word\"":"only","a \"number\"":-1,"plain":"p"}"#;
    let odd = read::<names_that_are_odd::OddConstants>(text.as_bytes()).expect("readable");
    assert!(odd.extra.is_empty(), "the constants are known: {odd:?}");
    assert_eq!(write(&odd), text);
}
