//! Small documents that are hard: each asks for more work, depth or text than it has bytes.

use std::fmt::Write;
use std::iter::repeat_n;

use serde_json::{Map, Value, json};

use crate::Document;

/// All of them.
pub fn documents() -> Vec<Document> {
    let mut documents = Vec::new();
    for keyword in ["allOf", "anyOf", "oneOf"] {
        documents.push(named(&format!("diamonds of {keyword}"), &diamonds(keyword)));
        documents.push(named(&format!("cycles of {keyword}"), &cycles(keyword)));
    }
    documents.extend([
        named("unions of all unions", &dense_unions()),
        named("records that double", &doubling_records()),
        named("a chain of references", &chain(3_000, |next| json!({"$ref": next}))),
        named("a chain of lists", &chain(1_000, |next| json!({"items": {"$ref": next}}))),
        named("a chain of records", &chain(400, record_of)),
        named("a chain of bases", &chain(150, base_of)),
        named("a chain of nulls", &chain(500, nullable)),
        named(
            "a list of itself",
            &schemas([("A", json!({"items": {"$ref": "#/components/schemas/A"}}))]),
        ),
        named("lists in lists", &schemas([("Deep", nested(110, list_of))])),
        named("maps in maps", &schemas([("Deep", nested(110, map_of))])),
        named("objects in objects", &schemas([("Deep", nested(80, object_of))])),
        named("unions in unions", &schemas([("Deep", nested(80, union_of))])),
        named("words", &schemas([("Words", json!({"enum": numbered("word", 5_000)}))])),
        named("words that look alike", &schemas([("Words", json!({"enum": dashes(600)}))])),
        named("properties that look alike", &properties(dashes(300))),
        named(
            "required properties that look alike",
            &required(&["a", "A", "a2", "A-2", "set", "t"]),
        ),
        named("properties", &properties(numbered("property", 1_000))),
        named("names of Rust and ours", &shadowing()),
        named("properties of one spelling", &twins()),
        named("tagged variants", &tagged_variants(200)),
        named("a family whose properties extend it", &family(60)),
        named("families of all families", &families(24)),
        named("variants that hold what extends their union", &holding_variants(30)),
        named("words that name properties", &selectors(150)),
        named("warnings", &warnings(1_500)),
        named("an operation in many places", &operations_of_one(3_000)),
        named("properties that hold themselves", &properties_of_themselves(6)),
    ]);
    for (name, text) in markdown() {
        documents.push(named(
            &format!("Markdown: {name}"),
            &schemas([("A", json!({"description": text}))]),
        ));
    }
    documents.extend(bombs());
    documents
}

/// Operations that all refer to one, which has a thousand nodes.
fn operations_of_one(count: usize) -> Value {
    let path = |index: usize| (format!("/{index}"), json!({"get": {"$ref": "#/x-operation"}}));
    let paths: Map<String, Value> = (0..count).map(path).collect();
    let mut tree = schemas::<&str>([]);
    tree["paths"] = Value::Object(paths);
    tree["x-operation"] = json!({
        "parameters": (0..200).map(|index| json!({"name": format!("p{index}"), "in": "query", "schema": {}})).collect::<Vec<_>>(),
        "responses": {},
    });
    tree
}

/// Schemas whose `properties` are each a reference to the object of all schemas.
fn properties_of_themselves(count: usize) -> Value {
    let of_all = json!({"properties": {"$ref": "#/components/schemas"}});
    schemas((0..count).map(|index| (format!("S{index}"), of_all.clone())))
}

fn named(name: &str, tree: &Value) -> Document {
    Document { name: name.to_owned(), text: tree.to_string() }
}

