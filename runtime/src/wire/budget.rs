//! Limits what reading one JSON text may cost, whatever the text says.
//!
//! Reading takes steps and memory in proportion to the length of the text, so that these limits are
//! behind that of a response's bytes: what they stop is a text whose few bytes stand for large
//! values, and one that nothing discriminates, a little sooner than its length would.

use super::Wire;
use super::read::read;
use super::reading::Reading;

/// How much reading one JSON text may cost; beyond it, reading ends with an error at the place that
/// was reached.
///
/// ```
/// use specwright::{DecodeBudget, RawJson, json};
///
/// let budget = DecodeBudget::default().max_bytes(1_000);
/// let text = format!("[{}0]", "0,".repeat(1_000));
/// let error = json::from_slice_within::<Vec<RawJson>>(text.as_bytes(), budget).unwrap_err();
/// assert!(error.to_string().starts_with("at /"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeBudget {
    pub(crate) bytes: usize,
    pub(crate) steps: usize,
}

impl DecodeBudget {
    /// What reading costs that nothing limits but the length of the text.
    #[cfg(test)]
    pub(crate) const UNLIMITED: Self = Self { bytes: usize::MAX, steps: usize::MAX };

    /// How many bytes the values may have that are made of the text, with all that they hold: about
    /// what they take in memory, at most twice as much; 512 MiB unless it is set.
    #[must_use]
    pub const fn max_bytes(self, bytes: usize) -> Self {
        Self { bytes, ..self }
    }

    /// How many steps may be taken beyond passing each byte once: values that are looked at to
    /// choose a variant, bytes that are passed again; 2³⁰ unless it is set.
    ///
    /// ```
    /// use specwright::{DecodeBudget, RawJson, json};
    ///
    /// let budget = DecodeBudget::default().max_bytes(1 << 20).max_steps(1 << 20);
    /// assert!(json::from_slice_within::<RawJson>(b"[1]", budget).is_ok());
    /// ```
    #[must_use]
    pub const fn max_steps(self, steps: usize) -> Self {
        Self { steps, ..self }
    }
}

/// How many steps it takes to read a text as a type, however that ends: bytes passed, each as often as
/// it is, values looked at and judged. For proofs that they grow with the text and no faster.
pub fn count_steps<T: Wire>(text: &str) -> usize {
    let budget = DecodeBudget { bytes: usize::MAX, steps: usize::MAX };
    let mut value = T::blank();
    let mut reading = Reading::of(text, budget);
    // Why it cannot be read is of no matter here.
    let _ = read(&mut reading, &mut value.slot());
    reading.text.steps()
}

impl Default for DecodeBudget {
    fn default() -> Self {
        Self { bytes: 512 * 1024 * 1024, steps: 1 << 30 }
    }
}
