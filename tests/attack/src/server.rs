//! A hostile server: whatever it says, no panic, no call beyond its deadline by more than one step, no
//! secret in any output, no server reached but its own, nothing shown that is long or moves a cursor.

use std::error::Error as _;
use std::time::{Duration, Instant};

use fastrand::Rng;
use http::{HeaderName, HeaderValue};
use specwright::client::{CallOptions, Client, Credential};
use specwright::operation::{Body, Bytes, Json, Operation};
use specwright::{Error, Invalid, Reply};

use super::Tally;
use super::decoding::is_shown_well;
use super::reveal::{reveals, spelled};
use super::socket::{Say, Socket};
use super::text::hostile;
use super::types::holding::Ambiguous;

const KEY: &str = "sk-never/to+be=seen-0123456789";
const HEADER: &str = "second secret with-blanks";

/// How long a call may take.
const DEADLINE: Duration = Duration::from_millis(150);

/// How much longer than that it takes at most: what is done between two looks at the clock, which is
/// to read a whole answer, in a build without optimisation, on a machine that others use.
const BEYOND: f64 = 3_000.0;

/// How large an answer may be.
const LARGEST: usize = 256 * 1024;

struct Get;

impl Operation for Get {
    type Success = Json<Ambiguous>;
    type Failure = Bytes;
    const ID: &'static str = "get";

    fn request(self) -> Result<http::Request<Body>, Invalid> {
        let mut request = http::Request::new(Body::empty());
        *request.uri_mut() = http::Uri::from_static("/things?a=b");
        Ok(request)
    }
}

