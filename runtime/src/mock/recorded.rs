//! A request that came to a stand-in.

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use percent_encoding::percent_decode_str;

use crate::json;
use crate::operation;
use crate::wire::{DecodeError, Wire};

/// A request that came to a stand-in, whole.
///
/// ```
/// use specwright::fine_tuning::{
///     CreateFineTuningJobRequest, create_fine_tuning_job, requests, service,
/// };
/// use specwright::http::Response;
/// use specwright::mock::{Mock, Recorded};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock = Mock::new();
/// mock.on::<requests::CreateFineTuningJob>().respond(Response::builder().status(400).body("")?);
/// let client = mock.client(service::client())?;
/// let request =
///     CreateFineTuningJobRequest::builder().model("a-model").training_file("file-abc").build();
/// assert!(create_fine_tuning_job(&client, &request).await.is_err());
///
/// let asked: Recorded = mock.requests().remove(0);
/// assert_eq!(asked.operation(), Some("createFineTuningJob"));
/// assert_eq!((asked.method().as_str(), asked.uri().path()), ("POST", "/v1/fine_tuning/jobs"));
/// assert_eq!(asked.header("content-type"), Some("application/json"));
/// assert!(asked.headers().contains_key("idempotency-key"));
/// assert_eq!(asked.query("limit"), None);
/// assert_eq!(asked.json::<CreateFineTuningJobRequest>()?, request);
/// assert!(asked.body().starts_with(b"{"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Recorded {
    operation: Option<&'static str>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    pub(super) fn new(
        operation: Option<&'static str>,
        request: operation::Request,
        body: Bytes,
    ) -> Self {
        let (head, _) = request.into_parts();
        Self { operation, method: head.method, uri: head.uri, headers: head.headers, body }
    }

    /// The `operationId`; none, where a client asked that the stand-in did not make.
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Where it went, whole.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Its headers. Those of credentials are among them.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first parameter of the query that is called so, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let decoded = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8_lossy().into_owned()
        };
        let mut pairs =
            self.uri.query()?.split('&').map(|it| it.split_once('=').unwrap_or((it, "")));
        pairs.find_map(|(key, value)| (decoded(key) == name).then(|| decoded(value)))
    }

    /// Its body, files included.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Its body as a value.
    ///
    /// # Errors
    /// Where it is not JSON, or not of the type: at which place.
    pub fn json<T: Wire>(&self) -> Result<T, DecodeError> {
        json::from_slice(&self.body)
    }
}
