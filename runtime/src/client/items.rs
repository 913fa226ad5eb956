//! The items of a body while it arrives: typed values, one after another.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::Response;

use super::call::Call;
use super::stream::{ByteStream, Incoming};
use super::transport::{BoxFuture, Phase, TransportError};
use crate::error::Error;
use crate::item_error::ItemError;
use crate::json;
use crate::operation::{Framing, ItemSplitter, Piece};
use crate::wire::{DecodeBudget, DecodeError, Wire};

/// The items of a body while it arrives: events, lines or records, each a value of its own.
///
/// It is a [`Stream`] of `Result<T, Error>`, for the adapters of the crates `futures` and
/// `tokio-stream`; [`next`](Self::next) needs neither, and with the feature `blocking` `wait_next`
/// needs no asynchronous runtime. Dropping it closes the connection.
///
/// An item that is not what the description says is an [`Error::Item`] with its place, and the
/// items after it follow. What ends the stream before its end is its last item: a body that is cut
/// off within an item, a connection that fails, an item longer than the client accepts. Events of
/// a safe method that have an `id` are asked for again then, by `Last-Event-ID` and after the time
/// that `retry` says, as often in a row as the client repeats a call; a body that ends behind an
/// item has ended.
///
/// ```no_run
/// use specwright::client::{Call, ItemStream};
/// use specwright::{Error, RawJson};
///
/// /// What `.events()` or `.lines()` of a call returns.
/// async fn follow(call: Call<ItemStream<RawJson>>) -> Result<(), Error> {
///     let mut items = call.await?;
///     while let Some(item) = items.next().await {
///         match item {
///             Ok(item) => println!("{item:?}"),
///             // It is not as described; those behind it are read.
///             Err(Error::Item(fault)) => println!("item {}: {fault}", fault.index()),
///             Err(error) => return Err(error),
///         }
///     }
///     println!("the last event was {:?}", items.last_event_id());
///     Ok(())
/// }
///
/// /// The same where there is no asynchronous runtime.
/// # #[cfg(feature = "blocking")]
/// fn follow_blocking(call: Call<ItemStream<RawJson>>) -> Result<(), Error> {
///     let mut items = call.send()?;
///     while let Some(item) = items.wait_next() {
///         println!("{:?}", item?);
///     }
///     Ok(())
/// }
/// ```
pub struct ItemStream<T> {
    state: State,
    items: ItemSplitter,
    framing: Framing,
    /// None while it is being made again.
    call: Option<Box<Call>>,
    read: fn(&[u8], DecodeBudget) -> Result<T, DecodeError>,
    budget: DecodeBudget,
    /// How many items there were.
    index: u64,
    /// How often it was made again since the last item.
    resumed: u32,
}

enum State {
    Open(ByteStream),
    Resuming(BoxFuture<'static, Resumed>),
    Over,
}

type Resumed = (Box<Call>, Result<Response<Incoming>, Error>);

impl<T: Wire> ItemStream<T> {
    /// The items of the body that a call brought back.
    pub(super) fn begin(call: Box<Call>, body: ByteStream, framing: Framing) -> Self {
        let (limit, budget) = (call.max_response_bytes(), call.decode_budget());
        Self {
            state: State::Open(body),
            items: ItemSplitter::new(framing, limit),
            framing,
            call: Some(call),
            read: json::from_slice_within,
            budget,
            index: 0,
            resumed: 0,
        }
    }
}

impl<T> ItemStream<T> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Waits for the next item; not within an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn wait_next(&mut self) -> Option<Result<T, Error>>
    where
        T: Send + 'static,
    {
        let shared = self.call.as_ref()?.shared();
        let state = std::mem::replace(&mut self.state, State::Over);
        let begun = ItemSplitter::new(self.framing, 0);
        let mut stream = Self {
            state,
            items: std::mem::replace(&mut self.items, begun),
            call: self.call.take(),
            ..*self
        };
        // On the thread that runs the connections: the time of a wait passes there.
        let next = async move {
            let item = stream.next().await;
            (stream, item)
        };
        match shared.worker.wait_for(next) {
            Ok(Some((stream, item))) => {
                *self = stream;
                item
            }
            // Only a transport that panics ends a wait so.
            Ok(None) => None,
            Err(error) => Some(Err(error.into())),
        }
    }

