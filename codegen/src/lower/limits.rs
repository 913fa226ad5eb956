//! The assertions of a schema as limits of the Rust type that holds the value.

use serde_json::{Number, Value as Json};

use super::Lowering;
use super::query::{kind_of, once_each};
use crate::api::{EnumKind, Expr, Limit, Shape, Use, ValueType};
use crate::read::schema::{Bounds, Schema};

/// A use with the limits that a schema around it adds.
pub(super) fn narrowed(used: Use, schema: &Schema, lowering: &Lowering<'_>) -> Use {
    let mut limits = used.limits;
    let bounds = &schema.bounds;
    let added = match underlying(&used.expr, lowering) {
        Expr::Named(id) => match lowering.types.shape(*id) {
            Some(Shape::Record(_)) => of_properties(bounds),
            // Its value has the limits of its kind.
            Some(Shape::Union(_)) => of(bounds, &Expr::Json),
            _ => Vec::new(),
        },
        expr => of(bounds, expr),
    };
    for limit in added {
        if !limits.contains(&limit) {
            limits.push(limit);
        }
    }
    Use { limits, ..used }
}

/// What a value is that a name stands for: behind a keyword-or-value, its values.
pub(super) fn underlying<'a>(expr: &'a Expr, lowering: &'a Lowering<'_>) -> &'a Expr {
    match lowering.types.underlying(expr) {
        Expr::Named(id) => match lowering.types.shape(*id) {
            Some(Shape::KeywordOrValue(sentinel)) => &sentinel.value,
            Some(Shape::OpenEnum(open)) => match open.kind {
                EnumKind::Text | EnumKind::TextOrOther => &Expr::Text,
                EnumKind::Integer | EnumKind::IntegerOrText => &Expr::Integer,
            },
            _ => expr,
        },
        other => other,
    }
}

/// What is allowed where one of several sets of limits has to be kept: each as a whole, those that
/// only list values together. Where one allows everything, so do all.
pub(super) fn any_of(sets: Vec<Vec<Limit>>) -> Vec<Limit> {
    let mut kept: Vec<Vec<Limit>> = Vec::new();
    let mut listed: Vec<String> = Vec::new();
    for set in sets {
        let inner = match <[Limit; 1]>::try_from(set) {
            Ok([Limit::AnyOf(inner)]) => inner,
            Ok(only) => vec![Vec::from(only)],
            Err(set) => vec![set],
        };
        for set in inner {
            match set.as_slice() {
                [] => return Vec::new(),
                [Limit::OneOf(values)] => listed.extend(values.iter().cloned()),
                _ if kept.contains(&set) => {}
                _ => kept.push(set),
            }
        }
    }
    // Both booleans are all booleans.
    if kept.is_empty() && listed.len() > 1 && listed.iter().all(|it| it == "true" || it == "false")
    {
        return Vec::new();
    }
    if !listed.is_empty() {
        kept.push(vec![Limit::OneOf(once_each(listed))]);
    }
    match kept.len() {
        0 | 1 => kept.pop().unwrap_or_default(),
        _ => vec![Limit::AnyOf(kept)],
    }
}

/// The limits of a schema that lists its values, or bounds them, for a Rust type that holds more.
pub(super) fn of_schema(schema: &Schema, expr: &Expr) -> Vec<Limit> {
    let mut limits = of(&schema.bounds, expr);
    if let Some(values) = &schema.values {
        limits.push(Limit::OneOf(once_each(values.iter().map(Json::to_string).collect())));
    }
    limits
}

/// The limits that speak of a kind of value.
pub(super) fn of(bounds: &Bounds, expr: &Expr) -> Vec<Limit> {
    let mut limits = match expr {
        Expr::Integer | Expr::Unsigned => of_integer(bounds),
        Expr::Number => of_number(bounds),
        Expr::Text => of_text(bounds),
        Expr::List(_) | Expr::Tuple(_) => of_list(bounds),
        // What `not` forbids is among them.
        Expr::Map(_) => return of_properties(bounds),
        Expr::Boolean => Vec::new(),
        // It may be a value of each kind.
        Expr::Json => of_any(bounds),
        Expr::Named(_) | Expr::Null | Expr::File | Expr::Custom(_) => return Vec::new(),
    };
    limits.extend(forbidden(bounds));
    limits
}

/// Limits on an object as a whole.
pub(super) fn of_properties(bounds: &Bounds) -> Vec<Limit> {
    let mut limits = of_count(bounds);
    limits.extend(forbidden(bounds));
    limits
}

