//! What a user states of the types that are generated: `invoices.yaml` alone would give texts, and enums
//! that keep values of a later description.

// ANCHOR: stated
mod api {
    specwright::generate!(
        "invoices.yaml",
        types_only,
        formats = ["date-time=jiff::Timestamp"],
        types = ["Money=rust_decimal::Decimal"],
        renames = ["Invoice::status=state"],
        closed = ["InvoiceStatus"],
        derives = ["InvoiceStatus=Copy"],
    );
}
// ANCHOR_END: stated

// ANCHOR: used
use specwright::{ReadFormat, json};

use api::{Invoice, InvoiceStatus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = r#"{"id":"inv_1","issued_at":"2026-11-26T09:30:00Z","due":"2026-12-24","total":"12.50","status":"open"}"#;
    let invoice: Invoice = json::from_str(text)?;

    // The fields are of the types that were stated.
    let issued: jiff::Timestamp = invoice.issued_at;
    let twice: rust_decimal::Decimal = invoice.total + invoice.total;
    println!("issued at second {}, twice its total is {twice}", issued.as_second());
    // A closed enum has no `Other`.
    match invoice.state {
        InvoiceStatus::Open => println!("to be paid"),
        InvoiceStatus::Paid => println!("paid"),
    }
    // Of `date` nothing was stated: it is the text that came, and is read where somebody asks.
    if let Some(due) = &invoice.due {
        println!("due {}", due.read::<jiff::civil::Date>()?.strftime("%A, %d %B"));
    }
    assert_eq!(json::to_vec(&invoice)?, text.as_bytes());

    // What a type refuses is told at its place, and so is a value that a closed enum does not list.
    for (right, wrong) in [("12.50", "a lot"), ("open", "lost")] {
        match json::from_str::<Invoice>(&text.replace(right, wrong)) {
            Ok(invoice) => println!("{invoice:?}"),
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}
// ANCHOR_END: used
