//! With the lock, a published name never moves, whatever is added around it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use specwright_codegen::api::Shape;
use specwright_codegen::{Config, Input, Plan, Published, plan};
use specwright_tests::{material, spec};

/// Every name of an API, by the place of what has it. The places of variants are told by
/// their content, since a number says little once others are inserted before.
fn names(plan: &Plan) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let api = &plan.api;
    for id in api.ids() {
        let kind = api.get(id);
        let pointer = &kind.origin.pointer;
        names.insert(pointer.clone(), plan.facts.type_name(id).to_owned());
        let inner = &plan.facts.names.inner[id.0 as usize];
        let keys: Vec<String> = match &kind.shape {
            Shape::Record(record) => {
                record.properties.iter().map(|property| property.wire_name.clone()).collect()
            }
            Shape::OpenEnum(open) => open.values.iter().map(|value| value.wire.clone()).collect(),
            Shape::KeywordOrValue(sentinel) => sentinel.keywords.clone(),
            Shape::Union(union) => {
                union.variants.iter().map(|variant| format!("{:?}", variant.matcher)).collect()
            }
            Shape::Alias(_) => Vec::new(),
        };
        for (key, name) in keys.into_iter().zip(inner) {
            names.insert(format!("{pointer} > {key}"), name.clone());
        }
    }
    for (operation, given) in api.operations.iter().zip(&plan.facts.names.operations) {
        names.insert(operation.pointer.clone(), given.function.clone());
    }
    names
}

/// A small generator of numbers that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // Knuth's MMIX constants.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// Puts a property at a random position of an object.
fn insert_anywhere(object: &mut Map<String, Value>, name: &str, value: Value, dice: &mut Dice) {
    object.remove(name);
    let position = dice.roll(object.len() + 1);
    object.shift_insert(position, name.to_owned(), value);
}

/// Adds a schema, a property, an operation or an example whose names are made to collide.
fn add_something(document: &mut Value, dice: &mut Dice) {
    let words = [
        "FineTuningJobStatus",
        "fine_tuning_job_status",
        "KeywordOrInteger",
        "batch_size",
        "n_epochs",
        "KeywordOrNumber",
        "status",
        "Status",
        "type",
        "grader",
        "FineTuneReinforcementMethodGrader",
        "error",
        "Error",
        "Option",
    ];
    let word = words[dice.roll(words.len())];
    let shapes = [
        json!({"type": "string", "enum": ["one", "two"]}),
        json!({"oneOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer"}]}),
        json!({"oneOf": [{"type": "string", "enum": ["auto", "never"]}, {"type": "number"}]}),
        json!({"type": "object", "properties": {"status": {"type": "string", "enum": ["x"]}}}),
    ];
    let shape = shapes[dice.roll(shapes.len())].clone();
    let schemas = document["components"]["schemas"].as_object_mut().expect("components");
    match dice.roll(4) {
        0 if !schemas.contains_key(word) => insert_anywhere(schemas, word, shape, dice),
        0 | 1 => {
            let names: Vec<String> = schemas.keys().cloned().collect();
            let owner = &names[dice.roll(names.len())];
            if let Some(properties) =
                schemas[owner].get_mut("properties").and_then(Value::as_object_mut)
                && !properties.contains_key(word)
            {
                insert_anywhere(properties, word, shape, dice);
            }
        }
        2 => {
            let names: Vec<String> = schemas.keys().cloned().collect();
            let owner = &names[dice.roll(names.len())];
            if let Some(owner) = schemas[owner].as_object_mut() {
                insert_anywhere(owner, "example", json!({"any": word}), dice);
            }
        }
        _ => {
            let operation = json!({
                "operationId": word,
                "requestBody": {"content": {"application/json": {"schema": shape}}},
                "responses": {"200": {"description": "x"}},
            });
            let paths = document["paths"].as_object_mut().expect("paths");
            insert_anywhere(
                paths,
                &format!("/{word}/{}", dice.roll(1000)),
                json!({"post": operation}),
                dice,
            );
        }
    }
}

#[test]
fn a_published_name_never_moves() {
    let base = spec::description();
    let config = |document: &Value| {
        let mut config = Config::new(Input::new("document.json", document.to_string()));
        config.overlays = spec::fine_tuning().overlays;
        config
    };
    let first = plan(&config(&base)).expect("planned");
    let published = Published::of(&first.plan).render();
    let before = names(&first.plan);
    // `cargo xtask histories` goes on for as long as one likes.
    for seed in 0..material::thoroughness().choose(100, 200) {
        let mut dice = Dice(seed);
        let mut document = base.clone();
        for _ in 0..1 + dice.roll(5) {
            add_something(&mut document, &mut dice);
        }
        let mut config = config(&document);
        config.published = Some(Input::new("published.txt", published.clone()));
        let after = plan(&config).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let after = names(&after.plan);
        for (place, name) in &before {
            assert_eq!(after.get(place), Some(name), "seed {seed}: {place} was renamed");
        }
    }
}
