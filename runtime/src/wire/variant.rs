//! The rows of a union's table.

use super::Limit;
use super::short_eq::short_eq;

/// A union's table.
pub type Variants = &'static [Variant];

/// How the value of a variant is recognised, and what limits it has.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    matcher: Matcher,
    presence: TagPresence,
    /// Whether an object under the name of another variant may be of this one.
    is_loose: bool,
    secondary_tag: Option<(&'static str, &'static [&'static str])>,
    limits: &'static [Limit],
}

/// Whether a value of a variant may be without the variant's tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TagPresence {
    Always,
    Optional,
    /// And an object whose tag is no variant's is of this one, too.
    Default,
}

#[derive(Clone, Copy, Debug)]
enum Matcher {
    /// An object whose property `.0` is one of `.1`.
    Tag(&'static str, &'static [&'static str]),
    /// An object whose property `.0` is a string.
    AnyTag(&'static str),
    /// A value of one of these kinds; the name is for errors.
    Type(&'static str, &'static [ValueType]),
}

/// The kinds of JSON values by which unions dispatch (JSON Schema Core, section 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ValueType {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A variant of objects whose `property` is one of `values`.
pub const fn tag(property: &'static str, values: &'static [&'static str]) -> Variant {
    Variant {
        matcher: Matcher::Tag(property, values),
        presence: TagPresence::Always,
        is_loose: false,
        secondary_tag: None,
        limits: &[],
    }
}

/// A variant of objects whose `property` is a string: a union with a tag of its own.
pub const fn any_tag(property: &'static str) -> Variant {
    Variant {
        matcher: Matcher::AnyTag(property),
        presence: TagPresence::Always,
        is_loose: false,
        secondary_tag: None,
        limits: &[],
    }
}

/// A variant of these kinds of values.
pub const fn variant(name: &'static str, kinds: &'static [ValueType]) -> Variant {
    Variant {
        matcher: Matcher::Type(name, kinds),
        presence: TagPresence::Always,
        is_loose: false,
        secondary_tag: None,
        limits: &[],
    }
}

impl Variant {
    /// The variant with limits on its value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }

    /// The variant, which an object without the tag may be of too.
    pub const fn or_absent(self) -> Self {
        Self { presence: TagPresence::Optional, ..self }
    }

    /// The variant, which an object without the tag, or with a tag that no variant has, is of too.
    pub const fn or_any(self) -> Self {
        Self { presence: TagPresence::Default, ..self }
    }

    /// The variant, which an object under another one's name may be of too, if it is not of that
    /// one: its own schema does not say what the tag has to be.
    pub const fn or_named_otherwise(self) -> Self {
        Self { is_loose: true, ..self }
    }

    /// Whether an object under the name of another variant may be of this one.
    pub(super) fn is_loose(&self) -> bool {
        self.is_loose
    }

    /// The variant, of those that are recognised in the same way, whose property of this name is
    /// one of `values`.
    pub const fn secondary_tag(
        self,
        property: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self { secondary_tag: Some((property, values)), ..self }
    }

    /// The property, and its values, that are this variant's alone.
    pub(super) fn second_tag(&self) -> Option<(&'static str, &'static [&'static str])> {
        self.secondary_tag
    }

    /// What the variant is called in errors.
    pub(super) fn name(&self) -> &'static str {
        if let Some((_, [value, ..])) = self.secondary_tag {
            return value;
        }
        match self.matcher {
            Matcher::Tag(_, [value, ..]) => value,
            Matcher::Type(name, _) | Matcher::Tag(name, []) | Matcher::AnyTag(name) => name,
        }
    }

    /// What errors within the variant call it, unless they are those of a union with a tag of its
    /// own.
    pub(super) fn value_for_errors(&self) -> Option<&'static str> {
        if let Some((_, [value, ..])) = self.secondary_tag {
            return Some(value);
        }
        match self.matcher {
            Matcher::Tag(_, [value, ..]) => Some(value),
            Matcher::Type(name, _) => Some(name),
            Matcher::Tag(_, []) | Matcher::AnyTag(_) => None,
        }
    }

    /// The limits on the variant's value.
    pub(super) fn own_limits(&self) -> &'static [Limit] {
        self.limits
    }

    /// Whether an object without the tag may be of the variant.
    pub(super) fn may_lack_its_tag(&self) -> bool {
        self.presence != TagPresence::Always
    }

    /// Whether an object whose tag is no variant's is of this one.
    pub(super) fn takes_the_rest(&self) -> bool {
        self.presence == TagPresence::Default
    }

    pub(super) fn is_of(&self, kind: ValueType) -> bool {
        match self.matcher {
            Matcher::Type(_, kinds) => kinds.contains(&kind),
            Matcher::Tag(..) | Matcher::AnyTag(_) => false,
        }
    }

    /// Whether an object that is recognised as one of this variant may be of the other one.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        match (self.matcher, other.matcher) {
            (Matcher::Tag(tag, values), Matcher::Tag(other_tag, others)) => {
                let is_shared = values.iter().any(|value| others.contains(value));
                tag == other_tag
                    && (is_shared || self.may_lack_its_tag() && other.may_lack_its_tag())
            }
            (Matcher::Type(..), Matcher::Type(..)) => {
                self.is_of(ValueType::Object) && other.is_of(ValueType::Object)
            }
            _ => true,
        }
    }

    /// The value, as it stands in the table, where it is one of the variant's.
    pub(super) fn value(&self, property: &str, value: &str) -> Option<&'static str> {
        match self.matcher {
            Matcher::Tag(name, values) if name == property => {
                values.iter().copied().find(|known| short_eq(known, value))
            }
            _ => None,
        }
    }

    pub(super) fn takes_any(&self, property: &str) -> bool {
        matches!(self.matcher, Matcher::AnyTag(name) if name == property)
    }

    pub(super) fn property(&self) -> Option<&'static str> {
        match self.matcher {
            Matcher::Tag(property, _) | Matcher::AnyTag(property) => Some(property),
            Matcher::Type(..) => None,
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
