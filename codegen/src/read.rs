//! Text to schemas, read by a table of their keywords, and to operations, typed by `openapiv3`.
//!
//! [`source`] reads the text into a tree that knows its places, [`overlay`] corrects
//! the tree, [`resolve`] follows references, those that OpenAPI does not define settled before; [`schema`], [`operation`] and [`service`] then read
//! single nodes on demand, so that only what is reached is read and one odd node costs nothing
//! but itself.

mod definitions;
mod graft;
mod keyword;
pub mod neighbour;
pub mod operation;
pub mod overlay;
pub mod resolve;
pub mod schema;
pub mod service;
pub mod source;
pub mod structure;
mod version;
pub(crate) mod vocabulary;
mod walk;

use self::overlay::Correction;
use self::resolve::Document;
use self::source::Wanted;
use crate::config::Config;
use crate::diagnostic::{Diagnostics, Sink};

/// The description as its overlays correct it, and with the files that it refers to.
///
/// # Errors
/// Where a text is none of its notation or of another version of OpenAPI, where a correction has
/// no effect, and where a reference leads out of the folder of the document.
pub fn read(config: &Config, sink: &mut Sink) -> Result<(Document, Vec<Correction>), Diagnostics> {
    let mut texts = Vec::new();
    let input = &config.document;
    // An overlay may select whatever there is.
    let ids = config.selection.operation_ids();
    let wanted = match &ids {
        Some(ids) if config.overlays.is_empty() => Wanted::Operations(ids),
        _ => Wanted::Everything,
    };
    let mut root = Document::add_part(&mut texts, &input.name, input.content.clone(), wanted)?;
    version::check(&root, sink);
    sink.gate(&texts)?;
    let mut corrections = Vec::new();
    for input in &config.overlays {
        let overlay = Document::add_text(&mut texts, &input.name, input.content.clone())?;
        corrections.extend(overlay::apply(&overlay, &mut root, sink));
        sink.gate(&texts)?;
    }
    let mut document = Document::new(root, texts);
    document.load_references(config.files.as_deref(), sink)?;
    definitions::settle(&mut document, sink);
    graft::graft(&mut document, sink);
    Ok((document, corrections))
}
