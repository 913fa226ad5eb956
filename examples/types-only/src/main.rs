//! What the types promise, without any network.

mod api {
    include!(concat!(env!("OUT_DIR"), "/scribe.rs"));
}

use api::{Recording, RecordingState, SummaryRequest, TranscriptEvent};
use specwright::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    nothing_is_lost()?;
    nothing_invalid_leaves()?;
    an_error_names_its_place();
    Ok(())
}

// ANCHOR: lost
fn nothing_is_lost() -> Result<(), Box<dyn std::error::Error>> {
    let text =
        r#"{"id":"rec_1","title":"Standup","state":"archived","seconds":null,"speaker":"Ada"}"#;
    let recording: Recording = json::from_str(text)?;
    // A value that the description does not list, a null, and a property that it does not declare.
    assert_eq!(recording.state, RecordingState::Other("archived".to_owned()));
    assert!(recording.seconds.is_none() && recording.is_null("seconds"));
    assert_eq!(json::to_vec(&recording)?, text.as_bytes());

    // A variant that the description does not have is kept, too.
    let event: TranscriptEvent = json::from_str(r#"{"type":"laughter","at":2.0}"#)?;
    println!("{event:?}");
    Ok(())
}
// ANCHOR_END: lost

// ANCHOR: invalid
fn nothing_invalid_leaves() -> Result<(), Box<dyn std::error::Error>> {
    let request = SummaryRequest::builder().words(5).title("Monday").build();
    if let Err(invalid) = request.validate() {
        println!("{invalid}");
    }
    let request = SummaryRequest::builder().words("auto").title_null().build();
    request.validate()?;
    println!("{}", String::from_utf8(json::to_vec(&request)?)?);
    Ok(())
}
// ANCHOR_END: invalid

// ANCHOR: place
fn an_error_names_its_place() {
    let text = "{\"data\": [{\"id\": \"rec_1\", \"title\": 7, \"state\": \"done\"}],\n \"has_more\": false}";
    if let Err(error) = json::from_str::<api::RecordingList>(text) {
        println!("{error}");
    }
}
// ANCHOR_END: place
