//! A description and what it refers to: `$ref` within the document and across files.

use foldhash::HashMap;
use percent_encoding::percent_decode_str;

use super::neighbour::{self, claims_to_describe, describes, is_whole};
use super::source::{self, Node, Value, Wanted};
use crate::config::Loader;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Quoting, Sink, SourceText};
use crate::pointer::{FileId, Place, Pointer};
use crate::similar::similar;

/// How many references may stand on the way to what a reference refers to, each on the way
/// to the next.
const DEEPEST_DETOUR: usize = 8;

/// A description with all the files that it refers to.
#[derive(Debug)]
pub struct Document {
    roots: Vec<Node>,
    texts: Vec<SourceText>,
    /// Which tree a file's is; overlays are texts without a tree.
    trees: HashMap<FileId, usize>,
    /// The files beside the document, by their paths relative to it.
    files: HashMap<String, FileId>,
    /// Why a file that something refers to was not read, by the path as it is written.
    unread: HashMap<String, String>,
}

impl Document {
    /// Makes a document of its tree; other files follow by [`Document::load_references`].
    pub fn new(root: Node, texts: Vec<SourceText>) -> Self {
        let trees = HashMap::from_iter([(FileId::default(), 0)]);
        Self {
            roots: vec![root],
            texts,
            trees,
            files: HashMap::default(),
            unread: HashMap::default(),
        }
    }

    /// The texts that diagnostics can point into.
    pub fn texts(&self) -> &[SourceText] {
        &self.texts
    }

    /// The texts alone, once the trees have been read.
    pub fn into_texts(self) -> Vec<SourceText> {
        self.texts
    }

    /// The tree of the document itself.
    pub fn root(&self) -> &Node {
        &self.roots[0]
    }

    /// The same, to be corrected further.
    pub fn root_mut(&mut self) -> &mut Node {
        &mut self.roots[0]
    }

    /// The node at a place.
    ///
    /// # Errors
    /// Where nothing stands there.
    pub fn node(&self, place: &Place) -> Result<&Node, Box<Diagnostic>> {
        self.find(place).ok_or_else(|| {
            Box::new(Diagnostic::new(
                Code::DanglingReference,
                format!("there is nothing at {}", place.pointer),
            ))
        })
    }

    fn find(&self, place: &Place) -> Option<&Node> {
        let index = self.trees.get(&place.file)?;
        self.roots.get(*index)?.find(&place.pointer)
    }

    /// Where a place really is, if a node on the way to it is a reference: a document may
    /// keep all its schemas in another file.
    fn canonical(&self, place: &Place, depth: usize) -> Option<Place> {
        if self.find(place).is_some() {
            return Some(place.clone());
        }
        // Deeper than this, what a reference leads through leads through the reference.
        if depth > DEEPEST_DETOUR {
            return None;
        }
        let mut at = Place { file: place.file, pointer: Pointer::root() };
        for segment in place.pointer.segments() {
            if self.find(&at.child(&segment)).is_none() {
                at = self.follow_below(&at, depth + 1).ok()?;
            }
            at = at.child(&segment);
        }
        self.find(&at).is_some().then_some(at)
    }

    /// What a reference at a place refers to.
    ///
    /// # Errors
    /// Where it is not a reference of this document's or refers to nothing.
    pub fn resolve(&self, reference: &str, from: &Place) -> Result<Place, Box<Diagnostic>> {
        self.resolve_below(reference, from, 0)
    }

    fn resolve_below(
        &self,
        reference: &str,
        from: &Place,
        depth: usize,
    ) -> Result<Place, Box<Diagnostic>> {
        let problem = |code, message: String| Box::new(self.problem(code, from, message));
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if path.is_empty() {
            from.file
        } else {
            let known = self.path_from(from.file, path).and_then(|path| self.files.get(&path));
            *known.ok_or_else(|| {
                let reason = self.unread.get(path).map_or("the file was not read", String::as_str);
                let message = format!("the reference `{reference}` leads nowhere: {reason}");
                Box::new(
                    (*problem(Code::FileUnread, message))
                        .help("bundle the files of the description into one"),
                )
            })?
        };
        let pointer = Pointer::parse(&percent_decode_str(fragment).decode_utf8_lossy());
        let target = Place { file, pointer };
        self.canonical(&target, depth).ok_or_else(|| {
            let problem = problem(
                Code::DanglingReference,
                format!("the reference `{reference}` refers to nothing"),
            );
            match self.similar(&target) {
                Some(similar) => Box::new((*problem).help(format!("did you mean `#{similar}`?"))),
                None => problem,
            }
        })
    }

    /// Where the references beginning at a place end, be there any.
    ///
    /// # Errors
    /// Where one refers to nothing, or they go in a cycle.
    pub fn follow(&self, place: &Place) -> Result<Place, Box<Diagnostic>> {
        self.follow_below(place, 0)
    }

    fn follow_below(&self, place: &Place, depth: usize) -> Result<Place, Box<Diagnostic>> {
        let mut place = place.clone();
        // A chain longer than this is a cycle.
        for _ in 0..64 {
            match self.node(&place)?.get("$ref").and_then(Node::string) {
                Some(reference) => place = self.resolve_below(reference, &place, depth)?,
                None => return Ok(place),
            }
        }
        Err(Box::new(self.problem(
            Code::ReferenceCycle,
            &place,
            "the references go in a cycle".to_owned(),
        )))
    }

