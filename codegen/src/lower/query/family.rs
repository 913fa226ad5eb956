//! Families: a base with a `discriminator`, and the components that extend it by `allOf` (OpenAPI
//! 3.1, section 4.8.25.2). Which children a base has, and under which value of the property each
//! is known.

use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::Schemas;
use crate::pointer::{Place, Pointer};
use crate::read::operation::names;
use crate::read::schema::{Discriminator, Schema};

/// What a child of a family has in the property that says which child an object is.
pub(in crate::lower) struct Mark {
    /// The name of the property.
    pub(in crate::lower) property: String,
    /// The values that mean this child.
    pub(in crate::lower) values: Vec<String>,
}

/// Which components extend which places by `allOf`, directly, in the order of the document.
pub(super) type Children = HashMap<Place, Vec<Place>>;

impl Schemas<'_> {
    /// The discriminator of a base whose variants are the components that extend it.
    pub(in crate::lower) fn base_discriminator(&mut self, place: &Place) -> Option<Discriminator> {
        let schema = self.at(place);
        let discriminator = schema.discriminator.clone()?;
        (schema.one_of.is_empty() && schema.any_of.is_empty() && schema.reference.is_none())
            .then_some(discriminator)
    }

    /// The components that extend a base, directly or not, in the order of the document; not those
    /// that extend one which has a discriminator of its own.
    pub(in crate::lower) fn family(&mut self, base: &Place) -> Vec<Place> {
        let children = self.children();
        let mut found = HashSet::default();
        let mut open = vec![base.clone()];
        while let Some(place) = open.pop() {
            for child in children.get(&place).into_iter().flatten() {
                if child != base
                    && found.insert(child.clone())
                    && self.base_discriminator(child).is_none()
                {
                    open.push(child.clone());
                }
            }
        }
        let components = self.components();
        components.into_iter().filter(|component| found.contains(component)).collect()
    }

    /// The values by which a child is known to a base, and those by which its own children are.
    pub(in crate::lower) fn values_of_child(
        &mut self,
        discriminator: &Discriminator,
        child: &Place,
    ) -> Vec<String> {
        let mut values = self.values_of(discriminator, child);
        if self.base_discriminator(child).is_some() {
            for grandchild in self.family(child) {
                values.extend(self.values_of_child(discriminator, &grandchild));
            }
        }
        super::once_each(values)
    }

    /// What an object has in the properties by which the bases that it extends know it.
    pub(in crate::lower) fn marks(&mut self, place: &Place) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        if !is_component(place) {
            return marks;
        }
        let mut seen = HashSet::from_iter([place.clone()]);
        let mut open = vec![place.clone()];
        while let Some(at) = open.pop() {
            for part in self.at(&at).all_of.clone() {
                let Ok(part) = self.document.follow(&part) else { continue };
                if !seen.insert(part.clone()) {
                    continue;
                }
                let discriminator = self.at(&part).discriminator.clone();
                if let Some(discriminator) = discriminator
                    && marks.iter().all(|mark| mark.property != discriminator.property)
                {
                    let values = self.values_of(&discriminator, place);
                    marks.push(Mark { property: discriminator.property, values });
                }
                open.push(part);
            }
        }
        marks
    }

    /// Whether a component extends a base by which it is known, even if it adds nothing: one
    /// without variants, or with it among them.
    pub(in crate::lower) fn is_child(&mut self, place: &Place, part: &Place) -> bool {
        if !is_component(place) || self.at(place).reference.is_some() {
            return false;
        }
        let Ok(base) = self.document.follow(part) else { return false };
        let schema = self.at(&base);
        let variants = self.variants(&schema);
        let is_it =
            |variant: &Place| self.document.follow(variant).is_ok_and(|target| target == *place);
        schema.discriminator.is_some() && (variants.is_empty() || variants.iter().any(is_it))
    }

    /// The values that are mapped to a component, or its name.
    fn values_of(&mut self, discriminator: &Discriminator, child: &Place) -> Vec<String> {
        let name = child.pointer.last().unwrap_or_default();
        let is_it = |target: &String| {
            *target == name
                || self.document.resolve(target, child).is_ok_and(|target| {
                    self.document.follow(&target).is_ok_and(|target| target == *child)
                })
        };
        let mapped = discriminator.mapping.iter().filter(|(_, target)| is_it(target));
        let mapped: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        if mapped.is_empty() { vec![name] } else { mapped }
    }

    fn children(&mut self) -> Rc<Children> {
        if let Some(children) = &self.children {
            return children.clone();
        }
        let mut children = Children::default();
        for component in self.components() {
            let schema: Rc<Schema> = self.at(&component);
            for part in &schema.all_of {
                if let Ok(base) = self.document.follow(part)
                    && base != *part
                {
                    children.entry(base).or_default().push(component.clone());
                }
            }
        }
        let children = Rc::new(children);
        self.children = Some(children.clone());
        children
    }

    fn components(&self) -> Vec<Place> {
        let schemas = Place::in_document(Pointer::root().child("components").child("schemas"));
        let schemas = self.document.follow(&schemas).unwrap_or(schemas);
        let names = names(self.document, &schemas);
        names.iter().map(|name| self.document.through_files(schemas.child(name))).collect()
    }
}

/// Whether a place is that of a component of the document or of a schema that is a file.
fn is_component(place: &Place) -> bool {
    let segments: Vec<String> = place.pointer.segments().collect();
    matches!(segments.as_slice(), [components, schemas, _] if components == "components" && schemas == "schemas")
}
