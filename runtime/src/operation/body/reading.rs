//! Files and readers while they are sent: read piece by piece, and held against the length that was
//! announced.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::PoisonError;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::{Owner, READ_ALREADY};
use crate::wire::file::{ByteSource, Content, Progress, Source};

/// How many bytes are read at once.
const CHUNK: usize = 128 * 1024;

/// Bytes that are being read, of which so many are left where their number was announced.
pub(super) struct Reading {
    state: State,
    pub(super) left: Option<u64>,
    /// Who is told how many bytes have been handed over, and how many have.
    told: Option<(Progress, u64)>,
}

enum State {
    Stream(ByteSource),
    /// A reader, which is away where a thread reads from it.
    Idle(Box<dyn Read + Send>),
    #[cfg(feature = "client")]
    Away(tokio::task::JoinHandle<ChunkRead>),
    Ended,
}

/// A reader that was read once, and what it yielded.
type ChunkRead = (Box<dyn Read + Send>, io::Result<Vec<u8>>);

impl Reading {
    pub(super) fn begin(
        content: Content,
        left: Option<u64>,
        progress: Option<Progress>,
    ) -> io::Result<Self> {
        let state = match content {
            Content::Disk(path) => State::Idle(Box::new(Unopened { path, file: None })),
            Content::Memory(owner) => {
                State::Idle(Box::new(io::Cursor::new(Bytes::from_owner(Owner(owner)))))
            }
            Content::Reader { source, .. } => {
                match source.lock().unwrap_or_else(PoisonError::into_inner).take() {
                    Some(Source::Blocking(reader)) => State::Idle(reader),
                    Some(Source::Stream(stream)) => State::Stream(stream),
                    None => return Err(io::Error::other(READ_ALREADY)),
                }
            }
        };
        Ok(Self { state, left, told: progress.map(|progress| (progress, 0)) })
    }

    pub(super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        let read = match &mut self.state {
            State::Ended => return Poll::Ready(None),
            State::Stream(stream) => match ready!(stream.as_mut().poll_next(context)) {
                Some(chunk) => chunk,
                None => Ok(Bytes::new()),
            },
            _ => ready!(self.poll_reader(context)).map(Bytes::from),
        };
        let counted = read.and_then(|chunk| self.count(chunk));
        match (&counted, &mut self.told) {
            (Ok(chunk), told) if !chunk.is_empty() => {
                if let Some((progress, sent)) = told {
                    *sent += chunk.len() as u64;
                    progress(*sent);
                }
            }
            _ => self.state = State::Ended,
        }
        Poll::Ready(match counted {
            Ok(chunk) if chunk.is_empty() => None,
            counted => Some(counted),
        })
    }

    /// Holds what was read against what was announced.
    fn count(&mut self, chunk: Bytes) -> io::Result<Bytes> {
        let Some(left) = self.left else { return Ok(chunk) };
        let is_end = chunk.is_empty();
        match left.checked_sub(chunk.len() as u64) {
            Some(0) => self.left = Some(0),
            Some(_) if is_end => return Err(changed("fewer")),
            Some(rest) => self.left = Some(rest),
            None => return Err(changed("more")),
        }
        Ok(chunk)
    }

    /// Reads from a reader: on a thread for blocking work, where there is one.
    #[cfg(feature = "client")]
    fn poll_reader(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        let left = self.left;
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Idle(reader) if tokio::runtime::Handle::try_current().is_ok() => {
                    let read = move || read_chunk(reader, left);
                    self.state = State::Away(tokio::task::spawn_blocking(read));
                }
                State::Idle(reader) => {
                    let (reader, read) = read_chunk(reader, left);
                    self.state = State::Idle(reader);
                    return Poll::Ready(read);
                }
                State::Away(mut thread) => match std::pin::Pin::new(&mut thread).poll(context) {
                    Poll::Pending => {
                        self.state = State::Away(thread);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok((reader, read))) => {
                        self.state = State::Idle(reader);
                        return Poll::Ready(read);
                    }
                    // The reader panicked, or the runtime ends.
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
                },
                State::Stream(_) | State::Ended => return Poll::Ready(Ok(Vec::new())),
            }
        }
    }

    #[cfg(not(feature = "client"))]
    fn poll_reader(&mut self, _: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        let State::Idle(reader) = std::mem::replace(&mut self.state, State::Ended) else {
            return Poll::Ready(Ok(Vec::new()));
        };
        let (reader, read) = read_chunk(reader, self.left);
        self.state = State::Idle(reader);
        Poll::Ready(read)
    }
}

/// Reads once. What is the last of an announced length is only handed over when it is seen to
/// be the last, since a request cannot be taken back once it is whole.
fn read_chunk(mut reader: Box<dyn Read + Send>, left: Option<u64>) -> ChunkRead {
    let room =
        left.map_or(CHUNK, |left| usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK)));
    let mut chunk = vec![0; room.max(1)];
    let read = read_some(&mut *reader, &mut chunk).and_then(|count| {
        chunk.truncate(count);
        let is_last = left.is_some_and(|left| left == count as u64 && count > 0);
        if is_last && read_some(&mut *reader, &mut [0])? > 0 {
            return Err(changed("more"));
        }
        Ok(chunk)
    });
    (reader, read)
}

fn read_some(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

fn changed(what: &str) -> io::Error {
    let message = format!("a file has {what} bytes than were announced");
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// A file that is opened where it is read first, which may block.
struct Unopened {
    path: PathBuf,
    file: Option<fs::File>,
}

impl Read for Unopened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.read(buffer),
            none => none.insert(fs::File::open(&self.path)?).read(buffer),
        }
    }
}
