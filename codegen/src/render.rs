//! Tokens to text: each item is parsed and printed on its own, so that items stand
//! apart as a person would set them, and work is shared between the processors.

mod files;

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;
use thiserror::Error;

use self::files::{Piece, Pieces, files};
use crate::api::TypeId;
use crate::config::{Contents, FeatureGating, Formatting};
use crate::emit::{Emitter, Imports, Module, Part, contract, parts};
use crate::plan::Plan;

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

/// Prints a plan as a folder of modules.
///
/// # Errors
/// Only where the generator itself is at fault.
pub fn render(
    plan: &Plan,
    contents: Contents,
    gating: FeatureGating,
    stamp: &str,
) -> Result<Vec<File>, Bug> {
    let mut written = Vec::new();
    let mut modules = Vec::new();
    for (module, imports, pieces) in print_modules(plan, contents, |_| Layout::Formatted)? {
        modules.push(module);
        let head = format!("{stamp}\n{}", module.note());
        let total = pieces.iter().map(|piece| piece.text.len() + 1).sum::<usize>();
        match files(pieces) {
            Pieces::One(pieces) => {
                let mut text = head;
                text.reserve_exact(imports.len() + total);
                push_all(&mut text, &imports, pieces);
                written.push((format!("{}.rs", module.name()), text));
            }
            Pieces::Several(files) => {
                let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
                let emitter = Emitter::new(plan);
                let declared = printed(|| emitter.file_modules(module, &names), Spacing::Tight)?;
                written.push((format!("{}.rs", module.name()), head + &imports + "\n" + &declared));
                for (name, pieces) in files {
                    let mut text = format!("{stamp}\n");
                    push_all(&mut text, FILE_IMPORTS, pieces);
                    written.push((format!("{}/{name}.rs", module.name()), text));
                }
            }
        }
    }
    let root = printed(|| Emitter::new(plan).root(&modules, gating), Spacing::Tight)?;
    written.insert(0, ("mod.rs".to_owned(), format!("{stamp}\n{root}")));
    Ok(written)
}

/// What each of several files of a module begins with; one of enums alone needs none of it.
const FILE_IMPORTS: &str = "#[allow(unused_imports, reason = \"the files of a module see what it imports\")]\nuse super::*;\n";

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

/// Prints a plan as one file, to be included somewhere: its modules stand within it. Their
/// items are not indented, so that each is printed as in a file of its own.
///
/// # Errors
/// Only where the generator itself is at fault.
pub fn render_file(
    plan: &Plan,
    contents: Contents,
    gating: FeatureGating,
    formatting: Formatting,
    stamp: &str,
) -> Result<String, Bug> {
    let layout = |module| match (formatting, module) {
        (Formatting::WhatIsRead, Module::Wire | Module::Required) => Layout::Tokens,
        _ => Layout::Formatted,
    };
    let emitter = Emitter::new(plan);
    let contract = printed(|| vec![contract()], Spacing::Tight)?;
    let mut file = format!("{stamp}\n{contract}\n");
    let mut modules = Vec::new();
    for (module, imports, pieces) in print_modules(plan, contents, layout)? {
        modules.push(module);
        let empty = || vec![emitter.inline_module(module, gating, TokenStream::new())];
        let empty = printed(empty, Spacing::Tight)?;
        file.push_str(empty.trim_end().strip_suffix('}').unwrap_or(&empty));
        file.push_str("\n\n");
        push_all(&mut file, &imports, pieces);
        file.push_str("\n}\n\n");
    }
    file.push_str(&printed(|| emitter.inline_reexports(&modules, gating), Spacing::Tight)?);
    Ok(file)
}

/// Each module that has items, with its imports and the texts of its items.
fn print_modules(
    plan: &Plan,
    contents: Contents,
    layout: impl Fn(Module) -> Layout + Sync,
) -> Result<Vec<(Module, String, Vec<Piece>)>, Bug> {
    let wanted = Module::wanted(contents);
    let ids: Vec<TypeId> = plan.api.ids().collect();
    let parts = parts(&wanted, &ids);
    let mut printed_parts = print_all(plan, &parts, &layout)?.into_iter();
    let mut modules = Vec::new();
    for module in wanted {
        let own = parts.iter().filter(|part| part.module() == module).count();
        let mut mentioned = Imports::default();
        let mut pieces = Vec::new();
        for part in printed_parts.by_ref().take(own) {
            mentioned = mentioned.or(part.imports);
            pieces.extend(part.pieces);
        }
        // A module without items would be imported for nothing.
        if !pieces.is_empty() {
            let imports = || Emitter::new(plan).imports(module, mentioned);
            modules.push((module, printed(imports, Spacing::Tight)?, pieces));
        }
    }
    Ok(modules)
}

