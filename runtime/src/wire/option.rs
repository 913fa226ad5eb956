//! Presence and null: `Option` is a property that may be missing or a value that may
//! be null; `Option<Option<_>>` keeps the two apart.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::Visitor;

use super::{At, Limit, Sink, Violation, Wire};

impl<T: Wire> Wire for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        match self {
            Some(value) => value.write(sink),
            None => sink.plain(&()),
        }
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        if let Some(value) = self {
            value.check(limits, at, violations);
        }
    }

    fn placeholder() -> Self {
        None
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn null() -> Option<Self> {
        Some(None)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer).map(Some)
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(T::null())
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(T::null())
    }
}
