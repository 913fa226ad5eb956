//! What was published -> the lines of the file.

use foldhash::HashSet;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::line::{Kind, Line, PREAMBLE, VERSION};
use super::{Published, rust_type};
use crate::analysis::{HeldItem, HeldType, Indirection, Setter, Slot};
use crate::api::{Content, Expr, Presence, Shape, Type, TypeId, Use};

/// The file.
pub(super) fn render(published: &Published) -> String {
    let mut lines = lines(published);
    lines.sort_by(|one, other| one.order().cmp(&other.order()));
    let mut text = format!("{PREAMBLE}version {VERSION}\n");
    for line in lines {
        text.push_str(&line.to_string());
        text.push('\n');
    }
    text
}

/// The lines, in the order of the API.
pub(super) fn lines(published: &Published) -> Vec<Line> {
    let names = published.held.types.iter().flatten();
    let taken = names.map(|held| held.name.as_str()).collect();
    let spelling = Spelling { published, taken };
    let mut lines = Vec::new();
    let types = published.api.ids().zip(&published.api.types).zip(&published.held.types);
    for ((id, kind), held) in types {
        if let Some(held) = held {
            spelling.type_lines(id, kind, held, &mut lines);
        }
    }
    for index in 0..published.api.operations.len() {
        spelling.operation_lines(index, &mut lines);
    }
    let credentials = published.api.service.credentials.iter().zip(&published.held.credentials);
    for (credential, held) in credentials {
        let Some(held) = held else { continue };
        lines.push(Line {
            kind: Kind::Credential,
            path: format!("service::{}", held.function),
            rust: String::new(),
            facts: spelling.facts(&[&credential as &dyn Facts, held]),
        });
    }
    for (wire_name, name) in &published.held.required {
        lines.push(Line {
            kind: Kind::Trait,
            path: format!("required::{name}"),
            rust: String::new(),
            facts: serde_json::json!({ "wire_name": wire_name }),
        });
    }
    lines
}

/// What becomes the properties of a line's JSON.
trait Facts {
    fn facts(&self) -> Json;
}

impl<T: Serialize> Facts for T {
    fn facts(&self) -> Json {
        serde_json::to_value(self).unwrap_or_default()
    }
}

struct Spelling<'a> {
    published: &'a Published,
    /// The names of the API's own types.
    taken: HashSet<&'a str>,
}

