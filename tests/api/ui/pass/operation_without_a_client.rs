//! An operation is a value: it builds a request and reads a response without any network.

use specwright::Operation;
use specwright::fine_tuning::*;

fn main() {
    let request = CreateFineTuningJobRequest::builder().model("m").training_file("f").build();
    let call = requests::CreateFineTuningJob::new(&request);
    let outgoing = call.request().expect("valid");
    assert_eq!(outgoing.method(), "POST");
    assert_eq!(outgoing.uri(), "/fine_tuning/jobs");
    let body = r#"{"model":"m","training_file":"f"}"#;
    assert_eq!(outgoing.body().as_bytes(), Some(body.as_bytes()));

    let job = r#"{"id":"ftjob-1","created_at":1,"fine_tuned_model":null,"model":"m","object":"fine_tuning.job","organization_id":"o","result_files":[],"status":"queued","training_file":"f","validation_file":null}"#;
    let incoming = specwright::operation::Response::new(job.into());
    assert_eq!(requests::CreateFineTuningJob::response(&incoming).expect("a job").id, "ftjob-1");

    let invalid = CreateFineTuningJobRequest::builder().model("m").training_file("f").suffix("").build();
    let refused = requests::CreateFineTuningJob::new(&invalid).request();
    assert_eq!(refused.expect_err("refused").violations()[0].pointer, "/suffix");
}
