//! A call that was begun and not yet made: a value, to be awaited.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

#[cfg(feature = "blocking")]
use http::HeaderValue;
use http::Response;

use super::call;
use super::items::ItemStream;
use super::options::CallOptions;
use super::stream::{ByteStream, Incoming};
use super::wait::Repeated;
use super::{Client, Described};
use crate::error::{ConfigError, Error};
use crate::operation::{self, Caller, Framing, Operation, Output, RequestBuilder, ResponseBody};
use crate::reply::Reply;
use crate::wire::{DecodeError, Invalid, Wire};

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

/// A client that makes a call, and the call once it is being made.
#[doc(hidden)]
pub struct Calling {
    client: Client,
    exchange: Option<Exchange>,
}

// It is so anyway; said, nobody who compiles a call has to find it out of all that is within.
impl Unpin for Calling {}

/// What is the same for all calls: a request becomes a response.
pub(super) struct Exchange {
    pub(super) response: Pin<Box<dyn Future<Output = Result<Answered, Error>> + Send>>,
    /// The key that every attempt carries.
    #[cfg(feature = "blocking")]
    pub(super) key: Option<HeaderValue>,
}

impl Caller for Client {
    type State = Calling;
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
    pub fn with(self, options: CallOptions) -> Self {
        Self { caller: self.caller.with(options), ..self }
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

impl Calling {
    /// What a client keeps of a call that it begins.
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), exchange: None }
    }

    /// The same, done differently.
    pub fn with(self, options: CallOptions) -> Self {
        Self { client: self.client.with(options), ..self }
    }

    /// Who makes the call.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// What a wait needs to make a call again and again.
    #[inline]
    pub fn repeated<O: Operation>(self, request: RequestBuilder) -> Repeated<Output<O>> {
        let request = request.finish();
        Repeated::new(self.client, Described::of::<O>(), request, O::Success::read)
    }

    /// The call of an operation whose request is put together.
    #[inline]
    pub fn call<O: Operation>(self, request: RequestBuilder) -> Call<Output<O>> {
        self.begun(Described::of::<O>(), request, Read::Whole(O::Success::read))
    }

    /// The same, the body of whose success is handed over while it arrives.
    #[inline]
    pub fn stream<O: Operation>(self, request: RequestBuilder) -> Call<ByteStream> {
        self.begun(Described::of::<O>(), request, Read::Streamed(std::convert::identity))
    }

    /// The same, whose success is read item by item.
    #[inline]
    pub fn items<O: Operation, T: Wire>(
        self,
        request: RequestBuilder,
        accept: &'static str,
        framing: Framing,
    ) -> Call<ItemStream<T>> {
        let read = Read::Items(framing, ItemStream::begin);
        self.begun(Described::of::<O>(), request.accept_only(accept), read)
    }

    fn begun<T>(self, described: Described, request: RequestBuilder, read: Read<T>) -> Call<T> {
        Call { described, request: Some(request.finish()), caller: self, read }
    }

    /// Polls the call of an operation.
    #[inline]
    pub fn poll<O: Operation>(
        &mut self,
        request: &mut RequestBuilder,
        context: &mut Context<'_>,
    ) -> Poll<Result<Reply<Output<O>>, Error>> {
        let response = ready!(self.response(Described::of::<O>(), request, Taken::Whole, context));
        let response = response.map(|response| response.map(Incoming::into_bytes));
        Poll::Ready(response.and_then(|response| self.client.read(response, O::Success::read)))
    }

    /// Polls the call of an operation, the body of whose success is handed over while it arrives.
    #[inline]
    pub fn poll_stream<O: Operation>(
        &mut self,
        request: &mut RequestBuilder,
        context: &mut Context<'_>,
    ) -> Poll<Result<Reply<ByteStream>, Error>> {
        let taken = Taken::Streamed;
        let response = ready!(self.response(Described::of::<O>(), request, taken, context));
        Poll::Ready(response.map(|response| self.client.lend(response, std::convert::identity)))
    }

    fn response(
        &mut self,
        described: Described,
        request: &mut RequestBuilder,
        taken: Taken,
        context: &mut Context<'_>,
    ) -> Poll<Result<Response<Incoming>, Error>> {
        let client = &self.client;
        let begin = || exchange(client, described, std::mem::take(request).finish(), taken);
        let exchange = self.exchange.get_or_insert_with(begin);
        let response = ready!(exchange.response.as_mut().poll(context));
        // As for every future: nobody asks one that is over.
        self.exchange = Some(Exchange::over());
        Poll::Ready(response.map(|(response, _)| response))
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

/// What a client does for the type of an operation's calls.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_of_a_client {
    ($call:ident) => {
        $crate::__call_of_a_client!($call, poll, call, $crate::operation::Output<$call>);
    };
    ($call:ident, stream) => {
        $crate::__call_of_a_client!($call, poll_stream, stream, $crate::client::ByteStream);
    };
    ($call:ident, $poll:ident, $begin:ident, $output:ty) => {
        impl $call {
            /// The call, made by a client.
            #[inline]
            pub fn by(self, client: &$crate::Client) -> $call<$crate::Client> {
                $call(self.0, $crate::client::Calling::new(client))
            }
        }

        impl $call<$crate::Client> {
            /// The call, made differently: options that its client already has stay where the new
            /// ones say nothing.
            #[inline]
            pub fn with(self, options: $crate::CallOptions) -> Self {
                Self(self.0, self.1.with(options))
            }

            /// The call, the body of whose success is handed over while it arrives.
            #[inline]
            pub fn stream(self) -> $crate::client::Call<$crate::client::ByteStream> {
                self.1.stream::<$call>(self.0)
            }

            $crate::__send!($begin, $call, $output);
        }

        impl $crate::client::Waitable for $call<$crate::Client> {
            type Output = $crate::operation::Output<$call>;

            #[inline]
            fn repeated(self) -> $crate::client::Repeated<Self::Output> {
                self.1.repeated::<$call>(self.0)
            }
        }

        impl ::core::future::Future for $call<$crate::Client> {
            type Output = ::core::result::Result<$crate::Reply<$output>, $crate::Error>;

            #[inline]
            fn poll(
                mut self: ::core::pin::Pin<&mut Self>,
                context: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<Self::Output> {
                let Self(request, calling) = &mut *self;
                calling.$poll::<$call>(request, context)
            }
        }
    };
}

/// The call that blocks.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __send {
    ($begin:ident, $call:ident, $output:ty) => {
        /// Makes the call, and waits until it is done; not within an asynchronous runtime.
        ///
        /// # Errors
        /// Those of the call; see [`Error`]($crate::Error).
        #[inline]
        pub fn send(self) -> ::core::result::Result<$crate::Reply<$output>, $crate::Error> {
            self.1.$begin::<$call>(self.0).send()
        }
    };
}

/// Without the feature `blocking` a call is awaited.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __send {
    ($($any:tt)*) => {};
}
