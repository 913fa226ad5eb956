//! Your own API, by the macro.

// ANCHOR: call
// ANCHOR: macro
mod api {
    specwright::generate!("../scribe.yaml", operations = ["retrieveRecording"]);
}
// ANCHOR_END: macro

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = api::service::client()
        .base_url(scribe_stand_in::start()?)
        .credential(api::service::token("a-token"))
        .build()?;
    let recording = api::retrieve_recording(&client, "rec_1").await?;
    println!("{} is {}", recording.title, recording.state);
    Ok(())
}
// ANCHOR_END: call
