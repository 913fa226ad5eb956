//! A description generated afresh, published, and what follows it generated with what was
//! published.

use specwright_codegen::diagnostic::Position;
use specwright_codegen::diff::{Diff, Kind, Side, diff};
use specwright_codegen::{
    Config, Contents, Failure, Input, Levels, Published, Selection, State, Strictness, Surface,
    generate_file, state,
};

/// A generation of an API: its public items, and its Rust, as one module.
#[derive(Clone, Debug)]
pub struct Generation {
    /// The public items.
    pub surface: Surface,
    /// The Rust.
    pub code: String,
    /// The items of what was published that the generation reports as broken by force, each as its
    /// surface shows it.
    pub forced: Vec<String>,
}

/// A description, and how it is generated.
#[derive(Clone, Debug)]
pub struct Description {
    /// The text. A comment in its first line may say that it is received leniently, or that types
    /// alone are wanted.
    pub text: String,
    /// The operations that are wanted, by `operationId`; all of them and all types, where none is
    /// named.
    pub operations: Vec<String>,
}

impl Description {
    /// A description, all of it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), operations: Vec::new() }
    }

    fn config(&self, name: &str) -> Config {
        let mut config = Config::new(Input::new(name, self.text.clone()));
        config.levels = Levels::skipping();
        if !self.operations.is_empty() {
            config.selection = Selection::of(self.operations.iter().cloned());
        }
        let first = self.text.lines().next().filter(|first| first.starts_with('#'));
        let says = |word: &str| first.is_some_and(|first| first.contains(word));
        if says("lenient") {
            config.received = Strictness::Lenient;
        }
        if says("types only") {
            config.contents = Contents::TypesOnly;
        }
        config
    }
}

/// What a generation publishes, for the next one to go by: the text of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File(String);

/// Generates a description: afresh, or with what was published before.
///
/// # Errors
/// Where it cannot be generated.
pub fn regenerate(
    description: &Description,
    published: Option<&File>,
) -> Result<(Generation, File), Failure> {
    let mut config = description.config("api.yaml");
    config.published = published.map(|File(text)| Input::new("published.txt", text.clone()));
    let (code, planned) = generate_file(&config)?;
    let surface = Surface::of(&planned.plan, config.contents);
    let forced = match published {
        None => Vec::new(),
        Some(File(text)) => forced(text, &config)?,
    };
    let text = Published::of(&planned.plan).render();
    Ok((Generation { surface, code, forced }, File(text)))
}

/// The items that a change of the description takes away, as the difference reports it.
fn forced(published: &str, config: &Config) -> Result<Vec<String>, Failure> {
    let published = Published::parse(published).unwrap_or_default();
    let state = state(config, &published)?;
    let new = Side::new("new", &state.alone, &state.plan, config.contents);
    let old = Side::of_file("old", published, config.contents);
    let changes = diff(&old, &new).changes.into_iter();
    // What no change of the description explains is forced by nothing.
    let explained = changes.filter(|change| change.kind != Kind::ItemOnly);
    Ok(explained.flat_map(|change| change.missed).collect())
}

/// Generates the old description afresh, and the new one with what the old one published.
///
/// # Errors
/// Where either cannot be generated.
pub fn publish_then_regenerate(
    old: &Description,
    new: &Description,
) -> Result<(Generation, Generation), Failure> {
    let (old, published) = regenerate(old, None)?;
    let (new, _) = regenerate(new, Some(&published))?;
    Ok((old, new))
}

/// A state of an API, ready to be compared with another.
#[derive(Debug)]
pub struct Compared {
    /// What is compared.
    pub side: Side,
    state: State,
}

impl Compared {
    /// A description as it is published after another state; afresh, where there is none.
    ///
    /// # Errors
    /// Where it cannot be generated.
    pub fn new(
        name: &str,
        description: &Description,
        after: Option<&Self>,
    ) -> Result<Self, Failure> {
        let config = description.config(name);
        let before = after.map(|after| after.side.published.clone()).unwrap_or_default();
        let state = state(&config, &before)?;
        Ok(Self { side: Side::new(name, &state.alone, &state.plan, config.contents), state })
    }

    /// What the step from another state to this one means, with the places of each change.
    #[must_use]
    pub fn since(&self, old: &Self) -> Diff {
        let place = |state: &State, pointer: &str| {
            let Position { file, line, column } = state.position(pointer)?;
            Some(format!("{file}:{line}:{column}"))
        };
        let mut found = diff(&old.side, &self.side);
        found.judge_necessity(&old.side.surface, &self.side.surface);
        found.locate(&|pointer| place(&old.state, pointer), &|pointer| place(&self.state, pointer));
        found
    }
}

/// What the step from one description to the next means, the newer one published after the older.
///
/// # Errors
/// Where either cannot be generated.
pub fn compared(old: &Description, new: &Description) -> Result<Diff, Failure> {
    let old = Compared::new("old.yaml", old, None)?;
    let new = Compared::new("new.yaml", new, Some(&old))?;
    Ok(new.since(&old))
}
