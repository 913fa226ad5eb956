//! What is set where a caller may have it or not.

/// Sets what a caller may have or not, of whatever is built by methods that return it: a builder, a
/// call, options.
///
/// One method serves every setter of every API, so that none of them is written twice.
///
/// ```
/// # #[cfg(feature = "openai")] {
/// use specwright::Maybe;
/// use specwright::fine_tuning::{CreateFineTuningJobRequest, CreateFineTuningJobRequestModel};
///
/// fn request(suffix: Option<&str>, seed: Option<u32>) -> CreateFineTuningJobRequest {
///     CreateFineTuningJobRequest::builder()
///         .model(CreateFineTuningJobRequestModel::Gpt4oMini)
///         .training_file("file-abc")
///         .maybe(suffix, |it, suffix| it.suffix(suffix))
///         .maybe(seed, |it, seed| it.seed(seed))
///         .build()
/// }
///
/// assert_eq!(request(Some("mine"), None).suffix.as_deref(), Some("mine"));
/// assert_eq!(request(None, Some(7)).seed, Some(7));
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
