//! A function that calls an API, and its tests, which open no socket.

pub mod api {
    specwright::generate!("../scribe.yaml");
}

// ANCHOR: code
use specwright::{Client, Error};

/// Returns how long all recordings take together, of those of which that is known.
pub async fn total_seconds(client: &Client) -> Result<f64, Error> {
    let mut total = 0.0;
    let mut recordings = api::list_recordings(client).items();
    while let Some(recording) = recordings.next().await {
        total += recording?.seconds.unwrap_or(0.0);
    }
    Ok(total)
}
// ANCHOR_END: code

#[cfg(test)]
mod tests {
    // ANCHOR: transport
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use specwright::client::{BoxFuture, Incoming, Limits, Transport, TransportError};
    use specwright::http::{Request, Response};
    use specwright::operation::{Body, Operation};

    use crate::api::{RecordingState, requests, service};

    /// Answers from a list, and remembers what it was asked.
    #[derive(Clone, Default)]
    struct Canned {
        answers: Arc<Mutex<Vec<&'static str>>>,
        asked: Arc<Mutex<Vec<String>>>,
    }

    impl Transport for Canned {
        fn send(
            &self,
            request: Request<Body>,
            _: Limits,
        ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
            self.asked.lock().expect("no test panicked").push(request.uri().to_string());
            let answer = self.answers.lock().expect("no test panicked").remove(0);
            Box::pin(async move { Ok(Response::new(answer.into())) })
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(async {})
        }
    }
    // ANCHOR_END: transport

    // ANCHOR: test
    #[tokio::test]
    async fn all_pages_count() -> Result<(), Box<dyn std::error::Error>> {
        let canned = Canned::default();
        canned.answers.lock().expect("no test panicked").extend([
            r#"{"data": [{"id": "b", "title": "B", "state": "done", "seconds": 2}], "has_more": true}"#,
            r#"{"data": [{"id": "a", "title": "A", "state": "done", "seconds": 1}], "has_more": false}"#,
        ]);
        let client = service::client()
            .credential(service::token("none"))
            .transport(canned.clone())
            .build()?;
        assert_eq!(crate::total_seconds(&client).await?, 3.0);
        let asked = canned.asked.lock().expect("no test panicked");
        assert_eq!(asked[1], "https://api.scribe.example/v1/recordings?after=b");
        Ok(())
    }
    // ANCHOR_END: test

    // ANCHOR: values
    /// An operation is a value: it builds a request and reads a response, without a client.
    #[test]
    fn an_operation_without_a_client() -> Result<(), Box<dyn std::error::Error>> {
        let call = requests::RetrieveRecording::new("a/b");
        assert_eq!(call.request()?.uri(), "/recordings/a%2Fb");

        let answer = r#"{"id": "a/b", "title": "A", "state": "queued"}"#;
        let recording = requests::RetrieveRecording::response(&Response::new(answer.into()))?;
        assert_eq!(recording.state, RecordingState::Queued);
        Ok(())
    }
    // ANCHOR_END: values
}
