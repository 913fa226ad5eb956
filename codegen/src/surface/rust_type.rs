//! Types as they stand in signatures: of the API, of Rust, of the runtime.

use std::fmt;

use super::written;
use crate::analysis::Indirection;
use crate::api::{Expr, Nested, Nullability, Use};
use crate::plan::Plan;

/// A type as it stands in a signature.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustType {
    /// A type of the API, by its path from the root, with its arguments.
    Own(String, Vec<RustType>),
    /// A type of Rust or of the runtime, with its arguments.
    Foreign(Foreign, Vec<RustType>),
    /// A tuple; of nothing, `()`.
    Tuple(Vec<RustType>),
    /// `&T`.
    Reference(Box<RustType>),
    /// `&'static T`.
    Static(Box<RustType>),
    /// `[T]`.
    Slice(Box<RustType>),
    /// A type of the user's, by its path from anywhere.
    Custom(String),
    /// A number among the arguments of a type.
    Count(usize),
}

/// The types of Rust and of the runtime that stand in signatures: what each is called there, and
/// where it is.
macro_rules! foreign {
    ($($name:ident, $short:literal, $path:literal;)*) => {
        /// A type of Rust or of the runtime.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the names are those of the types")]
        pub enum Foreign {
            $($name,)*
        }

        impl Foreign {
            /// All of them.
            pub const ALL: &'static [Foreign] = &[$(Foreign::$name),*];

            /// What it is called where nothing else is.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Foreign::$name => $short,)*
                }
            }

            /// Where it is, whatever else is called like it.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self {
                    $(Foreign::$name => $path,)*
                }
            }
        }
    };
}

foreign! {
    Bool, "bool", "::core::primitive::bool";
    F64, "f64", "::core::primitive::f64";
    I32, "i32", "::core::primitive::i32";
    I64, "i64", "::core::primitive::i64";
    U64, "u64", "::core::primitive::u64";
    Str, "str", "::core::primitive::str";
    String, "String", "::std::string::String";
    Box, "Box", "::std::boxed::Box";
    Arc, "Arc", "::std::sync::Arc";
    Option, "Option", "::std::option::Option";
    Result, "Result", "::std::result::Result";
    Vec, "Vec", "::std::vec::Vec";
    BTreeMap, "BTreeMap", "::std::collections::BTreeMap";
    Value, "Value", "::specwright::serde_json::Value";
    Extra, "Extra", "::specwright::Extra";
    File, "File", "::specwright::File";
    Invalid, "Invalid", "::specwright::Invalid";
    RawJson, "RawJson", "::specwright::RawJson";
    Tuple, "Tuple", "::specwright::Tuple";
    Client, "Client", "::specwright::Client";
    ClientBuilder, "client::Builder", "::specwright::client::Builder";
    Credential, "Credential", "::specwright::client::Credential";
    Bytes, "Bytes", "::specwright::operation::Bytes";
    ByteStream, "ByteStream", "::specwright::client::ByteStream";
    Header, "Header", "::specwright::operation::Header";
    Server, "Server", "::specwright::operation::Server";
}

impl RustType {
    /// A type of the API.
    #[must_use]
    pub fn own(path: impl Into<String>) -> Self {
        Self::Own(path.into(), Vec::new())
    }

    /// A type of Rust or of the runtime without arguments.
    #[must_use]
    pub fn foreign(of: Foreign) -> Self {
        Self::Foreign(of, Vec::new())
    }

    /// `&T`.
    #[must_use]
    pub fn reference(of: Self) -> Self {
        Self::Reference(Box::new(of))
    }

    /// `Option<T>`.
    #[must_use]
    pub fn option(of: Self) -> Self {
        Self::Foreign(Foreign::Option, vec![of])
    }

    /// `Box<T>`, where it stands behind one.
    pub(crate) fn placed(of: Self, indirection: Indirection) -> Self {
        match indirection {
            Indirection::Inline => of,
            Indirection::Boxed => Self::Foreign(Foreign::Box, vec![of]),
            Indirection::Shared => Self::Foreign(Foreign::Arc, vec![of]),
        }
    }

