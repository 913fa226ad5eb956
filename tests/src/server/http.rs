//! Requests as they stand on the wire (RFC 9112).

use std::io::{self, Read, Write};

use super::Seen;

/// A connection, encrypted or not.
pub(super) trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// Reads up to the empty line; `None` where the connection ends before a request.
pub(super) fn read_head(
    stream: &mut dyn Stream,
    buffer: &mut Vec<u8>,
) -> io::Result<Option<usize>> {
    loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            return Ok(Some(end + 4));
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk)? {
            0 => return Ok(None),
            count => buffer.extend_from_slice(&chunk[..count]),
        }
    }
}

/// Reads until the buffer has so many bytes.
pub(super) fn fill(stream: &mut dyn Stream, buffer: &mut Vec<u8>, length: usize) -> io::Result<()> {
    while buffer.len() < length {
        let mut chunk = [0; 16 * 1024];
        match stream.read(&mut chunk)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => buffer.extend_from_slice(&chunk[..count]),
        }
    }
    Ok(())
}

/// Reads so many bytes.
pub(super) fn take(
    stream: &mut dyn Stream,
    buffer: &mut Vec<u8>,
    length: usize,
) -> io::Result<Vec<u8>> {
    fill(stream, buffer, length)?;
    Ok(buffer.drain(..length).collect())
}

/// Whether a body comes in chunks.
pub(super) fn is_chunked(head: &str) -> bool {
    head.lines().any(|line| line.eq_ignore_ascii_case("transfer-encoding: chunked"))
}

/// Reads a body in chunks (RFC 9112, section 7.1), without extensions or trailers.
pub(super) fn read_chunks(stream: &mut dyn Stream, buffer: &mut Vec<u8>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            match buffer.windows(2).position(|window| window == b"\r\n") {
                Some(end) => break end,
                None => fill(stream, buffer, buffer.len() + 1)?,
            }
        };
        let line = String::from_utf8_lossy(&take(stream, buffer, end + 2)?).into_owned();
        let length = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        body.extend(take(stream, buffer, length)?);
        take(stream, buffer, 2)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

/// How long a body is said to be.
pub(super) fn content_length(head: &str) -> usize {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    lengths.next().and_then(|(_, length)| length.trim().parse().ok()).unwrap_or(0)
}

/// The request of a head and a body.
pub(super) fn request(head: &str, body: Vec<u8>) -> Seen {
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Seen {
        method: words.next().unwrap_or_default(),
        target: words.next().unwrap_or_default(),
        headers: lines.filter_map(header).collect(),
        body,
    }
}
