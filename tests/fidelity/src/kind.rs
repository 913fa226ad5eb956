//! The kinds of instances: each shows one thing that types lose.

use serde::{Deserialize, Serialize};

/// What an instance is made to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Only what is required.
    Required,
    /// Every property.
    Every,
    /// One variant of a union after the other.
    Variants,
    /// Every null that is allowed.
    Nulls,
    /// Properties that the description does not name.
    Undeclared,
    /// Integers written `3.0`.
    IntegralFloats,
    /// Strings from all of Unicode, with all that has to be escaped.
    Text,
    /// Numbers and lengths at their limits.
    Boundaries,
    /// Lists and maps with as little in them as may be.
    Empty,
    /// Lists and maps with much in them.
    Long,
    /// Any mixture of these.
    Mixed,
    /// Numbers that neither 64 bits of integer nor of float hold; no exact type keeps them all.
    Vast,
    /// What the description gives as an example; nothing is made for it.
    Example,
}

impl Kind {
    /// The kinds that types have to keep, every one.
    pub const KEPT: &'static [Kind] = &[
        Kind::Required,
        Kind::Every,
        Kind::Variants,
        Kind::Nulls,
        Kind::Undeclared,
        Kind::IntegralFloats,
        Kind::Text,
        Kind::Boundaries,
        Kind::Empty,
        Kind::Long,
        Kind::Mixed,
    ];
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Kind::Required => "required only",
            Kind::Every => "every property",
            Kind::Variants => "each variant",
            Kind::Nulls => "nulls",
            Kind::Undeclared => "undeclared properties",
            Kind::IntegralFloats => "integral floats",
            Kind::Text => "odd text",
            Kind::Boundaries => "boundaries",
            Kind::Empty => "empty collections",
            Kind::Long => "long collections",
            Kind::Mixed => "mixtures",
            Kind::Vast => "vast numbers",
            Kind::Example => "examples",
        })
    }
}
