//! Numbers stay what they were, on every path.

use super::paths::{Held, Of, Path, Way, Written, in_every_way, paths};
use super::worth::{Worth, double, only_number, worth};

/// Integers as they may be written, within and beyond what types can hold.
const INTEGERS: [&str; 23] = [
    "0",
    "-0",
    "0.0",
    "7",
    "-7",
    "3.0",
    "-3.00",
    "1e3",
    "1E+3",
    "-2.5e1",
    "9007199254740992.0",
    "9007199254740993",
    "-9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "1e19",
    "-1e30",
    "1e308",
];

const FRACTIONS: [&str; 15] = [
    "0.1",
    "-0.1",
    "0.5",
    "1.8",
    "0.30000000000000004",
    "0.20000000000000001",
    "3.141592653589793",
    "12345678901234.567",
    "4.35e-5",
    "1e-308",
    "2.2250738585072014e-308",
    "5e-324",
    "-5e-324",
    "123456.7e-3",
    "0.1234567890123456789012345",
];

/// Beyond all doubles, and the last one.
const EXTREMES: [&str; 4] =
    ["1.7976931348623157e308", "-1.7976931348623157e308", "1E400", "-1E400"];

#[test]
fn every_number_on_every_path_in_every_way() {
    let mut tried = 0;
    for path in paths() {
        for number in INTEGERS.iter().chain(&FRACTIONS).chain(&EXTREMES) {
            let json = path.json.replace('#', number);
            let results = in_every_way(&path, &json);
            let (lost, results): (Vec<_>, Vec<_>) =
                results.into_iter().partition(|(way, _)| is_lost(&path, number, *way));
            for (way, result) in &results {
                judge(&path, number, &json, *way, result);
                tried += 1;
            }
            assert_same_words(&path, &json, &results);
            for (_, result) in lost {
                let error = result.expect_err("serde holds integers of more than 64 bits");
                assert!(error.to_string().contains("expected any value"), "{error}");
            }
        }
    }
    println!("{tried} readings");
}

/// Whether serde itself refuses a number: what it derives for `flatten` and `tag` cannot hold
/// the integers of 128 bits that a tree has where serde_json keeps digits.
fn is_lost(path: &Path, number: &str, way: Way) -> bool {
    let is_plain = !number.contains(['.', 'e', 'E']);
    let is_large = match worth(number) {
        Worth::Integer(integer) => !(i64::MIN.into()..=u64::MAX.into()).contains(&integer),
        _ => false,
    };
    let is_tree = matches!(way, Way::Tree | Way::LentTree);
    path.held == Held::BySerde && keeps_digits() && is_tree && is_plain && is_large
}

/// What has to come of a number.
#[derive(Debug)]
enum Outcome {
    Integer(i128),
    Double(f64),
    /// The same digits, as serde_json keeps them.
    Digits(String),
    Refused,
}

fn judge(path: &Path, number: &str, json: &str, way: Way, result: &Written) {
    let expected = match path.of {
        // Nobody reads it.
        Of::Undeclared if has_the_text(path, way) => Outcome::Digits(number.to_owned()),
        of if has_the_text(path, way) => outcome(of, number, double),
        of => outcome(of, number, double_of_serde_json),
    };
    match (&expected, result) {
        (Outcome::Refused, Err(error)) => {
            // Without the digits, what is beyond all doubles is an error of the text.
            let is_of_the_text = double(number).is_none() && !keeps_digits();
            let pointer = (!is_of_the_text).then_some(path.pointer);
            assert_eq!(error.pointer(), pointer, "{json} {way:?}: {error}");
            assert!(is_of_the_text || error.reason().contains("expected"), "{json}: {error}");
        }
        (_, Ok(written)) => {
            let found = only_number(written);
            let is_text = path.of == Of::Undeclared && has_the_text(path, way);
            let is_it = match &expected {
                Outcome::Integer(integer) => worth(found) == Worth::Integer(*integer),
                Outcome::Double(double) => found.parse() == Ok(*double),
                // Who reads a tree from a tree, as serde_json does itself, loses a zero's sign.
                Outcome::Digits(digits) if digits == "-0" && !is_text => {
                    worth(found) == Worth::Integer(0)
                }
                Outcome::Digits(digits) => found == digits,
                Outcome::Refused => false,
            };
            assert!(is_it, "{json} {way:?} became {found}, expected {expected:?}");
        }
        (_, Err(error)) => panic!("{json} {way:?} was refused, expected {expected:?}: {error}"),
    }
}

