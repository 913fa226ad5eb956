//! Random histories: a small description that is changed step by step, each step generated with
//! what was published before it.

mod change;
pub mod given;
mod names;
mod places;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use fastrand::Rng;
use serde_json::{Value, json};
use specwright_codegen::Surface;
use specwright_codegen::surface::{Kind, RustType};

use crate::regenerate::{Description, File, Generation, regenerate};
use specwright_proof::client::{self, Use};
use specwright_proof::related::needs;
use specwright_proof::workshop::{Api, Program, Workshop};

/// The steps of a description.
#[derive(Clone, Debug)]
pub struct History {
    /// By what it is made again.
    pub seed: u64,
    /// What was changed, step by step; nothing before the first.
    pub changes: Vec<String>,
    /// The descriptions, one more than changes.
    pub descriptions: Vec<Description>,
}

/// What came of histories.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// How many histories were judged.
    pub histories: usize,
    /// How many descriptions were generated.
    pub generated: usize,
    /// How often each kind of change was made.
    pub changes: BTreeMap<String, usize>,
    /// How many pairs of steps were compared.
    pub pairs: usize,
    /// Of these, between how many something is missed that was not reported as forced.
    pub broken_pairs: usize,
    /// What is missed between them: the seed, the steps, and the items.
    pub unreported: Vec<(u64, [usize; 2], Vec<String>)>,
    /// How many items were used against the last step.
    pub uses: usize,
    /// What of the steps the compiler misses at the last one, though it was not reported as forced:
    /// the seed, the item and what is said of it.
    pub missed: Vec<(u64, String, String)>,
    /// Where the generator, the client or the comparison of surfaces is wrong.
    pub faults: Vec<String>,
}

impl Findings {
    /// Adds what came of other histories.
    pub fn add(&mut self, other: Self) {
        self.histories += other.histories;
        self.generated += other.generated;
        for (change, count) in other.changes {
            *self.changes.entry(change).or_default() += count;
        }
        self.pairs += other.pairs;
        self.broken_pairs += other.broken_pairs;
        self.unreported.extend(other.unreported);
        self.uses += other.uses;
        self.missed.extend(other.missed);
        self.faults.extend(other.faults);
    }
}

impl History {
    /// A history of so many steps, which begins with a small description.
    #[must_use]
    pub fn random(seed: u64, steps: usize) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut document = first();
        // What it begins with is as random as what becomes of it.
        for _ in 0..rng.usize(2..8) {
            change::change(&mut document, &mut rng);
        }
        let mut history = Self { seed, changes: Vec::new(), descriptions: Vec::new() };
        history.go_on(document, steps, &mut rng);
        history
    }

    /// The revisions of a description, each of which is followed by so many changes that the next
    /// one has not.
    #[must_use]
    pub fn of_revisions(revisions: &[Value], seed: u64, steps: usize) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut history = Self { seed, changes: Vec::new(), descriptions: Vec::new() };
        for revision in revisions {
            if !history.descriptions.is_empty() {
                history.changes.push("next revision".to_owned());
            }
            history.go_on(revision.clone(), steps, &mut rng);
        }
        history
    }

    fn go_on(&mut self, mut document: Value, steps: usize, rng: &mut Rng) {
        self.descriptions.push(description(&document));
        for _ in 0..steps {
            self.changes.push(change::change(&mut document, rng).to_owned());
            self.descriptions.push(description(&document));
        }
    }
}

/// JSON is YAML.
fn description(document: &Value) -> Description {
    Description::new(format!("{document:#}\n"))
}

