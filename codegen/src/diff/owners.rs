//! To which operation or type an item belongs, whatever its path says, and what that was called.

use foldhash::{HashMap, HashSet};

use super::Side;
use crate::surface::{Item, Surface};

/// Names that stand for others in the newer side: what was public by the one is by the other.
pub(super) struct Renamed<'a> {
    aliases: HashMap<&'a str, &'a str>,
}

impl<'a> Renamed<'a> {
    pub(super) fn of(old: &Surface, new: &'a Surface) -> Self {
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
    pub(super) fn all(&self, old: &Surface) -> HashSet<String> {
        match self.aliases.is_empty() {
            true => HashSet::default(),
            false => old.items.iter().map(|item| self.text(&item.to_string())).collect(),
        }
    }

    /// What a name of now in an item was called.
    pub(super) fn former(&self, item: &str) -> Option<&'a str> {
        let words = || item.split(|other: char| !(other.is_alphanumeric() || other == '_'));
        let named = self.aliases.iter().filter(|(_, now)| words().any(|word| word == **now));
        named.map(|(former, _)| *former).min()
    }

    /// Whose change an item may be otherwise by, where what it belongs to has none: what that was
    /// called, what is around it, the types that the item mentions.
    pub(super) fn others(&self, (owner, _): &(String, String), item: &Item) -> Vec<String> {
        let mut all: Vec<String> = self.former(owner).map(str::to_owned).into_iter().collect();
        all.extend(owner.rsplit_once("::").map(|(around, _)| around.to_owned()));
        let text = item.to_string();
        let words = text.split(|other: char| !(other.is_alphanumeric() || other == '_'));
        let names = words.filter(|word| word.starts_with(char::is_uppercase));
        all.extend(names.filter(|word| *word != owner).map(str::to_owned));
        all
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

    pub(super) fn place(&self, (owner, member): (String, String)) -> (String, String) {
        (self.text(&owner), member)
    }
}

/// To which operation or type an item belongs, whatever its path says: a builder to the type that it
/// builds, a call and its answers to their operation, what lends a property to that.
pub(super) struct Owners {
    owners: HashMap<String, String>,
    lent: HashMap<String, (String, String)>,
}

impl Owners {
    pub(super) fn of(old: &Side, new: &Side) -> Self {
        let mut owners = HashMap::default();
        let mut lent = HashMap::default();
        for side in [old, new] {
            owners.extend(side.headers.clone());
            lent.extend(side.lent.clone());
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
        Self { owners, lent }
    }

    /// To what a name belongs: a builder to its type, anything else to itself.
    pub(super) fn of_name(&self, name: &str) -> String {
        self.owners.get(name).map_or(name, String::as_str).to_owned()
    }

    pub(super) fn of_item(&self, item: &Item) -> (String, String) {
        if let Some(place) = self.lent.get(&item.path) {
            return place.clone();
        }
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
