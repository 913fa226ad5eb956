//! What a user states of the Rust that is written: which types stand in place of others, what is
//! called how.

mod path;

pub use self::path::CustomPath;

/// What a statement is about.
///
/// The example of [`Customising`] has some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Customisation {
    /// A type of the user's in place of one: `Money=rust_decimal::Decimal`.
    Type,
    /// A type of the user's for a `format`: `date-time=jiff::Timestamp`.
    Format,
    /// What an item is called instead: `Job::status=state`.
    Rename,
    /// What types derive beyond what all do: `structs=Eq, Hash`.
    Derive,
    /// What else is written before types: `Job=cfg_attr(test, derive(a::B))`.
    Attribute,
    /// That an enum takes no other values than those that are listed: `JobStatus`.
    Closed,
    /// Behind which pointer a field or a variant stands: `Job::parent=Arc`.
    Behind,
}

impl Customisation {
    /// All of them.
    pub const ALL: [Customisation; 7] = [
        Self::Type,
        Self::Format,
        Self::Rename,
        Self::Derive,
        Self::Attribute,
        Self::Closed,
        Self::Behind,
    ];

    /// What a message calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Format => "format",
            Self::Rename => "rename",
            Self::Derive => "derive",
            Self::Attribute => "attribute",
            Self::Closed => "closed",
            Self::Behind => "behind",
        }
    }
}

/// A statement as an entry point is given it: what it is about, of what, and what that becomes.
///
/// The example of [`Customising`] adds some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub about: Customisation,
    /// Of what: an item by its path in Rust, a JSON Pointer, a format, a kind.
    pub of: String,
    /// What that becomes.
    pub to: String,
}

impl Statement {
    /// A statement.
    pub fn new(about: Customisation, of: impl Into<String>, to: impl Into<String>) -> Self {
        Self { about, of: of.into(), to: to.into() }
    }

    /// The statement of one text, `OF=TO`.
    pub fn of_text(about: Customisation, text: &str) -> Self {
        let (of, to) = text.split_once('=').unwrap_or((text, ""));
        Self::new(about, of.trim(), to.trim())
    }
}

/// What is stated of the Rust that is written, in the order in which it was.
///
/// ```
/// use specwright_codegen::{Customisation, Customising, Statement};
/// use specwright_codegen::config::Behind;
///
/// let mut stated = Customising::default();
/// assert!(stated.is_empty());
/// stated.add(&Statement::new(Customisation::Format, "date-time", "jiff::Timestamp"))?;
/// for (about, text) in [
///     (Customisation::Type, "/components/schemas/Money=rust_decimal::Decimal"),
///     (Customisation::Rename, "Job::status=state"),
///     (Customisation::Behind, "Job::parent=Arc"),
/// ] {
///     stated.add(&Statement::of_text(about, text))?;
/// }
///
/// let money = stated.type_at("/components/schemas/Money");
/// assert_eq!(money.map(|path| path.as_str()), Some("::rust_decimal::Decimal"));
/// assert!(stated.type_of_format("date").is_none());
/// assert_eq!(stated.crates(), ["rust_decimal", "jiff"]);
/// assert_eq!(stated.behind, [("Job::parent".to_owned(), Behind::Arc)]);
/// // A type is named from its crate on.
/// assert!(stated.add(&Statement::of_text(Customisation::Type, "Id=Uuid")).is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customising {
    /// The types of the user's, by what they stand in place of: an item by its path in Rust (`Money`,
    /// `Job::created_at`), or a node of the description by its JSON Pointer, which begins with `/`.
    pub types: Vec<(String, CustomPath)>,
    /// The types of the user's, by the `format` whose values they hold.
    pub formats: Vec<(String, CustomPath)>,
    /// What items are called instead, by their paths in Rust: `Job`, `Job::status`, `create_job`,
    /// `create_job::dry_run`.
    pub renames: Vec<(String, String)>,
    /// What types derive, by a type's path in Rust or by a kind: `structs`, `enums` (of listed values),
    /// `unions`, `*`.
    pub derives: Vec<(String, Vec<String>)>,
    /// What else is written before types, as attributes between their brackets.
    pub attributes: Vec<(String, Vec<String>)>,
    /// The enums that take no other values than those that are listed: by their paths in Rust, or `*`.
    pub closed: Vec<String>,
    /// Behind which pointers fields and variants stand.
    pub behind: Vec<(String, Behind)>,
}

