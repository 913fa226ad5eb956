//! Objects: records of described properties, and maps.

use foldhash::HashSet;

use super::patterns::Undeclared;
use super::query::titled;
use super::{Lowered, Lowering, PreferredName, limits};
use crate::api::{
    Access, Deprecation, Docs, Expr, Limit, Literal, Nested, Presence, Property, Record, Rest,
    Selector, Shape, Use,
};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{Additional, JsonType, Schema};

/// What is said of a property that has one value, and hence no field to say it at.
const OF_CONSTANTS: [&str; 6] =
    ["title", "description", "default", "deprecated", "readOnly", "writeOnly"];

impl Lowering<'_> {
    /// An object.
    pub(super) fn object(
        &mut self,
        schema: &Schema,
        place: &Place,
        preferred: &PreferredName,
    ) -> Option<Lowered> {
        let has_properties = !schema.properties.is_empty() || !schema.required.is_empty();
        let is_object = match schema.types.as_slice() {
            [JsonType::Object] => true,
            [] => {
                has_properties
                    || !schema.pattern_properties.is_empty()
                    || matches!(schema.additional, Additional::Closed | Additional::Schema(_))
            }
            _ => false,
        };
        if !is_object {
            return None;
        }
        if has_properties
            || schema.additional == Additional::Closed && schema.pattern_properties.is_empty()
        {
            Some(Lowered::Shape(Shape::Record(self.record(schema, place, preferred))))
        } else {
            Some(Lowered::Use(self.map(schema, place, preferred)))
        }
    }

    /// Demands nothing that depends on others of whoever sends, where the server alone says it: it is not
    /// to be sent (OpenAPI 3.0, 4.7.24.2).
    fn forgive_read_only(
        &mut self,
        limits: &mut Vec<Limit>,
        properties: &[Property],
        place: &Place,
    ) {
        let is_read_only = |name: &String| {
            let mut known = properties.iter();
            known.any(|it| it.wire_name == *name && it.access == Access::ReadOnly)
        };
        let mut forgiven = Vec::new();
        for limit in limits.iter_mut() {
            if let Limit::Requires(_, names) = limit {
                forgiven.extend(names.extract_if(.., |name| is_read_only(name)));
            }
        }
        limits.retain(|limit| !matches!(limit, Limit::Requires(_, names) if names.is_empty()));
        for name in forgiven {
            let text = format!("that `{name}` depends on others is not checked: it is read-only");
            self.note(Code::AssertionUnchecked, place, text);
        }
    }

    fn map(&mut self, schema: &Schema, place: &Place, preferred: &PreferredName) -> Use {
        let mut map = limits::of_properties(&schema.bounds);
        let value = match self.undeclared(schema, place, preferred) {
            Undeclared::Nothing => Use::of(Expr::Json),
            Undeclared::Anything(limits) => {
                map.extend(limits);
                Use::of(Expr::Json)
            }
            Undeclared::Typed(value, limits) => {
                map.extend(limits);
                value
            }
        };
        if !value.limits.is_empty() {
            map.push(Limit::Each(value.limits));
        }
        let expr = Expr::Map(Box::new(Nested { expr: value.expr, null: value.null }));
        Use { limits: map, keywords: value.keywords, ..Use::of(expr) }
    }

    pub(super) fn record(
        &mut self,
        schema: &Schema,
        place: &Place,
        preferred: &PreferredName,
    ) -> Record {
        let mut properties = Vec::with_capacity(schema.properties.len());
        let required: HashSet<&str> = schema.required.iter().map(String::as_str).collect();
        for (name, property) in &schema.properties {
            let presence = if required.contains(name.as_str()) {
                Presence::Required
            } else {
                Presence::Optional
            };
            properties.extend(self.property(name, property, presence, place, preferred));
        }
        // A required property that nothing describes is one of the others.
        for name in &schema.required {
            if !schema.properties.iter().any(|(known, _)| known == name)
                && !properties.iter().any(|property| property.wire_name == *name)
            {
                let (value, held) = match &schema.additional {
                    Additional::Schema(others) => {
                        let value = self.use_at(others, &preferred.step("Value"));
                        (value, "is what `additionalProperties` says")
                    }
                    _ => (Use::of(Expr::Json), "may be any JSON"),
                };
                let text = format!("the required property `{name}` is not described, and {held}");
                self.note(Code::PropertyUndescribed, place, text);
                properties.push(Property {
                    wire_name: name.clone(),
                    presence: Presence::Required,
                    value,
                    docs: Docs::default(),
                    deprecation: Deprecation::Current,
                    access: Access::Both,
                });
            }
        }
        self.mark(&mut properties, schema, place);
        let mut limits = limits::of_properties(&schema.bounds);
        limits.extend(self.together(schema, &properties));
        self.forgive_read_only(&mut limits, &properties, place);
        let rest = match self.undeclared(schema, place, preferred) {
            Undeclared::Nothing => Rest::Closed,
            Undeclared::Anything(of_names) => {
                limits.extend(of_names);
                Rest::Open
            }
            Undeclared::Typed(value, of_names) => {
                limits.extend(of_names);
                Rest::Typed(value)
            }
        };
        let selector = self.selector(&properties);
        Record { properties, rest, limits, selector }
    }

    fn property(
        &mut self,
        name: &str,
        property: &Place,
        presence: Presence,
        owner: &Place,
        preferred: &PreferredName,
    ) -> Option<Property> {
        let schema = self.schemas.at(property);
        if schema.nothing {
            return None;
        }
        // A property that another schema lends keeps the name that it has there; what several describe
        // together, as a response of any result and one of a failure do, is this object's own.
        let lent = !property.is_within(owner) && !property.is_joined();
        let preferred = if lent { self.preferred_name_of(property) } else { preferred.step(name) };
        let constant = match presence {
            Presence::Required => self.schemas.constant(property),
            _ => None,
        };
        let mut docs = titled(self.schemas.docs(property), name);
        if docs.text.trim().is_empty() {
            docs.example = self.schemas.example(property);
        }
        let annotations = self.schemas.annotations(property);
        let deprecation = match annotations.is_deprecated {
            true => Deprecation::Deprecated,
            false => Deprecation::Current,
        };
        let access = match (annotations.is_read_only, annotations.is_write_only) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            _ => Access::Both,
        };
        let (presence, value) = match constant {
            Some(literal) => {
                self.report_keywords(property, &OF_CONSTANTS);
                let expr = match &literal {
                    Literal::Text(_) => Expr::Text,
                    Literal::Integer(_) => Expr::Integer,
                    Literal::Boolean(_) => Expr::Boolean,
                };
                (Presence::Constant(literal), Use::of(expr))
            }
            None => (presence, self.use_at(property, &preferred)),
        };
        Some(Property { wire_name: name.to_owned(), presence, value, docs, deprecation, access })
    }

    /// The property whose values each name a sibling that holds an object.
    fn selector(&self, properties: &[Property]) -> Option<Selector> {
        let is_choice = |property: &&Property| {
            property.presence == Presence::Optional && matches!(property.value.expr, Expr::Named(_))
        };
        let choices: HashSet<&str> = properties
            .iter()
            .filter(is_choice)
            .map(|property| property.wire_name.as_str())
            .collect();
        let mut required =
            properties.iter().filter(|property| property.presence == Presence::Required);
        required.find_map(|property| {
            let Expr::Named(id) = property.value.expr else { return None };
            let Some(Shape::OpenEnum(open)) = self.types.shape(id) else { return None };
            let siblings = open.values.iter().map(|value| value.wire.as_str());
            let siblings = siblings.filter(|value| choices.contains(value));
            let siblings: Vec<String> = siblings.map(str::to_owned).collect();
            (siblings.len() > 1)
                .then(|| Selector { property: property.wire_name.clone(), siblings })
        })
    }
}
