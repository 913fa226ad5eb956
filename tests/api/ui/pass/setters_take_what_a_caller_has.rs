//! Strings, numbers, arrays, maps and variants go into setters as they are.

use std::collections::BTreeMap;

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
    let hyperparameters = FineTuneDpoHyperparameters::builder()
        .beta(1)
        .learning_rate_multiplier(0.5)
        .n_epochs("auto")
        .batch_size(16)
        .build();
    assert_eq!(hyperparameters.n_epochs, Some(KeywordOrInteger::Auto));
    let item = EvalItem::builder().content("text").role("user").build();
    assert_eq!(item.role, EvalItemRole::User);
    let image = EvalItemInputImage::builder().image_url("https://example.com/i.png").build();
    let content = EvalItemContent::from(EvalItemContentItem::from(image));
    let _ = EvalItem::builder().role(EvalItemRole::Developer).content(content).build();
}
