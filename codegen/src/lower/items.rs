//! What comes back item by item: events, lines and records, and how each stands in the body.

use std::rc::Rc;

use super::accept::accept_only;
use super::media::{EVENTS, can_be_sent, essence, is_lines, is_records};
use super::query::{ShapeSummary, merge};
use super::{Lowering, PreferredName};
use crate::api::{Api, Expr, Framing, Items, Matcher, Shape, TagPresence};
use crate::pointer::Place;
use crate::read::operation::{Media, Response};
use crate::read::schema::JsonType;

/// The fields of an event (OpenAPI 3.2, section 4.14.3.3).
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// How deep unions may stand in each other.
const DEPTH: usize = 8;

impl Lowering<'_> {
    /// The events and the lines that successes are made of, where the description says of what
    /// type: of several statuses, those of the first.
    pub(super) fn items(
        &mut self,
        successes: &[&Response],
        failures: &[&Response],
        preferred: &PreferredName,
    ) -> (Option<Items>, Option<Items>) {
        let (mut events, mut lines) = (None, None);
        let content: Vec<&Media> = successes.iter().flat_map(|it| &it.content).collect();
        for media in content.into_iter().filter(|media| can_be_sent(&media.media_type)) {
            let essence = essence(&media.media_type);
            let (kind, step) = match essence.as_str() {
                EVENTS => (&mut events, "Event"),
                essence if is_lines(essence) || is_records(essence) => (&mut lines, "Line"),
                _ => continue,
            };
            let Some(schema) = self.item_schema(media).filter(|_| kind.is_none()) else { continue };
            let framing = match essence.as_str() {
                EVENTS => self.framing_of_events(&schema),
                essence if is_records(essence) => Framing::Records,
                _ => Framing::Lines,
            };
            *kind = Some(Items {
                media_type: media.media_type.clone(),
                accept: accept_only(&media.media_type, failures),
                item: self.use_at(&schema, &preferred.step(step)),
                framing,
            });
        }
        (events, lines)
    }

    /// The schema of each item of a sequence: `itemSchema`; or the items of `schema`, where that is
    /// an array, as a sequence is one (OpenAPI 3.2, section 4.14.3); or else `schema`, by which
    /// older descriptions mean an item.
    pub(super) fn item_schema(&mut self, media: &Media) -> Option<Place> {
        if let Some(item) = &media.item_schema {
            return Some(item.clone());
        }
        let schema = media.schema.clone()?;
        let behind = self.schemas.behind_references(&schema)?;
        let at = self.schemas.at(&behind);
        let is_array = at.types == [JsonType::Array] && at.prefix_items.is_empty();
        Some(at.items.clone().filter(|_| is_array).unwrap_or(schema))
    }

    /// Whether a schema is of an event, or of its data, and of which kind that is.
    fn framing_of_events(&mut self, schema: &Place) -> Framing {
        let summary = self.schemas.summary(schema);
        if !is_event(&summary) {
            return match summary.is_text() {
                true => Framing::Text,
                false => Framing::Data,
            };
        }
        let mut variants = Vec::new();
        self.leaves(schema, DEPTH, &mut variants);
        let data: Vec<Place> =
            variants.iter().filter_map(|variant| variant.property("data").cloned()).collect();
        let texts = data.iter().filter(|place| self.schemas.summary(place).is_text()).count();
        match texts {
            0 => Framing::EventOfJson,
            texts if texts == data.len() => Framing::Event,
            _ => Framing::EventOfEither,
        }
    }

    /// The variants of a schema that are no unions themselves.
    fn leaves(&mut self, place: &Place, depth: usize, into: &mut Vec<Rc<ShapeSummary>>) {
        let (Some(place), Some(depth)) =
            (self.schemas.behind_references(place), depth.checked_sub(1))
        else {
            return;
        };
        let schema = self.schemas.at(&place);
        let merged = self.schemas.merged(&place, &schema);
        let variants = self.schemas.variants(&merged);
        if variants.is_empty() || !merge::has_no_structure(&merged) {
            into.push(self.schemas.summary(&place));
            return;
        }
        variants.iter().for_each(|variant| self.leaves(variant, depth, into));
    }
}

/// Whether values are events rather than their data: each has an event's name and data, or nothing
/// but what an event has.
fn is_event(summary: &ShapeSummary) -> bool {
    let has = |name: &str| summary.required.iter().any(|required| required == name);
    let is_field = |(name, _): &(String, Place)| FIELDS.contains(&name.as_str());
    let is_named = has("event") && has("data");
    is_named || summary.property("data").is_some() && summary.properties.iter().all(is_field)
}

/// Lets the name of an event be the tag of its data, where that is a union whose variants have to
/// have one.
pub(super) fn tag_events(api: &mut Api) {
    for index in 0..api.operations.len() {
        let Some(events) = &api.operations[index].events else { continue };
        if events.framing != Framing::Data {
            continue;
        }
        let tag = match api.underlying(&events.item.expr) {
            Expr::Named(id) => match &api.get(*id).shape {
                Shape::Union(union) => tag_of(&union.variants),
                _ => None,
            },
            _ => None,
        };
        if let (Some(tag), Some(events)) = (tag, &mut api.operations[index].events) {
            events.framing = Framing::TaggedData(tag);
        }
    }
}

/// The property that every variant of a union has to have, and is told by as by a name, which is a
/// string.
fn tag_of(variants: &[crate::api::Variant]) -> Option<String> {
    let mut tags = variants.iter().map(|variant| match &variant.matcher {
        Matcher::Tag { property, values, presence: TagPresence::Always } => {
            values.iter().all(|value| value.text().is_some()).then_some(property)
        }
        _ => None,
    });
    let first = tags.next()??;
    tags.all(|tag| tag == Some(first)).then(|| first.clone())
}
