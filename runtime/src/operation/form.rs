//! Bodies of form fields (`application/x-www-form-urlencoded`): the sink that writes each
//! property of an object as pairs of names and values.

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::{Error, Value};

use crate::wire::file::NOT_TEXT;
use crate::wire::{File, ItemSink, Literal, Property, PropertySink, RawJson, Sink, Wire};

/// The pairs of a value, not yet percent-encoded.
///
/// A list of plain values repeats its name (OpenAPI 3.1, section 4.8.15.1); what has names of
/// its own has no other form that is read alike everywhere than `name[key]`, and a list around
/// it than `name[]`.
///
/// # Errors
/// Where a file is no text, which the check of the value has refused already.
pub(super) fn pairs<T: Wire>(value: &T) -> Result<Vec<(String, String)>, Error> {
    let mut pairs = Vec::new();
    value.write(FormSink { pairs: &mut pairs, name: String::new(), level: Level::Root })?;
    Ok(pairs)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// The body itself.
    Root,
    /// A property of it.
    Field,
    /// Anything below.
    Below,
}

/// Takes the value of a name.
struct FormSink<'a> {
    pairs: &'a mut Vec<(String, String)>,
    name: String,
    level: Level,
}

impl<'a> Sink for FormSink<'a> {
    type Done = ();
    type Error = Error;
    type Items = FormItems<'a>;
    type Properties = FormProperties<'a>;

    fn text(self, text: &str) -> Result<(), Error> {
        self.pairs.push((self.name, text.to_owned()));
        Ok(())
    }

    fn plain<T: Serialize>(self, value: &T) -> Result<(), Error> {
        match serde_json::to_value(value)? {
            Value::Null => self.text(""),
            Value::String(text) => self.text(&text),
            Value::Array(items) => {
                let mut sink = self.items(items.len())?;
                items.iter().try_for_each(|item| sink.item(item))?;
                sink.end()
            }
            Value::Object(properties) => {
                let mut sink = self.properties()?;
                properties.iter().try_for_each(|(name, value)| sink.named(name, value))
            }
            scalar => self.text(&scalar.to_string()),
        }
    }

    fn file(self, file: &File) -> Result<(), Error> {
        match file.text() {
            Some(text) => self.text(text),
            None => Err(Error::custom(NOT_TEXT)),
        }
    }

    fn raw(self, json: &RawJson) -> Result<(), Error> {
        match json.to_value() {
            Ok(value) => self.plain(&value),
            Err(_) => self.text(json.text()),
        }
    }

    fn items(self, _: usize) -> Result<FormItems<'a>, Error> {
        Ok(FormItems { first: self.pairs.len(), sink: self, is_plain: true })
    }

    fn properties(self) -> Result<FormProperties<'a>, Error> {
        Ok(FormProperties(self))
    }
}

/// Takes the items of a list. Whether all are plain is known at its end, and only then how it
/// is named.
struct FormItems<'a> {
    sink: FormSink<'a>,
    first: usize,
    is_plain: bool,
}

impl ItemSink for FormItems<'_> {
    type Done = ();
    type Error = Error;

    fn item<T: Wire>(&mut self, item: &T) -> Result<(), Error> {
        let known = self.sink.pairs.len();
        let pairs = &mut *self.sink.pairs;
        // What an item is named beyond its list stands alone until the end.
        item.write(FormSink { pairs, name: String::new(), level: Level::Below })?;
        let is_one = pairs.len() == known + 1 && pairs[known].0.is_empty();
        self.is_plain &= is_one;
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        let FormSink { pairs, name, level } = self.sink;
        let repeats = self.is_plain && level != Level::Below;
        let name = if repeats { name } else { format!("{name}[]") };
        for (below, _) in pairs.iter_mut().skip(self.first) {
            below.insert_str(0, &name);
        }
        Ok(())
    }
}

/// Takes the properties of an object.
struct FormProperties<'a>(FormSink<'a>);

impl FormProperties<'_> {
    fn field(&mut self, name: &str) -> FormSink<'_> {
        let (name, level) = match self.0.level {
            Level::Root => (name.to_owned(), Level::Field),
            Level::Field | Level::Below => (format!("{}[{name}]", self.0.name), Level::Below),
        };
        FormSink { pairs: &mut *self.0.pairs, name, level }
    }
}

impl PropertySink for FormProperties<'_> {
    type Done = ();
    type Error = Error;

    fn declared<T: Wire>(&mut self, property: &Property, value: &T) -> Result<(), Error> {
        value.write(self.field(property.name()))
    }

    fn constant(&mut self, property: &Property, value: &Literal) -> Result<(), Error> {
        match value {
            Literal::Text(text) => self.field(property.name()).text(text),
            other => self.field(property.name()).plain(other),
        }
    }

    fn named<T: Wire>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        value.write(self.field(name))
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(value: Value) -> String {
        let pairs = pairs(&value).expect("text");
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    #[test]
    fn lists_of_plain_values_repeat_their_name_and_others_say_where_they_are() {
        assert_eq!(form(json!({"a": 1, "b": null, "c": true})), "a=1&b=&c=true");
        assert_eq!(form(json!({"l": ["x", 2, null]})), "l=x&l=2&l=");
        assert_eq!(form(json!({"l": []})), "");
        assert_eq!(
            form(json!({"o": {"p": [1, 2], "q": {"r": "s"}}})),
            "o[p][]=1&o[p][]=2&o[q][r]=s"
        );
        assert_eq!(form(json!({"l": [{"a": 1}, "x"]})), "l[][a]=1&l[]=x");
        assert_eq!(form(json!({"l": [[1], []]})), "l[][]=1");
    }
}
