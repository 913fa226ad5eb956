//! Holds what a difference reports against what the compiler says.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use specwright_codegen::Surface;
use specwright_codegen::diff::Diff;

use crate::client::{self, Use};
use crate::related::{identifiers, needs};
use crate::workshop::{Api, Missed, Program, Verdicts, Workshop};

/// What the compiler says of a step, beside what was reported of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many public items of the older API are used.
    pub items: usize,
    /// Those that the compiler misses in the newer one, as was reported.
    pub agreed: BTreeSet<String>,
    /// Those that cannot be used since they need one of those: a builder without its setter.
    pub by_it: BTreeSet<String>,
    /// Those that it misses and that were not reported, with what it says.
    pub unreported: BTreeMap<String, String>,
    /// Those that were reported as missed and that compile.
    pub unfounded: BTreeSet<String>,
}

impl Proof {
    /// Whether the compiler agrees with what was reported.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.unreported.is_empty() && self.unfounded.is_empty()
    }
}

/// A step from one generation of an API to another, and what is reported of it.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The generation whose every public item is used.
    pub old: Api,
    /// Its public items.
    pub surface: &'a Surface,
    /// The generation that they are used of.
    pub new: Api,
    /// The items that are reported as missed there.
    pub reported: BTreeSet<String>,
}

/// Writes both generations of an API and a program that uses every public item of the older one,
/// and compiles the program against the newer one; what that misses, against the older one, too.
///
/// # Errors
/// Where a file cannot be written, cargo does not run, or the older API does not compile with its
/// own program: then nothing is proven.
pub fn prove(
    workshop: &Workshop,
    surface: &Surface,
    [old, new]: [String; 2],
    diff: &Diff,
) -> io::Result<Proof> {
    let api = |name: &str, code| Api { name: name.to_owned(), code };
    let reported = diff.changes.iter().flat_map(|change| change.missed.iter().cloned()).collect();
    let step = Step { old: api("old", old), surface, new: api("new", new), reported };
    let mut proofs = prove_all(workshop, &[step])?;
    let proof = proofs.pop().unwrap_or_else(|| Err("nothing was tried".to_owned()));
    proof.map_err(io::Error::other)
}

