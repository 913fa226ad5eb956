//! JSON (RFC 8259), strictly.

use foldhash::fast::RandomState;
use indexmap::map::Entry;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, ast, parse_to_ast};

use super::{DEEPEST, Node, Properties, Value, check_name, number, repeated, too_deep};
use crate::diagnostic::{Code, Diagnostic, Location, Unit};
use crate::pointer::FileId;

pub(super) fn read(content: &str, file: FileId) -> Result<Node, Diagnostic> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let reader = Reader { content, file };
    let parsed = parse_to_ast(content, &CollectOptions::default(), &strict).map_err(|error| {
        Diagnostic::new(Code::NotJson, format!("this is not JSON: {}", error.kind()))
            .at(reader.location(error.range().start))
            .help("the text begins with `{`, so it is read as JSON")
    })?;
    match parsed.value {
        Some(value) => reader.node(value, 0),
        None => {
            Err(Diagnostic::new(Code::EmptyDocument, "the document is empty")
                .at(reader.location(0)))
        }
    }
}

struct Reader<'a> {
    content: &'a str,
    file: FileId,
}

impl Reader<'_> {
    fn location(&self, start: usize) -> Location {
        Location { file: self.file, offset: u32::try_from(start).unwrap_or(u32::MAX) }
    }

    fn node(&self, value: ast::Value<'_>, depth: usize) -> Result<Node, Diagnostic> {
        let location = self.location(value.start());
        if depth > DEEPEST {
            return Err(too_deep(location));
        }
        let value = match value {
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::BooleanLit(literal) => Value::Boolean(literal.value),
            ast::Value::StringLit(literal) => Value::String(literal.value.into_owned()),
            ast::Value::NumberLit(literal) => match number(literal.value) {
                Some(number) => Value::Number(number),
                None => {
                    let message =
                        format!("the number {} is beyond what can be kept", literal.value);
                    return Err(Diagnostic::new(Code::NumberTooLarge, message).at(location));
                }
            },
            ast::Value::Array(array) => {
                let items = array.elements.into_iter().map(|item| self.node(item, depth + 1));
                Value::List(items.collect::<Result<_, _>>()?)
            }
            ast::Value::Object(object) => {
                let mut properties = Properties::with_capacity_and_hasher(
                    object.properties.len(),
                    RandomState::default(),
                );
                for property in object.properties {
                    let at = self.location(property.range.start);
                    check_name(property.name.as_str(), at)?;
                    let node = self.node(property.value, depth + 1)?;
                    match properties.entry(property.name.into_string()) {
                        Entry::Vacant(entry) => {
                            entry.insert(node);
                        }
                        Entry::Occupied(entry) => {
                            let (name, first) = (entry.key(), entry.get().location);
                            return Err(repeated(name, at, first, self.content, Unit::Bytes));
                        }
                    }
                }
                Value::Object(Box::new(properties))
            }
        };
        Ok(Node { value, location })
    }
}
