//! Bodies of several parts (RFC 2046, section 5.1; RFC 7578 for those of a form): each
//! property of an object as one.

mod write_parts;

use http::{HeaderName, HeaderValue};

use self::write_parts::write_parts;
use super::Body;
use super::part::{Part, accepts, essence, is_concrete, is_json};
use crate::wire::write::{WriteError, push_string};
use crate::wire::{File, View, Violation, pointer};

/// The media type and the body that hold each property of an object as a part, as `table` and
/// otherwise the kind of its value says (OpenAPI 3.1, section 4.8.15.1.1): a file as it is, a
/// string as text, a list as a part for each item, an object as JSON; a null as no part.
///
/// # Errors
/// What cannot be a part, each at its place.
pub(super) fn body(
    media_type: &str,
    value: &View<'_>,
    table: &[Part],
) -> Result<(String, Body), Vec<Violation>> {
    let mut parts = Parts {
        is_form: essence(media_type) == "multipart/form-data",
        table,
        boundary: boundary().map_err(|message| vec![Violation::new(String::new(), message)])?,
        text: Vec::new(),
        body: Body::empty(),
        root_type: None,
        violations: Vec::new(),
    };
    if let Err(error) = write_parts(value, &mut parts) {
        parts.violations.push(Violation::new(String::new(), error));
    }
    parts.finish(media_type)
}

/// The parts that are written so far.
struct Parts<'a> {
    is_form: bool,
    table: &'a [Part],
    boundary: String,
    /// What follows the body so far.
    text: Vec<u8>,
    body: Body,
    /// The media type of the first part.
    root_type: Option<String>,
    violations: Vec<Violation>,
}

impl Parts<'_> {
    fn finish(mut self, media_type: &str) -> Result<(String, Body), Vec<Violation>> {
        if !self.violations.is_empty() {
            return Err(self.violations);
        }
        self.delimit("--\r\n");
        self.body.push(self.text);
        let boundary = self.boundary;
        let mut media_type = format!("{media_type}; boundary={boundary}");
        // RFC 2387, section 3.1: the type of the root is told.
        if essence(&media_type) == "multipart/related"
            && let Some(root) = &self.root_type
        {
            media_type.push_str(&format!("; type=\"{}\"", root.replace(['"', '\\'], "")));
        }
        Ok((media_type, self.body))
    }

    /// Ends the part before, and says what comes now.
    fn delimit(&mut self, end: &str) {
        if !self.text.is_empty() || !self.body.is_empty() {
            self.text.extend_from_slice(b"\r\n");
        }
        self.text.extend_from_slice(format!("--{}{end}", self.boundary).as_bytes());
    }
}

/// Where a part comes from: a property, an item of its list.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a str,
    index: Option<usize>,
}

impl Place<'_> {
    fn violation(self, message: String) -> Violation {
        Violation::new(pointer(self.name, self.index), message)
    }
}

/// Begins a part: says all that stands before its content.
struct Head<'a> {
    media_type: Option<&'a str>,
    filename: Option<&'a str>,
    headers: &'a [(&'a str, &'a str)],
}

