//! What a vendor's servers say by headers and bodies of their own.

use std::time::Duration;

use http::{HeaderMap, HeaderName, StatusCode};

use crate::raw_response::RawResponse;

/// What the servers of one vendor say beside the standards: whether a call may be repeated,
/// what they call it, what an error says.
///
/// ```
/// use specwright::client::{Client, RetryHint, Vendor};
/// use specwright::http::{HeaderMap, HeaderName, StatusCode};
///
/// struct Acme;
///
/// impl Vendor for Acme {
///     fn request_id(&self) -> Option<HeaderName> {
///         Some(HeaderName::from_static("acme-request"))
///     }
///
///     fn retry_hint(&self, _: StatusCode, headers: &HeaderMap) -> RetryHint {
///         match headers.contains_key("acme-final") {
///             true => RetryHint::Never,
///             false => RetryHint::Unsaid { wait: None },
///         }
///     }
/// }
///
/// let client = Client::builder().base_url("https://parcels.example").vendor(Acme).build()?;
/// # Ok::<(), specwright::Error>(())
/// ```
pub trait Vendor: Send + Sync + 'static {
    /// The header by which a response names the request, for the vendor's support.
    fn request_id(&self) -> Option<HeaderName> {
        None
    }

    /// What an answer that is no success says about a repetition, beside `Retry-After`.
    fn retry_hint(&self, _status: StatusCode, _headers: &HeaderMap) -> RetryHint {
        RetryHint::Unsaid { wait: None }
    }

    /// The sentence for people in an error's body; without one, that of RFC 9457 is looked for.
    ///
    /// ```
    /// use specwright::RawResponse;
    /// use specwright::client::Vendor;
    /// use specwright::serde_json::{Value, from_slice};
    ///
    /// struct Acme;
    ///
    /// impl Vendor for Acme {
    ///     fn error_message(&self, response: &RawResponse) -> Option<String> {
    ///         let body: Value = from_slice(response.bytes()).ok()?;
    ///         Some(body["fault"].as_str()?.to_owned())
    ///     }
    /// }
    /// ```
    fn error_message(&self, _response: &RawResponse) -> Option<String> {
        None
    }
}

/// What a server says about a repetition.
///
/// The example of [`Vendor`] gives two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryHint {
    /// Nothing: the status and the method decide.
    Unsaid {
        /// How long to wait, where it says that.
        wait: Option<Duration>,
    },
    /// The call may be made again, whatever it does.
    Again {
        /// How long to wait, where it says that.
        wait: Option<Duration>,
    },
    /// The call must not be made again.
    Never,
}

/// The standards alone.
pub(crate) struct Standard;

impl Vendor for Standard {}
