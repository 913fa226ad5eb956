//! A few random histories: `cargo xtask histories` makes as many as are asked for.

use specwright_evolution::histories::{History, judge};
use specwright_evolution::regenerate::Description;
use specwright_evolution::workshop::workshop;

#[test]
fn surfaces_and_the_compiler_agree_on_a_few() {
    let histories: Vec<History> = (0..6).map(|seed| History::random(seed, 10)).collect();
    let workshop = workshop("histories").expect("a folder");
    let findings = judge(&workshop, &histories).expect("cargo runs");
    assert!(findings.faults.is_empty(), "{}", findings.faults.join("\n"));
    assert_eq!(findings.histories, 6);
    assert_eq!(findings.pairs, 6 * 55, "a pair for each two of eleven steps");
}

#[test]
fn a_seed_makes_the_same_history_again() {
    let [one, other] = [7, 7].map(|seed| History::random(seed, 10));
    let texts = |history: &History| -> Vec<String> {
        history.descriptions.iter().map(|description| description.text.clone()).collect()
    };
    assert_eq!(texts(&one), texts(&other));
    assert_ne!(texts(&one), texts(&History::random(8, 10)));
}

/// The steps of a description of jobs: in each, what it answers with, and its components.
fn steps(seed: u64, steps: &[(&str, &str)]) -> History {
    let descriptions = steps.iter().map(|(paths, schemas)| {
        let info = "openapi: 3.1.0\ninfo: {title: Jobs, version: '1'}";
        Description::new(format!("{info}\npaths:\n{paths}components:\n  schemas:\n{KEPT}{schemas}"))
    });
    History { seed, changes: Vec::new(), descriptions: descriptions.collect() }
}

const KEPT: &str = "    Job: {type: object, required: [id], properties: {id: {type: string}}}
    Other: {type: object, properties: {b: {type: integer}}}\n";

const POST: &str = "  /jobs:
    post:
      operationId: createJob
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewJob'}}}}
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}
";

const GET: &str = "  /jobs/last:
    get:
      operationId: getJob
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}
";

/// Of what the description has no more, everything stays; what breaks, when it comes again or is
/// used otherwise, is reported.
#[test]
fn what_was_dropped_is_kept_or_reported() {
    let new_job = |properties: &str, required: &str| {
        format!(
            "    NewJob: {{type: object, required: [{required}], properties: {{{properties}}}}}\n"
        )
    };
    let plain = new_job("name: {type: string}", "name");
    let without = new_job("size: {type: integer}", "");
    let nullable = new_job("name: {type: [string, 'null']}", "name");
    let cost = "    Cost: {type: object, properties: {a: {type: string}}}\n";
    let level = "    Cost: {type: string, enum: [low, high]}\n";
    let task = "    Task: {type: object, properties: {a: {type: string}, b: {type: string}}}\n";
    let called_cost =
        "    Cost: {type: object, properties: {a: {type: string}, b: {type: string}}}\n";
    let was =
        format!("{called_cost}    Zone: {{type: object, properties: {{a: {{type: string}}}}}}\n");
    let both = format!("{POST}{GET}");
    let other = both.replace("schemas/Job'", "schemas/Other'");
    let sent_only = POST.to_owned();
    let received = both.replacen("schemas/Job'", "schemas/NewJob'", 1);
    let with = |more: &str| format!("{plain}{more}");
    let histories = [
        // A name that is free again is taken by something else.
        steps(1, &[(&both, &with(cost)), (&both, &plain), (&both, &with(level))]),
        // So is one that stands for what it is called now.
        steps(2, &[(&both, &with(called_cost)), (&both, &with(task)), (&both, &with(level))]),
        // What was dropped is described again, and is alike.
        steps(3, &[(&both, &with(cost)), (&both, &plain), (&both, &with(called_cost))]),
        // An operation comes again, with another answer.
        steps(4, &[(&both, &plain), (&sent_only, &plain), (&other, &plain)]),
        // What was always sent arrives, and then without it, or with a null.
        steps(5, &[(&both, &plain), (&both, &without), (&received, &without)]),
        steps(6, &[(&both, &nullable), (&received, &nullable)]),
        // One type is gone before another is called otherwise.
        steps(7, &[(&both, &with(&was)), (&both, &with(called_cost)), (&both, &with(task))]),
    ];
    let workshop = workshop("dropped").expect("a folder");
    let findings = judge(&workshop, &histories).expect("cargo runs");
    assert!(findings.faults.is_empty(), "{}", findings.faults.join("\n"));
    assert_eq!(findings.generated, 20);
    assert_eq!(findings.unreported, []);
    assert_eq!(findings.missed, []);
}
