//! Values that are given rather than made: the examples of a description.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::judge::judge;
use crate::kind::Kind;
use crate::prove::{Failure, Fidelity, general};
use crate::subject::{Complaint, Subject};

/// A value that the type of a schema has to keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Where it stands in the description.
    pub place: String,
    /// The pointer of the schema.
    pub schema: String,
    /// The value.
    pub value: Value,
}

/// Lets types read what is given, and adds what comes of it to what is known of them.
///
/// The oracle is not asked: whoever gives a value says that it is valid.
pub fn given(values: &[Given], subject: &mut dyn Subject, found: &mut Fidelity) {
    let mut causes: BTreeMap<(&'static str, String, String), Failure> = BTreeMap::new();
    let mut tried = HashSet::new();
    for given in values {
        // Examples repeat each other.
        if !tried.insert((&given.schema, given.value.to_string())) {
            continue;
        }
        let verdict = judge(&given.value, &subject.ask(&given.schema, &given.value));
        if let Some(complaint) =
            verdict.complaint().filter(|complaint| is_impossible(&given.value, complaint))
        {
            found.impossible.push((given.place.clone(), complaint.message.clone()));
            continue;
        }
        found.kinds.entry(Kind::Example).or_default().add(&verdict);
        let Some(complaint) = verdict.complaint() else { continue };
        let key = (verdict.name(), given.schema.clone(), general(&complaint.message));
        let failure = causes.entry(key).or_insert_with(|| Failure {
            verdict: verdict.name(),
            schema: given.schema.clone(),
            subject: given.schema.clone(),
            pointer: complaint.pointer.clone(),
            message: format!("{} (the example at {})", complaint.message, given.place),
            instance: given.value.clone(),
            count: 0,
            subjects: 1,
            kind: Kind::Example,
        });
        failure.count += 1;
    }
    found.failures.extend(causes.into_values());
}

/// Whether a value is of no type: it holds an integer that 64 bits do not, and is refused for
/// it. Where a description has one, JavaScript mostly wrote it: 9223372036854776000 is what it
/// makes of the largest `i64`.
fn is_impossible(value: &Value, complaint: &Complaint) -> bool {
    let is_beyond = |number: &Value| number.is_number() && number.as_i64().is_none();
    let found = complaint.pointer.as_deref().and_then(|pointer| value.pointer(pointer));
    found.is_some_and(is_beyond) && complaint.message.contains("expected an integer of 64 bits")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::subject::{Answer, Reading};

    /// What is refused is a failure, unless the value itself is beyond any type.
    #[test]
    fn only_integers_beyond_64_bits_are_impossible() {
        let refused = |_: &str, _: &Value| {
            let complaint = Complaint {
                pointer: Some("/value".to_owned()),
                message: "expected an integer of 64 bits".to_owned(),
            };
            let reading = Reading::Refused(complaint);
            Answer { from_text: reading.clone(), from_tree: reading }
        };
        let given = |value: Value| Given {
            place: "/example".to_owned(),
            schema: "/schema".to_owned(),
            value: json!({"value": value}),
        };
        let values = [given(json!(9_223_372_036_854_776_000_u64)), given(json!(5))];
        let (mut subject, mut found) = (refused, Fidelity::default());
        super::given(&values, &mut subject, &mut found);
        assert_eq!((found.impossible.len(), found.failures.len()), (1, 1));
    }
}
