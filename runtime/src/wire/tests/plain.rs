//! Fields that always have a value, of properties that go missing in one direction.

use super::*;

struct Sent {
    name: String,
    tries: i64,
    extra: Extra,
}

wire::record!(Sent { name: plain_on_send("name"), tries: plain_on_send("tries"), ..extra, });

/// The same, of which no undeclared property is kept.
struct SentClosed {
    name: String,
    tries: i64,
    nulls: Nulls,
}

wire::record!(SentClosed { name: plain_on_send("name"), tries: plain_on_send("tries"), ..nulls, });

struct Received {
    id: String,
    tries: i64,
    leaf: Leaf,
    extra: Extra,
}

wire::record!(Received {
    id: plain_on_receipt("id"),
    tries: plain_on_receipt("tries"),
    leaf: plain_on_receipt("leaf"),
    ..extra,
});

fn violations<T: crate::wire::Wire>(value: &T) -> String {
    crate::wire::validate(value).map_or_else(|invalid| invalid.to_string(), |()| String::new())
}

#[test]
fn what_was_only_sent_may_be_missing_where_it_arrives_and_not_where_it_leaves() {
    for text in [r#"{}"#, r#"{"name":"a"}"#, r#"{"tries":0}"#, r#"{"name":"","tries":0}"#] {
        assert_eq!(written(&read_from::<Sent>(text)), text);
        assert_eq!(written(&read_from::<SentClosed>(text)), text);
    }
    let mut sent = read_from::<Sent>(r#"{"tries":0}"#);
    assert_eq!((sent.name.as_str(), sent.tries), ("", 0));
    assert!(violations(&sent).contains("/name is required"), "{}", violations(&sent));
    assert!(!violations(&sent).contains("/tries"), "{}", violations(&sent));
    sent.name = "a".to_owned();
    assert_eq!(violations(&sent), "");
    assert_eq!(sent, read_from::<Sent>(r#"{"tries":0,"name":"a"}"#));
    assert_ne!(sent, read_from::<Sent>(r#"{"name":"a"}"#));
    // Its builder asks for each, so that a blank of its maker's leaves.
    assert_eq!(written(&Sent::blank()), r#"{"name":"","tries":0}"#);
    assert_eq!(
        refusal::<Sent>(r#"{"name":null}"#),
        "at /name: invalid type: null, expected a string"
    );
}

#[test]
fn what_was_only_received_has_to_arrive_and_is_left_out_while_it_is_blank() {
    let text = r#"{"id":"","tries":0,"leaf":{"type":"leaf","text":null}}"#;
    assert_eq!(written(&read_from::<Received>(text)), text);
    assert_eq!(
        refusal::<Received>(r#"{"id":"a","tries":1}"#),
        "at /leaf: the required property is missing"
    );
    let mut own = Received::blank();
    assert_eq!((written(&own), violations(&own)), ("{}".to_owned(), String::new()));
    (own.id, own.tries) = ("a".to_owned(), 2);
    assert_eq!(written(&own), r#"{"id":"a","tries":2}"#);
    crate::wire::set_property(&mut own, "tries".to_owned(), 0.into());
    assert_eq!(written(&own), r#"{"id":"a","tries":0}"#);
}
