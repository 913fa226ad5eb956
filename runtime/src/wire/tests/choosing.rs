//! Which variant a value means, where that takes a look ahead or a judgement.

use super::*;

/// An integer of 64 bits and a number, for which integers beyond `i64` are judged.
pub(super) enum Counts {
    Integer(i64),
    Float(f64),
    Other(Value),
}

wire::union!(Counts {
    Integer: variant("Integer", &[Integer]),
    Float: variant("Number", &[Number])
});

enum Large {
    Integer(u64),
    Float(f64),
    Other(Value),
}

wire::union!(Large {
    Integer: variant("Integer", &[Integer]),
    Float: variant("Number", &[Number])
});

enum Counted {
    One(CountedOne),
    Two(CountedTwo),
    Other(Value),
}

struct CountedOne {
    a: Option<Vec<Value>>,
    n: Option<Counts>,
    b: Option<Vec<Tagged>>,
    list: Option<Vec<Counted>>,
    x: i64,
    extra: Extra,
}

struct CountedTwo {
    a: Option<Vec<Value>>,
    n: Option<Counts>,
    b: Option<Vec<Tagged>>,
    list: Option<Vec<Counted>>,
    y: i64,
    extra: Extra,
}

wire::union!(Counted { One: variant("One", &[Object]), Two: variant("Two", &[Object]) });

wire::record!(CountedOne { a: optional("a"), n: optional("n"), b: optional("b"), list: optional("list"), x: required("x"), ..extra, });

wire::record!(CountedTwo { a: optional("a"), n: optional("n"), b: optional("b"), list: optional("list"), y: required("y"), ..extra, });

/// A union that is judged within a value that is judged does not lose what was seen of that.
#[test]
fn a_number_that_is_judged_last_of_all() {
    for text in [
        r#"{"a":[[],[],{}],"n":18446744073709551615,"y":1}"#,
        r#"{"a":[[],[]],"y":1,"n":18446744073709551615}"#,
        r#"{"b":[{"list":[{"type":"leaf"}],"type":"node"}],"n":9223372036854775808,"y":1}"#,
        r#"{"n":18446744073709551615,"b":[{"list":[{"text":"t","type":"leaf"}],"type":"node"}],"a":[{}],"y":1}"#,
    ] {
        let text = format!("{{\"list\":[{{\"a\":[[],{{}},[]],\"x\":1}},{text},{text}],\"y\":1}}");
        let list = read_from::<Vec<Counted>>(&format!("[{text},{text}]"));
        assert!(list.iter().all(|one| matches!(one, Counted::Two(_))), "{list:?}");
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        let expected = value(
            &format!("[{text},{text}]")
                .replace("18446744073709551615", "18446744073709551615.0")
                .replace("9223372036854775808", "9223372036854775808.0"),
        );
        assert_eq!(value(&written(&list)), expected);
    }
}

/// Told apart by a null alone.
enum Nullable {
    Never(Leaf),
    Named(Named),
    Open(OpenNull),
    Other(Value),
}

struct Named {
    name: Option<String>,
    text: Option<i64>,
    extra: Extra,
}

struct OpenNull {
    name: Option<Value>,
    text: Option<Value>,
    extra: Extra,
}

wire::union!(Nullable {
    Named: variant("Named", &[Object]),
    Never: variant("Never", &[Object]),
    Open: variant("Open", &[Object])
});

wire::record!(Named { name: optional("name"), text: optional("text"), ..extra, });

wire::record!(OpenNull { name: optional("name"), text: optional("text"), ..extra, });

