//! A server of the APIs of the examples on a loopback socket, so that they run as they stand. It
//! knows one recording and one station, and answers as little as they need.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Starts the server, which ends with the process, and returns its base URL.
///
/// # Errors
/// Where no port is to be had.
pub fn start() -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A connection that fails was left by its client, which knows more about why.
            thread::spawn(move || drop(serve(stream)));
        }
    });
    Ok(format!("http://{address}/v1"))
}

/// Answers one request, and closes the connection.
fn serve(mut stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    let target = request.rsplit_once(' ').map_or("", |(target, _)| target);
    let (status, media_type, answer) = answer(target, &String::from_utf8_lossy(&body));
    write!(
        stream,
        "HTTP/1.1 {status}\r\n\
         content-type: {media_type}\r\n\
         content-length: {}\r\n\
         x-request-id: req_stand_in\r\n\
         connection: close\r\n\r\n{answer}",
        answer.len()
    )
}

const JSON: &str = "application/json";

fn answer(target: &str, body: &str) -> (&'static str, &'static str, String) {
    match target {
        "POST /v1/recordings" if body.len() > 100_000 => {
            let problem = r#"{"message": "this is too large", "limit_bytes": 100000}"#;
            ("413 Content Too Large", JSON, problem.to_owned())
        }
        "POST /v1/recordings" => {
            let title =
                body.split("name=\"title\"\r\n").nth(1).and_then(|it| it.split("\r\n").nth(1));
            let title = title.unwrap_or("(none)");
            let recording = format!(
                r#"{{"id": "rec_1", "title": "{title}", "state": "queued", "seconds": null}}"#
            );
            ("201 Created", JSON, recording)
        }
        "GET /v1/recordings/rec_1" => {
            let recording = r#"{"id": "rec_1", "title": "Standup", "state": "archived", "seconds": 12.5, "speaker": "Ada"}"#;
            ("200 OK", JSON, recording.to_owned())
        }
        "GET /v1/recordings?limit=1" => ("200 OK", JSON, page("rec_2", "Review", true)),
        "GET /v1/recordings?limit=1&after=rec_2" => {
            ("200 OK", JSON, page("rec_1", "Standup", false))
        }
        "GET /v1/recordings/rec_1/transcript" => {
            ("200 OK", "text/event-stream", TRANSCRIPT.to_owned())
        }
        "POST /v1/recordings/rec_1/summary" => {
            ("200 OK", JSON, r#"{"text": "All is well."}"#.to_owned())
        }
        "POST /v1/stations/st_1/readings" => ("201 Created", JSON, READING.to_owned()),
        "GET /v1/stations/st_1/readings?since=2026-01-01T00%3A00%3A00Z" => {
            ("200 OK", JSON, format!("[{READING}]"))
        }
        "POST /v1/fine_tuning/jobs" => ("200 OK", JSON, JOB.to_owned()),
        _ => ("404 Not Found", JSON, r#"{"message": "there is no such recording"}"#.to_owned()),
    }
}

fn page(id: &str, title: &str, has_more: bool) -> String {
    format!(
        r#"{{"data": [{{"id": "{id}", "title": "{title}", "state": "done", "seconds": 12.5}}], "has_more": {has_more}}}"#
    )
}

/// Two pieces, something that the description does not know yet, and the end.
const TRANSCRIPT: &str = "\
data: {\"type\": \"segment\", \"at\": 0.5, \"text\": \"Good morning.\"}\n\n\
data: {\"type\": \"laughter\", \"at\": 2.0}\n\n\
data: {\"type\": \"segment\", \"at\": 3.25, \"text\": \"All is well.\"}\n\n\
data: {\"type\": \"finished\", \"segments\": 2}\n\n";

const READING: &str =
    r#"{"id": "r_7", "quantity": "wind", "value": 12.5, "taken_at": "2026-11-26T15:00:00+01:00"}"#;

const JOB: &str = r#"{
    "id": "ftjob-abc123", "object": "fine_tuning.job", "model": "a-model",
    "created_at": 1721764800, "fine_tuned_model": null, "organization_id": "org-123",
    "result_files": [], "status": "queued", "validation_file": null, "training_file": "file-abc",
    "error": null, "finished_at": null, "hyperparameters": {"n_epochs": "auto"},
    "trained_tokens": null, "seed": 42
}"#;
