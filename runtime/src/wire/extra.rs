//! Properties that an object carries beyond those its description names.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, DebugStruct};

use serde::Deserializer;
use serde::de::{Deserialize, IgnoredAny};

use super::{At, Limit, PropertySink, RawJson, Violation, Wire, decode_error};

/// The undeclared properties of an object, kept as they came, in the order in which they came,
/// and sent back so.
///
/// A property that the description names is never here, except for a fixed one
/// (such as `object: "parcel"`) that arrived with another value: that
/// value is kept here and written in place of the fixed one. An object without
/// undeclared properties pays one pointer and no allocation.
///
/// Two are equal where they hold the same properties, in whatever order.
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Properties>>);

/// Boxed, since most objects have none and pay for one pointer.
#[derive(Clone, Default)]
struct Properties(Vec<(String, RawJson)>);

impl Extra {
    /// No properties.
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of a property; the last, where its name arrived more than once.
    pub fn get(&self, name: &str) -> Option<&RawJson> {
        self.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Adds a property, or replaces its value; returns the value it had.
    ///
    /// A property that the description names is not written from here: its field is.
    pub fn insert(
        &mut self,
        name: impl Into<String>,
        value: impl Into<RawJson>,
    ) -> Option<RawJson> {
        let (name, value) = (name.into(), value.into());
        let properties = &mut self.0.get_or_insert_default().0;
        let Some(place) = properties.iter().position(|(known, _)| *known == name) else {
            properties.push((name, value));
            return None;
        };
        let mut former = std::mem::replace(&mut properties[place].1, value);
        let mut index = 0;
        properties.retain_mut(|(known, value)| {
            index += 1;
            let is_kept = index <= place + 1 || *known != name;
            if !is_kept {
                std::mem::swap(&mut former, value);
            }
            is_kept
        });
        Some(former)
    }

    /// Takes a property out.
    pub fn remove(&mut self, name: &str) -> Option<RawJson> {
        let properties = &mut self.0.as_mut()?.0;
        let mut removed = None;
        properties.retain_mut(|(known, value)| {
            let is_kept = known != name;
            if !is_kept {
                removed = Some(std::mem::replace(value, RawJson::null()));
            }
            is_kept
        });
        removed
    }

    /// Whether there is a property of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The properties, in the order in which they came.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &RawJson)> {
        self.0.iter().flat_map(|it| it.0.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |properties| properties.0.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a property that arrives, without a look at those that did before.
    fn push(&mut self, name: String, value: RawJson) {
        self.0.get_or_insert_default().0.push((name, value));
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        // As they mostly are: in the same order.
        if self.iter().eq(other.iter()) {
            return true;
        }
        let of = |extra: &Self| -> HashMap<String, RawJson> {
            extra.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
        };
        of(self) == of(other)
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<RawJson>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(properties: I) -> Self {
        let mut extra = Self::new();
        for (name, value) in properties {
            extra.insert(name, value);
        }
        extra
    }
}

/// What becomes of the properties that an object's description does not name:
/// [`Extra`] keeps any, a map keeps those of a described type, [`Closed`] none.
pub trait Rest: Clone + Default + PartialEq {
    /// Takes a property in.
    ///
    /// # Errors
    /// Below the property's name, where the description gives undeclared properties a type and the
    /// value is of another.
    fn put<'de, D: Deserializer<'de>>(&mut self, name: String, value: D) -> Result<(), D::Error>;

    /// Takes the value of a fixed property that arrived as something else; gives it back if it
    /// cannot.
    ///
    /// # Errors
    /// The value, where undeclared properties are not kept as they come.
    fn put_constant(&mut self, name: &str, value: RawJson) -> Result<(), RawJson>;

    /// Whether a property of this name is held.
    fn holds(&self, name: &str) -> bool;

    /// Writes the properties for which `is_ours` says that nobody else writes them.
    ///
    /// # Errors
    /// Only those of the sink.
    fn write<M: PropertySink>(
        &self,
        properties: &mut M,
        is_ours: impl Fn(&str) -> bool,
    ) -> Result<(), M::Error>;

    /// Checks the properties against the limits that the description gives undeclared ones.
    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>);

    /// How many properties are held.
    fn count(&self) -> usize;

    /// Lists the names of the properties held.
    fn names(&self) -> impl Iterator<Item = &str>;

    /// Shows the properties, where there are any.
    fn debug(&self, shown: &mut DebugStruct<'_, '_>);
}

impl Rest for Extra {
    fn put<'de, D: Deserializer<'de>>(&mut self, name: String, value: D) -> Result<(), D::Error> {
        let value = <RawJson as Wire>::read(value)
            .map_err(|error| decode_error::below_name(&name, &error))?;
        self.push(name, value);
        Ok(())
    }

    fn put_constant(&mut self, name: &str, value: RawJson) -> Result<(), RawJson> {
        self.push(name.to_owned(), value);
        Ok(())
    }

    fn holds(&self, name: &str) -> bool {
        self.contains(name)
    }

    fn write<M: PropertySink>(
        &self,
        properties: &mut M,
        is_ours: impl Fn(&str) -> bool,
    ) -> Result<(), M::Error> {
        for (name, value) in self.iter().filter(|(name, _)| is_ours(name)) {
            properties.named(name, value)?;
        }
        Ok(())
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn count(&self) -> usize {
        self.len()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    fn debug(&self, shown: &mut DebugStruct<'_, '_>) {
        if !self.is_empty() {
            shown.field("extra", self);
        }
    }
}

impl<T: Wire> Rest for BTreeMap<String, T> {
    fn put<'de, D: Deserializer<'de>>(&mut self, name: String, value: D) -> Result<(), D::Error> {
        let value = T::read(value).map_err(|error| decode_error::below_name(&name, &error))?;
        self.insert(name, value);
        Ok(())
    }

    fn put_constant(&mut self, _: &str, value: RawJson) -> Result<(), RawJson> {
        Err(value)
    }

    fn holds(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    fn write<M: PropertySink>(
        &self,
        properties: &mut M,
        is_ours: impl Fn(&str) -> bool,
    ) -> Result<(), M::Error> {
        for (name, value) in self.iter().filter(|(name, _)| is_ours(name)) {
            properties.named(name, value)?;
        }
        Ok(())
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        super::collection::check_map(self, limits, at, violations);
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.keys().map(String::as_str)
    }

    fn debug(&self, shown: &mut DebugStruct<'_, '_>) {
        shown.field("extra", self);
    }
}

/// Of an object whose description closes it (`additionalProperties: false`):
/// what arrives undeclared all the same is ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Closed;

impl Closed {
    /// The one value, to lend out.
    pub const REF: &'static Self = &Self;
}

impl Rest for Closed {
    fn put<'de, D: Deserializer<'de>>(&mut self, name: String, value: D) -> Result<(), D::Error> {
        let passed = IgnoredAny::deserialize(value);
        passed.map(|_| ()).map_err(|error| decode_error::below_name(&name, &error))
    }

    fn put_constant(&mut self, _: &str, value: RawJson) -> Result<(), RawJson> {
        Err(value)
    }

    fn holds(&self, _: &str) -> bool {
        false
    }

    fn write<M: PropertySink>(&self, _: &mut M, _: impl Fn(&str) -> bool) -> Result<(), M::Error> {
        Ok(())
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn count(&self) -> usize {
        0
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }

    fn debug(&self, _: &mut DebugStruct<'_, '_>) {}
}
