//! How much two shapes have in common.

use super::hold::is_text;
use crate::api::{Matcher, Presence, Property, Shape};

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

/// What a shape holds, by the names on the wire.
fn parts(shape: &Shape) -> Vec<String> {
    let mut parts: Vec<String> = match shape {
        Shape::Record(record) => {
            let part = |property: &Property| match &property.presence {
                Presence::Constant(literal) => format!("{}={literal:?}", property.wire_name),
                _ => property.wire_name.clone(),
            };
            record.properties.iter().map(part).collect()
        }
        Shape::OpenEnum(open) => open.values.iter().map(|value| value.wire.clone()).collect(),
        Shape::KeywordOrValue(sentinel) => sentinel.keywords.clone(),
        Shape::Union(union) => union
            .variants
            .iter()
            .flat_map(|variant| match &variant.matcher {
                Matcher::Tag { values, .. } => values.clone(),
                _ => vec![variant.preferred_name.clone()],
            })
            .collect(),
        Shape::Alias(used) => vec![format!("{:?}", used.expr)],
    };
    parts.sort();
    parts
}
