//! A description and what it refers to: `$ref` within the document and across files.

mod load;
mod named;

use foldhash::HashMap;
use percent_encoding::percent_decode_str;

use self::named::Named;
use super::source::Node;
use crate::diagnostic::{Code, Diagnostic, Location, Quoting, SourceText};
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
    /// The schemas that give themselves names.
    named: Named,
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
            named: Named::default(),
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

    /// The trees of the document and of every file that belongs to it.
    pub(crate) fn roots(&self) -> &[Node] {
        &self.roots
    }

    /// The tree of the document itself.
    pub fn root(&self) -> &Node {
        &self.roots[0]
    }

    /// The same, to be corrected further.
    pub fn root_mut(&mut self) -> &mut Node {
        &mut self.roots[0]
    }

    /// The tree of a file.
    pub(crate) fn tree(&self, file: FileId) -> Option<&Node> {
        self.roots.get(*self.trees.get(&file)?)
    }

    /// The same, to be settled before anybody reads it.
    pub(super) fn tree_mut(&mut self, file: FileId) -> Option<&mut Node> {
        self.roots.get_mut(*self.trees.get(&file)?)
    }

    /// The files whose text has one of these in it.
    pub(super) fn files_with(&self, parts: &[String]) -> Vec<FileId> {
        let has_one = |file: &FileId| {
            let text = self.texts.get(usize::from(file.0));
            text.is_some_and(|text| parts.iter().any(|part| text.content.contains(part)))
        };
        let mut files: Vec<FileId> = self.trees.keys().copied().filter(has_one).collect();
        files.sort_unstable();
        files
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
        self.tree(place.file)?.find(&place.pointer)
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

    /// Where a place really is, if a node on the way to it is a reference.
    #[cfg(feature = "slice")]
    pub(crate) fn canonical_of(&self, place: &Place) -> Place {
        self.canonical(place, 0).unwrap_or_else(|| place.clone())
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
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        if let Some(target) = self.by_name(path, &fragment, from, depth) {
            return Ok(target);
        }
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
        let is_anchor = !fragment.is_empty() && !fragment.starts_with('/');
        let target = Place { file, pointer: Pointer::parse(&fragment) };
        if is_anchor {
            let target = self.named.anchor(&fragment, &Place { file, pointer: Pointer::root() });
            return target.cloned().ok_or_else(|| {
                let message = format!("the reference `{reference}` refers to nothing");
                let help = "a reference within a document is `#/` with the way to a schema, or `#` \
                            with its `$anchor`";
                Box::new((*problem(Code::DanglingReference, message)).help(help))
            });
        }
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

    /// What a reference refers to within a schema that has an `$id`, or that it finds by that.
    fn by_name(&self, path: &str, fragment: &str, from: &Place, depth: usize) -> Option<Place> {
        let resource = match path {
            "" => self.named.around(from)?,
            path => self.named.resource(path, from)?.clone(),
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            let pointer = Pointer::parse(&format!("{}{fragment}", resource.pointer));
            return self.canonical(&Place { file: resource.file, pointer }, depth);
        }
        self.named.anchor(fragment, &resource).cloned()
    }

    /// Whether a `$dynamicRef` means one schema, whichever way leads to it: then it is as good as a
    /// `$ref` (JSON Schema Core, section 8.2.3.2).
    pub fn is_certain(&self, dynamic_reference: &str) -> bool {
        let name = dynamic_reference.split_once('#').map_or("", |(_, fragment)| fragment);
        name.starts_with('/') || self.named.is_certain(name)
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
        let others = self.files.iter().filter(|_| file != FileId::default());
        let known = others.into_iter().find(|(_, id)| **id == file);
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

    /// A reference of one file as another one has to write it; `None` where it is the same, or leads
    /// to no file that was read.
    pub(super) fn as_written_in(
        &self,
        file: FileId,
        reference: &str,
        from: FileId,
    ) -> Option<String> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let target = match path {
            "" => from,
            path => *self.path_from(from, path).and_then(|path| self.files.get(&path))?,
        };
        if target == file {
            return Some(format!("#{fragment}"));
        }
        let path = self.path_of(target)?;
        let (own, _) = self.path_of(file).and_then(|own| own.rsplit_once('/')).unwrap_or_default();
        // Folders in common are left out, since there may be no way back into them: `../other`.
        let mut own = own.split('/').filter(|folder| !folder.is_empty()).peekable();
        let mut rest = path;
        while let (Some(folder), Some((first, others))) = (own.peek(), rest.split_once('/'))
            && *folder == first
        {
            own.next();
            rest = others;
        }
        Some(format!("{}{rest}#{fragment}", "../".repeat(own.count())))
    }

    /// Where a file stands, relative to the document; of the document itself, its name.
    fn path_of(&self, file: FileId) -> Option<&str> {
        let known = self.files.iter().find(|(_, id)| **id == file);
        known.map(|(name, _)| name.as_str())
    }

    /// A path as written in a file, relative to the document; `None` where it is none.
    fn path_from(&self, file: FileId, path: &str) -> Option<String> {
        let mut parts: Vec<&str> = match self.file_name(file) {
            Some(own) => own.split('/').collect(),
            None => Vec::new(),
        };
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => match parts.last() {
                    None | Some(&"..") => parts.push(".."),
                    Some(_) => {
                        parts.pop();
                    }
                },
                part if part.contains(['\\', ':']) => return None,
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}
