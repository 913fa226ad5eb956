//! What the service calls its user with: a signed message becomes the event that it is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use serde_json::Value;
use specwright::fine_tuning::*;
use specwright::webhooks::{Verifier, WebhookError};
use specwright_tests::spec;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const SENT: u64 = 1_719_168_000;

fn headers(signature: &str) -> HeaderMap {
    let rows = [
        ("webhook-id", "evt_1".to_owned()),
        ("webhook-timestamp", SENT.to_string()),
        ("webhook-signature", format!("v1,{signature}")),
    ];
    let parsed = rows.into_iter().map(|(name, value)| {
        (name.parse::<http::HeaderName>().expect("a name"), value.parse().expect("a value"))
    });
    parsed.collect()
}

fn soon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(SENT + 10)
}

/// The event of a message that was signed by another implementation; what it says is given back.
fn received(signature: &str, body: &str) -> FineTuningWebhookEvent {
    let verifier = Verifier::new(SECRET).expect("a secret");
    let webhook = verifier.verify_at(&headers(signature), body.to_owned(), soon()).expect("signed");
    let event: FineTuningWebhookEvent = webhook.event().expect("an event");
    let sent: Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(serde_json::to_value(&event).expect("writable"), sent);
    event
}

fn documented(ending: &str) -> String {
    format!(
        r#"{{"id":"evt_abc123","type":"fine_tuning.job.{ending}","created_at":1719168000,"data":{{"id":"ftjob_abc123"}}}}"#
    )
}

#[test]
fn each_ending_of_a_job_is_an_event_of_its_own() {
    use FineTuningWebhookEvent as Event;
    let succeeded =
        received("haThMATChWF0LbkJAtv1aZAxdw1jwbCWL2KEiqOqOmk=", &documented("succeeded"));
    let Event::FineTuningJobSucceeded(event) = succeeded else { panic!("{succeeded:?}") };
    assert_eq!((&*event.data.id, event.created_at), ("ftjob_abc123", 1_719_168_000));
    let failed = received("2OdkGNr/NU6Qf94Sl89bw+kr1qRVssYbZmv1qXxqODM=", &documented("failed"));
    assert!(matches!(failed, Event::FineTuningJobFailed(_)), "{failed:?}");
    let cancelled =
        received("E7AatOS/EMrGkrGl4LFQbKniuhFBT6p6ifPGoLSySLg=", &documented("cancelled"));
    assert!(matches!(cancelled, Event::FineTuningJobCancelled(_)), "{cancelled:?}");
}

#[test]
fn what_is_new_of_an_event_is_kept_and_so_is_an_event_of_another_type() {
    let body = r#"{"object":"event","data":{"id":"ftjob_abc123","new":[1.0]},"later":null,"created_at":1719168000,"type":"fine_tuning.job.failed","id":"evt_3"}"#;
    let event = received("vW/56vmHvK8UJ3qFAYMpFL3mWwVILJ1fLI23n+ne9xw=", body);
    let FineTuningWebhookEvent::FineTuningJobFailed(failed) = event else { panic!("{event:?}") };
    assert!(failed.extra.get("later").is_some() && failed.data.extra.get("new").is_some());
    let body = r#"{"type":"batch.completed","id":"evt_2","created_at":1719168000,"data":{"id":"batch_1"},"object":"event"}"#;
    let event = received("axn6q6/s3m6lYtOVgKNTUbJg8Iiu3PfNoBRT2QM/1dc=", body);
    assert!(matches!(event, FineTuningWebhookEvent::Other(_)), "{event:?}");
}

#[test]
fn an_event_that_somebody_has_changed_is_none() {
    let verifier = Verifier::new(SECRET).expect("a secret");
    let signature = headers("2OdkGNr/NU6Qf94Sl89bw+kr1qRVssYbZmv1qXxqODM=");
    let forged = verifier.verify_at(&signature, documented("succeeded"), soon());
    assert_eq!(forged.map(|it| it.id().to_owned()), Err(WebhookError::Mismatch));
}

#[test]
fn the_described_events_are_the_documented_ones() {
    let description = spec::description();
    for (name, ending) in
        [("Succeeded", "succeeded"), ("Failed", "failed"), ("Cancelled", "cancelled")]
    {
        let schema = format!("WebhookFineTuningJob{name}");
        let hook = format!("fine_tuning_job_{ending}");
        let body = &description["webhooks"][&hook]["post"]["requestBody"];
        let reference = &body["content"]["application/json"]["schema"]["$ref"];
        assert_eq!(reference, &Value::from(format!("#/components/schemas/{schema}")));
        let example = &description["components"]["schemas"][&schema]["example"];
        let documented: Value = serde_json::from_str(&documented(ending)).expect("JSON");
        assert_eq!(example, &documented);
    }
}
