//! What is sent: a file of training data, a job by each method and each grader, as JSON that the types
//! read and check.

use serde_json::{Value, json};
use specwright::fine_tuning::{
    CreateFileRequest, CreateFileRequestPurpose, CreateFineTuningJobRequest, RunGraderRequest,
    ValidateGraderRequest,
};
use specwright::training::{Format, check};
use specwright::{File, json as text};

use super::Reason;

/// Ten examples, which are checked before they are sent.
pub(super) fn data() -> Result<String, Reason> {
    let line = |number: u32| {
        let messages = json!([
            {"role": "user", "content": format!("Is {number} even?")},
            {"role": "assistant", "content": if number.is_multiple_of(2) { "yes" } else { "no" }},
        ]);
        json!({"messages": messages}).to_string() + "\n"
    };
    let data: String = (0..10).map(line).collect();
    match check(Format::Chat, data.as_bytes()).next() {
        None => Ok(data),
        Some(fault) => Err(fault?.to_string().into()),
    }
}

pub(super) fn upload() -> Result<CreateFileRequest, Reason> {
    let builder = CreateFileRequest::builder()
        .file(File::new("training.jsonl", data()?))
        .purpose(CreateFileRequestPurpose::FineTune);
    Ok(builder.build())
}

/// The graders, by their kinds.
fn graders() -> Vec<(&'static str, Value)> {
    let check = json!({"type": "string_check", "name": "same", "operation": "eq",
        "input": "{{sample.output_text}}", "reference": "{{item.label}}"});
    let alike = json!({"type": "text_similarity", "name": "alike", "evaluation_metric": "bleu",
        "input": "{{sample.output_text}}", "reference": "{{item.label}}"});
    let program = json!({"type": "python", "name": "program",
        "source": "def grade(sample, item):\n    return 1.0\n"});
    let judge = json!({"type": "score_model", "name": "judge", "model": "a-model",
        "input": [{"role": "user", "content": "Score {{sample.output_text}}."}], "range": [0, 1],
        "sampling_params": {"temperature": 0.5}});
    let several = json!({"type": "multi", "name": "several", "calculate_output": "same",
        "graders": check.clone()});
    vec![
        ("string_check", check),
        ("text_similarity", alike),
        ("python", program),
        ("score_model", judge),
        ("multi", several),
    ]
}

/// A job by each method, and by each grader.
pub(super) fn jobs(file: &str) -> Result<Vec<(String, CreateFineTuningJobRequest)>, Reason> {
    let rates = json!({"n_epochs": 2, "batch_size": "auto", "learning_rate_multiplier": 0.5});
    let mut methods = vec![
        (
            "supervised".to_owned(),
            json!({"type": "supervised", "supervised": {"hyperparameters": rates}}),
        ),
        (
            "dpo".to_owned(),
            json!({"type": "dpo", "dpo": {"hyperparameters": {"beta": "auto", "n_epochs": 1}}}),
        ),
    ];
    methods.extend(graders().into_iter().map(|(kind, grader)| {
        let settings = json!({"grader": grader, "hyperparameters": {"reasoning_effort": "low"}});
        (
            format!("reinforcement {kind}"),
            json!({"type": "reinforcement", "reinforcement": settings}),
        )
    }));
    let whole = |method: &Value| {
        json!({"model": "a-model", "training_file": file, "suffix": "trial", "seed": 42,
            "method": method, "metadata": {"by": "a trial"}})
    };
    let read = methods
        .into_iter()
        .map(|(name, method)| Ok((name, text::from_str(&whole(&method).to_string())?)));
    read.collect()
}

/// A grader of each kind, to be run, and to be validated.
pub(super) fn grading()
-> Result<Vec<(&'static str, RunGraderRequest, ValidateGraderRequest)>, Reason> {
    let read = graders().into_iter().map(|(kind, grader)| {
        let run = json!({"grader": grader, "item": {"label": "yes"}, "model_sample": "no"});
        let validate = json!({"grader": grader});
        Ok((kind, text::from_str(&run.to_string())?, text::from_str(&validate.to_string())?))
    });
    read.collect()
}
