//! Descriptions to documentation, from bytes: the text of a `description` in every place becomes
//! comments that are Rust, hold no code that a test would run, no HTML, and nothing outside the plan.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright_codegen::config::{Config, Input};
use specwright_codegen::{Failure, generate};
use specwright_mutation::judge;

fuzz_target!(|text: &str| {
    let described = |more: serde_json::Value| {
        let mut node = more;
        node["description"] = text.into();
        node
    };
    let schema = described(serde_json::json!({
        "type": "object",
        "title": text,
        "properties": {"a": described(serde_json::json!({"type": "string", "enum": ["b", "c"]}))},
    }));
    let document = serde_json::json!({
        "openapi": "3.1.0",
        "info": {"title": text, "version": "1", "description": text},
        "paths": {"/a": {"get": described(serde_json::json!({
            "operationId": "a",
            "summary": text,
            "parameters": [described(serde_json::json!({"name": "q", "in": "query", "schema": {"type": "string"}}))],
            "responses": {"200": described(serde_json::json!({"content": {"application/json": {"schema": schema}}}))},
        }))}},
        "components": {"schemas": {"B": schema}},
    });
    let config = Config::new(Input::new("document.json", document.to_string()));
    match generate(&config) {
        Ok(output) => {
            if let Err(fault) = judge::output(&output) {
                panic!("{fault}");
            }
        }
        // A text alone makes no description wrong.
        Err(Failure::Description(problems)) => panic!("{problems}"),
        Err(failure) => panic!("{failure}"),
    }
});
