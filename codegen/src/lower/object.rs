//! Objects: records of described members, and maps.

use foldhash::HashSet;
use serde_json::Value as Json;

use super::{Lowered, Lowering, Wish, limits};
use crate::api::{
    Access, Deprecation, Docs, Expr, Limit, Literal, Member, Nested, Nullability, Presence, Record,
    Rest, Selector, Shape, Use,
};
use crate::pointer::Place;
use crate::read::schema::{Additional, JsonType, Schema};
use crate::report::GuessKind;

impl Lowering<'_> {
    /// An object.
    pub(super) fn object(
        &mut self,
        schema: &Schema,
        place: &Place,
        wish: &Wish,
    ) -> Option<Lowered> {
        let has_members = !schema.properties.is_empty() || !schema.required.is_empty();
        let is_object = match schema.types.as_slice() {
            [JsonType::Object] => true,
            [] => {
                has_members
                    || !schema.pattern_properties.is_empty()
                    || matches!(schema.additional, Additional::Closed | Additional::Schema(_))
            }
            _ => false,
        };
        if !is_object {
            return None;
        }
        if has_members
            || schema.additional == Additional::Closed && schema.pattern_properties.is_empty()
        {
            Some(Lowered::Shape(Shape::Record(self.record(schema, place, wish))))
        } else {
            Some(Lowered::Use(self.map(schema, wish)))
        }
    }

    fn map(&mut self, schema: &Schema, wish: &Wish) -> Use {
        let values = match (&schema.additional, schema.pattern_properties.as_slice()) {
            (Additional::Schema(values), _) => Some(values.clone()),
            (Additional::Closed | Additional::Unsaid, [(_, values)]) => Some(values.clone()),
            _ => None,
        };
        let value = match values {
            Some(values) => self
                .use_at(&values, &Wish { property: wish.property.clone(), ..wish.step("Value") }),
            None => Use::of(Expr::Json),
        };
        let mut map = limits::of_members(&schema.bounds);
        if !value.limits.is_empty() {
            map.push(Limit::Each(value.limits));
        }
        map.extend(self.name_limits(schema));
        let expr = Expr::Map(Box::new(Nested { expr: value.expr, null: value.null }));
        Use { expr, null: Nullability::Never, limits: map }
    }

    fn name_limits(&mut self, schema: &Schema) -> Option<Limit> {
        let names = self.schema(schema.property_names.as_ref()?);
        let limits = limits::of(&names.bounds, &Expr::Text);
        (!limits.is_empty()).then_some(Limit::Names(limits))
    }

    fn record(&mut self, schema: &Schema, place: &Place, wish: &Wish) -> Record {
        if self.schema(place).discriminator.is_some() {
            let text =
                "its `discriminator` is that of a base; what a child adds is kept in `extra`";
            self.guess(GuessKind::Skipped, place, text);
        }
        let mut members = Vec::with_capacity(schema.properties.len());
        let required: HashSet<&str> = schema.required.iter().map(String::as_str).collect();
        for (name, property) in &schema.properties {
            let presence = if required.contains(name.as_str()) {
                Presence::Required
            } else {
                Presence::Optional
            };
            members.extend(self.member(name, property, presence, place, wish));
        }
        // A required member that nothing describes holds any JSON.
        for name in &schema.required {
            if !schema.properties.iter().any(|(known, _)| known == name)
                && !members.iter().any(|member| member.wire_name == *name)
            {
                members.push(Member {
                    wire_name: name.clone(),
                    presence: Presence::Required,
                    value: Use::of(Expr::Json),
                    docs: Docs::default(),
                    deprecation: Deprecation::Current,
                    access: Access::Both,
                });
            }
        }
        let rest = match &schema.additional {
            Additional::Closed if schema.pattern_properties.is_empty() => Rest::Closed,
            Additional::Schema(values) => {
                let value = self.use_at(values, &wish.step("Value"));
                if value.expr == Expr::Json { Rest::Open } else { Rest::Typed(value) }
            }
            _ => Rest::Open,
        };
        let selector = self.selector(&members);
        Record { members, rest, limits: limits::of_members(&schema.bounds), selector }
    }

    fn member(
        &mut self,
        name: &str,
        property: &Place,
        presence: Presence,
        owner: &Place,
        wish: &Wish,
    ) -> Option<Member> {
        let schema = self.schema(property);
        if schema.nothing {
            return None;
        }
        // A member that another schema lends keeps the name that it has there.
        let lent = !property.pointer.as_str().starts_with(owner.pointer.as_str());
        let wish = if lent { self.wish_of(property) } else { wish.property(name) };
        let constant = match presence {
            Presence::Required => self.constant(property),
            _ => None,
        };
        let docs = self.docs(property);
        let deprecation =
            if schema.deprecated { Deprecation::Deprecated } else { Deprecation::Current };
        let access = match (schema.read_only, schema.write_only) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            _ => Access::Both,
        };
        let (presence, value) = match constant {
            Some(literal) => {
                let expr = match &literal {
                    Literal::Text(_) => Expr::Text,
                    Literal::Integer(_) => Expr::Integer,
                    Literal::Boolean(_) => Expr::Boolean,
                };
                (Presence::Constant(literal), Use::of(expr))
            }
            None => (presence, self.use_at(property, &wish)),
        };
        Some(Member { wire_name: name.to_owned(), presence, value, docs, deprecation, access })
    }

    /// The one value that a schema allows.
    pub(super) fn constant(&mut self, place: &Place) -> Option<Literal> {
        if self.nullability(place) == Nullability::Nullable {
            return None;
        }
        let profile = self.profile(place);
        match profile.values.as_deref() {
            Some([Json::String(text)]) => Some(Literal::Text(text.clone())),
            Some([Json::Number(number)]) => number.as_i64().map(Literal::Integer),
            Some([Json::Bool(boolean)]) => Some(Literal::Boolean(*boolean)),
            _ => None,
        }
    }

    /// The member whose values each name a sibling that holds an object.
    fn selector(&self, members: &[Member]) -> Option<Selector> {
        let is_choice = |member: &&Member| {
            member.presence == Presence::Optional && matches!(member.value.expr, Expr::Named(_))
        };
        let choices: HashSet<&str> =
            members.iter().filter(is_choice).map(|member| member.wire_name.as_str()).collect();
        let mut required = members.iter().filter(|member| member.presence == Presence::Required);
        required.find_map(|member| {
            let Expr::Named(id) = member.value.expr else { return None };
            let Some(Some(named)) = self.types.get(id.0 as usize) else { return None };
            let Shape::OpenEnum(open) = &named.shape else { return None };
            let siblings = open.values.iter().filter(|value| choices.contains(value.as_str()));
            let siblings: Vec<String> = siblings.cloned().collect();
            (siblings.len() > 1).then(|| Selector { member: member.wire_name.clone(), siblings })
        })
    }
}
