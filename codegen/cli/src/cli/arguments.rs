//! What the command line can say.

use std::path::PathBuf;

use super::customising::CustomArguments;
use clap::{Args, ColorChoice, Parser, Subcommand};
use specwright_codegen::diagnostic::Level;
use specwright_codegen::project::{PackageName, Runtime};
use specwright_codegen::vendor::Vendor;

/// Writes Rust from an OpenAPI description: types that are true to the wire, and a function
/// for every operation.
///
/// Exit codes: 0 all is well; 1 the description is invalid or a file is stale; 2 the arguments are
/// wrong or a file cannot be read or written.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Print the JSON Schema of what `--json` prints.
    #[arg(long)]
    pub(crate) json_schema: bool,
    /// Whether messages are coloured; `auto` asks the terminal and NO_COLOR.
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes the Rust of a description into a folder.
    ///
    /// Files are written where they differ; those of an earlier generation that are no longer
    /// needed are removed. A file that specwright did not write is never touched.
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(Box<GenerateArguments>),
    /// Says what the step from one description to another means: for the Rust, on the wire, and for
    /// programs that go on compiling.
    ///
    /// Each side is a description, a file of published items, or one of them in a revision of git
    /// (`HEAD~1:spec/openapi.yaml`). The newer description is compared as it would be published after
    /// the older one. Several forms of the report can be asked for at once: one on stdout, each of the
    /// others in a file.
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Box<DiffArguments>),
    /// Cuts a description down to some of its operations and what they reach.
    ///
    /// What is written is a description by itself, in the order of the one that it is cut from: the
    /// operations, the components that they reach, their tags and credentials, the servers. What
    /// stood in other files is brought in, what overlays correct is corrected. Extensions of the
    /// description as a whole (`x-…` beside `paths`) are left out, and links to operations that are.
    #[command(after_help = SLICE_EXAMPLES)]
    Slice(Box<SliceArguments>),
    /// Reads a description and reports what is wrong with it and what would be noted.
    ///
    /// Nothing is written.
    Check(CheckArguments),
    /// Checks every example of a description against its schema.
    ///
    /// Examples are those of schemas, media types, parameters and headers, and what `--vendor`
    /// names. A contradiction is an error with its place; exit code 1 says that there is one, or,
    /// with `--deny example-skipped`, that an example was not checked.
    #[command(after_help = EXAMPLES_EXAMPLES)]
    Examples(ExamplesArguments),
    /// Explains a code of an error, a warning or a note.
    ///
    /// What it means, an example, and what to do about it.
    Explain(ExplainArguments),
}

const GENERATE_EXAMPLES: &str = "Examples:
  A module, to be declared as `mod api;`:
    specwright generate openapi.yaml --output src/api
  A crate of its own:
    specwright generate openapi.yaml --crate pets-api --output crates/pets-api
  Two operations and what they reach, in CI:
    specwright generate openapi.yaml --output src/api --operation listPets --operation getPet --check";

const DIFF_EXAMPLES: &str = "Examples:
  What a new description means:
    specwright diff openapi.yaml openapi.new.yaml
  In CI, against what is published, as an entry of the changelog:
    specwright diff published.txt openapi.yaml --fail-on major --markdown --present 1.4.2
  A page to read, a report for CI, and what was looked at and taken:
    specwright diff HEAD~1:openapi.yaml openapi.yaml --html diff.html --junit diff.xml --accepted accepted.toml

Exit codes:
  0  the sides were compared, and no change that nobody has accepted is as `--fail-on` names it
  1  such a change is there; without `--fail-on`, none is
  2  the arguments are wrong, a side cannot be read or generated, a file cannot be written, or an
     accepted change is not among the changes";

const SLICE_EXAMPLES: &str = "Examples:
  One operation of a large description, kept beside the code:
    specwright slice openapi.yaml --operation createJob --output spec/jobs.yaml
  The whole as it is corrected, in one file:
    specwright slice openapi.yaml --overlay corrections.overlay.yaml --output effective.yaml";

