//! `cargo xtask codegen --document`: another description of an API in place of its own, the
//! published one for example, and how the two differ, documentation aside.

use std::fs;
use std::path::Path;

use specwright_codegen::diff::{Side, diff, markdown, text};
use specwright_codegen::folder::beside;
use specwright_codegen::project::Job;
use specwright_codegen::{Config, Input, Published, state};

/// Puts a description in the place of a job's own.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn put(job: &mut Job, document: &Path) -> Result<(), String> {
    let content = fs::read_to_string(document)
        .map_err(|error| format!("error: {}: {error}", document.display()))?;
    job.config.document = Input::new(document.to_string_lossy(), content);
    job.config.files = Some(beside(document));
    Ok(())
}

/// How the description of one configuration differs from that of another, for the Rust and on the
/// wire: for a person, and as an entry of a changelog. Nothing, where it does not.
///
/// # Errors
/// Where nothing can be generated from one of them.
pub(crate) fn difference(ours: &Config, theirs: &Config) -> Result<Option<Difference>, String> {
    let published = match &ours.published {
        Some(input) => Published::parse(&input.content).map_err(|fault| fault.message)?,
        None => Published::default(),
    };
    let side = |config: &Config| {
        let state = state(config, &published).map_err(|error| error.to_string())?;
        let name = &config.document.name;
        Ok::<_, String>(Side::new(name, &state.alone, &state.plan, config.contents))
    };
    let step = diff(&side(ours)?, &side(theirs)?);
    let is_any = !step.changes.is_empty();
    Ok(is_any.then(|| Difference {
        text: text(&step, None, &|_, word| word.to_owned()),
        markdown: markdown(&step, None),
    }))
}

/// How two descriptions differ.
pub(crate) struct Difference {
    pub(crate) text: String,
    pub(crate) markdown: String,
}
