//! Unions of each form.
use serde_json::json;
use specwright_tests::cases::{
    union_told_by_kind as kinds, union_with_a_second_tag, union_with_an_optional_tag as tags,
};
use specwright_tests::doors::by_build_script::LoanItem;

use super::ways::refuse;

#[test]
fn told_by_a_tag() {
    let error =
        refuse::<LoanItem>(&json!({"isbn": 3, "kind": "book", "new": {"a": [1, 0.5, null]}}));
    let text = "at /isbn: invalid type: integer `3`, expected a string (in the variant \"book\")";
    assert_eq!(error.to_string(), text);
    let error = refuse::<LoanItem>(&json!({"isbn": "x"}));
    assert_eq!(
        error.to_string(),
        "at /kind: the required property is missing, which names the variant"
    );
    let error = refuse::<LoanItem>(&json!({"kind": {"a": 1}, "isbn": "x"}));
    let text = "at /kind: invalid value: {\"a\":1}, expected a string that names the variant";
    assert_eq!(error.to_string(), text);
}

#[test]
fn told_by_kind() {
    let error = refuse::<kinds::Several>(&json!({"b": [1, 2], "a": [3]}));
    let text = "at /a: invalid type: sequence, expected a string (in the variant \"Object\")";
    assert_eq!(error.to_string(), text);
    let error = refuse::<kinds::Input>(&json!({"url": false, "kind": "image"}));
    let text =
        "at /url: invalid type: boolean `false`, expected a string (in the variant \"image\")";
    assert_eq!(error.to_string(), text);
}

#[test]
fn told_by_kind_and_then_tried_in_order() {
    let error = refuse::<kinds::Input>(&json!(["a", "b", 3]));
    let text = "at the root: the value fits none of the variants (\
        Array: at /2: invalid type: integer `3`, expected a string; \
        Array2: at /0: invalid type: string \"a\", expected an integer)";
    assert_eq!(error.to_string(), text);
}

#[test]
fn tried_in_order() {
    let error = refuse::<kinds::Ordered>(&json!({"c": {"d": "x"}, "a": 0.5, "b": null}));
    let text = "at the root: the value fits none of the variants (\
        A: at /a: invalid type: floating point `0.5`, expected a string; \
        B: at /b: invalid type: null, expected an integer)";
    assert_eq!(error.to_string(), text);
    let error = refuse::<kinds::Ordered>(&json!({}));
    let text = "at the root: the value fits none of the variants (\
        A: at /a: the required property is missing; \
        B: at /b: the required property is missing)";
    assert_eq!(error.to_string(), text);
}

#[test]
fn tried_in_order_where_the_tag_leaves_a_doubt() {
    let error = refuse::<tags::Input>(&json!({"parts": ["a", 1], "type": "message"}));
    let text = "at the root: the value fits none of the variants (\
        message: at /content: the required property is missing; \
        message: at /parts/1: invalid type: integer `1`, expected a string (in the variant \"message\"))";
    assert_eq!(error.to_string(), text);
}

#[test]
fn what_was_found_is_shortened_in_every_union() {
    let long = "é".repeat(5000);
    let errors = [
        refuse::<LoanItem>(&json!({"kind": [long]})),
        refuse::<kinds::Several>(&json!({"a": {"b": long}})),
        refuse::<kinds::Input>(&json!([0.5, long])),
        refuse::<kinds::Ordered>(&json!({"b": long})),
        refuse::<tags::Input>(&json!({"type": "message", "parts": long})),
    ];
    for error in errors {
        assert!(error.to_string().len() < 500, "{} bytes", error.to_string().len());
    }
}

/// Variants that share a value are told apart by a second tag, so that an error speaks of the one
/// that was meant, and no other takes the value.
#[test]
fn a_second_tag_tells_which_variant_was_meant() {
    let read = |text: &str| {
        specwright::json::from_str::<union_with_a_second_tag::Item>(text).map_err(|e| e.to_string())
    };
    assert!(matches!(
        read(r#"{"type": "message", "role": "guest", "parts": []}"#),
        Ok(union_with_a_second_tag::Item::User(_))
    ));
    for text in [
        r#"{"type": "message", "role": "user", "text": "t", "parts": 3}"#,
        r#"{"parts": 3, "text": "t", "role": "user", "type": "message"}"#,
    ] {
        let error = read(text).expect_err("refused");
        let words = error.split(" at line ").next().expect("words");
        assert_eq!(
            words,
            "at /parts: invalid type: integer `3`, expected an array (in the variant \"user\")"
        );
    }
}
