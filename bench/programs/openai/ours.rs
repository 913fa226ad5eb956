//! One call of the generated client.

use std::error::Error;

use measured::{CreateFineTuningJobRequest, create_fine_tuning_job, service};
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let client = service::client().credential(service::api_key_auth("sk-key")).build()?;
    let request = CreateFineTuningJobRequest::builder()
        .model("gpt-4o-mini")
        .training_file("file-abc123")
        .build();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let job = runtime.block_on(async { create_fine_tuning_job(&client, &request).await })?;
    println!("{}", job.id);
    Ok(())
}
