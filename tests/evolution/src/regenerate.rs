//! A description generated afresh, published, and what follows it generated with what was
//! published.

use specwright_codegen::{
    Config, Contents, Failure, Input, Levels, Plan, Planned, Published, Strictness, Surface,
    generate_file, plan,
};

/// A generation of an API: its public items, and its Rust, as one module.
#[derive(Clone, Debug)]
pub struct Generation {
    /// The public items.
    pub surface: Surface,
    /// The Rust.
    pub code: String,
}

/// A description, and how it is generated.
#[derive(Clone, Debug)]
pub struct Description {
    /// The text. A comment in its first line may say that it is received leniently, or that types
    /// alone are wanted.
    pub text: String,
}

impl Description {
    /// A description.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    fn config(&self, name: &str) -> Config {
        let mut config = Config::new(Input::new(name, self.text.clone()));
        config.levels = Levels::skipping();
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

/// Generates the old description afresh, and the new one with what the old one published.
///
/// # Errors
/// Where either cannot be generated.
pub fn publish_then_regenerate(
    old: &Description,
    new: &Description,
) -> Result<(Generation, Generation), Failure> {
    let generations = publish_all([old, new].into_iter())?;
    let [old, new] = <[Generation; 2]>::try_from(generations).unwrap_or_else(|_| unreachable!());
    Ok((old, new))
}

/// Generates descriptions one after another, each with what those before it published.
///
/// # Errors
/// Where one cannot be generated.
pub fn publish_all<'a>(
    descriptions: impl Iterator<Item = &'a Description>,
) -> Result<Vec<Generation>, Failure> {
    let mut published = None;
    let mut generations = Vec::new();
    for description in descriptions {
        let mut config = description.config("api.yaml");
        config.published = published.take();
        let (code, planned) = generate_file(&config)?;
        let Planned { plan: decided, .. } = planned;
        generations.push(Generation { surface: Surface::of(&decided, config.contents), code });
        published = Some(file(&decided));
    }
    Ok(generations)
}

/// The public items of a description that follows another, without its Rust.
///
/// # Errors
/// Where either cannot be generated.
pub fn surfaces(old: &Description, new: &Description) -> Result<[Surface; 2], Failure> {
    let old_config = old.config("api.yaml");
    let old_plan = plan(&old_config)?.plan;
    let mut new_config = new.config("api.yaml");
    new_config.published = Some(file(&old_plan));
    let new_plan = plan(&new_config)?.plan;
    Ok([Surface::of(&old_plan, old_config.contents), Surface::of(&new_plan, new_config.contents)])
}

/// The file of what a plan publishes.
fn file(plan: &Plan) -> Input {
    Input::new("published.txt", Published::of(plan).render())
}
