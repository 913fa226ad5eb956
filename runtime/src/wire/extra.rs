//! Properties that an object carries beyond those its description names.

use std::collections::BTreeMap;
use std::fmt::DebugStruct;

use serde::Deserializer;
use serde::de::{Deserialize, IgnoredAny};
use serde_json::{Map, Value};

use super::{At, Limit, PropertySink, Violation, Wire, decode_error};

/// The undeclared properties of an object, kept as they came and sent back so.
///
/// A property that the description names is never here, except for a fixed one
/// (such as `object: "parcel"`) that arrived with another value: that
/// value is kept here and written in place of the fixed one. An object without
/// undeclared properties pays one pointer and no allocation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra(Option<Box<Map<String, Value>>>);

impl Extra {
    /// No properties.
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// Adds a property, or replaces its value; returns the value it had.
    ///
    /// A property that the description names is not written from here: its field is.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.get_or_insert_default().insert(name.into(), value.into())
    }

    /// Takes a property out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.as_mut()?.remove(name)
    }

    /// Whether there is a property of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The properties, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|map| map.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |map| map.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Extra {
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
    fn put_constant(&mut self, name: &str, value: Value) -> Result<(), Value>;

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
        let value =
            Value::deserialize(value).map_err(|error| decode_error::below_name(&name, &error))?;
        self.insert(name, value);
        Ok(())
    }

    fn put_constant(&mut self, name: &str, value: Value) -> Result<(), Value> {
        self.insert(name, value);
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
        let Some(map) = &self.0 else { return Ok(()) };
        for (name, value) in map.iter().filter(|(name, _)| is_ours(name)) {
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
        if let Some(properties) = &self.0 {
            shown.field("extra", properties);
        }
    }
}

impl<T: Wire> Rest for BTreeMap<String, T> {
    fn put<'de, D: Deserializer<'de>>(&mut self, name: String, value: D) -> Result<(), D::Error> {
        let value = T::read(value).map_err(|error| decode_error::below_name(&name, &error))?;
        self.insert(name, value);
        Ok(())
    }

    fn put_constant(&mut self, _: &str, value: Value) -> Result<(), Value> {
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

    fn put_constant(&mut self, _: &str, value: Value) -> Result<(), Value> {
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
