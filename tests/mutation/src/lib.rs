//! Breaks descriptions on purpose, and judges what the generator makes of them: no document
//! may make it panic, hang, or write what is not in its plan.
//!
//! A [`document`] and a seed give a [`mod@mutant`], always the same one. A [`mod@trial`] lets
//! the generator loose on it, on a thread of its own and with a watch beside it. What it
//! answers is [judged](mod@judge): code by its plan, a refusal by the places that it names. A
//! mutant that shows a fault is made [smaller](mod@shrink) before a person has to look at it.

pub mod document;
pub mod hard;
pub mod judge;
mod marker;
pub mod mutant;
mod nodes;
mod notation;

pub mod shrink;
pub mod silence;
mod splice;
pub mod texts;
mod tree;
pub mod trial;

pub use self::document::Document;
pub use self::mutant::{Mutant, mutant};
pub use self::shrink::shrink;
pub use self::trial::{Fault, Trial, Verdict, trial};
