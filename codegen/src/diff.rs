//! Two states of an API -> what the step from one to the other means: for the Rust, on the wire, and
//! for programs that go on compiling.
//!
//! What changed is found in the descriptions, each once. What it means for the Rust is not said by its
//! kind, but found in the public items of both: where one of the older is missing or otherwise in the
//! newer, the step is a major one, whatever the change is called.

mod catalogue;
mod markdown;
mod operations;
mod settle;
mod text;
mod types;

use foldhash::HashMap;
use serde::Serialize;

use crate::analysis::{self, Direction, HeldType, Pages};
use crate::api::{Api, Expr, Operation, TypeId, Use};
use crate::config::Contents;
use crate::plan::Plan;
use crate::published::{Names, Published, spell};
use crate::reconcile::identity::{self, Matches};
use crate::reconcile::translate;
use crate::surface::Surface;

pub use self::catalogue::{CATALOGUE, Entry, Kind};
pub use self::markdown::markdown;
pub use self::text::{brief, text};

/// One of the two states.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it is called: a file, a revision.
    pub name: String,
    /// What the description says, without what was published before it; of a file of published items
    /// there is none.
    pub described: Option<Published>,
    /// What is published: with what was published before.
    pub published: Published,
    /// The public items.
    pub surface: Surface,
}

impl Side {
    /// The state of a plan, and of the description alone that it was made of.
    pub fn new(name: impl Into<String>, described: &Plan, plan: &Plan, contents: Contents) -> Self {
        Self {
            name: name.into(),
            described: Some(Published::of(described)),
            published: Published::of(plan),
            surface: Surface::of(plan, contents),
        }
    }

    /// What a plan publishes.
    pub fn of_plan(name: impl Into<String>, plan: &Plan, contents: Contents) -> Self {
        let (published, surface) = (Published::of(plan), Surface::of(plan, contents));
        Self { name: name.into(), described: None, published, surface }
    }

    /// The state of a file of published items.
    pub fn of_file(name: impl Into<String>, published: Published, contents: Contents) -> Self {
        let surface = Surface::of(&published.plan(), contents);
        Self { name: name.into(), described: None, published, surface }
    }
}

/// What a step means for the Rust (Semantic Versioning; for Rust, RFC 1105).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rust {
    /// Every program compiles, and nothing is added.
    Patch,
    /// Every program compiles, and something is added or discouraged.
    Minor,
    /// A program that compiled does not any more.
    Major,
}

impl Rust {
    /// `major`, `minor`, `patch`.
    pub fn name(self) -> &'static str {
        text::word(self)
    }
}

/// What a step means for a client that goes on as it was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// It goes on working.
    Neither,
    /// What it cannot read may arrive.
    AnswerUnreadable,
    /// What it sends may be refused.
    RequestRefused,
}

/// Whether programs that go on compiling mean something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// They mean what they meant.
    Same,
    /// They mean something else.
    Silent,
}

/// A change of the description, and what it means.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Of which kind it is.
    pub kind: Kind,
    /// The operation or the type that it belongs to, as Rust calls it.
    pub owner: String,
    /// The Rust item, by its path.
    pub item: String,
    /// The item as it was, if it was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The item as it is, if it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What it means for the Rust.
    pub rust: Rust,
    /// What it means for a client that goes on as it was built.
    pub wire: Wire,
    /// Whether programs mean something else.
    pub meaning: Meaning,
    /// Where it stands in the older description: `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_place: Option<String>,
    /// Where it stands in the newer description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_place: Option<String>,
    /// The node of the older description.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub old_pointer: String,
    /// The node of the newer description.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub new_pointer: String,
    /// Why it means that, in one sentence.
    pub reason: String,
    /// The public items that a program may miss.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<String>,
}

/// All that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// What the older side is called.
    pub old: String,
    /// What the newer side is called.
    pub new: String,
    /// What the whole step means for the Rust.
    pub rust: Rust,
    /// What it means for a client that goes on as it was built.
    pub wire: Wire,
    /// Whether programs mean something else.
    pub meaning: Meaning,
    /// The changes, the worst first.
    pub changes: Vec<Change>,
    /// By what the same step is known again.
    pub fingerprint: String,
}

impl Diff {
    /// Says where each change stands, by who knows where a node is.
    pub fn locate(
        &mut self,
        old: &dyn Fn(&str) -> Option<String>,
        new: &dyn Fn(&str) -> Option<String>,
    ) {
        for change in &mut self.changes {
            let find = |pointer: &str, place: &dyn Fn(&str) -> Option<String>| {
                if pointer.is_empty() { None } else { place(pointer) }
            };
            change.old_place = find(&change.old_pointer, old);
            change.new_place = find(&change.new_pointer, new);
        }
    }

