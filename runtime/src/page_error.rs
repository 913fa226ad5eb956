//! Pages of a list that do not follow each other as they should.

use std::fmt;

/// The list has more pages, and the next one cannot be asked for: what came so far is not all of it.
///
/// It is an error rather than the end, since nobody could tell the one from the other.
///
/// ```no_run
/// # async fn example(client: specwright::Client) {
/// use specwright::fine_tuning::list_files;
/// use specwright::{Error, PageErrorKind};
///
/// let mut files = list_files(&client).items();
/// while let Some(file) = files.next().await {
///     match file {
///         Err(Error::Page(error)) if error.kind() == PageErrorKind::Repeated => {
///             println!("it leads back to {:?}", error.cursor());
///         }
///         other => println!("{other:?}"),
///     }
/// }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    kind: PageErrorKind,
    cursor: Option<String>,
}

/// Why the next page of a list cannot be asked for.
///
/// The example of [`PageError`] asks for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageErrorKind {
    /// The server names a page that came already, so that its pages would never end.
    Repeated,
    /// The server says that there are more, and not what asks for them.
    Missing,
    /// The server names a page of another server, which must not see the credentials.
    OtherServer,
}

impl PageError {
    pub(crate) fn new(kind: PageErrorKind, cursor: Option<String>) -> Self {
        Self { kind, cursor }
    }

    /// Why the next page cannot be asked for.
    pub fn kind(&self) -> PageErrorKind {
        self.kind
    }

    /// What the server named as the next page.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the list has more pages, but ")?;
        f.write_str(match self.kind {
            PageErrorKind::Repeated => "the next one is one that came already",
            PageErrorKind::Missing => "the answer does not say what asks for the next one",
            PageErrorKind::OtherServer => {
                "the next one is at another server, which must not see the credentials"
            }
        })?;
        match &self.cursor {
            Some(cursor) => write!(f, ": {cursor:?}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for PageError {}
