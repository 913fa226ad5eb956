//! What a user does before and after each attempt of a call.

use std::error::Error as StdError;

use http::{request, response};

use super::transport::TransportError;

/// Looks at each attempt of a call, and may change what leaves.
///
/// ```
/// use std::error::Error;
/// use specwright::client::{AttemptInfo, Client, Hook};
/// use specwright::http::{HeaderValue, request};
///
/// struct Trace;
///
/// impl Hook for Trace {
///     fn before(
///         &self,
///         attempt: &AttemptInfo,
///         head: &mut request::Parts,
///         _: Option<&[u8]>,
///     ) -> Result<(), Box<dyn Error + Send + Sync>> {
///         head.headers.insert("x-attempt", HeaderValue::from(attempt.number));
///         Ok(())
///     }
/// }
///
/// let client = Client::builder().base_url("https://parcels.example").hook(Trace).build()?;
/// # Ok::<(), specwright::Error>(())
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Before an attempt: the head as it will leave, its credentials included, and the body
    /// where it is in memory.
    ///
    /// # Errors
    /// Where the attempt must not leave; the call ends with
    /// [`Error::Config`](crate::Error::Config). The text must not hold a credential.
    fn before(
        &self,
        _attempt: &AttemptInfo,
        _head: &mut request::Parts,
        _body: Option<&[u8]>,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        Ok(())
    }

    /// After an attempt: the head that came back, or why none did.
    ///
    /// ```
    /// use specwright::client::{AttemptInfo, Hook, TransportError};
    /// use specwright::http::response::Parts;
    ///
    /// struct Count;
    ///
    /// impl Hook for Count {
    ///     fn after(&self, attempt: &AttemptInfo, outcome: Result<&Parts, &TransportError>) {
    ///         match outcome {
    ///             Ok(head) => println!("{} {}: {}", attempt.operation, attempt.number, head.status),
    ///             Err(error) => println!("{} {}: {error}", attempt.operation, attempt.number),
    ///         }
    ///     }
    /// }
    /// ```
    fn after(&self, _attempt: &AttemptInfo, _outcome: Result<&response::Parts, &TransportError>) {}
}

/// Which attempt of which call it is.
///
/// The example of [`Hook`] writes it into a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttemptInfo {
    /// The `operationId`.
    pub operation: &'static str,
    /// The attempt's number, from 1.
    pub number: u32,
}

impl AttemptInfo {
    pub(crate) fn new(operation: &'static str, number: u32) -> Self {
        Self { operation, number }
    }
}
