//! The laws of differences, over a sample: `cargo xtask evolution --laws` tries all.

use specwright_evolution::cases::load;
use specwright_evolution::histories::History;
use specwright_evolution::laws::{Findings, try_pair, try_steps};
use specwright_evolution::regenerate::{Description, regenerate};

/// Every so many cases one is tried.
const EVERY: usize = 7;

#[test]
fn they_hold_of_a_sample_of_the_cases() {
    let mut found = Findings::default();
    for case in load().expect("the cases").iter().step_by(EVERY) {
        let tried = try_pair(&case.name, &case.old, &case.new, &mut found);
        tried.unwrap_or_else(|failure| panic!("{}: {failure}", case.name));
    }
    assert!(found.faults.is_empty(), "{}", found.faults.join("\n"));
    assert!(found.pairs > 20 && found.items > 50, "{found:?}");
}

#[test]
fn a_step_over_two_is_at_most_the_worse_of_them() {
    let mut found = Findings::default();
    for seed in 0..4 {
        let history = History::random(seed, 6);
        let tried = try_steps(&seed.to_string(), &history.descriptions, &mut found);
        tried.unwrap_or_else(|failure| panic!("{seed}: {failure}"));
    }
    assert!(found.faults.is_empty(), "{}", found.faults.join("\n"));
    assert_eq!(found.triples, 20);
}

/// Generates each description after the one before, twice.
fn generated_twice(name: &str, steps: &[Description]) {
    let mut published = None;
    for (step, description) in steps.iter().enumerate() {
        let generated = |published: Option<&_>| {
            regenerate(description, published).unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let (first, file) = generated(published.as_ref());
        let (second, again) = generated(Some(&file));
        assert_eq!(file, again, "{name}, step {step}: what is published");
        assert_eq!(first.code, second.code, "{name}, step {step}: the code");
        published = Some(file);
    }
}

#[test]
fn a_second_run_changes_nothing() {
    for case in load().expect("the cases").iter().skip(1).step_by(EVERY) {
        generated_twice(&case.name, &[case.old.clone(), case.new.clone()]);
    }
    for seed in 0..2 {
        generated_twice(&seed.to_string(), &History::random(seed, 4).descriptions);
    }
}

/// Both stood in histories of real descriptions: a type that was called otherwise before, beside one
/// that is gone; a property that is gone from what the server sent once.
#[test]
fn a_second_run_changes_nothing_of_what_is_gone() {
    const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Gone, version: '1'}\n";
    let inline = "components: {schemas: {Owner: {type: object, properties: {alpha: {type: object, \
                  properties: {name: {type: string}}}}}, Zoo: {type: object}}}";
    let named = "components: {schemas: {Owner: {type: object, properties: {alpha: {$ref: \
                 '#/components/schemas/Beta'}}}, Beta: {type: object, properties: {name: {type: \
                 string}}}}}";
    generated_twice(
        "names",
        &[inline, named].map(|text| Description::new(format!("{HEAD}{text}"))),
    );
    let described = |answer: &str, rule: &str| {
        Description::new(format!(
            "{HEAD}paths: {{/rules: {{post: {{operationId: createRule, requestBody: {{required: true, \
             content: {{application/json: {{schema: {{$ref: '#/components/schemas/Rule'}}}}}}}}, \
             responses: {{'200': {{description: It., content: {{application/json: {{schema: {{$ref: \
             '#/components/schemas/{answer}'}}}}}}}}}}}}}}}}\ncomponents: {{schemas: {{Made: {{type: \
             object}}, Rule: {{type: object, {rule}}}}}}}"
        ))
    };
    let was = "required: [source], properties: {source: {type: object, properties: {name: {type: \
               string}}}}";
    let is = "properties: {other: {type: string}}";
    generated_twice("gone", &[described("Rule", was), described("Made", is)]);
}
