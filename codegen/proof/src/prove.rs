//! Holds what a difference reports against what the compiler says.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use specwright_codegen::Surface;
use specwright_codegen::diff::Diff;

use crate::client;
use crate::related::needs;
use crate::workshop::{Api, Missed, Program, Workshop};

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

/// Writes both generations of an API and a program that uses every public item of the older one,
/// and compiles the program against both.
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
    let uses = client::uses(surface);
    let api = |name: &str, code| Api { name: name.to_owned(), code };
    let program = |api: &str| Program {
        name: format!("uses_{api}"),
        api: api.to_owned(),
        uses: uses.clone(),
    };
    let programs = [program("old"), program("new")];
    let mut verdicts = workshop.check(&[api("old", old), api("new", new)], &programs)?;
    if let Some((name, message)) = verdicts.broken.first_key_value() {
        let message = format!("the {name} API does not compile: {message}");
        return Err(io::Error::other(message));
    }
    if let Some(Missed { item, message, .. }) =
        verdicts.missed.get("uses_old").and_then(|missed| missed.first())
    {
        let message = format!("`{item}` cannot be used of the old API: {message}");
        return Err(io::Error::other(message));
    }
    let missed = verdicts.missed.remove("uses_new").unwrap_or_default();
    let missed: BTreeMap<String, Missed> =
        missed.into_iter().map(|missed| (missed.item.clone(), missed)).collect();
    let reported: BTreeSet<String> =
        diff.changes.iter().flat_map(|change| change.missed.iter().cloned()).collect();
    let is_missed = |item: &String| missed.contains_key(item) || is_built_no_more(item, &missed);
    let (agreed, unfounded): (BTreeSet<String>, BTreeSet<String>) =
        reported.iter().cloned().partition(is_missed);
    let rest = missed.into_values().filter(|missed| !reported.contains(&missed.item));
    let is_by_it = |missed: &Missed| agreed.iter().any(|agreed| needs(missed, agreed));
    let (by_it, unreported): (Vec<Missed>, Vec<Missed>) = rest.partition(is_by_it);
    let by_it = by_it.into_iter().map(|missed| missed.item).collect();
    let unreported = unreported.into_iter().map(|missed| (missed.item, missed.message)).collect();
    Ok(Proof { items: uses.len(), agreed, by_it, unreported, unfounded })
}

/// Whether an item is a builder whose last step is missed: one that asks for more is made as before,
/// and builds no more.
fn is_built_no_more(item: &str, missed: &BTreeMap<String, Missed>) -> bool {
    let Some(builder) = item.strip_prefix("builder ") else { return false };
    let name = builder.split('<').next().unwrap_or(builder);
    let last_step = format!("fn {name}::build(");
    missed.keys().any(|item| item.starts_with(&last_step))
}
