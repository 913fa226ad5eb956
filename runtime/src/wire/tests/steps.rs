//! Reading takes steps in proportion to the length of the text times the number of variants,
//! whatever the text says. Steps are counted, not time: bytes passed, each as often as it is,
//! values looked at and judged.

use super::*;
use crate::wire::read::read;
use crate::wire::reading::Reading;

/// How many steps a byte may take for each variant.
const EACH: usize = 6;

/// How deep values may stand in each other.
const DEPTHS: [usize; 8] = [1, 2, 3, 10, 30, 60, 90, 120];

/// How long texts are.
const LENGTHS: [usize; 3] = [1_000, 30_000, 1_000_000];

/// Reads a text, and sees how many steps that took.
#[track_caller]
fn count<T: Wire>(variants: usize, text: &str) -> Result<T, String> {
    let mut value = T::blank();
    let mut reading = Reading::of(text, wire::DecodeBudget::UNLIMITED);
    let result = read(&mut reading, &mut value.slot());
    let (steps, most) = (reading.text.steps(), EACH * variants * text.len());
    let start: String = text.chars().take(200).collect();
    assert!(steps <= most, "{steps} steps for {} bytes: {start}", text.len());
    result.map(|()| value).map_err(|fault| {
        let error = wire::DecodeError::of(&fault).to_string();
        assert!(error.len() < 2_000 + text.len(), "an error of {} bytes: {start}", error.len());
        error
    })
}

/// A value in others: `around` has the number of the level, from the inside out, and what is
/// within.
fn nest(depth: usize, innermost: &str, around: impl Fn(usize, &str) -> String) -> String {
    (0..depth).fold(innermost.to_owned(), |inner, level| around(level, &inner))
}

/// So many texts of a value that they are of a length.
fn repeat(value: &str, length: usize) -> String {
    vec![value; length / (value.len() + 1) + 1].join(",")
}

