//! Every example that the published description documents of these operations, their requests and the
//! types around them decodes and goes back unchanged. It is read where the corpus is.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use specwright::fine_tuning::*;
use specwright::operation::Output;
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;
use specwright_tests::given_back::is_given_back;
use specwright_tests::material;

/// Reads a text as a type, and writes it again.
type Through = fn(&str) -> serde_json::Result<Value>;

fn through<T: DeserializeOwned + Serialize>(text: &str) -> serde_json::Result<Value> {
    serde_json::to_value(serde_json::from_str::<T>(text)?)
}

/// The operations, and what their answers go through; but for `downloadFile`, whose answer is a file.
const ANSWERS: [(&str, Through); 17] = [
    ("listFiles", through::<Output<requests::ListFiles>>),
    ("createFile", through::<Output<requests::CreateFile>>),
    ("deleteFile", through::<Output<requests::DeleteFile>>),
    ("retrieveFile", through::<Output<requests::RetrieveFile>>),
    ("runGrader", through::<Output<requests::RunGrader>>),
    ("validateGrader", through::<Output<requests::ValidateGrader>>),
    (
        "listFineTuningCheckpointPermissions",
        through::<Output<requests::ListFineTuningCheckpointPermissions>>,
    ),
    (
        "createFineTuningCheckpointPermission",
        through::<Output<requests::CreateFineTuningCheckpointPermission>>,
    ),
    (
        "deleteFineTuningCheckpointPermission",
        through::<Output<requests::DeleteFineTuningCheckpointPermission>>,
    ),
    ("createFineTuningJob", through::<Output<requests::CreateFineTuningJob>>),
    ("listPaginatedFineTuningJobs", through::<Output<requests::ListPaginatedFineTuningJobs>>),
    ("retrieveFineTuningJob", through::<Output<requests::RetrieveFineTuningJob>>),
    ("cancelFineTuningJob", through::<Output<requests::CancelFineTuningJob>>),
    ("listFineTuningJobCheckpoints", through::<Output<requests::ListFineTuningJobCheckpoints>>),
    ("listFineTuningEvents", through::<Output<requests::ListFineTuningEvents>>),
    ("pauseFineTuningJob", through::<Output<requests::PauseFineTuningJob>>),
    ("resumeFineTuningJob", through::<Output<requests::ResumeFineTuningJob>>),
];

/// The bodies of requests, which stand in commands.
const REQUESTS: [(&str, Through); 4] = [
    ("runGrader", through::<RunGraderRequest>),
    ("validateGrader", through::<ValidateGraderRequest>),
    (
        "createFineTuningCheckpointPermission",
        through::<CreateFineTuningCheckpointPermissionRequest>,
    ),
    ("createFineTuningJob", through::<CreateFineTuningJobRequest>),
];

/// The schemas that have an example.
const SCHEMAS: [(&str, Through); 15] = [
    ("FineTuningJob", through::<FineTuningJob>),
    ("FineTuningJobCheckpoint", through::<FineTuningJobCheckpoint>),
    ("FineTuningJobEvent", through::<FineTuningJobEvent>),
    ("FineTuningCheckpointPermission", through::<FineTuningCheckpointPermission>),
    ("OpenAIFile", through::<OpenAiFile>),
    ("GraderMulti", through::<GraderMulti>),
    ("GraderStringCheck", through::<GraderStringCheck>),
    ("GraderTextSimilarity", through::<GraderTextSimilarity>),
    ("GraderLabelModel", through::<GraderLabelModel>),
    ("WebhookFineTuningJobSucceeded", through::<WebhookFineTuningJobSucceeded>),
    ("WebhookFineTuningJobFailed", through::<WebhookFineTuningJobFailed>),
    ("WebhookFineTuningJobCancelled", through::<WebhookFineTuningJobCancelled>),
    ("WebhookFineTuningJobSucceeded", through::<FineTuningWebhookEvent>),
    ("WebhookFineTuningJobFailed", through::<FineTuningWebhookEvent>),
    ("WebhookFineTuningJobCancelled", through::<FineTuningWebhookEvent>),
];

/// Examples that are written in the notation of a program, and are JSON in no reading.
const NO_JSON: [&str; 2] = ["GraderPython", "GraderScoreModel"];

