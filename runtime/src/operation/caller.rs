//! Who makes a call: a client, or nobody yet; and what the calls of every operation have alike.

/// Who makes a call: a client, or nobody yet.
///
/// A function of a generated API takes a client, and what it returns is awaited, or sent by a
/// client that blocks. The value behind it can be made without: it builds a request, for whatever
/// else can exchange an [`http::Request`] for an [`http::Response`].
#[diagnostic::on_unimplemented(message = "`{Self}` makes no calls", label = "expected a client")]
pub trait Caller {
    /// What is kept of the caller beside the request.
    #[doc(hidden)]
    type State;
}

/// Nobody: a call that is a request only.
#[derive(Clone, Copy, Debug)]
pub struct NoClient;

impl Caller for NoClient {
    type State = Self;
}

/// Makes a call of an operation: by which id, with what its answers are read, where it goes with
/// which credentials, and which redirects are answers; `stream`, where the body of a success is
/// handed over while it arrives. Options are named where not all of them are methods: a parameter
/// was published by the name of one.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($call:ident {
        id: $id:literal,
        success: $success:ty,
        failure: $failure:ty
        $(, servers: $servers:expr)?
        $(, security: $security:expr)?
        $(, redirects: $redirects:expr)?
        $(, handed_over: $stream:ident)?
        $(, options($($option:ident),*))?
        $(,)?
    }) => {
        impl<C: $crate::operation::Caller> $crate::operation::Operation for $call<C> {
            type Success = $success;
            type Failure = $failure;
            const ID: &'static str = $id;
            $(const SERVERS: &'static [$crate::operation::Server] = {
                #[allow(unused_imports, reason = "a server may have no variables")]
                use $crate::operation::{Server, ServerVariable};
                $servers
            };)?
            $(const SECURITY: $crate::operation::Security = {
                #[allow(unused_imports, reason = "an operation may take no credential")]
                use $crate::operation::{Scheme, SentAs};
                $crate::operation::Security::AnyOf($security)
            };)?
            $(const REDIRECTS: &'static [&'static str] = $redirects;)?

            #[inline]
            fn request(
                self,
            ) -> ::core::result::Result<$crate::operation::Request, $crate::Invalid> {
                self.0.finish()
            }
        }

        impl<C: $crate::operation::Caller> ::core::fmt::Debug for $call<C> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $call {
            /// Reads a response whose status is a success.
            ///
            /// # Errors
            /// Where the body is not what the description says, at which place of it.
            #[inline]
            pub fn response(
                response: &$crate::operation::Response,
            ) -> ::core::result::Result<
                $crate::operation::Output<Self>,
                $crate::DecodeError,
            > {
                <Self as $crate::Operation>::response(response)
            }
        }

        $crate::__call_of_a_client!($call $(, $stream)?);
        $crate::__options_of_a_call!($call $(($($option)*))?);
    };
}

/// Reads the body of an answer by its status: each variant by what reads its body, if it has any;
/// `Other`, as bytes.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_status {
    ($type:ident { $($variant:ident: $status:literal $(=> $read:ident)?),* $(,)? }) => {
        impl $crate::operation::ResponseBody for $type {
            type Output = Self;

            #[inline]
            fn read(
                response: &$crate::operation::Response,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                match $crate::operation::match_status(response, &[$($status),*]) {
                    $($status => $crate::__answer!($type::$variant $(, $read(response))?),)*
                    _ => $crate::operation::read_bytes(response).map(Self::Other),
                }
            }
        }
    };
}

/// The answer of one status, with its body or without.
#[doc(hidden)]
#[macro_export]
macro_rules! __answer {
    ($type:ident::$variant:ident) => {
        ::core::result::Result::Ok($type::$variant)
    };
    ($type:ident::$variant:ident, $read:ident($response:ident)) => {
        $crate::operation::$read($response).map($type::$variant)
    };
}

/// Gives the type of an operation's calls a method for each other representation of its answer,
/// with the media types that it asks for.
#[doc(hidden)]
#[macro_export]
macro_rules! __representations {
    ($call:ident { $($name:ident: $body:ty => $accept:literal),+ $(,)? }) => {
        impl<C: $crate::operation::Caller> $call<C> {
            $(
                #[doc = ::core::concat!("The call, which asks for `", $accept, "`.")]
                #[inline]
                pub fn $name(self) -> $crate::operation::Accepting<$call, $body, C> {
                    $crate::operation::Accepting::new(self.0, $accept, self.1)
                }
            )+
        }
    };
}

/// Gives the type of an operation's calls the method by which its answer is read event by event.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    ($call:ident, $item:ty, $accept:literal, $framing:expr) => {
        impl $call<$crate::Client> {
            /// The call, whose success is read event by event, while it arrives.
            #[inline]
            pub fn events(self) -> $crate::client::Call<$crate::client::ItemStream<$item>> {
                self.1.items::<$call, $item>(self.0, $accept, $framing)
            }
        }
    };
}

/// Gives the type of an operation's calls the method by which its answer is read event by event, of
/// a type that the description says since events were published as texts.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __typed_events {
    ($call:ident, $item:ty, $accept:literal, $framing:expr) => {
        impl $call<$crate::Client> {
            /// The call, whose success is read event by event, each as its type, while it arrives.
            #[inline]
            pub fn typed_events(self) -> $crate::client::Call<$crate::client::ItemStream<$item>> {
                self.1.items::<$call, $item>(self.0, $accept, $framing)
            }
        }
    };
}

/// Without the feature `client` nothing arrives.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __typed_events {
    ($($any:tt)*) => {};
}

/// Gives the type of an operation's calls the method by which its answer is read line by line.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __lines {
    ($call:ident, $item:ty, $accept:literal, $framing:expr) => {
        impl $call<$crate::Client> {
            /// The call, whose success is read line by line, while it arrives.
            #[inline]
            pub fn lines(self) -> $crate::client::Call<$crate::client::ItemStream<$item>> {
                self.1.items::<$call, $item>(self.0, $accept, $framing)
            }
        }
    };
}

/// Gives the type of an operation's calls the methods by which the pages of its list, and the items
/// of all of them, are asked for one after another.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    ($call:ident, $item:ty, $plan:expr) => {
        impl $call<$crate::Client> {
            /// The pages of the list from the one that the call asks for on, each asked for when it
            /// is wanted.
            #[inline]
            pub fn pages(self) -> $crate::client::Pages<$crate::operation::Output<$call>> {
                static PLAN: $crate::operation::PagePlan = $plan;
                $crate::client::Pages::begin::<$call>(self.0, self.1, &PLAN)
            }

            /// The items of these pages, each on its own.
            #[inline]
            pub fn items(self) -> $crate::client::PageItems<$item> {
                static PLAN: $crate::operation::PagePlan = $plan;
                $crate::client::PageItems::begin::<$call>(self.0, self.1, &PLAN)
            }
        }
    };
}

/// Without the feature `client` nothing arrives.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    ($($any:tt)*) => {};
}

/// Without the feature `client` nothing arrives.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    ($($any:tt)*) => {};
}

/// Without the feature `client` nothing arrives.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __lines {
    ($($any:tt)*) => {};
}

/// Without the feature `client` there is nobody to make a call differently.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __options_of_a_call {
    ($($any:tt)*) => {};
}

/// Without the feature `client` there is nobody to make a call.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __call_of_a_client {
    ($($any:tt)*) => {};
}
