//! The report as JUnit's XML: a test for each change.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use specwright_codegen::diff::{Change, Diff, Meaning, Wire};

use super::super::arguments::FailOn;
use super::is_named;

/// What stands in each of them.
pub(super) const STAMP: &str = "<testsuites name=\"specwright diff\"";

/// The report: what the step fails for is a failure, what somebody has accepted is skipped.
pub(super) fn report(diff: &Diff, on: &[FailOn]) -> String {
    let mut suite = TestSuite::new(format!("{} -> {}", diff.old, diff.new));
    for change in &diff.changes {
        let name = format!("{}: {}", change.kind.id(), change.item);
        let mut case = TestCase::new(name, status(change, on));
        case.set_classname(change.owner.as_str());
        suite.add_test_case(case);
    }
    if diff.changes.is_empty() {
        suite.add_test_case(TestCase::new("nothing changed", TestCaseStatus::success()));
    }
    let mut report = Report::new("specwright diff");
    report.add_test_suite(suite);
    // What is written into memory cannot fail for the disk.
    report.to_string().unwrap_or_default()
}

fn status(change: &Change, on: &[FailOn]) -> TestCaseStatus {
    if let Some(reason) = &change.accepted {
        let mut status = TestCaseStatus::skipped();
        status.set_message(format!("accepted: {reason}"));
        return status;
    }
    if !is_named(change.rust, change.meaning, on) {
        return TestCaseStatus::success();
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(change.rust.name());
    status.set_message(change.reason.as_str());
    status.set_description(detail(change));
    status
}

fn detail(change: &Change) -> String {
    let mut lines = Vec::new();
    if let (Some(before), Some(after)) = (&change.before, &change.after) {
        lines.push(format!("{before} -> {after}"));
    }
    lines.extend(change.missed.iter().map(|item| format!("missed: {item}")));
    match change.wire {
        Wire::Neither => {}
        Wire::RequestRefused => lines.push("on the wire: a request may be refused".to_owned()),
        Wire::AnswerUnreadable => lines.push("on the wire: an answer may not be read".to_owned()),
    }
    if change.meaning == Meaning::Silent {
        lines.push("in silence: programs compile, and mean something else".to_owned());
    }
    let places = [("old", &change.old_place), ("new", &change.new_place)];
    for (side, place) in places {
        lines.extend(place.iter().map(|place| format!("{side}: {place}")));
    }
    lines.join("\n")
}
