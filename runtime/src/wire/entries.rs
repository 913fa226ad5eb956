//! What is left of an object after its tag was looked for: the tag, the properties
//! that preceded it, and the unread rest.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::buffer::{BufferReader, Buffered};
use crate::text::StringDeserializer;

/// An object whose first properties have been read already, as a deserializer of the whole.
///
/// Nothing is buffered when the tag comes first; otherwise only what precedes it.
pub(super) struct Entries<'de, M: MapAccess<'de>> {
    next: Next<'de>,
    preceding: BufferReader<'de, M::Error>,
    unread: M,
}

/// What comes next.
enum Next<'de> {
    /// The tag, with its value.
    Tag(&'static str, Cow<'de, str>),
    /// The value of the tag, whose name was given.
    Value(Cow<'de, str>),
    /// A name whose value is unread.
    Name(Cow<'de, str>),
    /// What preceded the tag.
    Preceding,
    /// What is unread.
    Unread,
}

impl<'de, M: MapAccess<'de>> Entries<'de, M> {
    /// An object without a tag.
    pub(super) fn new(preceding: Buffered<'de>, unread: M) -> Self {
        Self { next: Next::Preceding, preceding: preceding.read(), unread }
    }

    /// An object with its tag, which then comes first.
    pub(super) fn tagged(
        property: &'static str,
        value: Cow<'de, str>,
        preceding: Buffered<'de>,
        unread: M,
    ) -> Self {
        Self { next: Next::Tag(property, value), preceding: preceding.read(), unread }
    }

    /// An object of which only the first name was read.
    pub(super) fn begun(name: Cow<'de, str>, unread: M) -> Self {
        Self { next: Next::Name(name), preceding: Buffered::default().read(), unread }
    }
}

impl<'de, M: MapAccess<'de>> Deserializer<'de> for Entries<'de, M> {
    type Error = M::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, M::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, M::Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, M: MapAccess<'de>> MapAccess<'de> for Entries<'de, M> {
    type Error = M::Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, M::Error> {
        match self.next {
            Next::Unread => self.unread.next_key_seed(seed),
            _ => self.next_read_key(seed),
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, M::Error> {
        match self.next {
            Next::Unread => self.unread.next_value_seed(seed),
            _ => self.next_read_value(seed),
        }
    }
}

impl<'de, M: MapAccess<'de>> Entries<'de, M> {
    fn next_read_key<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, M::Error> {
        let name = match std::mem::replace(&mut self.next, Next::Unread) {
            Next::Tag(property, value) => {
                self.next = Next::Value(value);
                Some(Cow::Borrowed(property))
            }
            Next::Name(name) => Some(name),
            Next::Preceding => {
                let name = self.preceding.name();
                if name.is_some() {
                    self.next = Next::Preceding;
                }
                name
            }
            Next::Value(_) | Next::Unread => None,
        };
        match name {
            Some(name) => seed.deserialize(StringDeserializer::new(name)).map(Some),
            None => self.unread.next_key_seed(seed),
        }
    }

    fn next_read_value<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, M::Error> {
        match std::mem::replace(&mut self.next, Next::Preceding) {
            Next::Value(value) => seed.deserialize(StringDeserializer::new(value)),
            _ => seed.deserialize(&mut self.preceding),
        }
    }
}
