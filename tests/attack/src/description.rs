//! A hostile description: whatever it says, the generator does not panic or hang, writes nothing that
//! is not in its plan, no file outside its folder, and says what is wrong in bounded, printable text.

use std::path::{Component, Path};

use fastrand::Rng;
use serde_json::{Map, Value, json};
use specwright_codegen::config::{Config, Input};
use specwright_codegen::diagnostic::Levels;
use specwright_codegen::{Failure, generate, output};
use specwright_mutation::{judge, texts};

use super::Tally;

/// How many bytes of Rust a byte of a description may cost, behind what each file begins with.
const WRITTEN: f64 = 150.0;

/// How many bytes one problem may take, drawn with its line.
const DRAWN: f64 = 16.0 * 1024.0;

pub(crate) fn attack(rng: &mut Rng, tally: &mut Tally) -> Result<(), String> {
    let description = description(rng).to_string();
    let mut config = Config::new(Input::new(text(rng), description.clone()));
    config.levels = Levels::skipping();
    config.command = text(rng);
    let generated = match generate(&config) {
        Ok(generated) => generated,
        Err(Failure::Description(problems)) => {
            tally.count("refused");
            let drawn = problems.to_string();
            let each = drawn.len() as f64 / problems.problems().len().max(1) as f64;
            tally.most("bytes of a problem", each, Some(DRAWN))?;
            is_calm(&drawn)?;
            return judge::refusal(&problems).map_err(|fault| fault.to_string());
        }
        Err(failure) => return Err(failure.to_string()),
    };
    tally.count("generated");
    judge::output(&generated).map_err(|fault| fault.to_string())?;
    let written: usize = generated.files.iter().map(|(_, text)| text.len()).sum();
    let each = (written as f64 - 20_000.0).max(0.0) / description.len() as f64;
    tally.most("bytes written for each byte", each, Some(WRITTEN))?;
    for (name, text) in &generated.files {
        let steps = Path::new(name).components();
        if !steps.into_iter().all(|step| matches!(step, Component::Normal(_))) {
            return Err(format!("the file {name:?} is outside its folder"));
        }
        is_calm(text)?;
    }
    stays_inside(&generated.files)
}

/// Writes the files, and sees that nothing else has changed around their folder.
fn stays_inside(files: &[(String, String)]) -> Result<(), String> {
    let around = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = around.path().join("a/b/output");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    output::write(&folder, files).map_err(|error| error.to_string())?;
    for (folder, only) in [("", "a"), ("a", "b"), ("a/b", "output")] {
        let entries = std::fs::read_dir(around.path().join(folder));
        let entries = entries.map_err(|error| error.to_string())?;
        let other = entries.map_while(Result::ok).find(|entry| entry.file_name() != only);
        if let Some(other) = other {
            return Err(format!("{} was written outside the folder", other.path().display()));
        }
    }
    Ok(())
}

/// What is printed or compiled does not move a cursor or turn the direction of text. A tab of a
/// description stays one in its documentation, where it is Markdown's.
fn is_calm(text: &str) -> Result<(), String> {
    let moves = |sign: char| {
        sign.is_control() && !matches!(sign, '\n' | '\t')
            || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.find(moves) {
        Some(at) => Err(format!("{:?} is written as it is", text[at..].chars().next())),
        None => Ok(()),
    }
}

/// Text of a document, a name or a command.
fn text(rng: &mut Rng) -> String {
    let own = [
        "../../../../tmp/evil",
        "/etc/passwd",
        "..",
        "mod",
        "lib",
        "a/../../b",
        "C:\\evil",
        "con",
        "a\nfn evil() {}",
        "a\u{202e}b",
        "\u{1b}[2J",
        "self",
        "crate",
        "",
    ];
    match rng.bool() {
        true => texts::hostile(rng),
        false => own[rng.usize(0..own.len())].to_owned(),
    }
}

fn description(rng: &mut Rng) -> Value {
    let schemas: Map<String, Value> =
        (0..rng.usize(1..6)).map(|_| (text(rng), schema(rng, 3))).collect();
    let paths: Map<String, Value> = (0..rng.usize(0..4))
        .map(|_| {
            let path = format!("/{}", text(rng));
            let operation = json!({
                "operationId": text(rng),
                "tags": [text(rng)],
                "summary": text(rng),
                "description": text(rng),
                "parameters": [
                    {"name": text(rng), "in": "query", "schema": schema(rng, 1)},
                    {"name": text(rng), "in": "cookie", "description": text(rng), "schema": schema(rng, 1)},
                ],
                "requestBody": {"content": {text(rng): {"schema": schema(rng, 2)}}},
                "responses": {"200": {"description": text(rng), "content": {
                    "application/json": {"schema": schema(rng, 2)},
                }}},
            });
            let method = *rng.choice(&["get", "post", "put", "evil\n"]).unwrap_or(&"get");
            (path, json!({method: operation}))
        })
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": text(rng), "version": text(rng), "description": text(rng)},
        "servers": [{"url": text(rng), "description": text(rng)}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn schema(rng: &mut Rng, depth: usize) -> Value {
    let below = |rng: &mut Rng| match depth {
        0 => json!({}),
        depth => schema(rng, depth - 1),
    };
    match rng.u8(0..8) {
        0 => json!({"type": "string", "enum": [text(rng), text(rng)], "description": text(rng)}),
        1 => json!({"type": "string", "pattern": text(rng), "default": text(rng)}),
        2 => json!({"type": "array", "items": below(rng)}),
        3 => json!({"oneOf": [below(rng), below(rng)], "title": text(rng)}),
        4 => json!({"$ref": format!("#/components/schemas/{}", text(rng))}),
        5 => json!({"$ref": text(rng)}),
        6 => json!({"const": text(rng)}),
        _ => {
            let properties: Map<String, Value> =
                (0..rng.usize(0..5)).map(|_| (text(rng), below(rng))).collect();
            let required: Vec<&String> = properties.keys().take(2).collect();
            json!({"type": "object", "required": required, "properties": properties, "description": text(rng)})
        }
    }
}
