//! Shares the items of a large module between files that a person can open.
//!
//! Paths of the API do not depend on it: a module shows what its files hold. Which file an item
//! stands in depends on its name and on how long its neighbours are, and on nothing else, so that
//! an addition moves few others.

use std::collections::BTreeMap;

use super::names::Names;
use crate::ident;

/// An item with its text.
pub(super) struct Piece {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) names: Names,
}

/// How many lines a file has at most, if its items let it.
const LONGEST: usize = 2_000;

/// How many lines a word has to begin for a file of its own.
const WORTH_A_FILE: usize = LONGEST / 20;

/// The items of a module, in one file or in several of these names.
pub(super) enum Pieces {
    One(Vec<Piece>),
    Several(Vec<(String, Vec<Piece>)>),
}

/// By what the items of a module are shared between files.
#[derive(Clone, Debug)]
pub(crate) enum Sharing {
    /// They stand in one, unless that is too long to open.
    ByLength,
    /// Each has one.
    ByItem,
    /// Those of one name have one; what is not named here has the one of what is common.
    By(BTreeMap<String, String>),
}

/// The file of what is common.
const COMMON: &str = "common";

/// Shares the items of a module between as many files as it takes.
pub(super) fn files(pieces: Vec<Piece>, sharing: &Sharing) -> Pieces {
    if pieces.iter().all(|piece| piece.name.is_empty()) {
        return Pieces::One(pieces);
    }
    match sharing {
        Sharing::ByLength => by_length(pieces),
        Sharing::ByItem => named(pieces, |piece| ident::snake(&piece.name)),
        Sharing::By(names) => {
            let common = || COMMON.to_owned();
            named(pieces, |piece| names.get(&piece.name).cloned().unwrap_or_else(common))
        }
    }
}

/// Each item in the file of its name.
fn named(pieces: Vec<Piece>, name: impl Fn(&Piece) -> String) -> Pieces {
    let mut files: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for piece in pieces {
        files.entry(file_name(&name(&piece))).or_default().push(piece);
    }
    Pieces::Several(files.into_iter().collect())
}

fn by_length(pieces: Vec<Piece>) -> Pieces {
    if lines(&pieces) <= LONGEST {
        return Pieces::One(pieces);
    }
    let mut files = BTreeMap::new();
    for (letter, group) in grouped(pieces, |words| words.first()?.get(..1).map(str::to_owned)) {
        share(letter, group, 1, &mut files);
    }
    Pieces::Several(files.into_iter().collect())
}

/// Puts a group into the file of its name; where it is too long, what begins with the same words
/// gets files of its own, the longest first to go.
fn share(name: String, group: Vec<Piece>, words: usize, files: &mut BTreeMap<String, Vec<Piece>>) {
    if lines(&group) <= LONGEST {
        files.entry(file_name(&name)).or_default().extend(group);
        return;
    }
    let key = |all: &[String]| all.get(..words).map(|begin| begin.join("_"));
    let mut groups = grouped(group, key);
    // Nothing but its own name is left of what no further word tells apart.
    if groups.len() == 1 && groups.keys().next() == Some(&name) {
        let deeper = groups.remove(&name).unwrap_or_default();
        let is_telling = deeper.iter().any(|piece| split(&piece.name).len() > words);
        match is_telling {
            true => share(name, deeper, words + 1, files),
            false => files.entry(file_name(&name)).or_default().extend(deeper),
        }
        return;
    }
    let mut rest = Vec::new();
    let mut left: usize = groups.values().map(|group| lines(group)).sum();
    let mut by_length: Vec<(usize, String)> =
        groups.iter().map(|(key, group)| (lines(group), key.clone())).collect();
    by_length.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    for (length, key) in by_length {
        if left <= LONGEST || length < WORTH_A_FILE {
            break;
        }
        if key != name
            && let Some(group) = groups.remove(&key)
        {
            left -= length;
            share(key, group, words + 1, files);
        }
    }
    for group in groups.into_values() {
        rest.extend(group);
    }
    if !rest.is_empty() {
        share_by_letters(&name, rest, files);
    }
}

/// Puts a group whose items begin alike, but have no word in common, into the file of that beginning;
/// where it is too long, into those of one letter more.
fn share_by_letters(begin: &str, group: Vec<Piece>, files: &mut BTreeMap<String, Vec<Piece>>) {
    let length = begin.chars().count();
    let key =
        |piece: &Piece| -> String { ident::snake(&piece.name).chars().take(length + 1).collect() };
    let has_more = |piece: &Piece| key(piece).chars().count() > length;
    if lines(&group) <= LONGEST || !group.iter().any(has_more) {
        files.entry(file_name(begin)).or_default().extend(group);
        return;
    }
    let mut groups: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for piece in group {
        groups.entry(key(&piece)).or_default().push(piece);
    }
    for (begin, group) in groups {
        share_by_letters(&begin, group, files);
    }
}