/// A pointer that a field or a variant stands behind.
///
/// The example of [`Customising`] has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the types")]
pub enum Behind {
    Box,
    Arc,
}

impl Customising {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds a statement.
    ///
    /// # Errors
    /// Where it cannot be read: what was expected and what was found.
    pub fn add(&mut self, statement: &Statement) -> Result<(), String> {
        let Statement { about, of, to } = statement;
        if of.is_empty() {
            return Err("expected `OF=TO`, found nothing before the `=`".to_owned());
        }
        match about {
            Customisation::Type => set(&mut self.types, of, to.parse()?),
            Customisation::Format => set(&mut self.formats, of, to.parse()?),
            Customisation::Rename => match is_name(to) {
                true => set(&mut self.renames, of, to.clone()),
                false => Err(format!("expected a name of Rust, such as `state`, found `{to}`")),
            },
            Customisation::Derive => {
                more(&mut self.derives, of, derives(to)?);
                Ok(())
            }
            Customisation::Attribute => {
                more(&mut self.attributes, of, vec![attribute(to)?]);
                Ok(())
            }
            Customisation::Closed if to.is_empty() => {
                self.closed.extend((!self.closed.contains(of)).then(|| of.clone()));
                Ok(())
            }
            Customisation::Closed => Err(format!("expected an enum alone, found `={to}`")),
            Customisation::Behind => match to.as_str() {
                "Box" => set(&mut self.behind, of, Behind::Box),
                "Arc" => set(&mut self.behind, of, Behind::Arc),
                _ => Err(format!("expected `Box` or `Arc`, found `{to}`")),
            },
        }
    }

    /// The crates that the types of the user's and what derives more are in, each once; `crate`, where one is in the crate
    /// that the code is part of.
    pub fn crates(&self) -> Vec<String> {
        let mut crates = Vec::new();
        let types = self.types.iter().chain(&self.formats).map(|(_, path)| path.as_str());
        // What Rust itself derives is of no crate.
        let derives = self.derives.iter().flat_map(|(_, paths)| paths).map(String::as_str);
        for path in types.chain(derives.filter(|path| path.contains("::"))) {
            for path in path.split(['<', ',', ' ', '>']).filter(|path| !path.is_empty()) {
                let first = path.trim_start_matches("::").split("::").next().unwrap_or_default();
                let is_known = ["std", "core", "alloc"].contains(&first);
                if !is_known && !crates.iter().any(|known| known == first) {
                    crates.push(first.to_owned());
                }
            }
        }
        crates
    }

    /// The type that stands in place of a node, by its pointer.
    pub fn type_at(&self, pointer: &str) -> Option<&CustomPath> {
        find(&self.types, pointer)
    }

    /// The type that holds the values of a format.
    pub fn type_of_format(&self, format: &str) -> Option<&CustomPath> {
        find(&self.formats, format)
    }
}

/// Adds to what is stated of something.
fn more(all: &mut Vec<(String, Vec<String>)>, of: &str, to: Vec<String>) {
    match all.iter_mut().find(|(known, _)| known == of) {
        Some((_, known)) => known.extend(to),
        None => all.push((of.to_owned(), to)),
    }
}

/// The derive macros of a list, with the traits that Rust asks for beside them.
fn derives(text: &str) -> Result<Vec<String>, String> {
    let mut derives = Vec::new();
    for derive in text.split(',').map(str::trim).filter(|derive| !derive.is_empty()) {
        let path: syn::Path = syn::parse_str(derive).map_err(|_| {
            format!("expected names of traits, such as `Eq, Hash`, found `{derive}`")
        })?;
        let last = path.segments.last().map(|segment| segment.ident.to_string());
        match last.as_deref() {
            Some("Clone" | "Debug" | "Default" | "PartialEq" | "Serialize" | "Deserialize") => {
                return Err(format!("`{derive}` is there wherever it can be, or is the runtime's"));
            }
            Some("Ord") if path.segments.len() == 1 => {
                derives.extend(["PartialOrd", "Eq"].map(str::to_owned));
            }
            Some("Copy" | "Eq" | "Hash" | "PartialOrd") if path.segments.len() == 1 => {}
            // A derive macro of a crate is named from that crate on.
            Some(_) if path.segments.len() > 1 => {}
            _ => {
                let from = "the path of a derive macro from its crate on";
                return Err(format!(
                    "expected {from}, such as `schemars::JsonSchema`, found `{derive}`"
                ));
            }
        }
        let segments: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        let first = segments.first().map(String::as_str);
        let leading = segments.len() > 1 && first != Some("crate");
        derives.push(format!("{}{}", if leading { "::" } else { "" }, segments.join("::")));
    }
    match derives.is_empty() {
        true => Err("expected names of traits, such as `Eq, Hash`, found nothing".to_owned()),
        false => Ok(derives),
    }
}

