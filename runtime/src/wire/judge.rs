//! How well a value fits each of several variants that nothing tells apart.
//!
//! Nothing is made of the value: it is looked at, place by place, and what was found of a place
//! is remembered. However unions stand in each other, each value is judged once for each type
//! that it may be of, so that the time grows with the length of the text times the number of
//! variants.

use std::any::{Any, TypeId};

use super::check::check;
use super::choose::{Chosen, choose, find_property, is_named_wrongly};
use super::keeps::keeps;
use super::names::{find_fitting, most_telling};
use super::property::Table;
use super::read::{Found, another_constant, find, missing, missing_item, read, refuse};
use super::reading::{LimitsId, Reading, limits_id};
use super::union::Union;
use super::variant::Variant;
use super::{At, Limit, Record, Slot, View};
use crate::text::Fault;

/// How well a value fits a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Something of it is lost.
    InPart,
    /// It comes back as it was, but for nulls where nothing may stand but a value.
    ButForNulls,
    /// It comes back as it was, and breaks a limit.
    BeyondLimits,
    Whole,
}

/// What was found of a value at some place for some type.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    fit: Result<Fit, Fault>,
    /// Of a union, the variant that it fits best; of an object, how many properties it has.
    number: usize,
}

/// Chooses the variant, of those that the next value may mean, that a second tag names; without
/// one, the variant that it fits best, by which nothing is lost and no limit broken. An object
/// with undeclared properties also fits a variant that is closed to them and would lose them, or
/// one that limits how many properties there are. Of several that an object fits equally, its
/// [names](super::names) say which it means; of others, the first is meant.
pub(super) fn judge_variants(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    may_be: impl Fn(&Variant) -> bool,
) -> Result<Chosen, Fault> {
    let key = (reading.text.place(), union_id(union), limits_id(&[]));
    if let Some(verdict) = reading.verdicts.get(&key) {
        return verdict.fit.clone().map(|_| Chosen::Variant(verdict.number));
    }
    if let Some(variant) = find_by_second_tag(reading, meant(union, &may_be))? {
        return Ok(Chosen::Variant(variant));
    }
    let verdict = find_best(reading, union, may_be)?;
    let chosen = verdict.fit.clone().map(|_| Chosen::Variant(verdict.number));
    // What holds no other value is judged again in no time.
    if reading.text.is_at_bracket() {
        remember(reading, key, verdict)?;
    }
    chosen
}

/// Writes a verdict down, which takes memory, too.
fn remember(
    reading: &mut Reading<'_>,
    key: (usize, TypeId, LimitsId),
    verdict: Verdict,
) -> Result<(), Fault> {
    reading.text.spend(VERDICT)?;
    reading.verdicts.insert(key, verdict);
    Ok(())
}

/// What a verdict takes, with its place in a table of which half may be free.
const VERDICT: usize = 2 * size_of::<((usize, TypeId, LimitsId), Verdict)>();

fn union_id(union: &dyn Union) -> TypeId {
    let union: &dyn Any = union;
    union.type_id()
}

