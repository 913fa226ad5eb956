//! What several commands can be told.

use std::path::PathBuf;

use clap::Args;
use specwright_codegen::diagnostic::Level;
use specwright_codegen::project::{PackageName, Runtime};

use crate::cli::customising::CustomArguments;

/// What is read, how much of it is wanted, and what decides the Rust of it.
#[derive(Args, Debug)]
pub(crate) struct SelectionArguments {
    /// Correct the description by this OpenAPI Overlay; several are applied in order.
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Only what this names, and what it reaches; can be given several times.
    ///
    /// An `operationId`; `METHOD /path`; `tag:NAME`; `webhook:NAME`; `callback:NAME`; `schema:NAME`, a
    /// component by itself; with `!` before it, what is left out. A `*` at the end stands for any rest.
    #[arg(long = "operation", value_name = "SELECTOR")]
    pub(crate) operations: Vec<String>,
    /// Types without functions.
    #[arg(long)]
    pub(crate) types_only: bool,
    /// How the pages of an operation's list follow each other, or `ID=off` where it has none; can be
    /// given several times.
    ///
    /// `listPets=parameter=after,items=/data,next=last:/id,more=/has_more`. Places in the answer are
    /// JSON Pointers. `next` is a pointer to what the parameter takes, which may be a URL;
    /// `last:POINTER`, a value of the last item; `offset`; `number:FIRST`; `link`, the header;
    /// `url:POINTER`. `done=POINTER` in place of `more` is a boolean that says that there are no more;
    /// `total=POINTER` ends `offset` and `number`.
    #[arg(long, value_name = "ID=STATEMENT")]
    pub(crate) pages: Vec<String>,
    #[command(flatten)]
    pub(crate) customising: CustomArguments,
    /// Let any received property be missing that does not discriminate types, whatever the
    /// description requires.
    #[arg(long)]
    pub(crate) lenient: bool,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
}

/// How the Rust is written, whatever it is.
#[derive(Args, Debug)]
pub(crate) struct SpellingArguments {
    /// Functions behind the features `operations` and `client` of the crate that they are part of.
    ///
    /// `operations` has what needs no network, `client` the rest; a crate of `--crate` has both
    /// features, with `client` as its default.
    #[arg(long, conflicts_with = "types_only")]
    pub(crate) behind_features: bool,
    /// Put what belongs to a tag alone behind a feature of the crate: an operation behind that of its
    /// first tag (`tag-fine-tuning`), a type behind those of the operations that reach it.
    ///
    /// A crate of `--crate` has these features, all of them as defaults.
    #[arg(long)]
    pub(crate) tag_features: bool,
    /// Name the runtime by this path instead of `specwright`: `crate::runtime`, `::sdk::specwright`.
    #[arg(long, value_name = "PATH")]
    pub(crate) runtime_path: Option<String>,
    /// Let nobody but the crate name the items (`pub(crate)`).
    #[arg(long)]
    pub(crate) visible_in_crate: bool,
    /// Keep the names that this file holds, and record new ones in it.
    #[arg(long, value_name = "FILE")]
    pub(crate) published: Option<PathBuf>,
}

/// What is an error, what is a warning, and what is not told of.
#[derive(Args, Debug)]
pub(crate) struct LevelArguments {
    /// Make this code, or this group of codes, an error; can be given several times.
    ///
    /// A code is given by its number (N0005) or its name (assertion-unchecked); the groups are
    /// unreadable, warnings, notes, inferred, renamed and unsupported. The more particular counts.
    #[arg(long, value_name = "CODE")]
    pub(crate) deny: Vec<String>,
    /// Make this code, or this group of codes, a warning; can be given several times.
    ///
    /// `--warn unreadable` leaves out what cannot be read.
    #[arg(long, value_name = "CODE")]
    pub(crate) warn: Vec<String>,
    /// Say nothing of this code, or of this group of codes; can be given several times.
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,
}

impl LevelArguments {
    /// Each level with what has it.
    pub(crate) fn all(&self) -> Vec<(Level, String)> {
        let all =
            [(Level::Deny, &self.deny), (Level::Warn, &self.warn), (Level::Allow, &self.allow)];
        let each = all.into_iter();
        each.flat_map(|(level, codes)| codes.iter().map(move |code| (level, code.clone())))
            .collect()
    }
}

/// The name of a crate, or why it is none.
pub(super) fn package_name(name: &str) -> Result<PackageName, String> {
    PackageName::new(name).map_err(|error| error.to_string())
}

/// A runtime, or why it can be none.
pub(super) fn runtime(text: &str) -> Result<Runtime, String> {
    match Runtime::parse(text) {
        // A mistyped version would be found by cargo only, and there be a missing folder.
        Runtime::Path(path) if !text.contains(['/', '\\', '.']) && !path.is_dir() => {
            Err("it is neither a version requirement nor a folder".to_owned())
        }
        runtime => Ok(runtime),
    }
}
