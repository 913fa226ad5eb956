//! Whether limits hold of a value for certain: what `not` forbids, which properties an object has,
//! which items of a list are meant (JSON Schema Core, section 10.2.1.4 and 10.3.1.3; Validation, section
//! 6.5.4).
//!
//! What is asked of the limits of a place, whether a value breaks them, leaves open what cannot be
//! known. Here that would turn over: to forbid what is perhaps not there would refuse what is valid.

use serde_json::Value;

use super::keeps::{is_of, keeps, of_json};
use super::limit::is_equal;
use super::regular;
use super::visit::each_property;
use super::{Limit, ValueType, View};

/// Whether a limit holds of a value; `None` where nobody can say. One that speaks of another kind
/// of value holds.
pub(super) fn holds(view: &View<'_>, limit: &Limit) -> Option<bool> {
    match *view {
        View::Union(union) => return holds(&union.variant().1, limit),
        View::Raw(raw) => return holds(&View::Json(&raw.to_value().ok()?), limit),
        View::Json(value) => match of_json(value) {
            View::Json(_) => {}
            scalar => return holds(&scalar, limit),
        },
        View::File(_) | View::Custom(_) | View::Extra(_) | View::Nulls(_) => return None,
        _ => {}
    }
    match *limit {
        Limit::Not(limits) => all_hold(view, limits).map(|holds| !holds),
        Limit::HasProperties(names) => has_all(view, names),
        Limit::Requires(name, names) => match has_all(view, &[name]) {
            Some(true) => has_all(view, names),
            Some(false) => Some(true),
            None => None,
        },
        Limit::Contains(limits, least, most) => contains(view, limits, least, most),
        Limit::AnyOf(sets) => {
            let mut is_certain = true;
            for set in sets {
                match all_hold(view, set) {
                    Some(true) => return Some(true),
                    Some(false) => {}
                    None => is_certain = false,
                }
            }
            is_certain.then_some(false)
        }
        Limit::Kind(kinds) => match view {
            View::Absent | View::Null => Some(kinds.contains(&ValueType::Null)),
            view => Some(is_of(view, kinds)),
        },
        Limit::OneOf(values) => is_one_of(view, values),
        Limit::Pattern(pattern) => match *view {
            View::Text(text) => regular::matches(pattern, text),
            _ => Some(true),
        },
        Limit::Each(_)
        | Limit::Items(_)
        | Limit::Names(_)
        | Limit::Matching(..)
        | Limit::Unmatched(..) => None,
        _ => Some(keeps(view, limit)),
    }
}

/// Whether all limits hold.
fn all_hold(view: &View<'_>, limits: &[Limit]) -> Option<bool> {
    let mut is_certain = true;
    for limit in limits {
        match holds(view, limit) {
            Some(false) => return Some(false),
            Some(true) => {}
            None => is_certain = false,
        }
    }
    is_certain.then_some(true)
}

fn is_one_of(view: &View<'_>, values: &[&str]) -> Option<bool> {
    match view {
        View::Absent | View::Null => Some(values.contains(&"null")),
        View::Record(_) | View::Map(_) | View::List(_) => {
            let is_scalar = |value: &&str| !value.starts_with(['{', '[']);
            values.iter().all(is_scalar).then_some(false)
        }
        view => Some(has_value(view, values)),
    }
}

/// Whether a value whose JSON is at hand is one of the listed ones.
fn has_value(view: &View<'_>, values: &[&str]) -> bool {
    let value = match *view {
        View::Text(text) => Value::from(text),
        View::Boolean(value) => Value::from(value),
        View::Integer(value) => Value::from(value),
        View::Unsigned(value) => Value::from(value),
        View::Number(value) => Value::from(value),
        View::Json(value) => value.clone(),
        _ => return false,
    };
    let is_it = |text: &&str| {
        serde_json::from_str::<Value>(text).is_ok_and(|listed| is_equal(&listed, &value))
    };
    values.iter().any(is_it)
}

