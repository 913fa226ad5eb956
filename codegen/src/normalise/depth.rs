//! Lists of lists and maps of maps, down to where rustc follows: its traits are settled by
//! recursion, which ends at 128, and a type is read and printed by recursion, too. What lies
//! deeper is any JSON.

use crate::api::{Api, Content, Expr, Limit, Rest, Shape, TypeId, Use};
use crate::diagnostic::{Code, Note};

/// How deep lists and maps nest, the names between them looked through. Real descriptions
/// reach four.
const DEEPEST: usize = 32;

/// Cuts what nests deeper, and says where.
pub(super) fn bound(api: &mut Api) -> Vec<Note> {
    let mut depths = vec![None; api.types.len()];
    let mut notes = Vec::new();
    for id in api.ids() {
        settle(api, id, &mut depths, &mut notes);
    }
    let depths: Vec<usize> = depths.into_iter().map(Option::unwrap_or_default).collect();
    let mut bounded = Bounded { depths: &depths, notes };
    for kind in &mut api.types {
        let pointer = kind.origin.pointer.clone();
        match &mut kind.shape {
            Shape::Record(record) => {
                for property in &mut record.properties {
                    bounded.used(&mut property.value, &pointer);
                }
                if let Rest::Typed(value) = &mut record.rest {
                    bounded.used(value, &pointer);
                }
            }
            Shape::Union(union) => {
                union
                    .variants
                    .iter_mut()
                    .for_each(|variant| bounded.used(&mut variant.value, &pointer));
            }
            Shape::Alias(_) | Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => {}
        }
    }
    for operation in &mut api.operations {
        let parameters = operation.path_parameters.iter_mut().map(|parameter| &mut parameter.value);
        let bodies = operation.body.iter_mut().chain(&mut operation.other_bodies);
        let contents = bodies.map(|body| &mut body.content);
        let representations = operation.representations.iter_mut();
        let contents = contents.chain(representations.map(|it| &mut it.content));
        let items = operation
            .events
            .iter_mut()
            .chain(&mut operation.typed_events)
            .chain(&mut operation.lines);
        let items = items.map(|items| &mut items.item);
        let mut headers = Vec::new();
        let mut responses = Vec::new();
        for response in operation.success.responses.iter_mut().chain(&mut operation.failures) {
            responses.push(&mut response.content);
            headers.extend(response.headers.iter_mut().map(|header| &mut header.value));
        }
        let contents = contents.chain(responses);
        let contents = contents.filter_map(|content| match content {
            Content::Json(used) | Content::Form(used) | Content::Multipart(used) => Some(used),
            _ => None,
        });
        for used in parameters.chain(contents).chain(items).chain(headers) {
            bounded.used(used, &operation.pointer);
        }
    }
    bounded.notes
}

/// Bounds a name that is only a name, once the names that it mentions are bounded: as there
/// are no cycles among them any more, this ends.
fn settle(api: &mut Api, id: TypeId, depths: &mut [Option<usize>], notes: &mut Vec<Note>) {
    let Shape::Alias(used) = &api.get(id).shape else { return };
    if depths[id.0 as usize].is_some() {
        return;
    }
    let mentioned = used.expr.all_named();
    let mut used = used.clone();
    for mentioned in mentioned {
        settle(api, mentioned, depths, notes);
    }
    let settled = |id: TypeId| depths[id.0 as usize].unwrap_or_default();
    let kind = &mut api.types[id.0 as usize];
    if cut(&mut used.expr, DEEPEST, &settled) {
        notes.push(note(&kind.origin.pointer));
    }
    cut_limits(&mut used.limits, DEEPEST);
    let depth = depth(&used.expr, &settled);
    kind.shape = Shape::Alias(used);
    depths[id.0 as usize] = Some(depth);
}

struct Bounded<'a> {
    /// How deep each name that is only a name nests.
    depths: &'a [usize],
    notes: Vec<Note>,
}

impl Bounded<'_> {
    fn used(&mut self, used: &mut Use, pointer: &str) {
        if cut(&mut used.expr, DEEPEST, &|id| self.depths[id.0 as usize]) {
            self.notes.push(note(pointer));
        }
        cut_limits(&mut used.limits, DEEPEST);
    }
}

/// Replaces what does not fit into the room there is; tells whether anything was.
fn cut(expr: &mut Expr, room: usize, depth: &dyn Fn(TypeId) -> usize) -> bool {
    match expr {
        Expr::List(nested) | Expr::Map(nested) if room > 0 => {
            cut(&mut nested.expr, room - 1, depth)
        }
        Expr::Tuple(tuple) if room > 0 => {
            let nested = tuple.items.iter_mut().chain(&mut tuple.rest);
            nested.fold(false, |is_cut, nested| cut(&mut nested.expr, room - 1, depth) | is_cut)
        }
        Expr::Named(id) if depth(*id) <= room => false,
        Expr::List(_) | Expr::Map(_) | Expr::Tuple(_) | Expr::Named(_) => {
            *expr = Expr::Json;
            true
        }
        _ => false,
    }
}

fn depth(expr: &Expr, of: &dyn Fn(TypeId) -> usize) -> usize {
    match expr {
        Expr::List(nested) | Expr::Map(nested) => 1 + depth(&nested.expr, of),
        Expr::Tuple(tuple) => {
            1 + tuple.nested().map(|nested| depth(&nested.expr, of)).max().unwrap_or_default()
        }
        Expr::Named(id) => of(*id),
        _ => 0,
    }
}

/// Limits of items nest as the items do.
fn cut_limits(limits: &mut Vec<Limit>, room: usize) {
    limits.retain_mut(|limit| match limit {
        Limit::Each(each) => {
            if room > 0 {
                cut_limits(each, room - 1);
            }
            room > 0 && !each.is_empty()
        }
        Limit::Items(items) => {
            if room > 0 {
                items.iter_mut().for_each(|item| cut_limits(item, room - 1));
            }
            room > 0 && items.iter().any(|item| !item.is_empty())
        }
        Limit::Contains(..) => room > 0,
        Limit::AnyOf(sets) => {
            sets.iter_mut().for_each(|set| cut_limits(set, room));
            // A set of which nothing is left allows everything.
            !sets.iter().any(Vec::is_empty)
        }
        _ => true,
    });
}

fn note(pointer: &str) -> Note {
    let text = format!("lists and maps nest deeper than {DEEPEST} levels; below, it is any JSON");
    Note::new(Code::ListsTooDeep, pointer, text)
}
