//! How much two shapes have in common.

use super::hold::is_text;
use crate::api::{Api, Expr, Matcher, Presence, Property, Shape, TypeId};

/// Whether two shapes are of one kind.
pub(crate) fn is_same_kind(old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::OpenEnum(old), Shape::OpenEnum(new)) => is_text(old.kind) == is_text(new.kind),
        (Shape::KeywordOrValue(old), Shape::KeywordOrValue(new)) => old.value == new.value,
        (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

/// Whether two shapes of one kind share at least half of what they hold.
pub(super) fn is_alike(old: &Shape, new: &Shape) -> bool {
    let (old, new) = (parts(old), parts(new));
    let shared = old.iter().filter(|part| new.contains(*part)).count();
    shared * 2 >= old.len().min(new.len()) && (shared > 0 || old.is_empty() && new.is_empty())
}

/// Whether two shapes hold the same.
pub(super) fn is_all_alike(old: &Shape, new: &Shape) -> bool {
    is_same_kind(old, new) && !parts(old).is_empty() && parts(old) == parts(new)
}

/// What a type holds, so that it is told from all others: names on the wire, and what is behind each.
///
/// Nothing of a type of which the names alone say little: any number of objects have one property
/// that is a text.
pub(super) fn told_by(api: &Api, id: TypeId) -> Option<Vec<String>> {
    let shape = &api.get(id).shape;
    let mut told = match shape {
        Shape::Record(record) => {
            let is_constant =
                |property: &Property| matches!(property.presence, Presence::Constant(_));
            if record.properties.len() < 2 && !record.properties.iter().any(is_constant) {
                return None;
            }
            let part = |property: &Property| {
                format!("{}: {}", part(property), behind(api, &property.value.expr, DEPTH))
            };
            record.properties.iter().map(part).collect()
        }
        Shape::Alias(_) => return None,
        Shape::OpenEnum(_) | Shape::KeywordOrValue(_) | Shape::Union(_) => parts(shape),
    };
    told.sort();
    (!told.is_empty()).then_some(told)
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
        Shape::Alias(used) => vec![format!("{:?}", used.expr)],
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
