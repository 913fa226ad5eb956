//! The story: each step is told, and what it brings has to be what it is for.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use specwright::client::Builder;
use specwright::fine_tuning::{
    CreateFineTuningCheckpointPermissionRequest, FineTuningJobStatus, cancel_fine_tuning_job,
    create_file, create_fine_tuning_checkpoint_permission, create_fine_tuning_job, delete_file,
    delete_fine_tuning_checkpoint_permission, download_file, list_files,
    list_fine_tuning_checkpoint_permissions, list_fine_tuning_events,
    list_fine_tuning_job_checkpoints, list_paginated_fine_tuning_jobs, pause_fine_tuning_job,
    resume_fine_tuning_job, retrieve_file, retrieve_fine_tuning_job, run_grader, service,
    validate_grader,
};
use specwright::http::{HeaderName, HeaderValue};
use specwright::openai::{self, OpenAiBuilder, wait_for_fine_tuning_job};
use specwright::{CallOptions, Client, Error};

use super::verdicts::Verdicts;
use super::{Reason, Steps, requests};

const SOON: Duration = Duration::from_millis(20);

fn configured(url: &str) -> Builder {
    let builder = openai::builder().base_url(url).api_key("sk-of-a-trial");
    builder.credential(service::admin_api_key_auth("sk-admin-of-a-trial"))
}

fn client(url: &str) -> Result<Client, Reason> {
    Ok(configured(url).build()?)
}

/// A step that brings nothing but what it tells.
fn told(text: impl Into<String>) -> Result<((), String), Reason> {
    Ok(((), text.into()))
}

/// Fails where something is not as it has to be.
fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(otherwise().into()) }
}

/// Files, jobs, events, cancelling, at a server that keeps them.
pub(super) fn all_by_aimock(url: &str, steps: &mut Steps) {
    let begun = steps.take("the client", || Ok((client(url)?, url.to_owned())));
    let Some(client) = begun else { return };
    all_by(&client, steps);
}

/// The same through a proxy that judges each request and each answer, and tells what is wrong with
/// them. What the answers of the server lack is told here, too, and is not ours.
pub(super) fn all_by_aimock_judged(url: &str, steps: &mut Steps) {
    let verdicts = Verdicts::default();
    let begun = steps.take("the client", || {
        Ok((configured(url).hook(verdicts.clone()).build()?, url.to_owned()))
    });
    let Some(client) = begun else { return };
    all_by(&client, steps);
    steps.take("no request of ours is wrong", || told(verdicts.of_requests()?));
    steps.take("answers of theirs that are wrong", || told(verdicts.of_answers()));
    // It has to be able to find something.
    steps.take("a request that is wrong is found", || {
        let wrong = CallOptions::new().property("seed", "soon");
        let request = requests::jobs("file-1")?.remove(0).1;
        drop(create_fine_tuning_job(&client.with(wrong), &request).send());
        match verdicts.of_requests() {
            Err(found) => told(found.to_string()),
            Ok(judged) => Err(judged.into()),
        }
    });
}

