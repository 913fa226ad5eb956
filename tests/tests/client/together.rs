//! Many calls at once, calls given up, and calls from odd places.

use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use specwright::fine_tuning::create_fine_tuning_job;
use specwright::{Client, Error};
use specwright_tests::server::{Part, Server, Step, answer, response, say};

use crate::doors::{Door, RUNTIME, configured};
use crate::jobs::{JOB, request, request_for};

/// Answers each request with a job named after it.
fn named() -> Step {
    Step::Answer(Arc::new(|seen| {
        let request: serde_json::Value = serde_json::from_slice(&seen.body).expect("JSON");
        let model = request["model"].as_str().unwrap_or_default();
        let body = JOB.replace("ftjob-1", &format!("job-{model}"));
        let number: u64 = model.parse().unwrap_or_default();
        let pause = Part::Pause(Duration::from_millis(number * 7 % 40));
        vec![pause, Part::Bytes(response(200, &[], body.as_bytes()))]
    }))
}

const CALLS: usize = 200;

fn none_lost_none_mixed_up(server: &Server) {
    assert_eq!((server.seen().len(), server.jobs()), (CALLS, CALLS));
    let mut keys: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.header("idempotency-key").map(str::to_owned))
        .collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), CALLS);
}

fn two_hundred_tasks(door: Door) {
    let server = Server::start([named()]);
    let client = door.client(configured(server.url()).timeout(Duration::from_secs(30)));
    RUNTIME.block_on(async {
        let calls: Vec<_> = (0..CALLS)
            .map(|number| {
                let client = client.clone();
                tokio::spawn(async move {
                    let request = request_for(&number.to_string());
                    create_fine_tuning_job(&client, &request).await
                })
            })
            .collect();
        for (number, call) in calls.into_iter().enumerate() {
            assert_eq!(call.await.unwrap().unwrap().id, format!("job-{number}"));
        }
    });
    none_lost_none_mixed_up(&server);
}

#[test]
fn two_hundred_calls_at_once_asynchronous() {
    two_hundred_tasks(Door::Asynchronous);
}

#[test]
fn two_hundred_calls_at_once_tower() {
    two_hundred_tasks(Door::Tower);
}

#[test]
fn two_hundred_calls_at_once_blocking() {
    let server = Server::start([named()]);
    let client = Door::Blocking.client(configured(server.url()).timeout(Duration::from_secs(30)));
    std::thread::scope(|scope| {
        for number in 0..CALLS {
            let client = client.clone();
            scope.spawn(move || {
                let request = request_for(&number.to_string());
                let reply = create_fine_tuning_job(&client, &request).send().unwrap();
                assert_eq!(reply.id, format!("job-{number}"));
            });
        }
    });
    none_lost_none_mixed_up(&server);
}

fn cancelled_mid_flight(door: Door) {
    let server = Server::start([say(vec![Part::Create, Part::Hang]), answer(200, &[], JOB)]);
    let client = door.client(configured(server.url()));
    RUNTIME.block_on(async {
        let call = tokio::spawn({
            let client = client.clone();
            async move { create_fine_tuning_job(&client, &request()).await.map(drop) }
        });
        assert!(server.wait_for_requests(1));
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        // The connection goes with the call, nothing is sent again, and the client lives on.
        assert!(server.wait_for_leaving(1));
        assert_eq!((server.seen().len(), server.jobs()), (1, 1));
        create_fine_tuning_job(&client, &request()).await.unwrap();
        assert_eq!((server.seen().len(), server.jobs()), (2, 2));
    });
}

#[test]
fn cancelled_mid_flight_asynchronous() {
    cancelled_mid_flight(Door::Asynchronous);
}

#[test]
fn cancelled_mid_flight_tower() {
    cancelled_mid_flight(Door::Tower);
}

#[test]
fn cancelled_between_two_attempts_there_is_no_other() {
    let refusal = answer(429, &[("retry-after", "1")], "{}");
    let server = Server::start([refusal, answer(200, &[], JOB)]);
    let builder = configured(server.url()).max_retry_after(Duration::from_secs(60));
    let client = Door::Asynchronous.client(builder);
    RUNTIME.block_on(async {
        let call =
            tokio::spawn(
                async move { create_fine_tuning_job(&client, &request()).await.map(drop) },
            );
        assert!(server.wait_for_requests(1));
        tokio::time::sleep(Duration::from_millis(50)).await;
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        tokio::time::sleep(Duration::from_millis(1_200)).await;
    });
    assert_eq!((server.seen().len(), server.jobs()), (1, 0));
}

#[test]
fn a_blocking_client_works_within_a_runtime_too() {
    let server = Server::start([answer(200, &[], JOB)]);
    let configured = configured(server.url());
    let current = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for runtime in [&current, &*RUNTIME] {
        let configured = configured.clone();
        runtime.block_on(async move {
            let client = configured.build().unwrap();
            let reply = create_fine_tuning_job(&client, &request()).send();
            assert_eq!(reply.unwrap().id, "ftjob-1");
            drop(client);
        });
    }
    assert_eq!(server.jobs(), 2);
}

#[test]
fn without_a_runtime_the_asynchronous_client_says_so() {
    let server = Server::start([answer(200, &[], JOB)]);
    for door in [Door::Asynchronous, Door::Tower] {
        let client = door.client(configured(server.url()));
        let error = park_on(create_fine_tuning_job(&client, &request())).unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(error.to_string().contains("Tokio runtime"), "{error}");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_client_and_its_call_move_between_threads() {
    fn moves<T: Send>(value: T) -> T {
        value
    }
    fn is_shared<T: Send + Sync + Clone + 'static>() {}
    is_shared::<Client>();
    let client = configured("https://example.invalid").build().unwrap();
    let request = request();
    drop(moves(create_fine_tuning_job(&client, &request)));
    assert!(size_of::<Error>() <= 64, "{}", size_of::<Error>());
}

/// The least of runtimes.
fn park_on<F: Future>(future: F) -> F::Output {
    struct Thread(std::thread::Thread);
    impl Wake for Thread {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Thread(std::thread::current())));
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}
