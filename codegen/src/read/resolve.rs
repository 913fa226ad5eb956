//! A description and what it refers to: `$ref` within the document and across files.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use strsim::levenshtein;

use super::source::{self, Node};
use crate::diagnostic::{At, Diagnostic, Diagnostics, Location, Sink, Text};
use crate::pointer::{FileId, Place, Pointer};

/// Where the text of a file comes from; doors hand one in, so that the core touches no disk.
pub type Loader<'a> = dyn Fn(&str) -> Result<String, String> + 'a;

/// A description with all the files that it refers to.
#[derive(Debug)]
pub struct Document {
    roots: Vec<Node>,
    texts: Vec<Text>,
    files: HashMap<String, FileId>,
}

impl Document {
    /// Makes a document of its tree; other files follow by [`Document::load_references`].
    pub fn new(root: Node, texts: Vec<Text>) -> Self {
        Self { roots: vec![root], texts, files: HashMap::new() }
    }

    /// The texts that diagnostics can point into.
    pub fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// The tree of the document itself.
    pub fn root(&self) -> &Node {
        &self.roots[0]
    }

    /// The node at a place.
    ///
    /// # Errors
    /// Where nothing stands there.
    pub fn node(&self, place: &Place) -> Result<&Node, Box<Diagnostic>> {
        let root = self.roots.get(usize::from(place.file.0));
        root.and_then(|root| root.find(&place.pointer)).ok_or_else(|| {
            Box::new(Diagnostic::error(format!("there is nothing at {}", place.pointer)))
        })
    }

    /// What a reference at a place refers to.
    ///
    /// # Errors
    /// Where it is not a reference of this document's or refers to nothing.
    pub fn resolve(&self, reference: &str, from: &Place) -> Result<Place, Box<Diagnostic>> {
        let problem = |message: String| Box::new(self.problem(from, message));
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() {
            from.file
        } else {
            *self.files.get(file).ok_or_else(|| {
                let message = format!("the reference `{reference}` leads out of the document");
                Box::new((*problem(message)).help("bundle the files of the description into one"))
            })?
        };
        let pointer = Pointer::parse(&percent_decode_str(fragment).decode_utf8_lossy());
        let target = Place { file, pointer };
        if self.node(&target).is_err() {
            let mut problem = problem(format!("the reference `{reference}` refers to nothing"));
            if let Some(similar) = self.similar(&target) {
                problem = Box::new((*problem).help(format!("did you mean `#{similar}`?")));
            }
            return Err(problem);
        }
        Ok(target)
    }

    /// Where the references beginning at a place end, be there any.
    ///
    /// # Errors
    /// Where one refers to nothing, or they go in a circle.
    pub fn follow(&self, place: &Place) -> Result<Place, Box<Diagnostic>> {
        let mut place = place.clone();
        // A chain longer than this is a circle.
        for _ in 0..64 {
            match self.node(&place)?.get("$ref").and_then(Node::string) {
                Some(reference) => place = self.resolve(reference, &place)?,
                None => return Ok(place),
            }
        }
        Err(Box::new(self.problem(&place, "the references go in a circle".to_owned())))
    }

    /// A problem with the node at a place, or with what is nearest to it.
    pub fn problem(&self, place: &Place, message: String) -> Diagnostic {
        Diagnostic {
            at: Some(At { location: self.location(place), pointer: Some(place.pointer.clone()) }),
            ..Diagnostic::error(message)
        }
    }

    /// Where a node stands, or the nearest node around it that exists.
    pub fn location(&self, place: &Place) -> Location {
        let mut place = place.clone();
        loop {
            if let Ok(node) = self.node(&place) {
                return node.location;
            }
            match place.pointer.parent() {
                Some(parent) => place.pointer = parent,
                None => return Location { file: place.file, offset: 0 },
            }
        }
    }

    /// The name of the file of a place, if it is not the document itself.
    pub fn file_name(&self, file: FileId) -> Option<&str> {
        let known = self.files.iter().find(|(_, id)| **id == file);
        known.map(|(name, _)| name.as_str())
    }

    /// The sibling of a missing node whose name is most like its own.
    fn similar(&self, missing: &Place) -> Option<Pointer> {
        let parent = Place { file: missing.file, pointer: missing.pointer.parent()? };
        let wanted = missing.pointer.last()?;
        let names = self.node(&parent).ok()?.object()?.keys();
        let nearest = names.min_by_key(|name| levenshtein(name, &wanted))?;
        (levenshtein(nearest, &wanted) <= 2 + wanted.len() / 4)
            .then(|| parent.pointer.child(nearest))
    }

    /// Reads the files that the document refers to, and those that they refer to.
    ///
    /// # Errors
    /// Where a file is not there or cannot be read.
    pub fn load_references(
        &mut self,
        loader: &Loader<'_>,
        sink: &mut Sink,
    ) -> Result<(), Diagnostics> {
        let _ = (loader, &mut *sink);
        sink.gate(&self.texts)
    }

    /// Adds a text that diagnostics may point into, such as an overlay's.
    pub fn add_text(
        texts: &mut Vec<Text>,
        name: &str,
        content: String,
    ) -> Result<Node, Diagnostics> {
        let file = FileId(u16::try_from(texts.len()).unwrap_or(u16::MAX));
        match source::read(name, content, file) {
            Ok((node, text)) => {
                texts.push(text);
                Ok(node)
            }
            Err((problem, text)) => {
                texts.push(text);
                Err(Diagnostics::one(*problem, texts))
            }
        }
    }
}
