//! Whole jobs cost what they own.

use serde_json::Value;
use specwright::fine_tuning::FineTuningJob;

use super::cost;

/// The fixed properties, and the values of open enums, that stand in the full job: a known value is
/// a variant, which owns nothing.
const WORDS: [&str; 16] = [
    "auto",
    "eq",
    "fine_tuning.job",
    "fuzzy_match",
    "input_text",
    "medium",
    "multi",
    "python",
    "reinforcement",
    "score_model",
    "string_check",
    "succeeded",
    "system",
    "text_similarity",
    "user",
    "wandb",
];

/// The properties that are maps: their names are the user's, and owned.
const MAPS: [&str; 2] = ["graders", "metadata"];

fn full_job() -> Value {
    serde_json::from_str(include_str!("../../../bench/payloads/job.json")).expect("JSON")
}

/// What stands for the name of what stands in a list.
const ITEM: &str = "";

/// What the value of a property owns.
fn owned(name: &str, value: &Value) -> u64 {
    match value {
        // A string in a list is a label of the user's, whatever it says.
        Value::String(text) => u64::from(name == ITEM || !WORDS.contains(&text.as_str())),
        Value::Array(items) => {
            cost::of_list(items.len()) + items.iter().map(|item| owned(ITEM, item)).sum::<u64>()
        }
        Value::Object(properties) => {
            let values: u64 = properties.iter().map(|(name, value)| owned(name, value)).sum();
            if !MAPS.contains(&name) {
                return values;
            }
            // Up to eleven properties of a map stand in one node (`BTreeMap`, B = 6).
            assert!((1..=11).contains(&properties.len()));
            values + 1 + properties.len() as u64
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Every object's tag comes first, no string has an escape, and no property is unknown.
#[test]
fn a_job_whose_tags_come_first_costs_what_it_owns() {
    let mut job = full_job();
    let grader = &mut job["method"]["reinforcement"]["grader"];
    *grader = grader["graders"]["judge"].take();
    let cost = cost::of_reading::<FineTuningJob>(&job.to_string());
    println!("{} allocations, {} bytes", cost.count_total, cost.bytes_total);
    assert_eq!(cost.count_total, owned("", &job));
}

/// The graders of a grader of many are a map, a list, or one, which alone has a `type`: since
/// a map has none, it is known for a map only at its end, and is held until then, in one list
/// that grows.
#[test]
fn the_full_job_costs_one_list_more() {
    let job = full_job();
    let graders = &job["method"]["reinforcement"]["grader"]["graders"];
    let json = job.to_string();
    let cost = cost::of_reading::<FineTuningJob>(&json);
    // One string has escapes, which serde_json puts together elsewhere; so it does if it is alone.
    let source = graders["shape"]["source"].to_string();
    let put_together = cost::of_reading::<String>(&source).count_total - 1;
    let held = cost.count_total - owned("", &job) - put_together;
    println!(
        "{} allocations, {} bytes, {held} of them for the list",
        cost.count_total, cost.bytes_total
    );
    let parts = count_parts(graders);
    assert!(held >= 1, "nothing is held");
    assert!(held <= u64::from(parts.ilog2()), "{held} for a list of {parts} parts");
}

/// How many names, values, beginnings and ends there are.
fn count_parts(value: &Value) -> usize {
    match value {
        Value::Array(items) => 2 + items.iter().map(count_parts).sum::<usize>(),
        Value::Object(properties) => {
            2 + properties.values().map(|value| 1 + count_parts(value)).sum::<usize>()
        }
        _ => 1,
    }
}

/// A tree's strings are taken over as they are, and the lengths of its lists are known: what is
/// left is one allocation for each list, and for each map's node.
#[test]
fn from_a_tree_no_string_is_allocated() {
    let mut job = full_job();
    let grader = &mut job["method"]["reinforcement"]["grader"];
    *grader = grader["graders"]["judge"].take();
    let expected = count_lists(&job) + 1;
    let cost = cost::of(|| serde_json::from_value::<FineTuningJob>(job).expect("a job"));
    println!("{} allocations", cost.count_total);
    // The one map is that of the metadata.
    assert_eq!(cost.count_total, expected);
}

fn count_lists(value: &Value) -> u64 {
    match value {
        Value::Array(items) => 1 + items.iter().map(count_lists).sum::<u64>(),
        Value::Object(properties) => properties.values().map(count_lists).sum(),
        _ => 0,
    }
}
