//! What reading costs, counted, and what it has to cost, reckoned.

use allocation_counter::{AllocationInfo, measure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use specwright::Wire;
use specwright::fine_tuning::FineTuneReinforcementMethodGrader;

/// What it takes to read a text by our own door; what is read is dropped afterwards. It takes
/// no more than by serde_json's, which hands the text over.
///
/// # Panics
/// Where it takes more.
pub(super) fn of_reading<T: DeserializeOwned + Wire>(json: &str) -> AllocationInfo {
    let (ours, theirs) = (of_our_door::<T>(json), of_their_door::<T>(json));
    let measures = |cost: &AllocationInfo| (cost.count_total, cost.bytes_total, cost.bytes_max);
    let (ours_are, theirs_are) = (measures(&ours), measures(&theirs));
    let is_more =
        ours_are.0 > theirs_are.0 || ours_are.1 > theirs_are.1 || ours_are.2 > theirs_are.2;
    assert!(!is_more, "{ours_are:?} by our own door, {theirs_are:?} by serde_json's");
    ours
}

/// What it takes to read a text by serde_json's door.
pub(super) fn of_their_door<T: DeserializeOwned>(json: &str) -> AllocationInfo {
    of(|| serde_json::from_str::<T>(json).expect("JSON of the type"))
}

/// What it takes to read a text by our own door.
pub(super) fn of_our_door<T: Wire>(json: &str) -> AllocationInfo {
    of(|| specwright::json::from_str::<T>(json).expect("JSON of the type"))
}

/// What it takes to make something.
pub(super) fn of<T>(make: impl FnOnce() -> T) -> AllocationInfo {
    // How serde_json is set up is found out once, where the first number with a point is read.
    specwright::json::from_str::<f64>("0.5").expect("a number");
    let mut made = None;
    let cost = measure(|| made = Some(make()));
    drop(made);
    cost
}

/// How often a list is allocated while so many items are pushed: at the first for four, then
/// for twice as many each time.
pub(super) fn of_list(items: usize) -> u64 {
    let mut room = 4;
    let mut count = u64::from(items > 0);
    while room < items {
        room *= 2;
        count += 1;
    }
    count
}

#[test]
fn lists_grow_as_reckoned() {
    for items in [0, 1, 4, 5, 8, 9, 100] {
        let json = Value::from(vec![7; items]).to_string();
        assert_eq!(of_reading::<Vec<i64>>(&json).count_total, of_list(items), "{items}");
    }
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Derived {
    #[serde(rename = "python")]
    Python {
        #[expect(dead_code, reason = "it is only read")]
        name: String,
        #[expect(dead_code, reason = "it is only read")]
        source: String,
    },
}

/// What serde derives keeps all properties back, even where the tag comes first. If the counter did
/// not see that, it would see nothing at all.
#[test]
fn the_counter_would_notice_buffering() {
    let json = r#"{"type": "python", "name": "n", "source": "s"}"#;
    let derived = of(|| serde_json::from_str::<Derived>(json).expect("JSON")).count_total;
    assert!(derived > 2, "{derived} for two strings");
    assert_eq!(of_reading::<FineTuneReinforcementMethodGrader>(json).count_total, 2);
}
