//! Which values stand behind a `Box`: those that would make a type contain itself, and
//! variants of a union that are much larger than the others.

use foldhash::HashSet;
use serde::{Deserialize, Serialize};

use super::{Held, cycles};
use crate::api::{Api, Expr, Presence, Shape, TypeId};

/// Where a value stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Indirection {
    /// Within its owner.
    #[default]
    Inline,
    /// Behind a `Box`.
    Boxed,
    /// Behind an `Arc`, where the user asks for it.
    Shared,
}

impl Indirection {
    /// Whether there is no `Box`.
    pub fn is_inline(&self) -> bool {
        *self == Self::Inline
    }
}

/// The indirection of every property and every variant of every type.
pub(super) fn indirections(api: &Api, held: &Held) -> Vec<Vec<Indirection>> {
    let mut graph = Containment::new(api);
    // What was published without a `Box` comes first, so that a cycle is opened where it is new.
    for id in api.ids() {
        for (index, expr) in fields(api, id).into_iter().enumerate() {
            let was = held.of_item(id, index).filter(|held| !held.is_retyped);
            let was = was.map(|held| held.indirection);
            if let (Some(Indirection::Inline), Some(expr)) = (was, expr) {
                contained(api, expr).into_iter().for_each(|target| graph.add(id, target));
            }
        }
    }
    let mut indirections = Vec::with_capacity(api.types.len());
    for id in api.ids() {
        let mut own = Vec::new();
        for (index, expr) in fields(api, id).into_iter().enumerate() {
            let was = held.of_item(id, index).map(|held| held.indirection);
            let is_kept = |was: &Indirection| match was {
                Indirection::Inline => false,
                Indirection::Boxed => true,
                // What the user stated is stated again, or is so no more; a file by itself is as it was.
                Indirection::Shared => held.stated.is_none(),
            };
            if let Some(kept) = was.filter(is_kept) {
                own.push(kept);
                continue;
            }
            let targets = expr.map(|expr| contained(api, expr)).unwrap_or_default();
            // Edges are added one by one; the one that would close a cycle is boxed.
            let indirection = match targets.iter().any(|target| graph.reaches(*target, id)) {
                true => Indirection::Boxed,
                false => {
                    targets.iter().for_each(|target| graph.add(id, *target));
                    Indirection::Inline
                }
            };
            own.push(indirection);
        }
        indirections.push(own);
    }
    let mut sizes = Sizes::new(api, held, indirections);
    for id in api.ids() {
        sizes.of_type(id);
    }
    sizes.indirections
}

/// What each property or each variant of a type holds.
fn fields(api: &Api, id: TypeId) -> Vec<Option<&Expr>> {
    match &api.get(id).shape {
        Shape::Record(record) => {
            let field = |property: &crate::api::Property| {
                !matches!(property.presence, Presence::Constant(_))
            };
            record
                .properties
                .iter()
                .map(move |property| field(property).then_some(&property.value.expr))
                .collect()
        }
        Shape::Union(union) => {
            union.variants.iter().map(|variant| Some(&variant.value.expr)).collect()
        }
        Shape::Alias(_) | Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => Vec::new(),
    }
}

/// The types that a value of this expression contains without a pointer between.
fn contained(api: &Api, expr: &Expr) -> Vec<TypeId> {
    match api.underlying(expr) {
        Expr::Named(id) if matches!(api.get(*id).shape, Shape::Record(_) | Shape::Union(_)) => {
            vec![*id]
        }
        Expr::Tuple(tuple) => {
            tuple.items.iter().flat_map(|item| contained(api, &item.expr)).collect()
        }
        _ => Vec::new(),
    }
}

/// Which type contains which, as far as is settled.
struct Containment {
    edges: Vec<Vec<TypeId>>,
    /// Types of different cycles never contain each other both ways, so that a search need
    /// not leave the cycle that it begins in.
    cycles: Vec<usize>,
}

impl Containment {
    fn new(api: &Api) -> Self {
        let all = api.ids().map(|id| {
            fields(api, id).into_iter().flatten().flat_map(|expr| contained(api, expr)).collect()
        });
        let cycles = cycles::of(&all.collect::<Vec<Vec<TypeId>>>());
        Self { edges: vec![Vec::new(); api.types.len()], cycles }
    }

