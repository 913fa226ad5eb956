//! Why a text cannot be read as a value.

use std::fmt::{self, Display};
use std::rc::Rc;

use serde::de::{self, Expected, Unexpected};

use crate::printable::{MAX_POINTER, MAX_REASON, beginning, cut, printable_of};

/// Why a text cannot be read as a value.
///
/// A word, since it is handed through every level: what is more is behind a pointer.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The text is not JSON, or holds a number that `serde_json` cannot hold. What it is,
    /// `serde_json` says.
    Odd,
    /// The value does not fit its type.
    Misfit(Box<Misfit>),
}

/// A value that does not fit its type.
///
/// What is judged remembers why it was refused, at every level: so that what was said of what
/// lies below is shared, and a copy costs the same however deep that is.
#[derive(Clone, Debug)]
pub(crate) struct Misfit {
    pub(crate) reason: Reason,
    /// The variant of the innermost union around it, by its tag.
    pub(crate) variant: Option<&'static str>,
    /// The way to it.
    path: Path,
    /// How much of the text was read then.
    pub(crate) at: Option<usize>,
    /// Whether reading ends with it, whatever else the value may mean.
    is_final: bool,
}

/// What was expected and what was found.
#[derive(Clone, Debug)]
pub(crate) enum Reason {
    Said(Rc<str>),
    /// A property that is required is not there.
    Missing,
    /// Why the value fits none of the variants: of each its name, and its fault. Those may say the
    /// same of values within, so that nothing is put into words before somebody reads it.
    OfVariants(Rc<[(&'static str, Fault)]>),
}

impl Misfit {
    fn of(reason: Reason) -> Self {
        Self { reason, variant: None, path: None, at: None, is_final: false }
    }

    /// The steps to it, from the outside in.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        std::iter::successors(self.path.as_deref(), |Below(_, rest)| rest.as_deref())
            .map(|Below(step, _)| step)
    }
}

/// The outermost step, and those below it.
type Path = Option<Rc<Below>>;

#[derive(Debug)]
struct Below(Step, Path);

/// A step to a place within a value.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Name(String),
    Index(usize),
}

impl Fault {
    /// The value at hand does not fit.
    #[cold]
    pub(crate) fn here(reason: impl Display) -> Self {
        let reason = shorten(reason.to_string());
        let reason = Reason::Said(printable_of(reason, MAX_REASON).into());
        Self::Misfit(Box::new(Misfit::of(reason)))
    }

    /// Reading has cost as much as it may.
    #[cold]
    pub(crate) fn over_budget(what: &str, most: usize) -> Self {
        let reason = format!("the budget of {most} {what} is spent");
        let misfit = Misfit { is_final: true, ..Misfit::of(Reason::Said(reason.into())) };
        Self::Misfit(Box::new(misfit))
    }

    /// Whether reading ends with it, whatever else the value may mean.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::Odd => true,
            Self::Misfit(misfit) => misfit.is_final,
        }
    }

    /// The object at hand lacks a required property.
    #[cold]
    pub(crate) fn missing(name: &str) -> Self {
        Self::Misfit(Box::new(Misfit::of(Reason::Missing))).below_name(name)
    }

    /// Whether the object itself at hand lacks a property, rather than one within.
    pub(crate) fn is_missing_here(&self) -> bool {
        match self {
            Self::Misfit(misfit) => {
                matches!(misfit.reason, Reason::Missing) && misfit.steps().count() == 1
            }
            Self::Odd => false,
        }
    }

    /// The value at hand fits none of the variants.
    #[cold]
    pub(crate) fn of_variants(faults: Vec<(&'static str, Self)>) -> Self {
        Self::Misfit(Box::new(Misfit::of(Reason::OfVariants(faults.into()))))
    }

    /// The fault, which lies below a property.
    #[cold]
    pub(crate) fn below_name(self, name: &str) -> Self {
        // A name can be as long as the text, and of a place no more than that is told.
        self.below(Step::Name(cut(name, MAX_POINTER).into_owned()))
    }

    /// The fault, which lies below an item.
    #[cold]
    pub(crate) fn below_index(self, index: usize) -> Self {
        self.below(Step::Index(index))
    }

    fn below(mut self, step: Step) -> Self {
        if let Self::Misfit(misfit) = &mut self {
            misfit.path = Some(Rc::new(Below(step, misfit.path.take())));
        }
        self
    }

    /// The fault, in a variant of a union; the innermost is kept.
    #[cold]
    pub(crate) fn in_variant(mut self, variant: &'static str) -> Self {
        if let Self::Misfit(misfit) = &mut self {
            misfit.variant.get_or_insert(variant);
        }
        self
    }

    /// The fault, of which it is known how much of the text was read.
    #[cold]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        if let Self::Misfit(misfit) = &mut self {
            misfit.at.get_or_insert(offset);
        }
        self
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Odd => f.write_str("not as it should be"),
            Self::Misfit(misfit) => match &misfit.reason {
                Reason::Said(reason) => f.write_str(reason),
                Reason::Missing => f.write_str(MISSING),
                Reason::OfVariants(_) => f.write_str(FITS_NONE),
            },
        }
    }
}

impl std::error::Error for Fault {}

/// What is said of an object that lacks a property.
pub(crate) const MISSING: &str = "the required property is missing";

/// How the reason of a value begins that fits no variant.
pub(crate) const FITS_NONE: &str = "the value fits none of the variants";

impl de::Error for Fault {
    fn custom<T: Display>(words: T) -> Self {
        Self::here(words)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::here(format_args!("invalid type: {}, expected {expected}", InJson(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::here(format_args!("invalid value: {}, expected {expected}", InJson(found)))
    }
}

/// What was found, in the words of JSON.
struct InJson<'a>(Unexpected<'a>);

impl Display for InJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Unexpected::Unit => f.write_str("null"),
            found => found.fmt(f),
        }
    }
}

/// How serde's own errors about a value begin, and ours of that form; everything else that
/// serde says speaks of the text.
const ABOUT_A_VALUE: [&str; 3] = ["invalid type: ", "invalid value: ", "invalid length: "];

/// How many bytes of serde's description of a value are worth showing.
const MAX_SNIPPET: usize = 160;

pub(crate) fn is_about_a_value(reason: &str) -> bool {
    ABOUT_A_VALUE.iter().any(|start| reason.starts_with(start))
}

/// What a reason says that was expected, without what was found, which may be a secret.
pub(crate) fn expected(reason: &str) -> Option<&str> {
    let (_, expected) = reason.rsplit_once(", expected ")?;
    is_about_a_value(reason).then_some(expected)
}

/// Cuts what was found, which can be megabytes, out of the middle of a sentence about a value.
pub(crate) fn shorten(reason: String) -> String {
    if !is_about_a_value(&reason) {
        return reason;
    }
    let expected = reason.rfind(", expected ").unwrap_or(reason.len());
    if expected <= MAX_SNIPPET {
        return reason;
    }
    format!("{}…{}", beginning(&reason, MAX_SNIPPET), &reason[expected..])
}
