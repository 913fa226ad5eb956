//! Uploads: from memory, from disk and from readers, by every client; what is sent again, and
//! what cannot be.

use std::error::Error as StdError;
use std::fs;
use std::future::Future;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use specwright::File;
use specwright::client::{Builder, Client, Credential};
use specwright::operation::Body;
use specwright::tower::TowerTransport;
use specwright::{Error, Operation};
use specwright_tests::cases::files_in_every_place::SendPartsRequest;
use specwright_tests::cases::files_in_every_place::requests::{SendParts, SendRaw};
use specwright_tests::server::{Server, Step, answer};

const CONTENT: &[u8] = b"\x00\x01 what is uploaded \xff\r\n";

/// A file on disk of its own for each test.
fn on_disk(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("upload-{name}"));
    fs::write(&path, content).expect("a file");
    path
}

fn configured(server: &Server) -> Builder {
    Client::builder()
        .base_url(server.url())
        .credential(Credential::bearer("sk-0"))
        .timeout(Duration::from_secs(10))
        .retry_delay(Duration::from_millis(5), Duration::from_millis(20))
}

/// A service as someone else would write it.
#[derive(Clone)]
struct Service(reqwest::Client);

impl tower_service::Service<Request<Body>> for Service {
    type Response = Response<Bytes>;
    type Error = Box<dyn StdError + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(reqwest::Body::wrap))?;
            let answer = client.execute(request).await?;
            let mut response = Response::new(());
            *response.status_mut() = answer.status();
            let body = answer.bytes().await?;
            Ok(response.map(|()| body))
        })
    }
}

/// Makes a call by each kind of client.
async fn by_every_client<O: Operation + Send + 'static>(
    server: &Server,
    mut operation: impl FnMut() -> O,
) {
    let client = configured(server).build().expect("a client");
    client.call(operation()).await.expect("sent");
    let plain = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().expect("a client");
    let tower = configured(server).transport(TowerTransport::new(Service(plain)));
    tower.build().expect("a client").call(operation()).await.expect("sent");
    let (url, operation) = (configured(server), operation());
    let blocking = move || {
        let client = url.build().expect("a client");
        client.call(operation).send().expect("sent");
    };
    tokio::task::spawn_blocking(blocking).await.expect("no panic");
}

/// `PUT /raw`, owned.
#[derive(Clone, Debug)]
struct Put(File);

impl Operation for Put {
    type Success = specwright::operation::Empty;
    type Failure = Bytes;
    const ID: &'static str = "put";

    fn request(self) -> Result<specwright::operation::Request, specwright::Invalid> {
        SendRaw::new(&self.0).request()
    }
}

/// `POST /parts`, owned.
#[derive(Clone, Debug)]
struct Post(File);

impl Operation for Post {
    type Success = specwright::operation::Empty;
    type Failure = Bytes;
    const ID: &'static str = "post";

    fn request(self) -> Result<specwright::operation::Request, specwright::Invalid> {
        let request = SendPartsRequest::builder().picture(self.0.clone()).note("n").build();
        SendParts::new(&request).request()
    }
}

