//! Each format is read as each of its types, and what is not of it is refused with a reason.

use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use super::*;

/// What a value is read as, or the format that it is not of.
#[track_caller]
fn reads<T, F>(from: &F, expected: Result<T, &str>)
where
    T: Format<F::From> + Debug + PartialEq,
    F: ReadFormat + ?Sized,
{
    assert_eq!(from.read::<T>().map_err(|error| error.format()), expected);
}

#[test]
fn an_error_says_the_format_what_was_expected_and_what_was_found() {
    let error = "1.2.3".read::<Ipv4Addr>().unwrap_err();
    let text = "not a `ipv4`: expected an address of four numbers, such as `127.0.0.1`, \
                found \"1.2.3\" (invalid IPv4 address syntax)";
    assert_eq!(error.to_string(), text);
    let long = "é".repeat(100_000);
    assert!(long.read::<Ipv6Addr>().unwrap_err().to_string().len() < 10_000);
    reads("::1", Ok(IpAddr::V6(Ipv6Addr::LOCALHOST)));
}

#[test]
fn a_duration_has_units_of_a_fixed_length_in_their_order() {
    for (text, expected) in [
        ("PT0S", Duration::ZERO),
        ("P1D", Duration::from_secs(86_400)),
        ("P2W", Duration::from_secs(2 * 604_800)),
        ("P1DT2H3M4S", Duration::from_secs(86_400 + 2 * 3_600 + 3 * 60 + 4)),
        ("PT36H", Duration::from_secs(36 * 3_600)),
        ("PT0.5S", Duration::from_millis(500)),
        ("PT1,25S", Duration::from_millis(1_250)),
        ("PT0.0000000019S", Duration::from_nanos(1)),
    ] {
        reads(text, Ok(expected));
    }
    for (text, reason) in [
        ("", "does not begin with `P`"),
        ("1D", "does not begin with `P`"),
        ("-P1D", "does not begin with `P`"),
        ("P", "nothing follows the `P`"),
        ("P1DT", "nothing follows the `T`"),
        ("P1Y", "how long a year is"),
        ("P1M", "how long a month is"),
        ("P1H", "`H` is no unit here"),
        ("PT1D", "`D` is no unit here"),
        ("PT1M1H", "`H` is no unit here"),
        ("PT1S1S", "`S` is no unit here"),
        ("PT1", "no unit follows `1`"),
        ("PTS", "no number is before `S`"),
        ("PT1.5H", "only seconds have a fraction, and not `1.5H`"),
        ("PT1.S", "`` is no fraction"),
        ("PT1.5.5S", "`5.5` is no fraction"),
        ("PT1é", "`é` is no unit here"),
        ("PT18446744073709551616S", "out of range"),
        ("P18446744073709551615W", "out of range"),
        ("PT18446744073709551615S", ""),
    ] {
        match text.read::<Duration>() {
            Ok(read) => assert_eq!((read, reason), (Duration::from_secs(u64::MAX), "")),
            Err(error) => {
                let told = error.to_string();
                assert!(!reason.is_empty() && told.contains(reason), "{text:?}: {told}");
            }
        }
    }
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_reads_times() {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::{Span, Timestamp};

    let time = "2026-01-02T03:04:05.5+01:00".read::<Timestamp>().unwrap();
    assert_eq!(time.to_string(), "2026-01-02T02:04:05.5Z");
    reads(&0_i64, Ok(Timestamp::UNIX_EPOCH));
    reads(&i64::MAX, Err::<Timestamp, _>("unixtime"));
    reads(&1_767_319_445.5, Ok(Timestamp::new(1_767_319_445, 500_000_000).unwrap()));
    reads(&-0.25, Ok(Timestamp::from_millisecond(-250).unwrap()));
    for odd in [f64::NAN, f64::INFINITY, 1e300] {
        reads(&odd, Err::<Timestamp, _>("unixtime"));
    }
    reads("2026-01-02", Ok(Date::constant(2026, 1, 2)));
    reads("2026-1-2", Err::<Date, _>("date"));
    reads("2026-01-02T03:04:05", Ok(DateTime::constant(2026, 1, 2, 3, 4, 5, 0)));
    reads("2026-01-02T03:04:05Z", Err::<DateTime, _>("date-time-local"));
    reads("03:04:05", Ok(Time::constant(3, 4, 5, 0)));
    reads("03:04:05Z", Err::<Time, _>("time"));
    // A span has the months that a duration has not.
    assert_eq!("P1M".read::<Span>().map(|span| span.get_months()), Ok(1));
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_reads_times() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

    let time = "2026-01-02T03:04:05+01:00".read::<DateTime<Utc>>().unwrap();
    assert_eq!(time.timestamp(), 1_767_319_445);
    reads(
        "2026-01-02T03:04:05+01:00",
        Ok(time.with_timezone(&FixedOffset::east_opt(3_600).unwrap())),
    );
    reads(&1_767_319_445_i64, Ok(time));
    reads(&1_767_319_445.5, Ok(time + TimeDelta::milliseconds(500)));
    reads(&i64::MAX, Err::<DateTime<Utc>, _>("unixtime"));
    reads(&1e300, Err::<DateTime<Utc>, _>("unixtime"));
    reads("2026-02-30", Err::<NaiveDate, _>("date"));
    let date = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    reads("2026-01-02T03:04:05", Ok(date.and_hms_opt(3, 4, 5).unwrap()));
    reads("2026-01-02T03:04:05Z", Err::<NaiveDateTime, _>("date-time-local"));
    reads("03:04:05", Ok(NaiveTime::from_hms_opt(3, 4, 5).unwrap()));
    reads("PT1M1.5S", Ok(TimeDelta::milliseconds(61_500)));
    reads("PT18446744073709551615S", Err::<TimeDelta, _>("duration"));
}

#[cfg(feature = "time")]
#[test]
fn time_reads_times() {
    use time::{OffsetDateTime, PrimitiveDateTime, Time};

    let time = "2026-01-02T03:04:05+01:00".read::<OffsetDateTime>().unwrap();
    assert_eq!(time.unix_timestamp(), 1_767_319_445);
    reads(&1_767_319_445_i64, Ok(time));
    reads(&1_767_319_445.5, Ok(time + time::Duration::milliseconds(500)));
    reads(&i64::MAX, Err::<OffsetDateTime, _>("unixtime"));
    reads(&1e300, Err::<OffsetDateTime, _>("unixtime"));
    assert_eq!("2026-01-02".read::<time::Date>().map(|date| date.day()), Ok(2));
    let local = "2026-01-02T03:04:05".read::<PrimitiveDateTime>().unwrap();
    assert_eq!(local.assume_utc().unix_timestamp(), 1_767_323_045);
    reads("2026-01-02", Err::<PrimitiveDateTime, _>("date-time-local"));
    reads("03:04:05", Ok(Time::from_hms(3, 4, 5).unwrap()));
    reads("PT1M1.5S", Ok(time::Duration::milliseconds(61_500)));
    reads("PT18446744073709551615S", Err::<time::Duration, _>("duration"));
}

#[cfg(feature = "base64")]
#[test]
fn bytes_are_read_in_both_alphabets_with_padding_and_without() {
    for text in ["+/8=", "+/8", "-_8=", "-_8"] {
        reads(text, Ok(vec![0xfb_u8, 0xff]));
    }
    reads("", Ok(Vec::<u8>::new()));
    // What follows the last byte, what is of both alphabets, and what is of none.
    for text in ["+/9=", "+_8=", "+/8 ", "+/8==", "é"] {
        reads(text, Err::<Vec<u8>, _>("byte"));
    }
}

#[cfg(feature = "email_address")]
#[test]
fn an_email_address_is_read_without_a_name() {
    use email_address::EmailAddress;

    for text in ["a@example.com", "o'hara+list@example.com", "\"a b\"@example.com", "é@exämple.de"]
    {
        assert_eq!(text.read::<EmailAddress>().map(|it| it.to_string()), Ok(text.to_owned()));
    }
    for text in ["", "a", "a@", "@example.com", "a b@example.com", "A <a@example.com>"] {
        reads(text, Err::<EmailAddress, _>("email"));
    }
}

#[cfg(feature = "rust_decimal")]
#[test]
fn a_decimal_keeps_its_digits() {
    use rust_decimal::Decimal;

    let digits = |decimal: Result<Decimal, FormatError>| decimal.map(|it| it.to_string());
    assert_eq!(digits("10.50".read()), Ok("10.50".to_owned()));
    assert_eq!(digits(0.1.read()), Ok("0.1".to_owned()));
    assert_eq!(digits((-1e21).read()), Ok("-1000000000000000000000".to_owned()));
    for odd in [f64::NAN, f64::INFINITY, 1e30, 1e-30] {
        reads(&odd, Err::<Decimal, _>("decimal"));
    }
}

#[cfg(all(feature = "uuid", feature = "url"))]
#[test]
fn others_are_read() {
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_eq!(text.read::<uuid::Uuid>().map(|uuid| uuid.to_string()), Ok(text.to_owned()));
    assert!("https://example.com/a".read::<url::Url>().is_ok());
    reads("a b", Err::<url::Url, _>("uri"));
}
