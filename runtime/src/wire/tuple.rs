//! Arrays whose items differ by their position (`prefixItems`; JSON Schema Core, section 10.3.1.1).
//!
//! One that always has as many items as are described, and no more, is a tuple of Rust's. Any other
//! is a [`Tuple`], which knows how many items there have to be and keeps those behind.

use std::fmt::Debug;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{List, Slot, View, Wire};

/// An array that begins with items of known types, one for each position.
///
/// `LEAST` says how many of them are always there; those behind it are options, `None` where the
/// array ends before. `rest` keeps the items behind the described ones: a list of their type, or
/// `()` where the description allows none.
///
/// ```
/// use specwright::Tuple;
///
/// // `prefixItems: [string, boolean]`, `minItems: 1`, any items behind.
/// type Entry = Tuple<(String, Option<bool>), Vec<specwright::serde_json::Value>, 1>;
///
/// let entry: Entry = specwright::json::from_str(r#"["a", true, 5]"#)?;
/// assert_eq!(entry.items, ("a".to_owned(), Some(true)));
/// assert_eq!(entry.rest, [5]);
/// assert_eq!(specwright::serde_json::to_string(&entry)?, r#"["a",true,5]"#);
///
/// let short = Entry::from(("b".to_owned(), None));
/// assert_eq!(specwright::serde_json::to_string(&short)?, r#"["b"]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple<T, R = Vec<Value>, const LEAST: usize = 0> {
    /// The items of the described positions.
    pub items: T,
    /// The items behind them.
    pub rest: R,
}

/// The items of the described positions: a tuple of Rust's.
pub trait Items: Clone + Debug + PartialEq + 'static {
    /// How many there are.
    const COUNT: usize;
    /// Those of which nothing is set.
    fn blank() -> Self;
    /// Lends the item of a position to be looked at; `Absent` beyond the last one.
    fn view_at(&self, index: usize) -> View<'_>;
    /// Lends the item of a position to be filled in.
    fn slot_at(&mut self, index: usize) -> Option<Slot<'_>>;
}

/// The items behind the described ones.
pub trait Rest: Clone + Debug + PartialEq + 'static {
    /// None of them.
    fn blank() -> Self;
    /// How many there are.
    fn count(&self) -> usize;
    /// Lends one to be looked at.
    fn view_at(&self, index: usize) -> View<'_>;
    /// Adds one, where it may be.
    fn push(&mut self, index: usize) -> Option<Slot<'_>>;
    /// Takes all of them out.
    fn clear(&mut self);
}

impl<T: Wire> Rest for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Vec::new()
    }

    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn view_at(&self, index: usize) -> View<'_> {
        List::view_at(self, index)
    }

    #[inline]
    fn push(&mut self, index: usize) -> Option<Slot<'_>> {
        List::push(self, index)
    }

    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
}

impl Rest for () {
    #[inline]
    fn blank() -> Self {}

    #[inline]
    fn count(&self) -> usize {
        0
    }

    #[inline]
    fn view_at(&self, _: usize) -> View<'_> {
        View::Absent
    }

    #[inline]
    fn push(&mut self, _: usize) -> Option<Slot<'_>> {
        None
    }

    #[inline]
    fn clear(&mut self) {}
}

impl<T: Items, R: Rest, const LEAST: usize> List for Tuple<T, R, LEAST> {
    fn count(&self) -> usize {
        match self.rest.count() {
            // An item that is not there is not followed by any.
            0 => {
                let is_there = |index: &usize| !matches!(self.items.view_at(*index), View::Absent);
                (LEAST..T::COUNT).rev().find(is_there).map_or(LEAST, |index| index + 1)
            }
            more => T::COUNT + more,
        }
    }

    #[inline]
    fn view_at(&self, index: usize) -> View<'_> {
        match index.checked_sub(T::COUNT) {
            None => self.items.view_at(index),
            Some(index) => self.rest.view_at(index),
        }
    }

    #[inline]
    fn push(&mut self, index: usize) -> Option<Slot<'_>> {
        match index.checked_sub(T::COUNT) {
            None => self.items.slot_at(index),
            Some(index) => self.rest.push(index),
        }
    }

    #[inline]
    fn clear(&mut self) {
        self.items = T::blank();
        self.rest.clear();
    }

    #[inline]
    fn least(&self) -> usize {
        LEAST
    }

    #[inline]
    fn optional(&self) -> Range<usize> {
        LEAST..T::COUNT
    }
}

/// The form of an array whose items differ by their position.
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Items, R: Rest, const LEAST: usize> Wire for Tuple<T, R, LEAST> {
    type Form = Form;
}

impl<T: Items, R: Rest, const LEAST: usize> super::Form<Tuple<T, R, LEAST>> for Form {
    #[inline]
    fn blank() -> Tuple<T, R, LEAST> {
        Tuple { items: T::blank(), rest: R::blank() }
    }

    #[inline]
    fn view(value: &Tuple<T, R, LEAST>) -> View<'_> {
        View::List(value)
    }

    #[inline]
    fn slot(value: &mut Tuple<T, R, LEAST>) -> Slot<'_> {
        Slot::List(value)
    }
}

impl<T: Items, R: Rest, const LEAST: usize> From<T> for Tuple<T, R, LEAST> {
    #[inline]
    fn from(items: T) -> Self {
        Self { items, rest: R::blank() }
    }
}

impl<T: Items, R: Rest, const LEAST: usize> Serialize for Tuple<T, R, LEAST> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(self, serializer)
    }
}

impl<'de, T: Items, R: Rest, const LEAST: usize> Deserialize<'de> for Tuple<T, R, LEAST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}

macro_rules! tuples {
    ($($count:literal: $($type:ident $index:tt),+;)*) => {$(
        impl<$($type: Wire),+> Items for ($($type,)+) {
            const COUNT: usize = $count;

            #[inline]
            fn blank() -> Self {
                ($($type::blank(),)+)
            }

            #[inline]
            fn view_at(&self, index: usize) -> View<'_> {
                match index {
                    $($index => self.$index.view(),)+
                    _ => View::Absent,
                }
            }

            #[inline]
            fn slot_at(&mut self, index: usize) -> Option<Slot<'_>> {
                match index {
                    $($index => Some(self.$index.slot()),)+
                    _ => None,
                }
            }
        }

        impl<$($type: Wire),+> List for ($($type,)+) {
            #[inline]
            fn count(&self) -> usize {
                $count
            }

            #[inline]
            fn view_at(&self, index: usize) -> View<'_> {
                Items::view_at(self, index)
            }

            #[inline]
            fn push(&mut self, index: usize) -> Option<Slot<'_>> {
                self.slot_at(index)
            }

            #[inline]
            fn clear(&mut self) {
                *self = <Self as Items>::blank();
            }

            #[inline]
            fn least(&self) -> usize {
                $count
            }
        }

        impl<$($type: Wire),+> Wire for ($($type,)+) {
            type Form = Form;
        }

        impl<$($type: Wire),+> super::Form<($($type,)+)> for Form {
            #[inline]
            fn blank() -> ($($type,)+) {
                Items::blank()
            }

            #[inline]
            fn view(value: &($($type,)+)) -> View<'_> {
                View::List(value)
            }

            #[inline]
            fn slot(value: &mut ($($type,)+)) -> Slot<'_> {
                Slot::List(value)
            }
        }
    )*};
}

// Longer ones can be neither compared nor shown (`std`, primitive type `tuple`).
tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
