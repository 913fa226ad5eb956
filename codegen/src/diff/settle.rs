//! What each change means for the Rust: by the public items that are missing, otherwise, or new.

use foldhash::HashMap;

use super::blame::{Changes, Difference};
use super::owners::{Owners, Renamed};
use super::{Change, Diff, Found, Kind, Meaning, Necessity, Rust, Side, Wire, are_described};
use crate::surface::{Item, Surface};

/// Settles what each change means, and what all of them mean together.
pub(super) fn settle(found: Vec<Found>, old: &Side, new: &Side) -> Diff {
    let owners = Owners::of(old, new);
    let renamed = Renamed::of(&old.surface, &new.surface);
    // A file of published items keeps no servers.
    let is_known = |item: &&Item| are_described(old, new) || item.path != "service::SERVERS";
    let missed: Vec<&Item> = old.surface.beyond(&new.surface).filter(is_known).collect();
    let added: Vec<&Item> = new.surface.beyond(&old.surface).filter(is_known).collect();
    let discouraged = discouraged(&old.surface, &new.surface);
    let mut changes = Changes::of(found);
    // What is there otherwise than it was is so by one change.
    let mut otherwise: HashMap<&str, usize> = HashMap::default();
    for item in missed {
        let place = renamed.place(owners.of_item(item));
        let index = changes.of_item(&place, Difference::Missed, &renamed.others(&place, item));
        otherwise.insert(&item.path, index);
        let change = &mut changes.all[index];
        change.rust = Rust::Major;
        change.missed.push(item.to_string());
    }
    let was_known = renamed.all(&old.surface);
    for item in added {
        let text = item.to_string();
        let place = match renamed.former(&text).filter(|_| was_known.contains(&text)) {
            Some(former) => (owners.of_name(former), String::new()),
            None => owners.of_item(item),
        };
        let known = otherwise.get(item.path.as_str()).copied();
        let index = known.unwrap_or_else(|| {
            changes.of_item(&place, Difference::Added, &renamed.others(&place, item))
        });
        let change = &mut changes.all[index];
        change.rust = change.rust.max(Rust::Minor);
        change.added.push(text);
    }
    for item in discouraged {
        let place = owners.of_item(item);
        let difference = Difference::Discouraged;
        let index = changes.of_item(&place, difference, &renamed.others(&place, item));
        let change = &mut changes.all[index];
        change.rust = change.rust.max(Rust::Minor);
        change.discouraged.push(item.to_string());
    }
    let mut changes = changes.all;
    for change in &mut changes {
        // Where a program goes on compiling, and what it sends may be refused for its type, nothing
        // says so before it runs.
        let is_of_type = matches!(
            change.kind,
            Kind::PropertyType | Kind::ParameterType | Kind::BodyType | Kind::VariantType
        );
        if is_of_type && change.wire == Wire::RequestRefused && change.rust != Rust::Major {
            change.meaning = Meaning::Silent;
        }
        change.reason = reason(change);
        change.fingerprint = fingerprint(&line(change));
    }
    sort(&mut changes);
    let rust = changes.iter().map(|change| change.rust).max().unwrap_or(Rust::Patch);
    let wire = changes.iter().map(|change| change.wire).max().unwrap_or(Wire::Neither);
    let meaning = changes.iter().map(|change| change.meaning).max().unwrap_or(Meaning::Same);
    let mut lines: Vec<String> = changes.iter().map(line).collect();
    lines.sort();
    let fingerprint = fingerprint(&lines.join("\n"));
    Diff { old: old.name.clone(), new: new.name.clone(), rust, wire, meaning, changes, fingerprint }
}

/// The changes of one owner stand together; the worst come first, of owners and of their changes.
fn sort(changes: &mut [Change]) {
    let rank = |change: &Change| (change.rust, change.meaning, change.wire);
    let mut worst: HashMap<String, (Rust, Meaning, Wire)> = HashMap::default();
    for change in changes.iter() {
        let known = worst.entry(change.owner.clone()).or_insert(rank(change));
        *known = (*known).max(rank(change));
    }
    changes.sort_by(|one, other| {
        let of_owner = worst.get(&other.owner).cmp(&worst.get(&one.owner));
        let of_one = || rank(other).cmp(&rank(one));
        let name = |change: &Change| (change.kind, change.item.clone(), change.new_pointer.clone());
        of_owner
            .then_with(|| one.owner.cmp(&other.owner))
            .then_with(of_one)
            .then_with(|| name(one).cmp(&name(other)))
    });
}

/// The items that the newer side discourages, and the older did not.
fn discouraged<'a>(old: &Surface, new: &'a Surface) -> Vec<&'a Item> {
    let was_current = |item: &Item| {
        let known = (&item.path, &item.kind);
        let index = old.items.binary_search_by(|old| (&old.path, &old.kind).cmp(&known)).ok();
        index.is_some_and(|index| old.items[index].deprecation.is_current())
    };
    let items = new.items.iter().filter(|item| !item.deprecation.is_current());
    items.filter(|item| was_current(item)).collect()
}

/// Why a change means what it means.
pub(super) fn reason(change: &Change) -> String {
    let entry = change.kind.entry();
    let rust = match change.rust {
        Rust::Major => match (change.missed.len(), change.necessity) {
            (_, Some(Necessity::Avoidable)) => {
                "What programs use is gone or otherwise; generated with what is published, it stays."
            }
            (1, _) => {
                "An item that programs may use is gone or otherwise, as no published form of it can hold what the description says."
            }
            _ => {
                "Items that programs may use are gone or otherwise, as no published form of them can hold what the description says."
            }
        },
        Rust::Minor => "Every program compiles; something is added, or is discouraged.",
        Rust::Patch => "Every program compiles.",
    };
    format!("{} {rust}", entry.meaning)
}

/// What of a change is the same whenever it is met.
fn line(change: &Change) -> String {
    let none = String::new();
    let [before, after] = [&change.before, &change.after].map(|it| it.as_ref().unwrap_or(&none));
    format!("{} {} {before} {after}", change.kind.id(), change.item)
}

/// By what the same text is known again (FNV-1a).
fn fingerprint(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
