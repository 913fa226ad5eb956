//! Examples are tests: every example of a description is checked against the schema that it is an
//! example of, and what it disproves can be relaxed by an overlay.
//!
//! `example` says what one is, `find` knows where they stand, `vendor` where else the user says
//! they do; `judge` checks a value against a schema, keyword by keyword (`assertions`, `pattern`),
//! and says each `violation`; `report` tells a person where it is (`locate`); `relax` turns a
//! violation into the least change of its schema, and `suggest` changes into an overlay by which
//! the examples hold. `parts` cuts examples down to the types that decode them.

// No document, no answer and no argument makes it panic.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::panic, clippy::unreachable, clippy::unwrap_used)
)]

mod assertions;
mod example;
mod find;
mod judge;
mod locate;
mod parts;
mod pattern;
mod relax;
mod report;
mod suggest;
mod violation;

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use self::example::Notation;
use self::judge::{Budget, Undecided, judge};
use specwright_codegen::Failure;
use specwright_codegen::config::Config;
use specwright_codegen::deep_stack::on_a_deep_stack;
use specwright_codegen::diagnostic::{Diagnostic, Sink, SourceText};
use specwright_codegen::pointer::{Place, Pointer};
use specwright_codegen::read::read;
use specwright_codegen::read::resolve::Document;
use specwright_codegen::vendor::Vendor;

pub use self::example::{Example, ExampleKind, Skipped};
pub use self::judge::Direction;
pub use self::parts::{Instance, Instances};
pub use self::report::{Problem, Tally};
pub use self::suggest::{STAMP, Suggestion};
pub use self::violation::{Violation, ViolationKind};

/// What became of an example.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The example.
    pub example: Example,
    /// The value that was judged: the one written there, or the JSON that a text holds.
    pub value: Json,
    /// The schema that it was checked against last; the example's own place if there is none.
    pub schema: Place,
    /// What came of it.
    pub verdict: Verdict,
}

impl Judged {
    /// Whether a violation is that an example is written as the text of a value. Then the example
    /// is to be corrected, not the schema.
    fn is_text_of_json(&self, violation: &Violation) -> bool {
        let root = Pointer::root();
        let is_whole = violation::is_of_other_kind(std::slice::from_ref(violation), &root);
        let text = self.value.as_str().filter(|_| is_whole);
        text.and_then(example::json_in).is_some_and(|held| held.is_ok())
    }
}

/// Whether an example is as the description says.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is.
    Holds,
    /// It is not, for these reasons.
    Contradicts(Vec<Violation>),
    /// Nobody knows.
    Skipped(Skipped),
}

/// What came of all examples of a description.
#[derive(Clone, Debug)]
pub struct Examined {
    /// How many there are, of which kinds, and how many hold.
    pub tally: Tally,
    /// What is to be told of the description and its overlays.
    pub warnings: Vec<Diagnostic>,
    /// Each contradiction as an error with its place, and each example that was skipped as a
    /// warning; in the order of the text.
    pub problems: Vec<Problem>,
    /// The texts that problems point into.
    pub texts: Vec<SourceText>,
    /// The overlay by which the examples hold, if it was asked for and they do not hold yet.
    pub suggestion: Option<Suggestion>,
}

impl Examined {
    /// The first contradiction of each cause; it tells how many others there are.
    pub fn causes(&self) -> Vec<Diagnostic> {
        report::first_of_each(&self.problems, &self.texts)
    }
}

/// Whether an overlay is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggest {
    /// It is.
    Overlay,
    /// What contradicts is only told.
    Nothing,
}

/// Checks every example of a description, its overlays applied, against its schema.
///
/// # Errors
/// Where the description cannot be read, or an overlay has no effect.
pub fn examine(config: &Config, vendors: &[Vendor], suggest: Suggest) -> Result<Examined, Failure> {
    on_a_deep_stack(|| {
        let mut sink = Sink::new(config.levels.clone());
        let (mut document, _) = read(config, &mut sink)?;
        let mut budget = Budget::default();
        let judged = judge_all(&document, vendors, &mut budget);
        let mut tally = Tally::of(&judged, vendors);
        let warnings = sink.into_problems();
        let problems = report::problems(&document, &judged);
        let causes: HashSet<&String> =
            problems.iter().filter_map(|problem| problem.cause.as_ref()).collect();
        tally.causes = causes.len();
        let texts = document.texts().to_vec();
        let suggestion = (suggest == Suggest::Overlay && tally.contradict > 0)
            .then(|| suggest::suggest(&mut document, &judged, &mut budget));
        Ok(Examined { tally, warnings, problems, texts, suggestion })
    })
}

