//! What a person wants to know about a generation: what was read and written, what was
//! noted, what was corrected.

mod summary;

pub use self::summary::{Counts, Detail, Summary, Summed};
