//! The items of operations: functions, calls, and what calls answer.

use super::construction::{by_value, takes};
use super::types::variant_of;
use super::{Argument, Foreign, Item, Kind, Returns, RustType, Signature, Takes};
use crate::analysis::{Answers, Indirection, OperationAnswers, OperationNames, Passed, item};
use crate::analysis::{passed, variant_of as variant_of_status};
use crate::api::{Body, Content, Expr, Operation, Response, Use, headers_of};
use crate::plan::Plan;

/// The functions, and the module of their calls.
pub(super) fn items(plan: &Plan) -> Vec<Item> {
    let facts = &plan.facts;
    let named = plan.api.operations.iter().zip(&facts.names.operations).zip(&facts.answers);
    let mut items: Vec<Item> = named
        .enumerate()
        .flat_map(|(index, ((operation, names), answers))| {
            let pages = pages_of(plan, index, operation, names);
            of_one(plan, operation, names, answers).into_iter().chain(pages)
        })
        .collect();
    if !items.is_empty() {
        items.push(Item::new("requests", Kind::Module));
    }
    let headers = headers_of(&plan.api.operations);
    items.extend(headers.iter().zip(&facts.names.headers).map(|(of, name)| {
        let value = RustType::content(plan, &of.header.value);
        let header = Kind::Constant(RustType::Foreign(Foreign::Header, vec![value]));
        Item::new(format!("requests::{name}"), header).with(of.header.deprecation)
    }));
    items
}

/// What asks for the pages of a list, and for the items of all of them.
fn pages_of(plan: &Plan, index: usize, operation: &Operation, names: &OperationNames) -> Vec<Item> {
    let Some(pages) = plan.facts.pages_of(index) else { return Vec::new() };
    let Some(item) = item(&plan.api, operation, pages) else { return Vec::new() };
    let output = output(plan, operation, "", &plan.facts.answers[index].success);
    let reading =
        |name: &str, of| Item::new(format!("requests::{}::{name}", names.value), Kind::Reading(of));
    vec![reading("items", RustType::content(plan, &item)), reading("pages", output)]
}

/// What a call has beside its own answer and its own body.
fn other_forms(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
    call: &str,
) -> Vec<Item> {
    let reading = |name: &str, of| Item::new(format!("{call}::{name}"), Kind::Reading(of));
    let others = operation.representations.iter().zip(&names.representations);
    let mut items: Vec<Item> =
        others.map(|(other, name)| reading(name, carried(plan, &other.content))).collect();
    for (items_of, name) in operation.named_items() {
        let item = items_of.as_ref().map(|it| RustType::content(plan, &it.item));
        items.extend(item.map(|item| reading(name, item)));
    }
    for (body, name) in operation.other_bodies.iter().zip(&names.other_bodies) {
        let signature = match body.required {
            true => Signature::free(arguments(plan, operation, names, Some(body)), Returns::Itself),
            false => by_value(vec![handed(plan, body, name)], Returns::Itself),
        };
        let sent = Item::new(format!("{call}::{name}"), Kind::Function(signature));
        items.push(sent.with(body.deprecation));
    }
    let bodies = operation.body.iter().chain(&operation.other_bodies);
    if bodies.clone().any(|body| body.media_type.contains('*')) {
        let text = RustType::reference(RustType::foreign(Foreign::Str));
        let argument = Argument::new("media_type", Takes::Itself(text));
        let signature = by_value(vec![argument], Returns::Itself);
        items.push(Item::new(format!("{call}::content_type"), Kind::Function(signature)));
    }
    items
}

/// What a body that comes back carries.
fn carried(plan: &Plan, content: &Content) -> RustType {
    match content {
        Content::Empty => RustType::Tuple(Vec::new()),
        Content::Json(used) => RustType::content(plan, used),
        Content::Text => RustType::foreign(Foreign::String),
        Content::Events => RustType::foreign(Foreign::ByteStream),
        Content::Bytes | Content::Form(_) | Content::Multipart(_) => {
            RustType::foreign(Foreign::Bytes)
        }
    }
}

