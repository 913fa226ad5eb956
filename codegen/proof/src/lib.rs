//! The compiler's word on a step from one generation of an API to another.
//!
//! A [`client`] is written that uses every public item of an API; a [`workshop`] compiles it
//! against another generation of the API, so that the compiler says which items are missed there;
//! [`prove`] holds what a difference reports against that.

pub mod client;
mod prove;
pub mod related;
pub mod workshop;

pub use self::prove::{Proof, Step, prove, prove_all};
