//! What `specwright generate` can be told.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use specwright_codegen::config::{LAYOUTS, Layout};
use specwright_codegen::project::{Inherited, PackageName, Runtime};

use super::shared::{SelectionArguments, SpellingArguments, package_name, runtime};

pub(super) const GENERATE_EXAMPLES: &str = "Examples:
  A module, to be declared as `mod api;`:
    specwright generate openapi.yaml --output src/api
  A crate of its own:
    specwright generate openapi.yaml --crate pets-api --output crates/pets-api
  Two operations and what they reach, in CI:
    specwright generate openapi.yaml --output src/api --operation listPets --operation getPet --check";

#[derive(Args, Debug)]
pub(crate) struct GenerateArguments {
    /// The OpenAPI description, in YAML or JSON.
    #[arg(required_unless_present = "config")]
    pub(crate) document: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    #[command(flatten)]
    pub(crate) spelling: SpellingArguments,
    /// The folder that is written into.
    #[arg(long, short, value_name = "DIR", required_unless_present = "config")]
    pub(crate) output: Option<PathBuf>,
    /// Make the folder a crate of this name, with a Cargo.toml.
    #[arg(long = "crate", value_name = "NAME", value_parser = package_name)]
    pub(crate) package: Option<PackageName>,
    /// The runtime that the crate depends on: a folder, a version requirement, or `workspace` for what
    /// the workspace says.
    ///
    /// Without it, the version that this command was published with.
    #[arg(long, value_name = "PATH|VERSION", value_parser = runtime, requires = "package")]
    pub(crate) runtime: Option<Runtime>,
    /// A key of the crate's `[package]` that it inherits from its workspace (`version`, `edition`,
    /// `license`, …); can be given several times.
    #[arg(long, value_name = "KEY", requires = "package")]
    pub(crate) inherit: Vec<Inherited>,
    /// How the code is shared between files: a file for each module; one file; in each module a file for
    /// each item, or for each tag.
    #[arg(long, value_name = "LAYOUT", value_parser = PossibleValuesParser::new(LAYOUTS).try_map(|word| word.parse::<Layout>()))]
    pub(crate) layout: Option<Layout>,
    /// Where a crate of your types comes from: its folder, or a version requirement; can be given
    /// several times.
    ///
    /// A crate that is written whole depends on the crates of the types that `--type` and `--format`
    /// name. Those of chrono, jiff, rust_decimal, time, url, uuid and a few others are known.
    #[arg(long = "dependency", value_name = "CRATE=PATH|VERSION", requires = "package")]
    pub(crate) dependencies: Vec<String>,
    /// The file that says which Rust stands for which node of the description, in JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,
    /// Write below this folder only, instead of the nearest repository or workspace, and read below
    /// it what the description refers to by `../`.
    ///
    /// A description is read from the folder of its document, and beside that from here alone; with
    /// --config, from where the project file says (`root`).
    /// Without it, what is written below is the nearest folder with a `.git` or a Cargo.toml that has `[workspace]`,
    /// around the current folder or, with --config, around the project file; where there is none,
    /// that folder itself.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Generate what this project file lists, instead of a single document.
    ///
    /// The paths in it are relative to it.
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "document", "overlays", "operations", "types_only", "behind_features",
        "tag_features", "runtime_path", "visible_in_crate", "pages", "types", "formats", "renames",
        "derives", "attributes", "closed", "behind", "published", "lenient", "output", "package",
        "runtime", "dependencies", "inherit", "layout", "manifest",
    ])]
    pub(crate) config: Option<PathBuf>,
    /// Take the description as it is, and keep no more than the names of what was published: the next
    /// major version.
    ///
    /// With `=ITEM`, that goes for this item alone, by its path in Rust (`Job`, `Job::status`,
    /// `create_job`); can be given several times.
    #[arg(
        long, value_name = "ITEM", num_args = 0..=1, require_equals = true,
        default_missing_value = "",
    )]
    pub(crate) accept_breaking: Option<Vec<String>>,
    /// Give the crate the version that follows by what the generation means for who depends on it.
    ///
    /// Without it, the crate keeps the version that its Cargo.toml has.
    #[arg(long, conflicts_with = "check")]
    pub(crate) bump: bool,
    /// Write nothing; name what is stale, and fail if anything is.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write nothing; say what would be written, changed and removed, and refuse what would be.
    #[arg(long, conflicts_with = "check")]
    pub(crate) dry_run: bool,
    /// Also write the description as it is compiled: corrected, cut down to what is wanted, in one
    /// file, JSON where it is called so, else YAML.
    #[arg(long, value_name = "FILE")]
    pub(crate) effective_document: Option<PathBuf>,
    /// Also say what became any JSON: the item, the node of the description, and why.
    #[arg(long)]
    pub(crate) report_untyped: bool,
    /// Print one JSON object on stdout instead of text: the report, and every problem with its place.
    #[arg(long)]
    pub(crate) json: bool,
    /// List every operation, and every note with its place, however many there are.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}
