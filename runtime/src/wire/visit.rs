//! Shows the properties of a record that are there, whatever its type.

use super::property::{Literal, Presence, Property, Table};
use super::{Extra, Map, Nulls, Record, View};

/// What stands behind the fields of a record.
#[derive(Clone, Copy, Default)]
pub(super) struct Behind<'a> {
    pub(super) rest: Rest<'a>,
    nulls: Option<&'a Nulls>,
}

/// What keeps the undeclared properties of a record.
#[derive(Clone, Copy, Default)]
pub(super) enum Rest<'a> {
    /// Nothing does: the description closes it (`additionalProperties: false`).
    #[default]
    Closed,
    Extra(&'a Extra),
    Typed(&'a dyn Map),
}

impl<'a> Behind<'a> {
    fn of(views: &[View<'a>]) -> Self {
        let mut behind = Self::default();
        for view in views {
            match view {
                View::Extra(extra) => behind.rest = Rest::Extra(extra),
                View::Map(map) => behind.rest = Rest::Typed(*map),
                View::Nulls(nulls) => behind.nulls = Some(nulls),
                _ => {}
            }
        }
        behind
    }

    /// Whether a property was explicitly null.
    pub(super) fn is_null(&self, index: usize, property: &Property) -> bool {
        property.rule().null.is_kept() && self.is_remembered(index)
    }

    /// Whether something is remembered of a property beside its field: what, its row says.
    fn is_remembered(&self, index: usize) -> bool {
        match (self.nulls, self.rest) {
            (Some(nulls), _) => nulls.contains(index),
            (None, Rest::Extra(extra)) => extra.is_null(index),
            _ => false,
        }
    }

    /// How many undeclared properties there are.
    pub(super) fn count(&self) -> usize {
        match self.rest {
            Rest::Closed => 0,
            Rest::Extra(extra) => extra.len(),
            Rest::Typed(map) => map.count(),
        }
    }

    fn holds(&self, name: &str) -> bool {
        match self.rest {
            Rest::Extra(extra) => extra.contains(name),
            Rest::Closed | Rest::Typed(_) => false,
        }
    }
}

/// The fields of a record, beside the rows of its table, and what stands behind them.
pub(super) fn split<'a, 'b>(
    table: &'static Table,
    views: &'a [View<'b>],
) -> (impl Iterator<Item = (usize, &'static Property, &'a View<'b>)>, Behind<'b>) {
    let declared = table.declared();
    let (fields, behind) = views.split_at_checked(declared.len()).unwrap_or((views, &[]));
    let fields = declared.iter().zip(fields).enumerate();
    let behind = Behind::of(behind);
    let fields = fields.map(move |(index, (property, view))| {
        let rule = property.rule();
        let has_none = rule.always_holds
            && behind.is_remembered(index) != (rule.presence == Presence::PlainOnReceipt);
        (index, property, if has_none && view.is_blank() { &View::Absent } else { view })
    });
    (fields, behind)
}

/// Shows every property that is there, by its name, in the order in which they are written:
/// constants, fields, undeclared ones.
///
/// # Errors
/// The first error of who looks.
pub(crate) fn each_property<E>(
    record: &dyn Record,
    show: impl FnMut(&str, &View<'_>) -> Result<(), E>,
) -> Result<(), E> {
    visit_properties(record, ByName(show))
}

/// Who is shown each property of a record that is there.
pub(super) trait Visitor {
    /// Why no more are to be shown.
    type Error;
    /// One that the table names.
    fn declared(&mut self, property: &Property, view: &View<'_>) -> Result<(), Self::Error>;
    /// One that it does not name.
    fn undeclared(&mut self, name: &str, view: &View<'_>) -> Result<(), Self::Error>;
}

struct ByName<F>(F);

impl<E, F: FnMut(&str, &View<'_>) -> Result<(), E>> Visitor for ByName<F> {
    type Error = E;

    fn declared(&mut self, property: &Property, view: &View<'_>) -> Result<(), E> {
        (self.0)(property.name(), view)
    }

    fn undeclared(&mut self, name: &str, view: &View<'_>) -> Result<(), E> {
        (self.0)(name, view)
    }
}

/// The same, to whom it matters which the table names.
///
/// # Errors
/// The first error of who looks.
#[inline]
pub(super) fn visit_properties<V: Visitor>(
    record: &dyn Record,
    mut visitor: V,
) -> Result<(), V::Error> {
    let table = record.table();
    let mut result = Ok(());
    record.views(&mut |views| result = visit(table, views, &mut visitor));
    result
}

fn visit<V: Visitor>(
    table: &'static Table,
    views: &[View<'_>],
    visitor: &mut V,
) -> Result<(), V::Error> {
    let (fields, behind) = split(table, views);
    for property in table.constants() {
        if let Some(literal) = property.constant()
            && !behind.holds(property.name())
        {
            visitor.declared(property, &literal.view())?;
        }
    }
    for (index, property, mut view) in fields {
        let otherwise;
        if matches!(view, View::Absent) && !behind.is_null(index, property) {
            match (property.rule().presence, property.literal()) {
                (Presence::Required, _) => {}
                (Presence::Otherwise, Some(literal)) => {
                    otherwise = literal.view();
                    view = &otherwise;
                }
                _ => continue,
            }
        }
        visitor.declared(property, view)?;
    }
    match behind.rest {
        Rest::Closed => Ok(()),
        Rest::Extra(extra) if extra.is_empty() => Ok(()),
        Rest::Extra(extra) => {
            let is_ours = |name: &str| table.declared().iter().all(|known| known.name() != name);
            let mut ours = extra.iter().filter(|(name, _)| is_ours(name));
            ours.try_for_each(|(name, value)| visitor.undeclared(name, &View::Raw(value)))
        }
        Rest::Typed(map) => {
            let is_ours = |name: &str| table.properties().iter().all(|known| known.name() != name);
            let mut result = Ok(());
            map.each(&mut |name, value| {
                if result.is_ok() && is_ours(name) {
                    result = visitor.undeclared(name, &value);
                }
            });
            result
        }
    }
}

impl Literal {
    pub(super) fn view(&self) -> View<'static> {
        match *self {
            Literal::Text(text) => View::Text(text),
            Literal::Integer(integer) => View::Integer(integer),
            Literal::Boolean(boolean) => View::Boolean(boolean),
        }
    }
}
