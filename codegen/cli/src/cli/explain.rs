//! `specwright explain`.

use std::io;

use specwright_codegen::diagnostic::{Code, Style, draw_all};

use super::ExitStatus;
use super::arguments::ExplainArguments;
use super::print::put;

/// Explains a code, or lists all of them.
pub(super) fn run(arguments: &ExplainArguments, style: Style) -> ExitStatus {
    let Some(text) = &arguments.code else {
        put(&mut io::stdout().lock(), &list());
        return ExitStatus::Done;
    };
    match Code::parse(text) {
        Ok(code) => {
            put(&mut io::stdout().lock(), &explained(code));
            ExitStatus::Done
        }
        Err(problem) => {
            let drawn = draw_all(&[problem], &[], style);
            put(&mut io::stderr().lock(), &format!("{drawn}\n"));
            ExitStatus::UsageError
        }
    }
}

fn explained(code: Code) -> String {
    let (name, group) = (code.name(), code.group().name());
    format!("{code} {name} ({group})\n\n{}\n\n{}", code.meaning(), code.explanation())
}

fn list() -> String {
    let width = |text: fn(&Code) -> &'static str| {
        Code::ALL.iter().map(|code| text(code).len()).max().unwrap_or_default()
    };
    let names = width(|code| code.name());
    let groups = width(|code| code.group().name());
    let line = |code: &Code| {
        let (name, group) = (code.name(), code.group().name());
        format!("{code}  {name:<names$}  {group:<groups$}  {}\n", code.meaning())
    };
    Code::ALL.iter().map(line).collect()
}
