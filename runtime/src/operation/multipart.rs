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
    let boundary = boundary(&parts);
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

/// A line that no part contains. It depends on the content alone, so that a body that is
/// sent again is the same.
fn boundary(parts: &[(&String, &Value)]) -> String {
    let texts: Vec<String> = parts.iter().map(|(_, value)| value.to_string()).collect();
    let mut number = texts.iter().map(String::len).sum::<usize>() as u64;
    loop {
        let boundary = format!("specwright-{number:016x}");
        if !texts.iter().any(|text| text.contains(&boundary)) {
            return boundary;
        }
        number = number.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::wire::File;

    #[test]
    fn files_keep_their_bytes_and_names_cannot_break_out() {
        let file = File::new("a\"\r\nX: y.bin", vec![0, 159, 146, 150, b'\r', b'\n']);
        let properties = BTreeMap::from([("file".to_owned(), file)]);
        let (media_type, body) = body(&properties).expect("an object");
        let boundary = media_type.split("boundary=").nth(1).expect("a boundary");
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22%0D%0AX: y.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        let mut expected = head.into_bytes();
        expected.extend_from_slice(&[0, 159, 146, 150, b'\r', b'\n']);
        expected.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        assert_eq!(body, expected);
    }
}
