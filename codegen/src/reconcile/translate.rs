//! Types of one API as types of another: every place that names one.

use crate::api::{Content, Expr, Nested, Operation, Response, Rest, Shape, TypeId, Use};

/// By what a type of the one is known in the other.
pub(crate) type Translation<'a> = &'a dyn Fn(TypeId) -> TypeId;

/// An expression.
pub(crate) fn expr(expr: &mut Expr, to: Translation<'_>) {
    match expr {
        Expr::Named(id) => *id = to(*id),
        Expr::List(nested) | Expr::Map(nested) => self::expr(&mut nested.expr, to),
        Expr::Tuple(tuple) => {
            let nested = tuple.items.iter_mut().chain(&mut tuple.rest);
            nested.for_each(|nested: &mut Nested| self::expr(&mut nested.expr, to));
        }
        _ => {}
    }
}

/// A type at a place.
pub(crate) fn used(used: &Use, to: Translation<'_>) -> Use {
    let mut used = used.clone();
    expr(&mut used.expr, to);
    used
}

/// A shape.
pub(crate) fn shape(shape: &mut Shape, to: Translation<'_>) {
    match shape {
        Shape::Record(record) => {
            for property in &mut record.properties {
                expr(&mut property.value.expr, to);
            }
            if let Rest::Typed(used) = &mut record.rest {
                expr(&mut used.expr, to);
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                expr(&mut variant.value.expr, to);
            }
        }
        Shape::Alias(used) => expr(&mut used.expr, to),
        Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => {}
    }
}

/// What a body holds.
pub(crate) fn content(content: &mut Content, to: Translation<'_>) {
    if let Content::Json(used) | Content::Form(used) | Content::Multipart(used) = content {
        expr(&mut used.expr, to);
    }
}

/// An answer.
pub(crate) fn response(response: &mut Response, to: Translation<'_>) {
    content(&mut response.content, to);
    for header in &mut response.headers {
        expr(&mut header.value.expr, to);
    }
}

/// An operation.
pub(crate) fn operation(operation: &mut Operation, to: Translation<'_>) {
    for parameter in &mut operation.path_parameters {
        expr(&mut parameter.value.expr, to);
    }
    for parameter in &mut operation.parameters {
        expr(&mut parameter.value.expr, to);
    }
    for body in operation.body.iter_mut().chain(&mut operation.other_bodies) {
        content(&mut body.content, to);
    }
    for response in operation.success.responses.iter_mut().chain(&mut operation.failures) {
        self::response(response, to);
    }
    for representation in &mut operation.representations {
        content(&mut representation.content, to);
    }
    for items in
        operation.events.iter_mut().chain(&mut operation.typed_events).chain(&mut operation.lines)
    {
        expr(&mut items.item.expr, to);
    }
}

/// The types that an operation names.
pub(crate) fn named(operation: &Operation) -> Vec<TypeId> {
    let mut found = std::cell::RefCell::new(Vec::new());
    let mut operation = operation.clone();
    self::operation(&mut operation, &|id| {
        found.borrow_mut().push(id);
        id
    });
    std::mem::take(found.get_mut())
}
