//! A text that is being read into values, and what was found of it so far.

use std::any::TypeId;
use std::collections::HashMap;
use std::rc::Rc;

use super::judge::Verdict;
use super::{DecodeBudget, Limit};
use crate::text::JsonReader;

/// A text that is being read into values.
pub(crate) struct Reading<'de> {
    pub(super) text: JsonReader<'de>,
    /// What was found of values that several variants may take: at which place of the text, for
    /// which union within which limits. Nothing is judged twice.
    pub(super) verdicts: HashMap<(usize, TypeId, LimitsId), Verdict>,
    /// The limits of a variant together with those of its place, put together once, so that they
    /// are the same ones each time.
    pub(super) joined: HashMap<(LimitsId, LimitsId), Rc<[Limit]>>,
    /// How much of the text may still be read again, in bytes, where tags name variants that
    /// objects are not: so that reading takes as long as the text is, whatever tags say.
    pub(super) again: usize,
    pub(super) constants: Constants,
}

/// Whether a constant may be missing, or be another value, which is kept then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Constants {
    /// In what was received.
    Forgiven,
    /// In what is to be sent.
    Required,
}

/// Which limits these are: where they stand. Those of tables stand there for good, and those that
/// are put together as long as the text is read.
pub(super) type LimitsId = (usize, usize);

/// Which limits these are.
pub(super) fn limits_id(limits: &[Limit]) -> LimitsId {
    match limits {
        [] => (0, 0),
        limits => (limits.as_ptr().addr(), limits.len()),
    }
}

impl<'de> Reading<'de> {
    pub(crate) fn of(text: &'de str, budget: DecodeBudget) -> Self {
        let again = 2 * text.len();
        let text = JsonReader::new(text).within(budget.bytes, budget.steps);
        let (verdicts, joined) = (HashMap::new(), HashMap::new());
        Self { text, verdicts, joined, again, constants: Constants::Forgiven }
    }

    /// Limits put together.
    pub(super) fn join(&mut self, own: &[Limit], place: &[Limit]) -> Rc<[Limit]> {
        let both = self.joined.entry((limits_id(own), limits_id(place)));
        Rc::clone(both.or_insert_with(|| [own, place].concat().into()))
    }

    /// Forgets what was seen and judged, where all of it lies behind.
    pub(super) fn forget(&mut self) {
        if self.text.forget() && !self.verdicts.is_empty() {
            // A new one, since to clear one takes as long as it is large.
            self.verdicts = HashMap::new();
        }
    }
}
