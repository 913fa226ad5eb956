//! Redirects: to the same server where the request stays the same, and never with the key to another.

use specwright::Error;
use specwright_tests::server::{Server, answer};

use crate::doors::{Door, KEY, at_every_door, configured};
use crate::jobs::{JOB, RetrieveJob};

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, status: u16, why: &str) {
    match result {
        Err(Error::Api(error)) => {
            assert_eq!(error.status().as_u16(), status);
            assert!(error.to_string().contains(why), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

fn a_post_is_moved_with_its_body(door: Door) {
    for status in [307, 308] {
        let moved = answer(status, &[("location", "/v2/jobs?x=1")], "");
        let server = Server::start([moved, answer(200, &[], JOB)]);
        let reply = door.create(configured(server.url())).unwrap();
        assert_eq!(reply.id, "ftjob-1");
        let seen = server.seen();
        assert_eq!((seen.len(), server.jobs()), (2, 1));
        assert_eq!((seen[1].method.as_str(), seen[1].target.as_str()), ("POST", "/v2/jobs?x=1"));
        assert_eq!(seen[0].body, seen[1].body);
        assert_eq!(seen[0].header("authorization"), seen[1].header("authorization"));
        assert_eq!(seen[0].header("idempotency-key"), seen[1].header("idempotency-key"));
    }
}

fn a_post_is_not_turned_into_a_get(door: Door) {
    for status in [301, 302, 303] {
        let moved = answer(status, &[("location", "/v1/elsewhere")], "");
        let server = Server::start([moved, answer(200, &[], JOB)]);
        refused(door.create(configured(server.url())), status, "another one");
        assert_eq!((server.seen().len(), server.jobs()), (1, 0));
    }
}

fn what_only_looks_follows_at_the_same_server(door: Door) {
    for status in [301, 302, 303, 307, 308] {
        let script = [answer(status, &[("location", "/v1/moved")], ""), answer(200, &[], JOB)];
        let server = Server::start(script);
        door.send(configured(server.url()), RetrieveJob { id: "ftjob-1" }).unwrap();
        assert_eq!(server.seen()[1].target, "/v1/moved");
    }
}

fn another_server_never_hears_of_it(door: Door) {
    let other = Server::start([answer(200, &[], JOB)]);
    for status in [301, 302, 303, 307, 308] {
        let location = other.url().replace("/v1", "/v1/fine_tuning/jobs");
        let server = Server::start([answer(status, &[("location", &location)], "")]);
        let why = if status < 304 { "another one" } else { "another server" };
        refused(door.create(configured(server.url())), status, why);
        assert_eq!((server.seen().len(), server.jobs()), (1, 0));
        let result = door.send(configured(server.url()), RetrieveJob { id: "ftjob-1" });
        refused(result, status, "another server");
    }
    assert_eq!((other.connections(), other.jobs()), (0, 0));
}

fn the_same_machine_by_another_name_is_another_server(door: Door) {
    let location = "http://localhost:1/v1/x";
    let server = Server::start([answer(307, &[("location", location)], "")]);
    refused(door.create(configured(server.url())), 307, "another server");
    let server = Server::start([answer(307, &[], "")]);
    refused(door.create(configured(server.url())), 307, "does not say where");
}

fn a_circle_ends(door: Door) {
    let server = Server::start([answer(307, &[("location", "/v1/fine_tuning/jobs")], "")]);
    refused(door.create(configured(server.url())), 307, "too many");
    assert_eq!((server.seen().len(), server.jobs()), (6, 0));
}

fn a_redirect_that_repeats_the_key_does_not_show_it(door: Door) {
    let location = format!("http://elsewhere.invalid/?key={KEY}");
    let server = Server::start([answer(307, &[("location", &location)], KEY)]);
    let result = door.create(configured(server.url()));
    match &result {
        Err(Error::Api(error)) => {
            let location = error.headers()["location"].to_str().unwrap();
            assert!(location.ends_with("?key=[credential]"), "{location}");
        }
        other => panic!("{other:?}"),
    }
}

fn other_answers_of_the_kind_are_no_success(door: Door) {
    for status in [300, 304, 305, 399] {
        let server = Server::start([answer(status, &[("location", "/v1/x")], "")]);
        refused(door.create(configured(server.url())), status, "that this client can use");
        assert_eq!((server.seen().len(), server.jobs()), (1, 0));
    }
}

at_every_door! {
    a_post_is_moved_with_its_body,
    a_post_is_not_turned_into_a_get,
    what_only_looks_follows_at_the_same_server,
    another_server_never_hears_of_it,
    the_same_machine_by_another_name_is_another_server,
    a_circle_ends,
    a_redirect_that_repeats_the_key_does_not_show_it,
    other_answers_of_the_kind_are_no_success,
}