impl Spelling<'_> {
    fn name(&self, id: TypeId) -> String {
        let held = self.published.held.types.get(id.0 as usize).and_then(Option::as_ref);
        held.map(|held| held.name.clone()).unwrap_or_default()
    }

    fn expr(&self, expr: &Expr) -> String {
        let names =
            rust_type::Names { of: &|id| self.name(id), has: &|name| self.taken.contains(name) };
        rust_type::write(expr, &names)
    }

    fn used(&self, used: &Use) -> String {
        let text = self.expr(&used.expr);
        if used.null.is_never() { text } else { format!("Option<{text}>") }
    }

    /// All properties in one object, types by their names, without what only explains.
    fn facts(&self, all: &[&dyn Facts]) -> Json {
        let mut object = Map::new();
        for facts in all {
            if let Json::Object(properties) = facts.facts() {
                object.extend(properties);
            }
        }
        let mut facts = Json::Object(object);
        self.tidy(&mut facts);
        facts
    }

    fn tidy(&self, value: &mut Json) {
        match value {
            Json::Object(properties) => {
                properties.retain(|name, _| name != "docs");
                for (name, value) in properties.iter_mut() {
                    match serde_json::from_value::<Expr>(value.clone()) {
                        Ok(expr) if name == "expr" => *value = Json::String(self.expr(&expr)),
                        _ => self.tidy(value),
                    }
                }
            }
            Json::Array(items) => items.iter_mut().for_each(|item| self.tidy(item)),
            _ => {}
        }
    }

    fn type_lines(&self, id: TypeId, kind: &Type, held: &HeldType, lines: &mut Vec<Line>) {
        let name = &held.name;
        let mut shape = kind.shape.clone();
        let (line, rust) = match &mut shape {
            Shape::Record(record) => {
                record.properties.clear();
                (Kind::Struct, String::new())
            }
            Shape::OpenEnum(open) => {
                open.values.clear();
                (Kind::Enum, String::new())
            }
            Shape::KeywordOrValue(sentinel) => {
                sentinel.keywords.clear();
                (Kind::Enum, String::new())
            }
            Shape::Union(union) => {
                union.variants.clear();
                (Kind::Enum, String::new())
            }
            Shape::Alias(used) => (Kind::Type, format!(" = {}", self.used(used))),
        };
        let deprecation = serde_json::json!({ "deprecation": kind.deprecation });
        let shape = serde_json::json!({ "shape": shape });
        let dropped: &[&dyn Facts] = match kind.deprecation.is_current() {
            true => &[&kind.origin, &shape, held],
            false => &[&kind.origin, &shape, held, &deprecation],
        };
        let facts = self.facts(dropped);
        lines.push(Line { kind: line, path: name.clone(), rust, facts });
        let unknown = HeldItem::default();
        let item =
            |index: usize| held.inner.get(index).and_then(Option::as_ref).unwrap_or(&unknown);
        match &kind.shape {
            Shape::Record(record) => {
                for (index, property) in record.properties.iter().enumerate() {
                    let held = item(index);
                    let facts = self.facts(&[&property, &as_read(held)]);
                    lines.push(match &property.presence {
                        Presence::Constant(_) => Line {
                            kind: Kind::Constant,
                            path: format!("{name}::{:?}", property.wire_name),
                            rust: String::new(),
                            facts,
                        },
                        _ => Line {
                            kind: Kind::Field,
                            path: format!("{name}::{}", held.name),
                            rust: format!(": {}", self.field(held, &property.value.expr)),
                            facts,
                        },
                    });
                }
            }
            Shape::Union(union) => {
                for (index, variant) in union.variants.iter().enumerate() {
                    let held = item(index);
                    let value = boxed(held.indirection, self.expr(&variant.value.expr));
                    lines.push(Line {
                        kind: Kind::Variant,
                        path: format!("{name}::{}", held.name),
                        rust: format!("({value})"),
                        facts: self.facts(&[&variant, held]),
                    });
                }
            }
            Shape::OpenEnum(open) => {
                for (index, value) in open.values.iter().enumerate() {
                    lines.push(Line {
                        kind: Kind::Value,
                        path: format!("{name}::{}", item(index).name),
                        rust: String::new(),
                        facts: self.facts(&[&value]),
                    });
                }
            }
            Shape::KeywordOrValue(sentinel) => {
                for (index, keyword) in sentinel.keywords.iter().enumerate() {
                    lines.push(Line {
                        kind: Kind::Value,
                        path: format!("{name}::{}", item(index).name),
                        rust: String::new(),
                        facts: serde_json::json!({ "wire": keyword }),
                    });
                }
            }
            Shape::Alias(_) => {}
        }
        debug_assert!(self.published.api.types.len() > id.0 as usize, "a type of this API");
    }

    fn field(&self, held: &HeldItem, expr: &Expr) -> String {
        let value = boxed(held.indirection, self.expr(expr));
        match held.slot {
            None | Some(Slot::Constant) => value,
            Some(slot) if slot.is_plain() => value,
            Some(_) => format!("Option<{value}>"),
        }
    }

    fn operation_lines(&self, index: usize, lines: &mut Vec<Line>) {
        let operation = &self.published.api.operations[index];
        let Some(held) = self.published.held.operations.get(index).and_then(Option::as_ref) else {
            return;
        };
        let name = &held.function;
        let mut own = operation.clone();
        own.path_parameters.clear();
        own.parameters.clear();
        own.body = None;
        own.success.responses.clear();
        own.failures.clear();
        let facts = self.facts(&[&own, held]);
        lines.push(Line { kind: Kind::Fn, path: name.clone(), rust: String::new(), facts });
        let mut inner = |kind, path: String, rust, facts: &[&dyn Facts]| {
            lines.push(Line { kind, path, rust, facts: self.facts(facts) });
        };
        let unnamed = String::new();
        for (index, parameter) in operation.path_parameters.iter().enumerate() {
            let own = held.path_parameters.get(index).and_then(Option::as_ref).unwrap_or(&unnamed);
            let position = serde_json::json!({ "position": index });
            let rust = format!(": {}", self.used(&parameter.value));
            inner(Kind::Path, format!("{name}::{own}"), rust, &[&position, &parameter]);
        }
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let own = held.parameters.get(index).and_then(Option::as_ref).unwrap_or(&unnamed);
            let kind = if parameter.required { Kind::Argument } else { Kind::Setter };
            let position = serde_json::json!({ "position": index });
            let rust = format!(": {}", self.used(&parameter.value));
            inner(kind, format!("{name}::{own}"), rust, &[&position, &parameter]);
        }
        if let Some(body) = &operation.body {
            inner(Kind::Body, name.clone(), format!(": {}", self.content(&body.content)), &[&body]);
        }
        let answers = [
            (Kind::Success, &operation.success.responses, &held.successes),
            (Kind::Failure, &operation.failures, &held.failures),
        ];
        for (kind, responses, indirections) in answers {
            for (index, response) in responses.iter().enumerate() {
                let indirection = indirections.get(index).copied().flatten().unwrap_or_default();
                let placed = serde_json::json!({ "indirection": indirection });
                let position = serde_json::json!({ "position": index });
                let facts: &[&dyn Facts] = match indirection {
                    Indirection::Inline => &[&position, &response],
                    Indirection::Boxed | Indirection::Shared => &[&position, &response, &placed],
                };
                let rust = format!(": {}", boxed(indirection, self.content(&response.content)));
                inner(kind, format!("{name}::{}", response.status), rust, facts);
            }
        }
    }

    fn content(&self, content: &Content) -> String {
        match content {
            Content::Json(used) => self.used(used),
            Content::Form(used) => format!("form of {}", self.used(used)),
            Content::Multipart(used) => format!("parts of {}", self.used(used)),
            Content::Text => "text".to_owned(),
            Content::Bytes => "bytes".to_owned(),
            Content::Events => "events".to_owned(),
            Content::Empty => "nothing".to_owned(),
        }
    }
}

/// Without what says itself: a setter that is called like its field.
fn as_read(held: &HeldItem) -> HeldItem {
    let is_plain = |setter: &Setter| setter.value == held.name && setter.null.is_empty();
    HeldItem { setter: held.setter.clone().filter(|setter| !is_plain(setter)), ..held.clone() }
}

fn boxed(indirection: Indirection, text: String) -> String {
    match indirection {
        Indirection::Inline => text,
        Indirection::Boxed => format!("Box<{text}>"),
        Indirection::Shared => format!("Arc<{text}>"),
    }
}
