//! A call that was begun and not yet made: a value, to be awaited.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Response;

use super::options::CallOptions;
use super::stream::{ByteStream, Incoming};
use super::{Client, Described};
use crate::error::Error;
use crate::operation::{self, Operation, ResponseBody};
use crate::reply::Reply;
use crate::wire::{DecodeError, Invalid};

/// A call of an operation, which is made when it is awaited.
///
/// It owns all it needs: its request was built and checked when it was begun, and an argument that
/// breaks a limit is the error of the call. Dropping it cancels the call; what was sent by then
/// stays sent.
#[must_use = "a call is not made until it is awaited"]
pub struct Call<T>(State<T>);

enum State<T> {
    Begun(Box<Begun<T>>),
    /// It is being made; at the end its answer is read.
    Made(Exchange, Client, Read<T>),
    Over,
}

struct Begun<T> {
    client: Client,
    described: Described,
    request: Result<operation::Request, Invalid>,
    read: Read<T>,
}

/// How the answer of a call is read.
enum Read<T> {
    Whole(fn(&operation::Response) -> Result<T, DecodeError>),
    /// Not at all: it is handed over while it arrives.
    Streamed(fn(ByteStream) -> T),
}

impl<T> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Read<T> {}

/// What is the same for all calls: a request becomes a response.
type Exchange = Pin<Box<dyn Future<Output = Result<Response<Incoming>, Error>> + Send>>;

impl<T> Call<T> {
    /// Begins a call whose answer is read as a whole.
    #[inline]
    pub(super) fn of<O: Operation<Success: ResponseBody<Output = T>>>(
        client: &Client,
        operation: &O,
    ) -> Self {
        let read = Read::Whole(O::Success::read);
        Self::begin(client, Described::of::<O>(), operation.request(), read)
    }

    fn begin(
        client: &Client,
        described: Described,
        request: Result<operation::Request, Invalid>,
        read: Read<T>,
    ) -> Self {
        let client = client.clone();
        Self(State::Begun(Box::new(Begun { client, described, request, read })))
    }

    /// The call, made differently: options that its client already has stay where the new ones
    /// say nothing. Once it is being made nothing changes any more.
    pub fn with(mut self, options: CallOptions) -> Self {
        if let State::Begun(begun) = &mut self.0 {
            begun.client = begun.client.with(options);
        }
        self
    }
}

impl Call<ByteStream> {
    /// Begins a call whose answer is handed over while it arrives.
    #[inline]
    pub(super) fn streamed<O: Operation>(client: &Client, operation: &O) -> Self {
        let read = Read::Streamed(std::convert::identity);
        Self::begin(client, Described::of::<O>(), operation.request(), read)
    }
}

impl<T> Future for Call<T> {
    type Output = Result<Reply<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let State::Begun(_) = self.0
            && let State::Begun(begun) = std::mem::replace(&mut self.0, State::Over)
        {
            let Begun { client, described, request, read } = *begun;
            let exchange = exchange(&client, described, request, read.is_streamed());
            self.0 = State::Made(exchange, client, read);
        }
        let State::Made(exchange, client, read) = &mut self.0 else {
            // As for every future: nobody asks one that is over.
            return Poll::Pending;
        };
        let response = ready!(exchange.as_mut().poll(context));
        let reply = response.and_then(|response| match *read {
            Read::Whole(read) => client.read(response.map(Incoming::into_bytes), read),
            Read::Streamed(lend) => {
                let (head, body) = response.into_parts();
                let body = lend(body.into_stream());
                let received = client.received(Response::from_parts(head, Bytes::new()));
                Ok(Reply::received(body, received))
            }
        });
        self.0 = State::Over;
        Poll::Ready(reply)
    }
}

impl<T> Read<T> {
    fn is_streamed(&self) -> bool {
        matches!(self, Self::Streamed(_))
    }
}

fn exchange(
    client: &Client,
    described: Described,
    request: Result<operation::Request, Invalid>,
    is_streamed: bool,
) -> Exchange {
    let call = request.map_err(Error::from).and_then(|request| {
        let mut call = client.prepare(described, request)?;
        call.authenticate()?;
        if is_streamed {
            call.stream();
        }
        Ok(call)
    });
    Box::pin(async move { call?.run().await })
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.0 {
            State::Begun(begun) => begun.described.id,
            State::Made(..) => "being made",
            State::Over => "over",
        };
        f.debug_tuple("Call").field(&state).finish()
    }
}
