//! What the command line can say: a file for each command.

mod check;
mod diff;
mod examples;
mod explain;
mod generate;
mod init;
mod shared;
mod shell;
mod slice;

use clap::{ColorChoice, Parser, Subcommand};

pub(crate) use self::check::CheckArguments;
pub(crate) use self::diff::{DiffArguments, FailOn};
pub(crate) use self::examples::ExamplesArguments;
pub(crate) use self::explain::ExplainArguments;
pub(crate) use self::generate::GenerateArguments;
pub(crate) use self::init::InitArguments;
pub(crate) use self::shared::{LevelArguments, SelectionArguments, SpellingArguments};
pub(crate) use self::shell::{CompletionsArguments, ManArguments};
pub(crate) use self::slice::SliceArguments;

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
    #[command(after_help = generate::GENERATE_EXAMPLES)]
    Generate(Box<GenerateArguments>),
    /// Writes a project file for a description, to begin with.
    ///
    /// What it says works as it is, and is explained. It is made from the description: what the API is
    /// called, which tags a large one can be cut down to, an overlay where examples contradict their
    /// schemas, what cannot be read.
    #[command(after_help = init::INIT_EXAMPLES)]
    Init(Box<InitArguments>),
    /// Says what the step from one description to another means: for the Rust, on the wire, and for
    /// programs that go on compiling.
    ///
    /// Each side is a description, a file of published items, or one of them in a revision of git
    /// (`HEAD~1:spec/openapi.yaml`). The newer description is compared as it would be published after
    /// the older one. Several forms of the report can be asked for at once: one on stdout, each of the
    /// others in a file.
    #[command(after_help = diff::DIFF_EXAMPLES)]
    Diff(Box<DiffArguments>),
    /// Cuts a description down to some of its operations and what they reach.
    ///
    /// What is written is a description by itself, in the order of the one that it is cut from: the
    /// operations, the components that they reach, their tags and credentials, the servers. What
    /// stood in other files is brought in, what overlays correct is corrected. Extensions of the
    /// description as a whole (`x-…` beside `paths`) are left out, and links to operations that are.
    #[command(after_help = slice::SLICE_EXAMPLES)]
    Slice(Box<SliceArguments>),
    /// Reads a description and reports what is wrong with it and what would be noted.
    ///
    /// Nothing is written.
    Check(Box<CheckArguments>),
    /// Checks every example of a description against its schema.
    ///
    /// Examples are those of schemas, media types, parameters and headers, and what `--vendor`
    /// names. A contradiction is an error with its place; exit code 1 says that there is one, or,
    /// with `--deny example-skipped`, that an example was not checked.
    #[command(after_help = examples::EXAMPLES_EXAMPLES)]
    Examples(ExamplesArguments),
    /// Explains a code of an error, a warning or a note.
    ///
    /// What it means, an example, and what to do about it.
    Explain(ExplainArguments),
    /// Prints the script by which a shell completes this command line.
    #[command(after_help = shell::COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArguments),
    /// Prints a page of the manual, for `man`.
    #[command(after_help = shell::MAN_EXAMPLES)]
    Man(ManArguments),
}