const EXAMPLES_EXAMPLES: &str = "Examples:
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
pub(crate) struct GenerateArguments {
    /// The OpenAPI description, in YAML or JSON.
    #[arg(required_unless_present = "config")]
    pub(crate) document: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// The folder that is written into.
    #[arg(long, short, value_name = "DIR", required_unless_present = "config")]
    pub(crate) output: Option<PathBuf>,
    /// Make the folder a crate of this name, with a Cargo.toml.
    #[arg(long = "crate", value_name = "NAME", value_parser = package_name)]
    pub(crate) package: Option<PackageName>,
    /// The runtime that the crate depends on: a folder, or a version requirement.
    ///
    /// Without it, the version that this command was published with.
    #[arg(long, value_name = "PATH|VERSION", value_parser = runtime, requires = "package")]
    pub(crate) runtime: Option<Runtime>,
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
        "document", "overlays", "operations", "types_only", "behind_features", "pages", "types", "formats", "renames", "derives", "attributes", "closed", "behind", "published", "lenient", "output", "package",
        "runtime", "dependencies", "manifest",
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
    /// Print one JSON object on stdout instead of text: the report, and every problem with its place.
    #[arg(long)]
    pub(crate) json: bool,
    /// List every operation, and every note with its place, however many there are.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The older side: a description, a file of published items, or `REVISION:PATH` of git.
    #[arg(required_unless_present_any = ["list_kinds", "schema"])]
    pub(crate) old: Option<String>,
    /// The newer side.
    #[arg(required_unless_present_any = ["list_kinds", "schema"])]
    pub(crate) new: Option<String>,
    /// Correct both descriptions by this OpenAPI Overlay; several are applied in order.
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Compare this operation, by its `operationId`, and what it reaches; can be given several times.
    #[arg(long = "operation", value_name = "ID")]
    pub(crate) operations: Vec<String>,
    /// Compare types alone.
    #[arg(long)]
    pub(crate) types_only: bool,
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

#[derive(Args, Debug)]
pub(crate) struct SliceArguments {
    /// The OpenAPI description, in YAML or JSON.
    pub(crate) document: PathBuf,
    /// Keep the operation with this `operationId` and what it reaches; can be given several times.
    /// Without it, all is kept.
    #[arg(long = "operation", value_name = "ID")]
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

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// The OpenAPI description, in YAML or JSON.
    pub(crate) document: PathBuf,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// Read below this folder, too, what the description refers to by `../`.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Print one JSON object on stdout instead of text: the report, and every problem with its place.
    #[arg(long)]
    pub(crate) json: bool,
    /// List every note with its place, not only how many there are of each kind.
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

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

#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// The code, by its number (E0024) or its name (dangling-reference).
    #[arg(required_unless_present = "list")]
    pub(crate) code: Option<String>,
    /// List every code with its name, its group and what it says.
    #[arg(long, conflicts_with = "code")]
    pub(crate) list: bool,
}

/// What is read, and how much of it is wanted.
#[derive(Args, Debug)]
pub(crate) struct SelectionArguments {
    /// Correct the description by this OpenAPI Overlay; several are applied in order.
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Only the operation with this `operationId` and what it reaches; can be given several times.
    #[arg(long = "operation", value_name = "ID")]
    pub(crate) operations: Vec<String>,
    /// Types without functions.
    #[arg(long)]
    pub(crate) types_only: bool,
    /// Functions behind the features `operations` and `client` of the crate that they are part of.
    ///
    /// `operations` has what needs no network, `client` the rest; a crate of `--crate` has both
    /// features, with `client` as its default.
    #[arg(long, conflicts_with = "types_only")]
    pub(crate) behind_features: bool,
    /// How the pages of an operation's list follow each other, or `ID=off` where it has none; can be
    /// given several times.
    ///
    /// `listPets=parameter=after,items=/data,next=last:/id,more=/has_more`. Places in the answer are
    /// JSON Pointers. `next` is a pointer to what the parameter takes, which may be a URL;
    /// `last:POINTER`, a value of the last item; `offset`; `number:FIRST`; `link`, the header;
    /// `url:POINTER`. `total=POINTER` ends `offset` and `number`.
    #[arg(long, value_name = "ID=STATEMENT")]
    pub(crate) pages: Vec<String>,
    #[command(flatten)]
    pub(crate) customising: CustomArguments,
    /// Keep the names that this file holds, and record new ones in it.
    #[arg(long, value_name = "FILE")]
    pub(crate) published: Option<PathBuf>,
    /// Let any received property be missing that does not discriminate types, whatever the
    /// description requires.
    #[arg(long)]
    pub(crate) lenient: bool,
    #[command(flatten)]
    pub(crate) levels: LevelArguments,
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

fn package_name(name: &str) -> Result<PackageName, String> {
    PackageName::new(name).map_err(|error| error.to_string())
}

fn runtime(text: &str) -> Result<Runtime, String> {
    match Runtime::parse(text) {
        // A mistyped version would be found by cargo only, and there be a missing folder.
        Runtime::Path(path) if !text.contains(['/', '\\', '.']) && !path.is_dir() => {
            Err("it is neither a version requirement nor a folder".to_owned())
        }
        runtime => Ok(runtime),
    }
}