    /// The `id` of the last event that had one.
    pub fn last_event_id(&self) -> Option<&str> {
        self.items.last_id()
    }

    /// Takes a piece; `None` where it is the end.
    fn take(&mut self, piece: Piece) -> Option<Result<T, Error>> {
        let index = self.index;
        match piece {
            Piece::End => {
                self.state = State::Over;
                None
            }
            Piece::Item { text, line, is_whole } => {
                self.index += 1;
                self.resumed = 0;
                Some((self.read)(&text, self.budget).map_err(|error| match is_whole {
                    true => self.unreadable(index, line, text, error),
                    // What it lacks was cut off, or it never was what the description says.
                    false if error.pointer().is_none() => {
                        self.state = State::Over;
                        self.error(cut_off(index, line))
                    }
                    false => self.unreadable(index, line, text, error),
                }))
            }
            Piece::CutOff(line) => self.lost(cut_off(index, line)),
            Piece::TooLarge => {
                self.state = State::Over;
                let limit = self.call.as_ref().map_or(0, |call| call.max_response_bytes());
                Some(Err(self.error(TransportError::too_large(limit))))
            }
        }
    }

    /// What comes of a body that ended before its end: it is asked for again, or that is the end.
    fn lost(&mut self, error: TransportError) -> Option<Result<T, Error>> {
        let id = self.items.last_id().filter(|_| self.framing.is_of_events());
        if let Some(id) = id.map(str::to_owned)
            && let Some(mut call) = self.call.take()
        {
            match call.resumption(&id, self.items.retry(), self.resumed) {
                Some(wait) => {
                    self.resumed += 1;
                    self.state = State::Resuming(Box::pin(async move {
                        wait.await;
                        let response = call.run().await;
                        (call, response)
                    }));
                    return None;
                }
                None => self.call = Some(call),
            }
        }
        self.state = State::Over;
        Some(Err(self.error(error)))
    }

    /// Goes on with the body of the call that was made again.
    fn resume(&mut self, (call, response): Resumed) -> Option<Result<T, Error>> {
        self.items.begin_again();
        let response = match response {
            Ok(response) => call.refuse_others(&response, self.framing).map(|()| response),
            Err(error) => Err(error),
        };
        self.call = Some(call);
        match response {
            Ok(response) => {
                self.state = State::Open(response.into_body().into_stream());
                None
            }
            Err(error) => {
                self.state = State::Over;
                Some(Err(error))
            }
        }
    }

    fn unreadable(&self, index: u64, line: u64, text: Bytes, error: DecodeError) -> Error {
        let Some(call) = &self.call else {
            return Error::Item(Box::new(ItemError::new(index, line, text, error)));
        };
        // The error quotes the text, so that it is read again without the credentials.
        let read = |text: &[u8]| (self.read)(text, self.budget).err();
        let (text, error) = call.without_credentials(text, error, read);
        Error::Item(Box::new(ItemError::new(index, line, text, error)))
    }

    fn error(&self, error: TransportError) -> Error {
        match &self.call {
            Some(call) => call.broken_off(error),
            None => Error::Transport(Box::new(error)),
        }
    }
}

fn cut_off(index: u64, line: u64) -> TransportError {
    let text = format!("the body ended within item {index}, which begins in line {line}");
    TransportError::failed(Phase::Reading, text)
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let taken = match &mut this.state {
                State::Over => return Poll::Ready(None),
                State::Resuming(call) => {
                    let resumed = ready!(call.as_mut().poll(context));
                    this.resume(resumed)
                }
                State::Open(body) => match this.items.next() {
                    Some(piece) => this.take(piece),
                    None => match ready!(Pin::new(body).poll_next(context)) {
                        Some(Ok(chunk)) => {
                            this.items.push(chunk);
                            None
                        }
                        Some(Err(error)) => this.lost(error),
                        None => match this.items.finish() {
                            Some(piece) => {
                                let taken = this.take(piece);
                                if matches!(this.state, State::Open(_)) {
                                    this.state = State::Over;
                                }
                                taken
                            }
                            None => {
                                this.state = State::Over;
                                None
                            }
                        },
                    },
                },
            };
            if taken.is_some() {
                return Poll::Ready(taken);
            }
        }
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("ItemStream");
        f.field("framing", &self.framing).field("index", &self.index).finish_non_exhaustive()
    }
}
