//! Assertions about the value itself that need another schema: `not` and `contains`. Where that
//! schema speaks of the value alone, and not of what is in it, it is kept beside the bounds and checked;
//! else it is said that it is not.

use super::Schemas;
use crate::pointer::Place;
use crate::read::schema::{self, Additional, Bounds, Contained, Schema};

impl Schemas<'_> {
    /// Keeps what can be checked of a schema that was read, and notes the names of what cannot.
    pub(super) fn settle_assertions(&self, schema: &mut Schema) {
        if let Some(not) = &schema.not {
            match self.forbidden(not) {
                Some(forbidden) => schema.bounds.forbidden.extend(forbidden),
                None => schema.unsupported_keywords.push("not".to_owned()),
            }
        }
        match (&schema.contains, schema.min_contains, schema.max_contains) {
            (None, ..) | (_, Some(0), None) => {}
            (Some(contains), least, most) => match self.plain(contains) {
                Some(item) => {
                    let least = least.unwrap_or(1);
                    schema.bounds.contained.push(Contained { item, least, most });
                }
                None => schema.unsupported_keywords.push("contains".to_owned()),
            },
        }
        let is_simple = schema.one_of.is_empty()
            && schema.any_of.is_empty()
            && schema.conditional.is_empty()
            && schema.additional == Additional::Unspecified;
        if schema.closes_unevaluated && !is_simple && schema.additional != Additional::Closed {
            schema.unsupported_keywords.push("unevaluatedProperties".to_owned());
            schema.closes_unevaluated = false;
        }
        // Alone, there is nothing else that could evaluate a property.
        if schema.all_of.is_empty() && schema.reference.is_none() {
            close_unevaluated(schema);
        }
    }

    /// What a `not` forbids, each as a whole: a schema, or each variant of a union of such.
    fn forbidden(&self, place: &Place) -> Option<Vec<Schema>> {
        if let Some(plain) = self.plain(place) {
            return Some(vec![plain]);
        }
        let (union, place) = self.read_through(place)?;
        let variants: Vec<Place> = union.any_of.clone();
        let rest = Schema { any_of: Vec::new(), ..without_annotations(union) };
        if variants.is_empty() || rest != Schema::default() || place.is_joined() {
            return None;
        }
        variants.iter().map(|variant| self.plain(variant)).collect()
    }

    /// The schema at a place, if it speaks of the value alone. It is read anew, since what stands
    /// in it may lead back to what asks.
    fn plain(&self, place: &Place) -> Option<Schema> {
        let (schema, _) = self.read_through(place)?;
        let schema = without_annotations(schema);
        let asked = Schema {
            types: schema.types.clone(),
            values: schema.values.clone(),
            listed_otherwise: schema.listed_otherwise,
            required: schema.required.clone(),
            bounds: Bounds { unchecked_patterns: Vec::new(), ..schema.bounds.clone() },
            ..Schema::default()
        };
        (schema == asked && asked != Schema::default()).then_some(asked)
    }

    /// What is read at a place, behind references that stand alone.
    fn read_through(&self, place: &Place) -> Option<(Schema, Place)> {
        let place = self.document.follow(place).ok()?;
        let (schema, problems) = schema::read(self.document.node(&place).ok()?, &place);
        problems.is_empty().then_some((schema, place))
    }
}

/// Says of a schema that has all that evaluates properties that it allows no others.
pub(super) fn close_unevaluated(schema: &mut Schema) {
    let has_union = !schema.one_of.is_empty() || !schema.any_of.is_empty();
    let is_open = matches!(schema.additional, Additional::Unspecified);
    if schema.closes_unevaluated && is_open && !has_union && schema.conditional.is_empty() {
        schema.additional = Additional::Closed;
    }
}

fn without_annotations(schema: Schema) -> Schema {
    Schema {
        title: None,
        description: None,
        default: None,
        deprecated: false,
        read_only: false,
        write_only: false,
        format: None,
        ..schema
    }
}