fn is_chunked(seen: &specwright_tests::server::Seen) -> bool {
    let is_chunked = seen.header("transfer-encoding") == Some("chunked");
    assert_eq!(is_chunked, seen.header("content-length").is_none());
    is_chunked
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_on_disk_is_sent_with_its_length() {
    let path = on_disk("disk", CONTENT);
    let server = Server::start([answer(204, &[], "")]);
    by_every_client(&server, || Put(File::open(&path).expect("it is there"))).await;
    by_every_client(&server, || Post(File::open(&path).expect("it is there"))).await;
    let seen = server.seen();
    assert_eq!(seen.len(), 6);
    for seen in &seen[..3] {
        assert_eq!(seen.body, CONTENT);
        assert!(!is_chunked(seen));
    }
    for seen in &seen[3..] {
        let text = String::from_utf8_lossy(&seen.body);
        assert!(text.contains("filename=\"upload-disk\"\r\n"), "{text}");
        assert!(seen.body.windows(CONTENT.len()).any(|window| window == CONTENT));
        assert!(!is_chunked(seen));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_is_sent_in_chunks_or_with_the_length_that_is_told() {
    let server = Server::start([answer(204, &[], "")]);
    by_every_client(&server, || Put(File::from_reader("r", CONTENT))).await;
    by_every_client(&server, || Post(File::from_reader("r", CONTENT))).await;
    let told = || File::from_reader("r", CONTENT).with_length(CONTENT.len() as u64);
    by_every_client(&server, || Put(told())).await;
    by_every_client(&server, || Post(told())).await;
    // The longer of these do not come at once.
    let long = || vec![7; 300_000];
    by_every_client(&server, || Put(File::from_async_reader("r", io::Cursor::new(long())))).await;
    by_every_client(&server, || Put(File::from_stream("r", Two(2)))).await;
    let seen = server.seen();
    assert_eq!(seen.iter().map(is_chunked).collect::<Vec<_>>(), {
        let six = |is_chunked| [is_chunked; 6];
        [six(true), six(false), six(true)].concat()
    });
    for raw in seen[..3].iter().chain(&seen[6..9]) {
        assert_eq!(raw.body, CONTENT);
    }
    assert!(seen[12..15].iter().all(|seen| seen.body == long()));
    assert!(seen[15..].iter().all(|seen| seen.body == b"21"));
    for parts in seen[3..6].iter().chain(&seen[9..12]) {
        assert!(parts.body.windows(CONTENT.len()).any(|window| window == CONTENT));
        assert!(parts.body.ends_with(b"--\r\n"));
    }
}

/// A stream of so many chunks, each its number.
struct Two(u8);

impl futures_core::Stream for Two {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let number = self.0;
        self.0 = number.saturating_sub(1);
        Poll::Ready((number > 0).then(|| Ok(Bytes::from(number.to_string()))))
    }
}

#[tokio::test]
async fn what_can_be_read_again_is_sent_again() {
    let path = on_disk("again", CONTENT);
    for file in [File::open(&path).expect("a file"), File::from(CONTENT)] {
        let server = Server::start([
            answer(503, &[], ""),
            answer(307, &[("location", "/v1/b")], ""),
            answer(204, &[], ""),
        ]);
        let client = configured(&server).build().expect("a client");
        client.call(Put(file)).await.expect("sent");
        let seen = server.seen();
        assert_eq!(seen.len(), 3);
        assert!(seen.iter().all(|seen| seen.body == CONTENT));
    }
}

/// By every client, from everywhere; a call that is repeated tells it anew.
#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_while_a_file_is_sent() {
    let content: Vec<u8> = (0..400_000_u32).map(|byte| byte as u8).collect();
    let path = on_disk("progress", &content);
    let all = content.len() as u64;
    let told: Arc<Mutex<Vec<u64>>> = Arc::default();
    let (server, sources) = (Server::start([answer(204, &[], "")]), 4);
    for source in 0..sources {
        let file = || {
            let file = match source {
                0 => File::open(&path).expect("it is there"),
                1 => File::from(content.clone()),
                2 => File::from_reader("r", io::Cursor::new(content.clone())),
                _ => File::from_async_reader("r", io::Cursor::new(content.clone())),
            };
            let hears = Arc::clone(&told);
            file.with_progress(move |sent| hears.lock().expect("a list").push(sent))
        };
        by_every_client(&server, || Put(file())).await;
        by_every_client(&server, || Post(file())).await;
    }
    let told = std::mem::take(&mut *told.lock().expect("a list"));
    let uploads: Vec<&[u64]> = told.split_inclusive(|sent| *sent == all).collect();
    assert_eq!(uploads.len(), sources * 6);
    for upload in uploads {
        assert!(upload.len() >= 4, "a piece is no more than 128 KiB: {upload:?}");
        assert!(upload.is_sorted_by(|one, next| one < next), "{upload:?}");
    }
    assert!(server.seen()[..3].iter().all(|seen| seen.body == content));

    let again: Arc<Mutex<Vec<u64>>> = Arc::default();
    let hears = Arc::clone(&again);
    let file =
        File::from("text").with_progress(move |sent| hears.lock().expect("a list").push(sent));
    assert_eq!(file, File::from("text"));
    let server = Server::start([answer(503, &[], ""), answer(204, &[], "")]);
    configured(&server).build().expect("a client").call(Put(file)).await.expect("sent");
    assert_eq!((&*again.lock().expect("a list"), server.seen().len()), (&vec![4, 4], 2));
}

#[tokio::test]
async fn a_reader_is_not_sent_again() {
    let server = Server::start([answer(503, &[], "")]);
    let client = configured(&server).build().expect("a client");
    let result = client.call(Put(File::from_reader("r", CONTENT))).await;
    assert!(
        matches!(&result, Err(Error::Api(error)) if error.status().as_u16() == 503),
        "{result:?}"
    );
    assert_eq!(server.seen().len(), 1);

    let server = Server::start([answer(307, &[("location", "/v1/b")], "")]);
    let client = configured(&server).build().expect("a client");
    let result = client.call(Put(File::from_reader("r", CONTENT))).await;
    let Err(error) = result else { panic!("it cannot be followed") };
    assert!(error.to_string().contains("can be read only once"), "{error}");
    assert_eq!(server.seen().len(), 1);

    let file = File::from_reader("r", CONTENT);
    let server = Server::start([answer(204, &[], "")]);
    let client = configured(&server).build().expect("a client");
    client.call(Put(file.clone())).await.expect("sent");
    let Err(Error::Invalid(invalid)) = client.call(Put(file)).await else { panic!("it is spent") };
    assert!(invalid.to_string().contains("has been read already"), "{invalid}");
}

#[tokio::test]
async fn a_reader_of_which_nothing_was_read_is_sent_later() {
    let server = Server::start_late([answer(204, &[], "")], Duration::from_millis(60));
    let client = configured(&server).max_retries(20).build().expect("a client");
    client.call(Put(File::from_reader("r", CONTENT))).await.expect("sent");
    assert_eq!(server.seen().remove(0).body, CONTENT);
}

#[tokio::test]
async fn a_length_that_is_not_true_fails_before_the_request_is_whole() {
    let length = CONTENT.len() as u64;
    for told in [length - 1, length + 1] {
        let server = Server::start([answer(204, &[], "")]);
        let client = configured(&server).max_retries(0).build().expect("a client");
        let file = File::from_reader("r", CONTENT).with_length(told);
        let error = client.call(Put(file)).await.expect_err("it is not true");
        let mut text = error.to_string();
        let mut source = StdError::source(&error);
        while let Some(error) = source {
            text.push_str(&error.to_string());
            source = error.source();
        }
        assert!(text.contains("bytes than were announced"), "{text}");
        assert_eq!(server.seen().len(), 0);
    }
    let path = on_disk("grown", CONTENT);
    let request = Put(File::open(&path).expect("a file")).request().expect("a request");
    assert_eq!(request.body().length(), Some(length));
    assert_eq!(request.body().as_bytes(), None);
}

#[tokio::test]
async fn a_reader_that_fails_fails_the_call() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the tape tore"))
        }
    }
    let server = Server::start([Step::Answer(Arc::new(|_| Vec::new()))]);
    let client = configured(&server).max_retries(0).build().expect("a client");
    let error = client.call(Put(File::from_reader("r", Failing))).await.expect_err("it failed");
    assert!(error.to_string().contains("the tape tore"), "{error}");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn what_is_no_file_cannot_be_opened() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let error = File::open(folder).expect_err("a folder");
    assert!(error.to_string().contains("not a regular file"), "{error}");
    let error = File::open(format!("{folder}/none")).expect_err("nothing");
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
    let path = on_disk("gone", CONTENT);
    let file = File::open(&path).expect("a file");
    fs::remove_file(path).expect("removed");
    let invalid = Post(file).request().expect_err("it is gone");
    assert_eq!(invalid.violations()[0].pointer, "/picture");
}

#[test]
fn bytes_in_memory_are_not_copied() {
    static WAS_DROPPED: AtomicBool = AtomicBool::new(false);
    struct Owner(Vec<u8>);
    impl AsRef<[u8]> for Owner {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    impl Drop for Owner {
        fn drop(&mut self) {
            WAS_DROPPED.store(true, Ordering::SeqCst);
        }
    }
    let content = vec![1; 8 << 20];
    let start = content.as_ptr();
    let file = File::from_owner("big", Owner(content));
    let post = Post(file.clone());
    let counted = allocation_counter::measure(move || {
        let request = post.request().expect("a request");
        assert_eq!(request.body().length().map(|length| length >> 20), Some(8));
    });
    assert!(counted.bytes_max < 32 << 10, "{} bytes", counted.bytes_max);
    let request = Put(file).request().expect("a request");
    assert_eq!(request.body().as_bytes().map(<[u8]>::as_ptr), Some(start));
    drop(request);
    assert!(WAS_DROPPED.load(Ordering::SeqCst));
}