    /// The place itself, or, where it only says that it stands in another file, its place there.
    pub fn through_files(&self, place: Place) -> Place {
        let mut place = self.canonical(&place, 0).unwrap_or(place);
        // A chain longer than this is a cycle.
        for _ in 0..64 {
            let properties = self.find(&place).and_then(Node::object);
            let alone = properties.filter(|properties| properties.len() == 1);
            let reference = alone.and_then(|properties| properties.get("$ref")?.string());
            match reference.and_then(|reference| self.resolve(reference, &place).ok()) {
                Some(target) if target.file != place.file => place = target,
                _ => break,
            }
        }
        place
    }

    /// A problem with the node at a place, or with what is nearest to it.
    pub fn problem(&self, code: Code, place: &Place, message: String) -> Diagnostic {
        Diagnostic::new(code, message).at_node(self.location(place), place.pointer.clone())
    }

    /// The node of a pointer as [`pointer_text`](crate::api::pointer_text) writes it.
    pub fn place_of(&self, text: &str) -> Place {
        let other = text.split_once('#').filter(|_| !text.starts_with('/'));
        let known = other.and_then(|(file, pointer)| Some((*self.files.get(file)?, pointer)));
        let (file, pointer) = known.unwrap_or((FileId::default(), text));
        Place { file, pointer: Pointer::parse(pointer) }
    }

    /// Where a node stands, or the nearest node around it that exists.
    pub fn location(&self, place: &Place) -> Location {
        let mut place = place.clone();
        loop {
            if let Some(node) = self.find(&place) {
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
        // A name that is suggested is quoted.
        let text = self.texts.get(usize::from(missing.file.0));
        text.filter(|text| text.quoting == Quoting::Line)?;
        let parent = Place { file: missing.file, pointer: missing.pointer.parent()? };
        let wanted = missing.pointer.last()?;
        let names = self.find(&parent)?.object()?.keys();
        similar(&wanted, names.map(String::as_str)).map(|nearest| parent.pointer.child(nearest))
    }

    /// Reads the files that the document refers to, and those that they refer to.
    ///
    /// A file that is not there is a matter of what refers to it. One outside the document's
    /// folder is refused: a description is not trusted to choose what is read.
    ///
    /// # Errors
    /// Where a reference leads out of the folder.
    pub fn load_references(
        &mut self,
        loader: Option<&Loader>,
        sink: &mut Sink,
    ) -> Result<(), Diagnostics> {
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
                    Err(Unread::Outside) => {
                        let message = format!("`{path}` is outside the folder of the document");
                        let help = "the files of a description stand in or below the folder of its document";
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
        Ok(())
    }

    fn load(&mut self, from: FileId, path: &str, loader: Option<&Loader>) -> Result<(), Unread> {
        let missing = |reason: String| Err(Unread::Missing(reason));
        if path.contains("://") {
            return missing(format!("`{path}` is elsewhere, and nothing is fetched"));
        }
        let path = self.path_from(from, path).ok_or(Unread::Outside)?;
        if self.files.contains_key(&path) {
            return Ok(());
        }
        let Some(loader) = loader else {
            return missing(format!("`{path}` is another file, and none were given"));
        };
        let content = match loader(&path) {
            Ok(content) => content,
            Err(error) => return missing(format!("`{path}` cannot be read: {error}")),
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

    /// A path as written in a file, relative to the document; `None` outside its folder.
    fn path_from(&self, file: FileId, path: &str) -> Option<String> {
        let mut parts: Vec<&str> = match self.file_name(file) {
            Some(own) => own.split('/').collect(),
            None => Vec::new(),
        };
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part if part.contains(['\\', ':']) => return None,
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }

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
}

/// Why a file was not read.
enum Unread {
    /// It is not there, or not what a file of a description is.
    Missing(String),
    /// It stands outside the folder of the document.
    Outside,
}

/// Whose names the properties of an object are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    OfOpenApi,
    /// They are the API's own: a property may be called `example`.
    OfTheApi,
}

/// The references of a tree that have a path before their fragment. Data that only looks
/// like a reference, as an example may, is none.
fn references_to_files(node: &Node, names: Names, found: &mut Vec<(String, Location)>) {
    match &node.value {
        Value::Object(properties) => {
            for (name, property) in properties.iter() {
                let name = if names == Names::OfOpenApi { name.as_str() } else { "" };
                match (name, property.string()) {
                    ("$ref", Some(reference)) if !reference.starts_with('#') => {
                        found.push((reference.to_owned(), property.location));
                    }
                    ("example" | "examples" | "default" | "enum" | "const", _) => {}
                    ("properties" | "patternProperties" | "$defs" | "schemas", _) => {
                        references_to_files(property, Names::OfTheApi, found);
                    }
                    _ => references_to_files(property, Names::OfOpenApi, found),
                }
            }
        }
        Value::List(items) => {
            items.iter().for_each(|item| references_to_files(item, Names::OfOpenApi, found));
        }
        _ => {}
    }
}
