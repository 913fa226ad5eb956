//! Values behind a pointer, as a recursive type needs them.

use serde::Deserializer;

use super::{At, Form, Formed, Limit, Sink, Violation, Wire};

/// The form of a boxed value: that of the value.
///
/// A box is a form rather than a case of [`Wire`] of its own, since other crates may give
/// the boxes of their types a form (the reference, "Orphan rules").
#[derive(Clone, Copy, Debug)]
pub enum Boxed {}

impl<T: Formed> Formed for Box<T> {
    type Form = Boxed;
}

impl<T: Formed> Form<Box<T>> for Boxed {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<T>, D::Error> {
        T::read(deserializer).map(Box::new)
    }

    fn write<S: Sink>(value: &Box<T>, sink: S) -> Result<S::Done, S::Error> {
        T::write(value, sink)
    }

    fn check(value: &Box<T>, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        T::check(value, limits, at, violations);
    }

    fn placeholder() -> Box<T> {
        Box::new(T::placeholder())
    }
}
