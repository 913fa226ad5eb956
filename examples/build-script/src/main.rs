//! Your own API, by a build script.

// ANCHOR: call
// ANCHOR: include
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/scribe.rs"));
}
// ANCHOR_END: include

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