fn grouped(
    pieces: Vec<Piece>,
    key: impl Fn(&[String]) -> Option<String>,
) -> BTreeMap<String, Vec<Piece>> {
    let mut groups: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for piece in pieces {
        let words = split(&piece.name);
        let key = key(&words).unwrap_or_else(|| words.join("_"));
        groups.entry(key).or_default().push(piece);
    }
    groups
}

fn split(name: &str) -> Vec<String> {
    ident::snake(name).split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn lines(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.text.lines().count() + 1).sum()
}

/// A name that a module can have, and its file on every system.
fn file_name(key: &str) -> String {
    let key: String = key
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || sign == '_' { sign } else { '_' })
        .collect();
    let begins = key.starts_with(|first: char| first.is_ascii_alphabetic());
    let key = if begins { key } else { format!("n{key}") };
    // Windows has devices of such names.
    let is_device = matches!(key.as_str(), "aux" | "con" | "nul" | "prn");
    // `mod.rs` and `self` are what surrounds a file.
    let is_taken = ident::is_keyword(&key) || ident::is_never_a_name(&key) || is_device;
    if is_taken { key + "_" } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(name: &str, lines: usize) -> Piece {
        Piece { name: name.to_owned(), text: "x\n".repeat(lines), names: Names::default() }
    }

    fn shared(pieces: &[(&str, usize)]) -> Option<Vec<(String, Vec<String>)>> {
        let pieces = pieces.iter().map(|(name, lines)| piece(name, *lines)).collect();
        let names = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| piece.name).collect();
        match files(pieces, &Sharing::ByLength) {
            Pieces::One(_) => None,
            Pieces::Several(files) => {
                Some(files.into_iter().map(|(file, pieces)| (file, names(pieces))).collect())
            }
        }
    }

    #[test]
    fn a_module_that_a_person_can_open_stays_one_file() {
        assert_eq!(shared(&[("Pet", 900), ("Owner", 900)]), None);
        assert_eq!(shared(&[("", 9_000)]), None);
    }

    #[test]
    fn what_is_long_is_shared_by_letters_and_then_by_words() {
        let files = shared(&[
            ("Apple", 1_500),
            ("Chat", 10),
            ("ChatMessage", 1_000),
            ("ChatTool", 900),
            ("Cat", 300),
            ("CreateJob", 1_500),
            ("CreateKey", 1_500),
            ("Type", 100),
            ("2Fast", 10),
        ]);
        let expected: &[(&str, &[&str])] = &[
            ("a", &["Apple"]),
            ("c", &["Cat"]),
            ("chat", &["Chat", "ChatMessage", "ChatTool"]),
            ("create", &["CreateKey"]),
            ("create_job", &["CreateJob"]),
            ("n", &["2Fast"]),
            ("t", &["Type"]),
        ];
        let expected = expected.iter().map(|(file, names)| {
            (file.to_string(), names.iter().map(|name| name.to_string()).collect())
        });
        assert_eq!(files, Some(expected.collect()));
    }

    #[test]
    fn a_thousand_small_items_are_few_files() {
        let pieces = (0..1_600).map(|index| piece(&format!("Item{index}"), 9)).collect();
        let Pieces::Several(files) = files(pieces, &Sharing::ByLength) else {
            panic!("several files")
        };
        assert_eq!(files.iter().map(|(_, pieces)| pieces.len()).sum::<usize>(), 1_600);
        assert!(files.iter().all(|(_, pieces)| lines(pieces) <= LONGEST));
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.len(), 20, "{names:?}");
    }

    #[test]
    fn no_file_is_too_long_but_for_one_item() {
        let name = |index: usize| format!("Item{}Of{}", ["A", "B", "C"][index % 3], index);
        let pieces = (0..300).map(|index| piece(&name(index), index % 90)).collect();
        let Pieces::Several(files) = files(pieces, &Sharing::ByLength) else {
            panic!("several files")
        };
        assert_eq!(files.iter().map(|(_, pieces)| pieces.len()).sum::<usize>(), 300);
        assert!(files.iter().all(|(_, pieces)| lines(pieces) <= LONGEST));
        assert_eq!(file_name("type"), "type_");
        assert_eq!(file_name("aux"), "aux_");
        assert_eq!(file_name("mod"), "mod_");
        // What is called `SelfHostedA`, `SelfHostedB` and so on shares the word `self`.
        assert_eq!(file_name("self"), "self_");
        assert_eq!(file_name("crate"), "crate_");
    }
}