/// The tokens of a plan, for a macro.
#[must_use]
pub fn tokens(plan: &Plan, contents: Contents, gating: FeatureGating) -> TokenStream {
    Emitter::new(plan).whole(contents, gating)
}

/// How much stack a thread gets that prints: a type with a thousand properties nests its parts,
/// and is read and printed by recursion. Memory is taken as it is used.
const STACK: usize = 1 << 26;

/// The texts of a part, and what they mention that has to be imported.
struct Printed {
    pieces: Vec<Piece>,
    imports: Imports,
}

/// Prints each part, in the order of the parts, by as many threads as there are processors:
/// tokens cannot pass between threads, so each prints what it emits.
fn print_all(
    plan: &Plan,
    parts: &[Part<'_>],
    layout: &(impl Fn(Module) -> Layout + Sync),
) -> Result<Vec<Printed>, Bug> {
    let next = AtomicUsize::new(0);
    let work = || {
        let emitter = Emitter::new(plan);
        let mut done = Vec::new();
        while let Some((index, part)) = next_part(&next, parts) {
            done.push((index, print_part(&emitter, part, layout(part.module()))?));
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

fn print_part(emitter: &Emitter<'_>, part: Part<'_>, layout: Layout) -> Result<Printed, Bug> {
    let mut pieces = Vec::new();
    let mut push = |name: &str, text: String| {
        if !text.is_empty() {
            pieces.push(Piece { name: name.to_owned(), text });
        }
    };
    match part {
        Part::Items(module @ (Module::Operations | Module::Requests)) => {
            for (index, (name, items)) in
                emitter.items_of_operations(module).into_iter().enumerate()
            {
                // They are emitted again to be shown, were they no Rust.
                let first = Cell::new(items);
                let again = || emitter.items_of_operations(module).swap_remove(index).1;
                let items = || Some(first.take()).filter(|items| !items.is_empty());
                push(&name, laid_out(|| items().unwrap_or_else(again), layout)?);
            }
        }
        Part::Items(module) => push("", laid_out(|| emitter.items(module), layout)?),
        Part::Typed(module, ids) => {
            for id in ids {
                let text = laid_out(|| emitter.items_of(module, *id), layout)?;
                push(emitter.type_name(*id), text);
            }
        }
    }
    Ok(Printed { pieces, imports: emitter.take_imports() })
}

/// How the items of a module are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// As a person would set them.
    Formatted,
    /// A line of tokens each, for the compiler alone.
    Tokens,
}

fn laid_out(items: impl Fn() -> Vec<TokenStream>, layout: Layout) -> Result<String, Bug> {
    match layout {
        Layout::Formatted => printed(items, Spacing::Apart),
        Layout::Tokens => {
            let lines = items().into_iter().map(|tokens| tokens.to_string() + "\n");
            Ok(lines.collect())
        }
    }
}

/// Whether items are set apart by an empty line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Tight,
    Apart,
}

fn printed(items: impl Fn() -> Vec<TokenStream>, spacing: Spacing) -> Result<String, Bug> {
    let mut text = String::new();
    for (index, tokens) in items().into_iter().enumerate() {
        // The parser uses the tokens up; were they no Rust, they are emitted again to be shown.
        let file = parsed(tokens, || items().swap_remove(index))?;
        match spacing {
            Spacing::Tight => text.push_str(&prettyplease::unparse(&file)),
            Spacing::Apart => push_apart(&mut text, &prettyplease::unparse(&file)),
        }
    }
    Ok(text)
}

/// Some items, formatted.
#[cfg(test)]
pub(crate) fn formatted(items: TokenStream) -> Result<String, Bug> {
    printed(|| vec![items.clone()], Spacing::Tight)
}

fn parsed(tokens: TokenStream, again: impl FnOnce() -> TokenStream) -> Result<syn::File, Bug> {
    syn::parse2(tokens)
        .map_err(|error| Bug { reason: error.to_string(), tokens: again().to_string() })
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