fn schemas<N: Into<String>>(schemas: impl IntoIterator<Item = (N, Value)>) -> Value {
    let schemas: Map<String, Value> =
        schemas.into_iter().map(|(name, schema)| (name.into(), schema)).collect();
    let info = json!({"title": "Hard", "version": "1"});
    json!({"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}})
}

fn reference(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Two ways at each of so many levels: as many ways through as a binary tree has leaves.
fn diamonds(keyword: &str) -> Value {
    let level = |level: usize| {
        let next =
            json!([reference(format!("L{}", level + 1)), reference(format!("R{}", level + 1))]);
        ["L", "R"].map(|side| (format!("{side}{level}"), json!({ keyword: next })))
    };
    let end = ["L", "R"].map(|side| {
        let properties = json!({"kind": {"enum": [side]}, side: {"type": "string"}});
        (
            format!("{side}40"),
            json!({"type": "object", "required": ["kind"], "properties": properties}),
        )
    });
    schemas((0..40).flat_map(level).chain(end))
}

fn cycles(keyword: &str) -> Value {
    let around = |name: &str| json!({ keyword: [reference(name), {"type": "object"}] });
    schemas([
        ("A", around("B")),
        ("B", around("C")),
        ("C", around("A")),
        ("$ref", json!("#/components/schemas/Elsewhere/properties/x")),
        ("Own", json!({ keyword: [reference("Own")] })),
        ("Self", json!({"$ref": "#/components/schemas/Self"})),
        (
            "Within",
            json!({"properties": {"x": {"$ref": "#/components/schemas/Within/properties/x"}}}),
        ),
    ])
}

/// How many; the emitter asks every variant of every union down to the eighth level whether a text
/// becomes one (`emit/conversion.rs`), so that more would take it for ever.
const UNIONS: usize = 16;

fn dense_unions() -> Value {
    let all: Vec<Value> = (0..UNIONS).map(|index| reference(format!("U{index}"))).collect();
    schemas((0..UNIONS).map(|index| (format!("U{index}"), json!({"oneOf": all}))))
}

fn doubling_records() -> Value {
    let level = |level: usize| {
        let next = reference(format!("D{}", level + 1));
        (format!("D{level}"), json!({"properties": {"a": next, "b": next}}))
    };
    let end = [
        ("D50".to_owned(), json!({"properties": {"a": {"type": "string"}}})),
        ("Either".to_owned(), json!({"oneOf": [reference("D0"), {"type": "string"}]})),
    ];
    schemas((0..50).map(level).chain(end))
}

fn chain(length: usize, link: impl Fn(&str) -> Value) -> Value {
    let next = |index: usize| format!("#/components/schemas/S{}", index + 1);
    let links = (0..length).map(|index| (format!("S{index}"), link(&next(index))));
    schemas(links.chain([(format!("S{length}"), json!({"type": "string"}))]))
}

fn record_of(next: &str) -> Value {
    json!({"required": ["next"], "properties": {"next": {"$ref": next}}})
}

fn base_of(next: &str) -> Value {
    let own = format!("of{}", next.len());
    json!({"allOf": [{"$ref": next}], "properties": { own: {"type": "integer"} }})
}

fn nullable(next: &str) -> Value {
    json!({"anyOf": [{"$ref": next}, {"type": "null"}]})
}

fn nested(depth: usize, around: impl Fn(Value) -> Value) -> Value {
    repeat_n((), depth).fold(json!({"type": "string", "minLength": 1}), |inner, ()| around(inner))
}

fn list_of(inner: Value) -> Value {
    json!({"type": "array", "items": inner, "minItems": 1})
}

fn map_of(inner: Value) -> Value {
    json!({"type": "object", "additionalProperties": inner, "minProperties": 1})
}

fn object_of(inner: Value) -> Value {
    json!({"type": "object", "required": ["next"], "properties": {"next": inner}})
}

fn union_of(inner: Value) -> Value {
    json!({"oneOf": [inner, {"type": "boolean"}, {"type": "array", "items": {"type": "integer"}}]})
}

fn numbered(word: &str, count: usize) -> Vec<String> {
    (0..count).map(|index| format!("{word}{index}")).collect()
}

fn dashes(count: usize) -> Vec<String> {
    (0..count).map(|count| format!("a{}", "-".repeat(count))).collect()
}

fn properties(names: Vec<String>) -> Value {
    let properties: Map<String, Value> =
        names.into_iter().map(|name| (name, json!({"type": "string"}))).collect();
    schemas([("Wide", json!({"properties": properties}))])
}

/// Each in an object of its own, as those of one object are told apart by their fields.
fn required(names: &[&str]) -> Value {
    let one = |(index, name): (usize, &&str)| {
        let schema = json!({"required": [name], "properties": { *name: {"type": "string"} }});
        (format!("R{index}"), schema)
    };
    schemas(names.iter().enumerate().map(one))
}

/// Schemas and operations that are called like what stands beside them.
fn shadowing() -> Value {
    let names: Vec<&str> =
        crate::texts::names().filter(|name| !name.contains('\u{200b}')).collect();
    let schema = |name: &&str| {
        let properties = json!({ *name: {"type": "string"}, "next": reference("Set"), "all": {"oneOf": [
            {"type": "string"}, {"type": "array", "items": {"type": "string"}}, reference("Option")]} });
        ((*name).to_owned(), json!({"required": [name, "next"], "properties": properties}))
    };
    let path = |name: &&str| {
        let content = json!({"application/json": {"schema": reference(name)}});
        let operation = json!({
            "operationId": name,
            "requestBody": {"required": true, "content": content},
            "responses": {"200": {"description": "", "content": content}},
        });
        (format!("/{name}/{{id}}"), json!({"post": operation}))
    };
    let mut tree = schemas(names.iter().map(schema));
    tree["paths"] = names.iter().map(path).collect::<Map<String, Value>>().into();
    tree
}

/// Required properties of one object that Rust would like to give one name.
fn twins() -> Value {
    let names = ["a", "A", "fileId", "file_id", "FileID"];
    let properties: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))).collect();
    schemas([("Twins", json!({"required": names, "properties": properties}))])
}

