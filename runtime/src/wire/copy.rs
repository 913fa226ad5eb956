//! Cloning: a value into a slot of its own type.

use super::{Slot, View, Wire};

/// A copy of a value.
#[inline]
pub fn cloned<T: Wire>(value: &T) -> T {
    let mut copied = T::blank();
    copy(value.view(), copied.slot());
    copied
}

/// Copies a value into a slot of which nothing is set.
fn copy(view: View<'_>, slot: Slot<'_>) {
    match (slot, view) {
        (Slot::Boolean(to), View::Boolean(from)) => *to = from,
        (Slot::Integer(to), View::Integer(from)) => *to = from,
        (Slot::Unsigned(to), View::Unsigned(from)) => *to = from,
        (Slot::Number(to), View::Number(from)) => *to = from,
        (Slot::Text(to), View::Text(from)) => *to = from.to_owned(),
        (Slot::OptionalText(to), View::Text(from)) => *to = Some(from.to_owned()),
        (Slot::OptionalInteger(to), View::Integer(from)) => *to = Some(from),
        (Slot::OptionalNumber(to), View::Number(from)) => *to = Some(from),
        (Slot::OptionalBoolean(to), View::Boolean(from)) => *to = Some(from),
        (Slot::Optional(_), View::Absent) => {}
        (Slot::Optional(to), from) => copy(from, to.fill()),
        (Slot::Json(to), View::Json(from)) => *to = from.clone(),
        (Slot::Raw(to), View::Raw(from)) => *to = from.clone(),
        (Slot::File(to), View::File(from)) => *to = from.clone(),
        (Slot::Custom(to), View::Custom(from)) => to.copy(from),
        (Slot::OptionalCustom(to), View::Custom(from)) => to.copy(from),
        (Slot::Extra(to), View::Extra(from)) => *to = from.clone(),
        (Slot::Nulls(to), View::Nulls(from)) => *to = from.clone(),
        (Slot::Enum(to), View::Text(from)) => to.set(from),
        (Slot::ClosedEnum(to), View::Text(from)) => {
            to.set(from);
        }
        (Slot::IntegerEnum(to), View::Integer(from)) => to.set(from),
        (Slot::KeywordOrValue(to), View::Text(from)) => to.set_keyword(from),
        (Slot::KeywordOrValue(to), from) => copy(from, to.set_value()),
        (Slot::Union(to), View::Union(from)) => {
            let (variant, value) = from.variant();
            copy(value, to.begin(variant));
        }
        (Slot::List(to), View::List(from)) => {
            for index in 0..from.count() {
                if let Some(slot) = to.push(index) {
                    copy(from.view_at(index), slot);
                }
            }
        }
        (Slot::Map(to), View::Map(from)) => {
            from.each(&mut |name, value| copy(value, to.insert(name.to_owned())));
        }
        (Slot::Record(to), View::Record(from)) => from.views(&mut |views| {
            to.slots(&mut |slots| {
                for (slot, view) in slots.iter_mut().zip(views) {
                    copy(*view, slot.lend());
                }
            });
        }),
        // Whatever is left is of one type and holds nothing: a value is copied into its own.
        _ => {}
    }
}
