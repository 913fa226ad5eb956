//! Which variants of a union are which of another.

use foldhash::{HashMap, HashSet};

use super::alike::{Likeness, likeness};
use crate::api::{Api, Expr, Matcher, TypeId, Variant};

/// Whether a variant may be another.
type Test<'a> = dyn Fn(&Variant, &Variant) -> bool + 'a;

/// Which variants are which, in two unions.
pub(crate) struct Variants<'a> {
    pub(crate) old: &'a Api,
    pub(crate) new: &'a Api,
    /// Which types of the two are the same.
    pub(crate) types: &'a HashMap<TypeId, TypeId>,
}

impl Variants<'_> {
    /// Of each published variant, which of the others it is: by its type, by what tells variants
    /// apart, by what it holds, and only then by what it is called. What is told better is found
    /// first, wherever it stands.
    pub(crate) fn pair(&self, variants: &[Variant], others: &[Variant]) -> Vec<Option<usize>> {
        let by_name = |one: &Variant, other: &Variant| {
            one.preferred_name == other.preferred_name && !has_tag(other)
        };
        // Of several that nothing tells apart, each is the one in its own place.
        let tests: [&Test<'_>; 7] = [
            &|one, other| self.are_one_type(one, other) && one.matcher == other.matcher,
            &|one, other| self.are_one_type(one, other),
            &share_a_tag,
            &|one, other| self.hold_the_same(one, other) && self.stand_alike(one, other),
            &|one, other| self.hold_the_same(one, other),
            &|one, other| by_name(one, other) && self.stand_alike(one, other),
            &by_name,
        ];
        let mut found = vec![None; variants.len()];
        let mut taken: HashSet<usize> = HashSet::default();
        for test in tests {
            for (index, variant) in variants.iter().enumerate() {
                if found[index].is_some() {
                    continue;
                }
                let mut free =
                    others.iter().enumerate().filter(|(other, _)| !taken.contains(other));
                found[index] = free.find(|(_, other)| test(variant, other)).map(|(other, _)| other);
                taken.extend(found[index]);
            }
        }
        found
    }

    fn are_one_type(&self, one: &Variant, other: &Variant) -> bool {
        match (&one.value.expr, &other.value.expr) {
            (Expr::Named(old), Expr::Named(new)) => self.types.get(old) == Some(new),
            (old, new) => old.named().is_none() && old == new,
        }
    }

    fn stand_alike(&self, one: &Variant, other: &Variant) -> bool {
        let (Expr::Named(old), Expr::Named(new)) = (&one.value.expr, &other.value.expr) else {
            return false;
        };
        self.old.get(*old).origin.pointer == self.new.get(*new).origin.pointer
    }

    fn hold_the_same(&self, one: &Variant, other: &Variant) -> bool {
        let (Expr::Named(old), Expr::Named(new)) = (&one.value.expr, &other.value.expr) else {
            return false;
        };
        !self.types.contains_key(old)
            && likeness(self.old, *old, self.new, *new) >= Likeness::Alike(1000)
    }
}

fn has_tag(variant: &Variant) -> bool {
    matches!(variant.matcher, Matcher::Tag { .. })
}

fn share_a_tag(one: &Variant, other: &Variant) -> bool {
    let (
        Matcher::Tag { property, values, .. },
        Matcher::Tag { property: second, values: others, .. },
    ) = (&one.matcher, &other.matcher)
    else {
        return false;
    };
    let is_second_shared = match (&one.secondary_tag, &other.secondary_tag) {
        (Some(one), Some(other)) => {
            one.property != other.property
                || one.values.iter().any(|value| other.values.contains(value))
        }
        _ => true,
    };
    property == second && values.iter().any(|value| others.contains(value)) && is_second_shared
}