pub(crate) fn attack(rng: &mut Rng, tally: &mut Tally) -> Result<(), String> {
    let trap =
        Socket::start(Say::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".to_vec()))?;
    let server = Socket::start(say(rng, &trap))?;
    let started = Instant::now();
    let result = call(&server)?;
    let took = started.elapsed().saturating_sub(DEADLINE).as_secs_f64() * 1_000.0;
    tally.most("milliseconds beyond the deadline", took, Some(BEYOND))?;
    tally.most("requests of one call", server.heads().len() as f64, Some(25.0))?;
    if trap.connections() > 0 {
        return Err("the client was led to another server".to_owned());
    }
    let error = match result {
        Ok(_) => {
            tally.count("answered");
            return Ok(());
        }
        Err(error) => error,
    };
    tally.count("failed");
    let mut shown = vec![format!("{error}"), format!("{error:?}")];
    let mut source = error.source();
    while let Some(error) = source {
        shown.extend([format!("{error}"), format!("{error:?}")]);
        source = error.source();
    }
    for shown in &shown {
        is_shown_well(shown, tally)?;
    }
    shown.push(format!("{error:#?}"));
    if let Some(response) = error.response() {
        shown.push(response.text().into_owned());
        shown.push(format!("{:?}", response.headers()));
    }
    for secret in [KEY, HEADER] {
        if let Some(shown) = shown.iter().find(|shown| reveals(shown, secret)) {
            let start: String = shown.chars().take(500).collect();
            return Err(format!("a secret is in: {start}"));
        }
    }
    Ok(())
}

fn call(server: &Socket) -> Result<Result<Reply<Ambiguous>, Error>, String> {
    let client = Client::builder()
        .base_url(format!("http://{}/v1", server.address))
        .credential(Credential::bearer(KEY))
        .credential(Credential::query("key", KEY))
        .timeout(DEADLINE)
        .max_retries(1_000)
        .retry_delay(Duration::from_millis(1), Duration::from_millis(20))
        .max_response_bytes(LARGEST)
        .build()
        .map_err(|error| error.to_string())?;
    let header = HeaderName::from_static("x-api-key");
    let client = client.with(CallOptions::new().header(header, HeaderValue::from_static(HEADER)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    Ok(runtime.block_on(async { client.call(Get).await }))
}

/// What the server says.
fn say(rng: &mut Rng, trap: &Socket) -> Say {
    let head = head(rng, trap);
    let body = body(rng);
    match rng.u8(0..12) {
        0 => Say::Bytes((0..rng.usize(0..2_000)).map(|_| rng.u8(..)).collect()),
        1 => Say::Drip(head.into_bytes(), body, Duration::from_millis(rng.u64(0..40))),
        2 => Say::Drip(Vec::new(), [head.into_bytes(), body].concat(), Duration::from_millis(2)),
        3 => Say::Flood(head.into_bytes(), body),
        4 => Say::Flood(b"HTTP/1.1 200 OK\r\n".to_vec(), b"x-more: 1\r\n".to_vec()),
        5 => Say::Hang(head.into_bytes(), Duration::from_secs(1)),
        6 => Say::Hang(Vec::new(), Duration::from_secs(1)),
        _ => Say::Bytes([head.into_bytes(), body].concat()),
    }
}

/// A status and headers, which need not be true.
fn head(rng: &mut Rng, trap: &Socket) -> String {
    let statuses = [
        "200 OK",
        "200 OK",
        "200 OK",
        "201 Created",
        "204 No Content",
        "100 Continue",
        "301 Moved",
        "302 Found",
        "307 Temporary",
        "308 Permanent",
        "400 Bad",
        "401 Unauthorized",
        "404 No",
        "408 Late",
        "409 Conflict",
        "429 Slow",
        "500 Oops",
        "503 Busy",
        "999 What",
        "000 Nothing",
    ];
    let mut head = format!("HTTP/1.1 {}\r\n", rng.choice(statuses).unwrap_or_default());
    for _ in 0..rng.usize(0..5) {
        let line = match rng.u8(0..16) {
            0 => format!("content-length: {}", rng.u32(..)),
            1 => "content-length: -1".to_owned(),
            2 => "content-length: 18446744073709551616".to_owned(),
            3 => "transfer-encoding: chunked".to_owned(),
            4 => "content-encoding: gzip".to_owned(),
            5 => format!("location: http://{}/x", trap.address),
            6 => format!("location: //{}/x", trap.address),
            7 => format!("location: /\\{}/x", trap.address),
            8 => format!("location: http://{}@{}/", trap.address, trap.address),
            9 => "location: /again".to_owned(),
            10 => "retry-after: 0".to_owned(),
            11 => format!(
                "retry-after: {}",
                rng.choice(["-1", "1e308", "NaN", "\u{7f}"]).unwrap_or("")
            ),
            12 => format!("x-request-id: {}", spelled(rng, KEY)),
            13 => format!(
                "x-{}: {}",
                "a".repeat(rng.usize(0..60_000)),
                "b".repeat(rng.usize(0..60_000))
            ),
            14 => format!("www-authenticate: {KEY} {HEADER}"),
            _ => "set-cookie: a=b; Domain=.".to_owned(),
        };
        head.push_str(&line);
        head.push_str("\r\n");
    }
    head + "\r\n"
}

/// A body that repeats a secret, or is hostile otherwise.
fn body(rng: &mut Rng) -> Vec<u8> {
    let secret = *rng.choice(&[KEY, HEADER]).unwrap_or(&KEY);
    let forged = "\\n2026-01-01 INFO all is well\\u001b[2J\\u202e";
    match rng.u8(0..10) {
        0 => hostile(rng, 30_000),
        1 => format!("{{\"x\":\"{}\"}}", spelled(rng, secret)).into_bytes(),
        2 => format!(
            "{{\"y\":\"s\",\"a\":{{\"y\":\"\",\"a\":{{\"x\":\"{}\"}}}}}}",
            spelled(rng, secret)
        )
        .into_bytes(),
        3 => format!("{{\"x\":1,\"list\":[{{\"{}\":1}}]}}", spelled(rng, secret)).into_bytes(),
        4 => format!("{{\"detail\":\"{} {forged}\"}}", spelled(rng, secret)).into_bytes(),
        5 => format!("{{\"title\":\"{forged}\",\"detail\":\"{}\"}}", spelled(rng, secret))
            .into_bytes(),
        6 => spelled(rng, secret).into_bytes(),
        7 => format!("<html>\u{1b}[2J\u{202e}{}</html>", spelled(rng, secret)).into_bytes(),
        8 => secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => "{\"map\":{\"k\":".repeat(rng.usize(0..10_000)).into_bytes(),
    }
}
