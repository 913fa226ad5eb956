//! The same calls where there is no asynchronous runtime.

mod api {
    specwright::generate!("../scribe.yaml");
}

// ANCHOR: call
use api::{follow_transcript, list_recordings, retrieve_recording, service};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = service::client()
        .base_url(scribe_stand_in::start()?)
        .credential(service::token("a-token"))
        .build()?;
    let recording = retrieve_recording(&client, "rec_1").send()?;
    println!("{} is {}", recording.title, recording.state);
    for recording in list_recordings(&client).limit(1).items().wait() {
        println!("{}", recording?.title);
    }
    let mut events = follow_transcript(&client, "rec_1").events().send()?;
    while let Some(event) = events.wait_next() {
        println!("{:?}", event?);
    }
    Ok(())
}
// ANCHOR_END: call
