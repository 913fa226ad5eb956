//! The bodies of requests: bytes, files and readers, one after another.

mod reading;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use self::reading::Reading;
use crate::wire::File;
use crate::wire::file::{Content, Progress};

/// The body of a request.
///
/// It implements `http_body::Body`, so that any HTTP client of the asynchronous kind sends
/// it. What lies on disk or behind a reader is read while it is sent, by tokio's threads for
/// blocking work where there is a runtime of tokio (with the feature `client`), and within
/// `poll_frame` otherwise.
///
/// [`as_bytes`](Self::as_bytes) lends the whole of a body that lies in one piece in memory, as
/// all but uploads do.
///
/// ```
/// use specwright::{File, operation::Body};
///
/// let body = Body::from("{}");
/// assert_eq!((body.as_bytes(), body.length()), (Some(&b"{}"[..]), Some(2)));
/// assert!(body.try_clone().is_some() && !body.is_empty());
/// assert!(Body::empty().is_empty());
/// let read_while_it_is_sent = Body::from_file(&File::from_reader("a.txt", &b"text"[..]))?;
/// assert_eq!(read_while_it_is_sent.length(), None);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Default)]
pub struct Body {
    /// Most bodies are of one piece, and need no list.
    first: Option<Piece>,
    more: VecDeque<Piece>,
    /// What is being read. The mutex is never locked; it lends the body to other threads.
    reading: Mutex<Option<Reading>>,
}

/// A part of a body.
#[derive(Clone)]
enum Piece {
    Bytes(Bytes),
    /// What is read while it is sent, its length where that is known, and who is told of the progress.
    Content(Content, Option<u64>, Option<Progress>),
}

impl Body {
    /// Returns a body of no bytes.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Returns a body of the bytes of a file.
    ///
    /// # Errors
    /// Where the file's length cannot be known, since it is not there any more, and where its
    /// reader has been read already.
    pub fn from_file(file: &File) -> io::Result<Self> {
        let mut body = Self::empty();
        body.push_file(file)?;
        Ok(body)
    }

    /// The whole body, where it lies in memory in one piece.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        if self.is_being_read() {
            return None;
        }
        match &self.first {
            _ if !self.more.is_empty() => None,
            None => Some(&[]),
            Some(Piece::Bytes(bytes)) => Some(bytes),
            Some(Piece::Content(..)) => None,
        }
    }

    /// As [`as_bytes`](Self::as_bytes), shared.
    #[cfg(feature = "client")]
    pub(crate) fn to_bytes(&self) -> Option<Bytes> {
        self.as_bytes()?;
        match &self.first {
            Some(Piece::Bytes(bytes)) => Some(bytes.clone()),
            _ => Some(Bytes::new()),
        }
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.length() == Some(0)
    }

    /// How many bytes there are, where that is known; they are announced as `Content-Length`.
    pub fn length(&self) -> Option<u64> {
        let reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = match &*reading {
            Some(reading) => reading.left?,
            None => 0,
        };
        drop(reading);
        self.pieces().try_fold(rest, |sum, piece| Some(sum + piece.length()?))
    }

    /// Returns the same body once more; `None` where a reader in it has been read, or this
    /// one is being read.
    pub fn try_clone(&self) -> Option<Self> {
        if self.is_being_read() || !self.pieces().all(Piece::is_readable) {
            return None;
        }
        let (first, more) = (self.first.clone(), self.more.clone());
        Some(Self { first, more, reading: Mutex::default() })
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.first.iter().chain(&self.more)
    }

    fn push_piece(&mut self, piece: Piece) {
        match self.first {
            None if self.more.is_empty() => self.first = Some(piece),
            _ => self.more.push_back(piece),
        }
    }

    fn is_being_read(&self) -> bool {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Appends bytes.
    pub(super) fn push(&mut self, bytes: impl Into<Bytes>) {
        let bytes = bytes.into();
        if !bytes.is_empty() {
            self.push_piece(Piece::Bytes(bytes));
        }
    }

    /// Appends the bytes of a file, which are not copied.
    ///
    /// # Errors
    /// As [`from_file`](Self::from_file).
    pub(super) fn push_file(&mut self, file: &File) -> io::Result<()> {
        match file.content() {
            Content::Memory(owner) if file.progress().is_none() => {
                self.push(Bytes::from_owner(Owner(Arc::clone(owner))));
            }
            content if !content.is_readable() => return Err(io::Error::other(READ_ALREADY)),
            content => {
                let length = content.length()?;
                let progress = file.progress().cloned();
                self.push_piece(Piece::Content(content.clone(), length, progress));
            }
        }
        Ok(())
    }
}

const READ_ALREADY: &str = "its reader has been read already";

/// Bytes that somebody else holds.
struct Owner(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl Piece {
    fn length(&self) -> Option<u64> {
        match self {
            Piece::Bytes(bytes) => Some(bytes.len() as u64),
            Piece::Content(_, length, _) => *length,
        }
    }

    fn is_readable(&self) -> bool {
        match self {
            Piece::Bytes(_) => true,
            Piece::Content(content, ..) => content.is_readable(),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        let mut body = Self::empty();
        body.push(bytes);
        body
    }
}

/// Shows how many bytes there are, not which.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("length", &self.length()).finish_non_exhaustive()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let body = self.get_mut();
        loop {
            let reading = body.reading.get_mut().unwrap_or_else(PoisonError::into_inner);
            if let Some(begun) = reading {
                match ready!(begun.poll_next(context)) {
                    Some(Ok(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => *reading = None,
                }
                continue;
            }
            match body.first.take().or_else(|| body.more.pop_front()) {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                Some(Piece::Content(content, length, progress)) => {
                    match Reading::begin(content, length, progress) {
                        Ok(begun) => *reading = Some(begun),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.pieces().next().is_none() && !self.is_being_read()
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
