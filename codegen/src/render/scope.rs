//! What a file of a module imports: the names that its items mention and others give.
//!
//! `use super::*` would be one line. But rustc copies each name of a glob import to each module
//! that has one, so that a large API would cost as many names as it has types times its files; and
//! a name that one of many globs gives it looks for in each of them. So it is taken from its file.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};

use super::files::Piece;
use crate::emit::Module;

/// Which file of its module gives each name, of a module that has several.
pub(super) type Given = BTreeMap<String, String>;

/// Which file of its module gives each name.
pub(super) fn given(files: &[(String, Vec<Piece>)]) -> Given {
    let names = files.iter().flat_map(|(file, pieces)| {
        let names = pieces.iter().flat_map(|piece| &piece.names.given);
        names.map(|name| (name.clone(), file.clone()))
    });
    names.collect()
}

/// Whence the files of a module take names.
pub(super) struct Scope<'a> {
    module: Module,
    /// What the module itself imports.
    imported: Imported,
    /// What its files give.
    own: &'a Given,
    /// What the files of the types give, where they have several.
    types: &'a Given,
}

/// The names that a module imports.
#[derive(Default)]
struct Imported {
    names: BTreeSet<String>,
    has_types: bool,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        module: Module,
        imports: Vec<TokenStream>,
        own: &'a Given,
        types: &'a Given,
    ) -> Self {
        let mut imported = Imported::default();
        imports.into_iter().for_each(|tokens| imported.add(tokens, ""));
        Self { module, imported, own, types }
    }

    /// What a file with these items begins with.
    pub(super) fn imports(&self, pieces: &[Piece]) -> String {
        let mut names = BTreeSet::new();
        let mut given = BTreeSet::new();
        for piece in pieces {
            names.extend(piece.names.mentioned.iter().map(String::as_str));
            given.extend(piece.names.given.iter().map(String::as_str));
        }
        // An import takes all that is called so, be it a module, a type or a function; and which types
        // there are is known where they have several files.
        let is_hidden = given.iter().any(|name| self.imported.names.contains(*name));
        let is_unknown = self.imported.has_types && self.types.is_empty();
        if is_hidden || is_unknown {
            return "use super::*;\n".to_owned();
        }
        let beside = match self.module {
            Module::Wire | Module::Builders => self.beside(pieces),
            _ => BTreeSet::new(),
        };
        let globs = beside.iter().map(|file| (*file, vec!["*"]));
        let mut types: BTreeMap<&str, Vec<&str>> = globs.collect();
        let (mut files, mut imported) = (BTreeMap::<&str, Vec<&str>>::new(), Vec::new());
        for name in names.difference(&given) {
            // The module's own name comes before that of a type, as it does before a glob's.
            if let Some(file) = self.own.get(*name) {
                files.entry(file).or_default().push(name);
            } else if self.imported.names.contains(*name) {
                imported.push((*name).to_owned());
            } else if let Some(file) = self.types.get(*name)
                && self.imported.has_types
                && !beside.contains(file.as_str())
            {
                types.entry(file).or_default().push(name);
            }
        }
        imported.extend(by_file(files));
        listed("super::super::types", by_file(types).collect()) + &listed("super", imported)
    }

    /// The files of types beside which a file stands: those that give what its items belong to.
    fn beside(&self, pieces: &[Piece]) -> BTreeSet<&str> {
        let files = pieces.iter().filter_map(|piece| self.types.get(&piece.name));
        files.map(String::as_str).collect()
    }
}

