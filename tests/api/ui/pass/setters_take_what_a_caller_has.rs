//! Strings, numbers, arrays, maps and variants go into setters as they are.

use std::collections::BTreeMap;

use specwright::Maybe;
use specwright::fine_tuning::*;

fn main() {
    let metadata = BTreeMap::from([("team".to_owned(), "evals".to_owned())]);
    let owned = String::from("file-abc");
    let request = CreateFineTuningJobRequest::builder()
        .training_file(owned)
        .model(CreateFineTuningJobRequestModel::Gpt4oMini)
        .metadata(metadata)
        .seed(7)
        .suffix_null()
        .extra("new_option", serde_json::json!({"on": true}))
        .build();
    assert_eq!(
        serde_json::to_string(&request).unwrap(),
        r#"{"model":"gpt-4o-mini","training_file":"file-abc","suffix":null,"seed":7,"metadata":{"team":"evals"},"new_option":{"on":true}}"#
    );
    // Integers of any type, and what a caller may have or not.
    let length: usize = 9;
    let counted = CreateFineTuningJobRequest::builder()
        .training_file("file-abc")
        .model(CreateFineTuningJobRequestModel::Gpt4oMini)
        .seed(length)
        .maybe(Some("mine"), |it, suffix| it.suffix(suffix))
        .maybe(None::<u8>, |it, seed| it.seed(seed))
        .build();
    assert_eq!((counted.seed, counted.suffix.as_deref()), (Some(9), Some("mine")));
    // One that the property cannot hold is a violation at its place, until another is set.
    let builder = CreateFineTuningJobRequest::builder()
        .training_file("file-abc")
        .model(CreateFineTuningJobRequestModel::Gpt4oMini)
        .seed(u64::MAX);
    let invalid = builder.clone().build().validate().unwrap_err();
    assert_eq!(
        invalid.violations()[0].to_string(),
        "/seed must be an integer of 64 bits, but is 18446744073709551615"
    );
    assert_eq!(builder.seed(8_i8).build().validate(), Ok(()));
    let hyperparameters = FineTuneDpoHyperparameters::builder()
        .beta(1)
        .learning_rate_multiplier(0.5)
        .n_epochs("auto")
        .batch_size(16)
        .build();
    assert_eq!(hyperparameters.n_epochs, Some(KeywordOrInteger::Auto));
    // The same of a keyword or a number.
    let lines = ["first", "second"];
    let counted = FineTuneDpoHyperparameters::builder()
        .batch_size(lines.len())
        .n_epochs(3_u64)
        .beta(lines.len())
        .learning_rate_multiplier(KeywordOrNumber::Auto);
    let counted = counted.build();
    assert_eq!(counted.batch_size, Some(KeywordOrInteger::Value(2)));
    assert_eq!(counted.beta, Some(KeywordOrNumber::Value(2.0)));
    let builder = FineTuneDpoHyperparameters::builder().n_epochs(u64::MAX);
    let invalid = builder.clone().build().validate().unwrap_err();
    assert_eq!(
        invalid.violations()[0].to_string(),
        "/n_epochs must be an integer of 64 bits, but is 18446744073709551615"
    );
    assert_eq!(builder.n_epochs(4).build().validate(), Ok(()));
    let item = EvalItem::builder().content("text").role("user").build();
    assert_eq!(item.role, EvalItemRole::User);
    let image = EvalItemInputImage::builder().image_url("https://example.com/i.png").build();
    let content = EvalItemContent::from(EvalItemContentItem::from(image));
    let _ = EvalItem::builder().role(EvalItemRole::Developer).content(content).build();
}
