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

/// The graders of a grader of many are a map, a list, or one, which alone has a `type`: since a
/// map has none, it is known for a map only at its end. Where each object in it ends is written
/// down meanwhile, in one list that grows.
#[test]
fn the_full_job_costs_one_list_more() {
    let job = full_job();
    let graders = &job["method"]["reinforcement"]["grader"]["graders"];
    let cost = cost::of_reading::<FineTuningJob>(&job.to_string());
    let noted = cost.count_total - owned("", &job);
    println!(
        "{} allocations, {} bytes, {noted} of them for the list",
        cost.count_total, cost.bytes_total
    );
    assert!(noted >= 1, "nothing is written down");
    let most = cost::of_list(count_containers(graders));
    assert!(noted <= most, "{noted} for a list of {most} places");
}

/// How many objects and lists there are.
fn count_containers(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count_containers).sum::<usize>(),
        Value::Object(properties) => 1 + properties.values().map(count_containers).sum::<usize>(),
        _ => 0,
    }
}

/// A tree is put into a text, which is read like any other; nothing else is held.
#[test]
fn from_a_tree_it_costs_what_its_text_costs() {
    let job = full_job();
    let text = job.to_string();
    let of_text = cost::of_reading::<FineTuningJob>(&text).count_total;
    let to_text = cost::of(|| job.to_string()).count_total;
    let cost = cost::of(|| serde_json::from_value::<FineTuningJob>(job).expect("a job"));
    println!("{} allocations", cost.count_total);
    // And two for the way in which serde_json hands a text over.
    assert!(cost.count_total <= of_text + to_text + 2, "{} for {of_text}", cost.count_total);
}