fn of_one(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
    answers: &OperationAnswers,
) -> Vec<Item> {
    let call = format!("requests::{}", names.value);
    let success = format!("requests::{}", names.success);
    let failure = format!("requests::{}", names.failure);
    let arguments = arguments(plan, operation, names, None);
    let client = RustType::foreign(Foreign::Client);
    let by = Argument::new("client", Takes::Itself(RustType::reference(client.clone())));
    let made = RustType::Own(call.clone(), vec![client]);
    let with_client = [by].into_iter().chain(arguments.iter().cloned()).collect();
    let function = Signature::free(with_client, Returns::Type(made));
    let output = output(plan, operation, &success, &answers.success);
    let failed = RustType::own(&failure);
    let without = names.options_taken.clone();
    let mut items = vec![
        Item::new(&names.function, Kind::Function(function)).with(operation.deprecation),
        Item::new(&call, Kind::Call { output, failure: failed, without }),
        Item::new(
            format!("{call}::new"),
            Kind::Function(Signature::free(arguments, Returns::Itself)),
        ),
    ];
    for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
        if !parameter.required {
            let value = Argument::new("value", takes(plan, &parameter.value.expr));
            let setter = Kind::Function(by_value(vec![value], Returns::Itself));
            items.push(Item::new(format!("{call}::{name}"), setter).with(parameter.deprecation));
        }
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let setter =
            Kind::Function(by_value(vec![handed(plan, body, &names.body)], Returns::Itself));
        let setter = Item::new(format!("{call}::{}", names.body), setter);
        items.push(setter.with(body.deprecation));
    }
    items.extend(other_forms(plan, operation, names, &call));
    if let Answers::ByStatus(indirections) = &answers.success {
        items.extend(by_status(plan, &success, &operation.success.responses, indirections));
    }
    items.extend(by_status(plan, &failure, &operation.failures, &answers.failure));
    items
}

/// What an operation cannot do without: of its path, of its other parameters, its body or another one.
pub(crate) fn arguments(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
    other_body: Option<&Body>,
) -> Vec<Argument> {
    let path = operation.path_parameters.iter().map(|parameter| &parameter.value);
    let path = path.zip(&names.path_parameters);
    let others = operation.parameters.iter().zip(&names.parameters);
    let others = others.filter(|(parameter, _)| parameter.required);
    let others = others.map(|(parameter, name)| (&parameter.value, name));
    let values = path.chain(others).map(|(used, name)| argument(plan, used, name));
    let body = other_body.or(operation.body.as_ref()).filter(|body| body.required);
    values.chain(body.map(|body| handed(plan, body, &names.body))).collect()
}

fn argument(plan: &Plan, used: &Use, name: &str) -> Argument {
    let of = match (passed(&plan.api, &used.expr), plan.api.underlying(&used.expr)) {
        (Passed::Text, _) => RustType::reference(RustType::foreign(Foreign::Str)),
        (Passed::Slice, Expr::List(item)) => {
            RustType::reference(RustType::Slice(Box::new(RustType::nested(plan, item))))
        }
        (Passed::Copied, _) => RustType::of(plan, &used.expr),
        _ => RustType::reference(RustType::of(plan, &used.expr)),
    };
    Argument::new(name, Takes::Itself(of))
}

/// A body, which is always lent.
pub(crate) fn handed(plan: &Plan, body: &Body, name: &str) -> Argument {
    let of = match &body.content {
        Content::Json(used) | Content::Form(used) | Content::Multipart(used) => {
            RustType::content(plan, used)
        }
        Content::Text => RustType::foreign(Foreign::Str),
        Content::Bytes | Content::Events | Content::Empty => RustType::foreign(Foreign::File),
    };
    Argument::new(name, Takes::Itself(RustType::reference(of)))
}

/// What the awaited call carries.
pub(crate) fn output(
    plan: &Plan,
    operation: &Operation,
    success: &str,
    answers: &Answers,
) -> RustType {
    let content = match answers {
        Answers::Undescribed => None,
        Answers::ByStatus(_) => return RustType::own(success),
        Answers::Alike => operation.success.responses.first().map(|first| &first.content),
    };
    content.map_or(RustType::Tuple(Vec::new()), |content| carried(plan, content))
}

/// Answers by their status, among them those of a status that nothing is said of.
fn by_status(
    plan: &Plan,
    name: &str,
    responses: &[Response],
    indirections: &[Indirection],
) -> Vec<Item> {
    let bytes = || RustType::foreign(Foreign::Bytes);
    let mut items = vec![Item::new(name, Kind::Answers)];
    items.extend(responses.iter().zip(indirections).map(|(response, indirection)| {
        let holds = match &response.content {
            Content::Empty => None,
            Content::Json(used) => {
                Some(RustType::placed(RustType::content(plan, used), *indirection))
            }
            Content::Text => Some(RustType::foreign(Foreign::String)),
            _ => Some(bytes()),
        };
        variant_of(name, &variant_of_status(&response.status), holds).with(response.deprecation)
    }));
    items.push(variant_of(name, "Other", Some(bytes())));
    items
}
