//! The description's API and the published one -> the API that is written, which keeps what was
//! published as long as it can hold everything that the description lets the server send.
//!
//! What the description has no more stays and is discouraged; what it says otherwise keeps its type
//! where that can hold it. What cannot be kept is as the description says it, and the difference
//! between two published files says so.

mod alias;
pub(crate) mod alike;
pub(crate) mod calls;
mod circles;
mod forget;
pub(crate) mod hold;
pub(crate) mod identity;
pub(crate) mod media;
mod names;
mod operations;
mod reach;
mod replaced;
mod shapes;
pub(crate) mod translate;
pub(crate) mod variants;

use foldhash::HashSet;

pub(crate) use self::reach::reached;
pub(crate) use self::translate::named;

use self::identity::Matches;
use crate::analysis::{self, Direction, Held, HeldItem, HeldOperation, HeldType};
use crate::api::{Api, Credential, Deprecation, Expr, Naming, Operation, Shape, Type, TypeId, Use};
use crate::config::Keeping;
use crate::published::Published;

/// What is written, and what of it was published.
#[derive(Clone, Debug, Default)]
pub struct Reconciled {
    /// The API.
    pub api: Api,
    /// What was published of it, beside it.
    pub held: Held,
}

/// What becomes of a published operation that is not asked for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The description has it no more: it stays.
    Dropped,
    /// The description has it, and the configuration leaves it out: it goes.
    Deselected,
}

/// Reconciles an API with what was published of it.
pub fn reconcile(
    api: Api,
    published: &Published,
    keeping: &Keeping,
    absence: &dyn Fn(&Operation) -> Absence,
) -> Reconciled {
    let mut api = api;
    if published.api.types.is_empty() && published.api.operations.is_empty() {
        media::forget_others(&mut api);
        let held = former(&api, published);
        return Reconciled { api, held };
    }
    let forgotten;
    let published = match keeping {
        Keeping::AllBut(items) => {
            forgotten = forget::without(published, items);
            &forgotten
        }
        Keeping::Everything | Keeping::Names => published,
    };
    if *keeping != Keeping::Names {
        media::settle(&published.api, &mut api);
    }
    media::forget_others(&mut api);
    let matches = identity::find(&published.api, &api);
    let mut merge = Merge::new(api, published, matches);
    if *keeping == Keeping::Names {
        merge.names();
        return Reconciled { api: merge.api, held: merge.held };
    }
    let gone = merge.deselected(absence);
    merge.number_ghosts(&gone);
    merge.types();
    merge.ghosts();
    merge.break_circles();
    merge.operations(&gone);
    merge.discourage_unnamed();
    merge.credentials();
    merge.aliases();
    let Merge { api, held, first_ghost, .. } = merge;
    reach::prune(api, held, first_ghost)
}

/// The names that a lock of names held, before there was a file of published items.
fn former(api: &Api, published: &Published) -> Held {
    let names = &published.former;
    let of_type = |kind: &Type| {
        let pointer = &kind.origin.pointer;
        let name = names.of_type(pointer)?.to_owned();
        let item = |holder: &str| {
            let name = names.of_item(&name, pointer, holder)?.to_owned();
            Some(HeldItem { name, ..HeldItem::default() })
        };
        let inner = match &kind.shape {
            Shape::Record(record) => {
                record.properties.iter().map(|property| item(&property.wire_name)).collect()
            }
            Shape::OpenEnum(open) => open.values.iter().map(|value| item(&value.wire)).collect(),
            Shape::KeywordOrValue(sentinel) => {
                sentinel.keywords.iter().map(|keyword| item(keyword)).collect()
            }
            Shape::Union(union) => {
                union.variants.iter().map(|variant| item(&variant.preferred_name)).collect()
            }
            Shape::Alias(_) => Vec::new(),
        };
        Some(HeldType { inner, name, ..HeldType::default() })
    };
    let of_operation = |operation: &Operation| {
        let function = names.of_operation(&operation.pointer)?.to_owned();
        Some(HeldOperation { function, ..HeldOperation::default() })
    };
    Held {
        types: api.types.iter().map(of_type).collect(),
        operations: api.operations.iter().map(of_operation).collect(),
        ..Held::default()
    }
}

