//! What a value is in JSON, in words: for what the description says nothing of.

use std::borrow::Cow;

use super::{Emitter, docs};
use crate::api::{EnumKind, Expr, Nullability, Shape, Use};

impl Emitter<'_> {
    /// The name of a property and what its value is.
    pub(super) fn named_type(&self, wire_name: &str, used: &Use) -> String {
        format!("{}: {}.", docs::name(wire_name), self.json_type(&used.expr, used.null))
    }

    /// What a value is in JSON; of a type of the user's, which alone knows, that type.
    pub(super) fn json_type(&self, expr: &Expr, null: Nullability) -> Cow<'static, str> {
        if let Expr::Custom(custom) = self.plan.api.underlying(expr) {
            let path = docs::code(custom.path.trim_start_matches("::"));
            let or_null = if null == Nullability::Nullable { ", or null" } else { "" };
            return format!("a value of {path}{or_null}").into();
        }
        Cow::Borrowed(self.json_kind(expr, null))
    }

    fn json_kind(&self, expr: &Expr, null: Nullability) -> &'static str {
        let or_null = |one, other| if null == Nullability::Nullable { other } else { one };
        match self.plan.api.underlying(expr) {
            Expr::Text | Expr::File => or_null("a string", "a string or null"),
            Expr::Integer | Expr::Unsigned => or_null("an integer", "an integer or null"),
            Expr::Number => or_null("a number", "a number or null"),
            Expr::Boolean => or_null("a boolean", "a boolean or null"),
            Expr::List(_) | Expr::Tuple(_) => or_null("an array", "an array or null"),
            Expr::Map(_) => or_null("an object", "an object or null"),
            Expr::Null => "null",
            Expr::Json | Expr::Custom(_) => "any JSON value",
            Expr::Named(id) => match &self.plan.api.get(*id).shape {
                Shape::Record(_) => or_null("an object", "an object or null"),
                Shape::OpenEnum(open) => match open.kind {
                    EnumKind::Text | EnumKind::TextOrOther => {
                        or_null("a string", "a string or null")
                    }
                    EnumKind::Integer | EnumKind::IntegerOrText => {
                        or_null("an integer", "an integer or null")
                    }
                },
                Shape::KeywordOrValue(_) => {
                    or_null("a keyword or a number", "a keyword, a number or null")
                }
                Shape::Union(_) => or_null("one of several types", "one of several types, or null"),
                Shape::Alias(_) => "any JSON value",
            },
        }
    }
}

/// A text as a sentence of its own.
pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    format!("{}{}.", first.into_iter().collect::<String>(), characters.as_str())
}
