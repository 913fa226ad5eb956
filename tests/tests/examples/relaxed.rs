//! The suggested overlay, applied by the reader of overlays: all examples hold by it, and what
//! no example shows is refused as before.

use std::fs;

use specwright_codegen::vendor::Vendor;
use specwright_codegen::{Config, Input, folder};
use specwright_examples::{Examined, Suggest, examine};
use specwright_tests::material;

fn examined(config: &Config, vendors: &[Vendor]) -> Examined {
    examine(config, vendors, Suggest::Overlay).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Relaxes a description and holds its examples against what it is then.
fn relaxed(mut config: Config, vendors: &[Vendor]) -> (Examined, Examined) {
    let before = examined(&config, vendors);
    let overlay = before.suggestion.as_ref().and_then(|suggestion| suggestion.overlay.clone());
    if let Some(overlay) = overlay {
        config.overlays.push(Input::new("suggested.yaml", overlay));
    }
    let after = examined(&config, vendors);
    (before, after)
}

/// A description of one version whose schemas are these, `EXAMPLE` replaced.
fn description(version: &str, schemas: &str, example: &str) -> Config {
    let text = format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n{}",
        schemas.replace("EXAMPLE", example)
    );
    Config::new(Input::new("case.yaml", text))
}

const V30: &str = "3.0.3";
const V31: &str = "3.1.0";