/// A description of a type that is sent, received, and both.
fn first() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Histories", "version": "1"},
        "paths": {
            "/jobs": {"get": {
                "operationId": "listJobs",
                "tags": ["Jobs"],
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"name": "order", "in": "query", "schema": {"enum": ["asc", "desc"]}},
                ],
                "responses": {
                    "200": places::answer(&places::reference("Jobs")),
                    "404": places::answer(&places::reference("Fault")),
                },
            }, "post": {
                "operationId": "createJob",
                "requestBody": {
                    "required": true,
                    "content": {"application/json": {"schema": places::reference("NewJob")}},
                },
                "responses": {"200": places::answer(&places::reference("Job"))},
            }},
            "/jobs/{id}": {"get": {
                "operationId": "getJob",
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                ],
                "responses": {"200": places::answer(&places::reference("Job"))},
            }},
        },
        "components": {"schemas": {
            "NewJob": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "size": places::reference("Size"),
                    "by": {"oneOf": [places::reference("Van"), places::reference("Ship")]},
                },
            },
            "Job": {
                "type": "object",
                "required": ["id", "state"],
                "properties": {
                    "id": {"type": "string"},
                    "state": {"type": "string", "enum": ["queued", "done"]},
                    "size": places::reference("Size"),
                },
            },
            "Jobs": {
                "type": "object",
                "required": ["data"],
                "properties": {"data": {"type": "array", "items": places::reference("Job")}},
            },
            "Fault": {
                "type": "object",
                "required": ["message"],
                "properties": {
                    "message": {"type": "string"},
                    "details": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Size": {"type": "object", "properties": {"x": {"type": "integer"}}},
            "Van": {
                "type": "object",
                "required": ["type"],
                "properties": {"type": {"const": "van"}, "plate": {"type": "string"}},
            },
            "Ship": {
                "type": "object",
                "required": ["type"],
                "properties": {"type": {"const": "ship"}, "port": {"type": "string"}},
            },
        }},
    })
}

/// The generations of a history; a description that cannot be generated is passed over.
fn generations(history: &History, findings: &mut Findings) -> Vec<Generation> {
    let mut published: Option<File> = None;
    let mut generations = Vec::new();
    for (index, description) in history.descriptions.iter().enumerate() {
        match regenerate(description, published.as_ref()) {
            Ok((generation, next)) => {
                // A program that regenerates for nothing gets nothing to read, commit or build.
                let again = regenerate(description, Some(&next));
                let is_same =
                    again.is_ok_and(|(again, file)| again.code == generation.code && file == next);
                if !is_same {
                    let seed = history.seed;
                    findings.faults.push(format!("{seed}: step {index} is not the same again"));
                }
                published = Some(next);
                generations.push(generation);
            }
            Err(failure) => {
                let seed = history.seed;
                findings.faults.push(format!("{seed}: step {index} is not generated: {failure}"));
            }
        }
    }
    findings.generated += generations.len();
    generations
}

/// Generates histories and judges them: the surfaces of each pair of steps, and by the compiler the
/// client of each step against the last.
///
/// # Errors
/// Where cargo does not run.
pub fn judge(workshop: &Workshop, histories: &[History]) -> io::Result<Findings> {
    let mut findings = Findings { histories: histories.len(), ..Findings::default() };
    let mut apis = Vec::new();
    let mut programs = Vec::new();
    let mut expected = Vec::new();
    for history in histories {
        for change in &history.changes {
            *findings.changes.entry(change.clone()).or_default() += 1;
        }
        let generations = generations(history, &mut findings);
        let Some(last) = generations.last() else { continue };
        let lacked = compared(history.seed, &generations, &mut findings);
        let uses = distinct_uses(&generations);
        findings.uses += uses.len();
        let name = format!("h{}", history.seed);
        apis.push(Api { name: name.clone(), code: last.code.clone() });
        programs.push(Program { name: name.clone(), api: name.clone(), uses });
        let forced: BTreeSet<String> =
            generations.iter().flat_map(|it| &it.forced).flat_map(|item| places(item)).collect();
        let own = last.surface.items.iter().map(ToString::to_string).collect();
        expected.push((history.seed, name, lacked, forced, own, aliases(&last.surface)));
    }
    let verdicts = workshop.check(&apis, &programs)?;
    for (seed, name, lacked, forced, own, aliases) in expected {
        let own: BTreeSet<String> = own;
        if let Some(message) = verdicts.broken.get(&name) {
            findings.faults.push(format!("{seed}: what is written does not compile: {message}"));
        }
        for missed in verdicts.missed.get(&name).into_iter().flatten() {
            if !lacked.iter().any(|lacked| needs(missed, lacked)) {
                let wrong = if own.contains(&missed.item) { "the client" } else { "the surface" };
                let told = format!("{seed}: {wrong} is wrong: {}", missed.item);
                findings.faults.push(format!("{told}: {}", missed.message));
            }
            let is_unmet = unmet(&missed.message).is_some_and(|it| forced.contains(&it));
            if !is_unmet && !is_forced(&forced, &missed.item, &aliases) {
                findings.missed.push((seed, missed.item.clone(), missed.message.clone()));
            }
        }
    }
    Ok(findings)
}

