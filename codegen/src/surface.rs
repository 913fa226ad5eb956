//! Every public item of a generated API as data, sorted and one a line: what whoever depends on the
//! API can name, and so what a change of it can break.
//!
//! An item is a whole: where one changes, nothing else does. A setter therefore says nothing of
//! what its builder needs beside it, and a type nothing of its fields. What every item of a kind
//! has anyway (a type of the API can be cloned, compared, shown, read and written) is said of the
//! kind, in [`Kind`], and is no item.
//!
//! Names are plain, as in a plan; only what is written has `r#` before a keyword.

mod compare;
mod construction;
mod operations;
mod rust_type;
mod service;
mod signature;
mod types;

use std::fmt::{self, Write};

use crate::api::Deprecation;
use crate::config::Contents;
use crate::ident;
use crate::plan::Plan;

pub(crate) use self::construction::taken;
pub(crate) use self::operations::{arguments, handed, output};
pub use self::rust_type::{Foreign, RustType};
pub use self::signature::{Argument, Receiver, Returns, Signature, Takes};
pub(crate) use self::types::field_type;

/// Every public item of a generated API.
///
/// ```
/// use specwright_codegen::{Config, Contents, Input, Surface, plan};
///
/// let text = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\ncomponents: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}\n";
/// let plan = plan(&Config::new(Input::new("pets.yaml", text)))?.plan;
/// let surface = Surface::of(&plan, Contents::Whole);
/// assert!(surface.render().contains("field Pet::name: Option<String>\n"));
/// // What one has and another lacks.
/// assert_eq!(surface.beyond(&Surface::of(&plan, Contents::TypesOnly)).count(), 0);
/// let first = &surface.items[0];
/// println!("{} of {}", first.path, first.owner());
/// assert_eq!(Surface::sorted(surface.items.clone()).items.len(), surface.items.len());
/// // With what names stand for that are only names.
/// assert_eq!(surface.unaliased().items.len(), surface.items.len());
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The items, in their order: what belongs to one type stands together.
    pub items: Vec<Item>,
}

/// A public item.
///
/// The example of [`Surface`] reads some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it is, from the root of the API: `Job`, `Job::status`, `requests::ListJobs::after`.
    /// An implementation is where the type is that it is for.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Whether whoever uses it is warned.
    pub deprecation: Deprecation,
}

/// What an item is, in the order in which items of one path stand.
///
/// The example of [`Surface`] reads some.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A module.
    Module,
    /// An object, always `#[non_exhaustive]`. As every [`Enum`](Kind::Enum) it is `Clone`, `Debug`, `PartialEq`, `Wire`, and
    /// serde's `Serialize` and `Deserialize`.
    Struct,
    /// One of several things; always `#[non_exhaustive]`, but for an enum that the user closed.
    Enum,
    /// What a call answers, by its status; always `#[non_exhaustive]`, and `Clone`, `Debug`,
    /// `PartialEq`. Where nothing is described it is the runtime's, by this name.
    Answers,
    /// What builds a struct; `Clone` and `Debug`.
    Builder {
        /// The trait of each property that it has to be given, in the order of its type
        /// parameters.
        states: Vec<String>,
    },
    /// A call of an operation, by a client or by nobody yet: it is `Debug`, has the methods that
    /// all calls have (`by`, `with`, `stream`, `send`, `response`, and those of
    /// [`OPTIONS`](crate::analysis::OPTIONS)), is an `Operation` and, by a client, a `Future` of
    /// `Result<Reply<output>, Error>`.
    Call {
        /// What a success carries.
        output: RustType,
        /// What a failure carries.
        failure: RustType,
        /// The options that are no methods of it, as parameters have their names.
        without: Vec<String>,
    },
    /// A method of a call by which its answer is read otherwise: in another media type, item by item,
    /// or a page after another; what it carries then.
    Reading(RustType),
    /// Another name for a type.
    Alias(RustType),
    /// A trait, implemented for `Set` alone.
    Trait,
    /// A constant.
    Constant(RustType),
    /// A field.
    Field(RustType),
    /// A variant, with what it holds.
    Variant(Option<RustType>),
    /// A function or a method.
    Function(Signature),
    /// What a type implements beyond what all of its kind do.
    Implementation(Implementation),
}

/// What a type implements beyond what all of its kind do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the traits")]
pub enum Implementation {
    Copy,
    Default,
    Display,
    Eq,
    Hash,
    FromStr,
    /// What the user asked for, by the path of what derives it.
    Derived(String),
    /// It is made from this.
    From(RustType),
    /// It is made from an array of pairs of a name and what becomes this.
    FromEntries(RustType),
    /// This is made from it.
    Into(RustType),
}

