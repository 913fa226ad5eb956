//! Strings of a `format`, read as what they say: a value keeps the text that arrived, and whoever wants
//! a time or an address asks for it.
//!
//! The types of other crates are there with the features `chrono`, `jiff`, `rust_decimal`, `time`,
//! `url` and `uuid`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::printable::{MAX_REASON, printable};

/// Reads a string of a `format`, or a number of seconds, as a type.
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

/// A type that values of a format are read as: of a string, or of a number of seconds.
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

/// What is expected of formats that several crates have types for.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod expected {
    pub(super) const DATE_TIME: &str =
        "a date and a time of RFC 3339, section 5.6, such as `2026-01-02T03:04:05Z`";
    pub(super) const DATE: &str = "a full date of RFC 3339, section 5.6, such as `2026-01-02`";
    pub(super) const TIME: &str = "a time of day, such as `03:04:05`";
    pub(super) const UNIX_TIME: &str = "seconds since 1970-01-01T00:00:00Z";
}

/// Types that are read out of strings.
macro_rules! strings {
    ($($type:ty: $format:literal, $expected:expr, $read:expr;)*) => {$(
        impl Format<str> for $type {
            const FORMAT: &'static str = $format;
            const EXPECTED: &'static str = $expected;

            fn of(text: &str) -> Result<Self, String> {
                let read: fn(&str) -> Result<Self, _> = $read;
                read(text).map_err(|error| error.to_string())
            }
        }
    )*};
}

/// Types that are read out of a number of seconds.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! seconds {
    ($($type:ty: $read:expr;)*) => {$(
        impl Format<i64> for $type {
            const FORMAT: &'static str = "unixtime";
            const EXPECTED: &'static str = UNIX_TIME;

            fn of(seconds: &i64) -> Result<Self, String> {
                let read: fn(i64) -> Result<Self, String> = $read;
                read(*seconds)
            }
        }
    )*};
}

strings! {
    Ipv4Addr: "ipv4", "an address of four numbers, such as `127.0.0.1`", str::parse;
    Ipv6Addr: "ipv6", "an address of RFC 4291, section 2.2, such as `::1`", str::parse;
    IpAddr: "ip", "an address, such as `127.0.0.1` or `::1`", str::parse;
}

#[cfg(feature = "chrono")]
mod of_chrono {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

    use super::Format;
    use super::expected::{DATE, DATE_TIME, TIME, UNIX_TIME};

    strings! {
        DateTime<FixedOffset>: "date-time", DATE_TIME, DateTime::parse_from_rfc3339;
        DateTime<Utc>: "date-time", DATE_TIME, |text| {
            DateTime::parse_from_rfc3339(text).map(|time| time.to_utc())
        };
        NaiveDate: "date", DATE, |text| NaiveDate::parse_from_str(text, "%Y-%m-%d");
        NaiveTime: "time", TIME, str::parse;
    }

    seconds! {
        DateTime<Utc>: |seconds| {
            DateTime::from_timestamp(seconds, 0).ok_or_else(|| "out of range".to_owned())
        };
    }
}

#[cfg(feature = "jiff")]
mod of_jiff {
    use jiff::civil::{Date, Time};
    use jiff::{Span, Timestamp};

    use super::Format;
    use super::expected::{DATE, DATE_TIME, TIME, UNIX_TIME};

    strings! {
        Timestamp: "date-time", DATE_TIME, str::parse;
        Date: "date", DATE, str::parse;
        Time: "time", TIME, str::parse;
        Span: "duration", "a duration of RFC 3339, appendix A, such as `P1DT2H`", str::parse;
    }

    seconds! {
        Timestamp: |seconds| Timestamp::from_second(seconds).map_err(|error| error.to_string());
    }
}

#[cfg(feature = "time")]
mod of_time {
    use time::OffsetDateTime;
    use time::format_description::well_known::{Iso8601, Rfc3339};

