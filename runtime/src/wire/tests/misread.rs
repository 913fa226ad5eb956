//! An object that is held as one variant, and means another one.

use super::*;
use crate::wire::validate;

/// Variants that nothing discriminates but what stands in their content.
enum Message {
    Sent(Sent),
    Received(Received),
    Other(Value),
}

struct Sent {
    role: String,
    content: Option<SentContent>,
    note: Option<String>,
    extra: Extra,
}

struct Received {
    role: String,
    id: String,
    content: Option<Vec<ReceivedPart>>,
    extra: Extra,
}

enum SentContent {
    Text(String),
    Parts(Vec<SentPart>),
    Other(Value),
}

enum SentPart {
    Input(Input),
    Other(Value),
}

enum ReceivedPart {
    Output(Output),
    Other(Value),
}

struct Input {
    text: String,
    extra: Extra,
}

struct Output {
    text: String,
    score: Option<f64>,
    extra: Extra,
}

wire::union!(Message {
    Sent: tag("type", &["message"]).or_absent(),
    Received: tag("type", &["message"]),
});

wire::union!(SentContent { Text: variant("Text", &[String]), Parts: variant("Parts", &[Array]) });

wire::union!(SentPart { Input: tag("type", &["input"]) });

wire::union!(ReceivedPart { Output: tag("type", &["output"]) });

wire::record!(Sent {
    role: required("role"),
    content: optional("content"),
    note: optional("note"),
    ..extra,
});

wire::record!(Received {
    role: required("role"),
    id: required("id"),
    content: optional("content"),
    ..extra,
});

wire::record!(Input { _: constant("type", "input"), text: required("text"), ..extra, });

wire::record!(Output {
    _: constant("type", "output"),
    text: required("text"),
    score: optional("score"),
    ..extra,
});

/// What is said of a value that was read, and is about to leave.
fn said(text: &str) -> String {
    let value = read_from::<Vec<Message>>(text);
    let read: Value = serde_json::from_str(text).expect("JSON");
    // Whatever is wrong with it, it arrives, and goes back as it came.
    assert_eq!(serde_json::from_str::<Value>(&written(&value)).expect("JSON"), read);
    validate(&value).err().map(|invalid| invalid.to_string()).unwrap_or_default()
}

fn received(part: &str) -> String {
    format!(r#"[{{"type":"message","role":"a","id":"i","content":{part}}}]"#)
}

#[test]
fn a_fault_in_what_only_another_variant_knows_is_told() {
    let place = "invalid: /0/content/0/text";
    for (part, expected) in [
        (r#"[{"type":"output","text":12}]"#, r#" must be a string, as "message" says"#),
        (r#"[{"type":"output"}]"#, r#" is required, as "message" says"#),
    ] {
        assert_eq!(said(&received(part)), format!("{place}{expected}"));
    }
    assert_eq!(said(&received("12")), r#"invalid: /0/content must be an array, as "message" says"#);
    // Nothing of a string is shown, which may be a secret.
    let secret = said(&received(r#"[{"type":"output","text":"","score":"secret, expected"}]"#));
    assert_eq!(secret, r#"invalid: /0/content/0/score must be a number, as "message" says"#);
}

#[test]
fn what_no_variant_knows_may_be_sent() {
    for text in [
        r#"[{"type":"output","text":"t","score":0.5},{"type":"new"}]"#,
        r#"[{"type":"input","text":"t"}]"#,
        r#"[{"type":"new","text":12}]"#,
        "[]",
    ] {
        assert_eq!(said(&received(text)), "", "{text}");
    }
    // It lacks a property that the other one requires.
    for text in [
        r#"[{"type":"message","role":"a","content":[{"type":"output","text":12}]}]"#,
        r#"[{"type":"message","role":"a","content":12}]"#,
        r#"[{"type":"message","role":"a","content":{"type":"input"}}]"#,
        r#"[{"role":"a","content":[{"type":"new"}],"note":"n"}]"#,
    ] {
        assert_eq!(said(text), "", "{text}");
    }
}
