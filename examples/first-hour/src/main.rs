//! What somebody has after the first hour: `stations.yaml`, the three commands of the guide's page,
//! and a first call of each kind.

// ANCHOR: call
#[rustfmt::skip] // it stays as it was generated
mod stations;

use specwright::ReadFormat;
use stations::{NewReading, Quantity, add_reading, list_readings, service};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = service::client()
        .base_url(scribe_stand_in::start()?) // without it: the description's server
        .credential(service::key("a-key"))
        .build()?;

    let reading = NewReading::builder().quantity(Quantity::Wind).value(12.5).build();
    let added = add_reading(&client, "st_1", &reading).await?;
    println!("{}: {} of {}", added.id, added.value, added.quantity);

    // What breaks a limit of the description is not sent.
    let wrong = NewReading::builder().quantity(Quantity::Temperature).value(-300.0).build();
    if let Err(error) = add_reading(&client, "st_1", &wrong).await {
        println!("{error}");
    }

    for reading in list_readings(&client, "st_1").since("2026-01-01T00:00:00Z").await?.iter() {
        let taken_at: jiff::Timestamp = reading.taken_at.read()?;
        println!("{} at {taken_at:.0}", reading.quantity);
    }
    Ok(())
}
// ANCHOR_END: call
