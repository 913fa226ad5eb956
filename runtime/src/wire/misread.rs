//! Whether an object is held as one variant, and means another one.
//!
//! What arrives is kept, whatever it is: a value of a kind or with a tag that no variant has is one that
//! may be described later. So an object with a fault in it may still fit a variant that knows nothing
//! of what is at fault, beside one that does. Before it leaves, it is looked at again, and the fault
//! is told: by then it was somebody's to mend.

use std::borrow::Cow;

use super::by_names::{declares, names, table_of};
use super::choose::find_tag;
use super::judge::judge;
use super::property::{Property, Table};
use super::reading::Reading;
use super::union::Union;
use super::variant::Variant;
use super::write::push;
use super::{DecodeBudget, DecodeError, ValueType, Violation};
use crate::text::{FITS_NONE, MISSING, expected};

/// Of an object that is held as a variant which knows nothing of what stands at some places in it,
/// what is wrong with it as the variant that it means: one of which it has all that is required, that
/// declares as many of its properties, and that knows what stands at such a place; or one that
/// declares more of them, and expects something else there.
///
/// The pointers, of the places and of the violation, begin at the object.
pub(super) fn find_meant(union: &dyn Union, unknown: &[&str]) -> Option<Violation> {
    let (variants, (held, value)) = (union.variants(), union.variant());
    let own = variants.get(held)?;
    let mut others = variants.iter().enumerate().filter(|(index, _)| *index != held);
    if !others.any(|(_, other)| own.may_be(other)) {
        return None;
    }
    let mut text = Vec::new();
    push(&value, &mut text).ok()?;
    let text = String::from_utf8(text).ok()?;
    let mut reading = Reading::of(&text, DecodeBudget::default());
    if reading.text.peek() != Some(b'{') {
        return None;
    }
    let tag = find_tag(&mut reading, variants).ok()?;
    let may_be = |variant: &Variant| match &tag {
        Some((name, value)) => variant.is_named_by(name, value) || variant.takes_any(name),
        None => variant.is_of(ValueType::Object) || variant.may_lack_its_tag(),
    };
    let mark = reading.text.mark();
    reading.text.look_ahead().ok()?;
    reading.text.go_back(mark);
    let names = names(&mut reading).ok()?;
    let mut another = union.another();
    let known = counted(&names, table_of(&mut reading, another.begin(held))?);
    for (index, variant) in variants.iter().enumerate() {
        if index == held || !may_be(variant) {
            continue;
        }
        let Some(table) = table_of(&mut reading, another.begin(index)) else { continue };
        let more = counted(&names, table);
        let is_missing = |property: &Property| {
            property.rule().is_required() && !names.iter().any(|name| name == property.name())
        };
        if more < known || table.declared().iter().any(is_missing) {
            continue;
        }
        let judged = judge(&mut reading, another.begin(index), variant.limits);
        reading.text.go_back(mark);
        let Err(fault) = judged else { continue };
        if fault.is_final() {
            return None;
        }
        let error = DecodeError::of(&fault);
        let pointer = error.pointer()?;
        let is_known = unknown.iter().any(|place| match pointer.strip_prefix(place) {
            Some("") => more > known,
            Some(rest) => rest.starts_with('/'),
            None => false,
        });
        if is_known {
            let message = format!("{}, as {:?} says", wish(error.reason()), variant.name());
            return Some(Violation { pointer: pointer.to_owned(), message });
        }
    }
    None
}

/// How many of the names a variant declares.
fn counted(names: &[Cow<'_, str>], table: &'static Table) -> usize {
    names.iter().filter(|name| declares(table, name).is_some()).count()
}

/// What is asked of a value that was refused, of which itself nothing is shown.
fn wish(reason: &str) -> String {
    match expected(reason) {
        Some(expected) => format!("must be {expected}"),
        None if reason == MISSING => "is required".to_owned(),
        None if reason.starts_with(FITS_NONE) => FITS_NONE.replacen("the value ", "", 1),
        None => "does not fit".to_owned(),
    }
}
