//! As which types values of a format are read, for each format and each crate.
//!
//! A type that could not hold what the text says is not among them: one without an offset refuses a
//! text that has one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use super::Format;
use super::duration::duration;

const DURATION: &str =
    "a duration of RFC 3339, appendix A, without years and months, such as `P1DT2H`";

/// What is expected of formats that several crates have types for.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod expected {
    pub(super) const DATE_TIME: &str =
        "a date and a time of RFC 3339, section 5.6, such as `2026-01-02T03:04:05Z`";
    pub(super) const DATE_TIME_LOCAL: &str =
        "a date and a time without an offset, such as `2026-01-02T03:04:05`";
    pub(super) const DATE: &str = "a full date of RFC 3339, section 5.6, such as `2026-01-02`";
    pub(super) const TIME: &str = "a time of day without an offset, such as `03:04:05`";
    pub(super) const UNIX_TIME: &str = "seconds since 1970-01-01T00:00:00Z";
    pub(super) const OUT_OF_RANGE: &str = "out of range";
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

/// Types that are read out of a number of seconds: of a whole one, and of microseconds.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! seconds {
    ($type:ty: $read:expr, $micros:expr) => {
        impl Format<i64> for $type {
            const FORMAT: &'static str = "unixtime";
            const EXPECTED: &'static str = UNIX_TIME;

            fn of(seconds: &i64) -> Result<Self, String> {
                let read: fn(i64) -> Result<Self, String> = $read;
                read(*seconds)
            }
        }

        impl Format<f64> for $type {
            const FORMAT: &'static str = "unixtime";
            const EXPECTED: &'static str = UNIX_TIME;

            fn of(seconds: &f64) -> Result<Self, String> {
                let read: fn(i64) -> Result<Self, String> = $micros;
                read(super::microseconds(*seconds)?)
            }
        }
    };
}

/// The microseconds of a number of seconds, which is as fine as an `f64` is for the times of today.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn microseconds(seconds: f64) -> Result<i64, String> {
    let micros = (seconds * 1e6).round();
    // Each `f64` between these is an `i64`; a NaN is between none.
    let is_in_range = (-9.2e18..=9.2e18).contains(&micros);
    is_in_range.then_some(micros as i64).ok_or_else(|| expected::OUT_OF_RANGE.to_owned())
}

strings! {
    Ipv4Addr: "ipv4", "an address of four numbers, such as `127.0.0.1`", str::parse;
    Ipv6Addr: "ipv6", "an address of RFC 4291, section 2.2, such as `::1`", str::parse;
    IpAddr: "ip", "an address, such as `127.0.0.1` or `::1`", str::parse;
    Duration: "duration", DURATION, duration;
}

#[cfg(feature = "chrono")]
mod of_chrono {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

    use super::expected::{DATE, DATE_TIME, DATE_TIME_LOCAL, OUT_OF_RANGE, TIME, UNIX_TIME};
    use super::{DURATION, Format, duration};

    strings! {
        DateTime<FixedOffset>: "date-time", DATE_TIME, DateTime::parse_from_rfc3339;
        DateTime<Utc>: "date-time", DATE_TIME, |text| {
            DateTime::parse_from_rfc3339(text).map(|time| time.to_utc())
        };
        NaiveDateTime: "date-time-local", DATE_TIME_LOCAL, str::parse;
        NaiveDate: "date", DATE, |text| NaiveDate::parse_from_str(text, "%Y-%m-%d");
        NaiveTime: "time", TIME, str::parse;
        TimeDelta: "duration", DURATION, |text| {
            TimeDelta::from_std(duration(text)?).map_err(|error| error.to_string())
        };
    }

    seconds! {
        DateTime<Utc>:
            |seconds| DateTime::from_timestamp(seconds, 0).ok_or_else(|| OUT_OF_RANGE.to_owned()),
            |micros| DateTime::from_timestamp_micros(micros).ok_or_else(|| OUT_OF_RANGE.to_owned())
    }
}

