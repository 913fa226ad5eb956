//! The keywords of a schema: one table of what each holds and where it is kept.
//!
//! OpenAPI 3.0 has a dialect of JSON Schema of its own, 3.1 has JSON Schema 2020-12, and
//! published documents mix the two. So a keyword is read as whichever of the two defines it.

mod several;

use serde_json::{Number, Value as Json};

use self::several::{
    additional, as_integer, as_text, constant, dependent_required, discriminator, exclusive,
    multiple_of, pattern, pattern_properties, types, unevaluated, values,
};
use super::schema::{JsonType, Schema};
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
        // Of drafts before 2019-09, where nothing newer stands beside them.
        "additionalItems" | "dependencies" => Unsupported(Holds::Anything),
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
