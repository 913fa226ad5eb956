//! What a changed description does to who depends on the generated API.
//!
//! A client is written that uses every public item of an API, and compiled against another
//! generation of the API (`specwright-proof`), so that the compiler says which items are missed there.
//! [`cases`] has a small pair of descriptions for each kind of change, [`histories`] makes random
//! ones and changes them step by step, [`pairs`] takes such by twos and holds what is reported of them
//! against the compiler.

pub mod cases;
pub mod foreign;
pub mod histories;
pub mod laws;
pub mod linted;
pub mod pairs;
pub mod regenerate;
pub mod reports;
pub mod workshop;
