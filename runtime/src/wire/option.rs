//! Values that may be missing or null.

use super::{Form as _, Slot, View, Wire};

/// A value that may be missing or null.
pub trait Optional {
    /// Makes it a value of which nothing is set.
    fn fill(&mut self) -> Slot<'_>;
    /// Makes it none.
    fn clear(&mut self);
    /// Takes a null, and says whether it became a value of its own rather than none.
    fn set_null(&mut self) -> bool;
}

impl<T: Wire> Optional for Option<T> {
    #[inline]
    fn fill(&mut self) -> Slot<'_> {
        self.insert(T::blank()).slot()
    }

    #[inline]
    fn clear(&mut self) {
        *self = None;
    }

    #[inline]
    fn set_null(&mut self) -> bool {
        *self = T::Form::null();
        self.is_some()
    }
}

/// The form of a value that may be missing or null.
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Wire> Wire for Option<T> {
    type Form = Form;
}

impl<T: Wire> super::Form<Option<T>> for Form {
    #[inline]
    fn blank() -> Option<T> {
        None
    }

    #[inline]
    fn view(value: &Option<T>) -> View<'_> {
        value.as_ref().map_or(View::Absent, T::view)
    }

    #[inline]
    fn slot(value: &mut Option<T>) -> Slot<'_> {
        T::Form::optional(value)
    }
}
