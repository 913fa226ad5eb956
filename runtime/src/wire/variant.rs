//! The rows of a union's table.

use serde_json::Value;

use super::Limit;
use super::same::is_same;

/// A union's table.
pub type Variants = &'static [Variant];

/// How the value of a variant is recognised, and what limits it has.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    when: When,
    absence: Absence,
    also: Option<(&'static str, &'static [&'static str])>,
    limits: &'static [Limit],
}

/// Whether a value of a variant may be without the variant's tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absence {
    Never,
    Possible,
}

#[derive(Clone, Copy, Debug)]
enum When {
    /// An object whose property `.0` is one of `.1`.
    Tag(&'static str, &'static [&'static str]),
    /// An object whose property `.0` is a string.
    AnyTag(&'static str),
    /// A value of one of these kinds; the name is for errors.
    Kind(&'static str, &'static [Kind]),
}

/// The kinds of JSON values that unions tell apart (JSON Schema Core, section 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    List,
    Object,
}

/// A variant of objects whose `property` is one of `values`.
pub const fn tag(property: &'static str, values: &'static [&'static str]) -> Variant {
    Variant { when: When::Tag(property, values), absence: Absence::Never, also: None, limits: &[] }
}

/// A variant of objects whose `property` is a string: a union with a tag of its own.
pub const fn any_tag(property: &'static str) -> Variant {
    Variant { when: When::AnyTag(property), absence: Absence::Never, also: None, limits: &[] }
}

/// A variant of these kinds of values.
pub const fn variant(name: &'static str, kinds: &'static [Kind]) -> Variant {
    Variant { when: When::Kind(name, kinds), absence: Absence::Never, also: None, limits: &[] }
}

impl Variant {
    /// The variant with limits on its value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }

    /// The variant, which an object without the tag may be of too.
    pub const fn or_absent(self) -> Self {
        Self { absence: Absence::Possible, ..self }
    }

    /// The variant, of those that are recognised in the same way, whose property of this name is one of
    /// `values`.
    pub const fn also(self, property: &'static str, values: &'static [&'static str]) -> Self {
        Self { also: Some((property, values)), ..self }
    }

    /// Whether an object has the values that are this variant's alone.
    pub(super) fn is_also_of(&self, object: &Value) -> bool {
        self.also.is_some_and(|(property, values)| {
            object
                .get(property)
                .and_then(Value::as_str)
                .is_some_and(|value| values.contains(&value))
        })
    }

    /// What the variant is called in errors.
    pub(super) fn name(&self) -> &'static str {
        if let Some((_, [value, ..])) = self.also {
            return value;
        }
        match self.when {
            When::Tag(_, [value, ..]) => value,
            When::Kind(name, _) | When::Tag(name, []) | When::AnyTag(name) => name,
        }
    }

    /// What errors within the variant call it, unless they are those of a union with a tag of its own.
    pub(super) fn value_for_errors(&self) -> Option<&'static str> {
        match self.when {
            When::Tag(_, [value, ..]) => Some(value),
            When::Kind(name, _) => Some(name),
            When::Tag(_, []) | When::AnyTag(_) => None,
        }
    }

    /// The limits on the variant's value.
    pub(super) fn own_limits(&self) -> &'static [Limit] {
        self.limits
    }

    /// Whether an object without the tag may be of the variant.
    pub(super) fn may_lack_its_tag(&self) -> bool {
        self.absence == Absence::Possible
    }

    pub(super) fn is_of(&self, kind: Kind) -> bool {
        match self.when {
            When::Kind(_, kinds) => kinds.contains(&kind),
            When::Tag(..) | When::AnyTag(_) => false,
        }
    }

    /// The value, as it stands in the table, where it is one of the variant's.
    pub(super) fn value(&self, property: &str, value: &str) -> Option<&'static str> {
        match self.when {
            When::Tag(name, values) if name == property => {
                values.iter().copied().find(|known| is_same(known, value))
            }
            _ => None,
        }
    }

    pub(super) fn takes_any(&self, property: &str) -> bool {
        matches!(self.when, When::AnyTag(name) if name == property)
    }

    pub(super) fn property(&self) -> Option<&'static str> {
        match self.when {
            When::Tag(property, _) | When::AnyTag(property) => Some(property),
            When::Kind(..) => None,
        }
    }
}

/// The variants that a value may be of.
pub(super) enum Candidates {
    None,
    One(usize),
    Many,
}

pub(super) fn candidates(variants: &[Variant], may_be: impl Fn(&Variant) -> bool) -> Candidates {
    let mut found = variants.iter().enumerate().filter(|(_, variant)| may_be(variant));
    match (found.next(), found.next()) {
        (None, _) => Candidates::None,
        (Some((variant, _)), None) => Candidates::One(variant),
        (Some(_), Some(_)) => Candidates::Many,
    }
}
