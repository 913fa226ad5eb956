//! Strings of a `format`, read as what they say: a value keeps the text that arrived, and whoever wants
//! a time or an address asks for it.
//!
//! The types of other crates are there with the features `base64`, `chrono`, `email_address`, `jiff`,
//! `rust_decimal`, `time`, `url` and `uuid`.

mod duration;
mod types;

use std::fmt;

use crate::printable::{MAX_REASON, printable};

/// Reads a string of a `format`, or a number of one, as a type.
///
/// The formats are those of the OpenAPI Format Registry and of JSON Schema (Validation, section 7.3):
///
/// | `format` | of | is read as |
/// |---|---|---|
/// | `date-time` | a string | `jiff::Timestamp`, `chrono::DateTime<Utc>` and `<FixedOffset>`, `time::OffsetDateTime` |
/// | `date-time-local` | a string | `jiff::civil::DateTime`, `chrono::NaiveDateTime`, `time::PrimitiveDateTime` |
/// | `date` | a string | `jiff::civil::Date`, `chrono::NaiveDate`, `time::Date` |
/// | `time` | a string | `jiff::civil::Time`, `chrono::NaiveTime`, `time::Time`, where it has no offset |
/// | `duration` | a string | `std::time::Duration`, `chrono::TimeDelta`, `time::Duration`, without years and months, whose length varies; `jiff::Span`, with them |
/// | `unixtime` | an `i64`, an `f64` | `jiff::Timestamp`, `chrono::DateTime<Utc>`, `time::OffsetDateTime`; of an `f64` to the microsecond |
/// | `decimal` | a string, an `f64` | `rust_decimal::Decimal`; of an `f64` as its shortest digits say |
/// | `byte`, `base64url` | a string | `Vec<u8>`, with the feature `base64` |
/// | `email` | a string | `email_address::EmailAddress` |
/// | `ipv4`, `ipv6` | a string | `std::net::Ipv4Addr`, `Ipv6Addr`, or `IpAddr` of either |
/// | `uri` | a string | `url::Url` |
/// | `uuid` | a string | `uuid::Uuid` |
///
/// ```
/// use std::net::Ipv4Addr;
///
/// use specwright::ReadFormat;
///
/// let address = String::from("127.0.0.1");
/// assert_eq!(address.read::<Ipv4Addr>()?, Ipv4Addr::LOCALHOST);
///
/// let error = "127.0.1".read::<Ipv4Addr>().unwrap_err();
/// assert_eq!((error.format(), error.found()), ("ipv4", "127.0.1"));
/// # Ok::<(), specwright::FormatError>(())
/// ```
pub trait ReadFormat {
    /// What is read.
    type From: ?Sized;

    /// Reads it as a type.
    ///
    /// # Errors
    /// Where it is not of the format: which format it is, what was expected, and what was found.
    fn read<T: Format<Self::From>>(&self) -> Result<T, FormatError>;
}

impl ReadFormat for str {
    type From = str;

    fn read<T: Format<str>>(&self) -> Result<T, FormatError> {
        T::of(self).map_err(|reason| FormatError::new(T::FORMAT, T::EXPECTED, self, &reason))
    }
}

/// Seconds since 1970 (`unixtime` in the OpenAPI Format Registry).
impl ReadFormat for i64 {
    type From = i64;

    fn read<T: Format<i64>>(&self) -> Result<T, FormatError> {
        let found = self.to_string();
        T::of(self).map_err(|reason| FormatError::new(T::FORMAT, T::EXPECTED, &found, &reason))
    }
}

/// Seconds since 1970 with a fraction, or a `decimal`.
impl ReadFormat for f64 {
    type From = f64;

    fn read<T: Format<f64>>(&self) -> Result<T, FormatError> {
        let found = self.to_string();
        T::of(self).map_err(|reason| FormatError::new(T::FORMAT, T::EXPECTED, &found, &reason))
    }
}

/// A type that values of a format are read as: of a string, or of a number.
///
/// A format of your own API has a type of your own:
///
/// ```
/// use specwright::{Format, ReadFormat};
///
/// struct Colour(u32);
///
/// impl Format<str> for Colour {
///     const FORMAT: &'static str = "colour";
///     const EXPECTED: &'static str = "six hexadecimal digits behind `#`, such as `#00ff7f`";
///
///     fn of(text: &str) -> Result<Self, String> {
///         let digits = text.strip_prefix('#').ok_or("there is no `#`")?;
///         u32::from_str_radix(digits, 16).map(Self).map_err(|error| error.to_string())
///     }
/// }
///
/// assert_eq!("#00ff7f".read::<Colour>()?.0, 0x00_ff_7f);
/// # Ok::<(), specwright::FormatError>(())
/// ```
pub trait Format<From: ?Sized>: Sized {
    /// The name of the format, as descriptions have it.
    const FORMAT: &'static str;
    /// What is expected, in words.
    const EXPECTED: &'static str;

    /// The value.
    ///
    /// # Errors
    /// Why it is none.
    fn of(from: &From) -> Result<Self, String>;
}

/// Why a value is not of a format.
///
/// The example of [`ReadFormat`] has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    format: &'static str,
    expected: &'static str,
    found: String,
    reason: String,
}

impl FormatError {
    fn new(format: &'static str, expected: &'static str, found: &str, reason: &str) -> Self {
        let [found, reason] = [found, reason].map(|text| printable(text, MAX_REASON).into_owned());
        Self { format, expected, found, reason }
    }

    /// The name of the format.
    pub fn format(&self) -> &'static str {
        self.format
    }

    /// What was found, as far as it can be shown.
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, expected, found, reason } = self;
        write!(f, "not a `{format}`: expected {expected}, found {found:?} ({reason})")
    }
}

impl std::error::Error for FormatError {}

#[cfg(test)]
mod tests;
