//! Where types of the user's stand: what the description limits there is not checked, and some places
//! only a type of the engine's can have.

use super::{Refused, first_custom};
use crate::api::{Api, Expr, Operation, Rest, Shape, Use};
use crate::config::Customisation;
use crate::diagnostic::{Code, Note};

/// Takes the limits from what is of the user's, and puts what stood there before back where nothing
/// of the user's can stand: of a format that is a note, of a type that the user named it is refused.
pub(super) fn settle(api: &mut Api) -> (Vec<Note>, Vec<Refused>) {
    let mut settling = Settling { before: api.clone(), notes: Vec::new(), refused: Vec::new() };
    for kind in &mut api.types {
        let pointer = kind.origin.pointer.clone();
        settling.shape(&mut kind.shape, &pointer);
    }
    for operation in &mut api.operations {
        settling.operation(operation);
    }
    (settling.notes, settling.refused)
}

struct Settling {
    /// The API before, of which the names that are only names are asked.
    before: Api,
    notes: Vec<Note>,
    refused: Vec<Refused>,
}

impl Settling {
    fn shape(&mut self, shape: &mut Shape, pointer: &str) {
        match shape {
            Shape::Record(record) => {
                for property in &mut record.properties {
                    let what = format!("`{}`", property.wire_name);
                    self.place(&mut property.value, pointer, &what);
                }
                if let Rest::Typed(rest) = &mut record.rest {
                    self.refuse(
                        &mut rest.expr,
                        pointer,
                        "among the undeclared properties of an object",
                    );
                }
            }
            Shape::Union(union) => {
                for variant in &mut union.variants {
                    self.place(&mut variant.value, pointer, "a variant");
                }
            }
            Shape::Alias(used) => self.place(used, pointer, "it"),
            Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => {}
        }
    }

    fn operation(&mut self, operation: &mut Operation) {
        let pointer = operation.pointer.clone();
        for parameter in &mut operation.path_parameters {
            let what = format!("the parameter `{}`", parameter.wire_name);
            self.place(&mut parameter.value, &pointer, &what);
        }
        for parameter in &mut operation.parameters {
            let what = format!("the parameter `{}`", parameter.wire_name);
            self.place(&mut parameter.value, &pointer, &what);
        }
        for content in operation.contents_mut() {
            self.place(content, &pointer, "a body");
        }
        for header in operation.headers_mut() {
            self.refuse(&mut header.value.expr, &pointer, "in a header of an answer");
        }
        for items in operation.items_mut() {
            self.refuse(&mut items.item.expr, &pointer, "as an item of a stream");
        }
    }

    fn place(&mut self, used: &mut Use, pointer: &str, what: &str) {
        if !self.before.is_custom(&used.expr) {
            return;
        }
        if !is_plain(&self.before, &used.expr) {
            let place = "in an array that may end before all its first items";
            self.refuse(&mut used.expr, pointer, place);
            return;
        }
        let limits = std::mem::take(&mut used.limits);
        used.keywords.clear();
        if !limits.is_empty() {
            let path = first_custom(&self.before, &used.expr).unwrap_or_default();
            let path = path.trim_start_matches("::");
            let text = format!(
                "{what} is a value of `{path}`: the limits that the description sets are not checked"
            );
            self.notes.push(Note::new(Code::LimitsUnchecked, pointer, text));
        }
    }

    /// Puts back what stood in a place that is not for types of the user's.
    fn refuse(&mut self, expr: &mut Expr, pointer: &str, place: &str) {
        let Some(path) = first_custom(&self.before, expr).map(str::to_owned) else { return };
        let path = path.trim_start_matches("::");
        match put_back(&self.before, expr) {
            Some(()) => {
                let text = format!("`{path}` cannot stand {place}, where the format stays text");
                self.notes.push(Note::new(Code::CustomisationSkipped, pointer, text));
            }
            None => {
                let text = format!("`{path}` cannot stand {place}");
                self.refused.push(Refused::impossible(Customisation::Type, path, pointer, text));
            }
        }
    }
}

/// Whether an expression has no array whose items may be missing, within which the engine alone knows
/// where each item stands.
fn is_plain(api: &Api, expr: &Expr) -> bool {
    match api.underlying(expr) {
        Expr::Tuple(tuple) => {
            tuple.is_whole() && tuple.nested().all(|nested| is_plain(api, &nested.expr))
        }
        Expr::List(nested) | Expr::Map(nested) => is_plain(api, &nested.expr),
        _ => true,
    }
}

/// Puts what the description says in place of types of the user's; nothing, where one was named for
/// the very place.
fn put_back(api: &Api, expr: &mut Expr) -> Option<()> {
    if let Expr::Named(_) = expr
        && api.is_custom(expr)
    {
        *expr = api.underlying(expr).clone();
    }
    match expr {
        Expr::Custom(custom) => *expr = custom.instead.clone()?,
        Expr::List(nested) | Expr::Map(nested) => put_back(api, &mut nested.expr)?,
        Expr::Tuple(tuple) => {
            for nested in tuple.items.iter_mut().chain(&mut tuple.rest) {
                put_back(api, &mut nested.expr)?;
            }
        }
        _ => {}
    }
    Some(())
}
