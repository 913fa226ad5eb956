//! Types of the user's in fields and variants: read, written, compared, copied, shown, refused.

use std::net::Ipv4Addr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::DecodeError;
use super::write::{WriteError, push};
use super::{Extra, Wire};
use crate::wire;

/// A type that refuses in its own words, to be read and to be written.
#[derive(Clone, Debug, PartialEq)]
struct Even(i64);

impl Serialize for Even {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            13 => Err(serde::ser::Error::custom("thirteen is not even")),
            value => serializer.serialize_i64(value),
        }
    }
}

impl<'de> Deserialize<'de> for Even {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

impl TryFrom<i64> for Even {
    type Error = String;

    fn try_from(value: i64) -> Result<Self, String> {
        match value % 2 {
            0 => Ok(Self(value)),
            _ => Err(format!("{value} is odd")),
        }
    }
}

struct Host {
    at: Ipv4Addr,
    also: Option<Ipv4Addr>,
    others: Vec<Option<Ipv4Addr>>,
    even: Option<Even>,
    extra: Extra,
}

wire::record!(Host {
    at as custom(Ipv4Addr::UNSPECIFIED): required("at"),
    also as optional_custom(None): optional("also").nullable(),
    others as custom(Vec::new()): required("others"),
    even as optional_custom(None): optional("even"),
    ..extra,
}, nullable);

enum Where {
    Addressed(Ipv4Addr),
    Named(String),
    Other(wire::RawJson),
}

wire::union!(Where {
    Addressed as custom(Ipv4Addr::UNSPECIFIED): variant("Addressed", &[String]),
    Named: variant("Named", &[String]),
});

const TEXT: &str = r#"{"at":"1.2.3.4","also":"5.6.7.8","others":[null,"9.9.9.9"],"even":4}"#;

fn read(text: &str) -> Result<Host, DecodeError> {
    serde_json::from_str(text).map_err(DecodeError::new)
}

fn written<T: Wire>(value: &T) -> Result<String, WriteError> {
    let mut text = Vec::new();
    push(&value.view(), &mut text).map(|()| String::from_utf8(text).unwrap())
}

#[test]
fn what_is_read_is_written() {
    let host = read(TEXT).unwrap();
    assert_eq!((host.at, host.also), (Ipv4Addr::new(1, 2, 3, 4), Some([5, 6, 7, 8].into())));
    assert_eq!(written(&host).unwrap(), TEXT);
    assert_eq!(serde_json::to_value(&host).unwrap(), TEXT.parse::<serde_json::Value>().unwrap());
    assert_eq!(host, host.clone());
    assert_ne!(host, read(&TEXT.replace("9.9", "8.9")).unwrap());
    assert!(format!("{host:?}").contains("at: 1.2.3.4"), "{host:?}");
}

#[test]
fn a_null_and_nothing_are_kept_apart() {
    for (text, is_null) in [
        (r#"{"at":"1.2.3.4","also":null,"others":[]}"#, true),
        (r#"{"at":"1.2.3.4","others":[]}"#, false),
    ] {
        let host = read(text).unwrap();
        assert_eq!((host.also, host.is_null("also")), (None, is_null));
        assert_eq!(written(&host).unwrap(), text);
    }
}

#[test]
fn what_a_type_refuses_is_told_at_its_place_in_its_words() {
    for (from, to, expected) in [
        ("1.2.3.4", "1.2.3", "at /at: invalid IPv4 address syntax"),
        ("9.9.9.9", "9", "at /others/1: invalid IPv4 address syntax"),
        ("\"5.6.7.8\"", "[7]", "at /also: invalid type: sequence, expected IPv4 address"),
        (":4", ":5", "at /even: 5 is odd"),
        ("\"at\"", "\"it\"", "at /at: the required property is missing"),
    ] {
        let error = read(&TEXT.replace(from, to)).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn what_cannot_be_written_does_not_leave() {
    let host = Host { even: Some(Even(13)), ..read(TEXT).unwrap() };
    let invalid = wire::validate(&host).unwrap_err();
    assert!(invalid.to_string().contains("thirteen is not even"), "{invalid}");
    assert!(written(&host).is_err());
}

#[test]
fn a_variant_is_chosen_by_what_the_type_takes() {
    let read = |text: &str| serde_json::from_str::<Where>(text).unwrap();
    assert!(matches!(read("\"1.1.1.1\""), Where::Addressed(_)));
    assert!(matches!(read("\"localhost\""), Where::Named(_)));
    assert!(matches!(read("1"), Where::Other(_)));
    for text in ["\"1.1.1.1\"", "\"localhost\"", "1"] {
        assert_eq!(written(&read(text).clone()).unwrap(), text);
    }
}
