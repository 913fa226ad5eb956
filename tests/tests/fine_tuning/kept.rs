//! What the description does not know, and what is at its edges, decodes and goes back unchanged.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use specwright::fine_tuning::*;
use specwright_tests::spec;

/// Decodes from a tree and from bytes, and comes back as it was.
fn kept<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(value: &Value) -> T {
    let decoded: T = serde_json::from_value(value.clone()).expect("decodes from a tree");
    let from_bytes: T =
        serde_json::from_slice(value.to_string().as_bytes()).expect("decodes from bytes");
    assert_eq!(decoded, from_bytes);
    assert_eq!(&serde_json::to_value(&decoded).expect("writable"), value);
    decoded
}

fn job(changes: &[(&str, Value)]) -> Value {
    let (_, _, mut job) =
        spec::examples().into_iter().find(|(name, _, _)| name == "default").expect("the example");
    let properties = job.as_object_mut().expect("an object");
    properties.remove("fine_tuned_model");
    properties.remove("validation_file");
    properties.remove("metadata");
    properties.insert("fine_tuned_model".to_owned(), json!("ft:x"));
    properties.insert("validation_file".to_owned(), json!("file-1"));
    for (name, value) in changes {
        properties.insert((*name).to_owned(), value.clone());
    }
    job
}

#[test]
fn an_unknown_status() {
    let job: FineTuningJob = kept(&job(&[("status", json!("hibernating"))]));
    assert_eq!(job.status, FineTuningJobStatus::Other("hibernating".to_owned()));
    assert_eq!(job.status.to_string(), "hibernating");
    let paused: FineTuningJob = kept(&self::job(&[("status", json!("paused"))]));
    assert_eq!(paused.status, FineTuningJobStatus::Paused);
}

#[test]
fn an_unknown_object_name_is_written_back() {
    let job: FineTuningJob = kept(&job(&[("object", json!("fine_tuning.job.v2"))]));
    assert_eq!(job.extra.get("object"), Some(&json!("fine_tuning.job.v2").into()));
}

#[test]
fn an_unknown_grader_with_its_tag_early_or_late() {
    for grader in [
        r#"{"type": "oracle", "name": "n", "depth": 3}"#,
        r#"{"name": "n", "depth": 3, "type": "oracle"}"#,
    ] {
        let grader: Value = serde_json::from_str(grader).expect("JSON");
        let grader: FineTuneReinforcementMethodGrader = kept(&grader);
        assert!(matches!(grader, FineTuneReinforcementMethodGrader::Other(_)), "{grader:?}");
    }
}

#[test]
fn an_unknown_integration() {
    let integrations =
        json!([{"type": "mlflow", "wandb": {"project": "p"}, "mlflow": {"uri": "u"}}]);
    let job: FineTuningJob = kept(&job(&[("integrations", integrations)]));
    let integration = &job.integrations.expect("integrations")[0];
    assert_eq!(integration.extra.get("type"), Some(&json!("mlflow").into()));
}

