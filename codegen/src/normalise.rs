//! Passes over the finished API: what its types say of each other is brought into a form that
//! Rust and rustc can hold. Each takes the API and leaves an API.

mod cycle;
mod depth;

use crate::api::Api;
use crate::diagnostic::Note;

/// Applies the passes in order: the second relies on there being no cycle of aliases any more.
pub fn normalise(api: &mut Api) -> Vec<Note> {
    let mut notes = cycle::open(api);
    notes.extend(depth::bound(api));
    notes
}
