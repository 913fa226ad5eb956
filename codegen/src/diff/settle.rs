//! What each change means for the Rust: by the public items that are missing, otherwise, or new.

use foldhash::HashMap;

use super::{Change, Diff, Found, Kind, Meaning, Rust, Side, Wire, are_described};
use crate::surface::{Item, Surface};

/// Settles what each change means, and what all of them mean together.
pub(super) fn settle(found: Vec<Found>, old: &Side, new: &Side) -> Diff {
    let owners = Owners::of(old, new);
    let renamed = Renamed::of(&old.surface, &new.surface);
    // A file of published items keeps no servers.
    let is_known = |item: &&Item| are_described(old, new) || item.path != "service::SERVERS";
    let missed: Vec<&Item> = old.surface.beyond(&new.surface).filter(is_known).collect();
    // The traits by which builders ask are told of by what asks.
    let added = new.surface.beyond(&old.surface).filter(is_known);
    let added: Vec<&Item> = added.filter(|item| !item.path.starts_with("required")).collect();
    let discouraged = discouraged(&old.surface, &new.surface);
    let mut changes: Vec<Change> = found.into_iter().map(change).collect();
    for item in missed {
        let place = renamed.place(owners.of_item(item));
        let change = change_of(&mut changes, &place, true);
        change.rust = Rust::Major;
        change.missed.push(item.to_string());
    }
    for item in added.into_iter().chain(discouraged) {
        let place = owners.of_item(item);
        let change = change_of(&mut changes, &place, false);
        change.rust = change.rust.max(Rust::Minor);
    }
    for change in &mut changes {
        change.reason = reason(change);
    }
    changes.sort_by(|one, other| {
        let rank = |change: &Change| (change.rust, change.meaning, change.wire);
        rank(other).cmp(&rank(one)).then_with(|| {
            (&one.owner, one.kind, &one.item).cmp(&(&other.owner, other.kind, &other.item))
        })
    });
    let rust = changes.iter().map(|change| change.rust).max().unwrap_or(Rust::Patch);
    let wire = changes.iter().map(|change| change.wire).max().unwrap_or(Wire::Neither);
    let meaning = changes.iter().map(|change| change.meaning).max().unwrap_or(Meaning::Same);
    let fingerprint = fingerprint(&changes);
    Diff { old: old.name.clone(), new: new.name.clone(), rust, wire, meaning, changes, fingerprint }
}

fn change(found: Found) -> Change {
    let Found { kind, owner, item, before, after, wire, meaning, pointers } = found;
    let [old_pointer, new_pointer] = pointers;
    Change {
        kind,
        owner,
        item,
        before,
        after,
        rust: Rust::Patch,
        wire,
        meaning,
        old_place: None,
        new_place: None,
        old_pointer,
        new_pointer,
        reason: String::new(),
        missed: Vec::new(),
    }
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

/// The change that an item is otherwise by: one of its own, else one of what it belongs to, else one
/// that no change of the description explains.
fn change_of<'a>(
    changes: &'a mut Vec<Change>,
    place: &(String, String),
    is_missed: bool,
) -> &'a mut Change {
    let (owner, member) = place;
    let own = format!("{owner}::{member}");
    let is_own = |change: &Change| change.item == own || member.is_empty() && change.item == *owner;
    let rank = |change: &Change| match (is_own(change), change.owner == *owner) {
        (false, false) => None,
        _ if !is_missed => Some(usize::from(!is_own(change))),
        (is_own, _) => Some(usize::from(!is_own) * 10 + blame(change.kind)?),
    };
    let ranked = changes.iter().enumerate().filter_map(|(index, it)| Some((rank(it)?, index)));
    let index = ranked.min().map(|(_, index)| index).unwrap_or_else(|| {
        let item = if member.is_empty() { owner.clone() } else { own };
        changes.push(change(Found::new(Kind::ItemOnly, owner, item)));
        changes.len() - 1
    });
    &mut changes[index]
}

