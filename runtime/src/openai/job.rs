//! Waits for a fine-tuning job to end, and hands over what it reports meanwhile.

use std::collections::HashSet;
use std::fmt;
use std::future::IntoFuture;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::client::{Client, Wait, Waiting, wait};
use crate::error::Error;
use crate::generated::fine_tuning::{
    FineTuningJob, FineTuningJobEvent, FineTuningJobStatus, ListFineTuningJobEventsResponse,
    list_fine_tuning_events, retrieve_fine_tuning_job,
};
use crate::reply::Reply;

/// Waits until a job has succeeded, has failed or was cancelled: its `status` says which. Every other
/// status, listed in the description or not, is not the end (`validating_files`, `paused`, one that
/// nobody has seen yet).
///
/// ```no_run
/// # async fn example(client: &specwright::Client) -> Result<(), specwright::Error> {
/// use std::time::Duration;
/// use specwright::openai::wait_for_fine_tuning_job;
///
/// let job = wait_for_fine_tuning_job(client, "ftjob-abc123")
///     .deadline(Duration::from_secs(24 * 3600))
///     .events(|event| println!("{}: {}", event.level, event.message))
///     .await?;
/// println!("{}: {:?}", job.status, job.fine_tuned_model);
/// # Ok(())
/// # }
/// ```
///
/// The job is asked for again and again, as by [`wait`]: in intervals that grow, after `Retry-After`
/// where a server asks for that, and in spite of failures that pass. A job that has failed is no
/// error: its `error` says why. Nothing is sent before it is awaited, and nothing after it was
/// dropped; the job itself goes on.
///
/// # Errors
/// Those of [`until`](Wait::until), and of the list of events where [`events`] asks for it.
///
/// [`events`]: WaitForFineTuningJob::events
pub fn wait_for_fine_tuning_job(
    client: &Client,
    fine_tuning_job_id: impl Into<String>,
) -> WaitForFineTuningJob {
    let job = fine_tuning_job_id.into();
    WaitForFineTuningJob {
        wait: wait(retrieve_fine_tuning_job(client, &job)),
        client: client.clone(),
        job,
        pace: Pace::default(),
        events: None,
    }
}

/// A wait for a job that is being configured; see [`wait_for_fine_tuning_job`]. It begins when it is
/// awaited, or sent.
///
/// ```no_run
/// # async fn example(client: specwright::Client) -> Result<(), specwright::Error> {
/// use std::time::Duration;
/// use specwright::fine_tuning::FineTuningJobStatus;
/// use specwright::openai::wait_for_fine_tuning_job;
///
/// let wait = wait_for_fine_tuning_job(&client, "ftjob-abc123")
///     .every(Duration::from_secs(10), Duration::from_secs(120))
///     .deadline(Duration::from_secs(24 * 3600))
///     .max_failures(20)
///     .progress(|job| println!("it is {}, after {:?} tokens", job.status, job.trained_tokens))
///     .events(|event| println!("{}: {}", event.level, event.message));
/// let job = wait.await?; // or `wait.send()?`, where there is no asynchronous runtime
/// match &job.status {
///     FineTuningJobStatus::Failed => println!("{:?}", job.error),
///     _ => println!("{:?}", job.fine_tuned_model),
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is waited for until it is awaited"]
pub struct WaitForFineTuningJob {
    wait: Wait<FineTuningJob>,
    client: Client,
    job: String,
    pace: Pace,
    events: Option<Receiver>,
}

/// What takes the events.
type Receiver = Box<dyn FnMut(FineTuningJobEvent) + Send>;

/// What is said of the wait that holds for its lists of events as well.
#[derive(Clone, Copy, Debug, Default)]
struct Pace {
    every: Option<(Duration, Duration)>,
    max_failures: Option<u32>,
}

impl WaitForFineTuningJob {
    /// How soon the job is asked for a second time, and how long the time between two calls may
    /// become; see [`Wait::every`].
    pub fn every(self, first: Duration, longest: Duration) -> Self {
        let pace = Pace { every: Some((first, longest)), ..self.pace };
        Self { wait: self.wait.every(first, longest), pace, ..self }
    }

