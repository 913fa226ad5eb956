//! The doors of the client, and how a row passes through each.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use specwright::client::{Builder, CallOptions, Limits, Phase, TransportError};
use specwright::fine_tuning::{CreateFineTuningJobRequest, FineTuningJob, create_fine_tuning_job};
use specwright::openai::OpenAiBuilder;
use specwright::operation::Body;
use specwright::tower::TowerTransport;
use specwright::{Client, Error, Operation, Reply};
use tokio::runtime::Runtime;

use super::jobs::request;

/// A way to make a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    Asynchronous,
    Blocking,
    Tower,
}

/// The credential that no text may ever show.
pub(crate) const KEY: &str = "sk-never-to-be-seen-0123456789";

/// Makes tests of rows: at each door, with the default transport and with another.
macro_rules! at_every_door {
    ($($row:ident,)*) => {
        crate::doors::tests!(asynchronous Asynchronous: $($row)*);
        crate::doors::tests!(blocking Blocking: $($row)*);
        crate::doors::tests!(tower Tower: $($row)*);
    };
}

/// Makes tests of rows that are about the default transport.
macro_rules! with_the_default_transport {
    ($($row:ident,)*) => {
        mod default_transport {
            use super::*;
            crate::doors::tests!(asynchronous Asynchronous: $($row)*);
            crate::doors::tests!(blocking Blocking: $($row)*);
        }
    };
}

macro_rules! tests {
    ($module:ident $door:ident: $($row:ident)*) => {
        mod $module {
            $(#[test] fn $row() { super::$row(crate::doors::Door::$door); })*
        }
    };
}

pub(crate) use {at_every_door, tests, with_the_default_transport};

/// A configuration for tests: impatient, with short waits.
pub(crate) fn configured(url: impl Into<String>) -> Builder {
    specwright::openai::builder()
        .base_url(url)
        .api_key(KEY)
        .timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(2))
        .retry_delay(Duration::from_millis(20), Duration::from_millis(80))
        .max_retry_after(Duration::from_millis(300))
}

impl Door {
    /// Creates a job.
    pub(crate) fn create(self, builder: Builder) -> Result<Reply<FineTuningJob>, Error> {
        self.create_with(builder, CallOptions::new())
    }

    /// Creates a job with options for the call.
    pub(crate) fn create_with(
        self,
        builder: Builder,
        options: CallOptions,
    ) -> Result<Reply<FineTuningJob>, Error> {
        self.create_from(&request(), builder, options)
    }

    /// Creates a job from any request, awaited or waited for.
    pub(crate) fn create_from(
        self,
        request: &CreateFineTuningJobRequest,
        builder: Builder,
        options: CallOptions,
    ) -> Result<Reply<FineTuningJob>, Error> {
        let result = match self {
            Self::Asynchronous | Self::Tower => {
                let client = self.client(builder).with(options);
                RUNTIME.block_on(create_fine_tuning_job(&client, request))
            }
            Self::Blocking => {
                let client = self.client(builder).with(options);
                create_fine_tuning_job(&client, request).send()
            }
        };
        nothing_leaks(&result);
        result
    }

    /// Makes any call.
    pub(crate) fn send<O: Operation>(
        self,
        builder: Builder,
        operation: O,
    ) -> Result<Reply<specwright::operation::Output<O>>, Error> {
        match self {
            Self::Asynchronous | Self::Tower => {
                RUNTIME.block_on(self.client(builder).call(operation))
            }
            Self::Blocking => self.client(builder).call(operation).send(),
        }
    }

    pub(crate) fn client(self, builder: Builder) -> Client {
        let builder = match self {
            Self::Tower => builder.transport(TowerTransport::new(Service::new())),
            Self::Asynchronous | Self::Blocking => builder,
        };
        builder.build().expect("a configuration that can work")
    }
}

/// Every text of a result, its error's sources included.
pub(crate) fn texts<T: std::fmt::Debug>(result: &Result<T, Error>) -> String {
    match result {
        Ok(value) => format!("{value:?} {value:#?}"),
        Err(error) => {
            let mut text = format!("{error} {error:?} {error:#?}");
            let mut source = error.source();
            while let Some(error) = source {
                text.push_str(&format!(" {error} {error:?}"));
                source = error.source();
            }
            text
        }
    }
}

/// No text of a result shows the key.
pub(crate) fn nothing_leaks<T: std::fmt::Debug>(result: &Result<T, Error>) {
    let texts = texts(result);
    assert!(!texts.contains(KEY), "the key is in: {texts}");
}

pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// A service as someone else would write it, over a client of their own.
#[derive(Clone)]
struct Service(reqwest::Client);

impl Service {
    fn new() -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .tls_certs_only([])
            .build();
        Self(client.expect("a client"))
    }
}

impl tower_service::Service<Request<Body>> for Service {
    type Response = Response<Bytes>;
    type Error = Box<dyn StdError + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let client = self.0.clone();
        assert!(request.extensions().get::<Limits>().is_some(), "a service is told the limits");
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(reqwest::Body::wrap))?;
            let answer = client.execute(request).await.map_err(|error| {
                // What the service knows about the way, it says.
                let phase = if error.is_connect() { Phase::Unsent } else { Phase::Sent };
                TransportError::failed(phase, error.without_url())
            })?;
            let mut response = Response::new(());
            *response.status_mut() = answer.status();
            *response.headers_mut() = answer.headers().clone();
            let body = answer.bytes().await.map_err(reqwest::Error::without_url)?;
            Ok(response.map(|()| body))
        })
    }
}
