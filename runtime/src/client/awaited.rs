//! A call that was begun and not yet made: a value, to be awaited.

mod calling;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

#[cfg(feature = "blocking")]
use http::HeaderValue;
use http::Response;

pub use self::calling::Calling;
use super::call;
use super::options::CallOptions;
use super::stream::{ByteStream, Incoming};
use super::{Client, Described};
use crate::error::{ConfigError, Error};
use crate::operation::{self, Framing, Operation, ResponseBody};
use crate::reply::Reply;
use crate::wire::{DecodeError, Invalid};

/// A call of an operation, which is made when it is awaited.
///
/// It owns all it needs: its request was built and checked when it was begun, and an argument that
/// breaks a limit is the error of the call. Dropping it cancels the call; what was sent by then
/// stays sent.
///
/// ```no_run
/// # async fn example(client: specwright::Client) -> Result<(), specwright::Error> {
/// use std::time::Duration;
///
/// use specwright::CallOptions;
/// use specwright::fine_tuning::requests::RetrieveFineTuningJob;
///
/// let call = client.call(RetrieveFineTuningJob::new("ftjob-1"));
/// let job = call.with(CallOptions::new().timeout(Duration::from_secs(5))).await?;
/// # #[cfg(feature = "blocking")]
/// let job = client.call(RetrieveFineTuningJob::new("ftjob-1")).send()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is not made until it is awaited"]
pub struct Call<T> {
    described: Described,
    /// Taken once it is being made.
    request: Option<Result<operation::Request, Invalid>>,
    caller: Calling,
    read: Read<T>,
}

/// How the answer of a call is read.
enum Read<T> {
    Whole(fn(&operation::Response) -> Result<T, DecodeError>),
    /// Not at all: it is handed over while it arrives.
    Streamed(fn(ByteStream) -> T),
    /// Item by item.
    Items(Framing, fn(Box<call::Call>, ByteStream, Framing) -> T),
}

/// What of an answer is taken from the transport, and what is kept beside it.
#[derive(Clone, Copy)]
enum Taken {
    Whole,
    Streamed,
    Items(Framing),
}

/// An answer, and the call that brought it back where its items ask for that.
pub(super) type Answered = (Response<Incoming>, Option<Box<call::Call>>);

impl<T> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Read<T> {}

/// What is the same for all calls: a request becomes a response.
pub(super) struct Exchange {
    pub(super) response: Pin<Box<dyn Future<Output = Result<Answered, Error>> + Send>>,
    /// The key that every attempt carries.
    #[cfg(feature = "blocking")]
    pub(super) key: Option<HeaderValue>,
}

impl<T> Call<T> {
    /// Begins a call whose answer is read as a whole.
    #[inline]
    pub(super) fn of<O: Operation<Success: ResponseBody<Output = T>>>(
        client: &Client,
        operation: O,
    ) -> Self {
        Self::begin(
            client,
            Described::of::<O>(),
            operation.request(),
            Read::Whole(O::Success::read),
        )
    }

    fn begin(
        client: &Client,
        described: Described,
        request: Result<operation::Request, Invalid>,
        read: Read<T>,
    ) -> Self {
        Self { described, request: Some(request), caller: Calling::new(client), read }
    }

    /// The call, made differently: options that its client already has stay where the new ones
    /// say nothing. Once it is being made nothing changes any more.
    pub fn with(mut self, options: CallOptions) -> Self {
        self.caller.with(options);
        self
    }

    /// Makes the call, and waits until it is done; see [`Client`] for where not to.
    ///
    /// # Errors
    /// Those of the call; see [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send(mut self) -> Result<Reply<T>, Error> {
        let exchange = self.exchange();
        let answered = self.caller.client.wait_for(exchange)?;
        self.reply(answered)
    }

    fn exchange(&mut self) -> Exchange {
        match (self.caller.exchange.take(), self.request.take()) {
            (Some(exchange), _) => exchange,
            (None, Some(request)) => {
                exchange(&self.caller.client, self.described, request, self.read.taken())
            }
            // As for every future: nobody asks one that is over.
            (None, None) => Exchange::over(),
        }
    }

    fn reply(&self, (response, call): Answered) -> Result<Reply<T>, Error> {
        let client = &self.caller.client;
        match (self.read, call) {
            (Read::Whole(read), _) => client.read(response.map(Incoming::into_bytes), read),
            (Read::Streamed(lend), _) => Ok(client.lend(response, lend)),
            (Read::Items(framing, begin), Some(call)) => {
                Ok(client.lend(response, |body| begin(call, body, framing)))
            }
            // The exchange of items always keeps its call.
            (Read::Items(..), None) => Err(ConfigError::new("the call was not kept").into()),
        }
    }
}

impl Call<ByteStream> {
    /// Begins a call whose answer is handed over while it arrives.
    #[inline]
    pub(super) fn streamed<O: Operation>(client: &Client, operation: O) -> Self {
        let read = Read::Streamed(std::convert::identity);
        Self::begin(client, Described::of::<O>(), operation.request(), read)
    }
}

impl<T> Future for Call<T> {
    type Output = Result<Reply<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut exchange = self.exchange();
        match exchange.response.as_mut().poll(context) {
            Poll::Ready(response) => Poll::Ready(response.and_then(|it| self.reply(it))),
            Poll::Pending => {
                self.caller.exchange = Some(exchange);
                Poll::Pending
            }
        }
    }
}

impl<T> Read<T> {
    fn taken(&self) -> Taken {
        match self {
            Self::Whole(_) => Taken::Whole,
            Self::Streamed(_) => Taken::Streamed,
            Self::Items(framing, _) => Taken::Items(*framing),
        }
    }
}

fn exchange(
    client: &Client,
    described: Described,
    request: Result<operation::Request, Invalid>,
    taken: Taken,
) -> Exchange {
    let call = request.map_err(Error::from).and_then(|request| {
        let mut call = client.prepare(described, request)?;
        call.authenticate()?;
        if !matches!(taken, Taken::Whole) {
            call.stream();
        }
        Ok(call)
    });
    Exchange {
        #[cfg(feature = "blocking")]
        key: call.as_ref().ok().and_then(|call| call.idempotency_key().cloned()),
        response: Box::pin(async move {
            let mut call = call?;
            let response = call.run().await?;
            let Taken::Items(framing) = taken else { return Ok((response, None)) };
            let (response, call) = call.into_items(response, framing).await?;
            Ok((response, Some(call)))
        }),
    }
}

impl Exchange {
    /// One that is over, which nobody asks.
    fn over() -> Self {
        Self {
            #[cfg(feature = "blocking")]
            key: None,
            response: Box::pin(std::future::pending()),
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.described.id).finish()
    }
}
