//! What `specwright explain` can be told.

use clap::Args;

#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// The code, by its number (E0024) or its name (dangling-reference).
    #[arg(required_unless_present = "list")]
    pub(crate) code: Option<String>,
    /// List every code with its name, its group and what it says.
    #[arg(long, conflicts_with = "code")]
    pub(crate) list: bool,
}
