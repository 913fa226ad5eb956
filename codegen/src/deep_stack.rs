//! A thread of its own for what follows a description as deep as it goes.

use std::{panic, thread};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// How much stack the stages get. Schemas refer to each other a thousand deep in real
/// documents, and an entry point may call from a thread with little; memory is taken as it is used.
const STACK: usize = 1 << 30;

/// Runs a stage on a thread of its own. Where none can be had, nothing is generated: with
/// less stack, a description could end the process.
pub fn on_a_deep_stack<T: Send, E: From<Diagnostics> + Send>(
    work: impl FnOnce() -> Result<T, E> + Send,
) -> Result<T, E> {
    thread::scope(|scope| {
        match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic)),
            Err(error) => {
                let message = format!("a thread to generate on cannot be started: {error}");
                let help = format!(
                    "it reserves {} MiB of address space for its stack; look for a limit on threads or memory (`ulimit -a`)",
                    STACK >> 20
                );
                Err(Diagnostics::one(Diagnostic::new(Code::NoThread, message).help(help), &[])
                    .into())
            }
        }
    })
}
