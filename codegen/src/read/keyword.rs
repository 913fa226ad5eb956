//! The keywords of a schema: one table of what each holds and where it is kept.
//!
//! OpenAPI 3.0 has a dialect of JSON Schema of its own, 3.1 has JSON Schema 2020-12, and
//! published documents mix the two. So a keyword is read as whichever of the two defines it.

use serde_json::{Number, Value as Json};
use specwright_pattern::Pattern;

use super::schema::{Additional, Discriminator, JsonType, Schema};
use super::source::{Node, Properties, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

/// What a keyword holds, and the field that keeps it.
enum Keyword {
    Text(Field<Option<String>>),
    Flag(Field<bool>),
    Count(Field<Option<u64>>),
    Bound(Field<Option<Number>>),
    Any(Field<Option<Json>>),
    Names(Field<Vec<String>>),
    Schema(Field<Option<Place>>),
    Schemas(Field<Vec<Place>>),
    SchemaMap(Field<Vec<(String, Place)>>),
    /// Several kinds of values, which a function of its own reads.
    Several(fn(&mut Reader<'_>, &str, &Node)),
    /// An assertion that no Rust of ours says, as long as it holds what it should.
    Unsupported(Holds),
    /// The same, of schemas whose properties a value may have.
    Condition(Holds),
}

type Field<T> = fn(&mut Schema) -> &mut T;

/// What an assertion holds that is not read.
enum Holds {
    Anything,
    Schema,
    SchemaMap,
}

/// The table. What is not in it says nothing of values, or nothing to us: annotations, `$defs`,
/// `xml`, and the keywords of vendors.
fn keyword(name: &str) -> Option<Keyword> {
    use Keyword::*;
    Some(match name {
        "type" => Several(types),
        "description" => Text(|schema| &mut schema.description),
        "$ref" => Text(|schema| &mut schema.reference),
        "$dynamicRef" => Text(|schema| &mut schema.dynamic_reference),
        "properties" => SchemaMap(|schema| &mut schema.properties),
        "required" => Names(|schema| &mut schema.required),
        "items" => Schema(|schema| &mut schema.items),
        "enum" => Several(values),
        "title" => Text(|schema| &mut schema.title),
        "format" => Text(|schema| &mut schema.format),
        "default" => Any(|schema| &mut schema.default),
        "nullable" => Flag(|schema| &mut schema.nullable),
        "oneOf" => Schemas(|schema| &mut schema.one_of),
        "anyOf" => Schemas(|schema| &mut schema.any_of),
        "allOf" => Schemas(|schema| &mut schema.all_of),
        "not" => Schema(|schema| &mut schema.not),
        "const" => Several(constant),
        "additionalProperties" => Several(additional),
        "discriminator" => Several(discriminator),
        "readOnly" => Flag(|schema| &mut schema.read_only),
        "writeOnly" => Flag(|schema| &mut schema.write_only),
        "deprecated" => Flag(|schema| &mut schema.deprecated),
        "minimum" => Bound(|schema| &mut schema.bounds.minimum),
        "maximum" => Bound(|schema| &mut schema.bounds.maximum),
        "exclusiveMinimum" | "exclusiveMaximum" => Several(exclusive),
        "multipleOf" => Several(multiple_of),
        "minLength" => Count(|schema| &mut schema.bounds.min_length),
        "maxLength" => Count(|schema| &mut schema.bounds.max_length),
        "pattern" => Several(pattern),
        "minItems" => Count(|schema| &mut schema.bounds.min_items),
        "maxItems" => Count(|schema| &mut schema.bounds.max_items),
        "uniqueItems" => Flag(|schema| &mut schema.bounds.unique_items),
        "minProperties" => Count(|schema| &mut schema.bounds.min_properties),
        "maxProperties" => Count(|schema| &mut schema.bounds.max_properties),
        "patternProperties" => Several(pattern_properties),
        "propertyNames" => Schema(|schema| &mut schema.property_names),
        "prefixItems" => Schemas(|schema| &mut schema.prefix_items),
        "contains" => Schema(|schema| &mut schema.contains),
        "minContains" => Count(|schema| &mut schema.min_contains),
        "maxContains" => Count(|schema| &mut schema.max_contains),
        "dependentRequired" => Several(dependent_required),
        "unevaluatedProperties" => Several(unevaluated),
        "if" | "contentSchema" => Unsupported(Holds::Schema),
        "then" | "else" => Condition(Holds::Schema),
        "dependentSchemas" => Condition(Holds::SchemaMap),
        "$recursiveRef" | "unevaluatedItems" => Unsupported(Holds::Anything),
        _ => return None,
    })
}

/// Reads the keywords of the schema at a place, and says which hold something else than they
/// should and are ignored.
pub(super) fn read(keywords: &Properties, place: &Place) -> (Schema, Vec<Diagnostic>) {
    let mut reader =
        Reader { place, schema: Schema::default(), exclusive: Vec::new(), problems: Vec::new() };
    for (name, node) in keywords.iter() {
        match keyword(name) {
            Some(Keyword::Several(read)) => read(&mut reader, name, node),
            Some(keyword) => {
                if let Err(expected) = keep(keyword, name, node, place, &mut reader.schema) {
                    reader.refuse(name, expected, node);
                }
            }
            None => {}
        }
    }
    reader.settle_bounds();
    reader.settle_values();
    (reader.schema, reader.problems)
}

/// Keeps what a keyword holds.
///
/// # Errors
/// What it should hold, where it does not.
fn keep(
    keyword: Keyword,
    name: &str,
    node: &Node,
    place: &Place,
    schema: &mut Schema,
) -> Result<(), &'static str> {
    match (keyword, &node.value) {
        (Keyword::Text(field), Value::String(text)) => *field(schema) = Some(text.clone()),
        (Keyword::Flag(field), Value::Boolean(flag)) => *field(schema) |= *flag,
        (Keyword::Count(field), Value::Number(number)) => {
            *field(schema) = Some(count(number).ok_or("a count")?);
        }
        (Keyword::Bound(field), Value::Number(number)) => *field(schema) = Some(number.clone()),
        (Keyword::Any(field), _) => *field(schema) = Some(node.to_json()),
        (Keyword::Names(field), Value::List(names)) => {
            let names = names.iter().map(|name| name.string().map(str::to_owned));
            *field(schema) = names.collect::<Option<_>>().ok_or("an array of strings")?;
        }
        (Keyword::Schema(field), Value::Object(_) | Value::Boolean(_)) => {
            *field(schema) = Some(place.child(name));
        }
        (Keyword::Schemas(field), Value::List(schemas)) => {
            let places = place.child(name);
            *field(schema) = (0..schemas.len()).map(|index| places.item(index)).collect();
        }
        (Keyword::SchemaMap(field), Value::Object(schemas)) => {
            let places = place.child(name);
            let schemas = schemas.keys().map(|name| (name.clone(), places.child(name)));
            *field(schema) = schemas.collect();
        }
        (Keyword::Condition(Holds::Schema), Value::Object(_) | Value::Boolean(_)) => {
            schema.conditional.push(place.child(name));
            schema.unsupported_keywords.push(name.to_owned());
        }
        (Keyword::Condition(Holds::SchemaMap), Value::Object(schemas)) => {
            let places = place.child(name);
            schema.conditional.extend(schemas.keys().map(|name| places.child(name)));
            schema.unsupported_keywords.push(name.to_owned());
        }
        (Keyword::Unsupported(Holds::Anything), _)
        | (Keyword::Unsupported(Holds::Schema), Value::Object(_) | Value::Boolean(_))
        | (Keyword::Unsupported(Holds::SchemaMap), Value::Object(_)) => {
            schema.unsupported_keywords.push(name.to_owned());
        }
        (Keyword::Text(_), _) => return Err("a string"),
        (Keyword::Flag(_), _) => return Err("true or false"),
        (Keyword::Count(_), _) => return Err("a count"),
        (Keyword::Bound(_), _) => return Err("a number"),
        (Keyword::Names(_), _) => return Err("an array of strings"),
        (Keyword::Schema(_), _)
        | (Keyword::Unsupported(Holds::Schema) | Keyword::Condition(Holds::Schema), _) => {
            return Err("a schema");
        }
        (Keyword::Schemas(_), _) => return Err("an array of schemas"),
        (Keyword::SchemaMap(_) | Keyword::Unsupported(Holds::SchemaMap), _)
        | (Keyword::Condition(_), _) => return Err("a map of schemas"),
        // Its own function says what it should hold.
        (Keyword::Several(_), _) => {}
    }
    Ok(())
}

struct Reader<'a> {
    place: &'a Place,
    schema: Schema,
    /// The flags of 3.0 that a bound is an exclusive one, by their names.
    exclusive: Vec<String>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Ignores a keyword whose value is of the wrong kind, and says so.
    fn refuse(&mut self, name: &str, expected: &str, node: &Node) {
        let message = format!("`{name}` must be {expected}, not {}; it is ignored", node.kind());
        let problem = Diagnostic::new(Code::KeywordIgnored, message).at(node.location);
        self.problems.push(match (name, &node.value) {
            ("items", Value::List(_)) => problem
                .help("a schema for each position is `prefixItems` since JSON Schema 2020-12"),
            _ => problem,
        });
    }

    /// An exclusive bound is a flag beside the bound in 3.0 and a bound of its own in 3.1.
    fn settle_bounds(&mut self) {
        let bounds = &mut self.schema.bounds;
        for name in &self.exclusive {
            let (inclusive, exclusive) = match name.as_str() {
                "exclusiveMinimum" => (&mut bounds.minimum, &mut bounds.exclusive_minimum),
                _ => (&mut bounds.maximum, &mut bounds.exclusive_maximum),
            };
            if let Some(bound) = inclusive.take() {
                *exclusive = Some(bound);
            }
        }
    }

    /// The listed values of a `number` are no integers, in whichever way they are written; those
    /// of a `string` or an `integer` that are written as something else are the type's all the
    /// same, or no value would be of both.
    fn settle_values(&mut self) {
        let types = self.schema.types.clone();
        let values = self.schema.values.clone().unwrap_or_default();
        let settled: Option<Vec<Json>> = match types.as_slice() {
            [JsonType::String] => values.iter().map(as_text).collect(),
            [JsonType::Integer] if values.iter().any(Json::is_string) => {
                values.iter().map(as_integer).collect()
            }
            _ => None,
        };
        if let Some(settled) = settled.filter(|settled| *settled != values) {
            self.schema.values = Some(settled);
            self.schema.listed_otherwise = true;
        }
        if self.schema.types != [JsonType::Number] {
            return;
        }
        for value in self.schema.values.iter_mut().flatten() {
            if let Some(number) = value.as_f64().and_then(Number::from_f64) {
                *value = Json::Number(number);
            }
        }
    }

    /// The values that are more than null; a null among them says that null is allowed.
    fn list(&mut self, all: &[Node]) {
        let more_than_null = all.iter().filter(|value| value.value != Value::Null);
        let values: Vec<Json> = more_than_null.map(Node::to_json).collect();
        if values.len() < all.len() {
            self.schema.nullable = true;
            self.schema.only_null |= values.is_empty();
        }
        self.schema.values = (!values.is_empty()).then_some(values);
    }
}

/// `type`: a string, or in 3.1 an array of strings, of which `"null"` says that null is allowed.
/// Without its quotation marks, `null` is no string in YAML, and means the same.
fn types(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let nodes = match &node.value {
        Value::String(_) | Value::Null => std::slice::from_ref(node),
        Value::List(nodes) => nodes.as_slice(),
        _ => return reader.refuse(name, "a string or an array of strings", node),
    };
    let mut names: Vec<&str> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match &node.value {
            Value::String(name) => names.push(name),
            Value::Null => {
                names.push("null");
                let message = "the type `null` is written without quotation marks";
                let help = "write `\"null\"`: a type is a string (JSON Schema, section 6.1.1)";
                let problem = Diagnostic::new(Code::NullUnquoted, message);
                reader.problems.push(problem.at(node.location).help(help));
            }
            _ => reader.refuse(name, "a string or an array of strings", node),
        }
    }
    let is_known = |name: &str| name == "null" || json_type(name).is_some();
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        let message = format!("there is no type `{unknown}`; it is ignored");
        let help = "JSON Schema has null, boolean, integer, number, string, array, object";
        reader
            .problems
            .push(Diagnostic::new(Code::UnknownType, message).at(node.location).help(help));
    }
    reader.schema.types = names.iter().filter_map(|name| json_type(name)).collect();
    if names.contains(&"null") {
        reader.schema.nullable = true;
        reader.schema.only_null |= reader.schema.types.is_empty();
    }
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

