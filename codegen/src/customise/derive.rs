//! What types derive, whether enums are closed, what stands behind a pointer: found by its path in Rust
//! or by its kind.

use super::{Item, Named, Refused};
use crate::analysis::{Derivation, DerivedOn, Indirection, Target, TypeKey};
use crate::api::{Api, EnumKind, Expr, Shape};
use crate::config::{Behind, Customisation};
use crate::diagnostic::{Code, Note};

/// What types derive, and what else is written before them.
pub(super) fn derive(
    api: &Api,
    named: &Named,
    about: Customisation,
    of: &str,
    (derives, attributes): (&[String], &[String]),
) -> Result<Derivation, Refused> {
    let kinds = |is: fn(&Shape) -> bool| api.types.iter().any(|kind| is(&kind.shape));
    let (on, has_any) = match of {
        "*" => (DerivedOn::Every, kinds(|shape| !matches!(shape, Shape::Alias(_)))),
        "structs" => (DerivedOn::Structs, kinds(|shape| matches!(shape, Shape::Record(_)))),
        "unions" => (DerivedOn::Unions, kinds(|shape| matches!(shape, Shape::Union(_)))),
        "enums" => {
            let is_enum =
                |shape: &Shape| matches!(shape, Shape::OpenEnum(_) | Shape::KeywordOrValue(_));
            (DerivedOn::Enums, kinds(is_enum))
        }
        name => match named.find(api, about, name)? {
            Item::Type(id) => {
                let kind = api.get(id);
                (DerivedOn::Type(TypeKey::of(kind)), !matches!(kind.shape, Shape::Alias(_)))
            }
            Item::Inner(id, _) => {
                let message = format!("`{of}` is no type, which alone has such a thing");
                let pointer = &api.get(id).origin.pointer;
                return Err(Refused::impossible(about, of, pointer, message));
            }
            Item::Function(_) | Item::Parameter(..) => (DerivedOn::Every, false),
        },
    };
    match has_any {
        true => Ok(Derivation {
            on,
            of: of.to_owned(),
            derives: derives.to_vec(),
            attributes: attributes.to_vec(),
        }),
        false => {
            let message = format!("`{of}` stands for no type of its own");
            Err(Refused::without_effect(about, of, message))
        }
    }
}

/// The enums that are closed: one, or all that can be.
pub(super) fn close(
    api: &Api,
    named: &Named,
    of: &str,
) -> Result<(Vec<TypeKey>, Vec<Note>), Refused> {
    let about = Customisation::Closed;
    let can_be = |shape: &Shape| match shape {
        Shape::OpenEnum(open) => open.kind == EnumKind::Text && !open.values.is_empty(),
        _ => false,
    };
    if of == "*" {
        let enums = api.types.iter().filter(|kind| matches!(kind.shape, Shape::OpenEnum(_)));
        let (closed, open): (Vec<_>, Vec<_>) = enums.partition(|kind| can_be(&kind.shape));
        if closed.is_empty() {
            let message = "there is no enum of strings".to_owned();
            return Err(Refused::without_effect(about, of, message));
        }
        let notes = open.into_iter().map(|kind| {
            let text = "an enum of integers, or of several kinds of values, stays open";
            Note::new(Code::CustomisationSkipped, &kind.origin.pointer, text)
        });
        return Ok((closed.into_iter().map(TypeKey::of).collect(), notes.collect()));
    }
    match named.find(api, about, of)? {
        Item::Type(id) if can_be(&api.get(id).shape) => {
            Ok((vec![TypeKey::of(api.get(id))], Vec::new()))
        }
        Item::Type(id) | Item::Inner(id, _) => {
            let message = format!("`{of}` is no enum of strings, which alone can be closed");
            Err(Refused::impossible(about, of, &api.get(id).origin.pointer, message))
        }
        Item::Function(_) | Item::Parameter(..) => {
            Err(Refused::without_effect(about, of, format!("`{of}` is no type")))
        }
    }
}

/// The field or the variant that stands behind a pointer.
pub(super) fn put_behind(
    api: &Api,
    named: &Named,
    of: &str,
    behind: Behind,
) -> Result<(Target, Indirection), Refused> {
    let about = Customisation::Behind;
    let item = named.find(api, about, of)?;
    let (Item::Type(id) | Item::Inner(id, _)) = item else {
        return Err(Refused::without_effect(about, of, format!("`{of}` is no field")));
    };
    let kind = api.get(id);
    let expr = match (item, &kind.shape) {
        (Item::Inner(_, index), Shape::Record(record)) => {
            record.properties.get(index).map(|property| &property.value.expr)
        }
        (Item::Inner(_, index), Shape::Union(union)) => {
            union.variants.get(index).map(|variant| &variant.value.expr)
        }
        _ => None,
    };
    let holds_a_type = expr.is_some_and(|expr| matches!(api.underlying(expr), Expr::Named(_)));
    let target = match item {
        Item::Inner(_, index) if holds_a_type => Target::inner(kind, index),
        _ => None,
    };
    let indirection = match behind {
        Behind::Box => Indirection::Boxed,
        Behind::Arc => Indirection::Shared,
    };
    match target {
        Some(target) => Ok((target, indirection)),
        None => {
            let message = format!("`{of}` does not hold a value of a generated type");
            Err(Refused::impossible(about, of, &kind.origin.pointer, message))
        }
    }
}
