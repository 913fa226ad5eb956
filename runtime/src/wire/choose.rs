//! Which variant of a union a value means: decided by its tag or its JSON kind, before anything
//! is made of it; judged only where neither discriminates the variants.

use std::borrow::Cow;

use super::Slot;
use super::judge::judge_variants;
use super::read::shown;
use super::reading::Reading;
use super::short_eq::short_eq;
use super::union::Union;
use super::variant::{Candidates, TagValue, ValueType, Variant, candidates};
use crate::text::{Fault, JsonReader};

/// What a value means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chosen {
    Variant(usize),
    /// No variant: it is kept as it is.
    Unknown,
}

/// Chooses the variant that the next value means, which stays unread.
///
/// # Errors
/// Where the value clearly means a variant and none fits.
pub(super) fn choose(reading: &mut Reading<'_>, union: &mut dyn Union) -> Result<Chosen, Fault> {
    let variants = union.variants();
    let kind = match reading.text.peek() {
        Some(b'{') => return choose_of_object(reading, union),
        Some(b'[') => ValueType::Array,
        Some(b'"') => ValueType::String,
        Some(b't' | b'f') => ValueType::Boolean,
        Some(b'n') => ValueType::Null,
        Some(b'-' | b'0'..=b'9') => match kind_of_number(reading.text.number_text(), variants) {
            Kind::One(kind) => kind,
            Kind::IntegerOrNumber => {
                let may_be = |variant: &Variant| {
                    variant.is_of(ValueType::Integer) || variant.is_of(ValueType::Number)
                };
                return judge_variants(reading, union, may_be);
            }
        },
        _ => return Err(Fault::Odd),
    };
    choose_of_kind(reading, union, kind)
}

fn choose_of_kind(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    kind: ValueType,
) -> Result<Chosen, Fault> {
    match candidates(union.variants(), |variant| variant.is_of(kind)) {
        Candidates::None => Ok(Chosen::Unknown),
        Candidates::One(variant) => Ok(Chosen::Variant(variant)),
        Candidates::Many => judge_variants(reading, union, |variant| variant.is_of(kind)),
    }
}

enum Kind {
    One(ValueType),
    /// An integer that a variant of integers may not have room for: it is negative, or beyond
    /// `i64`.
    IntegerOrNumber,
}

/// An integer goes to a variant of integers where there is one, to a variant of numbers otherwise;
/// `3.0` is an integer too, where no variant takes other numbers.
fn kind_of_number(number: &str, variants: &[Variant]) -> Kind {
    let has = |kind| variants.iter().any(|variant| variant.is_of(kind));
    let integer = if has(ValueType::Integer) { ValueType::Integer } else { ValueType::Number };
    let is_short = number.parse::<i64>().is_ok_and(|integer| integer >= 0);
    if is_short && number != "-0" {
        return Kind::One(integer);
    }
    if is_integer(number) && number != "-0" {
        let has_both = has(ValueType::Integer) && has(ValueType::Number);
        return if has_both { Kind::IntegerOrNumber } else { Kind::One(integer) };
    }
    let is_whole = number.parse::<f64>().is_ok_and(|float| float.fract() == 0.0);
    if is_whole && !has(ValueType::Number) {
        Kind::One(ValueType::Integer)
    } else {
        Kind::One(ValueType::Number)
    }
}

fn is_integer(number: &str) -> bool {
    number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok()
}

fn choose_of_object(reading: &mut Reading<'_>, union: &mut dyn Union) -> Result<Chosen, Fault> {
    let variants = union.variants();
    if !variants.iter().any(|variant| variant.property().is_some()) {
        return unless_contradicted(reading, union, |reading, union| {
            choose_of_kind(reading, union, ValueType::Object)
        });
    }
    if let Some((property, value)) = find_tag(reading, variants)? {
        return match of_tag(variants, property, &value) {
            Candidates::One(variant) => Ok(Chosen::Variant(variant)),
            Candidates::None => unless_contradicted(reading, union, |reading, union| {
                choose_of_kind(reading, union, ValueType::Object)
            }),
            Candidates::Many => {
                judge_variants(reading, union, |variant| variant.is_named_by(property, &value))
            }
        };
    }
    let may_be = |variant: &Variant| variant.is_of(ValueType::Object) || variant.may_lack_its_tag();
    match candidates(variants, may_be) {
        Candidates::None => Err(missing_tag(reading, variants)),
        Candidates::One(_) | Candidates::Many => {
            unless_contradicted(reading, union, |reading, union| {
                match candidates(variants, may_be) {
                    Candidates::One(variant) => Ok(Chosen::Variant(variant)),
                    _ => judge_variants(reading, union, may_be),
                }
            })
        }
    }
}

