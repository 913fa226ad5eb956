//! Putting what a format shows into JSON text; what JSON has not is an error that names its place.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, Visitor};

use super::DecodeError;
use super::number::is_disguise;
use super::write::push_string;
use crate::text::{Fault, Step};

/// The text of what is shown.
pub(super) fn transcribed<E>(
    show: impl FnOnce(Transcode<'_>) -> Result<(), E>,
) -> Result<Cow<'static, str>, E> {
    let mut transcript = Transcript::default();
    show(Transcode(&mut transcript))?;
    Ok(Cow::Owned(transcript.text))
}

/// What a format has shown so far.
#[derive(Default)]
pub(super) struct Transcript {
    text: String,
    /// The way to what it shows now, from the outside in.
    path: Vec<Step>,
}

impl Transcript {
    fn push<E>(&mut self, shown: impl fmt::Display) -> Result<(), E> {
        self.text.push_str(&shown.to_string());
        Ok(())
    }

    fn quote(&mut self, value: &str) {
        let mut quoted = Vec::with_capacity(value.len() + 2);
        push_string(value, &mut quoted);
        self.text.push_str(&String::from_utf8_lossy(&quoted));
    }

    /// Says that JSON has nothing like what is shown.
    #[cold]
    fn refuse<E: de::Error>(&self, found: de::Unexpected<'_>) -> E {
        self.fault(de::Error::invalid_type(found, &IN_JSON))
    }

    /// A fault of what is shown, with the place of that.
    #[cold]
    fn fault<E: de::Error>(&self, fault: Fault) -> E {
        let at_place = self.path.iter().rev().fold(fault, |fault, step| match step {
            Step::Name(name) => fault.below_name(name),
            Step::Index(index) => fault.below_index(*index),
        });
        E::custom(DecodeError::of(&at_place))
    }

    /// The next name of an object. That it is no string, only the format says.
    fn next_name<'de, M: MapAccess<'de>>(&self, map: &mut M) -> Result<Option<String>, M::Error> {
        map.next_key().map_err(|error| {
            let words = error.to_string();
            let is_about_a_name = words.contains("invalid type: ");
            if is_about_a_name {
                self.fault(Fault::here(format_args!("a name: {words}")))
            } else {
                error
            }
        })
    }
}

/// What is expected.
pub(super) const IN_JSON: &str = "a value that JSON has";

/// Puts what a format shows into a text.
pub(super) struct Transcode<'a>(&'a mut Transcript);

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(IN_JSON)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.push(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.push(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.push(value)
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.0.push(value)
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.0.push(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        match serde_json::Number::from_f64(value) {
            Some(number) => self.0.push(number),
            None => {
                let found = de::Unexpected::Float(value);
                Err(self.0.fault(de::Error::invalid_value(found, &"a finite number")))
            }
        }
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.quote(value);
        Ok(())
    }

    fn visit_bytes<E: de::Error>(self, value: &[u8]) -> Result<(), E> {
        Err(self.0.refuse(de::Unexpected::Bytes(value)))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(self.0.refuse(de::Unexpected::Enum))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push("null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.push("null")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let transcript = self.0;
        transcript.text.push('[');
        for index in 0.. {
            let before = transcript.text.len();
            if index > 0 {
                transcript.text.push(',');
            }
            transcript.path.push(Step::Index(index));
            if list.next_element_seed(Transcode(transcript))?.is_none() {
                transcript.path.pop();
                transcript.text.truncate(before);
                break;
            }
            transcript.path.pop();
        }
        transcript.text.push(']');
        Ok(())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let first = self.0.next_name(&mut map)?;
        self.transcode_map(first, map)
    }
}

impl Transcode<'_> {
    /// Puts an object, of which the first name was read, into a text; or the number that it is in
    /// disguise.
    pub(super) fn transcode_map<'de, M: MapAccess<'de>>(
        self,
        first: Option<String>,
        mut map: M,
    ) -> Result<(), M::Error> {
        let transcript = self.0;
        if first.as_deref().is_some_and(is_disguise) {
            let digits: String = map.next_value()?;
            transcript.text.push_str(&digits);
            return Ok(());
        }
        transcript.text.push('{');
        let mut next = first;
        let mut comma = "";
        while let Some(name) = next {
            transcript.text.push_str(comma);
            comma = ",";
            transcript.quote(&name);
            transcript.text.push(':');
            transcript.path.push(Step::Name(name));
            map.next_value_seed(Transcode(transcript))?;
            transcript.path.pop();
            next = transcript.next_name(&mut map)?;
        }
        transcript.text.push('}');
        Ok(())
    }
}
