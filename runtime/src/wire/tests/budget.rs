//! Reading ends where its budget is spent, with the place that was reached, and never before what a
//! description documents.

use super::*;
use crate::wire::{DecodeBudget, DecodeError};

fn within<T: Wire>(text: &str, budget: DecodeBudget) -> Result<T, DecodeError> {
    let mut value = T::blank();
    let read = read::read_whole(text, budget, value.slot());
    read.map(|()| value).map_err(|fault| DecodeError::of_text(&fault, text))
}

fn bytes(most: usize) -> DecodeBudget {
    DecodeBudget::default().max_bytes(most)
}

fn steps(most: usize) -> DecodeBudget {
    DecodeBudget::default().max_steps(most)
}

#[test]
fn values_that_are_larger_than_their_text_are_paid_for() {
    let text = format!("[{}{{\"type\":\"leaf\"}}]", "{\"type\":\"leaf\"},".repeat(10_000));
    let size = 10_000 * size_of::<Tagged>();
    let read = within::<Vec<Tagged>>(&text, bytes(size + size / 10)).expect_err("too large");
    let words = format!("the budget of {} decoded bytes is spent", size + size / 10);
    assert_eq!(read.reason(), words);
    let index: usize = read.pointer().expect("a place")[1..].parse().expect("an item");
    assert!((1_000..10_000).contains(&index), "{index}");
    assert!(read.position().is_some());
    assert!(within::<Vec<Tagged>>(&text, bytes(4 * size)).is_ok());
}

#[test]
fn each_kind_of_value_is_paid_for() {
    let long = "x".repeat(10_000);
    let many = |item: &str| vec![item; 2_000].join(",");
    let map: Vec<String> = (0..2_000).map(|index| format!("\"{index}\":\"\"")).collect();
    let map = format!("{{{}}}", map.join(","));
    let most = bytes(9_000);
    let is_spent = |read: Result<(), DecodeError>| {
        let error = read.expect_err("too large").to_string();
        assert!(error.contains("the budget of 9000 decoded bytes is spent"), "{error}");
    };
    is_spent(within::<String>(&format!("\"{long}\""), most).map(drop));
    is_spent(within::<RawJson>(&format!("\"{long}\""), most).map(drop));
    is_spent(within::<Value>(&format!("[{}]", many("[]")), most).map(drop));
    is_spent(within::<Vec<i64>>(&format!("[{}]", many("1")), most).map(drop));
    is_spent(within::<Vec<Vec<i64>>>(&format!("[{}]", many("[]")), most).map(drop));
    is_spent(within::<BTreeMap<String, String>>(&map, most).map(drop));
    is_spent(within::<Leaf>(&format!("{{\"a\":[{}]}}", many("1234567")), most).map(drop));
    is_spent(within::<Leaf>(&format!("{{\"type\":\"leaf\",{}", &map[1..]), most).map(drop));
    is_spent(within::<Leaf>(&format!("{{{}}}", many("\"type\":1")), most).map(drop));
    is_spent(
        within::<Ambiguous>(&format!("{{\"y\":\"\",\"list\":[{}]}}", many("{}")), most).map(drop),
    );
    is_spent(within::<Lists>(&format!("[{}]", many("[[]]")), most).map(drop));
}

#[test]
fn steps_that_are_taken_are_counted_and_end() {
    let deep = (0..100).fold("{\"y\":\"s\"}".to_owned(), |inner, _| {
        format!("{{\"x\":\"no\",\"y\":\"s\",\"a\":{inner}}}")
    });
    let error = within::<Ambiguous>(&deep, steps(200)).expect_err("too much");
    assert!(error.to_string().contains("the budget of 200 steps is spent"), "{error}");
    assert!(error.pointer().is_some_and(|pointer| pointer.starts_with("/a")), "{error}");
    assert!(within::<Ambiguous>(&deep, DecodeBudget::default()).is_ok());
    // It is no reason to try the next variant, and no reason of one.
    assert!(!error.to_string().contains("fits none"), "{error}");
}

/// What is passed once takes no step.
#[test]
fn what_nothing_has_to_be_looked_for_in_costs_no_steps() {
    let text =
        format!("[{}{{\"type\":\"leaf\"}}]", "{\"type\":\"leaf\",\"text\":\"a\"},".repeat(10_000));
    let leaves = within::<Vec<Leaf>>(&text, steps(0)).expect("no unions");
    assert_eq!(leaves.len(), 10_001);
}