/// Whether an object has properties of all these names; of undeclared ones, a name may stand twice.
fn has_all(view: &View<'_>, names: &[&str]) -> Option<bool> {
    let mut missing = names.to_vec();
    let mut meet = |name: &str| missing.retain(|missing| *missing != name);
    match *view {
        View::Record(record) => {
            each_property(record, |name, _| {
                meet(name);
                Ok::<(), ()>(())
            })
            .ok()?;
        }
        View::Map(map) => map.each(&mut |name, _| meet(name)),
        View::Json(Value::Object(properties)) => properties.keys().for_each(|name| meet(name)),
        _ => return Some(true),
    }
    Some(missing.is_empty())
}

fn contains(view: &View<'_>, limits: &[Limit], least: u64, most: u64) -> Option<bool> {
    let answers: Vec<Option<bool>> = match *view {
        View::List(list) => {
            (0..list.count()).map(|index| all_hold(&list.view_at(index), limits)).collect()
        }
        View::Json(Value::Array(items)) => {
            items.iter().map(|item| all_hold(&View::Json(item), limits)).collect()
        }
        _ => return Some(true),
    };
    let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count() as u64;
    let (certain, possible) = (count(Some(true)), count(None));
    match (
        certain >= least && certain + possible <= most,
        certain + possible < least || certain > most,
    ) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::{
        contains, has_properties, max_length, minimum, not, one_of, pattern, requires,
    };

    #[track_caller]
    fn says(limit: Limit, value: &Value, expected: Option<bool>) {
        assert_eq!(holds(&View::Json(value), &limit), expected, "{limit:?} of {value}");
    }

    #[test]
    fn what_is_forbidden_is_what_all_limits_hold_of() {
        const LISTED: Limit = not(&[one_of(&["\"a\"", "1", "null", "[1]"])]);
        for listed in [json!("a"), json!(1), json!(1.0), json!(null), json!([1])] {
            says(LISTED, &listed, Some(false));
        }
        for other in [json!("b"), json!(2), json!(true), json!({}), json!([2])] {
            says(LISTED, &other, Some(true));
        }
        const SHORT: Limit = not(&[Limit::Kind(&[ValueType::String]), max_length(2)]);
        says(SHORT, &json!("ab"), Some(false));
        says(SHORT, &json!("abc"), Some(true));
        says(SHORT, &json!(1), Some(true));
        // A limit that speaks of another kind holds, so that it is forbidden.
        const LARGE: Limit = not(&[minimum(5.0)]);
        says(LARGE, &json!("ab"), Some(false));
        says(LARGE, &json!(4), Some(true));
        const NOT_LARGE: Limit = not(&[LARGE]);
        says(NOT_LARGE, &json!(4), Some(false));
        // What nobody knows is not refused.
        const UNKNOWN: Limit = not(&[pattern("(")]);
        says(UNKNOWN, &json!("a"), None);
        says(UNKNOWN, &json!(1), Some(false));
    }

    #[test]
    fn properties_are_asked_of_objects_alone() {
        const BOTH: Limit = has_properties(&["a", "b"]);
        says(BOTH, &json!({"a": 1, "b": null, "c": 2}), Some(true));
        says(BOTH, &json!({"a": 1}), Some(false));
        says(BOTH, &json!("text"), Some(true));
        const NOT_BOTH: Limit = not(&[BOTH]);
        says(NOT_BOTH, &json!({"a": 1, "b": 2}), Some(false));
        const CARD: Limit = requires("card", &["name", "date"]);
        says(CARD, &json!({"name": 1}), Some(true));
        says(CARD, &json!({"card": 1, "name": 1}), Some(false));
        says(CARD, &json!({"card": 1, "name": 1, "date": 1}), Some(true));
    }

    #[test]
    fn items_are_counted() {
        const SOME: Limit = contains(&[Limit::Kind(&[ValueType::Integer]), minimum(5.0)], 1, 2);
        says(SOME, &json!([]), Some(false));
        says(SOME, &json!(["a", 4]), Some(false));
        says(SOME, &json!(["a", 5]), Some(true));
        says(SOME, &json!([5, 6, 7]), Some(false));
        says(SOME, &json!("text"), Some(true));
        const UNKNOWN: Limit = contains(&[pattern("(")], 1, u64::MAX);
        says(UNKNOWN, &json!(["a"]), None);
        says(UNKNOWN, &json!([]), Some(false));
    }
}
