//! Schemas without properties or variants: enums, lists, strings, numbers, booleans.

use serde_json::Value as Json;

use super::query::once_each;
use super::{Lowered, Lowering, PreferredName, limits};
use crate::api::{EnumKind, Expr, Limit, Nested, Nullability, Shape, Use};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{JsonType, Schema};

impl Lowering<'_> {
    /// A schema that lists its values.
    pub(super) fn values(&mut self, schema: &Schema, place: &Place) -> Option<Lowered> {
        let values = schema.values.as_ref()?;
        let all = |is: fn(&Json) -> bool| !values.is_empty() && values.iter().all(is);
        if schema.listed_otherwise {
            let text = "its `enum` lists values of another kind than its `type`: both are read, \
                        and what is sent is of the `type`";
            self.note(Code::EnumAgainstType, place, text);
        }
        let kind = match schema.listed_otherwise {
            false if all(Json::is_string) => Some(EnumKind::Text),
            true if all(Json::is_string) => Some(EnumKind::TextOrOther),
            false if all(Json::is_i64) => Some(EnumKind::Integer),
            true if all(Json::is_i64) => Some(EnumKind::IntegerOrText),
            _ => None,
        };
        if let Some(kind) = kind {
            return Some(Lowered::Shape(Shape::OpenEnum(self.enum_of(values, kind, place))));
        }
        let expr = if all(Json::is_u64) {
            Expr::Unsigned
        } else if all(Json::is_number) {
            Expr::Number
        } else if all(Json::is_boolean) {
            Expr::Boolean
        } else {
            let has_parts = values.iter().any(|value| value.is_array() || value.is_object());
            let text = match has_parts {
                true => "an enum of arrays or objects is any JSON, which has to be one of them",
                false => "an enum of several kinds of values is any JSON",
            };
            self.note(Code::MixedEnum, place, text);
            Expr::Json
        };
        let values = once_each(values.iter().map(Json::to_string).collect());
        let limits = match expr {
            Expr::Boolean if values.len() > 1 => Vec::new(),
            _ => vec![Limit::OneOf(values)],
        };
        Some(Lowered::Use(Use { limits, ..Use::of(expr) }))
    }

    /// A list.
    pub(super) fn list(&mut self, schema: &Schema, preferred: &PreferredName) -> Option<Lowered> {
        let is_list = match schema.types.as_slice() {
            [JsonType::Array] => true,
            [] => schema.items.is_some() || !schema.prefix_items.is_empty(),
            _ => false,
        };
        if !is_list {
            return None;
        }
        let item = match &schema.items {
            Some(items) if schema.prefix_items.is_empty() => {
                self.use_at(items, &preferred.step("Item"))
            }
            // Items that differ by their position are any JSON, as is a list that says nothing of them.
            _ => Use::of(Expr::Json),
        };
        let mut list = limits::of(&schema.bounds, &Expr::List(Box::new(any())));
        if !item.limits.is_empty() {
            list.push(Limit::Each(item.limits));
        }
        let expr = Expr::List(Box::new(Nested { expr: item.expr, null: item.null }));
        Some(Lowered::Use(Use { limits: list, keywords: item.keywords, ..Use::of(expr) }))
    }

    /// A string, a number or a boolean.
    pub(super) fn scalar(&mut self, schema: &Schema, place: &Place) -> Option<Lowered> {
        let expr = match schema.types.as_slice() {
            _ if schema.only_null => Expr::Null,
            // Encoded bytes are text, whatever they are decoded to (OpenAPI 3.1, section 4.4.2).
            [JsonType::String]
                if schema.format.as_deref() == Some("binary") && !self.is_encoded(place) =>
            {
                Expr::File
            }
            [JsonType::String] => Expr::Text,
            [JsonType::Integer] if is_unsigned(schema) => Expr::Unsigned,
            [JsonType::Integer] => Expr::Integer,
            [JsonType::Number] => Expr::Number,
            [JsonType::Boolean] => Expr::Boolean,
            _ => return None,
        };
        Some(self.of_format(schema, expr))
    }
}

/// Whether the values may exceed `i64` and are never negative.
fn is_unsigned(schema: &Schema) -> bool {
    let is_beyond = schema.bounds.maximum.as_ref().is_some_and(|bound| {
        bound.as_i64().is_none() && bound.as_f64().is_some_and(|bound| bound > 0.0)
    });
    let is_positive = schema
        .bounds
        .minimum
        .as_ref()
        .and_then(|bound| bound.as_f64())
        .is_some_and(|bound| bound >= 0.0);
    schema.format.as_deref() == Some("uint64") || (is_beyond && is_positive)
}

fn any() -> Nested {
    Nested { expr: Expr::Json, null: Nullability::Never }
}
