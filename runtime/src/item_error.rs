//! An item of a stream that is not what the description says.

use std::fmt;

use bytes::Bytes;

use crate::wire::DecodeError;

/// An item of a stream that is not what the description says; the items after it are read.
///
/// ```no_run
/// use specwright::Error;
/// use specwright::client::ItemStream;
///
/// async fn faults(mut events: ItemStream<u64>) {
///     while let Some(event) = events.next().await {
///         if let Err(Error::Item(fault)) = event {
///             println!("item {}, line {}: {}", fault.index(), fault.line(), fault.error());
///             println!("{:?}", fault.text());
///         }
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemError {
    index: u64,
    line: u64,
    text: Bytes,
    error: DecodeError,
}

impl ItemError {
    pub(crate) fn new(index: u64, line: u64, text: Bytes, error: DecodeError) -> Self {
        Self { index, line, text, error }
    }

    /// How many items came before it.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The line of the body where it begins, from 1; after the stream was taken up again, of the
    /// body that began then.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The text that was read as JSON: the `data` of an event, a line, a record. A credential of
    /// the client's that it repeated is struck out.
    pub fn text(&self) -> &Bytes {
        &self.text
    }

    /// Where the item is not what the description says, what was expected, and what was found.
    pub fn error(&self) -> &DecodeError {
        &self.error
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, line, error, .. } = self;
        write!(
            f,
            "item {index} of the stream, which begins in line {line}, cannot be read: {error}"
        )
    }
}

impl std::error::Error for ItemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
