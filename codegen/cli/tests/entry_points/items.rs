//! The items of generated code, each as text, whichever way they are laid out, and the features
//! that its modules stand behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use quote::ToTokens;
use syn::{File, Item};

/// The items of each module; the root's module is called "".
pub(crate) type Items = BTreeMap<String, Vec<String>>;

/// Those of a folder of files.
pub(crate) fn of_folder(folder: &Path) -> Items {
    let mut items = Items::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let module = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let module = if module == "mod" { String::new() } else { module };
        of_text(&module, &fs::read_to_string(&path).expect("text"), &mut items);
    }
    items
}

/// Those of one text, with its modules in it.
pub(crate) fn of_whole(text: &str) -> Items {
    let mut items = Items::new();
    of_text("", text, &mut items);
    items
}

fn of_text(module: &str, text: &str, items: &mut Items) {
    let file = syn::parse_file(text).expect("Rust");
    file.items.into_iter().for_each(|item| add(module, item, items));
}

fn add(module: &str, item: Item, items: &mut Items) {
    match item {
        Item::Mod(inner) => {
            let name = inner.ident.to_string();
            let gates = inner.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
            let gates = gates.map(|gate| format!("{name}: {}", gate.to_token_stream()));
            items.entry("features".to_owned()).or_default().extend(gates);
            let (_, inner) = inner.content.unwrap_or_default();
            inner.into_iter().for_each(|item| add(&name, item, items));
        }
        // How modules see each other, which depends on how they are laid out.
        Item::Use(_) => {}
        // What the macro watches.
        Item::Const(item) if module.is_empty() && item.ident == "_" => {}
        item => {
            let file =
                File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
            // Within a table, neither blanks nor a comma behind the last row mean anything.
            let text = prettyplease::unparse(&file);
            let text = text.split_whitespace().collect::<String>().replace(",}", "}");
            items.entry(module.to_owned()).or_default().push(text);
        }
    }
}
