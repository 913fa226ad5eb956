//! Maps: objects whose properties have names of the sender's own and values of one type.

use std::collections::BTreeMap;

use super::{Slot, View, Wire};

/// A map from names to values of one type.
pub trait Map {
    /// How many properties there are.
    fn count(&self) -> usize;
    /// Whether there is a property of this name.
    fn contains(&self, name: &str) -> bool;
    /// Shows every property.
    fn each<'a>(&'a self, show: &mut dyn FnMut(&'a str, View<'a>));
    /// Adds a property of which nothing is set, in the place of one of the same name.
    fn insert(&mut self, name: String) -> Slot<'_>;
    /// Takes all properties out.
    fn clear(&mut self);
}

impl<T: Wire> Map for BTreeMap<String, T> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn contains(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    #[inline]
    fn each<'a>(&'a self, show: &mut dyn FnMut(&'a str, View<'a>)) {
        for (name, value) in self {
            show(name, value.view());
        }
    }

    #[inline]
    fn insert(&mut self, name: String) -> Slot<'_> {
        let value = self.entry(name).or_insert_with(T::blank);
        *value = T::blank();
        value.slot()
    }

    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
}

/// The form of a map.
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Wire> Wire for BTreeMap<String, T> {
    type Form = Form;
}

impl<T: Wire> super::Form<BTreeMap<String, T>> for Form {
    #[inline]
    fn blank() -> BTreeMap<String, T> {
        BTreeMap::new()
    }

    #[inline]
    fn view(value: &BTreeMap<String, T>) -> View<'_> {
        View::Map(value)
    }

    #[inline]
    fn slot(value: &mut BTreeMap<String, T>) -> Slot<'_> {
        Slot::Map(value)
    }
}

/// Makes a map of pairs of what can become its names and its values.
pub fn map<T>(
    properties: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> BTreeMap<String, T> {
    properties.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
}