#[cfg(feature = "jiff")]
mod of_jiff {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::{Span, Timestamp};

    use super::Format;
    use super::expected::{DATE, DATE_TIME, DATE_TIME_LOCAL, TIME, UNIX_TIME};

    strings! {
        Timestamp: "date-time", DATE_TIME, str::parse;
        DateTime: "date-time-local", DATE_TIME_LOCAL, str::parse;
        Date: "date", DATE, str::parse;
        Time: "time", TIME, str::parse;
        Span: "duration", "a duration of RFC 3339, appendix A, such as `P1DT2H`", str::parse;
    }

    seconds! {
        Timestamp:
            |seconds| Timestamp::from_second(seconds).map_err(|error| error.to_string()),
            |micros| Timestamp::from_microsecond(micros).map_err(|error| error.to_string())
    }
}

#[cfg(feature = "time")]
mod of_time {
    use time::format_description::well_known::{Iso8601, Rfc3339};
    use time::{OffsetDateTime, PrimitiveDateTime};

    use super::expected::{DATE, DATE_TIME, DATE_TIME_LOCAL, TIME, UNIX_TIME};
    use super::{DURATION, Format, duration};

    strings! {
        OffsetDateTime: "date-time", DATE_TIME, |text| OffsetDateTime::parse(text, &Rfc3339);
        PrimitiveDateTime: "date-time-local", DATE_TIME_LOCAL, |text| {
            PrimitiveDateTime::parse(text, &Iso8601::DATE_TIME)
        };
        time::Date: "date", DATE, |text| time::Date::parse(text, &Iso8601::DATE);
        time::Time: "time", TIME, |text| time::Time::parse(text, &Iso8601::TIME);
        time::Duration: "duration", DURATION, |text| {
            time::Duration::try_from(duration(text)?).map_err(|error| error.to_string())
        };
    }

    seconds! {
        OffsetDateTime:
            |seconds| OffsetDateTime::from_unix_timestamp(seconds).map_err(|it| it.to_string()),
            |micros| {
                let nanoseconds = i128::from(micros) * 1_000;
                OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|it| it.to_string())
            }
    }
}

#[cfg(feature = "base64")]
mod of_base64 {
    use base64::Engine;
    use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
    use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

    use super::Format;

    strings! {
        // Of the two alphabets, the letters that differ say which one it is.
        Vec<u8>: "byte", "base64 of RFC 4648, such as `AQID`", |text| {
            let is_for_urls = text.contains(['-', '_']);
            engine(if is_for_urls { &URL_SAFE } else { &STANDARD }).decode(text)
        };
    }

    /// What reads an alphabet, with its padding and without, since many leave it away.
    fn engine(alphabet: &Alphabet) -> GeneralPurpose {
        let padding = DecodePaddingMode::Indifferent;
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(padding);
        GeneralPurpose::new(alphabet, config)
    }
}

#[cfg(feature = "email_address")]
strings! {
    email_address::EmailAddress: "email", "an address of RFC 5321, section 4.1.2, such as `a@example.com`",
        |text| {
            let alone = email_address::Options::default().without_display_text();
            email_address::EmailAddress::parse_with_options(text, alone)
        };
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
mod of_rust_decimal {
    use rust_decimal::Decimal;

    use super::Format;

    const DECIMAL: &str = "a decimal number, such as `10.50`";

    strings! {
        Decimal: "decimal", DECIMAL, Decimal::from_str_exact;
    }

    /// By the shortest digits that stand for the number, which are those that came.
    impl Format<f64> for Decimal {
        const FORMAT: &'static str = "decimal";
        const EXPECTED: &'static str = DECIMAL;

        fn of(number: &f64) -> Result<Self, String> {
            Decimal::from_str_exact(&number.to_string()).map_err(|error| error.to_string())
        }
    }
}
