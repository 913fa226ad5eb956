//! The types that are being built. A slot is reserved before its schema is lowered, so that a
//! schema that leads back to itself finds it, and filled once that is done.

use foldhash::HashMap;

use crate::api::{self, Docs, Expr, KeywordOrValue, Naming, Origin, Shape, Type, TypeId, Use};
use crate::pointer::Place;

/// The types so far.
#[derive(Default)]
pub(super) struct Types {
    /// A slot is empty while its type is being lowered.
    slots: Vec<Option<Type>>,
    by_place: HashMap<Place, TypeId>,
    /// The keywords-or-values, of which there are no more than kinds of numbers.
    keywords_or_values: Vec<TypeId>,
}

impl Types {
    /// Reserves the slot of what stands at a place.
    pub(super) fn reserve(&mut self, place: &Place) -> TypeId {
        let id = TypeId(self.slots.len() as u32);
        self.slots.push(None);
        self.by_place.insert(place.clone(), id);
        id
    }

    /// Reserves a slot that no place owns, as what stands there is used in another way elsewhere.
    pub(super) fn reserve_unplaced(&mut self) -> TypeId {
        let id = TypeId(self.slots.len() as u32);
        self.slots.push(None);
        id
    }

    /// Adds a type that no place owns.
    pub(super) fn add(&mut self, added: Type) -> TypeId {
        let id = self.reserve_unplaced();
        self.fill(id, added);
        id
    }

    /// Fills a slot that was reserved.
    pub(super) fn fill(&mut self, id: TypeId, filled: Type) {
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            *slot = Some(filled);
        }
    }

    /// The type of what stands at a place, filled or not.
    pub(super) fn at(&self, place: &Place) -> Option<TypeId> {
        self.by_place.get(place).copied()
    }

    /// The type that all places share whose value is a keyword or a number of a kind. From now on
    /// it knows the keywords of one more place.
    pub(super) fn keyword_or_value(&mut self, value: Expr, listed: &[String]) -> TypeId {
        let known = self.keywords_or_values.iter().copied();
        for id in known {
            if let Some(Some(Type { shape: Shape::KeywordOrValue(shared), .. })) =
                self.slots.get_mut(id.0 as usize)
                && shared.value == value
            {
                let new = listed.iter().filter(|keyword| !shared.keywords.contains(keyword));
                let new: Vec<String> = new.cloned().collect();
                shared.keywords.extend(new);
                return id;
            }
        }
        let id = TypeId(self.slots.len() as u32);
        // No place owns a type that all places share, so it is known by its kind.
        let (pointer, preferred_name) = match value {
            Expr::Integer => ("keyword or integer", "KeywordOrInteger"),
            _ => ("keyword or number", "KeywordOrNumber"),
        };
        let origin = Origin {
            pointer: pointer.to_owned(),
            naming: Naming::Shared,
            preferred_name: preferred_name.to_owned(),
        };
        let shape = Shape::KeywordOrValue(KeywordOrValue {
            keywords: listed.to_vec(),
            dropped: Vec::new(),
            value,
        });
        self.slots.push(Some(Type::new(origin, Docs::default(), shape)));
        self.keywords_or_values.push(id);
        id
    }

    /// The shape of a type; none while it is being lowered.
    pub(super) fn shape(&self, id: TypeId) -> Option<&Shape> {
        Some(&self.slots.get(id.0 as usize)?.as_ref()?.shape)
    }

    /// The expression behind names that are only names, as far as they are known.
    pub(super) fn underlying<'a>(&'a self, expr: &'a Expr) -> &'a Expr {
        api::underlying(expr, self.slots.len(), |id| self.shape(id))
    }

    /// All of them, by their numbers.
    pub(super) fn into_types(self) -> Vec<Type> {
        self.slots.into_iter().map(|slot| slot.unwrap_or_else(unfilled)).collect()
    }
}

/// Each slot is filled before the schema that reserved it is done; were one not, indices must not move.
fn unfilled() -> Type {
    let origin = Origin {
        pointer: String::new(),
        naming: Naming::Inline,
        preferred_name: "Unfilled".to_owned(),
    };
    Type::new(origin, Docs::default(), Shape::Alias(Use::of(Expr::Json)))
}
