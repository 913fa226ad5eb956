//! What a client does for an operation's own type of calls, which holds its request.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::{HeaderName, HeaderValue, Response};

use super::{Call, Exchange, Read, Taken, exchange};
use crate::client::items::ItemStream;
use crate::client::options::CallOptions;
use crate::client::stream::{ByteStream, Incoming};
use crate::client::wait::Repeated;
use crate::client::{Client, Described};
use crate::error::Error;
use crate::operation::{Caller, Framing, Operation, Output, RequestBuilder, ResponseBody};
use crate::reply::Reply;
use crate::wire::Wire;

/// A client that makes a call, and the call once it is being made.
#[doc(hidden)]
pub struct Calling {
    pub(super) client: Client,
    pub(super) exchange: Option<Exchange>,
}

impl Caller for Client {
    type State = Calling;
}

// It is so anyway; said, nobody who compiles a call has to find it out of all that is within.
impl Unpin for Calling {}

impl Calling {
    /// What a client keeps of a call that it begins.
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), exchange: None }
    }

    /// Lets the call be made differently.
    pub fn with(&mut self, options: CallOptions) {
        self.client = self.client.with(options);
    }

    /// As `timeout` of a call.
    pub fn timeout(&mut self, timeout: Duration) {
        self.with(CallOptions::new().timeout(timeout));
    }

    /// As `header` of a call.
    pub fn header(&mut self, name: HeaderName, value: HeaderValue) {
        self.with(CallOptions::new().header(name, value));
    }

    /// As `idempotency_key` of a call.
    pub fn idempotency_key(&mut self, key: impl Into<String>) {
        self.with(CallOptions::new().idempotency_key(key));
    }

    /// As `retries` of a call.
    pub fn retries(&mut self, retries: u32) {
        self.with(CallOptions::new().max_retries(retries));
    }

    /// Who makes the call.
    pub(in crate::client) fn client(&self) -> &Client {
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
            pub fn with(mut self, options: $crate::CallOptions) -> Self {
                self.1.with(options);
                self
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
