//! What `specwright diff` can be told.

use std::path::PathBuf;

use clap::Args;
use specwright_codegen::project::Runtime;

use super::shared::{SelectionArguments, runtime};

pub(super) const DIFF_EXAMPLES: &str = "Examples:
  What a new description means:
    specwright diff openapi.yaml openapi.new.yaml
  In CI, against what is published, as an entry of the changelog:
    specwright diff published.txt openapi.yaml --fail-on major --markdown --present 1.4.2
  A page to read, a report for CI, and what was looked at and taken:
    specwright diff HEAD~1:openapi.yaml openapi.yaml --html diff.html --junit diff.xml --accepted accepted.toml

Descriptions are compared as `generate` would write them: give it the options that `generate` has.

Exit codes:
  0  the sides were compared, and no change that nobody has accepted is as `--fail-on` names it
  1  such a change is there; without `--fail-on`, none is
  2  the arguments are wrong, a side cannot be read or generated, a file cannot be written, or an
     accepted change is not among the changes";

#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The older side: a description, a file of published items, or `REVISION:PATH` of git.
    #[arg(required_unless_present_any = ["list_kinds", "schema"])]
    pub(crate) old: Option<String>,
    /// The newer side.
    #[arg(required_unless_present_any = ["list_kinds", "schema"])]
    pub(crate) new: Option<String>,
    /// What is asked of both descriptions, in the words of `generate`.
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// Read below this folder, too, what the descriptions refer to by `../`.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Compare as if nothing had been published before the newer description.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// The present version, to say which comes next.
    #[arg(long, value_name = "VERSION")]
    pub(crate) present: Option<String>,
    /// Print one JSON object instead of text; with `=FILE`, write it there, and print the text.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(crate) json: Option<Option<PathBuf>>,
    /// Print an entry of a changelog instead of text; with `=FILE`, write it there.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(crate) markdown: Option<Option<PathBuf>>,
    /// Print annotations of GitHub Actions instead of text, each beside its line.
    #[arg(long)]
    pub(crate) github: bool,
    /// Write a page that needs nothing beside it: filters, and the Rust of both sides.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write JUnit's XML: a test for each change, which fails as `--fail-on` says.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// The changes that somebody has accepted, in TOML: they are shown apart, and fail nothing.
    ///
    /// Each is a table `[[accepted]]` with a `reason`, and the `kind` and the `item` of a change or its
    /// `fingerprint`. One that is about no change is an error.
    #[arg(long, value_name = "FILE")]
    pub(crate) accepted: Option<PathBuf>,
    /// Have the compiler judge: write both generations and a program that uses every public item of the
    /// older one, compile it against both, and say whether what is missed is what is reported.
    ///
    /// Exit code 1 says that it is not. The crates are written into the folder, without one into
    /// `specwright-prove` of cargo's target folder; cargo has to run, and find the runtime.
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    pub(crate) prove: Option<Option<PathBuf>>,
    /// The runtime that the crates of `--prove` depend on: a folder, or a version requirement.
    ///
    /// Without it, the version that this command was published with.
    #[arg(long, value_name = "PATH|VERSION", value_parser = runtime, requires = "prove")]
    pub(crate) runtime: Option<Runtime>,
    /// End with exit code 1 where the step is this, or worse; `silent`, where programs compile and mean
    /// something else.
    #[arg(long, value_name = "VERDICT")]
    pub(crate) fail_on: Vec<FailOn>,
    /// List every kind of change: its id, what it means, its verdicts, an example; with `--json` as JSON.
    #[arg(long, conflicts_with_all = ["old", "new"])]
    pub(crate) list_kinds: bool,
    /// Print the JSON Schema of what `--json` prints.
    #[arg(long, exclusive = true)]
    pub(crate) schema: bool,
}

/// What makes a step one that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    /// A program that compiled does not any more.
    Major,
    /// Something is added or discouraged.
    Minor,
    /// Programs compile and mean something else.
    Silent,
}
