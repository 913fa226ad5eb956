//! TLS, which is the default transport's: a service of one's own has its own.

use std::time::Duration;

use specwright::Error;
use specwright::client::{CallOptions, Phase, RetryPolicy};
use specwright_tests::server::{Part, Server, Step, answer, say};
use specwright_tests::tls::{Authority, Clients};

use crate::doors::{Door, configured, with_the_default_transport};
use crate::jobs::JOB;
use crate::losses::ambiguous;

fn a_certificate_that_nobody_vouches_for_sent_nothing(door: Door) {
    let tls = Authority::new().server(Clients::Any);
    let server = Server::start_tls([answer(200, &[], JOB)], tls);
    match door.create(configured(server.url()).max_retries(1)) {
        Err(Error::Transport(error)) => {
            assert_eq!(error.phase(), Phase::Unsent);
            assert!(error.to_string().contains("certificate"), "{error}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((server.connections(), server.seen().len(), server.jobs()), (2, 0, 0));
}

fn an_additional_root_is_trusted(door: Door) {
    let authority = Authority::new();
    let server = Server::start_tls([answer(200, &[], JOB)], authority.server(Clients::Any));
    let reply = door.create(configured(server.url()).tls_roots_pem(authority.pem()));
    assert_eq!(reply.unwrap().id, "ftjob-1");
    assert_eq!(server.jobs(), 1);
}

fn a_client_shows_its_identity(door: Door) {
    let authority = Authority::new();
    let server = Server::start_tls([answer(200, &[], JOB)], authority.server(Clients::Certified));
    let builder = configured(server.url()).tls_roots_pem(authority.pem());
    assert!(door.create(builder.clone()).is_err());
    assert_eq!(server.jobs(), 0);
    door.create(builder.client_identity_pem(authority.client_pem())).unwrap();
    assert_eq!(server.jobs(), 1);
}

fn a_reset_during_the_handshake_is_tried_again(door: Door) {
    let authority = Authority::new();
    let script = [Step::ResetOnAccept, answer(200, &[], JOB)];
    let server = Server::start_tls(script, authority.server(Clients::Any));
    door.create(configured(server.url()).tls_roots_pem(authority.pem())).unwrap();
    assert_eq!((server.connections(), server.seen().len(), server.jobs()), (2, 1, 1));
}

fn a_handshake_that_never_ends_sent_nothing(door: Door) {
    // It speaks no TLS: it reads the greeting and waits for the rest of a request.
    let server = Server::start([answer(200, &[], JOB)]);
    let url = server.url().replace("http:", "https:");
    let builder = configured(url).connect_timeout(Duration::from_millis(200));
    match door.create(builder.max_retries(1)) {
        Err(Error::Timeout(error)) => assert_eq!(error.phase(), Phase::Unsent),
        other => panic!("{other:?}"),
    }
    assert!(server.wait_for_connections(2));
    assert_eq!((server.connections(), server.jobs()), (2, 0));
}

fn a_call_whose_time_ends_in_the_handshake_sent_nothing(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    let url = server.url().replace("http:", "https:");
    match door.create(configured(url).timeout(Duration::from_millis(200))) {
        Err(Error::Timeout(error)) => assert_eq!(error.phase(), Phase::Unsent),
        other => panic!("{other:?}"),
    }
    assert!(server.wait_for_connections(1));
    assert_eq!((server.connections(), server.jobs()), (1, 0));
}

fn a_doubt_stays_when_a_later_attempt_sends_nothing(door: Door) {
    let authority = Authority::new();
    let script = [say(vec![Part::Create, Part::Reset]), Step::ResetOnAccept];
    let server = Server::start_tls(script, authority.server(Clients::Any));
    let builder = configured(server.url()).tls_roots_pem(authority.pem());
    let options = CallOptions::new().retry_policy(RetryPolicy::Always);
    let error = ambiguous(door.create_with(builder, options));
    assert_eq!(error.cause().phase(), Phase::Unsent);
    assert_eq!((server.connections(), server.jobs()), (3, 1));
}

with_the_default_transport! {
    a_certificate_that_nobody_vouches_for_sent_nothing,
    an_additional_root_is_trusted,
    a_client_shows_its_identity,
    a_reset_during_the_handshake_is_tried_again,
    a_handshake_that_never_ends_sent_nothing,
    a_call_whose_time_ends_in_the_handshake_sent_nothing,
    a_doubt_stays_when_a_later_attempt_sends_nothing,
}
