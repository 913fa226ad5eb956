//! Finds values in the text of JSON by where they stand, without a copy and without reading the rest
//! into anything: the memory it takes is that of one name.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The value that a JSON Pointer (RFC 6901) names within a text; of a name that stands twice, the last
/// one.
#[cfg(feature = "client")]
pub(crate) fn at<'a>(text: &'a str, pointer: &str) -> Option<&'a str> {
    let mut found = text.trim_ascii();
    for step in steps(pointer) {
        found = property(found, &step)?;
    }
    Some(found)
}

/// The steps of a JSON Pointer.
pub(crate) fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// What an object has by this name.
pub(crate) fn property<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut json = serde_json::Deserializer::from_str(text);
    let found = json.deserialize_map(Named(name)).ok()??;
    Some(found.get())
}

/// Keeps of an object what has this name.
struct Named<'n>(&'n str);

impl<'de> Visitor<'de> for Named<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            let value = map.next_value()?;
            if name == self.0 {
                found = Some(value);
            }
        }
        Ok(found)
    }
}

/// What an object has, each value behind its name, in their order; none of anything else.
#[cfg(feature = "lines")]
pub(crate) fn entries(text: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
    serde_json::Deserializer::from_str(text).deserialize_map(All).ok()
}

/// Keeps all that an object has.
#[cfg(feature = "lines")]
struct All;

#[cfg(feature = "lines")]
impl<'de> Visitor<'de> for All {
    type Value = Vec<(Cow<'de, str>, &'de str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some((name, value)) = map.next_entry::<Cow<'_, str>, &RawValue>()? {
            all.push((name, value.get()));
        }
        Ok(all)
    }
}

/// Where the items of an array stand in its text, one after another: each by where it begins, and its
/// length. It ends where the text is none of an array any more.
pub(crate) struct Items<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Items<'a> {
    /// The items of an array; none of anything else.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        let start = text.len() - text.trim_ascii_start().len();
        text[start..].starts_with('[').then_some(Self { text, at: start + 1 })
    }

    /// The same from one of its items on, or from behind one.
    #[cfg(feature = "client")]
    pub(crate) fn from(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }
}

impl Iterator for Items<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let begins = |it: char| !matches!(it, ' ' | '\t' | '\n' | '\r' | ',');
        let start = self.at + rest.find(begins)?;
        let mut values =
            serde_json::Deserializer::from_str(&self.text[start..]).into_iter::<&RawValue>();
        let item = values.next()?.ok()?;
        let length = item.get().len();
        self.at = start + length;
        Some((start, length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_one_by_one() {
        let all = |text: &str| -> Vec<String> {
            let items = Items::of(text).into_iter().flatten();
            items.map(|(start, length)| text[start..start + length].to_owned()).collect()
        };
        assert_eq!(
            all(" [ 1 ,\n\"],\" , {\"a\":[1,2]},[],-1e3 ] "),
            ["1", "\"],\"", "{\"a\":[1,2]}", "[]", "-1e3"]
        );
        for none in ["", "[]", "{}", "1", " [ ] "] {
            assert_eq!(all(none), [""; 0], "{none:?}");
        }
    }

    #[test]
    fn a_property_is_found_and_the_last_one_counts() {
        let text = "{\"a/b\":{\"~\":1},\"a/b\":{\"~\":[2]}}";
        let found = |pointer: &str| {
            let mut found = text;
            for step in steps(pointer) {
                found = property(found, &step)?;
            }
            Some(found)
        };
        assert_eq!(found("/a~1b/~0"), Some("[2]"));
        assert_eq!((found(""), found("/c"), found("/a~1b/~0/0")), (Some(text), None, None));
    }
}
