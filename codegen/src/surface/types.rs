//! The items of types: what a type is, what it holds, what it implements.

use super::{Foreign, Implementation, Item, Kind, Receiver, Returns, RustType, Signature};
use crate::analysis::{FromNumber, Slot, builder_of_alias, numbers};
use crate::api::{
    Deprecation, EnumKind, Expr, KeywordOrValue, Nested, OpenEnum, Property, Record, Rest, Shape,
    TypeId, Union,
};
use crate::plan::Plan;

/// What a type is, what it holds and what it implements, but for how a value of it comes to be.
pub(super) fn items(plan: &Plan, id: TypeId) -> Vec<Item> {
    let name = plan.facts.type_name(id);
    let mut items = of_shape(plan, id, name);
    if let Some(derived) = plan.facts.derived.get(id.0 as usize) {
        let derived = derived.derives.iter().map(|path| match path.as_str() {
            "Copy" => Implementation::Copy,
            "Eq" => Implementation::Eq,
            "Hash" => Implementation::Hash,
            path => Implementation::Derived(path.to_owned()),
        });
        items.extend(derived.map(|derived| implements(name, derived)));
    }
    items
}

fn of_shape(plan: &Plan, id: TypeId, name: &str) -> Vec<Item> {
    match &plan.api.get(id).shape {
        Shape::Record(record) => of_record(plan, id, name, record),
        Shape::OpenEnum(open) => of_open_enum(plan, id, name, open),
        Shape::KeywordOrValue(sentinel) => of_keyword_or_value(plan, id, name, sentinel),
        Shape::Union(union) => of_union(plan, id, name, union),
        Shape::Alias(used) => {
            let gone = plan.api.get(id).deprecation;
            let item = Item::new(name, Kind::Alias(RustType::of(plan, &used.expr)));
            let item = match plan.api.enum_named(&used.expr) {
                // An enum is shown again by this name, of which rustc warns nobody.
                Some(_) => item,
                None => item.with(gone),
            };
            let builder = builder_of_alias(&plan.api, &plan.facts, id).map(|now| {
                let names = &plan.facts.names.builders;
                let alias = Kind::Alias(RustType::own(&names[now.0 as usize]));
                Item::new(&names[id.0 as usize], alias).with(gone)
            });
            [item].into_iter().chain(builder).collect()
        }
    }
}

fn of_record(plan: &Plan, id: TypeId, name: &str, record: &Record) -> Vec<Item> {
    let mut items = vec![Item::new(name, Kind::Struct).with(plan.api.get(id).deprecation)];
    if plan.facts.default(id) == crate::analysis::Defaultable::Yes {
        items.push(implements(name, Implementation::Default));
    }
    for (index, property) in record.properties.iter().enumerate() {
        let slot = plan.facts.slot(id, index);
        if slot == Slot::Constant {
            continue;
        }
        let path = format!("{name}::{}", plan.facts.names.inner[id.0 as usize][index]);
        let of = field_type(plan, id, index, property);
        items.push(Item::new(path, Kind::Field(of)).with(property.deprecation));
    }
    let rest = match &record.rest {
        Rest::Open => Some(RustType::foreign(Foreign::Extra)),
        Rest::Typed(value) => {
            let nested = Nested { expr: value.expr.clone(), null: value.null };
            Some(RustType::of(plan, &Expr::Map(Box::new(nested))))
        }
        Rest::Closed => None,
    };
    let extra = &plan.facts.names.extra[id.0 as usize];
    items.extend(rest.map(|rest| Item::new(format!("{name}::{extra}"), Kind::Field(rest))));
    if plan.facts.nulls[id.0 as usize] {
        items.extend(nulls(name));
    }
    items
}

/// The type of a property's field.
pub(crate) fn field_type(plan: &Plan, id: TypeId, index: usize, property: &Property) -> RustType {
    let of = RustType::of(plan, &property.value.expr);
    let of = RustType::placed(of, plan.facts.indirection(id, index));
    match plan.facts.slot(id, index) {
        Slot::Constant => of,
        slot if slot.is_plain() => of,
        _ => RustType::option(of),
    }
}

/// The methods of an object one of whose properties may be absent or null.
fn nulls(name: &str) -> [Item; 2] {
    let text = RustType::reference(RustType::foreign(Foreign::Str));
    let method = |method: &str, receiver| {
        let property = super::Argument::new("property", super::Takes::Itself(text.clone()));
        let returns = Returns::Type(RustType::foreign(Foreign::Bool));
        let signature = Signature { receiver, arguments: vec![property], returns };
        Item::new(format!("{name}::{method}"), Kind::Function(signature))
    };
    [method("is_null", Receiver::Shared), method("set_null", Receiver::Mutable)]
}

