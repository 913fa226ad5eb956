//! What one call does differently, said on the call itself.
//!
//! The list is closed: the name of each of these methods is one that no parameter's method can
//! have. Whatever else a call can do differently is a [`CallOptions`], for `with`.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::{Call, CallOptions, Client};
use crate::operation::Accepting;

/// Gives a type that has `with` the methods of single options.
macro_rules! options {
    ($visibility:vis) => {
        /// The call, which may take this long, with every attempt and every wait between them.
        $visibility fn timeout(self, timeout: Duration) -> Self {
            self.with(CallOptions::new().timeout(timeout))
        }

        /// The call, which sends a header; it replaces what the client or the operation would send
        /// by this name.
        $visibility fn header(self, name: HeaderName, value: HeaderValue) -> Self {
            self.with(CallOptions::new().header(name, value))
        }

        /// The call, which sends this `Idempotency-Key` instead of a random one.
        $visibility fn idempotency_key(self, key: impl Into<String>) -> Self {
            self.with(CallOptions::new().idempotency_key(key))
        }

        /// The call, which may be made again so often.
        $visibility fn retries(self, retries: u32) -> Self {
            self.with(CallOptions::new().max_retries(retries))
        }
    };
}

impl<T> Call<T> {
    options!(pub);
}

impl<O: crate::operation::Operation, R: crate::operation::ResponseBody> Accepting<O, R, Client> {
    options!(pub);
}

/// Gives the type of an operation's calls those of the options whose names are free.
#[doc(hidden)]
#[macro_export]
macro_rules! __options_of_a_call {
    ($call:ident) => {
        $crate::__options_of_a_call!($call (timeout header idempotency_key retries));
    };
    ($call:ident ($($option:ident)*)) => {
        impl $call<$crate::Client> {
            $($crate::__option_of_a_call!($option);)*
        }
    };
}

/// A method of a call by which it does one thing differently.
#[doc(hidden)]
#[macro_export]
macro_rules! __option_of_a_call {
    (timeout) => {
        /// The call, which may take this long, with every attempt and every wait between them.
        #[inline]
        pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
            self.1.timeout(timeout);
            self
        }
    };
    (header) => {
        /// The call, which sends a header; it replaces what the client or the operation would send
        /// by this name.
        #[inline]
        pub fn header(
            mut self,
            name: $crate::http::HeaderName,
            value: $crate::http::HeaderValue,
        ) -> Self {
            self.1.header(name, value);
            self
        }
    };
    (idempotency_key) => {
        /// The call, which sends this `Idempotency-Key` instead of a random one.
        #[inline]
        pub fn idempotency_key(
            mut self,
            key: impl ::core::convert::Into<::std::string::String>,
        ) -> Self {
            self.1.idempotency_key(key);
            self
        }
    };
    (retries) => {
        /// The call, which may be made again so often.
        #[inline]
        pub fn retries(mut self, retries: u32) -> Self {
            self.1.retries(retries);
            self
        }
    };
}
