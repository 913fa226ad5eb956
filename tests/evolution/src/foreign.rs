//! The public items that rustdoc lists of two generations, against those that differ by our surface.
//!
//! The listing is `cargo public-api`'s, which reads rustdoc's JSON and knows nothing of ours. It is a
//! program that is called where it is installed, since it takes a nightly compiler.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::{env, io};

use specwright_codegen::Surface;
use specwright_codegen::surface::{Kind, written};
use specwright_proof::workshop::{Api, Workshop};

use crate::regenerate::Generation;

/// What of two generations differs by one listing and not by the other.
#[derive(Clone, Debug, Default)]
pub struct Disagreement {
    /// Lines of rustdoc's listing that one generation has and the other has not, and of which no
    /// surface says that anything differs there.
    pub unsaid: Vec<String>,
    /// Items that differ by our surface, where rustdoc lists no difference.
    pub unseen: Vec<String>,
}

/// How much was compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared {
    /// Lines of rustdoc's listing.
    pub listed: usize,
    /// Lines that differ.
    pub lines: usize,
    /// Items of our surfaces that differ.
    pub items: usize,
}

/// Compares each pair of generations by both listings.
///
/// # Errors
/// Where the crate cannot be written or does not compile, or the program is not installed.
pub fn compare(
    workshop: &Workshop,
    pairs: &[(Generation, Generation)],
) -> io::Result<(Vec<Disagreement>, Compared)> {
    let name = |index: usize, side: &str| format!("c{index:04}_{side}");
    let mut apis = Vec::new();
    for (index, (old, new)) in pairs.iter().enumerate() {
        apis.push(Api { name: name(index, "old"), code: old.code.clone() });
        apis.push(Api { name: name(index, "new"), code: new.code.clone() });
    }
    let verdicts = workshop.check(&apis, &[])?;
    if let Some((name, message)) = verdicts.broken.iter().next() {
        return Err(io::Error::other(format!("{name} does not compile: {message}")));
    }
    let listing = list(workshop)?;
    let mut compared =
        Compared { listed: listing.values().map(BTreeSet::len).sum(), ..Compared::default() };
    let nothing = BTreeSet::new();
    let all = pairs.iter().enumerate().map(|(index, (old, new))| {
        let lines = |side| listing.get(&name(index, side)).unwrap_or(&nothing);
        disagreement((&old.surface, lines("old")), (&new.surface, lines("new")), &mut compared)
    });
    let all = all.collect();
    Ok((all, compared))
}

/// The lines of each module, without its name.
fn list(workshop: &Workshop) -> io::Result<BTreeMap<String, BTreeSet<String>>> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(workshop.folder.join("apis"))
        // With what is derived: `Default` is of some types alone.
        .args(["public-api", "-ss", "--target-dir"])
        .arg(&workshop.target)
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(format!("`cargo public-api`: {said}")));
    }
    let mut listing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Some((_, rest)) = line.split_once("apis::") else { continue };
        let module: String = rest.chars().take_while(|it| is_of_a_name(*it)).collect();
        let line = line.replace(&format!("apis::{module}::"), "api::");
        // A module's own line, and the head of a block of methods, are no items.
        if !line.contains("api::") || line.starts_with("impl") && !line.contains(" for ") {
            continue;
        }
        listing.entry(module).or_default().insert(line);
    }
    Ok(listing)
}

fn disagreement(
    (old, old_lines): (&Surface, &BTreeSet<String>),
    (new, new_lines): (&Surface, &BTreeSet<String>),
    compared: &mut Compared,
) -> Disagreement {
    let differing: Vec<_> = old.beyond(new).chain(new.beyond(old)).collect();
    let said: BTreeSet<String> = differing.iter().map(|item| written(&item.path)).collect();
    // Failures of which nothing is described are a type of the runtime's by an alias, with the items
    // that a described enum has; what that has beside is said.
    let undescribed: BTreeSet<String> = old_lines
        .union(new_lines)
        .filter_map(|line| line.strip_prefix("pub type api::"))
        .filter(|line| line.contains("::Undescribed<"))
        .map(place)
        .collect();
    let lines: Vec<&String> = old_lines.symmetric_difference(new_lines).collect();
    compared.lines += lines.len();
    compared.items += differing.len();
    let seen: BTreeSet<String> = lines.iter().flat_map(|line| places(line)).collect();
    let unsaid = lines.iter().filter(|line| {
        let places = places(line);
        let is_known = |it: &str| said.contains(it) || undescribed.contains(it);
        !places.iter().any(|place| around(place).any(is_known))
    });
    let unsaid = unsaid.map(|line| (*line).clone()).collect();
    let unseen = differing.iter().filter(|item| {
        let path = written(&item.path);
        // What a call gives is listed within it.
        let is_within = |seen: &String| around(seen).any(|it| it == path);
        let is_call = matches!(item.kind, Kind::Call { .. });
        let is_seen = around(&path).any(|it| seen.contains(it));
        !(is_seen || is_call && seen.iter().any(is_within))
    });
    Disagreement { unsaid, unseen: unseen.map(ToString::to_string).collect() }
}

/// A place, and those that it stands in.
fn around(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices("::").map(|(index, _)| index);
    ends.chain([path.len()]).map(|end| &path[..end])
}

/// The places of an API that a line speaks of.
fn places(line: &str) -> Vec<String> {
    line.match_indices("api::").map(|(index, found)| place(&line[index + found.len()..])).collect()
}

/// The place that a text begins with, without the arguments of its types.
fn place(text: &str) -> String {
    let mut place = String::new();
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            _ if is_of_a_name(character) || character == ':' || character == '#' => {
                place.push(character);
            }
            _ => break,
        }
    }
    // `api::Job::status: String` ends with the colon of the type.
    place.trim_end_matches(':').to_owned()
}

fn is_of_a_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_speaks_of_places_and_of_what_they_stand_in() {
        let line = "pub fn api::requests::r#Loop<C>::after(self) -> api::Job";
        assert_eq!(places(line), ["requests::r#Loop::after", "Job"]);
        assert_eq!(places("pub api::Job::id: alloc::string::String"), ["Job::id"]);
        assert_eq!(around("a::b::c").collect::<Vec<_>>(), ["a", "a::b", "a::b::c"]);
    }
}