/// Whether the text of a value reaches its type, and not what serde_json makes of it.
fn has_the_text(path: &Path, way: Way) -> bool {
    path.held == Held::ByUs && !matches!(way, Way::Tree | Way::LentTree)
}

fn outcome(of: Of, number: &str, double: fn(&str) -> Option<f64>) -> Outcome {
    let within = |range: std::ops::RangeInclusive<i128>| match worth(number) {
        Worth::Integer(integer) if range.contains(&integer) => Outcome::Integer(integer),
        _ => Outcome::Refused,
    };
    match of {
        Of::Integer => within(i64::MIN.into()..=i64::MAX.into()),
        Of::Unsigned => within(0..=u64::MAX.into()),
        Of::Double => double(number).map_or(Outcome::Refused, Outcome::Double),
        Of::Either => match outcome(Of::Integer, number, double) {
            Outcome::Refused => outcome(Of::Double, number, double),
            integer => integer,
        },
        Of::IntegerOrOpen if is_open(number) => outcome(Of::Open, number, double),
        Of::IntegerOrOpen => outcome(Of::Integer, number, double),
        Of::Open | Of::Undeclared if keeps_digits() => Outcome::Digits(normal(number)),
        Of::Open | Of::Undeclared => match worth(number) {
            Worth::Integer(integer)
                if !number.contains(['.', 'e', 'E'])
                    && (i64::MIN.into()..=u64::MAX.into()).contains(&integer)
                    && number != "-0" =>
            {
                Outcome::Integer(integer)
            }
            _ => double(number).map_or(Outcome::Refused, Outcome::Double),
        },
    }
}

/// Whether a number is not an integer for a type that tells kinds apart.
fn is_open(number: &str) -> bool {
    worth(number) == Worth::Fraction || double(number).is_none()
}

/// The double that serde_json reads: the nearest one where it is set up to, otherwise one
/// that may be a bit off, which no type can know.
fn double_of_serde_json(number: &str) -> Option<f64> {
    let exact = double(number)?;
    if cfg!(any(feature = "float_roundtrip", feature = "arbitrary_precision")) {
        return Some(exact);
    }
    Some(serde_json::from_str(number).expect("a number within the doubles"))
}

fn keeps_digits() -> bool {
    cfg!(feature = "arbitrary_precision")
}

/// The digits as serde_json keeps them: it writes an exponent's sign and its letter anew.
fn normal(number: &str) -> String {
    serde_json::from_str::<serde_json::Number>(number).expect("a number").to_string()
}

fn assert_same_words(path: &Path, json: &str, results: &[(Way, Written)]) {
    let words = |result: &Written| match result {
        Ok(_) => None,
        Err(error) => {
            let text = error.to_string();
            Some(text.split(" at line ").next().unwrap_or_default().to_owned())
        }
    };
    // What is undeclared is kept where its text is there, whatever it is; and the digits that an
    // error shows are those of a tree where the value comes from one.
    for has_text in [false, true] {
        let is_alike = |way: Way| has_the_text(path, way) == has_text;
        let mut alike = results.iter().filter(|(way, _)| is_alike(*way)).peekable();
        let Some((_, first)) = alike.peek().copied() else { continue };
        for (way, result) in alike {
            assert_eq!(words(result), words(first), "{json} {way:?}");
        }
    }
}

#[test]
fn serde_json_keeps_the_value_of_digits() {
    for number in INTEGERS.iter().chain(&FRACTIONS) {
        assert_eq!(double(&normal(number)).is_some(), double(number).is_some());
        if keeps_digits() {
            assert_eq!(worth(&normal(number)), worth(number));
        }
    }
}