impl Surface {
    /// The public items of a plan.
    #[must_use]
    pub fn of(plan: &Plan, contents: Contents) -> Self {
        let mut items = Vec::new();
        for id in plan.api.ids() {
            items.extend(types::items(plan, id));
            items.extend(construction::items(plan, id));
        }
        let required = &plan.facts.names.required;
        if !required.is_empty() {
            items.push(Item::new("required", Kind::Module));
        }
        let path = |name: &String| format!("required::{name}");
        items.extend(required.values().map(|name| Item::new(path(name), Kind::Trait)));
        if contents == Contents::Whole {
            items.extend(operations::items(plan));
            items.extend(service::items(plan));
        }
        Self::sorted(items)
    }

    /// A surface of these items, in their order.
    #[must_use]
    pub fn sorted(mut items: Vec<Item>) -> Self {
        items.sort_by(|one, other| {
            let place = |item: &'_ Item| !item.deprecation.is_current();
            (&one.path, &one.kind, place(one)).cmp(&(&other.path, &other.kind, place(other)))
        });
        items.dedup();
        Self { items }
    }

    /// The items, one a line.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        for item in &self.items {
            // A string takes any text.
            let _ = writeln!(text, "{item}");
        }
        text
    }
}

impl Item {
    /// An item that nothing speaks against.
    #[must_use]
    pub fn new(path: impl Into<String>, kind: Kind) -> Self {
        Self { path: path.into(), kind, deprecation: Deprecation::Current }
    }

    /// The same, discouraged or not.
    #[must_use]
    pub(crate) fn with(self, deprecation: Deprecation) -> Self {
        Self { deprecation, ..self }
    }

    /// What of the path is within the innermost type or module.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or_default()
    }

    /// The path around the name; nothing, where it stands at the root.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.path.rsplit_once("::").map_or("", |(owner, _)| owner)
    }
}

/// An item as a line: what it is, where it is, and its signature in Rust.
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.deprecation.is_current() {
            f.write_str("#[deprecated] ")?;
        }
        let path = written(&self.path);
        match &self.kind {
            Kind::Module => write!(f, "mod {path}"),
            Kind::Struct => write!(f, "struct {path}"),
            Kind::Enum => write!(f, "enum {path}"),
            Kind::Answers => write!(f, "answers {path}"),
            Kind::Builder { states } if states.is_empty() => write!(f, "builder {path}"),
            Kind::Builder { states } => write!(f, "builder {path}<{}>", states.join(", ")),
            Kind::Call { output, failure, without } => {
                write!(f, "call {path} -> Result<{output}, {failure}>")?;
                match without.is_empty() {
                    true => Ok(()),
                    false => write!(f, " without {}", without.join(", ")),
                }
            }
            Kind::Reading(of) => write!(f, "reading {path} -> {of}"),
            Kind::Alias(of) => write!(f, "type {path} = {of}"),
            Kind::Trait => write!(f, "trait {path}"),
            Kind::Constant(of) => write!(f, "const {path}: {of}"),
            Kind::Field(of) => write!(f, "field {path}: {of}"),
            Kind::Variant(None) => write!(f, "variant {path}"),
            Kind::Variant(Some(of)) => write!(f, "variant {path}({of})"),
            Kind::Function(signature) => write!(f, "fn {path}{signature}"),
            Kind::Implementation(Implementation::Into(of)) => {
                write!(f, "impl From<{path}> for {of}")
            }
            Kind::Implementation(implementation) => write!(f, "impl {implementation} for {path}"),
        }
    }
}

impl fmt::Display for Implementation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Copy => f.write_str("Copy"),
            Self::Default => f.write_str("Default"),
            Self::Display => f.write_str("Display"),
            Self::Eq => f.write_str("Eq"),
            Self::Hash => f.write_str("Hash"),
            Self::FromStr => f.write_str("FromStr"),
            Self::Derived(path) => f.write_str(path),
            Self::From(of) => write!(f, "From<{of}>"),
            Self::FromEntries(of) => write!(f, "From<[(impl Into<String>, impl Into<{of}>); N]>"),
            Self::Into(of) => write!(f, "Into<{of}>"),
        }
    }
}

/// A path as it is written: keywords become raw identifiers.
#[must_use]
pub fn written(path: &str) -> String {
    let steps = path.split("::").map(|step| match ident::is_keyword(step) && step != "self" {
        true => format!("r#{step}"),
        false => step.to_owned(),
    });
    steps.collect::<Vec<_>>().join("::")
}