#[test]
fn a_null_goes_where_it_is_kept() {
    let again = |text: &str| {
        let value = read_from::<Nullable>(text);
        assert_eq!(written(&value).replace("\"type\":\"leaf\",", ""), text);
        value
    };
    assert!(matches!(again(r#"{"text":1}"#), Nullable::Named(_)));
    assert!(matches!(again(r#"{"text":null}"#), Nullable::Never(_)));
    assert!(matches!(again(r#"{"name":null,"text":[]}"#), Nullable::Open(_)));
}

#[test]
fn a_negative_integer_where_integers_are_never_negative() {
    assert!(matches!(read_from::<Large>("-5"), Large::Float(_)));
    assert!(matches!(read_from::<Large>("18446744073709551615"), Large::Integer(u64::MAX)));
    assert!(matches!(read_from::<Large>("5"), Large::Integer(5)));
    assert!(matches!(read_from::<Counts>("-5"), Counts::Integer(-5)));
    assert!(matches!(read_from::<Counts>("9223372036854775808"), Counts::Float(_)));
    assert!(matches!(read_from::<Counts>("-9223372036854775809"), Counts::Float(_)));
    assert!(matches!(read_from::<Counts>("-0"), Counts::Float(_)));
    assert!(matches!(read_from::<Counts>("\"\""), Counts::Other(_)));
}

#[test]
fn tags_that_come_late_twice_or_as_something_else() {
    let read = |text: &str| read_from::<Tagged>(text);
    assert!(matches!(read(r#"{"a":[{}],"type":"leaf"}"#), Tagged::Leaf(_)));
    assert!(matches!(read(r#"{"type":[{}],"a":{"type":"node"},"type":"leaf"}"#), Tagged::Leaf(_)));
    assert!(matches!(read(r#"{"type":"leaf","type":"node"}"#), Tagged::Leaf(_)));
    assert!(matches!(read(r#"{"\u0074ype":"\u006eode"}"#), Tagged::Node(_)));
    assert!(matches!(read(r#"{"type":"new","a":1}"#), Tagged::Other(_)));
    assert_eq!(
        refusal::<Tagged>(r#"{"type":[1, 2]}"#),
        "at /type: invalid value: [1,2], expected a string that names the variant"
    );
    assert_eq!(
        refusal::<Tagged>(r#"{"a":{"type":"leaf"}}"#),
        "at /type: the required property is missing, which names the variant"
    );
    let long = format!(r#"{{"type":["{}"]}}"#, "é".repeat(5_000));
    assert!(refusal::<Tagged>(&long).len() < 400);
}

/// What one union has seen serves those within it, however they end.
#[test]
fn what_was_seen_is_never_mistaken() {
    let leaf = |text: &str| format!("{{\"text\":\"{text}\",\"type\":\"leaf\"}}");
    let parts = ["[]", "{}", "[[{}],{}]", "{\"a\":[{}]}", "1", "\"[{\"", "{\"type\":\"leaf\"}"];
    for first in parts {
        for second in parts {
            for third in parts {
                let node = format!(
                    "{{\"p\":{first},\"list\":[{0},{0}],\"type\":\"node\",\"q\":{second},\"map\":{{\"m\":{0}}},\"a\":{{\"r\":{third},\"a\":{0},\"type\":\"node\",\"s\":{first}}}}}",
                    leaf("t")
                );
                let list = format!("[{node},{third},{node}]").replace("[[", "[ [");
                let nodes = format!("[{node},{node}]");
                let read = read_from::<Vec<Tagged>>(&nodes);
                let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
                assert_eq!(value(&written(&read)), value(&nodes));
                let late = format!("{{\"k\":{list},\"list\":{nodes},\"type\":\"node\"}}");
                assert_eq!(value(&written(&read_from::<Tagged>(&late))), value(&late));
                for text in [
                    format!("{{\"x\":1,\"tagged\":{node},\"p\":{second}}}"),
                    format!("{{\"tagged\":{node},\"p\":{second},\"y\":\"\"}}"),
                    format!(
                        "{{\"map\":{{\"m\":{{\"x\":0,\"tagged\":{node}}}}},\"p\":{second},\"y\":\"\"}}"
                    ),
                ] {
                    assert_eq!(value(&written(&read_from::<Ambiguous>(&text))), value(&text));
                }
            }
        }
    }
}
