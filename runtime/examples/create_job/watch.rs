//! The job while it is trained: a line for each status, and for each event.

use std::time::Duration;

use specwright::fine_tuning::{FineTuningJob, FineTuningJobEvent, FineTuningJobStatus};
use specwright::openai::wait_for_fine_tuning_job;
use specwright::{Client, Error, Reply};

use super::arguments::Mode;
use super::say;

/// Watches a job to its end.
pub(crate) async fn watch(
    client: &Client,
    mode: Mode,
    job: &str,
) -> Result<Reply<FineTuningJob>, Error> {
    say("\nWatch: (a job goes on whether or not somebody watches)");
    let mut before = String::new();
    let wait = wait_for_fine_tuning_job(client, job)
        .progress(move |job| {
            let status = job.status.to_string();
            if status != before {
                say(format_args!("  {status}"));
                before = status;
            }
        })
        .events(|event| say(format_args!("    {}{}", event.message, metrics(&event))));
    match mode {
        // It is in a hurry.
        Mode::StandIn => wait.every(Duration::from_millis(50), Duration::from_millis(50)).await,
        Mode::Live | Mode::DryRun => wait.await,
    }
}

/// The step of an event that has one, as a bar.
fn metrics(event: &FineTuningJobEvent) -> String {
    let number = |name: &str| event.data.as_ref()?.get(name)?.as_u64();
    let (Some(step), Some(all @ 1..)) = (number("step"), number("total_steps")) else {
        return String::new();
    };
    let done = usize::try_from(step.min(all) * 20 / all).unwrap_or(20);
    format!(" [{:<20}]", "#".repeat(done))
}

/// Tells how the job has ended: the model, or why there is none.
pub(crate) fn tell(job: &FineTuningJob) -> Result<(), Box<dyn std::error::Error>> {
    match (&job.status, &job.fine_tuned_model) {
        (FineTuningJobStatus::Succeeded, Some(model)) => say(format_args!("\nModel: {model}")),
        (status, _) => {
            let reason = job.error.as_ref().and_then(|error| error.message.as_deref());
            let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
            return Err(format!("there is no model, the job has {status}{reason}").into());
        }
    }
    Ok(())
}
