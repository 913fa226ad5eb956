//! Limits as a person reads them, and whether some allow all that others do.

use crate::api::{Limit, ValueType};

/// Limits by the keywords of JSON Schema (Validation, section 6) that they are written with.
pub(super) fn text(limits: &[Limit]) -> String {
    if limits.is_empty() {
        return "no limit".to_owned();
    }
    limits.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn one(limit: &Limit) -> String {
    let list = |values: &[String]| values.join(", ");
    match limit {
        Limit::AtLeast(value) => format!("minimum: {value}"),
        Limit::AtMost(value) => format!("maximum: {value}"),
        Limit::Minimum(value) => format!("minimum: {value}"),
        Limit::Maximum(value) => format!("maximum: {value}"),
        Limit::Above(value) => format!("exclusiveMinimum: {value}"),
        Limit::Below(value) => format!("exclusiveMaximum: {value}"),
        Limit::MultipleOf(value) => format!("multipleOf: {value}"),
        Limit::OneOf(values) => format!("enum: [{}]", list(values)),
        Limit::MinLength(value) => format!("minLength: {value}"),
        Limit::MaxLength(value) => format!("maxLength: {value}"),
        Limit::Pattern(pattern) => format!("pattern: {pattern}"),
        Limit::MinItems(value) => format!("minItems: {value}"),
        Limit::MaxItems(value) => format!("maxItems: {value}"),
        Limit::UniqueItems => "uniqueItems: true".to_owned(),
        Limit::MinProperties(value) => format!("minProperties: {value}"),
        Limit::MaxProperties(value) => format!("maxProperties: {value}"),
        Limit::Each(limits) => format!("items: {{{}}}", text(limits)),
        Limit::Items(items) => {
            let items: Vec<String> =
                items.iter().map(|item| format!("{{{}}}", text(item))).collect();
            format!("prefixItems: [{}]", items.join(", "))
        }
        Limit::Names(limits) => format!("propertyNames: {{{}}}", text(limits)),
        Limit::Matching(pattern, limits) => {
            format!("patternProperties: {{{pattern}: {{{}}}}}", text(limits))
        }
        Limit::Unmatched(_, limits) => format!("additionalProperties: {{{}}}", text(limits)),
        Limit::Not(limits) => format!("not: {{{}}}", text(limits)),
        Limit::HasProperties(names) => format!("required: [{}]", list(names)),
        Limit::Requires(name, names) => format!("dependentRequired: {{{name}: [{}]}}", list(names)),
        Limit::Contains(limits, least, most) => {
            let most =
                if *most == u64::MAX { String::new() } else { format!(", maxContains: {most}") };
            format!("contains: {{{}}}, minContains: {least}{most}", text(limits))
        }
        Limit::Kind(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| kind_text(*kind)).collect();
            format!("type: [{}]", kinds.join(", "))
        }
        Limit::AnyOf(sets) => {
            let sets: Vec<String> = sets.iter().map(|set| format!("{{{}}}", text(set))).collect();
            format!("anyOf: [{}]", sets.join(", "))
        }
    }
}

fn kind_text(kind: ValueType) -> String {
    format!("{kind:?}").to_lowercase()
}

/// Whether what keeps the older limits keeps the newer ones, too; in doubt it does not.
pub(super) fn is_looser(was: &[Limit], is: &[Limit]) -> bool {
    is.iter().all(|is| was.iter().any(|was| implies(was, is)))
}

/// Whether both allow the same, in whichever order they say it.
pub(super) fn is_same(was: &[Limit], is: &[Limit]) -> bool {
    was == is || is_looser(was, is) && is_looser(is, was)
}

/// Whether what keeps the one keeps the other.
fn implies(was: &Limit, is: &Limit) -> bool {
    use Limit::{
        AnyOf, AtLeast, AtMost, Each, HasProperties, MaxItems, MaxLength, MaxProperties, Maximum,
        MinItems, MinLength, MinProperties, Minimum, Not, OneOf, Requires,
    };
    match (was, is) {
        (AtLeast(was), AtLeast(is)) => was >= is,
        (AtMost(was), AtMost(is)) => was <= is,
        (Minimum(was), Minimum(is)) => was >= is,
        (Maximum(was), Maximum(is)) => was <= is,
        (MinLength(was), MinLength(is))
        | (MinItems(was), MinItems(is))
        | (MinProperties(was), MinProperties(is)) => was >= is,
        (MaxLength(was), MaxLength(is))
        | (MaxItems(was), MaxItems(is))
        | (MaxProperties(was), MaxProperties(is)) => was <= is,
        (OneOf(was), OneOf(is)) => was.iter().all(|value| is.contains(value)),
        (Each(was), Each(is)) => is_looser(was, is),
        // What forbids more forbids that, too.
        (Not(was), Not(is)) => is_looser(is, was),
        (AnyOf(was), AnyOf(is)) => was.iter().all(|was| is.iter().any(|is| is_looser(was, is))),
        (HasProperties(was), HasProperties(is)) => is.iter().all(|name| was.contains(name)),
        (Requires(property, was), Requires(same, is)) => {
            property == same && is.iter().all(|name| was.contains(name))
        }
        _ => was == is,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looser_allows_all_that_was_allowed() {
        use Limit::{AtMost, Each, HasProperties, MaxLength, OneOf, Pattern};
        let words = |all: &[&str]| OneOf(all.iter().map(|word| (*word).to_owned()).collect());
        let pattern = || Pattern("^a".to_owned());
        let looser = [
            (vec![MaxLength(8)], vec![]),
            (vec![MaxLength(8)], vec![MaxLength(9)]),
            (vec![AtMost(8), pattern()], vec![pattern()]),
            (vec![words(&["a"])], vec![words(&["a", "b"])]),
            (vec![Each(vec![MaxLength(1)])], vec![Each(vec![MaxLength(2)])]),
        ];
        for (was, is) in &looser {
            assert!(is_looser(was, is), "{was:?} {is:?}");
            assert!(!is_looser(is, was), "{is:?} {was:?}");
        }
        assert!(is_looser(&[pattern()], &[pattern()]));
        assert!(is_same(&[words(&["a", "b"]), pattern()], &[pattern(), words(&["b", "a"])]));
        assert!(!is_same(&[MaxLength(8)], &[MaxLength(9)]));
        let any = |all: &[&str]| {
            let has =
                |names: &&str| vec![HasProperties(names.split(' ').map(Into::into).collect())];
            Limit::AnyOf(all.iter().map(has).collect())
        };
        assert!(is_same(&[any(&["a b", "c"])], &[any(&["c", "b a"])]));
        assert!(is_looser(&[any(&["a b"])], &[any(&["a", "c"])]));
        let not = |names: &str| vec![Limit::Not(vec![any(&[names])])];
        assert!(is_same(&not("a b"), &not("b a")));
        assert!(is_looser(&not("a"), &not("a b")) && !is_looser(&not("a b"), &not("a")));
        assert!(!is_looser(&[any(&["a", "c"])], &[any(&["a"])]));
    }

    #[test]
    fn they_read_as_a_description_says_them() {
        let limits = [Limit::MaxLength(8), Limit::Each(vec![Limit::UniqueItems])];
        assert_eq!(text(&limits), "maxLength: 8, items: {uniqueItems: true}");
        assert_eq!(text(&[]), "no limit");
    }
}