impl Parts<'_> {
    fn row(&self, name: &str) -> Option<Part> {
        self.table.iter().find(|row| row.name == name).copied()
    }

    fn begin(&mut self, place: Place<'_>, head: &Head<'_>) {
        self.delimit("\r\n");
        let name = quoted(place.name);
        let mut lines = format!("Content-Disposition: form-data; name=\"{name}\"");
        if let Some(filename) = head.filename {
            lines.push_str(&format!("; filename=\"{}\"", quoted(filename)));
        }
        // Within a form, text needs no media type (RFC 7578, section 4.4).
        let media_type = head.media_type.or((!self.is_form).then_some("text/plain"));
        let media_type = media_type.map(|media_type| ("Content-Type", media_type));
        let row = self.row(place.name);
        let described = row.map_or(&[][..], |row| row.headers).iter().copied();
        // Who sends a header of their own knows better than the description.
        let is_own =
            |name: &str| head.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        let described = described.filter(|(name, _)| !is_own(name));
        for (name, value) in
            media_type.into_iter().chain(described).chain(head.headers.iter().copied())
        {
            let is_header = HeaderName::from_bytes(name.as_bytes()).is_ok()
                && HeaderValue::from_str(value).is_ok();
            if is_header {
                lines.push_str(&format!("\r\n{name}: {value}"));
            } else {
                let message = format!("has a part with the header {name:?}, which cannot be sent");
                self.violations.push(place.violation(message));
            }
        }
        for name in row.map_or(&[][..], |row| row.required_headers) {
            if !is_own(name) {
                let message = format!("must be a file with the header `{name}`");
                self.violations.push(place.violation(message));
            }
        }
        self.text.extend_from_slice(lines.as_bytes());
        self.text.extend_from_slice(b"\r\n\r\n");
        self.root_type.get_or_insert_with(|| media_type_of_root(media_type));
    }

    /// The media type of a part whose content is text or JSON: the first that the description
    /// names for it, `implied` where it names none. Of a JSON value, one of JSON.
    fn media_type<'b>(
        &mut self,
        place: Place<'_>,
        implied: Option<&'b str>,
        needs_json: bool,
    ) -> Option<&'b str>
    where
        Self: 'b,
    {
        let Some(row) = self.row(place.name).filter(|row| !row.content_types.is_empty()) else {
            return implied;
        };
        let mut concrete = row.content_types.iter().filter(|known| is_concrete(known));
        let chosen = concrete.find(|known| !needs_json || is_json(known)).copied();
        let chosen = chosen.or(implied.filter(|implied| row.accepts(implied)));
        if chosen.is_none() && needs_json {
            let listed = row.content_types.join(", ");
            let message =
                format!("must be sent as {listed}, but is an object, which is sent as JSON");
            self.violations.push(place.violation(message));
        }
        chosen
    }

    fn text(&mut self, place: Place<'_>, text: &str) -> Result<(), WriteError> {
        let media_type = self.media_type(place, None, false);
        self.begin(place, &Head { media_type, filename: None, headers: &[] });
        if media_type.is_some_and(is_json) {
            push_string(text, &mut self.text);
            return Ok(());
        }
        self.text.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn json(&mut self, place: Place<'_>) -> &mut Vec<u8> {
        let media_type = self.media_type(place, Some("application/json"), true);
        self.begin(place, &Head { media_type, filename: None, headers: &[] });
        &mut self.text
    }

    fn file(&mut self, place: Place<'_>, file: &File) {
        let described = self.row(place.name).map_or(&[][..], |row| row.content_types);
        let media_type = match (file.media_type(), described) {
            (Some(own), []) => own,
            (None, []) => "application/octet-stream",
            (None, [only]) if is_concrete(only) => only,
            (Some(own), _) if described.iter().any(|range| accepts(range, own)) => own,
            (own, _) => {
                let own = own.unwrap_or("none");
                let message =
                    format!("must have a media type of {}, but has {own}", described.join(", "));
                return self.violations.push(place.violation(message));
            }
        };
        let headers: Vec<(&str, &str)> = file.headers().collect();
        let filename = Some(file.name().unwrap_or(place.name));
        self.begin(place, &Head { media_type: Some(media_type), filename, headers: &headers });
        self.body.push(std::mem::take(&mut self.text));
        if let Err(error) = self.body.push_file(file) {
            self.violations.push(place.violation(format!("cannot be read: {error}")));
        }
    }
}

fn media_type_of_root(header: Option<(&str, &str)>) -> String {
    header.map_or("text/plain", |(_, media_type)| media_type).to_owned()
}

/// A name within quotes, as browsers write it (HTML, "multipart form data"): nothing in
/// it can end the quotes or the line.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            character => quoted.push(character),
        }
    }
    quoted
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
    use crate::wire::{RawJson, Wire};

    const FORM: &str = "multipart/form-data";

    /// All bytes of a body.
    fn whole(mut body: Body) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        loop {
            let body = std::pin::Pin::new(&mut body);
            match http_body::Body::poll_frame(body, &mut context) {
                std::task::Poll::Ready(Some(frame)) => {
                    bytes.extend_from_slice(&frame.expect("a frame").into_data().expect("data"));
                }
                std::task::Poll::Ready(None) => return bytes,
                std::task::Poll::Pending => panic!("memory is ready"),
            }
        }
    }

    /// The body of one file of this content, and how its parts are bounded.
    fn sent(name: &str, content: &[u8]) -> (String, Vec<u8>) {
        let file = File::new(name, content.to_vec());
        let (media_type, body) =
            body(FORM, &BTreeMap::from([("file".to_owned(), file)]).view(), &[])
                .expect("an object");
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=");
        assert!(body.length().is_some(), "its length is known");
        (boundary.expect("a boundary").to_owned(), whole(body))
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

    #[test]
    fn no_header_of_a_file_can_begin_another() {
        let file = File::new("a", "x").with_media_type("text/plain\r\nX-Y: z");
        let parts = BTreeMap::from([("file".to_owned(), file)]);
        let violations = body(FORM, &parts.view(), &[]).expect_err("it is refused");
        assert_eq!(violations[0].pointer, "/file");
    }

    #[test]
    fn numbers_of_the_caller_stay_as_they_are_written() {
        let raw: RawJson =
            r#"{"n":1e400,"o":{"z":1.50,"a":1e400},"l":[1e999,"x"]}"#.parse().expect("JSON");
        let (_, body) = body(FORM, &raw.view(), &[]).expect("an object");
        let text = String::from_utf8(whole(body)).expect("text");
        let contents: Vec<&str> =
            text.split("\r\n\r\n").skip(1).filter_map(|part| part.split("\r\n--").next()).collect();
        assert_eq!(contents, ["1e400", r#"{"z":1.50,"a":1e400}"#, "1e999", "x"]);
    }
}