    /// The version after this step (Semantic Versioning, 4 and 6 to 8): before 1.0.0 a minor version
    /// stands for a major one. `None`, where the present one is no version.
    pub fn next_version(&self, present: &str) -> Option<String> {
        let numbers = present.split(['-', '+']).next()?;
        let numbers: Result<Vec<u64>, _> = numbers.split('.').map(str::parse).collect();
        let [major, minor, patch] = <[u64; 3]>::try_from(numbers.ok()?).ok()?;
        let (major, minor, patch) = match (major, self.rust) {
            (0, Rust::Major) => (0, minor + 1, 0),
            (_, Rust::Major) => (major + 1, 0, 0),
            (0, Rust::Minor | Rust::Patch) => (0, minor, patch + 1),
            (_, Rust::Minor) => (major, minor + 1, 0),
            (_, Rust::Patch) => (major, minor, patch + 1),
        };
        Some(format!("{major}.{minor}.{patch}"))
    }
}

/// What the step from one state to another means.
pub fn diff(old: &Side, new: &Side) -> Diff {
    // Two descriptions are compared with each other; where one side is a file, what is published is.
    let described = are_described(old, new);
    let step = Step {
        has_words: described,
        old: Walked::of(old, described),
        new: Walked::of(new, described),
        matches: identity::find(Walked::of(old, described).api, Walked::of(new, described).api),
    };
    let mut changes = types::changes(&step);
    changes.extend(operations::changes(&step));
    settle::settle(changes, old, new)
}

/// Whether both sides are descriptions.
fn are_described(old: &Side, new: &Side) -> bool {
    old.described.is_some() && new.described.is_some()
}

/// Two states that are walked through side by side.
struct Step<'a> {
    /// Whether both states have what a file of published items does not keep: defaults, servers.
    has_words: bool,
    old: Walked<'a>,
    new: Walked<'a>,
    matches: Matches,
}

/// One state that is walked through.
struct Walked<'a> {
    /// What is walked through.
    api: &'a Api,
    /// The same as it is published: with the decisions on it.
    own: &'a Published,
    /// What is published.
    published: &'a Published,
    /// The published types, by their nodes.
    places: HashMap<&'a str, usize>,
    directions: Vec<Direction>,
}

impl<'a> Walked<'a> {
    fn of(side: &'a Side, described: bool) -> Self {
        let published = &side.published;
        let own = match (&side.described, described) {
            (Some(described), true) => described,
            _ => published,
        };
        let api = &own.api;
        let types = published.api.types.iter().enumerate().rev();
        let places = types.map(|(index, kind)| (kind.origin.pointer.as_str(), index)).collect();
        Self { api, own, published, places, directions: analysis::directions(api) }
    }

    fn held(&self, id: TypeId) -> Option<&'a HeldType> {
        let pointer = self.api.get(id).origin.pointer.as_str();
        self.published.held.types.get(*self.places.get(pointer)?)?.as_ref()
    }

    /// What a type is called.
    fn name(&self, id: TypeId) -> String {
        match self.held(id) {
            Some(held) => held.name.clone(),
            None => self.api.get(id).origin.preferred_name.clone(),
        }
    }

    /// What a property, a value or a variant is called; its name on the wire, where it has no item.
    fn inner(&self, id: TypeId, index: usize, wire_name: &str) -> String {
        let held = self.held(id).and_then(|held| held.inner.get(index)?.as_ref());
        let name = held.map(|held| held.name.clone()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| format!("{wire_name:?}"));
        format!("{}::{name}", self.name(id))
    }

    /// What an operation is called.
    fn function(&self, operation: &Operation) -> String {
        let mut operations = self.published.api.operations.iter();
        let index = operations.position(|known| known.pointer == operation.pointer);
        let held = index.and_then(|index| self.published.held.operations.get(index)?.as_ref());
        held.map_or_else(|| operation.id.clone(), |held| held.function.clone())
    }

    /// How the pages of an operation's list follow each other.
    fn pages(&self, operation: &Operation) -> Option<&'a Pages> {
        let mut operations = self.api.operations.iter();
        let index = operations.position(|known| known.pointer == operation.pointer)?;
        self.own.held.operations.get(index)?.as_ref()?.pages.as_ref()
    }

    /// A type at a place, as Rust spells it.
    fn spelled(&self, used: &Use) -> String {
        let names = Names { of: &|id| self.name(id), has: &|_| false };
        let text = spell(&used.expr, &names);
        if used.null.is_never() { text } else { format!("Option<{text}>") }
    }

    fn direction(&self, id: TypeId) -> Direction {
        self.directions[id.0 as usize]
    }
}

impl Step<'_> {
    /// Whether two types of a place are one.
    fn is_same(&self, old: &Expr, new: &Expr) -> bool {
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
struct Found {
    kind: Kind,
    owner: String,
    item: String,
    before: Option<String>,
    after: Option<String>,
    wire: Wire,
    meaning: Meaning,
    pointers: [String; 2],
}

impl Found {
    fn new(kind: Kind, owner: impl Into<String>, item: impl Into<String>) -> Self {
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

    fn between(self, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { before: Some(before.into()), after: Some(after.into()), ..self }
    }

    fn at(self, old: &str, new: &str) -> Self {
        Self { pointers: [old.to_owned(), new.to_owned()], ..self }
    }

    fn wire(self, wire: Wire) -> Self {
        Self { wire, ..self }
    }

    fn silent(self) -> Self {
        Self { meaning: Meaning::Silent, ..self }
    }
}
