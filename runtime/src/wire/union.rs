//! `oneOf` and `anyOf`: which arm a value belongs to is decided, by its tag or its
//! JSON kind, before the arm is read; arms are tried in order only where neither
//! tells them apart.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::Value;

use super::entries::Entries;
use super::{At, Limit, Violation, Wire, fault};

/// One of several types.
///
/// A value whose tag is not of any arm, or whose JSON kind no arm has, is kept as
/// it came; a value that clearly means an arm and does not fit it is an error.
pub trait Union: Unknown {
    /// How the value of each arm is recognised.
    const ARMS: Arms;

    /// Reads the value of an arm; past the last arm, keeps the value as it is.
    ///
    /// # Errors
    /// Where the value does not fit the arm.
    fn read<'de, D: Deserializer<'de>>(arm: usize, value: D) -> Result<Self, D::Error>;

    /// Shows the value and the number of its arm to a visitor.
    fn visit<V: ArmVisitor>(&self, visitor: V) -> V::Output;
}

/// A type that keeps a value of no arm; the one-line macro writes it.
pub trait Unknown: Sized {
    /// Keeps the value.
    fn unknown(value: Value) -> Self;
}

/// A union's table.
pub type Arms = &'static [Arm];

/// What is done with the value of whichever arm it is.
pub trait ArmVisitor {
    /// What comes of it.
    type Output;

    /// Takes the value of an arm.
    fn arm<T: Wire>(self, arm: usize, value: &T) -> Self::Output;
}

/// How the value of an arm is recognised, and what limits it has.
#[derive(Clone, Copy, Debug)]
pub struct Arm {
    when: When,
    absence: Absence,
    limits: &'static [Limit],
}

/// Whether a value of an arm may be without the arm's tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absence {
    Never,
    Possible,
}

#[derive(Clone, Copy, Debug)]
enum When {
    /// An object whose member `.0` is one of `.1`.
    Tag(&'static str, &'static [&'static str]),
    /// An object whose member `.0` is a string.
    AnyTag(&'static str),
    /// A value of one of these kinds; the name is for errors.
    Kind(&'static str, &'static [Kind]),
}

/// The kinds of JSON values that unions tell apart (JSON Schema Core, section 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    List,
    Object,
}

/// An arm of objects whose member `property` is one of `values`.
pub const fn tag(property: &'static str, values: &'static [&'static str]) -> Arm {
    Arm { when: When::Tag(property, values), absence: Absence::Never, limits: &[] }
}

/// An arm of objects whose member `property` is a string: a union with a tag of its own.
pub const fn any_tag(property: &'static str) -> Arm {
    Arm { when: When::AnyTag(property), absence: Absence::Never, limits: &[] }
}

/// An arm of these kinds of values.
pub const fn arm(name: &'static str, kinds: &'static [Kind]) -> Arm {
    Arm { when: When::Kind(name, kinds), absence: Absence::Never, limits: &[] }
}

impl Arm {
    /// The arm with limits on its value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }

    /// The arm, which an object without the tag may be of too.
    pub const fn or_absent(self) -> Self {
        Self { absence: Absence::Possible, ..self }
    }

    fn is_of(&self, kind: Kind) -> bool {
        match self.when {
            When::Kind(_, kinds) => kinds.contains(&kind),
            When::Tag(..) | When::AnyTag(_) => false,
        }
    }

    fn property(&self) -> Option<&'static str> {
        match self.when {
            When::Tag(property, _) | When::AnyTag(property) => Some(property),
            When::Kind(..) => None,
        }
    }
}

/// Forwards [`Wire`] and serde's traits of a union.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($type:ident) => {
        $crate::__wire!($type, union);

        impl $crate::wire::Unknown for $type {
            fn unknown(value: $crate::serde_json::Value) -> Self {
                Self::Other(value)
            }
        }
    };
}

/// The form of a [`Union`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Union> super::Form<T> for Form {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(UnionVisitor(PhantomData))
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.visit(Write(serializer))
    }

    /// The value has the limits of its arm and of the place.
    fn check(value: &T, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        value.visit(Check { arms: T::ARMS, limits, at, violations });
    }

    fn blank() -> T {
        T::unknown(Value::Null)
    }
}

struct Write<S>(S);

impl<S: Serializer> ArmVisitor for Write<S> {
    type Output = Result<S::Ok, S::Error>;

    fn arm<T: Wire>(self, _: usize, value: &T) -> Self::Output {
        value.write(self.0)
    }
}

struct Check<'a> {
    arms: &'static [Arm],
    limits: &'a [Limit],
    at: At<'a>,
    violations: &'a mut Vec<Violation>,
}

impl ArmVisitor for Check<'_> {
    type Output = ();

    fn arm<T: Wire>(self, arm: usize, value: &T) {
        let own = self.arms.get(arm).map_or(&[] as &[Limit], |arm| arm.limits);
        if self.limits.is_empty() {
            value.check(own, self.at, self.violations);
        } else {
            value.check(&[own, self.limits].concat(), self.at, self.violations);
        }
    }
}

struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: Union> UnionVisitor<T> {
    /// Reads a value that is not an object, the arm being decided by its kind.
    fn read_kind<D, E>(self, kind: Kind, value: D) -> Result<T, E>
    where
        D: Deserializer<'de, Error = E>,
        E: Error,
    {
        match candidates(T::ARMS, |arm| arm.is_of(kind)) {
            Candidates::None => <T as Union>::read(T::ARMS.len(), value),
            Candidates::One(arm) => read_chosen(arm, value),
            Candidates::Many => read_in_order(&Value::deserialize(value)?, |arm| arm.is_of(kind)),
        }
    }
}

impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of one of the arms")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        self.read_kind(Kind::Boolean, value.into_deserializer())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.read_kind(kind_of_integer(T::ARMS), value.into_deserializer())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.read_kind(kind_of_integer(T::ARMS), value.into_deserializer())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        // `3.0` is an integer too, where no arm takes other numbers.
        let is_integer = value.fract() == 0.0 && !T::ARMS.iter().any(|arm| arm.is_of(Kind::Number));
        let kind = if is_integer { Kind::Integer } else { Kind::Number };
        self.read_kind(kind, value.into_deserializer())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        self.read_kind(Kind::String, value.into_deserializer())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
        self.read_kind(Kind::String, value.into_deserializer())
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        self.read_kind(Kind::Null, ().into_deserializer())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        self.read_kind(Kind::List, SeqAccessDeserializer::new(list))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let arms = T::ARMS;
        let tagged = arms.iter().any(|arm| arm.property().is_some());
        if !tagged && !arms.iter().any(|arm| arm.is_of(Kind::Integer) || arm.is_of(Kind::Number)) {
            return self.read_kind(Kind::Object, MapAccessDeserializer::new(map));
        }

        let mut preceding = Vec::new();
        while let Some(key) = map.next_key_seed(TagKey(arms))? {
            let property = match key {
                Key::Number => return read_number(&mut map),
                Key::Plain(name) => {
                    let value =
                        map.next_value().map_err(|error| fault::below_name(&name, &error))?;
                    preceding.push((name, value));
                    if tagged {
                        continue;
                    }
                    break;
                }
                Key::Tag(property) => property,
            };
            match map.next_value_seed(TagValue { arms, property })? {
                Found::Arm(arm, word) => {
                    let tag = Some((property, Cow::Borrowed(word)));
                    return read_chosen(arm, Entries::new(tag, preceding, map));
                }
                Found::Ambiguous(word) => {
                    let tag = Some((property, Cow::Borrowed(word)));
                    let object = Value::deserialize(Entries::new(tag, preceding, map))?;
                    return read_in_order(
                        &object,
                        |arm| matches!(arm.when, When::Tag(name, words) if name == property && words.contains(&word)),
                    );
                }
                Found::AnyArm(arm, word) => {
                    let tag = Some((property, Cow::Owned(word)));
                    return read_chosen(arm, Entries::new(tag, preceding, map));
                }
                Found::Unknown(word) => {
                    let tag = Some((property, Cow::Owned(word)));
                    return self.read_kind(Kind::Object, Entries::new(tag, preceding, map));
                }
                Found::NoTag(value) => preceding.push((property.to_owned(), value)),
            }
        }

        let may_be = |arm: &Arm| arm.is_of(Kind::Object) || arm.absence == Absence::Possible;
        match candidates(arms, may_be) {
            Candidates::None if tagged => Err(missing_tag(arms, &preceding)),
            Candidates::None => <T as Union>::read(arms.len(), Entries::new(None, preceding, map)),
            Candidates::One(arm) => read_chosen(arm, Entries::new(None, preceding, map)),
            Candidates::Many => {
                let object = Value::deserialize(Entries::new(None, preceding, map))?;
                read_in_order(&object, may_be)
            }
        }
    }
}

/// Reads the arm that the value means.
fn read_chosen<'de, T: Union, D: Deserializer<'de>>(arm: usize, value: D) -> Result<T, D::Error> {
    <T as Union>::read(arm, value).map_err(|error| match T::ARMS[arm].when {
        When::Tag(_, [word, ..]) => fault::in_arm(word, &error),
        When::Kind(name, _) => fault::in_arm(name, &error),
        // The union behind the arm names the arm of its own.
        When::Tag(_, []) | When::AnyTag(_) => error,
    })
}

/// Reads the first arm, of those that the value may mean, that it fits.
fn read_in_order<T: Union, E: Error>(value: &Value, may_be: impl Fn(&Arm) -> bool) -> Result<T, E> {
    let mut reasons = Vec::new();
    for (index, arm) in T::ARMS.iter().enumerate().filter(|(_, arm)| may_be(arm)) {
        match <T as Union>::read(index, value) {
            Ok(value) => return Ok(value),
            Err(error) => {
                let name = match arm.when {
                    When::Kind(name, _) | When::Tag(name, _) | When::AnyTag(name) => name,
                };
                reasons.push(format!("{name}: {}", fault::reason(&error)));
            }
        }
    }
    Err(fault::here(format_args!("the value fits none of the arms; {}", reasons.join("; "))))
}

