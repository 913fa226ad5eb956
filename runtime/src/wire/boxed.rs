//! Values behind a pointer, as a recursive type needs them, or as the user asks for.

use std::sync::Arc;

use super::{Form, Slot, View, Wire};

/// The form of a boxed value: that of the value.
#[derive(Clone, Copy, Debug)]
pub enum Boxed {}

impl<T: Wire> Wire for Box<T> {
    type Form = Boxed;
}

impl<T: Wire> Form<Box<T>> for Boxed {
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

/// The form of a shared value: that of the value. One that is filled in is shared with nobody.
#[derive(Clone, Copy, Debug)]
pub enum Shared {}

impl<T: Wire> Wire for Arc<T> {
    type Form = Shared;
}

impl<T: Wire> Form<Arc<T>> for Shared {
    #[inline]
    fn blank() -> Arc<T> {
        Arc::new(T::blank())
    }

    #[inline]
    fn view(value: &Arc<T>) -> View<'_> {
        (**value).view()
    }

    #[inline]
    fn slot(value: &mut Arc<T>) -> Slot<'_> {
        Arc::make_mut(value).slot()
    }
}
