//! The client for callers without an asynchronous runtime.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, mpsc};

use http::Request;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::client::{self, CallOptions, Incoming, Phase, TransportError};
use crate::error::{Ambiguous, ConfigError, Error};
use crate::operation::{Body, Operation, Output, ResponseBody};
use crate::reply::Reply;

/// A client whose calls return when they are done; a clone is cheap.
///
/// A thread of its own runs the connections, so that those that wait for the next call
/// are looked after too. It may be used anywhere, but within an asynchronous runtime a
/// call holds up the thread it is made on: use [`client::Client`] there.
///
/// ```no_run
/// # fn example() -> Result<(), specwright::Error> {
/// let client = specwright::Client::builder().base_url("https://parcels.example/v2").build()?;
/// let client = specwright::blocking::Client::new(client)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    client: client::Client,
    worker: Arc<Worker>,
}

impl Client {
    /// Makes the calls of a client blocking ones: `Client::new(client::Client::builder()….build()?)`.
    ///
    /// # Errors
    /// Where the system has no thread left.
    pub fn new(client: client::Client) -> Result<Self, ConfigError> {
        Ok(Self { client, worker: Arc::new(Worker::start()?) })
    }

    /// This client, doing some things differently; see [`client::Client::with`].
    pub fn with(&self, options: CallOptions) -> Self {
        Self { client: self.client.with(options), worker: Arc::clone(&self.worker) }
    }

    /// Makes a call of an operation, and waits until it is done.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn send<O: Operation>(&self, operation: &O) -> Result<Reply<Output<O>>, Error> {
        let request = operation.request()?;
        let mut call = self.client.prepare(client::Described::of::<O>(), request)?;
        call.authenticate()?;
        let key = call.idempotency_key().map(str::to_owned);
        let response =
            self.worker.wait_for(async move { call.run().await }).unwrap_or_else(|| {
                // Only a transport that panics ends a call so; nobody knows how far it came.
                let error = TransportError::failed(Phase::Sent, "the transport gave up the call");
                Err(Error::Ambiguous(Box::new(Ambiguous::new(error, key))))
            })?;
        self.client.read(response.map(Incoming::into_bytes), O::Success::read)
    }

    /// The request that [`send`](Self::send) would send, without the credentials.
    ///
    /// # Errors
    /// Where the arguments or the options are such that nothing would be sent.
    pub fn request<O: Operation>(&self, operation: &O) -> Result<Request<Body>, Error> {
        self.client.request(operation)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client").field(&self.client).finish()
    }
}

/// A thread with a runtime; it ends with the last client that has it.
struct Worker {
    handle: Handle,
    _alive: oneshot::Sender<()>,
}

impl Worker {
    fn start() -> Result<Self, ConfigError> {
        let failed = |error| ConfigError::new(format!("the client's own thread: {error}"));
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let handle = runtime.handle().clone();
        let (alive, ended) = oneshot::channel::<()>();
        let thread = std::thread::Builder::new().name("specwright".to_owned());
        let run = move || {
            // Nobody sends: the wait is for the sender's end.
            let _ = runtime.block_on(ended);
        };
        thread.spawn(run).map_err(failed)?;
        Ok(Self { handle, _alive: alive })
    }

    /// Runs a future on the thread; `None` if there is no thread any more.
    fn wait_for<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        let (done, result) = mpsc::sync_channel(1);
        self.handle.spawn(async move {
            let _ = done.send(future.await);
        });
        result.recv().ok()
    }
}