/// What is put together.
struct Merge<'a> {
    /// What the description says.
    described: Api,
    old: &'a Api,
    old_held: &'a Held,
    matches: Matches,
    /// What will be written.
    api: Api,
    held: Held,
    /// Of each published type, what it is called by in what will be written.
    ids: Vec<Option<TypeId>>,
    /// Published objects that stand where the description names no property any more.
    unnamed: std::cell::RefCell<HashSet<TypeId>>,
    /// Where the types begin that the description has no more.
    first_ghost: usize,
    /// Who sends the types of the description, now and as published.
    directions: Vec<Direction>,
    old_directions: Vec<Direction>,
}

impl<'a> Merge<'a> {
    fn new(api: Api, published: &'a Published, matches: Matches) -> Self {
        let directions = analysis::directions(&api);
        let old_directions = analysis::directions(&published.api);
        Self {
            old: &published.api,
            old_held: &published.held,
            matches,
            held: Held {
                types: vec![None; api.types.len()],
                operations: vec![None; api.operations.len()],
                credentials: vec![None; api.service.credentials.len()],
                required: published.held.required.clone(),
                ..Held::default()
            },
            ids: vec![None; published.api.types.len()],
            unnamed: std::cell::RefCell::default(),
            first_ghost: api.types.len(),
            directions,
            old_directions,
            described: api.clone(),
            api,
        }
    }

    /// The published operations that the configuration leaves out.
    fn deselected(&self, absence: &dyn Fn(&Operation) -> Absence) -> HashSet<usize> {
        let found: HashSet<usize> = self.matches.operations.iter().flatten().copied().collect();
        let operations = self.old.operations.iter().enumerate();
        let absent = operations.filter(|(index, operation)| {
            !found.contains(index) && absence(operation) == Absence::Deselected
        });
        absent.map(|(index, _)| index).collect()
    }

    /// Says which published types are written though the description has them no more: all, unless
    /// the configuration left out what alone led to them.
    fn number_ghosts(&mut self, gone: &HashSet<usize>) {
        let mut stays = match gone.is_empty() {
            true => vec![true; self.old.types.len()],
            false => reach::without(self.old, gone),
        };
        if let Some(beside) = self.beside_what_is_replaced() {
            stays.iter_mut().zip(beside).for_each(|(stays, is_led_to)| *stays &= is_led_to);
        }
        let mut next = self.first_ghost as u32;
        for old in self.old.ids() {
            let index = old.0 as usize;
            let found = self.matches.types.get(&old).or(self.matches.joined.get(&old));
            self.ids[index] = match found {
                Some(new) => Some(*new),
                None if stays[index] => {
                    next += 1;
                    Some(TypeId(next - 1))
                }
                None => None,
            };
        }
    }

    /// A published type as it is called now. What is gone with its operation is mentioned nowhere.
    fn id(&self, old: TypeId) -> TypeId {
        self.ids.get(old.0 as usize).copied().flatten().unwrap_or(TypeId(0))
    }

    fn used(&self, used: &Use) -> Use {
        translate::used(used, &|id| self.id(id))
    }

