//! The training data: what is wrong with it, before it is uploaded, and the upload.

use std::error;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use specwright::fine_tuning::{CreateFileRequest, CreateFileRequestPurpose, create_file};
use specwright::{Client, File};

use super::say;

/// Examples of ours, for the method of the request.
const OURS: &str = include_str!("data.jsonl");

/// A file of training data: the one at a path, which is never in memory as a whole, or ours.
pub(crate) struct Data {
    path: Option<PathBuf>,
}

impl Data {
    /// The file at a path, or ours.
    pub(crate) fn at(path: Option<&str>) -> Self {
        Self { path: path.map(PathBuf::from) }
    }

    /// Checks the file, and tells every fault with its place.
    #[cfg(feature = "training")]
    pub(crate) fn check(&self) -> Result<(), Box<dyn error::Error>> {
        use specwright::training::{Format, check};

        let reader: Box<dyn io::Read> = match &self.path {
            Some(path) => Box::new(std::fs::File::open(path).map_err(|error| self.tell(error))?),
            None => Box::new(OURS.as_bytes()),
        };
        let mut checked = check(Format::Reinforcement, reader);
        let mut faults = 0;
        for fault in checked.by_ref() {
            say(format_args!("{}:{}", self.name(), fault?));
            faults += 1;
        }
        let counts = checked.counts();
        say(format_args!(
            "\nData: {}: {} examples of {} messages, {faults} faults",
            self.name(),
            counts.examples,
            counts.messages
        ));
        match faults {
            0 => Ok(()),
            _ => Err("the training data is not uploaded as it is".into()),
        }
    }

    /// Without its feature, nothing checks it but the service.
    #[cfg(not(feature = "training"))]
    pub(crate) fn check(&self) -> Result<(), Box<dyn error::Error>> {
        say(format_args!("\nData: {}: not checked, which takes --features training", self.name()));
        Ok(())
    }

    /// Uploads the file, and brings back its ID.
    pub(crate) async fn upload(&self, client: &Client) -> Result<String, Box<dyn error::Error>> {
        let file = match &self.path {
            Some(path) => File::open(path).map_err(|error| self.tell(error))?,
            None => File::new(self.name(), OURS),
        };
        let all = file.length().unwrap_or_default();
        let request = CreateFileRequest::builder()
            .file(file.with_progress(move |sent| progress(sent, all)))
            .purpose(CreateFileRequestPurpose::FineTune)
            .build();
        let file = create_file(client, &request).await?;
        say(format_args!("Upload: {} bytes are {}", file.bytes, file.id));
        Ok(file.into_inner().id)
    }

    fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| "data.jsonl".to_owned(), |it| it.display().to_string())
    }

    /// Which file it is that cannot be read.
    fn tell(&self, error: io::Error) -> String {
        format!("{}: {error}", self.name())
    }
}

/// Shows how far an upload is, in a line that is written again and again: where somebody looks. In the end
/// it is empty, for what came of it.
fn progress(sent: u64, all: u64) {
    let mut terminal = io::stdout();
    if terminal.is_terminal() {
        let _ = match sent < all {
            true => write!(terminal, "\r{CLEAR}Upload: {sent} of {all} bytes"),
            false => write!(terminal, "\r{CLEAR}"),
        };
        let _ = terminal.flush();
    }
}

/// Clears a terminal's line from here to its end (ECMA-48, section 8.3.41).
const CLEAR: &str = "\x1b[K";
