//! What each change means for the Rust: by the public items that are missing, otherwise, or new.

use foldhash::{HashMap, HashSet};

use super::{Change, Diff, Found, Kind, Meaning, Rust, Side, Wire, are_described};
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
    for item in missed {
        let place = renamed.place(owners.of_item(item));
        let change = changes.of_item(&place, Difference::Missed);
        change.rust = Rust::Major;
        change.missed.push(item.to_string());
    }
    let was_known = renamed.all(&old.surface);
    for item in added {
        let text = item.to_string();
        let place = match renamed.former(&text).filter(|_| was_known.contains(&text)) {
            Some(former) => (former.to_owned(), String::new()),
            None => owners.of_item(item),
        };
        let change = changes.of_item(&place, Difference::Added);
        change.rust = change.rust.max(Rust::Minor);
        change.added.push(item.to_string());
    }
    for item in discouraged {
        let change = changes.of_item(&owners.of_item(item), Difference::Discouraged);
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

/// What an item of one surface is beside the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Difference {
    /// Programs may miss it.
    Missed,
    /// It is new, or otherwise than it was.
    Added,
    /// Whoever uses it is warned now.
    Discouraged,
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
        added: Vec::new(),
        discouraged: Vec::new(),
        fingerprint: String::new(),
        accepted: None,
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

/// The changes, with where each is found by an item.
struct Changes {
    all: Vec<Change>,
    by_item: HashMap<String, Vec<usize>>,
    by_owner: HashMap<String, Vec<usize>>,
}

impl Changes {
    fn of(found: Vec<Found>) -> Self {
        let mut changes = Self {
            all: Vec::with_capacity(found.len()),
            by_item: HashMap::default(),
            by_owner: HashMap::default(),
        };
        found.into_iter().map(change).for_each(|it| changes.push(it));
        changes
    }

    fn push(&mut self, change: Change) {
        let index = self.all.len();
        self.by_item.entry(change.item.clone()).or_default().push(index);
        self.by_owner.entry(change.owner.clone()).or_default().push(index);
        self.all.push(change);
    }

    /// The change that an item is otherwise by: one of its own, else one of what it belongs to, else
    /// one that no change of the description explains.
    fn of_item(&mut self, place: &(String, String), difference: Difference) -> &mut Change {
        let (owner, member) = place;
        let own = if member.is_empty() { owner.clone() } else { format!("{owner}::{member}") };
        let rank = |index: usize, is_own: bool| {
            let kind = self.all.get(index)?.kind;
            let cost = match difference {
                Difference::Missed => blame(kind)?,
                Difference::Added | Difference::Discouraged => credit(kind, difference),
            };
            Some((!is_own, cost, index))
        };
        let own_ones = self.by_item.get(&own).into_iter().flatten();
        let others = self.by_owner.get(owner).into_iter().flatten();
        let ranked = own_ones
            .filter_map(|index| rank(*index, true))
            .chain(others.filter_map(|index| rank(*index, false)));
        let index = ranked.min().map(|(_, _, index)| index).unwrap_or_else(|| {
            let index = self.all.len();
            self.push(change(Found::new(Kind::ItemOnly, owner, own)));
            index
        });
        &mut self.all[index]
    }
}

/// How likely a change of this kind adds or discourages something, the likeliest first.
fn credit(kind: Kind, difference: Difference) -> usize {
    let is_removal = matches!(
        kind,
        Kind::OperationRemoved
            | Kind::CredentialRemoved
            | Kind::ParameterRemoved
            | Kind::BodyRemoved
            | Kind::MediaTypeRemoved
            | Kind::HeaderRemoved
            | Kind::SuccessRemoved
            | Kind::FailureRemoved
            | Kind::TypeRemoved
            | Kind::PropertyRemoved
            | Kind::ValueRemoved
            | Kind::VariantRemoved
    );
    match (difference, kind) {
        (
            Difference::Discouraged,
            Kind::OperationDeprecated | Kind::PropertyDeprecated | Kind::ParameterDeprecated,
        ) => 0,
        (Difference::Discouraged, _) => usize::from(!is_removal),
        (_, Kind::TypeBecameSent | Kind::TypeKind | Kind::PropertyBecameNullable) => 0,
        (_, Kind::ConstantChanged) => 0,
        _ => 1 + usize::from(is_removal),
    }
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
        Kind::PropertyBecameOptional | Kind::PropertyBecameNullable | Kind::ConstantChanged => {
            Some(2)
        }
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
        | Kind::OperationDeprecated
        | Kind::HeaderAdded
        | Kind::MediaTypeAdded
        | Kind::TypeBecameSent => None,
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

    /// The items of the older side, by the names of now; none, where nothing is renamed.
    fn all(&self, old: &Surface) -> HashSet<String> {
        match self.aliases.is_empty() {
            true => HashSet::default(),
            false => old.items.iter().map(|item| self.text(&item.to_string())).collect(),
        }
    }

    /// What a name of now in an item was called.
    fn former(&self, item: &str) -> Option<&'a str> {
        let words = || item.split(|other: char| !(other.is_alphanumeric() || other == '_'));
        let named = self.aliases.iter().filter(|(_, now)| words().any(|word| word == **now));
        named.map(|(former, _)| *former).min()
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
            owners.extend(side.headers.clone());
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
        // The traits by which builders ask belong to who asks.
        for item in [new, old].into_iter().flat_map(|side| &side.surface.items) {
            let crate::surface::Kind::Builder { states } = &item.kind else { continue };
            let owner = owners.get(&item.path).unwrap_or(&item.path).clone();
            let paths = states.iter().map(|state| format!("required::{state}"));
            for path in paths.chain(["required".to_owned()]) {
                owners.entry(path).or_insert_with(|| owner.clone());
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
