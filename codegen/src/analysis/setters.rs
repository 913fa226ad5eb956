//! What a builder has setters for, and what each takes.

use super::{Facts, MAX_STATES, Slot};
use crate::api::{Access, Api, Expr, Nullability, Property, Record, Rest, Shape, TypeId};

/// What a setter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The value itself.
    Itself,
    /// What becomes it.
    Becoming(Becoming),
    /// Any integer; one that the property cannot hold is a violation.
    Integer,
    /// A keyword, or any number; one that the property cannot hold is a violation.
    KeywordOr,
    /// What becomes the items of a list, one by one.
    Items(Becoming),
    /// What becomes the entries of a map.
    Entries(Becoming),
}

/// By what something becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becoming {
    /// By `Into`.
    Into,
    /// By a trait of ours, as it is a number: `Into` would take a boolean.
    Fits,
}

/// A property that a builder sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settable {
    /// The property.
    pub index: usize,
    /// Whether a value can be built without it.
    pub need: Need,
}

/// Whether a value can be built without a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It cannot: the builder has a state for it.
    Required,
    /// It can.
    Optional,
}

/// A constructor of an object one of whose properties names another: it sets both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The property with the names.
    pub tag: usize,
    /// The property that is named.
    pub sibling: usize,
    /// The enum of the names.
    pub values: TypeId,
    /// The value of that enum which names it.
    pub value: usize,
}

/// What a setter takes for a type.
pub fn takes(api: &Api, expr: &Expr) -> Takes {
    match api.underlying(expr) {
        Expr::Boolean | Expr::Null => Takes::Itself,
        Expr::List(item) if is_simple(&item.expr) && item.null == Nullability::Never => {
            Takes::Items(becoming(api, &item.expr))
        }
        Expr::Map(value) if is_simple(&value.expr) && value.null == Nullability::Never => {
            Takes::Entries(becoming(api, &value.expr))
        }
        // Nothing else becomes an object.
        Expr::Named(id) if matches!(api.get(*id).shape, Shape::Record(_)) => Takes::Itself,
        _ => Takes::Becoming(becoming(api, expr)),
    }
}

/// What the setter takes of a value beside which one can be kept that is refused: of a property of
/// an object that keeps undeclared ones, of a parameter.
pub fn takes_or_refuses(api: &Api, expr: &Expr) -> Takes {
    match api.underlying(expr) {
        Expr::Integer | Expr::Unsigned => Takes::Integer,
        _ => takes(api, expr),
    }
}

/// What the setter of a property takes.
pub fn takes_for(api: &Api, record: &Record, property: &Property) -> Takes {
    let is_keyword_or_value = || match api.underlying(&property.value.expr) {
        Expr::Named(id) => matches!(api.get(*id).shape, Shape::KeywordOrValue(_)),
        _ => false,
    };
    match record.rest {
        Rest::Open if is_keyword_or_value() => Takes::KeywordOr,
        Rest::Open => takes_or_refuses(api, &property.value.expr),
        _ => takes(api, &property.value.expr),
    }
}

fn becoming(api: &Api, expr: &Expr) -> Becoming {
    match api.underlying(expr) {
        Expr::Integer | Expr::Unsigned | Expr::Number => Becoming::Fits,
        _ => Becoming::Into,
    }
}

/// Whether an item can be converted on its own.
fn is_simple(expr: &Expr) -> bool {
    !matches!(expr, Expr::List(_) | Expr::Map(_))
}

/// The properties that the builder of a record sets.
pub fn settables(facts: &Facts, id: TypeId, record: &Record) -> Vec<Settable> {
    let fields = record.properties.iter().enumerate();
    let fields = fields.filter(|(index, _)| facts.slot(id, *index) != Slot::Constant);
    // What only the server sets is not to be sent (OpenAPI 3.1, section 4.8.24.4).
    let fields = fields.filter(|(_, property)| property.access != Access::ReadOnly);
    let mut states = 0;
    let settable = fields.map(|(index, _)| {
        let is_required = facts.slot(id, index).is_required() && states < MAX_STATES;
        states += usize::from(is_required);
        let need = if is_required { Need::Required } else { Need::Optional };
        Settable { index, need }
    });
    let mut settables: Vec<Settable> = settable.collect();
    // By the names of their traits, so that the states of a builder stand as they stood when the
    // description puts its properties in another order.
    settables.sort_by_key(|settable| match settable.need {
        Need::Required => {
            let wire_name = &record.properties[settable.index].wire_name;
            (false, facts.names.required.get(wire_name))
        }
        Need::Optional => (true, None),
    });
    settables
}

/// Whether a builder has a setter of the property's null beside that of its values.
pub fn sets_null(slot: Slot) -> bool {
    matches!(slot, Slot::PlainOrNull | Slot::Nullable | Slot::OptionalNullable)
}

/// One constructor for each property that the record's own values name. A record that needs more
/// than its tag has no such short cut.
pub fn shortcuts(api: &Api, facts: &Facts, id: TypeId, record: &Record) -> Vec<Shortcut> {
    let found = || {
        let selector = record.selector.as_ref().filter(|_| facts.has_builder(id))?;
        let settables = settables(facts, id, record);
        let find = |name: &str| {
            let mut indices = settables.iter().map(|settable| settable.index);
            indices.find(|index| record.properties[*index].wire_name == name)
        };
        let tag = find(&selector.property)?;
        let Expr::Named(values) = record.properties[tag].value.expr else { return None };
        let Shape::OpenEnum(open) = &api.get(values).shape else { return None };
        let needs_more =
            |settable: &Settable| settable.index != tag && settable.need == Need::Required;
        if settables.iter().any(needs_more) {
            return None;
        }
        let named = selector.siblings.iter().filter_map(|name| {
            let sibling = find(name)?;
            let value = open.values.iter().position(|value| value.wire == *name)?;
            Some(Shortcut { tag, sibling, values, value })
        });
        Some(named.collect())
    };
    found().unwrap_or_default()
}