#[test]
fn integers_written_as_floats() {
    let hyperparameters: FineTuneSupervisedHyperparameters =
        serde_json::from_str(r#"{"n_epochs": 3.0, "batch_size": 2e2}"#).expect("decodes");
    assert_eq!(hyperparameters.n_epochs, Some(KeywordOrInteger::Value(3)));
    assert_eq!(hyperparameters.batch_size, Some(KeywordOrInteger::Value(200)));
    let fraction =
        serde_json::from_str::<FineTuneSupervisedHyperparameters>(r#"{"n_epochs": 3.5}"#);
    let text = fraction.expect_err("no integer").to_string();
    assert!(
        text.starts_with("at /n_epochs: invalid type: floating point `3.5`, expected an integer"),
        "{text}"
    );
}

#[test]
fn large_numbers() {
    let job: FineTuningJob = kept(&job(&[
        ("created_at", json!(4_102_444_800_i64)),
        ("estimated_finish", json!(9_007_199_254_740_993_i64)),
        ("trained_tokens", json!(8_589_934_592_i64)),
    ]));
    assert_eq!(job.trained_tokens, Some(8_589_934_592));
}

#[test]
fn what_azure_sends() {
    let azure = job(&[("organization_id", Value::Null), ("result_files", Value::Null)]);
    let job: FineTuningJob = kept(&azure);
    assert_eq!(job.organization_id, None);
    assert_eq!(job.result_files, None);
}

#[test]
fn absent_and_null_stay_apart_in_what_is_sent() {
    let request = CreateFineTuningJobRequest::builder().model("m").training_file("f");
    let absent = request.clone().build();
    let null = request.suffix_null().build();
    assert_eq!(serde_json::to_value(&absent).expect("writable").get("suffix"), None);
    assert_eq!(serde_json::to_value(&null).expect("writable")["suffix"], Value::Null);
    assert_ne!(
        kept::<CreateFineTuningJobRequest>(&serde_json::to_value(&null).expect("writable")),
        absent
    );
}

#[test]
fn a_value_of_one_kept_apart_from_absence() {
    let absent: EvalItem = kept(&json!({"role": "user", "content": "x"}));
    let present: EvalItem = kept(&json!({"role": "user", "content": "x", "type": "message"}));
    assert_ne!(absent, present);
    assert_eq!(present.r#type, Some(EvalItemType::Message));
}

#[test]
fn content_of_every_kind() {
    for content in [
        json!("text"),
        json!({"type": "input_text", "text": "t"}),
        json!({"type": "output_text", "text": "t"}),
        json!({"type": "input_image", "image_url": "https://example.com", "detail": "high"}),
        json!({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}),
        json!({"type": "input_video", "seconds": 4}),
        json!(["text", {"type": "input_text", "text": "t"}, {"type": "input_video"}]),
        json!([]),
    ] {
        let item: EvalItem = kept(&json!({"role": "user", "content": content}));
        let is_list = content.is_array();
        assert_eq!(matches!(item.content, EvalItemContent::Array(_)), is_list, "{content}");
    }
}

#[test]
fn graders_as_a_map_a_list_and_one() {
    let python = json!({"type": "python", "name": "p", "source": "def grade(): ..."});
    let strange = json!({"type": "oracle", "name": "o"});
    let multi = |graders: Value| json!({"type": "multi", "name": "m", "graders": graders, "calculate_output": "a"});
    let map: GraderMulti = kept(&multi(json!({"a": python, "type": strange})));
    assert!(matches!(map.graders, GraderMultiGraders::Map(_)));
    let list: GraderMulti = kept(&multi(json!([python, strange])));
    assert!(matches!(list.graders, GraderMultiGraders::List(_)));
    for one in [python, strange] {
        let one: GraderMulti = kept(&multi(one));
        assert!(matches!(one.graders, GraderMultiGraders::Grader(_)), "{one:?}");
    }
    let grader = GraderPython::builder().name("p").source("s").build();
    let built = GraderMulti::builder()
        .name("m")
        .graders([("a", grader.clone()), ("b", grader)])
        .calculate_output("a + b")
        .build();
    assert!(matches!(built.graders, GraderMultiGraders::Map(ref map) if map.len() == 2));
}

#[test]
fn nulls_of_optional_properties_read_as_nothing() {
    let hyperparameters: FineTuneDpoHyperparameters =
        serde_json::from_value(json!({"beta": null, "n_epochs": "auto"})).expect("decodes");
    assert_eq!(hyperparameters.beta, None);
    assert_eq!(hyperparameters.n_epochs, Some(KeywordOrInteger::Auto));
}

#[test]
fn a_declared_property_is_never_written_twice() {
    let mut request = CreateFineTuningJobRequest::builder().model("m").training_file("f").build();
    request.extra.insert("model", "other");
    request.extra.insert("suffix", "s");
    request.extra.insert("new_property", 1);
    let written = serde_json::to_string(&request).expect("writable");
    assert_eq!(written, r#"{"model":"m","training_file":"f","new_property":1}"#);
}