fn of_count(bounds: &Bounds) -> Vec<Limit> {
    let limits = [
        bounds.min_properties.filter(|count| *count > 0).map(Limit::MinProperties),
        bounds.max_properties.map(Limit::MaxProperties),
    ];
    let dependent = bounds.dependent_required.iter();
    let dependent = dependent.map(|(name, names)| Limit::Requires(name.clone(), names.clone()));
    limits.into_iter().flatten().chain(dependent).collect()
}

/// The limits of every kind of value, each of which says nothing of the others.
fn of_any(bounds: &Bounds) -> Vec<Limit> {
    [of_number(bounds), of_text(bounds), of_list(bounds), of_count(bounds)].concat()
}

/// What `not` forbids.
fn forbidden(bounds: &Bounds) -> impl Iterator<Item = Limit> + '_ {
    bounds.forbidden.iter().map(|schema| Limit::Not(of_plain(schema)))
}

/// All that a schema asserts that speaks of a value alone.
fn of_plain(schema: &Schema) -> Vec<Limit> {
    let mut limits = Vec::new();
    if !schema.types.is_empty() {
        let mut kinds: Vec<ValueType> = schema.types.iter().map(|one| kind_of(*one)).collect();
        if kinds.contains(&ValueType::Number) && !kinds.contains(&ValueType::Integer) {
            kinds.push(ValueType::Integer);
        }
        limits.push(Limit::Kind(kinds));
    }
    if let Some(values) = &schema.values {
        limits.push(Limit::OneOf(once_each(values.iter().map(Json::to_string).collect())));
    }
    if !schema.required.is_empty() {
        limits.push(Limit::HasProperties(schema.required.clone()));
    }
    limits.extend(of_any(&schema.bounds));
    limits
}

fn of_list(bounds: &Bounds) -> Vec<Limit> {
    let limits = [
        bounds.min_items.filter(|count| *count > 0).map(Limit::MinItems),
        bounds.max_items.map(Limit::MaxItems),
        bounds.unique_items.then_some(Limit::UniqueItems),
    ];
    let contained = bounds.contained.iter().map(|contained| {
        let most = contained.most.unwrap_or(u64::MAX);
        Limit::Contains(of_plain(&contained.item), contained.least, most)
    });
    limits.into_iter().flatten().chain(contained).collect()
}

fn of_text(bounds: &Bounds) -> Vec<Limit> {
    let limits = [
        bounds.min_length.filter(|length| *length > 0).map(Limit::MinLength),
        bounds.max_length.map(Limit::MaxLength),
    ];
    let patterns = bounds.patterns.iter().cloned().map(Limit::Pattern);
    limits.into_iter().flatten().chain(patterns).collect()
}

fn of_number(bounds: &Bounds) -> Vec<Limit> {
    let float = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    let limits = [
        float(&bounds.minimum).map(Limit::Minimum),
        float(&bounds.exclusive_minimum).map(Limit::Above),
        float(&bounds.maximum).map(Limit::Maximum),
        float(&bounds.exclusive_maximum).map(Limit::Below),
    ];
    let steps = bounds.multiple_of.iter().filter_map(Number::as_f64);
    let steps = steps.filter(|step| *step > 0.0).map(Limit::MultipleOf);
    limits.into_iter().flatten().chain(steps).collect()
}

/// Among integers every bound is an inclusive one; a bound that no `i64` can break is none.
fn of_integer(bounds: &Bounds) -> Vec<Limit> {
    let limits = [
        bounds.minimum.as_ref().and_then(|bound| rounded(bound, f64::ceil)).map(Limit::AtLeast),
        bounds
            .exclusive_minimum
            .as_ref()
            .and_then(|bound| rounded(bound, f64::floor))
            .and_then(|bound| bound.checked_add(1))
            .map(Limit::AtLeast),
        bounds.maximum.as_ref().and_then(|bound| rounded(bound, f64::floor)).map(Limit::AtMost),
        bounds
            .exclusive_maximum
            .as_ref()
            .and_then(|bound| rounded(bound, f64::ceil))
            .and_then(|bound| bound.checked_sub(1))
            .map(Limit::AtMost),
    ];
    let steps = bounds.multiple_of.iter().filter_map(Number::as_f64);
    let steps = steps.filter(|step| *step > 0.0 && *step != 1.0).map(Limit::MultipleOf);
    limits.into_iter().flatten().chain(steps).collect()
}

fn rounded(bound: &Number, round: fn(f64) -> f64) -> Option<i64> {
    if let Some(integer) = bound.as_i64() {
        return Some(integer);
    }
    let float = round(bound.as_f64()?);
    // The limits of i64, which is where its neighbours among the floats stand.
    (float > -9_223_372_036_854_775_808.0 && float < 9_223_372_036_854_775_808.0)
        .then_some(float as i64)
}