/// `enum`.
fn values(reader: &mut Reader<'_>, name: &str, node: &Node) {
    match node.list() {
        Some(values) => reader.list(values),
        None => reader.refuse(name, "an array", node),
    }
}

/// `const`: an `enum` of one value (JSON Schema Validation, section 6.1.3).
fn constant(reader: &mut Reader<'_>, _: &str, node: &Node) {
    reader.list(std::slice::from_ref(node));
}

/// `exclusiveMinimum` and `exclusiveMaximum`.
fn exclusive(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let bounds = &mut reader.schema.bounds;
    match &node.value {
        Value::Number(number) if name == "exclusiveMinimum" => {
            bounds.exclusive_minimum = Some(number.clone());
        }
        Value::Number(number) => bounds.exclusive_maximum = Some(number.clone()),
        Value::Boolean(true) => reader.exclusive.push(name.to_owned()),
        Value::Boolean(false) => {}
        _ => reader.refuse(name, "a number or a boolean", node),
    }
}

/// `multipleOf`. A schema has one, and what is merged of several schemas each of theirs.
fn multiple_of(reader: &mut Reader<'_>, name: &str, node: &Node) {
    match &node.value {
        Value::Number(number) => reader.schema.bounds.multiple_of.push(number.clone()),
        _ => reader.refuse(name, "a number", node),
    }
}

