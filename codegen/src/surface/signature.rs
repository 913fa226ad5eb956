//! The signatures of functions: what they take and what they return.

use std::fmt;

use super::{RustType, written};

/// What a function takes and returns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature {
    /// Whose method it is.
    pub receiver: Receiver,
    /// What it takes beside.
    pub arguments: Vec<Argument>,
    /// What it returns.
    pub returns: Returns,
}

/// Whose method a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Receiver {
    /// Nobody's.
    None,
    /// `self`: a value's, which it uses up.
    Value,
    /// `&self`: a value's.
    Shared,
    /// `&mut self`: a value's, which it changes.
    Mutable,
}

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    /// Its name, which nobody who calls the function sees.
    pub name: String,
    /// What it may be.
    pub takes: Takes,
}

/// What an argument may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Takes {
    /// This.
    Itself(RustType),
    /// What becomes this: `impl Into<T>`.
    Into(RustType),
    /// A number that fits into this: `impl Fits<T>`.
    Fits(RustType),
    /// An integer, which should fit into this: `impl Integer`.
    Integer(RustType),
    /// What becomes this, or any number, which should fit into it: `impl KeywordOr<T>`.
    KeywordOr(RustType),
    /// What becomes items, each of which is this: `impl IntoIterator<Item = …>`.
    Items(Box<Takes>),
    /// What becomes entries, each of which is this:
    /// `impl IntoIterator<Item = (impl Into<String>, …)>`.
    Entries(Box<Takes>),
}

/// What a function returns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Returns {
    /// Nothing.
    Nothing,
    /// This.
    Type(RustType),
    /// `Self`.
    Itself,
    /// The same builder, of which this trait of [`Builder`](super::Kind::Builder) is now known.
    Knowing(String),
}

impl Signature {
    /// One that nobody's method has.
    pub(super) fn free(arguments: Vec<Argument>, returns: Returns) -> Self {
        Self { receiver: Receiver::None, arguments, returns }
    }
}

impl Takes {
    /// The type that it is or becomes, unless that is several values.
    #[must_use]
    pub fn own(&self) -> Option<&RustType> {
        match self {
            Self::Itself(of)
            | Self::Into(of)
            | Self::Fits(of)
            | Self::Integer(of)
            | Self::KeywordOr(of) => Some(of),
            Self::Items(_) | Self::Entries(_) => None,
        }
    }
}

impl Argument {
    pub(super) fn new(name: impl Into<String>, takes: Takes) -> Self {
        Self { name: name.into(), takes }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let receiver = match self.receiver {
            Receiver::None => None,
            Receiver::Value => Some("self"),
            Receiver::Shared => Some("&self"),
            Receiver::Mutable => Some("&mut self"),
        };
        let arguments = self.arguments.iter().map(ToString::to_string);
        let arguments: Vec<String> =
            receiver.map(str::to_owned).into_iter().chain(arguments).collect();
        write!(f, "({})", arguments.join(", "))?;
        match &self.returns {
            Returns::Nothing => Ok(()),
            Returns::Type(of) => write!(f, " -> {of}"),
            Returns::Itself => f.write_str(" -> Self"),
            Returns::Knowing(name) => write!(f, " -> Self<{name} = Set>"),
        }
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", written(&self.name), self.takes)
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Itself(of) => write!(f, "{of}"),
            Self::Into(of) => write!(f, "impl Into<{of}>"),
            Self::Fits(of) => write!(f, "impl Fits<{of}>"),
            Self::Integer(_) => f.write_str("impl Integer"),
            Self::KeywordOr(of) => write!(f, "impl KeywordOr<{of}>"),
            Self::Items(item) => write!(f, "impl IntoIterator<Item = {item}>"),
            Self::Entries(value) => {
                write!(f, "impl IntoIterator<Item = (impl Into<String>, {value})>")
            }
        }
    }
}
