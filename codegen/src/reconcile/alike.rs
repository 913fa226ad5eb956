//! How much two types have in common: by the names on the wire of what they hold, and by what is behind
//! each.

use foldhash::{HashMap, HashSet};

use super::hold::is_text;
use crate::api::{Api, Expr, Matcher, Presence, Property, Shape, TypeId};

/// How alike two types are, the more the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// One is not what became of the other.
    Different,
    /// They share most of what they hold: of all that either has, so many of a thousand.
    Alike(usize),
    /// They hold the same.
    Same,
}

/// Whether two shapes are of one kind.
pub(crate) fn is_same_kind(old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::OpenEnum(old), Shape::OpenEnum(new)) => is_text(old.kind) == is_text(new.kind),
        (Shape::KeywordOrValue(old), Shape::KeywordOrValue(new)) => old.value == new.value,
        (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

/// How alike a published type and one of the description are.
///
/// They are alike where they share half of what both hold together, so that a small object is not
/// taken for any large one that has an `id` as well; or where the newer has all that the older had,
/// and that is enough to be told by: a summary that becomes the whole is what it was, and more.
pub(crate) fn likeness(old: &Api, was: TypeId, new: &Api, is: TypeId) -> Likeness {
    let (one, other) = (&old.get(was).shape, &new.get(is).shape);
    if !is_same_kind(one, other) {
        return Likeness::Different;
    }
    if let (Shape::Alias(was), Shape::Alias(is)) = (one, other) {
        return likeness_behind(old, &was.expr, new, &is.expr);
    }
    let (before, now) = (parts(one), parts(other));
    if before.is_empty() && now.is_empty() {
        return Likeness::Alike(500);
    }
    if !before.is_empty() && held(old, was) == held(new, is) {
        return Likeness::Same;
    }
    let shared = match (one, other) {
        (Shape::Record(one), Shape::Record(other)) => {
            let others: HashMap<String, &Property> =
                other.properties.iter().map(|property| (part(property), property)).collect();
            let is_shared = |property: &&Property| {
                others.get(&part(property)).is_some_and(|other| {
                    is_one_kind(old, &property.value.expr, new, &other.value.expr, DEPTH)
                })
            };
            one.properties.iter().filter(is_shared).count()
        }
        _ => {
            let now: HashSet<&String> = now.iter().collect();
            before.iter().filter(|part| now.contains(*part)).count()
        }
    };
    let all = before.len() + now.len();
    let is_half = shared * 4 >= all && shared > 0;
    let is_more = shared == before.len() && shared >= TELLING;
    match is_half || is_more {
        true => Likeness::Alike(shared * 2000 / all),
        false => Likeness::Different,
    }
}

/// How alike two names are: as what they stand for is.
fn likeness_behind(old: &Api, was: &Expr, new: &Api, is: &Expr) -> Likeness {
    let is_circle = |api: &Api, id: TypeId| matches!(api.get(id).shape, Shape::Alias(_));
    match (old.underlying(was), new.underlying(is)) {
        // What an edited file may say.
        (Expr::Named(was), _) if is_circle(old, *was) => Likeness::Different,
        (Expr::Named(was), Expr::Named(is)) => likeness(old, *was, new, *is),
        (was, is) if behind(old, was, DEPTH) == behind(new, is, DEPTH) => Likeness::Same,
        (was, is) if is_one_kind(old, was, new, is, DEPTH) => Likeness::Alike(500),
        _ => Likeness::Different,
    }
}

/// As many names tell a type, though another has more of them.
const TELLING: usize = 2;

/// What a type holds, so that it is told from all others.
///
/// Nothing of a type of which the names alone say little: any number of objects have one property
/// that is a text.
pub(super) fn told_by(api: &Api, id: TypeId) -> Option<Vec<String>> {
    let told = match &api.get(id).shape {
        Shape::Record(record) => {
            let is_constant =
                |property: &Property| matches!(property.presence, Presence::Constant(_));
            if record.properties.len() < 2 && !record.properties.iter().any(is_constant) {
                return None;
            }
            held(api, id)
        }
        Shape::Alias(_) => return None,
        Shape::OpenEnum(_) | Shape::KeywordOrValue(_) | Shape::Union(_) => held(api, id),
    };
    (!told.is_empty()).then_some(told)
}

/// All that a type holds: names on the wire, and what is behind each.
fn held(api: &Api, id: TypeId) -> Vec<String> {
    let shape = &api.get(id).shape;
    let Shape::Record(record) = shape else { return parts(shape) };
    let held = |property: &Property| {
        format!("{}: {}", part(property), behind(api, &property.value.expr, DEPTH))
    };
    let mut held: Vec<String> = record.properties.iter().map(held).collect();
    held.sort();
    held
}

/// How far it is looked behind names, which may lead back to where they stand.
const DEPTH: usize = 2;

fn behind(api: &Api, expr: &Expr, depth: usize) -> String {
    match expr {
        Expr::Named(id) => match &api.get(*id).shape {
            Shape::Alias(used) if depth > 0 => behind(api, &used.expr, depth - 1),
            shape => parts(shape).join(" "),
        },
        Expr::List(item) if depth > 0 => format!("[{}]", behind(api, &item.expr, depth - 1)),
        Expr::Map(value) if depth > 0 => format!("{{{}}}", behind(api, &value.expr, depth - 1)),
        Expr::List(_) | Expr::Map(_) | Expr::Tuple(_) => String::new(),
        simple => format!("{simple:?}"),
    }
}

/// Whether what is behind two names is of one kind, whatever it holds by now.
fn is_one_kind(old: &Api, was: &Expr, new: &Api, is: &Expr, depth: usize) -> bool {
    match (old.underlying(was), new.underlying(is)) {
        (Expr::Named(was), Expr::Named(is)) => {
            is_same_kind(&old.get(*was).shape, &new.get(*is).shape)
        }
        (Expr::List(was), Expr::List(is)) | (Expr::Map(was), Expr::Map(is)) if depth > 0 => {
            is_one_kind(old, &was.expr, new, &is.expr, depth - 1)
        }
        (was, is) => std::mem::discriminant(was) == std::mem::discriminant(is),
    }
}

/// What a shape holds, by the names on the wire.
fn parts(shape: &Shape) -> Vec<String> {
    let mut parts: Vec<String> = match shape {
        Shape::Record(record) => record.properties.iter().map(part).collect(),
        Shape::OpenEnum(open) => open.values.iter().map(|value| value.wire.clone()).collect(),
        Shape::KeywordOrValue(sentinel) => sentinel.keywords.clone(),
        Shape::Union(union) => union
            .variants
            .iter()
            .flat_map(|variant| match &variant.matcher {
                Matcher::Tag { values, .. } => values.iter().map(ToString::to_string).collect(),
                _ => vec![variant.preferred_name.clone()],
            })
            .collect(),
        // A name holds nothing of its own.
        Shape::Alias(_) => Vec::new(),
    };
    parts.sort();
    parts
}

fn part(property: &Property) -> String {
    match &property.presence {
        Presence::Constant(literal) => format!("{}={literal:?}", property.wire_name),
        _ => property.wire_name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Docs, EnumKind, EnumValue, Naming, OpenEnum, Origin, Type, Use};

    fn named(shape: Shape) -> Type {
        let origin = Origin {
            pointer: String::new(),
            naming: Naming::Component,
            preferred_name: String::new(),
        };
        Type::new(origin, Docs::default(), shape)
    }

    fn words(words: [&str; 2]) -> Type {
        let value = |wire: &str| EnumValue {
            wire: wire.to_owned(),
            name: None,
            docs: Docs::default(),
            deprecation: Default::default(),
        };
        let (values, kind) = (words.map(value).into(), EnumKind::Text);
        named(Shape::OpenEnum(OpenEnum { values, kind, limits: Vec::new() }))
    }

    fn alias(of: u32) -> Type {
        named(Shape::Alias(Use::of(Expr::Named(TypeId(of)))))
    }

    #[test]
    fn names_are_alike_by_what_they_stand_for_wherever_that_is_counted() {
        let old = Api { types: vec![words(["a", "b"]), alias(0)], ..Api::default() };
        let (same, other) = (words(["a", "b"]), words(["c", "d"]));
        let new = Api { types: vec![other, same, alias(0), alias(1)], ..Api::default() };
        assert_eq!(likeness(&old, TypeId(1), &new, TypeId(2)), Likeness::Different);
        assert_eq!(likeness(&old, TypeId(1), &new, TypeId(3)), Likeness::Same);
    }

    #[test]
    fn a_name_for_itself_is_like_nothing() {
        let old = Api { types: vec![alias(0)], ..Api::default() };
        assert_eq!(likeness(&old, TypeId(0), &old, TypeId(0)), Likeness::Different);
    }
}
