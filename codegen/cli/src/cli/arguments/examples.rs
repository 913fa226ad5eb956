//! What `specwright examples` can be told.

use std::path::PathBuf;

use clap::Args;
use specwright_codegen::vendor::Vendor;

use super::shared::LevelArguments;

pub(super) const EXAMPLES_EXAMPLES: &str = "Examples:
  What contradicts, with the examples of a vendor's own (as in OpenAI's description):
    specwright examples openapi.yaml --vendor x-oaiMeta/example --vendor x-oaiMeta/examples/response
  An overlay that relaxes what the examples disprove, and the same again with it:
    specwright examples openapi.yaml --suggest-overlay relaxed.overlay.yaml
    specwright examples openapi.yaml --overlay relaxed.overlay.yaml

Vendor extensions:
  NAME/PATH names a property whose name begins with `x-` and the steps from its value on: names, or
  `*` for every property; arrays are looked through. What is reached is an example of the schema,
  media type, parameter or header that has the property; of an operation, its success response, or
  with `=request` at the end its request body. Where the schema is not of strings, a string stands
  for the JSON object or array that it holds; other text is counted and skipped.";

#[derive(Args, Debug)]
pub(crate) struct ExamplesArguments {
    /// The OpenAPI description, in YAML or JSON.
    #[arg(required_unless_present = "config")]
    pub(crate) document: Option<PathBuf>,
    /// Correct the description by this OpenAPI Overlay; several are applied in order.
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Also take what stands here for examples; can be given several times.
    #[arg(long = "vendor", value_name = "NAME/PATH")]
    pub(crate) vendors: Vec<Vendor>,
    /// Take documents, overlays and vendor extensions (`examples`) from this project file.
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "document", "overlays", "vendors", "suggest_overlay",
    ])]
    pub(crate) config: Option<PathBuf>,
    /// Write an overlay that relaxes what the examples disprove, to stdout if no file is named.
    ///
    /// The report then goes to stderr. A file that no such call has written is never replaced.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub(crate) suggest_overlay: Option<Option<PathBuf>>,
    /// Write below this folder only, instead of the nearest repository or workspace, and read below
    /// it what the description refers to by `../`.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
    /// Print one JSON object on stdout instead of text.
    #[arg(long)]
    pub(crate) json: bool,
    /// Tell of every example that contradicts or was skipped, not of the first of each cause.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}
