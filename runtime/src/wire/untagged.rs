//! Unions whose variants nothing tells apart: they are tried in order.

use serde::de::Error;
use serde_json::Value;

use super::buffer::Buffered;
use super::json_sink::JsonSink;
use super::union::{Form, Union, Write};
use super::variant::Variant;
use super::{At, Form as _, decode_error};

/// Reads the variant, of those that the value may mean, that a second tag names; without one, the
/// variant that it fits best: the first by which nothing is lost and no limit broken. An object
/// with undeclared properties also fits a variant that is closed to them and would lose them, or
/// one that limits how many properties there are.
pub(super) fn read_untagged<T: Union, E: Error>(
    value: &Buffered<'_>,
    may_be: impl Fn(&Variant) -> bool,
) -> Result<T, E> {
    let tree = value.to_tree::<E>()?;
    let read = |index| <T as Union>::read(index, &mut value.clone().read::<E>());
    let variants = || T::VARIANTS.iter().enumerate().filter(|(_, variant)| may_be(variant));
    let mut meant = variants().filter(|(_, variant)| variant.has_secondary_tag(&tree));
    if let (Some((index, variant)), None) = (meant.next(), meant.next()) {
        return read(index).map_err(|error| decode_error::in_variant(variant.name(), &error));
    }
    let mut best: Option<(Fit, T)> = None;
    let mut reasons = Vec::new();
    for (index, variant) in variants() {
        match read(index) {
            Ok(read) => {
                let fit = fit(&read, &tree);
                if fit == Fit::Whole {
                    return Ok(read);
                }
                if best.as_ref().is_none_or(|(known, _)| *known < fit) {
                    best = Some((fit, read));
                }
            }
            Err(error) => {
                reasons.push(format!("{}: {}", variant.name(), decode_error::reason(&error)));
            }
        }
    }
    best.map(|(_, read)| read).ok_or_else(|| {
        decode_error::here(format_args!(
            "the value fits none of the variants; {}",
            reasons.join("; ")
        ))
    })
}

/// How well a value fits a variant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Something of it is lost.
    InPart,
    /// It comes back as it was, and breaks a limit.
    BeyondLimits,
    Whole,
}

fn fit<T: Union>(read: &T, value: &Value) -> Fit {
    if !written(read).is_some_and(|written| is_equal(&written, value)) {
        return Fit::InPart;
    }
    let mut violations = Vec::new();
    Form::check(read, &[], At::Root, &mut violations);
    if violations.is_empty() { Fit::Whole } else { Fit::BeyondLimits }
}

/// What is written of a value, as a tree.
fn written<T: Union>(value: &T) -> Option<Value> {
    let mut text = Vec::new();
    value.visit(Write(JsonSink(&mut text))).ok()?;
    let text = std::str::from_utf8(&text).ok()?;
    crate::text::to_tree(text)
}

/// Whether two values are the same, numbers by what they are worth, and a null that arrived
/// for a property that may be missing apart.
fn is_equal(written: &Value, value: &Value) -> bool {
    match (written, value) {
        (Value::Number(written), Value::Number(value)) => {
            written == value || written.as_f64() == value.as_f64()
        }
        (Value::Array(written), Value::Array(value)) => {
            let pairs = || written.iter().zip(value);
            written.len() == value.len() && pairs().all(|(written, value)| is_equal(written, value))
        }
        (Value::Object(written), Value::Object(value)) => {
            written.keys().all(|name| value.contains_key(name))
                && value.iter().all(|(name, value)| match written.get(name) {
                    Some(written) => is_equal(written, value),
                    None => value.is_null(),
                })
        }
        _ => written == value,
    }
}
