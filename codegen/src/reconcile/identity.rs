//! Which published types are which of the description: a component by its place in the document, what is
//! within by its wire name, a variant by its tag; never by where it stands in an array or a map.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use foldhash::HashMap;

use super::alike::{Likeness, is_same_kind, likeness, told_by};
use super::calls::{self, path_parameters};
use super::variants::Variants;
use crate::api::{
    Api, Body, Content, Deprecation, Expr, Naming, Operation, Representation, Rest, Shape, TypeId,
    Union, Use,
};

/// What was found again.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// The types of the description, by the published ones.
    pub(crate) types: HashMap<TypeId, TypeId>,
    /// The published types, by those of the description.
    pub(crate) published: HashMap<TypeId, TypeId>,
    /// Published types that have become one with another.
    pub(crate) joined: HashMap<TypeId, TypeId>,
    /// The published operation of each operation of the description.
    pub(crate) operations: Vec<Option<usize>>,
}

/// Finds what was published in what is described now.
pub(crate) fn find(old: &Api, new: &Api) -> Matches {
    let inline = old.ids().filter(|id| {
        let kind = old.get(*id);
        kind.origin.naming == Naming::Inline
            && kind.deprecation != Deprecation::Dropped
            && !is_in_array(&kind.origin.pointer)
    });
    let places = inline.map(|id| (old.get(id).origin.pointer.as_str(), id)).collect();
    let found = Matches::default();
    let (waiting, doubtful) = (VecDeque::new(), BinaryHeap::new());
    let mut search = Search { old, new, places, found, waiting, doubtful };
    search.components();
    search.operations();
    search.follow();
    search.by_place();
    search.follow();
    search.renamed();
    search.follow();
    search.settle();
    search.found
}

struct Search<'a> {
    old: &'a Api,
    new: &'a Api,
    /// The published inline types, by where they stood.
    places: HashMap<&'a str, TypeId>,
    found: Matches,
    waiting: VecDeque<(TypeId, TypeId)>,
    /// Types of one place that are alike, and not the same: the most alike first, and then those that
    /// were come by first.
    doubtful: BinaryHeap<(Likeness, Reverse<(TypeId, TypeId)>)>,
}

