//! How many fields say more in their documentation than their own name and its JSON type.

use std::path::Path;
use std::{fs, io};

use serde::Serialize;

use crate::workspace::sources;

/// The fields of generated structs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Fields {
    /// All that stand for a property.
    pub(super) all: usize,
    /// Those of which the description says nothing, neither where they stand nor where it says what
    /// they hold.
    pub(super) by_name_alone: usize,
}

impl Fields {
    /// Those of the Rust below a folder.
    pub(super) fn find(folder: &Path) -> io::Result<Self> {
        let mut fields = Self::default();
        for path in sources(folder)? {
            fields.read(&fs::read_to_string(&path)?);
        }
        Ok(fields)
    }

    /// Adds those of another crate.
    pub(super) fn add(&mut self, other: Fields) {
        self.all += other.all;
        self.by_name_alone += other.by_name_alone;
    }

    /// The figures as a sentence.
    pub(super) fn render(self) -> String {
        let share = 100.0 * self.by_name_alone as f64 / self.all.max(1) as f64;
        format!(
            "{} of {} fields are documented by their own name alone ({share:.1} %).",
            self.by_name_alone, self.all
        )
    }

    /// Generated files have each field, attribute and line of a comment on a line of its own.
    fn read(&mut self, text: &str) {
        let mut is_within = false;
        let mut comment: Option<&str> = None;
        for line in text.lines().map(str::trim) {
            if let Some(item) = line.strip_prefix("pub struct ") {
                is_within = item.ends_with('{');
                comment = None;
            } else if line.starts_with('}') {
                is_within = false;
            } else if let (true, Some(said)) = (is_within, line.strip_prefix("///")) {
                comment = comment.or(Some(said.trim()));
            } else if let (true, Some((_, kind))) =
                (is_within && line.starts_with("pub "), line.split_once(": "))
            {
                // What keeps undeclared properties is no property.
                let is_property = comment.is_some() && !kind.ends_with("Extra,");
                self.all += usize::from(is_property);
                self.by_name_alone +=
                    usize::from(is_property && comment.is_some_and(is_name_alone));
                comment = None;
            }
        }
    }
}

/// Whether a comment begins as that of a property of which nothing is said does: with its name on
/// the wire, and what it is in JSON.
fn is_name_alone(comment: &str) -> bool {
    let kinds = ["a ", "an ", "any ", "one of ", "null"];
    let rest = comment.strip_prefix('`').and_then(|comment| comment.split_once("`: "));
    rest.is_some_and(|(name, kind)| {
        !name.contains('`') && kind.ends_with('.') && kinds.iter().any(|one| kind.starts_with(one))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_counted_by_what_is_said_of_them() {
        let mut fields = Fields::default();
        fields.read(
            "/// `a`: a string.\npub struct A {\n    /// `a`: a string.\n    ///\n    /// Limits: few.\n    \
             pub a: Option<String>,\n    /// What it costs.\n    pub b: i64,\n    /// `c`: a letter of \
             `a`\n    #[deprecated]\n    pub c: i64,\n    /// Undeclared properties.\n    pub extra: \
             Extra,\n    #[doc(hidden)]\n    pub nulls: specwright::wire::Nulls,\n}\n/// `a`: a \
             string.\npub fn a(&self) -> String;\npub struct B(pub i64);\n",
        );
        assert_eq!(fields, Fields { all: 3, by_name_alone: 1 });
        assert_eq!(
            fields.render(),
            "1 of 3 fields are documented by their own name alone (33.3 %)."
        );
    }
}
