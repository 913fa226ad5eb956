//! The clients: each makes the same call, of a request that it holds, and reads the job.

use std::hint::black_box;

use async_openai::config::OpenAIConfig;
use async_openai::types::finetuning as theirs;
use specwright::fine_tuning::{CreateFineTuningJobRequest, create_fine_tuning_job};
use specwright::openai::{self, OpenAiBuilder as _};
use specwright_bench::by_hand;

use crate::Failure;

/// What makes calls.
pub(crate) trait Subject: Send + Sync + 'static {
    /// Makes one, and drops what it brought.
    fn call(&self) -> impl Future<Output = Result<(), Failure>> + Send;
}

const KEY: &str = "sk-proj-4f8d2c6b0a9e7d5c3b1a";

/// The generated client, set up as anyone's.
pub(crate) struct Ours {
    client: specwright::Client,
    request: CreateFineTuningJobRequest,
}

impl Ours {
    pub(crate) fn new(base: &str) -> Result<Self, Failure> {
        let client = openai::builder().base_url(base).api_key(KEY).build()?;
        Ok(Self { client, request: serde_json::from_str(&specwright_bench::request())? })
    }
}

impl Subject for Ours {
    async fn call(&self) -> Result<(), Failure> {
        black_box(create_fine_tuning_job(&self.client, &self.request).await?);
        Ok(())
    }
}

/// What a careful user writes by hand: reqwest as it is, and derived types.
pub(crate) struct Reqwest {
    client: reqwest::Client,
    url: String,
    request: by_hand::Request,
}

impl Reqwest {
    pub(crate) fn new(base: &str) -> Result<Self, Failure> {
        Ok(Self {
            client: reqwest::Client::builder().build()?,
            url: format!("{base}/fine_tuning/jobs"),
            request: serde_json::from_str(&specwright_bench::request())?,
        })
    }
}

impl Subject for Reqwest {
    async fn call(&self) -> Result<(), Failure> {
        let call = self.client.post(&self.url).bearer_auth(KEY).json(&self.request);
        let response = call.send().await?.error_for_status()?;
        black_box(response.json::<by_hand::Job>().await?);
        Ok(())
    }
}

/// async-openai, which takes a request for its own.
pub(crate) struct AsyncOpenAi {
    client: async_openai::Client<OpenAIConfig>,
    request: theirs::CreateFineTuningJobRequest,
}

impl AsyncOpenAi {
    pub(crate) fn new(base: &str) -> Result<Self, Failure> {
        let config = OpenAIConfig::new().with_api_base(base).with_api_key(KEY);
        Ok(Self {
            client: async_openai::Client::with_config(config),
            request: serde_json::from_str(&specwright_bench::request())?,
        })
    }
}

impl Subject for AsyncOpenAi {
    async fn call(&self) -> Result<(), Failure> {
        let request = self.request.clone();
        black_box(self.client.fine_tuning().create(request).await?);
        Ok(())
    }
}