#[test]
fn every_documented_example_goes_back_unchanged() {
    let Some(corpus) = material::corpus() else { return };
    let name = "openai-2026-08.yaml";
    let text = std::fs::read_to_string(corpus.join(name)).expect("the published description");
    let description = source::read(name, text, FileId(0)).expect("readable").0.to_json();
    let operations = operations(&description);

    let mut went = 0;
    let mut odd = Vec::new();
    let mut go = |what: String, through: Through, text: &str| {
        let text = mended(text);
        let arrived: Value = serde_json::from_str(&text).expect(&what);
        match through(&text) {
            // In both directions, so that no null is left out; 1 may be 1.0.
            Ok(back) if is_given_back(&arrived, &back) && is_given_back(&back, &arrived) => {
                went += 1;
            }
            Ok(back) => odd.push(format!("{what}: {arrived} came back as {back}")),
            Err(error) => odd.push(format!("{what}: {error}")),
        }
    };
    for (id, through) in ANSWERS {
        for (title, example) in examples(&operations, id) {
            if let Some(answer) = example["response"].as_str() {
                go(format!("the answer {title} of {id}"), through, answer);
            }
        }
    }
    for (id, through) in REQUESTS {
        for (title, example) in examples(&operations, id) {
            let command = example["request"]["curl"].as_str().expect("a command");
            let body = command.split_once("-d '").and_then(|(_, body)| body.rsplit_once('\''));
            go(format!("the request {title} of {id}"), through, body.expect("a body").0);
        }
    }
    let schemas = &description["components"]["schemas"];
    for (name, through) in SCHEMAS {
        let example = schemas[name]["x-oaiMeta"]["example"].as_str().expect(name);
        go(format!("the example of {name}"), through, example);
    }
    for name in NO_JSON {
        let example = schemas[name]["x-oaiMeta"]["example"].as_str().expect(name);
        assert!(serde_json::from_str::<Value>(&mended(example)).is_err(), "{name} is JSON now");
    }
    assert!(odd.is_empty(), "{odd:#?}");
    assert_eq!(went, 48, "examples, of which there are more or fewer than there were");

    // Each schema that these types are made of and that has an example is among them.
    let ours = specwright_tests::spec::description();
    let ours = ours["components"]["schemas"].as_object().expect("schemas");
    let known: BTreeSet<&str> = SCHEMAS.iter().map(|(name, _)| *name).chain(NO_JSON).collect();
    let has_one = |name: &str| !schemas[name]["x-oaiMeta"]["example"].is_null();
    let missed: Vec<_> =
        ours.keys().filter(|name| has_one(name) && !known.contains(name.as_str())).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

/// The operations of a description by their names.
fn operations(description: &Value) -> Vec<&Value> {
    let paths = description["paths"].as_object().expect("paths");
    paths.values().filter_map(Value::as_object).flat_map(|item| item.values()).collect()
}

/// The examples of an operation, of which there may be one or several, with their titles.
fn examples<'a>(operations: &[&'a Value], id: &str) -> Vec<(String, &'a Value)> {
    let operation = operations.iter().find(|operation| operation["operationId"] == id).expect(id);
    let examples = &operation["x-oaiMeta"]["examples"];
    let all = match examples {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    };
    all.into_iter().map(|it| (it["title"].as_str().unwrap_or("alone").to_owned(), it)).collect()
}

/// A text that is nearly JSON, as a person reads it: without the commas in front of an end, with those
/// that are missing between values, with `None` as null, and without `{ ... }`, which stands for more.
fn mended(text: &str) -> String {
    let text = text.replace("{ ... }", "");
    let mut mended = String::new();
    // Whether a value has ended behind which nothing has come, and whether a comma has.
    let (mut is_behind_value, mut is_behind_comma) = (false, false);
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => 2 + string_length(&rest[1..]),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => rest.find([' ', '\n', ',', ':', '{', '}', '[', ']', '"']).unwrap_or(rest.len()),
        };
        let length = length.clamp(first.len_utf8(), rest.len());
        let token = &rest[..length];
        rest = rest[length..].trim_start();
        match token {
            "," => {
                is_behind_comma = is_behind_value || is_behind_comma;
                is_behind_value = false;
                continue;
            }
            "}" | "]" | ":" => {}
            _ if is_behind_comma || is_behind_value => mended.push(','),
            _ => {}
        }
        is_behind_comma = false;
        is_behind_value = !matches!(token, "{" | "[" | ":");
        mended.push_str(if token == "None" { "null" } else { token });
    }
    mended
}

/// How long a string is whose quotation mark has been read.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.unwrap_or(text.len())
}

#[test]
fn what_is_nearly_json_is_read_as_a_person_reads_it() {
    let nearly = "{ \"a\": [1, { ... },\n { ... }], \"b\" : None \"c\": \"\\\",}\",\n }";
    assert_eq!(mended(nearly), r#"{"a":[1],"b":null,"c":"\",}"}"#);
    assert_eq!(mended("[true,{},[]]"), "[true,{},[]]");
}