/// What an item is and where, whatever it is like: an item may have changed before it was forced to.
fn place(item: &str) -> String {
    let item = item.trim_start_matches("#[deprecated] ");
    // What is implemented is told by all of it: `From<Van>` is not `From<Ship>`.
    if item.starts_with("impl ") {
        return item.to_owned();
    }
    let bytes = item.as_bytes();
    let is_end = |index: &usize| match bytes[*index] {
        b'(' | b'<' => true,
        b':' => bytes.get(index + 1) == Some(&b' '),
        b' ' => item[*index..].starts_with(" ->") || item[*index..].starts_with(" ="),
        _ => false,
    };
    let end = (0..bytes.len()).find(is_end).unwrap_or(bytes.len());
    item[..end].to_owned()
}

/// The names of a surface that only stand for others.
fn aliases(surface: &Surface) -> BTreeMap<String, String> {
    let aliases = surface.items.iter().filter_map(|item| match &item.kind {
        Kind::Alias(RustType::Own(target, _)) => Some((item.path.clone(), target.clone())),
        _ => None,
    });
    aliases.collect()
}

/// Whether an item is forced: by its own name, or by what that stands for now.
fn is_forced(forced: &BTreeSet<String>, item: &str, aliases: &BTreeMap<String, String>) -> bool {
    let place = place(item);
    let Some((kind, path)) = place.split_once(' ') else { return forced.contains(&place) };
    if let Some((implemented, owner)) = path.rsplit_once(" for ") {
        let now = aliases.get(owner).map(|owner| format!("impl {implemented} for {owner}"));
        return forced.contains(&place) || now.is_some_and(|now| forced.contains(&now));
    }
    let (owner, member) = path.split_once("::").unwrap_or((path, ""));
    let now = aliases.get(owner).map(|owner| format!("{kind} {owner}::{member}"));
    forced.contains(&place) || now.is_some_and(|now| forced.contains(now.trim_end_matches("::")))
}

/// The implementation that a use does without, where the compiler says so: a setter takes what
/// becomes the type of its property.
fn unmet(message: &str) -> Option<String> {
    let bound = message.strip_prefix("the trait bound `")?.strip_suffix("` is not satisfied")?;
    let (owner, implemented) = bound.split_once(": ")?;
    let mut told = format!("impl {implemented} for {owner}");
    // Of several histories that are one crate, each is a module.
    while let Some(start) = told.find("apis::") {
        let module = start + "apis::".len();
        let end = told[module..].find("::").map_or(module, |end| module + end + "::".len());
        told.replace_range(start..end, "");
    }
    // A surface says `String`, and the compiler where that is.
    Some(told.replace("std::string::", ""))
}

/// The places that are forced where an item is: nobody builds without what a builder asks for now,
/// nor comes from one of its states to the next without the setter between them.
fn places(item: &str) -> Vec<String> {
    let own = place(item);
    let builds = own.strip_prefix("builder ").map(|name| format!("fn {name}::build"));
    let setter = own.strip_prefix("fn ").filter(|_| item.contains(" -> Self<"));
    let states = setter.and_then(|setter| setter.rsplit_once("::"));
    let states = states.map(|(builder, _)| format!("builder {builder}"));
    [own].into_iter().chain(builds).chain(states).collect()
}

/// Compares the surfaces of each pair of steps; what the last step lacks of any.
fn compared(seed: u64, generations: &[Generation], findings: &mut Findings) -> BTreeSet<String> {
    let mut lacked_at_last = BTreeSet::new();
    for (index, old) in generations.iter().enumerate() {
        let mut forced = BTreeSet::new();
        for (ahead, new) in generations.iter().enumerate().skip(index + 1) {
            forced.extend(new.forced.iter().flat_map(|item| places(item)));
            let lacked: Vec<String> =
                old.surface.beyond(&new.surface).map(ToString::to_string).collect();
            findings.pairs += 1;
            let aliases = aliases(&new.surface);
            let unreported = lacked.iter().filter(|item| !is_forced(&forced, item, &aliases));
            let unreported: Vec<String> = unreported.cloned().collect();
            if !unreported.is_empty() {
                findings.broken_pairs += 1;
                findings.unreported.push((seed, [index, ahead], unreported));
            }
            if ahead + 1 == generations.len() {
                lacked_at_last.extend(lacked);
            }
        }
    }
    lacked_at_last
}

/// The uses of all steps, each once.
fn distinct_uses(generations: &[Generation]) -> Vec<Use> {
    let mut seen = BTreeSet::new();
    let mut uses = Vec::new();
    for used in generations.iter().flat_map(|generation| client::uses(&generation.surface)) {
        if seen.insert((used.item.clone(), used.code.clone())) {
            uses.push(used);
        }
    }
    uses
}