fn of_open_enum(plan: &Plan, id: TypeId, name: &str, open: &OpenEnum) -> Vec<Item> {
    let text = RustType::reference(RustType::foreign(Foreign::Str));
    let string = RustType::foreign(Foreign::String);
    let integer = RustType::foreign(Foreign::I64);
    let is_text = matches!(open.kind, EnumKind::Text | EnumKind::TextOrOther);
    let mut items = vec![Item::new(name, Kind::Enum).with(plan.api.get(id).deprecation)];
    let inner = plan.facts.names.inner[id.0 as usize].iter().zip(&open.values);
    items.extend(
        inner.map(|(variant, value)| variant_of(name, variant, None).with(value.deprecation)),
    );
    let is_closed = plan.facts.is_closed(id);
    let other = if is_text { string.clone() } else { integer.clone() };
    items.extend((!is_closed).then(|| variant_of(name, "Other", Some(other))));
    let shared = [Implementation::Display, Implementation::Eq, Implementation::Hash];
    items.extend(shared.map(|implementation| implements(name, implementation)));
    let lent = |method: &str, of| {
        let signature = Signature {
            receiver: Receiver::Shared,
            arguments: Vec::new(),
            returns: Returns::Type(of),
        };
        Item::new(format!("{name}::{method}"), Kind::Function(signature))
    };
    if is_text {
        let text = match is_closed {
            true => RustType::Static(Box::new(RustType::foreign(Foreign::Str))),
            false => text.clone(),
        };
        items.push(lent("as_str", text));
    }
    if is_text && is_closed {
        items.push(implements(name, Implementation::Copy));
        items.push(implements(name, Implementation::FromStr));
    } else if is_text {
        items.push(implements(name, Implementation::From(text)));
        items.push(implements(name, Implementation::From(string)));
    } else {
        items.push(lent("as_i64", integer.clone()));
        items.push(implements(name, Implementation::Copy));
        items.push(implements(name, Implementation::From(integer.clone())));
        items.push(implements(name, Implementation::Into(integer)));
    }
    items
}

fn of_keyword_or_value(
    plan: &Plan,
    id: TypeId,
    name: &str,
    sentinel: &KeywordOrValue,
) -> Vec<Item> {
    let value = RustType::of(plan, &sentinel.value);
    let inner = plan.facts.names.inner[id.0 as usize].iter().zip(&sentinel.keywords);
    let mut items = vec![Item::new(name, Kind::Enum).with(plan.api.get(id).deprecation)];
    items.extend(inner.map(|(variant, keyword)| {
        variant_of(name, variant, None).with(sentinel.deprecation_of(keyword))
    }));
    items.push(variant_of(name, "Value", Some(value.clone())));
    items.push(variant_of(name, "Other", Some(RustType::foreign(Foreign::String))));
    let text = RustType::reference(RustType::foreign(Foreign::Str));
    items.push(implements(name, Implementation::From(text)));
    let numbers = numbers(&sentinel.value).into_iter();
    items.extend(numbers.map(|number| match number {
        FromNumber::Value => implements(name, Implementation::From(value.clone())),
        FromNumber::I32 => implements(name, Implementation::From(RustType::foreign(Foreign::I32))),
    }));
    items
}

fn of_union(plan: &Plan, id: TypeId, name: &str, union: &Union) -> Vec<Item> {
    let mut items = vec![Item::new(name, Kind::Enum).with(plan.api.get(id).deprecation)];
    for (index, variant) in union.variants.iter().enumerate() {
        let of = RustType::of(plan, &variant.value.expr);
        let of = RustType::placed(of, plan.facts.indirection(id, index));
        let inner = &plan.facts.names.inner[id.0 as usize][index];
        items.push(variant_of(name, inner, Some(of)).with(variant.deprecation));
    }
    items.push(variant_of(name, "Other", Some(RustType::foreign(Foreign::Value))));
    for common in plan.facts.common_of(id) {
        let (of, index) = common.base;
        let Shape::Record(record) = &plan.api.get(of).shape else { continue };
        let Some(property) = record.properties.get(index) else { continue };
        let lent = RustType::reference(RustType::of(plan, &property.value.expr));
        let signature = Signature {
            receiver: Receiver::Shared,
            arguments: Vec::new(),
            returns: Returns::Type(RustType::option(lent)),
        };
        let method = &plan.facts.names.inner[of.0 as usize][index];
        let item = Item::new(format!("{name}::{method}"), Kind::Function(signature));
        items.push(item.with(property.deprecation));
    }
    items
}

/// A variant, with what it holds.
pub(super) fn variant_of(owner: &str, name: &str, holds: Option<RustType>) -> Item {
    Item::new(format!("{owner}::{name}"), Kind::Variant(holds))
}

/// What a type implements.
pub(super) fn implements(name: &str, implementation: Implementation) -> Item {
    Item::new(name, Kind::Implementation(implementation)).with(Deprecation::Current)
}