/// An attribute, as it is written between its brackets.
fn attribute(text: &str) -> Result<String, String> {
    let inner = text.strip_prefix("#[").and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let meta: syn::Meta = syn::parse_str(inner)
        .map_err(|_| format!("expected an attribute, such as `cfg_attr(..)`, found `{text}`"))?;
    let path = meta.path().segments.first().map(|segment| segment.ident.to_string());
    match path.as_deref() {
        Some("serde") => {
            Err("how values are read and written is the runtime's, so that `serde` says nothing"
                .into())
        }
        Some("derive") => Err("expected no `derive`, which is stated as such".to_owned()),
        _ => Ok(inner.trim().to_owned()),
    }
}

/// Whether a text is a name as Rust has it, among the letters that every keyboard has.
fn is_name(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphabetic();
    text.starts_with(is_letter) && text.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

fn find<'a, T>(all: &'a [(String, T)], of: &str) -> Option<&'a T> {
    all.iter().find(|(known, _)| known == of).map(|(_, to)| to)
}

fn set<T: PartialEq>(all: &mut Vec<(String, T)>, of: &str, to: T) -> Result<(), String> {
    match find(all, of) {
        Some(known) if *known != to => Err(format!("`{of}` is stated twice")),
        Some(_) => Ok(()),
        None => {
            all.push((of.to_owned(), to));
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_kept_once() {
        let mut all = Customising::default();
        let statement = |to| Statement::new(Customisation::Format, "date", to);
        assert_eq!(all.add(&statement("jiff::civil::Date")), Ok(()));
        assert_eq!(all.add(&statement("::jiff::civil::Date")), Ok(()));
        let twice = all.add(&statement("time::Date"));
        assert_eq!(twice, Err("`date` is stated twice".to_owned()));
        let found = all.type_of_format("date").map(CustomPath::as_str);
        assert_eq!(found, Some("::jiff::civil::Date"));
        let both = "a_b::C<d::E, std::F>";
        assert_eq!(all.add(&Statement::new(Customisation::Type, "G", both)), Ok(()));
        assert_eq!(all.crates(), ["a_b", "d", "jiff"]);
        for (about, to, expected) in [
            (Customisation::Derive, "Ord, a::B", Ok(())),
            (Customisation::Derive, "serde::Serialize", Err("is the runtime's")),
            (Customisation::Derive, "B", Err("found `B`")),
            (Customisation::Derive, "a b", Err("found `a b`")),
            (Customisation::Attribute, "#[cfg_attr(test, derive(a::B))]", Ok(())),
            (Customisation::Attribute, "serde(default)", Err("`serde` says nothing")),
            (Customisation::Attribute, "derive(Eq)", Err("stated as such")),
            (Customisation::Closed, "", Ok(())),
            (Customisation::Closed, "x", Err("found `=x`")),
            (Customisation::Behind, "Rc", Err("found `Rc`")),
        ] {
            match (all.add(&Statement::new(about, "A", to)), expected) {
                (Ok(()), Ok(())) => {}
                (Err(reason), Err(expected)) => assert!(reason.contains(expected), "{reason}"),
                (found, _) => panic!("{to}: {found:?}"),
            }
        }
        assert_eq!(
            all.derives,
            [("A".to_owned(), ["PartialOrd", "Eq", "Ord", "::a::B"].map(str::to_owned).to_vec())]
        );
        assert_eq!(all.crates(), ["a_b", "d", "jiff", "a"]);
        for odd in ["", "a b", "2a", "r#type"] {
            let odd = Statement::new(Customisation::Rename, "A", odd);
            assert!(all.add(&odd).is_err(), "{odd:?}");
        }
        let nothing = Statement::of_text(Customisation::Type, "=a::B");
        assert!(all.add(&nothing).is_err());
    }
}