impl Imported {
    /// Adds what a `use` imports, the last word before which was `before`.
    fn add(&mut self, tokens: TokenStream, before: &str) {
        let mut last = before.to_owned();
        let mut is_leaf = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if ident == "self" && last == before => is_leaf = true,
                TokenTree::Ident(ident) => {
                    last = ident.to_string();
                    is_leaf = true;
                }
                TokenTree::Group(group) => {
                    self.add(group.stream(), &last);
                    is_leaf = false;
                }
                TokenTree::Punct(punct) => match punct.as_char() {
                    ':' => is_leaf = false,
                    '*' => {
                        self.has_types |= last == "types";
                        is_leaf = false;
                    }
                    ',' | ';' => {
                        self.end(&mut last, &mut is_leaf);
                        last = before.to_owned();
                    }
                    _ => {}
                },
                TokenTree::Literal(_) => {}
            }
        }
        self.end(&mut last, &mut is_leaf);
    }

    fn end(&mut self, last: &mut String, is_leaf: &mut bool) {
        if std::mem::take(is_leaf) {
            self.names.insert(std::mem::take(last));
        }
    }
}

/// What each file gives, by its path: a name that every file of a module may give, rustc would look for
/// in each of them.
fn by_file(files: BTreeMap<&str, Vec<&str>>) -> impl Iterator<Item = String> {
    files.into_iter().map(|(file, names)| match names.as_slice() {
        [only] => format!("{file}::{only}"),
        _ => format!("{file}::{{{}}}", names.join(", ")),
    })
}

/// How wide a line may be.
const WIDTH: usize = 100;

/// What is imported from a path, as many names on a line as there is room for.
fn listed(path: &str, names: Vec<String>) -> String {
    match names.as_slice() {
        [] => return String::new(),
        [only] => return format!("use {path}::{only};\n"),
        _ => {}
    }
    let together = format!("use {path}::{{{}}};\n", names.join(", "));
    if together.trim_end().len() <= WIDTH {
        return together;
    }
    let mut text = format!("use {path}::{{\n");
    let mut line = String::new();
    for name in names.iter().flat_map(|names| names.split_inclusive(", ")) {
        let name = name.trim_end_matches(", ");
        if !line.is_empty() && 4 + line.len() + 1 + name.len() + 1 > WIDTH {
            text.push_str(&format!("    {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(name);
        line.push(',');
    }
    text + &format!("    {line}\n}};\n")
}

#[cfg(test)]
mod tests {
    use super::super::names::Names;
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("the tests write tokens")
    }

    fn piece(name: &str, item: TokenStream) -> Piece {
        Piece { name: name.to_owned(), text: String::new(), names: Names::of(&item) }
    }

    #[test]
    fn a_file_imports_what_others_give() {
        let types = Given::from(
            [("Pet", "p"), ("Owner", "o"), ("Kind", "k")]
                .map(|(name, file)| (name.to_owned(), file.to_owned())),
        );
        let imports =
            || vec![tokens("use specwright::{Set, wire};"), tokens("use super::types::*;")];
        let own = Given::from([("PetBuilder".to_owned(), "p".to_owned())]);
        let table =
            || tokens("wire::builder!(Pet, PetBuilder; { owner -> (Set): Owner => value });");
        let builders = Scope::new(Module::Builders, imports(), &own, &types);
        assert_eq!(
            builders.imports(&[piece("Pet", table())]),
            "use super::super::types::{o::Owner, p::*};\nuse super::{Set, wire};\n"
        );
        // Of types in one file it is not known which there are.
        let unknown = Given::new();
        let builders = Scope::new(Module::Builders, imports(), &own, &unknown);
        assert_eq!(builders.imports(&[piece("Pet", table())]), "use super::*;\n");
        // A function called like a module hides it.
        let function = tokens("pub fn requests(client: &Client) -> requests::Requests {}");
        let imports = vec![tokens("use specwright::Client;"), tokens("use super::requests;")];
        let (own, types) = (Given::new(), Given::new());
        let operations = Scope::new(Module::Operations, imports, &own, &types);
        assert_eq!(operations.imports(&[piece("requests", function)]), "use super::*;\n");
    }

    #[test]
    fn what_is_long_stands_on_several_lines() {
        let names = (0..9).map(|index| format!("AnotherTypeOfTheApi{index}")).collect();
        let text = listed("super", names);
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert_eq!(text.lines().count(), 5, "{text}");
    }
}
