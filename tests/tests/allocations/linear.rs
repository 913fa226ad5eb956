//! What reading takes of memory is in proportion to the length of the text, whatever it says.

use serde_json::Value;
use specwright::Wire;
use specwright_tests::cases::union_that_holds_itself::{Ambiguous, Closed, Tagged};

use super::cost::of;

/// How many bytes are held at once for a byte of text: what is read, where objects end, what each
/// variant was judged to be.
const EACH: u64 = 160;

/// Reads a text, or does not, and sees what that took.
#[track_caller]
fn read<T: Wire>(text: &str) {
    let cost = of(|| specwright::json::from_str::<T>(text));
    let most = EACH * text.len() as u64 + 4_096;
    let start: String = text.chars().take(100).collect();
    assert!(cost.bytes_max <= most, "{} bytes for {}: {start}", cost.bytes_max, text.len());
}

fn nest(depth: usize, innermost: &str, around: impl Fn(&str) -> String) -> String {
    (0..depth).fold(innermost.to_owned(), |inner, _| around(&inner))
}

#[test]
fn at_any_depth() {
    for depth in [1, 10, 60, 120] {
        for inner in ["{\"x\":1}", "{\"x\":\"no\"}", "{}", "3"] {
            read::<Ambiguous>(&nest(depth, inner, |a| {
                format!("{{\"x\":\"no\",\"y\":\"s\",\"a\":{a}}}")
            }));
            read::<Ambiguous>(&nest(depth, inner, |a| format!("{{\"a\":{a},\"x\":1,\"y\":1}}")));
            read::<Closed>(&nest(depth, inner, |a| format!("{{\"a\":{a},\"right\":1}}")));
        }
        read::<Tagged>(&nest(depth, "{\"kind\":\"leaf\"}", |a| {
            format!("{{\"a\":{a},\"kind\":\"branch\"}}")
        }));
    }
}

/// A name that is as long as the rest, at every level: an error has it, and no level a copy.
#[test]
fn with_long_names() {
    let name = "n".repeat(10_000);
    for inner in ["{\"y\":1}", "{\"y\":\"s\"}"] {
        read::<Ambiguous>(&nest(60, inner, |a| {
            format!("{{\"map\":{{\"{name}\":{a}}},\"y\":\"s\",\"x\":1}}")
        }));
        read::<Ambiguous>(&nest(60, inner, |a| {
            format!("{{\"map\":{{\"{name}\":{a}}},\"y\":\"s\"}}")
        }));
    }
}

#[test]
fn at_any_length() {
    for length in [1_000, 10_000, 200_000] {
        let repeat = |value: &str| vec![value; length / (value.len() + 1)].join(",");
        let deep = nest(20, "{\"y\":\"s\"}", |a| format!("{{\"x\":\"no\",\"y\":\"s\",\"a\":{a}}}"));
        read::<Vec<Ambiguous>>(&format!("[{}]", repeat(&deep)));
        read::<Ambiguous>(&format!("{{\"x\":1,\"list\":[{}]}}", repeat(&deep)));
        read::<Ambiguous>(&format!("{{\"list\":[{}],\"y\":\"s\"}}", repeat(&deep)));
        read::<Ambiguous>(&format!("{{\"list\":[{}],\"y\":\"s\"}}", repeat("[{}]")));
        read::<Ambiguous>(&format!("{{\"more\":[{}],\"y\":\"s\"}}", repeat("[{}]")));
        let leaves = repeat("{\"text\":\"a long text that nobody has to copy\",\"kind\":\"leaf\"}");
        let late = format!("{{\"list\":[{leaves}],\"kind\":\"branch\"}}");
        read::<Tagged>(&late);
        read::<Tagged>(&nest(100, &late, |a| format!("{{\"a\":{a},\"kind\":\"branch\"}}")));
        read::<Vec<Tagged>>(&format!(
            "[{}]",
            repeat(&nest(20, "{\"kind\":\"leaf\"}", |a| format!(
                "{{\"a\":{a},\"kind\":\"branch\"}}"
            )))
        ));
        let escapes = "\\u00e9\\n".repeat(length / 8);
        read::<Tagged>(&format!("{{\"text\":\"{escapes}\",\"kind\":\"leaf\"}}"));
    }
}

/// The bound means something: a tree of values takes about as much.
#[test]
fn the_counter_sees_what_is_held() {
    let text = format!("[{}]", vec!["{\"a\":[]}"; 10_000].join(","));
    let tree = of(|| serde_json::from_str::<Value>(&text).expect("JSON"));
    assert!(tree.bytes_max > 5 * text.len() as u64, "{}", tree.bytes_max);
}
