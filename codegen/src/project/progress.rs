//! Tells a person who waits what for.

use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long nothing is said.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does some work, and says on a terminal that it goes on, a second later and then every ten.
///
/// The example of [`Project`](super::Project) tells of each job.
pub fn progress<T>(what: &str, work: impl FnOnce() -> T) -> T {
    if !stderr().is_terminal() {
        return work();
    }
    let (done, waiting) = mpsc::channel::<()>();
    let started = Instant::now();
    thread::scope(|scope| {
        let tell = move || {
            let mut patience = PATIENCE;
            while waiting.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                eprintln!("{what}: still generating, for {} s now", started.elapsed().as_secs());
                patience = 10 * PATIENCE;
            }
        };
        // Where there is no thread for it, nothing is said.
        let _ = thread::Builder::new().spawn_scoped(scope, tell);
        let result = work();
        drop(done);
        result
    })
}