impl Search<'_> {
    fn keep(&mut self, old: TypeId, new: TypeId) {
        self.found.types.insert(old, new);
        self.found.published.insert(new, old);
        self.waiting.push_back((old, new));
    }

    fn components(&mut self) {
        self.by_pointer(|naming| naming != Naming::Inline);
    }

    /// Inline types that nothing led to, but that stand where they stood.
    fn by_place(&mut self) {
        self.by_pointer(|_| true);
    }

    fn by_pointer(&mut self, is_asked: impl Fn(Naming) -> bool) {
        let places: HashMap<&str, TypeId> = self
            .new
            .ids()
            .filter(|id| is_asked(self.new.get(*id).origin.naming))
            .map(|id| (self.new.get(id).origin.pointer.as_str(), id))
            .collect();
        // What the description had no more comes behind what it had, which may stand where that did.
        let is_dropped = |id: &TypeId| self.old.get(*id).deprecation == Deprecation::Dropped;
        let (dropped, live): (Vec<TypeId>, Vec<TypeId>) = self.old.ids().partition(is_dropped);
        for (old, was_dropped) in
            live.into_iter().map(|id| (id, false)).chain(dropped.into_iter().map(|id| (id, true)))
        {
            let was = self.old.get(old);
            let Some(new) = places.get(was.origin.pointer.as_str()).copied() else { continue };
            let is_free = !self.found.types.contains_key(&old)
                && !self.found.joined.contains_key(&old)
                && !self.found.published.contains_key(&new);
            // A type that is described again is the one that was, unless it only has its name.
            let is_it =
                !was_dropped || likeness(self.old, old, self.new, new) != Likeness::Different;
            if is_free && is_it && is_asked(was.origin.naming) {
                self.keep(old, new);
            }
        }
    }

    fn operations(&mut self) {
        let found = calls::operations(self.old, self.new);
        for (new, old) in found.iter().enumerate() {
            if let Some(old) = old {
                let (old, new) = (&self.old.operations[*old], &self.new.operations[new]);
                self.operation(old, new);
            }
        }
        self.found.operations = found;
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        for (old, new) in path_parameters(old, new) {
            if let (Some(old), Some(new)) = (old, new) {
                self.used(&old.value, &new.value);
            }
        }
        let [olds, news] = [old, new].map(|it| it.parameters.iter().collect::<Vec<_>>());
        for (old, found) in olds.iter().zip(calls::parameters(&olds, &news)) {
            if let Some(index) = found {
                self.used(&old.value, &news[index].value);
            }
        }
        if let (Some(body), Some(new)) = (&old.body, &new.body) {
            // What is sent by itself now may have been sent instead before.
            let same = |other: &&Body| other.media_type == new.media_type;
            let is_other = body.media_type != new.media_type;
            let old = old.other_bodies.iter().filter(|_| is_other).find(same).unwrap_or(body);
            self.content(&old.content, &new.content);
        }
        for new in &new.other_bodies {
            let same = |it: &&Body| it.media_type == new.media_type;
            if let Some(old) = old.other_bodies.iter().find(same) {
                self.content(&old.content, &new.content);
            }
        }
        let answers =
            [(&old.success.responses, &new.success.responses), (&old.failures, &new.failures)];
        for (old, new) in answers {
            for new in new {
                let same = old.iter().find(|old| old.status == new.status);
                // A success that was renumbered is the only one.
                let same = same.or_else(|| old.first().filter(|_| old.len() == 1));
                let Some(old) = same else { continue };
                self.content(&old.content, &new.content);
            }
        }
        for new in &new.representations {
            let same = |it: &&Representation| it.media_type == new.media_type;
            if let Some(old) = old.representations.iter().find(same) {
                self.content(&old.content, &new.content);
            }
        }
        let items = [(&old.events, &new.events), (&old.lines, &new.lines)];
        for (old, new) in items {
            if let (Some(old), Some(new)) = (old, new) {
                self.used(&old.item, &new.item);
            }
        }
    }

    fn content(&mut self, old: &Content, new: &Content) {
        let (
            Content::Json(old) | Content::Form(old) | Content::Multipart(old),
            Content::Json(new) | Content::Form(new) | Content::Multipart(new),
        ) = (old, new)
        else {
            return;
        };
        self.used(old, new);
    }

    fn follow(&mut self) {
        while let Some((old, new)) = self.waiting.pop_front() {
            match (&self.old.get(old).shape, &self.new.get(new).shape) {
                (Shape::Record(old), Shape::Record(new)) => {
                    for property in &new.properties {
                        let mut properties = old.properties.iter();
                        let same = properties.find(|old| old.wire_name == property.wire_name);
                        if let Some(same) = same {
                            self.used(&same.value, &property.value);
                        }
                    }
                    if let (Rest::Typed(old), Rest::Typed(new)) = (&old.rest, &new.rest) {
                        self.used(old, new);
                    }
                }
                (Shape::Union(old), Shape::Union(new)) => self.union(old, new),
                (Shape::Alias(old), Shape::Alias(new)) => self.used(old, new),
                _ => {}
            }
        }
    }

    fn union(&mut self, old: &Union, new: &Union) {
        let variants = Variants { old: self.old, new: self.new, types: &self.found.types };
        let pairs = variants.pair(&old.variants, &new.variants);
        for (variant, found) in old.variants.iter().zip(pairs) {
            if let Some(index) = found {
                self.used(&variant.value, &new.variants[index].value);
            }
        }
    }

    fn used(&mut self, old: &Use, new: &Use) {
        self.expr(&old.expr, &new.expr);
    }

    fn expr(&mut self, old: &Expr, new: &Expr) {
        match (old, new) {
            (Expr::Named(old), Expr::Named(new)) => self.named(*old, *new),
            (Expr::List(old), Expr::List(new)) | (Expr::Map(old), Expr::Map(new)) => {
                self.expr(&old.expr, &new.expr);
            }
            (Expr::Tuple(old), Expr::Tuple(new)) => {
                for (old, new) in old.nested().zip(new.nested()) {
                    self.expr(&old.expr, &new.expr);
                }
            }
            _ => {}
        }
    }

    /// Two types that stand at one place: what was inline and is a component now, what was called
    /// otherwise, or what is another type altogether.
    fn named(&mut self, old: TypeId, new: TypeId) {
        if self.found.types.contains_key(&old) || self.found.joined.contains_key(&old) {
            return;
        }
        if self.is_variant(old, new) {
            return;
        }
        let (was, is) = (self.old.get(old), self.new.get(new));
        let are_inline = was.origin.naming == Naming::Inline && is.origin.naming == Naming::Inline;
        match are_inline {
            true if is_same_kind(&was.shape, &is.shape) => self.meet(old, new),
            true => {}
            false => match likeness(self.old, old, self.new, new) {
                Likeness::Different => {}
                Likeness::Same => self.meet(old, new),
                // Another place may have what it is altogether.
                alike => self.doubtful.push((alike, Reverse((old, new)))),
            },
        }
    }

    /// Takes types of one place that are only alike for one, where nothing else became of either.
    fn settle(&mut self) {
        while let Some((_, Reverse((old, new)))) = self.doubtful.pop() {
            if !self.found.types.contains_key(&old) && !self.found.joined.contains_key(&old) {
                self.meet(old, new);
                self.follow();
            }
        }
    }

    /// What was published is a type of the description, or has become one with it.
    fn meet(&mut self, old: TypeId, new: TypeId) {
        match self.found.published.contains_key(&new) || self.is_anothers(old, new) {
            true => {
                self.found.joined.insert(old, new);
            }
            false => self.keep(old, new),
        }
    }

    /// Whether a type of the description is a variant of a published union, which is no other for it:
    /// it goes on holding that one.
    fn is_variant(&self, old: TypeId, new: TypeId) -> bool {
        let Shape::Union(union) = &self.old.get(old).shape else { return false };
        union.variants.iter().any(|variant| match &variant.value.expr {
            Expr::Named(id) => self.found.types.get(id) == Some(&new),
            _ => false,
        })
    }

    /// Whether a type of the description stands where another published one stood, which has not been
    /// found yet: it is that one, in whatever order the two are come by.
    fn is_anothers(&self, old: TypeId, new: TypeId) -> bool {
        let is = self.new.get(new);
        let other = self.places.get(is.origin.pointer.as_str()).filter(|it| **it != old);
        other.is_some_and(|other| {
            is.origin.naming == Naming::Inline
                && !self.found.types.contains_key(other)
                && !self.found.joined.contains_key(other)
                && is_same_kind(&self.old.get(*other).shape, &is.shape)
        })
    }

    /// Components that nothing uses, under another name: they are told by what they hold, where no
    /// other holds the same.
    fn renamed(&mut self) {
        let is_free = |id: &TypeId| {
            self.new.get(*id).origin.naming == Naming::Component
                && !self.found.published.contains_key(id)
        };
        let is_gone = |id: &TypeId| {
            let was = self.old.get(*id);
            was.origin.naming == Naming::Component
                && was.deprecation.is_current()
                && !self.found.types.contains_key(id)
                && !self.found.joined.contains_key(id)
        };
        let free = told_apart(self.new, self.new.ids().filter(is_free));
        let gone = told_apart(self.old, self.old.ids().filter(is_gone));
        let mut pairs: Vec<(TypeId, TypeId)> = gone
            .into_iter()
            .filter_map(|(told, old)| Some((old?, (*free.get(&told)?)?)))
            .filter(|(old, new)| is_same_kind(&self.old.get(*old).shape, &self.new.get(*new).shape))
            .collect();
        pairs.sort();
        pairs.into_iter().for_each(|(old, new)| self.keep(old, new));
    }
}

/// Types by what each holds; none where several hold the same.
fn told_apart(
    api: &Api,
    types: impl Iterator<Item = TypeId>,
) -> HashMap<Vec<String>, Option<TypeId>> {
    let mut told = HashMap::default();
    for id in types {
        if let Some(by) = told_by(api, id) {
            told.entry(by).and_modify(|known| *known = None).or_insert(Some(id));
        }
    }
    told
}

/// Whether a node stands in an array, where another may stand as soon as one is added.
fn is_in_array(pointer: &str) -> bool {
    pointer.split('/').any(|step| step.parse::<usize>().is_ok())
}
