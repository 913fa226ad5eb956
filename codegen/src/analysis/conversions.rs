//! What becomes a union, so that a setter takes what a caller has.

use super::{Facts, Held};
use crate::api::{Api, Expr, Shape, TypeId, Union, Variant};

/// What becomes a variant of a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// What the variant holds.
    Value,
    /// A `&str`, where the variant holds a string.
    Text,
    /// An array of names with what becomes a value, where the variant holds a map.
    Entries,
    /// A `&str`, where the variant holds what one becomes.
    TextThrough,
}

/// Which number becomes a keyword or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromNumber {
    /// One of the type of the values.
    Value,
    /// An `i32`, so that `1` is as good as `1.0`.
    I32,
}

/// Which numbers become a keyword or a value of this type, also where it is only received, so that
/// none vanishes when the description stops sending.
pub fn numbers(value: &Expr) -> Vec<FromNumber> {
    match value {
        Expr::Number => vec![FromNumber::Value, FromNumber::I32],
        _ => vec![FromNumber::Value],
    }
}

/// Of each variant of each union, whether its value became the union when it was published.
pub(super) fn converted(api: &Api, held: &Held) -> Vec<Vec<bool>> {
    let of = |id: TypeId| match &api.get(id).shape {
        Shape::Union(union) => {
            let variants = 0..union.variants.len();
            variants.map(|it| held.of_item(id, it).is_some_and(|held| held.converts)).collect()
        }
        _ => Vec::new(),
    };
    api.ids().map(of).collect()
}

/// What becomes a union, each with the number of the variant: the value of each variant whose Rust
/// type no other variant has, and of each that was published so.
pub fn conversions(
    api: &Api,
    facts: &Facts,
    id: TypeId,
    union: &Union,
) -> Vec<(usize, Conversion)> {
    if !facts.direction(id).is_sent() {
        return Vec::new();
    }
    let underlying = |variant: &Variant| api.underlying(&variant.value.expr).clone();
    let is_unique = |variant: &Variant| {
        let own = underlying(variant);
        union.variants.iter().filter(|other| underlying(other) == own).count() == 1
    };
    let variants = || union.variants.iter().enumerate();
    let mut conversions = Vec::new();
    let was_published = |index: usize| facts.converted[id.0 as usize].get(index) == Some(&true);
    let converted = variants().filter(|(index, it)| was_published(*index) || is_unique(it));
    for (index, variant) in converted {
        let own = of_variant(&underlying(variant));
        conversions.extend(own.iter().map(|conversion| (index, *conversion)));
    }
    // What becomes a value of one map may become one of another, so that entries are of one variant
    // alone: where several hold maps, of the first that was published so.
    let entries = |it: &Variant| of_variant(&underlying(it)).contains(&Conversion::Entries);
    let taking: Vec<usize> = variants().filter(|(_, it)| entries(it)).map(|it| it.0).collect();
    let of_entries = match taking.as_slice() {
        [only] => Some(*only),
        several => several.iter().copied().find(|index| was_published(*index)),
    };
    conversions.retain(|(index, conversion)| {
        *conversion != Conversion::Entries || Some(*index) == of_entries
    });
    let has_text = union.variants.iter().any(|variant| underlying(variant) == Expr::Text);
    let through: Vec<usize> = variants()
        .filter(|(_, variant)| takes_text(api, facts, &variant.value.expr, 0))
        .map(|(index, _)| index)
        .collect();
    if let [index] = through.as_slice()
        && !has_text
    {
        conversions.push((*index, Conversion::TextThrough));
    }
    conversions
}

fn of_variant(underlying: &Expr) -> &'static [Conversion] {
    match underlying {
        // Any JSON has conversions of its own, and null nothing to convert.
        Expr::Json | Expr::Null => &[],
        Expr::Text => &[Conversion::Value, Conversion::Text],
        Expr::Map(value)
            if value.null.is_never() && !matches!(value.expr, Expr::List(_) | Expr::Map(_)) =>
        {
            &[Conversion::Value, Conversion::Entries]
        }
        _ => &[Conversion::Value],
    }
}

/// Whether a `&str` becomes a union.
fn takes_text(api: &Api, facts: &Facts, expr: &Expr, depth: usize) -> bool {
    let Expr::Named(id) = api.underlying(expr) else { return false };
    let Shape::Union(union) = &api.get(*id).shape else { return false };
    if depth > 1 || !facts.direction(*id).is_sent() {
        return false;
    }
    let is_text = |variant: &&Variant| *api.underlying(&variant.value.expr) == Expr::Text;
    let texts = union.variants.iter().filter(is_text).count();
    let is_through = |variant: &&Variant| takes_text(api, facts, &variant.value.expr, depth + 1);
    let nested = union.variants.iter().filter(is_through).count();
    texts == 1 || texts == 0 && nested == 1
}
