//! The lints that generated code allows, each with the reason that stands beside it.
//!
//! An allowed lint is a promise broken in public, so there may be few, and each says why.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde::Serialize;

use crate::workspace::sources;

/// How many lints generated code may allow.
const MOST: usize = 6;

/// Allowed lints, with their reasons, and how often each stands in the code.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Lints(BTreeMap<String, BTreeMap<String, usize>>);

impl Lints {
    /// Those of the Rust below a folder.
    pub(super) fn find(folder: &Path) -> io::Result<Self> {
        let mut lints = Self::default();
        for path in sources(folder)? {
            let text = fs::read_to_string(&path)?;
            // What is no Rust is reported by those who compile it.
            if let Ok(tokens) = text.parse() {
                lints.read(tokens);
            }
        }
        Ok(lints)
    }

    /// Adds those of another crate.
    pub(super) fn add(&mut self, other: &Lints) {
        for (lint, reasons) in &other.0 {
            for (reason, count) in reasons {
                *self.0.entry(lint.clone()).or_default().entry(reason.clone()).or_default() +=
                    count;
            }
        }
    }

    /// Whether they are few, and each has its reason.
    pub(super) fn is_fine(&self) -> bool {
        self.0.len() <= MOST && self.0.values().all(|reasons| !reasons.contains_key(""))
    }

    /// A line for each lint and reason.
    pub(super) fn render(&self) -> String {
        let mut text =
            format!("{} distinct lints are allowed, of {MOST} that may be:", self.0.len());
        for (lint, reasons) in &self.0 {
            for (reason, count) in reasons {
                let reason = if reason.is_empty() { "without a reason" } else { reason };
                let _ = write!(text, "\n  {lint:<36} {count:>6} x  {reason}");
            }
        }
        text
    }

    /// Attributes are read as tokens, so that no comment or string is taken for one.
    fn read(&mut self, tokens: TokenStream) {
        let mut is_attribute = false;
        for token in tokens {
            match token {
                TokenTree::Punct(sign) => {
                    // The sign between the two is that of an attribute of the file.
                    is_attribute = sign.as_char() == '#' || is_attribute && sign.as_char() == '!';
                }
                TokenTree::Group(group) => {
                    if is_attribute && group.delimiter() == Delimiter::Bracket {
                        self.attribute(group.stream());
                    } else {
                        self.read(group.stream());
                    }
                    is_attribute = false;
                }
                _ => is_attribute = false,
            }
        }
    }

    fn attribute(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter();
        let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(list))) =
            (tokens.next(), tokens.next())
        else {
            return;
        };
        if name != "allow" && name != "expect" {
            return;
        }
        let (mut lints, mut reason) = (Vec::new(), String::new());
        for item in split(list.stream()) {
            match item.as_slice() {
                [TokenTree::Ident(key), TokenTree::Punct(_), TokenTree::Literal(text)]
                    if key == "reason" =>
                {
                    reason = text.to_string().trim_matches('"').to_owned();
                }
                path => lints.push(path.iter().map(ToString::to_string).collect::<String>()),
            }
        }
        for lint in lints {
            *self.0.entry(lint).or_default().entry(reason.clone()).or_default() += 1;
        }
    }
}

/// What stands between commas.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let items = tokens.split(is_comma).filter(|item| !item.is_empty());
    items.map(<[TokenTree]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_told_from_what_looks_like_one() {
        let text = r##"
            #![allow(dead_code, reason = "it is a table")]
            // #[allow(unused)]
            const TEXT: &str = "#[allow(unused)]";
            impl A {
                #[allow(
                    clippy::type_complexity, deprecated,
                    reason = "a wide tuple",
                )]
                fn f(#[allow(unused)] a: [u8; 1]) {}
            }
        "##;
        let mut lints = Lints::default();
        lints.read(text.parse().expect("Rust"));
        let shown = lints.render();
        assert!(shown.starts_with("4 distinct"), "{shown}");
        assert!(shown.contains("clippy::type_complexity"), "{shown}");
        assert!(!lints.is_fine(), "one has no reason: {shown}");
    }
}
