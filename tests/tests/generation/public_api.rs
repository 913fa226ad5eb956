//! The whole public API of the fine-tuning endpoint, one line an item, so that a review
//! shows every change of it.

use std::fs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use specwright_tests::golden::assert_goldens;
use specwright_tests::spec;
use syn::{Fields, ImplItem, Item, Visibility};

#[test]
fn is_as_expected() {
    let folder = spec::root().join("runtime/src/generated/fine_tuning");
    let mut lines = Vec::new();
    for file in [
        "types.rs",
        "operations.rs",
        "requests.rs",
        "service.rs",
        "builders.rs",
        "required.rs",
        "wire.rs",
    ] {
        let text = fs::read_to_string(folder.join(file)).expect("a generated file");
        let parsed = syn::parse_file(&text).expect("Rust");
        let prefix = match file {
            "requests.rs" => "requests::",
            "required.rs" => "required::",
            "service.rs" => "service::",
            _ => "",
        };
        for item in &parsed.items {
            list(item, prefix, &mut lines);
        }
    }
    lines.sort();
    lines.dedup();
    let golden = spec::root().join("tests/public-api.txt");
    assert_goldens(&[(&golden, &(lines.join("\n") + "\n"))]);
}

fn list(item: &Item, prefix: &str, lines: &mut Vec<String>) {
    let is_public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let name = format!("{prefix}{}", item.ident);
            lines.push(format!("struct {name}{}", text(&item.generics)));
            if let Fields::Named(fields) = &item.fields {
                for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                    let ident = field.ident.as_ref().expect("a name");
                    lines.push(format!("field {name}::{ident}: {}", text(&field.ty)));
                }
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            lines.push(format!("enum {prefix}{}", item.ident));
            for variant in &item.variants {
                lines.push(format!(
                    "variant {prefix}{}::{}{}",
                    item.ident,
                    variant.ident,
                    text(&variant.fields)
                ));
            }
        }
        Item::Type(item) if is_public(&item.vis) => {
            lines.push(format!("type {prefix}{} = {}", item.ident, text(&item.ty)));
        }
        Item::Trait(item) if is_public(&item.vis) => {
            lines.push(format!("trait {prefix}{}", item.ident))
        }
        Item::Fn(item) if is_public(&item.vis) => {
            lines.push(format!("fn {prefix}{}", text(&item.sig).trim_start_matches("fn ")));
        }
        Item::Impl(item) => {
            let own = text(&item.self_ty);
            match &item.trait_ {
                Some((path, _)) => lines.push(format!("impl {} for {prefix}{own}", text(path))),
                None => {
                    for method in &item.items {
                        if let ImplItem::Fn(method) = method
                            && is_public(&method.vis)
                        {
                            lines.push(format!("method {prefix}{own}::{}", text(&method.sig)));
                        }
                    }
                }
            }
        }
        Item::Macro(item) => {
            let head = text(&item.mac.path);
            let rows = rows(&item.mac.tokens);
            if rows.is_empty() {
                lines.push(format!("{head} {}", text(&item.mac.tokens)));
            }
            lines.extend(rows.iter().map(|row| format!("{head} {row}")));
        }
        _ => {}
    }
}

/// The rows of a table, each behind what stands before the braces.
fn rows(tokens: &TokenStream) -> Vec<String> {
    let mut before = TokenStream::new();
    let mut rows = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let mut row = TokenStream::new();
                let mut depth = 0;
                let mut last = ' ';
                for token in group.stream() {
                    let sign = match &token {
                        TokenTree::Punct(punct) => punct.as_char(),
                        _ => ' ',
                    };
                    match sign {
                        '<' => depth += 1,
                        '>' if !matches!(last, '-' | '=') => depth -= 1,
                        ',' if depth == 0 => {
                            rows.push(format!("{}: {}", text(&before), text(&row)));
                            row = TokenStream::new();
                            continue;
                        }
                        _ => {}
                    }
                    last = sign;
                    row.extend([token]);
                }
            }
            token => before.extend([token]),
        }
    }
    rows
}

/// Tokens as a person writes them, but for the spaces that tell nothing.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let tight = [
        (" :: ", "::"),
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" , ", ", "),
        (" ,", ","),
        ("& ", "&"),
        (" : ", ": "),
        ("( ", "("),
        (" )", ")"),
        (" (", "("),
    ];
    tight.iter().fold(text, |text, (wide, tight)| text.replace(wide, tight))
}