fn all_by(client: &Client, steps: &mut Steps) {
    let file = steps.take("upload", || {
        let file = create_file(client, &requests::upload()?).send()?;
        let told = format!("{} bytes are {}", file.bytes, file.id);
        Ok((file.into_inner().id, told))
    });
    let Some(file) = file else { return };
    steps.take("retrieve the file", || {
        let found = retrieve_file(client, &file).send()?;
        ensure(found.id == file, || format!("another file: {}", found.id))?;
        told(found.filename.clone())
    });
    steps.take("download the file", || {
        let content = download_file(client, &file).send()?.into_inner();
        ensure(content == requests::data()?, || format!("other bytes, {}", content.len()))?;
        told(format!("{} bytes", content.len()))
    });
    steps.take("list the files", || {
        let all = list_files(client).items().wait().collect::<Result<Vec<_>, _>>()?;
        ensure(all.iter().any(|it| it.id == file), || "the file is not among them".to_owned())?;
        told(format!("{} files", all.len()))
    });
    let mut jobs = Vec::new();
    match requests::jobs(&file) {
        Err(reason) => drop(steps.take::<()>("requests for jobs", || Err(reason))),
        Ok(all) => {
            for (name, request) in all {
                jobs.extend(steps.take(&format!("create: {name}"), || {
                    let job = create_fine_tuning_job(client, &request).send()?;
                    ensure(job.training_file == file, || "it trains on another file".to_owned())?;
                    Ok((job.id.clone(), format!("{} is {}", job.id, job.status)))
                }));
            }
        }
    }
    steps.take("list the jobs, two on a page", || {
        let list = list_paginated_fine_tuning_jobs(client).limit(2);
        let all = list.items().wait().collect::<Result<Vec<_>, _>>()?;
        let found = |id: &String| all.iter().filter(|job| job.id == *id).count() == 1;
        ensure(jobs.iter().all(found), || "not each job once".to_owned())?;
        told(format!("{} jobs", all.len()))
    });
    if let Some(last) = jobs.pop() {
        steps.take("cancel", || {
            let job = cancel_fine_tuning_job(client, &last).send()?;
            let is_it = job.status == FineTuningJobStatus::Cancelled;
            ensure(is_it, || format!("it is {}", job.status))?;
            let waited = wait_for_fine_tuning_job(client, &last).send()?;
            told(format!("{} is {}", waited.id, waited.status))
        });
        steps.take("cancel once more", || match cancel_fine_tuning_job(client, &last).send() {
            Err(Error::Api(refusal)) => told(refusal.to_string()),
            Err(other) => Err(other.into()),
            Ok(job) => Err(format!("it is {} once more", job.status).into()),
        });
    }
    for job in &jobs {
        steps.take("watch to the end", || watched(client, client, job));
    }
    steps.take("a job that is not there", || {
        match retrieve_fine_tuning_job(client, "ftjob-none").send() {
            Err(Error::Api(refusal)) if refusal.status().as_u16() == 404 => {
                told(refusal.to_string())
            }
            other => Err(format!("{other:?}").into()),
        }
    });
    steps.take("delete the file", || {
        let gone = delete_file(client, &file).send()?;
        ensure(gone.deleted, || "it is not deleted".to_owned())?;
        told(gone.id.clone())
    });
}

/// Watches a job by one client; what its events are, another one says in the end.
fn watched(by: &Client, afterwards: &Client, job: &str) -> Result<((), String), Reason> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let ended = wait_for_fine_tuning_job(by, job)
        .every(SOON, SOON)
        .max_failures(100)
        .deadline(Duration::from_secs(60))
        .events(move |event| {
            hears.lock().unwrap_or_else(PoisonError::into_inner).push(event.id);
        })
        .send()?;
    let model = ended.fine_tuned_model.clone().ok_or_else(|| format!("it is {}", ended.status))?;
    let all = list_fine_tuning_events(afterwards, job).limit(2).items();
    let mut all = all.wait().map(|event| Ok(event?.id)).collect::<Result<Vec<String>, Error>>()?;
    all.reverse();
    let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
    ensure(*heard == all, || format!("heard were {heard:?}, there are {all:?}"))?;
    told(format!("{} events, {model}", heard.len()))
}

/// The headers that say how often aimock answers 500, closes the connection, answers 429, and answers
/// what is no JSON.
const DROP: HeaderName = HeaderName::from_static("x-aimock-chaos-drop");
const DISCONNECT: HeaderName = HeaderName::from_static("x-aimock-chaos-disconnect");
const RATE_LIMIT: HeaderName = HeaderName::from_static("x-aimock-chaos-ratelimit");
const MALFORMED: HeaderName = HeaderName::from_static("x-aimock-chaos-malformed");

/// Jobs that are watched while half of the requests fail, in each of three ways.
pub(super) fn in_spite_of_chaos(url: &str, jobs: u32, steps: &mut Steps) {
    let Some(calm) = steps.take("the client", || Ok((client(url)?, url.to_owned()))) else {
        return;
    };
    let stormy = calm.with(
        CallOptions::new()
            .max_retries(0)
            .header(DROP, HeaderValue::from_static("0.2"))
            .header(DISCONNECT, HeaderValue::from_static("0.2"))
            .header(RATE_LIMIT, HeaderValue::from_static("0.2")),
    );
    for number in 1..=jobs {
        steps.take(&format!("watch in spite of chaos, {number}"), || {
            let request = requests::jobs("file-1")?.remove(0).1;
            let job = create_fine_tuning_job(&calm, &request).send()?.into_inner().id;
            watched(&stormy, &calm, &job)
        });
    }
    steps.take("an answer that is no JSON", || {
        let request = requests::jobs("file-1")?.remove(0).1;
        let job = create_fine_tuning_job(&calm, &request).send()?.into_inner().id;
        let malformed = CallOptions::new().header(MALFORMED, HeaderValue::from_static("1"));
        match retrieve_fine_tuning_job(&calm.with(malformed), &job).send() {
            Err(Error::Decode(error)) => told(error.to_string()),
            other => Err(format!("{other:?}").into()),
        }
    });
}

