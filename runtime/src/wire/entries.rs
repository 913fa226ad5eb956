//! What is left of an object after its tag was looked for: the tag, the members
//! that preceded it, and the unread rest.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::vec;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::Value;

/// An object whose first members have been read already, as a deserializer of the whole.
///
/// Nothing is buffered when the tag comes first; otherwise only what precedes it.
#[derive(Debug)]
pub struct Entries<M> {
    tag: Option<(&'static str, Cow<'static, str>)>,
    preceding: vec::IntoIter<(String, Value)>,
    unread: M,
    value: Option<Held>,
}

#[derive(Debug)]
enum Held {
    Tag(Cow<'static, str>),
    Value(Value),
}

impl<M> Entries<M> {
    pub(super) fn new(
        tag: Option<(&'static str, Cow<'static, str>)>,
        preceding: Vec<(String, Value)>,
        unread: M,
    ) -> Self {
        Self { tag, preceding: preceding.into_iter(), unread, value: None }
    }
}

impl<'de, M: MapAccess<'de>> Deserializer<'de> for Entries<M> {
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

impl<'de, M: MapAccess<'de>> MapAccess<'de> for Entries<M> {
    type Error = M::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, M::Error> {
        if let Some((name, value)) = self.tag.take() {
            self.value = Some(Held::Tag(value));
            return seed.deserialize(Text::new(Cow::Borrowed(name))).map(Some);
        }
        if let Some((name, value)) = self.preceding.next() {
            self.value = Some(Held::Value(value));
            return seed.deserialize(Text::new(Cow::Owned(name))).map(Some);
        }
        self.unread.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, M::Error> {
        match self.value.take() {
            Some(Held::Tag(text)) => seed.deserialize(Text::new(text)),
            Some(Held::Value(value)) => seed.deserialize(value).map_err(M::Error::custom),
            None => self.unread.next_value_seed(seed),
        }
    }
}

/// A string that was read already, as a deserializer.
struct Text<E> {
    text: Cow<'static, str>,
    error: PhantomData<E>,
}

impl<E> Text<E> {
    fn new(text: Cow<'static, str>) -> Self {
        Self { text, error: PhantomData }
    }
}

impl<'de, E: Error> Deserializer<'de> for Text<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.text {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
