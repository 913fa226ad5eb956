//! What `specwright init` can be told.

use std::path::PathBuf;

use clap::Args;

pub(super) const INIT_EXAMPLES: &str = "Examples:
  From a description to Rust:
    specwright init openapi.yaml
    specwright generate --config codegen.toml";

#[derive(Args, Debug)]
pub(crate) struct InitArguments {
    /// The OpenAPI description, in YAML or JSON.
    #[arg(required_unless_present = "schema")]
    pub(crate) document: Option<PathBuf>,
    /// The project file that is written; what is there is never replaced.
    #[arg(long, value_name = "FILE", default_value = "codegen.toml")]
    pub(crate) config: PathBuf,
    /// Read below this folder, too, what the description refers to by `../`.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Print the JSON Schema of project files, which editors complete and check them by.
    #[arg(long, conflicts_with = "document")]
    pub(crate) schema: bool,
}
