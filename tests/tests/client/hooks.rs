//! What a user brings along: hooks around each attempt, and a client of reqwest's.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderValue, request, response};
use specwright::Error;
use specwright::client::{AttemptInfo, Hook, TransportError};
use specwright_tests::server::{Server, Step, answer};

use crate::doors::{Door, KEY, at_every_door, configured};
use crate::jobs::{DeleteJob, JOB};

#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Hook for Diary {
    fn before(
        &self,
        attempt: &AttemptInfo,
        head: &mut request::Parts,
        body: Option<&[u8]>,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let signed = format!("{} of {}", attempt.number, body.map_or(0, <[u8]>::len));
        let key = head.headers.get("authorization").is_some_and(HeaderValue::is_sensitive);
        head.headers.insert("x-signature", HeaderValue::from_str(&signed)?);
        self.0.lock().unwrap().push(format!("{} {signed}, key: {key}", attempt.operation));
        Ok(())
    }

    fn after(&self, _: &AttemptInfo, outcome: Result<&response::Parts, &TransportError>) {
        let text = match outcome {
            Ok(head) => head.status.as_u16().to_string(),
            Err(error) => format!("{:?}", error.phase()),
        };
        self.0.lock().unwrap().push(text);
    }
}

struct Stop;

impl Hook for Stop {
    fn before(
        &self,
        _: &AttemptInfo,
        _: &mut request::Parts,
        _: Option<&[u8]>,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        Err("not today".into())
    }
}

fn hooks_see_each_attempt_and_may_change_it(door: Door) {
    let server = Server::start([answer(503, &[], ""), answer(204, &[], "")]);
    let diary = Diary::default();
    door.send(configured(server.url()).hook(diary.clone()), DeleteJob).unwrap();
    let lines = diary.0.lock().unwrap().clone();
    let expected = [
        "deleteFineTuningJob 1 of 0, key: true",
        "503",
        "deleteFineTuningJob 2 of 0, key: true",
        "204",
    ];
    assert_eq!(lines, expected);
    let seen = server.seen();
    let signatures: Vec<_> = seen.iter().map(|seen| seen.header("x-signature")).collect();
    assert_eq!(signatures, [Some("1 of 0"), Some("2 of 0")]);
}

fn a_hook_sees_what_is_lost(door: Door) {
    let server = Server::start([Step::ResetOnAccept]);
    let diary = Diary::default();
    let builder = configured(server.url()).max_retries(0).hook(diary.clone());
    assert!(door.send(builder, DeleteJob).is_err());
    assert_eq!(diary.0.lock().unwrap().len(), 2);
}

fn a_hook_stops_a_call(door: Door) {
    let server = Server::start([answer(204, &[], "")]);
    let result = door.send(configured(server.url()).hook(Stop), DeleteJob);
    assert!(matches!(&result, Err(Error::Config(why)) if why.to_string().contains("not today")));
    assert_eq!(server.connections(), 0);
}

at_every_door! {
    hooks_see_each_attempt_and_may_change_it,
    a_hook_sees_what_is_lost,
    a_hook_stops_a_call,
}

fn reqwest_builder() -> reqwest::ClientBuilder {
    let mine = HeaderMap::from_iter([("x-mine".parse().unwrap(), HeaderValue::from_static("1"))]);
    reqwest::Client::builder().default_headers(mine).no_proxy().tls_certs_only([])
}

#[test]
fn a_client_of_the_users_own_is_taken() {
    let server = Server::start([answer(200, &[], JOB)]);
    let own = reqwest_builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Door::Asynchronous.create(configured(server.url()).reqwest_client(own)).unwrap();
    let seen = server.seen().remove(0);
    assert_eq!(seen.header("x-mine"), Some("1"));
    assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {KEY}")));
}

#[test]
fn one_that_follows_redirects_by_itself_is_found_out() {
    let other = Server::start([answer(204, &[], "")]);
    let location = other.url();
    let server = Server::start([answer(307, &[("location", &location)], "")]);
    let own = reqwest_builder().build().unwrap();
    let builder = configured(server.url()).max_retries(0).reqwest_client(own);
    let error = Door::Asynchronous.send(builder, DeleteJob).unwrap_err();
    assert!(error.to_string().contains("followed a redirect to another server"), "{error}");
    assert_eq!(other.seen()[0].header("authorization"), None);
}
