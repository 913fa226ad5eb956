//! Checks files that models are trained on at the OpenAI API: each line against the description of its
//! format, and all of them against the rules that its documentation has beside that.
//!
//! ```
//! use specwright::training::{Format, Rule, check};
//!
//! let file = r#"{"messages":[{"role":"user","content":"Hello"}]}"#;
//! let mut checked = check(Format::Chat, file.as_bytes());
//! let faults: Vec<_> = checked.by_ref().collect::<Result<_, _>>()?;
//! assert_eq!(
//!     faults.iter().map(Rule::of).collect::<Vec<_>>(),
//!     [Some(Rule::NoAssistant), Some(Rule::TooFewExamples)],
//! );
//! assert_eq!((checked.counts().examples, checked.counts().user), (1, 1));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! The types of the lines are here, too: [`ChatExample`], [`CompletionExample`], [`PreferenceExample`],
//! [`ReinforcementExample`]. They write such files as well, a value and a line break at a time.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use crate::lines::{self, LineFault, LineFaultKind};
use crate::wire::{DecodeBudget, Wire};

mod counts;
mod examples;
mod rule;

pub use self::counts::Counts;
pub use self::rule::Rule;
pub use crate::generated::training::*;

use self::examples::Example;
use self::rule::Findings;

/// What the lines of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Conversations, by which a chat model learns what the assistant says: [`ChatExample`].
    Chat,
    /// Pairs of texts, for completions models: [`CompletionExample`].
    Completion,
    /// Conversations with a better and a worse end, for the method `dpo`: [`PreferenceExample`].
    Preference,
    /// Conversations that a grader judges, for the method `reinforcement`: [`ReinforcementExample`].
    Reinforcement,
}

/// Begins to check a file that a model is to be trained on. All its faults come, in their order, each
/// with its line, its column and the JSON Pointer of the value at fault.
///
/// Of the file no more is kept than the line that is being read. Blank lines, and a byte order mark, are
/// ignored.
///
/// Besides the description of the format, each [`Rule`] is kept to, unless [`without`](Checker::without)
/// says otherwise: a role that nobody knows is a fault of training data, for example, though a program
/// that only reads would keep it.
pub fn check<R: Read>(format: Format, reader: R) -> Checker<R> {
    let shared = Rc::new(RefCell::new(Shared::default()));
    let lines = match format {
        Format::Chat => Lines::Chat(judged(reader, &shared)),
        Format::Completion => Lines::Completion(judged(reader, &shared)),
        Format::Preference => Lines::Preference(judged(reader, &shared)),
        Format::Reinforcement => Lines::Reinforcement(judged(reader, &shared)),
    };
    Checker { lines, shared, unreadable: 0, last: 0, is_over: false }
}

/// A file while it is checked: an iterator of all its faults.
///
/// Where the reader fails, that is its last item.
///
/// ```
/// use specwright::DecodeBudget;
/// use specwright::training::{Format, Rule, check};
///
/// let piece = concat!(
///     r#"{"prompt":"2 + 2 =","completion":" 4"}"#, "\n",
///     r#"{"prompt":"2 + 3 ="}"#, "\n",
///     r#"{"prompt":5,"completion":" 5"}"#, "\n",
/// );
/// let mut checked = check(Format::Completion, piece.as_bytes())
///     .without(Rule::TooFewExamples) // of a piece
///     .max_line(1 << 20)
///     .decode_budget(DecodeBudget::default());
/// let faults: Vec<String> =
///     checked.by_ref().map(|fault| fault.map(|it| it.to_string())).collect::<Result<_, _>>()?;
/// assert_eq!(
///     faults,
///     [
///         "2:1: /completion: the property is missing, without which there is no example",
///         "3:11: /prompt: invalid type: integer `5`, expected a string",
///     ],
/// );
/// assert_eq!((checked.lines(), checked.counts().examples), (3, 2));
/// // What the description says is not given up.
/// assert_eq!(check(Format::Completion, piece.as_bytes()).without_rules().count(), 1);
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Checker<R> {
    lines: Lines<R>,
    shared: Rc<RefCell<Shared>>,
    /// How many lines were no examples, and the last one of them.
    unreadable: u64,
    last: u64,
    is_over: bool,
}

/// What is known of the lines so far, and which rules are not asked for.
#[derive(Default)]
struct Shared {
    counts: Counts,
    without: Vec<Rule>,
}

