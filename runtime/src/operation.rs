//! Operations as values: what goes out and what comes back, with no network in sight.
//!
//! An [`Operation`] is a call with its arguments: it builds a [`Request`] and reads a [`Response`],
//! whoever carries them. Each operation of a description is one in the generated module `requests`.
//! A person also meets [`Accepting`], a call that asks for another media type; [`Header`], by which
//! a reply is asked for a header; [`Server`] and [`Security`], what the description says of where a
//! call goes and what it proves. The rest is how generated code says what a request is made of
//! ([`RequestBuilder`], [`Parameter`], [`Part`]) and how a body is read ([`ResponseBody`]).

mod accepting;
mod body;
mod caller;
mod charset;
#[cfg(feature = "client")]
mod event;
mod form;
mod framing;
mod header;
mod header_text;
#[cfg(feature = "client")]
mod items;
mod multipart;
mod page_plan;
mod parameter;
mod part;
mod request_builder;
mod response_body;
mod security;
mod server;
mod style;
mod tree;

#[doc(hidden)]
pub use crate::{
    __by_status as by_status, __call as call, __events as events, __lines as lines,
    __pages as pages, __representations as representations, __typed_events as typed_events,
};
pub use bytes::Bytes;
pub use http::Method;

pub use self::accepting::Accepting;
pub use self::body::Body;
pub use self::caller::{Caller, NoClient};
pub use self::framing::Framing;
pub use self::header::{Header, HeaderStyle};
#[cfg(feature = "client")]
pub(crate) use self::items::{ItemSplitter, Piece};
#[cfg(feature = "client")]
pub(crate) use self::page_plan::NextPage;
#[doc(hidden)]
pub use self::page_plan::PagePlan;
pub use self::parameter::{Parameter, cookie, header, path, query};
#[cfg(feature = "client")]
pub(crate) use self::part::essence;
pub use self::part::{Part, part};
pub use self::request_builder::RequestBuilder;
#[cfg(feature = "client")]
pub(crate) use self::request_builder::UNRESERVED;
pub use self::response_body::{
    CustomJson, Empty, Events, Json, ResponseBody, Text, Undescribed, match_status,
    read_boxed_custom_json, read_boxed_json, read_bytes, read_custom_json, read_json, read_text,
};
pub use self::security::{Scheme, Security, SentAs};
pub use self::server::{Server, ServerVariable};
pub use self::style::Style;

use crate::wire::{DecodeError, Invalid};

/// A method that `http` has no constant for.
///
/// A name that is no token (RFC 9110, section 5.6.2) cannot be sent; `POST` stands in for it.
pub fn method(name: &str) -> Method {
    Method::from_bytes(name.as_bytes()).unwrap_or(Method::POST)
}

/// A request whose URI is a path and a query, to be appended to a base URL.
///
/// The example of [`Operation`] names it.
pub type Request = http::Request<Body>;

/// A response with its whole body.
///
/// The example of [`Operation`] names it.
pub type Response = http::Response<Bytes>;

/// One call of an operation of the description, with its arguments.
///
/// A client sends what [`request`](Self::request) builds, below its base URL and with its
/// credentials, and reads what arrives as [`Success`](Self::Success). Anything else that can
/// exchange an [`http::Request`] for an [`http::Response`] can do the same.
///
/// ```
/// use specwright::Operation;
/// use specwright::fine_tuning::requests::RetrieveFineTuningJob;
/// use specwright::operation::{Failure, Output, Request, Response};
///
/// let call = RetrieveFineTuningJob::new("ftjob-1");
/// let request: Request = call.request()?;
/// assert_eq!((request.method().as_str(), request.uri().path()), ("GET", "/fine_tuning/jobs/ftjob-1"));
///
/// /// Whoever exchanged the request for a response has it read.
/// fn read<O: Operation>(response: &Response) -> Result<Output<O>, specwright::DecodeError> {
///     O::response(response)
/// }
/// assert!(read::<RetrieveFineTuningJob>(&Response::new("{}".into())).is_err());
/// type WhyNot = Failure<RetrieveFineTuningJob>;
/// # Ok::<(), specwright::Invalid>(())
/// ```
pub trait Operation: Sized {
    /// How the body of a success is read.
    type Success: ResponseBody;

    /// How the body of a failure is read; see [`ApiError::failure`](crate::ApiError::failure).
    type Failure: ResponseBody;

    /// The operation's `operationId`.
    const ID: &'static str;

    /// The servers of the operation, where it has its own (`servers` of the operation or of its
    /// path item): its calls go to the first, unless they say otherwise.
    const SERVERS: &'static [Server] = &[];

    /// The credentials that its calls need.
    const SECURITY: Security = Security::Unspecified;

    /// The statuses of redirects that are an answer of the operation, rather than a way to it:
    /// `302`, `3XX`.
    const REDIRECTS: &'static [&'static str] = &[];

    /// Builds the request: its URI is a path and a query, to be appended to a base URL;
    /// its body is complete; it has no credentials.
    ///
    /// # Errors
    /// Every limit of the description that the arguments break; nothing may then be sent.
    fn request(self) -> Result<Request, Invalid>;

    /// Reads a response whose status is a success, or one of the redirects that are.
    ///
    /// # Errors
    /// Where the body is not what the description says, at which place of it.
    fn response(
        response: &Response,
    ) -> Result<<Self::Success as ResponseBody>::Output, DecodeError> {
        Self::Success::read(response)
    }
}

/// What a success of an operation carries.
///
/// The example of [`Operation`] names it.
pub type Output<O> = <<O as Operation>::Success as ResponseBody>::Output;

/// What a failure of an operation carries.
///
/// The example of [`Operation`] names it.
pub type Failure<O> = <<O as Operation>::Failure as ResponseBody>::Output;
