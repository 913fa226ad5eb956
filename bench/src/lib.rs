//! What is measured: payloads, and the types that read and write them.

#[path = "by_hand.rs"]
mod types;

/// What is unknown is not kept.
#[allow(missing_docs, reason = "the names are those of the description")]
pub mod by_hand {
    crate::types::by_hand!();
}

/// What is unknown is kept, as the generated types keep it: the only way in which serde derives that.
#[allow(missing_docs, reason = "the names are those of the description")]
pub mod kept_by_hand {
    crate::types::by_hand!(#[serde(flatten)] std::collections::BTreeMap<String, serde_json::Value>);
}

/// A job of which every described property is present, with a grader of graders; its properties in
/// the order in which the API sends them.
pub fn job() -> String {
    unindented(include_str!("../payloads/job.json"))
}

/// A page's list of jobs.
pub fn jobs() -> String {
    let jobs: Vec<String> = (0..100).map(|_| job()).collect();
    format!("[{}]", jobs.join(","))
}

/// The largest request: every described property is present.
pub fn request() -> String {
    unindented(include_str!("../payloads/request.json"))
}

/// The payloads are indented for us, not for the wire.
fn unindented(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;
    use specwright::fine_tuning::{CreateFineTuningJobRequest, FineTuningJob};

    use super::*;

    /// What is measured is the same work: all come back whole.
    #[test]
    fn nothing_is_lost() {
        assert_eq!(back::<FineTuningJob>(&job()), value(&job()));
        assert_eq!(back::<by_hand::Job>(&job()), value(&job()));
        assert_eq!(back::<kept_by_hand::Job>(&job()), value(&job()));
        assert_eq!(back::<CreateFineTuningJobRequest>(&request()), value(&request()));
        assert_eq!(back::<by_hand::Request>(&request()), value(&request()));
    }

    /// Nor is it kept as something unknown, which would be cheaper or dearer.
    #[test]
    fn everything_is_known() {
        let job: FineTuningJob = serde_json::from_str(&job()).expect("a job");
        let request: CreateFineTuningJobRequest =
            serde_json::from_str(&request()).expect("a request");
        for shown in [format!("{job:?}"), format!("{request:?}")] {
            assert!(!shown.contains("extra"), "{shown}");
            let others = shown.matches("Other(").count();
            let model = shown.matches("Other(\"o4-mini\")").count();
            assert_eq!(others, model, "{shown}");
        }
    }

    fn value(text: &str) -> Value {
        serde_json::from_str(text).expect("JSON")
    }

    fn back<T: DeserializeOwned + Serialize>(text: &str) -> Value {
        let read: T = serde_json::from_str(text).expect("readable");
        serde_json::to_value(read).expect("writable")
    }
}
