//! What `specwright check` can be told.

use std::path::PathBuf;

use clap::Args;

use super::shared::{SelectionArguments, SpellingArguments};

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// The OpenAPI description, in YAML or JSON.
    pub(crate) document: PathBuf,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    #[command(flatten)]
    pub(crate) spelling: SpellingArguments,
    /// Read below this folder, too, what the description refers to by `../`.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Also say what would become any JSON: the item, the node of the description, and why.
    #[arg(long)]
    pub(crate) report_untyped: bool,
    /// Print one JSON object on stdout instead of text: the report, and every problem with its place.
    #[arg(long)]
    pub(crate) json: bool,
    /// List every note with its place, not only how many there are of each kind.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}
