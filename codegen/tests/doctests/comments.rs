//! Reads the comments of generated Rust, from its tokens: whatever is documentation to a
//! compiler is, however it is printed.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The lines of the documentation of each item, as they stand behind `///`.
pub(crate) fn of(files: &[String]) -> Vec<Vec<String>> {
    let mut comments = Vec::new();
    for file in files {
        let tokens = file.parse().unwrap_or_else(|error| panic!("{error}:\n{file}"));
        collect(tokens, &mut comments);
    }
    comments
}

fn collect(tokens: TokenStream, comments: &mut Vec<Vec<String>>) {
    let mut lines = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match (&token, tokens.peek()) {
            (TokenTree::Punct(sign), Some(TokenTree::Group(group)))
                if sign.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
            {
                lines.extend(line(group.stream()));
                tokens.next();
            }
            // The attributes of an item are over.
            _ => {
                if !lines.is_empty() {
                    comments.push(std::mem::take(&mut lines));
                }
                if let TokenTree::Group(group) = token {
                    collect(group.stream(), comments);
                }
            }
        }
    }
    assert!(lines.is_empty(), "comments of nothing: {lines:?}");
}

/// The line of an attribute `doc = "…"`.
fn line(attribute: TokenStream) -> Option<String> {
    let mut tokens = attribute.into_iter();
    match (tokens.next(), tokens.next(), tokens.next()) {
        (
            Some(TokenTree::Ident(doc)),
            Some(TokenTree::Punct(_)),
            Some(TokenTree::Literal(text)),
        ) if doc == "doc" => {
            let text: syn::LitStr = syn::parse2(TokenTree::Literal(text).into()).expect("a string");
            assert!(!text.value().contains('\n'), "one line: {:?}", text.value());
            Some(text.value())
        }
        _ => None,
    }
}
