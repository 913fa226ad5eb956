//! The same call by openapi-to-rust's client.

use std::error::Error;

use measured::api::{CreateFineTuningJobRequest, CreateFineTuningJobRequestModel, HttpClient};
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let client = HttpClient::new().with_api_key("sk-key");
    let request = CreateFineTuningJobRequest {
        hyperparameters: None,
        integrations: None,
        metadata: None,
        method: None,
        model: CreateFineTuningJobRequestModel::Gpt4oMini,
        seed: None,
        suffix: None,
        training_file: "file-abc123".to_owned(),
        validation_file: None,
    };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let job = runtime.block_on(async { client.create_fine_tuning_job(request).await })?;
    println!("{}", job.id);
    Ok(())
}
