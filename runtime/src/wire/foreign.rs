//! Other formats: any that serde knows.
//!
//! A value is written to them by one function for each format. What is read from them is put
//! into JSON text first and read as JSON is, so that there is one reader, whatever arrives;
//! `serde_json` hands over the text that it has.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Deserializer, Serialize, Serializer};

use super::file::NOT_TEXT;
use super::transcode::{IN_JSON, transcribed};
use super::visit::each_property;
use super::{DecodeBudget, DecodeError, View, Wire};

/// Reads a value from any format.
///
/// # Errors
/// Those of the format, and where the value does not fit: at which place, what was expected and
/// what was found.
#[inline]
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = text_of(deserializer)?;
    let mut value = T::blank();
    match super::read::read_whole(&text, DecodeBudget::default(), value.slot()) {
        Ok(()) => Ok(value),
        Err(fault) => Err(de::Error::custom(DecodeError::of_value(&fault, &text))),
    }
}

/// Writes a value to any format.
///
/// # Errors
/// Those of the format, and where a file has no text.
#[inline]
pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

/// Forwards serde's traits of a type to the engine.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($type:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }

        impl $crate::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, serializer)
            }
        }
    };
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            // What is not there, a format without nulls may leave out.
            View::Absent => serializer.serialize_none(),
            View::Null | View::Extra(_) | View::Nulls(_) => serializer.serialize_unit(),
            View::Boolean(value) => serializer.serialize_bool(value),
            View::Integer(value) => serializer.serialize_i64(value),
            View::Unsigned(value) => serializer.serialize_u64(value),
            View::Number(value) => serializer.serialize_f64(value),
            View::Text(value) => serializer.serialize_str(value),
            View::Json(value) => value.serialize(serializer),
            // Who takes a text is given it.
            View::Raw(value) if is_of_serde_json::<S>() => {
                let mut raw = serializer.serialize_struct(RAW_VALUE, 1)?;
                raw.serialize_field(RAW_VALUE, value.text())?;
                raw.end()
            }
            View::Raw(value) => value.to_value().map_err(ser::Error::custom)?.serialize(serializer),
            View::File(file) => match file.text() {
                Some(text) => serializer.serialize_str(text),
                None => Err(ser::Error::custom(NOT_TEXT)),
            },
            View::Custom(value) => {
                let raw = super::custom_type::raw(value).map_err(ser::Error::custom)?;
                View::Raw(&raw).serialize(serializer)
            }
            View::Record(record) => {
                let mut map = serializer.serialize_map(None)?;
                each_property(record, |name, value| map.serialize_entry(name, value))?;
                map.end()
            }
            View::Union(union) => union.variant().1.serialize(serializer),
            View::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.count()))?;
                for index in 0..list.count() {
                    items.serialize_element(&list.view_at(index))?;
                }
                items.end()
            }
            View::Map(map) => {
                let mut properties = serializer.serialize_map(Some(map.count()))?;
                let mut result = Ok(());
                map.each(&mut |name, value| {
                    if result.is_ok() {
                        result = properties.serialize_entry(name, &value);
                    }
                });
                result?;
                properties.end()
            }
        }
    }
}

/// The JSON text of what a format holds.
fn text_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    // Who hands over a text is asked for it; any other format is asked what it holds, as serde
    // means it, since it may take the name for one of its own.
    if is_of_serde_json::<D>() {
        return deserializer.deserialize_newtype_struct(RAW_VALUE, RawText);
    }
    transcribed(|to| deserializer.deserialize_any(to))
}

fn is_of_serde_json<T>() -> bool {
    std::any::type_name::<T>().contains("serde_json::")
}

/// By this name `serde_json` is asked for the text of a value (its `RawValue`). It shows the value
/// itself where its feature `raw_value` is not on.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Takes a text where one is handed over, or else puts the value that is shown into one.
struct RawText;

/// Visits that put what is shown into a text.
macro_rules! transcoded {
    ($($visit:ident($($value:ident: $type:ty)?);)*) => {$(
        fn $visit<E: de::Error>(self, $($value: $type)?) -> Result<Cow<'de, str>, E> {
            transcribed(|to| to.$visit($($value)?))
        }
    )*};
}

impl<'de> Visitor<'de> for RawText {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(IN_JSON)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Cow<'de, str>, M::Error> {
        match map.next_key::<String>()? {
            Some(name) if name == RAW_VALUE => map.next_value_seed(Text),
            first => transcribed(|to| to.transcode_map(first, map)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Cow<'de, str>, D::Error> {
        transcribed(|to| deserializer.deserialize_any(to))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        self.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Cow<'de, str>, A::Error> {
        transcribed(|to| to.visit_seq(list))
    }

    transcoded! {
        visit_bool(value: bool);
        visit_i64(value: i64);
        visit_u64(value: u64);
        visit_i128(value: i128);
        visit_u128(value: u128);
        visit_f64(value: f64);
        visit_str(value: &str);
        visit_unit();
        visit_none();
    }
}

/// Takes a text that is handed over.
struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text))
    }
}

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}
