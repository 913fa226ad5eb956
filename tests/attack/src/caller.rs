//! A caller that hands on what others wrote: whatever that is, the request is one, goes to its server,
//! below its path, with the headers and cookies that are meant, or it is refused.

use std::time::Duration;

use fastrand::Rng;
use http::{HeaderName, HeaderValue, Method};
use serde_json::json;
use specwright::client::{CallOptions, Client, Credential};
use specwright::operation::{self, Body, Empty, Operation, RequestBuilder, cookie, header, query};
use specwright::{Error, Invalid};

use super::Tally;
use super::decoding::is_shown_well;
use super::socket::{Say, Socket};

/// What stands for a caller's own input.
fn input(rng: &mut Rng) -> String {
    let pieces = [
        "a",
        "..",
        ".",
        "/",
        "\\",
        "%2e%2e",
        "%2F",
        "?",
        "#",
        "&",
        "=",
        ";",
        ",",
        " ",
        "\t",
        "\r\n",
        "\n",
        "\r",
        "\0",
        "evil: 1",
        "\r\n\r\nGET /evil HTTP/1.1\r\n",
        "é",
        "🦀",
        "\u{202e}",
        "@",
        "{id}",
        "}",
        ":443",
        "evil.example",
        "//evil.example",
        "\"",
        "'",
        "session=evil",
        "%",
        "%00",
    ];
    (0..rng.usize(0..4)).map(|_| *rng.choice(&pieces).unwrap_or(&"a")).collect()
}

/// One call with such input in each place.
struct Put {
    segment: String,
    key: String,
    value: String,
}

impl Operation for &Put {
    type Success = Empty;
    type Failure = operation::Bytes;
    const ID: &'static str = "put";

    fn request(self) -> Result<http::Request<Body>, Invalid> {
        let (text, object) = (json!(self.value), json!({&self.key: self.value}));
        RequestBuilder::new(Method::POST, "/things/{id}/parts")
            .path("id", self.segment.as_str())
            .parameter(header("h"), &text)
            .parameter(query("q"), &object)
            .parameter(cookie("c"), &object)
            .json("application/json", &json!({"a": self.value}))
            .finish()
    }
}

pub(crate) fn attack(rng: &mut Rng, tally: &mut Tally) -> Result<(), String> {
    let server =
        Socket::start(Say::Bytes(b"HTTP/1.1 204 No\r\nconnection: close\r\n\r\n".to_vec()))?;
    let put = Put { segment: input(rng), key: input(rng), value: input(rng) };
    match call(rng, &server, &put) {
        Ok(()) => tally.count("sent"),
        Err(error) => {
            tally.count("refused");
            is_shown_well(&error.to_string(), tally)?;
            is_shown_well(&format!("{error:?}"), tally)?;
        }
    }
    let heads = server.heads();
    tally.most("requests of one call", heads.len() as f64, Some(1.0))?;
    match heads.first() {
        Some(head) => as_meant(head, &server.address.to_string(), &put),
        None => Ok(()),
    }
}

fn call(rng: &mut Rng, server: &Socket, put: &Put) -> Result<(), Error> {
    let mut builder = Client::builder()
        .base_url(format!("http://{}/v1", server.address))
        .credential(Credential::cookie("sid", input(rng)))
        .timeout(Duration::from_secs(5))
        .max_retries(0);
    let mut options = CallOptions::new().query(input(rng), input(rng));
    if rng.bool() {
        builder = builder.default_text_header(HeaderName::from_static("x-own"), input(rng));
    }
    let framing = ["host", "content-length", "transfer-encoding", "connection", "upgrade", "te"];
    let name = *rng.choice(&framing).unwrap_or(&"host");
    let framed = rng.u8(0..8) == 0;
    if let (true, Ok(value)) = (framed, HeaderValue::from_str(&input(rng))) {
        options = options.header(HeaderName::from_static(name), value);
    }
    if rng.u8(0..8) == 0 {
        options = options.idempotency_key(input(rng));
    }
    let client = builder.build()?.with(options);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else { return Ok(()) };
    runtime.block_on(async { client.call(put).await }).map(drop)
}

/// Whether a head is judged to be as meant, of a request to `a` without input.
#[cfg(test)]
pub(crate) fn is_seen_in(head: &str) -> Result<(), String> {
    let put = Put { segment: "x".to_owned(), key: String::new(), value: String::new() };
    as_meant(head, "a", &put)
}

/// Whether a request is the one that was meant, as it stands on the wire.
fn as_meant(head: &str, host: &str, put: &Put) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{what}: {head:?}"));
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap_or_default();
    let words: Vec<&str> = line.split(' ').collect();
    let ["POST", target, "HTTP/1.1"] = words.as_slice() else {
        return wrong("another request line");
    };
    let path = target.split('?').next().unwrap_or_default();
    let steps: Vec<&str> = path.split('/').collect();
    let ["", "v1", "things", segment, "parts"] = steps.as_slice() else {
        return wrong("another path");
    };
    if segment.is_empty()
        || matches!(segment.to_lowercase().replace("%2e", ".").as_str(), "." | "..")
    {
        return wrong("a segment that walks");
    }
    let mut cookies = 0;
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        match name {
            "host" if value != host => return wrong("another host"),
            "content-length" => {
                let length = json!({"a": put.value}).to_string().len();
                if value != length.to_string() {
                    return wrong("another length");
                }
            }
            "cookie" => cookies += value.split(';').count(),
            "host" | "h" | "accept" | "accept-encoding" | "content-type" | "user-agent"
            | "x-own" | "idempotency-key" => {}
            _ => return wrong("a header that nobody meant"),
        }
    }
    // The one of the operation, and the credential.
    if cookies > 2 { wrong("more cookies than were meant") } else { Ok(()) }
}
