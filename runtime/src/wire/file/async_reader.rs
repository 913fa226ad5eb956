//! Bytes that are read asynchronously, as a stream of pieces.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

/// What an asynchronous reader yields, piece by piece.
pub(super) struct Chunks<R>(pub(super) Pin<Box<R>>);

const CHUNK: usize = 64 * 1024;

impl<R: AsyncRead> Stream for Chunks<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        let mut chunk = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        let read = ready!(self.0.as_mut().poll_read(context, &mut buffer));
        let count = buffer.filled().len();
        chunk.truncate(count);
        Poll::Ready(match read {
            Ok(()) if count == 0 => None,
            Ok(()) => Some(Ok(chunk.into())),
            Err(error) => Some(Err(error)),
        })
    }
}
