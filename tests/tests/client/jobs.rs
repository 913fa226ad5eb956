//! Stand-ins for generated operations: one that creates a job, one that looks at it.

use bytes::Bytes;
use serde::Serialize;
use specwright::wire::{self, DecodeError, Extra, Invalid};
use specwright::{Client, Error, Operation, Reply};

/// What a job is created from.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CreateJobRequest {
    pub(crate) model: String,
    pub(crate) training_file: String,
}

impl Default for CreateJobRequest {
    fn default() -> Self {
        Self { model: "gpt-4o-mini".into(), training_file: "file-abc".into() }
    }
}

/// A job, as generated code would have it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) model: String,
    pub(crate) extra: Extra,
}

impl wire::Record for Job {
    const MEMBERS: &'static [wire::Member] = &[
        wire::constant("object", "fine_tuning.job"),
        wire::required("id"),
        wire::required("model"),
    ];
    type Parts = (String, String);
    type Rest = Extra;

    fn from_parts((id, model): Self::Parts, extra: Extra) -> Self {
        Self { id, model, extra }
    }

    fn parts(&self) -> wire::Refs<'_, Self> {
        (&self.id, &self.model)
    }

    fn rest(&self) -> &Extra {
        &self.extra
    }
}
wire::record!(Job);

/// A job's body.
pub(crate) const JOB: &str = r#"{"object":"fine_tuning.job","id":"ftjob-1","model":"gpt-4o-mini"}"#;

/// `POST /fine_tuning/jobs`.
pub(crate) struct CreateJob<'a> {
    pub(crate) request: &'a CreateJobRequest,
}

impl Operation for CreateJob<'_> {
    type Output = Job;
    const ID: &'static str = "createFineTuningJob";

    fn request(&self) -> Result<http::Request<Bytes>, Invalid> {
        if self.request.model.is_empty() {
            let mut violations = Vec::new();
            wire::At::Name(&wire::At::Root, "model")
                .refuse("must not be empty".into(), &mut violations);
            wire::At::Name(&wire::At::Root, "training_file")
                .refuse("must not be empty".into(), &mut violations);
            if let Some(invalid) = Invalid::of(violations) {
                return Err(invalid);
            }
        }
        let body = serde_json::to_vec(self.request).expect("a request of strings");
        let mut request = http::Request::new(Bytes::from(body));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = http::Uri::from_static("/fine_tuning/jobs");
        let json = http::HeaderValue::from_static("application/json");
        request.headers_mut().insert(http::header::CONTENT_TYPE, json);
        Ok(request)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Job, DecodeError> {
        serde_json::from_slice(response.body()).map_err(DecodeError::new)
    }
}

/// `GET /fine_tuning/jobs/{id}`.
pub(crate) struct RetrieveJob<'a> {
    pub(crate) id: &'a str,
}

impl Operation for RetrieveJob<'_> {
    type Output = Job;
    const ID: &'static str = "retrieveFineTuningJob";

    fn request(&self) -> Result<http::Request<Bytes>, Invalid> {
        let uri = format!("/fine_tuning/jobs/{}", self.id).parse().expect("a path");
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = uri;
        Ok(request)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Job, DecodeError> {
        serde_json::from_slice(response.body()).map_err(DecodeError::new)
    }
}

/// `DELETE /fine_tuning/jobs/{id}`, whose success has no body.
pub(crate) struct DeleteJob;

impl Operation for DeleteJob {
    type Output = ();
    const ID: &'static str = "deleteFineTuningJob";

    fn request(&self) -> Result<http::Request<Bytes>, Invalid> {
        let mut request = http::Request::new(Bytes::new());
        *request.method_mut() = http::Method::DELETE;
        *request.uri_mut() = http::Uri::from_static("/fine_tuning/jobs/ftjob-1");
        Ok(request)
    }

    fn response(&self, _: &http::Response<Bytes>) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// The one place where the tests create a job: to be the generated function one day.
pub(crate) async fn create_job(
    client: &Client,
    request: &CreateJobRequest,
) -> Result<Reply<Job>, Error> {
    client.send(&CreateJob { request }).await
}
