//! The published description gives the same Rust as ours, documentation aside.

use std::fs;

use specwright_codegen::plan;
use specwright_tests::{material, spec};

#[test]
fn the_published_description_gives_the_same_api() {
    let Some(folder) = material::corpus() else { return };
    let text = fs::read_to_string(folder.join("openai-2026-08.yaml")).expect("a description");
    let theirs = plan(&spec::fine_tuning_with("published.yaml", text)).expect("planned");
    let ours = plan(&spec::fine_tuning()).expect("planned");
    let theirs = theirs.plan.without_docs().expect("comparable");
    let ours = ours.plan.without_docs().expect("comparable");
    assert!(ours == theirs, "the two plans differ in more than their words");
}

#[test]
fn a_difference_in_facts_is_a_difference_of_plans() {
    let ours =
        plan(&spec::fine_tuning()).expect("planned").plan.without_docs().expect("comparable");
    let text = spec::fine_tuning().document.content.replace("maximum: 50", "maximum: 60");
    let other = plan(&spec::fine_tuning_with("changed.yaml", text)).expect("planned");
    assert!(ours != other.plan.without_docs().expect("comparable"));
    let text = spec::fine_tuning().document.content.replace("Base model to fine-tune", "Model");
    let other = plan(&spec::fine_tuning_with("changed.yaml", text)).expect("planned");
    assert!(ours == other.plan.without_docs().expect("comparable"));
}
