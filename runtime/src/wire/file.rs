//! A file: its name, its media type and its bytes, wherever they come from.

#[cfg(feature = "client")]
mod async_reader;

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::{At, Violation};

/// Bytes with a name and a media type, as `format: binary` and OpenAPI 3.1's `contentMediaType`
/// describe them.
///
/// The bytes lie in memory, on disk ([`open`](Self::open)) or behind a reader
/// ([`from_reader`](Self::from_reader)); the latter two are read while they are sent. A clone
/// shares them. As a body or as a part of one they are sent as they are. Where a description
/// puts a file into JSON, a form or a parameter, it is a string there: text in memory is that
/// string, and anything else is a violation at its place before anything is sent.
///
/// ```
/// use specwright::File;
///
/// let file = File::new("a.png", [137, 80, 78, 71]).with_media_type("image/png");
/// assert_eq!((file.name(), file.length()), (Some("a.png"), Some(4)));
/// ```
///
/// ```no_run
/// use specwright::{File, bytes::Bytes};
///
/// # fn example(
/// #     reader: impl std::io::Read + Send + 'static,
/// #     chunks: impl futures_core::Stream<Item = std::io::Result<Bytes>> + Send + 'static,
/// # ) -> std::io::Result<()> {
/// // Read while it is sent: from its path, of which a call can be repeated; or once.
/// let on_disk = File::open("training.jsonl")?.with_name("data.jsonl");
/// let read = File::from_reader("data.jsonl", reader).with_length(1_000_000);
/// let streamed = File::from_stream("data.jsonl", chunks);
/// # #[cfg(feature = "client")]
/// let asynchronous = File::from_async_reader("data.jsonl", &b"{}"[..]);
/// // In memory: shared, never copied.
/// let shared = File::from_owner("a.json", Bytes::from_static(b"{}"));
/// let text = File::new("note.txt", "text").with_header("X-Part", "1");
/// assert_eq!((text.text(), text.bytes()), (Some("text"), Some(&b"text"[..])));
/// assert_eq!((text.media_type(), text.headers().next()), (None, Some(("X-Part", "1"))));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct File {
    name: Option<String>,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
    content: Content,
    #[cfg_attr(not(feature = "operations"), allow(dead_code, reason = "a body tells it"))]
    progress: Option<Progress>,
}

/// What is told how many bytes have been handed over.
pub(crate) type Progress = Arc<dyn Fn(u64) + Send + Sync>;

/// Where the bytes of a file come from.
#[derive(Clone)]
pub(crate) enum Content {
    Memory(Arc<dyn AsRef<[u8]> + Send + Sync>),
    Disk(PathBuf),
    Reader { source: OneShot, length: Option<u64> },
}

/// What can be read once, by whichever clone of its file is sent first.
pub(crate) type OneShot = Arc<Mutex<Option<Source>>>;

/// What a reader is.
#[cfg_attr(not(feature = "operations"), allow(dead_code, reason = "only bodies are read"))]
pub(crate) enum Source {
    Blocking(Box<dyn Read + Send>),
    #[cfg(feature = "operations")]
    Stream(ByteSource),
}

/// Bytes that arrive asynchronously.
#[cfg(feature = "operations")]
pub(crate) type ByteSource =
    std::pin::Pin<Box<dyn futures_core::Stream<Item = io::Result<bytes::Bytes>> + Send>>;

impl File {
    /// Returns a file of this name and content.
    pub fn new(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self::from(content.into()).with_name(name)
    }

    /// Returns a file of bytes that somebody else holds (`bytes::Bytes`, a memory map); they
    /// are not copied.
    pub fn from_owner(
        name: impl Into<String>,
        content: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Self {
        Self::of(Content::Memory(Arc::new(content))).with_name(name)
    }

    /// Returns the file at a path, with its name there. It is opened and read each time that
    /// it is sent, and has to have the same length then as when its request was built.
    ///
    /// # Errors
    /// Where there is no regular file that can be opened.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        if !fs::File::open(path)?.metadata()?.is_file() {
            let message = format!("{} is not a regular file", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let file = Self::of(Content::Disk(path.to_owned()));
        Ok(match path.file_name() {
            Some(name) => file.with_name(name.to_string_lossy()),
            None => file,
        })
    }

    /// Returns a file of what a reader yields, which can be sent once: a call is not repeated
    /// after it was begun to be read. Its length is unknown until
    /// [`with_length`](Self::with_length) says it; the request is then sent in chunks
    /// (RFC 9112, section 7.1).
    pub fn from_reader(name: impl Into<String>, reader: impl Read + Send + 'static) -> Self {
        Self::of_source(name, Source::Blocking(Box::new(reader)))
    }

    /// Returns a file of what a stream yields; otherwise as [`from_reader`](Self::from_reader).
    #[cfg(feature = "operations")]
    pub fn from_stream(
        name: impl Into<String>,
        stream: impl futures_core::Stream<Item = io::Result<bytes::Bytes>> + Send + 'static,
    ) -> Self {
        Self::of_source(name, Source::Stream(Box::pin(stream)))
    }

    /// Returns a file of what an asynchronous reader yields; otherwise as
    /// [`from_reader`](Self::from_reader).
    #[cfg(feature = "client")]
    pub fn from_async_reader(
        name: impl Into<String>,
        reader: impl tokio::io::AsyncRead + Send + 'static,
    ) -> Self {
        Self::from_stream(name, async_reader::Chunks(Box::pin(reader)))
    }

    fn of_source(name: impl Into<String>, source: Source) -> Self {
        let source = Arc::new(Mutex::new(Some(source)));
        Self::of(Content::Reader { source, length: None }).with_name(name)
    }

    fn of(content: Content) -> Self {
        Self { name: None, media_type: None, headers: Vec::new(), content, progress: None }
    }

    /// Sets the name that the receiver is told. A part without one is told the name of its
    /// property.
    #[must_use]
    pub fn with_name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// Sets the media type that the receiver is told, instead of the described one or
    /// `application/octet-stream`.
    #[must_use]
    pub fn with_media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }

