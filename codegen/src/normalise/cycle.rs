//! Names that are only names for each other: a list of itself, a reference to itself.
//! Rust has no such alias, so the cycle is opened where it closes, with any JSON. And unions
//! that are among their own variants, where they say nothing.

use crate::api::{Api, Expr, Shape, TypeId};
use crate::diagnostic::{Code, Note};

/// Opens every cycle of aliases.
pub(super) fn open(api: &mut Api) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut settled = vec![false; api.types.len()];
    for start in api.ids() {
        let mut path = Vec::new();
        let mut at = start;
        while !settled[at.0 as usize] {
            settled[at.0 as usize] = true;
            path.push(at);
            let Some(next) = next(api, at) else { break };
            if path.contains(&next) {
                replace(api, at);
                let pointer = api.get(at).origin.pointer.clone();
                let text = "it is described by itself alone, so it is any JSON";
                notes.push(Note::new(Code::NothingButItself, pointer, text));
                break;
            }
            at = next;
        }
    }
    for id in api.ids() {
        notes.extend(without_itself(api, id));
    }
    notes
}

/// Takes a union from its own variants: what it allows as one of them, it allows anyway.
fn without_itself(api: &mut Api, id: TypeId) -> Option<Note> {
    let Shape::Union(union) = &api.get(id).shape else { return None };
    let is_other: Vec<bool> = union
        .variants
        .iter()
        .map(|variant| *api.underlying(&variant.value.expr) != Expr::Named(id))
        .collect();
    if is_other.iter().all(|is_other| *is_other) {
        return None;
    }
    let kind = &mut api.types[id.0 as usize];
    if let Shape::Union(union) = &mut kind.shape {
        let mut is_other = is_other.into_iter();
        union.variants.retain(|_| is_other.next().unwrap_or(true));
    }
    let text = "the union is one of its own variants, which says nothing";
    Some(Note::new(Code::UnionOfItself, kind.origin.pointer.clone(), text))
}

/// The alias that an alias mentions.
fn next(api: &Api, id: TypeId) -> Option<TypeId> {
    let Shape::Alias(used) = &api.get(id).shape else { return None };
    let next = used.expr.named()?;
    matches!(api.get(next).shape, Shape::Alias(_)).then_some(next)
}

fn replace(api: &mut Api, id: TypeId) {
    if let Shape::Alias(used) = &mut api.types[id.0 as usize].shape {
        let mut expr = &mut used.expr;
        while let Expr::List(nested) | Expr::Map(nested) = expr {
            expr = &mut nested.expr;
        }
        *expr = Expr::Json;
    }
}
