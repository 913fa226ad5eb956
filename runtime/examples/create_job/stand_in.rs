//! A stand-in for the service on a loopback socket: it answers a request for a job with the
//! description's example, and anything else as the service would.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// The example `reinforcement` of the description; a test compares the two.
const JOB: &str = include_str!("answer.json");

const NOT_FOUND: &str = r#"{"error":{"message":"There is no such endpoint here","type":"invalid_request_error","param":null,"code":"unknown_url"}}"#;

/// Starts the stand-in; it ends with the process. Brings back its base URL.
pub(crate) fn start() -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        // A connection that fails was left by its client, which knows more about why.
        for stream in listener.incoming().flatten() {
            let _ = serve(stream);
        }
    });
    Ok(format!("http://{address}/v1"))
}

/// Answers one request, and closes the connection.
fn serve(mut stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let is_for_a_job = line.starts_with("POST /v1/fine_tuning/jobs ");
    let mut length = 0;
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    io::copy(&mut reader.take(length), &mut io::sink())?;

    let (status, body) = if is_for_a_job { ("200 OK", JOB) } else { ("404 Not Found", NOT_FOUND) };
    write!(
        stream,
        "HTTP/1.1 {status}\r\n\
         content-type: application/json\r\n\
         content-length: {}\r\n\
         x-request-id: req_stand_in\r\n\
         x-ratelimit-remaining-requests: 59\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    )
}
