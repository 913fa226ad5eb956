//! A call that asks for another representation of its answer than it does by itself.

use std::fmt;
use std::marker::PhantomData;

use super::{Caller, NoClient, Operation, Request, RequestBuilder, ResponseBody, Security, Server};
use crate::wire::Invalid;

/// A call of the operation `O` whose success is read as `R`, for which it asks.
///
/// A method of a call makes it, one for each representation that the description has beside the
/// one that the call is read as by itself. It is awaited, or sent, as the call is; without a
/// client it is an [`Operation`].
#[must_use = "a call is not made until it is awaited"]
pub struct Accepting<O, R, C: Caller = NoClient> {
    pub(crate) request: RequestBuilder,
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "it is there for a client"))]
    pub(crate) caller: C::State,
    kinds: PhantomData<fn() -> (O, R)>,
}

impl<O, R, C: Caller> Accepting<O, R, C> {
    /// Returns the call of a request that asks for these media types alone.
    #[doc(hidden)]
    pub fn new(request: RequestBuilder, media_types: &'static str, caller: C::State) -> Self {
        Self { request: request.accept_only(media_types), caller, kinds: PhantomData }
    }

    /// The same call, made by another.
    #[cfg(feature = "client")]
    pub(crate) fn made_by<D: Caller>(
        self,
        caller: impl FnOnce(C::State) -> D::State,
    ) -> Accepting<O, R, D> {
        Accepting { request: self.request, caller: caller(self.caller), kinds: PhantomData }
    }
}

impl<O: Operation, R: ResponseBody, C: Caller> Operation for Accepting<O, R, C> {
    type Success = R;
    type Failure = O::Failure;

    const ID: &'static str = O::ID;
    const SERVERS: &'static [Server] = O::SERVERS;
    const SECURITY: Security = O::SECURITY;
    const REDIRECTS: &'static [&'static str] = O::REDIRECTS;

    fn request(self) -> Result<Request, Invalid> {
        self.request.finish()
    }
}

impl<O: Operation, R, C: Caller> fmt::Debug for Accepting<O, R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Accepting").field(&O::ID).finish_non_exhaustive()
    }
}
