//! What a value is of, as it is written in Rust.

use serde::{Deserialize, Serialize};

use super::{Nullability, TypeId};

/// A type as it is written in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expr {
    /// A type of the API.
    Named(TypeId),
    /// `String`.
    Text,
    /// `i64`.
    Integer,
    /// `u64`, where the description says that the value is never negative and may exceed `i64`.
    Unsigned,
    /// `f64`.
    Number,
    /// `bool`.
    Boolean,
    /// Any JSON.
    Json,
    /// Null and nothing else.
    Null,
    /// The content of a file, in a form of several parts.
    File,
    /// A list.
    List(Box<Nested>),
    /// A map from names.
    Map(Box<Nested>),
    /// An array whose first items differ by their position.
    Tuple(Box<Tuple>),
    /// A type of the user's.
    Custom(Box<CustomType>),
}

impl Expr {
    /// The first type of the API that the expression names, whether behind a list or not.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Expr::Named(id) => Some(*id),
            Expr::List(nested) | Expr::Map(nested) => nested.expr.named(),
            Expr::Tuple(tuple) => tuple.nested().find_map(|nested| nested.expr.named()),
            _ => None,
        }
    }

    /// All types of the API that the expression names.
    pub fn all_named(&self) -> Vec<TypeId> {
        match self {
            Expr::Tuple(tuple) => {
                tuple.nested().flat_map(|nested| nested.expr.all_named()).collect()
            }
            other => other.named().into_iter().collect(),
        }
    }
}

/// A type of the user's, which stands in place of what would be written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomType {
    /// Its path, as it is written from anywhere.
    pub path: String,
    /// What stands where the user's type cannot; nothing, where the user named the very place.
    #[serde(skip)]
    pub instead: Option<Expr>,
}

impl CustomType {
    /// A type of the user's, without which nothing can stand there.
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), instead: None }
    }
}

/// Types of one path are the same, whatever they stand in place of.
impl PartialEq for CustomType {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Eq for CustomType {}

/// An array whose first items differ by their position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tuple {
    /// The items of these positions.
    pub items: Vec<Nested>,
    /// How many of them are always there.
    pub least: usize,
    /// What may follow them; nothing, where the array ends with them.
    pub rest: Option<Nested>,
}

impl Tuple {
    /// Whether it has as many items as are described, neither less nor more.
    pub fn is_whole(&self) -> bool {
        self.least == self.items.len() && self.rest.is_none()
    }

    /// All that it holds.
    pub fn nested(&self) -> impl Iterator<Item = &Nested> {
        self.items.iter().chain(&self.rest)
    }

    /// Whether every array of another tuple is one of this, where it is told of a place whether what
    /// this has there holds what the other has.
    pub(crate) fn holds(&self, other: &Tuple, place: impl Fn(&Nested, &Nested) -> bool) -> bool {
        let at = |tuple: &'_ Tuple, index: usize| -> Option<Nested> {
            tuple.items.get(index).or(tuple.rest.as_ref()).cloned()
        };
        // The place behind all items is that of any further one.
        let places = self.items.len().max(other.items.len());
        self.least <= other.least
            && (0..=places).all(|index| match (at(self, index), at(other, index)) {
                (Some(own), Some(other)) => place(&own, &other),
                (None, Some(_)) => false,
                (_, None) => true,
            })
    }
}

/// An item of a list or a value of a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nested {
    /// The type.
    pub expr: Expr,
    /// Whether it may be null.
    #[serde(default, skip_serializing_if = "Nullability::is_never")]
    pub null: Nullability,
}
