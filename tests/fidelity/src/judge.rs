//! What became of a value on its way through a type, and the smallest value of which it does.

use serde_json::{Number, Value};

use crate::description::escape;
use crate::subject::{Answer, Complaint, Reading};

/// What became of a valid value.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It came back as it was.
    Unchanged,
    /// It came back as another.
    Changed(Complaint),
    /// It was not read.
    Refused(Complaint),
    /// It was read, and `validate` refused it although it is valid.
    Overruled(Complaint),
    /// Text and tree gave different results.
    Divided(Complaint),
    /// The program ended.
    Crashed(Complaint),
}

impl Verdict {
    /// What is held against the type, if anything is.
    pub fn complaint(&self) -> Option<&Complaint> {
        match self {
            Verdict::Unchanged => None,
            Verdict::Changed(complaint)
            | Verdict::Refused(complaint)
            | Verdict::Overruled(complaint)
            | Verdict::Divided(complaint)
            | Verdict::Crashed(complaint) => Some(complaint),
        }
    }

    /// The verdict in a word.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Unchanged => "unchanged",
            Verdict::Changed(_) => "changed",
            Verdict::Refused(_) => "refused",
            Verdict::Overruled(_) => "valid, but refused by validate()",
            Verdict::Divided(_) => "text and tree differ",
            Verdict::Crashed(_) => "crashed",
        }
    }
}

/// Judges what a type made of a valid value.
pub fn judge(value: &Value, answer: &Answer) -> Verdict {
    let (back, violations) = match (&answer.from_text, &answer.from_tree) {
        (Reading::Crashed(reason), _) | (_, Reading::Crashed(reason)) => {
            return Verdict::Crashed(Complaint { pointer: None, message: reason.clone() });
        }
        (Reading::Refused(complaint), Reading::Refused(_)) => {
            return Verdict::Refused(complaint.clone());
        }
        (Reading::Refused(complaint), _) | (_, Reading::Refused(complaint)) => {
            return Verdict::Divided(complaint.clone());
        }
        (Reading::Read { back, violations }, Reading::Read { back: other, .. }) => {
            if let Some((pointer, message)) = difference(back, other) {
                return Verdict::Divided(Complaint { pointer: Some(pointer), message });
            }
            (back, violations)
        }
    };
    if let Some((pointer, message)) = difference(value, back) {
        return Verdict::Changed(Complaint { pointer: Some(pointer), message });
    }
    if let Some(violation) = violations.first() {
        return Verdict::Overruled(violation.clone());
    }
    Verdict::Unchanged
}

/// The first place at which two values differ, and how; numbers are compared by value.
fn difference(value: &Value, back: &Value) -> Option<(String, String)> {
    let here = |message: String| Some((String::new(), message));
    match (value, back) {
        (Value::Object(properties), Value::Object(others)) => {
            for (name, property) in properties {
                let below = match others.get(name) {
                    Some(other) => difference(property, other),
                    None => here("the property is lost".to_owned()),
                };
                if let Some((pointer, message)) = below {
                    return Some((format!("/{}{pointer}", escape(name)), message));
                }
            }
            let added = others.keys().find(|name| !properties.contains_key(*name))?;
            Some((format!("/{}", escape(added)), "a property was added".to_owned()))
        }
        (Value::Array(items), Value::Array(others)) => {
            if items.len() != others.len() {
                return here(format!("{} items became {}", items.len(), others.len()));
            }
            let mut pairs = items.iter().zip(others).enumerate();
            pairs.find_map(|(index, (item, other))| {
                let (pointer, message) = difference(item, other)?;
                Some((format!("/{index}{pointer}"), message))
            })
        }
        (Value::Number(number), Value::Number(other)) if same_number(number, other) => None,
        _ if value == back => None,
        _ => here(format!("{} became {}", shown(value), shown(back))),
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    let integer = |number: &Number| {
        let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
        let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 1e30);
        whole.or_else(|| float.map(|float| float as i128))
    };
    match (integer(left), integer(right)) {
        (Some(left), Some(right)) => left == right,
        (None, None) => left.as_f64() == right.as_f64(),
        _ => false,
    }
}