    /// An expression of a plan.
    pub(crate) fn of(plan: &Plan, expr: &Expr) -> Self {
        match expr {
            Expr::Named(id) => Self::own(plan.facts.type_name(*id)),
            Expr::Text => Self::foreign(Foreign::String),
            Expr::Integer => Self::foreign(Foreign::I64),
            Expr::Unsigned => Self::foreign(Foreign::U64),
            Expr::Number => Self::foreign(Foreign::F64),
            Expr::Boolean => Self::foreign(Foreign::Bool),
            Expr::Json => Self::foreign(Foreign::Value),
            Expr::Null => Self::Tuple(Vec::new()),
            Expr::File => Self::foreign(Foreign::File),
            Expr::List(item) => Self::Foreign(Foreign::Vec, vec![Self::nested(plan, item)]),
            Expr::Map(value) => {
                let name = Self::foreign(Foreign::String);
                Self::Foreign(Foreign::BTreeMap, vec![name, Self::nested(plan, value)])
            }
            Expr::Custom(custom) => Self::Custom(custom.path.clone()),
            Expr::Tuple(tuple) => {
                let items = tuple.items.iter().enumerate().map(|(index, item)| {
                    let of = Self::nested(plan, item);
                    if index >= tuple.least { Self::option(of) } else { of }
                });
                let items = Self::Tuple(items.collect());
                if tuple.is_whole() {
                    return items;
                }
                let rest = match &tuple.rest {
                    Some(rest) => Self::Foreign(Foreign::Vec, vec![Self::nested(plan, rest)]),
                    None => Self::Tuple(Vec::new()),
                };
                Self::Foreign(Foreign::Tuple, vec![items, rest, Self::Count(tuple.least)])
            }
        }
    }

    /// What stands in a list or a map.
    pub(super) fn nested(plan: &Plan, nested: &Nested) -> Self {
        Self::or_null(plan, &nested.expr, nested.null)
    }

    /// What stands in a body.
    pub(crate) fn content(plan: &Plan, used: &Use) -> Self {
        Self::or_null(plan, &used.expr, used.null)
    }

    fn or_null(plan: &Plan, expr: &Expr, null: Nullability) -> Self {
        let of = Self::of(plan, expr);
        match (null, expr) {
            // Any JSON has a null of its own.
            (Nullability::Never, _) | (_, Expr::Json | Expr::Null) => of,
            (Nullability::Nullable, _) => Self::option(of),
        }
    }

    /// The type by absolute paths, in a crate or a module that knows the API by this path.
    #[must_use]
    pub fn absolute(&self, api: &str) -> String {
        self.text(&|path| format!("{api}::{}", written(path)), &|foreign| foreign.path().to_owned())
    }

    /// The types of the API that it names.
    #[must_use]
    pub fn named(&self) -> Vec<&str> {
        match self {
            Self::Own(path, arguments) => {
                let within = arguments.iter().flat_map(Self::named);
                [path.as_str()].into_iter().chain(within).collect()
            }
            Self::Foreign(_, arguments) | Self::Tuple(arguments) => {
                arguments.iter().flat_map(Self::named).collect()
            }
            Self::Reference(of) | Self::Static(of) | Self::Slice(of) => of.named(),
            Self::Custom(_) | Self::Count(_) => Vec::new(),
        }
    }

    fn text(&self, own: &dyn Fn(&str) -> String, foreign: &dyn Fn(Foreign) -> String) -> String {
        let all = |types: &[Self]| {
            let all = types.iter().map(|of| of.text(own, foreign));
            all.collect::<Vec<_>>().join(", ")
        };
        let with = |name: String, arguments: &[Self]| match arguments {
            [] => name,
            arguments => format!("{name}<{}>", all(arguments)),
        };
        match self {
            Self::Own(path, arguments) => with(own(path), arguments),
            Self::Foreign(of, arguments) => with(foreign(*of), arguments),
            // A tuple of one has a comma, too.
            Self::Tuple(items) if items.len() == 1 => format!("({},)", all(items)),
            Self::Tuple(items) => format!("({})", all(items)),
            Self::Reference(of) => format!("&{}", of.text(own, foreign)),
            Self::Static(of) => format!("&'static {}", of.text(own, foreign)),
            Self::Slice(of) => format!("[{}]", of.text(own, foreign)),
            Self::Custom(path) => path.clone(),
            Self::Count(count) => count.to_string(),
        }
    }
}

/// The type by short names. A type of the API that is called like one of Rust or of the runtime is
/// written `self::Option`, so that its coming changes no other item.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = |path: &str| match Foreign::ALL.iter().any(|foreign| foreign.name() == path) {
            true => format!("self::{}", written(path)),
            false => written(path),
        };
        f.write_str(&self.text(&own, &|foreign| foreign.name().to_owned()))
    }
}
