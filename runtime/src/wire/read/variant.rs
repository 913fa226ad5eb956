//! Reading a value into the variant that it means; again, by its names, into another one than its
//! tag names, where that is what fits.

use super::read;
use crate::text::{Fault, Mark};
use crate::wire::by_names::find_fitting;
use crate::wire::choose::{Chosen, choose, is_named_wrongly};
use crate::wire::reading::Reading;
use crate::wire::union::Union;

/// Reads the variant that the value means.
pub(super) fn read_union(reading: &mut Reading<'_>, union: &mut dyn Union) -> Result<(), Fault> {
    reading.text.spend(size_of_val(union))?;
    let variants = union.variants();
    match choose(reading, union)? {
        Chosen::Variant(mut variant) => {
            let mark = reading.text.mark();
            let mut result = read(reading, &mut union.begin(variant));
            if let Err(fault) = &result
                && is_named_wrongly(fault, union, variant)
                && let Some(fitting) = look_again(reading, union, variant, mark)?
            {
                variant = fitting;
                result = read(reading, &mut union.begin(variant));
            }
            // The union behind a variant without a name of its own names that of its own.
            let name = variants.get(variant).and_then(|variant| variant.value_for_errors());
            result.map_err(|fault| {
                let fault = fault.at(reading.text.offset());
                name.map_or(fault.clone(), |name| fault.in_variant(name))
            })
        }
        Chosen::Unknown => read(reading, &mut union.begin(variants.len())),
    }
}

/// Goes back to an object that the variant is not that its tag names, and looks by its names for
/// one that it is; `None` where there is none, or where as much was read again as may be.
#[cold]
fn look_again(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    named: usize,
    mark: Mark,
) -> Result<Option<usize>, Fault> {
    let length = reading.text.passed_since(mark);
    let Some(again) = reading.again.checked_sub(length) else { return Ok(None) };
    reading.again = again;
    reading.text.restart(mark);
    let mark = reading.text.mark();
    reading.text.look_ahead()?;
    reading.text.go_back(mark);
    find_fitting(reading, union, named)
}
