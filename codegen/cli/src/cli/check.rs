//! `specwright check`.

use specwright_codegen::plan;
use specwright_codegen::project::Error;
use specwright_codegen::report::{Detail, Summary};

use super::ExitStatus;
use super::arguments::CheckArguments;
use super::generate::{config, stem};
use super::print::{ApiReport, Printer};

/// Reports on a description without writing anything.
pub(super) fn run(arguments: &CheckArguments, printer: Printer) -> ExitStatus {
    let report = match config(&arguments.document, &arguments.selection) {
        Err(error) => ApiReport::failed("", &error),
        Ok(config) => {
            let name = stem(&config.document.name);
            match plan(&config) {
                Err(failure) => ApiReport::failed(&name, &Error::Generation(failure)),
                Ok(planned) => {
                    let targets: Vec<&str> = planned
                        .corrections
                        .iter()
                        .map(|correction| correction.target.as_str())
                        .collect();
                    let summary =
                        Summary::new(&config, &planned.plan.api, &targets, &planned.notes);
                    let account = summary.render(&name, Detail::Whole);
                    ApiReport::checked(&name, summary, account, planned)
                }
            }
        }
    };
    printer.say(&report);
    printer.finish(&[report])
}
