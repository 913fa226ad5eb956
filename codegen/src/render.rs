//! Tokens to text: each item is parsed and printed on its own, so that items stand
//! apart as a person would set them, and work is shared between the processors.

use std::thread;

use proc_macro2::TokenStream;

use crate::api::TypeId;
use crate::emit::{Emitter, Extent, Gates, Mentions, Module};
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
pub fn render(plan: &Plan, extent: Extent, gates: Gates, stamp: &str) -> Result<Vec<File>, Bug> {
    // A module without items would be imported for nothing.
    let mut texts = Vec::new();
    for module in Module::wanted(extent) {
        if let Some(text) = module_text(plan, module)? {
            texts.push((module, text));
        }
    }
    let modules: Vec<Module> = texts.iter().map(|(module, _)| *module).collect();
    let root = printed(Emitter::new(plan).root(&modules, gates), Spacing::Tight)?;
    let mut files = vec![("mod.rs".to_owned(), format!("{stamp}\n{root}"))];
    for (module, text) in texts {
        files.push((format!("{}.rs", module.name()), format!("{stamp}\n{text}")));
    }
    Ok(files)
}

/// Prints a plan as one file, to be included somewhere: its modules stand within it.
///
/// # Errors
/// Only where the generator itself is at fault.
pub fn render_file(plan: &Plan, extent: Extent, stamp: &str) -> Result<String, Bug> {
    let file = parsed(Emitter::new(plan).whole(extent))?;
    Ok(format!("{stamp}\n{}", prettyplease::unparse(&file)))
}

/// The tokens of a plan, for a macro.
#[must_use]
pub fn tokens(plan: &Plan, extent: Extent) -> TokenStream {
    Emitter::new(plan).whole(extent)
}

fn module_text(plan: &Plan, module: Module) -> Result<Option<String>, Bug> {
    let emitter = Emitter::new(plan);
    let mut items = printed(emitter.loose_items(module), Spacing::Apart)?;
    let mut mentions = emitter.take_mentions();
    for (part, mentioned) in typed_items(plan, module)? {
        push_apart(&mut items, &part);
        mentions = mentions.or(mentioned);
    }
    if items.is_empty() {
        return Ok(None);
    }
    let mut text = printed(emitter.imports(module, mentions), Spacing::Tight)?;
    push_apart(&mut text, &items);
    Ok(Some(text))
}

/// How much stack a thread gets that prints: a type with a thousand members nests its parts,
/// and is read and printed by recursion. Memory is taken as it is used.
const STACK: usize = 1 << 26;

/// The items of every type, printed by as many threads as there are processors: tokens
/// cannot pass between threads, so each prints what it emits.
fn typed_items(plan: &Plan, module: Module) -> Result<Vec<(String, Mentions)>, Bug> {
    let count = plan.api.types.len();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let workers = processors.min(count.div_ceil(64)).max(1);
    let ids: Vec<_> = plan.api.ids().collect();
    let print = |ids: &[TypeId]| {
        let emitter = Emitter::new(plan);
        let mut text = String::new();
        for id in ids {
            push_apart(&mut text, &printed(emitter.items_of(module, *id), Spacing::Apart)?);
        }
        Ok((text, emitter.take_mentions()))
    };
    thread::scope(|scope| {
        let size = count.div_ceil(workers).max(1);
        let worker = || thread::Builder::new().stack_size(STACK);
        let chunks: Vec<_> = ids
            .chunks(size)
            .map(|ids| (ids, worker().spawn_scoped(scope, move || print(ids))))
            .collect();
        chunks
            .into_iter()
            .map(|(ids, chunk)| match chunk {
                Ok(chunk) => chunk.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                // Where there are no more threads, this one does the work.
                Err(_) => print(ids),
            })
            .collect()
    })
}

/// Whether items are set apart by an empty line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Tight,
    Apart,
}

fn printed(items: Vec<TokenStream>, spacing: Spacing) -> Result<String, Bug> {
    let mut text = String::new();
    for tokens in items {
        let file = parsed(tokens)?;
        match spacing {
            Spacing::Tight => text.push_str(&prettyplease::unparse(&file)),
            Spacing::Apart => push_apart(&mut text, &prettyplease::unparse(&file)),
        }
    }
    Ok(text)
}

fn parsed(tokens: TokenStream) -> Result<syn::File, Bug> {
    // The tokens are shown with the error, so the parser gets a copy, which is cheap.
    syn::parse2(tokens.clone())
        .map_err(|error| Bug { reason: error.to_string(), tokens: tokens.to_string() })
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
