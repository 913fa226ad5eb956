//! Which items are missed for the sake of another: what uses one item needs another one, and the compiler
//! names it.

use std::collections::BTreeSet;

use crate::workshop::Missed;

/// Whether who misses an item misses it by another one: it is the same, or the compiler names the
/// other one, and of its type speaks the compiler or the line that does not compile.
#[must_use]
pub fn needs(missed: &Missed, other: &str) -> bool {
    if subject(&missed.item) == subject(other) {
        return true;
    }
    let all: BTreeSet<&str> = missed.named.iter().map(String::as_str).collect();
    let around: BTreeSet<&str> = all.iter().copied().chain(identifiers(&missed.code)).collect();
    match implemented(other) {
        Some((what, of)) => {
            let named = |text| {
                let mut names = own_names(text).into_iter().peekable();
                names.peek().is_some() && names.all(|name| all.contains(name))
            };
            named(what) && named(of)
        }
        None => {
            let mut path = identifiers(subject(other)).collect::<Vec<_>>();
            let Some(name) = path.pop() else { return false };
            all.contains(name) && path.iter().all(|owner| around.contains(owner))
        }
    }
}

/// What is implemented, and for what, where an item is an implementation.
fn implemented(item: &str) -> Option<(&str, &str)> {
    plain(item).strip_prefix("impl ").and_then(|rest| rest.split_once(" for "))
}

/// An item without a word of its being discouraged.
fn plain(item: &str) -> &str {
    item.trim_start_matches("#[deprecated] ")
}

/// The path of what an item is: of a field its type's and its own, without what it is like.
fn subject(item: &str) -> &str {
    let item = plain(item);
    let path = match implemented(item) {
        Some(_) => return item,
        None => item.split_once(' ').map_or(item, |(_, rest)| rest),
    };
    let path = path.trim_start_matches("requests::").trim_start_matches("service::");
    let signs: Vec<(usize, char)> = path.char_indices().collect();
    let is_end = |index: &usize| match signs[*index].1 {
        // What follows a path is a type: `Job::status: String`.
        ':' => signs.get(index + 1).is_none_or(|(_, next)| *next == ' '),
        sign => !sign.is_alphanumeric() && sign != '_' && sign != '#',
    };
    let end = (0..signs.len()).find(is_end).map(|index| signs[index].0);
    &path[..end.unwrap_or(path.len())]
}

/// The names in a text that are not Rust's own.
fn own_names(text: &str) -> Vec<&str> {
    identifiers(text)
        .filter(|name| !matches!(*name, "std" | "specwright" | "api" | "apis"))
        .collect()
}

/// The identifiers of a text.
pub(crate) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
    words.filter(|word| !word.is_empty() && *word != "r")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missed(item: &str, code: &str, named: &[&str]) -> Missed {
        let named = named.iter().map(|name| (*name).to_owned()).collect();
        Missed { item: item.to_owned(), message: String::new(), named, code: code.to_owned() }
    }

    #[test]
    fn what_the_compiler_names_is_needed() {
        let builder = missed(
            "builder JobBuilder<name, size>",
            "is_builder::<api::JobBuilder>(); any::<api::JobBuilder>().size(any::<i64>());",
            &["size", "JobBuilder"],
        );
        assert!(needs(&builder, "fn JobBuilder::size(self, size: i64) -> Self<size>"));
        assert!(needs(&builder, "builder JobBuilder<name>"));
        // It shares a type's name, and nobody names it.
        assert!(!needs(
            &builder,
            "fn JobBuilder::name(self, name: impl Into<String>) -> Self<name>"
        ));
        assert!(!needs(&builder, "struct Job"));
        assert!(!needs(&builder, "field Size::size: i64"));
    }

    #[test]
    fn an_implementation_is_named_by_both_its_types() {
        let call = missed("fn create(job: impl Into<Job>)", "", &["From", "Van", "Job"]);
        assert!(needs(&call, "impl From<Van> for Job"));
        assert!(!needs(&call, "impl From<Ship> for Job"));
        assert!(needs(&call, "fn create(job: Job)"));
    }

    #[test]
    fn a_path_ends_where_the_rest_begins() {
        for (item, path) in [
            ("field Job::status: Option<String>", "Job::status"),
            (
                "#[deprecated] fn requests::ListJobs::after(self, after: String) -> Self",
                "ListJobs::after",
            ),
            ("type Id = i64", "Id"),
            ("variant Vehicle::Van(Van)", "Vehicle::Van"),
            ("field Job::r#type: String", "Job::r#type"),
        ] {
            assert_eq!(subject(item), path);
        }
    }
}
