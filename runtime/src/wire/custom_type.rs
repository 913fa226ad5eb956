//! Types of the user's that stand in place of what the generator would write.
//!
//! The generated crate implements no trait of this one for a type of a third (the reference,
//! "Orphan rules"), so that the row of a table says that its field is lent by serde: `as custom`,
//! or `as optional_custom` where the field is an option. What serde reads is the text of the value
//! alone, and what it refuses is told with the place of the value, and of what lies within it.

use std::any::Any;
use std::fmt::{self, Debug, Formatter};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{DecodeError, RawJson, Slot, View, Wire};
use crate::text::{Fault, JsonReader, Step};

/// A type of the user's that can stand in place of what the generator would write.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in place of a type of the description",
    label = "it has to be `Clone`, `Debug`, `PartialEq`, and serde's `Serialize` and `Deserialize`"
)]
pub trait CustomType: Clone + Debug + PartialEq + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + Debug + PartialEq + Serialize + DeserializeOwned + 'static> CustomType for T {}

/// A value of a type of the user's, whichever it is.
pub trait Custom: Any {
    /// Its JSON.
    ///
    /// # Errors
    /// Those of the type.
    fn json(&self) -> serde_json::Result<String>;
    /// Whether another value is of the same type and equal.
    fn is_same(&self, other: &dyn Custom) -> bool;
    /// Shows it.
    ///
    /// # Errors
    /// Those of the formatter.
    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result;
    /// Takes the value of a text of JSON.
    ///
    /// # Errors
    /// Those of the type.
    fn read(&mut self, json: &str) -> serde_json::Result<()>;
    /// Takes a copy of another value, where that is of the same type.
    fn copy(&mut self, from: &dyn Custom);
    /// Lends it to be looked at.
    fn look(&self) -> View<'_>;
}

impl<T: CustomType> Custom for T {
    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    fn is_same(&self, other: &dyn Custom) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<T>() == Some(self)
    }

    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn read(&mut self, json: &str) -> serde_json::Result<()> {
        serde_json::from_str(json).map(|value| *self = value)
    }

    fn copy(&mut self, from: &dyn Custom) {
        let from: &dyn Any = from;
        if let Some(from) = from.downcast_ref() {
            self.clone_from(from);
        }
    }

    fn look(&self) -> View<'_> {
        View::Custom(self)
    }
}

/// A value of a type of the user's that may be missing.
pub trait OptionalCustom: Any {
    /// Takes the value of a text of JSON.
    ///
    /// # Errors
    /// Those of the type.
    fn read(&mut self, json: &str) -> serde_json::Result<()>;
    /// Makes it none.
    fn clear(&mut self);
    /// Takes a copy of another value, where that is of the same type.
    fn copy(&mut self, from: &dyn Custom);
    /// Lends it to be looked at.
    fn value(&self) -> View<'_>;
}

impl<T: CustomType> OptionalCustom for Option<T> {
    fn read(&mut self, json: &str) -> serde_json::Result<()> {
        serde_json::from_str(json).map(|value| *self = Some(value))
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn copy(&mut self, from: &dyn Custom) {
        let from: &dyn Any = from;
        *self = from.downcast_ref().cloned();
    }

    fn value(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, |value| View::Custom(value))
    }
}

/// Lends fields of a type of the user's; called like the module around it, since the rows of tables
/// name it.
pub mod custom {
    use super::super::{Slot, View};
    use super::CustomType;

    /// The value that stands in the field before there is one: that which the row says.
    #[inline]
    pub fn blank<T: CustomType>(value: T) -> T {
        value
    }

    /// Lends the value to be looked at.
    #[inline]
    pub fn view<T: CustomType>(value: &T) -> View<'_> {
        View::Custom(value)
    }

    /// Lends the value to be filled in.
    #[inline]
    pub fn slot<T: CustomType>(value: &mut T) -> Slot<'_> {
        Slot::Custom(value)
    }
}

/// Lends fields that are options of a type of the user's.
pub mod optional_custom {
    use super::super::{Slot, View};
    use super::{CustomType, OptionalCustom};

    /// The value that stands in the field before there is one: that which the row says.
    #[inline]
    pub fn blank<T: CustomType>(value: Option<T>) -> Option<T> {
        value
    }

    /// Lends the value to be looked at.
    #[inline]
    pub fn view<T: CustomType>(value: &Option<T>) -> View<'_> {
        value.value()
    }

    /// Lends the value to be filled in.
    #[inline]
    pub fn slot<T: CustomType>(value: &mut Option<T>) -> Slot<'_> {
        Slot::OptionalCustom(value)
    }
}

/// A value of a type of the user's where a value of the engine's has to stand: an argument of a
/// call, a body.
#[derive(Clone, PartialEq)]
pub struct Own<T>(Option<T>);

impl<T: Debug> Debug for Own<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value of a type of the user's as one of the engine's.
#[inline]
pub fn own<T>(value: T) -> Own<T> {
    Own(Some(value))
}

#[cfg(feature = "operations")]
impl<T: CustomType> Own<T> {
    /// The value that was read.
    ///
    /// # Errors
    /// Where it was a null, and the type takes none.
    pub(crate) fn into_inner(self) -> Result<T, DecodeError> {
        match self.0 {
            Some(value) => Ok(value),
            None => serde_json::from_str("null").map_err(DecodeError::new),
        }
    }
}

