//! Source text to the modules that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, UseTree};

use crate::tables::Known;

/// A file: the path of its module, and the paths that it names, each from the root of its crate
/// or by the name of another.
pub(crate) struct Source {
    pub(crate) module: Vec<String>,
    /// The literals of the code, as they are written.
    pub(crate) literals: Vec<String>,
    named: BTreeSet<Vec<String>>,
    problem: Option<String>,
}

impl Source {
    /// A file at a path below the folder of sources. Tests are no part of it.
    pub(crate) fn new(path: &Path, text: &str) -> Self {
        let steps = path.with_extension("");
        let mut module: Vec<String> =
            steps.iter().map(|step| step.to_string_lossy().into_owned()).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        let mut source =
            Self { module, literals: Vec::new(), named: BTreeSet::new(), problem: None };
        match syn::parse_file(text) {
            Ok(file) => {
                let module = source.module.clone();
                Scope { module: &module, imports: BTreeMap::new() }.items(file.items, &mut source);
            }
            Err(error) => source.problem = Some(error.to_string()),
        }
        source
    }
}

/// What is not as the tables have it: a module may name itself and those that its row lists, of
/// other crates what `outside` has a row for only where that lists it.
pub(crate) fn faults(sources: &[Source], table: &[Known], outside: &[Known]) -> Vec<String> {
    let mut faults = BTreeSet::new();
    for source in sources {
        let name = source.module.join("::");
        if let Some(problem) = &source.problem {
            faults.insert(format!("`{name}` cannot be read: {problem}"));
        }
        // The root declares the modules and shows what is theirs.
        if row(table, &source.module).is_none() && !source.module.is_empty() {
            faults.insert(format!("`{name}` is not in the table"));
        }
        for path in &source.named {
            if let Some((target, may)) = row(outside, path)
                && !may.iter().any(|may| begins(&source.module, may))
            {
                faults.insert(format!("{name} -> {target}"));
            }
        }
    }
    let is_known = |(own, target): &(&str, &str)| {
        table.iter().any(|(name, known)| name == own && known.contains(target))
    };
    let others = arrows(sources, table).into_iter().filter(|(arrow, _)| !is_known(arrow));
    faults.extend(others.map(|((own, target), within)| format!("{own} -> {target} (in {within})")));
    faults.into_iter().collect()
}

/// The root of a crate, as the target of an arrow.
const ROOT: &str = "the root";

/// The arrows between the rows of a table, each with a module that it begins in.
pub(crate) fn arrows<'t>(
    sources: &[Source],
    table: &'t [Known],
) -> BTreeMap<(&'t str, &'t str), String> {
    let mut arrows = BTreeMap::new();
    for source in sources {
        let Some((own, _)) = row(table, &source.module) else { continue };
        for path in &source.named {
            let Some((_, path)) = path.split_first().filter(|(root, _)| *root == "crate") else {
                continue;
            };
            let target = match row(table, path) {
                Some((target, _)) => target,
                // Exported macros stand at the root, wherever they are written.
                None if path.iter().any(|step| step.starts_with("__")) => continue,
                None => ROOT,
            };
            if target != own {
                arrows.insert((own, target), source.module.join("::"));
            }
        }
    }
    arrows
}

/// The row of the innermost module that a path leads into.
fn row(table: &[Known], path: &[String]) -> Option<Known> {
    let rows = table.iter().filter(|(name, _)| begins(path, name));
    rows.max_by_key(|(name, _)| name.len()).copied()
}

fn begins(path: &[String], module: &str) -> bool {
    let steps: Vec<&str> = module.split("::").collect();
    path.len() >= steps.len() && path.iter().zip(&steps).all(|(step, module)| step == module)
}

/// A module, which may stand within a file, and what its names mean.
struct Scope<'a> {
    module: &'a [String],
    imports: BTreeMap<String, Vec<String>>,
}

