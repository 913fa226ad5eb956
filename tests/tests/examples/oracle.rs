//! The judge of examples against one that shares nothing with it, the `jsonschema` crate on a
//! translation of its own.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use specwright_codegen::vendor::Vendor;
use specwright_codegen::{Config, Input, folder};
use specwright_examples::{Verdict, judged};
use specwright_fidelity::Description;
use specwright_fidelity::oracle::Oracle;
use specwright_tests::fidelity::corrected;
use specwright_tests::{material, spec};

/// How many examples were compared, and on which the judges differ.
fn compared(config: &Config, vendors: &[Vendor]) -> (usize, Vec<String>) {
    let judged = judged(config, vendors).expect("read");
    let tried: Vec<_> =
        judged.iter().filter(|one| !matches!(one.verdict, Verdict::Skipped(_))).collect();
    let pointers = tried.iter().map(|one| one.schema.pointer.as_str());
    let document = corrected(config);
    let description = Description::new(&document, pointers);
    let mut oracle = Oracle::new(&description).expect("an oracle");
    let (mut differ, mut without) = (Vec::new(), 0);
    for one in &tried {
        let pointer = one.schema.pointer.as_str();
        let holds = matches!(one.verdict, Verdict::Holds);
        // A schema that JSON Schema's own schema refuses is none to the oracle, nor is one within what
        // a reference is replaced by that OpenAPI has no place for.
        if document.pointer(pointer).is_none() || oracle.compile(pointer).is_err() {
            without += 1;
            continue;
        }
        if oracle.allows(pointer, &one.value) != holds {
            differ.push(format!("{}: we say {holds} by {pointer}", one.example.place.pointer));
        }
    }
    (tried.len() - without, differ)
}

fn of(path: &Path) -> Config {
    let content = fs::read_to_string(path).expect("a document");
    // Which side sets a property is nothing that the oracle knows.
    let content = content.replace("readOnly", "x-readOnly").replace("writeOnly", "x-writeOnly");
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut config = Config::new(Input::new(name, content));
    config.files = Some(folder::beside(path));
    config
}

#[test]
fn both_judge_our_own_description_alike() {
    let mut config = spec::fine_tuning();
    assert_eq!(compared(&config, &[]), (55, vec![]));
    config.overlays.clear();
    assert_eq!(compared(&config, &[]), (55, vec![]));
}

/// What the corpus does not have, each with a value that holds and one that does not.
#[test]
fn both_judge_every_keyword_alike() {
    let cases = [
        (json!({"type": ["string", "null"], "enum": ["a", null]}), json!(null), json!("b")),
        (json!({"type": "string", "nullable": true, "enum": ["a"]}), json!(null), json!(1)),
        (json!({"type": "integer"}), json!(3.0), json!(3.5)),
        (json!({"const": 1}), json!(1.0), json!("1")),
        (json!({"type": "number", "minimum": 1, "exclusiveMinimum": true}), json!(1.5), json!(1)),
        (json!({"type": "number", "exclusiveMaximum": 2}), json!(1.5), json!(2)),
        (json!({"multipleOf": 0.01}), json!(4.35), json!(4.355)),
        (json!({"maxLength": 2}), json!("éé"), json!("ééé")),
        (json!({"pattern": "^a"}), json!("ab"), json!("ba")),
        (json!({"uniqueItems": true}), json!([1, "1"]), json!([1, 1.0])),
        (
            json!({"prefixItems": [{"type": "string"}], "items": false}),
            json!(["a"]),
            json!(["a", 1]),
        ),
        (json!({"contains": {"const": 1}, "maxContains": 1}), json!([1, 2]), json!([1, 1])),
        (json!({"propertyNames": {"maxLength": 1}}), json!({"a": 1}), json!({"ab": 1})),
        (
            json!({"patternProperties": {"^x": {"type": "string"}}, "additionalProperties": false}),
            json!({"x1": ""}),
            json!({"y": ""}),
        ),
        (json!({"dependentRequired": {"a": ["b"]}}), json!({"b": 1}), json!({"a": 1})),
        (json!({"dependentSchemas": {"a": {"required": ["b"]}}}), json!({"b": 1}), json!({"a": 1})),
        (json!({"not": {"type": "string"}}), json!(1), json!("")),
        (json!({"oneOf": [{"minimum": 1}, {"minimum": 2}]}), json!(1), json!(3)),
        (
            json!({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"maxProperties": 0}}),
            json!({"a": 1, "b": 1}),
            json!({"b": 1}),
        ),
        (
            json!({
                "allOf": [{"properties": {"a": {}}}],
                "anyOf": [{"required": ["b"], "properties": {"b": {}}}, {}],
                "unevaluatedProperties": false
            }),
            json!({"a": 1, "b": 1}),
            json!({"c": 1}),
        ),
        (
            json!({"items": {"$ref": "#/components/schemas/Case"}, "maxItems": 1}),
            json!([[[]]]),
            json!([[[], []]]),
        ),
        (json!({"minProperties": 1, "maxProperties": 1}), json!({"a": 1}), json!({})),
    ];
    for (schema, holds, fails) in cases {
        let verdicts = [holds, fails].map(|value| {
            let mut case = schema.clone();
            case["example"] = value;
            let document = json!({
                "openapi": "3.1.0",
                "info": {"title": "t", "version": "1"},
                "components": {"schemas": {"Case": case}},
            });
            let config = Config::new(Input::new("case.json", document.to_string()));
            assert_eq!(compared(&config, &[]), (1, vec![]), "{document}");
            let judged = judged(&config, &[]).expect("read");
            matches!(judged[0].verdict, Verdict::Holds)
        });
        assert_eq!(verdicts, [true, false], "{schema}");
    }
}

#[test]
fn both_judge_real_descriptions_alike() {
    let Some(corpus) = material::corpus() else { return };
    let mut all = 0;
    let vendors: Vec<Vendor> = ["x-oaiMeta/example", "x-oaiMeta/examples/response"]
        .map(|vendor| vendor.parse().expect("a vendor"))
        .to_vec();
    for entry in fs::read_dir(corpus).expect("a folder") {
        let path = entry.expect("an entry").path();
        let is_document =
            path.extension().is_some_and(|ending| ending == "yaml" || ending == "json");
        // Both editions of one description say the same.
        if !is_document || path.ends_with("openai-2026-08.json") {
            continue;
        }
        let mut config = of(&path);
        // What is no description is refused elsewhere.
        if judged(&config, &[]).is_err() {
            continue;
        }
        config.files = Some(Arc::new(|_: &str| Err("one file".to_owned().into())));
        let (count, differ) = compared(&config, &vendors);
        println!("{}: {count} examples", path.display());
        assert!(differ.is_empty(), "{}: {differ:#?}", path.display());
        all += count;
    }
    assert!(all > 10_000, "{all}");
}
