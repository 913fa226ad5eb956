//! What a number that is written in a text is worth, by nothing of serde_json's.

/// Worth, exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Worth {
    Integer(i128),
    /// An integer beyond any type.
    Huge,
    Fraction,
}

pub(super) fn worth(text: &str) -> Worth {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().expect("an exponent")),
        None => (text, 0_i64),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    if matches!(significant, "" | "-") {
        return Worth::Integer(0);
    }
    let dropped = i64::try_from(digits.len() - significant.len()).expect("few digits");
    let scale = exponent - i64::try_from(fraction.len()).expect("few digits") + dropped;
    match u32::try_from(scale) {
        Err(_) => Worth::Fraction,
        Ok(scale) => significant
            .parse::<i128>()
            .ok()
            .and_then(|integer| integer.checked_mul(10_i128.checked_pow(scale)?))
            .map_or(Worth::Huge, Worth::Integer),
    }
}

/// The double nearest to it, by the standard library, which is exact; none beyond all of them.
pub(super) fn double(text: &str) -> Option<f64> {
    let double: f64 = text.parse().expect("a number");
    double.is_finite().then_some(double)
}

/// The number in a text of JSON that has one alone.
///
/// # Panics
/// Where there is none, or there are several.
pub(super) fn only_number(json: &str) -> &str {
    // Every second part stands in quotation marks; no string here has any of its own.
    let outside = json.split('"').step_by(2);
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    let mut numbers = outside
        .flat_map(|part| part.split(|c: char| !is_of_number(c)))
        .filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    match (numbers.next(), numbers.next()) {
        (Some(number), None) => number,
        (first, second) => panic!("{first:?} and {second:?} in {json}"),
    }
}

#[test]
fn it_is_exact() {
    assert_eq!(worth("-0"), Worth::Integer(0));
    assert_eq!(worth("1e3"), Worth::Integer(1000));
    assert_eq!(worth("-12.50e1"), Worth::Integer(-125));
    assert_eq!(worth("1200"), Worth::Integer(1200));
    assert_eq!(worth("9007199254740993.0"), Worth::Integer(9_007_199_254_740_993));
    assert_eq!(worth("12.5"), Worth::Fraction);
    assert_eq!(worth("1e-400"), Worth::Fraction);
    assert_eq!(worth("1E400"), Worth::Huge);
    assert_eq!(only_number(r#"{"a1": [true, "2e", -1.5E+3], "b": null}"#), "-1.5E+3");
}
