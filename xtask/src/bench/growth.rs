//! `cargo xtask bench growth`: whether generation is linear. A document of n schemas and n
//! operations is generated, then one of 2n, 4n, 8n.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use specwright_codegen::{Config, Input, Output, generate};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The number of schemas, and of operations, of the smallest document.
    #[arg(long, default_value_t = 250)]
    size: usize,
    /// How often each is generated; the fastest counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    println!(
        "{:>8} {:>10} {:>10} {:>8} {:>14}",
        "n", "seconds", "with lock", "ratio", "bytes written"
    );
    let mut before: Option<Duration> = None;
    for factor in [1, 2, 4, 8] {
        let size = arguments.size * factor;
        let mut config = Config::new(Input::new("growth.json", document(size).to_string()));
        let Some((plain, output)) = fastest(&config, arguments.runs) else {
            return ExitCode::FAILURE;
        };
        config.lock = output.lock.clone();
        let Some((locked, _)) = fastest(&config, arguments.runs) else { return ExitCode::FAILURE };
        let bytes: usize = output.files.iter().map(|(_, text)| text.len()).sum();
        let ratio = before.map(|before| plain.as_secs_f64() / before.as_secs_f64());
        let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        let (seconds, with_lock) = (plain.as_secs_f64(), locked.as_secs_f64());
        println!("{size:>8} {seconds:>10.3} {with_lock:>10.3} {ratio:>8} {bytes:>14}");
        before = Some(plain);
    }
    ExitCode::SUCCESS
}

fn fastest(config: &Config, runs: usize) -> Option<(Duration, Output)> {
    let mut best: Option<(Duration, Output)> = None;
    for _ in 0..runs.max(1) {
        let started = Instant::now();
        let output = generate(config).map_err(|error| eprintln!("{error}")).ok()?;
        let took = started.elapsed();
        if best.as_ref().is_none_or(|(least, _)| took < *least) {
            best = Some((took, output));
        }
    }
    best
}

/// A description of so many schemas and so many operations, of everything a little: each
/// schema refers to a few others, some of them in circles, and each eighth has a fault to
/// warn of.
pub(crate) fn document(size: usize) -> Value {
    let schemas: Map<String, Value> =
        (0..size).map(|index| (format!("Schema{index}"), schema(index, size))).collect();
    let paths: Map<String, Value> =
        (0..size).map(|index| (format!("/things{index}/{{id}}"), path(index, size))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Growth", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn reference(index: usize, size: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/Schema{}", index % size)})
}

fn schema(index: usize, size: usize) -> Value {
    let near = reference(index + 1, size);
    let far = reference(index * 7 + 3, size);
    match index % 8 {
        0 => json!({"type": "string", "enum": ["one", "two", format!("word{index}")]}),
        1 => json!({"oneOf": [near, {"type": "string"}, {"type": "array", "items": far}]}),
        2 => json!({
            "allOf": [reference(index + 2, size)],
            "properties": {"own": {"type": "integer", "minimum": 1}, "next": near},
        }),
        3 => json!({
            "type": "object",
            "additionalProperties": {"anyOf": [far, {"type": "null"}]},
        }),
        4 => json!({
            "description": format!("An object. See <https://example.com/{index}>.\n\n- `a`\n- b"),
            "type": "object",
            "required": ["id", "kind"],
            "properties": {
                "id": {"type": "string", "minLength": 1, "pattern": "^[a-z]+$"},
                "kind": {"type": "string", "enum": [format!("kind{index}")]},
                "state": {"type": "string", "enum": ["on", "off"], "default": "on"},
                "size": {"oneOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer"}]},
                "inner": {"type": "object", "properties": {"deep": near, "fileId": {"type": "string"}}},
                "far": far,
            },
        }),
        5 => json!({"type": "array", "items": near, "minItems": 1, "uniqueItems": true}),
        6 => json!({
            "oneOf": [reference(index - 2, size), reference(index + 6, size)],
            "discriminator": {"propertyName": "kind"},
        }),
        // A keyword of the wrong kind is a warning.
        _ => json!({"type": "object", "maxProperties": "many", "properties": {"self": near}}),
    }
}

fn path(index: usize, size: usize) -> Value {
    let content = |index: usize| json!({"application/json": {"schema": reference(index, size)}});
    json!({
        "get": {
            "operationId": format!("getThing{index}"),
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
            ],
            "responses": {"200": {"description": "It.", "content": content(index)}},
        },
        "post": {
            "operationId": format!("makeThing{index}"),
            "requestBody": {"required": true, "content": content(index + 4)},
            "responses": {"201": {"description": "Made.", "content": content(index + 1)}},
        },
    })
}
