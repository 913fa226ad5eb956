//! `oneOf` and `anyOf`, and schemas of several types.
//!
//! The cascade, first match wins:
//! 1. arms that only add assertions to the object around them make no union;
//! 2. strings, some of them listed: an open enum;
//! 3. listed strings or a number: a sentinel-or-value;
//! 4. numbers alone: a number;
//! 5. anything else: a union, each arm recognised by its tag or by its kind. Arms
//!    that neither tells apart are tried in order when a value arrives.
//!
//! A tag is a required member that holds different words in the arms. It is taken
//! from `discriminator`, or found, which is reported as a guess.

use std::rc::Rc;

use foldhash::HashSet;

use super::{Lowered, Lowering, Wish, limits, merge};
use crate::api::{
    Absence, Arm, Docs, Expr, Kind, Naming, Nullability, OpenEnum, Sentinel, Shape, Union, Use,
    When,
};
use crate::ident;
use crate::pointer::Place;
use crate::read::schema::{JsonType, Schema};
use crate::report::GuessKind;

use super::profile::{Fixity, Profile, Tag, once_each};

impl Lowering<'_> {
    /// A union of schemas.
    pub(super) fn union(&mut self, schema: &Schema, place: &Place, wish: &Wish) -> Option<Lowered> {
        let arms = self.arms(schema);
        if arms.is_empty() || self.only_assert(schema, &arms) {
            return None;
        }
        let profiles: Vec<Rc<Profile>> = arms.iter().map(|arm| self.profile(arm)).collect();
        if merge::has_no_structure(schema) {
            let simple =
                self.open_enum(&profiles).or_else(|| self.sentinel(&profiles, &arms, wish, place));
            if simple.is_some() {
                return simple;
            }
        }
        Some(self.general_union(schema, &arms, &profiles, place, wish))
    }

    /// A schema of several types: a union of what it is as each of them.
    pub(super) fn several_types(
        &mut self,
        schema: &Schema,
        place: &Place,
        wish: &Wish,
    ) -> Option<Lowered> {
        let [_, _, ..] = schema.types.as_slice() else { return None };
        let mut arms = Vec::new();
        for kind in &schema.types {
            let single = Schema { types: vec![*kind], ..schema.clone() };
            let (name, kinds) = match kind {
                JsonType::Boolean => ("Boolean", Kind::Boolean),
                JsonType::Integer => ("Integer", Kind::Integer),
                JsonType::Number => ("Number", Kind::Number),
                JsonType::String => ("String", Kind::String),
                JsonType::Array => ("List", Kind::List),
                JsonType::Object => ("Object", Kind::Object),
            };
            let value = match self.classified(&single, place, &wish.step(name)) {
                Lowered::Use(used) => used,
                Lowered::Shape(shape) => self.inline(place, &wish.step(name), shape),
            };
            // Every integer is a number too.
            let kinds = match kind {
                JsonType::Number if !schema.types.contains(&JsonType::Integer) => {
                    vec![Kind::Integer, Kind::Number]
                }
                _ => vec![kinds],
            };
            arms.push(Arm {
                wish: name.to_owned(),
                when: When::Kind(kinds),
                value,
                docs: Docs::default(),
            });
        }
        Some(Lowered::Shape(Shape::Union(Union { arms })))
    }

    /// Whether the arms only say which members of the schema around them have to be there.
    fn only_assert(&mut self, schema: &Schema, arms: &[Place]) -> bool {
        !schema.properties.is_empty()
            && arms.iter().all(|arm| {
                let arm = self.schema(arm);
                let narrowed = Schema { required: Vec::new(), ..(*arm).clone() };
                arm.reference.is_none()
                    && arm.all_of.is_empty()
                    && merge::is_annotation_only(&narrowed)
                    && matches!(arm.types.as_slice(), [] | [JsonType::Object])
            })
    }

    /// Strings, some of them listed.
    fn open_enum(&mut self, profiles: &[Rc<Profile>]) -> Option<Lowered> {
        if !profiles.iter().all(|profile| profile.is_text()) {
            return None;
        }
        let words = profiles.iter().filter_map(|profile| profile.words()).flatten().collect();
        let words: Vec<String> = once_each(words);
        Some(if words.is_empty() {
            Lowered::Use(Use::of(Expr::Text))
        } else {
            Lowered::Shape(Shape::OpenEnum(OpenEnum { words }))
        })
    }

    /// Listed strings or a number, or numbers alone.
    fn sentinel(
        &mut self,
        profiles: &[Rc<Profile>],
        arms: &[Place],
        wish: &Wish,
        place: &Place,
    ) -> Option<Lowered> {
        let mut words: Vec<String> = Vec::new();
        let mut numeric = None;
        for (profile, arm) in profiles.iter().zip(arms) {
            match profile.words() {
                Some(listed) => words.extend(listed),
                None if profile.is_numeric() && numeric.is_none() => numeric = Some((profile, arm)),
                None => return None,
            }
        }
        let words = once_each(words);
        let (profile, arm) = numeric?;
        let Ok(arm) = self.document.follow(arm) else { return None };
        let bounds = self.schema(&arm).bounds.clone();
        let (value, kind) = if profile.kinds == [Kind::Integer] {
            (Expr::Integer, "integer")
        } else {
            (Expr::Number, "number")
        };
        let limits = limits::of(&bounds, &value);
        let shape = Shape::Sentinel(Sentinel { words: words.clone(), value });
        let Some(property) = &wish.property else { return Some(Lowered::Shape(shape)) };
        let key = (property.clone(), words, kind);
        let id = match self.shared.get(&key) {
            Some(id) => *id,
            None => {
                let id = self.reserve(place);
                let wish = ident::pascal(property);
                self.fill(id, place, Naming::Shared, wish, shape);
                if let Some(Some(shared)) = self.types.get_mut(id.0 as usize) {
                    // No place owns a type that many share, so it is known by its property and kind.
                    shared.docs = Docs::default();
                    shared.origin.pointer = format!("{property}: {} or {kind}", key.1.join(", "));
                }
                self.shared.insert(key, id);
                id
            }
        };
        // The limits belong to the member, not to the type that members share.
        self.by_place.remove(place);
        Some(Lowered::Use(Use { expr: Expr::Named(id), null: Nullability::Never, limits }))
    }

    fn general_union(
        &mut self,
        schema: &Schema,
        places: &[Place],
        profiles: &[Rc<Profile>],
        place: &Place,
        wish: &Wish,
    ) -> Lowered {
        let tag = self.tag(schema, profiles, place);
        let mut arms: Vec<Arm> = Vec::new();
        for (index, (arm, profile)) in places.iter().zip(profiles).enumerate() {
            let when = self.recognised(schema, arm, profile, tag.as_deref(), profiles);
            let name = self.arm_name(arm, &when, profile, index, wish);
            let value = self.arm_value(schema, arm, &wish.step(&name));
            let value = Use { null: Nullability::Never, ..value };
            // Two arms of one Rust type, recognised in the same way, are one arm.
            let is_known = |known: &Arm| known.value.expr == value.expr && known.when == when;
            if !arms.iter().any(is_known) {
                let docs = Docs { default: None, format: None, ..self.docs(arm) };
                arms.push(Arm { wish: name, when, value, docs });
            }
        }
        match arms.as_slice() {
            [only] => Lowered::Use(only.value.clone()),
            _ => Lowered::Shape(Shape::Union(Union { arms })),
        }
    }

    /// The member that tells the arms apart: the declared one, or the first that has
    /// words in every arm that is an object, or else in most of them.
    fn tag(&mut self, schema: &Schema, profiles: &[Rc<Profile>], place: &Place) -> Option<String> {
        if let Some(discriminator) = &schema.discriminator {
            return Some(discriminator.property.clone());
        }
        let objects: Vec<&Rc<Profile>> =
            profiles.iter().filter(|profile| profile.may_be_object()).collect();
        let mut best: Option<(usize, &str)> = None;
        for candidate in objects.iter().flat_map(|profile| &profile.tags) {
            let name = &candidate.property;
            let tags: Vec<&Tag> = objects.iter().filter_map(|arm| arm.tag(name)).collect();
            if tells_apart(&tags) && best.is_none_or(|(count, _)| tags.len() > count) {
                best = Some((tags.len(), name));
            }
        }
        let name = best.map(|(_, name)| name.to_owned())?;
        if objects.len() > 1 {
            self.guess(GuessKind::Tag, place, format!("`{name}` tells the arms apart"));
        }
        Some(name)
    }

    /// How the value of an arm is recognised.
    fn recognised(
        &mut self,
        schema: &Schema,
        arm: &Place,
        profile: &Profile,
        tag: Option<&str>,
        profiles: &[Rc<Profile>],
    ) -> When {
        let by_kind = || When::Kind(kinds_of(profile, profiles, tag));
        let Some(property) = tag else { return by_kind() };
        if profile.kinds != [Kind::Object] {
            return by_kind();
        }
        let property = property.to_owned();
        let Some(own) = profile.tag(&property) else {
            let words = self.mapped_words(schema, arm);
            if words.is_empty() {
                return by_kind();
            }
            let is_required = profile.required.contains(&property);
            let absence = if is_required { Absence::Never } else { Absence::Possible };
            return When::Tag { property, words, absence };
        };
        let objects = profiles.iter().filter(|profile| profile.may_be_object()).count();
        let tagged = profiles.iter().filter(|profile| profile.tag(&property).is_some()).count();
        if own.words.len() > 1 && own.absence == Absence::Never && tagged == 1 && objects > 1 {
            // A union with this tag among other objects: it also keeps words it does not know.
            return When::AnyTag(property);
        }
        When::Tag { property, words: own.words.clone(), absence: own.absence }
    }

    /// The values that a declared discriminator maps to an arm: by its mapping, or by
    /// the name of the component (OpenAPI 3.1, section 4.8.25).
    fn mapped_words(&mut self, schema: &Schema, arm: &Place) -> Vec<String> {
        let Some(discriminator) = &schema.discriminator else { return Vec::new() };
        let arm_schema = self.schema(arm);
        let Some(reference) = &arm_schema.reference else { return Vec::new() };
        let name = reference.rsplit('/').next().unwrap_or_default();
        let mapped: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| target == reference || target == name)
            .map(|(word, _)| word.clone())
            .collect();
        if mapped.is_empty() { vec![name.to_owned()] } else { mapped }
    }

    /// What the variant would like to be called: the word of its tag, its component's name
    /// (without that of the union, where it begins with it), its title, or its kind.
    fn arm_name(
        &mut self,
        arm: &Place,
        when: &When,
        profile: &Profile,
        index: usize,
        wish: &Wish,
    ) -> String {
        if let When::Tag { words, .. } = when
            && let [word] = words.as_slice()
        {
            return ident::pascal(word);
        }
        let schema = self.schema(arm);
        if let Some(reference) = &schema.reference {
            let name = ident::pascal(reference.rsplit('/').next().unwrap_or_default());
            return shortened(&name, arm, wish);
        }
        if let Some(title) = &schema.title {
            return ident::pascal(title);
        }
        let kind = match profile.kinds.as_slice() {
            [Kind::Boolean] => "Boolean",
            [Kind::Integer] => "Integer",
            [Kind::Number] | [Kind::Number, Kind::Integer] | [Kind::Integer, Kind::Number] => {
                "Number"
            }
            [Kind::String] => "String",
            [Kind::List] => "List",
            [Kind::Object] => "Object",
            _ => "",
        };
        if kind.is_empty() { format!("Arm{}", index + 1) } else { kind.to_owned() }
    }

    /// The type of an arm; the members of a schema around the arms are the arms' too.
    fn arm_value(&mut self, around: &Schema, arm: &Place, wish: &Wish) -> Use {
        if around.properties.is_empty() {
            return self.use_at(arm, wish);
        }
        let Ok(target) = self.document.follow(arm) else { return Use::of(Expr::Json) };
        let schema = self.schema(&target);
        let own = Rc::unwrap_or_clone(self.merged(&target, &schema));
        let base = Schema {
            one_of: Vec::new(),
            any_of: Vec::new(),
            description: None,
            title: None,
            ..around.clone()
        };
        let both = self.merged_with(base, own, arm);
        match self.classified(&both, arm, wish) {
            Lowered::Use(used) => used,
            Lowered::Shape(shape) => self.inline(arm, wish, shape),
        }
    }

    /// Gives a shape a type of its own, named by where it stands.
    fn inline(&mut self, place: &Place, wish: &Wish, shape: Shape) -> Use {
        let id = self.reserve(place);
        self.by_place.remove(place);
        self.fill(id, place, Naming::Inline, wish.text.clone(), shape);
        Use::of(Expr::Named(id))
    }
}

