//! What `specwright slice` can be told.

use std::path::PathBuf;

use clap::Args;

use super::shared::LevelArguments;

pub(super) const SLICE_EXAMPLES: &str = "Examples:
  One operation of a large description, kept beside the code:
    specwright slice openapi.yaml --operation createJob --output spec/jobs.yaml
  All of a tag but what is at one path, in quotation marks for the shell:
    specwright slice openapi.yaml --operation tag:Jobs --operation '!* /jobs/{id}/logs' -o spec/jobs.yaml
  The whole as it is corrected, in one file:
    specwright slice openapi.yaml --overlay corrections.overlay.yaml --output effective.yaml";

#[derive(Args, Debug)]
pub(crate) struct SliceArguments {
    /// The OpenAPI description, in YAML or JSON.
    pub(crate) document: PathBuf,
    /// Keep what this names, and what it reaches; can be given several times. Without it, all is kept.
    ///
    /// An `operationId`; `METHOD /path`; `tag:NAME`; `webhook:NAME`; `callback:NAME`; `schema:NAME`, a
    /// component by itself; with `!` before it, what is left out. A `*` at the end stands for any rest.
    #[arg(long = "operation", value_name = "SELECTOR")]
    pub(crate) operations: Vec<String>,
    /// Correct the description by this OpenAPI Overlay; several are applied in order.
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// The file that is written, JSON where it is called so, else YAML; without it, stdout.
    ///
    /// A file that is no description is never replaced, and neither is what is read.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing, and fail if the file is not what would be written.
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
    /// Read below this folder, too, what the description refers to by `../`, and write below it.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
}