    use super::Format;
    use super::expected::{DATE, DATE_TIME, TIME, UNIX_TIME};

    strings! {
        OffsetDateTime: "date-time", DATE_TIME, |text| OffsetDateTime::parse(text, &Rfc3339);
        time::Date: "date", DATE, |text| time::Date::parse(text, &Iso8601::DATE);
        time::Time: "time", TIME, |text| time::Time::parse(text, &Iso8601::TIME);
    }

    seconds! {
        OffsetDateTime: |seconds| {
            OffsetDateTime::from_unix_timestamp(seconds).map_err(|error| error.to_string())
        };
    }
}

#[cfg(feature = "uuid")]
strings! {
    uuid::Uuid: "uuid", "a UUID of RFC 4122, section 3", str::parse;
}

#[cfg(feature = "url")]
strings! {
    url::Url: "uri", "a URI of RFC 3986, such as `https://example.com/a`", str::parse;
}

#[cfg(feature = "rust_decimal")]
strings! {
    rust_decimal::Decimal: "decimal", "a decimal number, such as `10.50`",
        rust_decimal::Decimal::from_str_exact;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_the_format_what_was_expected_and_what_was_found() {
        let error = "1.2.3".read::<Ipv4Addr>().unwrap_err();
        let text = "not a `ipv4`: expected an address of four numbers, such as `127.0.0.1`, \
                    found \"1.2.3\" (invalid IPv4 address syntax)";
        assert_eq!(error.to_string(), text);
        let long = "é".repeat(100_000);
        assert!(long.read::<Ipv6Addr>().unwrap_err().to_string().len() < 10_000);
        assert_eq!("::1".read::<IpAddr>(), Ok(IpAddr::V6(Ipv6Addr::LOCALHOST)));
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn jiff_reads_times() {
        use jiff::{Timestamp, civil::Date};

        let text = "2026-01-02T03:04:05.5+01:00";
        let time = text.read::<Timestamp>().unwrap();
        assert_eq!(time.to_string(), "2026-01-02T02:04:05.5Z");
        assert_eq!(0_i64.read::<Timestamp>(), Ok(Timestamp::UNIX_EPOCH));
        assert_eq!(i64::MAX.read::<Timestamp>().unwrap_err().format(), "unixtime");
        assert_eq!("2026-01-02".read::<Date>().unwrap().day(), 2);
        assert_eq!("2026-1-2".read::<Date>().unwrap_err().format(), "date");
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn chrono_reads_times() {
        use chrono::{DateTime, NaiveDate, Utc};

        let time = "2026-01-02T03:04:05+01:00".read::<DateTime<Utc>>().unwrap();
        assert_eq!(time.timestamp(), 1_767_319_445);
        assert_eq!(1_767_319_445_i64.read::<DateTime<Utc>>(), Ok(time));
        assert!("2026-02-30".read::<NaiveDate>().is_err());
    }

    #[cfg(feature = "time")]
    #[test]
    fn time_reads_times() {
        use time::OffsetDateTime;

        let time = "2026-01-02T03:04:05+01:00".read::<OffsetDateTime>().unwrap();
        assert_eq!(time.unix_timestamp(), 1_767_319_445);
        assert_eq!(1_767_319_445_i64.read::<OffsetDateTime>(), Ok(time));
        assert_eq!("2026-01-02".read::<time::Date>().map(|date| date.day()), Ok(2));
    }

    #[cfg(all(feature = "uuid", feature = "url", feature = "rust_decimal"))]
    #[test]
    fn others_are_read() {
        let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        assert_eq!(text.read::<uuid::Uuid>().map(|uuid| uuid.to_string()), Ok(text.to_owned()));
        assert!("https://example.com/a".read::<url::Url>().is_ok());
        assert_eq!("a b".read::<url::Url>().unwrap_err().format(), "uri");
        assert_eq!(
            "10.50".read::<rust_decimal::Decimal>().map(|it| it.to_string()),
            Ok("10.50".into())
        );
    }
}