/// The variants that a value may mean, with their numbers.
fn meant<'a>(
    union: &dyn Union,
    may_be: &'a impl Fn(&Variant) -> bool,
) -> impl Iterator<Item = (usize, &'static Variant)> + 'a {
    union.variants().iter().enumerate().filter(move |(_, variant)| may_be(variant))
}

fn find_best(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    may_be: impl Fn(&Variant) -> bool,
) -> Result<Verdict, Fault> {
    reading.forget();
    let is_object = reading.text.peek() == Some(b'{');
    let mark = reading.text.mark();
    reading.text.look_ahead()?;
    let mut best: Option<Fit> = None;
    let mut fitting = Vec::new();
    let mut reasons = Vec::new();
    for (index, variant) in meant(union, &may_be) {
        reading.text.go_back(mark);
        match judge(reading, union.begin(index), variant.own_limits()) {
            Ok(fit) => {
                if best.is_none_or(|known| known < fit) {
                    best = Some(fit);
                    fitting.clear();
                }
                if best == Some(fit) {
                    fitting.push(index);
                }
                if fit == Fit::Whole && !is_object {
                    break;
                }
            }
            Err(fault) if fault.is_final() => return Err(fault),
            Err(fault) => reasons.push((variant.name(), fault)),
        }
    }
    reading.text.go_back(mark);
    let number = match fitting.as_slice() {
        [_, _, ..] if is_object => most_telling(reading, union, &fitting)?,
        fitting => fitting.first().copied().unwrap_or_default(),
    };
    Ok(match best {
        Some(fit) => Verdict { fit: Ok(fit), number },
        None => {
            let fault = Fault::of_variants(reasons).at(reading.text.offset());
            Verdict { fit: Err(fault), number: 0 }
        }
    })
}

/// The variant that alone has the value of its second tag.
fn find_by_second_tag<'a>(
    reading: &mut Reading<'_>,
    variants: impl Iterator<Item = (usize, &'a Variant)>,
) -> Result<Option<usize>, Fault> {
    let tagged: Vec<(usize, &Variant)> =
        variants.filter(|(_, variant)| variant.second_tag().is_some()).collect();
    if tagged.is_empty() || reading.text.peek() != Some(b'{') {
        return Ok(None);
    }
    let mut found = None;
    for (index, variant) in tagged {
        let Some(tag) = variant.second_tag() else { continue };
        let is_it =
            |name: &str, first| (name == tag.property() && tag.has_kind(first)).then_some(());
        let value = find_property(reading, is_it)?;
        if value.is_some_and(|((), value)| tag.has(&value)) {
            if found.is_some() {
                return Ok(None);
            }
            found = Some(index);
        }
    }
    Ok(found)
}

/// Judges the next value, all of which was looked at, and passes it.
pub(super) fn judge(
    reading: &mut Reading<'_>,
    slot: Slot<'_>,
    limits: &[Limit],
) -> Result<Fit, Fault> {
    reading.text.step()?;
    match slot {
        Slot::Optional(value) => match reading.text.peek() {
            Some(b'n') => reading.text.literal("null").map(|()| Fit::Whole),
            _ => judge(reading, value.fill(), limits),
        },
        Slot::Record(record) => judge_record(reading, record, limits),
        Slot::Union(union) => judge_union(reading, union, limits),
        Slot::List(list) => {
            if reading.text.peek() != Some(b'[') {
                return Err(refuse(&mut reading.text, "an array"));
            }
            let each = Limit::each(limits);
            let (mut count, mut fit) = (0, Fit::Whole);
            reading.text.enter(b'[')?;
            let mut is_first = true;
            while reading.text.go_on(&mut is_first, b']')? {
                let own = Limit::of_item(limits, count).unwrap_or(each);
                match list.push(count) {
                    Some(slot) => {
                        let judged = judge(reading, slot, own);
                        fit = fit.min(judged.map_err(|fault| fault.below_index(count))?);
                        list.clear();
                    }
                    None => reading.text.pass()?,
                }
                count += 1;
            }
            reading.text.leave(b']')?;
            if count < list.least() {
                return Err(missing_item(count));
            }
            Ok(within(fit, limits, |limit| limit.breaks_items(count)))
        }
        Slot::Map(map) => {
            if reading.text.peek() != Some(b'{') {
                return Err(refuse(&mut reading.text, "an object"));
            }
            let (each, names) = (Limit::each(limits), Limit::of_names(limits));
            let (mut count, mut fit) = (0, Fit::Whole);
            reading.text.enter(b'{')?;
            let mut is_first = true;
            while reading.text.go_on(&mut is_first, b'}')? {
                let name = reading.text.name()?;
                fit = within(fit, names, |limit| !keeps(&View::Text(&name), limit));
                let judged = judge(reading, map.insert(String::new()), each);
                fit = fit.min(judged.map_err(|fault| fault.below_name(&name))?);
                map.clear();
                count += 1;
            }
            reading.text.leave(b'}')?;
            Ok(within(fit, limits, |limit| limit.breaks_properties(count)))
        }
        // What is open takes all.
        Slot::Raw(_) => reading.text.look_ahead().map(|()| Fit::Whole),
        Slot::Json(_) if limits.is_empty() => reading.text.look_ahead().map(|()| Fit::Whole),
        mut scalar => {
            read(reading, scalar.lend())?;
            let mut violations = Vec::new();
            check(&scalar.look(), limits, At::Root, &mut violations);
            Ok(if violations.is_empty() { Fit::Whole } else { Fit::BeyondLimits })
        }
    }
}

/// A fit, unless it breaks a limit.
fn within(fit: Fit, limits: &[Limit], is_broken: impl Fn(&Limit) -> bool) -> Fit {
    if limits.iter().any(is_broken) { fit.min(Fit::BeyondLimits) } else { fit }
}

fn judge_union(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    limits: &[Limit],
) -> Result<Fit, Fault> {
    // Limits of the place may be those of what is in the value, so that what was found within
    // others says nothing.
    let is_remembered = reading.text.is_at_bracket();
    let key = (reading.text.place(), union_id(union), limits_id(limits));
    let known = reading.verdicts.get(&key).filter(|_| is_remembered);
    if let Some(verdict) = known.cloned() {
        reading.text.look_ahead()?;
        return verdict.fit;
    }
    let mut index = match choose(reading, union)? {
        Chosen::Unknown => return reading.text.look_ahead().map(|()| Fit::Whole),
        Chosen::Variant(index) => index,
    };
    let mark = reading.text.mark();
    let mut fit = judge_variant(reading, union, index, limits);
    if fit.as_ref().is_err_and(|fault| is_named_wrongly(fault, union, index)) {
        reading.text.go_back(mark);
        match find_fitting(reading, union, index)? {
            Some(other) => {
                index = other;
                fit = judge_variant(reading, union, other, limits);
            }
            None => reading.text.look_ahead()?,
        }
    }
    if is_remembered {
        remember(reading, key, Verdict { fit: fit.clone(), number: index })?;
    }
    fit
}

/// Judges the next value as one of a variant.
fn judge_variant(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    index: usize,
    limits: &[Limit],
) -> Result<Fit, Fault> {
    let variant = union.variants().get(index);
    let own = variant.map_or(&[] as &[Limit], |variant| variant.own_limits());
    let value = union.begin(index);
    let judged = match (own, limits) {
        (own, []) => judge(reading, value, own),
        ([], limits) => judge(reading, value, limits),
        (own, limits) => {
            let both = reading.join(own, limits);
            judge(reading, value, &both)
        }
    };
    let name = variant.and_then(|variant| variant.value_for_errors());
    judged.map_err(|fault| name.map_or(fault.clone(), |name| fault.in_variant(name)))
}

/// Judges an object, once for each type.
fn judge_record(
    reading: &mut Reading<'_>,
    record: &mut dyn Record,
    limits: &[Limit],
) -> Result<Fit, Fault> {
    if reading.text.peek() != Some(b'{') {
        return Err(refuse(&mut reading.text, "an object"));
    }
    let id = {
        let record: &dyn Any = record;
        record.type_id()
    };
    let key = (reading.text.place(), id, limits_id(&[]));
    let verdict = match reading.verdicts.get(&key) {
        Some(verdict) => {
            let verdict = verdict.clone();
            reading.text.look_ahead()?;
            verdict
        }
        None => {
            let table = record.table();
            let mut count = 0;
            let mut fit = Err(Fault::Odd);
            record.slots(&mut |slots| fit = judge_fields(reading, table, slots, &mut count));
            let verdict = Verdict { fit, number: count };
            remember(reading, key, verdict.clone())?;
            verdict
        }
    };
    let fit = verdict.fit?;
    Ok(within(fit, limits, |limit| limit.breaks_properties(verdict.number)))
}

fn judge_fields(
    reading: &mut Reading<'_>,
    table: &'static Table,
    slots: &mut [Slot<'_>],
    count: &mut usize,
) -> Result<Fit, Fault> {
    let declared = table.declared();
    let (fields, behind) = slots.split_at_mut_checked(declared.len()).ok_or(Fault::Odd)?;
    let each = Limit::each(table.limits);
    let mut seen = vec![false; declared.len()];
    let (mut expected, mut fit) = (0, Fit::Whole);
    reading.text.enter(b'{')?;
    let mut is_first = true;
    while reading.text.go_on(&mut is_first, b'}')? {
        let name = reading.text.name()?;
        *count += 1;
        let judged = match find(table, expected, &name) {
            Found::Field(index) => {
                expected = table.constants().len() + index + 1;
                let (Some(property), Some(field), Some(seen)) =
                    (declared.get(index), fields.get_mut(index), seen.get_mut(index))
                else {
                    return Err(Fault::Odd);
                };
                *seen = true;
                field.lend().clear();
                let is_lost_null = reading.text.peek() == Some(b'n')
                    && !property.null.is_kept()
                    && !property.presence.is_required()
                    && !field.keeps_null();
                let judged = judge(reading, field.lend(), property.limits);
                if is_lost_null { judged.map(|fit| fit.min(Fit::ButForNulls)) } else { judged }
            }
            Found::Constant(index, _, literal) => {
                expected = index + 1;
                let raw = reading.text.look_at()?;
                match behind.iter().any(|slot| matches!(slot, Slot::Extra(_))) {
                    _ if literal.is(raw) => Ok(Fit::Whole),
                    true => Ok(Fit::BeyondLimits),
                    false => Err(another_constant(raw, literal)),
                }
            }
            Found::Undeclared => judge_undeclared(reading, behind, each),
        };
        let judged = judged.map_err(|fault| fault.below_name(&name))?;
        fit = fit.min(judged);
    }
    reading.text.leave(b'}')?;
    for ((property, field), seen) in declared.iter().zip(fields).zip(seen) {
        if property.presence.is_required() && !seen && !field.may_be_absent() {
            return Err(missing(reading, property));
        }
    }
    Ok(within(fit, table.limits, |limit| limit.breaks_properties(*count)))
}

fn judge_undeclared(
    reading: &mut Reading<'_>,
    behind: &mut [Slot<'_>],
    each: &[Limit],
) -> Result<Fit, Fault> {
    for slot in behind {
        match slot {
            Slot::Extra(_) => return reading.text.look_ahead().map(|()| Fit::Whole),
            Slot::Map(map) => {
                let judged = judge(reading, map.insert(String::new()), each);
                map.clear();
                return judged;
            }
            _ => {}
        }
    }
    reading.text.look_ahead().map(|()| Fit::InPart)
}
