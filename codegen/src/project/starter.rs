//! The project file that somebody begins with.

use std::fmt::Write;
use std::path::Path;

use super::package::{PackageName, path_from};
use crate::api::Api;
use crate::ident;
use crate::printable::printable;

/// What a first project file says: what is known of one description.
#[derive(Clone, Debug)]
pub struct Starter {
    /// What the API is called.
    pub name: String,
    /// `info.title` and `info.version`.
    pub title: String,
    /// The document, relative to the project file.
    pub document: String,
    /// A folder that the other files of the description stand below, likewise.
    pub root: Option<String>,
    /// How many operations it has.
    pub operations: usize,
    /// The first of them.
    pub first: Option<String>,
    /// The first tags of its operations, with how many have each.
    pub tags: Vec<(String, usize)>,
    /// The file of the schema of the project file, for editors.
    pub schema: String,
    /// The overlay that relaxes what examples disprove, and how many those are.
    pub overlay: Option<(String, usize)>,
    /// How many parts of the description cannot be read and are left out.
    pub unreadable: usize,
    /// Whether a module or a crate is written.
    pub home: Home,
}

/// What the generated code is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// A module of the crate that the project file is in.
    Module,
    /// A crate of its own.
    Crate,
}

/// From how many operations on a selection is suggested.
const MANY: usize = 100;

/// The longest name that a title becomes.
const LONGEST: usize = 30;

impl Starter {
    /// What is known of an API, whose document and project file stand here.
    pub fn new(api: &Api, document: &Path, root: Option<&Path>, project: &Path) -> Self {
        let stem = document.file_stem().unwrap_or_default().to_string_lossy();
        let mut tags: Vec<(String, usize)> = Vec::new();
        for group in api.operations.iter().filter_map(|operation| operation.group.as_ref()) {
            match tags.iter_mut().find(|(tag, _)| tag == group) {
                Some((_, count)) => *count += 1,
                None => tags.push((group.clone(), 1)),
            }
        }
        let folder = project.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        Self {
            name: name(&api.title, &stem),
            title: format!("{} {}", api.title, api.version),
            document: path_from(folder, document),
            root: root.map(|root| path_from(folder, root)),
            operations: api.operations.len(),
            first: api.operations.first().map(|operation| operation.id.clone()),
            tags,
            schema: String::new(),
            overlay: None,
            unreadable: 0,
            home: Home::Crate,
        }
    }

    /// The folder that is written into.
    pub fn output(&self) -> String {
        match self.home {
            Home::Module => format!("src/{}", self.name),
            Home::Crate => self.name.clone(),
        }
    }

    /// The project file.
    pub fn render(&self) -> String {
        let mut text = format!(
            "#:schema {}\n\
             # What `specwright generate --config` writes. Paths are relative to this file; a second table\n\
             # `[[generate]]` is a second API. `specwright generate --help` says more of each key.\n\n",
            printable(&self.schema),
        );
        let _ =
            writeln!(text, "# {}, with {} operations.", printable(&self.title), self.operations);
        let _ = writeln!(text, "[[generate]]\nname = {}", quoted(&self.name));
        let _ = writeln!(text, "document = {}", quoted(&self.document));
        if let Some(root) = &self.root {
            let _ = writeln!(text, "root = {}", quoted(root));
        }
        text.push_str(&self.corrections());
        text.push_str(&self.selection());
        let output = quoted(&self.output());
        let name = &self.name;
        match self.home {
            Home::Module => {
                let _ = writeln!(
                    text,
                    "\n# A module of the crate, to be declared as `mod {name};`. The crate depends on `specwright`\n\
                     # with the features `client`, `pattern` and, for `https://`, `rustls`. With\n\
                     # `crate = \"{name}-api\"` the folder becomes a crate.\n\
                     output = {output}"
                );
            }
            Home::Crate => {
                let _ = writeln!(
                    text,
                    "\n# A crate of its own. Without `crate`, the folder is a module of the crate around it.\n\
                     output = {output}\ncrate = {}\n\
                     # The runtime that it depends on, a version or a folder; without it, the version {}.\n\
                     # A folder as long as that is in no registry.\n\
                     # runtime = \"../specwright/runtime\"",
                    quoted(name),
                    env!("CARGO_PKG_VERSION"),
                );
            }
        }
        let _ = writeln!(
            text,
            "\n# What the Rust API promises. Commit this file: the next generation keeps what it says, whatever\n\
             # becomes of the description.\npublished = {}",
            quoted(&format!("{name}.published.txt")),
        );
        text.push_str(&self.rest());
        text
    }

