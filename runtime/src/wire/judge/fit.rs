//! How well the next value fits a type: it is looked at, place by place, and nothing is made of it.

use std::any::Any;

use super::{Verdict, remember, union_id};
use crate::text::Fault;
use crate::wire::by_names::find_fitting;
use crate::wire::check::check;
use crate::wire::choose::{Chosen, choose, is_named_wrongly};
use crate::wire::keeps::keeps;
use crate::wire::property::Table;
use crate::wire::read::{Found, another_constant, find, missing, missing_item, read, refuse};
use crate::wire::reading::{Reading, limits_id};
use crate::wire::union::Union;
use crate::wire::{At, Limit, Record, Slot, View};

/// How well a value fits a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::wire) enum Fit {
    /// Something of it is lost.
    InPart,
    /// It comes back as it was, but for nulls where nothing may stand but a value.
    ButForNulls,
    /// It comes back as it was, and breaks a limit.
    BeyondLimits,
    Whole,
}

/// Judges the next value, all of which was looked at, and passes it.
pub(in crate::wire) fn judge(
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
            read(reading, &mut scalar)?;
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
    let own = variant.map_or(&[] as &[Limit], |variant| variant.limits);
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
                    && !property.rule().null.is_kept()
                    && !property.rule().is_required()
                    && !field.keeps_null();
                let judged = judge(reading, field.lend(), property.limits());
                if is_lost_null { judged.map(|fit| fit.min(Fit::ButForNulls)) } else { judged }
            }
            Found::Constant(index, literal) => {
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
        if property.rule().is_required() && !seen && !field.may_be_absent() {
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
