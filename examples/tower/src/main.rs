//! A tower service carries the requests: here one that answers by itself, with a layer around it
//! that sees each attempt.

mod api {
    specwright::generate!("../scribe.yaml", operations = ["retrieveRecording"]);
}

// ANCHOR: call
use specwright::bytes::Bytes;
use specwright::http::{Request, Response};
use specwright::operation::Body;
use specwright::tower::TowerTransport;
use tower::{ServiceBuilder, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = ServiceBuilder::new()
        .map_request(|request: Request<Body>| {
            println!("{} {}", request.method(), request.uri());
            request
        })
        .service(service_fn(|_| async {
            let answer = r#"{"id": "rec_1", "title": "Standup", "state": "done"}"#;
            Ok::<_, std::io::Error>(Response::new(Bytes::from_static(answer.as_bytes())))
        }));
    let client = api::service::client()
        .transport(TowerTransport::new(service))
        .credential(api::service::token("a-token"))
        .build()?;
    let recording = api::retrieve_recording(&client, "rec_1").await?;
    println!("{} is {}", recording.title, recording.state);
    Ok(())
}
// ANCHOR_END: call
