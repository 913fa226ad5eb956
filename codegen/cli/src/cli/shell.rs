//! `specwright completions` and `specwright man`: what shells and readers of manuals make of the
//! command line, which is described once.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use specwright_codegen::diagnostic::{Code, Diagnostic, Style, draw_all};

use super::ExitStatus;
use super::arguments::{Arguments, CompletionsArguments, ManArguments};
use super::print::put;

/// Prints the script by which a shell completes the command line.
pub(super) fn completions(arguments: &CompletionsArguments) -> ExitStatus {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "specwright", &mut script);
    put(&mut io::stdout().lock(), &String::from_utf8_lossy(&script));
    ExitStatus::Done
}

/// Prints a page of the manual, in roff.
pub(super) fn man(arguments: &ManArguments, style: Style) -> ExitStatus {
    let mut whole = Arguments::command();
    // So that each command knows what it is called with those around it.
    whole.build();
    let command = match &arguments.command {
        None => Some(whole),
        Some(name) => whole.find_subcommand(name).cloned(),
    };
    let Some(page) = command.and_then(page) else {
        let name = arguments.command.as_deref().unwrap_or_default();
        let problem = Diagnostic::new(Code::OptionMisused, format!("there is no command `{name}`"));
        let problem = problem.help("`specwright --help` lists them");
        let drawn = draw_all(&[problem], &[], style);
        put(&mut io::stderr().lock(), &format!("{drawn}\n"));
        return ExitStatus::UsageError;
    };
    put(&mut io::stdout().lock(), &page);
    ExitStatus::Done
}

fn page(command: Command) -> Option<String> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page).ok()?;
    String::from_utf8(page).ok()
}
