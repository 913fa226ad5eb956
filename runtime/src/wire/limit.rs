//! Limits of a value: the assertions of JSON Schema (Validation, section 6) that
//! are checked before anything leaves.
//!
//! A limit that speaks of another kind of value than the one at hand says
//! nothing, as in JSON Schema.

use serde_json::Value;

use super::pattern as regular;

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
}

macro_rules! shorthands {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty)?) = $limit:ident;)*) => {$(
        $(#[$doc])*
        pub const fn $name($($argument: $type)?) -> Limit {
            Limit::$limit $(($argument))?
        }
    )*};
}

shorthands! {
    /// [`Limit::AtLeast`].
    at_least(bound: i64) = AtLeast;
    /// [`Limit::AtMost`].
    at_most(bound: i64) = AtMost;
    /// [`Limit::Minimum`].
    minimum(bound: f64) = Minimum;
    /// [`Limit::Maximum`].
    maximum(bound: f64) = Maximum;
    /// [`Limit::Above`].
    above(bound: f64) = Above;
    /// [`Limit::Below`].
    below(bound: f64) = Below;
    /// [`Limit::MultipleOf`].
    multiple_of(step: f64) = MultipleOf;
    /// [`Limit::OneOf`].
    one_of(values: &'static [&'static str]) = OneOf;
    /// [`Limit::MinLength`].
    min_length(length: u64) = MinLength;
    /// [`Limit::MaxLength`].
    max_length(length: u64) = MaxLength;
    /// [`Limit::Pattern`].
    pattern(pattern: &'static str) = Pattern;
    /// [`Limit::MinItems`].
    min_items(count: u64) = MinItems;
    /// [`Limit::MaxItems`].
    max_items(count: u64) = MaxItems;
    /// [`Limit::UniqueItems`].
    unique_items() = UniqueItems;
    /// [`Limit::MinProperties`].
    min_properties(count: u64) = MinProperties;
    /// [`Limit::MaxProperties`].
    max_properties(count: u64) = MaxProperties;
    /// [`Limit::Each`].
    each(limits: &'static [Limit]) = Each;
    /// [`Limit::Items`].
    items(limits: &'static [&'static [Limit]]) = Items;
    /// [`Limit::Names`].
    names(limits: &'static [Limit]) = Names;
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

    /// Says what is wrong with an integer, if anything is.
    pub(super) fn refuse_integer(&self, value: i128) -> Option<String> {
        match *self {
            Limit::AtLeast(bound) if value < i128::from(bound) => {
                Some(format!("must be at least {bound}, but is {value}"))
            }
            Limit::AtMost(bound) if value > i128::from(bound) => {
                Some(format!("must be at most {bound}, but is {value}"))
            }
            Limit::MultipleOf(step) if step.fract() == 0.0 && step.abs() >= 1.0 => {
                let step = step as i128;
                (value % step != 0).then(|| format!("must be a multiple of {step}, but is {value}"))
            }
            Limit::AtLeast(_) | Limit::AtMost(_) => None,
            Limit::OneOf(values) => {
                let is_it = |text: &str| match text.parse::<i128>() {
                    Ok(listed) => listed == value,
                    Err(_) => text.parse() == Ok(value as f64),
                };
                not_listed(values, is_it, value)
            }
            _ => self.refuse_number(value as f64),
        }
    }

    /// Says what is wrong with a number, if anything is.
    pub(super) fn refuse_number(&self, value: f64) -> Option<String> {
        if let Limit::OneOf(values) = self {
            return not_listed(values, |text| text.parse() == Ok(value), value);
        }
        let (holds, wish, bound) = match *self {
            Limit::Minimum(bound) => (value >= bound, "at least", bound),
            Limit::Maximum(bound) => (value <= bound, "at most", bound),
            Limit::Above(bound) => (value > bound, "more than", bound),
            Limit::Below(bound) => (value < bound, "less than", bound),
            Limit::AtLeast(bound) => (value >= bound as f64, "at least", bound as f64),
            Limit::AtMost(bound) => (value <= bound as f64, "at most", bound as f64),
            Limit::MultipleOf(step) => (is_multiple(value, step), "a multiple of", step),
            _ => return None,
        };
        if holds { None } else { Some(format!("must be {wish} {bound}, but is {value}")) }
    }

    /// Says what is wrong with JSON of any kind, if anything is. Whether it may be null is not
    /// for a limit to say.
    pub(super) fn refuse_json(&self, value: &Value) -> Option<String> {
        match self {
            Limit::OneOf(values) if !value.is_null() => {
                let is_it = |text: &str| {
                    serde_json::from_str::<Value>(text).is_ok_and(|listed| {
                        listed == *value
                            || (listed.is_number() && listed.as_f64() == value.as_f64())
                    })
                };
                not_listed(values, is_it, value)
            }
            _ => None,
        }
    }

    /// Says what is wrong with a string, if anything is.
    pub(super) fn refuse_text(&self, text: &str) -> Option<String> {
        match *self {
            Limit::MinLength(bound) => {
                too_few(code_points(text), bound, ["character", "characters"])
            }
            Limit::MaxLength(bound) if text.len() as u64 > bound => {
                too_many(code_points(text), bound, ["character", "characters"])
            }
            Limit::Pattern(pattern) => regular::refuse(pattern, text),
            _ => None,
        }
    }

    /// Says what is wrong with the number of a list's items, if anything is.
    pub(super) fn refuse_items(&self, count: usize) -> Option<String> {
        match *self {
            Limit::MinItems(bound) => too_few(count as u64, bound, ["item", "items"]),
            Limit::MaxItems(bound) => too_many(count as u64, bound, ["item", "items"]),
            _ => None,
        }
    }

    /// Says what is wrong with the number of an object's properties, if anything is.
    pub(super) fn refuse_properties(&self, count: usize) -> Option<String> {
        match *self {
            Limit::MinProperties(bound) => too_few(count as u64, bound, ["property", "properties"]),
            Limit::MaxProperties(bound) => {
                too_many(count as u64, bound, ["property", "properties"])
            }
            _ => None,
        }
    }
}

fn not_listed(
    values: &[&str],
    is_it: impl Fn(&str) -> bool,
    value: impl std::fmt::Display,
) -> Option<String> {
    if values.iter().any(|text| is_it(text)) {
        return None;
    }
    Some(format!("must be one of {}, but is {value}", values.join(", ")))
}

/// Length as JSON Schema counts it: code points, neither bytes nor UTF-16 units.
fn code_points(text: &str) -> u64 {
    text.chars().count() as u64
}

fn too_few(count: u64, bound: u64, [one, many]: [&str; 2]) -> Option<String> {
    let what = if bound == 1 { one } else { many };
    (count < bound).then(|| format!("must have at least {bound} {what}, but has {count}"))
}

fn too_many(count: u64, bound: u64, [one, many]: [&str; 2]) -> Option<String> {
    let what = if bound == 1 { one } else { many };
    (count > bound).then(|| format!("must have at most {bound} {what}, but has {count}"))
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
        let limit = max_length(64);
        assert_eq!(limit.refuse_text(&"🦀".repeat(64)), None);
        let message = limit.refuse_text(&"🦀".repeat(65));
        assert_eq!(message.as_deref(), Some("must have at most 64 characters, but has 65"));
    }

    #[test]
    fn listed_values_are_compared_by_what_they_are_worth() {
        let limit = one_of(&["1", "2.0", "9007199254740993", "\"a\"", "[1]"]);
        for listed in [1, 2, 9_007_199_254_740_993] {
            assert_eq!(limit.refuse_integer(listed), None);
        }
        assert_eq!(limit.refuse_number(1.0), None);
        let message = one_of(&["1", "2"]).refuse_integer(3);
        assert_eq!(message.as_deref(), Some("must be one of 1, 2, but is 3"));
        for listed in [serde_json::json!("a"), serde_json::json!(2), serde_json::json!([1])] {
            assert_eq!(limit.refuse_json(&listed), None, "{listed}");
        }
        assert!(limit.refuse_json(&serde_json::json!("b")).is_some());
    }

    #[test]
    fn multiples_are_judged_in_decimal() {
        assert_eq!(multiple_of(0.1).refuse_number(0.3), None);
        assert!(multiple_of(0.1).refuse_number(0.35).is_some());
        assert!(multiple_of(3.0).refuse_integer(10).is_some());
        assert_eq!(multiple_of(3.0).refuse_integer(9_007_199_254_740_993), None);
    }
}
