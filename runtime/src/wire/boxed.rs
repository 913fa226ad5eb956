//! Values behind a pointer, as a recursive type needs them.

use serde::{Deserializer, Serializer};

use super::{At, Limit, Violation, Wire};

impl<T: Wire> Wire for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Box::new)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        T::check(self, limits, at, violations);
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn null() -> Option<Self> {
        T::null().map(Box::new)
    }
}
