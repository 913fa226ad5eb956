//! Two states of an API -> what the step from one to the other means: for the Rust, on the wire, and
//! for programs that go on compiling.
//!
//! What changed is found in the descriptions, each once. What it means for the Rust is not said by its
//! kind, but found in the public items of both: where one of the older is missing or otherwise in the
//! newer, the step is a major one, whatever the change is called.

mod accepts;
mod blame;
mod bodies;
mod catalogue;
mod limits;
mod markdown;
mod operations;
mod owners;
mod properties;
mod settle;
mod sides;
mod step;
mod text;
mod types;

use foldhash::{HashMap, HashSet};
use serde::Serialize;

use self::step::{Found, Step, Walked};
use crate::api::{TypeId, headers_of};
use crate::config::Contents;
use crate::plan::Plan;
use crate::published::Published;
use crate::reconcile::{identity, media};
use crate::surface::Surface;

pub use self::catalogue::{CATALOGUE, Entry, Kind};
pub use self::markdown::markdown;
pub use self::sides::{Declared, declared};
pub use self::text::{brief, text};

/// One of the two states.
///
/// The example of [`diff`] has one.
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
    /// The constants that stand for headers of answers, with what each is in a change.
    headers: HashMap<String, String>,
    /// The methods that lend a property of whichever variant, with the type and the field that say of
    /// all what it is.
    lent: HashMap<String, (String, String)>,
}

impl Side {
    /// The state of a plan, and of the description alone that it was made of.
    pub fn new(name: impl Into<String>, described: &Plan, plan: &Plan, contents: Contents) -> Self {
        Self {
            name: name.into(),
            described: Some(Published::of(described)),
            published: Published::of(plan),
            surface: Surface::of(plan, contents),
            headers: headers(plan),
            lent: lent(plan),
        }
    }

    /// What a plan publishes.
    pub fn of_plan(name: impl Into<String>, plan: &Plan, contents: Contents) -> Self {
        let (published, surface) = (Published::of(plan), Surface::of(plan, contents));
        Self {
            name: name.into(),
            described: None,
            published,
            surface,
            headers: headers(plan),
            lent: lent(plan),
        }
    }

    /// The state of a file of published items.
    pub fn of_file(name: impl Into<String>, published: Published, contents: Contents) -> Self {
        let plan = published.plan();
        let (surface, headers) = (Surface::of(&plan, contents), headers(&plan));
        let lent = lent(&plan);
        Self { name: name.into(), described: None, published, surface, headers, lent }
    }
}

/// The methods that lend a property of whichever variant, with the field that it is of.
fn lent(plan: &Plan) -> HashMap<String, (String, String)> {
    let facts = &plan.facts;
    let of_union = |id: TypeId| {
        facts.common_of(id).iter().map(move |common| {
            let (base, index) = common.base;
            let field = facts.names.inner[base.0 as usize][index].clone();
            let method = format!("{}::{field}", facts.type_name(id));
            (method, (facts.type_name(base).to_owned(), field))
        })
    };
    plan.api.ids().flat_map(of_union).collect()
}

/// The constants that stand for headers of answers, with the header of the operation that each is.
fn headers(plan: &Plan) -> HashMap<String, String> {
    let names = &plan.facts.names;
    let all = headers_of(&plan.api.operations).into_iter().zip(&names.headers);
    let all = all.filter_map(|(of, name)| {
        let operation = names.operations.get(*of.operations.first()?)?;
        let header = format!("{}::{}", operation.function, of.header.wire_name);
        Some((format!("requests::{name}"), header))
    });
    all.collect()
}

/// What a step means for the Rust (Semantic Versioning; for Rust, RFC 1105).
///
/// The example of [`diff`] has one.
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

/// Whether a program has to break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Necessity {
    /// It does not, where the newer description is generated with what the older one published.
    Avoidable,
    /// No published form of what it uses can hold what the newer description says.
    Forced,
}

/// What a step means for a client that goes on as it was built.
///
/// The example of [`diff`] has one.
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
///
/// The example of [`diff`] has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// They mean what they meant.
    Same,
    /// They mean something else.
    Silent,
}

/// A change of the description, and what it means.
///
/// The example of [`diff`] has one.
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
    /// Whether it has to be so, where it is a major one and that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub necessity: Option<Necessity>,
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
    /// The public items that are new, or otherwise than they were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    /// The public items of which whoever uses them is warned now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub discouraged: Vec<String>,
    /// By what the same change is known again.
    pub fingerprint: String,
    /// Why somebody has accepted it, if somebody has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

