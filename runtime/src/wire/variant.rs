//! The rows of a union's table.

use std::borrow::Cow;

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
    secondary_tag: Option<Tag>,
    limits: &'static [Limit],
}

/// A property, and which of its values mean a variant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    property: &'static str,
    /// The strings among them.
    texts: &'static [&'static str],
    /// The booleans and integers among them, as JSON texts without a point or an exponent.
    scalars: &'static [&'static str],
}

/// The value of a property that may be a tag.
#[derive(Clone, Debug)]
pub(super) enum TagValue<'de> {
    Text(Cow<'de, str>),
    /// A boolean, or a number: an integer without a point or an exponent, however it was written.
    Scalar(Cow<'de, str>),
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
    /// An object whose property has one of some values.
    Tag(Tag),
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
        matcher: Matcher::Tag(Tag { property, texts: values, scalars: &[] }),
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

    /// The variant, which a boolean or an integer in the property of its tag may mean, too: those of
    /// these JSON texts.
    pub const fn or_scalar(self, scalars: &'static [&'static str]) -> Self {
        match self.matcher {
            Matcher::Tag(tag) => Self { matcher: Matcher::Tag(Tag { scalars, ..tag }), ..self },
            Matcher::AnyTag(_) | Matcher::Type(..) => self,
        }
    }

    /// The variant, of those that are recognised in the same way, whose property of this name is
    /// one of `values`.
    pub const fn secondary_tag(
        self,
        property: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        let tag = Tag { property, texts: values, scalars: &[] };
        Self { secondary_tag: Some(tag), ..self }
    }

    /// The variant, which a boolean or an integer in the property of its second tag may mean, too:
    /// those of these JSON texts.
    pub const fn or_secondary_scalar(self, scalars: &'static [&'static str]) -> Self {
        match self.secondary_tag {
            Some(tag) => Self { secondary_tag: Some(Tag { scalars, ..tag }), ..self },
            None => self,
        }
    }

    /// The property, and its values, that are this variant's alone.
    pub(super) fn second_tag(&self) -> Option<&Tag> {
        self.secondary_tag.as_ref()
    }

    /// What the variant is called in errors.
    pub(super) fn name(&self) -> &'static str {
        if let Some(value) = self.secondary_tag.as_ref().and_then(Tag::first) {
            return value;
        }
        match self.matcher {
            Matcher::Tag(tag) => tag.first().unwrap_or(tag.property),
            Matcher::Type(name, _) | Matcher::AnyTag(name) => name,
        }
    }

    /// What errors within the variant call it, unless they are those of a union with a tag of its
    /// own.
    pub(super) fn value_for_errors(&self) -> Option<&'static str> {
        if let Some(value) = self.secondary_tag.as_ref().and_then(Tag::first) {
            return Some(value);
        }
        match self.matcher {
            Matcher::Tag(tag) => tag.first(),
            Matcher::Type(name, _) => Some(name),
            Matcher::AnyTag(_) => None,
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
            (Matcher::Tag(tag), Matcher::Tag(other_tag)) => {
                tag.property == other_tag.property
                    && (tag.shares_a_value(&other_tag)
                        || self.may_lack_its_tag() && other.may_lack_its_tag())
            }
            (Matcher::Type(..), Matcher::Type(..)) => {
                self.is_of(ValueType::Object) && other.is_of(ValueType::Object)
            }
            _ => true,
        }
    }

    /// Whether this value of this property is one of the variant's tag.
    pub(super) fn is_named_by(&self, property: &str, value: &TagValue<'_>) -> bool {
        matches!(
            &self.matcher,
            Matcher::Tag(tag) if short_eq(tag.property, property) && tag.has(value)
        )
    }

    pub(super) fn takes_any(&self, property: &str) -> bool {
        matches!(self.matcher, Matcher::AnyTag(name) if name == property)
    }

    pub(super) fn property(&self) -> Option<&'static str> {
        match self.matcher {
            Matcher::Tag(tag) => Some(tag.property),
            Matcher::AnyTag(property) => Some(property),
            Matcher::Type(..) => None,
        }
    }

    /// Whether a value of the kind that begins so may be a tag of the variant, known or not.
    pub(super) fn is_named_by_kind(&self, first: u8) -> bool {
        match &self.matcher {
            Matcher::Tag(tag) => tag.has_kind(first),
            Matcher::AnyTag(_) => first == b'"',
            Matcher::Type(..) => false,
        }
    }
}

impl Tag {
    pub(super) fn property(&self) -> &'static str {
        self.property
    }

    /// The value by which errors call the variant.
    fn first(&self) -> Option<&'static str> {
        self.texts.first().or(self.scalars.first()).copied()
    }

    pub(super) fn has(&self, value: &TagValue<'_>) -> bool {
        let (known, value) = match value {
            TagValue::Text(text) => (self.texts, text),
            TagValue::Scalar(scalar) => (self.scalars, scalar),
        };
        known.iter().any(|known| short_eq(known, value))
    }

    /// Whether a value that begins so is of the kind of one of its values.
    pub(super) fn has_kind(&self, first: u8) -> bool {
        let is_boolean = |text: &&str| matches!(*text, "true" | "false");
        match first {
            b'"' => !self.texts.is_empty() || self.scalars.is_empty(),
            b't' | b'f' => self.scalars.iter().any(is_boolean),
            b'-' | b'0'..=b'9' => self.scalars.iter().any(|text| !is_boolean(text)),
            _ => false,
        }
    }

    fn shares_a_value(&self, other: &Self) -> bool {
        self.texts.iter().any(|text| other.texts.contains(text))
            || self.scalars.iter().any(|scalar| other.scalars.contains(scalar))
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
