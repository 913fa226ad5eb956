//! Reads the texts of a description: its document, overlays, and the files that it refers to.

use super::Document;
use super::named::may_name;
use crate::config::{LoadFailure, Loader};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Quoting, Sink, SourceText};
use crate::pointer::FileId;
use crate::read::neighbour::{self, claims_to_describe, describes, is_whole};
use crate::read::source::{self, Node, Value, Wanted};
use crate::read::walk::Names;

impl Document {
    /// Adds a text that diagnostics may point into, such as an overlay's.
    pub fn add_text(
        texts: &mut Vec<SourceText>,
        name: &str,
        content: String,
    ) -> Result<Node, Diagnostics> {
        Self::add_part(texts, name, content, Wanted::Everything)
    }

    /// The same where only a part of the tree is wanted.
    pub fn add_part(
        texts: &mut Vec<SourceText>,
        name: &str,
        content: String,
        wanted: Wanted<'_>,
    ) -> Result<Node, Diagnostics> {
        let file = FileId(u16::try_from(texts.len()).unwrap_or(u16::MAX));
        match source::read_wanted(name, content, file, wanted) {
            Ok((node, text)) => {
                let is_known = is_whole(&node);
                texts.push(if is_known { text } else { text.quoted(Quoting::Place) });
                Ok(node)
            }
            Err((problem, text)) => {
                let is_known = claims_to_describe(&text.content);
                texts.push(if is_known { text } else { text.quoted(Quoting::Place) });
                let problem = if is_known { *problem } else { neighbour::no_description(&problem) };
                Err(Diagnostics::one(problem, texts))
            }
        }
    }

    /// Reads the files that the document refers to, and those that they refer to.
    ///
    /// A file that is not there is a matter of what refers to it. One outside the document's
    /// folder, and outside the root that a person names, is refused: a description is not trusted
    /// to choose what is read.
    ///
    /// # Errors
    /// Where a reference leads out of there.
    pub fn load_references(
        &mut self,
        loader: Option<&Loader>,
        sink: &mut Sink,
    ) -> Result<(), Diagnostics> {
        // The files of a description may refer back to its document.
        let own = self.texts.first().and_then(|text| text.name.rsplit(['/', '\\']).next());
        let own = own.filter(|own| !own.is_empty()).map(str::to_owned);
        self.files.extend(own.map(|own| (own, FileId::default())));
        let mut next = 0;
        while next < self.roots.len() {
            let file = self.file_of_tree(next);
            let mut references = Vec::new();
            references_to_files(&self.roots[next], Names::OfOpenApi, &mut references);
            next += 1;
            for (reference, location) in references {
                let path = reference.split('#').next().unwrap_or_default();
                match self.load(file, path, loader) {
                    Ok(()) => {}
                    Err(Unread::Missing(reason)) => {
                        self.unread.insert(path.to_owned(), reason);
                    }
                    Err(Unread::Outside(of_what)) => {
                        let message = format!("`{path}` is outside {of_what}");
                        let help = "name a folder that all files of the description stand below as \
                                    their root: `--root DIR` of the command, or the option `root`; \
                                    to do without these files, also set the level of `unreadable` \
                                    to `warn`";
                        sink.push(
                            Diagnostic::new(Code::ReferenceOutside, message)
                                .at(location)
                                .help(help),
                        );
                    }
                }
            }
            sink.gate(&self.texts)?;
        }
        for (index, root) in self.roots.iter().enumerate() {
            let file = self.file_of_tree(index);
            let text = self.texts.get(usize::from(file.0));
            if text.is_none_or(|text| may_name(&text.content)) {
                self.named.collect(root, file);
            }
        }
        Ok(())
    }

    fn load(&mut self, from: FileId, path: &str, loader: Option<&Loader>) -> Result<(), Unread> {
        let missing = |reason: String| Err(Unread::Missing(reason));
        if path.contains("://") {
            return missing(format!("`{path}` is elsewhere, and nothing is fetched"));
        }
        let path = self.path_from(from, path).ok_or(Unread::Outside(FOLDER))?;
        if self.files.contains_key(&path) {
            return Ok(());
        }
        let Some(loader) = loader else {
            return missing(format!("`{path}` is another file, and none were given"));
        };
        let content = match loader(&path) {
            Ok(content) => content,
            Err(LoadFailure::OutsideFolder) => return Err(Unread::Outside(FOLDER)),
            Err(LoadFailure::OutsideRoot) => return Err(Unread::Outside(ROOT)),
            Err(LoadFailure::Unreadable(error)) => {
                return missing(format!("`{path}` cannot be read: {error}"));
            }
        };
        let file = FileId(u16::try_from(self.texts.len()).unwrap_or(u16::MAX));
        match source::read(&path, content, file) {
            Ok((root, text)) => {
                let is_part = describes(&root);
                self.texts.push(if is_part { text } else { text.quoted(Quoting::Nothing) });
                if let Value::String(_) | Value::Number(_) = root.value {
                    return missing(neighbour::no_part(&path, &root, &self.texts));
                }
                self.trees.insert(file, self.roots.len());
                self.roots.push(root);
                self.files.insert(path, file);
                Ok(())
            }
            Err((problem, text)) => {
                self.texts.push(text);
                missing(neighbour::unreadable(&path, &problem, &self.texts))
            }
        }
    }

    fn file_of_tree(&self, index: usize) -> FileId {
        let known = self.trees.iter().find(|(_, tree)| **tree == index);
        known.map(|(file, _)| *file).unwrap_or_default()
    }
}

/// Why a file was not read.
enum Unread {
    /// It is not there, or not what a file of a description is.
    Missing(String),
    /// It stands outside of this.
    Outside(&'static str),
}

const FOLDER: &str = "the folder of the document";
const ROOT: &str = "the folder of the document and the root";

/// The references of a tree that have a path before their fragment. Data that only looks
/// like a reference, as an example may, is none.
fn references_to_files(node: &Node, names: Names, found: &mut Vec<(String, Location)>) {
    match &node.value {
        Value::Object(properties) => {
            for (name, property) in properties.iter() {
                // No property of this name is a text: `properties` may be a reference as a whole.
                match (property.string(), names.below(name)) {
                    (Some(reference), _) if name == "$ref" && !reference.starts_with('#') => {
                        found.push((reference.to_owned(), property.location));
                    }
                    (_, Some(below)) => references_to_files(property, below, found),
                    (_, None) => {}
                }
            }
        }
        Value::List(items) => {
            items.iter().for_each(|item| references_to_files(item, Names::OfOpenApi, found));
        }
        _ => {}
    }
}
