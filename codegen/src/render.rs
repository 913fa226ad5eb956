//! Tokens to text: each item is parsed and printed on its own, so that items stand
//! apart as a person would set them, and work is shared between the processors.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;

use crate::api::TypeId;
use crate::config::{Contents, FeatureGating};
use crate::emit::{Emitter, Imports, Module, Part, parts};
use crate::plan::Plan;

/// A file of generated Rust: its path below the output folder, and its text.
pub type File = (String, String);

/// A bug in the generator: tokens that are not Rust.
#[derive(Clone, Debug)]
pub struct Bug {
    /// What is wrong with them.
    pub reason: String,
    /// The tokens.
    pub tokens: String,
}

impl std::fmt::Display for Bug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "this is a bug in specwright, please report it: what it wrote is not Rust: {}\n{}",
            self.reason, self.tokens
        )
    }
}

impl std::error::Error for Bug {}

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
    let head = |module: Module| format!("{stamp}\n{}", module.note());
    let printed_modules = print_modules(plan, contents, |_| Layout::Formatted, head)?;
    let modules: Vec<Module> = printed_modules.iter().map(|(module, _)| *module).collect();
    let root = printed(|| Emitter::new(plan).root(&modules, gating), Spacing::Tight)?;
    let mut files = vec![("mod.rs".to_owned(), format!("{stamp}\n{root}"))];
    let file = |(module, text): (Module, String)| (format!("{}.rs", module.name()), text);
    files.extend(printed_modules.into_iter().map(file));
    Ok(files)
}

/// Prints a plan as one file, to be included somewhere: its modules stand within it. Their
/// items are not indented, so that each is printed as in a file of its own.
///
/// # Errors
/// Only where the generator itself is at fault.
pub fn render_file(plan: &Plan, contents: Contents, stamp: &str) -> Result<String, Bug> {
    // Nobody opens a file of the build folder to read tables, and they are half of it.
    let layout = |module| match module {
        Module::Wire | Module::Required => Layout::Tokens,
        _ => Layout::Formatted,
    };
    let printed_modules = print_modules(plan, contents, layout, |_| String::new())?;
    let emitter = Emitter::new(plan);
    let mut file = format!("{stamp}\n");
    let length: usize = printed_modules.iter().map(|(_, text)| text.len() + HEAD).sum();
    file.reserve(length);
    for (module, text) in &printed_modules {
        let empty = || vec![emitter.inline_module(*module, TokenStream::new())];
        let empty = printed(empty, Spacing::Tight)?;
        let head = empty.trim_end().strip_suffix('}').unwrap_or(&empty);
        for piece in [head, "\n\n", text, "\n}\n\n"] {
            file.push_str(piece);
        }
    }
    let modules: Vec<Module> = printed_modules.iter().map(|(module, _)| *module).collect();
    file.push_str(&printed(|| emitter.inline_reexports(&modules), Spacing::Tight)?);
    Ok(file)
}

/// About how long what stands before a module within a file is.
const HEAD: usize = 512;

/// The text of each module that has items, behind its head.
fn print_modules(
    plan: &Plan,
    contents: Contents,
    layout: impl Fn(Module) -> Layout + Sync,
    head: impl Fn(Module) -> String,
) -> Result<Vec<(Module, String)>, Bug> {
    let wanted = Module::wanted(contents);
    let ids: Vec<TypeId> = plan.api.ids().collect();
    let parts = parts(&wanted, &ids);
    let mut printed_parts = print_all(plan, &parts, &layout)?.into_iter();
    let mut modules = Vec::new();
    for module in wanted {
        let own = parts.iter().filter(|part| part.module() == module).count();
        let own: Vec<Printed> = printed_parts.by_ref().take(own).collect();
        // A module without items would be imported for nothing.
        if own.iter().any(|part| !part.text.is_empty()) {
            modules.push((module, body(plan, module, own, head(module))?));
        }
    }
    Ok(modules)
}

/// The tokens of a plan, for a macro.
#[must_use]
pub fn tokens(plan: &Plan, contents: Contents) -> TokenStream {
    Emitter::new(plan).whole(contents)
}

/// How much stack a thread gets that prints: a type with a thousand properties nests its parts,
/// and is read and printed by recursion. Memory is taken as it is used.
const STACK: usize = 1 << 26;

/// A part's text, and what it mentions that has to be imported.
struct Printed {
    text: String,
    imports: Imports,
}

/// The text of a module: its head, what it imports, and its parts.
fn body(plan: &Plan, module: Module, parts: Vec<Printed>, mut body: String) -> Result<String, Bug> {
    let mentioned = parts.iter().fold(Imports::default(), |all, part| all.or(part.imports));
    let imports = printed(|| Emitter::new(plan).imports(module, mentioned), Spacing::Tight)?;
    let length: usize = parts.iter().map(|part| part.text.len() + 1).sum();
    body.reserve_exact(imports.len() + length);
    let texts = parts.into_iter().map(|part| part.text);
    let texts = [imports].into_iter().chain(texts).filter(|text| !text.is_empty());
    for (index, text) in texts.enumerate() {
        if index > 0 {
            body.push('\n');
        }
        body.push_str(&text);
    }
    Ok(body)
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
    let text = match part {
        Part::Items(module) => laid_out(|| emitter.items(module), layout)?,
        Part::Typed(module, ids) => {
            let mut text = String::new();
            for id in ids {
                let items = laid_out(|| emitter.items_of(module, *id), layout)?;
                push_apart(&mut text, &items);
            }
            text
        }
    };
    Ok(Printed { text, imports: emitter.take_imports() })
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
