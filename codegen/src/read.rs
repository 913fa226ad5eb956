//! Text to schemas, read by a table of their keywords, and to operations, typed by `openapiv3`.
//!
//! [`source`] reads the text into a tree that knows its places, [`overlay`] corrects
//! the tree, [`resolve`] follows references; [`schema`], [`operation`] and [`service`] then read
//! single nodes on demand, so that only what is reached is read and one odd node costs nothing
//! but itself.

mod keyword;
pub mod neighbour;
pub mod operation;
pub mod overlay;
pub mod resolve;
pub mod schema;
pub mod service;
pub mod source;
pub mod structure;
