//! Open enums: the values that a schema lists, and what a description calls them.
//!
//! A name is taken from `x-enum-varnames` or `x-enumNames`, which stand beside `enum` in its order,
//! from `x-ms-enum`, which names its values itself, or from the `title` of a `const` in a union;
//! what is said of a value from the keywords beside those.

use serde_json::Value as Json;

use super::Lowering;
use super::query::once_each;
use super::query::titled;
use crate::api::{Deprecation, Docs, EnumKind, EnumValue, Limit, OpenEnum};
use crate::pointer::Place;
use crate::read::schema::Schema;
use crate::read::source::Node;

/// The keywords that name the values of the `enum` beside them, in its order.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// The keywords that describe the values of the `enum` beside them, in its order.
const DESCRIPTIONS: [&str; 3] = ["x-enum-descriptions", "x-enumDescriptions", "x-enum-description"];

impl Lowering<'_> {
    /// The open enum of values that a schema lists.
    pub(super) fn enum_of(&mut self, values: &[Json], kind: EnumKind, place: &Place) -> OpenEnum {
        let known = self.named_values(place);
        open_enum(once_each(values.to_vec()), kind, &known)
    }

    /// The open enum of what the variants of a union list; a variant of one value names it by its
    /// title.
    pub(super) fn enum_of_variants(&mut self, variants: &[Place], kind: EnumKind) -> OpenEnum {
        let (mut values, mut known) = (Vec::new(), Vec::new());
        for variant in variants {
            let Some(listed) = self.schemas.summary(variant).values.clone() else { continue };
            let schema = self.schemas.at(variant);
            match listed.as_slice() {
                [only] if schema.reference.is_none() => {
                    let docs = said_of_values(&schema);
                    known.push((only.clone(), schema.title.clone(), docs));
                }
                _ => {
                    let mut named = self.named_values(variant);
                    // What is said of several values together is said of each.
                    if named.is_empty() {
                        let docs = Docs { title: schema.title.clone(), ..said_of_values(&schema) };
                        let docs = Docs { title: None, ..titled(docs, "") };
                        named.extend(listed.iter().map(|it| (it.clone(), None, docs.clone())));
                    }
                    known.extend(named);
                }
            }
            values.extend(listed);
        }
        open_enum(once_each(values), kind, &known)
    }

    /// The values that the schema at a place, or what it refers to, lists beside names or
    /// descriptions.
    fn named_values(&mut self, place: &Place) -> Vec<(Json, Option<String>, Docs)> {
        let document = self.schemas.document();
        let mut parts = vec![place.clone()];
        let schema = self.schemas.at(place);
        parts.extend(schema.all_of.iter().cloned());
        let targets: Vec<Place> =
            parts.iter().filter_map(|part| document.follow(part).ok()).collect();
        parts.extend(targets);
        let known = parts.iter().filter_map(|part| document.node(part).ok()).map(named_values);
        known.into_iter().find(|known| !known.is_empty()).unwrap_or_default()
    }
}

/// What a variant says of the values that it lists: of several no more than the first paragraph, as it stands
/// at each.
fn said_of_values(schema: &Schema) -> Docs {
    let text = schema.description.as_deref().unwrap_or_default();
    let text = match schema.values.as_deref() {
        Some([_]) => text,
        _ => text.trim().split("\n\n").next().unwrap_or_default(),
    };
    let text = match (schema.deprecated, text.trim()) {
        (false, _) => text.to_owned(),
        (true, "") => "Deprecated.".to_owned(),
        (true, text) => format!("{text}\n\nDeprecated."),
    };
    Docs { text, ..Docs::default() }
}

/// What a schema itself says of its values.
fn named_values(node: &Node) -> Vec<(Json, Option<String>, Docs)> {
    let said = |text: Option<&Node>| {
        let text = text.and_then(Node::string).unwrap_or_default().trim().to_owned();
        Docs { text, ..Docs::default() }
    };
    let by_microsoft = node.get("x-ms-enum").and_then(|keyword| keyword.get("values"));
    if let Some(values) = by_microsoft.and_then(Node::list) {
        let of_value = |value: &Node| {
            let name = value.get("name").and_then(Node::string).map(str::to_owned);
            Some((value.get("value")?.to_json(), name, said(value.get("description"))))
        };
        return values.iter().filter_map(of_value).collect();
    }
    let Some(values) = node.get("enum").and_then(Node::list) else { return Vec::new() };
    let list = |keywords: &[&str]| {
        let mut lists = keywords.iter().filter_map(|keyword| node.get(keyword)?.list());
        // A list of another length names other values.
        lists.find(|list| list.len() == values.len())
    };
    let (names, texts) = (list(&NAMES), list(&DESCRIPTIONS));
    if names.is_none() && texts.is_none() {
        return Vec::new();
    }
    let of_value = |(index, value): (usize, &Node)| {
        let name = names.and_then(|names| names.get(index)).and_then(Node::string);
        let docs = said(texts.and_then(|texts| texts.get(index)));
        (value.to_json(), name.map(str::to_owned), docs)
    };
    values.iter().enumerate().map(of_value).collect()
}

fn open_enum(
    values: Vec<Json>,
    kind: EnumKind,
    known: &[(Json, Option<String>, Docs)],
) -> OpenEnum {
    let text = |value: &Json| match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let wire: Vec<String> = once_each(values.iter().map(text).collect());
    let named = |wire: String| {
        let found = known.iter().find(|(value, _, _)| text(value) == wire);
        let (name, docs) = found.map_or((None, Docs::default()), |(_, name, docs)| {
            (name.clone().filter(|name| !name.trim().is_empty()), docs.clone())
        });
        EnumValue { wire, name, docs, deprecation: Deprecation::Current }
    };
    let limits = match kind {
        // What is not listed may be sent: servers have new values before their descriptions do.
        EnumKind::Text | EnumKind::TextOrOther => Vec::new(),
        EnumKind::Integer | EnumKind::IntegerOrText => vec![Limit::OneOf(wire.clone())],
    };
    OpenEnum { values: wire.into_iter().map(named).collect(), kind, limits }
}
