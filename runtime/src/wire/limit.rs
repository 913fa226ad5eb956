//! Limits of a value: the assertions of JSON Schema (Validation, section 6) that
//! are checked before anything leaves.
//!
//! A limit that speaks of another kind of value than the one at hand says
//! nothing, as in JSON Schema.

use serde_json::Value;

use super::ValueType;
use super::regular;

/// One assertion about a value.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// `minimum` of an integer.
    AtLeast(i64),
    /// `maximum` of an integer.
    AtMost(i64),
    /// `minimum` of a number.
    Minimum(f64),
    /// `maximum` of a number.
    Maximum(f64),
    /// `exclusiveMinimum` of a number.
    Above(f64),
    /// `exclusiveMaximum` of a number.
    Below(f64),
    /// `multipleOf` of a number or an integer.
    MultipleOf(f64),
    /// `enum` of numbers, or of values of several kinds; each as JSON.
    OneOf(&'static [&'static str]),
    /// `minLength` of a string, in code points.
    MinLength(u64),
    /// `maxLength` of a string, in code points.
    MaxLength(u64),
    /// `pattern` of a string.
    Pattern(&'static str),
    /// `minItems` of a list.
    MinItems(u64),
    /// `maxItems` of a list.
    MaxItems(u64),
    /// `uniqueItems` of a list.
    UniqueItems,
    /// `minProperties` of a map.
    MinProperties(u64),
    /// `maxProperties` of a map.
    MaxProperties(u64),
    /// Limits of each item of a list or each value of a map.
    Each(&'static [Limit]),
    /// Limits of the first items of a list, by their positions; `Each` is about the others.
    Items(&'static [&'static [Limit]]),
    /// Limits of each name of a map (`propertyNames`).
    Names(&'static [Limit]),
    /// Limits of each value of a map whose name matches a pattern (`patternProperties`).
    Matching(&'static str, &'static [Limit]),
    /// Limits of each value of a map whose name matches none of these patterns
    /// (`additionalProperties` beside `patternProperties`).
    Unmatched(&'static [&'static str], &'static [Limit]),
    /// `not`: limits of which not all may hold.
    Not(&'static [Limit]),
    /// `required` where it is no matter of a table: an object has these properties.
    HasProperties(&'static [&'static str]),
    /// `dependentRequired`: an object that has the first property has the others.
    Requires(&'static str, &'static [&'static str]),
    /// `contains`: a list has at least and at most so many items of which all these limits hold
    /// (`minContains`, `maxContains`).
    Contains(&'static [Limit], u64, u64),
    /// The kinds of values that are allowed (`type`), where the Rust type holds others, too.
    Kind(&'static [ValueType]),
    /// Limits of which all of at least one set hold: those of the variants of a union that are of
    /// one Rust type.
    AnyOf(&'static [&'static [Limit]]),
}

/// [`Limit::UniqueItems`], which says nothing more.
pub const fn unique_items() -> Limit {
    Limit::UniqueItems
}

/// Whether two values are equal as JSON Schema has it: numbers by what they are worth, wherever
/// they stand (Core, section 4.2.2).
pub(super) fn is_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            // Integers beyond 2⁵³ are told apart as integers alone.
            let are_integers = !(one.is_f64() || other.is_f64());
            one == other || !are_integers && one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| is_equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has = |(name, value): (&String, &Value)| {
                other.get(name).is_some_and(|other| is_equal(value, other))
            };
            one.len() == other.len() && one.iter().all(has)
        }
        (one, other) => one == other,
    }
}

impl Limit {
    /// The limits, among those of a list or a map, of each item or value.
    pub(super) fn each(limits: &[Limit]) -> &'static [Limit] {
        let each = limits.iter().rev().find_map(|limit| match limit {
            Limit::Each(each) => Some(*each),
            _ => None,
        });
        each.unwrap_or_default()
    }

    /// The limits, among those of a list, of the item at a position that has its own.
    pub(super) fn of_item(limits: &[Limit], index: usize) -> Option<&'static [Limit]> {
        limits.iter().rev().find_map(|limit| match limit {
            Limit::Items(items) => items.get(index).copied(),
            _ => None,
        })
    }

    /// The limits, among those of a map, of each name.
    pub(super) fn of_names(limits: &[Limit]) -> &'static [Limit] {
        let names = limits.iter().rev().find_map(|limit| match limit {
            Limit::Names(names) => Some(*names),
            _ => None,
        });
        names.unwrap_or_default()
    }

    /// Whether an integer breaks it.
    pub(super) fn breaks_integer(&self, value: i128) -> bool {
        match *self {
            Limit::AtLeast(bound) => value < i128::from(bound),
            Limit::AtMost(bound) => value > i128::from(bound),
            Limit::MultipleOf(step) if step.fract() == 0.0 && step.abs() >= 1.0 => {
                value % (step as i128) != 0
            }
            Limit::OneOf(values) => {
                let is_it = |text: &&str| match text.parse::<i128>() {
                    Ok(listed) => listed == value,
                    Err(_) => text.parse() == Ok(value as f64),
                };
                !values.iter().any(is_it)
            }
            _ => self.breaks_number(value as f64),
        }
    }

    /// Whether a number breaks it.
    pub(super) fn breaks_number(&self, value: f64) -> bool {
        match *self {
            Limit::Minimum(bound) => value < bound,
            Limit::Maximum(bound) => value > bound,
            Limit::Above(bound) => value <= bound,
            Limit::Below(bound) => value >= bound,
            Limit::AtLeast(bound) => value < bound as f64,
            Limit::AtMost(bound) => value > bound as f64,
            Limit::MultipleOf(step) => !is_multiple(value, step),
            Limit::OneOf(values) => !values.iter().any(|text| text.parse() == Ok(value)),
            _ => false,
        }
    }

    /// Whether JSON of any kind breaks it. Whether it may be null is not for a limit to say.
    pub(super) fn breaks_json(&self, value: &Value) -> bool {
        match self {
            Limit::OneOf(values) if !value.is_null() => {
                let is_it = |text: &&str| {
                    serde_json::from_str::<Value>(text).is_ok_and(|listed| is_equal(&listed, value))
                };
                !values.iter().any(is_it)
            }
            _ => false,
        }
    }

    /// Whether a boolean breaks it.
    pub(super) fn breaks_boolean(&self, value: bool) -> bool {
        let text = if value { "true" } else { "false" };
        matches!(self, Limit::OneOf(values) if !values.contains(&text))
    }

    /// Whether a string breaks it.
    pub(super) fn breaks_text(&self, text: &str) -> bool {
        match *self {
            Limit::MinLength(bound) => code_points(text) < bound,
            Limit::MaxLength(bound) => text.len() as u64 > bound && code_points(text) > bound,
            Limit::Pattern(pattern) => regular::matches(pattern, text) == Some(false),
            Limit::OneOf(_) => self.breaks_json(&Value::from(text)),
            _ => false,
        }
    }

    /// Whether a list of so many items breaks it. Of several sets of limits, each has to be broken
    /// by the number alone.
    pub(super) fn breaks_items(&self, count: usize) -> bool {
        match *self {
            Limit::MinItems(bound) => (count as u64) < bound,
            Limit::MaxItems(bound) => count as u64 > bound,
            Limit::AnyOf(sets) => {
                sets.iter().all(|set| set.iter().any(|limit| limit.breaks_items(count)))
            }
            _ => false,
        }
    }

    /// Whether an object of so many properties breaks it; of several sets of limits, each.
    pub(super) fn breaks_properties(&self, count: usize) -> bool {
        match *self {
            Limit::MinProperties(bound) => (count as u64) < bound,
            Limit::MaxProperties(bound) => count as u64 > bound,
            Limit::AnyOf(sets) => {
                sets.iter().all(|set| set.iter().any(|limit| limit.breaks_properties(count)))
            }
            _ => false,
        }
    }
}

