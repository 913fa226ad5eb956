//! `oneOf` and `anyOf`: which variant a value belongs to is decided, by its tag or its
//! JSON kind, before the variant is read; variants are tried in order only where neither
//! discriminates them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

use super::buffer::Buffered;
use super::entries::Entries;
use super::number::{self, Digits};
use super::tag::{Key, TagKey, TagValue};
use super::untagged::read_untagged;
use super::variant::{Candidates, ValueType, Variant, Variants, candidates};
use super::{At, Limit, Sink, Violation, Wire, decode_error};

/// One of several types.
///
/// A value whose tag is not of any variant, or whose JSON kind no variant has, is kept as
/// it came; a value that clearly means a variant and does not fit it is an error.
pub trait Union: Unknown {
    /// How the value of each variant is recognised.
    const VARIANTS: Variants;

    /// Reads the value of a variant; past the last variant, keeps the value as it is.
    ///
    /// # Errors
    /// Where the value does not fit the variant.
    fn read<'de, D: Deserializer<'de>>(variant: usize, value: D) -> Result<Self, D::Error>;

    /// Shows the value and the number of its variant to a visitor.
    fn visit<V: VariantVisitor>(&self, visitor: V) -> V::Output;
}

/// A type that keeps a value of no variant; the one-line macro writes it.
pub trait Unknown: Sized {
    /// Keeps the value.
    fn unknown(value: Value) -> Self;
}

/// What is done with the value of whichever variant it is.
pub trait VariantVisitor {
    /// What comes of it.
    type Output;

    /// Takes the value of a variant.
    fn variant<T: Wire>(self, variant: usize, value: &T) -> Self::Output;
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

    fn write<S: Sink>(value: &T, sink: S) -> Result<S::Done, S::Error> {
        value.visit(Write(sink))
    }

    /// The value has the limits of its variant and of the place.
    fn check(value: &T, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        value.visit(Check { variants: T::VARIANTS, limits, at, violations });
    }

    fn placeholder() -> T {
        T::unknown(Value::Null)
    }
}

pub(super) struct Write<S>(pub(super) S);

impl<S: Sink> VariantVisitor for Write<S> {
    type Output = Result<S::Done, S::Error>;

    fn variant<T: Wire>(self, _: usize, value: &T) -> Self::Output {
        value.write(self.0)
    }
}

struct Check<'a> {
    variants: &'static [Variant],
    limits: &'a [Limit],
    at: At<'a>,
    violations: &'a mut Vec<Violation>,
}

impl VariantVisitor for Check<'_> {
    type Output = ();

    fn variant<T: Wire>(self, variant: usize, value: &T) {
        let own = self.variants.get(variant).map_or(&[] as &[Limit], Variant::own_limits);
        if self.limits.is_empty() {
            value.check(own, self.at, self.violations);
        } else {
            value.check(&[own, self.limits].concat(), self.at, self.violations);
        }
    }
}

struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: Union> UnionVisitor<T> {
    /// Reads a value that is not an object, the variant being decided by its kind.
    fn read_kind<D, E>(self, kind: ValueType, value: D) -> Result<T, E>
    where
        D: Deserializer<'de, Error = E>,
        E: Error,
    {
        match candidates(T::VARIANTS, |variant| variant.is_of(kind)) {
            Candidates::None => <T as Union>::read(T::VARIANTS.len(), value),
            Candidates::One(variant) => read_chosen(variant, value),
            Candidates::Many => read_untagged(&Buffered::of(value)?, |variant| variant.is_of(kind)),
        }
    }
}

impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of one of the variants")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        self.read_kind(ValueType::Boolean, value.into_deserializer())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.read_kind(kind_of_integer(T::VARIANTS), value.into_deserializer())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        if i64::try_from(value).is_err() && has_integers_and_numbers(T::VARIANTS) {
            return read_large(value);
        }
        self.read_kind(kind_of_integer(T::VARIANTS), value.into_deserializer())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<T, E> {
        Digits::of(value).and_then(|Digits(number)| read_number(number))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<T, E> {
        Digits::of(value).and_then(|Digits(number)| read_number(number))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        // `3.0` is an integer too, where no variant takes other numbers.
        let is_integer = value.fract() == 0.0
            && !T::VARIANTS.iter().any(|variant| variant.is_of(ValueType::Number));
        let kind = if is_integer { ValueType::Integer } else { ValueType::Number };
        self.read_kind(kind, value.into_deserializer())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        self.read_kind(ValueType::String, value.into_deserializer())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
        self.read_kind(ValueType::String, value.into_deserializer())
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        self.read_kind(ValueType::Null, ().into_deserializer())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        self.read_kind(ValueType::Array, SeqAccessDeserializer::new(list))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let variants = T::VARIANTS;
        let tagged = variants.iter().any(|variant| variant.property().is_some());
        let mut preceding = Buffered::default();
        while let Some(key) = map.next_key_seed(TagKey(variants))? {
            let property = match key {
                Key::Plain(name) if preceding.is_empty() && number::is_disguise(&name) => {
                    return map.next_value().and_then(|Digits(number)| read_number(number));
                }
                Key::Plain(name) if !tagged => {
                    return self.read_kind(ValueType::Object, Entries::begun(name, map));
                }
                Key::Plain(name) => {
                    let place = name.clone();
                    preceding.name(name);
                    map.next_value_seed(preceding.value())
                        .map_err(|error| decode_error::below_name(&place, &error))?;
                    continue;
                }
                Key::Tag(property) => property,
            };
            let value = TagValue { variants, property, preceding: &mut preceding };
            let Some((found, value)) = map.next_value_seed(value)? else {
                continue;
            };
            let object = Entries::tagged(property, value.clone(), preceding, map);
            return match found {
                Candidates::One(variant) => read_chosen(variant, object),
                Candidates::None => self.read_kind(ValueType::Object, object),
                Candidates::Many => read_untagged(&Buffered::of(object)?, |variant| {
                    variant.value(property, &value).is_some()
                }),
            };
        }

        let may_be =
            |variant: &Variant| variant.is_of(ValueType::Object) || variant.may_lack_its_tag();
        let object = Entries::new(preceding, map);
        match candidates(variants, may_be) {
            Candidates::None if tagged => Err(missing_tag(variants, object)),
            Candidates::None => <T as Union>::read(variants.len(), object),
            Candidates::One(variant) => read_chosen(variant, object),
            Candidates::Many => read_untagged(&Buffered::of(object)?, may_be),
        }
    }
}

/// Reads the variant that the value means.
fn read_chosen<'de, T: Union, D: Deserializer<'de>>(
    variant: usize,
    value: D,
) -> Result<T, D::Error> {
    <T as Union>::read(variant, value).map_err(|error| {
        match T::VARIANTS[variant].value_for_errors() {
            Some(value) => decode_error::in_variant(value, &error),
            // The union behind the variant names the variant of its own.
            None => error,
        }
    })
}

/// Reads a number that arrived with its digits.
fn read_number<T: Union, E: Error>(number: Number) -> Result<T, E> {
    if let (None, Some(integer)) = (number.as_i64(), number.as_u64())
        && has_integers_and_numbers(T::VARIANTS)
    {
        return read_large(integer);
    }
    let has_number = T::VARIANTS.iter().any(|variant| variant.is_of(ValueType::Number));
    let kind = if number.is_i64() || number.is_u64() {
        kind_of_integer(T::VARIANTS)
    } else if !has_number && number.as_f64().is_some_and(|float| float.fract() == 0.0) {
        ValueType::Integer
    } else {
        ValueType::Number
    };
    UnionVisitor(PhantomData).read_kind(kind, Digits(number).read())
}

/// Reads an integer beyond `i64` where a variant of integers may be too small for it, and one of
/// numbers is there as well.
fn read_large<T: Union, E: Error>(integer: u64) -> Result<T, E> {
    let may_be =
        |variant: &Variant| variant.is_of(ValueType::Integer) || variant.is_of(ValueType::Number);
    let integer: serde::de::value::U64Deserializer<E> = integer.into_deserializer();
    read_untagged(&Buffered::of(integer)?, may_be)
}

fn has_integers_and_numbers(variants: &[Variant]) -> bool {
    let has = |kind| variants.iter().any(|variant| variant.is_of(kind));
    has(ValueType::Integer) && has(ValueType::Number)
}

#[cold]
fn missing_tag<'de, M: MapAccess<'de>>(variants: &[Variant], object: Entries<'de, M>) -> M::Error {
    let property = variants.iter().find_map(Variant::property).unwrap_or_default();
    let reason = match Value::deserialize(object) {
        Ok(object) => match object.get(property) {
            Some(value) => decode_error::here::<M::Error>(format_args!(
                "invalid value: {value}, expected a string that names the variant"
            )),
            None => decode_error::here("the required property is missing, which names the variant"),
        },
        Err(error) => return error,
    };
    decode_error::below_name(property, &reason)
}

/// An integer goes to a variant of integers where there is one, to a variant of numbers otherwise.
fn kind_of_integer(variants: &[Variant]) -> ValueType {
    if variants.iter().any(|variant| variant.is_of(ValueType::Integer)) {
        ValueType::Integer
    } else {
        ValueType::Number
    }
}