impl Scope<'_> {
    fn items(mut self, items: Vec<Item>, source: &mut Source) {
        let items: Vec<Item> =
            items.into_iter().filter(|item| !is_test(attributes(item))).collect();
        for item in &items {
            match item {
                Item::Use(used) => {
                    let mut found = Vec::new();
                    uses(&used.tree, &mut Vec::new(), &mut found);
                    for (path, name) in found {
                        let path = self.resolved(path);
                        self.imports.insert(name, path.clone());
                        source.named.insert(path);
                    }
                }
                Item::Mod(module) => {
                    let mut path = root(self.module);
                    path.push(module.ident.to_string());
                    self.imports.insert(module.ident.to_string(), path);
                }
                _ => {}
            }
        }
        for item in items {
            match item {
                Item::Use(_) => {}
                Item::Mod(module) => {
                    let mut path = self.module.to_vec();
                    path.push(module.ident.to_string());
                    let (_, items) = module.content.unwrap_or_default();
                    Scope { module: &path, imports: BTreeMap::new() }.items(items, source);
                }
                item => self.tokens(item.into_token_stream(), source),
            }
        }
    }

    /// Looks for paths in code, also in the arguments of macros, but for what `quote!` writes.
    fn tokens(&self, tokens: TokenStream, source: &mut Source) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |index: usize, sign: char| matches!(tokens.get(index), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        let mut index = 0;
        while index < tokens.len() {
            let word = match &tokens[index] {
                TokenTree::Ident(ident) => ident.to_string(),
                TokenTree::Literal(literal) => {
                    source.literals.push(literal.to_string());
                    index += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.tokens(group.stream(), source);
                    index += 1;
                    continue;
                }
                TokenTree::Punct(_) => {
                    // The crate of a macro is that of whoever calls it.
                    index += if is(index, '$') { 2 } else { 1 };
                    continue;
                }
            };
            let group = |index: usize| match tokens.get(index) {
                Some(TokenTree::Group(group)) => Some(group),
                _ => None,
            };
            if is(index + 1, '!') && matches!(word.as_str(), "quote" | "parse_quote") {
                source.named.insert(vec![word]);
                index += 3;
                continue;
            }
            // `pub(in crate::…)` names no other module than the one that it stands in.
            if word == "pub" && group(index + 1).is_some() {
                index += 2;
                continue;
            }
            let mut path = vec![word];
            index += 1;
            while is(index, ':') && is(index + 1, ':') {
                match tokens.get(index + 2) {
                    Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
                    // A `use` within a function.
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                        let tree = group.to_token_stream();
                        if let Ok(tree) = syn::parse2::<UseTree>(tree) {
                            let mut found = Vec::new();
                            uses(&tree, &mut path.clone(), &mut found);
                            let paths = found.into_iter().map(|(path, _)| self.resolved(path));
                            source.named.extend(paths);
                        }
                        index += 3;
                        break;
                    }
                    _ => break,
                }
                index += 3;
            }
            let is_path = path.len() > 1;
            if is_path || self.imports.contains_key(&path[0]) {
                source.named.insert(self.resolved(path));
            }
        }
    }

    /// A path as it is seen from the root of the crate, which is called `crate`.
    fn resolved(&self, path: Vec<String>) -> Vec<String> {
        let mut base = root(self.module);
        let mut steps = path.iter().peekable();
        match steps.peek().map(|step| step.as_str()) {
            Some("crate") => base.truncate(1),
            Some("self" | "super") => {}
            Some(name) => match self.imports.get(name) {
                // What is imported by its own name, as another crate may be, means itself.
                Some(known) if known.first().is_some_and(|first| first != name) => {
                    base = known.clone();
                }
                _ => return path,
            },
            None => return path,
        }
        if steps.peek().is_some_and(|step| *step != "super") {
            steps.next();
        }
        for step in steps {
            match step.as_str() {
                "super" => {
                    base.pop();
                }
                "self" => {}
                step => base.push(step.to_owned()),
            }
        }
        base
    }
}

fn root(module: &[String]) -> Vec<String> {
    [&["crate".to_owned()], module].concat()
}

/// The paths that a `use` brings in, and the names that it gives them.
fn uses(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    match tree {
        UseTree::Path(step) => {
            path.push(step.ident.to_string());
            uses(&step.tree, path, found);
            path.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            found.push((path.clone(), path.last().cloned().unwrap_or_default()));
        }
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            found.push(([path.as_slice(), std::slice::from_ref(&name)].concat(), name));
        }
        UseTree::Rename(renamed) => {
            let mut whole = path.clone();
            if renamed.ident != "self" {
                whole.push(renamed.ident.to_string());
            }
            found.push((whole, renamed.rename.to_string()));
        }
        UseTree::Glob(_) => found.push((path.clone(), String::new())),
        UseTree::Group(group) => {
            for tree in &group.items {
                uses(tree, path, found);
            }
        }
    }
}

/// Whether something is there for tests alone.
fn is_test(attributes: &[Attribute]) -> bool {
    let is = |attribute: &Attribute| {
        attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    };
    attributes.iter().any(is)
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
