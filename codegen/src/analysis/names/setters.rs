//! Names the methods of a builder.

use super::Setter;
use crate::analysis::held::HeldType;
use crate::analysis::scope::Scope;
use crate::api::Record;

/// The methods of a builder: each is called like its field, but for what a builder has anyway, or
/// the type itself, where it has constructors that are called like the setters.
pub(super) fn setters<'a>(
    record: &Record,
    fields: &[String],
    held: Option<&'a HeldType>,
    renamed: &dyn Fn(usize) -> Option<&'a String>,
) -> Vec<Setter> {
    let mut scope = Scope::default();
    scope.take("build");
    scope.take("extra");
    if record.selector.is_some() {
        scope.take("builder");
        scope.take("validate");
    }
    // What sets a field that is called otherwise is called like it.
    let held = |index: usize| match renamed(index) {
        Some(_) => None,
        None => held?.inner.get(index)?.as_ref()?.setter.as_ref(),
    };
    let published: Vec<[Option<String>; 2]> = (0..fields.len())
        .map(|index| {
            let value = scope.keep(held(index).map(|setter| &setter.value));
            [value, scope.keep(held(index).map(|setter| &setter.null))]
        })
        .collect();
    let all = fields.iter().zip(published);
    let values: Vec<(&String, String, Option<String>)> = all
        .map(|(field, [value, null])| {
            (field, value.unwrap_or_else(|| scope.claim(field, "_")), null)
        })
        .collect();
    let with_nulls = values.into_iter().map(|(field, value, null)| {
        let preferred = format!("{}_null", field.trim_end_matches('_'));
        Setter { value, null: null.unwrap_or_else(|| scope.claim(&preferred, "_")) }
    });
    with_nulls.collect()
}
