//! The runtime by another path: every mention of it in what was emitted, code and links of the
//! documentation alike.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, Literal, Spacing, TokenStream, TokenTree};

use crate::config::RuntimePath;

/// What the runtime is called where it is emitted.
const OWN: &str = "specwright";

/// The runtime as somebody else shows it.
pub(super) struct Runtime {
    text: String,
    /// Whether the path may not have `::` before it.
    begins: Beginning,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// A name of a crate.
    Crate,
    /// `::` or `crate`.
    Root,
}

impl Runtime {
    /// The runtime by a path that is not its own name.
    pub(super) fn elsewhere(path: &RuntimePath) -> Option<Self> {
        let text = path.as_str();
        let begins = match text.starts_with("::") || text.split("::").next() == Some("crate") {
            true => Beginning::Root,
            false => Beginning::Crate,
        };
        (!path.is_own()).then(|| Self { text: text.to_owned(), begins })
    }

    /// Tokens with the runtime's path in them.
    pub(super) fn named_in(&self, tokens: TokenStream) -> TokenStream {
        // Names with `::` between them are tokens, which cannot pass between threads.
        match TokenStream::from_str(&self.text) {
            Ok(path) => self.replaced(tokens, &path),
            Err(_) => tokens,
        }
    }

    fn replaced(&self, tokens: TokenStream, path: &TokenStream) -> TokenStream {
        let mut named: Vec<TokenTree> = Vec::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) if ident == OWN && is_path(tokens.peek()) => {
                    // An absolute path stays one.
                    let is_absolute = ends_in_colons(&named);
                    if is_absolute && self.begins == Beginning::Root {
                        named.truncate(named.len() - 2);
                    }
                    named.extend(path.clone());
                }
                TokenTree::Group(group) => named.push(self.in_group(&group, path)),
                TokenTree::Literal(literal) => named.push(self.in_literal(literal).into()),
                token => named.push(token),
            }
        }
        named.into_iter().collect()
    }

    fn in_group(&self, group: &Group, path: &TokenStream) -> TokenTree {
        let inner = self.replaced(group.stream(), path);
        let mut named = Group::new(group.delimiter(), inner);
        named.set_span(group.span());
        named.into()
    }

    /// A text of documentation links to items by their paths.
    fn in_literal(&self, literal: Literal) -> Literal {
        let text = literal.to_string();
        let link = format!("](::{OWN}::");
        let relative = format!("]({OWN}::");
        if !text.contains(&relative) && !text.contains(&link) {
            return literal;
        }
        let path = format!("]({}::", self.text);
        Literal::from_str(&text.replace(&link, &path).replace(&relative, &path)).unwrap_or(literal)
    }
}

/// Whether `::` follows, of which the first colon is joined to the second.
fn is_path(next: Option<&TokenTree>) -> bool {
    let is_joint =
        |punct: &proc_macro2::Punct| punct.as_char() == ':' && punct.spacing() == Spacing::Joint;
    matches!(next, Some(TokenTree::Punct(punct)) if is_joint(punct))
}

fn ends_in_colons(tokens: &[TokenTree]) -> bool {
    let is_colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    match tokens {
        [rest @ .., first, second] if is_colon(first) && is_colon(second) => {
            // `a::specwright` is somebody else's.
            !matches!(rest.last(), Some(TokenTree::Ident(_)))
                && !matches!(rest.last(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn every_mention_is_replaced_and_nothing_else() {
        let tokens = quote! {
            use specwright::wire;
            #[doc = "See [`Error`](specwright::Error), and specwright::x."]
            struct A { specwright: ::specwright::Value, b: Option<specwright::B> }
            fn f(specwright: String) -> [::specwright::C; 1] { specwright }
            specwright::wire::contract!(5);
        };
        for (path, relative, absolute) in [
            ("crate::rt", "crate :: rt", "crate :: rt"),
            ("::sdk::rt", ":: sdk :: rt", ":: sdk :: rt"),
            ("sdk::rt", "sdk :: rt", ":: sdk :: rt"),
        ] {
            let runtime = Runtime::elsewhere(&path.parse().expect("a path")).expect("elsewhere");
            let named = runtime.named_in(tokens.clone()).to_string();
            let text = tokens.to_string();
            let expected = text
                .replace(":: specwright ::", "ABSOLUTE ::")
                .replace("specwright ::", &format!("{relative} ::"))
                .replace("ABSOLUTE", absolute)
                .replace("](specwright::", &format!("]({path}::"));
            assert_eq!(named, expected);
            assert!(named.contains("specwright : "), "a name of somebody else's stays: {named}");
        }
        assert!(Runtime::elsewhere(&RuntimePath::default()).is_none());
    }
}