/// Length as JSON Schema counts it: code points, neither bytes nor UTF-16 units.
pub(super) fn code_points(text: &str) -> u64 {
    text.chars().count() as u64
}

/// Whether the quotient is an integer, up to what binary fractions cannot say: 0.3 is a multiple of 0.1.
fn is_multiple(value: f64, step: f64) -> bool {
    let quotient = value / step;
    let distance = (quotient - quotient.round()).abs();
    distance <= quotient.abs().max(1.0) * f64::EPSILON * 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_code_points() {
        let limit = Limit::MaxLength(64);
        assert!(!limit.breaks_text(&"🦀".repeat(64)));
        assert!(limit.breaks_text(&"🦀".repeat(65)));
    }

    #[test]
    fn listed_values_are_compared_by_what_they_are_worth() {
        let limit =
            Limit::OneOf(&["1", "2.0", "9007199254740993", "\"a\"", "[1]", "{\"a\":[1,null]}"]);
        for listed in [1, 2, 9_007_199_254_740_993] {
            assert!(!limit.breaks_integer(listed));
        }
        assert!(!limit.breaks_number(1.0));
        assert!(limit.breaks_integer(3));
        for listed in [serde_json::json!("a"), serde_json::json!(2), serde_json::json!([1])] {
            assert!(!limit.breaks_json(&listed), "{listed}");
        }
        assert!(limit.breaks_json(&serde_json::json!("b")));
        // Numbers are worth the same wherever they stand.
        assert!(!limit.breaks_json(&serde_json::json!([1.0])));
        assert!(!limit.breaks_json(&serde_json::json!({"a": [1.0, null]})));
        assert!(limit.breaks_json(&serde_json::json!({"a": [null, 1]})));
        assert!(limit.breaks_json(&serde_json::json!({"a": [1, null], "b": 1})));
        assert!(limit.breaks_json(&serde_json::json!(9_007_199_254_740_992_u64)));
        assert!(!limit.breaks_text("a"));
        assert!(limit.breaks_text("b"));
    }

    #[test]
    fn multiples_are_judged_in_decimal() {
        assert!(!Limit::MultipleOf(0.1).breaks_number(0.3));
        assert!(Limit::MultipleOf(0.1).breaks_number(0.35));
        assert!(Limit::MultipleOf(3.0).breaks_integer(10));
        assert!(!Limit::MultipleOf(3.0).breaks_integer(9_007_199_254_740_993));
    }
}
