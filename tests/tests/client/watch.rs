//! Waits for a job: what ends them, and its events, each once, whatever happens meanwhile.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use specwright::Error;
use specwright::fine_tuning::FineTuningJobStatus;
use specwright::openai::{WaitForFineTuningJob, wait_for_fine_tuning_job};
use specwright_tests::server::{Part, Seen, Server, Step, answer, response};

use crate::doors::configured;
use crate::jobs::JOB;

const SOON: Duration = Duration::from_millis(15);

/// What is said instead of an answer.
type Trouble = Box<dyn FnMut(&Seen, usize) -> Option<Vec<Part>> + Send>;

/// In which order a server lists events.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    NewestFirst,
    OldestFirst,
}

/// A server for one job: each time the job is asked for it is one moment further, which is its status
/// and how many events there are.
fn service(moments: &[(&'static str, usize)], order: Order, mut trouble: Trouble) -> Server {
    let moments = moments.to_vec();
    let state = Mutex::new((0, 0));
    let trouble = Mutex::new(move |seen: &Seen, request| trouble(seen, request));
    Server::start([Step::Answer(Arc::new(move |seen| {
        let (request, moment) = {
            let mut state = state.lock().expect("a state");
            state.0 += 1;
            (state.0, state.1)
        };
        if let Some(parts) = (trouble.lock().expect("trouble"))(seen, request) {
            return parts;
        }
        let body = match seen.target.contains("/events") {
            true => page(seen, moments[moment.max(1) - 1].1, order),
            false => {
                let next = moment.min(moments.len() - 1);
                state.lock().expect("a state").1 = next + 1;
                job(moments[next].0)
            }
        };
        vec![Part::Bytes(response(200, &[("content-type", "application/json")], body.as_bytes()))]
    }))])
}

fn job(status: &str) -> String {
    let mut job: Value = serde_json::from_str(JOB).expect("a job");
    job["status"] = status.into();
    if status == "failed" {
        job["error"] = json!({"code": "invalid_file", "message": "line 3", "param": null});
    }
    job.to_string()
}

/// A page of so many events, two of each second.
fn page(seen: &Seen, count: usize, order: Order) -> String {
    let query = seen.target.split_once('?').map_or("", |(_, query)| query);
    let asked = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name));
    let limit: usize = asked("limit=").expect("a limit").parse().expect("a number");
    let mut all: Vec<Value> = (0..count)
        .map(|n| {
            json!({"object": "fine_tuning.job.event", "id": format!("e{n}"), "level": "info",
                "created_at": 1_700_000_000 + n / 2, "message": format!("step {n}")})
        })
        .collect();
    if order == Order::NewestFirst {
        all.reverse();
    }
    let begin = asked("after=").map_or(0, |after| {
        all.iter().position(|event| event["id"] == after).expect("a known event") + 1
    });
    let end = all.len().min(begin + limit);
    json!({"object": "list", "data": all[begin..end], "has_more": end < all.len()}).to_string()
}

fn wait_at(server: &Server) -> WaitForFineTuningJob {
    let client = configured(server.url()).max_retries(0).build().expect("a client");
    wait_for_fine_tuning_job(&client, "ftjob-1").every(SOON, SOON)
}

/// Which events were handed over.
type Heard = Arc<Mutex<Vec<String>>>;

fn listening(wait: WaitForFineTuningJob) -> (WaitForFineTuningJob, Heard) {
    let heard = Heard::default();
    let told = Arc::clone(&heard);
    (wait.events(move |event| told.lock().expect("a list").push(event.id)), heard)
}

fn all(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("e{n}")).collect()
}

fn no_trouble() -> Trouble {
    Box::new(|_, _| None)
}

#[tokio::test]
async fn three_statuses_end_it_and_no_other_does() {
    let statuses = ["validating_files", "queued", "paused", "hibernating", "Succeeded", "running"]
        .map(|it| (it, 0));
    for ending in ["succeeded", "failed", "cancelled"] {
        let moments = [&statuses[..], &[(ending, 0)]].concat();
        let server = service(&moments, Order::NewestFirst, no_trouble());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&seen);
        let wait = wait_at(&server).progress(move |job| {
            told.lock().expect("a list").push(job.status.to_string());
        });
        assert!(server.seen().is_empty(), "nothing is sent before it is awaited");
        let job = wait.await.expect("a job");
        assert_eq!(job.status.to_string(), ending);
        let expected: Vec<&str> = moments.iter().map(|(status, _)| *status).collect();
        assert_eq!(*seen.lock().expect("a list"), expected);
        // Who asks for no events pays for none.
        assert!(server.seen().iter().all(|seen| seen.target == "/v1/fine_tuning/jobs/ftjob-1"));
    }
}

