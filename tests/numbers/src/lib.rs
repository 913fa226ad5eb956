//! Numbers on the wire, in each way that serde_json can be set up: its features
//! `arbitrary_precision`, `float_roundtrip` and `preserve_order` are on or off for a whole
//! build, whoever asks for them, so that the types have to be right with any.
//!
//! What holds in all eight ways, on every path that a number can take:
//!
//! - An integer that fits its type (64 bits, with or without a sign) is kept, however it is
//!   written: `3.0`, `1e3`, `-0`.
//! - One that does not fit is an error that names its place.
//! - A `number` is the double nearest to its digits.
//! - What the description leaves open is what `serde_json::Value` makes of it; a property that
//!   it does not name is kept as its text where a text is read, so that no number in it is lost
//!   or refused, and from a tree as what `Value` makes of it.
//! - Infinities and "not a number", which JSON cannot write, are violations.
//!
//! What is impossible, and why:
//!
//! - **Digits beyond a double** in a `number`: its type is `f64`. They are kept in what the
//!   description leaves open, and only with `arbitrary_precision`.
//! - **The last bit of a double in a `Value`, or held back by what somebody derives with
//!   `#[serde(flatten)]` or `#[serde(tag)]`**, with neither `arbitrary_precision` nor
//!   `float_roundtrip`: serde_json then takes a shorter way from the digits to a double, by which
//!   three in ten of seventeen digits are read as a neighbour or the one behind that, and hands
//!   over the double. Who needs the bit adds
//!   `serde_json = { version = "1", features = ["float_roundtrip"] }`. What is read from a text,
//!   or from a `Value` that was made of doubles, is exact always, and so is what is written.
//! - **An integer beyond 2^53 written with a point or an exponent** (`9007199254740993.0`): it
//!   is a double before it is ours, and reads as a double nearby, which is an integer too. For
//!   the same reason a fraction that no double can hold is lost (`1e-400` reads as `0`). With
//!   `arbitrary_precision` the digits are there, but read in the same way, so that what a number
//!   means does not hang on who else is in the build.
//! - **Numbers beyond a double** (`1E400`): serde_json refuses the text itself, at a line and
//!   a column; with `arbitrary_precision` it keeps the digits, so that what is open keeps them
//!   and a `number` is refused at its place.
//! - **An integer of more than 64 bits from a `Value`, through a type that somebody derives with
//!   `#[serde(flatten)]` or `#[serde(tag)]`**, with `arbitrary_precision`: what serde derives
//!   cannot hold it, and refuses it before it reaches a generated type.
//! - **The sign of a zero** in what the description leaves open, with `arbitrary_precision`:
//!   `-0` in a `Value` reads as `0` into another, in serde_json itself too.

/// The types of `numbers.yaml`.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/numbers.rs"));
}
