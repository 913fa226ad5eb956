//! Violations of a description's limits, collected over a whole value.

use std::fmt;

use super::check::check;
use super::{Wire, decode_error};
use crate::printable::{MAX_POINTER, MAX_SENTENCE, cut, printable};

/// One limit of the description that a value breaks.
///
/// Both are whole; what is displayed of them is printable, and cut where it is long.
///
/// The example of [`Invalid`] reads two.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The JSON Pointer (RFC 6901) of the value at fault, from the root of what was checked.
    pub pointer: String,
    /// What the description asks for and what the value is instead.
    pub message: String,
}

/// Everything that is wrong with a value that was about to leave.
///
/// ```
/// use specwright::fine_tuning::CreateFineTuningJobRequest;
/// use specwright::{Invalid, Violation};
///
/// let request = CreateFineTuningJobRequest::builder()
///     .model("a-model")
///     .training_file("file-abc")
///     .suffix("x".repeat(65))
///     .seed(-1)
///     .build();
/// let invalid = request.validate().unwrap_err();
/// let pointers: Vec<_> = invalid.violations().iter().map(|it| it.pointer.as_str()).collect();
/// assert_eq!(pointers, ["/suffix", "/seed"]);
///
/// // Those of somebody's own, beside them.
/// let own = Violation::new("/model".to_owned(), "must be one that we have paid for");
/// assert!(Invalid::of(vec![own]).is_some() && Invalid::of(Vec::new()).is_none());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Invalid {
    violations: Vec<Violation>,
}

impl Violation {
    /// A violation at a pointer.
    pub fn new(pointer: String, message: impl fmt::Display) -> Self {
        Self { pointer, message: message.to_string() }
    }
}

impl Invalid {
    /// An error of these violations; `None` if there are none.
    pub fn of(violations: Vec<Violation>) -> Option<Self> {
        if violations.is_empty() { None } else { Some(Self { violations }) }
    }

    /// The violations, in the order of the value's properties; there is at least one.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = printable(&self.message, MAX_SENTENCE);
        if self.pointer.is_empty() {
            write!(f, "the value {message}")
        } else {
            write!(f, "{} {message}", printable(&self.pointer, MAX_POINTER))
        }
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("pointer", &cut(&self.pointer, MAX_POINTER))
            .field("message", &cut(&self.message, MAX_SENTENCE))
            .finish()
    }
}

/// How many violations are shown; who wants them all has [`Invalid::violations`].
const MAX_SHOWN: usize = 50;

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = match self.violations.as_slice() {
            [one] => return write!(f, "invalid: {one}"),
            all => all,
        };
        write!(f, "{} violations", all.len())?;
        let mut separator = ": ";
        for violation in all.iter().take(MAX_SHOWN) {
            write!(f, "{separator}{violation}")?;
            separator = "; ";
        }
        match all.len().checked_sub(MAX_SHOWN) {
            Some(more @ 1..) => write!(f, "; and {more} more"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Invalid");
        shown.field("violations", &self.violations.get(..MAX_SHOWN).unwrap_or(&self.violations));
        match self.violations.len() > MAX_SHOWN {
            true => shown.finish_non_exhaustive(),
            false => shown.finish(),
        }
    }
}

impl std::error::Error for Invalid {}

/// Checks every limit at every depth of a value.
///
/// # Errors
/// All violations at once, each with the JSON Pointer of the value at fault.
pub fn validate<T: Wire>(value: &T) -> Result<(), Invalid> {
    let mut violations = Vec::new();
    check(&value.view(), &[], At::Root, &mut violations);
    match Invalid::of(violations) {
        None => Ok(()),
        Some(invalid) => Err(invalid),
    }
}

/// The pointer of a property of the value that is checked, or of an item of its list.
#[cfg(feature = "operations")]
pub(crate) fn pointer(name: &str, index: Option<usize>) -> String {
    let at = At::Name(&At::Root, name);
    match index {
        None => at.pointer(),
        Some(index) => At::Index(&at, index).pointer(),
    }
}

/// A place within the value that is being checked: a path through stack frames,
/// which costs nothing until a violation spells it out.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// The value that the check began with; how it is sent is not known.
    Root,
    /// The value that the check began with, which is sent as text: JSON, a form, a parameter.
    Text,
    /// The value that the check began with, each property of which is sent as a part, or as
    /// one for each item of a list.
    Parts,
    /// A property of an object.
    Name(&'a At<'a>, &'a str),
    /// An item of a list.
    Index(&'a At<'a>, usize),
}

impl At<'_> {
    /// The place as a JSON Pointer.
    pub fn pointer(&self) -> String {
        match self {
            At::Root | At::Text | At::Parts => String::new(),
            At::Name(parent, name) => {
                format!("{}/{}", parent.pointer(), decode_error::escape(name))
            }
            At::Index(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }

    /// Whether a file here is sent as its bytes rather than as a string.
    pub(super) fn takes_bytes(&self) -> bool {
        match self {
            At::Root | At::Parts => true,
            At::Text => false,
            At::Name(At::Parts, _) | At::Index(At::Name(At::Parts, _), _) => true,
            At::Name(parent, _) | At::Index(parent, _) => parent.is_sent_somehow(),
        }
    }

    /// Whether nothing is known of how the value that the check began with is sent.
    fn is_sent_somehow(&self) -> bool {
        match self {
            At::Root => true,
            At::Text | At::Parts => false,
            At::Name(parent, _) | At::Index(parent, _) => parent.is_sent_somehow(),
        }
    }

    /// Records that the value here breaks a limit.
    #[cold]
    pub fn refuse(&self, message: String, violations: &mut Vec<Violation>) {
        violations.push(Violation { pointer: self.pointer(), message });
    }
}
