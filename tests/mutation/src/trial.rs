//! One run of the generator, on a thread of its own and with a watch beside it.

use std::any::Any;
use std::fmt;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use specwright_codegen::{Failure, Output, generate, generate_file};

use crate::Mutant;
use crate::judge;

/// What came of a mutant, and how long it took.
#[derive(Debug)]
pub struct Trial {
    /// What came of it.
    pub verdict: Verdict,
    /// How long the generator took.
    pub took: Duration,
}

/// What came of a mutant.
#[derive(Debug)]
pub enum Verdict {
    /// Code, all of it in the plan.
    Generated(Box<Output>),
    /// A refusal that says where.
    Refused,
    /// What no document may bring about.
    Fault(Fault),
}

/// What no document may bring about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The generator panicked.
    Panic(String),
    /// It did not come back within this time.
    Hang(Duration),
    /// It wrote what it should not have.
    Escape(String),
    /// It said what is wrong, but not where.
    Nowhere(String),
}

impl Fault {
    /// Whether two mutants show the same fault, as far as can be told.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let kind = |text: &str| text.split(['`', '"', ':']).next().unwrap_or_default().to_owned();
        match (self, other) {
            (Fault::Panic(mine), Fault::Panic(theirs))
            | (Fault::Escape(mine), Fault::Escape(theirs))
            | (Fault::Nowhere(mine), Fault::Nowhere(theirs)) => kind(mine) == kind(theirs),
            (Fault::Hang(_), Fault::Hang(_)) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Panic(message) => write!(f, "panic: {message}"),
            Fault::Hang(limit) => write!(f, "no answer within {limit:?}"),
            Fault::Escape(message) => write!(f, "what was written is not the plan: {message}"),
            Fault::Nowhere(message) => write!(f, "a problem without a place: {message}"),
        }
    }
}

/// A small document takes far less than two seconds; a slow machine must not fail a test, so
/// the guard against one that never ends is generous.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How long judging may take, which reads and prints all of it again.
const JUDGING: Duration = Duration::from_secs(120);

/// Generates from a mutant and judges what comes of it. The thread of one that hangs is left
/// to itself.
pub fn trial(mutant: &Mutant, patience: Duration) -> Trial {
    let (sender, receiver) = mpsc::channel();
    let config = mutant.config();
    let started = Instant::now();
    // What is judged is read by recursion; the generator brings stacks of its own.
    let worker = thread::Builder::new().stack_size(1 << 28).spawn(move || {
        let result = generate(&config);
        let took = started.elapsed();
        // The watch is stopped here; what follows is the judge's time.
        let _ = sender.send(None);
        let verdict = match result {
            Ok(output) => match judge::output(&output).and_then(|()| {
                let (file, _) = generate_file(&config).map_err(bug)?;
                judge::file(&file, &output.plan)
            }) {
                Ok(()) => Verdict::Generated(Box::new(output)),
                Err(fault) => Verdict::Fault(fault),
            },
            Err(Failure::Description(diagnostics)) => match judge::refusal(&diagnostics) {
                Ok(()) => Verdict::Refused,
                Err(fault) => Verdict::Fault(fault),
            },
            Err(failure) => Verdict::Fault(bug(failure)),
        };
        // Whoever asked may have lost patience.
        let _ = sender.send(Some(Trial { verdict, took }));
    });
    let worker = match worker {
        Ok(worker) => worker,
        Err(error) => {
            let fault = Fault::Panic(format!("there is no thread to be had: {error}"));
            return Trial { verdict: Verdict::Fault(fault), took: started.elapsed() };
        }
    };
    let generated = receiver.recv_timeout(patience);
    match generated.and_then(|_| receiver.recv_timeout(JUDGING)) {
        Ok(Some(trial)) => trial,
        Ok(None) | Err(mpsc::RecvTimeoutError::Timeout) => {
            Trial { verdict: Verdict::Fault(Fault::Hang(patience)), took: started.elapsed() }
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let message = worker.join().err().map_or_else(String::new, |panic| said(&*panic));
            Trial { verdict: Verdict::Fault(Fault::Panic(message)), took: started.elapsed() }
        }
    }
}

fn bug(failure: Failure) -> Fault {
    Fault::Escape(match failure {
        Failure::Bug(bug) => format!("not Rust: {}: {}", bug.reason, bug.tokens),
        Failure::Description(problems) => format!("refused the second time: {problems}"),
    })
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
