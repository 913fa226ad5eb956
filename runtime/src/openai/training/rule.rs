//! Names the rules that files have to keep beside their description.

use std::fmt;

use crate::lines::{self, LineFault, LineFaultKind};

/// What OpenAI's documentation asks of training data beside the description of its lines, and what a
/// program that only reads would let pass.
///
/// ```
/// use specwright::training::{Format, Rule, check};
///
/// let file = r#"{"messages":[{"role":"asistant","content":"Yes."}]}"#;
/// for fault in check(Format::Chat, file.as_bytes()) {
///     let fault = fault?;
///     match Rule::of(&fault) {
///         Some(Rule::UnknownRole) => assert_eq!(fault.pointer(), Some("/messages/0/role")),
///         Some(rule) => println!("{}: {fault}", rule.name()), // `no-assistant`, `too-few-examples`
///         None => unreachable!("{fault}"),
///     }
/// }
/// assert!(Rule::ALL.contains(&Rule::NoAssistant));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A file has at least 10 examples. Told of its last line.
    TooFewExamples,
    /// An example has messages; their schemas require none.
    NoMessages,
    /// A conversation to learn from has a message of the assistant.
    NoAssistant,
    /// A message has a role that is described.
    UnknownRole,
    /// The content of a message, and each part of it, is of a kind that is described.
    UnknownContent,
    /// A property whose values are listed has one of them.
    UnknownValue,
    /// A message of the assistant says something, refuses, or calls something.
    EmptyAnswer,
    /// A preference has a better and a worse answer, one message each.
    NoOutput,
    /// A pair of texts has both.
    NoText,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::TooFewExamples,
        Self::NoMessages,
        Self::NoAssistant,
        Self::UnknownRole,
        Self::UnknownContent,
        Self::UnknownValue,
        Self::EmptyAnswer,
        Self::NoOutput,
        Self::NoText,
    ];

    /// What faults call it, as [`LineFaultKind::Rule`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooFewExamples => "too-few-examples",
            Self::NoMessages => "no-messages",
            Self::NoAssistant => "no-assistant",
            Self::UnknownRole => "unknown-role",
            Self::UnknownContent => "unknown-content",
            Self::UnknownValue => "unknown-value",
            Self::EmptyAnswer => "empty-answer",
            Self::NoOutput => "no-output",
            Self::NoText => "no-text",
        }
    }

    /// The rule that a fault breaks, if it is one of these.
    pub fn of(fault: &LineFault) -> Option<Self> {
        let LineFaultKind::Rule(name) = fault.kind() else { return None };
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the rules that are asked for find of one example.
pub(super) struct Findings<'a> {
    found: &'a mut lines::Findings,
    without: &'a [Rule],
}

impl<'a> Findings<'a> {
    pub(super) fn new(found: &'a mut lines::Findings, without: &'a [Rule]) -> Self {
        Self { found, without }
    }

    pub(super) fn push(&mut self, rule: Rule, pointer: String, reason: &str) {
        if !self.without.contains(&rule) {
            self.found.push(rule.name(), pointer, reason);
        }
    }
}
