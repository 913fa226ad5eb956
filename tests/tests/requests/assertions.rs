//! Assertions that are of an object as a whole, of any JSON, or that need another schema.

use serde_json::json;
use specwright_tests::cases::assertions;

use super::said;

/// What an object with one property is refused for.
fn asserted(name: &str, value: serde_json::Value) -> Vec<String> {
    let object = serde_json::Value::from_iter([(name, value)]);
    let read: assertions::Asserted = serde_json::from_value(object.clone()).expect("readable");
    assert_eq!(serde_json::to_value(&read).expect("writable"), object);
    let refused = read.validate().err();
    let violations = refused.iter().flat_map(|refused| refused.violations());
    violations.map(said).collect()
}

#[test]
fn assertions_that_need_another_schema_are_checked() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("tags", json!(["other", "main"])), none);
    assert_eq!(
        asserted("tags", json!(["other"])),
        ["/tags: must have at least 1 item of which each must be one of \"main\""]
    );
    assert_eq!(asserted("scores", json!([1.5, 5.0, 6.5])), none);
    for few_or_many in [json!([1.5, 5.0]), json!([5.0, 6.0, 7.0, 8.0])] {
        assert_eq!(
            asserted("scores", few_or_many),
            ["/scores: must have from 2 to 3 items of which each must be at least 5"]
        );
    }
    assert_eq!(asserted("mixed", json!([1, {"id": 2}])), none);
    assert_eq!(
        asserted("mixed", json!([1, {"name": 2}])),
        [
            "/mixed: must have at least 1 item of which each must be an object and have the property id"
        ]
    );
    assert_eq!(asserted("name", json!("user")), none);
    assert_eq!(asserted("name", json!("root")), ["/name: must not be one of \"root\", \"admin\""]);
    assert_eq!(asserted("word", json!("a-x-")), none);
    assert_eq!(asserted("word", json!("x-a")), ["/word: must not match the pattern ^x-"]);
    assert_eq!(asserted("port", json!(1)), none);
    assert_eq!(asserted("port", json!(0)), ["/port: must not be one of 0"]);
    assert_eq!(asserted("any", json!([1])), none);
    assert_eq!(asserted("any", json!("a")), ["/any: must not be a string"]);
}

#[test]
fn limits_of_any_json_are_those_of_its_kind() {
    for valid in [json!("ab"), json!([1]), json!({"a": 1}), json!(5), json!(null)] {
        assert_eq!(asserted("open", valid), [] as [&str; 0]);
    }
    let refused = |value| asserted("open", value).len();
    assert_eq!([json!("a"), json!([]), json!({})].map(refused), [1, 1, 1]);
}

#[test]
fn what_an_object_has_to_have_beside_something_else_is_checked() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("payment", json!({"name": "n"})), none);
    assert_eq!(asserted("payment", json!({"card": "c", "name": "n", "date": "d"})), none);
    assert_eq!(
        asserted("payment", json!({"card": "c", "date": "d"})),
        ["/payment: must have the properties name, date beside card"]
    );
    assert_eq!(asserted("either", json!({"a": "1"})), none);
    assert_eq!(asserted("either", json!({"b": "1", "c": 2})), none);
    assert_eq!(
        asserted("either", json!({"a": "1", "b": "1"})),
        ["/either: must not have the properties a, b"]
    );
    assert_eq!(
        asserted("either", json!({})),
        ["/either: must have at least 1 property, but has 0"]
    );
    assert_eq!(asserted("labels", json!({"from": "a", "to": "b"})), none);
    assert_eq!(
        asserted("labels", json!({"from": "a", "id": "b", "X": "c"})),
        [
            "/labels: must have the property to beside from",
            "/labels/X: has a name that must match the pattern ^[a-z]+$",
            "/labels/id: has a name that must not be one of \"id\"",
        ]
    );
}

#[test]
fn what_has_to_be_there_together_is_checked() {
    let none: [&str; 0] = [];
    for whole in [
        json!({"mail": null}),
        json!({"phone": "1", "prefix": "2"}),
        json!({"mail": "m", "phone": "1"}),
    ] {
        assert_eq!(asserted("contact", whole), none);
    }
    for part in [json!({}), json!({"phone": "1"}), json!({"prefix": "2"})] {
        assert_eq!(
            asserted("contact", part),
            ["/contact: must have the property mail, or have the properties phone, prefix"]
        );
    }
    for one in
        [json!({"url": "u"}), json!({"file": "f"}), json!({"url": "u", "file": "f", "name": "n"})]
    {
        assert_eq!(asserted("source", one), none);
    }
    for both_or_none in
        [json!({"note": "n"}), json!({"url": "u", "file": "f"}), json!({"file": "f", "name": "n"})]
    {
        assert_eq!(asserted("source", both_or_none).len(), 1);
    }
    // What the server sets is not asked for, nor whether a second variant holds by it.
    for sent in [json!({"name": "n"}), json!({"path": "p"}), json!({"name": "n", "path": "p"})] {
        assert_eq!(asserted("stored", sent), none);
    }
    assert_eq!(
        asserted("stored", json!({})),
        ["/stored: must have the property name, or have the property path"]
    );
}

#[test]
fn limits_beside_a_reference_are_checked_whatever_it_refers_to() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("some", json!({"a": "1", "b": "2"})), none);
    assert_eq!(
        asserted("some", json!({"a": "1"})),
        ["/some: must have at least 2 properties, but has 1"]
    );
    assert_eq!(
        asserted("few", json!({"a": "1", "b": "2"})),
        ["/few: must have at most 1 property, but has 2"]
    );
    assert_eq!(asserted("variant", json!("abc")), none);
    assert_eq!(asserted("variant", json!(1)), none);
    assert_eq!(
        asserted("variant", json!("ab")),
        ["/variant: must have at least 3 characters, but has 2"]
    );
    assert_eq!(asserted("forbidden", json!({"a": "1"})), none);
    assert_eq!(
        asserted("forbidden", json!({"b": "1"})),
        ["/forbidden: must not have the property b"]
    );
}

#[test]
fn constants_of_any_json_are_checked() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("whole", json!({"b": null, "a": [1, 2.5]})), none);
    assert_eq!(asserted("whole", json!({"a": [1]})).len(), 1);
    assert_eq!(asserted("list", json!([1, "two"])), none);
    assert_eq!(asserted("list", json!([1])).len(), 1);
    for listed in [json!({"kind": "x"}), json!([1]), json!(5)] {
        assert_eq!(asserted("one", listed), none);
    }
    assert_eq!(asserted("one", json!({"kind": "y"})).len(), 1);
}

/// No undeclared property can be set where no schema allows one.
#[test]
fn unevaluated_properties_are_closed() {
    let closed = assertions::Closed::builder().id("i").more("m").build();
    assert_eq!(format!("{closed:?}"), "Closed { id: \"i\", more: \"m\" }");
}
