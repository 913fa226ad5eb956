//! The keys of a project file, as a table, and the JSON Schema that comes of it: editors complete
//! and check by it, and a test holds it against what reads the file.

use serde_json::{Map, Value as Json, json};

use crate::config::LAYOUTS;

/// A key.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) need: Need,
    pub(super) form: Form,
    /// What it says, in a sentence or two.
    pub(super) docs: &'static str,
}

/// Whether a key has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    Optional,
}

/// What a key may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Flag,
    Texts,
    /// Texts by names that are free.
    TextByName,
    OneOf(&'static [&'static str]),
    /// Tables, each with the keys of an API.
    Apis,
}

use self::Form::{Apis, Flag, OneOf, Text, TextByName, Texts};
use self::Need::{Optional, Required};

const fn key(name: &'static str, need: Need, form: Form, docs: &'static str) -> Key {
    Key { name, need, form, docs }
}

/// The keys of the file.
pub(super) const FILE: &[Key] = &[
    key(
        "command",
        Optional,
        Text,
        "The command that the first line of each generated file tells its readers to run.",
    ),
    key("generate", Required, Apis, "The APIs, a table `[[generate]]` for each."),
];

/// The keys of an API.
pub(super) const API: &[Key] = &[
    key("name", Required, Text, "What reports call the API."),
    key("document", Required, Text, "The OpenAPI description, in YAML or JSON."),
    key(
        "overlays",
        Optional,
        Texts,
        "OpenAPI Overlays that correct the description, applied in this order.",
    ),
    key(
        "root",
        Optional,
        Text,
        "A folder below which the other files of the description may stand, beside that of the \
         document.",
    ),
    key(
        "operations",
        Optional,
        Texts,
        "What is wanted, with what it reaches: an `operationId`, `METHOD /path`, `tag:NAME`, \
         `webhook:NAME`, `callback:NAME` or `schema:NAME`, where `*` at the end stands for any rest; \
         with `!` before it, what is left out. Without this key, everything.",
    ),
    key("output", Required, Text, "The folder that is written into."),
    key("crate", Optional, Text, "Makes the folder a crate of this name, with a Cargo.toml."),
    key(
        "runtime",
        Optional,
        Text,
        "The runtime that the crate depends on: a folder, or a version requirement. Without this \
         key, the version that the generator was published with.",
    ),
    key(
        "inherit",
        Optional,
        Texts,
        "The keys of the crate's `[package]` that it inherits from its workspace: `version`, `edition`, \
         `license`, ….",
    ),
    key(
        "layout",
        Optional,
        OneOf(&LAYOUTS),
        "How the code is shared between files: a file for each module, one file, in each module a file \
         for each item, or for each tag.",
    ),
    key(
        "published",
        Optional,
        Text,
        "The file of what the Rust API promises: a generation keeps that, and records what is new.",
    ),
    key(
        "manifest",
        Optional,
        Text,
        "The file, in JSON, that says which Rust stands for which node of the description.",
    ),
    key(
        "examples",
        Optional,
        Texts,
        "Where else than in OpenAPI's own fields examples stand, for `specwright examples`: \
         `x-name/path`.",
    ),
    key(
        "pages",
        Optional,
        TextByName,
        "How the pages of an operation's list follow each other, by `operationId`, or `off`.",
    ),
    key(
        "types",
        Optional,
        TextByName,
        "Types of yours, by their paths, in place of a type, of what a field holds (`Job::created_at`) or of \
         a node (a JSON Pointer).",
    ),
    key(
        "formats",
        Optional,
        TextByName,
        "Types of yours, by their paths, for the formats whose values they hold: `date-time`, `uuid`.",
    ),
    key(
        "renames",
        Optional,
        TextByName,
        "What types, fields, variants, functions and parameters are called instead: `\"Job::status\" = \"state\"`.",
    ),
    key(
        "derives",
        Optional,
        TextByName,
        "What types derive beside what they have anyway, by type, or by `structs`, `enums`, `unions` or \
         `*`: `Eq, Hash`.",
    ),
    key(
        "attributes",
        Optional,
        TextByName,
        "What else is written before types, by type or kind: `#[must_use]`.",
    ),
    key(
        "closed",
        Optional,
        Texts,
        "The string enums without other values than those that are listed, or `*`.",
    ),
    key("behind", Optional, TextByName, "Behind which pointer a field stands: `Box` or `Arc`."),
    key(
        "dependencies",
        Optional,
        TextByName,
        "Where the crates of your types come from, of a crate that is written whole: a folder, or a \
         version requirement.",
    ),
    key(
        "functions",
        Optional,
        OneOf(&["always", "behind-features", "never"]),
        "Whether there are functions beside the types: always, behind the features `operations` and \
         `client` of the crate, or never.",
    ),
    key(
        "tag-features",
        Optional,
        Flag,
        "Whether what belongs to a tag alone stands behind a feature of the crate (`tag-pets`), of which \
         all are defaults.",
    ),
    key(
        "runtime-path",
        Optional,
        Text,
        "By which path the code names the runtime, where it is not `specwright`: `crate::runtime`, \
         `::sdk::specwright`.",
    ),
    key(
        "visibility",
        Optional,
        OneOf(&["public", "crate"]),
        "Whether whoever can name the module can name its items, or nobody but the crate.",
    ),
    key(
        "received",
        Optional,
        OneOf(&["strict", "lenient"]),
        "Whether received properties must be there as the description requires; `lenient` lets any \
         be missing that does not discriminate types.",
    ),
    key("deny", Optional, Texts, "Codes, or groups of codes, that are errors."),
    key("warn", Optional, Texts, "Codes, or groups of codes, that are warnings."),
    key("allow", Optional, Texts, "Codes, or groups of codes, that are not told of."),
];

