//! Whether a value keeps limits, and what is said where it does not.
//!
//! Only the limits at hand are looked at, and not those that the types within the value have: so
//! that to look at several sets of limits, of which one has to be kept, takes no longer than the
//! limits and the value are large, however deep unions stand in each other.

use serde_json::Value;

use super::holds::holds;
use super::limit::code_points;
use super::regular;
use super::visit::each_property;
use super::{Limit, List, RawJson, ValueType, View};

/// Says what is wrong with a value, if it breaks a limit.
pub(super) fn refuse(view: &View<'_>, limit: &Limit) -> Option<String> {
    if keeps(view, limit) {
        return None;
    }
    let found = match limit {
        Limit::Pattern(_)
        | Limit::Not(_)
        | Limit::HasProperties(_)
        | Limit::Requires(..)
        | Limit::Contains(..) => String::new(),
        Limit::Kind(_) => format!(", but is {}", name_of(kind_of(view))),
        _ => found(view),
    };
    Some(format!("must {}{found}", wish(limit)))
}

/// Whether a value keeps a limit. A limit that speaks of another kind of value says nothing.
pub(super) fn keeps(view: &View<'_>, limit: &Limit) -> bool {
    match limit {
        Limit::AnyOf(sets) => return sets.iter().any(|set| keeps_all(view, set)),
        Limit::Kind(kinds) => return is_of(view, kinds),
        // Where nobody can say, nothing is refused.
        Limit::Not(_) | Limit::HasProperties(_) | Limit::Requires(..) | Limit::Contains(..) => {
            return holds(view, limit) != Some(false);
        }
        _ => {}
    }
    match *view {
        View::Text(text) => !limit.breaks_text(text),
        View::Boolean(value) => !limit.breaks_boolean(value),
        View::Integer(integer) => !limit.breaks_integer(integer.into()),
        View::Unsigned(integer) => !limit.breaks_integer(integer.into()),
        View::Number(number) => !limit.breaks_number(number),
        View::Json(value) => match of_json(value) {
            View::Json(Value::Array(items))
                if matches!(limit, Limit::MinItems(_) | Limit::MaxItems(_)) =>
            {
                !limit.breaks_items(items.len())
            }
            View::Json(Value::Object(properties))
                if matches!(limit, Limit::MinProperties(_) | Limit::MaxProperties(_)) =>
            {
                !limit.breaks_properties(properties.len())
            }
            View::Json(value) => !limit.breaks_json(value),
            scalar => keeps(&scalar, limit),
        },
        View::Union(union) => keeps(&union.variant().1, limit),
        View::List(list) => match limit {
            Limit::Each(each) => {
                (0..list.count()).all(|index| keeps_all(&list.view_at(index), each))
            }
            Limit::UniqueItems => find_repeated(list).is_none(),
            limit => !limit.breaks_items(list.count()),
        },
        View::Map(map) => {
            let mut is_kept = !limit.breaks_properties(map.count());
            map.each(&mut |name, view| is_kept &= refuse_property(name, &view, limit).is_none());
            is_kept
        }
        View::Record(record) => {
            let mut count = 0;
            let counted = each_property(record, |_, _| {
                count += 1;
                Ok::<(), ()>(())
            });
            counted.is_err() || !limit.breaks_properties(count)
        }
        View::Absent | View::Null | View::Raw(_) | View::File(_) | View::Custom(_) => true,
        View::Extra(_) | View::Nulls(_) => true,
    }
}

fn keeps_all(view: &View<'_>, limits: &[Limit]) -> bool {
    limits.iter().all(|limit| keeps(view, limit))
}

/// Says what is wrong with a property of an object whose properties have names of the sender's
/// own, if it breaks a limit on those.
pub(super) fn refuse_property(name: &str, view: &View<'_>, limit: &Limit) -> Option<String> {
    let refuse_any = |limits: &[Limit]| limits.iter().find_map(|limit| refuse(view, limit));
    match limit {
        Limit::Names(limits) => {
            let refused = limits.iter().find_map(|limit| refuse(&View::Text(name), limit))?;
            Some(format!("has a name that {refused}"))
        }
        Limit::Each(limits) => refuse_any(limits),
        // Where nobody can say whether a name matches, nothing is known of the value.
        Limit::Matching(pattern, limits) if regular::matches(pattern, name) == Some(true) => {
            refuse_any(limits)
        }
        Limit::Unmatched(patterns, limits) => {
            let is_other = |pattern: &&'static str| regular::matches(pattern, name) == Some(false);
            patterns.iter().all(is_other).then(|| refuse_any(limits)).flatten()
        }
        _ => None,
    }
}