/// Version, schemas, an example that contradicts them, one that still has to once the first
/// holds, and what an action has to say.
const CASES: &[(&str, &str, &str, &str, &str)] = &[
    (V31, "    A: {required: [a, b], example: EXAMPLE}", "{a: 1}", "{b: 1}", "required[?@ == 'b']"),
    (
        V31,
        "    A: {required: [a], example: EXAMPLE}",
        "{}",
        "",
        "$.components.schemas.A.required\"",
    ),
    (V31, "    A: {required: [\"it's\", b], example: EXAMPLE}", "{b: 1}", "{}", r"'it\\'s'"),
    (V31, "    A: {type: string, example: EXAMPLE}", "null", "1", r#"["string","null"]"#),
    (V30, "    A: {type: string, example: EXAMPLE}", "null", "1", r#""nullable":true"#),
    (V30, "    A: {type: string, enum: [a], example: EXAMPLE}", "null", "b", r#""nullable":true"#),
    (V31, "    A: {type: string, enum: [a], example: EXAMPLE}", "b", "c", r#"{"enum":["b"]}"#),
    (V31, "    A: {type: [string, 'null'], enum: [a], example: EXAMPLE}", "null", "b", "null"),
    (V31, "    A: {const: a, example: EXAMPLE}", "b", "c", r#"{"enum":["a","b"]}"#),
    (V31, "    A: {maxLength: 2, example: EXAMPLE}", "abc", "abcd", r#"{"maxLength":3}"#),
    (V31, "    A: {minLength: 2, example: EXAMPLE}", "a", "''", r#"{"minLength":1}"#),
    (V31, "    A: {minItems: 2, example: EXAMPLE}", "[1]", "[]", r#"{"minItems":1}"#),
    (V31, "    A: {maximum: 1, example: EXAMPLE}", "2.5", "3", r#"{"maximum":2.5}"#),
    (V31, "    A: {exclusiveMaximum: 1, example: EXAMPLE}", "1", "2", r#"{"maximum":1}"#),
    (V30, "    A: {minimum: 1, exclusiveMinimum: true, example: EXAMPLE}", "0", "-1", "false"),
    (V31, "    A: {pattern: '^a', maxLength: 1, example: EXAMPLE}", "b", "bb", "A.pattern"),
    (V31, "    A: {multipleOf: 2, maximum: 9, example: EXAMPLE}", "3", "10", "multipleOf"),
    (
        V31,
        "    A: {uniqueItems: true, maxItems: 2, example: EXAMPLE}",
        "[1, 1]",
        "[1, 2, 3]",
        "unique",
    ),
    (V31, "    A: {type: integer, example: EXAMPLE}", "1.5", "a", r#"{"type":"number"}"#),
    (V31, "    A: {type: object, example: EXAMPLE}", "a", "1", r#"["object","string"]"#),
    // OpenAPI 3.0 has one type for a schema, so that it becomes one variant of two.
    (V30, "    A: {type: object, required: [a], example: EXAMPLE}", "text", "{}", "anyOf"),
    (
        V31,
        "    A: {additionalProperties: false, example: EXAMPLE}",
        "{a: x}",
        "{b: 1}",
        r#""a":{"type":"string"}"#,
    ),
    (
        V31,
        "    A: {anyOf: [{type: string}, {type: integer}], example: EXAMPLE}",
        "true",
        "[]",
        "boolean",
    ),
    (V31, "    A: {oneOf: [{minimum: 1}, {minimum: 2}], example: EXAMPLE}", "3", "0", "anyOf"),
    (V31, "    A: {properties: {a: false}, example: EXAMPLE}", "{a: 1}", "{a: x}", "integer"),
    // Of the variants, the one whose tag fits is relaxed.
    (
        V31,
        "    A:\n      oneOf:\n      - {properties: {t: {const: x}, n: {maximum: 1}}, required: [t]}\n\
         \u{20}     - {properties: {t: {const: y}, n: {maximum: 1}}, required: [t]}\n      example: EXAMPLE",
        "{t: y, n: 2}",
        "{t: x, n: 2}",
        "oneOf[1].properties.n",
    ),
    // A component is not relaxed where one use of it is enough.
    (
        V31,
        "    A: {properties: {y: {$ref: '#/components/schemas/Y'}}, example: EXAMPLE}\n    Y: {type: string, maxLength: 1}",
        "{y: null}",
        "{y: ab}",
        r##""anyOf":[{"$ref":"#/components/schemas/Y"},{"type":"null"}]"##,
    ),
    (
        V30,
        "    A: {properties: {y: {$ref: '#/components/schemas/Y'}}, example: EXAMPLE}\n    Y: {type: string, maxLength: 1}",
        "{y: null}",
        "{y: ab}",
        r##""nullable":true,"allOf":[{"$ref":"#/components/schemas/Y"}]"##,
    ),
    // What is relaxed first shows what is behind it.
    (
        V31,
        "    A: {properties: {'x y/z': {type: array, items: {enum: [1]}}}, example: EXAMPLE}",
        "{'x y/z': [2, 1, three]}",
        "{'x y/z': [4]}",
        "['x y/z'].items",
    ),
    (
        V31,
        "    A: {allOf: [{type: object, required: [a]}], example: EXAMPLE}",
        "null",
        "{}",
        "null",
    ),
];

#[test]
fn what_an_example_disproves_is_relaxed_and_nothing_else() {
    for (version, schemas, example, still, word) in CASES {
        let config = description(version, schemas, example);
        let (before, after) = relaxed(config, &[]);
        assert_eq!(before.tally.contradict, 1, "{schemas}");
        let suggestion = before.suggestion.expect("a suggestion");
        assert_eq!(suggestion.left, [], "{schemas}");
        let overlay = suggestion.overlay.expect("an overlay");
        assert!(overlay.contains(word), "{word} is not in:\n{overlay}");
        assert!(overlay.contains("Evidence: the example at /components/schemas/A/example"));
        assert_eq!(after.tally.contradict, 0, "{schemas}\n{overlay}");
        if !still.is_empty() {
            let mut config = description(version, schemas, still);
            config.overlays.push(Input::new("suggested.yaml", overlay.clone()));
            assert_eq!(examined(&config, &[]).tally.contradict, 1, "{schemas}: {still}\n{overlay}");
        }
    }
}

#[test]
fn what_cannot_be_relaxed_is_said() {
    for (schemas, reason) in [
        ("    A: {not: {type: string}, example: EXAMPLE}", "`not` has no part"),
        ("    A: {const: a, enum: [a], example: EXAMPLE}", "no action helps"),
    ] {
        let (before, after) = relaxed(description(V31, schemas, "text"), &[]);
        let suggestion = before.suggestion.expect("a suggestion");
        assert!(
            suggestion.left.iter().any(|left| left.message.contains(reason)),
            "{:#?}",
            suggestion.left
        );
        assert_eq!((suggestion.mended, after.tally.contradict), (0, 1));
    }
}

/// Several examples that ask for the same make one action, whose bound serves them all.
#[test]
fn an_action_bites_once() {
    let schemas = "    A: {maxLength: 1, examples: [EXAMPLE, four, ab]}";
    let (before, after) = relaxed(description(V31, schemas, "abc"), &[]);
    let suggestion = before.suggestion.expect("a suggestion");
    assert_eq!((suggestion.actions, suggestion.mended, after.tally.contradict), (1, 3, 0));
    let overlay = suggestion.overlay.expect("an overlay");
    assert!(overlay.contains(r#"{"maxLength":4}"#) && overlay.contains("and 2 more"), "{overlay}");
}

/// A value that is let in as another kind need not have what the schema requires of it.
#[test]
fn no_more_is_relaxed_than_is_disproved() {
    let schemas = "    A: {allOf: [{required: [a]}, {type: string}], example: EXAMPLE}";
    let (before, after) = relaxed(description(V31, schemas, "{}"), &[]);
    let overlay = before.suggestion.and_then(|suggestion| suggestion.overlay).expect("an overlay");
    assert!(!overlay.contains("may be missing"), "{overlay}");
    assert!(overlay.contains(r#"{"type":"object"}"#), "{overlay}");
    assert_eq!(after.tally.contradict, 0);
}

#[test]
fn real_descriptions_hold_once_they_are_relaxed() {
    let Some(corpus) = material::corpus() else { return };
    let vendors: Vec<Vendor> = ["x-oaiMeta/example", "x-oaiMeta/examples/response"]
        .map(|vendor| vendor.parse().expect("a vendor"))
        .to_vec();
    let (mut all, mut mended) = (0, 0);
    for entry in fs::read_dir(corpus).expect("a folder") {
        let path = entry.expect("an entry").path();
        let Some(ending) = path.extension() else { continue };
        if ending != "yaml" && ending != "json" {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let content = fs::read_to_string(&path).expect("a document");
        let mut config = Config::new(Input::new(name, content));
        config.files = Some(folder::beside(&path));
        // What is no description is refused elsewhere.
        if examine(&config, &[], Suggest::Nothing).is_err() {
            continue;
        }
        let (before, after) = relaxed(config, &vendors);
        all += before.tally.examples;
        let Some(suggestion) = before.suggestion else { continue };
        println!(
            "{}: {} of {} contradict, {} actions, {} left",
            path.display(),
            before.tally.contradict,
            before.tally.examples,
            suggestion.actions,
            suggestion.left.len()
        );
        mended += suggestion.mended;
        assert_eq!(after.tally.contradict, before.tally.contradict - suggestion.mended);
        // Whatever still contradicts was said.
        assert!(suggestion.left.len() >= after.tally.contradict);
        for left in &suggestion.left {
            assert!(left.message.contains("is the text of a value"), "{left:#?}");
        }
    }
    assert!(all > 10_000 && mended > 400, "{mended} of {all}");
}
