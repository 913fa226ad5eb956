//! What an operation returns, as the first thing that its function says of itself: the request on
//! the wire, the Rust type of a success, and what the description says of it.

use super::docs::{self, Returned};
use crate::analysis::{Answers, OperationAnswers, OperationNames};
use crate::api::{Content, Operation};
use crate::plan::Plan;
use crate::surface::{self, RustType};

/// What an operation returns.
pub(super) fn returned<'a>(
    plan: &Plan,
    operation: &'a Operation,
    names: &OperationNames,
    answers: &OperationAnswers,
) -> Returned<'a> {
    let request = docs::code(&format!("{} {}", operation.method, operation.path));
    let of = linked(&output(plan, operation, names, answers));
    let line = match answers.success {
        Answers::ByStatus(_) => format!("{request} returns {of} by its status"),
        Answers::Undescribed | Answers::Alike => format!("{request} returns {of}"),
    };
    let responses = &operation.success.responses;
    let spoken = |text: &str| match responses.len() {
        1 => text.trim().to_owned(),
        // A line of a list.
        _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let texts = responses.iter().map(|it| (it.status.as_str(), spoken(&it.docs.text)));
    Returned { line, texts: texts.collect() }
}

/// Whether the documentation of an operation links to a type of the API.
pub(super) fn links_to_types(plan: &Plan) -> bool {
    let facts = &plan.facts;
    let named = plan.api.operations.iter().zip(&facts.names.operations).zip(&facts.answers);
    named
        .map(|((operation, names), answers)| output(plan, operation, names, answers))
        .any(|returned| returned.named().iter().any(|path| !path.contains("::")))
}

fn output(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
    answers: &OperationAnswers,
) -> RustType {
    let by_status = format!("requests::{}", names.success);
    surface::output(plan, operation, &by_status, &answers.success)
}

/// What the description allows of an answer that has no type which would say it.
pub(super) fn limits(operation: &Operation) -> Option<String> {
    let [response] = operation.success.responses.as_slice() else { return None };
    let Content::Json(value) = &response.content else { return None };
    docs::of_limits(value).filter(|_| value.expr.named().is_none())
}

/// A type in code, and a link to the type of the API or of the runtime that it names.
fn linked(of: &RustType) -> String {
    let label = match of {
        RustType::Tuple(items) if items.is_empty() => return "nothing".to_owned(),
        of => docs::code(&of.to_string().replace("self::", "")),
    };
    let path = match (of.named().first(), of) {
        (Some(path), _) => *path,
        (None, RustType::Foreign(of, _)) if of.path().starts_with("::specwright::") => {
            of.path().trim_start_matches(':')
        }
        (None, _) => return label,
    };
    match label.trim_matches('`') == path {
        true => format!("[{label}]"),
        false => format!("[{label}]({path})"),
    }
}
