//! Whether what was read is written as it came.

use serde_json::Value;

/// Whether a value came back: equal, numbers by what they are worth, but for nulls of properties
/// that are left out instead.
pub fn is_given_back(arrived: &Value, written: &Value) -> bool {
    match (arrived, written) {
        (Value::Object(arrived), Value::Object(written)) => {
            let is_kept = |(property, value): (&String, &Value)| match written.get(property) {
                None => value.is_null(),
                Some(other) => is_given_back(value, other),
            };
            written.keys().all(|property| arrived.contains_key(property))
                && arrived.iter().all(is_kept)
        }
        (Value::Array(arrived), Value::Array(written)) => {
            arrived.len() == written.len()
                && arrived.iter().zip(written).all(|(one, other)| is_given_back(one, other))
        }
        (Value::Number(arrived), Value::Number(written)) if arrived != written => {
            let is_integer = |number: &serde_json::Number| !number.is_f64();
            // Two integers that differ may be worth the same double, and are not the same.
            !(is_integer(arrived) && is_integer(written)) && arrived.as_f64() == written.as_f64()
        }
        (arrived, written) => arrived == written,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_given_back;

    #[test]
    fn a_lost_property_would_be_noticed() {
        let arrived = json!({"a": [{"b": 1, "c": null}]});
        assert!(is_given_back(&arrived, &json!({"a": [{"b": 1}]})));
        assert!(is_given_back(&arrived, &json!({"a": [{"b": 1.0}]})));
        assert!(!is_given_back(&arrived, &json!({"a": [{"c": null}]})));
        assert!(!is_given_back(&arrived, &json!({"a": [{"b": 2, "c": null}]})));
        assert!(!is_given_back(&arrived, &json!({"a": [{"b": 1, "d": 1}]})));
    }

    #[test]
    fn integers_beyond_the_precision_of_a_double_are_told_apart() {
        assert!(!is_given_back(&json!(u64::MAX), &json!(u64::MAX - 1)));
    }
}
