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
        if let Some(complaint) = verdict.complaint().filter(|complaint| is_impossible(complaint)) {
            found.impossible.push((given.place.clone(), complaint.message.clone()));
            continue;
        }
        found.kinds.entry(Kind::Example).or_default().add(&verdict);
        let Some(complaint) = verdict.complaint() else { continue };
        let key = (verdict.word(), given.schema.clone(), general(&complaint.message));
        let failure = causes.entry(key).or_insert_with(|| Failure {
            verdict: verdict.word(),
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

/// Whether a value is of no type: an integer that 64 bits do not hold. Where a description has
/// one, JavaScript mostly wrote it: 9223372036854776000 is what it makes of the largest `i64`.
fn is_impossible(complaint: &Complaint) -> bool {
    complaint.message.contains("expected an integer of 64 bits")
}
