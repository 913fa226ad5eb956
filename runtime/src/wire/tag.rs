//! The property that discriminates the variants of a union.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::buffer::{BufferSeed, Buffered};
use super::short_eq::short_eq;
use super::variant::{Candidates, Variant, candidates};

/// Reads a property's name and tells whether it is a tag's.
pub(super) struct TagKey(pub(super) &'static [Variant]);

pub(super) enum Key<'de> {
    Tag(&'static str),
    Plain(Cow<'de, str>),
}

impl TagKey {
    fn find(&self, name: &str) -> Option<&'static str> {
        self.0.iter().filter_map(Variant::property).find(|property| short_eq(property, name))
    }
}

impl<'de> DeserializeSeed<'de> for TagKey {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for TagKey {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property's name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(self.find(name).map_or(Key::Plain(Cow::Borrowed(name)), Key::Tag))
    }

    fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(self.find(name).map_or_else(|| Key::Plain(Cow::Owned(name.to_owned())), Key::Tag))
    }

    fn visit_string<E>(self, name: String) -> Result<Key<'de>, E> {
        Ok(self.find(&name).map_or(Key::Plain(Cow::Owned(name)), Key::Tag))
    }
}

/// Reads a tag and tells whose it is, without an allocation where it is known; keeps the value
/// where it is no tag.
pub(super) struct TagValue<'a, 'de> {
    pub(super) variants: &'static [Variant],
    pub(super) property: &'static str,
    pub(super) preceding: &'a mut Buffered<'de>,
}

/// The variants that a value may mean, and the value.
pub(super) type Found<'de> = (Candidates, Cow<'de, str>);

impl<'a, 'de> TagValue<'a, 'de> {
    /// The variants of the value, otherwise the one that takes any.
    fn find(&self, value: &str) -> (Candidates, Option<&'static str>) {
        let variants = self.variants.iter().enumerate();
        let mut fitting = variants
            .filter_map(|(variant, known)| Some((variant, known.value(self.property, value)?)));
        match (fitting.next(), fitting.next()) {
            (Some((variant, known)), None) => (Candidates::One(variant), Some(known)),
            (Some((_, known)), Some(_)) => (Candidates::Many, Some(known)),
            (None, _) => {
                (candidates(self.variants, |variant| variant.takes_any(self.property)), None)
            }
        }
    }

    fn buffer(self) -> BufferSeed<'a, 'de> {
        self.preceding.name(Cow::Borrowed(self.property));
        self.preceding.value()
    }
}

impl<'de> DeserializeSeed<'de> for TagValue<'_, 'de> {
    type Value = Option<Found<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TagValue<'_, 'de> {
    type Value = Option<Found<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string that names the variant")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        let (found, known) = self.find(value);
        Ok(Some((found, Cow::Borrowed(known.unwrap_or(value)))))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        let (found, known) = self.find(value);
        Ok(Some((found, known.map_or_else(|| Cow::Owned(value.to_owned()), Cow::Borrowed))))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        let (found, known) = self.find(&value);
        Ok(Some((found, known.map_or(Cow::Owned(value), Cow::Borrowed))))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.buffer().visit_bool(value).map(|()| None)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.buffer().visit_i64(value).map(|()| None)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.buffer().visit_u64(value).map(|()| None)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Self::Value, E> {
        self.buffer().visit_i128(value).map(|()| None)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Self::Value, E> {
        self.buffer().visit_u128(value).map(|()| None)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        self.buffer().visit_f64(value).map(|()| None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.buffer().visit_unit().map(|()| None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        self.buffer().visit_seq(list).map(|()| None)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Self::Value, M::Error> {
        self.buffer().visit_map(map).map(|()| None)
    }
}
