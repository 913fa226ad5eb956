//! What a builder knows about a required property: [`Unset`], or [`Set`] with its value.

/// A required property that has no value yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unset;

/// A required property that has its value.
#[derive(Clone, Debug)]
pub struct Set<T>(pub T);

/// A required property whose value is there. Generated code derives one trait of each
/// property's name from this one, so that the compiler can say which is missing.
pub trait Given<T> {
    /// The value.
    fn given(self) -> T;
}

impl<T> Given<T> for Set<T> {
    fn given(self) -> T {
        self.0
    }
}
