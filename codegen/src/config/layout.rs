//! How the code is shared between files; what it says does not depend on it.

use std::str::FromStr;

/// How the code is shared between files.
///
/// ```
/// use specwright_codegen::Layout;
///
/// assert_eq!("tags".parse(), Ok(Layout::Tags));
/// assert_eq!(Layout::default(), Layout::Modules);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A file for each module; where one would be too long to open, several by the names of what they
    /// hold.
    #[default]
    Modules,
    /// One file, its modules within it.
    File,
    /// In each module a file for each type and each operation.
    Items,
    /// In each module a file for each tag: its operations, and the types that they alone reach. What
    /// several reach, or none, stands in a file of its own.
    Tags,
}

/// The words that stand for layouts.
pub const LAYOUTS: [&str; 4] = ["modules", "file", "items", "tags"];

impl FromStr for Layout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "modules" => Ok(Layout::Modules),
            "file" => Ok(Layout::File),
            "items" => Ok(Layout::Items),
            "tags" => Ok(Layout::Tags),
            _ => Err(format!("a layout is one of {}", LAYOUTS.join(", "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layout_has_its_word() {
        assert!(LAYOUTS.iter().all(|word| word.parse::<Layout>().is_ok()));
        assert_eq!(
            "folder".parse::<Layout>(),
            Err("a layout is one of modules, file, items, tags".to_owned())
        );
    }
}