    /// Adds a header to the part that carries the file.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Says how many bytes a reader will yield, so that the request announces its length. With
    /// more or fewer it fails. A file that is no reader knows its own length.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Content::Reader { length, .. } = &mut self.content {
            *length = Some(bytes);
        }
        self
    }

    /// Tells how many of the bytes have been handed over to the connection, each time that some more
    /// are; from the first one on again where a call is repeated. Bytes in memory are handed over
    /// piece by piece then, too. [`length`](Self::length) says how many there are.
    ///
    /// ```
    /// use specwright::File;
    ///
    /// let file = File::new("data.jsonl", "{}\n");
    /// let all = file.length().unwrap_or(0);
    /// let file = file.with_progress(move |sent| println!("{sent} of {all} bytes"));
    /// ```
    #[must_use]
    pub fn with_progress(self, progress: impl Fn(u64) + Send + Sync + 'static) -> Self {
        Self { progress: Some(Arc::new(progress)), ..self }
    }

    /// The name that the receiver is told.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type that the receiver is told.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The headers of the part that carries the file.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The bytes, where they lie in memory.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Memory(owner) => Some((**owner).as_ref()),
            Content::Disk(_) | Content::Reader { .. } => None,
        }
    }

    /// The bytes as text, where they lie in memory and are UTF-8.
    pub fn text(&self) -> Option<&str> {
        self.bytes().and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// How many bytes there are, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.content.length().ok().flatten()
    }

    #[cfg(feature = "operations")]
    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    #[cfg(feature = "operations")]
    pub(crate) fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }
}

impl Content {
    /// How many bytes there are, where that can be known before they are read.
    pub(crate) fn length(&self) -> io::Result<Option<u64>> {
        match self {
            Content::Memory(owner) => Ok(Some((**owner).as_ref().len() as u64)),
            Content::Disk(path) => fs::metadata(path).map(|found| Some(found.len())),
            Content::Reader { length, .. } => Ok(*length),
        }
    }

    /// Whether the bytes can be read: those of a reader only once.
    #[cfg(feature = "operations")]
    pub(crate) fn is_readable(&self) -> bool {
        match self {
            Content::Memory(_) | Content::Disk(_) => true,
            Content::Reader { source, .. } => {
                source.lock().unwrap_or_else(std::sync::PoisonError::into_inner).is_some()
            }
        }
    }
}

impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::of(Content::Memory(Arc::new(content)))
    }
}

impl From<&[u8]> for File {
    fn from(content: &[u8]) -> Self {
        Self::from(content.to_vec())
    }
}

impl From<String> for File {
    fn from(content: String) -> Self {
        Self::of(Content::Memory(Arc::new(content)))
    }
}

impl From<&str> for File {
    fn from(content: &str) -> Self {
        Self::from(content.to_owned())
    }
}

#[cfg(feature = "operations")]
impl From<bytes::Bytes> for File {
    fn from(content: bytes::Bytes) -> Self {
        Self::of(Content::Memory(Arc::new(content)))
    }
}

/// Equal are names, media types and headers, and the bytes in memory, the path or the reader; who is told
/// of the progress is not compared.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let has_same_content = match (&self.content, &other.content) {
            (Content::Memory(one), Content::Memory(other)) => {
                (**one).as_ref() == (**other).as_ref()
            }
            (Content::Disk(one), Content::Disk(other)) => one == other,
            (
                Content::Reader { source: one, length },
                Content::Reader { source: other, length: other_length },
            ) => Arc::ptr_eq(one, other) && length == other_length,
            _ => false,
        };
        has_same_content
            && self.name == other.name
            && self.media_type == other.media_type
            && self.headers == other.headers
    }
}

/// Shows how many bytes there are, not which.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("File");
        shown.field("name", &self.name).field("media_type", &self.media_type);
        match &self.content {
            Content::Memory(owner) => shown.field("bytes", &(**owner).as_ref().len()),
            Content::Disk(path) => shown.field("path", path),
            Content::Reader { length, .. } => shown.field("reader_of_bytes", length),
        };
        shown.finish_non_exhaustive()
    }
}

impl File {
    /// Refuses a file that is no text where it is sent as a string.
    pub(super) fn check(&self, at: At<'_>, violations: &mut Vec<Violation>) {
        if !at.takes_bytes() && self.text().is_none() {
            let message = format!("must be text, since it is sent as a string{}", self.not_text());
            at.refuse(message, violations);
        }
    }

    fn not_text(&self) -> &'static str {
        match self.content {
            Content::Memory(_) => ", but its bytes are not UTF-8",
            Content::Disk(_) | Content::Reader { .. } => ", but it does not lie in memory",
        }
    }
}

/// Why a file cannot be written to a format that has strings only.
pub(crate) const NOT_TEXT: &str = "a file that is not text in memory cannot be a string";