    fn add(&mut self, from: TypeId, to: TypeId) {
        if self.cycles[from.0 as usize] == self.cycles[to.0 as usize] {
            self.edges[from.0 as usize].push(to);
        }
    }

    fn reaches(&self, from: TypeId, to: TypeId) -> bool {
        if self.cycles[from.0 as usize] != self.cycles[to.0 as usize] {
            return false;
        }
        let mut seen = HashSet::default();
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            if id == to {
                return true;
            }
            if seen.insert(id) {
                waiting.extend(&self.edges[id.0 as usize]);
            }
        }
        false
    }
}

/// How many bytes a variant may be larger than the next largest; clippy warns from 200.
const TOLERATED: usize = 160;

/// About how many bytes values take within their owners; the variants of a union are settled
/// before whatever contains it is measured.
struct Sizes<'a> {
    api: &'a Api,
    held: &'a Held,
    indirections: Vec<Vec<Indirection>>,
    known: Vec<Option<usize>>,
}

impl<'a> Sizes<'a> {
    fn new(api: &'a Api, held: &'a Held, indirections: Vec<Vec<Indirection>>) -> Self {
        Self { api, held, indirections, known: vec![None; api.types.len()] }
    }

    /// No type contains itself any more, so this ends; a type that contains another twice,
    /// and so on, is larger than any memory, which is no reason to count that far.
    fn of_type(&mut self, id: TypeId) -> usize {
        if let Some(known) = self.known[id.0 as usize] {
            return known;
        }
        // A name that stands for itself alone is as large as a pointer.
        self.known[id.0 as usize] = Some(8);
        let api = self.api;
        let size = match &api.get(id).shape {
            Shape::Alias(used) => self.of(&used.expr),
            Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => 24,
            Shape::Record(_) => {
                let held = fields(api, id);
                let fields = held.into_iter().enumerate();
                fields
                    .filter_map(|(index, expr)| Some(self.fields(id, index, expr?)))
                    .fold(8, usize::saturating_add)
            }
            Shape::Union(union) => {
                let variants = union.variants.iter().enumerate();
                let sizes =
                    variants.map(|(index, variant)| self.fields(id, index, &variant.value.expr));
                let mut sizes: Vec<usize> = sizes.collect();
                self.box_large_variants(id, &mut sizes);
                sizes.into_iter().max().unwrap_or(24).max(32).saturating_add(8)
            }
        };
        self.known[id.0 as usize] = Some(size);
        size
    }

    fn fields(&mut self, id: TypeId, index: usize, expr: &Expr) -> usize {
        match self.indirections[id.0 as usize].get(index) {
            Some(Indirection::Boxed) => 8,
            _ => self.of(expr),
        }
    }

    fn of(&mut self, expr: &Expr) -> usize {
        match expr {
            Expr::Integer | Expr::Unsigned | Expr::Number => 16,
            Expr::Boolean | Expr::Null => 1,
            Expr::Text | Expr::List(_) | Expr::Map(_) => 24,
            Expr::File => 72,
            // Whatever it is: most are a few words.
            Expr::Custom(_) => 24,
            Expr::Json => 32,
            Expr::Named(id) => self.of_type(*id),
            Expr::Tuple(tuple) => {
                let items = tuple.items.iter().map(|item| self.of(&item.expr));
                items.fold(24, usize::saturating_add)
            }
        }
    }

    /// Puts behind a box what makes a union much larger than its other variants do.
    fn box_large_variants(&mut self, id: TypeId, sizes: &mut [usize]) {
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|index| sizes[*index]);
        while let [.., second, largest] = order.as_slice() {
            let (second, largest) = (*second, *largest);
            if sizes[largest].saturating_sub(sizes[second]) <= TOLERATED {
                break;
            }
            // What was published within its owner stays there.
            if self.held.of_item(id, largest).is_none() {
                self.indirections[id.0 as usize][largest] = Indirection::Boxed;
            }
            sizes[largest] = 8;
            order.pop();
            order.insert(0, largest);
        }
    }
}
