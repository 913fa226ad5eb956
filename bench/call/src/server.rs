//! Answers every call with the same job, at as little cost as can be: the cores are the clients'.

use std::io::{self, Read};
use std::sync::Arc;
use std::thread;

use httparse::{EMPTY_HEADER, Request, Status};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

use crate::Failure;

/// Serves until the standard input ends, and says first where.
pub(crate) fn serve() -> Result<(), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        println!("{}", listener.local_addr()?);
        // A task that is killed cannot end this process; its end of the pipe can.
        thread::spawn(|| {
            let _ = io::stdin().read_to_end(&mut Vec::new());
            std::process::exit(0);
        });
        let answer: Arc<[u8]> = answer().into_bytes().into();
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(talk(stream, Arc::clone(&answer)));
        }
    })
}

/// A job, with the headers that the API sends with it.
fn answer() -> String {
    let job = specwright_bench::job();
    format!(
        "HTTP/1.1 200 OK\r\n\
         date: Wed, 14 May 2025 09:30:00 GMT\r\n\
         content-type: application/json\r\n\
         content-length: {}\r\n\
         openai-version: 2020-10-01\r\n\
         openai-organization: example-research\r\n\
         openai-processing-ms: 187\r\n\
         x-request-id: req_5f0c3f8e1a2b4c6d9e7f\r\n\
         strict-transport-security: max-age=31536000; includeSubDomains; preload\r\n\
         x-content-type-options: nosniff\r\n\
         \r\n{job}",
        job.len()
    )
}

const REFUSAL: &[u8] = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";

/// Answers the requests of one connection, one after another.
async fn talk(mut stream: TcpStream, answer: Arc<[u8]>) -> io::Result<()> {
    let mut text = Vec::new();
    loop {
        let asked = loop {
            match first(&text)? {
                Some(asked) => break asked,
                None if stream.read_buf(&mut text).await? == 0 => return Ok(()),
                None => {}
            }
        };
        text.drain(..asked.length);
        stream.write_all(if asked.is_known { &answer } else { REFUSAL }).await?;
    }
}

/// A request that is there whole.
struct Asked {
    length: usize,
    is_known: bool,
}

/// The request that a text begins with; `None` as long as it is not whole.
fn first(text: &[u8]) -> io::Result<Option<Asked>> {
    let mut headers = [EMPTY_HEADER; 32];
    let mut request = Request::new(&mut headers);
    let Status::Complete(head) = request.parse(text).map_err(io::Error::other)? else {
        return Ok(None);
    };
    let mut headers = request.headers.iter();
    let length = headers.find(|header| header.name.eq_ignore_ascii_case("content-length"));
    let length = length.and_then(|length| std::str::from_utf8(length.value).ok()?.parse().ok());
    let length = head + length.unwrap_or(0_usize);
    let is_known = (request.method, request.path) == (Some("POST"), Some("/v1/fine_tuning/jobs"));
    Ok((text.len() >= length).then_some(Asked { length, is_known }))
}
