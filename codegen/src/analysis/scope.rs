//! The names of one scope: each is given once.

use foldhash::{HashMap, HashSet};

/// Names that are taken.
#[derive(Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// How often a name was refused, so that a thousand equal requests stay cheap.
    refused: HashMap<String, usize>,
}

impl Scope {
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes a name that was published, unless there is none.
    pub(super) fn keep(&mut self, published: Option<&String>) -> Option<String> {
        let name = published.filter(|name| !name.is_empty())?;
        self.take(name).then(|| name.clone())
    }

    /// Takes the preferred name, or it with the suffix, or with the first number that is free.
    pub(super) fn claim(&mut self, preferred: &str, suffix: &str) -> String {
        if self.take(preferred) {
            return preferred.to_owned();
        }
        let suffixed = format!("{preferred}{suffix}");
        if !suffix.is_empty() && self.take(&suffixed) {
            return suffixed;
        }
        let mut number = self.refused.get(preferred).copied().unwrap_or(1);
        loop {
            number += 1;
            let numbered = format!("{preferred}{number}");
            if self.take(&numbered) {
                self.refused.insert(preferred.to_owned(), number);
                return numbered;
            }
        }
    }
}
