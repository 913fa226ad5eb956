//! Looks up places within the bodies of answers.

use crate::api::{
    Api, Content, Expr, Operation, Parameter, ParameterIn, ParameterStyle, Record, Shape, Use,
};

/// The JSON that an operation answers.
pub(super) fn body(operation: &Operation) -> Option<&Use> {
    match &operation.success.responses.first()?.content {
        Content::Json(body) => Some(body),
        _ => None,
    }
}

/// What stands at a JSON Pointer within a value.
pub(super) fn held_at<'a>(api: &'a Api, value: &'a Use, pointer: &str) -> Option<&'a Use> {
    let mut found = value;
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        let record = record(api, &found.expr)?;
        found = &record.properties.iter().find(|it| it.wire_name == name)?.value;
    }
    Some(found)
}

/// The object that an expression is.
pub(super) fn record<'a>(api: &'a Api, expr: &'a Expr) -> Option<&'a Record> {
    match api.underlying(expr) {
        Expr::Named(id) => match &api.get(*id).shape {
            Shape::Record(record) => Some(record),
            _ => None,
        },
        _ => None,
    }
}

/// A name as a step of a JSON Pointer (RFC 6901, section 3).
pub(super) fn step(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A parameter of the query by its name, of one value.
pub(super) fn parameter<'a>(operation: &'a Operation, name: &str) -> Option<&'a Parameter> {
    operation.parameters.iter().find(|it| is_single(it) && it.wire_name == name)
}

/// Whether a parameter stands in the query as `name=value`.
pub(super) fn is_single(parameter: &Parameter) -> bool {
    parameter.location == ParameterIn::Query && parameter.style == ParameterStyle::Form
}

/// What kind of value something is, as a parameter that asks for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Text,
    Integer,
    Boolean,
}

/// The kind of a value, if a parameter can ask by it.
pub(super) fn scalar(api: &Api, expr: &Expr) -> Option<Scalar> {
    match api.underlying(expr) {
        Expr::Text => Some(Scalar::Text),
        Expr::Integer | Expr::Unsigned => Some(Scalar::Integer),
        Expr::Boolean => Some(Scalar::Boolean),
        _ => None,
    }
}
