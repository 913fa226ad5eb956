//! An upload, a stream, and what can go wrong.

mod api {
    specwright::generate!("../scribe.yaml");
}

use api::{CreateRecordingRequest, TranscriptEvent, create_recording, follow_transcript};
use api::{requests, retrieve_recording, service};
use specwright::{Client, Error, File};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = service::client()
        .base_url(scribe_stand_in::start()?)
        .credential(service::token("a-token"))
        .build()?;
    upload(&client).await?;
    follow(&client).await?;
    refused(&client).await?;
    sorted(&client).await;
    Ok(())
}

// ANCHOR: upload
async fn upload(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    // Bytes; `File::open(path)` and `File::from_reader` send a file while it is read.
    let file = File::new("standup.wav", b"RIFF....WAVE".as_slice()).with_media_type("audio/wav");
    let request = CreateRecordingRequest::builder().file(file).title("Standup").build();
    let recording = create_recording(client, &request).await?;
    println!("{} is {}", recording.id, recording.state);
    Ok(())
}
// ANCHOR_END: upload

// ANCHOR: stream
async fn follow(client: &Client) -> Result<(), Error> {
    let mut events = follow_transcript(client, "rec_1").events().await?;
    while let Some(event) = events.next().await {
        match event? {
            TranscriptEvent::Segment(segment) => println!("{:>5} s  {}", segment.at, segment.text),
            TranscriptEvent::Finished(end) => println!("{} segments", end.segments),
            // What the description does not know yet arrives all the same.
            other => println!("         {other:?}"),
        }
    }
    Ok(())
}
// ANCHOR_END: stream

// ANCHOR: failure
async fn refused(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let file = File::new("long.wav", vec![0; 200_000]);
    let request = CreateRecordingRequest::builder().file(file).title("Much too long").build();
    let Err(Error::Api(refused)) = create_recording(client, &request).await else {
        return Err("the stand-in takes no more than 100,000 bytes".into());
    };
    println!("{refused}");
    // What the description says of this status, typed.
    match refused.failure::<requests::CreateRecording>()? {
        requests::CreateRecordingFailure::Status413(problem) => {
            println!("at most {:?} bytes", problem.limit_bytes);
        }
        other => println!("{other:?}"),
    }
    Ok(())
}
// ANCHOR_END: failure

// ANCHOR: sorted
async fn sorted(client: &Client) {
    match retrieve_recording(client, "rec_9").retries(0).await {
        Ok(recording) => println!("{}", recording.title),
        // Nothing was sent: the request breaks a limit.
        Err(Error::Invalid(invalid)) => println!("{invalid}"),
        // The server answered, with a status that is no success.
        Err(Error::Api(refused)) => println!("{refused}"),
        // The answer was lost: look before you do it again.
        Err(Error::Ambiguous(lost)) => println!("{lost}"),
        // Everything else says all there is to say.
        Err(error) => println!("{error}"),
    }
}
// ANCHOR_END: sorted
