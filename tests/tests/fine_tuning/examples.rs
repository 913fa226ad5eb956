//! The six documented requests and answers.

use serde_json::{Value, json};
use specwright::fine_tuning::*;
use specwright_tests::given_back::is_given_back;
use specwright_tests::spec;

fn documented(name: &str) -> (Value, Value) {
    let (_, request, response) =
        spec::examples().into_iter().find(|(known, _, _)| known == name).expect("the example");
    (request, response)
}

/// The request, built through the public API, is exactly the documented one, and the
/// documented one decodes to the same value.
fn assert_sends(name: &str, request: &CreateFineTuningJobRequest) {
    let (documented, _) = documented(name);
    assert_eq!(serde_json::to_value(request).expect("writable"), documented);
    let decoded: CreateFineTuningJobRequest =
        serde_json::from_value(documented).expect("the documented request decodes");
    assert_eq!(&decoded, request);
    request.validate().expect("the documented request is valid");
}

#[test]
fn default() {
    let request = CreateFineTuningJobRequest::builder()
        .model("gpt-4o-mini")
        .training_file("file-BK7bzQj3FfZFXr7DbL6xJwfo")
        .build();
    assert_sends("default", &request);
}

#[test]
fn epochs() {
    let hyperparameters = FineTuneSupervisedHyperparameters::builder().n_epochs(2).build();
    let request = CreateFineTuningJobRequest::builder()
        .training_file("file-abc123")
        .model("gpt-4o-mini")
        .method(FineTuneMethod::supervised(
            FineTuneSupervisedMethod::builder().hyperparameters(hyperparameters).build(),
        ))
        .build();
    assert_sends("epochs", &request);
}

#[test]
fn dpo() {
    let request = CreateFineTuningJobRequest::builder()
        .training_file("file-abc123")
        .validation_file("file-abc123")
        .model("gpt-4o-mini")
        .method(FineTuneMethod::dpo(
            FineTuneDpoMethod::builder()
                .hyperparameters(FineTuneDpoHyperparameters::builder().beta(0.1).build())
                .build(),
        ))
        .build();
    assert_sends("dpo", &request);
}

#[test]
fn reinforcement() {
    let request = CreateFineTuningJobRequest::builder()
        .training_file("file-abc")
        .validation_file("file-123")
        .model("o4-mini")
        .method(FineTuneMethod::reinforcement(
            FineTuneReinforcementMethod::builder()
                .grader(
                    GraderStringCheck::builder()
                        .name("Example string check grader")
                        .input("{{sample.output_text}}")
                        .reference("{{item.label}}")
                        .operation(GraderStringCheckOperation::Eq)
                        .build(),
                )
                .hyperparameters(
                    FineTuneReinforcementHyperparameters::builder()
                        .reasoning_effort(
                            FineTuneReinforcementHyperparametersReasoningEffort::Medium,
                        )
                        .build(),
                )
                .build(),
        ))
        .build();
    assert_sends("reinforcement", &request);
}

#[test]
fn validation_file() {
    let request = CreateFineTuningJobRequest::builder()
        .training_file("file-abc123")
        .validation_file("file-abc123")
        .model("gpt-4o-mini")
        .build();
    assert_sends("validation_file", &request);
}

#[test]
fn wandb_integration() {
    let wandb = CreateFineTuningJobRequestIntegrationsItemWandb::builder()
        .project("my-wandb-project")
        .name("ft-run-display-name")
        .tags(["first-experiment", "v2"])
        .build();
    let request = CreateFineTuningJobRequest::builder()
        .training_file("file-abc123")
        .validation_file("file-abc123")
        .model("gpt-4o-mini")
        .integrations([CreateFineTuningJobRequestIntegrationsItem::builder().wandb(wandb).build()])
        .build();
    assert_sends("wandb_integration", &request);
}

/// Every documented answer decodes and is given back. A null of a property that may be
/// missing as well may come back as a missing one; nothing else may differ.
#[test]
fn answers_come_back_unchanged() {
    let examples = spec::examples();
    assert_eq!(examples.len(), 6);
    for (name, _, documented) in examples {
        let job: FineTuningJob = serde_json::from_value(documented.clone())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = serde_json::to_value(&job).expect("writable");
        assert!(is_given_back(&documented, &written), "{name}: {documented} became {written}");
        let from_bytes: FineTuningJob =
            serde_json::from_slice(documented.to_string().as_bytes()).expect("from bytes too");
        assert_eq!(from_bytes, job);
    }
}

#[test]
fn undeclared_properties_are_kept_at_every_depth() {
    let (_, answer) = documented("reinforcement");
    let job: FineTuningJob = serde_json::from_value(answer).expect("decodes");
    assert_eq!(job.extra.get("shared_with_openai"), Some(&json!(false).into()));
    assert_eq!(job.extra.get("user_provided_suffix"), Some(&Value::Null.into()));
    assert_eq!(job.extra.get("usage_metrics"), Some(&Value::Null.into()));
    let reinforcement = job.method.and_then(|method| method.reinforcement).expect("the method");
    assert_eq!(reinforcement.extra.get("response_format"), Some(&Value::Null.into()));

    let (_, answer) = documented("wandb_integration");
    let job: FineTuningJob = serde_json::from_value(answer).expect("decodes");
    let integration = job.integrations.expect("integrations").remove(0);
    assert_eq!(integration.wandb.extra.get("run_id"), Some(&json!("ftjob-abc123").into()));
}
