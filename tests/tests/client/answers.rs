//! A success arrives, in every shape; the server created the job once, whatever it said about it.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use specwright::client::CallOptions;
use specwright::fine_tuning::create_fine_tuning_job;
use specwright::openai::RateLimits;
use specwright::{DecodeFailure, Error};
use specwright_tests::server::{Part, Server, answer, response, say};

use crate::doors::{Door, at_every_door, configured, with_the_default_transport};
use crate::jobs::{DeleteJob, JOB, RetrieveJob, request};

fn undecodable(door: Door, headers: &[(&str, &str)], status: u16, body: &[u8]) -> DecodeFailure {
    let headers = [&[("x-request-id", "req_7")], headers].concat();
    let server = Server::start([answer(status, &headers, body)]);
    let result = door.create(configured(server.url()));
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
    match result {
        Err(Error::Decode(error)) => {
            assert_eq!(&error.response().bytes()[..], body, "the raw body is kept");
            assert_eq!(error.response().status().as_u16(), status);
            assert_eq!(error.response().request_id(), Some("req_7"));
            *error
        }
        other => panic!("{other:?}"),
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).expect("memory");
    encoder.finish().expect("memory")
}

fn head(headers: &str) -> Part {
    Part::Bytes(format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").into_bytes())
}

/// Too much to keep: what is too large is not read to its end.
const HUNDRED_MEGABYTES: usize = 100_000_000;

fn too_large(door: Door, server: &Server) {
    let builder = configured(server.url()).timeout(Duration::from_secs(60));
    match door.create(builder.max_response_bytes(1 << 20)) {
        Err(Error::TooLarge(error)) => {
            assert!(error.is_too_large());
            assert_eq!(error.response().map(|head| head.status().as_u16()), Some(200));
            assert!(error.to_string().contains("1048576"), "{error}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn a_job_arrives_with_the_facts_of_its_response(door: Door) {
    let headers = [
        ("x-request-id", "req_1"),
        ("x-ratelimit-limit-requests", "60"),
        ("x-ratelimit-remaining-tokens", "149984"),
        ("x-ratelimit-reset-requests", "6m0s"),
    ];
    let server = Server::start([answer(200, &headers, JOB)]);
    let reply = door.create(configured(server.url())).unwrap();
    assert_eq!((reply.id.as_str(), reply.http_status().as_u16()), ("ftjob-1", 200));
    assert_eq!(reply.http_request_id(), Some("req_1"));
    let limits = RateLimits::of(reply.http_headers());
    assert_eq!(limits.limit_requests, Some(60));
    assert_eq!(limits.remaining_tokens, Some(149_984));
    assert_eq!(limits.reset_requests, Some(Duration::from_secs(360)));
    assert_eq!(limits.limit_tokens, None);
    assert_eq!(reply.http_headers()["content-length"], JOB.len().to_string());
    assert_eq!(&reply.http_body()[..], JOB.as_bytes());
    assert_eq!(reply.into_inner().model, "gpt-4o-mini");
    assert_eq!((server.connections(), server.seen().len(), server.jobs()), (1, 1, 1));
}

fn any_success_is_read(door: Door) {
    let server = Server::start([answer(201, &[], JOB)]);
    let reply = door.create(configured(server.url())).unwrap();
    assert_eq!((reply.http_status().as_u16(), server.jobs()), (201, 1));
}

fn truncated_json(door: Door) {
    let error = undecodable(door, &[], 200, br#"{"object":"fine_tuning.job","id":"ftj"#);
    assert!(error.to_string().contains("EOF"), "{error}");
}

fn a_property_of_another_type_is_named_by_its_place(door: Door) {
    let error = undecodable(door, &[], 200, br#"{"id":"ftjob-1","model":[1]}"#);
    assert_eq!(error.error().pointer(), Some("/model"));
    assert!(error.error().reason().contains("expected a string"), "{error}");
}

fn a_missing_property_is_named_by_its_place(door: Door) {
    let without = JOB.replace(r#""model":"gpt-4o-mini","#, "");
    let error = undecodable(door, &[], 200, without.as_bytes());
    assert_eq!(error.error().pointer(), Some("/model"));
}

fn html(door: Door) {
    let html = [("content-type", "text/html")];
    undecodable(door, &html, 200, b"<html><body>Please sign in</body></html>");
}

fn an_empty_body(door: Door) {
    undecodable(door, &[], 200, b"");
}

fn invalid_utf8(door: Door) {
    undecodable(
        door,
        &[],
        200,
        b"{\"object\":\"fine_tuning.job\",\"id\":\"\xff\xfe\",\"model\":\"m\"}",
    );
}

fn no_content_where_a_job_is_declared(door: Door) {
    let server =
        Server::start([say(vec![Part::Bytes(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())])]);
    let result = door.create(configured(server.url()));
    assert!(
        matches!(&result, Err(Error::Decode(error)) if error.response().status() == 204),
        "{result:?}"
    );
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn no_content_where_none_is_declared(door: Door) {
    let server =
        Server::start([say(vec![Part::Bytes(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())])]);
    let reply = door.send(configured(server.url()), DeleteJob).unwrap();
    assert_eq!((reply.http_status().as_u16(), reply.http_body().len()), (204, 0));
    assert_eq!(server.seen()[0].method, "DELETE");
}

fn a_hundred_megabytes_announced(door: Door) {
    let length = format!("content-length: {HUNDRED_MEGABYTES}");
    let server = Server::start([say(vec![head(&length), Part::Flood(HUNDRED_MEGABYTES)])]);
    too_large(door, &server);
    if door != Door::Tower {
        assert!(server.flooded() < HUNDRED_MEGABYTES / 2, "{} were sent", server.flooded());
    }
}

fn what_is_announced_is_not_waited_for(door: Door) {
    let length = format!("content-length: {HUNDRED_MEGABYTES}");
    let server = Server::start([say(vec![head(&length), Part::Hang])]);
    too_large(door, &server);
}

fn a_hundred_megabytes_without_an_announcement(door: Door) {
    let parts = vec![head("connection: close"), Part::Flood(HUNDRED_MEGABYTES), Part::Close];
    let server = Server::start([say(parts)]);
    too_large(door, &server);
    if door != Door::Tower {
        assert!(server.flooded() < HUNDRED_MEGABYTES / 2, "{} were sent", server.flooded());
    }
}

fn gzip_is_read(door: Door) {
    let server =
        Server::start([answer(200, &[("content-encoding", "gzip")], gzip(JOB.as_bytes()))]);
    let reply = door.create(configured(server.url()));
    assert!(server.seen()[0].header("accept-encoding").is_some_and(|value| value.contains("gzip")));
    let reply = reply.unwrap();
    assert_eq!((reply.id.as_str(), &reply.http_body()[..]), ("ftjob-1", JOB.as_bytes()));
    assert_eq!(server.jobs(), 1);
}

fn gzip_of_a_hundred_megabytes(door: Door) {
    let bomb = gzip(&vec![b' '; HUNDRED_MEGABYTES]);
    assert!(bomb.len() < 1 << 20, "the limit is not on what is sent");
    let server = Server::start([answer(200, &[("content-encoding", "gzip")], bomb)]);
    too_large(door, &server);
}

fn broken_gzip_is_an_answer_lost(door: Door) {
    let mut broken = gzip(JOB.as_bytes());
    broken.truncate(20);
    let server = Server::start([answer(200, &[("content-encoding", "gzip")], broken)]);
    let result = door.create(configured(server.url()));
    assert!(matches!(result, Err(Error::Ambiguous(_))), "{result:?}");
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn chunks_are_read(door: Door) {
    let mut parts = vec![head("transfer-encoding: chunked")];
    for chunk in JOB.as_bytes().chunks(7) {
        let text = format!("{:x}\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk));
        parts.extend([Part::Bytes(text.into_bytes()), Part::Pause(Duration::from_millis(1))]);
    }
    parts.push(Part::Bytes(b"0\r\n\r\n".to_vec()));
    let server = Server::start([say(parts)]);
    assert_eq!(door.create(configured(server.url())).unwrap().id, "ftjob-1");
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn chunks_that_end_early_are_an_answer_lost(door: Door) {
    let parts = vec![
        head("transfer-encoding: chunked"),
        Part::Bytes(b"5\r\n{\"id\"\r\n".to_vec()),
        Part::Close,
    ];
    let server = Server::start([say(parts)]);
    let result = door.create(configured(server.url()));
    assert!(matches!(result, Err(Error::Ambiguous(_))), "{result:?}");
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
}

fn a_connection_that_the_server_closed_since_is_not_used(door: Door) {
    let job = response(200, &[], JOB.as_bytes());
    let server = Server::start([say(vec![Part::Bytes(job), Part::Close])]);
    let pause = Duration::from_millis(100);
    let client = door.client(configured(server.url()));
    let request = request();
    if door == Door::Blocking {
        for _ in 0..4 {
            create_fine_tuning_job(&client, &request).send().unwrap();
            std::thread::sleep(pause);
        }
    } else {
        crate::doors::RUNTIME.block_on(async {
            for _ in 0..4 {
                create_fine_tuning_job(&client, &request).await.unwrap();
                tokio::time::sleep(pause).await;
            }
        });
    }
    assert_eq!((server.connections(), server.seen().len(), server.jobs()), (4, 4, 4));
}

fn a_connection_is_used_again(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    let client = door.client(configured(server.url()));
    let pause = Duration::from_millis(20);
    let id = RetrieveJob { id: "ftjob-1" };
    if door == Door::Blocking {
        for _ in 0..5 {
            client.with(CallOptions::new()).call(id).send().unwrap();
            std::thread::sleep(pause);
        }
    } else {
        crate::doors::RUNTIME.block_on(async {
            for _ in 0..5 {
                client.clone().call(id).await.unwrap();
                tokio::time::sleep(pause).await;
            }
        });
    }
    assert_eq!(server.seen().len(), 5);
    // A busy machine may take longer than the pause to put a connection back.
    assert!(server.connections() < 5, "none was used again");
}

at_every_door! {
    a_job_arrives_with_the_facts_of_its_response,
    any_success_is_read,
    truncated_json,
    a_property_of_another_type_is_named_by_its_place,
    a_missing_property_is_named_by_its_place,
    html,
    an_empty_body,
    invalid_utf8,
    no_content_where_a_job_is_declared,
    no_content_where_none_is_declared,
    a_hundred_megabytes_announced,
    a_hundred_megabytes_without_an_announcement,
    gzip_is_read,
    gzip_of_a_hundred_megabytes,
    broken_gzip_is_an_answer_lost,
    chunks_are_read,
    chunks_that_end_early_are_an_answer_lost,
    a_connection_that_the_server_closed_since_is_not_used,
    a_connection_is_used_again,
}

with_the_default_transport! {
    what_is_announced_is_not_waited_for,
}
