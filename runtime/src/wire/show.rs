//! Showing: values as `Debug` sets them out.

use std::fmt::{self, Debug, Formatter};

use super::visit::split;
use super::{Record, View, Wire};

/// Shows a value.
///
/// # Errors
/// Those of the formatter.
#[inline]
pub fn show<T: Wire>(value: &T, f: &mut Formatter<'_>) -> fmt::Result {
    value.view().fmt(f)
}

impl Debug for View<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            View::Absent => f.write_str("None"),
            View::Null => f.write_str("null"),
            View::Boolean(value) => value.fmt(f),
            View::Integer(value) => value.fmt(f),
            View::Unsigned(value) => value.fmt(f),
            View::Number(value) => value.fmt(f),
            View::Text(value) => value.fmt(f),
            View::Json(value) => value.fmt(f),
            View::Raw(value) => value.fmt(f),
            View::File(value) => value.fmt(f),
            View::Custom(value) => value.show(f),
            View::Extra(value) => value.fmt(f),
            View::Nulls(value) => value.fmt(f),
            View::Record(record) => show_record(record, f),
            View::Union(union) => union.variant().1.fmt(f),
            View::List(list) => {
                f.debug_list().entries((0..list.count()).map(|index| list.view_at(index))).finish()
            }
            View::Map(map) => {
                let mut shown = f.debug_map();
                map.each(&mut |name, value| {
                    shown.entry(&name, &value);
                });
                shown.finish()
            }
        }
    }
}

/// Shows a record, its fields by their names on the wire; what is not there is left out.
fn show_record(record: &dyn Record, f: &mut Formatter<'_>) -> fmt::Result {
    let table = record.table();
    let mut shown = f.debug_struct(table.name);
    record.views(&mut |views| {
        let (fields, behind) = split(table, views);
        for (index, property, view) in fields {
            match view {
                View::Absent if behind.is_null(index, property) => {
                    shown.field(property.name(), &View::Null);
                }
                View::Absent => {}
                view => {
                    shown.field(property.name(), &view);
                }
            }
        }
        for behind in views.get(table.declared().len()..).unwrap_or_default() {
            match behind {
                View::Extra(extra) if extra.is_empty() => {}
                View::Extra(_) | View::Map(_) => {
                    shown.field("extra", behind);
                }
                _ => {}
            }
        }
    });
    shown.finish()
}