/// By what a schema of ours is known.
const MARK: &str = "by specwright: the keys of `codegen.toml`";

/// Whether a text is a schema that this function wrote.
pub fn is_project_schema(text: &str) -> bool {
    text.contains(MARK)
}

/// The JSON Schema (2020-12) of a project file, for editors: a first line `#:schema FILE` names it to
/// those that read TOML by Taplo.
pub fn project_schema() -> String {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$comment".to_owned(), json!(MARK));
    schema.insert("title".to_owned(), json!("What `specwright generate --config` reads"));
    schema.extend(object(FILE));
    schema.insert("$defs".to_owned(), json!({ "api": object(API) }));
    // Texts and lists of them can always be written.
    let text = serde_json::to_string_pretty(&Json::Object(schema)).unwrap_or_default();
    format!("{text}\n")
}

fn object(keys: &[Key]) -> Map<String, Json> {
    let required = keys.iter().filter(|key| key.need == Required).map(|key| key.name);
    let required: Vec<&str> = required.collect();
    let properties: Map<String, Json> =
        keys.iter().map(|key| (key.name.to_owned(), of_key(key))).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("required".to_owned(), json!(required));
    object.insert("additionalProperties".to_owned(), json!(false));
    object.insert("properties".to_owned(), Json::Object(properties));
    object
}

