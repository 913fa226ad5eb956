//! Bodies that are read while they arrive, and what failures carry by their status.

use bytes::Bytes;
use specwright::operation::{Events, Json, Operation};
use specwright::wire::Invalid;
use specwright::{Error, fine_tuning};
use specwright_tests::cases::answers_by_status as answers;
use specwright_tests::server::{Part, Server, answer, say};

use crate::doors::configured;

/// `GET /events`.
struct Watch;

impl Operation for Watch {
    type Success = Events;
    type Failure = Json<fine_tuning::ErrorResponse>;
    const ID: &'static str = "watch";

    fn request(&self) -> Result<http::Request<Bytes>, Invalid> {
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = http::Uri::from_static("/events");
        Ok(request)
    }
}

fn head() -> Part {
    let text = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nx-request-id: req_9\r\nconnection: close\r\n\r\n";
    Part::Bytes(text.as_bytes().to_vec())
}

#[tokio::test]
async fn chunks_are_handed_over_as_they_arrive() {
    // The server never ends the body: who waited for the end would never see a byte.
    let endless = vec![head(), Part::Bytes(b"data: 1\n\n".to_vec()), Part::Hang];
    let whole = vec![head(), Part::Bytes(b"data: 2\n\n".to_vec()), Part::Close];
    let server = Server::start([say(endless), say(whole)]);
    let client = configured(server.url()).build().expect("a client");
    let mut reply = client.stream(&Watch).await.expect("a stream");
    assert_eq!(reply.http_request_id(), Some("req_9"));
    assert_eq!(reply.chunk().await.expect("the first").as_deref(), Some(&b"data: 1\n\n"[..]));
    drop(reply);

    let mut reply = client.stream(&Watch).await.expect("a stream");
    assert_eq!(reply.chunk().await.expect("the first").as_deref(), Some(&b"data: 2\n\n"[..]));
    assert_eq!(reply.chunk().await.expect("the end"), None);
    assert_eq!(reply.chunk().await.expect("still the end"), None);
}

#[tokio::test]
async fn a_stream_that_breaks_off_says_so() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n";
    let server = Server::start([say(vec![Part::Bytes(head.as_bytes().to_vec()), Part::Close])]);
    let client = configured(server.url()).build().expect("a client");
    let mut reply = client.stream(&Watch).await.expect("a stream");
    assert_eq!(reply.chunk().await.expect("a chunk").as_deref(), Some(&b"hello"[..]));
    let error = reply.chunk().await.expect_err("it breaks off");
    assert!(error.to_string().contains("while the answer was read"), "{error}");
}

#[tokio::test]
async fn a_failure_of_a_stream_is_read_whole_and_repeated_as_any_other() {
    let refused = br#"{"error":{"code":"c","message":"no","type":"t","param":null}}"#;
    let server = Server::start([
        answer(500, &[], b"{}"),
        answer(404, &[("content-type", "application/json")], refused),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let Err(Error::Api(error)) = client.stream(&Watch).await else { panic!("a failure") };
    assert_eq!((server.seen().len(), error.status().as_u16()), (2, 404));
    let failure = error.failure::<Watch>().expect("strict");
    assert_eq!(failure.error.message, "no");
}

#[tokio::test]
async fn answers_are_read_by_their_status() {
    use answers::requests::{StartJob, StartJobFailure, StartJobSuccess};
    let server = Server::start([
        answer(202, &[], br#"{"poll":"/later"}"#),
        answer(204, &[], b""),
        answer(400, &[], br#"{"title":"wrong"}"#),
        answer(422, &[], b"refused"),
        answer(205, &[], b""),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let begun = answers::start_job(&client).await.expect("a success");
    assert!(matches!(&*begun, StartJobSuccess::Status202(begun) if begun.poll == "/later"));
    let nothing = answers::start_job(&client).await.expect("a success");
    assert_eq!(*nothing, StartJobSuccess::Status204);
    let Err(Error::Api(error)) = answers::start_job(&client).await else { panic!("a failure") };
    assert!(matches!(error.failure::<StartJob>(), Ok(StartJobFailure::Status400(_))));
    let Err(Error::Api(error)) = answers::start_job(&client).await else { panic!("a failure") };
    let refused = StartJobFailure::Status4XX("refused".to_owned());
    assert_eq!(error.failure::<StartJob>(), Ok(refused));
    let other = answers::start_job(&client).await.expect("a success");
    assert!(matches!(&*other, StartJobSuccess::Other(body) if body.is_empty()));
}