/// How likely a change of this kind takes something away, the likeliest first; `None`, where it cannot.
fn blame(kind: Kind) -> Option<usize> {
    match kind {
        Kind::RequiredPropertyAdded
        | Kind::PropertyBecameRequired
        | Kind::RequiredParameterAdded
        | Kind::ParameterBecameRequired
        | Kind::PathParameterAdded
        | Kind::PathParameterRemoved
        | Kind::RequiredBodyAdded
        | Kind::BodyBecameRequired
        | Kind::BodyRemoved => Some(0),
        Kind::TypeKind
        | Kind::PropertyType
        | Kind::ParameterType
        | Kind::BodyType
        | Kind::SuccessType
        | Kind::SuccessAdded
        | Kind::FailureType
        | Kind::VariantType => Some(1),
        Kind::PropertyBecameOptional
        | Kind::PropertyBecameNullable
        | Kind::PagesRemoved
        | Kind::ConstantChanged => Some(2),
        Kind::OperationAdded
        | Kind::TypeAdded
        | Kind::PropertyAdded
        | Kind::ParameterAdded
        | Kind::PropertyDefault
        | Kind::PropertyLimits
        | Kind::ParameterDefault
        | Kind::ParameterLimits
        | Kind::ValueAdded
        | Kind::VariantAdded
        | Kind::PropertyDeprecated
        | Kind::PagesAdded
        | Kind::OperationDeprecated => None,
        _ => Some(3),
    }
}

/// Names that stand for others in the newer side: what was public by the one is by the other.
struct Renamed<'a> {
    aliases: HashMap<&'a str, &'a str>,
}

impl<'a> Renamed<'a> {
    fn of(old: &Surface, new: &'a Surface) -> Self {
        use crate::surface::{Kind, RustType};
        let was_alias = |path: &str| {
            old.items.iter().any(|item| item.path == path && matches!(item.kind, Kind::Alias(_)))
        };
        let aliases = new.items.iter().filter_map(|item| match &item.kind {
            Kind::Alias(RustType::Own(target, _)) if !was_alias(&item.path) => {
                Some((item.path.as_str(), target.as_str()))
            }
            _ => None,
        });
        Self { aliases: aliases.collect() }
    }

    /// A path by the names of now.
    fn text(&self, text: &str) -> String {
        let mut renamed = String::with_capacity(text.len());
        let mut rest = text;
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        while let Some(first) = rest.chars().next() {
            let end = match is_part(first) {
                true => rest.find(|other| !is_part(other)),
                false => rest.find(is_part),
            };
            let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
            renamed.push_str(self.aliases.get(word).copied().unwrap_or(word));
            rest = behind;
        }
        renamed
    }

    fn place(&self, (owner, member): (String, String)) -> (String, String) {
        (self.text(&owner), member)
    }
}

/// To which operation or type an item belongs, whatever its path says: a builder to the type that it
/// builds, a call and its answers to their operation.
struct Owners {
    owners: HashMap<String, String>,
}

impl Owners {
    fn of(old: &Side, new: &Side) -> Self {
        let mut owners = HashMap::default();
        for side in [old, new] {
            for held in side.published.held.types.iter().flatten() {
                if let Some(builder) = &held.builder {
                    owners.insert(builder.clone(), held.name.clone());
                }
            }
            for held in side.published.held.operations.iter().flatten() {
                let names = [Some(&held.value), held.success.as_ref(), Some(&held.failure)];
                for name in names.into_iter().flatten() {
                    owners.insert(format!("requests::{name}"), held.function.clone());
                }
            }
        }
        Self { owners }
    }

    fn of_item(&self, item: &Item) -> (String, String) {
        let owned = |path: &str| self.owners.get(path).cloned();
        let (owner, member) = match item.path.rsplit_once("::") {
            _ if owned(&item.path).is_some() => (item.path.as_str(), ""),
            Some(("requests", _)) | None => (item.path.as_str(), ""),
            Some((owner, member)) => (owner, member),
        };
        // An answer is called by its status.
        let member = match member.strip_prefix("Status") {
            Some(status) if owner.starts_with("requests::") => status.to_owned(),
            _ if owner.starts_with("requests::") && member == "Default" => "default".to_owned(),
            _ => member.to_owned(),
        };
        (owned(owner).unwrap_or_else(|| owner.to_owned()), member)
    }
}

/// Why a change means what it means.
fn reason(change: &Change) -> String {
    let entry = change.kind.entry();
    let rust = match change.rust {
        Rust::Major => match change.missed.len() {
            1 => {
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

/// By what the same changes are known again, in whichever order they are met (FNV-1a).
fn fingerprint(changes: &[Change]) -> String {
    let mut lines: Vec<String> = changes
        .iter()
        .map(|change| {
            let none = String::new();
            let [before, after] =
                [&change.before, &change.after].map(|it| it.as_ref().unwrap_or(&none));
            format!("{} {} {before} {after}", change.kind.id(), change.item)
        })
        .collect();
    lines.sort();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in lines.join("\n").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