/// Every operation, at a server that refuses what contradicts the description.
pub(super) fn all_by_prism(url: &str, steps: &mut Steps) {
    let Some(client) = steps.take("the client", || Ok((client(url)?, url.to_owned()))) else {
        return;
    };
    steps.take("files", || {
        let file = create_file(&client, &requests::upload()?).send()?;
        retrieve_file(&client, &file.id).send()?;
        let files = list_files(&client).limit(10).send()?.data.len();
        download_file(&client, &file.id).send()?;
        let gone = delete_file(&client, &file.id).send()?.deleted;
        told(format!("{} is one of {files}; deleted: {gone}", file.id))
    });
    match requests::jobs("file-1") {
        Err(reason) => drop(steps.take::<()>("requests for jobs", || Err(reason))),
        Ok(all) => {
            for (name, request) in all {
                steps.take(&format!("create: {name}"), || {
                    let job = create_fine_tuning_job(&client, &request).send()?;
                    told(format!("{} is {}", job.id, job.status))
                });
            }
        }
    }
    steps.take("retrieve, list, cancel", || {
        let job = retrieve_fine_tuning_job(&client, "ftjob-1").send()?;
        let jobs = list_paginated_fine_tuning_jobs(&client).limit(2).send()?.data.len();
        let cancelled = cancel_fine_tuning_job(&client, &job.id).send()?;
        told(format!("{} of {jobs} is {}", job.id, cancelled.status))
    });
    steps.take("pause, resume", || {
        let paused = pause_fine_tuning_job(&client, "ftjob-1").send()?;
        let resumed = resume_fine_tuning_job(&client, &paused.id).send()?;
        told(format!("{}, then {}", paused.status, resumed.status))
    });
    steps.take("events", || {
        let events = list_fine_tuning_events(&client, "ftjob-1").limit(2).send()?;
        told(format!("{} events", events.data.len()))
    });
    steps.take("checkpoints", || {
        let found = list_fine_tuning_job_checkpoints(&client, "ftjob-1").limit(2).send()?;
        told(format!("{} checkpoints", found.data.len()))
    });
    steps.take("permissions of a checkpoint", || {
        let checkpoint = "ft:a-model:org:suffix:ckpt-step-1";
        let request = CreateFineTuningCheckpointPermissionRequest::builder()
            .project_ids(vec!["proj-1".to_owned()])
            .build();
        create_fine_tuning_checkpoint_permission(&client, checkpoint, &request).send()?;
        let list = list_fine_tuning_checkpoint_permissions(&client, checkpoint);
        let count = list.limit(2).send()?.data.len();
        delete_fine_tuning_checkpoint_permission(&client, checkpoint, "cp-1").send()?;
        told(format!("{count} permissions"))
    });
    match requests::grading() {
        Err(reason) => drop(steps.take::<()>("requests for graders", || Err(reason))),
        Ok(all) => {
            for (kind, run, validate) in all {
                steps.take(&format!("run and validate: {kind}"), || {
                    validate_grader(&client, &validate).send()?;
                    told(format!("a reward of {}", run_grader(&client, &run).send()?.reward))
                });
            }
        }
    }
    // It has to be able to find something.
    steps.take("a request that is wrong is found", || {
        let wrong = CallOptions::new().property("seed", "soon");
        let request = requests::jobs("file-1")?.remove(0).1;
        match create_fine_tuning_job(&client.with(wrong), &request).send() {
            Err(Error::Api(refusal)) => told(refusal.status().to_string()),
            other => Err(format!("{other:?}").into()),
        }
    });
}

/// What the example does, through a proxy that judges both sides.
pub(super) fn through_a_proxy(url: &str, steps: &mut Steps) {
    let Some(client) = steps.take("the client", || Ok((client(url)?, url.to_owned()))) else {
        return;
    };
    let job = steps.take("upload and create", || {
        let file = create_file(&client, &requests::upload()?).send()?;
        let request = requests::jobs(&file.id)?.remove(0).1;
        let job = create_fine_tuning_job(&client, &request).send()?;
        Ok((job.id.clone(), format!("{} is {}", job.id, job.status)))
    });
    if let Some(job) = job {
        steps.take("watch to the end", || watched(&client, &client, &job));
    }
}
