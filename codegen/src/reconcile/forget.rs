//! What was published, without what may break now.

use crate::api::{Presence, Shape};
use crate::published::Published;

/// Takes items away, by their paths in Rust: `Job`, `Job::status`, `create_job`,
/// `create_job::limit`. What a type holds goes with it.
pub(super) fn without(published: &Published, items: &[String]) -> Published {
    let mut rest = published.clone();
    let is_named = |path: &str| items.iter().any(|item| item == path);
    let types = rest.api.types.iter_mut().zip(&mut rest.held.types);
    for (kind, slot) in types {
        let Some(held) = slot else { continue };
        if is_named(&held.name) {
            // Its place is not found again, so that nothing of it is held.
            kind.origin.pointer.clear();
            *slot = None;
            continue;
        }
        let name = held.name.clone();
        let mut inner = std::mem::take(&mut held.inner).into_iter();
        let mut kept = Vec::new();
        let mut keeps = |is_field: bool| {
            let item = inner.next().flatten();
            let path = item.as_ref().map(|item| format!("{name}::{}", item.name));
            let keeps = !is_field || !path.is_some_and(|path| is_named(&path));
            if keeps {
                kept.push(item);
            }
            keeps
        };
        match &mut kind.shape {
            Shape::Record(record) => record
                .properties
                .retain(|property| keeps(!matches!(property.presence, Presence::Constant(_)))),
            Shape::Union(union) => union.variants.retain(|_| keeps(true)),
            Shape::OpenEnum(open) => open.values.retain(|_| keeps(true)),
            Shape::KeywordOrValue(sentinel) => sentinel.keywords.retain(|_| keeps(true)),
            Shape::Alias(_) => {}
        }
        held.inner = kept;
    }
    let operations = std::mem::take(&mut rest.api.operations);
    let helds = std::mem::take(&mut rest.held.operations);
    for (mut operation, held) in operations.into_iter().zip(helds) {
        let Some(mut held) = held else { continue };
        if is_named(&held.function) {
            continue;
        }
        let names = std::mem::take(&mut held.parameters);
        let parameters = std::mem::take(&mut operation.parameters);
        for (parameter, name) in parameters.into_iter().zip(names) {
            let path = name.as_ref().map(|name| format!("{}::{name}", held.function));
            if !path.is_some_and(|path| is_named(&path)) {
                operation.parameters.push(parameter);
                held.parameters.push(name);
            }
        }
        rest.api.operations.push(operation);
        rest.held.operations.push(Some(held));
    }
    rest
}
