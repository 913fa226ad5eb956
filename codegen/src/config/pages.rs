//! What a user states of the pages of a list.

use std::str::FromStr;

/// What a user states of the pages of a list.
///
/// In words, with commas or blanks between them: `off`, or `items=POINTER,next=NEXT`, with
/// `parameter=NAME`, `more=POINTER` (a boolean that says whether there are more) or `done=POINTER` (one
/// that says that there are none), and `total=POINTER`, where the list has them. Places within the body
/// of an answer are JSON Pointers (RFC 6901). `NEXT` is a pointer to what the next page is asked for by,
/// which may be its URL;
/// `last:POINTER`, a value of the last item; `offset`, the number of items before it; `number:1`, its
/// number, where the first page has this one; `link`, the header `Link`; `url:POINTER`, its URL.
///
/// ```
/// use specwright_codegen::{PagesStatement, pages_of};
///
/// let (operation, stated) = pages_of("listPets=parameter=after,items=/data,next=last:/id");
/// assert_eq!(operation, "listPets");
/// let stated: PagesStatement = stated.parse()?;
/// let stated: PagesStatement =
///     "parameter=after,items=/data,next=last:/id,more=/has_more".parse()?;
/// assert!("parameter=after,next=nowhere".parse::<PagesStatement>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagesStatement {
    /// It has none that calls ask for.
    Off,
    /// They follow each other so.
    Plan(PagesPlan),
}

/// How the pages of a list follow each other, as it is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagesPlan {
    /// The parameter of the query that asks for a page.
    pub parameter: Option<String>,
    /// Where the items stand.
    pub items: String,
    /// What asks for the next page.
    pub next: PagesNext,
    /// The boolean that says whether there are more.
    pub more: Option<String>,
    /// The boolean that says that there are no more.
    pub done: Option<String>,
    /// How many items, or numbered pages, there are.
    pub total: Option<String>,
}

/// What asks for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of a statement say it")]
pub enum PagesNext {
    Cursor(String),
    Last(String),
    Offset,
    Number(i64),
    Url(String),
    Link,
}

/// The `operationId` and the words of a statement that has both: `listPets=off`.
///
/// The example of [`PagesStatement`] reads both.
pub fn pages_of(text: &str) -> (String, String) {
    let (operation, stated) = text.split_once('=').unwrap_or((text, ""));
    (operation.trim().to_owned(), stated.trim().to_owned())
}

impl FromStr for PagesStatement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim() == "off" {
            return Ok(Self::Off);
        }
        let (mut parameter, mut items, mut next) = (None, None, None);
        let (mut more, mut done, mut total) = (None, None, None);
        let words = text.split(|it: char| it == ',' || it.is_whitespace());
        for word in words.filter(|word| !word.is_empty()) {
            let Some((key, value)) = word.split_once('=') else {
                return Err(format!("expected `off` or `KEY=VALUE`, found `{word}`"));
            };
            let slot = match key {
                "parameter" => &mut parameter,
                "items" => &mut items,
                "next" => &mut next,
                "more" => &mut more,
                "done" => &mut done,
                "total" => &mut total,
                _ => {
                    let keys = "`parameter`, `items`, `next`, `more`, `done` or `total`";
                    return Err(format!("expected {keys}, found `{key}`"));
                }
            };
            if slot.replace(value.to_owned()).is_some() {
                return Err(format!("`{key}` stands there twice"));
            }
        }
        let (Some(items), Some(next)) = (items, next) else {
            return Err("expected `items=POINTER` and `next=NEXT`".to_owned());
        };
        let all = [Some(&items), more.as_ref(), done.as_ref(), total.as_ref()];
        for pointer in all.into_iter().flatten() {
            is_pointer(pointer)?;
        }
        let next = next_of(&next)?;
        Ok(Self::Plan(PagesPlan { parameter, items, next, more, done, total }))
    }
}

fn next_of(text: &str) -> Result<PagesNext, String> {
    let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
    let next = match kind {
        "offset" => PagesNext::Offset,
        "link" => PagesNext::Link,
        "number" => {
            let first = rest.parse();
            return first.map(PagesNext::Number).map_err(|_| {
                format!("expected `number:` and the number of the first page, found `{text}`")
            });
        }
        "last" => PagesNext::Last(rest.to_owned()),
        "url" => PagesNext::Url(rest.to_owned()),
        _ if text.starts_with('/') => PagesNext::Cursor(text.to_owned()),
        _ => {
            let all =
                "a JSON Pointer, `last:POINTER`, `offset`, `number:FIRST`, `url:POINTER` or `link`";
            return Err(format!("expected {all} for `next`, found `{text}`"));
        }
    };
    if matches!(next, PagesNext::Last(_) | PagesNext::Url(_)) {
        is_pointer(rest)?;
    }
    Ok(next)
}

fn is_pointer(text: &str) -> Result<(), String> {
    match text.is_empty() || text.starts_with('/') {
        true => Ok(()),
        false => Err(format!("expected a JSON Pointer, such as `/data`, found `{text}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_read_or_refused_with_what_was_expected() {
        let read = |text: &str| text.parse::<PagesStatement>();
        assert_eq!(read(" off "), Ok(PagesStatement::Off));
        let plan = PagesPlan {
            parameter: Some("after".to_owned()),
            items: "/data".to_owned(),
            next: PagesNext::Last("/id".to_owned()),
            more: Some("/has_more".to_owned()),
            done: None,
            total: None,
        };
        let text = "parameter=after,items=/data,next=last:/id, more=/has_more";
        assert_eq!(read(text), Ok(PagesStatement::Plan(plan)));
        assert!(read("items= next=link").is_ok());
        let both = ("listPets".to_owned(), "items=,next=link".to_owned());
        assert_eq!(pages_of("listPets=items=,next=link"), both);
        for (odd, expected) in [
            ("", "`items=POINTER`"),
            ("on", "found `on`"),
            ("items=/a items=/b next=link", "twice"),
            ("item=/a next=link", "found `item`"),
            ("items=data next=link", "found `data`"),
            ("items=/data next=cursor", "found `cursor`"),
            ("items=/data next=number:x", "found `number:x`"),
            ("items=/data next=last:id", "found `id`"),
        ] {
            let error = read(odd).expect_err(odd);
            assert!(error.contains(expected), "{odd}: {error}");
        }
    }
}