    fn corrections(&self) -> String {
        match &self.overlay {
            Some((file, count)) => format!(
                "# It relaxes what {count} examples of the description disprove. Read it: the example may be wrong.\n\
                 overlays = [{}]\n",
                quoted(file)
            ),
            None => "# Corrections of the description (OpenAPI Overlay), applied in order.\n\
                     # overlays = [\"corrections.overlay.yaml\"]\n"
                .to_owned(),
        }
    }

    /// What may be selected: all tags, where there is more than somebody wants to compile.
    fn selection(&self) -> String {
        let mut text = String::new();
        if self.operations < MANY {
            let _ = writeln!(
                text,
                "\n# What is wanted, with what it reaches; without it, everything. Also `GET /path/*`, `tag:NAME`,\n\
                 # `webhook:NAME`, `schema:NAME`, and `!…` to leave out.\n# operations = [{}]",
                quoted(self.first.as_deref().unwrap_or("schema:*")),
            );
            return text;
        }
        let _ = writeln!(
            text,
            "\n# This is a large description. Take what you call, with what it reaches, and you compile no more\n\
             # than that: a tag, an `operationId`, `GET /path/*`, `schema:NAME`, and `!…` to leave out.\n\
             # operations = [",
        );
        for (tag, count) in &self.tags {
            let _ = writeln!(text, "#     {}, # {count}", quoted(&format!("tag:{tag}")));
        }
        text.push_str("# ]\n");
        text
    }

    fn rest(&self) -> String {
        let mut text = String::new();
        if self.unreadable > 0 {
            let _ = writeln!(
                text,
                "\n# {} places of the description cannot be read, and are left out; without this line they are\n\
                 # errors.\nwarn = [\"unreadable\"]",
                self.unreadable
            );
        }
        text.push_str(
            "\n# functions = \"never\" # types alone; or \"behind-features\"\n\
             # received = \"lenient\" # what is received may lack what the description requires\n",
        );
        text
    }
}

/// What an API is called: its title, where that makes a name, else its document.
fn name(title: &str, stem: &str) -> String {
    let is_name = |name: &String| name.len() <= LONGEST && PackageName::new(name).is_ok();
    // Nothing has a name in Rust, too, which says nothing.
    let is_said = |text: &&str| !text.trim().is_empty();
    let of = |text: &str| Some(text).filter(is_said).map(ident::snake).filter(is_name);
    of(title).or_else(|| of(stem)).unwrap_or_else(|| "api".to_owned())
}

/// A basic string of TOML, whose escapes are JSON's, and one character more.
fn quoted(text: &str) -> String {
    // A text can always be written.
    serde_json::to_string(text).unwrap_or_default().replace('\u{7f}', "\\u007F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_called_by_its_title_if_that_makes_a_name() {
        for (title, stem, expected) in [
            ("Swagger Petstore", "openapi", "swagger_petstore"),
            ("The title of this API is a whole sentence", "petstore", "petstore"),
            ("One: a title, and far too long a one", "std", "api"),
            ("", "pets.v2", "pets_v2"),
        ] {
            assert_eq!(name(title, stem), expected);
        }
    }

    #[test]
    fn any_text_is_a_string_of_toml() {
        for text in ["a\"b\\c", "\u{7f}\u{1}\n", "é \u{202e}"] {
            let table: toml::Table = format!("a = {}", quoted(text)).parse().expect("TOML");
            assert_eq!(table["a"].as_str(), Some(text));
        }
    }
}