fn of_key(key: &Key) -> Json {
    let text = json!({ "type": "string" });
    let form = match key.form {
        Text => text,
        Flag => json!({ "type": "boolean" }),
        Texts => json!({ "type": "array", "items": text }),
        TextByName => json!({ "type": "object", "additionalProperties": text }),
        OneOf(words) => json!({ "enum": words }),
        Apis => json!({ "type": "array", "items": { "$ref": "#/$defs/api" } }),
    };
    let mut described = Map::new();
    described.insert("description".to_owned(), json!(key.docs));
    if let Json::Object(form) = form {
        described.extend(form);
    }
    Json::Object(described)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::project::Project;

    const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {}\n";

    /// What the reader says of a project file, in a folder that has what it may name.
    fn read(text: &str) -> Result<(), String> {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("codegen.toml");
        fs::write(folder.path().join("d.yaml"), DOCUMENT).expect("a file");
        fs::write(folder.path().join("o.yaml"), "overlay: 1.0.0\nactions: []\n").expect("a file");
        fs::write(&path, text).expect("a file");
        Project::load(&path).map(|_| ()).map_err(|failure| failure.to_string())
    }

    fn file(command: Option<&str>, of_api: &str) -> String {
        let command = command.map(|line| format!("{line}\n")).unwrap_or_default();
        let api = "name = 'd'\ndocument = 'd.yaml'\noutput = 'api'";
        format!("{command}[[generate]]\n{api}\n{of_api}\n")
    }

    /// Values that a key may hold, as TOML.
    fn good(key: &Key) -> Vec<String> {
        let text = match key.name {
            "root" => "'.'",
            "crate" => "'pets'\nruntime = 'workspace'",
            "overlays" => "'o.yaml'",
            "examples" => "'x-a/b'",
            "deny" | "warn" | "allow" => "'notes'",
            "pages" => "'off'",
            "inherit" => "'version'",
            "runtime-path" => "'crate::rt'",
            "types" | "formats" => "'crate::A'",
            "derives" => "'Hash'",
            "attributes" => "'#[must_use]'",
            "renames" => "'b'",
            "behind" => "'Box'",
            _ => "'1'",
        };
        match key.form {
            Text => vec![text.to_owned()],
            Flag => vec!["true".to_owned(), "false".to_owned()],
            Texts => vec![format!("[{text}]"), "[]".to_owned()],
            TextByName => vec![format!("{{ a = {text} }}")],
            OneOf(words) => words.iter().map(|word| format!("'{word}'")).collect(),
            Apis => Vec::new(),
        }
    }

    fn bad(key: &Key) -> &'static [&'static str] {
        match key.form {
            Text | OneOf(_) => &["1", "['a']", "true"],
            Flag => &["1", "'true'", "[true]"],
            Texts => &["1", "'a'", "[1]"],
            TextByName => &["1", "'a'", "['a']", "{ a = 1 }"],
            Apis => &["1", "'a'"],
        }
    }

    #[test]
    fn the_reader_takes_what_the_table_says_and_nothing_else() {
        let own = ["name", "document", "output"];
        for key in API.iter().filter(|key| !own.contains(&key.name) && key.name != "runtime") {
            for value in good(key) {
                let text = file(None, &format!("{} = {value}", key.name));
                read(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
            }
        }
        for key in API.iter().filter(|key| !own.contains(&key.name)) {
            for value in bad(key) {
                let text = file(None, &format!("{} = {value}", key.name));
                read(&text).expect_err(&text);
            }
            if let OneOf(_) = key.form {
                read(&file(None, &format!("{} = 'other'", key.name))).expect_err("no such word");
            }
        }
        for key in API.iter().filter(|key| key.need == Required) {
            let text = file(None, "");
            let without: Vec<&str> =
                text.lines().filter(|line| !line.starts_with(&format!("{} ", key.name))).collect();
            read(&without.join("\n")).expect_err(key.name);
        }
        for (value, holds) in [("'run'", true), ("1", false)] {
            assert_eq!(read(&file(Some(&format!("command = {value}")), "")).is_ok(), holds);
        }
    }

    /// The reader names the keys that it knows where it finds another.
    #[test]
    fn the_table_has_every_key_that_the_reader_knows() {
        for (keys, text) in
            [(FILE, file(Some("unknown = 1"), "")), (API, file(None, "unknown = 1"))]
        {
            let error = read(&text).expect_err("an unknown key");
            let known = error.split("expected").nth(1).expect("what is expected");
            let known = known.lines().next().unwrap_or_default();
            let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
            let mut table: Vec<&str> = keys.iter().map(|key| key.name).collect();
            let mut known: Vec<&str> = known;
            known.sort_unstable();
            table.sort_unstable();
            assert_eq!(known, table);
        }
    }
}
