//! What is held before a union knows its variant: nothing behind its tag, and only what precedes
//! it.

use serde::de::DeserializeOwned;
use specwright::Wire;
use specwright::fine_tuning::{
    EvalItemContent, FineTuneReinforcementMethodGrader as Grader, GraderMultiGraders, GraderPython,
};
use specwright_tests::cases::union_told_by_kind::{Several, SeveralObject};

use super::cost::{of_list, of_reading};

fn count<T: DeserializeOwned + Wire>(json: &str) -> u64 {
    of_reading::<T>(json).count_total
}

/// A tag that comes first is read and passed on: the variant costs what it costs alone.
#[test]
fn nothing_where_the_tag_comes_first() {
    let json = r#"{"type": "python", "name": "n", "source": "s", "image_tag": "t"}"#;
    assert_eq!((count::<GraderPython>(json), count::<Grader>(json)), (3, 3));
}

/// What precedes a tag lies where the text has it, and is read there once the variant is known.
#[test]
fn nothing_where_the_tag_comes_late() {
    for late in [
        r#"{"name": "n", "type": "python", "source": "s", "image_tag": "t"}"#,
        r#"{"name": "n", "source": "s", "type": "python", "image_tag": "t"}"#,
        r#"{"name": "n", "source": "s", "image_tag": "t", "type": "python"}"#,
    ] {
        assert_eq!(count::<Grader>(late), 3, "{late}");
    }
}

/// Of what precedes a tag, where each object and each list ends is written down, so that it is not
/// looked for again; of what follows it, nothing is, however much that is.
#[test]
fn not_what_follows_the_tag() {
    let messages = |count: usize| {
        let message = r#"{"role": "user", "content": "c"}"#;
        vec![message; count].join(", ")
    };
    let tagged = r#""type": "score_model""#;
    let short = r#""name": "n", "model": "m""#;
    let early = |long: &str| format!(r#"{{{tagged}, {short}, "input": [{long}]}}"#);
    let between = |long: &str| format!(r#"{{{short}, {tagged}, "input": [{long}]}}"#);
    let late = |long: &str| format!(r#"{{{short}, "input": [{long}], {tagged}}}"#);

    let (few, many) = (messages(1), messages(1000));
    let more = |one: &str, other: &str| {
        let (one, other) = (of_reading::<Grader>(one), of_reading::<Grader>(other));
        (one.count_total - other.count_total, one.bytes_total - other.bytes_total)
    };
    assert_eq!(more(&between(&few), &early(&few)), (0, 0));
    assert_eq!(more(&between(&many), &early(&many)), (0, 0), "what follows the tag is held");

    // The grader itself, the list, and each message.
    let (lists, bytes) = more(&late(&many), &early(&many));
    assert_eq!(lists, of_list(1 + 1 + 1000));
    let place = 2 * size_of::<usize>() as u64;
    assert!(bytes <= 4 * 1002 * place, "{bytes} bytes");
}

/// Where kinds discriminate variants, the first byte does.
#[test]
fn nothing_where_kinds_tell_the_variants_apart() {
    // The text, and nothing else.
    assert_eq!(count::<EvalItemContent>(r#""text""#), 1);
    // The one text of an item whose tag comes first.
    assert_eq!(count::<EvalItemContent>(r#"{"type": "input_text", "text": "t"}"#), 1);
    // The list, and a text each.
    let items = vec![r#""text", {"type": "output_text", "text": "t"}"#; 50].join(", ");
    assert_eq!(count::<EvalItemContent>(&format!("[{items}]")), of_list(100) + 100);
    // The list of graders, and two texts each.
    let grader = r#"{"type": "python", "name": "n", "source": "s"}"#;
    let graders = format!("[{}]", [grader; 9].join(", "));
    assert_eq!(count::<GraderMultiGraders>(&graders), of_list(9) + 2 * 9);
    // An object that no tag tells of is passed on from its first name.
    let object = r#"{"a": "text"}"#;
    assert_eq!((count::<SeveralObject>(object), count::<Several>(object)), (1, 1));
    assert_eq!(count::<Several>("7"), 0);
}
