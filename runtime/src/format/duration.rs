//! Reads a duration of RFC 3339, appendix A: `P1DT2H30M`, and ISO 8601's fraction of a second.
//!
//! The lengths of years and months depend on a date, so that no duration has them. Of the crates that
//! read such strings, `speedate` takes a month for thirty days, and `iso8601-duration` has numbers of
//! single precision.

use std::time::Duration;

/// How many seconds a unit before the `T` has, and one behind it.
const DAYS: [(char, u64); 2] = [('W', 604_800), ('D', 86_400)];
const TIMES: [(char, u64); 3] = [('H', 3_600), ('M', 60), ('S', 1)];

/// The duration of a text.
///
/// # Errors
/// Why it is none.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let rest = text.strip_prefix('P').ok_or("it does not begin with `P`")?;
    let (days, time) = match rest.split_once('T') {
        Some((_, "")) => return Err("nothing follows the `T`".to_owned()),
        Some((days, time)) => (days, time),
        None => (rest, ""),
    };
    if rest.is_empty() {
        return Err("nothing follows the `P`".to_owned());
    }
    if let Some(unit) = days.chars().find(|unit| matches!(unit, 'Y' | 'M')) {
        let unit = if unit == 'Y' { "year" } else { "month" };
        return Err(format!("how long a {unit} is depends on which one"));
    }
    let (days, time) = (sum(days, &DAYS)?, sum(time, &TIMES)?);
    days.checked_add(time).ok_or_else(|| OUT_OF_RANGE.to_owned())
}

const OUT_OF_RANGE: &str = "out of range";

/// The sum of numbers, each with one of the units behind it, in their order.
fn sum(mut text: &str, mut units: &[(char, u64)]) -> Result<Duration, String> {
    let mut sum = Duration::ZERO;
    while !text.is_empty() {
        let end = text.find(|digit: char| !digit.is_ascii_digit() && digit != '.' && digit != ',');
        let end = end.ok_or_else(|| format!("no unit follows `{text}`"))?;
        let (number, behind) = text.split_at(end);
        let unit = behind.chars().next().unwrap_or_default();
        let known = units.iter().position(|(known, _)| *known == unit);
        let known = known.ok_or_else(|| format!("`{unit}` is no unit here"))?;
        let seconds = units[known].1;
        let (whole, fraction) = match number.split_once(['.', ',']) {
            Some((whole, fraction)) if unit == 'S' => (whole, nanoseconds(fraction)?),
            Some(_) => {
                return Err(format!("only seconds have a fraction, and not `{number}{unit}`"));
            }
            None => (number, 0),
        };
        let whole: u64 = match whole.parse() {
            Ok(whole) => whole,
            Err(_) if whole.is_empty() => return Err(format!("no number is before `{unit}`")),
            Err(_) => return Err(OUT_OF_RANGE.to_owned()),
        };
        let whole = whole.checked_mul(seconds).map(|whole| Duration::new(whole, fraction));
        sum = whole.and_then(|whole| sum.checked_add(whole)).ok_or(OUT_OF_RANGE)?;
        units = &units[known + 1..];
        text = &behind[unit.len_utf8()..];
    }
    Ok(sum)
}

/// The nanoseconds of a fraction; what is finer is cut off.
fn nanoseconds(fraction: &str) -> Result<u32, String> {
    let is_number = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number {
        return Err(format!("`{fraction}` is no fraction of a second"));
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Ok(digits.fold(0, |nanoseconds, digit| nanoseconds * 10 + u32::from(digit - b'0')))
}