/// A component's name without that of the union, or of the component that the union
/// stands in, where it begins with it.
fn shortened(name: &str, arm: &Place, wish: &Wish) -> String {
    let owner =
        arm.pointer.segments().nth(2).map(|owner| ident::pascal(&owner)).unwrap_or_default();
    let is_name = |short: &&str| short.starts_with(|first: char| first.is_ascii_uppercase());
    let short = [wish.text.as_str(), owner.as_str()]
        .into_iter()
        .filter_map(|prefix| name.strip_prefix(prefix))
        .find(is_name);
    short.unwrap_or(name).to_owned()
}

/// Whether the words of a member say which arm is meant. A member with one word in each
/// type does, unless it is the same in all; one that varies within a type only where no
/// two arms share a word. Arms that share one are tried in order.
fn tells_apart(tags: &[&Tag]) -> bool {
    let all: Vec<&String> = tags.iter().flat_map(|tag| &tag.words).collect();
    let distinct: HashSet<&String> = all.iter().copied().collect();
    let is_fixed = tags.iter().all(|tag| tag.fixity == Fixity::Fixed);
    let differs = tags.len() < 2 || tags.iter().any(|tag| tag.words != tags[0].words);
    distinct.len() == all.len() || is_fixed && differs
}

/// The kinds that mean an arm. An arm of numbers takes integers where no other arm does;
/// an arm that may be anything takes every kind that no other arm has, and what of the
/// others does not fit them.
fn kinds_of(profile: &Profile, profiles: &[Rc<Profile>], tag: Option<&str>) -> Vec<Kind> {
    let is_tagged = |other: &Profile| tag.is_some_and(|tag| other.tag(tag).is_some());
    let others = |kind: Kind| {
        let has = |other: &&Rc<Profile>| other.kinds.contains(&kind);
        profiles.iter().filter(has).any(|other| kind != Kind::Object || !is_tagged(other))
    };
    let mut kinds = profile.kinds.clone();
    if kinds.is_empty() {
        let all =
            [Kind::Boolean, Kind::Integer, Kind::Number, Kind::String, Kind::List, Kind::Object];
        // An object or a list may be of that kind and still not fit the other arm.
        let may_misfit = |kind: &Kind| matches!(kind, Kind::Object | Kind::List);
        kinds = all.into_iter().filter(|kind| may_misfit(kind) || !others(*kind)).collect();
    }
    if kinds.contains(&Kind::Number) && !others(Kind::Integer) && !kinds.contains(&Kind::Integer) {
        kinds.push(Kind::Integer);
    }
    kinds
}