/// Of a variant that no tag names, whether an object has another boolean or integer than the constant
/// that it has to have: then it is none of it.
///
/// # Errors
/// Those of choosing.
fn unless_contradicted(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    choose: impl FnOnce(&mut Reading<'_>, &mut dyn Union) -> Result<Chosen, Fault>,
) -> Result<Chosen, Fault> {
    let chosen = choose(reading, union)?;
    let Chosen::Variant(variant) = chosen else { return Ok(chosen) };
    let Slot::Record(record) = union.begin(variant) else { return Ok(chosen) };
    for property in record.table().constants() {
        let Some(literal) = property.constant() else { continue };
        let is_it = |name: &str, first: u8| {
            let is_scalar = matches!(first, b't' | b'f' | b'-' | b'0'..=b'9');
            (is_scalar && short_eq(property.name(), name)).then_some(())
        };
        if literal.is_text() {
            continue;
        }
        if let Some(((), TagValue::Scalar(found))) = find_property(reading, is_it)?
            && !literal.is(&found)
        {
            return Ok(Chosen::Unknown);
        }
    }
    Ok(chosen)
}

/// The variants of a tag's value, otherwise the one that takes any.
fn of_tag(variants: &[Variant], property: &str, value: &TagValue<'_>) -> Candidates {
    match candidates(variants, |variant| variant.is_named_by(property, value)) {
        Candidates::None => {
            candidates(variants, |variant| variant.takes_any(property) || variant.takes_the_rest())
        }
        found => found,
    }
}

/// Whether an object is refused for a property alone that the variant requires which its tag names:
/// it may fit another one then.
pub(super) fn is_named_wrongly(fault: &Fault, union: &dyn Union, variant: usize) -> bool {
    let variant = union.variants().get(variant);
    variant.is_some_and(|variant| variant.property().is_some()) && fault.is_missing_here()
}

/// Looks for the first property that discriminates the variants and is of the kind of their tags.
pub(super) fn find_tag<'de>(
    reading: &mut Reading<'de>,
    variants: &'static [Variant],
) -> Result<Option<(&'static str, TagValue<'de>)>, Fault> {
    let is_tag = |name: &str, first: u8| {
        let is_named = |variant: &&Variant| {
            variant.property().is_some_and(|property| short_eq(property, name))
                && variant.is_named_by_kind(first)
        };
        variants.iter().find(is_named)?.property()
    };
    find_property(reading, is_tag)
}

/// Looks for the first property that `is_it`, by its name and by how its value begins, which is a
/// string, a boolean or a number; nothing is read.
pub(super) fn find_property<'de, T>(
    reading: &mut Reading<'de>,
    is_it: impl Fn(&str, u8) -> Option<T>,
) -> Result<Option<(T, TagValue<'de>)>, Fault> {
    reading.forget();
    let mark = reading.text.mark();
    let mut look = reading.text.look_into()?;
    let mut is_first = true;
    let mut found = None;
    while reading.text.go_on(&mut is_first, b'}')? {
        let name = reading.text.name()?;
        let first = reading.text.peek().ok_or(Fault::Odd)?;
        if let Some(it) = is_it(&name, first) {
            found = Some((it, tag_value(&mut reading.text, first)?));
            break;
        }
        reading.text.look_past(&mut look).map_err(|fault| fault.below_name(&name))?;
    }
    reading.text.go_back(mark);
    Ok(found)
}

fn tag_value<'de>(text: &mut JsonReader<'de>, first: u8) -> Result<TagValue<'de>, Fault> {
    Ok(match first {
        b'"' => TagValue::Text(text.quoted()?),
        b't' => text.literal("true").map(|()| TagValue::Scalar(Cow::Borrowed("true")))?,
        b'f' => text.literal("false").map(|()| TagValue::Scalar(Cow::Borrowed("false")))?,
        _ => TagValue::Scalar(integer_text(text.number_text())),
    })
}

/// A number, as an integer is written where it is one: `1.0` and `1` are the same (JSON Schema Core,
/// section 4.2.2).
fn integer_text(number: &str) -> Cow<'_, str> {
    /// Beyond it, a double is no longer a single integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(number);
    }
    match (number.parse::<i64>(), number.parse::<f64>()) {
        (Ok(integer), _) => Cow::Owned(integer.to_string()),
        (_, Ok(float)) if float.fract() == 0.0 && float.abs() < EXACT => {
            Cow::Owned((float as i64).to_string())
        }
        _ => Cow::Borrowed(number),
    }
}

#[cold]
fn missing_tag(reading: &mut Reading<'_>, variants: &'static [Variant]) -> Fault {
    let tag = variants.iter().find_map(Variant::property).unwrap_or_default();
    let has = |first: u8| variants.iter().any(|variant| variant.is_named_by_kind(first));
    let kinds = match (has(b'"'), has(b't'), has(b'0')) {
        (true, true, true) => "a string, a boolean or an integer",
        (true, true, false) => "a string or a boolean",
        (true, false, true) => "a string or an integer",
        (false, true, true) => "a boolean or an integer",
        (false, true, false) => "a boolean",
        (false, false, true) => "an integer",
        (_, false, false) => "a string",
    };
    let reason = match find_value(reading, tag) {
        Ok(Some(value)) => Fault::here(format_args!(
            "invalid value: {value}, expected {kinds} that names the variant"
        )),
        Ok(None) => Fault::here("the required property is missing, which names the variant"),
        Err(fault) => return fault,
    };
    reason.at(reading.text.offset()).below_name(tag)
}

/// The last value of a property; the object, all of which was looked at, is passed then.
fn find_value(reading: &mut Reading<'_>, name: &str) -> Result<Option<String>, Fault> {
    let text = &mut reading.text;
    let mut found = None;
    text.enter(b'{')?;
    let mut is_first = true;
    while text.go_on(&mut is_first, b'}')? {
        let is_it = text.name()? == name;
        let raw = text.look_at()?;
        if is_it {
            found = Some(shown(raw).to_string());
        }
    }
    text.leave(b'}')?;
    Ok(found)
}