enum Lines<R> {
    Chat(lines::Checker<ChatExample, R>),
    Completion(lines::Checker<CompletionExample, R>),
    Preference(lines::Checker<PreferenceExample, R>),
    Reinforcement(lines::Checker<ReinforcementExample, R>),
}

/// Does the same with the lines of each format.
macro_rules! each {
    ($lines:expr, $checker:ident => $done:expr) => {
        match $lines {
            Lines::Chat($checker) => $done,
            Lines::Completion($checker) => $done,
            Lines::Preference($checker) => $done,
            Lines::Reinforcement($checker) => $done,
        }
    };
}

/// The same of which a checker is made anew.
macro_rules! map {
    ($lines:expr, $checker:ident => $done:expr) => {
        match $lines {
            Lines::Chat($checker) => Lines::Chat($done),
            Lines::Completion($checker) => Lines::Completion($done),
            Lines::Preference($checker) => Lines::Preference($done),
            Lines::Reinforcement($checker) => Lines::Reinforcement($done),
        }
    };
}

/// Lines that are counted and held against the rules while they are read.
fn judged<T: Example + Wire, R: Read>(
    reader: R,
    shared: &Rc<RefCell<Shared>>,
) -> lines::Checker<T, R> {
    let (counted, judged) = (Rc::clone(shared), Rc::clone(shared));
    lines::check::<T, R>(reader)
        .each(move |_, example| {
            let counts = &mut counted.borrow_mut().counts;
            counts.examples += 1;
            example.count(counts);
        })
        .judge(move |example, found| {
            let without = &judged.borrow().without;
            example.judge(&mut Findings::new(found, without));
        })
}

impl<R: Read> Checker<R> {
    /// Does not ask for a rule: for a service that has others, for a piece of a file.
    #[must_use]
    pub fn without(self, rule: Rule) -> Self {
        self.shared.borrow_mut().without.push(rule);
        self
    }

    /// Asks for no rule at all: what remains is the description.
    #[must_use]
    pub fn without_rules(self) -> Self {
        self.shared.borrow_mut().without.extend(Rule::ALL);
        self
    }

    /// How long a line may be in bytes; see [`lines::Checker::max_line`].
    #[must_use]
    pub fn max_line(self, bytes: usize) -> Self {
        Self { lines: map!(self.lines, checker => checker.max_line(bytes)), ..self }
    }

    /// How much reading a line may cost.
    #[must_use]
    pub fn decode_budget(self, budget: DecodeBudget) -> Self {
        Self { lines: map!(self.lines, checker => checker.decode_budget(budget)), ..self }
    }

    /// How many lines were read, blank ones included.
    pub fn lines(&self) -> u64 {
        each!(&self.lines, checker => checker.lines())
    }

    /// What was counted of the lines that were read so far and are examples, at fault or not.
    pub fn counts(&self) -> Counts {
        self.shared.borrow().counts.clone()
    }

    /// What is wrong with the file as a whole.
    fn of_the_whole(&self) -> Option<LineFault> {
        let Shared { counts, without } = &*self.shared.borrow();
        let examples = counts.examples.saturating_add(self.unreadable);
        if examples >= FEWEST || without.contains(&Rule::TooFewExamples) {
            return None;
        }
        let kind = LineFaultKind::Rule(Rule::TooFewExamples.name());
        let reason = format!("expected at least {FEWEST} examples, found {examples}");
        Some(LineFault::new(self.lines().max(1), 1, None, kind, reason))
    }
}

/// How many examples a file has at least (OpenAI's guide to supervised fine-tuning).
const FEWEST: u64 = 10;

impl<R: Read> Iterator for Checker<R> {
    type Item = io::Result<LineFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = each!(&mut self.lines, checker => checker.next());
        match &next {
            Some(Ok(fault))
                if !matches!(fault.kind(), LineFaultKind::Limit | LineFaultKind::Rule(_))
                    && fault.line() != self.last =>
            {
                self.unreadable += 1;
                self.last = fault.line();
            }
            Some(Ok(_)) => {}
            // What was not read may have been enough.
            Some(Err(_)) => self.is_over = true,
            None if !self.is_over => {
                self.is_over = true;
                return self.of_the_whole().map(Ok);
            }
            None => {}
        }
        next
    }
}

impl<R> fmt::Debug for Checker<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shared { counts, without } = &*self.shared.borrow();
        let mut f = f.debug_struct("Checker");
        f.field("counts", counts).field("without", without).finish_non_exhaustive()
    }
}