/// Reads a number that serde_json's feature `arbitrary_precision` disguises as a map.
fn read_number<'de, T: Union, M: MapAccess<'de>>(map: &mut M) -> Result<T, M::Error> {
    let digits = map.next_value::<String>()?;
    let number = serde_json::from_str::<Value>(&digits).map_err(M::Error::custom)?;
    let is_integer = number.is_i64() || number.is_u64();
    let has_number = T::ARMS.iter().any(|arm| arm.is_of(Kind::Number));
    let integral = number.as_f64().is_some_and(|float| float.fract() == 0.0);
    let kind = if is_integer {
        kind_of_integer(T::ARMS)
    } else if integral && !has_number {
        Kind::Integer
    } else {
        Kind::Number
    };
    UnionVisitor(PhantomData).read_kind(kind, number).map_err(M::Error::custom)
}

#[cold]
fn missing_tag<E: Error>(arms: &[Arm], members: &[(String, Value)]) -> E {
    let property = arms.iter().find_map(Arm::property).unwrap_or_default();
    let found = members.iter().find(|(name, _)| name == property);
    let reason = match found {
        Some((_, value)) => fault::here::<E>(format_args!(
            "invalid value: {value}, expected a string that names the arm"
        )),
        None => fault::here::<E>("the required property is missing, which names the arm"),
    };
    fault::below_name(property, &reason)
}

enum Candidates {
    None,
    One(usize),
    Many,
}

fn candidates(arms: &[Arm], may_be: impl Fn(&Arm) -> bool) -> Candidates {
    let mut found = arms.iter().enumerate().filter(|(_, arm)| may_be(arm));
    match (found.next(), found.next()) {
        (None, _) => Candidates::None,
        (Some((arm, _)), None) => Candidates::One(arm),
        (Some(_), Some(_)) => Candidates::Many,
    }
}

/// An integer goes to an arm of integers where there is one, to an arm of numbers otherwise.
fn kind_of_integer(arms: &[Arm]) -> Kind {
    if arms.iter().any(|arm| arm.is_of(Kind::Integer)) { Kind::Integer } else { Kind::Number }
}

/// The name under which serde_json's feature `arbitrary_precision` hands over a number.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads a member's name and tells whether it is a tag's.
struct TagKey(&'static [Arm]);

enum Key {
    Tag(&'static str),
    Plain(String),
    Number,
}

impl<'de> DeserializeSeed<'de> for TagKey {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for TagKey {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        let tag = self.0.iter().filter_map(Arm::property).find(|property| *property == name);
        Ok(match tag {
            Some(property) => Key::Tag(property),
            None if name == NUMBER => Key::Number,
            None => Key::Plain(name.to_owned()),
        })
    }
}

/// Reads a tag and tells whose it is, without an allocation where it is known.
struct TagValue {
    arms: &'static [Arm],
    property: &'static str,
}

enum Found {
    /// The one arm of this word.
    Arm(usize, &'static str),
    /// Several arms have this word.
    Ambiguous(&'static str),
    /// A word that an arm which takes any has to judge.
    AnyArm(usize, String),
    /// A word that no arm has.
    Unknown(String),
    /// Not a string.
    NoTag(Value),
}

impl TagValue {
    fn find(&self, word: &str) -> Option<Found> {
        let mut found = None;
        for (index, arm) in self.arms.iter().enumerate() {
            if let When::Tag(property, words) = arm.when
                && property == self.property
                && let Some(known) = words.iter().find(|known| **known == word)
            {
                if found.is_some() {
                    return Some(Found::Ambiguous(known));
                }
                found = Some(Found::Arm(index, known));
            }
        }
        found
    }

    fn find_other(&self, word: String) -> Found {
        let any =
            |arm: &Arm| matches!(arm.when, When::AnyTag(property) if property == self.property);
        match self.arms.iter().position(any) {
            Some(arm) => Found::AnyArm(arm, word),
            None => Found::Unknown(word),
        }
    }
}

impl<'de> DeserializeSeed<'de> for TagValue {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TagValue {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string that names the arm")
    }

    fn visit_str<E>(self, word: &str) -> Result<Found, E> {
        Ok(self.find(word).unwrap_or_else(|| self.find_other(word.to_owned())))
    }

    fn visit_string<E>(self, word: String) -> Result<Found, E> {
        Ok(self.find(&word).unwrap_or_else(|| self.find_other(word)))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Found, E> {
        Ok(Found::NoTag(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Found, E> {
        Ok(Found::NoTag(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Found, E> {
        Ok(Found::NoTag(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Found, E> {
        Ok(Found::NoTag(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::NoTag(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Found, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(list)).map(Found::NoTag)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Found, M::Error> {
        Value::deserialize(MapAccessDeserializer::new(map)).map(Found::NoTag)
    }
}
