//! The fields of a record as a tuple: the generic code of reading and writing records,
//! once for each number of fields.

use std::fmt::DebugStruct;

use serde::Deserializer;
use serde::de::IgnoredAny;

use super::extra::Rest;
use super::property::{Presence, Property};
use super::{At, PropertySink, Violation, Wire};

/// A tuple of fields alone.
#[derive(Clone, Copy, Debug)]
pub enum Alone {}

/// A tuple of fields behind which stands what keeps the undeclared properties.
#[derive(Clone, Copy, Debug)]
pub enum WithRest {}

/// Some fields of a record, as a tuple that ends as `End` says: a map may be a field or
/// keep undeclared properties, so the types of a tuple do not tell.
pub trait Fields<End>: Sized {
    /// How many fields there are.
    const COUNT: usize;
    /// The fields while they arrive.
    type Slots;
    /// The fields, lent.
    type Refs<'a>: Copy
    where
        Self: 'a;

    /// Slots without a value.
    fn slots() -> Self::Slots;

    /// The fields of which nothing is set.
    fn placeholder() -> Self;

    /// Clones the fields.
    fn cloned(refs: Self::Refs<'_>) -> Self;

    /// Whether the fields of two records are equal.
    fn are_equal(one: Self::Refs<'_>, other: Self::Refs<'_>) -> bool;

    /// Shows the fields, by the names of their properties.
    fn debug(
        refs: Self::Refs<'_>,
        properties: &'static [Property],
        shown: &mut DebugStruct<'_, '_>,
    );

    /// Reads the value of the field `index` into its slot.
    ///
    /// # Errors
    /// Where the value does not fit the field.
    fn fill<'de, D: Deserializer<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        value: D,
    ) -> Result<(), D::Error>;

    /// Takes the fields out of their slots.
    ///
    /// # Errors
    /// The index of a field that has no value and needs one.
    fn take(slots: Self::Slots) -> Result<Self, usize>;

    /// Writes the fields that are not absent.
    ///
    /// # Errors
    /// Only those of the sink.
    fn write<S: PropertySink>(
        refs: Self::Refs<'_>,
        properties: &'static [Property],
        sink: &mut S,
    ) -> Result<(), S::Error>;

    /// Checks the fields and tells how many are present.
    fn check(
        refs: Self::Refs<'_>,
        properties: &'static [Property],
        at: At<'_>,
        violations: &mut Vec<Violation>,
    ) -> usize;
}

/// All fields of a record, as a tuple whose last one keeps the undeclared properties.
pub trait Parts: Fields<WithRest> {
    /// What keeps the undeclared properties.
    type Rest: Rest;

    /// The undeclared properties while they arrive.
    fn rest_slot(slots: &mut Self::Slots) -> &mut Self::Rest;

    /// The undeclared properties, lent.
    fn rest<'a>(refs: Self::Refs<'a>) -> &'a Self::Rest
    where
        Self: 'a;
}

/// Sixteen fields and the others, for records of more than one tuple takes.
#[derive(Clone, Copy, Debug)]
pub struct Both<A, B>(pub A, pub B);

impl<A: Fields<Alone>, B: Fields<WithRest>> Fields<WithRest> for Both<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;
    type Slots = (A::Slots, B::Slots);
    type Refs<'a>
        = Both<A::Refs<'a>, B::Refs<'a>>
    where
        Self: 'a;

    fn slots() -> Self::Slots {
        (A::slots(), B::slots())
    }

    fn placeholder() -> Self {
        Both(A::placeholder(), B::placeholder())
    }

    fn cloned(refs: Self::Refs<'_>) -> Self {
        Both(A::cloned(refs.0), B::cloned(refs.1))
    }

    fn are_equal(one: Self::Refs<'_>, other: Self::Refs<'_>) -> bool {
        A::are_equal(one.0, other.0) && B::are_equal(one.1, other.1)
    }

    fn debug(
        refs: Self::Refs<'_>,
        properties: &'static [Property],
        shown: &mut DebugStruct<'_, '_>,
    ) {
        let (first, second) = properties.split_at(A::COUNT);
        A::debug(refs.0, first, shown);
        B::debug(refs.1, second, shown);
    }

    fn fill<'de, D: Deserializer<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        value: D,
    ) -> Result<(), D::Error> {
        match index.checked_sub(A::COUNT) {
            None => A::fill(&mut slots.0, index, value),
            Some(index) => B::fill(&mut slots.1, index, value),
        }
    }

    fn take(slots: Self::Slots) -> Result<Self, usize> {
        let first = A::take(slots.0)?;
        let second = B::take(slots.1).map_err(|index| A::COUNT + index)?;
        Ok(Both(first, second))
    }

    fn write<S: PropertySink>(
        refs: Self::Refs<'_>,
        properties: &'static [Property],
        sink: &mut S,
    ) -> Result<(), S::Error> {
        let (first, second) = properties.split_at(A::COUNT);
        A::write(refs.0, first, sink)?;
        B::write(refs.1, second, sink)
    }

    fn check(
        refs: Self::Refs<'_>,
        properties: &'static [Property],
        at: At<'_>,
        violations: &mut Vec<Violation>,
    ) -> usize {
        let (first, second) = properties.split_at(A::COUNT);
        A::check(refs.0, first, at, violations) + B::check(refs.1, second, at, violations)
    }
}

impl<A: Fields<Alone>, B: Parts> Parts for Both<A, B> {
    type Rest = B::Rest;

