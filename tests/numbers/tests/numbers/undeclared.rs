//! What a description does not name comes back as it came: its digits, its order, its escapes.

use specwright::json;
use specwright_numbers::api::{Optional, RequiredInteger, Told, Tried};

#[test]
fn it_is_the_same_text_by_our_functions() {
    let text = concat!(
        r#"{"integer":1,"z":1e400,"a":[0.10000000000000000000001,-0,1E+3,{"z":null,"a":-0.0}],"#,
        r#""m":{"z":123456789012345678901234567890,"a":"\u00e9\/","z":true},"b":"\ud83d\ude00"}"#
    );
    let read: RequiredInteger = json::from_str(text).expect("readable");
    assert_eq!(read.integer, 1);
    assert_eq!(read.extra.get("z").map(|raw| raw.text()), Some("1e400"));
    let names: Vec<&str> = read.extra.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["z", "a", "m", "b"]);
    assert_eq!(json::to_vec(&read).expect("writable"), text.as_bytes());
}

#[test]
fn it_is_the_same_where_a_tag_follows() {
    let text = r#"{"new":{"z":[1e400],"a":2.50},"value":[],"kind":"list"}"#;
    let read: Told = json::from_str(text).expect("readable");
    let written = String::from_utf8(json::to_vec(&read).expect("writable")).expect("UTF-8");
    assert!(written.contains(r#""new":{"z":[1e400],"a":2.50}"#), "{written}");
}

/// Variants that nothing tells apart are tried in order, on what is held of the value.
#[test]
fn it_is_the_same_where_variants_are_tried() {
    for text in [
        r#"{"integer":1,"z":{"b":1e400,"a":0.10}}"#,
        r#"{"z":[-1e999],"b":{"z":1,"a":2},"double":0.5}"#,
    ] {
        let read: Tried = json::from_str(text).expect("readable");
        assert!(!matches!(read, Tried::Other(_)), "{read:?}");
        let written = String::from_utf8(json::to_vec(&read).expect("writable")).expect("UTF-8");
        let extra = text.split("\"z\"").nth(1).and_then(|rest| rest.split(['}', ']']).next());
        assert!(written.contains(extra.expect("a value")), "{written}");
    }
}

/// `serde_json` would refuse the number before it came to what is wrong.
#[test]
fn an_error_is_about_what_is_wrong() {
    let error =
        json::from_str::<RequiredInteger>(r#"{"z":1e400,"integer":"x"}"#).expect_err("a string");
    assert_eq!(error.pointer(), Some("/integer"), "{error}");
    let error =
        json::from_str::<RequiredInteger>(r#"{"z":1e400,"integer":}"#).expect_err("no JSON");
    assert_eq!(error.pointer(), None, "{error}");
}

#[test]
fn only_white_space_is_lost() {
    let text = "{ \"new\" : [ 1.0 , \"a b\\t\\\"c \" ,\n{ \"x\" :\t-1e5 } , [ ] ] }";
    let read: Optional = json::from_str(text).expect("readable");
    let written = json::to_vec(&read).expect("writable");
    let expected = r#"{"new":[1.0,"a b\t\"c ",{"x":-1e5},[]]}"#;
    assert_eq!(String::from_utf8(written).expect("UTF-8"), expected);
}

#[test]
fn what_is_no_json_is_an_error_all_the_same() {
    for wrong in [
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "--1",
        "1_0",
        "tru",
        "nul",
        "nan",
        "'a'",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"a",
        "[1",
        "1 2",
        "\"\n\"",
        "",
    ] {
        let text = format!(r#"{{"new":{wrong}}}"#);
        assert!(json::from_str::<Optional>(&text).is_err(), "{text}");
        assert!(wrong.parse::<specwright::RawJson>().is_err(), "{wrong}");
    }
    let deep = |count: usize| format!(r#"{{"new":{}{}}}"#, "[".repeat(count), "]".repeat(count));
    assert!(json::from_str::<Optional>(&deep(126)).is_ok());
    assert!(json::from_str::<Optional>(&deep(100_000)).is_err());
}

/// serde_json hands its text over and takes one; a tree holds what serde_json makes of it.
#[test]
fn by_serde_json_it_is_the_same_text_but_for_a_tree() {
    let text = r#"{"integer":1,"z":2.50,"a":1}"#;
    let read: RequiredInteger = serde_json::from_str(text).expect("readable");
    let names: Vec<&str> = read.extra.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["z", "a"]);
    assert_eq!(read.extra.get("z").map(|raw| raw.text()), Some("2.50"));
    assert_eq!(serde_json::to_string(&read).expect("writable"), text);

    let keeps_digits = cfg!(feature = "arbitrary_precision");
    let text = r#"{"integer":1,"z":1e400}"#;
    let huge: RequiredInteger = json::from_str(text).expect("readable");
    assert_eq!(serde_json::to_string(&huge).expect("writable"), text);
    assert_eq!(serde_json::to_value(&huge).is_ok(), keeps_digits);
    assert_eq!(huge.extra.get("z").map(|raw| raw.to_value().is_ok()), Some(keeps_digits));
}

#[test]
fn properties_are_equal_in_any_order_and_replaced_at_their_places() {
    let read = |text: &str| json::from_str::<Optional>(text).expect("readable");
    assert_eq!(read(r#"{"x":1,"y":[2]}"#), read(r#"{"y":[2],"x":1}"#));
    assert_ne!(read(r#"{"x":1,"y":2}"#), read(r#"{"x":1}"#));
    let mut twice = read(r#"{"x":1,"y":2,"x":3}"#).extra;
    assert_eq!(twice.get("x").map(|raw| raw.text()), Some("3"));
    assert_eq!(twice.insert("x", "new").map(|raw| raw.text().to_owned()), Some("3".to_owned()));
    let texts: Vec<(&str, &str)> = twice.iter().map(|(name, raw)| (name, raw.text())).collect();
    assert_eq!(texts, [("x", "\"new\""), ("y", "2")]);
    assert!(twice.remove("x").is_some_and(|raw| raw == "new"));
    assert_eq!((twice.len(), twice.contains("x")), (1, false));
}
