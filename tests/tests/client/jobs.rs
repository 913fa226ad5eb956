//! What the tests send and get back: the generated request and job, and two operations that
//! the description does not have, one that only looks and one that answers nothing.

use bytes::Bytes;
use specwright::Invalid;
use specwright::Operation;
use specwright::fine_tuning::{CreateFineTuningJobRequest, FineTuningJob};
use specwright::operation::{Body, Empty, Json};

/// A job as short as the description allows.
pub(crate) const JOB: &str = r#"{"object":"fine_tuning.job","id":"ftjob-1","created_at":1721764800,"fine_tuned_model":null,"model":"gpt-4o-mini","organization_id":"org-123","result_files":[],"status":"queued","training_file":"file-abc","validation_file":null}"#;

/// A request as short as the description allows.
pub(crate) fn request() -> CreateFineTuningJobRequest {
    request_for("gpt-4o-mini")
}

/// The same for another model.
pub(crate) fn request_for(model: &str) -> CreateFineTuningJobRequest {
    CreateFineTuningJobRequest::builder().model(model).training_file("file-abc").build()
}

/// `GET /fine_tuning/jobs/{id}`.
#[derive(Clone, Copy)]
pub(crate) struct RetrieveJob<'a> {
    pub(crate) id: &'a str,
}

impl Operation for RetrieveJob<'_> {
    type Success = Json<FineTuningJob>;
    type Failure = Bytes;
    const ID: &'static str = "retrieveFineTuningJob";

    fn request(self) -> Result<http::Request<Body>, Invalid> {
        let uri = format!("/fine_tuning/jobs/{}", self.id).parse().expect("a path");
        let mut request = http::Request::new(Body::empty());
        *request.uri_mut() = uri;
        Ok(request)
    }
}

/// `DELETE /fine_tuning/jobs/{id}`, whose success has no body.
#[derive(Clone, Copy)]
pub(crate) struct DeleteJob;

impl Operation for DeleteJob {
    type Success = Empty;
    type Failure = Bytes;
    const ID: &'static str = "deleteFineTuningJob";

    fn request(self) -> Result<http::Request<Body>, Invalid> {
        let mut request = http::Request::new(Body::empty());
        *request.method_mut() = http::Method::DELETE;
        *request.uri_mut() = http::Uri::from_static("/fine_tuning/jobs/ftjob-1");
        Ok(request)
    }
}
