//! Bodies of several parts (RFC 7578).

use serde_json::Value;

use crate::wire::{Wire, file, to_value};

/// The media type and the body that hold each property of an object as a part: a file as
/// it is, a text as a text, a list as a part for each item, anything else as JSON.
pub(super) fn body<T: Wire>(value: &T) -> Result<(String, Vec<u8>), String> {
    let properties = match to_value(value) {
        Ok(Value::Object(properties)) => properties,
        Ok(_) => return Err("must be an object, since each property is a part".to_owned()),
        Err(error) => return Err(error.to_string()),
    };
    let mut parts = Vec::new();
    for (name, value) in &properties {
        match value {
            Value::Array(items) => parts.extend(items.iter().map(|item| (name, item))),
            value => parts.push((name, value)),
        }
    }
    let boundary = boundary()?;
    let mut body = Vec::new();
    for (name, value) in parts {
        body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        part(name, value, &mut body);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((format!("multipart/form-data; boundary={boundary}"), body))
}

fn part(name: &str, value: &Value, body: &mut Vec<u8>) {
    let name = quoted(name);
    let mut head = format!("Content-Disposition: form-data; name=\"{name}\"");
    let content = match value {
        Value::String(text) => match file::unpacked(text) {
            Some(file) => {
                head.push_str(&format!("; filename=\"{}\"", quoted(&file.name)));
                head.push_str(&format!("\r\nContent-Type: {}", single_line(&file.media_type)));
                file.content
            }
            None => text.clone().into_bytes(),
        },
        Value::Object(_) => {
            head.push_str("\r\nContent-Type: application/json");
            value.to_string().into_bytes()
        }
        value => value.to_string().into_bytes(),
    };
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(b"\r\n\r\n");
    body.extend_from_slice(&content);
    body.extend_from_slice(b"\r\n");
}

/// A name within quotes, as browsers write it (HTML, "multipart form data"): nothing in
/// it can end the quotes or the line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

fn single_line(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).collect()
}

/// What stands between the parts: 128 bits that the operating system draws for each body.
/// Whoever wrote the content, even knowing every body before, cannot have foreseen it, so
/// that nobody has to look for it there.
fn boundary() -> Result<String, String> {
    let mut drawn = [0; 16];
    getrandom::fill(&mut drawn)
        .map_err(|error| format!("no boundary of its parts can be drawn: {error}"))?;
    Ok(format!("specwright-{:032x}", u128::from_ne_bytes(drawn)))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::wire::File;

    /// The body of one file of this content, and how its parts are bounded.
    fn sent(name: &str, content: &[u8]) -> (String, Vec<u8>) {
        let file = File::new(name, content.to_vec());
        let (media_type, body) =
            body(&BTreeMap::from([("file".to_owned(), file)])).expect("an object");
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=");
        (boundary.expect("a boundary").to_owned(), body)
    }

    #[track_caller]
    fn goes_through(content: &[u8]) -> String {
        let (boundary, body) = sent("a.bin", content);
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        let end = format!("\r\n--{boundary}--\r\n");
        assert!(body == [head.as_bytes(), content, end.as_bytes()].concat(), "it is changed");
        boundary
    }

    #[test]
    fn files_keep_their_bytes_and_names_cannot_break_out() {
        let content = [0, 159, 146, 150, b'\r', b'\n'];
        goes_through(&content);
        let (_, body) = sent("a\"\r\nX: y.bin", &content);
        let text = String::from_utf8_lossy(&body);
        assert!(text.contains("; filename=\"a%22%0D%0AX: y.bin\"\r\n"), "{text}");
    }

    /// Neither the boundary of the body before nor the end of it means anything in the next.
    #[test]
    fn content_that_looks_like_a_boundary_goes_through_unchanged() {
        let mut content = b"first".to_vec();
        for _ in 0..4 {
            let boundary = goes_through(&content);
            content.extend_from_slice(format!("\r\n--{boundary}\r\n").as_bytes());
            content.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        }
    }

    /// What once was looked for in 4 MB again and again: every boundary that a count could give.
    #[test]
    fn content_made_of_boundaries_is_only_copied() {
        let mut content = Vec::new();
        let mut number = 0_u64;
        while content.len() < 4_000_000 {
            content.extend_from_slice(format!("\r\n--specwright-{number:016x}").as_bytes());
            number += 1;
        }
        goes_through(&content);
    }

    #[test]
    fn a_boundary_is_drawn_for_each_body() {
        let boundaries: BTreeSet<String> = (0..64).map(|_| goes_through(b"the same")).collect();
        assert_eq!(boundaries.len(), 64);
        for boundary in boundaries {
            let drawn = boundary.strip_prefix("specwright-").expect("our own");
            assert_eq!(drawn.len() * 4, 128);
            assert!(drawn.bytes().all(|digit| digit.is_ascii_hexdigit()), "{drawn}");
        }
    }
}
