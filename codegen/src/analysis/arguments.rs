//! How what an operation requires is handed to its function.

use crate::api::{Api, Expr};

/// How an argument is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// As `&str`.
    Text,
    /// As a slice of its items.
    Slice,
    /// As it is.
    Copied,
    /// By reference.
    Borrowed,
}

/// How an argument of a type is handed over.
pub fn passed(api: &Api, expr: &Expr) -> Passed {
    match api.underlying(expr) {
        Expr::Text => Passed::Text,
        Expr::List(_) => Passed::Slice,
        Expr::Integer | Expr::Unsigned | Expr::Number | Expr::Boolean | Expr::Null => {
            Passed::Copied
        }
        _ => Passed::Borrowed,
    }
}
