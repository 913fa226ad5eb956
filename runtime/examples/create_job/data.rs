//! The training data: what is wrong with it, before it is uploaded, and the upload.

use std::io::{self, IsTerminal, Read, Write};
use std::{error, fs};

use specwright::fine_tuning::{CreateFileRequest, CreateFileRequestPurpose, create_file};
use specwright::{Client, File};

use super::say;

/// Examples of ours, for the method of the request.
const OURS: &str = include_str!("data.jsonl");

/// A file of training data.
pub(crate) struct Data {
    name: String,
    content: Vec<u8>,
}

impl Data {
    /// The file at a path, or ours.
    pub(crate) fn read(path: Option<&str>) -> io::Result<Self> {
        Ok(match path {
            Some(path) => Self { name: path.to_owned(), content: fs::read(path)? },
            None => Self { name: "data.jsonl".to_owned(), content: OURS.into() },
        })
    }

    /// Checks the file, and tells every fault with its place.
    #[cfg(feature = "training")]
    pub(crate) fn check(&self) -> Result<(), Box<dyn error::Error>> {
        use specwright::training::{Format, check};

        let mut checked = check(Format::Reinforcement, &*self.content);
        let mut faults = 0;
        for fault in checked.by_ref() {
            say(format_args!("{}:{}", self.name, fault?));
            faults += 1;
        }
        let counts = checked.counts();
        say(format_args!(
            "\nData: {}: {} examples of {} messages, {faults} faults",
            self.name, counts.examples, counts.messages
        ));
        match faults {
            0 => Ok(()),
            _ => Err("the training data is not uploaded as it is".into()),
        }
    }

    /// Without its feature, nothing checks it but the service.
    #[cfg(not(feature = "training"))]
    pub(crate) fn check(&self) -> Result<(), Box<dyn error::Error>> {
        say(format_args!("\nData: {}: not checked, which takes --features training", self.name));
        Ok(())
    }

    /// Uploads the file, and brings back its ID.
    pub(crate) async fn upload(self, client: &Client) -> Result<String, specwright::Error> {
        let length = self.content.len();
        let read = Told { content: io::Cursor::new(self.content), length };
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        // What is read from memory could be sent again; a reader is, for its progress, sent once.
        let file =
            File::from_reader(name, read).with_length(u64::try_from(length).unwrap_or(u64::MAX));
        let request = CreateFileRequest::builder()
            .file(file)
            .purpose(CreateFileRequestPurpose::FineTune)
            .build();
        let file = create_file(client, &request).await?;
        say(format_args!("Upload: {} bytes are {}", file.bytes, file.id));
        Ok(file.into_inner().id)
    }
}

/// A content that tells how much of it was sent.
struct Told {
    content: io::Cursor<Vec<u8>>,
    length: usize,
}

impl Read for Told {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(buffer)?;
        let mut terminal = io::stdout();
        if terminal.is_terminal() && count > 0 {
            let sent = self.content.position();
            let _ = write!(terminal, "\rUpload: {sent} of {} bytes\r", self.length);
            let _ = terminal.flush();
        }
        Ok(count)
    }
}
