//! What a type, a field, a variant, a function or a parameter is called instead.

use super::{Item, Named, Refused};
use crate::analysis::{Target, TypeKey, means_something_else};
use crate::api::{Api, Presence, Shape};
use crate::config::Customisation;
use crate::ident;

/// The names that each type has for something else.
const RESERVED: [&str; 3] = ["extra", "Other", "Value"];

/// What an item is called instead, by its path in Rust.
pub(super) fn rename(
    api: &Api,
    named: &Named,
    of: &str,
    to: &str,
) -> Result<(Target, String), Refused> {
    let about = Customisation::Rename;
    let item = named.find(api, about, of)?;
    let pointer = match item {
        Item::Type(id) | Item::Inner(id, _) => &api.get(id).origin.pointer,
        Item::Function(index) | Item::Parameter(index, _) => &api.operations[index].pointer,
    };
    let refused = |message: String| Err(Refused::impossible(about, of, pointer, message));
    let means_something = match item {
        Item::Inner(..) => RESERVED.contains(&to),
        Item::Parameter(operation, index) => {
            means_something_else(&api.operations[operation], index, to)
        }
        Item::Type(_) | Item::Function(_) => false,
    };
    if ident::is_never_a_name(to) || means_something {
        return refused(format!("`{of}` cannot be called `{to}`, which has a meaning of its own"));
    }
    let is_taken = |names: &[String]| names.iter().any(|name| name == to);
    let (is_taken, target) = match item {
        Item::Type(id) => (is_taken(&named.types), Some(Target::Type(TypeKey::of(api.get(id))))),
        Item::Inner(id, index) => {
            if let Shape::Record(record) = &api.get(id).shape
                && let Presence::Constant(_) = record.properties[index].presence
            {
                return refused(format!("`{of}` always has the same value, and so no field"));
            }
            (is_taken(&named.inner[id.0 as usize]), Target::inner(api.get(id), index))
        }
        Item::Function(index) => {
            let target = Target::Operation(api.operations[index].pointer.clone());
            (is_taken(&named.functions), Some(target))
        }
        Item::Parameter(operation, index) => {
            let is_taken = is_taken(&named.parameters[operation]);
            (is_taken, Target::parameter(&api.operations[operation], index))
        }
    };
    match target {
        Some(target) if !is_taken => Ok((target, to.to_owned())),
        _ => {
            let message = format!("`{of}` cannot be called `{to}`, as something else is");
            let help = "choose another name; it is compared with what others are called without any statement";
            let problem = Refused::impossible(about, of, pointer, message);
            Err(Refused { help: Some(help.to_owned()), ..problem })
        }
    }
}