fn tagged_variants(count: usize) -> Value {
    let variant = |index: usize| {
        let kind = json!({"kind": {"enum": [format!("k{index}")]}, "id": {"enum": ["same"]}});
        (format!("Variant{index}"), json!({"required": ["kind"], "properties": kind}))
    };
    let all: Vec<Value> = (0..count).map(|index| reference(format!("Variant{index}"))).collect();
    let union = ("Any".to_owned(), json!({"oneOf": all}));
    schemas((0..count).map(variant).chain([union]))
}

fn selectors(count: usize) -> Value {
    let names = numbered("m", count);
    let properties = names.iter().map(|name| (name.clone(), reference("Words")));
    let properties: Map<String, Value> = properties.collect();
    schemas([("Words", json!({"enum": names})), ("Wide", json!({"properties": properties}))])
}

fn warnings(count: usize) -> Value {
    schemas(
        (0..count).map(|index| (format!("W{index}"), json!({"type": "wrong", "minLength": "x"}))),
    )
}

/// Texts that cost a careless reader or writer of Markdown their square.
fn markdown() -> Vec<(&'static str, String)> {
    let long = |unit: &str, count: usize| unit.repeat(count);
    vec![
        ("quotes", format!("{}a\n{}", long(">", 2_000), long("a\n", 2_000))),
        ("lists", long("- ", 2_000)),
        ("lists of lines", format!("{}a\n{}", long("- ", 500), long("b\n", 2_000))),
        ("brackets", long("[", 20_000)),
        ("links", long("[a](", 10_000)),
        ("backticks", (1..200).map(|count| format!("{}a", "`".repeat(count))).collect()),
        ("stars", long("*a_", 10_000)),
        ("angles", long("<a ", 10_000)),
        ("entities", long("&amp;", 10_000)),
        ("tables", format!("|{}\n|{}\n{}", long("a|", 300), long("-|", 300), long("|\n", 1_000))),
        ("references", (0..500).map(|index| format!("[a{index}]: /b\n[a{index}]\n\n")).collect()),
    ]
}