/// Says what is wrong with an undeclared property that is kept as text, if it breaks a limit on
/// such properties.
pub(super) fn refuse_undeclared(name: &str, raw: &RawJson, limit: &Limit) -> Option<String> {
    if matches!(limit, Limit::Names(_)) {
        return refuse_property(name, &View::Null, limit);
    }
    let value = raw.to_value().ok()?;
    refuse_property(name, &of_json(&value), limit)
}

/// A scalar by its own kind.
pub(super) fn of_json(value: &Value) -> View<'_> {
    match value {
        Value::Null => View::Null,
        Value::Bool(value) => View::Boolean(*value),
        Value::String(text) => View::Text(text),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => View::Integer(integer),
            (None, Some(number)) => View::Number(number),
            (None, None) => View::Json(value),
        },
        Value::Array(_) | Value::Object(_) => View::Json(value),
    }
}

/// Finds two equal items, by what they are on the wire.
pub(super) fn find_repeated(list: &dyn List) -> Option<(usize, usize)> {
    let mut seen = std::collections::HashMap::new();
    for index in 0..list.count() {
        let mut written = Vec::new();
        super::write::push(&list.view_at(index), &mut written).ok()?;
        if let Some(first) = seen.insert(written, index) {
            return Some((first, index));
        }
    }
    None
}

/// What a limit asks for: `be at least 1`.
pub(super) fn wish(limit: &Limit) -> String {
    match *limit {
        Limit::AtLeast(bound) => format!("be at least {bound}"),
        Limit::AtMost(bound) => format!("be at most {bound}"),
        Limit::Minimum(bound) => format!("be at least {bound}"),
        Limit::Maximum(bound) => format!("be at most {bound}"),
        Limit::Above(bound) => format!("be more than {bound}"),
        Limit::Below(bound) => format!("be less than {bound}"),
        Limit::MultipleOf(step) => format!("be a multiple of {step}"),
        Limit::OneOf(values) => format!("be one of {}", values.join(", ")),
        Limit::MinLength(count) => have_at_least(count, ["character", "characters"]),
        Limit::MaxLength(count) => have_at_most(count, ["character", "characters"]),
        Limit::Pattern(pattern) => format!("match the pattern {pattern}"),
        Limit::MinItems(count) => have_at_least(count, ["item", "items"]),
        Limit::MaxItems(count) => have_at_most(count, ["item", "items"]),
        Limit::UniqueItems => "have unique items".to_owned(),
        Limit::MinProperties(count) => have_at_least(count, ["property", "properties"]),
        Limit::MaxProperties(count) => have_at_most(count, ["property", "properties"]),
        Limit::Each(limits) => format!("hold values of which each must {}", wishes(limits)),
        Limit::Items(items) => {
            let items = items.iter().enumerate().filter(|(_, limits)| !limits.is_empty());
            let items = items.map(|(index, limits)| {
                format!("hold an item {} that must {}", index + 1, wishes(limits))
            });
            items.collect::<Vec<_>>().join(" and ")
        }
        Limit::Names(limits) => format!("have names of which each must {}", wishes(limits)),
        Limit::Matching(pattern, limits) => {
            format!("hold values, named by the pattern {pattern}, that must {}", wishes(limits))
        }
        Limit::Unmatched(patterns, limits) => {
            let patterns = patterns.join(" or ");
            format!("hold values, named by no pattern of {patterns}, that must {}", wishes(limits))
        }
        // What nothing may be (the schema `false`).
        Limit::Not([]) => "not be there".to_owned(),
        Limit::Not(limits) => format!("not {}", wishes(limits)),
        Limit::HasProperties(names) => format!("have {}", properties(names)),
        Limit::Requires(name, names) => format!("have {} beside {name}", properties(names)),
        Limit::Contains(limits, least, most) => {
            let count = match (least, most) {
                (_, u64::MAX) => have_at_least(least, ["item", "items"]),
                (0, _) => have_at_most(most, ["item", "items"]),
                _ => format!("have from {least} to {most} items"),
            };
            format!("{count} of which each must {}", wishes(limits))
        }
        Limit::Kind(kinds) => {
            let kinds: Vec<&str> = kinds.iter().copied().map(name_of).collect();
            format!("be {}", kinds.join(" or "))
        }
        Limit::AnyOf(sets) => sets.iter().map(|set| wishes(set)).collect::<Vec<_>>().join(", or "),
    }
}

fn wishes(limits: &[Limit]) -> String {
    limits.iter().map(wish).collect::<Vec<_>>().join(" and ")
}

fn properties(names: &[&str]) -> String {
    let noun = if names.len() == 1 { "property" } else { "properties" };
    format!("the {noun} {}", names.join(", "))
}

