//! `specwright check`.

use specwright_codegen::report::{Detail, Summary};
use specwright_codegen::{plan, untyped};

use super::ExitStatus;
use super::arguments::CheckArguments;
use super::generate::{options, spell, stem};
use super::print::{ApiReport, Printer};

/// Reports on a description without writing anything.
pub(super) fn run(arguments: &CheckArguments, printer: Printer) -> ExitStatus {
    let notes = if arguments.verbose { Detail::Whole } else { Detail::Brief };
    let mut options = options(&arguments.document, &arguments.selection, arguments.root.as_deref());
    spell(&mut options, &arguments.spelling);
    let report = match options.config() {
        Err(failure) => ApiReport::failed("", &failure),
        Ok(config) => {
            let name = stem(&config.document.name);
            match plan(&config) {
                Err(failure) => ApiReport::failed(&name, &failure),
                Ok(planned) => {
                    let targets: Vec<&str> = planned
                        .corrections
                        .iter()
                        .map(|correction| correction.target.as_str())
                        .collect();
                    let summary = Summary::new(
                        &config,
                        &planned.plan.api,
                        &targets,
                        &planned.notes,
                        &planned.texts,
                    );
                    let text = summary.render(&name, Detail::Whole, notes);
                    let report = ApiReport::checked(&name, summary, text, planned);
                    match arguments.report_untyped.then(|| untyped(&config)) {
                        None => report,
                        Some(Ok(untyped)) => report.with_untyped(untyped),
                        Some(Err(failure)) => ApiReport::failed(&name, &failure),
                    }
                }
            }
        }
    };
    printer.say(&report);
    printer.finish(&[report])
}