/// The form of a type of the user's.
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: CustomType> Wire for Own<T> {
    type Form = Form;
}

impl<T: CustomType> super::Form<Own<T>> for Form {
    fn blank() -> Own<T> {
        Own(None)
    }

    fn view(value: &Own<T>) -> View<'_> {
        value.0.value()
    }

    fn slot(value: &mut Own<T>) -> Slot<'_> {
        Slot::OptionalCustom(&mut value.0)
    }
}

/// The value as JSON, for what has no view of its own for it.
pub(super) fn raw(value: &dyn Custom) -> serde_json::Result<RawJson> {
    value.json().map(|json| RawJson::of(&json))
}

/// What a type of the user's says of a value that it refuses, at the place within the text of the
/// value that it had read by then.
#[cold]
pub(super) fn refused(json: &str, error: &serde_json::Error) -> Fault {
    let offset = offset_of(json, error.line(), error.column());
    // A generated type within tells its own place.
    let told = DecodeError::new(error);
    let is_of_another_kind = ["sequence", "map"]
        .iter()
        .any(|kind| told.reason().starts_with(&format!("invalid type: {kind}")));
    let side = if is_of_another_kind { Told::AtItsBeginning } else { Told::BehindIt };
    let below = steps_to(json, offset, side).unwrap_or_default();
    let within = told.pointer().unwrap_or_default().split('/').skip(1);
    let within = within.map(|step| Step::Name(step.replace("~1", "/").replace("~0", "~")));
    let below: Vec<Step> = below.into_iter().chain(within).collect();
    below.into_iter().rev().fold(Fault::here(told.reason()), |fault, step| match step {
        Step::Name(name) => fault.below_name(&name),
        Step::Index(index) => fault.below_index(index),
    })
}

/// How many bytes stand before a line and a column, both counted from 1.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    before.map(str::len).sum::<usize>() + column
}

/// Where an error stands that is about a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Where the value begins: it is of another kind, and nothing of it was read.
    AtItsBeginning,
    /// Behind the value, or behind the comma that follows it.
    BehindIt,
}

/// The way to the innermost value that an error is about, which stands at an offset.
fn steps_to(text: &str, offset: usize, told: Told) -> Result<Vec<Step>, Fault> {
    let mut reader = JsonReader::new(text);
    let mut steps = Vec::new();
    loop {
        let (opening, closing) = match reader.peek() {
            Some(b'[') => (b'[', b']'),
            Some(b'{') => (b'{', b'}'),
            _ => return Ok(steps),
        };
        reader.enter(opening)?;
        let (mut is_first, mut index) = (true, 0);
        loop {
            if !reader.go_on(&mut is_first, closing)? {
                return Ok(steps);
            }
            let step = match opening {
                b'{' => Step::Name(reader.name()?.into_owned()),
                _ => Step::Index(index),
            };
            reader.peek();
            let (start, mark) = (reader.offset(), reader.mark());
            if told == Told::BehindIt && offset <= start {
                steps.extend(index.checked_sub(1).map(Step::Index).filter(|_| opening == b'['));
                return Ok(steps);
            }
            reader.pass()?;
            let end = reader.offset();
            let is_it = match told {
                Told::AtItsBeginning => (start..end).contains(&offset),
                Told::BehindIt => offset <= end,
            };
            if is_it {
                reader.go_back(mark);
                steps.push(step);
                break;
            }
            index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_refused_value_is_told_with_its_place() {
        let text = "{\"a\": [1, {\"b/c\": \"x\"}],\n \"d\": 4}";
        let at = |needle: &str| text.find(needle).unwrap() + needle.len();
        for (offset, expected) in [
            (at("\"x\""), "/a/1/b~1c"),
            (at("\"x\"}"), "/a/1"),
            (at("[1"), "/a/0"),
            (at("[1,"), "/a/0"),
            (at("4"), "/d"),
            (text.len(), ""),
        ] {
            let steps =
                steps_to(text, offset, Told::BehindIt).unwrap().into_iter().map(
                    |step| match step {
                        Step::Name(name) => {
                            format!("/{}", super::super::decode_error::escape(&name))
                        }
                        Step::Index(index) => format!("/{index}"),
                    },
                );
            assert_eq!(steps.collect::<String>(), expected);
        }
    }

    #[test]
    fn what_the_type_says_is_kept() {
        let refused = |json: &str| {
            let error = serde_json::from_str::<Vec<std::net::Ipv4Addr>>(json).unwrap_err();
            DecodeError::of(&refused(json, &error)).to_string()
        };
        assert_eq!(refused("[\"1.2.3.4\",\n\"no\"]"), "at /1: invalid IPv4 address syntax");
        let within = |json: &str| {
            let error = serde_json::from_str::<HashMap<String, i64>>(json).unwrap_err();
            DecodeError::of(&super::refused(json, &error)).to_string()
        };
        let said = "at /a: invalid type: string \"x\", expected i64";
        assert_eq!(within("{\"b\":1,\"a\":\"x\"}"), said);
        assert!(refused("{}").starts_with("at the root: invalid type: map"), "{}", refused("{}"));
    }
}
