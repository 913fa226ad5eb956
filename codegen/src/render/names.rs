//! What the items of a file give names to, and which names they mention, as their tokens tell.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The names that items give, and those that they mention.
#[derive(Default)]
pub(super) struct Names {
    pub(super) given: BTreeSet<String>,
    pub(super) mentioned: BTreeSet<String>,
}

impl Names {
    /// The names of an item.
    ///
    /// A name too many is imported for nothing; one that is missed would not compile. So what may be
    /// a mention is one.
    pub(super) fn of(item: &TokenStream) -> Self {
        let mut names = Self::default();
        names.define(item);
        names.mention(item.clone(), Among::Code);
        names
    }

    /// Adds the names of another item.
    pub(super) fn add(&mut self, mut other: Self) {
        self.given.append(&mut other.given);
        self.mentioned.append(&mut other.mentioned);
    }

    /// Adds the name that an item gives itself; of the table of a builder, the builder's.
    fn define(&mut self, item: &TokenStream) {
        let mut last = String::new();
        for token in item.clone() {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let is_given = matches!(
                        last.as_str(),
                        "struct" | "enum" | "type" | "const" | "static" | "fn" | "trait" | "as"
                    );
                    if is_given {
                        self.given.insert(name.clone());
                    }
                    last = name;
                }
                TokenTree::Group(group) if last == "builder" => {
                    let mut arguments =
                        group.stream().into_iter().filter_map(|token| match token {
                            TokenTree::Ident(ident) => Some(ident.to_string()),
                            _ => None,
                        });
                    self.given.extend(arguments.nth(1));
                    return;
                }
                // What stands in braces is within the item.
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
                _ => {}
            }
        }
    }

    fn mention(&mut self, tokens: TokenStream, among: Among) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut last = Last::Other;
        // Whether a variant's name comes next, where variants are listed.
        let mut is_variant = among == Among::Variants;
        for (index, token) in tokens.iter().enumerate() {
            last = match token {
                TokenTree::Ident(ident) => {
                    let is_label = begins_with_one_colon(&tokens[index + 1..]);
                    let is_name = last != Last::Within && !is_label && !is_variant;
                    is_variant = false;
                    let name = ident.to_string();
                    let is_enum = name == "enum";
                    if is_name {
                        self.mentioned.insert(name);
                    }
                    if is_enum { Last::Enum } else { last.after_a_word() }
                }
                TokenTree::Punct(punct) => match (punct.as_char(), punct.spacing()) {
                    ('.', _) | ('\'', _) => Last::Within,
                    (':', _) if last == Last::Colon => Last::Within,
                    (':', Spacing::Joint) => Last::Colon,
                    ('#', _) => Last::Attribute,
                    (',', _) => {
                        is_variant = among == Among::Variants;
                        Last::Other
                    }
                    _ => last.after_a_word(),
                },
                TokenTree::Group(group) if last == Last::Attribute => {
                    self.link(group);
                    Last::Other
                }
                TokenTree::Group(group) => {
                    let is_list = last == Last::Enum && group.delimiter() == Delimiter::Brace;
                    let among = if is_list { Among::Variants } else { Among::Code };
                    self.mention(group.stream(), among);
                    Last::Other
                }
                TokenTree::Literal(_) => Last::Other,
            };
        }
    }

    /// Adds what the documentation in an attribute links to.
    fn link(&mut self, attribute: &Group) {
        for token in attribute.stream() {
            if let TokenTree::Literal(text) = token {
                let text = text.to_string();
                let behind = text.split("](").skip(1);
                // What is shown by its name, rather than by another text.
                let is_target = |shown: &&str| {
                    shown.split_once("`]").is_some_and(|(_, behind)| !behind.starts_with('('))
                };
                let shown = text.split("[`").skip(1).filter(is_target);
                for target in behind.chain(shown) {
                    let target = target.trim_start_matches('`');
                    let target = target.split_once('@').map_or(target, |(kind, target)| {
                        if kind.chars().all(char::is_alphabetic) { target } else { kind }
                    });
                    let is_sign = |sign: char| !sign.is_alphanumeric() && sign != '_';
                    let name = target.split(is_sign).next().unwrap_or_default();
                    self.mentioned.insert(name.to_owned());
                }
            }
        }
    }
}

/// What tokens are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    Code,
    /// Those within the braces of an enum.
    Variants,
}

/// What stands before a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Other,
    /// The first of two colons.
    Colon,
    /// What makes the next word a part of something: a dot, two colons, the quote of a lifetime.
    Within,
    Attribute,
    /// The word `enum`, with what stands between it and its braces.
    Enum,
}

impl Last {
    fn after_a_word(self) -> Self {
        if self == Last::Enum { Last::Enum } else { Last::Other }
    }
}

/// Whether one colon comes first, before which stands a label, and not two, as in a path.
fn begins_with_one_colon(tokens: &[TokenTree]) -> bool {
    let is_colon = |token: Option<&TokenTree>| match token {
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => Some(punct.spacing()),
        _ => None,
    };
    match (is_colon(tokens.first()), is_colon(tokens.get(1))) {
        (Some(Spacing::Joint), Some(_)) | (None, _) => false,
        (Some(_), _) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("the tests write tokens")
    }

    fn mentioned(item: TokenStream) -> Vec<String> {
        let names = Names::of(&item).mentioned.into_iter();
        names.filter(|name| name.starts_with(char::is_uppercase)).collect()
    }

    #[test]
    fn labels_variants_and_parts_of_paths_are_no_mentions() {
        let item = tokens(
            r##"#[doc = "As [`Shown`], [`Text`](requests::Call) or [that](struct@Kind)."] pub enum Pet { #[doc = "A cat."] Cat(Box<Animal>), Dog { Label: ::std::String }, Bird }"##,
        );
        assert_eq!(mentioned(item), ["Animal", "Box", "Kind", "Pet", "Shown"]);
        let item =
            tokens(r##"wire::union!(Pet { Cat: tag("kind", &[own::Tag]), Dog: any_tag() });"##);
        assert_eq!(mentioned(item), ["Pet"]);
        let item = tokens("pub fn pet<'Life>(kind: Kind::Of) -> Result<Self::Pet, Error> {}");
        assert_eq!(mentioned(item), ["Error", "Kind", "Result", "Self"]);
    }

    #[test]
    fn an_item_gives_its_name_and_the_table_of_a_builder_the_builders() {
        let given = |item| Vec::from_iter(Names::of(&item).given);
        assert_eq!(given(tokens("pub struct Pet { pub kind: Kind }")), ["Pet"]);
        assert_eq!(
            given(tokens("wire::builder!(Pet, PetBuilder<A: required::Kind>;)")),
            ["PetBuilder"]
        );
        assert_eq!(given(tokens("pub use Pet as Animal;")), ["Animal"]);
        assert_eq!(given(tokens("impl Pet { pub const NONE: u8 = 0; }")), [""; 0]);
    }
}
