//! How properties begin in JSON text: as their tables have it ready, and as it arrives.

use super::*;
use crate::wire::RecordType;

struct Keys {
    of_26: Option<i64>,
    of_27: Option<i64>,
    of_28: Option<i64>,
    of_29: Option<i64>,
    none: Option<i64>,
    short: String,
    extra: Extra,
}

wire::record!(Keys {
    _: constant("a \"word\"", "b").escaped(),
    _: constant("type", "keys"),
    of_26: optional("abcdefghijklmnopqrstuvwxyz"),
    of_27: optional("abcdefghijklmnopqrstuvwxyz_"),
    of_28: optional("abcdefghijklmnopqrstuvwxyz__"),
    of_29: optional("abcdefghijklmnopqrstuvwxyz___"),
    none: optional(""),
    short: required("s"),
    ..extra,
});

#[test]
fn what_a_table_has_ready_is_how_a_property_begins() {
    let mut ready = 0;
    for property in Keys::TABLE.properties() {
        if let Some(key) = property.encoded_key() {
            let mut text = Vec::new();
            key.push(&mut text);
            assert_eq!(text, format!(",{:?}:", property.name()).into_bytes());
            ready += 1;
        }
    }
    assert_eq!(ready, 5, "all but the escaped one and the two longest");
}

#[test]
fn names_of_all_lengths_come_back() {
    let names = ["z", "z_", "z__", "z___"].map(|end| format!("abcdefghijklmnopqrstuvwxy{end}"));
    let [a, b, c, d] = names;
    let text = format!(
        r#"{{"a \"word\"":"b","type":"keys","{a}":1,"{b}":2,"{c}":3,"{d}":4,"":5,"s":"x"}}"#
    );
    let keys = read_from::<Keys>(&text);
    assert_eq!((keys.of_26, keys.of_27, keys.of_28), (Some(1), Some(2), Some(3)));
    assert_eq!((keys.of_29, keys.none, keys.short.as_str()), (Some(4), Some(5), "x"));
    assert!(keys.extra.is_empty());
    assert_eq!(written(&keys), text);
    for apart in [(":", " : "), (",", " ,\n\t"), ("{", "{ \r\n"), ("}", " }")] {
        let text = text.replace(apart.0, apart.1);
        assert_eq!(written(&read_from::<Keys>(&text)), written(&keys), "{text}");
    }
}

#[test]
fn what_stands_between_properties_is_looked_at() {
    let texts = [
        r#"{,"s":"x"}"#,
        r#"{"type":"keys",,"s":"x"}"#,
        r#"{"type":"keys" "s":"x"}"#,
        r#"{"type":"keys"{"s":"x"}"#,
        r#"{"type":"keys","s":"x",}"#,
        r#"{"type":"keys","s""x"}"#,
        r#"{"type":"keys","s":"x"#,
        r#"{"type":"keys","s"#,
        r#"{"type":"keys","#,
        r#"{"type":"keys""#,
        "{",
    ];
    for text in texts {
        // What is far from the end is looked at as a whole.
        for text in [text.to_owned(), format!("{text}{}", " ".repeat(64))] {
            let mut keys = <Keys as Wire>::blank();
            let read = read::read_whole(&text, Default::default(), keys.slot());
            assert!(read.is_err(), "{text}");
        }
    }
}

#[test]
fn short_strings_of_all_lengths_come_back() {
    let mut keys = <Keys as Wire>::blank();
    for length in 0..40 {
        for special in ["", "\"", "\\", "\n", "\u{1f}", "\u{7f}", "ä", "\u{1f600}"] {
            for place in 0..=length {
                let (before, behind) = ("a".repeat(place), "b".repeat(length - place));
                keys.short = format!("{before}{special}{behind}");
                let text = written(&keys);
                let expected = serde_json::to_string(&keys.short).expect("JSON");
                assert!(text.ends_with(&format!(",\"s\":{expected}}}")), "{text}");
                assert_eq!(read_from::<Keys>(&text).short, keys.short);
            }
        }
    }
}

#[cfg(feature = "lines")]
#[test]
fn a_missing_field_is_told_before_a_missing_constant() {
    let refused = |text: &str| {
        let mut keys = <Keys as Wire>::blank();
        let read = read::read_to_send(text, Default::default(), keys.slot());
        crate::wire::DecodeError::of_text(&read.expect_err("incomplete"), text).to_string()
    };
    assert!(refused("{}").starts_with("at /s: the required property is missing"));
    let constant = refused(r#"{"s":"x"}"#);
    assert!(
        constant.starts_with(r#"at /a "word": the required property is missing"#),
        "{constant}"
    );
}
