//! Makes calls, many at a time, and counts what they cost this process.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde::Serialize;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::Failure;
use crate::subjects::Subject;

/// What calls cost.
#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    /// Processor time of a call, in microseconds: all of it, and the part outside of the kernel.
    cpu: f64,
    user: f64,
    /// Time by the clock of a call, in microseconds; others use the machine too.
    wall: f64,
    /// How often a call allocates, and how many bytes.
    allocations: f64,
    bytes: f64,
    /// The most memory held, in KiB, early on and at the end.
    early_peak: f64,
    peak: f64,
}

/// Which part of the calls is early.
const EARLY: usize = 10;

/// Makes calls with a subject: those that are timed, then those whose allocations are counted.
///
/// Everything happens on this thread, so that the figures are not those of a scheduler.
pub(crate) fn measure<S: Subject>(
    subject: impl FnOnce() -> Result<S, Failure>,
    calls: usize,
    at_once: usize,
) -> Result<Figures, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let subject = Arc::new(runtime.block_on(async { subject() })?);
    let early = calls / EARLY;

    let (before, begun) = (usage()?, Instant::now());
    run(&runtime, &subject, early, at_once)?;
    let early_peak = peak()?;
    run(&runtime, &subject, calls - early, at_once)?;
    let (after, wall, peak) = (usage()?, begun.elapsed(), peak()?);

    let mut counted = Ok(());
    let counts = allocation_counter::measure(|| {
        counted = run(&runtime, &subject, early, at_once);
    });
    counted?;

    let user = user(&after) - user(&before);
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / calls as f64;
    Ok(Figures {
        cpu: micros(user + system(&after) - system(&before)),
        user: micros(user),
        wall: micros(wall),
        allocations: counts.count_total as f64 / early as f64,
        bytes: counts.bytes_total as f64 / early as f64,
        early_peak,
        peak,
    })
}

fn run<S: Subject>(
    runtime: &Runtime,
    subject: &Arc<S>,
    calls: usize,
    at_once: usize,
) -> Result<(), Failure> {
    let begun = Arc::new(AtomicUsize::new(0));
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..at_once {
            let (subject, begun) = (Arc::clone(subject), Arc::clone(&begun));
            tasks.spawn(async move {
                while begun.fetch_add(1, Ordering::Relaxed) < calls {
                    subject.call().await?;
                }
                Ok::<_, Failure>(())
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended??;
        }
        Ok(())
    })
}

fn usage() -> Result<Usage, Failure> {
    Ok(getrusage(UsageWho::RUSAGE_SELF)?)
}

/// The most memory that this process held, in KiB. What `getrusage` says of it, as it does where
/// there is no `/proc`, is not less than what the process held that started this one.
fn peak() -> Result<f64, Failure> {
    let Ok(status) = fs::read_to_string("/proc/self/status") else {
        return Ok(usage()?.max_rss() as f64);
    };
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.split_whitespace().next());
    Ok(peak.ok_or("the system does not say how much memory was held")?.parse()?)
}

fn user(usage: &Usage) -> Duration {
    Duration::from_micros(usage.user_time().num_microseconds().unsigned_abs())
}

fn system(usage: &Usage) -> Duration {
    Duration::from_micros(usage.system_time().num_microseconds().unsigned_abs())
}
