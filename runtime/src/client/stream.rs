//! The body of a response: whole, or as a stream that is read while it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::transport::TransportError;

/// The body of a response, as a transport hands it over.
///
/// A transport makes one of bytes, or of a stream; the example of [`Transport`](super::Transport) does so.
///
/// ```
/// use specwright::bytes::Bytes;
/// use specwright::client::{ByteStream, Incoming, TransportError};
///
/// /// Any stream of chunks, whoever it is from.
/// fn incoming(
///     chunks: impl futures_core::Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
/// ) -> Incoming {
///     Incoming::from(ByteStream::new(chunks))
/// }
///
/// let whole = Incoming::from("{}");
/// let streamed: ByteStream = whole.into_stream();
/// ```
#[derive(Debug)]
pub enum Incoming {
    /// All of it, decompressed.
    Whole(Bytes),
    /// What arrives of it, decompressed.
    Stream(ByteStream),
}

/// A body while it arrives: bytes, as the server cuts them.
///
/// Events of a `text/event-stream` are not told apart here; a chunk may end within one.
/// Dropping the stream closes the connection. It is a [`Stream`], for the adapters of the
/// crates `futures` and `tokio-stream`; [`chunk`](Self::chunk) needs neither.
/// The example of [`Incoming`] makes one.
///
/// ```no_run
/// # async fn example(client: specwright::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::fine_tuning::download_file;
///
/// let mut body = download_file(&client, "file-1").stream().await?;
/// while let Some(chunk) = body.chunk().await? {
///     println!("{} bytes", chunk.len());
/// }
/// # Ok(())
/// # }
/// ```
pub struct ByteStream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl ByteStream {
    /// Returns a stream of what another yields.
    pub fn new(stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// Where the connection fails before the end, or nothing comes within the call's time.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.0.as_mut().poll_next(context)).await.transpose()
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl Incoming {
    /// Reads all of it, up to a number of bytes.
    ///
    /// # Errors
    /// Where there are more, or the connection fails before the end.
    pub(super) async fn read(self, limit: usize) -> Result<Bytes, TransportError> {
        let mut stream = match self {
            Self::Whole(bytes) if bytes.len() > limit => {
                return Err(TransportError::too_large(limit));
            }
            Self::Whole(bytes) => return Ok(bytes),
            Self::Stream(stream) => stream,
        };
        let mut read = Vec::new();
        while let Some(chunk) = stream.chunk().await? {
            if read.len() + chunk.len() > limit {
                return Err(TransportError::too_large(limit));
            }
            read.extend_from_slice(&chunk);
        }
        Ok(read.into())
    }

    /// The whole body; nothing of one that arrives still.
    pub(crate) fn into_bytes(self) -> Bytes {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Stream(_) => Bytes::new(),
        }
    }

    /// The body as a stream, of one chunk where it is there.
    pub fn into_stream(self) -> ByteStream {
        match self {
            Self::Whole(bytes) => ByteStream::new(One(Some(bytes).filter(|it| !it.is_empty()))),
            Self::Stream(stream) => stream,
        }
    }
}

impl<T: Into<Bytes>> From<T> for Incoming {
    fn from(bytes: T) -> Self {
        Self::Whole(bytes.into())
    }
}

impl From<ByteStream> for Incoming {
    fn from(stream: ByteStream) -> Self {
        Self::Stream(stream)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").finish_non_exhaustive()
    }
}

/// A stream of one chunk at most.
struct One(Option<Bytes>);

impl Stream for One {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
