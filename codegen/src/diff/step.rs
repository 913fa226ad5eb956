//! Two states side by side, and what is found where they differ.

use foldhash::HashMap;

use super::{Kind, Meaning, Wire};
use crate::analysis::{self, Direction, HeldType, Pages, Slot};
use crate::api::{Api, Expr, Operation, Shape, Type, TypeId, Use};
use crate::published::{Names, Published, spell};
use crate::reconcile::identity::Matches;
use crate::reconcile::translate;

/// Two states that are walked through side by side.
pub(super) struct Step<'a> {
    /// Whether both states have what a file of published items does not keep: defaults, servers, the
    /// order of variants.
    pub(super) has_words: bool,
    pub(super) old: Walked<'a>,
    pub(super) new: Walked<'a>,
    pub(super) matches: Matches,
}

/// One state that is walked through.
pub(super) struct Walked<'a> {
    /// What is walked through.
    pub(super) api: &'a Api,
    /// The same as it is published: with the decisions on it.
    own: &'a Published,
    /// What is published.
    pub(super) published: &'a Published,
    /// The published types, by their nodes and what is asked for them to be called: two may stand at
    /// one node, a union and its base.
    places: HashMap<(&'a str, &'a str), usize>,
    pub(super) directions: Vec<Direction>,
    /// Those of the published types, which what the description dropped may reach.
    pub(super) published_directions: Vec<Direction>,
}

impl<'a> Walked<'a> {
    pub(super) fn of(own: &'a Published, published: &'a Published) -> Self {
        let api = &own.api;
        let types = published.api.types.iter().enumerate().rev();
        let places = types.map(|(index, kind)| (place(kind), index)).collect();
        Self {
            api,
            own,
            published,
            places,
            directions: analysis::directions(api),
            published_directions: analysis::directions(&published.api),
        }
    }

    /// In which directions a type goes as it is published.
    pub(super) fn published_direction(&self, id: TypeId) -> Direction {
        let place = self.places.get(&place(self.api.get(id)));
        let published = place.and_then(|index| self.published_directions.get(*index));
        published.copied().unwrap_or(self.direction(id))
    }

    pub(super) fn held(&self, id: TypeId) -> Option<&'a HeldType> {
        // Two published types may have stood in one place, one after the other.
        if std::ptr::eq(self.own, self.published) {
            return self.published.held.types.get(id.0 as usize)?.as_ref();
        }
        let place = self.places.get(&place(self.api.get(id)))?;
        self.published.held.types.get(*place)?.as_ref()
    }

    /// What a type is called.
    pub(super) fn name(&self, id: TypeId) -> String {
        match self.held(id) {
            Some(held) => held.name.clone(),
            None => self.api.get(id).origin.preferred_name.clone(),
        }
    }

    /// What a property, a value or a variant is called; its name on the wire, where it has no item.
    pub(super) fn inner(&self, id: TypeId, index: usize, wire_name: &str) -> String {
        let held = self.held(id).and_then(|held| held.inner.get(index)?.as_ref());
        let name = held.map(|held| held.name.clone()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| format!("{wire_name:?}"));
        format!("{}::{name}", self.name(id))
    }

    /// How a property's field shows presence and null.
    pub(super) fn slot(&self, id: TypeId, wire_name: &str) -> Option<Slot> {
        let held = self.held(id)?;
        let Shape::Record(record) = &self.api.get(id).shape else { return None };
        let mut properties = record.properties.iter();
        let index = properties.position(|property| property.wire_name == wire_name)?;
        held.inner.get(index)?.as_ref()?.slot
    }

    /// What an operation is called.
    pub(super) fn function(&self, operation: &Operation) -> String {
        let mut operations = self.published.api.operations.iter();
        let index = operations.position(|known| known.pointer == operation.pointer);
        let held = index.and_then(|index| self.published.held.operations.get(index)?.as_ref());
        held.map_or_else(|| operation.id.clone(), |held| held.function.clone())
    }

    /// How the pages of an operation's list follow each other.
    pub(super) fn pages(&self, operation: &Operation) -> Option<&'a Pages> {
        let mut operations = self.api.operations.iter();
        let index = operations.position(|known| known.pointer == operation.pointer)?;
        self.own.held.operations.get(index)?.as_ref()?.pages.as_ref()
    }

    /// A type at a place, as Rust spells it.
    pub(super) fn spelled(&self, used: &Use) -> String {
        let names = Names { of: &|id| self.name(id), has: &|_| false };
        let text = spell(&used.expr, &names);
        if used.null.is_never() { text } else { format!("Option<{text}>") }
    }

    /// What a type of the API is.
    pub(super) fn shape(&self, expr: &Expr) -> Option<&'a Shape> {
        match expr {
            Expr::Named(id) => Some(&self.api.get(*id).shape),
            _ => None,
        }
    }

    pub(super) fn direction(&self, id: TypeId) -> Direction {
        self.directions[id.0 as usize]
    }
}

/// Where a type stands, and what is asked for it to be called.
fn place(kind: &Type) -> (&str, &str) {
    (&kind.origin.pointer, &kind.origin.preferred_name)
}

impl Step<'_> {
    /// Whether two types of a place are one.
    pub(super) fn is_same(&self, old: &Expr, new: &Expr) -> bool {
        let unknown = TypeId(u32::MAX);
        let mut old = old.clone();
        let to = |id: TypeId| {
            let found = self.matches.types.get(&id).or(self.matches.joined.get(&id));
            found.copied().unwrap_or(unknown)
        };
        translate::expr(&mut old, &to);
        old == *new
    }
}

/// A change of which it is not settled yet what it means for the Rust.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) owner: String,
    pub(super) item: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) wire: Wire,
    pub(super) meaning: Meaning,
    pub(super) pointers: [String; 2],
}

impl Found {
    pub(super) fn new(kind: Kind, owner: impl Into<String>, item: impl Into<String>) -> Self {
        Self {
            kind,
            owner: owner.into(),
            item: item.into(),
            before: None,
            after: None,
            wire: Wire::Neither,
            meaning: Meaning::Same,
            pointers: [String::new(), String::new()],
        }
    }

    pub(super) fn between(self, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { before: Some(before.into()), after: Some(after.into()), ..self }
    }

    pub(super) fn at(self, old: &str, new: &str) -> Self {
        Self { pointers: [old.to_owned(), new.to_owned()], ..self }
    }

    pub(super) fn wire(self, wire: Wire) -> Self {
        Self { wire, ..self }
    }

    pub(super) fn silent(self) -> Self {
        Self { meaning: Meaning::Silent, ..self }
    }
}
