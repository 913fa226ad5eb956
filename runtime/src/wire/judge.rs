//! Chooses between variants that nothing tells apart: by how well the value [fits](fit) each.
//!
//! What was found of a place is remembered. However unions stand in each other, each value is
//! judged once for each type that it may be of, so that the time grows with the length of the text
//! times the number of variants.

mod fit;

use std::any::{Any, TypeId};

use self::fit::Fit;
pub(super) use self::fit::judge;
use super::by_names::most_telling;
use super::choose::{Chosen, find_property};
use super::reading::{LimitsId, Reading, limits_id};
use super::union::Union;
use super::variant::Variant;
use crate::text::Fault;

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
/// [names](super::by_names) say which it means; of others, the first is meant.
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
        match judge(reading, union.begin(index), variant.limits) {
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
        variants.filter(|(_, variant)| variant.secondary_tag.is_some()).collect();
    if tagged.is_empty() || reading.text.peek() != Some(b'{') {
        return Ok(None);
    }
    let mut found = None;
    for (index, variant) in tagged {
        let Some(tag) = variant.secondary_tag else { continue };
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