/// Texts that only YAML allows.
fn bombs() -> Vec<Document> {
    let head = "openapi: 3.1.0\ninfo: {title: Bomb, version: '1'}\npaths: {}\n";
    let mut lol = format!("{head}x0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 9].join(",");
        let _ = writeln!(lol, "x{level}: &a{level} [{items}]");
    }
    let mut tower = format!("{head}x0: &a0 [x]\n");
    for level in 1..1_200 {
        let _ = writeln!(tower, "x{level}: &a{level} [*a{}]", level - 1);
    }
    let opened: String = (0..200).map(|level| format!("&n{level} [")).collect();
    let items = "x,".repeat(20_000);
    let anchors = format!("{head}x: {opened}{items}{}\n", "]".repeat(200));
    let aliases = "- *s\n".repeat(10_000);
    let text = format!("{head}s: &s {}\nx:\n{aliases}", "x".repeat(50_000));
    let name = "n".repeat(40_000);
    let properties = (0..400).fold(String::new(), |mut properties, index| {
        let _ = writeln!(
            properties,
            "        p{index}: {{type: object, properties: {{q: {{enum: [a]}}}}}}"
        );
        properties
    });
    let named =
        format!("{head}components:\n  schemas:\n    {name}:\n      properties:\n{properties}");
    let merges = (0..400).fold(format!("{head}x0: &m0 {{a: 1}}\n"), |mut text, level| {
        let _ = writeln!(
            text,
            "x{}: &m{} {{<<: [*m{level}, *m{level}], b{level}: 1}}",
            level + 1,
            level + 1
        );
        text
    });
    let texts = [
        ("aliases of aliases", lol),
        ("a tower of aliases", tower),
        ("anchors around anchors", anchors),
        ("a long text and its aliases", text),
        ("a long name", named),
        ("merges of merges", merges),
    ];
    texts.map(|(name, text)| Document { name: name.to_owned(), text }).into()
}

/// A union with properties around its variants, each of which holds objects that say all that the
/// union says: each is made anew with what stands around it.
fn holding_variants(count: usize) -> Value {
    let variant = |index: usize| format!("Variant{index}");
    let references: Vec<Value> = (0..count).map(|index| reference(variant(index))).collect();
    let union = json!({"properties": {"kind": {"type": "string"}}, "oneOf": references});
    let held = |index: usize| {
        json!({
            "additionalProperties": {
                "allOf": [
                    reference("Union"),
                    {"properties": {format!("own{index}"): {"type": "number"}}},
                ],
            },
        })
    };
    let variants = (0..count).map(|index| (variant(index), held(index)));
    schemas(variants.chain([("Union".to_owned(), union)]))
}

/// A union of objects, each of which extends the union.
fn family(count: usize) -> Value {
    let name = |index: usize| format!("Child{index}");
    let variants: Vec<Value> = (0..count).map(|index| reference(name(index))).collect();
    let child = json!({"allOf": [reference("Base"), {"properties": {"own": {"type": "string"}}}]});
    let children = (0..count).map(|index| (name(index), child.clone()));
    let base =
        json!({"type": "object", "properties": {"kind": {"type": "string"}}, "oneOf": variants});
    schemas(children.chain([("Base".to_owned(), base)]))
}

/// Objects that are unions of each other, each with a property of its own.
fn families(count: usize) -> Value {
    let name = |index: usize| format!("Family{index}");
    let variants: Vec<Value> = (0..count).map(|index| reference(name(index))).collect();
    let family = |index: usize| {
        let property = format!("property{index}");
        json!({"properties": {property: {"type": "string"}}, "anyOf": variants})
    };
    schemas((0..count).map(|index| (name(index), family(index))))
}
