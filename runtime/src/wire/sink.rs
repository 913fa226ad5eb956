//! Where values are written to: JSON text, or any serializer of serde.

use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::file::{File, NOT_TEXT};
use super::{Literal, Property, RawJson, Wire};

/// Takes one value.
pub trait Sink: Sized {
    /// What comes of it.
    type Done;
    /// Why nothing does.
    type Error;
    /// Takes the items of a list.
    type Items: ItemSink<Done = Self::Done, Error = Self::Error>;
    /// Takes the properties of an object.
    type Properties: PropertySink<Done = Self::Done, Error = Self::Error>;

    /// Takes a string.
    ///
    /// # Errors
    /// Those of the sink, as everywhere here.
    fn text(self, text: &str) -> Result<Self::Done, Self::Error>;

    /// Takes a number, a boolean, null, or JSON that a description leaves open.
    ///
    /// # Errors
    /// Those of the sink.
    fn plain<T: Serialize>(self, value: &T) -> Result<Self::Done, Self::Error>;

    /// Takes a file: as its bytes where there is a place for them, as its text elsewhere.
    ///
    /// # Errors
    /// Those of the sink, and where it has a place for text only and the file is none.
    fn file(self, file: &File) -> Result<Self::Done, Self::Error>;

    /// Takes JSON that is kept as its text.
    ///
    /// # Errors
    /// Those of the sink, and where it cannot take text and the text holds a number that
    /// serde_json cannot hold.
    fn raw(self, json: &RawJson) -> Result<Self::Done, Self::Error>;

    /// Begins a list.
    ///
    /// # Errors
    /// Those of the sink.
    fn items(self, count: usize) -> Result<Self::Items, Self::Error>;

    /// Begins an object.
    ///
    /// # Errors
    /// Those of the sink.
    fn properties(self) -> Result<Self::Properties, Self::Error>;
}

/// Takes the items of a list.
pub trait ItemSink {
    /// What comes of the list.
    type Done;
    /// Why nothing does.
    type Error;

    /// Takes the next item.
    ///
    /// # Errors
    /// Those of the sink.
    fn item<T: Wire>(&mut self, item: &T) -> Result<(), Self::Error>;

    /// Ends the list.
    ///
    /// # Errors
    /// Those of the sink.
    fn end(self) -> Result<Self::Done, Self::Error>;
}

/// Takes the properties of an object.
pub trait PropertySink {
    /// What comes of the object.
    type Done;
    /// Why nothing does.
    type Error;

    /// Takes a property of a record's table.
    ///
    /// # Errors
    /// Those of the sink.
    fn declared<T: Wire>(&mut self, property: &Property, value: &T) -> Result<(), Self::Error>;

    /// Takes a property of a record's table that has a single value.
    ///
    /// # Errors
    /// Those of the sink.
    fn constant(&mut self, property: &Property, value: &Literal) -> Result<(), Self::Error>;

    /// Takes a property of any name.
    ///
    /// # Errors
    /// Those of the sink.
    fn named<T: Wire>(&mut self, name: &str, value: &T) -> Result<(), Self::Error>;

    /// Ends the object.
    ///
    /// # Errors
    /// Those of the sink.
    fn end(self) -> Result<Self::Done, Self::Error>;
}

/// A serializer of serde, as a sink.
pub(super) struct Serde<S>(pub(super) S);

/// Lends a [`Wire`] value to code that asks for [`Serialize`].
pub(super) struct AsSerialize<'a, T>(pub(super) &'a T);

impl<T: Wire> Serialize for AsSerialize<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(Serde(serializer))
    }
}

impl<S: Serializer> Sink for Serde<S> {
    type Done = S::Ok;
    type Error = S::Error;
    type Items = Serde<S::SerializeSeq>;
    type Properties = Serde<S::SerializeMap>;

    fn text(self, text: &str) -> Result<S::Ok, S::Error> {
        self.0.serialize_str(text)
    }

    fn plain<T: Serialize>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self.0)
    }

    fn file(self, file: &File) -> Result<S::Ok, S::Error> {
        match file.text() {
            Some(text) => self.text(text),
            None => Err(S::Error::custom(NOT_TEXT)),
        }
    }

    fn raw(self, json: &RawJson) -> Result<S::Ok, S::Error> {
        json.to_value().map_err(S::Error::custom)?.serialize(self.0)
    }

    fn items(self, count: usize) -> Result<Self::Items, S::Error> {
        self.0.serialize_seq(Some(count)).map(Serde)
    }

    fn properties(self) -> Result<Self::Properties, S::Error> {
        self.0.serialize_map(None).map(Serde)
    }
}

impl<S: SerializeSeq> ItemSink for Serde<S> {
    type Done = S::Ok;
    type Error = S::Error;

    fn item<T: Wire>(&mut self, item: &T) -> Result<(), S::Error> {
        self.0.serialize_element(&AsSerialize(item))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl<S: SerializeMap> PropertySink for Serde<S> {
    type Done = S::Ok;
    type Error = S::Error;

    fn declared<T: Wire>(&mut self, property: &Property, value: &T) -> Result<(), S::Error> {
        self.named(property.name, value)
    }

    fn constant(&mut self, property: &Property, value: &Literal) -> Result<(), S::Error> {
        self.0.serialize_entry(property.name, value)
    }

    fn named<T: Wire>(&mut self, name: &str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_entry(name, &AsSerialize(value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}
