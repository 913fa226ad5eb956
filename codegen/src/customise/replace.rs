//! A type of the user's in place of a type, or of the value of a field or a variant.

use super::{Item, Named, Refused};
use crate::api::{Api, CustomType, Expr, Limit, Nullability, Presence, Shape, Use};
use crate::config::{CustomPath, Customisation};

/// Replaces an item by its path in Rust.
pub(super) fn replace(
    api: &mut Api,
    named: &Named,
    of: &str,
    path: &CustomPath,
) -> Result<(), Refused> {
    let about = Customisation::Type;
    let custom = Expr::Custom(Box::new(CustomType::new(path.as_str())));
    let item = named.find(api, about, of)?;
    let (Item::Type(id) | Item::Inner(id, _)) = item else { return Ok(()) };
    let pointer = api.get(id).origin.pointer.clone();
    let refused = |message: String| Err(Refused::impossible(about, of, &pointer, message));
    let replaced = &mut api.types[id.0 as usize].shape;
    match (item, &mut *replaced) {
        (Item::Type(_), shape) => {
            let limits = limits_within(shape);
            *shape = Shape::Alias(Use { limits, ..Use::of(custom) });
        }
        (Item::Inner(_, index), Shape::Record(record)) => {
            let property = &mut record.properties[index];
            if let Presence::Constant(_) = property.presence {
                return refused(format!("`{of}` always has the same value, and so no field"));
            }
            property.value = with(&property.value, custom);
        }
        (Item::Inner(_, index), Shape::Union(union)) => {
            let variant = &mut union.variants[index];
            variant.value = with(&variant.value, custom);
        }
        (Item::Inner(..) | Item::Function(_) | Item::Parameter(..), _) => {
            return refused(format!("`{of}` is a value of an enum, and has no type of its own"));
        }
    }
    Ok(())
}

/// What limits the values of a type, which is told of, and not checked any more.
fn limits_within(shape: &Shape) -> Vec<Limit> {
    let of_uses = |uses: &mut dyn Iterator<Item = &Use>| {
        uses.flat_map(|used| used.limits.iter().cloned()).collect::<Vec<_>>()
    };
    match shape {
        Shape::Record(record) => {
            let own = record.limits.iter().cloned();
            own.chain(of_uses(&mut record.properties.iter().map(|it| &it.value))).collect()
        }
        Shape::Union(union) => of_uses(&mut union.variants.iter().map(|it| &it.value)),
        Shape::Alias(used) => used.limits.clone(),
        Shape::OpenEnum(open) => open.limits.clone(),
        Shape::KeywordOrValue(_) => Vec::new(),
    }
}

/// The same place with a type of the user's; the limits stay, to be told of.
fn with(used: &Use, custom: Expr) -> Use {
    let null = match used.expr {
        // Any JSON has a null of its own, which the user's type may not have.
        Expr::Json => Nullability::Never,
        _ => used.null,
    };
    Use { null, limits: used.limits.clone(), ..Use::of(custom) }
}
