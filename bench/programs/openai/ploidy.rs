//! The same call by ploidy's client, which compiles; its `Model` is a struct of flattened
//! strings, which no JSON can be written of.

use std::error::Error;

use measured::Client;
use measured::types::CreateFineTuningJobRequest;
use measured::types::create_fine_tuning_job_request::types::Model;
use measured::util::absent::AbsentOr;
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new("https://api.openai.com/v1")?
        .with_sensitive_header("authorization", "Bearer sk-key")?;
    let request = CreateFineTuningJobRequest {
        model: Model {
            model_1: AbsentOr::Present("gpt-4o-mini".to_owned()),
            model_2: AbsentOr::Absent,
        },
        training_file: "file-abc123".to_owned(),
        ..CreateFineTuningJobRequest::default()
    };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let job = runtime.block_on(async { client.create_fine_tuning_job(request).await })?;
    println!("{}", job.id);
    Ok(())
}