#[tokio::test]
async fn a_job_that_fails_is_an_answer_that_says_why() {
    let server = service(&[("running", 1), ("failed", 3)], Order::NewestFirst, no_trouble());
    let (wait, heard) = listening(wait_at(&server));
    let job = wait.await.expect("a job");
    assert_eq!(job.status, FineTuningJobStatus::Failed);
    assert_eq!(job.error.as_ref().and_then(|error| error.message.as_deref()), Some("line 3"));
    assert_eq!(*heard.lock().expect("a list"), all(3));
}

#[tokio::test]
async fn each_event_comes_once_in_order_and_no_page_is_asked_for_in_vain() {
    let moments =
        [("queued", 2), ("running", 2), ("running", 7), ("running", 250), ("succeeded", 253)];
    let server = service(&moments, Order::NewestFirst, no_trouble());
    let (wait, heard) = listening(wait_at(&server));
    wait.await.expect("a job");
    assert_eq!(*heard.lock().expect("a list"), all(253));
    let lists = server.seen().iter().filter(|seen| seen.target.contains("/events")).count();
    // One each time, and two more where 243 were new at once.
    assert_eq!(lists, moments.len() + 2);
}

#[tokio::test]
async fn a_server_that_lists_the_oldest_first_is_understood() {
    let moments = [("queued", 3), ("running", 150), ("succeeded", 220)];
    let server = service(&moments, Order::OldestFirst, no_trouble());
    let (wait, heard) = listening(wait_at(&server));
    wait.await.expect("a job");
    assert_eq!(*heard.lock().expect("a list"), all(220));
}

/// That a job has ended may be known before its last event is listed; it is waited for once.
#[tokio::test]
async fn the_last_event_may_come_late() {
    let job = job("succeeded").replace("}", r#","finished_at":20}"#);
    let event = |id: &str, at: u32| json!({"object": "fine_tuning.job.event", "id": id, "level": "info", "created_at": at, "message": ""});
    let list = |all: &[Value]| {
        let list = json!({"object": "list", "data": all, "has_more": false});
        answer(200, &[], list.to_string())
    };
    let (first, last) = (event("e0", 19), event("e1", 20));
    for (comes, heard_then) in [(true, 2), (false, 1)] {
        let all = if comes { vec![last.clone(), first.clone()] } else { vec![first.clone()] };
        let script = [answer(200, &[], &job), list(std::slice::from_ref(&first)), list(&all)];
        let server = Server::start(script);
        let (wait, heard) = listening(wait_at(&server));
        wait.await.expect("a job");
        assert_eq!(*heard.lock().expect("a list"), self::all(heard_then));
        assert_eq!(server.seen().len(), 3);
    }
}

/// A proxy may not know `after`, and a page then leads to itself.
#[tokio::test]
async fn pages_that_lead_nowhere_end() {
    let events = json!({"object": "list", "has_more": true, "data": [
        {"object": "fine_tuning.job.event", "id": "e0", "level": "info", "created_at": 1, "message": ""}
    ]});
    let trouble: Trouble = Box::new(move |seen, _| {
        let body = events.to_string();
        let is_list = seen.target.contains("/events");
        is_list.then(|| vec![Part::Bytes(response(200, &[], body.as_bytes()))])
    });
    let server = service(&[("running", 0), ("succeeded", 0)], Order::NewestFirst, trouble);
    let (wait, heard) = listening(wait_at(&server));
    wait.await.expect("a job");
    assert_eq!(*heard.lock().expect("a list"), all(1));
    assert!(server.seen().len() <= 6, "{}", server.seen().len());
}

#[tokio::test]
async fn failures_that_pass_lose_no_event_and_the_server_is_waited_for() {
    let trouble: Trouble = Box::new(|_, request| match request {
        // The job, then its events, then the second page of a longer list.
        1 => Some(vec![Part::Bytes(response(429, &[("retry-after", "0.1")], b"{}"))]),
        3 => Some(vec![Part::Bytes(response(429, &[("retry-after-ms", "100")], b"{}"))]),
        5 => Some(vec![Part::Reset]),
        7 => Some(vec![Part::Bytes(response(503, &[], b""))]),
        8 => Some(vec![
            Part::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"data\":[".to_vec()),
            Part::Close,
        ]),
        _ => None,
    });
    let server = service(&[("running", 5), ("succeeded", 205)], Order::NewestFirst, trouble);
    let (wait, heard) = listening(wait_at(&server));
    let begun = Instant::now();
    wait.await.expect("a job");
    assert!(begun.elapsed() >= Duration::from_millis(200), "Retry-After is heeded twice");
    assert_eq!(*heard.lock().expect("a list"), all(205));
}

