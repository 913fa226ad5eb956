//! One call of the client that this repository ships.

use std::error::Error;

use specwright::fine_tuning::{CreateFineTuningJobRequest, create_fine_tuning_job};
use specwright::openai::{self, OpenAiBuilder as _};
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let client = openai::builder().api_key("sk-key").build()?;
    let request = CreateFineTuningJobRequest::builder()
        .model("gpt-4o-mini")
        .training_file("file-abc123")
        .build();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let job = runtime.block_on(async { create_fine_tuning_job(&client, &request).await })?;
    println!("{}", job.id);
    Ok(())
}
