//! A stand-in for the service on a loopback socket: it stores a file, answers a request for a job with
//! the description's example, and has that job trained while it is watched; anything else it answers as
//! the service would.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::Value;

/// The example `reinforcement` of the description; a test compares the two.
const JOB: &str = include_str!("answer.json");

/// The model of that example; the job is of the one that is asked for.
const MODEL: &str = "o4-mini";

const NOT_FOUND: &str = r#"{"error":{"message":"There is no such endpoint here","type":"invalid_request_error","param":null,"code":"unknown_url"}}"#;

/// What the job is each time that it is asked for, and what it has reported by then.
const MOMENTS: [(&str, usize); 5] =
    [("validating_files", 1), ("queued", 2), ("running", 3), ("running", 5), ("succeeded", 7)];

/// What the job reports, and the step of its training where that is one.
const EVENTS: [(&str, Option<u32>); 7] = [
    ("Validating training file: file-abc", None),
    ("Files validated, moving job to queued state", None),
    ("Step 1/3", Some(1)),
    ("Step 2/3", Some(2)),
    ("Step 3/3", Some(3)),
    ("New fine-tuned model created", None),
    ("The job has successfully completed", None),
];

/// Starts the stand-in; it ends with the process. Brings back its base URL.
pub(crate) fn start() -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        let mut service = Service { model: MODEL.to_owned(), looks: 0 };
        // A connection that fails was left by its client, which knows more about why.
        for stream in listener.incoming().flatten() {
            let _ = service.serve(stream);
        }
    });
    Ok(format!("http://{address}/v1"))
}

struct Service {
    /// The base model of the job.
    model: String,
    /// How often the job was asked for.
    looks: usize,
}

impl Service {
    /// Answers one request, and closes the connection.
    fn serve(&mut self, mut stream: TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut request = String::new();
        reader.read_line(&mut request)?;
        let mut line = String::new();
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
        let mut body = Vec::new();
        reader.take(length).read_to_end(&mut body)?;

        let (status, body) = match self.answer(&request, &body) {
            Some(body) => ("200 OK", body),
            None => ("404 Not Found", NOT_FOUND.to_owned()),
        };
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

    fn answer(&mut self, request: &str, body: &[u8]) -> Option<String> {
        let (method, target) = request.split_once(' ')?;
        let target = target.split([' ', '?']).next()?.strip_prefix("/v1")?;
        match (method, target) {
            ("POST", "/files") => Some(file(body)),
            ("POST", "/fine_tuning/jobs") => {
                let request: Value = serde_json::from_slice(body).ok()?;
                self.model = request["model"].as_str()?.to_owned();
                Some(self.job("validating_files"))
            }
            ("GET", "/fine_tuning/jobs/ftjob-abc123") => {
                self.looks += 1;
                Some(self.job(self.moment().0))
            }
            ("GET", "/fine_tuning/jobs/ftjob-abc123/events") => Some(events(self.moment().1)),
            _ => None,
        }
    }

    /// The job when it has a status.
    fn job(&self, status: &str) -> String {
        let job = JOB.replace(MODEL, &self.model).replace("validating_files", status);
        let model = match status {
            "succeeded" => format!("\"fine_tuned_model\": \"ft:{}:org::abc123\"", self.model),
            _ => return job,
        };
        job.replace("\"fine_tuned_model\": null", &model)
    }

    fn moment(&self) -> (&'static str, usize) {
        let last = MOMENTS.len() - 1;
        MOMENTS[self.looks.saturating_sub(1).min(last)]
    }
}

/// The file of an upload; its content is what stands between the head and the end of its part.
fn file(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let part = text.split("name=\"file\"").nth(1).and_then(|part| part.split_once("\r\n\r\n"));
    let content = part.and_then(|(_, rest)| rest.split_once("\r\n--")).map_or("", |(it, _)| it);
    format!(
        r#"{{"id":"file-abc","object":"file","bytes":{},"created_at":1721764700,"filename":"data.jsonl","purpose":"fine-tune","status":"processed"}}"#,
        content.len()
    )
}

/// The first events, the newest of them first.
fn events(count: usize) -> String {
    let event = |(index, (message, step)): (usize, &(&str, Option<u32>))| {
        let (kind, data) = match step {
            Some(step) => ("metrics", format!(r#"{{"step":{step},"total_steps":3}}"#)),
            None => ("message", "{}".to_owned()),
        };
        let at = 1_721_764_800 + index;
        format!(
            r#"{{"object":"fine_tuning.job.event","id":"ftevent-{index}","created_at":{at},"level":"info","message":"{message}","type":"{kind}","data":{data}}}"#
        )
    };
    let events: Vec<String> = EVENTS.iter().enumerate().take(count).map(event).rev().collect();
    format!(r#"{{"object":"list","data":[{}],"has_more":false}}"#, events.join(","))
}