#[tokio::test]
async fn what_does_not_pass_ends_the_wait_with_its_reason() {
    let gone: Trouble = Box::new(|seen, _| {
        let is_list = seen.target.contains("/events");
        is_list.then(|| vec![Part::Bytes(response(404, &[], b"{}"))])
    });
    let server = service(&[("running", 1)], Order::NewestFirst, gone);
    let (wait, heard) = listening(wait_at(&server));
    let error = wait.await.expect_err("no events");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(404));
    assert!(heard.lock().expect("a list").is_empty());

    let worn: Trouble = Box::new(|_, _| Some(vec![Part::Bytes(response(503, &[], b""))]));
    let server = service(&[("running", 1)], Order::NewestFirst, worn);
    let error = wait_at(&server).max_failures(2).await.expect_err("three in a row");
    assert!(matches!(&error, Error::Wait(error) if error.calls() == 3), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_deadline_ends_it_within_a_list_of_events_as_well() {
    let hangs: Trouble =
        Box::new(|seen, _| seen.target.contains("/events").then(|| vec![Part::Hang]));
    let server = service(&[("running", 1)], Order::NewestFirst, hangs);
    let deadline = Duration::from_millis(150);
    let (wait, _) = listening(wait_at(&server).deadline(deadline));
    let begun = Instant::now();
    let error = wait.await.expect_err("over");
    assert!(matches!(error, Error::Wait(_)), "{error}");
    assert!((deadline..deadline * 8).contains(&begun.elapsed()), "{:?}", begun.elapsed());
    assert!(server.wait_for_leaving(1), "the call is given up");
}

#[tokio::test]
async fn a_wait_that_is_dropped_asks_no_more_and_cancels_nothing() {
    let server = service(&[("running", 1)], Order::NewestFirst, no_trouble());
    let (wait, heard) = listening(wait_at(&server));
    let waited = tokio::time::timeout(SOON * 8, std::future::IntoFuture::into_future(wait)).await;
    assert!(waited.is_err());
    let asked = server.seen();
    tokio::time::sleep(SOON * 5).await;
    assert_eq!(server.seen().len(), asked.len());
    assert!(asked.len() > 2 && asked.iter().all(|seen| seen.method == "GET"));
    assert_eq!(*heard.lock().expect("a list"), all(1));
}

/// A wait that loses a race for a moment goes on where it was: no event is lost, and none comes twice.
#[tokio::test]
async fn a_wait_that_is_left_and_taken_up_again_loses_nothing() {
    let moments: Vec<_> = (1..40).map(|count| ("running", count * 5)).collect();
    let moments = [moments, vec![("succeeded", 200)]].concat();
    let server = service(&moments, Order::NewestFirst, no_trouble());
    let (wait, heard) = listening(wait_at(&server).every(Duration::from_millis(1), SOON));
    let mut waiting = std::future::IntoFuture::into_future(wait);
    let mut left = 0;
    let job = loop {
        match tokio::time::timeout(Duration::from_millis(3), &mut waiting).await {
            Ok(job) => break job.expect("a job"),
            Err(_) => left += 1,
        }
    };
    assert_eq!(job.status, FineTuningJobStatus::Succeeded);
    assert_eq!(*heard.lock().expect("a list"), all(200));
    assert!(left > 10, "{left}");
}

#[test]
fn callers_without_a_runtime_wait() {
    let server = service(&[("running", 1), ("cancelled", 4)], Order::NewestFirst, no_trouble());
    let (wait, heard) = listening(wait_at(&server));
    let job = wait.send().expect("a job");
    assert_eq!(job.status, FineTuningJobStatus::Cancelled);
    assert_eq!(*heard.lock().expect("a list"), all(4));
}

/// An identifier is a step of the path, whatever stands in it.
#[tokio::test]
async fn the_job_is_asked_for_by_its_identifier() {
    let server = Server::start([answer(200, &[], job("succeeded"))]);
    let client = configured(server.url()).build().expect("a client");
    wait_for_fine_tuning_job(&client, "a/b".to_owned()).await.expect("a job");
    assert_eq!(server.seen()[0].target, "/v1/fine_tuning/jobs/a%2Fb");
}
