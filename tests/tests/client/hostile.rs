//! What a server, or a caller's own input, can try: to get the key into a text, to write lines of
//! a log, to be asked a thousand times, to cut a request or to send it elsewhere.

use std::time::{Duration, Instant};

use http::{HeaderName, HeaderValue, Method};
use serde_json::json;
use specwright::client::{AttemptInfo, CallOptions, Credential, Hook};
use specwright::operation::{RequestBuilder, cookie};
use specwright::{Client, Error};
use specwright_tests::server::{Server, answer};

use crate::doors::{Door, KEY, at_every_door, configured, texts};
use crate::jobs::JOB;

/// A job whose time is this JSON text, and so no time.
fn job_with(text: &str) -> String {
    JOB.replace("1721764800", text)
}

/// The key in each way in which a server could repeat it.
fn spellings() -> Vec<String> {
    let escape = |unit: u16| format!("\\u{unit:04X}");
    let percent = |byte: u8| format!("%{byte:02X}");
    let reference = |c: char| format!("&#{};", c as u32);
    let half = |text: &str| text.replace('-', "\\u002D");
    vec![
        KEY.to_owned(),
        KEY.encode_utf16().map(escape).collect(),
        KEY.encode_utf16().map(escape).collect::<String>().to_lowercase(),
        KEY.bytes().map(percent).collect(),
        KEY.replace('-', "%2d"),
        half(KEY),
        KEY.chars().map(reference).collect(),
        half(KEY).replace('\\', "\\\\"),
        KEY.replace('-', "%252D"),
    ]
}

/// What a person can read a key out of, decoded so often that nothing is left to decode.
fn read_back(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..4 {
        text = text.replace("\\\\", "\\");
        for byte in 33_u8..127 {
            let sign = char::from(byte).to_string();
            for spelled in [
                format!("\\u{byte:04X}"),
                format!("\\u{byte:04x}"),
                format!("%{byte:02X}"),
                format!("%{byte:02x}"),
                format!("&#{byte};"),
            ] {
                text = text.replace(&spelled, &sign);
            }
        }
    }
    text
}

