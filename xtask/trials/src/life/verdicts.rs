//! What a proxy that judges both sides says of each exchange, in a header of the answer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use specwright::client::{AttemptInfo, Hook, TransportError};
use specwright::http::response;

use super::Reason;

/// The header in which Prism lists what contradicts the description.
const VIOLATIONS: &str = "sl-violations";

/// What was said, by operation and by side.
#[derive(Clone, Default)]
pub(super) struct Verdicts(Arc<Mutex<Said>>);

#[derive(Default)]
struct Said {
    exchanges: u32,
    of_requests: Vec<String>,
    of_answers: BTreeMap<String, u32>,
}

impl Hook for Verdicts {
    fn after(&self, attempt: &AttemptInfo, outcome: Result<&response::Parts, &TransportError>) {
        let Ok(head) = outcome else { return };
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.exchanges += 1;
        let Some(violations) = head.headers.get(VIOLATIONS) else { return };
        let list: Vec<Value> = match serde_json::from_slice(violations.as_bytes()) {
            Ok(list) => list,
            // What cannot be read may be of a request.
            Err(error) => return said.of_requests.push(format!("{violations:?}: {error}")),
        };
        for violation in list {
            let message = violation["message"].as_str().unwrap_or("(no message)");
            let text = format!("{}: {message}", attempt.operation);
            match violation["location"][0].as_str() {
                Some("response") => *said.of_answers.entry(text).or_default() += 1,
                _ => said.of_requests.push(text),
            }
        }
    }
}

impl Verdicts {
    /// How many requests were judged, none of which is wrong.
    ///
    /// # Errors
    /// What is wrong with them, where something is.
    pub(super) fn of_requests(&self) -> Result<String, Reason> {
        let said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match (said.exchanges, said.of_requests.as_slice()) {
            (0, _) => Err("none was judged".into()),
            (exchanges, []) => Ok(format!("{exchanges} judged")),
            (_, wrong) => Err(wrong.join("; ").into()),
        }
    }

    /// What is wrong with answers, each once.
    pub(super) fn of_answers(&self) -> String {
        let said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_each: Vec<String> =
            said.of_answers.iter().map(|(text, count)| format!("{count} times {text}")).collect();
        if of_each.is_empty() { "none".to_owned() } else { of_each.join("; ") }
    }
}
