//! Strings, booleans, null, and JSON that the description leaves open.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{At, Limit, Sink, Violation, Wire};

impl Wire for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        sink.text(self)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        for message in limits.iter().filter_map(|limit| limit.refuse_text(self)) {
            at.refuse(message, violations);
        }
    }

    fn placeholder() -> Self {
        String::new()
    }
}

impl Wire for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer)
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        sink.plain(self)
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn placeholder() -> Self {
        false
    }
}

/// JSON that the description leaves open, null included.
impl Wire for Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer)
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        sink.plain(self)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        for message in limits.iter().filter_map(|limit| limit.refuse_json(self)) {
            at.refuse(message, violations);
        }
    }

    fn placeholder() -> Self {
        Value::Null
    }

    fn null() -> Option<Self> {
        Some(Value::Null)
    }
}

/// `type: null` on its own.
impl Wire for () {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer)
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        sink.plain(self)
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn placeholder() {}

    fn null() -> Option<Self> {
        Some(())
    }
}
