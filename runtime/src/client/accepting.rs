//! Calls of a client that ask for another representation.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{ByteStream, Call, CallOptions, Calling, Client, Repeated, Waitable};
use crate::error::Error;
use crate::operation::{Accepting, Operation, ResponseBody};
use crate::reply::Reply;

impl<O, R> Accepting<O, R> {
    /// The call, made by a client.
    pub fn by(self, client: &Client) -> Accepting<O, R, Client> {
        self.made_by(|_| Calling::new(client))
    }
}

impl<O: Operation, R: ResponseBody> Accepting<O, R, Client> {
    /// The call, made differently: options that its client already has stay where the new ones say
    /// nothing.
    pub fn with(self, options: CallOptions) -> Self {
        self.made_by(|mut caller| {
            caller.with(options);
            caller
        })
    }

    /// The call, the body of whose success is handed over while it arrives.
    pub fn stream(self) -> Call<ByteStream> {
        self.caller.stream::<Accepting<O, R>>(self.request)
    }

    /// Makes the call, and waits until it is done; not within an asynchronous runtime.
    ///
    /// # Errors
    /// Those of the call; see [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send(self) -> Result<Reply<R::Output>, Error> {
        self.caller.call::<Accepting<O, R>>(self.request).send()
    }
}

impl<O: Operation, R: ResponseBody> Waitable for Accepting<O, R, Client> {
    type Output = R::Output;

    fn repeated(self) -> Repeated<R::Output> {
        self.caller.repeated::<Accepting<O, R>>(self.request)
    }
}

impl<O: Operation, R: ResponseBody> Future for Accepting<O, R, Client> {
    type Output = Result<Reply<R::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { request, caller, .. } = &mut *self;
        caller.poll::<Accepting<O, R>>(request, context)
    }
}
