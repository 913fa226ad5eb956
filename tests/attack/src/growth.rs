//! Texts that grow in depth and in length: the steps for each byte stay where they are, so that a line
//! through them is straight. Time is measured beside it, and not judged.

use std::time::Instant;

use fastrand::Rng;

use super::Tally;
use super::types::{SUBJECTS, Subject};

/// How many times as large the texts are as the smallest.
const GROWTH: [usize; 5] = [1, 2, 4, 8, 16];

/// How much more a byte of the largest may take than one of the smallest.
const MOST: f64 = 1.25;

/// A text of so many levels or items.
type Growing = (&'static str, usize, fn(usize) -> String);

/// Depth ends at 127, so that it grows from 7 to 112; length from 4,000 items.
const TEXTS: [Growing; 6] = [
    ("deep, for both variants", 7, |depth| {
        nested(depth, "{\"x\":\"no\",\"y\":\"s\",\"a\":", "}", "{\"y\":\"s\"}")
    }),
    ("deep, the tag last", 7, |depth| {
        nested(depth, "{\"a\":", ",\"kind\":\"branch\"}", "{\"kind\":\"leaf\"}")
    }),
    ("deep lists", 7, |depth| nested(depth, "[", "]", "\"a\"")),
    ("long, for both variants", 4_000, |count| {
        format!(
            "{{\"list\":[{}],\"x\":\"no\",\"y\":\"s\"}}",
            vec!["{\"x\":\"no\",\"y\":\"s\"}"; count].join(",")
        )
    }),
    ("long, the tag last", 4_000, |count| {
        format!(
            "{{\"list\":[{}],\"kind\":\"branch\"}}",
            vec!["{\"text\":\"t\",\"kind\":\"leaf\"}"; count].join(",")
        )
    }),
    ("deep and long", 4_000, |count| {
        let list = format!("[{}]", vec!["{\"x\":1}"; count].join(","));
        nested(60, "{\"y\":\"s\",\"x\":\"no\",\"a\":", "}", &format!("{{\"list\":{list},\"x\":1}}"))
    }),
];

fn nested(depth: usize, before: &str, after: &str, innermost: &str) -> String {
    format!("{}{innermost}{}", before.repeat(depth), after.repeat(depth))
}

pub(crate) fn attack(_: &mut Rng, tally: &mut Tally) -> Result<(), String> {
    println!("  {:<36} {:<24} {:>9} {:>12} {:>10}", "as", "text", "bytes", "steps/byte", "ns/byte");
    for subject in SUBJECTS {
        for (name, size, text) in TEXTS {
            let lines = GROWTH.map(|times| line(subject, name, &text(size * times)));
            // The smallest has what stands around it, too.
            let (first, last) = (lines[1], lines[GROWTH.len() - 1]);
            let grown = last / first.max(0.1);
            tally
                .most(
                    "steps for each byte, of the largest by those of a small one",
                    grown,
                    Some(MOST),
                )
                .map_err(|fault| format!("as {}, {name}: {fault}", subject.name))?;
        }
    }
    Ok(())
}

/// Reads a text, and says how many steps a byte of it took.
fn line(subject: &Subject, name: &str, text: &str) -> f64 {
    let started = Instant::now();
    let _ = (subject.read)(text.as_bytes());
    let nanoseconds = started.elapsed().as_nanos() as f64 / text.len() as f64;
    let steps = (subject.count_steps)(text) as f64 / text.len() as f64;
    println!(
        "  {:<36} {name:<24} {:>9} {steps:>12.2} {nanoseconds:>10.1}",
        subject.name,
        text.len()
    );
    steps
}
