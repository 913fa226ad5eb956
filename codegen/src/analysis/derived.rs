//! What types derive and are annotated with beyond what all of their kind do, as the user states it;
//! and which of that cannot be compiled, as far as the traits of Rust's own are concerned.

use serde::{Deserialize, Serialize};

use super::stated::{Derivation, DerivedOn};
use super::{Facts, Slot, Stated};
use crate::api::{Api, EnumKind, Expr, Rest, Shape, TypeId};
use crate::diagnostic::{Code, Note};

/// What a type derives, and what else is written before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    /// The paths of derive macros.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derives: Vec<String>,
    /// Attributes, as they are written between their brackets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
}

/// A derive that a named type cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underivable {
    /// Of what it was stated.
    pub of: String,
    /// The node.
    pub pointer: String,
    /// Why.
    pub message: String,
}

/// The traits of which it is known what can have them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Copy,
}

impl Known {
    const ALL: [(&'static str, Known); 5] = [
        ("Eq", Known::Eq),
        ("Hash", Known::Hash),
        ("PartialOrd", Known::PartialOrd),
        ("Ord", Known::Ord),
        ("Copy", Known::Copy),
    ];
}

/// What each type derives; nothing, where nothing is stated.
pub fn derived(
    api: &Api,
    facts: &Facts,
    stated: &Stated,
) -> (Vec<Derived>, Vec<Note>, Vec<Underivable>) {
    let (mut notes, mut underivable) = (Vec::new(), Vec::new());
    if stated.derived.is_empty() {
        return (Vec::new(), notes, underivable);
    }
    let mut all = vec![Derived::default(); api.types.len()];
    for Derivation { on, derives, attributes, .. } in &stated.derived {
        for id in api.ids().filter(|id| is_on(api, *id, on)) {
            let own = &mut all[id.0 as usize];
            add(&mut own.derives, derives);
            add(&mut own.attributes, attributes);
        }
    }
    for (path, known) in Known::ALL {
        // What a type cannot have, no type that holds it can.
        loop {
            let has = |id: TypeId| {
                let derives = &all[id.0 as usize].derives;
                has_anyway(api, facts, id, known) || derives.iter().any(|own| own == path)
            };
            let lacking = api.ids().find_map(|id| {
                let is_stated = all[id.0 as usize].derives.iter().any(|own| own == path);
                let why = is_stated.then(|| lacks(api, facts, id, known, &has)).flatten();
                why.map(|why| (id, why))
            });
            let Some((id, why)) = lacking else { break };
            all[id.0 as usize].derives.retain(|own| own != path);
            let (name, pointer) = (facts.type_name(id), &api.get(id).origin.pointer);
            let message = format!("`{name}` cannot be `{path}`: {why}");
            let named = stated.derived.iter().find(|derivation| {
                matches!(derivation.on, DerivedOn::Type(_))
                    && is_on(api, id, &derivation.on)
                    && derivation.derives.iter().any(|own| own == path)
            });
            match named {
                Some(Derivation { of, .. }) => underivable.push(Underivable {
                    of: of.clone(),
                    pointer: pointer.clone(),
                    message,
                }),
                None => notes.push(Note::new(Code::CustomisationSkipped, pointer, message)),
            }
        }
        for id in api.ids() {
            // What all of its kind have, nobody derives once more.
            if has_anyway(api, facts, id, known) {
                all[id.0 as usize].derives.retain(|own| own != path);
            }
        }
    }
    (all, notes, underivable)
}

fn add(to: &mut Vec<String>, from: &[String]) {
    let new = from.iter().filter(|new| !to.contains(new)).cloned();
    let new: Vec<String> = new.collect();
    to.extend(new);
}

/// Whether a statement is about a type.
pub(super) fn is_on(api: &Api, id: TypeId, on: &DerivedOn) -> bool {
    let kind = api.get(id);
    match (on, &kind.shape) {
        (_, Shape::Alias(_)) => false,
        (DerivedOn::Type(key), _) => *key == super::TypeKey::of(kind),
        (DerivedOn::Every, _)
        | (DerivedOn::Structs, Shape::Record(_))
        | (DerivedOn::Enums, Shape::OpenEnum(_) | Shape::KeywordOrValue(_))
        | (DerivedOn::Unions, Shape::Union(_)) => true,
        _ => false,
    }
}

/// What every type of a kind has.
fn has_anyway(api: &Api, facts: &Facts, id: TypeId, known: Known) -> bool {
    match (&api.get(id).shape, known) {
        (Shape::OpenEnum(_), Known::Eq | Known::Hash) => true,
        (Shape::OpenEnum(open), Known::Copy) => {
            matches!(open.kind, EnumKind::Integer | EnumKind::IntegerOrText) || facts.is_closed(id)
        }
        _ => false,
    }
}

/// Why a type cannot have a trait.
fn lacks(
    api: &Api,
    facts: &Facts,
    id: TypeId,
    known: Known,
    has: &dyn Fn(TypeId) -> bool,
) -> Option<String> {
    let of = |expr: &Expr| within(api, expr, known, has);
    match &api.get(id).shape {
        Shape::Record(record) => {
            let fields = record.properties.iter().enumerate();
            let mut fields = fields.filter(|(index, _)| facts.slot(id, *index) != Slot::Constant);
            let field = fields.find_map(|(_, property)| {
                of(&property.value.expr).map(|why| format!("`{}` is {why}", property.wire_name))
            });
            let rest = || match &record.rest {
                Rest::Open if !matches!(known, Known::Eq | Known::Hash) => {
                    Some("it keeps undeclared properties".to_owned())
                }
                Rest::Typed(value) => {
                    let map = matches!(known, Known::Copy).then_some("a map");
                    map.or_else(|| of(&value.expr)).map(|why| format!("its other values are {why}"))
                }
                Rest::Open | Rest::Closed => None,
            };
            let nulls = || {
                let keeps = facts.remembers(id) && !matches!(known, Known::Eq | Known::Hash);
                keeps.then(|| "it remembers nulls".to_owned())
            };
            field.or_else(rest).or_else(nulls)
        }
        Shape::Union(union) => {
            let other = of(&Expr::Json).map(|why| format!("a value of no variant is {why}"));
            let mut variants = union.variants.iter();
            let variant = || {
                variants.find_map(|variant| {
                    let why = of(&variant.value.expr)?;
                    Some(format!("`{}` is {why}", variant.preferred_name))
                })
            };
            other.or_else(variant)
        }
        Shape::OpenEnum(open) => {
            let is_text = matches!(open.kind, EnumKind::Text | EnumKind::TextOrOther);
            let is_owned = known == Known::Copy && is_text && !facts.is_closed(id);
            is_owned.then(|| "a value that is not listed is a string".to_owned())
        }
        Shape::KeywordOrValue(either) => {
            of(&either.value).or_else(|| of(&Expr::Text)).map(|why| format!("its value is {why}"))
        }
        Shape::Alias(_) => None,
    }
}

/// What of an expression lacks a trait.
fn within(
    api: &Api,
    expr: &Expr,
    known: Known,
    has: &dyn Fn(TypeId) -> bool,
) -> Option<&'static str> {
    match (api.underlying(expr), known) {
        (Expr::Number, Known::Eq | Known::Hash | Known::Ord) => Some("a float"),
        (Expr::Text, Known::Copy) => Some("a string"),
        (Expr::Json, Known::PartialOrd | Known::Ord | Known::Copy) => Some("any JSON"),
        (Expr::File, _) => Some("a file"),
        (Expr::List(_) | Expr::Map(_), Known::Copy) => Some("a list or a map"),
        (Expr::List(item) | Expr::Map(item), _) => within(api, &item.expr, known, has),
        (Expr::Tuple(tuple), _) if !tuple.is_whole() => Some("an array whose items may be missing"),
        (Expr::Tuple(tuple), _) => {
            tuple.nested().find_map(|nested| within(api, &nested.expr, known, has))
        }
        (Expr::Named(id), _) if !has(*id) => Some("of a type that is not"),
        _ => None,
    }
}
