//! A value changed at one place, at each of its places and in each way.
//!
//! Nothing is left to chance, so there is no seed: the mutants of a value are always the same.

use serde_json::{Value, json};
use specwright_tests::pointers::{self, Step};

/// A value that differs from another at one place.
#[derive(Debug)]
pub(super) struct Mutant {
    /// The place, as a JSON Pointer.
    pub(super) place: String,
    /// The place's own name or index.
    pub(super) last: Step,
    /// What stood there.
    pub(super) before: Value,
    /// What stands there instead; `None` where the property was removed.
    pub(super) after: Option<Value>,
    /// The whole.
    pub(super) value: Value,
}

/// Replaces the value of each place by one of each kind, and removes each property.
pub(super) fn mutants(original: &Value) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for place in pointers::places(original) {
        let before = original.pointer(&place.pointer).expect("a place of the value").clone();
        let mutant = |after: Option<Value>, value: Value| Mutant {
            place: place.pointer.clone(),
            last: place.last.clone(),
            before: before.clone(),
            after,
            value,
        };
        for after in one_of_each_kind() {
            if after != before {
                let mut value = original.clone();
                *value.pointer_mut(&place.pointer).expect("the same place") = after.clone();
                mutants.push(mutant(Some(after), value));
            }
        }
        if let Step::Name(name) = &place.last {
            let mut value = original.clone();
            let parent = value.pointer_mut(&place.parent).expect("the place of the parent");
            parent.as_object_mut().expect("an object").shift_remove(name);
            mutants.push(mutant(None, value));
        }
    }
    mutants
}

/// Integers are there as such and as `7.0`, strings short and long.
fn one_of_each_kind() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(7),
        json!(-7),
        json!(7.0),
        json!(0.5),
        json!("a word that nobody knows"),
        json!("é".repeat(LONG)),
        json!([]),
        json!([[true], {"deep": "x".repeat(LONG)}]),
        json!({}),
        json!({"first": [true], "second": "x".repeat(LONG)}),
    ]
}

/// Longer than any message should be.
pub(super) const LONG: usize = 1000;

#[test]
fn each_place_is_changed_in_each_way_and_no_other() {
    let original = json!({"a": [{"b/c": "x"}], "d": 7});
    let mutants = mutants(&original);
    let of = |place: &str| mutants.iter().filter(|mutant| mutant.place == place).count();
    let kinds = one_of_each_kind().len();
    // A property can also be removed, an item cannot; and a `7` is not replaced by a `7`.
    assert_eq!(
        (of("/a"), of("/a/0"), of("/a/0/b~1c"), of("/d")),
        (kinds + 1, kinds, kinds + 1, kinds)
    );
    for mutant in &mutants {
        assert_eq!(mutant.value.pointer(&mutant.place), mutant.after.as_ref());
        let mut restored = mutant.value.clone();
        match restored.pointer_mut(&mutant.place) {
            Some(value) => *value = mutant.before.clone(),
            None => continue,
        }
        assert_eq!(restored, original);
    }
}