fn a_key_in_any_spelling_is_struck_out(door: Door) {
    for spelling in spellings() {
        for (status, body) in [
            (200, job_with(&format!("\"{spelling}\""))),
            (200, job_with(&format!("{{\"{spelling}\":1}}"))),
            (200, format!("{{\"{spelling}\":")),
            (400, format!(r#"{{"error":{{"message":"no such key: {spelling}"}}}}"#)),
            (401, format!("<html>{spelling}</html>")),
        ] {
            let server = Server::start([answer(status, &[("x-request-id", &spelling)], &body)]);
            let result = door.create(configured(server.url()).max_retries(0));
            assert!(result.is_err(), "{body}");
            let shown = texts(&result);
            assert!(!read_back(&shown).contains(KEY), "{spelling}: {shown}");
            let error = result.unwrap_err();
            let body = error.response().unwrap().text();
            assert!(!read_back(&body).contains(KEY), "{spelling}: {body}");
        }
    }
}

fn a_secret_with_blanks_is_struck_out_whole(door: Door) {
    let secret = "first second-half third";
    let body = format!(r#"{{"error":{{"message":"no: {secret}"}}}}"#);
    let server = Server::start([answer(400, &[], &body)]);
    let name = HeaderName::from_static("x-api-key");
    let options = CallOptions::new().header(name, HeaderValue::from_static(secret));
    let result = door.create_with(configured(server.url()), options);
    let shown = texts(&result);
    for part in ["first", "second-half", "third"] {
        assert!(!shown.contains(part), "{shown}");
    }
}

fn what_a_server_writes_is_one_line_and_bounded(door: Door) {
    let forged = "\\n2026-01-01T00:00:00Z INFO all is well\\u001b[2J\\u202e";
    for long in ["", &"x".repeat(3_000_000)] {
        for (status, body) in [
            (200, job_with(&format!("{{\"{forged}{long}\":1}}"))),
            (200, job_with(&format!("\"{forged}{long}\""))),
            (
                200,
                JOB.replace(
                    "\"result_files\":[]",
                    &format!("\"result_files\":[{{\"{forged}{long}\":1}}]"),
                ),
            ),
            (200, JOB.replace('{', &format!("{{\"metadata\":{{\"{forged}{long}\":1}},"))),
            (400, format!(r#"{{"error":{{"message":"{forged}{long}","code":"{forged}{long}"}}}}"#)),
            (400, format!("{forged}{long}").replace("\\n", "\n").replace("\\u001b", "\u{1b}")),
        ] {
            let server = Server::start([answer(status, &[], &body)]);
            let error = door.create(configured(server.url()).max_retries(0)).unwrap_err();
            for shown in [error.to_string(), format!("{error:?}")] {
                assert!(shown.len() < 20_000, "{} bytes", shown.len());
                let odd = ['\n', '\u{1b}', '\u{202e}'];
                assert!(!shown.contains(odd), "{}", shown.escape_debug());
            }
        }
    }
}

fn a_thousand_retries_at_no_wait_have_a_floor(door: Door) {
    let server = Server::start([answer(429, &[("retry-after", "0")], "{}")]);
    let started = Instant::now();
    let builder = configured(server.url()).max_retries(1_000).timeout(Duration::from_secs(1));
    assert!(door.create(builder).is_err());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert!(server.seen().len() < 110, "{} requests", server.seen().len());
}

struct Framing(&'static str);

impl Hook for Framing {
    fn before(
        &self,
        _: &AttemptInfo,
        head: &mut http::request::Parts,
        _: Option<&[u8]>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        head.headers.insert(self.0, HeaderValue::from_static("5"));
        Ok(())
    }
}

/// `content-length: 5` cut a body in silence, and `host` sent a key to whom it names.
fn headers_of_the_transport_are_refused(door: Door) {
    for name in ["content-length", "host", "transfer-encoding", "connection", "te", "upgrade"] {
        let server = Server::start([answer(200, &[], JOB)]);
        let header = HeaderName::from_static(name);
        let options = CallOptions::new().header(header, HeaderValue::from_static("5"));
        let by_option = door.create_with(configured(server.url()), options);
        let by_hook = door.create(configured(server.url()).hook(Framing(name)));
        for result in [by_option, by_hook] {
            let Err(Error::Config(error)) = result else { panic!("{name}: {result:?}") };
            assert!(error.to_string().contains(name), "{error}");
        }
        assert_eq!(server.seen().len(), 0, "{name}");
    }
}

at_every_door! {
    a_key_in_any_spelling_is_struck_out,
    a_secret_with_blanks_is_struck_out_whole,
    what_a_server_writes_is_one_line_and_bounded,
    a_thousand_retries_at_no_wait_have_a_floor,
    headers_of_the_transport_are_refused,
}

/// `a=1; session=evil` was one cookie of an object with the property `a=1; session`.
#[test]
fn names_of_an_exploded_object_are_no_cookies_of_their_own() {
    let value = json!({"a=1; session": "evil", "b": "x; y"});
    let request = RequestBuilder::new(Method::GET, "/x").parameter(cookie("c"), &value);
    let request = request.finish().unwrap();
    assert_eq!(request.headers()["cookie"], "a%3D1%3B%20session=evil; b=x%3B%20y");
}

#[test]
fn a_described_path_cannot_leave_its_server() {
    for path in ["/../admin", "/a/../../admin", "/%2e%2E/admin", "/.%2e/x", "/a/.", "/./a", ".."] {
        let error = RequestBuilder::new(Method::GET, path).finish().unwrap_err();
        assert_eq!(error.violations()[0].pointer, "/path", "{path}");
    }
    for path in ["/..a/b..", "/...", "/a.b/.c", "/v1?x=/../y"] {
        assert!(RequestBuilder::new(Method::GET, path).finish().is_ok(), "{path}");
    }
}

#[test]
fn a_variable_of_a_server_stays_where_it_stands() {
    use specwright::operation::Server as Described;
    const SERVER: Described = Described::new("https://{region}.parcels.example/{version}");
    let build = |region: &str, version: &str| {
        let builder = Client::builder().server(SERVER).credential(Credential::bearer("the-key"));
        builder.server_variable("region", region).server_variable("version", version).build()
    };
    assert!(build("eu-1", "v1").is_ok());
    assert!(build("eu-1", "api/v1").is_ok());
    for region in
        ["evil.example/", "evil.example?", "evil.example#", "me@evil.example", "a\\", "a:1"]
    {
        assert!(build(region, "v1").is_err(), "{region}");
    }
    for version in ["../admin", "v1/..", "v1?x", "v1#", "a\\b"] {
        assert!(build("eu", version).is_err(), "{version}");
    }
}