/// `pattern`, of which the same is true.
fn pattern(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let Some(pattern) = node.string() else { return reader.refuse(name, "a string", node) };
    let bounds = &mut reader.schema.bounds;
    match Pattern::new(pattern) {
        Ok(_) => bounds.patterns.push(pattern.to_owned()),
        Err(refusal) => {
            bounds.unchecked_patterns.push(pattern.to_owned());
            let message = format!("the pattern `{pattern}` is not checked: {refusal}");
            reader.problems.push(unchecked(message).at(node.location));
        }
    }
}

/// `patternProperties`, of which a name that is no pattern says nothing about any property.
fn pattern_properties(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let Value::Object(schemas) = &node.value else {
        return reader.refuse(name, "a map of schemas", node);
    };
    let places = reader.place.child(name);
    for (pattern, schema) in schemas.iter() {
        reader.schema.pattern_properties.push((pattern.clone(), places.child(pattern)));
        if let Err(refusal) = Pattern::new(pattern) {
            let message = format!("properties named by `{pattern}` are not checked: {refusal}");
            reader.problems.push(unchecked(message).at(schema.location));
        }
    }
}

fn unchecked(message: String) -> Diagnostic {
    Diagnostic::new(Code::PatternUnchecked, message)
        .help("a pattern is a regular expression of ECMA-262 (JSON Schema Core, section 6.4)")
}

