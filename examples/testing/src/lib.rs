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
    use std::time::Duration;

    use specwright::Error;
    use specwright::client::{BoxFuture, Incoming, Limits, Phase, Transport, TransportError};
    use specwright::http::{Request, Response};
    use specwright::mock::Mock;
    use specwright::operation::{Body, Operation};

    use crate::api::{RecordingState, list_recordings, requests, retrieve_recording, service};

    // ANCHOR: mock
    #[tokio::test]
    async fn all_pages_count() -> Result<(), Box<dyn std::error::Error>> {
        let mock = Mock::new();
        mock.on::<requests::ListRecordings>().when(|asked| asked.query("after").is_none()).json(
            200,
            r#"{"data": [{"id": "b", "title": "B", "state": "done", "seconds": 2}], "has_more": true}"#,
        )?;
        mock.on::<requests::ListRecordings>().json(
            200,
            r#"{"data": [{"id": "a", "title": "A", "state": "done", "seconds": 1}], "has_more": false}"#,
        )?;
        let client = mock.client(service::client())?;

        assert_eq!(crate::total_seconds(&client).await?, 3.0);

        assert_eq!(mock.requests()[1].query("after").as_deref(), Some("b"));
        assert_eq!(mock.unasked(), [""; 0]);
        Ok(())
    }
    // ANCHOR_END: mock

    // ANCHOR: failures
    #[tokio::test]
    async fn a_connection_that_fails_is_tried_again() -> Result<(), Box<dyn std::error::Error>> {
        let mock = Mock::new();
        mock.on::<requests::RetrieveRecording>()
            .times(1)
            .fail(|| TransportError::failed(Phase::Unsent, "no route"));
        mock.on::<requests::RetrieveRecording>().json(404, r#"{"message": "gone"}"#)?;
        let client = mock.client(service::client())?;

        let failed = retrieve_recording(&client, "rec_1").await;

        assert!(matches!(failed, Err(Error::Api(refused)) if refused.status() == 404));
        assert_eq!((mock.requests().len(), mock.waits().len()), (2, 1));
        Ok(())
    }

    /// What a server of this description cannot answer, a test does not answer either.
    #[test]
    fn an_answer_has_to_be_described() {
        let mock = Mock::new();
        let stated = mock.on::<requests::RetrieveRecording>().json(200, r#"{"id": "rec_1"}"#);
        assert!(stated.is_err_and(|error| error.to_string().contains("title")));
    }
    // ANCHOR_END: failures

    // ANCHOR: transport
    /// A transport that answers all with one text.
    struct Canned(&'static str);

    impl Transport for Canned {
        fn send(
            &self,
            request: Request<Body>,
            _: Limits,
        ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
            println!("{} {}", request.method(), request.uri());
            Box::pin(async move { Ok(Response::new(self.0.into())) })
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(async {})
        }
    }

    #[tokio::test]
    async fn a_transport_of_ones_own() -> Result<(), Box<dyn std::error::Error>> {
        let client = service::client()
            .transport(Canned(r#"{"data": [], "has_more": false}"#))
            .credential(service::token("none"))
            .build()?;
        assert!(list_recordings(&client).await?.data.is_empty());
        Ok(())
    }
    // ANCHOR_END: transport

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
