//! Creates a fine-tuning job. A stand-in on this machine answers; without `base_url` it would be
//! OpenAI, and `openai::from_env()` would read the key from `OPENAI_API_KEY`.

// ANCHOR: call
use specwright::fine_tuning::{CreateFineTuningJobRequest, create_fine_tuning_job};
use specwright::openai::{self, OpenAiBuilder};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stand_in = scribe_stand_in::start()?;
    let client = openai::builder().api_key("sk-no-real-key").base_url(stand_in).build()?;
    let request = CreateFineTuningJobRequest::builder()
        .model("a-model") // one that the service trains
        .training_file("file-abc")
        .seed(42)
        .build();
    let job = create_fine_tuning_job(&client, &request).await?;
    println!("{} is {}", job.id, job.status);
    println!("the request was {}", job.http_request_id().unwrap_or("not named"));
    Ok(())
}
// ANCHOR_END: call
