//! Makes calls for callers without an asynchronous runtime: on a thread that runs the
//! connections of a client, so that those that wait for the next call are looked after too.

use std::fmt;
use std::future::Future;
use std::sync::{Mutex, PoisonError, mpsc};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use super::awaited::{Answered, Exchange};
use super::{Client, Phase, TransportError};
use crate::error::{Ambiguous, ConfigError, Error};

impl Client {
    /// Waits until a call is done.
    pub(super) fn wait_for(&self, exchange: Exchange) -> Result<Answered, Error> {
        let Exchange { response, key } = exchange;
        self.shared.worker.wait_for(response)?.unwrap_or_else(|| {
            // Only a transport that panics ends a call so; nobody knows how far it came.
            let error = TransportError::failed(Phase::Sent, "the transport gave up the call");
            let key = key.as_ref().and_then(|key| key.to_str().ok()).map(str::to_owned);
            Err(Error::Ambiguous(Box::new(Ambiguous::new(error, key))))
        })
    }
}

/// A thread with a runtime, which begins with the first call and ends with the client.
#[derive(Default)]
pub(super) struct Worker(Mutex<Option<Thread>>);

struct Thread {
    handle: Handle,
    _alive: oneshot::Sender<()>,
}

impl Worker {
    /// Runs a future on the thread; `None` if there is no thread any more.
    pub(super) fn wait_for<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Result<Option<T>, ConfigError> {
        let (done, result) = mpsc::sync_channel(1);
        self.handle()?.spawn(async move {
            let _ = done.send(future.await);
        });
        Ok(result.recv().ok())
    }

    fn handle(&self) -> Result<Handle, ConfigError> {
        let mut thread = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*thread {
            Some(thread) => Ok(thread.handle.clone()),
            None => Ok(thread.insert(start()?).handle.clone()),
        }
    }
}

fn start() -> Result<Thread, ConfigError> {
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
    Ok(Thread { handle, _alive: alive })
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}