/// `dependentRequired`.
fn dependent_required(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let expected = "a map of arrays of strings";
    let Value::Object(properties) = &node.value else { return reader.refuse(name, expected, node) };
    for (property, names) in properties.iter() {
        let names =
            names.list().map(|names| names.iter().map(|one| one.string().map(str::to_owned)));
        match names.and_then(Iterator::collect::<Option<Vec<String>>>) {
            Some(names) if names.is_empty() => {}
            Some(names) => {
                reader.schema.bounds.dependent_required.push((property.clone(), names));
            }
            None => reader.refuse(name, expected, node),
        }
    }
}

/// `unevaluatedProperties`.
fn unevaluated(reader: &mut Reader<'_>, name: &str, node: &Node) {
    match &node.value {
        Value::Boolean(allows) => reader.schema.closes_unevaluated = !allows,
        Value::Object(keywords) if keywords.len() == 0 => {}
        Value::Object(_) => reader.schema.unsupported_keywords.push(name.to_owned()),
        _ => reader.refuse(name, "a schema", node),
    }
}

/// `additionalProperties`.
fn additional(reader: &mut Reader<'_>, name: &str, node: &Node) {
    reader.schema.additional = match &node.value {
        Value::Boolean(true) => Additional::Any,
        Value::Boolean(false) => Additional::Closed,
        Value::Object(_) => Additional::Schema(reader.place.child(name)),
        _ => return reader.refuse(name, "a schema", node),
    };
}

/// `discriminator`.
fn discriminator(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let Some(property) = node.get("propertyName").and_then(Node::string) else {
        return reader.refuse(name, "an object with a `propertyName`", node);
    };
    let mut mapping = Vec::new();
    for (value, target) in node.get("mapping").and_then(Node::object).into_iter().flatten() {
        match target.string() {
            Some(target) => mapping.push((value.clone(), target.to_owned())),
            None => reader.refuse("mapping", "a map of references", target),
        }
    }
    let default = node.get("defaultMapping").and_then(Node::string).map(str::to_owned);
    let property = property.to_owned();
    reader.schema.discriminator = Some(Discriminator { property, mapping, default });
}

