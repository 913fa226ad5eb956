//! The same call by async-openai.

use std::error::Error;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::types::finetuning::CreateFineTuningJobRequestArgs;
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::with_config(OpenAIConfig::new().with_api_key("sk-key"));
    let request = CreateFineTuningJobRequestArgs::default()
        .model("gpt-4o-mini")
        .training_file("file-abc123")
        .build()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let job = runtime.block_on(async { client.fine_tuning().create(request).await })?;
    println!("{}", job.id);
    Ok(())
}