/// A value, shortened to what fits a line.
pub fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// How many smaller values are tried.
const TRIES: usize = 1_500;

/// A value from which nothing more can be taken while `still` holds of it.
pub fn shrink(value: &Value, mut still: impl FnMut(&Value) -> bool) -> Value {
    let mut smallest = value.clone();
    let mut tries = 0;
    'smaller: loop {
        for pointer in places(&smallest) {
            for candidate in reduced(&smallest, &pointer) {
                tries += 1;
                if tries > TRIES {
                    return smallest;
                }
                if still(&candidate) {
                    smallest = candidate;
                    continue 'smaller;
                }
            }
        }
        return smallest;
    }
}

/// The pointers of all nodes, from the outside in.
fn places(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while let Some(pointer) = found.get(next).cloned() {
        next += 1;
        match value.pointer(&pointer) {
            Some(Value::Object(properties)) => {
                found.extend(properties.keys().map(|name| format!("{pointer}/{}", escape(name))));
            }
            Some(Value::Array(items)) => {
                found.extend((0..items.len()).map(|index| format!("{pointer}/{index}")));
            }
            _ => {}
        }
    }
    found
}

/// The value with the node at a pointer made smaller, in each way there is.
fn reduced(value: &Value, pointer: &str) -> Vec<Value> {
    let Some(node) = value.pointer(pointer) else { return Vec::new() };
    let smaller: Vec<Value> = match node {
        Value::Object(properties) => {
            let without = |name: &String| {
                let mut properties = properties.clone();
                properties.shift_remove(name);
                Value::Object(properties)
            };
            properties.keys().map(without).collect()
        }
        Value::Array(items) => {
            let halved = (items.len() > 3).then(|| Value::Array(items[..items.len() / 2].to_vec()));
            let without = |index: usize| {
                let mut items = items.clone();
                items.remove(index);
                Value::Array(items)
            };
            halved.into_iter().chain((0..items.len()).rev().map(without)).collect()
        }
        Value::String(text) if text.chars().count() > 1 => {
            let half = text.chars().count() / 2;
            vec![Value::String(String::new()), Value::String(text.chars().take(half).collect())]
        }
        _ => Vec::new(),
    };
    let put = |node: Value| {
        let mut whole = value.clone();
        if let Some(place) = whole.pointer_mut(pointer) {
            *place = node;
        }
        whole
    };
    smaller.into_iter().map(put).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(back: Value) -> Answer {
        let reading = Reading::Read { back, violations: Vec::new() };
        Answer { from_text: reading.clone(), from_tree: reading }
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert_eq!(judge(&json!([3.0, 2, -0.0]), &read(json!([3, 2.0, 0]))), Verdict::Unchanged);
        let lossy = judge(&json!(9_007_199_254_740_993_i64), &read(json!(9_007_199_254_740_992.0)));
        assert_eq!(lossy.name(), "changed");
    }

    #[test]
    fn nothing_may_go_and_nothing_come() {
        let value = json!({"a": null, "b": 1});
        for (back, gone) in [(json!({"b": 1}), "/a"), (json!({"a": null}), "/b")] {
            let lost = judge(&value, &read(back));
            assert_eq!(lost.complaint().and_then(|lost| lost.pointer.as_deref()), Some(gone));
        }
        let added = judge(&json!({}), &read(json!({"a/b": 1})));
        assert_eq!(added.complaint().and_then(|added| added.pointer.as_deref()), Some("/a~1b"));
    }

    #[test]
    fn what_is_left_is_what_matters() {
        let value = json!({"a": [1, {"bad": "x", "fine": "y"}, 3], "b": {"c": 1}});
        let smallest = shrink(&value, |value| value.to_string().contains("bad"));
        assert_eq!(smallest, json!({"a": [{"bad": "x"}]}));
    }
}
