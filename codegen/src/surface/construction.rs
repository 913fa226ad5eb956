//! The items by which a value comes to be: builders, constructors, conversions.

use super::types::implements;
use super::{
    Argument, Foreign, Implementation, Item, Kind, Receiver, Returns, RustType, Signature, Takes,
};
use crate::analysis::{
    self, Conversion, Need, Settable, conversions, sets_null, settables, shortcuts,
};
use crate::api::{Expr, Property, Record, Rest, Shape, TypeId, Union};
use crate::plan::Plan;

/// How a value of a type comes to be, but for what all enums of a kind have.
pub(super) fn items(plan: &Plan, id: TypeId) -> Vec<Item> {
    match &plan.api.get(id).shape {
        Shape::Record(record) if plan.facts.has_builder(id) => of_record(plan, id, record),
        Shape::Union(union) => of_union(plan, id, union),
        _ => Vec::new(),
    }
}

fn of_record(plan: &Plan, id: TypeId, record: &Record) -> Vec<Item> {
    let name = plan.facts.type_name(id);
    let builder = &plan.facts.names.builders[id.0 as usize];
    let settables = settables(&plan.facts, id, record);
    let state = |settable: &Settable| {
        let property = &record.properties[settable.index];
        (settable.need == Need::Required)
            .then(|| plan.facts.names.required[&property.wire_name].clone())
    };
    let states: Vec<String> = settables.iter().filter_map(state).collect();
    let begun = Signature::free(Vec::new(), Returns::Type(RustType::own(builder)));
    let unit = RustType::Tuple(Vec::new());
    let invalid = RustType::foreign(Foreign::Invalid);
    let checked = Signature {
        receiver: Receiver::Shared,
        arguments: Vec::new(),
        returns: Returns::Type(RustType::Foreign(Foreign::Result, vec![unit, invalid])),
    };
    let built = by_value(Vec::new(), Returns::Type(RustType::own(name)));
    let mut items = vec![
        Item::new(builder, Kind::Builder { states }),
        Item::new(format!("{name}::builder"), Kind::Function(begun)),
        Item::new(format!("{name}::validate"), Kind::Function(checked)),
        Item::new(format!("{builder}::build"), Kind::Function(built)),
    ];
    for settable in &settables {
        let property = &record.properties[settable.index];
        let returns = || state(settable).map_or(Returns::Itself, Returns::Knowing);
        let names = &plan.facts.names.setters[id.0 as usize][settable.index];
        let set = by_value(vec![value(plan, record, property)], returns());
        let set = Item::new(format!("{builder}::{}", names.value), Kind::Function(set));
        items.push(set.with(property.deprecation));
        if sets_null(plan.facts.slot(id, settable.index)) {
            let null = by_value(Vec::new(), returns());
            let null = Item::new(format!("{builder}::{}", names.null), Kind::Function(null));
            items.push(null.with(property.deprecation));
        }
    }
    if record.rest == Rest::Open {
        let name = Argument::new("name", Takes::Into(RustType::foreign(Foreign::String)));
        let value = Argument::new("value", Takes::Into(RustType::foreign(Foreign::RawJson)));
        let extra = by_value(vec![name, value], Returns::Itself);
        let path = format!("{builder}::{}", plan.facts.names.extra[id.0 as usize]);
        items.push(Item::new(path, Kind::Function(extra)));
    }
    for shortcut in shortcuts(&plan.api, &plan.facts, id, record) {
        let property = &record.properties[shortcut.sibling];
        let setter = &plan.facts.names.setters[id.0 as usize][shortcut.sibling].value;
        let made = Signature::free(vec![value(plan, record, property)], Returns::Itself);
        items.push(Item::new(format!("{name}::{setter}"), Kind::Function(made)));
    }
    items
}

fn of_union(plan: &Plan, id: TypeId, union: &Union) -> Vec<Item> {
    let name = plan.facts.type_name(id);
    let all = conversions(&plan.api, &plan.facts, id, union).into_iter();
    let items = all.map(|(index, conversion)| {
        let expr = &union.variants[index].value.expr;
        let from = match (conversion, plan.api.underlying(expr)) {
            (Conversion::Text | Conversion::TextThrough, _) => {
                Implementation::From(RustType::reference(RustType::foreign(Foreign::Str)))
            }
            (Conversion::Entries, Expr::Map(value)) => {
                Implementation::FromEntries(RustType::of(plan, &value.expr))
            }
            _ => Implementation::From(RustType::of(plan, expr)),
        };
        implements(name, from)
    });
    items.collect()
}

/// What the setter of a property takes.
fn value(plan: &Plan, record: &Record, property: &Property) -> Argument {
    let takes = analysis::takes_for(&plan.api, record, property);
    Argument::new("value", taken(plan, takes, &property.value.expr))
}

/// What the setter of a parameter takes.
pub(super) fn takes(plan: &Plan, expr: &Expr) -> Takes {
    taken(plan, analysis::takes_or_refuses(&plan.api, expr), expr)
}

/// What it takes in which way, as it stands in a signature.
pub(crate) fn taken(plan: &Plan, takes: analysis::Takes, expr: &Expr) -> Takes {
    use analysis::Takes::{Becoming, Entries, Integer, Items, KeywordOr};
    let one = |how, of: &Expr| match how {
        analysis::Becoming::Into => Takes::Into(RustType::of(plan, of)),
        analysis::Becoming::Fits => Takes::Fits(RustType::of(plan, of)),
    };
    match (takes, plan.api.underlying(expr)) {
        (Items(how), Expr::List(item)) => Takes::Items(Box::new(one(how, &item.expr))),
        (Entries(how), Expr::Map(value)) => Takes::Entries(Box::new(one(how, &value.expr))),
        (Integer, _) => Takes::Integer(RustType::of(plan, expr)),
        (KeywordOr, _) => Takes::KeywordOr(RustType::of(plan, expr)),
        (Becoming(how), _) => one(how, expr),
        _ => Takes::Itself(RustType::of(plan, expr)),
    }
}

/// A method that uses its value up.
pub(super) fn by_value(arguments: Vec<Argument>, returns: Returns) -> Signature {
    Signature { receiver: Receiver::Value, arguments, returns }
}
