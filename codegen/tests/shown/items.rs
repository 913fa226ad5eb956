//! The public items of a crate, with what is said of each, out of its sources.
//!
//! An item that is written `pub` can be reached: rustc's lint `unreachable_pub` sees to that. Of a
//! module that documentation hides, what the root of the crate shows is public.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, ImplItem, Lit, Meta, TraitItem, UseTree, Visibility};

use crate::examples::{code, references};

/// A public item, and the code of the examples in which its reader looks for it.
pub(crate) struct Item {
    /// Its path within the crate, by the modules of its file.
    pub(crate) path: String,
    name: String,
    /// Whether its own documentation has an example, or refers to one.
    has_example: bool,
    examples: String,
}

impl Item {
    /// Whether it has an example of its own, or stands in another by its name.
    pub(crate) fn is_shown(&self) -> bool {
        if self.has_example {
            return true;
        }
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        self.examples.split(|letter| !is_word(letter)).any(|word| word == self.name)
    }
}

/// What is found of a crate before it is known who says what of whom.
#[derive(Default)]
struct Found {
    /// The path and the name of an item; of a method, its type.
    items: Vec<(Vec<String>, String, Option<String>)>,
    /// The code in the documentation of each module, by its path.
    modules: BTreeMap<Vec<String>, String>,
    /// The code in the documentation of each item, by its name or that of its type and its own.
    code: BTreeMap<(Option<String>, String), String>,
    /// Whose examples it refers to, as *the example of [`Name`]*.
    refers: BTreeMap<(Option<String>, String), Vec<String>>,
    hidden: BTreeSet<Vec<String>>,
    /// What the root shows.
    shown: BTreeSet<String>,
}

/// The public items of a crate; `front` are pages that the root includes.
pub(crate) fn items(lib: &Path, front: &[&Path]) -> Vec<Item> {
    let mut found = Found::default();
    let lib = Path::new(env!("CARGO_MANIFEST_DIR")).join(lib);
    let folder = lib.parent().expect("a folder").to_owned();
    file(&lib, &folder, &[], true, &mut found);
    let pages = front.iter().map(|page| Path::new(env!("CARGO_MANIFEST_DIR")).join(page));
    let pages: String =
        pages.map(|page| code(&fs::read_to_string(page).expect("a page"))).collect();
    found.modules.entry(Vec::new()).or_default().push_str(&pages);
    let is_hidden = |module: &[String], name: &str, of: Option<&String>| {
        found.hidden.iter().any(|hidden| module.starts_with(hidden))
            && !found.shown.contains(of.map_or(name, String::as_str))
    };
    let public =
        found.items.iter().filter(|(module, name, of)| !is_hidden(module, name, of.as_ref()));
    public.map(|(module, name, of)| item(&found, module, name, of.as_ref())).collect()
}

fn item(found: &Found, module: &[String], name: &str, of: Option<&String>) -> Item {
    let own = found.code.get(&(of.cloned(), name.to_owned()));
    let around = of.and_then(|of| found.code.get(&(None, of.clone())));
    // The methods of a type stand on its page, and show it and each other.
    let page = of.map_or(name, String::as_str);
    let methods = found.code.iter().filter(move |((of, _), _)| of.as_deref() == Some(page));
    let referring = [(of.cloned(), name.to_owned()), (None, of.cloned().unwrap_or_default())];
    let referred = referring.iter().filter_map(|key| found.refers.get(key)).flatten();
    let referred =
        referred.flat_map(|to| found.code.iter().filter(move |((_, name), _)| name == to));
    let modules = (0..=module.len()).filter_map(|length| found.modules.get(&module[..length]));
    let all = own.into_iter().chain(around).chain(methods.chain(referred).map(|(_, code)| code));
    let all = all.chain(modules);
    let path = module.iter().chain(of).map(String::as_str).chain([name]).collect::<Vec<_>>();
    Item {
        path: path.join("::"),
        name: name.to_owned(),
        has_example: own.is_some_and(|code| !code.is_empty())
            || found.refers.get(&referring[0]).is_some_and(|names| !names.is_empty()),
        examples: all.map(String::as_str).collect::<Vec<_>>().join("\n"),
    }
}

