//! The rows of a union's table.

use std::borrow::Cow;

use super::Limit;
use super::short_eq::short_eq;

/// A union's table.
pub type Variants = &'static [Variant];

/// How the value of a variant is recognised, and what limits it has.
///
/// What most tables say is no call, as for [`Property`](super::Property).
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each is explained by its type, or by who sets it")]
pub struct Variant {
    pub matcher: Matcher,
    /// The booleans and integers among the values of a [`Matcher::Tag`], as JSON texts without a point
    /// or an exponent.
    pub scalars: &'static [&'static str],
    pub presence: TagPresence,
    /// Whether an object under the name of another variant may be of this one.
    pub is_loose: bool,
    /// The property, and its values, that are this variant's alone, where its tag is not.
    pub secondary_tag: Option<Tag>,
    pub limits: &'static [Limit],
}

/// How the value of a variant is recognised.
#[derive(Clone, Copy, Debug)]
pub enum Matcher {
    /// It is an object whose property is one of some strings.
    Tag(&'static str, &'static [&'static str]),
    /// It is an object whose property is a string: a union with a tag of its own.
    AnyTag(&'static str),
    /// It is of one of these kinds; the name is for errors.
    Kinds(&'static str, &'static [ValueType]),
}

/// A property, and which of its values mean a variant.
#[derive(Clone, Copy, Debug)]
pub struct Tag {
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
#[allow(missing_docs, reason = "the names say it")]
pub enum TagPresence {
    Always,
    Optional,
    /// And an object whose tag is no variant's is of this one, too.
    Default,
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

impl Variant {
    /// A variant of nothing but what recognises it, which is to be added.
    pub const PLAIN: Self = Self {
        matcher: Matcher::Kinds("", &[]),
        scalars: &[],
        presence: TagPresence::Always,
        is_loose: false,
        secondary_tag: None,
        limits: &[],
    };

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

    /// The variant, which a boolean or an integer in the property of its tag may mean, too: those of
    /// these JSON texts.
    pub const fn or_scalar(self, scalars: &'static [&'static str]) -> Self {
        Self { scalars, ..self }
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

    /// The tag, where it has values that are the variant's alone.
    #[inline]
    fn tag(&self) -> Option<Tag> {
        match self.matcher {
            Matcher::Tag(property, texts) => Some(Tag { property, texts, scalars: self.scalars }),
            Matcher::AnyTag(_) | Matcher::Kinds(..) => None,
        }
    }

    /// What the variant is called in errors.
    pub(super) fn name(&self) -> &'static str {
        if let Some(value) = self.secondary_tag.as_ref().and_then(Tag::first) {
            return value;
        }
        match self.matcher {
            Matcher::Tag(property, _) => {
                self.tag().as_ref().and_then(Tag::first).unwrap_or(property)
            }
            Matcher::Kinds(name, _) | Matcher::AnyTag(name) => name,
        }
    }

    /// What errors within the variant call it, unless they are those of a union with a tag of its
    /// own.
    pub(super) fn value_for_errors(&self) -> Option<&'static str> {
        if let Some(value) = self.secondary_tag.as_ref().and_then(Tag::first) {
            return Some(value);
        }
        match self.matcher {
            Matcher::Tag(..) => self.tag().as_ref().and_then(Tag::first),
            Matcher::Kinds(name, _) => Some(name),
            Matcher::AnyTag(_) => None,
        }
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
            Matcher::Kinds(_, kinds) => kinds.contains(&kind),
            Matcher::Tag(..) | Matcher::AnyTag(_) => false,
        }
    }

    /// Whether an object that is recognised as one of this variant may be of the other one.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        match (self.tag(), other.tag()) {
            (Some(tag), Some(other_tag)) => {
                tag.property == other_tag.property
                    && (tag.shares_a_value(&other_tag)
                        || self.may_lack_its_tag() && other.may_lack_its_tag())
            }
            _ => match (self.matcher, other.matcher) {
                (Matcher::Kinds(..), Matcher::Kinds(..)) => {
                    self.is_of(ValueType::Object) && other.is_of(ValueType::Object)
                }
                _ => true,
            },
        }
    }

    /// Whether this value of this property is one of the variant's tag.
    #[inline]
    pub(super) fn is_named_by(&self, property: &str, value: &TagValue<'_>) -> bool {
        self.tag().is_some_and(|tag| short_eq(tag.property, property) && tag.has(value))
    }

    pub(super) fn takes_any(&self, property: &str) -> bool {
        matches!(self.matcher, Matcher::AnyTag(name) if name == property)
    }

    #[inline]
    pub(super) fn property(&self) -> Option<&'static str> {
        match self.matcher {
            Matcher::Tag(property, _) | Matcher::AnyTag(property) => Some(property),
            Matcher::Kinds(..) => None,
        }
    }

    /// Whether a value of the kind that begins so may be a tag of the variant, known or not.
    #[inline]
    pub(super) fn is_named_by_kind(&self, first: u8) -> bool {
        match self.tag() {
            Some(tag) => tag.has_kind(first),
            None => matches!(self.matcher, Matcher::AnyTag(_)) && first == b'"',
        }
    }
}

#[inline]
fn has(known: &[&str], value: &str) -> bool {
    known.iter().any(|known| short_eq(known, value))
}

impl Tag {
    pub(super) fn property(&self) -> &'static str {
        self.property
    }

    /// The value by which errors call the variant.
    fn first(&self) -> Option<&'static str> {
        self.texts.first().or(self.scalars.first()).copied()
    }

    #[inline]
    pub(super) fn has(&self, value: &TagValue<'_>) -> bool {
        let (known, value) = match value {
            TagValue::Text(text) => (self.texts, text),
            TagValue::Scalar(scalar) => (self.scalars, scalar),
        };
        has(known, value)
    }

    /// Whether a value that begins so is of the kind of one of its values.
    #[inline]
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

#[inline]
pub(super) fn candidates(variants: &[Variant], may_be: impl Fn(&Variant) -> bool) -> Candidates {
    let mut found = Candidates::None;
    for (index, variant) in variants.iter().enumerate() {
        if may_be(variant) {
            found = match found {
                Candidates::None => Candidates::One(index),
                Candidates::One(_) | Candidates::Many => return Candidates::Many,
            };
        }
    }
    found
}
