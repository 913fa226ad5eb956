//! The paths of types of the user's.

use syn::{GenericArgument, PathArguments, Type, TypePath};

/// The path of a type of the user's, as it is written whatever stands around it: from a crate on
/// (`::jiff::Timestamp`), or within the crate that the code is part of (`crate::Money`).
///
/// ```
/// use specwright_codegen::CustomPath;
///
/// let path: CustomPath = "jiff::Timestamp".parse()?;
/// assert_eq!(path.as_str(), "::jiff::Timestamp");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomPath(String);

impl CustomPath {
    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for CustomPath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = |found: &str| {
            format!(
                "expected the path of a type from its crate on, such as `jiff::Timestamp` or \
                 `crate::Money`, found `{found}`"
            )
        };
        let parsed = syn::parse_str::<Type>(text).map_err(|_| refused(text))?;
        written(&parsed).map(Self).ok_or_else(|| refused(text))
    }
}

/// A type as it is written from anywhere; nothing, where it is no path from a crate on.
fn written(of: &Type) -> Option<String> {
    let Type::Path(TypePath { qself: None, path, .. }) = of else { return None };
    let first = path.segments.first()?.ident.to_string();
    let mut text = match (path.leading_colon.is_some(), first.as_str(), path.segments.len()) {
        (false, "self" | "super" | "Self", _) => return None,
        (false, "crate", count) if count > 1 => String::new(),
        (false, primitive, 1) if PRIMITIVES.contains(&primitive) => {
            "::core::primitive::".to_owned()
        }
        (false, prelude @ ("Box" | "Option" | "String" | "Vec"), 1) => {
            format!("::std::{}::", prelude.to_lowercase())
        }
        (_, _, 1) => return None,
        _ => "::".to_owned(),
    };
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 {
            text += "::";
        }
        text += &segment.ident.to_string();
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(arguments) => {
                let each = arguments.args.iter().map(|argument| match argument {
                    GenericArgument::Type(of) => written(of),
                    _ => None,
                });
                let each: Option<Vec<String>> = each.collect();
                text += &format!("<{}>", each?.join(", "));
            }
            PathArguments::Parenthesized(_) => return None,
        }
    }
    Some(text)
}

/// The types that have no path.
const PRIMITIVES: [&str; 16] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_from_its_crate_on() {
        for (text, expected) in [
            ("jiff::Timestamp", "::jiff::Timestamp"),
            (" ::uuid :: Uuid", "::uuid::Uuid"),
            ("crate::money::Money", "crate::money::Money"),
            ("chrono::DateTime<chrono::Utc>", "::chrono::DateTime<::chrono::Utc>"),
            ("u64", "::core::primitive::u64"),
            ("Vec<Option<u8>>", "::std::vec::Vec<::std::option::Option<::core::primitive::u8>>"),
        ] {
            let path: CustomPath = text.parse().expect(text);
            assert_eq!(path.as_str(), expected);
            assert_eq!(path.as_str().parse(), Ok(path.clone()), "{expected}");
        }
        for text in [
            "",
            "Money",
            "self::Money",
            "super::Money",
            "&str",
            "[u8; 4]",
            "a::B<'c>",
            "a b",
            "crate",
        ] {
            let refused = text.parse::<CustomPath>().expect_err(text);
            assert!(refused.contains(&format!("found `{text}`")), "{refused}");
        }
    }
}
