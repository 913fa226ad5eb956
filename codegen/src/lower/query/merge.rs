//! `allOf`, and keywords beside `$ref`: one schema that says what all of them say.

use std::rc::Rc;

use foldhash::HashSet;

use super::Schemas;
use super::assert::close_unevaluated;
use super::summary::kind_of;
use crate::api::ValueType;
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{Additional, Schema};
use crate::read::source::{Node, Value};

/// Whether a schema, its `allOf` and `$ref` apart, only annotates or narrows a value.
pub(in crate::lower) fn is_annotation_only(schema: &Schema) -> bool {
    schema.one_of.is_empty() && schema.any_of.is_empty() && has_no_structure(schema)
}

/// Whether a schema, its `oneOf` and `anyOf` apart, has nothing that makes a type.
pub(in crate::lower) fn has_no_structure(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.values.is_none()
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.pattern_properties.is_empty()
        && schema.conditional.is_empty()
        && !schema.closes_unevaluated
        && matches!(schema.additional, Additional::Unspecified | Additional::Any)
}

/// Families of families are followed so deep.
const FAMILIES: usize = 4;

impl Schemas<'_> {
    /// The schema with all that its `allOf` and its `$ref` say.
    pub(in crate::lower) fn merged(&mut self, place: &Place, schema: &Rc<Schema>) -> Rc<Schema> {
        let is_alone = schema.all_of.is_empty() && schema.reference.is_none();
        if is_alone && schema.conditional.is_empty() {
            return schema.clone();
        }
        if let Some(known) = self.merged.get(place) {
            return known.clone();
        }
        let mut seen = HashSet::from_iter([place.clone()]);
        let mut merged = self.merge_parts(place, schema, &mut seen);
        self.add_conditional(&mut merged, place);
        if merged.closes_unevaluated && merged.additional == Additional::Unspecified {
            let text = "`unevaluatedProperties` is not checked beside a union or a condition";
            self.note(Code::AssertionUnchecked, place, text);
        }
        let merged = Rc::new(merged);
        self.merged.insert(place.clone(), merged.clone());
        merged
    }

    /// Adds the properties that a value has under a condition (`then`, `else`, `dependentSchemas`):
    /// it may have them, and under which condition is not checked. What they say of properties
    /// that are there in any case holds under the condition alone, and is left out.
    fn add_conditional(&mut self, merged: &mut Schema, place: &Place) {
        let mut added: Vec<(String, Place)> = Vec::new();
        let mut open: Vec<Place> = std::mem::take(&mut merged.conditional);
        open.reverse();
        let mut seen = HashSet::default();
        while let Some(condition) = open.pop() {
            if !seen.insert(condition.clone()) {
                continue;
            }
            let schema = self.at(&condition);
            let mut within = HashSet::from_iter([condition.clone()]);
            let schema = self.merge_parts(&condition, &schema, &mut within);
            open.extend(schema.conditional);
            for (name, property) in schema.properties {
                if merged.properties.iter().any(|(known, _)| *known == name) {
                    continue;
                }
                match added.iter().position(|(known, _)| *known == name) {
                    None => added.push((name, property)),
                    Some(index) => {
                        let one = added[index].1.clone();
                        added[index].1 = self.either(one, property, place);
                    }
                }
            }
        }
        merged.properties.extend(added);
    }

    /// What two schemas say together.
    pub(in crate::lower) fn merged_with(
        &mut self,
        mut base: Schema,
        own: Schema,
        place: &Place,
    ) -> Schema {
        self.intersect(&mut base, own, place);
        base
    }

    fn merge_parts(&mut self, place: &Place, schema: &Schema, seen: &mut HashSet<Place>) -> Schema {
        let mut merged = Schema { all_of: Vec::new(), reference: None, ..schema.clone() };
        let own = std::mem::take(&mut merged.properties);
        let mut parts = schema.all_of.clone();
        if let Some(reference) = &schema.reference {
            parts.extend(self.target(reference, place));
        }
        let mut bases = Schema::default();
        for part in parts {
            // A part that is merged already, on this way or another, has said all it says.
            if !seen.insert(part.clone()) {
                continue;
            }
            let schema = self.at(&part);
            let mut schema = self.merge_parts(&part, &schema, seen);
            // A base that lists what extends it is one of a family; what extends it is not.
            let variants = self.variants(&schema);
            if variants.iter().any(|variant| self.leads_to(variant, seen, 0)) {
                (schema.one_of, schema.any_of) = (Vec::new(), Vec::new());
                schema.discriminator = None;
            }
            self.intersect(&mut bases, schema, place);
        }
        // The bases' properties come first, as a reader expects; what the schema itself says wins.
        let title = merged.title.take();
        let description = merged.description.take();
        merged.properties = own;
        let annotations = (merged.default.clone(), merged.deprecated);
        bases.title = title;
        bases.description = description.or(bases.description.take());
        self.intersect(&mut bases, merged, place);
        bases.closes_unevaluated = schema.closes_unevaluated;
        close_unevaluated(&mut bases);
        bases.default = annotations.0.or(bases.default);
        bases.deprecated = annotations.1;
        bases
    }

    /// Whether a variant is one of some places, or a union among whose variants one is.
    fn leads_to(&mut self, variant: &Place, places: &HashSet<Place>, depth: usize) -> bool {
        let Some(target) = self.follow(variant) else { return false };
        if places.contains(&target) {
            return true;
        }
        let schema = self.at(&target);
        depth < FAMILIES
            && self
                .variants(&schema)
                .iter()
                .any(|variant| self.leads_to(variant, places, depth + 1))
    }

    /// Whether a schema says, by `allOf` or `$ref`, all that another one says.
    pub(in crate::lower) fn extends(&mut self, child: &Place, base: &Place) -> bool {
        let mut seen = HashSet::default();
        let mut open = vec![child.clone()];
        while let Some(place) = open.pop() {
            let schema = self.at(&place);
            let parts =
                schema.reference.as_ref().and_then(|reference| self.target(reference, &place));
            for part in schema.all_of.iter().cloned().chain(parts) {
                let Some(part) = self.follow(&part) else { continue };
                if part == *base {
                    return true;
                }
                if seen.insert(part.clone()) {
                    open.push(part);
                }
            }
        }
        false
    }

    /// The one part of an `allOf`, or of a `$ref` with something beside it, that says what a value
    /// is, and what only annotates or narrows it around: the others and the schema itself.
    pub(in crate::lower) fn transparent(
        &mut self,
        place: &Place,
        schema: &Rc<Schema>,
    ) -> Option<(Place, Vec<Rc<Schema>>)> {
        let mut parts = schema.all_of.clone();
        if let Some(reference) = &schema.reference {
            parts.extend(self.target(reference, place));
        }
        let (mut around, mut structured) = (vec![schema.clone()], Vec::new());
        for part in parts {
            let schema = self.at(&part);
            match is_plain(&schema) {
                true => around.push(schema),
                false => structured.push(part),
            }
        }
        let only = match structured.as_slice() {
            [] => return None,
            [only] => only.clone(),
            several if several.len() <= MOST_ALIKE => {
                let mut says_all =
                    |one: &&Place| several.iter().all(|other| self.says_all_of(one, other));
                several.iter().find(|one| says_all(one))?.clone()
            }
            _ => return None,
        };
        let is_own_plain = is_annotation_only(schema);
        if !is_own_plain && !self.implies(&only, place, &LOOKED_THROUGH) {
            return None;
        }
        // What stands around may say more of the kind than the part does, which then is no name
        // for it.
        let behind = self.follow(&only)?;
        let inner = self.at(&behind);
        let inner = self.merged(&behind, &inner);
        let variants = self.variants(&inner);
        if variants.is_empty() {
            let kinds = self.summary(&behind).kinds.clone();
            let is_narrower = |around: &Rc<Schema>| !allows_kinds(around, &kinds);
            if around.iter().any(is_narrower) {
                return None;
            }
        }
        // What lists the schema as one of its variants is not what the schema is.
        let own = HashSet::from_iter([place.clone()]);
        if variants.iter().any(|variant| self.leads_to(variant, &own, 0)) {
            return None;
        }
        Some((only, around))
    }

    /// Whether one part says all that another one does: word for word, or since it extends it.
    fn says_all_of(&mut self, one: &Place, other: &Place) -> bool {
        if self.implies(one, other, &[]) {
            return true;
        }
        let schema = self.at(other);
        let target = self.pure_reference(&schema, other);
        target.is_some_and(|target| self.extends(one, &target))
    }

    /// Whether all that another place says of a value, but for some keywords, a place says, too.
    fn implies(&self, place: &Place, other: &Place, but_for: &[&str]) -> bool {
        if place == other {
            return true;
        }
        let (Ok(own), Ok(other)) = (self.document.node(place), self.document.node(other)) else {
            return false;
        };
        let behind = self.document.follow(place).ok();
        let behind = behind.and_then(|place| self.document.node(&place).ok());
        let says = |node: &Node, name: &str, value: &Node| {
            node.get(name).is_some_and(|own| is_same(own, value))
        };
        let Some(keywords) = other.object() else { return false };
        let asserted = keywords.iter().filter(|(name, _)| asserts(name));
        asserted.filter(|(name, _)| !but_for.contains(&name.as_str())).all(|(name, value)| {
            says(own, name, value) || behind.is_some_and(|behind| says(behind, name, value))
        })
    }

    /// Whether two places say the same, word for word.
    pub(super) fn says_the_same(&self, one: &Place, other: &Place) -> bool {
        one == other
            || match (self.document.node(one), self.document.node(other)) {
                (Ok(one), Ok(other)) => one_file(one, other) && is_same(one, other),
                _ => false,
            }
    }
}