/// A scalar as the text that it is written as.
fn as_text(value: &Json) -> Option<Json> {
    match value {
        Json::String(_) => Some(value.clone()),
        Json::Number(_) | Json::Bool(_) => Some(Json::String(value.to_string())),
        _ => None,
    }
}

/// An integer, or a text that is one.
fn as_integer(value: &Json) -> Option<Json> {
    match value {
        Json::String(text) => text.parse::<i64>().ok().map(Json::from),
        value => value.is_i64().then(|| value.clone()),
    }
}

/// A count may be written `1.0` (JSON Schema Validation, section 6.3.1).
fn count(number: &Number) -> Option<u64> {
    number.as_u64().or_else(|| {
        let float = number.as_f64()?;
        (float.fract() == 0.0 && (0.0..1e15).contains(&float)).then_some(float as u64)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{schema, source};
    use super::*;
    use crate::pointer::{FileId, Pointer};

    fn schema(text: &str) -> (Schema, Vec<String>) {
        let (node, _) = source::read("schema.json", text.to_owned(), FileId(0)).expect("JSON");
        let (schema, problems) = schema::read(&node, &Place::in_document(Pointer::root()));
        (schema, problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn keywords_of_vendors_say_nothing() {
        let plain = r#""type": "object", "properties": {"a": {}}, "required": ["a"]"#;
        let names = "null null-value false $ref types default examples minimum maximum \
                     prefixItems patternProperties propertyNames if ill-type";
        for name in names.split(' ') {
            for value in [r##""#/other""##, "true", "[1]", r#"{"a": 1}"#, "5", "null"] {
                for prefix in ["x-specwright-", "x-", "X-"] {
                    let spoofed = format!(r#"{{"{prefix}{name}": {value}, {plain}}}"#);
                    assert_eq!(schema(&spoofed), schema(&format!("{{{plain}}}")), "{spoofed}");
                }
            }
        }
    }

    #[test]
    fn both_versions_spell_null_and_exclusive_bounds() {
        let same = [
            (r#"{"type": ["string", "null"]}"#, r#"{"type": "string", "nullable": true}"#),
            (r#"{"enum": ["a", null]}"#, r#"{"enum": ["a"], "nullable": true}"#),
            (r#"{"const": null}"#, r#"{"enum": [null]}"#),
            (r#"{"minimum": 1, "exclusiveMinimum": true}"#, r#"{"exclusiveMinimum": 1}"#),
            (r#"{"exclusiveMaximum": true, "maximum": 1}"#, r#"{"exclusiveMaximum": 1}"#),
            (r#"{"maximum": 1, "exclusiveMaximum": false}"#, r#"{"maximum": 1}"#),
            (r#"{"minLength": 2.0}"#, r#"{"minLength": 2}"#),
            (r#"{"type": "number", "enum": [1, 2]}"#, r#"{"type": "number", "enum": [1.0, 2.0]}"#),
        ];
        for (one, other) in same {
            assert_eq!(schema(one), schema(other), "{one} and {other}");
        }
    }

    #[test]
    fn a_keyword_of_the_wrong_kind_is_ignored_and_said() {
        let kinds = [
            ("title", "5", "a string, not a number"),
            ("$ref", "5", "a string, not a number"),
            ("nullable", "\"yes\"", "true or false, not a string"),
            ("minLength", "-1", "a count, not a number"),
            ("minimum", "\"1\"", "a number, not a string"),
            ("required", "true", "an array of strings, not a boolean"),
            ("items", "[]", "a schema, not an array"),
            ("anyOf", "{}", "an array of schemas, not an object"),
            ("properties", "[]", "a map of schemas, not an array"),
            ("type", "5", "a string or an array of strings, not a number"),
            ("enum", "\"a\"", "an array, not a string"),
            ("exclusiveMinimum", "\"1\"", "a number or a boolean, not a string"),
            ("additionalProperties", "1", "a schema, not a number"),
            ("discriminator", "\"kind\"", "an object with a `propertyName`, not a string"),
            ("contains", "1", "a schema, not a number"),
            ("dependentSchemas", "true", "a map of schemas, not a boolean"),
        ];
        for (name, value, message) in kinds {
            let (read, problems) = schema(&format!(r#"{{"{name}": {value}}}"#));
            assert_eq!(read, Schema::default(), "{name}");
            assert_eq!(problems, [format!("`{name}` must be {message}; it is ignored")]);
        }
    }
}
