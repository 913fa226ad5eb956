//! A base with a `discriminator`, as one of the components that extend it: a union by the
//! property that says which.
//!
//! What no child is, or is known by no value, is of the base itself, so that what all have in
//! common is there whatever arrives. A child is sent under the value alone by which the base knows
//! it.

use serde_json::Value as Json;

use super::{Lowered, Lowering, PreferredName};
use crate::api::{
    Deprecation, Docs, Expr, Limit, Matcher, Nullability, Presence, Property, Shape, TagPresence,
    TagValue, Union, Use, ValueType, Variant,
};
use crate::diagnostic::Code;
use crate::ident;
use crate::pointer::Place;
use crate::read::schema::Schema;

impl Lowering<'_> {
    /// A base whose children are components.
    pub(super) fn family(
        &mut self,
        schema: &Schema,
        place: &Place,
        preferred: &PreferredName,
    ) -> Option<Lowered> {
        let discriminator = self.schemas.base_discriminator(place)?;
        let children = self.schemas.family(place);
        if children.is_empty() || schema.properties.is_empty() {
            let text = "no component extends it by `allOf`, so its `discriminator` tells nothing";
            self.note(Code::BaseDiscriminator, place, text);
            return None;
        }
        let is_required = schema.required.contains(&discriminator.property);
        let default = discriminator.default.clone();
        let own = schema.properties.iter().find(|(name, _)| *name == discriminator.property);
        let kinds = match own {
            Some((_, place)) => self.schemas.summary(place).kinds.clone(),
            None => Vec::new(),
        };
        let mut variants = Vec::with_capacity(children.len() + 1);
        for child in &children {
            let values = self.schemas.values_of_child(&discriminator, child);
            let values = values.iter().filter_map(|value| TagValue::named(value, &kinds)).collect();
            let name = child.pointer.last().unwrap_or_default();
            let is_default = default.as_deref().is_some_and(|default| {
                default == name || default.rsplit('/').next() == Some(name.as_str())
            });
            let presence = match (is_default, is_required) {
                (true, _) => TagPresence::Default,
                (false, true) => TagPresence::Always,
                (false, false) => TagPresence::Optional,
            };
            let used = self.reference(child);
            variants.push(Variant {
                deprecation: Deprecation::Current,
                preferred_name: ident::pascal(&name),
                matcher: Matcher::Tag {
                    property: discriminator.property.clone(),
                    values,
                    presence,
                },
                secondary_tag: None,
                value: Use { null: Nullability::Never, ..used },
                docs: Docs { default: None, format: None, ..self.schemas.docs(child) },
            });
        }
        let common = schema.properties.iter().map(|(name, _)| name.clone()).collect();
        let base_name = preferred.step("Base");
        let record = Shape::Record(self.record(schema, place, &base_name));
        let value = self.inline(place, &base_name, record);
        variants.push(Variant {
            deprecation: Deprecation::Current,
            preferred_name: "Base".to_owned(),
            matcher: Matcher::Type(vec![ValueType::Object]),
            secondary_tag: None,
            value,
            docs: Docs {
                text: "An object of none of the variants above, with what all have in common."
                    .to_owned(),
                ..Docs::default()
            },
        });
        Some(Lowered::Shape(Shape::Union(Union { variants, common })))
    }

    /// Gives the properties by which bases know an object the values that mean it.
    pub(super) fn mark(&mut self, properties: &mut [Property], schema: &Schema, place: &Place) {
        if schema.properties.is_empty() {
            return;
        }
        for mark in self.schemas.marks(place) {
            let own = schema.properties.iter().find(|(name, _)| *name == mark.property);
            let Some((_, at)) = own else { continue };
            let summary = self.schemas.summary(at);
            // Where the property lists its values, those that it does not list are none of it.
            let listed = summary.tag_values();
            let allows =
                |value: &TagValue| listed.as_ref().is_none_or(|listed| listed.contains(value));
            let values =
                mark.values.iter().filter_map(|name| TagValue::named(name, &summary.kinds));
            let values: Vec<TagValue> = values.filter(allows).collect();
            let known = properties.iter_mut().find(|known| known.wire_name == mark.property);
            let Some(property) = known else { continue };
            match (values.as_slice(), &property.presence) {
                ([value], Presence::Required) if property.value.null == Nullability::Never => {
                    property.presence = Presence::Constant(value.clone().into());
                    property.value = Use::of(match value {
                        TagValue::Text(_) => Expr::Text,
                        TagValue::Integer(_) => Expr::Integer,
                        TagValue::Boolean(_) => Expr::Boolean,
                    });
                }
                ([], _) | (_, Presence::Constant(_)) => {}
                (values, _) => {
                    let text = |value: &TagValue| Json::from(value.clone()).to_string();
                    property.value.limits = vec![Limit::OneOf(values.iter().map(text).collect())];
                }
            }
        }
    }
}