/// All that changed.
///
/// The example of [`diff`] has one.
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
    /// The changes: those of one operation or type together, the worst first.
    pub changes: Vec<Change>,
    /// By what the same step is known again.
    pub fingerprint: String,
}

impl Diff {
    /// Says where each change stands, by who knows where a node is; of a description, that is
    /// [`State::position`](crate::State::position).
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

    /// Says which of the changes have to break programs: those by which the older side's items are missing
    /// in `kept` too, the newer description generated with what the older side published.
    pub fn judge_necessity(&mut self, old: &Surface, kept: &Surface) {
        let lost: HashSet<String> = old.beyond(kept).map(ToString::to_string).collect();
        for change in self.changes.iter_mut().filter(|change| change.rust == Rust::Major) {
            change.necessity = Some(match change.missed.iter().any(|item| lost.contains(item)) {
                true => Necessity::Forced,
                false => Necessity::Avoidable,
            });
            change.reason = settle::reason(change);
        }
    }

    /// The changes that nobody has accepted.
    pub fn unaccepted(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.accepted.is_none())
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
///
/// ```
/// use specwright_codegen::diff::{Meaning, Rust, Side, Wire, brief, declared, diff, markdown, text};
/// use specwright_codegen::{Config, Contents, Input, Published, state};
///
/// fn side(name: &str, properties: &str) -> Result<Side, specwright_codegen::Failure> {
///     let text = format!(
///         "openapi: 3.1.0\ninfo: {{title: Pets, version: 1.0.0}}\ncomponents:\n  schemas:\n    \
///          Pet: {{type: object, properties: {{{properties}}}}}\n"
///     );
///     let state = state(&Config::new(Input::new(name, text)), &Published::default())?;
///     Ok(Side::new(name, &state.alone, &state.plan, Contents::Whole))
/// }
/// let old = side("old.yaml", "name: {type: string}")?;
/// let new = side("new.yaml", "name: {type: string}, mood: {type: string}")?;
/// let step = diff(&old, &new);
/// assert_eq!((step.rust, step.wire, step.meaning), (Rust::Minor, Wire::Neither, Meaning::Silent));
/// assert_eq!(step.rust.name(), "minor");
/// assert_eq!(step.next_version("1.4.2").as_deref(), Some("1.5.0"));
/// for change in step.unaccepted() {
///     let entry = change.kind.entry();
///     println!("{} {}: {}", change.kind.id(), change.item, change.reason);
/// }
/// // Told for a terminal, for a review, in a few lines; and what it was and is, as Rust.
/// assert!(text(&step, None, &|_, word| word.to_owned()).contains("Pet::mood"));
/// assert!(markdown(&step, None).contains("Pet::mood") && brief(&step, 5).len() <= 6);
/// assert!(declared(&old, &new, &step)[0].after.contains("mood"));
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
pub fn diff(old: &Side, new: &Side) -> Diff {
    // Two descriptions are compared with each other; where one side is a file, what is published is.
    let described = are_described(old, new);
    let both = old.described.as_ref().zip(new.described.as_ref());
    let both = both.map(|(old, new)| settled(old, new));
    let [was, is] = match &both {
        Some([was, is]) => [was, is],
        None => [&old.published, &new.published],
    };
    let (was, is) = (Walked::of(was, &old.published), Walked::of(is, &new.published));
    let matches = identity::find(was.api, is.api);
    let step = Step { has_words: described, old: was, new: is, matches };
    let mut changes = types::changes(&step);
    changes.extend(operations::changes(&step));
    // Several published types may have become one, which changes once.
    let mut seen = HashSet::default();
    changes.retain(|found| seen.insert((found.kind, found.item.clone(), found.before.clone())));
    settle::settle(changes, old, new)
}

/// Two descriptions whose bodies and answers are compared in a media type that both have: which of
/// several is the default is no change to who goes on with the one that it was.
fn settled(old: &Published, new: &Published) -> [Published; 2] {
    let (mut old, mut new) = (old.clone(), new.clone());
    media::settle(&old.api, &mut new.api);
    media::settle(&new.api, &mut old.api);
    [old, new]
}

/// Whether both sides are descriptions.
fn are_described(old: &Side, new: &Side) -> bool {
    old.described.is_some() && new.described.is_some()
}
