//! Your own API, by code that is checked in: `specwright generate --config codegen.toml` wrote
//! `src/api`, and CI runs the same with `--check`.

// ANCHOR: call
#[rustfmt::skip] // it stays as it was generated
mod api;

use api::{KeywordOrInteger, SummaryRequest, create_summary, list_recordings, service};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // ANCHOR: client
    let client = service::client()
        .base_url(scribe_stand_in::start()?) // without it: the description's server
        .credential(service::token("a-token"))
        .build()?;
    // ANCHOR_END: client

    let mut recordings = list_recordings(&client).limit(1).items();
    while let Some(recording) = recordings.next().await {
        let recording = recording?;
        println!("{}: {}", recording.id, recording.title);
    }

    // ANCHOR: one
    let request = SummaryRequest::builder().words(KeywordOrInteger::Auto).title_null().build();
    let summary = create_summary(&client, "rec_1", &request).await?;
    // ANCHOR_END: one
    println!("{}", summary.text);
    Ok(())
}
// ANCHOR_END: call
