//! What is set where a caller may have it or not.

/// Sets what a caller may have or not, of whatever is built by methods that return it: a builder, a
/// call, options.
///
/// One method serves every setter of every API, so that none of them is written twice.
///
/// ```
/// use specwright::Maybe;
/// # #[derive(Default)]
/// # struct Builder(Option<u32>, Option<String>);
/// # impl Builder {
/// #     fn seed(self, seed: u32) -> Self { Self(Some(seed), self.1) }
/// #     fn suffix(self, suffix: &str) -> Self { Self(self.0, Some(suffix.to_owned())) }
/// # }
///
/// let suffix: Option<&str> = Some("mine");
/// let built = Builder::default()
///     .maybe(suffix, |it, suffix| it.suffix(suffix))
///     .maybe(None, Builder::seed);
/// assert_eq!((built.0, built.1.as_deref()), (None, Some("mine")));
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
