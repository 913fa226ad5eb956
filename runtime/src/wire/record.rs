//! Objects with described properties.

use std::any::Any;

use super::property::{Literal, Presence, Property, Table};
use super::{Extra, Map, Nulls, Slot, View};

/// An object, whatever its type: a table of its properties, and its fields, lent.
pub trait Record: Any {
    /// The properties.
    fn table(&self) -> &'static Table;
    /// Lends the fields to be looked at.
    fn views(&self, look: &mut dyn FnMut(&[View<'_>]));
    /// Lends the fields to be filled in.
    fn slots(&mut self, fill: &mut dyn FnMut(&mut [Slot<'_>]));
}

/// What a type says of itself to be a [`Record`].
///
/// The fields come in the table's order, constants being without one; behind them come what
/// keeps the undeclared properties ([`Extra`] or a map) and what keeps explicit nulls
/// ([`Nulls`]), where the record has them.
pub trait RecordType: Sized + 'static {
    /// The properties.
    const TABLE: &'static Table;
    /// The value of which nothing is set.
    fn blank() -> Self;
    /// Lends the fields to be looked at.
    fn views(&self, look: Look<'_>);
    /// Lends the fields to be filled in.
    fn slots(&mut self, fill: Fill<'_>);
}

/// Who looks at the fields of a record.
///
/// It is a type, and not the function itself, since each body that calls the latter has the compiler
/// prove that it can be called.
pub struct Look<'a>(&'a mut dyn FnMut(&[View<'_>]));

impl Look<'_> {
    /// Shows the fields.
    #[inline]
    pub fn at(self, views: &[View<'_>]) {
        (self.0)(views);
    }
}

/// Who fills in the fields of a record: a type as [`Look`] is.
pub struct Fill<'a>(&'a mut dyn FnMut(&mut [Slot<'_>]));

impl Fill<'_> {
    /// Hands over the fields.
    #[inline]
    pub fn into(self, slots: &mut [Slot<'_>]) {
        (self.0)(slots);
    }
}

impl<T: RecordType> Record for T {
    #[inline]
    fn table(&self) -> &'static Table {
        T::TABLE
    }

    #[inline]
    fn views(&self, look: &mut dyn FnMut(&[View<'_>])) {
        RecordType::views(self, Look(look));
    }

    #[inline]
    fn slots(&mut self, fill: &mut dyn FnMut(&mut [Slot<'_>])) {
        RecordType::slots(self, Fill(fill));
    }
}

/// Makes a record of a struct: a row of the table for each field, and behind two dots what keeps
/// the undeclared properties. A field `as custom` is of a type of the user's, and says what stands in
/// it before there is a value.
///
/// A large API has thousands of these, so the expansion is what its compiler can do quickest: paths
/// instead of `use`, which is resolved in each block again, but for the words of limits, and how a
/// property begins in JSON text as a literal, which nobody has to evaluate.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        $(@$ended:ident)? $type:ident {
            $(
                _: $constant:ident($fixed:literal, $value:expr $(,)?)
                    $(.$escaped:ident())?,
            )*
            $(
                $field:ident $(as $how:ident($blank:expr))?:
                    $row:ident($name:literal $(,)?) $(.$with:ident($($what:expr),* $(,)?))*,
            )*
            $(..$rest:ident),* $(,)?
        } $(, limits($limits:expr))?
    ) => {
        impl $crate::wire::RecordType for $type {
            const TABLE: &'static $crate::wire::Table = &$crate::wire::Table::new(
                ::core::stringify!($type),
                &[
                    $($crate::wire::Property {
                        // Behind it, what begins a string, and blanks up to a length that is
                        // copied at once.
                        lead: ::core::concat!(",\"", $fixed, "\":\"                           "),
                        name: $fixed,
                        row: $crate::wire::Row {
                            literal: ::core::option::Option::Some(
                                $crate::wire::rows::$constant($value),
                            ),
                            ..$crate::wire::Row::CONSTANT $(.$escaped())?
                        },
                    },)*
                    $($crate::wire::Property {
                        lead: ::core::concat!(",\"", $name, "\":\"                           "),
                        name: $name,
                        row: $crate::wire::rows::$row
                            $(.$with($($crate::__row_words!($what)),*))*,
                    },)*
                ],
            ) $(.limits($crate::__row_words!($limits)))?;

            #[inline]
            fn blank() -> Self {
                Self {
                    $($field: $crate::wire::$($how::)?blank($($blank)?),)*
                    $($rest: $crate::wire::blank(),)*
                }
            }

            #[inline]
            fn views(&self, look: $crate::wire::Look<'_>) {
                look.at(&[
                    $($crate::wire::$($how::)?view(&self.$field),)*
                    $($crate::wire::view(&self.$rest),)*
                ]);
            }

            #[inline]
            fn slots(&mut self, fill: $crate::wire::Fill<'_>) {
                fill.into(&mut [
                    $($crate::wire::$($how::)?slot(&mut self.$field),)*
                    $($crate::wire::slot(&mut self.$rest),)*
                ]);
            }
        }

        impl $crate::wire::Wire for $type {
            type Form = $crate::wire::record::Form;
        }

        $crate::__value!($type);
        $crate::__serde!($type);
    };
    ($type:ident { $($rows:tt)* } $(, limits($limits:expr))?, nullable) => {
        $crate::__record!($type { $($rows)* } $(, limits($limits))?);
        $crate::__nulls!($type);
    };
    // Rows on one line end without a comma.
    ($type:ident { $($rows:tt)+ } $($more:tt)*) => {
        $crate::__record!(@ended $type { $($rows)+, } $($more)*);
    };
}

/// An argument of a row, in which the words that limits are written with are known.
#[doc(hidden)]
#[macro_export]
macro_rules! __row_words {
    ($what:expr) => {{
        #[allow(unused_imports, reason = "a constant has none")]
        use $crate::wire::rows::*;
        $what
    }};
}

/// The two methods that look at explicit nulls.
#[doc(hidden)]
#[macro_export]
macro_rules! __nulls {
    ($type:ident) => {
        impl $type {
            /// Whether a property that may be missing, by its name in JSON, is null instead.
            #[inline]
            pub fn is_null(&self, property: &str) -> bool {
                $crate::wire::is_null(self, property)
            }

            /// Makes a property that may be missing, by its name in JSON, null instead; says
            /// whether there is one that can be.
            #[inline]
            pub fn set_null(&mut self, property: &str) -> bool {
                $crate::wire::set_null(self, property)
            }
        }
    };
}

/// The form of a [`Record`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: RecordType> super::Form<T> for Form {
    #[inline]
    fn blank() -> T {
        T::blank()
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Record(value)
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Record(value)
    }
}

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
