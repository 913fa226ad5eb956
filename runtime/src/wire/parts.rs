//! Tuples of members: the generic code of reading and writing records, once for each arity.

use serde::Deserializer;
use serde::ser::SerializeMap;

use super::member::{Member, Presence};
use super::scalar::AsSerialize;
use super::{At, Violation, Wire};

/// The fields of a record as a tuple.
pub trait Parts: Sized {
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
    /// Only those of the serializer.
    fn write<S: SerializeMap>(
        refs: Self::Refs<'_>,
        members: &'static [Member],
        map: &mut S,
    ) -> Result<(), S::Error>;

    /// Checks the fields and tells how many are present.
    fn check(
        refs: Self::Refs<'_>,
        members: &'static [Member],
        at: At<'_>,
        violations: &mut Vec<Violation>,
    ) -> usize;
}

/// Two groups of fields, for records of more than sixteen.
#[derive(Clone, Copy, Debug)]
pub struct Both<A, B>(pub A, pub B);

impl<A: Parts, B: Parts> Parts for Both<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;
    type Slots = (A::Slots, B::Slots);
    type Refs<'a>
        = Both<A::Refs<'a>, B::Refs<'a>>
    where
        Self: 'a;

    fn slots() -> Self::Slots {
        (A::slots(), B::slots())
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

    fn write<S: SerializeMap>(
        refs: Self::Refs<'_>,
        members: &'static [Member],
        map: &mut S,
    ) -> Result<(), S::Error> {
        let (first, second) = members.split_at(A::COUNT);
        A::write(refs.0, first, map)?;
        B::write(refs.1, second, map)
    }

    fn check(
        refs: Self::Refs<'_>,
        members: &'static [Member],
        at: At<'_>,
        violations: &mut Vec<Violation>,
    ) -> usize {
        let (first, second) = members.split_at(A::COUNT);
        A::check(refs.0, first, at, violations) + B::check(refs.1, second, at, violations)
    }
}

impl Parts for () {
    const COUNT: usize = 0;
    type Slots = ();
    type Refs<'a> = ();

    fn slots() {}

    fn fill<'de, D: Deserializer<'de>>((): &mut (), _: usize, value: D) -> Result<(), D::Error> {
        serde::Deserialize::deserialize(value).map(|serde::de::IgnoredAny| ())
    }

    fn take((): ()) -> Result<Self, usize> {
        Ok(())
    }

    fn write<S: SerializeMap>((): (), _: &'static [Member], _: &mut S) -> Result<(), S::Error> {
        Ok(())
    }

    fn check((): (), _: &'static [Member], _: At<'_>, _: &mut Vec<Violation>) -> usize {
        0
    }
}

fn write_one<T: Wire, S: SerializeMap>(
    value: &T,
    member: &Member,
    map: &mut S,
) -> Result<(), S::Error> {
    if matches!(member.presence, Presence::Optional) && value.is_absent() {
        return Ok(());
    }
    map.serialize_entry(member.name, &AsSerialize(value))
}

fn check_one<T: Wire>(
    value: &T,
    member: &Member,
    at: At<'_>,
    violations: &mut Vec<Violation>,
) -> usize {
    if matches!(member.presence, Presence::Optional) && value.is_absent() {
        return 0;
    }
    value.check(member.limits, At::Name(&at, member.name), violations);
    1
}

macro_rules! tuple_of_parts {
    ($count:literal: $($part:ident $index:tt),+) => {
        impl<$($part: Wire),+> Parts for ($($part,)+) {
            const COUNT: usize = $count;
            type Slots = ($(Option<$part>,)+);
            type Refs<'a> = ($(&'a $part,)+) where Self: 'a;

            fn slots() -> Self::Slots {
                ($(None::<$part>,)+)
            }

            fn fill<'de, De: Deserializer<'de>>(
                slots: &mut Self::Slots,
                index: usize,
                value: De,
            ) -> Result<(), De::Error> {
                match index {
                    $($index => slots.$index = Some($part::read(value)?),)+
                    _ => <() as Parts>::fill(&mut (), index, value)?,
                }
                Ok(())
            }

            fn take(slots: Self::Slots) -> Result<Self, usize> {
                Ok(($(
                    match slots.$index.or_else($part::absent) {
                        Some(value) => value,
                        None => return Err($index),
                    },
                )+))
            }

            fn write<S: SerializeMap>(
                refs: Self::Refs<'_>,
                members: &'static [Member],
                map: &mut S,
            ) -> Result<(), S::Error> {
                $(write_one(refs.$index, &members[$index], map)?;)+
                Ok(())
            }

            fn check(
                refs: Self::Refs<'_>,
                members: &'static [Member],
                at: At<'_>,
                violations: &mut Vec<Violation>,
            ) -> usize {
                0 $(+ check_one(refs.$index, &members[$index], at, violations))+
            }
        }
    };
}

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