    fn old_held(&self, old: TypeId) -> Option<&'a HeldType> {
        self.old_held.types.get(old.0 as usize)?.as_ref()
    }

    /// Writes what the description has no more as it was published.
    fn ghosts(&mut self) {
        for old in self.old.ids() {
            let is_found =
                self.matches.types.contains_key(&old) || self.matches.joined.contains_key(&old);
            if is_found || self.ids[old.0 as usize].is_none() {
                continue;
            }
            let mut kind = self.old.get(old).clone();
            translate::shape(&mut kind.shape, &|id| self.id(id));
            kind.deprecation = Deprecation::Dropped;
            self.api.types.push(kind);
            self.held.types.push(self.old_held(old).cloned());
        }
    }

    /// Discourages the fields of objects of which the description names none any more.
    fn discourage_unnamed(&mut self) {
        for id in self.unnamed.take() {
            let Some(kind) = self.api.types.get_mut(id.0 as usize) else { continue };
            let Shape::Record(record) = &mut kind.shape else { continue };
            for property in &mut record.properties {
                property.deprecation = Deprecation::Dropped;
            }
        }
    }

    fn credentials(&mut self) {
        let credentials = self.old.service.credentials.iter().zip(&self.old_held.credentials);
        for (credential, held) in credentials {
            let mut described = self.api.service.credentials.iter();
            match described.position(|it| it.name == credential.name) {
                // One that is sent otherwise is another one, by another name.
                Some(index) => {
                    let is_same = self.api.service.credentials[index].way.arguments()
                        == credential.way.arguments();
                    if is_same {
                        self.held.credentials[index].clone_from(held);
                    }
                }
                None => {
                    let deprecation = Deprecation::Dropped;
                    let dropped = Credential { deprecation, ..credential.clone() };
                    self.api.service.credentials.push(dropped);
                    self.held.credentials.push(held.clone());
                }
            }
        }
    }

    /// Whether the published type of a place stays there, though the description says another.
    fn stays(&self, direction: Direction, old: &Expr, new: &Expr) -> bool {
        let same = |old: TypeId, new: TypeId| {
            self.matches.types.get(&old) == Some(&new)
                || self.matches.joined.get(&old) == Some(&new)
        };
        let opposite = |new: TypeId, old: TypeId| same(old, new);
        let holds = hold::Holding {
            outer: self.old,
            inner: &self.described,
            same: &same,
            becomes: &|old| self.matches.types.get(&old).copied(),
            is_checked: false,
            steps: Default::default(),
        }
        .holds(old, new);
        let fits = || {
            hold::Holding {
                outer: &self.described,
                inner: self.old,
                same: &opposite,
                becomes: &|_| None,
                is_checked: true,
                steps: Default::default(),
            }
            .holds(new, old)
        };
        match direction {
            Direction::Sent => holds || fits() && self.goes_on_fitting(old, new),
            Direction::Received | Direction::Neither | Direction::Both => holds,
        }
    }

    /// Whether what is sent of a published type fits once its types are as they are described now.
    fn goes_on_fitting(&self, old: &Expr, new: &Expr) -> bool {
        let now = |id: &TypeId| self.matches.types.get(id).or(self.matches.joined.get(id)).copied();
        // What the description has no more stays as it was published.
        if !old.all_named().iter().all(|id| now(id).is_some()) {
            return true;
        }
        let mut described = old.clone();
        translate::expr(&mut described, &|id| now(&id).unwrap_or(id));
        let holding = hold::Holding {
            outer: &self.described,
            inner: &self.described,
            same: &|one, other| one == other,
            becomes: &|_| None,
            is_checked: true,
            steps: Default::default(),
        };
        holding.holds(new, &described)
    }

    /// Whether two types of a place are one.
    fn is_same(&self, old: &Expr, new: &Expr) -> bool {
        let mut old = old.clone();
        translate::expr(&mut old, &|id| self.id(id));
        old == *new
    }

    fn direction(&self, new: TypeId) -> Direction {
        let now = self.directions[new.0 as usize];
        let before = self.matches.published.get(&new);
        let before = before.map(|old| self.old_directions[old.0 as usize]);
        match (now, before) {
            (Direction::Sent, Some(Direction::Received | Direction::Both)) => Direction::Both,
            (Direction::Received, Some(Direction::Sent | Direction::Both)) => Direction::Both,
            (now, _) => now,
        }
    }

    /// Whether a type keeps its published name: what has become a component is called like it, and
    /// the published name stays beside it.
    fn keeps_its_name(&self, old: TypeId, new: TypeId) -> bool {
        let (was, is) = (&self.old.get(old).origin, &self.described.get(new).origin);
        is.naming != Naming::Component
            || was.naming == Naming::Component && was.pointer == is.pointer
    }
}
