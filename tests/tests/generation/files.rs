//! Answers that are files, whatever the description calls them: what is read by itself, what is said of
//! it, and that each can be corrected.

use serde_json::Value as Json;
use specwright_codegen::api::Content;
use specwright_codegen::config::Selection;
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;
use specwright_codegen::{Code, Config, Input, Output, Planned, generate, plan};
use specwright_tests::material;

/// A description of one call that answers so.
fn described(content: &str) -> Config {
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /logs:\n    get:\n      \
         operationId: getLog\n      responses: {{'200': {{description: It., content: {{{content}}}}}}}\n"
    );
    Config::new(Input::new("d.yaml", document))
}

const JSON: &str = "application/json: {schema: {type: string}}";

const BOTH: &str = "application/json: {schema: {type: string}}, text/plain: {}";

fn output(config: &Config) -> Output {
    generate(config).unwrap_or_else(|failure| panic!("{failure}"))
}

/// What the call is read as by itself, and the media types that it is asked for in by a method.
fn read(output: &Output) -> (Content, Vec<&str>) {
    let operation = &output.plan.api.operations[0];
    let others = operation.representations.iter().map(|other| &*other.media_type).collect();
    (operation.success.responses[0].content.clone(), others)
}

#[test]
fn what_was_published_is_read_as_it_was_when_a_file_is_described_beside_it() {
    let first = output(&described(JSON));
    let (json, none) = read(&first);
    assert!(matches!(json, Content::Json(_)) && none.is_empty(), "{json:?}");
    let (text, others) = (Content::Text, vec!["application/json"]);
    assert_eq!(read(&output(&described(BOTH))), (text, others));
    let mut again = described(BOTH);
    again.published = Some(Input::new("published.txt", first.published.render()));
    assert_eq!(read(&output(&again)), (json, vec!["text/plain"]));
}

/// The answers of a description that are a string of JSON and no more, and those to `GET` that have no
/// content, each by its operation and its media type.
fn in_question(description: &Json) -> Vec<(String, Code, Option<String>)> {
    let mut found = Vec::new();
    let paths = description["paths"].as_object().expect("paths");
    for (method, operation) in paths.values().filter_map(Json::as_object).flatten() {
        let Some(id) = operation["operationId"].as_str() else { continue };
        let answer = &operation["responses"]["200"];
        let media_types = answer["content"].as_object();
        if method == "get" && answer.is_object() && media_types.is_none() {
            found.push((id.to_owned(), Code::AnswerUndescribed, None));
        }
        for (media_type, media) in media_types.into_iter().flatten() {
            if media["schema"] == serde_json::json!({"type": "string"}) {
                found.push((id.to_owned(), Code::StringForFile, Some(media_type.clone())));
            }
        }
    }
    found
}

/// The actions that an explanation tells to write, for an operation that stands elsewhere.
fn correction(pointer: &str, media_type: Option<&str>) -> Input {
    let target = pointer.trim_start_matches('#').trim_start_matches('/');
    let steps = target.split('/').map(|step| step.replace("~1", "/").replace("~0", "~"));
    let steps: String = steps.map(|step| format!("['{step}']")).collect();
    let answer = format!("${steps}['responses']['200']");
    let remove = media_type.map_or_else(String::new, |media_type| {
        format!("- {{target: \"{answer}['content']['{media_type}']\", remove: true}}\n")
    });
    let update = "{content: {application/octet-stream: {schema: {type: string, format: binary}}}}";
    let text = format!(
        "overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions:\n{remove}- {{target: \"{answer}\", \
         update: {update}}}\n"
    );
    Input::new("o.yaml", text)
}

/// `downloadFile`, the contents of skills, of their versions, of videos, of what a container holds: all
/// of OpenAI's, found by a reading of the description that is not ours.
#[test]
fn each_answer_of_openai_that_may_be_a_file_is_said_and_can_be_corrected() {
    let Some(corpus) = material::corpus() else { return };
    let text = std::fs::read_to_string(corpus.join("openai-2026-08.yaml")).expect("a description");
    let description = source::read("o.yaml", text.clone(), FileId(0)).expect("readable").0;
    let found = in_question(&description.to_json());
    assert_eq!(found.len(), 5, "{found:#?}");
    for (id, code, media_type) in found {
        let mut config = Config::new(Input::new("openai.yaml", text.clone()));
        config.selection = Selection::of([&*id]);
        let codes = |planned: &Planned| -> Vec<Code> {
            let asked = [Code::StringForFile, Code::AnswerUndescribed];
            let notes = planned.notes.iter().map(|note| note.code);
            notes.filter(|code| asked.contains(code)).collect()
        };
        let planned = plan(&config).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(codes(&planned), [code], "{id}");
        let pointer = planned.plan.api.operations[0].pointer.clone();
        config.overlays.push(correction(&pointer, media_type.as_deref()));
        let corrected = plan(&config).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(codes(&corrected), [], "{id}");
        let operation = &corrected.plan.api.operations[0];
        assert_eq!(operation.success.responses[0].content, Content::Bytes, "{id}");
    }
}
