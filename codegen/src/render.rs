//! Tokens to text: each item is parsed and printed on its own, so that items stand
//! apart as a person would set them, and work is shared between the processors. What is printed
//! comes in parts, and each thread that prints one asks it for its tokens.

mod files;
mod names;
mod rows;
mod scope;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;
use thiserror::Error;

pub(crate) use self::files::Sharing;

use self::files::{Piece, Pieces, files};
use self::names::Names;
use self::scope::{Given, Scope, given};
use crate::config::{Contents, Formatting};
use crate::emit::{Emission, Emitted, Imports, Module, Part};

/// A file of generated Rust: its path below the output folder, and its text.
pub type File = (String, String);

/// The names that modules have, by which their files and folders are called.
pub(crate) fn module_names() -> impl Iterator<Item = &'static str> {
    Module::wanted(Contents::Whole).into_iter().map(Module::name)
}

/// A bug in the generator: tokens that are not Rust.
#[derive(Clone, Debug, Error)]
#[error(
    "this is a bug in specwright, please report it: what it wrote is not Rust: {reason}\n{tokens}"
)]
pub struct Bug {
    /// What is wrong with them.
    pub reason: String,
    /// The tokens.
    pub tokens: String,
}

/// Prints an API as a folder of modules.
///
/// # Errors
/// Only where the generator itself is at fault.
pub(crate) fn folder(
    emission: &Emission<'_>,
    stamp: &str,
    sharing: &Sharing,
) -> Result<Vec<File>, Bug> {
    let mut written = Vec::new();
    let mut modules = Vec::new();
    // Which file gives which type: the types come first.
    let mut types = Given::new();
    for (module, mentioned, pieces) in print_modules(emission, layout_of)? {
        modules.push(module);
        let imports = printed(|| emission.imports(module, mentioned))?;
        let head = format!("{stamp}\n{}", module.note());
        let total = pieces.iter().map(|piece| piece.text.len() + 1).sum::<usize>();
        match files(pieces, sharing) {
            Pieces::One(pieces) => {
                let mut text = head;
                text.reserve_exact(imports.len() + total);
                push_all(&mut text, &imports, pieces);
                written.push((format!("{}.rs", module.name()), text));
            }
            Pieces::Several(files) => {
                let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
                let declared = printed(|| emission.file_modules(module, &names))?;
                let note = module.note();
                let text = format!("{stamp}\n{FILES_IMPORT}\n\n{note}{imports}\n{declared}");
                written.push((format!("{}.rs", module.name()), text));
                let own = given(&files);
                if module == Module::Types {
                    types.clone_from(&own);
                }
                let scope = Scope::new(module, emission.imports(module, mentioned), &own, &types);
                for (name, pieces) in files {
                    let mut text = format!("{stamp}\n");
                    push_all(&mut text, &scope.imports(&pieces), pieces);
                    written.push((format!("{}/{name}.rs", module.name()), text));
                }
            }
        }
    }
    let root = printed(|| emission.root(&modules))?;
    written.insert(0, ("mod.rs".to_owned(), format!("{stamp}\n{root}")));
    Ok(written)
}

/// What a module of several files says of them.
const FILES_IMPORT: &str =
    "#![allow(unused_imports, reason = \"the files see what is imported, and may show nothing\")]";

fn push_all(text: &mut String, imports: &str, pieces: Vec<Piece>) {
    text.push_str(imports);
    let mut is_first = imports.is_empty();
    for piece in pieces.iter().filter(|piece| !piece.text.is_empty()) {
        if !std::mem::take(&mut is_first) {
            text.push('\n');
        }
        text.push_str(&piece.text);
    }
}

/// Prints an API as one file, to be included somewhere: its modules stand within it. Their
/// items are not indented, so that each is printed as in a file of its own.
///
/// # Errors
/// Only where the generator itself is at fault.
pub(crate) fn file(
    emission: &Emission<'_>,
    formatting: Formatting,
    stamp: &str,
) -> Result<String, Bug> {
    let layout = |module: Module| match formatting {
        Formatting::WhatIsRead if !module.is_read() => Layout::Tokens,
        Formatting::WhatIsRead | Formatting::Everything => layout_of(module),
    };
    let head = printed(|| emission.head())?;
    let mut file = format!("{stamp}\n{head}\n");
    let mut modules = Vec::new();
    for (module, mentioned, pieces) in print_modules(emission, layout)? {
        modules.push(module);
        let imports = printed(|| emission.imports(module, mentioned))?;
        let empty = printed(|| emission.inline_module(module))?;
        file.push_str(empty.trim_end().strip_suffix('}').unwrap_or(&empty));
        file.push_str("\n\n");
        push_all(&mut file, &imports, pieces);
        file.push_str("\n}\n\n");
    }
    file.push_str(&printed(|| emission.inline_reexports(&modules))?);
    Ok(file)
}

