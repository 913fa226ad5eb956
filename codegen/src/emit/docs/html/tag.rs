//! Reads the tags of HTML in a text, and the characters that it has references for.

/// A tag: its name in lower case, whether it closes, what stands behind its name.
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) closes: bool,
    attributes: &'a str,
}

/// What tags that only give a form, or that stand around blocks, are called.
pub(super) const FORMS: [&str; 14] = [
    "span", "font", "u", "small", "big", "sup", "sub", "label", "abbr", "nobr", "tbody", "thead",
    "ins", "mark",
];
const BLOCKS: [&str; 15] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "center",
    "details",
    "summary",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "tr",
    "td",
];

fn is_known(name: &str) -> bool {
    const OTHERS: [&str; 24] = [
        "br", "hr", "b", "strong", "i", "em", "s", "del", "a", "img", "ul", "ol", "li", "code",
        "tt", "kbd", "samp", "var", "pre", "table", "th", "h1", "h2", "h3",
    ];
    FORMS.contains(&name)
        || BLOCKS.contains(&name)
        || OTHERS.contains(&name)
        || matches!(name, "h4" | "h5" | "h6")
}

/// Whether a text has a tag or a comment of HTML.
pub(super) fn has_tag(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text[at..].starts_with("<!--") || tag(&text[at..]).is_some())
}

/// How long a tag may be.
const LONGEST_TAG: usize = 2_000;

/// The tag of HTML that a text begins with, and its length.
pub(super) fn tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let inner = text.strip_prefix('<')?;
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inner.get(..length)?.to_ascii_lowercase();
    let rest = inner.get(length..)?;
    if !is_known(&name) || !rest.starts_with(['>', '/', ' ', '\n', '\t', '\r']) {
        return None;
    }
    let mut quote = None;
    for (at, sign) in rest.char_indices() {
        match (quote, sign) {
            _ if at > LONGEST_TAG => return None,
            (None, '>') => {
                let attributes = rest[..at].trim_end_matches('/');
                let whole = text.len() - rest.len() + at + 1;
                return Some((Tag { name, closes, attributes }, whole));
            }
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), sign) if sign == open => quote = None,
            _ => {}
        }
    }
    None
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let lower = self.attributes.to_ascii_lowercase();
        let at = lower.match_indices(name).find(|(at, _)| {
            lower[..*at].ends_with(|before: char| before.is_ascii_whitespace())
                && lower[at + name.len()..].trim_start().starts_with('=')
        })?;
        let value = self.attributes.get(at.0 + name.len()..)?.trim_start().strip_prefix('=')?;
        let value = value.trim_start();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next()?,
            _ => value.split_ascii_whitespace().next()?,
        };
        Some(decoded(value))
    }
}

/// The text without its tags, of which `br` breaks a line.
pub(super) fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some((tag, length)) => {
                if tag.name == "br" {
                    kept.push('\n');
                }
                rest = &rest[length..];
            }
            None => {
                kept.push('<');
                rest = &rest[1..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// The characters that code has references for (HTML, section 13.5); in Markdown's code they are
/// none.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}
