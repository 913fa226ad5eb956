//! Examples of each format that are sound, and what spoils them, as a table.

use serde_json::{Value, json};
use specwright::lines::LineFaultKind;
use specwright::training::{Format, Rule};

/// An example with everything that its format has.
pub(super) fn whole(format: Format) -> Value {
    let tools = json!([{"type": "function", "function": {"name": "get_weather", "strict": null,
        "description": "The weather.", "parameters": {"type": "object", "properties": {}}}}]);
    let system = json!({"role": "system", "content": "Be brief.", "name": "house"});
    let user = json!({"role": "user", "content": [
        {"type": "text", "text": "What is it like here? \u{2603}"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA==", "detail": "low"}},
        {"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}},
        {"type": "file", "file": {"file_id": "file-1"}}]});
    let call = json!({"role": "assistant", "content": null, "weight": 0, "tool_calls": [
        {"id": "c1", "type": "function",
         "function": {"name": "get_weather", "arguments": "{\"place\": \"here\"}"}}]});
    let tool = json!({"role": "tool", "tool_call_id": "c1", "content": "snow"});
    let answer = json!({"role": "assistant", "content": "Snow.", "weight": 1});
    match format {
        Format::Chat => json!({"messages": [system, user, call, tool, answer],
            "tools": tools, "parallel_tool_calls": false, "functions": [{"name": "f"}]}),
        Format::Completion => json!({"prompt": "2 + 2 =", "completion": " 4"}),
        Format::Preference => json!({
            "input": {"messages": [system, user], "tools": tools, "parallel_tool_calls": true},
            "preferred_output": [{"role": "assistant", "content": "Snow."}],
            "non_preferred_output": [{"role": "assistant", "refusal": "No.", "content": null}]}),
        Format::Reinforcement => json!({"messages": [
            {"role": "developer", "content": [{"type": "text", "text": "Think."}]}, user],
            "tools": tools, "answer": {"label": 1.0}, "id": 7}),
        other => panic!("{other:?}"),
    }
}

/// Lines of a format in several forms, all of them sound.
pub(super) fn sound(format: Format) -> Vec<Value> {
    let with = |changes: &[(&str, Value)]| {
        let mut example = whole(format);
        changes.iter().for_each(|(pointer, value)| put(&mut example, pointer, value.clone()));
        example
    };
    let forms: Vec<(&str, Value)> = match format {
        Format::Chat => vec![
            ("/messages", json!([{"role": "assistant", "content": "Alone."}])),
            ("/messages/0", json!({"role": "developer", "content": "Be brief."})),
            ("/messages/4/content", json!([{"type": "refusal", "refusal": "No."}])),
            (
                "/messages/4",
                json!({"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}}),
            ),
            ("/messages/3", json!({"role": "function", "name": "f", "content": null})),
            ("/messages/2/audio", json!({"id": "audio_1"})),
            ("/tools", json!([])),
            ("/messages/1/content/1/image_url", json!({"url": "https://example.com/a.png"})),
            ("/a note of one's own", json!([1, {"kept": null}])),
        ],
        Format::Completion => vec![
            ("/prompt", json!("")),
            ("/completion", json!("\u{1f600}\n\t\"")),
            ("/prompt", json!("x".repeat(10_000))),
            ("/weight", json!(7)),
            ("/completion", json!("\\u0000")),
            ("/prompt", json!("{\"role\": 5}")),
            ("/completion", json!(" ")),
            ("/metadata", json!({"a": 1e3})),
            ("/prompt", json!("a\u{2028}b")),
        ],
        Format::Preference => vec![
            ("/input/messages", json!([{"role": "user", "content": "Which?"}])),
            ("/input/tools", json!([])),
            ("/preferred_output/0/content", json!([{"type": "text", "text": "Snow."}])),
            ("/preferred_output/0/tool_calls", json!([])),
            ("/non_preferred_output/0", json!({"role": "assistant", "audio": {"id": "a"}})),
            ("/input/messages/0", json!({"role": "assistant", "content": "Hm."})),
            ("/source", json!("people")),
            ("/input/parallel_tool_calls", json!(false)),
            ("/preferred_output/0/name", json!("one")),
        ],
        _ => vec![
            ("/messages", json!([{"role": "user", "content": "Which?"}])),
            ("/tools", json!([])),
            ("/answer", json!(null)),
            ("/reference", json!(["a", 2])),
            ("/messages/0", json!({"role": "system", "content": "Think."})),
            ("/messages/0/name", json!("house")),
            ("/messages/1/content/2/input_audio/format", json!("mp3")),
            ("/messages/1/content/3/file", json!({"filename": "a.pdf", "file_data": "AA=="})),
            ("/tools/0/function", json!({"name": "a-b_C9"})),
        ],
    };
    let forms = forms.into_iter().map(|change| with(&[change]));
    std::iter::once(whole(format)).chain(forms).collect()
}

/// Puts a value where a pointer leads, or takes away what is there (`null` within an array of one).
pub(super) fn put(example: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match example.pointer_mut(parent).expect("a parent") {
        Value::Object(all) if value == GONE => {
            all.remove(name).expect("a property that is there");
        }
        Value::Object(all) => {
            all.insert(name.to_owned(), value);
        }
        Value::Array(all) => all[name.parse::<usize>().expect("an index")] = value,
        other => panic!("{other}"),
    }
}

/// What stands for a property that is taken away.
const GONE: Value = Value::Null;

const fn rule(rule: Rule) -> LineFaultKind {
    LineFaultKind::Rule(rule.name())
}

/// A fault that is seeded: the format, what is put where, and where what is found.
pub(super) type Seed = (Format, &'static str, Value, &'static str, LineFaultKind);

#[allow(clippy::too_many_lines, reason = "a table")]
pub(super) fn seeds() -> Vec<Seed> {
    use Format::{Chat, Completion, Preference, Reinforcement};
    use LineFaultKind::{Limit, Value as Wrong};
    let gone = || GONE;
    let many = |name: &str, count| Value::from(name.repeat(count));
    vec![
        (Chat, "/messages", gone(), "/messages", rule(Rule::NoMessages)),
        (Chat, "/messages", json!([]), "/messages", Limit),
        (Chat, "/messages", json!({}), "/messages", Wrong),
        (
            Chat,
            "/messages",
            json!([{"role": "user", "content": "?"}]),
            "/messages",
            rule(Rule::NoAssistant),
        ),
        (Chat, "/messages/0", json!("hello"), "/messages/0", rule(Rule::UnknownRole)),
        (Chat, "/messages/0/role", json!("sytem"), "/messages/0/role", rule(Rule::UnknownRole)),
        (Chat, "/messages/0/role", json!(1), "/messages/0/role", Wrong),
        (Chat, "/messages/0/role", gone(), "/messages/0/role", Wrong),
        (Chat, "/messages/0/content", gone(), "/messages/0/content", Wrong),
        (Chat, "/messages/0/content", json!([]), "/messages/0/content", Limit),
        (Chat, "/messages/0/content", json!(5), "/messages/0/content", rule(Rule::UnknownContent)),
        (Chat, "/messages/0/name", json!(["house"]), "/messages/0/name", Wrong),
        (
            Chat,
            "/messages/1/content",
            json!({"text": "?"}),
            "/messages/1/content",
            rule(Rule::UnknownContent),
        ),
        (Chat, "/messages/1/content/0/text", gone(), "/messages/1/content/0/text", Wrong),
        (
            Chat,
            "/messages/1/content/0/type",
            json!("txt"),
            "/messages/1/content/0/type",
            rule(Rule::UnknownContent),
        ),
        (
            Chat,
            "/messages/1/content/1/image_url/url",
            gone(),
            "/messages/1/content/1/image_url/url",
            Wrong,
        ),
        (
            Chat,
            "/messages/1/content/1/image_url",
            json!("https://example.com/a.png"),
            "/messages/1/content/1/image_url",
            Wrong,
        ),
        (
            Chat,
            "/messages/1/content/1/image_url/detail",
            json!("hihg"),
            "/messages/1/content/1/image_url/detail",
            rule(Rule::UnknownValue),
        ),
        (
            Chat,
            "/messages/1/content/2/input_audio/format",
            json!("ogg"),
            "/messages/1/content/2/input_audio/format",
            rule(Rule::UnknownValue),
        ),
        (
            Chat,
            "/messages/1/content/2/input_audio/data",
            json!(0),
            "/messages/1/content/2/input_audio/data",
            Wrong,
        ),
        (Chat, "/messages/1/content/3/file", json!([]), "/messages/1/content/3/file", Wrong),
        (
            Chat,
            "/messages/2/tool_calls/0/function/arguments",
            json!({"place": "here"}),
            "/messages/2/tool_calls/0/function/arguments",
            Wrong,
        ),
        (Chat, "/messages/2/tool_calls/0/id", gone(), "/messages/2/tool_calls/0/id", Wrong),
        (
            Chat,
            "/messages/2/tool_calls/0/type",
            json!("fn"),
            "/messages/2/tool_calls/0/type",
            Wrong,
        ),
        (Chat, "/messages/2/tool_calls/0/type", gone(), "/messages/2/tool_calls/0/type", Wrong),
        (Chat, "/messages/2/tool_calls", gone(), "/messages/2/content", rule(Rule::EmptyAnswer)),
        (Chat, "/messages/3/tool_call_id", gone(), "/messages/3/tool_call_id", Wrong),
        (Chat, "/messages/4/weight", json!(2), "/messages/4/weight", Limit),
        (Chat, "/messages/4/weight", json!(0.5), "/messages/4/weight", Wrong),
        (Chat, "/messages/4/weight", json!("1"), "/messages/4/weight", Wrong),
        (
            Chat,
            "/messages/4/content",
            json!([{"type": "image_url"}]),
            "/messages/4/content/0/type",
            rule(Rule::UnknownContent),
        ),
        (Chat, "/tools", json!({"type": "function"}), "/tools", Wrong),
        (Chat, "/tools/0/function/name", gone(), "/tools/0/function/name", Wrong),
        (Chat, "/tools/0/function/name", json!("get weather"), "/tools/0/function/name", Limit),
        (Chat, "/tools/0/function/name", many("n", 65), "/tools/0/function/name", Limit),
        (Chat, "/functions", json!([]), "/functions", Limit),
        (Chat, "/parallel_tool_calls", json!("yes"), "/parallel_tool_calls", Wrong),
        (Completion, "/prompt", gone(), "/prompt", rule(Rule::NoText)),
        (Completion, "/completion", gone(), "/completion", rule(Rule::NoText)),
        (Completion, "/completion", json!(7), "/completion", Wrong),
        (Preference, "/input", gone(), "/input", rule(Rule::NoMessages)),
        (Preference, "/input/messages", gone(), "/input/messages", rule(Rule::NoMessages)),
        (
            Preference,
            "/input/messages/1/role",
            json!("usr"),
            "/input/messages/1/role",
            rule(Rule::UnknownRole),
        ),
        (Preference, "/preferred_output", gone(), "/preferred_output", rule(Rule::NoOutput)),
        (
            Preference,
            "/non_preferred_output",
            json!([]),
            "/non_preferred_output",
            rule(Rule::NoOutput),
        ),
        (Preference, "/preferred_output", json!("Snow."), "/preferred_output", Wrong),
        (Preference, "/preferred_output/0/role", json!("user"), "/preferred_output/0/role", Wrong),
        (Preference, "/preferred_output/0/role", gone(), "/preferred_output/0/role", Wrong),
        (
            Preference,
            "/preferred_output/0/content",
            gone(),
            "/preferred_output/0/content",
            rule(Rule::EmptyAnswer),
        ),
        (
            Preference,
            "/non_preferred_output",
            json!([{"role": "assistant", "content": "a"}, {"role": "assistant", "content": "b"}]),
            "/non_preferred_output",
            Limit,
        ),
        (Reinforcement, "/messages", gone(), "/messages", Wrong),
        (
            Reinforcement,
            "/messages/0/role",
            json!("Developer"),
            "/messages/0/role",
            rule(Rule::UnknownRole),
        ),
        (Reinforcement, "/messages/1/content", json!([]), "/messages/1/content", Limit),
        (Reinforcement, "/tools/0/type", json!("code"), "/tools/0/type", Wrong),
        (
            Reinforcement,
            "/messages/0/content/0/type",
            json!("image_url"),
            "/messages/0/content/0/type",
            Wrong,
        ),
        (Reinforcement, "/messages/0/content/0/type", gone(), "/messages/0/content/0/type", Wrong),
        (Chat, "/tools/0/type", gone(), "/tools/0/type", Wrong),
    ]
}
