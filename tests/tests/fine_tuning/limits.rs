//! Nothing invalid leaves: every limit, at every depth, all at once.

use serde_json::json;
use specwright::fine_tuning::*;

fn pointers(request: &CreateFineTuningJobRequest) -> Vec<String> {
    let invalid = request.validate().expect_err("invalid");
    invalid.violations().iter().map(|violation| violation.pointer.clone()).collect()
}

#[test]
fn every_violation_is_told_with_its_place() {
    let hyperparameters = FineTuneDpoHyperparameters::builder()
        .beta(0)
        .batch_size(0)
        .n_epochs(51)
        .learning_rate_multiplier(f64::NAN)
        .build();
    let request = CreateFineTuningJobRequest::builder()
        .model("m")
        .training_file("f")
        .suffix("x".repeat(65))
        .seed(-1)
        .method(FineTuneMethod::dpo(
            FineTuneDpoMethod::builder().hyperparameters(hyperparameters).build(),
        ))
        .build();
    assert_eq!(
        pointers(&request),
        [
            "/suffix",
            "/seed",
            "/method/dpo/hyperparameters/beta",
            "/method/dpo/hyperparameters/batch_size",
            "/method/dpo/hyperparameters/learning_rate_multiplier",
            "/method/dpo/hyperparameters/n_epochs",
        ]
    );
    let text = request.validate().expect_err("invalid").to_string();
    assert!(
        text.starts_with("6 violations: /suffix must have at most 64 characters, but has 65; "),
        "{text}"
    );
}

#[test]
fn through_options_lists_maps_and_variants() {
    let sampling = GraderScoreModelSamplingParams::builder().max_completions_tokens(0).build();
    let score = GraderScoreModel::builder()
        .name("s")
        .model("o4-mini")
        .input([EvalItem::builder().role(EvalItemRole::User).content("grade").build()])
        .sampling_params(sampling)
        .range([0.0])
        .build();
    let multi =
        GraderMulti::builder().name("m").graders([("a", score)]).calculate_output("a").build();
    let request = CreateFineTuningJobRequest::builder()
        .model("m")
        .training_file("f")
        .method(FineTuneMethod::reinforcement(
            FineTuneReinforcementMethod::builder().grader(multi).build(),
        ))
        .build();
    assert_eq!(
        pointers(&request),
        [
            "/method/reinforcement/grader/graders/a/sampling_params/max_completions_tokens",
            "/method/reinforcement/grader/graders/a/range",
        ]
    );
}

#[test]
fn length_is_counted_in_code_points() {
    let with = |suffix: String| {
        CreateFineTuningJobRequest::builder().model("m").training_file("f").suffix(suffix).build()
    };
    assert_eq!(with("🦀".repeat(64)).validate(), Ok(()));
    assert_eq!(pointers(&with("🦀".repeat(65))), ["/suffix"]);
    assert_eq!(pointers(&with(String::new())), ["/suffix"]);
}

#[test]
fn what_arrives_is_not_judged() {
    let job = json!({"n_epochs": 5000, "batch_size": 0, "beta": -1});
    let decoded: FineTuneDpoHyperparameters =
        serde_json::from_value(job.clone()).expect("decodes, since limits bind the sender");
    assert!(decoded.validate().is_err());
    assert_eq!(
        serde_json::to_value(&decoded).expect("writable"),
        json!({"n_epochs": 5000, "batch_size": 0, "beta": -1.0})
    );
}
