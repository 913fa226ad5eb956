//! `cargo xtask bench growth`: whether generation is linear. A document of n schemas and n
//! operations is generated, then one of 2n, 4n, 8n, each without what was published and with its own.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use specwright_codegen::{Config, Input, generate};

/// How many times as large a document is as the smallest, and how many times as long it may
/// take: what is beyond linear is for memory that no longer fits into caches.
const GROWTH: [(usize, f64); 4] = [(1, 1.0), (2, 2.2), (4, 4.5), (8, 9.0)];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The number of schemas, and of operations, of the smallest document.
    #[arg(long, default_value_t = 250)]
    size: usize,
    /// How often each is generated; the fastest counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Write the smallest document here instead, as one that `bench build` measures.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if let Some(path) = &arguments.write {
        return match fs::write(path, document(arguments.size).to_string()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {} cannot be written: {error}", path.display());
                ExitCode::FAILURE
            }
        };
    }
    let cases = GROWTH.iter().map(|(factor, limit)| Case::new(arguments.size * factor, *limit));
    let Some(mut cases) = cases.collect::<Option<Vec<Case>>>() else { return ExitCode::FAILURE };
    // In rounds, so that a minute in which the machine is busy is one for all of them.
    for _ in 0..arguments.runs.max(1) {
        if cases.iter_mut().any(|case| case.measure().is_none()) {
            return ExitCode::FAILURE;
        }
    }
    println!(
        "{:>8} {:>10} {:>8} {:>10} {:>8} {:>8} {:>14}",
        "n", "seconds", "times", "published", "times", "at most", "bytes written"
    );
    let mut ending = ExitCode::SUCCESS;
    for case in &cases {
        let [plain, kept] = case.least.map(|least| least.as_secs_f64());
        let [times, times_kept] =
            [0, 1].map(|at| case.least[at].as_secs_f64() / cases[0].least[at].as_secs_f64());
        let Case { size, limit, bytes, .. } = case;
        println!(
            "{size:>8} {plain:>10.3} {times:>8.2} {kept:>10.3} {times_kept:>8.2} {limit:>8.1} {bytes:>14}"
        );
        if times > *limit || times_kept > *limit {
            ending = ExitCode::FAILURE;
        }
    }
    ending
}

/// A document of one size, and the least time that it took.
struct Case {
    size: usize,
    limit: f64,
    bytes: usize,
    /// Without what was published, and with what the first generation left.
    configs: [Config; 2],
    least: [Duration; 2],
}

impl Case {
    fn new(size: usize, limit: f64) -> Option<Self> {
        let plain = Config::new(Input::new("growth.json", document(size).to_string()));
        let output = generate(&plain).map_err(|error| eprintln!("{error}")).ok()?;
        let mut kept = plain.clone();
        kept.published = Some(Input::new("published.txt", output.published.render()));
        let bytes = output.files.iter().map(|(_, text)| text.len()).sum();
        Some(Self { size, limit, bytes, configs: [plain, kept], least: [Duration::MAX; 2] })
    }

    fn measure(&mut self) -> Option<()> {
        for (config, least) in self.configs.iter().zip(&mut self.least) {
            let started = Instant::now();
            let output = generate(config).map_err(|error| eprintln!("{error}")).ok()?;
            *least = started.elapsed().min(*least);
            drop(output);
        }
        Some(())
    }
}

/// A description of so many schemas and so many operations, of everything a little: each
/// schema refers to a few others, some of them in cycles, and each eighth has a fault to
/// warn of. As in real descriptions, no chain of references is as long as there are schemas: rustc
/// follows what an object holds 128 deep at most.
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
    let first = index - index % 8;
    let near = reference(first + (index + 1) % 8, size);
    let far = reference(index / 7, size);
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
            "oneOf": [reference(first + 4, size), reference(first / 56 * 8 + 4, size)],
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