/// Whether references in two nodes are relative to the same file.
fn one_file(one: &Node, other: &Node) -> bool {
    one.location.file == other.location.file
}

/// Whether two nodes hold the same, wherever they stand.
fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Object(own), Value::Object(others)) => {
            own.len() == others.len()
                && own
                    .iter()
                    .all(|(name, own)| others.get(name).is_some_and(|other| is_same(own, other)))
        }
        (Value::List(own), Value::List(others)) => {
            own.len() == others.len()
                && own.iter().zip(others).all(|(own, other)| is_same(own, other))
        }
        (Value::Null, Value::Null) => true,
        (Value::Boolean(own), Value::Boolean(other)) => own == other,
        (Value::Number(own), Value::Number(other)) => own == other,
        (Value::String(own), Value::String(other)) => own == other,
        _ => false,
    }
}

/// How many parts are held against each other.
const MOST_ALIKE: usize = 6;

/// Whether a part of an `allOf` says nothing that a type is made of.
pub(super) fn is_plain(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.not.is_none()
        && !schema.nothing
        && !schema.only_null
        && is_annotation_only(schema)
}

/// Whether a schema allows values of all these kinds; of none that are known, it has to allow any.
fn allows_kinds(schema: &Schema, kinds: &[ValueType]) -> bool {
    let allows = |kind: &ValueType| {
        schema.types.iter().any(|own| {
            let own = kind_of(*own);
            own == *kind || own == ValueType::Number && *kind == ValueType::Integer
        })
    };
    schema.types.is_empty() || !kinds.is_empty() && kinds.iter().all(allows)
}

/// The keywords of a schema by which its parts are found.
const LOOKED_THROUGH: [&str; 2] = ["allOf", "$ref"];

/// Whether a keyword says something of values, and is more than an annotation (JSON Schema
/// Validation, section 9; OpenAPI 3.1, section 4.8.24.2).
fn asserts(keyword: &str) -> bool {
    !keyword.starts_with("x-")
        && !matches!(
            keyword,
            "title"
                | "description"
                | "default"
                | "deprecated"
                | "readOnly"
                | "writeOnly"
                | "example"
                | "examples"
                | "externalDocs"
                | "xml"
                | "nullable"
                | "$comment"
        )
}
