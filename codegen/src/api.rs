//! The Rust API that will be written. It knows neither OpenAPI nor tokens: lowering
//! makes it, analysis adds facts beside it, emission prints the two.
//!
//! Whatever decides the Rust stands in the shapes; what only explains it (texts,
//! pointers) stands in [`Docs`] and [`Origin`], so that two plans can be compared
//! documentation aside.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::pointer::Pointer;

pub use self::expr::{CustomType, Expr, Nested, Tuple};
pub use self::header::{HeaderOf, HeaderStyle, ResponseHeader, headers_of};
pub use self::limit::Limit;
pub use self::operation::{
    Body, Content, FieldRow, Framing, Items, Operation, Parameter, ParameterIn, ParameterStyle,
    PartRow, PathParameter, Representation, Response, Success,
};
pub use self::record::{Access, Literal, Presence, Property, Record, Rest, Selector};
pub use self::service::{
    Credential, CredentialWay, Flow, Need, Server, ServerVariable, Service, Unsent,
};
pub use self::union::{Matcher, SecondaryTag, TagPresence, TagValue, Union, ValueType, Variant};
pub use self::words::{EnumKind, EnumValue, KeywordOrValue, OpenEnum};

mod expr;
mod header;
mod limit;
mod operation;
mod record;
mod service;
mod union;
mod words;

/// Everything that will be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Api {
    /// `info.title` of the description.
    pub title: String,
    /// `info.version` of the description.
    pub version: String,
    /// The types, in the order in which the description needs them.
    pub types: Vec<Type>,
    /// The operations, in the order of the description.
    pub operations: Vec<Operation>,
    /// Where it is served, and the credentials that it asks for.
    pub service: Service,
}

/// The index of a type of an [`Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TypeId(pub u32);

/// A type with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Type {
    /// Where it comes from and what it would like to be called.
    pub origin: Origin,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
    /// What it is.
    pub shape: Shape,
}

impl Type {
    /// A type that nothing speaks against.
    pub(crate) fn new(origin: Origin, docs: Docs, shape: Shape) -> Self {
        Self { origin, docs, deprecation: Deprecation::Current, shape }
    }
}

/// Where a type comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The schema, as a pointer; of another file than the document with `file#` before it.
    pub pointer: String,
    /// Who chose the name.
    pub naming: Naming,
    /// The name as the description has it, which analysis makes a Rust name of.
    pub preferred_name: String,
}

/// Who chose a type's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Naming {
    /// The description: it is a component.
    Component,
    /// We, for a type that all places of a kind share.
    Shared,
    /// We, from where the schema stands.
    Inline,
}

/// What there is to say about something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Docs {
    /// The description's text, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// `title`, where it says something else than the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `default`: what the server assumes where the property is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Json>,
    /// `format`, where the Rust type does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The `pattern`s that no value is held against.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchecked_patterns: Vec<String>,
    /// `example`, or the first of `examples`, of a property of which there is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Json>,
    /// Of a body, the example that the description gives, of which its function shows what has to be
    /// there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_example: Option<Json>,
}

impl Docs {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// An object with properties.
    Record(Record),
    /// A string or an integer of which some values are known.
    OpenEnum(OpenEnum),
    /// A keyword or a number.
    KeywordOrValue(KeywordOrValue),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Use),
}

/// Whether the use of something is discouraged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deprecation {
    /// It is not.
    #[default]
    Current,
    /// The description discourages it (`deprecated: true`).
    Deprecated,
    /// The description has it no more: it was published, and stays.
    Dropped,
}

impl Deprecation {
    /// Whether nothing speaks against its use.
    pub fn is_current(&self) -> bool {
        *self == Self::Current
    }
}

/// A type at a place: what is held there, whether it may be null, and what the place allows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Use {
    /// The type.
    pub expr: Expr,
    /// Whether the value may be null.
    #[serde(default, skip_serializing_if = "Nullability::is_never")]
    pub null: Nullability,
    /// The limits at this place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// The keywords that this place lists beside a number. Any other may be sent all the same, as
    /// with every open enum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
}

impl Use {
    /// A type that is not null and of which everything is allowed.
    pub fn of(expr: Expr) -> Self {
        Self { expr, null: Nullability::Never, limits: Vec::new(), keywords: Vec::new() }
    }
}

/// Whether a value may be null.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nullability {
    /// It may not.
    #[default]
    Never,
    /// It may.
    Nullable,
}

impl Nullability {
    /// Whether the value may not be null.
    pub fn is_never(&self) -> bool {
        *self == Self::Never
    }

    /// Nullable, if either is.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Nullable { self } else { other }
    }
}

impl Api {
    /// A type by its index.
    pub fn get(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// All indices, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = TypeId> + use<> {
        (0..self.types.len() as u32).map(TypeId)
    }

    /// The expression behind names that are only names; where they name each other in a cycle,
    /// one of them.
    pub fn underlying<'a>(&'a self, expr: &'a Expr) -> &'a Expr {
        underlying(expr, self.types.len(), |id| Some(&self.get(id).shape))
    }

    /// The type by which an expression names an enum: that itself, or another name for it.
    pub fn enum_named(&self, expr: &Expr) -> Option<TypeId> {
        let (Expr::Named(named), Expr::Named(id)) = (expr, self.underlying(expr)) else {
            return None;
        };
        match self.get(*id).shape {
            Shape::OpenEnum(_) | Shape::KeywordOrValue(_) | Shape::Union(_) => Some(*named),
            Shape::Record(_) | Shape::Alias(_) => None,
        }
    }

    /// Whether an expression is of a type of the user's, or holds one by no type of the API's: then it
    /// is the user's and serde's to read and to write.
    pub fn is_custom(&self, expr: &Expr) -> bool {
        match self.underlying(expr) {
            Expr::Custom(_) => true,
            Expr::List(nested) | Expr::Map(nested) => self.is_custom(&nested.expr),
            Expr::Tuple(tuple) => tuple.nested().any(|nested| self.is_custom(&nested.expr)),
            _ => false,
        }
    }
}

/// The expression behind names that are only names, among types of which not all are known yet.
/// No chain is longer than there are types, unless it is a cycle.
pub(crate) fn underlying<'a>(
    expr: &'a Expr,
    types: usize,
    shape: impl Fn(TypeId) -> Option<&'a Shape>,
) -> &'a Expr {
    let mut expr = expr;
    for _ in 0..types {
        let Expr::Named(id) = expr else { break };
        let Some(Shape::Alias(used)) = shape(*id) else { break };
        expr = &used.expr;
    }
    expr
}

/// Writes a pointer so that a reader of the API finds it again.
pub fn pointer_text(file: Option<&str>, pointer: &Pointer) -> String {
    match file {
        None => pointer.to_string(),
        Some(file) => format!("{file}#{pointer}"),
    }
}
