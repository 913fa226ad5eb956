//! Names what a call takes: its parameters, as arguments and setters, and its bodies.

use super::OperationNames;
use super::claim::preferred_field;
use super::representation;
use crate::analysis::held::HeldOperation;
use crate::analysis::scope::Scope;
use crate::analysis::stated::Renamed;
use crate::api::Operation;

/// What the methods of every call are called, and those that it may have one day: a parameter of
/// such a name yields to them.
const METHODS: [&str; 15] = [
    "body",
    "by",
    "content_type",
    "events",
    "into_future",
    "items",
    "lines",
    "new",
    "pages",
    "poll",
    "request",
    "send",
    "stream",
    "typed_events",
    "with",
];

/// What single calls say of themselves by methods of their own. The list is closed: a parameter of
/// such a name yields to them, but for one that was published by it before they were there.
pub const OPTIONS: [&str; 4] = ["timeout", "header", "idempotency_key", "retries"];

/// The arguments that every function has, or may have one day.
const ARGUMENTS: [&str; 3] = ["client", "request", "self"];

/// Whether a parameter of a call, by its number, cannot be called so, as something of every call is;
/// the parameters of the path come first.
pub fn means_something_else(operation: &Operation, index: usize, name: &str) -> bool {
    match is_argument(operation, index) {
        true => ARGUMENTS.contains(&name),
        false => METHODS.contains(&name) || OPTIONS.contains(&name),
    }
}

/// Whether a parameter is handed to the function; otherwise a setter of the call takes it.
fn is_argument(operation: &Operation, index: usize) -> bool {
    let other = index.checked_sub(operation.path_parameters.len());
    other.and_then(|other| operation.parameters.get(other)).is_none_or(|it| it.required)
}

/// Names what an operation takes: what is required is an argument, in one scope, and what is
/// optional a setter, in another. What is stated comes first, then what was published.
pub(super) fn name_inputs(
    operation: &Operation,
    held: Option<&HeldOperation>,
    renamed: &Renamed,
) -> OperationNames {
    let (mut arguments, mut setters) = (Scope::default(), Scope::default());
    for reserved in ARGUMENTS {
        arguments.take(reserved);
    }
    for reserved in METHODS {
        setters.take(reserved);
    }
    let in_path = operation.path_parameters.len();
    let published = |index: usize| match index.checked_sub(in_path) {
        Some(index) => held?.parameters.get(index)?.as_ref(),
        None => held?.path_parameters.get(index)?.as_ref(),
    };
    let all = 0..in_path + operation.parameters.len();
    let stated: Vec<Option<&String>> =
        all.clone().map(|index| renamed.of_parameter(operation, index)).collect();
    let published: Vec<Option<&String>> = all.map(published).collect();
    let mut kept: Vec<Option<String>> = vec![None; published.len()];
    for names in [stated, published] {
        for (index, name) in names.into_iter().enumerate().filter(|(_, name)| name.is_some()) {
            let scope = if is_argument(operation, index) { &mut arguments } else { &mut setters };
            if kept[index].is_none() {
                kept[index] = scope.keep(name);
            }
        }
    }
    let others = kept.split_off(in_path);
    // Behind what was published, which they do not take away.
    let options_taken = OPTIONS.into_iter().filter(|name| !setters.take(name));
    let options_taken = options_taken.map(str::to_owned).collect();
    let path_parameters = operation.path_parameters.iter().zip(kept).map(|(parameter, held)| {
        held.unwrap_or_else(|| arguments.claim(&preferred_field(&parameter.wire_name), "_"))
    });
    let path_parameters = path_parameters.collect();
    let parameters = operation.parameters.iter().zip(others).map(|(parameter, held)| {
        let scope = if parameter.required { &mut arguments } else { &mut setters };
        held.unwrap_or_else(|| scope.claim(&preferred_field(&parameter.wire_name), "_"))
    });
    let parameters = parameters.collect();
    let is_required = operation.body.as_ref().is_some_and(|body| body.required);
    let body = if is_required { "request" } else { "body" }.to_owned();
    OperationNames {
        path_parameters,
        parameters,
        body,
        options_taken,
        representations: representation::representations(operation, &mut setters),
        other_bodies: representation::bodies(operation, &mut setters),
        ..OperationNames::default()
    }
}