/// Reads the file of a module, and of the modules that it declares.
fn file(path: &Path, folder: &Path, module: &[String], is_page: bool, found: &mut Found) {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // Nobody reads what is said of a module that has no page.
    if is_page {
        found.modules.insert(module.to_vec(), code(&documentation(&file.attrs)));
    }
    if module.is_empty() {
        file.items.iter().for_each(|item| shown(item, &mut found.shown));
    }
    within(&file.items, folder, module, found);
}

/// The file of a module that says itself where it stands (`#[path = ".."]`).
fn stated_path(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(stated) if stated.path.is_ident("path") => match &stated.value {
            Expr::Lit(syn::ExprLit { lit: Lit::Str(path), .. }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    })
}

fn within(items: &[syn::Item], folder: &Path, module: &[String], found: &mut Found) {
    for item in items {
        match item {
            syn::Item::Mod(inner) if !is_for_tests(&inner.attrs) => {
                let name = inner.ident.to_string();
                let path: Vec<String> = module.iter().cloned().chain([name.clone()]).collect();
                if is_hidden(&inner.attrs) {
                    found.hidden.insert(path.clone());
                }
                match &inner.content {
                    Some((_, items)) => within(items, &folder.join(&name), &path, found),
                    // What is generated is judged by the generator's own tests.
                    None if name == "generated" => {}
                    None => {
                        let is_page = matches!(inner.vis, Visibility::Public(_));
                        let (source, below) = match stated_path(&inner.attrs) {
                            // What is below stands beside a file that is named by its path.
                            Some(stated) => {
                                let source = folder.join(stated);
                                let below = source.parent().unwrap_or(folder).to_owned();
                                (source, below)
                            }
                            None => (source(folder, &name), folder.join(&name)),
                        };
                        file(&source, &below, &path, is_page, found);
                    }
                }
            }
            syn::Item::Fn(it) => add(found, module, &it.attrs, &it.vis, &it.sig.ident, None),
            syn::Item::Struct(it) => add(found, module, &it.attrs, &it.vis, &it.ident, None),
            syn::Item::Enum(it) => add(found, module, &it.attrs, &it.vis, &it.ident, None),
            syn::Item::Type(it) => add(found, module, &it.attrs, &it.vis, &it.ident, None),
            syn::Item::Trait(it) => {
                add(found, module, &it.attrs, &it.vis, &it.ident, None);
                for method in &it.items {
                    if let TraitItem::Fn(method) = method {
                        let name = &method.sig.ident;
                        add(found, module, &method.attrs, &it.vis, name, Some(&it.ident));
                    }
                }
            }
            syn::Item::Impl(it) if it.trait_.is_none() => {
                let syn::Type::Path(of) = &*it.self_ty else { continue };
                let Some(of) = of.path.segments.last() else { continue };
                for method in &it.items {
                    if let ImplItem::Fn(method) = method {
                        let name = &method.sig.ident;
                        add(found, module, &method.attrs, &method.vis, name, Some(&of.ident));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The file of a module, either `name.rs` or `name/mod.rs`.
fn source(folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(name).with_extension("rs");
    if file.exists() { file } else { folder.join(name).join("mod.rs") }
}

fn add(
    found: &mut Found,
    module: &[String],
    attributes: &[Attribute],
    visibility: &Visibility,
    name: &syn::Ident,
    of: Option<&syn::Ident>,
) {
    if !matches!(visibility, Visibility::Public(_))
        || is_hidden(attributes)
        || is_for_tests(attributes)
    {
        return;
    }
    let (name, of) = (name.to_string(), of.map(ToString::to_string));
    let said = documentation(attributes);
    let key = (of.clone(), name.clone());
    found.code.entry(key.clone()).or_default().push_str(&code(&said));
    found.refers.entry(key).or_default().extend(references(&said));
    found.items.push((module.to_vec(), name, of));
}

/// What the attributes say as documentation.
fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.map(|line| line + "\n").collect()
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    says(attributes, "doc", "hidden")
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    says(attributes, "cfg", "test")
}

fn says(attributes: &[Attribute], name: &str, word: &str) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident(name) => list.tokens.to_string() == word,
        _ => false,
    })
}

/// The names that a `pub use` shows of other modules.
fn shown(item: &syn::Item, names: &mut BTreeSet<String>) {
    if let syn::Item::Use(used) = item
        && matches!(used.vis, Visibility::Public(_))
    {
        leaves(&used.tree, names);
    }
}

fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Rename(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Glob(_) => {}
    }
}
