//! Values that may be missing or null.

use super::{Slot, View, Wire};

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
        *self = T::null();
        self.is_some()
    }
}

impl<T: Wire> Wire for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }

    #[inline]
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, T::view)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        T::optional(self)
    }
}
