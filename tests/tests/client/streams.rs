//! Bodies that are read while they arrive, and what failures carry by their status.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use specwright::Invalid;
use specwright::client::{BoxFuture, ByteStream, Incoming, Limits, Transport, TransportError};
use specwright::operation::{Body, Events, Json, Operation};
use specwright::{Error, fine_tuning};
use specwright_tests::cases::answers_by_status as answers;
use specwright_tests::server::{Part, Server, answer, say};

use crate::doors::configured;
use crate::jobs::{JOB, RetrieveJob};

/// `GET /events`.
struct Watch;

impl Operation for Watch {
    type Success = Events;
    type Failure = Json<fine_tuning::ErrorResponse>;
    const ID: &'static str = "watch";

    fn request(self) -> Result<http::Request<Body>, Invalid> {
        let mut request = http::Request::new(Body::empty());
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
    let mut reply = client.stream(Watch).await.expect("a stream");
    assert_eq!(reply.http_request_id(), Some("req_9"));
    assert_eq!(reply.chunk().await.expect("the first").as_deref(), Some(&b"data: 1\n\n"[..]));
    drop(reply);

    let mut reply = client.stream(Watch).await.expect("a stream");
    assert_eq!(reply.chunk().await.expect("the first").as_deref(), Some(&b"data: 2\n\n"[..]));
    assert_eq!(reply.chunk().await.expect("the end"), None);
    assert_eq!(reply.chunk().await.expect("still the end"), None);
}

#[tokio::test]
async fn a_stream_that_breaks_off_says_so() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n";
    let server = Server::start([say(vec![Part::Bytes(head.as_bytes().to_vec()), Part::Close])]);
    let client = configured(server.url()).build().expect("a client");
    let mut reply = client.stream(Watch).await.expect("a stream");
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
    let Err(Error::Api(error)) = client.stream(Watch).await else { panic!("a failure") };
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

#[tokio::test]
async fn each_operation_has_an_enum_of_its_failures_also_where_none_is_described() {
    use answers::requests::{
        ListJobs, ListJobsFailure, StartJobSuccessCall, StartJobSuccessCallFailure,
    };
    let server = Server::start([
        answer(404, &[], br#"{"title":"none"}"#),
        answer(418, &[], br#"{"title":"any"}"#),
        answer(418, &[], b"[]"),
        answer(404, &[], b"nobody said"),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let title = |failure: ListJobsFailure| match failure {
        ListJobsFailure::Status404(problem) => ("404", problem.title),
        ListJobsFailure::Default(problem) => ("default", problem.title),
        other => panic!("{other:?}"),
    };
    for expected in [("404", Some("none".to_owned())), ("default", Some("any".to_owned()))] {
        let Err(Error::Api(error)) = answers::list_jobs(&client).await else { panic!("a failure") };
        assert_eq!(title(error.failure::<ListJobs>().expect("as described")), expected);
    }
    let Err(Error::Api(error)) = answers::list_jobs(&client).await else { panic!("a failure") };
    error.failure::<ListJobs>().expect_err("a list is no problem");
    let call = answers::start_job_success(&client);
    let Err(Error::Api(error)) = call.await else { panic!("a failure") };
    let failure: StartJobSuccessCallFailure =
        error.failure::<StartJobSuccessCall>().expect("anything");
    assert_eq!(failure.clone(), failure);
    assert_eq!(format!("{failure:?}"), "Other(b\"nobody said\")");
    match failure {
        StartJobSuccessCallFailure::Other(bytes) => assert_eq!(&bytes[..], b"nobody said"),
        other => panic!("{other:?}"),
    }
}

/// A transport that hands every body over in pieces, whatever it was asked for.
struct InPieces(&'static [&'static str], u16);

impl Transport for InPieces {
    fn send(
        &self,
        _: http::Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Incoming>, TransportError>> {
        let pieces = Pieces(self.0.iter());
        let mut response = http::Response::new(ByteStream::new(pieces).into());
        *response.status_mut() = self.1.try_into().expect("a status");
        Box::pin(async { Ok(response) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

struct Pieces(std::slice::Iter<'static, &'static str>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(|piece| Ok(Bytes::from_static(piece.as_bytes()))))
    }
}

#[tokio::test]
async fn a_stream_is_read_whole_where_a_whole_body_is_wanted() {
    let job = RetrieveJob { id: "1" };
    let (start, end) = JOB.split_at(20);
    let pieces: &'static [&'static str] = Box::leak(Box::new([start, end]));
    let client = configured("https://nowhere.example");
    let client = client.transport(InPieces(pieces, 200)).build().expect("a client");
    let reply = client.call(job).await.expect("a job");
    assert_eq!((reply.id.as_str(), &reply.http_body()[..]), ("ftjob-1", JOB.as_bytes()));

    let client = configured("https://nowhere.example").max_response_bytes(30);
    let client = client.transport(InPieces(pieces, 200)).build().expect("a client");
    let error = client.call(job).await.expect_err("more than 30 bytes");
    assert!(matches!(error, Error::TooLarge(_)), "{error}");

    let refused = br#"{"error":{"code":"c","message":"no","type":"t","param":null}}"#;
    let refused: &'static [&'static str] =
        Box::leak(Box::new([std::str::from_utf8(refused).expect("text")]));
    let client = configured("https://nowhere.example");
    let client = client.transport(InPieces(refused, 404)).build().expect("a client");
    let Err(Error::Api(error)) = client.stream(Watch).await else { panic!("a failure") };
    assert_eq!(error.failure::<Watch>().expect("strict").error.message, "no");
}

/// As a caller with the adapters of another crate uses it.
async fn collected(
    mut stream: impl Stream<Item = Result<Bytes, TransportError>> + Unpin,
) -> String {
    let mut text = String::new();
    while let Some(chunk) =
        std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await
    {
        text.push_str(&String::from_utf8_lossy(&chunk.expect("a chunk")));
    }
    text
}

#[tokio::test]
async fn a_stream_is_a_stream() {
    let server =
        Server::start([say(vec![head(), Part::Bytes(b"data: 1\n\n".to_vec()), Part::Close])]);
    let client = configured(server.url()).build().expect("a client");
    let reply = client.stream(Watch).await.expect("a stream");
    assert_eq!(collected(reply.into_inner()).await, "data: 1\n\n");
    // A body that is there already is a stream of it.
    let client = configured("https://nowhere.example");
    let client = client.transport(InPieces(&["a", "b"], 200)).build().expect("a client");
    let reply = client.stream(Watch).await.expect("a stream");
    assert_eq!(collected(reply.into_inner()).await, "ab");
    assert_eq!(collected(Incoming::from("whole").into_stream()).await, "whole");
}

#[tokio::test]
async fn a_stream_that_falls_silent_ends_by_the_time() {
    let server = Server::start([say(vec![head(), Part::Bytes(b"1".to_vec()), Part::Hang])]);
    let client = configured(server.url()).timeout(Duration::from_millis(200));
    let client = client.build().expect("a client");
    let mut reply = client.stream(Watch).await.expect("a stream");
    assert_eq!(reply.chunk().await.expect("a chunk").as_deref(), Some(&b"1"[..]));
    let error = reply.chunk().await.expect_err("nothing comes");
    assert!(error.is_timeout(), "{error}");
}
