//! Values that arrive before it is known what they are of.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::{fmt, vec};

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::{Number, Value};

use super::name::Name;
use super::number::{self, Digits};
use crate::text::{HugeNumbers, RAW, StringDeserializer};

/// Values as they arrived, in one list: what an object or a list holds stands behind its
/// beginning, up to its end. Strings lie where the text has them, unless they hold an escape.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffered<'de>(Vec<Event<'de>>);

#[derive(Clone, Debug)]
enum Event<'de> {
    Null,
    Boolean(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// A number of which serde_json's feature `arbitrary_precision` keeps the digits.
    Digits(Number),
    Text(Cow<'de, str>),
    /// The text of a value, by a reader of this crate.
    Raw(&'de str),
    List,
    Object,
    Name(Cow<'de, str>),
    End,
}

impl<'de> Buffered<'de> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the name of a property; its value has to follow.
    pub(super) fn name(&mut self, name: Cow<'de, str>) {
        if self.0.is_empty() {
            self.0.reserve(INITIAL_CAPACITY);
        }
        self.0.push(Event::Name(name));
    }

    /// Takes a value.
    pub(super) fn value(&mut self) -> BufferSeed<'_, 'de> {
        BufferSeed(self)
    }

    fn push<E>(&mut self, event: Event<'de>) -> Result<(), E> {
        self.0.push(event);
        Ok(())
    }

    /// What is buffered, to be read with the errors of what it came from.
    pub(super) fn read<E>(self) -> BufferReader<'de, E> {
        let huge = HugeNumbers::Refused;
        BufferReader { events: self.0.into_iter(), huge, error: PhantomData }
    }

    /// The value that is buffered, as a tree to be looked at. A number that serde_json cannot
    /// hold is its text there.
    pub(super) fn to_tree<E: Error>(&self) -> Result<Value, E> {
        let huge = HugeNumbers::Shown;
        let events = self.clone().0.into_iter();
        Value::deserialize(&mut BufferReader { events, huge, error: PhantomData })
    }

    /// Buffers a value.
    pub(super) fn of<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let mut buffered = Self::default();
        buffered.value().deserialize(value)?;
        Ok(buffered)
    }
}

/// For how many events there is room at first: what precedes a tag is seldom more.
const INITIAL_CAPACITY: usize = 64;

/// Reads a value into what is buffered.
pub(super) struct BufferSeed<'a, 'de>(&'a mut Buffered<'de>);

impl<'de> DeserializeSeed<'de> for BufferSeed<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_newtype_struct(RAW, self)
    }
}

impl<'de> Visitor<'de> for BufferSeed<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }

    fn visit_borrowed_bytes<E: Error>(self, text: &'de [u8]) -> Result<(), E> {
        let text = std::str::from_utf8(text).map_err(E::custom)?;
        self.0.push(Event::Raw(text))
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.push(Event::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.push(Event::Signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.push(Event::Unsigned(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        let Digits(number) = Digits::of(value)?;
        self.0.push(Event::Digits(number))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        let Digits(number) = Digits::of(value)?;
        self.0.push(Event::Digits(number))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.0.push(Event::Float(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.0.push(Event::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.push(Event::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<(), E> {
        self.0.push(Event::Text(Cow::Owned(value)))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push(Event::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.push(Event::List)?;
        while list.next_element_seed(self.0.value())?.is_some() {}
        self.0.push(Event::End)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut next = map.next_key()?;
        if let Some(Name(name)) = &next
            && number::is_disguise(name)
        {
            let Digits(number) = map.next_value()?;
            return self.0.push(Event::Digits(number));
        }
        self.0.push(Event::Object)?;
        while let Some(Name(name)) = next {
            self.0.push(Event::Name(name))?;
            map.next_value_seed(self.0.value())?;
            next = map.next_key()?;
        }
        self.0.push(Event::End)
    }
}

/// Reads what was buffered, from its front.
pub(super) struct BufferReader<'de, E> {
    events: vec::IntoIter<Event<'de>>,
    huge: HugeNumbers,
    error: PhantomData<E>,
}

impl<'de, E> BufferReader<'de, E> {
    /// The name of the next property, where there is one.
    pub(super) fn name(&mut self) -> Option<Cow<'de, str>> {
        // The end stays where it is: who reads an object may ask again.
        if !matches!(self.events.as_slice(), [Event::Name(_), ..]) {
            return None;
        }
        match self.events.next() {
            Some(Event::Name(name)) => Some(name),
            _ => None,
        }
    }
}

impl<'de, E: Error> BufferReader<'de, E> {
    /// Reads what stands up to the next end.
    fn up_to_end<T>(
        &mut self,
        read: impl FnOnce(Items<'_, 'de, E>) -> Result<T, E>,
    ) -> Result<T, E> {
        let value = read(Items(self))?;
        match self.events.next() {
            Some(Event::End) => Ok(value),
            _ => Err(E::custom("less was asked for than is buffered")),
        }
    }
}

impl<'de, E: Error> Deserializer<'de> for &mut BufferReader<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.events.next() {
            Some(Event::Null) => visitor.visit_unit(),
            Some(Event::Boolean(value)) => visitor.visit_bool(value),
            Some(Event::Signed(value)) => visitor.visit_i64(value),
            Some(Event::Unsigned(value)) => visitor.visit_u64(value),
            Some(Event::Float(value)) => visitor.visit_f64(value),
            Some(Event::Digits(number)) => Digits(number).read().deserialize_any(visitor),
            Some(Event::Text(Cow::Borrowed(text))) => visitor.visit_borrowed_str(text),
            Some(Event::Text(Cow::Owned(text))) => visitor.visit_string(text),
            Some(Event::Raw(text)) => {
                crate::text::visit(text, self.huge, visitor).map_err(E::custom)
            }
            Some(Event::List) => self.up_to_end(|items| visitor.visit_seq(items)),
            Some(Event::Object) => self.up_to_end(|items| visitor.visit_map(items)),
            Some(Event::Name(_) | Event::End) | None => {
                Err(E::custom("more was asked for than is buffered"))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.events.as_slice() {
            [Event::Null | Event::Raw("null"), ..] => self.deserialize_any(visitor),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.events.as_slice() {
            [Event::Raw(text), ..] if name == RAW => {
                let text = *text;
                self.events.next();
                visitor.visit_borrowed_bytes(text.as_bytes())
            }
            _ if name == RAW => visitor.visit_newtype_struct(self),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The items of a list, or the properties of an object.
struct Items<'a, 'de, E>(&'a mut BufferReader<'de, E>);

impl<'de, E: Error> SeqAccess<'de> for Items<'_, 'de, E> {
    type Error = E;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, E> {
        if let [Event::End, ..] = self.0.events.as_slice() {
            return Ok(None);
        }
        seed.deserialize(&mut *self.0).map(Some)
    }
}

impl<'de, E: Error> MapAccess<'de> for Items<'_, 'de, E> {
    type Error = E;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, E> {
        self.0.name().map(|name| seed.deserialize(StringDeserializer::new(name))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, E> {
        seed.deserialize(&mut *self.0)
    }
}
