//! Doubles of seventeen digits, by the thousand.

use serde_json::Value;
use specwright_numbers::api::RequiredDouble;

/// A sequence of doubles that is always the same: xorshift64 (Marsaglia, 2003), of which the
/// bits are taken as a double's.
fn doubles() -> impl Iterator<Item = f64> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        f64::from_bits(state)
    })
    .filter(|double| double.is_finite())
    .take(10_000)
}

/// How many doubles are read as another one, and how far that one is away at most, in doubles.
fn count_changed(read: impl Fn(f64) -> f64) -> (usize, u64) {
    let distances = doubles().map(|double| read(double).to_bits().abs_diff(double.to_bits()));
    let changed = distances.filter(|distance| *distance > 0);
    changed.fold((0, 0), |(count, most), distance| (count + 1, most.max(distance)))
}

fn through_a_text(double: f64) -> f64 {
    let json = format!(r#"{{"double": {double:e}}}"#);
    let read: RequiredDouble = serde_json::from_str(&json).expect("a double");
    let by_our_door: RequiredDouble = specwright::json::from_str(&json).expect("a double");
    assert_eq!(by_our_door.double.to_bits(), read.double.to_bits());
    read.double
}

#[test]
fn from_a_text() {
    let (changed, most) = count_changed(through_a_text);
    println!("{changed} of {} doubles are read as another one, {most} away", doubles().count());
    // `serde_json` itself is exact with its feature `float_roundtrip` alone.
    assert_eq!((changed, most), (0, 0));
}

#[test]
fn from_a_tree_of_doubles() {
    let through = |double: f64| {
        let tree = Value::from_iter([("double", Value::from(double))]);
        let read: RequiredDouble = serde_json::from_value(tree).expect("a double");
        read.double
    };
    assert_eq!(count_changed(through), (0, 0));
}

#[test]
fn what_is_written_is_exact() {
    let through = |double: f64| {
        let mut value: RequiredDouble = serde_json::from_str(r#"{"double": 0}"#).expect("a double");
        value.double = double;
        let json = serde_json::to_string(&value).expect("writable");
        super::worth::only_number(&json).parse().expect("a double")
    };
    assert_eq!(count_changed(through), (0, 0));
}

/// An integer that a double cannot hold, and a fraction of the kind, are lost before they are
/// ours; this pins what comes of them.
#[test]
fn what_is_impossible_with_doubles() {
    use specwright_numbers::api::RequiredInteger;

    let read = |text: &str| {
        let read: RequiredInteger = serde_json::from_str(text).expect("an integer");
        read.integer
    };
    assert_eq!(read(r#"{"integer": 9007199254740993}"#), 9_007_199_254_740_993);
    let neighbours = [9_007_199_254_740_992, 9_007_199_254_740_994];
    assert!(neighbours.contains(&read(r#"{"integer": 9007199254740993.0}"#)));
    assert_eq!(read(r#"{"integer": 1.00000000000000002}"#), 1);
    assert_eq!(read(r#"{"integer": 1e-400}"#), 0);
}
