//! The word that hostile texts try to bring into the code.

use proc_macro2::{TokenStream, TokenTree};

/// What a hostile text would declare, could it break out: no name that the generator makes
/// of such a text is this word alone, so that where it stands as one, something got out.
pub(crate) const MARKER: &str = "zzEscaped";

/// Whether the word stands among the tokens as an identifier of its own.
pub(crate) fn is_among(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == MARKER,
        TokenTree::Group(group) => is_among(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