#[test]
fn variants_that_hold_their_union_again() {
    let ways: [(&str, &str); 8] = [
        (r#""x":1,"#, ""),
        (r#""y":"s","#, ""),
        (r#""x":"no","y":"s","#, ""),
        ("", r#","x":"no","y":"s""#),
        ("", r#","y":1,"x":1"#),
        (r#""x":1,"y":"s","#, ""),
        (r#""x":1,"more":[{},[{}]],"y":"s","#, r#","x":"no""#),
        (r#" "x" : 1 , "#, " , \"y\" : 1 "),
    ];
    let innermost = ["{\"x\":1}", "{\"y\":\"s\"}", "{}", "{\"x\":\"no\"}", "null", "[]", "3"];
    for depth in DEPTHS {
        for (before, after) in ways {
            for inner in innermost {
                let text = nest(depth, inner, |_, a| format!("{{{before}\"a\":{a}{after}}}"));
                let _ = count::<Ambiguous>(2, &text);
                let text = nest(depth / 2, inner, |_, a| {
                    format!("{{{before}\"list\":[{a},{{\"y\":\"\"}}]{after}}}")
                });
                let _ = count::<Ambiguous>(2, &text);
                let text = nest(depth / 2, inner, |_, a| {
                    format!("{{{before}\"map\":{{\"a\":{a},\"b\":{{}}}}{after}}}")
                });
                let _ = count::<Ambiguous>(2, &text);
                let text = nest(depth, inner, |_, a| format!("{{{before}\"limited\":{a}{after}}}"));
                let _ = count::<Ambiguous>(2, &text);
                let text = nest(depth, inner, |level, a| {
                    if level % 2 == 0 {
                        format!("{{{before}\"a\":{a}}}")
                    } else {
                        format!("{{\"y\":\"s\",\"a\":{a}{after}}}")
                    }
                });
                let _ = count::<Ambiguous>(2, &text);
            }
        }
    }
}

#[test]
fn many_variants_that_hold_their_union_again() {
    for length in LENGTHS {
        let deep = nest(20, "{\"x\":\"no\",\"y\":\"s\"}", |_, a| {
            format!("{{\"x\":\"no\",\"y\":\"s\",\"a\":{a},\"list\":[{{\"x\":0}}]}}")
        });
        let list = format!("[{}]", repeat(&deep, length));
        let read = count::<Vec<Ambiguous>>(2, &list).expect("readable");
        assert!(read.iter().all(|one| matches!(one, Ambiguous::Second(_))));
        for text in [
            format!("{{\"x\":\"no\",\"y\":\"s\",\"list\":[{}]}}", repeat(&deep, length)),
            format!("{{\"list\":[{}],\"x\":\"no\",\"y\":\"s\"}}", repeat(&deep, length)),
            format!("{{\"list\":[{}],\"x\":1}}", repeat("{\"x\":1}", length)),
            format!("{{\"open\":[{}],\"y\":\"\"}}", repeat("[{}]", length)),
            format!("{{\"more\":[{}],\"y\":\"\"}}", repeat("{}", length)),
        ] {
            count::<Ambiguous>(2, &text).expect("readable");
        }
        let map: Vec<String> = (0..length / 40)
            .map(|index| format!("\"{index}\":{{\"y\":\"\",\"a\":{{\"x\":0}}}}"))
            .collect();
        let text = format!("{{\"y\":\"\",\"map\":{{{}}}}}", map.join(","));
        count::<Ambiguous>(2, &text).expect("readable");
        count::<BTreeMap<String, Ambiguous>>(2, &format!("{{{}}}", map.join(",")))
            .expect("readable");
    }
}

#[test]
fn tags_that_come_last() {
    for depth in DEPTHS {
        for tag in [
            "\"type\":\"node\"",
            "\"type\":\"other\"",
            "\"type\":3",
            "\"type\":3,\"type\":\"node\"",
        ] {
            let inner = "{\"type\":\"leaf\"}";
            let text = nest(depth, inner, |_, a| format!("{{\"a\":{a},{tag}}}"));
            let _ = count::<Tagged>(2, &text);
            let text = nest(depth, inner, |_, a| {
                format!("{{\"text\":\"\",\"a\":{a},\"b\":[{{}}],{tag}}}")
            });
            let _ = count::<Tagged>(2, &text);
            let text = nest(depth / 2, inner, |_, a| format!("{{\"list\":[{a},{inner}],{tag}}}"));
            let _ = count::<Tagged>(2, &text);
            let text = nest(depth / 2, inner, |_, a| format!("{{\"map\":{{\"a\":{a}}},{tag}}}"));
            let _ = count::<Tagged>(2, &text);
            let text = nest(depth.saturating_sub(1), &text, |_, a| {
                format!("{{\"x\":1,\"tagged\":{a},\"y\":\"\"}}")
            });
            let _ = count::<Ambiguous>(2, &text);
        }
    }
    for length in LENGTHS {
        let inner = format!("[{}]", repeat("{\"text\":\"t\",\"type\":\"leaf\"}", length));
        let late = format!("{{\"list\":{inner},\"type\":\"node\"}}");
        count::<Tagged>(2, &late).expect("readable");
        count::<Tagged>(2, &nest(60, &late, |_, a| format!("{{\"a\":{a},\"type\":\"node\"}}")))
            .expect("readable");
        count::<Vec<Tagged>>(2, &inner).expect("readable");
    }
}

#[test]
fn long_strings_before_a_tag() {
    for length in [1_000, 50_000] {
        for piece in ["a", "\\n", "\\u00e9", "\\ud83e\\udd80", "é"] {
            let long = piece.repeat(length / piece.len());
            let text = format!("{{\"text\":\"{long}\",\"{long}\":\"\",\"type\":\"leaf\"}}");
            count::<Tagged>(2, &text).expect("readable");
            let text = format!("{{\"x\":\"{long}\",\"y\":\"{long}\",\"{long}\":\"\"}}");
            count::<Ambiguous>(2, &text).expect("readable");
            let text = nest(20, &text, |_, a| format!("{{\"a\":{a},\"y\":\"\"}}"));
            count::<Ambiguous>(2, &text).expect("readable");
        }
        let digits = "1".repeat(length);
        let _ = count::<Ambiguous>(2, &format!("{{\"x\":{digits},\"y\":\"\"}}"));
    }
}

#[test]
fn lists_in_each_other() {
    for depth in DEPTHS {
        for inner in ["\"word\"", "{\"k\":\"\"}", "{}", "3", "[]"] {
            let _ = count::<Lists>(2, &nest(depth, inner, |_, a| format!("[{a}]")));
            let _ = count::<Lists>(2, &nest(depth, inner, |_, a| format!("[[],{a},[]]")));
            let _ = count::<Lists>(2, &nest(depth, inner, |_, a| format!("[\"word\",{a}]")));
        }
    }
    for length in LENGTHS {
        let deep = nest(50, "{}", |_, a| format!("[{a}]"));
        let _ = count::<Lists>(2, &format!("[{}]", repeat(&deep, length)));
        let _ = count::<Lists>(2, &format!("[{}]", repeat("[]", length)));
        let _ = count::<Lists>(
            2,
            &nest(50, &format!("[{},{{}}]", repeat("[]", length)), |_, a| format!("[{a}]")),
        );
    }
}

/// What was found within limits is remembered for those limits.
#[test]
fn lists_of_limited_items_in_each_other() {
    for depth in DEPTHS {
        for inner in ["[]", "\"\"", "\"123456789\"", "[[],[],[]]", "3"] {
            for around in [["", ""], ["[],", ""], ["", ",[]"], ["[],", ",\"12345678\""]] {
                let [before, after] = around;
                let text = nest(depth, inner, |_, a| format!("[{before}{a}{after}]"));
                let _ = count::<Bounded>(BOUNDED, &text);
            }
        }
    }
    for length in [1_000, 30_000] {
        for depth in [1, 30, 100] {
            for item in ["[]", "\"123\"", "[[]]"] {
                let long = format!("[{}]", repeat(item, length));
                let _ = count::<Bounded>(BOUNDED, &nest(depth, &long, |_, a| format!("[{a}]")));
            }
        }
    }
}

/// Two variants, within each of the limits that its items have here: none, two, and those together
/// with each variant's own.
const BOUNDED: usize = 2 * 7;

#[test]
fn closed_objects_in_each_other() {
    for depth in DEPTHS {
        for (before, after) in [
            ("", ""),
            ("\"x\":1,", ""),
            ("\"y\":1,", ""),
            ("", ",\"z\":1"),
            ("\"y\":\"\",", ""),
            ("", ",\"y\":null"),
        ] {
            for inner in ["{}", "{\"x\":\"\"}", "{\"x\":\"\",\"y\":\"\"}", "null"] {
                let text = nest(depth, inner, |_, a| format!("{{{before}\"a\":{a}{after}}}"));
                let _ = count::<Closed>(2, &text);
            }
        }
    }
}

/// A value that is passed for one variant, and holds values for another one.
#[test]
fn a_property_that_is_a_constant_or_open_or_the_union_again() {
    for depth in DEPTHS {
        for more in ["", ",\"x\":1", ",\"y\":1", ",\"y\":\"\"", ",\"raw\":{}", ",\"type\":\"node\""]
        {
            for inner in ["{}", "\"a\"", "[[{}]]", "{\"type\":\"leaf\"}", "{\"type\":1}"] {
                for (before, name) in [("", "k"), ("", "raw"), ("\"k\":{},", "raw")] {
                    let text =
                        nest(depth, inner, |_, a| format!("{{{before}\"{name}\":{a}{more}}}"));
                    let _ = count::<Mixed>(4, &text);
                }
            }
        }
    }
    for length in [1_000, 100_000] {
        let inner = format!("[{}]", repeat("{}", length));
        for more in ["", ",\"x\":1", ",\"y\":1"] {
            let text = nest(60, &inner, |_, k| format!("{{\"k\":{k}{more}}}"));
            let _ = count::<Mixed>(4, &text);
        }
    }
}

/// Names and repeated names of any number.
#[test]
fn names_that_come_again() {
    for length in [1_000, 100_000] {
        let extra = repeat("\"e\":1", length);
        let kinds = repeat("\"type\":\"leaf\",\"type\":1", length);
        count::<Leaf>(1, &format!("{{{extra},{kinds}}}")).expect("readable");
        count::<Tagged>(2, &format!("{{{extra},{kinds}}}")).expect("readable");
        count::<Ambiguous>(2, &format!("{{{},\"y\":\"\"}}", repeat("\"a\":{\"y\":\"\"}", length)))
            .expect("readable");
    }
}

/// What is written of why nothing fits does not grow with the depth, nor does what is put together
/// for it: reasons stand in each other as often as there are ways through the variants.
#[test]
fn reasons_that_stand_in_each_other() {
    for depth in DEPTHS {
        let text =
            nest(depth, "{\"x\":\"no\"}", |_, a| format!("{{\"x\":1,\"y\":\"\",\"a\":{a}}}"));
        let error = count::<Ambiguous>(2, &text).expect_err("refused");
        assert!(error.len() < 1_000, "{} bytes", error.len());
        let long = "é".repeat(5_000);
        let text = nest(depth / 2, "{\"x\":\"no\"}", |_, a| {
            format!("{{\"x\":1,\"y\":\"\",\"map\":{{\"{long}\":{a}}}}}")
        });
        if depth > 1 {
            let error = count::<Ambiguous>(2, &text).expect_err("refused");
            assert!(error.len() < 2_000, "{} bytes", error.len());
        }
    }
}
