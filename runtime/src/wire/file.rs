//! The content of a file, as a form of several parts sends it.

use serde::{Deserialize, Deserializer};

use super::{At, Limit, Sink, Violation, Wire};

/// A file: its name, its media type and its bytes.
///
/// In JSON, where a description asks for one all the same, it is a string.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The name that the receiver is told.
    pub name: String,
    /// The media type that the receiver is told.
    pub media_type: String,
    /// The bytes.
    pub content: Vec<u8>,
}

impl File {
    /// A file of a name and bytes, of the media type `application/octet-stream`.
    pub fn new(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            media_type: "application/octet-stream".to_owned(),
            content: content.into(),
        }
    }

    /// The file with another media type.
    #[must_use]
    pub fn media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: media_type.into(), ..self }
    }
}

impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::new("file", content)
    }
}

impl From<&[u8]> for File {
    fn from(content: &[u8]) -> Self {
        Self::new("file", content)
    }
}

/// What begins the text of a file that JSON could not hold as it is: a character that no
/// text for interchange contains (Unicode, "noncharacters").
const PACKED: char = '\u{fdd0}';

impl Wire for File {
    /// A string; its bytes are the file.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(match unpacked(&text) {
            Some(file) => file,
            None => {
                Self { name: String::new(), media_type: String::new(), content: text.into_bytes() }
            }
        })
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        match std::str::from_utf8(&self.content) {
            Ok(text) if self.name.is_empty() => sink.text(text),
            _ => sink.text(&packed(self)),
        }
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn placeholder() -> Self {
        Self::new("", Vec::new())
    }
}

/// A file as a text that keeps all of it: each byte is a character.
fn packed(file: &File) -> String {
    let bytes: String = file.content.iter().map(|byte| char::from(*byte)).collect();
    format!("{PACKED}{}{PACKED}{}{PACKED}{bytes}", file.name, file.media_type)
}

/// The file that a text holds, if it holds one.
pub(crate) fn unpacked(text: &str) -> Option<File> {
    let (name, rest) = text.strip_prefix(PACKED)?.split_once(PACKED)?;
    let (media_type, bytes) = rest.split_once(PACKED)?;
    let content = bytes.chars().map(|byte| u8::try_from(u32::from(byte)).ok());
    Some(File {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        content: content.collect::<Option<_>>()?,
    })
}