    fn rest_slot(slots: &mut Self::Slots) -> &mut Self::Rest {
        B::rest_slot(&mut slots.1)
    }

    fn rest<'a>(refs: Self::Refs<'a>) -> &'a Self::Rest
    where
        Self: 'a,
    {
        B::rest(refs.1)
    }
}

fn write_one<T: Wire, S: PropertySink>(
    value: &T,
    property: &Property,
    sink: &mut S,
) -> Result<(), S::Error> {
    if matches!(property.presence, Presence::Optional | Presence::RequiredOnSend)
        && value.is_absent()
    {
        return Ok(());
    }
    sink.declared(property, value)
}

fn check_one<T: Wire>(
    value: &T,
    property: &Property,
    at: At<'_>,
    violations: &mut Vec<Violation>,
) -> usize {
    match property.presence {
        Presence::Optional if value.is_absent() => return 0,
        Presence::RequiredOnSend if value.is_absent() => {
            At::Name(&at, property.name).refuse("is required".to_owned(), violations);
            return 0;
        }
        _ => {}
    }
    value.check(property.limits, At::Name(&at, property.name), violations);
    1
}

/// A tuple of fields, with what keeps the undeclared properties behind them, or without.
macro_rules! tuple_of_fields {
    ($end:ty, $count:literal: $($part:ident $index:tt),* $(; $rest:ident $last:tt)?) => {
        impl<$($part: Wire,)* $($rest: Rest)?> Fields<$end> for ($($part,)* $($rest,)?) {
            const COUNT: usize = $count;
            type Slots = ($(Option<$part>,)* $($rest,)?);
            type Refs<'a> = ($(&'a $part,)* $(&'a $rest,)?) where Self: 'a;

            fn slots() -> Self::Slots {
                ($(None::<$part>,)* $($rest::default(),)?)
            }

            fn placeholder() -> Self {
                ($($part::placeholder(),)* $($rest::default(),)?)
            }

            fn cloned(_refs: Self::Refs<'_>) -> Self {
                ($(_refs.$index.clone(),)* $(_refs.$last.clone() as $rest,)?)
            }

            fn are_equal(_one: Self::Refs<'_>, _other: Self::Refs<'_>) -> bool {
                true $(&& _one.$index == _other.$index)* $(&& (_one.$last as &$rest) == _other.$last)?
            }

            fn debug(
                _refs: Self::Refs<'_>,
                _properties: &'static [Property],
                _shown: &mut DebugStruct<'_, '_>,
            ) {
                $(_shown.field(_properties[$index].name, _refs.$index);)*
                $($rest::debug(_refs.$last, _shown);)?
            }

            fn fill<'de, De: Deserializer<'de>>(
                _slots: &mut Self::Slots,
                index: usize,
                value: De,
            ) -> Result<(), De::Error> {
                match index {
                    $($index => _slots.$index = Some($part::read(value)?),)*
                    _ => {
                        let IgnoredAny = serde::Deserialize::deserialize(value)?;
                    }
                }
                Ok(())
            }

            fn take(_slots: Self::Slots) -> Result<Self, usize> {
                Ok((
                    $(
                        match _slots.$index {
                            Some(value) => value,
                            None => match $part::absent() {
                                Some(value) => value,
                                None => return Err($index),
                            },
                        },
                    )*
                    $(_slots.$last,)?
                ))
            }

            fn write<S: PropertySink>(
                _refs: Self::Refs<'_>,
                _properties: &'static [Property],
                _sink: &mut S,
            ) -> Result<(), S::Error> {
                $(write_one(_refs.$index, &_properties[$index], _sink)?;)*
                Ok(())
            }

            fn check(
                _refs: Self::Refs<'_>,
                _properties: &'static [Property],
                _at: At<'_>,
                _violations: &mut Vec<Violation>,
            ) -> usize {
                0 $(+ check_one(_refs.$index, &_properties[$index], _at, _violations))*
            }
        }
    };
}

/// A tuple of fields and of what keeps the undeclared properties.
macro_rules! tuple_of_parts {
    ($count:tt: $($part:ident $index:tt),*) => {
        tuple_of_fields!(WithRest, $count: $($part $index),*; R $count);

        impl<$($part: Wire,)* R: Rest> Parts for ($($part,)* R,) {
            type Rest = R;

            fn rest_slot(slots: &mut Self::Slots) -> &mut R {
                &mut slots.$count
            }

            fn rest<'a>(refs: Self::Refs<'a>) -> &'a R
            where
                Self: 'a,
            {
                refs.$count
            }
        }
    };
}

tuple_of_parts!(0:);
tuple_of_parts!(1: A 0);
tuple_of_parts!(2: A 0, B 1);
tuple_of_parts!(3: A 0, B 1, C 2);
tuple_of_parts!(4: A 0, B 1, C 2, D 3);
tuple_of_parts!(5: A 0, B 1, C 2, D 3, E 4);
tuple_of_parts!(6: A 0, B 1, C 2, D 3, E 4, F 5);
tuple_of_parts!(7: A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple_of_parts!(8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple_of_parts!(9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple_of_parts!(10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuple_of_parts!(11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuple_of_parts!(12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
tuple_of_parts!(13: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12);
tuple_of_parts!(14: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13);
tuple_of_parts!(15: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14);
tuple_of_parts!(16: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15);
tuple_of_fields!(Alone, 16: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15);
