//! The command, an entry point: arguments to jobs, outcomes to text or JSON and an exit code.

mod arguments;
mod check;
mod customising;
mod diff;
mod examples;
mod explain;
mod generate;
mod init;
mod print;
mod shell;
mod slice;

use std::io;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, Parser};
use specwright_codegen::diagnostic::Style;

use self::arguments::{Arguments, Command};
use self::print::{Form, Printer};

/// The JSON Schema of what `--json` prints.
const SCHEMA: &str = include_str!("../report.schema.json");

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// Everything is as it was asked for.
    Done,
    /// The description is invalid, or a file is stale.
    Invalid,
    /// The arguments are wrong, or a file cannot be read or written. As clap ends where it cannot
    /// read the arguments.
    UsageError,
}

impl ExitStatus {
    /// Its name in JSON.
    fn name(self) -> &'static str {
        match self {
            ExitStatus::Done => "ok",
            ExitStatus::Invalid => "invalid",
            ExitStatus::UsageError => "usage-error",
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Done => ExitCode::SUCCESS,
            ExitStatus::Invalid => ExitCode::from(1),
            ExitStatus::UsageError => ExitCode::from(2),
        }
    }
}

/// Runs the command.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let choice = arguments.color;
    let style = style(choice);
    let printer = |json| Printer { form: if json { Form::Json } else { Form::Text }, style };
    let status = match &arguments.command {
        None if arguments.json_schema => {
            print::put(&mut io::stdout().lock(), SCHEMA);
            ExitStatus::Done
        }
        None => {
            let message = "a command is required; `specwright --help` lists them";
            Arguments::command().error(ErrorKind::MissingSubcommand, message).exit()
        }
        Some(_) if arguments.json_schema => {
            let message = "`--json-schema` stands alone";
            Arguments::command().error(ErrorKind::ArgumentConflict, message).exit()
        }
        Some(Command::Generate(arguments)) => generate::run(arguments, printer(arguments.json)),
        Some(Command::Init(arguments)) => init::run(arguments, style),
        Some(Command::Diff(arguments)) => diff::run(arguments, style_of_stdout(choice)),
        Some(Command::Slice(arguments)) => slice::run(arguments, style),
        Some(Command::Check(arguments)) => check::run(arguments, printer(arguments.json)),
        Some(Command::Examples(arguments)) => examples::run(arguments, printer(arguments.json)),
        Some(Command::Explain(arguments)) => explain::run(arguments, style),
        Some(Command::Completions(arguments)) => shell::completions(arguments),
        Some(Command::Man(arguments)) => shell::man(arguments, style),
    };
    status.into()
}

/// Whether a report, which goes to stdout, is painted.
fn style_of_stdout(choice: ColorChoice) -> Style {
    use std::io::IsTerminal;

    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match choice {
        ColorChoice::Always => Style::Coloured,
        ColorChoice::Auto if is_set("NO_COLOR") || is_dumb || !io::stdout().is_terminal() => {
            Style::Plain
        }
        ColorChoice::Auto => Style::Coloured,
        ColorChoice::Never => Style::Plain,
    }
}

/// Whether problems, which go to stderr, are drawn with colours (see <https://no-color.org>).
fn style(choice: ColorChoice) -> Style {
    use std::io::IsTerminal;

    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match choice {
        ColorChoice::Always => Style::Coloured,
        ColorChoice::Never => Style::Plain,
        ColorChoice::Auto if is_set("NO_COLOR") || is_dumb => Style::Plain,
        ColorChoice::Auto if std::io::stderr().is_terminal() => Style::Coloured,
        ColorChoice::Auto => Style::Plain,
    }
}
