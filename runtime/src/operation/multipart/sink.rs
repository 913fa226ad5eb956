//! The sinks that write values as parts: of the body, of a property, of the items of a list.

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::{Error, Value};

use super::{Head, Parts, Place};
use crate::wire::{File, ItemSink, Literal, Property, PropertySink, RawJson, Sink, Wire};
use crate::wire::{Inside, JsonSink};

/// Takes the object whose properties are the parts.
pub(super) struct PartsSink<'a, 'b>(pub(super) &'a mut Parts<'b>);

const NO_OBJECT: &str = "must be an object, since each property is a part";

impl<'a, 'b> Sink for PartsSink<'a, 'b> {
    type Done = ();
    type Error = Error;
    type Items = PartItems<'a, 'b>;
    type Properties = PartProperties<'a, 'b>;

    fn text(self, _: &str) -> Result<(), Error> {
        Err(Error::custom(NO_OBJECT))
    }

    fn plain<T: Serialize>(self, value: &T) -> Result<(), Error> {
        match serde_json::to_value(value)? {
            Value::Object(properties) => {
                let mut sink = PartProperties(self.0);
                properties.iter().try_for_each(|(name, value)| sink.named(name, value))
            }
            _ => Err(Error::custom(NO_OBJECT)),
        }
    }

    fn file(self, _: &File) -> Result<(), Error> {
        Err(Error::custom(NO_OBJECT))
    }

    fn raw(self, _: &RawJson) -> Result<(), Error> {
        Err(Error::custom(NO_OBJECT))
    }

    fn items(self, _: usize) -> Result<PartItems<'a, 'b>, Error> {
        Err(Error::custom(NO_OBJECT))
    }

    fn properties(self) -> Result<PartProperties<'a, 'b>, Error> {
        Ok(PartProperties(self.0))
    }
}

/// Takes the properties that are parts.
pub(super) struct PartProperties<'a, 'b>(&'a mut Parts<'b>);

impl<'b> PartProperties<'_, 'b> {
    fn part<'c>(&'c mut self, name: &'c str) -> PartSink<'c, 'b> {
        PartSink { parts: self.0, place: Place { name, index: None } }
    }
}

impl PropertySink for PartProperties<'_, '_> {
    type Done = ();
    type Error = Error;

    fn declared<T: Wire>(&mut self, property: &Property, value: &T) -> Result<(), Error> {
        value.write(self.part(property.name()))
    }

    fn constant(&mut self, property: &Property, value: &Literal) -> Result<(), Error> {
        match value {
            Literal::Text(text) => self.part(property.name()).text(text),
            other => self.part(property.name()).plain(other),
        }
    }

    fn named<T: Wire>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        value.write(self.part(name))
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

/// Takes the value that is a part, or the list whose items are.
pub(super) struct PartSink<'a, 'b> {
    parts: &'a mut Parts<'b>,
    place: Place<'a>,
}

impl<'a, 'b> Sink for PartSink<'a, 'b> {
    type Done = ();
    type Error = Error;
    type Items = PartItems<'a, 'b>;
    type Properties = Inside<'a>;

    fn text(self, text: &str) -> Result<(), Error> {
        self.parts.text(self.place, text)
    }

    fn plain<T: Serialize>(self, value: &T) -> Result<(), Error> {
        let Self { parts, place } = self;
        match serde_json::to_value(value)? {
            Value::Null => Ok(()),
            Value::String(text) => parts.text(place, &text),
            Value::Array(items) if place.index.is_none() => {
                let mut sink = Self { parts, place }.items(items.len())?;
                items.iter().try_for_each(|item| sink.item(item))
            }
            value @ (Value::Array(_) | Value::Object(_)) => {
                serde_json::to_writer(parts.json(place), &value)
            }
            scalar => {
                let media_type = parts.media_type(place, None, false);
                parts.begin(place, &Head { media_type, filename: None, headers: &[] });
                serde_json::to_writer(&mut parts.text, &scalar)
            }
        }
    }

    fn file(self, file: &File) -> Result<(), Error> {
        self.parts.file(self.place, file);
        Ok(())
    }

    fn raw(self, json: &RawJson) -> Result<(), Error> {
        match json.to_value() {
            Ok(value) => self.plain(&value),
            // Beyond what serde_json holds are numbers alone, which are sent as they are.
            Err(_) => {
                let Self { parts, place } = self;
                parts.json(place).extend_from_slice(json.text().as_bytes());
                Ok(())
            }
        }
    }

    fn items(self, count: usize) -> Result<PartItems<'a, 'b>, Error> {
        let Self { parts, place } = self;
        Ok(match place.index {
            None => PartItems::Parts { parts, name: place.name, next: 0 },
            // A list in a list has no other form.
            Some(_) => PartItems::Json(JsonSink(parts.json(place)).items(count)?),
        })
    }

    fn properties(self) -> Result<Inside<'a>, Error> {
        JsonSink(self.parts.json(self.place)).properties()
    }
}

/// Takes the items of a list: each is a part, those of a list within it are JSON.
pub(super) enum PartItems<'a, 'b> {
    Parts { parts: &'a mut Parts<'b>, name: &'a str, next: usize },
    Json(Inside<'a>),
}

impl ItemSink for PartItems<'_, '_> {
    type Done = ();
    type Error = Error;

    fn item<T: Wire>(&mut self, item: &T) -> Result<(), Error> {
        match self {
            PartItems::Parts { parts, name, next } => {
                let place = Place { name, index: Some(*next) };
                *next += 1;
                item.write(PartSink { parts, place })
            }
            PartItems::Json(items) => items.item(item),
        }
    }

    fn end(self) -> Result<(), Error> {
        match self {
            PartItems::Parts { .. } => Ok(()),
            PartItems::Json(items) => ItemSink::end(items),
        }
    }
}
