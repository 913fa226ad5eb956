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
#[repr(u8)] // Which it is, is asked of each variant for each object, and stands in a byte of its own.
pub enum Variant {
    /// Of objects whose property is one of some strings.
    Tag(&'static str, &'static [&'static str]),
    /// Of objects whose property is a string: a union with a tag of its own.
    AnyTag(&'static str),
    /// Of values of these kinds; the name is for errors.
    Kinds(&'static str, &'static [ValueType]),
    /// Of any of these, and more.
    Rules(VariantRules),
}

/// All that may be said of a variant.
#[derive(Clone, Copy, Debug)]
pub struct VariantRules {
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

impl Variant {
    const fn rules(self) -> VariantRules {
        let matcher = match self {
            Self::Rules(rules) => return rules,
            _ => self.matcher(),
        };
        VariantRules {
            matcher,
            presence: TagPresence::Always,
            is_loose: false,
            secondary_tag: None,
            limits: &[],
        }
    }

    #[inline]
    const fn matcher(self) -> Matcher {
        match self {
            Self::Tag(property, texts) => Matcher::Tag(Tag { property, texts, scalars: &[] }),
            Self::AnyTag(property) => Matcher::AnyTag(property),
            Self::Kinds(name, kinds) => Matcher::Type(name, kinds),
            Self::Rules(rules) => rules.matcher,
        }
    }

    const fn with(self, matcher: Matcher) -> Self {
        Self::Rules(VariantRules { matcher, ..self.rules() })
    }

    /// The variant with limits on its value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self::Rules(VariantRules { limits, ..self.rules() })
    }

    /// The variant, which an object without the tag may be of too.
    pub const fn or_absent(self) -> Self {
        Self::Rules(VariantRules { presence: TagPresence::Optional, ..self.rules() })
    }

    /// The variant, which an object without the tag, or with a tag that no variant has, is of too.
    pub const fn or_any(self) -> Self {
        Self::Rules(VariantRules { presence: TagPresence::Default, ..self.rules() })
    }

    /// The variant, which an object under another one's name may be of too, if it is not of that
    /// one: its own schema does not say what the tag has to be.
    pub const fn or_named_otherwise(self) -> Self {
        Self::Rules(VariantRules { is_loose: true, ..self.rules() })
    }

    /// Whether an object under the name of another variant may be of this one.
    pub(super) fn is_loose(&self) -> bool {
        self.rules().is_loose
    }

    /// The variant, which a boolean or an integer in the property of its tag may mean, too: those of
    /// these JSON texts.
    pub const fn or_scalar(self, scalars: &'static [&'static str]) -> Self {
        match self.matcher() {
            Matcher::Tag(tag) => self.with(Matcher::Tag(Tag { scalars, ..tag })),
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
        self.with_second_tag(Tag { property, texts: values, scalars: &[] })
    }

    /// The variant, which a boolean or an integer in the property of its second tag may mean, too:
    /// those of these JSON texts.
    pub const fn or_secondary_scalar(self, scalars: &'static [&'static str]) -> Self {
        match self.rules().secondary_tag {
            Some(tag) => self.with_second_tag(Tag { scalars, ..tag }),
            None => self,
        }
    }

    const fn with_second_tag(self, tag: Tag) -> Self {
        Self::Rules(VariantRules { secondary_tag: Some(tag), ..self.rules() })
    }

    /// The property, and its values, that are this variant's alone.
    pub(super) fn second_tag(&self) -> Option<&Tag> {
        match self {
            Self::Rules(rules) => rules.secondary_tag.as_ref(),
            _ => None,
        }
    }

    /// What the variant is called in errors.
    pub(super) fn name(&self) -> &'static str {
        if let Some(value) = self.second_tag().and_then(Tag::first) {
            return value;
        }
        match self.matcher() {
            Matcher::Tag(tag) => tag.first().unwrap_or(tag.property),
            Matcher::Type(name, _) | Matcher::AnyTag(name) => name,
        }
    }

    /// What errors within the variant call it, unless they are those of a union with a tag of its
    /// own.
    pub(super) fn value_for_errors(&self) -> Option<&'static str> {
        if let Some(value) = self.second_tag().and_then(Tag::first) {
            return Some(value);
        }
        match self.matcher() {
            Matcher::Tag(tag) => tag.first(),
            Matcher::Type(name, _) => Some(name),
            Matcher::AnyTag(_) => None,
        }
    }

    /// The limits on the variant's value.
    pub(super) fn own_limits(&self) -> &'static [Limit] {
        self.rules().limits
    }

    /// Whether an object without the tag may be of the variant.
    pub(super) fn may_lack_its_tag(&self) -> bool {
        self.rules().presence != TagPresence::Always
    }

    /// Whether an object whose tag is no variant's is of this one.
    pub(super) fn takes_the_rest(&self) -> bool {
        self.rules().presence == TagPresence::Default
    }

    pub(super) fn is_of(&self, kind: ValueType) -> bool {
        match self.matcher() {
            Matcher::Type(_, kinds) => kinds.contains(&kind),
            Matcher::Tag(..) | Matcher::AnyTag(_) => false,
        }
    }

    /// Whether an object that is recognised as one of this variant may be of the other one.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        match (self.matcher(), other.matcher()) {
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
    #[inline]
    pub(super) fn is_named_by(&self, property: &str, value: &TagValue<'_>) -> bool {
        match self {
            Self::Tag(name, texts) => {
                short_eq(name, property) && value.text().is_some_and(|text| has(texts, text))
            }
            _ => matches!(
                self.matcher(),
                Matcher::Tag(tag) if short_eq(tag.property, property) && tag.has(value)
            ),
        }
    }

    pub(super) fn takes_any(&self, property: &str) -> bool {
        matches!(self.matcher(), Matcher::AnyTag(name) if name == property)
    }

    pub(super) fn property(&self) -> Option<&'static str> {
        match *self {
            Self::Tag(property, _) | Self::AnyTag(property) => Some(property),
            Self::Kinds(..) => None,
            Self::Rules(rules) => match rules.matcher {
                Matcher::Tag(tag) => Some(tag.property),
                Matcher::AnyTag(property) => Some(property),
                Matcher::Type(..) => None,
            },
        }
    }

    /// Whether a value of the kind that begins so may be a tag of the variant, known or not.
    pub(super) fn is_named_by_kind(&self, first: u8) -> bool {
        match self.matcher() {
            Matcher::Tag(tag) => tag.has_kind(first),
            Matcher::AnyTag(_) => first == b'"',
            Matcher::Type(..) => false,
        }
    }
}

#[inline]
fn has(known: &[&str], value: &str) -> bool {
    known.iter().any(|known| short_eq(known, value))
}

impl TagValue<'_> {
    /// The value, where it is a string.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Scalar(_) => None,
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
        has(known, value)
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

#[inline]
pub(super) fn candidates(variants: &[Variant], may_be: impl Fn(&Variant) -> bool) -> Candidates {
    let mut found = variants.iter().enumerate().filter(|(_, variant)| may_be(variant));
    match (found.next(), found.next()) {
        (None, _) => Candidates::None,
        (Some((variant, _)), None) => Candidates::One(variant),
        (Some(_), Some(_)) => Candidates::Many,
    }
}
