//! Hostile texts for generated types: steps and memory are a constant times the length, and an error
//! is short, printable and on one line.

use allocation_counter::measure;
use fastrand::Rng;

use super::Tally;
use super::text::hostile;
use super::types::SUBJECTS;

/// How many steps a byte may take for each variant of the largest union.
pub(crate) const STEPS: f64 = 6.0;

/// How many bytes may be held at once for each byte of a text: what `{}` in a list costs as the largest
/// of the types, with the room that a list keeps, and what is remembered of it.
pub(crate) const BYTES: f64 = 400.0;

/// What may be held beside that: an error, the first room of a list.
const BASE: f64 = 64.0 * 1024.0;

/// How many bytes an error may have.
pub(crate) const ERROR: f64 = 64.0 * 1024.0;

/// How long a text is at most.
const LENGTH: usize = 20_000;

pub(crate) fn attack(rng: &mut Rng, tally: &mut Tally) -> Result<(), String> {
    let text = hostile(rng, LENGTH);
    let length = text.len().max(1) as f64;
    for subject in SUBJECTS {
        let at = |fault| format!("as {}: {fault}", subject.name);
        let mut read = Ok(());
        let held = measure(|| read = (subject.read)(&text)).bytes_max as f64;
        let per_byte = (held - BASE).max(0.0) / length;
        tally.most("bytes held for each byte", per_byte, Some(BYTES)).map_err(at)?;
        if let Ok(text) = std::str::from_utf8(&text) {
            let steps = (subject.count_steps)(text) as f64 / length / subject.variants as f64;
            tally.most("steps for each byte and variant", steps, Some(STEPS)).map_err(at)?;
        }
        match read {
            Ok(()) => tally.count("read"),
            Err(error) => {
                tally.count("refused");
                is_shown_well(&format!("{error}"), tally).map_err(at)?;
                is_shown_well(&format!("{error:?}"), tally).map_err(at)?;
            }
        }
    }
    Ok(())
}

/// What is shown to a person is short, and does nothing but stand there.
pub(crate) fn is_shown_well(shown: &str, tally: &mut Tally) -> Result<(), String> {
    tally.most("bytes of an error", shown.len() as f64, Some(ERROR))?;
    let moves = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match shown.find(moves) {
        Some(at) => Err(format!("an error shows {:?}", shown[at..].chars().next())),
        None => Ok(()),
    }
}
