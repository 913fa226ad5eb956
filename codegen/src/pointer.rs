//! Where things stand: JSON Pointers, and the documents that they point into.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A JSON Pointer (RFC 6901): `/components/schemas/Job/properties/status`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self(Arc::from(""))
    }

    /// Takes a pointer as it is written; a text that does not begin with `/` points to the root.
    pub fn parse(text: &str) -> Self {
        if text.starts_with('/') { Self(Arc::from(text)) } else { Self::root() }
    }

    /// The pointer to a property or an item of what this one points to.
    pub fn child(&self, segment: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + segment.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        escape_into(segment, &mut text);
        Self(Arc::from(text))
    }

    /// The pointer to an item of what this one points to.
    pub fn item(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// The pointer as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names and indices that the pointer steps through, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.steps().map(Cow::into_owned)
    }

    /// The same, borrowed where nothing is escaped.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let steps = rest.strip_prefix('/')?;
            // Steps are short, for which a search made for long texts is slow.
            let end = steps.bytes().position(|byte| byte == b'/').unwrap_or(steps.len());
            let (step, others) = steps.split_at(end);
            rest = others;
            Some(unescaped(step))
        })
    }

    /// The last name or index.
    pub fn last(&self) -> Option<String> {
        let (_, step) = self.0.rsplit_once('/')?;
        Some(unescaped(step).into_owned())
    }

    /// Whether this points to what another pointer does, or into it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.strip_prefix(&*other.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// What this points into: the pointer without its last step.
    pub fn parent(&self) -> Option<Self> {
        let end = self.0.rfind('/')?;
        Some(Self(Arc::from(&self.0[..end])))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn unescaped(step: &str) -> Cow<'_, str> {
    if step.bytes().any(|byte| byte == b'~') {
        Cow::Owned(step.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(step)
    }
}

fn escape_into(segment: &str, text: &mut String) {
    for character in segment.chars() {
        match character {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            other => text.push(other),
        }
    }
}

/// A file among those that a description consists of; 0 is the document itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u16);

impl FileId {
    /// No file: what stands "in" it is described by several places of files together. A document
    /// of so many files is not read.
    pub(crate) const JOINED: FileId = FileId(u16::MAX);
}

/// A node of a description: the file and the pointer within it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The node of the file.
    pub pointer: Pointer,
}

impl Place {
    /// A node of the document itself.
    pub fn in_document(pointer: Pointer) -> Self {
        Self { file: FileId::default(), pointer }
    }

    /// The place of a property of this node.
    pub fn child(&self, segment: &str) -> Self {
        Self { file: self.file, pointer: self.pointer.child(segment) }
    }

    /// The place of an item of this node.
    pub fn item(&self, index: usize) -> Self {
        Self { file: self.file, pointer: self.pointer.item(index) }
    }

    /// Whether this is the node at another place, or stands in it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.file == other.file && self.pointer.is_within(&other.pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_come_back() {
        let pointer = Pointer::root().child("paths").child("/a~b/{c}").item(3);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b~1{c}/3");
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["paths", "/a~b/{c}", "3"]);
        assert_eq!(pointer.parent().and_then(|parent| parent.last()).as_deref(), Some("/a~b/{c}"));
        assert_eq!(Pointer::root().segments().count(), 0);
        let job = Pointer::root().child("Job");
        assert!(job.child("status").is_within(&job) && job.is_within(&job));
        assert!(!Pointer::root().child("JobList").child("status").is_within(&job));
        assert_eq!(Pointer::root().child("").segments().collect::<Vec<_>>(), [""]);
    }
}
