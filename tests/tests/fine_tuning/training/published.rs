//! The lines of training data against the published description that has their schemas, that of March 2025,
//! by a judge that knows nothing of ours.

use serde_json::{Value, json};
use specwright::training::{
    ChatExample, CompletionExample, Format, PreferenceExample, Rule, check,
};
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;
use specwright_fidelity::Description;
use specwright_fidelity::oracle::Oracle;
use specwright_tests::material;

use super::seeds::{put, seeds, sound, whole};
use super::{faults, given_back};

/// The published description; none where the corpus is not.
fn published() -> Option<Value> {
    let path = material::corpus()?.join("openai-2025-03.yaml");
    let text = std::fs::read_to_string(path).expect("the published description");
    Some(source::read("openai.yaml", text, FileId(0)).expect("readable").0.to_json())
}

/// What the description calls a line of a format.
fn schema(format: Format) -> &'static str {
    match format {
        Format::Chat => "FineTuneChatRequestInput",
        Format::Completion => "FineTuneCompletionRequestInput",
        Format::Preference => "FineTunePreferenceRequestInput",
        other => panic!("{other:?}"),
    }
}

const FORMATS: [Format; 3] = [Format::Chat, Format::Completion, Format::Preference];

/// As later descriptions call two properties, or back.
fn renamed(example: &Value, from: &str, to: &str) -> Value {
    let mut example = example.clone();
    if let Value::Object(properties) = &mut example {
        for name in ["preferred", "non_preferred"] {
            if let Some(value) = properties.remove(&format!("{name}_{from}")) {
                properties.insert(format!("{name}_{to}"), value);
            }
        }
    }
    example
}

#[test]
fn the_published_example_of_each_format_is_sound_and_goes_back_unchanged() {
    let Some(description) = published() else { return };
    for format in FORMATS {
        let example = &description["components"]["schemas"][schema(format)]["x-oaiMeta"]["example"];
        let example: Value =
            serde_json::from_str(example.as_str().expect("an example")).expect("JSON");
        let example = renamed(&example, "completion", "output");
        let found = faults(format, &vec![example.to_string(); 10].join("\n"));
        assert!(found.is_empty(), "{format:?}: {found:#?}");
        match format {
            Format::Chat => given_back::<ChatExample>(&example),
            Format::Completion => given_back::<CompletionExample>(&example),
            _ => given_back::<PreferenceExample>(&example),
        }
    }
}

/// What is a fault by the published description, and what is not, is that by ours: of all lines that are
/// sound, and of all that a fault was seeded in. Beside it stand the rules, of which the description has
/// those that close its lists of values.
#[test]
fn the_published_description_and_ours_agree_on_every_line() {
    let Some(description) = published() else { return };
    let translated = Description::new(&description, []);
    let mut oracle = Oracle::new(&translated).expect("schemas that can be judged by");
    let (mut sound_lines, mut faulty, mut differ) = (0, 0, Vec::new());
    let mut judge = |format: Format, example: &Value, what: &str| {
        let example = without_what_is_newer(example);
        let beside = [
            Rule::TooFewExamples,
            Rule::NoMessages,
            Rule::NoAssistant,
            Rule::EmptyAnswer,
            Rule::NoOutput,
            Rule::NoText,
        ];
        let text = example.to_string();
        let checker = check(format, text.as_bytes());
        let checker = beside.into_iter().fold(checker, |checker, rule| checker.without(rule));
        let ours = checker.count() == 0;
        let pointer = format!("/components/schemas/{}", schema(format));
        let theirs = oracle.allows(&pointer, &renamed(&example, "output", "completion"));
        if ours != theirs {
            differ.push(format!("{format:?} {what}"));
        }
        *if ours { &mut sound_lines } else { &mut faulty } += 1;
    };
    for format in FORMATS {
        for (index, example) in sound(format).iter().enumerate() {
            judge(format, example, &format!("sound {index}"));
        }
        for (_, seeded, value, ..) in seeds().into_iter().filter(|it| it.0 == format) {
            let mut example = whole(format);
            put(&mut example, seeded, value.clone());
            judge(format, &example, &format!("{seeded} {value}"));
        }
    }
    // What a function may be called, the description says in words alone.
    differ.retain(|it| !it.starts_with("Chat /tools/0/function/name \""));
    assert!(differ.is_empty(), "{differ:#?}");
    assert!(sound_lines >= 30 && faulty >= 30, "{sound_lines} sound, {faulty} faulty");
}

/// Of March 2025 there was no role `developer` in these lines.
fn without_what_is_newer(example: &Value) -> Value {
    let mut example = example.clone();
    for list in ["/messages", "/input/messages"] {
        for message in example.pointer_mut(list).and_then(Value::as_array_mut).into_iter().flatten()
        {
            if message["role"] == "developer" {
                message["role"] = json!("system");
            }
        }
    }
    example
}
