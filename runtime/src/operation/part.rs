//! How the parts of a body are sent, where its description says so (OpenAPI 3.1, section
//! 4.8.15, the Encoding Object), and media types held against ranges of them.

/// How the part of a property is sent: a row of a table that generated code holds.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub(super) name: &'static str,
    pub(super) content_types: &'static [&'static str],
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) required_headers: &'static [&'static str],
}

/// Returns the row of the part of this property.
pub const fn part(name: &'static str) -> Part {
    Part { name, content_types: &[], headers: &[], required_headers: &[] }
}

impl Part {
    /// Sets the media types that it may have; a range (`image/*`) is for files alone.
    pub const fn content_types(self, content_types: &'static [&'static str]) -> Self {
        Self { content_types, ..self }
    }

    /// Sets the headers that have one value only.
    pub const fn headers(self, headers: &'static [(&'static str, &'static str)]) -> Self {
        Self { headers, ..self }
    }

    /// Sets the headers that a file has to bring (`File::with_header`).
    pub const fn required_headers(self, required_headers: &'static [&'static str]) -> Self {
        Self { required_headers, ..self }
    }

    pub(super) fn accepts(&self, media_type: &str) -> bool {
        self.content_types.iter().any(|range| accepts(range, media_type))
    }
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether it is a media type rather than a range of them (RFC 9110, section 12.5.1).
pub(super) fn is_concrete(media_type: &str) -> bool {
    !media_type.contains('*')
}

/// Whether the syntax is JSON (WHATWG MIME Sniffing, section 4.6: "JSON MIME type"; RFC 6839,
/// section 3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(&*essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether a media type is of a range.
pub(super) fn accepts(range: &str, media_type: &str) -> bool {
    let (range, media_type) = (essence(range), essence(media_type));
    let of = |(start, end): (&str, &str)| {
        let rest = media_type.strip_prefix(start);
        // What is made of JSON is taken to be JSON (RFC 6839, section 3.1).
        rest.is_some_and(|rest| rest.ends_with(end) || (rest, end) == ("json", "+json"))
    };
    range == media_type || range == "*/*" || range.split_once('*').is_some_and(of)
}
