//! What is set where a caller may have it or not.

/// Sets what a caller may have or not, of whatever is built by methods that return it: a builder, a
/// call, options.
///
/// One method serves every setter of every API, so that none of them is written twice.
///
/// ```
/// # #[cfg(feature = "client")] {
/// use std::time::Duration;
///
/// use specwright::{CallOptions, Maybe};
///
/// fn options(timeout: Option<Duration>, key: Option<&str>) -> CallOptions {
///     CallOptions::new()
///         .maybe(timeout, |it, timeout| it.timeout(timeout))
///         .maybe(key, |it, key| it.idempotency_key(key))
/// }
///
/// assert_eq!(format!("{:?}", options(None, None)), format!("{:?}", CallOptions::new()));
/// # }
/// ```
pub trait Maybe: Sized {
    /// Sets what there is, and nothing where there is nothing.
    #[inline]
    fn maybe<T>(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }
}

impl<T> Maybe for T {}
