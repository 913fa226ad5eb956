//! Values behind a pointer, as a recursive type needs them.

use super::{Form, Formed, Slot, View, Wire};

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
    #[inline]
    fn blank() -> Box<T> {
        Box::new(T::blank())
    }

    #[inline]
    fn view(value: &Box<T>) -> View<'_> {
        (**value).view()
    }

    #[inline]
    fn slot(value: &mut Box<T>) -> Slot<'_> {
        (**value).slot()
    }
}