/// Proves several steps by one crate of generations and one of programs, which cargo takes much less
/// time for than for two of each step. The generations have different names, or are the same. Of a
/// step of which nothing can be proven, it is said why.
///
/// # Errors
/// Where a file cannot be written or cargo does not run.
pub fn prove_all(
    workshop: &Workshop,
    steps: &[Step<'_>],
) -> io::Result<Vec<Result<Proof, String>>> {
    let apis: BTreeMap<&str, &Api> =
        steps.iter().flat_map(|step| [&step.old, &step.new]).map(|it| (&*it.name, it)).collect();
    let apis: Vec<Api> = apis.into_values().cloned().collect();
    let across: Vec<Program> =
        steps.iter().map(|step| program(step, &step.new, client::uses(step.surface))).collect();
    let mut verdicts = workshop.check(&apis, &across)?;
    // What the newer generation has needs no trial with its own: it compiles. What that misses does.
    let mut own: BTreeMap<String, Program> = BTreeMap::new();
    for (step, across) in steps.iter().zip(across) {
        let missed = verdicts.missed.get(&across.name).into_iter().flatten();
        let missed: BTreeSet<&String> = missed.map(|missed| &missed.item).collect();
        let uses = across.uses.into_iter().filter(|used| missed.contains(&used.item));
        let program = program(step, &step.old, uses.collect());
        match own.entry(program.name.clone()) {
            Entry::Vacant(vacant) => drop(vacant.insert(program)),
            Entry::Occupied(mut known) => known.get_mut().uses.extend(program.uses),
        }
    }
    let own: Vec<Program> = own.into_values().collect();
    verdicts.missed.extend(workshop.check(&apis, &own)?.missed);
    Ok(steps.iter().map(|step| proof(step, &verdicts)).collect())
}

/// A program that uses a generation as if it were the older one.
fn program(step: &Step<'_>, api: &Api, uses: Vec<Use>) -> Program {
    Program { name: name(step, api), api: api.name.clone(), uses }
}

fn name(step: &Step<'_>, api: &Api) -> String {
    format!("{}_uses_{}", step.old.name, api.name)
}

/// What the compiler's verdicts mean for a step.
fn proof(step: &Step<'_>, verdicts: &Verdicts) -> Result<Proof, String> {
    for api in [&step.old, &step.new] {
        if let Some(message) = verdicts.broken.get(&api.name) {
            return Err(format!("the {} API does not compile: {message}", api.name));
        }
    }
    let missed = |api: &Api| verdicts.missed.get(&name(step, api)).into_iter().flatten();
    if let Some(Missed { item, message, .. }) = missed(&step.old).next() {
        let name = &step.old.name;
        return Err(format!("`{item}` cannot be used of the {name} API: {message}"));
    }
    let missed: BTreeMap<String, Missed> =
        missed(&step.new).map(|missed| (missed.item.clone(), missed.clone())).collect();
    let is_missed = |item: &String| {
        missed.contains_key(item)
            || is_built_no_more(item, &missed)
            || is_told_no_more(item, &missed)
    };
    let (mut agreed, unfounded): (BTreeSet<String>, BTreeSet<String>) =
        step.reported.iter().cloned().partition(is_missed);
    // What speaks of a type that is missed compiles by chance: a map has a `Default`, too.
    let types: BTreeSet<String> = agreed.iter().filter_map(|item| declared(item)).collect();
    let (by_chance, unfounded): (BTreeSet<String>, BTreeSet<String>) =
        unfounded.into_iter().partition(|item| identifiers(item).any(|name| types.contains(name)));
    agreed.extend(by_chance);
    let rest = missed.into_values().filter(|missed| !step.reported.contains(&missed.item));
    let is_by_it = |missed: &Missed| agreed.iter().any(|agreed| needs(missed, agreed));
    let (by_it, unreported): (Vec<Missed>, Vec<Missed>) = rest.partition(is_by_it);
    let by_it = by_it.into_iter().map(|missed| missed.item).collect();
    let unreported = unreported.into_iter().map(|missed| (missed.item, missed.message)).collect();
    Ok(Proof { items: step.surface.items.len(), agreed, by_it, unreported, unfounded })
}

/// The name of the type that an item declares, if it does.
fn declared(item: &str) -> Option<String> {
    let mut words = item.trim_start_matches("#[deprecated] ").split(' ');
    let is_type = matches!(words.next(), Some("struct" | "enum" | "type"));
    let name = words.next().filter(|_| is_type)?;
    Some(name.trim_start_matches("r#").to_owned())
}

/// Whether an item is a builder whose last step is missed: one that asks for more is made as before,
/// and builds no more.
fn is_built_no_more(item: &str, missed: &BTreeMap<String, Missed>) -> bool {
    let Some(builder) = item.strip_prefix("builder ") else { return false };
    let name = builder.split('<').next().unwrap_or(builder);
    let last_step = format!("fn {name}::build(");
    missed.keys().any(|item| item.starts_with(&last_step))
}

/// Whether an item is a setter that the builder tells by a state of its own, and that builder is missed:
/// the line of the builder pins what its setters give.
fn is_told_no_more(item: &str, missed: &BTreeMap<String, Missed>) -> bool {
    let Some(setter) = item.strip_prefix("fn ").filter(|item| item.contains(" -> Self<")) else {
        return false;
    };
    let builder = setter.split("::").next().unwrap_or(setter);
    missed.contains_key(&format!("builder {builder}"))
        || missed.keys().any(|item| item.starts_with(&format!("builder {builder}<")))
}
