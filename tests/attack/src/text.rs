//! Texts of JSON that nobody would write: deep, long, late, repeated, broken.

use fastrand::Rng;

/// Names that mean something to one of the types, or nothing.
const NAMES: [&str; 20] = [
    "x",
    "y",
    "a",
    "list",
    "map",
    "left",
    "right",
    "kind",
    "text",
    "meows",
    "barks",
    "b",
    "c",
    "id",
    "type",
    "limited",
    "__proto__",
    "",
    "a\\u0000b",
    "\\ud83e\\udd80",
];

/// Values without parts.
const SCALARS: [&str; 22] = [
    "null",
    "true",
    "1",
    "-0",
    "3.0",
    "1e400",
    "-1e-400",
    "18446744073709551616",
    "123456789012345678901234567890123456789012",
    "0.1",
    "\"\"",
    "\"leaf\"",
    "\"branch\"",
    "\"no\"",
    "\"\\u001b[2J\"",
    "\"\\u202e\\n\"",
    "\"\\ud800\"",
    "\"\\ud83e\\udd80\"",
    "\"é漢🦀\"",
    "[]",
    "{}",
    "\"\\u0073\\u006b\"",
];

/// A text of about so many bytes at most.
pub(crate) fn hostile(rng: &mut Rng, most: usize) -> Vec<u8> {
    let mut text = match rng.u8(0..4) {
        0 => nested(rng),
        1 => repeated(rng, most),
        2 => value(rng, 6),
        _ => {
            let inner = repeated(rng, most);
            wrapped(rng, inner)
        }
    }
    .into_bytes();
    // Broken where nobody looks for it.
    if rng.u8(0..4) == 0 {
        for _ in 0..rng.usize(1..4) {
            let at = rng.usize(0..text.len().max(1));
            match rng.u8(0..4) {
                0 => text.truncate(at),
                1 => text.insert(at.min(text.len()), rng.u8(..)),
                2 => {
                    text.get_mut(at).into_iter().for_each(|byte| *byte = rng.u8(..));
                }
                _ => {
                    let start = rng.usize(0..=text.len());
                    let end = rng.usize(start..=text.len().min(start + 200));
                    let piece = text[start..end].to_vec();
                    text.splice(start..start, piece);
                }
            }
        }
    }
    text
}

/// A value in others of one pattern, as deep as is read and a little deeper.
fn nested(rng: &mut Rng) -> String {
    let depth = *rng.choice(&[1, 2, 30, 60, 100, 125, 126, 127, 128, 3_000]).unwrap_or(&1);
    let (before, after) = around(rng);
    let innermost = value(rng, 2);
    format!("{}{innermost}{}", before.repeat(depth), after.repeat(depth))
}

/// Other properties or items around a value.
fn around(rng: &mut Rng) -> (String, String) {
    if rng.u8(0..4) == 0 {
        return (format!("[{}", optional(rng, "", ",")), format!("{}]", optional(rng, ",", "")));
    }
    let name = rng.choice(&["a", "a", "a", "list\":[{\"a", "map\":{\"k"]).unwrap_or(&"a");
    let closing = match *name {
        "list\":[{\"a" => "}]",
        "map\":{\"k" => "}",
        _ => "",
    };
    let mut property = |separator: &str, is_before: bool| match rng.u8(0..3) {
        0 => String::new(),
        _ => {
            let name = rng.choice(NAMES).unwrap_or_default();
            let value = rng.choice(SCALARS).unwrap_or_default();
            match is_before {
                true => format!("\"{name}\":{value}{separator}"),
                false => format!("{separator}\"{name}\":{value}"),
            }
        }
    };
    let before = property(",", true) + &property(",", true);
    let after = property(",", false) + &property(",", false);
    (format!("{{{before}\"{name}\":"), format!("{closing}{after}}}"))
}

fn optional(rng: &mut Rng, before: &str, after: &str) -> String {
    match rng.bool() {
        true => format!("{before}{}{after}", rng.choice(SCALARS).unwrap_or_default()),
        false => String::new(),
    }
}

/// A list, a map, or a string of one thing again and again.
fn repeated(rng: &mut Rng, most: usize) -> String {
    let piece = value(rng, 3);
    let count = rng.usize(1..=(most / (piece.len() + 8)).max(1));
    match rng.u8(0..4) {
        0 => format!("[{}]", vec![piece; count].join(",")),
        1 => {
            let named = (0..count).map(|index| format!("\"{index}\":{piece}"));
            format!("{{{}}}", named.collect::<Vec<_>>().join(","))
        }
        2 => {
            let name = rng.choice(NAMES).unwrap_or_default();
            format!("{{{}}}", vec![format!("\"{name}\":{piece}"); count].join(","))
        }
        _ => {
            let letter = rng.choice(["a", "\\n", "\\u00e9", "\\ud83e\\udd80", "é"]).unwrap_or("a");
            format!("{{\"y\":\"{0}\",\"{0}\":1}}", letter.repeat(count))
        }
    }
}

fn wrapped(rng: &mut Rng, inner: String) -> String {
    let depth = rng.usize(0..60);
    let (before, after) = around(rng);
    format!("{}{inner}{}", before.repeat(depth), after.repeat(depth))
}

/// Any value.
fn value(rng: &mut Rng, depth: usize) -> String {
    if depth == 0 || rng.u8(0..3) == 0 {
        return rng.choice(SCALARS).unwrap_or_default().to_owned();
    }
    let count = rng.usize(0..5);
    match rng.bool() {
        true => {
            let items: Vec<String> = (0..count).map(|_| value(rng, depth - 1)).collect();
            format!("[{}]", items.join(","))
        }
        false => {
            let property = |_| {
                let name = rng.choice(NAMES).unwrap_or_default();
                format!("\"{name}\":{}", value(rng, depth - 1))
            };
            format!("{{{}}}", (0..count).map(property).collect::<Vec<_>>().join(","))
        }
    }
}