fn have_at_least(count: u64, [one, many]: [&str; 2]) -> String {
    format!("have at least {count} {}", if count == 1 { one } else { many })
}

fn have_at_most(count: u64, [one, many]: [&str; 2]) -> String {
    format!("have at most {count} {}", if count == 1 { one } else { many })
}

/// What a value is instead. Of a string nothing is shown, which may be a secret.
fn found(view: &View<'_>) -> String {
    match *view {
        View::Boolean(value) => format!(", but is {value}"),
        View::Integer(value) => format!(", but is {value}"),
        View::Unsigned(value) => format!(", but is {value}"),
        View::Number(value) => format!(", but is {value}"),
        View::Text(text) => format!(", but has {}", code_points(text)),
        View::Json(value) => format!(", but is {value}"),
        View::List(list) => format!(", but has {}", list.count()),
        View::Map(map) => format!(", but has {}", map.count()),
        View::Union(union) => found(&union.variant().1),
        _ => String::new(),
    }
}

pub(super) fn is_of(view: &View<'_>, kinds: &[ValueType]) -> bool {
    match kind_of(view) {
        // Whether it may be null is not for a limit to say.
        ValueType::Null => true,
        ValueType::Integer => {
            kinds.contains(&ValueType::Integer) || kinds.contains(&ValueType::Number)
        }
        kind => kinds.contains(&kind),
    }
}

fn kind_of(view: &View<'_>) -> ValueType {
    match *view {
        View::Absent | View::Null | View::Nulls(_) => ValueType::Null,
        View::Boolean(_) => ValueType::Boolean,
        View::Integer(_) | View::Unsigned(_) => ValueType::Integer,
        View::Number(number) if number.fract() == 0.0 => ValueType::Integer,
        View::Number(_) => ValueType::Number,
        View::Text(_) | View::File(_) => ValueType::String,
        View::Record(_) | View::Map(_) | View::Extra(_) => ValueType::Object,
        View::List(_) => ValueType::Array,
        View::Union(union) => kind_of(&union.variant().1),
        View::Json(Value::Object(_)) => ValueType::Object,
        View::Json(Value::Array(_)) => ValueType::Array,
        View::Json(value) => match of_json(value) {
            // A number that is none of Rust's.
            View::Json(_) => ValueType::Number,
            scalar => kind_of(&scalar),
        },
        View::Custom(value) => match super::custom_type::raw(value) {
            Ok(raw) => kind_of(&View::Raw(&raw)),
            Err(_) => ValueType::Null,
        },
        View::Raw(raw) => match raw.text().as_bytes().first() {
            Some(b'{') => ValueType::Object,
            Some(b'[') => ValueType::Array,
            Some(b'"') => ValueType::String,
            Some(b't' | b'f') => ValueType::Boolean,
            Some(b'n') | None => ValueType::Null,
            Some(_) => ValueType::Number,
        },
    }
}

fn name_of(kind: ValueType) -> &'static str {
    match kind {
        ValueType::Null => "null",
        ValueType::Boolean => "a boolean",
        ValueType::Integer => "an integer",
        ValueType::Number => "a number",
        ValueType::String => "a string",
        ValueType::Array => "an array",
        ValueType::Object => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{any_of, at_least, at_most, each, max_items, max_length, min_items, one_of};

    const RANGES: Limit =
        any_of(&[&[at_least(1), at_most(10)], &[at_least(100)], &[one_of(&["-1"])]]);

    #[test]
    fn a_value_keeps_all_of_one_set_of_limits() {
        for kept in [1, 10, 100, 1000, -1] {
            assert_eq!(refuse(&View::Integer(kept), &RANGES), None, "{kept}");
        }
        for broken in [0, 11, 99, -2] {
            let said = refuse(&View::Integer(broken), &RANGES).expect("it is refused");
            let all = "must be at least 1 and be at most 10, or be at least 100, or be one of -1";
            assert_eq!(said, format!("{all}, but is {broken}"));
        }
    }

    #[test]
    fn sets_of_limits_reach_into_lists_and_maps() {
        const LIMIT: Limit = any_of(&[&[max_items(0)], &[min_items(2), each(&[max_length(1)])]]);
        let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        for (items, is_kept) in
            [(&[][..], true), (&["a"], false), (&["a", "b"], true), (&["a", "bc"], false)]
        {
            assert_eq!(keeps(&View::List(&list(items)), &LIMIT), is_kept, "{items:?}");
        }
        let said = refuse(&View::List(&list(&["a"])), &LIMIT).expect("it is refused");
        let all = "must have at most 0 items, or have at least 2 items and hold values of which \
                   each must have at most 1 character, but has 1";
        assert_eq!(said, all);
    }
}
