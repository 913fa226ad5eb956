//! The way fails: what was sent by then decides what the caller is told.

use std::time::Duration;

use specwright::client::{CallOptions, Phase, RetryPolicy};
use specwright::{Ambiguous, Error};
use specwright_tests::server::{Part, Server, Step, answer, refusing, response, say};

use crate::doors::{Door, at_every_door, configured};
use crate::jobs::{JOB, RetrieveJob};

/// Long enough for a request to arrive on a busy machine.
const PATIENCE: Duration = Duration::from_millis(700);

const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\nx-request-id: req_lost\r\n\r\n{\"id\":";

pub(crate) fn ambiguous<T: std::fmt::Debug>(result: Result<T, Error>) -> Ambiguous {
    match result {
        Err(Error::Ambiguous(error)) => *error,
        other => panic!("not ambiguous: {other:?}"),
    }
}

/// More than any socket's buffers take at once.
fn large() -> CallOptions {
    CallOptions::new().property("suffix", "x".repeat(32 << 20))
}

fn a_refused_connection_sent_nothing(door: Door) {
    let (url, _port) = refusing();
    let server = url.trim_start_matches("http://").trim_end_matches("/v1").to_owned();
    match door.create(configured(url)) {
        Err(Error::Transport(error)) => {
            assert_eq!(error.phase(), Phase::Unsent);
            assert!(error.to_string().contains("refused"), "{error}");
            if door != Door::Tower {
                assert!(error.to_string().contains(&server), "{error}");
            }
        }
        other => panic!("{other:?}"),
    }
}

fn a_connection_refused_at_first_is_tried_again(door: Door) {
    let server = Server::start_late([answer(200, &[], JOB)], Duration::from_millis(200));
    let wait = Duration::from_millis(400);
    let reply = door.create(configured(server.url()).retry_delay(wait, wait)).unwrap();
    assert_eq!(reply.id, "ftjob-1");
    assert_eq!((server.connections(), server.jobs()), (1, 1));
}

fn without_retries_a_refused_connection_is_final(door: Door) {
    let server = Server::start_late([answer(200, &[], JOB)], Duration::from_secs(3));
    let builder = configured(server.url()).max_retries(0);
    assert!(matches!(door.create(builder), Err(Error::Transport(_))));
    assert_eq!((server.connections(), server.jobs()), (0, 0));
}

fn a_name_that_does_not_exist_sent_nothing(door: Door) {
    let builder = configured("https://no-such-host.invalid/v1").max_retries(1);
    match door.create(builder) {
        Err(Error::Transport(error) | Error::Timeout(error)) => {
            assert_eq!(error.phase(), Phase::Unsent, "{error}");
        }
        other => panic!("{other:?}"),
    }
}

fn a_reset_before_the_request_never_makes_two_jobs(door: Door) {
    let server = Server::start([Step::ResetOnAccept, answer(200, &[], JOB)]);
    // Who is first, the reset or the request, is for the system to decide; if it is the
    // request, the client cannot know that nobody read it.
    match door.create(configured(server.url())) {
        Ok(_) => assert_eq!((server.connections(), server.jobs()), (2, 1)),
        Err(Error::Ambiguous(error)) => {
            assert_eq!(error.cause().phase(), Phase::Sent);
            assert_eq!((server.connections(), server.jobs()), (1, 0));
        }
        Err(other) => panic!("{other:?}"),
    }
    assert_eq!(server.seen().len(), server.jobs());
}

fn a_reset_while_the_body_is_sent_is_ambiguous(door: Door) {
    let server = Server::start([Step::ResetInBody(100_000), answer(200, &[], JOB)]);
    let error = ambiguous(door.create_with(configured(server.url()), large()));
    assert_eq!(error.cause().phase(), Phase::Sent);
    assert_eq!((server.connections(), server.seen().len(), server.jobs()), (1, 0, 0));
}

fn a_reset_after_the_request_is_ambiguous(door: Door) {
    let server = Server::start([say(vec![Part::Create, Part::Reset]), answer(200, &[], JOB)]);
    let error = ambiguous(door.create(configured(server.url())));
    assert_eq!(error.cause().phase(), Phase::Sent);
    assert!(error.to_string().contains("the operation may have been applied"), "{error}");
    let seen = server.seen();
    assert_eq!((seen.len(), server.connections(), server.jobs()), (1, 1, 1));
    assert_eq!(error.idempotency_key(), seen[0].header("idempotency-key"));
    assert!(error.idempotency_key().is_some());
}

fn a_reset_while_the_answer_is_read_is_ambiguous(door: Door) {
    let parts =
        vec![Part::Bytes(HEAD.to_vec()), Part::Pause(Duration::from_millis(30)), Part::Reset];
    let server = Server::start([say(parts), answer(200, &[], JOB)]);
    let error = ambiguous(door.create(configured(server.url())));
    if door != Door::Tower {
        assert_eq!(error.cause().phase(), Phase::Reading);
        let error = Error::Ambiguous(Box::new(error));
        assert_eq!(error.request_id(), Some("req_lost"));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    }
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn an_answer_cut_off_at_its_end_is_ambiguous(door: Door) {
    let server =
        Server::start([say(vec![Part::Bytes(HEAD.to_vec()), Part::Close]), answer(200, &[], JOB)]);
    ambiguous(door.create(configured(server.url())));
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn an_answer_that_is_no_http_is_ambiguous(door: Door) {
    let server =
        Server::start([say(vec![Part::Create, Part::Bytes(b"SMTP ready\r\n\r\n".to_vec())])]);
    ambiguous(door.create(configured(server.url())));
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn silence_after_the_request_is_ambiguous(door: Door) {
    let server = Server::start([say(vec![Part::Create, Part::Hang]), answer(200, &[], JOB)]);
    let error = ambiguous(door.create(configured(server.url()).timeout(PATIENCE)));
    assert!(error.cause().is_timeout());
    assert_eq!(error.cause().phase(), Phase::Sent);
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
    assert!(server.wait_for_leaving(1), "the connection was kept");
}

fn a_stall_within_the_answer_is_ambiguous(door: Door) {
    let server =
        Server::start([say(vec![Part::Bytes(HEAD.to_vec()), Part::Hang]), answer(200, &[], JOB)]);
    let error = ambiguous(door.create(configured(server.url()).timeout(PATIENCE)));
    assert!(error.cause().is_timeout());
    if door != Door::Tower {
        assert_eq!(error.cause().phase(), Phase::Reading);
    }
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
    assert!(server.wait_for_leaving(1), "the connection was kept");
}

fn a_trickle_does_not_outlast_the_time(door: Door) {
    let mut parts = vec![Part::Bytes(HEAD.to_vec())];
    for _ in 0..400 {
        parts.extend([Part::Pause(Duration::from_millis(20)), Part::Bytes(b" ".to_vec())]);
    }
    let server = Server::start([say(parts), answer(200, &[], JOB)]);
    let start = std::time::Instant::now();
    let error = ambiguous(door.create(configured(server.url()).timeout(PATIENCE)));
    assert!(error.cause().is_timeout());
    assert!(start.elapsed() < Duration::from_secs(5), "it waited for the whole trickle");
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn a_trickle_within_the_time_is_read(door: Door) {
    let bytes = response(200, &[], JOB.as_bytes());
    let parts = bytes
        .chunks(8)
        .flat_map(|bytes| [Part::Bytes(bytes.to_vec()), Part::Pause(Duration::from_millis(2))]);
    // The job is counted once the status line went out whole.
    let server = Server::start([say(parts.collect())]);
    let reply = door.create(configured(server.url())).unwrap();
    assert_eq!(reply.id, "ftjob-1");
    assert_eq!(server.seen().len(), 1);
}

fn a_caller_who_opts_in_has_a_lost_call_made_again(door: Door) {
    let server = Server::start([say(vec![Part::Reset]), answer(200, &[], JOB)]);
    let options = CallOptions::new().retry_policy(RetryPolicy::Always);
    let reply = door.create_with(configured(server.url()), options).unwrap();
    assert_eq!(reply.id, "ftjob-1");
    let seen = server.seen();
    assert_eq!((seen.len(), server.jobs()), (2, 1));
    assert!(seen[0].header("idempotency-key").is_some());
    assert_eq!(seen[0].header("idempotency-key"), seen[1].header("idempotency-key"));
}

fn a_doubt_stays_when_a_later_attempt_is_refused(door: Door) {
    let server = Server::start([say(vec![Part::Create, Part::Reset]), answer(409, &[], "{}")]);
    let options = CallOptions::new().retry_policy(RetryPolicy::Always).max_retries(1);
    match door.create_with(configured(server.url()), options) {
        Err(Error::Api(error)) => {
            assert_eq!(error.status().as_u16(), 409);
            assert!(error.to_string().contains("the operation may have been applied"), "{error}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((server.seen().len(), server.jobs()), (2, 1));
}

fn what_does_no_harm_is_made_again_after_a_loss(door: Door) {
    let lost = say(vec![Part::Bytes(HEAD.to_vec()), Part::Reset]);
    let server = Server::start([say(vec![Part::Reset]), lost, answer(200, &[], JOB)]);
    let reply = door.send(configured(server.url()), RetrieveJob { id: "ftjob-1" }).unwrap();
    assert_eq!(reply.id, "ftjob-1");
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|seen| seen.header("idempotency-key").is_none()));
}

fn a_loss_of_what_does_no_harm_is_not_ambiguous(door: Door) {
    let server = Server::start([say(vec![Part::Reset])]);
    let result = door.send(configured(server.url()), RetrieveJob { id: "ftjob-1" });
    assert!(matches!(result, Err(Error::Transport(_))), "{result:?}");
    assert_eq!(server.seen().len(), 3);

    let server = Server::start([say(vec![Part::Hang])]);
    let builder = configured(server.url()).timeout(PATIENCE);
    let result = door.send(builder, RetrieveJob { id: "ftjob-1" });
    assert!(matches!(result, Err(Error::Timeout(_))), "{result:?}");
    assert_eq!(server.seen().len(), 1);
}

fn no_time_at_all_sends_nothing(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    match door.create(configured(server.url()).timeout(Duration::ZERO)) {
        Err(Error::Timeout(error)) => assert_eq!(error.phase(), Phase::Unsent),
        other => panic!("{other:?}"),
    }
    assert_eq!((server.connections(), server.jobs()), (0, 0));
}

fn all_the_time_there_is_does_not_overflow(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    door.create(configured(server.url()).timeout(Duration::MAX)).unwrap();
    assert_eq!(server.jobs(), 1);
}

at_every_door! {
    a_refused_connection_sent_nothing,
    a_connection_refused_at_first_is_tried_again,
    without_retries_a_refused_connection_is_final,
    a_name_that_does_not_exist_sent_nothing,
    a_reset_before_the_request_never_makes_two_jobs,
    a_reset_while_the_body_is_sent_is_ambiguous,
    a_reset_after_the_request_is_ambiguous,
    a_reset_while_the_answer_is_read_is_ambiguous,
    an_answer_cut_off_at_its_end_is_ambiguous,
    an_answer_that_is_no_http_is_ambiguous,
    silence_after_the_request_is_ambiguous,
    a_stall_within_the_answer_is_ambiguous,
    a_trickle_does_not_outlast_the_time,
    a_trickle_within_the_time_is_read,
    a_caller_who_opts_in_has_a_lost_call_made_again,
    a_doubt_stays_when_a_later_attempt_is_refused,
    what_does_no_harm_is_made_again_after_a_loss,
    a_loss_of_what_does_no_harm_is_not_ambiguous,
    no_time_at_all_sends_nothing,
    all_the_time_there_is_does_not_overflow,
}
