//! Rust types and functions from an OpenAPI description.
//!
//! | to write Rust | begin with |
//! |---|---|
//! | in a build script | [`build`] |
//! | by a command, or into the repository | the crate `specwright-cli`, whose command is `specwright` |
//! | by a macro | the crate `specwright`, whose feature `macros` has `generate!` |
//! | in a program of one's own | [`generate`], which reads no file and writes none |
//!
//! ```
//! use specwright_codegen::{Config, Input, generate};
//!
//! let document = Input::new("pets.yaml", "
//! openapi: 3.1.0
//! info: {title: Pets, version: 1.0.0}
//! components:
//!   schemas:
//!     Pet:
//!       type: object
//!       required: [name]
//!       properties:
//!         name: {type: string}
//!         mood: {type: string, enum: [calm, hungry]}
//! ");
//! let output = generate(&Config::new(document))?;
//! let (_, types) = output.files.iter().find(|(name, _)| name == "types.rs").expect("types");
//! assert!(types.contains("pub struct Pet"));
//! assert!(types.contains("pub mood: Option<PetMood>"));
//! # Ok::<(), specwright_codegen::Failure>(())
//! ```
//!
//! It is a small compiler: text is **read** into a tree that knows its places, **lowered** to the
//! Rust API that will be written, **analysed** for what Rust needs to know of it, **emitted** as
//! tokens and **rendered** as files; the modules are its stages. Its core is a pure function; the
//! entry points read the files and write the output. What changed between two descriptions is told
//! by [`diff`]; some operations are cut out of one by `slice` (a feature).

// No document, no answer and no argument makes it panic.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::panic, clippy::unreachable, clippy::unwrap_used)
)]

pub mod analysis;
pub mod api;
mod build_script;
pub mod config;
mod customise;
pub mod deep_stack;
pub mod diagnostic;
pub mod diff;
mod emit;
mod failure;
pub mod folder;
mod ident;
pub mod lower;
pub mod normalise;
pub mod options;
pub mod output;
mod pipeline;
pub mod plan;
pub mod pointer;
mod printable;
#[cfg(feature = "project")]
pub mod project;
pub mod published;
pub mod read;
pub mod reconcile;
pub mod render;
pub mod report;
mod similar;
#[cfg(feature = "slice")]
pub mod slice;
pub mod surface;
mod tags;
mod untyped;
pub mod vendor;

pub use self::build_script::{Build, BuildError, build};
pub use self::config::{
    Config, Contents, CustomPath, Customisation, Customising, FeatureGating, Input, Keeping,
    Layout, PagesStatement, RuntimePath, Selection, Selector, Spelling, Statement, Strictness,
    TagGating, Visibility, pages_of,
};
pub use self::diagnostic::{Code, Diagnostic, Diagnostics, Level, Levels};
pub use self::emit::tokens;
pub use self::failure::Failure;
pub use self::options::Options;
pub use self::pipeline::{
    Output, Planned, State, code, generate, generate_file, plan, state, untyped,
};
pub use self::plan::Plan;
pub use self::published::Published;
pub use self::surface::Surface;
pub use self::untyped::Untyped;