/// Each module that has items, with what they mention and their texts.
fn print_modules(
    emission: &Emission<'_>,
    layout: impl Fn(Module) -> Layout + Sync,
) -> Result<Vec<(Module, Imports, Vec<Piece>)>, Bug> {
    let wanted: Vec<(Module, Vec<Part<'_>>)> = emission.modules().collect();
    let parts: Vec<Part<'_>> = wanted.iter().flat_map(|(_, parts)| parts).copied().collect();
    let mut printed_parts = print_all(&parts, &layout)?.into_iter();
    let mut modules = Vec::new();
    for (module, parts) in wanted {
        let mut mentioned = Imports::default();
        let mut pieces = Vec::new();
        for part in printed_parts.by_ref().take(parts.len()) {
            mentioned = mentioned.or(part.imports);
            pieces.extend(part.pieces);
        }
        // A module without items would be imported for nothing.
        if !pieces.is_empty() {
            modules.push((module, mentioned, pieces));
        }
    }
    Ok(modules)
}

/// How much stack a thread gets that prints: a type with a thousand properties nests its parts,
/// and is read and printed by recursion. Memory is taken as it is used.
const STACK: usize = 1 << 26;

/// The texts of a part, and what they mention that has to be imported.
struct Printed {
    pieces: Vec<Piece>,
    imports: Imports,
}

/// Prints each part, in the order of the parts, by as many threads as there are processors.
fn print_all(
    parts: &[Part<'_>],
    layout: &(impl Fn(Module) -> Layout + Sync),
) -> Result<Vec<Printed>, Bug> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((index, part)) = next_part(&next, parts) {
            done.push((index, print_part(part, layout(part.module()))?));
        }
        Ok(done)
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let workers = processors.min(parts.len().div_ceil(8)).max(1);
    let mut done = thread::scope(|scope| {
        let worker = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        // Where there are no more threads, those that there are do the work.
        let others: Vec<_> = (0..workers).map_while(|_| worker().ok()).collect();
        let mut done = if others.is_empty() { work()? } else { Vec::new() };
        for other in others {
            let theirs = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            done.extend(theirs?);
        }
        Ok(done)
    })?;
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, printed)| printed).collect())
}

fn next_part<'p>(next: &AtomicUsize, parts: &[Part<'p>]) -> Option<(usize, Part<'p>)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    parts.get(index).map(|part| (index, *part))
}

fn print_part(part: Part<'_>, layout: Layout) -> Result<Printed, Bug> {
    let Emitted { groups, imports } = part.emit();
    let mut pieces = Vec::new();
    for (index, (name, items)) in groups.into_iter().enumerate() {
        let again = || part.emit().groups.swap_remove(index).1;
        let mut names = Names::default();
        items.iter().for_each(|item| names.add(Names::of(item)));
        let text = laid_out(items, again, layout)?;
        if !text.is_empty() {
            pieces.push(Piece { name, text, names });
        }
    }
    Ok(Printed { pieces, imports })
}

/// How the items of a module are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// As a person would set them.
    Formatted,
    /// Tables, a row a line.
    Rows,
    /// A line of tokens each, for the compiler alone.
    Tokens,
}

/// How a person would set the items of a module.
fn layout_of(module: Module) -> Layout {
    if module.holds_tables() { Layout::Rows } else { Layout::Formatted }
}

/// Prints items; were they no Rust, they are emitted again to be shown, as the parser uses them up.
fn laid_out(
    items: Vec<TokenStream>,
    again: impl Fn() -> Vec<TokenStream>,
    layout: Layout,
) -> Result<String, Bug> {
    let mut text = String::new();
    for (index, tokens) in items.into_iter().enumerate() {
        match layout {
            Layout::Formatted if rows::is_table(&tokens) => {
                push_apart(&mut text, &rows::printed(tokens));
            }
            Layout::Formatted => {
                push_apart(&mut text, &formatted(tokens, || again().swap_remove(index))?);
            }
            Layout::Rows => push_apart(&mut text, &rows::printed(tokens)),
            Layout::Tokens => {
                text.push_str(&tokens.to_string());
                text.push('\n');
            }
        }
    }
    Ok(text)
}

/// Prints what stands around the items, line below line.
fn printed(items: impl Fn() -> Vec<TokenStream>) -> Result<String, Bug> {
    let lines = items().into_iter().enumerate();
    lines.map(|(index, tokens)| formatted(tokens, || items().swap_remove(index))).collect()
}

/// An item, formatted.
pub(crate) fn formatted(
    tokens: TokenStream,
    again: impl FnOnce() -> TokenStream,
) -> Result<String, Bug> {
    let file = syn::parse2(tokens)
        .map_err(|error| Bug { reason: error.to_string(), tokens: again().to_string() })?;
    Ok(prettyplease::unparse(&file))
}

fn push_apart(text: &mut String, part: &str) {
    if part.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(part);
}