    /// How long the wait may take altogether; without it, as long as it takes.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { wait: self.wait.deadline(deadline), ..self }
    }

    /// How many calls in a row may fail in ways that pass; see [`Wait::max_failures`].
    pub fn max_failures(self, failures: u32) -> Self {
        let pace = Pace { max_failures: Some(failures), ..self.pace };
        Self { wait: self.wait.max_failures(failures), pace, ..self }
    }

    /// Looks at the job as it is each time, the last one included.
    pub fn progress(self, progress: impl FnMut(&FineTuningJob) + Send + 'static) -> Self {
        Self { wait: self.wait.progress(progress), ..self }
    }

    /// Takes each event of the job once, the oldest first, from its first one on: those that are there
    /// already when the wait begins, then those that have come each time the job was asked for, its
    /// last ones included, which are asked for when it has ended, and once more where none of them is as
    /// late as its `finished_at`.
    ///
    /// What is new is found by the identifiers of events, so that it does not matter how a server
    /// orders them, and no more pages are asked for than have something new.
    pub fn events(self, receive: impl FnMut(FineTuningJobEvent) + Send + 'static) -> Self {
        Self { events: Some(Box::new(receive)), ..self }
    }

    /// Waits; not within an asynchronous runtime.
    ///
    /// # Errors
    /// Those of [`wait_for_fine_tuning_job`].
    #[cfg(feature = "blocking")]
    pub fn send(self) -> Result<Reply<FineTuningJob>, Error> {
        self.into_future().send()
    }
}

impl IntoFuture for WaitForFineTuningJob {
    type Output = Result<Reply<FineTuningJob>, Error>;
    type IntoFuture = Waiting<FineTuningJob>;

    fn into_future(self) -> Waiting<FineTuningJob> {
        let Self { wait, client, job, pace, events } = self;
        let wait = match events {
            None => wait,
            Some(receive) => {
                let log = Arc::new(Mutex::new(Log { known: HashSet::new(), receive }));
                wait.also(move |answer: &FineTuningJob| {
                    let ended = answer.finished_at.filter(|_| is_over(&answer.status));
                    news(client.clone(), job.clone(), pace, ended, Arc::clone(&log))
                })
            }
        };
        wait.until(|job| is_over(&job.status))
    }
}

fn is_over(status: &FineTuningJobStatus) -> bool {
    use FineTuningJobStatus::{Cancelled, Failed, Succeeded};
    matches!(status, Succeeded | Failed | Cancelled)
}

/// Which events were handed over, and to whom.
struct Log {
    known: HashSet<String>,
    receive: Receiver,
}

/// How many events are asked for at once.
const PAGE: i64 = 100;

/// Hands over the events that have come since the last time. Nothing is handed over before all of
/// them are there, as the newest are on the first page.
///
/// Of a job that has ended, and says when, the list is asked for once more where none of its events is
/// as late: that it has ended may be known before the event that tells it.
async fn news(
    client: Client,
    job: String,
    pace: Pace,
    ended: Option<i64>,
    log: Arc<Mutex<Log>>,
) -> Result<(), Error> {
    let mut found: Vec<FineTuningJobEvent> = Vec::new();
    let mut asked: HashSet<String> = HashSet::new();
    loop {
        let call = list_fine_tuning_events(&client, &job).limit(PAGE);
        let mut page = wait(match found.last() {
            Some(last) => call.after(&*last.id),
            None => call,
        });
        if let Some((first, longest)) = pace.every {
            page = page.every(first, longest);
        }
        if let Some(failures) = pace.max_failures {
            page = page.max_failures(failures);
        }
        let is_first = asked.is_empty();
        let mut looks = 0;
        let is_there = move |page: &ListFineTuningJobEventsResponse| {
            looks += 1;
            let Some(ended) = ended.filter(|_| is_first && looks == 1) else { return true };
            page.data.iter().any(|event| event.created_at >= ended)
        };
        let page = page.until(is_there).await?.into_inner();
        let is_last = !page.has_more || leads_to_nothing_new(&page.data, &log);
        let Some(last) = page.data.last().map(|event| event.id.clone()) else { break };
        found.extend(page.data);
        // A page that came already would come for ever.
        if is_last || !asked.insert(last) {
            break;
        }
    }
    let is_newest_first = !matches!(
        (found.first(), found.last()),
        (Some(first), Some(last)) if first.created_at < last.created_at
    );
    if is_newest_first {
        found.reverse();
    }
    // Of the same second, as the server has them.
    found.sort_by_key(|event| event.created_at);
    let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
    let Log { known, receive } = &mut *log;
    for event in found {
        if known.insert(event.id.clone()) {
            receive(event);
        }
    }
    Ok(())
}

/// Whether what comes behind a page was handed over already: where the newest come first, all that is
/// older than an event that was. Of events of one second it is not known which are older.
fn leads_to_nothing_new(page: &[FineTuningJobEvent], log: &Mutex<Log>) -> bool {
    let (Some(first), Some(last)) = (page.first(), page.last()) else { return true };
    let log = log.lock().unwrap_or_else(PoisonError::into_inner);
    let is_newest_first = first.created_at > last.created_at;
    let may_be = first.created_at == last.created_at && !log.known.contains(&first.id);
    (is_newest_first || may_be) && log.known.contains(&last.id)
}

impl fmt::Debug for WaitForFineTuningJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("WaitForFineTuningJob");
        f.field("job", &self.job).field("wait", &self.wait).finish_non_exhaustive()
    }
}