/// The examples that hold, cut down to values of the schemas that `is_type` has a type of.
///
/// # Errors
/// As [`examine`].
pub fn instances(
    config: &Config,
    vendors: &[Vendor],
    is_type: impl Fn(&str) -> bool + Sync,
) -> Result<Instances, Failure> {
    on_a_deep_stack(|| {
        let (document, _) = read(config, &mut Sink::default())?;
        let mut budget = Budget::default();
        let judged = judge_all(&document, vendors, &mut budget);
        Ok(parts::cut(&document, &judged, &mut budget, &is_type))
    })
}

/// Each example of a description with its verdict, in the order of the text.
///
/// # Errors
/// As [`examine`].
pub fn judged(config: &Config, vendors: &[Vendor]) -> Result<Vec<Judged>, Failure> {
    on_a_deep_stack(|| {
        let (document, _) = read(config, &mut Sink::default())?;
        Ok(judge_all(&document, vendors, &mut Budget::default()))
    })
}

fn judge_all(document: &Document, vendors: &[Vendor], budget: &mut Budget) -> Vec<Judged> {
    let examples = find::find(document, vendors);
    examples.into_iter().map(|example| check(document, example, budget)).collect()
}

/// Checks one example against the schemas of which it has to fit one.
fn check(document: &Document, example: Example, budget: &mut Budget) -> Judged {
    let written = document.node(&example.place).map(|node| node.to_json()).unwrap_or_default();
    let skipped = |example: &Example, skipped: Skipped| Judged {
        schema: example.place.clone(),
        value: Json::Null,
        verdict: Verdict::Skipped(skipped),
        example: example.clone(),
    };
    let schemas = match &example.schemas {
        Ok(schemas) => schemas.clone(),
        Err(reason) => return skipped(&example, reason.clone()),
    };
    let value = match written.as_str().filter(|_| example.notation != Notation::Value) {
        Some(text) if !wants_text(document, &example, &schemas, text, budget) => {
            let held = example::json_in(text);
            match held.filter(|_| example.notation == Notation::VendorText) {
                Some(Ok(held)) => held,
                Some(Err(error)) => return skipped(&example, Skipped::Broken(error)),
                None => return skipped(&example, Skipped::NotJson),
            }
        }
        _ => written,
    };
    let mut first = None;
    for schema in &schemas {
        match judge(document, budget, example.direction, schema, &value) {
            Ok(violations) if violations.is_empty() => {
                let (schema, verdict) = (schema.clone(), Verdict::Holds);
                return Judged { example, value, schema, verdict };
            }
            Ok(violations) => {
                first.get_or_insert((schema.clone(), violations));
            }
            Err(Undecided(reason)) => return skipped(&example, Skipped::Undecided(reason)),
        }
    }
    match first {
        Some((schema, violations)) => {
            Judged { example, value, schema, verdict: Verdict::Contradicts(violations) }
        }
        None => skipped(&example, Skipped::NoSchema),
    }
}

/// Whether one of the schemas is of texts. One that says nothing of the type takes any string
/// too, but it takes objects or lists as well, and those are what the text stands for.
fn wants_text(
    document: &Document,
    example: &Example,
    schemas: &[Place],
    text: &str,
    budget: &mut Budget,
) -> bool {
    let mut refuses = |schema: &Place, value: Json| {
        let violations =
            judge(document, budget, example.direction, schema, &value).unwrap_or_default();
        violation::is_of_other_kind(&violations, &Pointer::root())
    };
    schemas.iter().any(|schema| {
        !refuses(schema, Json::from(text))
            && refuses(schema, Json::Object(Map::new()))
            && refuses(schema, Json::Array(Vec::new()))
    })
}
