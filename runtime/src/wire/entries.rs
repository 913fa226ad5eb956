//! What is left of an object after its tag was looked for: the tag, the members
//! that preceded it, and the unread rest.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::held::{Held, Reader};
use super::name::Text;

/// An object whose first members have been read already, as a deserializer of the whole.
///
/// Nothing is buffered when the tag comes first; otherwise only what precedes it.
pub(super) struct Entries<'de, M: MapAccess<'de>> {
    /// A name, and the word that is its value, where that was read as well.
    first: Option<(Cow<'de, str>, Option<Cow<'de, str>>)>,
    preceding: Reader<'de, M::Error>,
    unread: M,
    next: Next<'de>,
}

/// Where the value of the last name is.
enum Next<'de> {
    Word(Cow<'de, str>),
    Preceding,
    Unread,
}

impl<'de, M: MapAccess<'de>> Entries<'de, M> {
    /// An object without a tag.
    pub(super) fn new(preceding: Held<'de>, unread: M) -> Self {
        Self { first: None, preceding: preceding.read(), unread, next: Next::Unread }
    }

    /// An object with its tag, which then comes first.
    pub(super) fn tagged(
        property: &'static str,
        word: Cow<'de, str>,
        preceding: Held<'de>,
        unread: M,
    ) -> Self {
        let first = Some((Cow::Borrowed(property), Some(word)));
        Self { first, ..Self::new(preceding, unread) }
    }

    /// An object of which only the first name was read.
    pub(super) fn begun(name: Cow<'de, str>, unread: M) -> Self {
        Self { first: Some((name, None)), ..Self::new(Held::default(), unread) }
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

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, M::Error> {
        if let Some((name, word)) = self.first.take() {
            self.next = word.map_or(Next::Unread, Next::Word);
            return seed.deserialize(Text::new(name)).map(Some);
        }
        if let Some(name) = self.preceding.name() {
            self.next = Next::Preceding;
            return seed.deserialize(Text::new(name)).map(Some);
        }
        self.next = Next::Unread;
        self.unread.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, M::Error> {
        match std::mem::replace(&mut self.next, Next::Unread) {
            Next::Word(word) => seed.deserialize(Text::new(word)),
            Next::Preceding => seed.deserialize(&mut self.preceding),
            Next::Unread => self.unread.next_value_seed(seed),
        }
    }
}
