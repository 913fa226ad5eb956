//! What an operation or a type is in Rust, before a step and after it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;

use super::owners::Owners;
use super::{Diff, Side};
use crate::surface::{Implementation, Item, Kind, Surface, written};

/// The public items of an operation or a type, as the declarations that a person knows: empty, where
/// there are none.
///
/// The example of [`diff`](super::diff()) tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Declared {
    /// What it is called.
    pub owner: String,
    /// Its declarations as they were.
    pub before: String,
    /// Its declarations as they are.
    pub after: String,
}

/// Both sides of whatever a change belongs to, in the order of the changes.
///
/// The example of [`diff`](super::diff()) tells it.
pub fn declared(old: &Side, new: &Side, diff: &Diff) -> Vec<Declared> {
    let owners = Owners::of(old, new);
    let wanted: BTreeSet<&str> = diff.changes.iter().map(|change| change.owner.as_str()).collect();
    let [before, after] = [old, new].map(|side| all(&side.surface, &owners, &wanted));
    let text =
        |side: &BTreeMap<String, String>, owner: &str| side.get(owner).cloned().unwrap_or_default();
    let mut owners: Vec<&str> = diff.changes.iter().map(|change| change.owner.as_str()).collect();
    owners.dedup();
    let of_one = |owner: &str| Declared {
        owner: owner.to_owned(),
        before: text(&before, owner),
        after: text(&after, owner),
    };
    let all = owners.into_iter().map(of_one);
    all.filter(|it| !it.before.is_empty() || !it.after.is_empty()).collect()
}

fn all(surface: &Surface, owners: &Owners, wanted: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut grouped: BTreeMap<String, BTreeMap<&str, Vec<&Item>>> = BTreeMap::new();
    for item in &surface.items {
        // By what builders ask is told by their parameters.
        if matches!(item.kind, Kind::Trait | Kind::Module) {
            continue;
        }
        let (owner, _) = owners.of_item(item);
        if wanted.contains(owner.as_str()) {
            let holders = grouped.entry(owner).or_default();
            holders.entry(holder(item)).or_default().push(item);
        }
    }
    grouped
        .into_iter()
        .map(|(owner, holders)| {
            let texts = holders.into_iter().map(|(path, items)| declaration(path, &items));
            (owner, texts.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

/// What an item stands in: a type in itself.
fn holder(item: &Item) -> &str {
    match item.kind {
        Kind::Struct
        | Kind::Enum
        | Kind::Answers
        | Kind::Builder { .. }
        | Kind::Call { .. }
        | Kind::Alias(_)
        | Kind::Implementation(_) => &item.path,
        _ => item.owner(),
    }
}

/// What stands in one place: the type, what it holds, its functions, and what it implements.
fn declaration(path: &str, items: &[&Item]) -> String {
    let mut text = String::new();
    let (mut held, mut functions, mut traits) = (String::new(), String::new(), String::new());
    let mut head = None;
    // What stands in no type stands in a module.
    let is_type = items.iter().any(|item| item.path == path);
    let indent = if is_type { "    " } else { "" };
    for item in items {
        let name = written(item.name());
        let warned = if item.deprecation.is_current() { "" } else { "#[deprecated] " };
        let full = written(path);
        match &item.kind {
            Kind::Struct => head = Some((format!("{warned}pub struct {name}"), " {}")),
            Kind::Enum | Kind::Answers => head = Some((format!("{warned}pub enum {name}"), " {}")),
            Kind::Builder { states } if states.is_empty() => {
                head = Some((format!("{warned}pub struct {name}"), ";"));
            }
            Kind::Builder { states } => {
                head = Some((format!("{warned}pub struct {name}<{}>", states.join(", ")), ";"));
            }
            Kind::Call { output, failure, .. } => {
                let call = format!("{warned}pub struct {name} // Result<{output}, {failure}>");
                head = Some((call, ""));
            }
            Kind::Alias(of) => head = Some((format!("{warned}pub type {name} = {of}"), ";")),
            Kind::Field(of) => held.push_str(&format!("    {warned}pub {name}: {of},\n")),
            Kind::Variant(None) => held.push_str(&format!("    {warned}{name},\n")),
            Kind::Variant(Some(of)) => held.push_str(&format!("    {warned}{name}({of}),\n")),
            Kind::Function(signature) => {
                functions.push_str(&format!("{indent}{warned}pub fn {name}{signature};\n"));
            }
            Kind::Reading(of) => {
                functions.push_str(&format!("{indent}{warned}pub fn {name}(self) -> {of};\n"));
            }
            Kind::Constant(of) => {
                functions.push_str(&format!("{indent}{warned}pub const {name}: {of};\n"));
            }
            Kind::Trait | Kind::Module => {}
            Kind::Implementation(Implementation::Into(of)) => {
                traits.push_str(&format!("impl From<{full}> for {of}\n"));
            }
            Kind::Implementation(of) => traits.push_str(&format!("impl {of} for {full}\n")),
        }
    }
    if let Some((head, end)) = head {
        let _ = match held.is_empty() {
            true => writeln!(text, "{head}{end}"),
            false => write!(text, "{head} {{\n{held}}}\n"),
        };
    }
    if !functions.is_empty() {
        let _ = match is_type {
            true => write!(text, "impl {} {{\n{functions}}}\n", written(path)),
            false => write!(text, "{functions}"),
        };
    }
    text + &traits
}
