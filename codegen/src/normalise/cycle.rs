//! Names that are only names for each other: a list of itself, a reference to itself.
//! Rust has no such alias, so the cycle is opened where it closes, with any JSON. And unions
//! that are among their own variants, where they say nothing.

use crate::api::{Api, Expr, Shape, TypeId};
use crate::diagnostic::{Code, Note};

/// Opens every cycle of aliases.
pub(super) fn open(api: &mut Api) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut visits = vec![Visit::None; api.types.len()];
    for start in api.ids() {
        if visits[start.0 as usize] != Visit::None {
            continue;
        }
        visits[start.0 as usize] = Visit::Open;
        // Each name on the way, with those that it mentions and that are still to be followed.
        let mut way = vec![(start, aliases_of(api, start))];
        while let Some((at, waiting)) = way.last_mut() {
            let at = *at;
            let Some(next) = waiting.pop() else {
                visits[at.0 as usize] = Visit::Done;
                way.pop();
                continue;
            };
            match visits[next.0 as usize] {
                Visit::Done => {}
                Visit::None => {
                    visits[next.0 as usize] = Visit::Open;
                    way.push((next, aliases_of(api, next)));
                }
                Visit::Open => {
                    replace(api, at, next);
                    let pointer = api.get(at).origin.pointer.clone();
                    let text = "it is described by itself alone, so it is any JSON";
                    notes.push(Note::new(Code::NothingButItself, pointer, text));
                }
            }
        }
    }
    for id in api.ids() {
        notes.extend(without_itself(api, id));
    }
    notes
}

/// How far a name was followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    None,
    Open,
    Done,
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

/// The aliases that an alias mentions, each once, the first one last.
fn aliases_of(api: &Api, id: TypeId) -> Vec<TypeId> {
    let Shape::Alias(used) = &api.get(id).shape else { return Vec::new() };
    let mut mentioned = used.expr.all_named();
    mentioned.retain(|id| matches!(api.get(*id).shape, Shape::Alias(_)));
    mentioned.sort_unstable_by(|one, other| other.cmp(one));
    mentioned.dedup();
    mentioned
}

/// Puts any JSON where an alias mentions another one.
fn replace(api: &mut Api, id: TypeId, mentioned: TypeId) {
    if let Shape::Alias(used) = &mut api.types[id.0 as usize].shape {
        replace_in(&mut used.expr, mentioned);
    }
}

fn replace_in(expr: &mut Expr, mentioned: TypeId) {
    match expr {
        Expr::Named(id) if *id == mentioned => *expr = Expr::Json,
        Expr::List(nested) | Expr::Map(nested) => replace_in(&mut nested.expr, mentioned),
        Expr::Tuple(tuple) => {
            let nested = tuple.items.iter_mut().chain(&mut tuple.rest);
            nested.for_each(|nested| replace_in(&mut nested.expr, mentioned));
        }
        _ => {}
    }
}
