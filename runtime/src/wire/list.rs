//! Lists.

use std::ops::Range;

use super::{Slot, View, Wire};

/// A list of values of one type.
pub trait List {
    /// How many items there are.
    fn count(&self) -> usize;
    /// An item, lent; `Absent` beyond the last one.
    fn view_at(&self, index: usize) -> View<'_>;
    /// Adds an item of which nothing is set, the one after those that are there; `None` where
    /// none may be there.
    fn push(&mut self, index: usize) -> Option<Slot<'_>>;
    /// Takes all items out.
    fn clear(&mut self);
    /// How many items it cannot be without.
    fn least(&self) -> usize {
        0
    }
    /// The positions whose items may be missing, with all that follow.
    fn optional(&self) -> Range<usize> {
        0..0
    }
}

impl<T: Wire> List for Vec<T> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn view_at(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, T::view)
    }

    #[inline]
    fn push(&mut self, _: usize) -> Option<Slot<'_>> {
        self.push(T::blank());
        self.last_mut().map(T::slot)
    }

    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
}

/// The form of a list.
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Wire> Wire for Vec<T> {
    type Form = Form;
}

impl<T: Wire> super::Form<Vec<T>> for Form {
    #[inline]
    fn blank() -> Vec<T> {
        Vec::new()
    }

    #[inline]
    fn view(value: &Vec<T>) -> View<'_> {
        View::List(value)
    }

    #[inline]
    fn slot(value: &mut Vec<T>) -> Slot<'_> {
        Slot::List(value)
    }
}

/// Makes a list of what can become its items.
pub fn list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}
