//! The words after the command.

/// What `--help` says, and what is said where the words make no sense.
pub(crate) const HELP: &str = "\
Fine-tunes a model: checks the training data, uploads it, creates the job, watches it to its end.

Usage: cargo run -p specwright --example create_job -- [OPTIONS]

Without options the service is a stand-in on this machine, which needs no key and no network.

Options:
  --dry-run             Show the request for the job, and send nothing
  --live                Call the real service, which may cost money; needs OPENAI_API_KEY
                        (OPENAI_BASE_URL, OPENAI_ORG_ID and OPENAI_PROJECT_ID are read too)
  --model NAME          The base model to train [default: a-model, which nobody has; with --live none]
  --training-data PATH  The file to check and to upload [default: examples of ours; with --live none]
  --training-file ID    The uploaded file to train on [default: file-abc, which nobody has]
  --validation-file ID  The uploaded file to validate with [default: file-123]
  --help                Show this";

/// What is to be done.
pub(crate) struct Arguments {
    pub(crate) mode: Mode,
    model: Option<String>,
    /// The path of the data that is uploaded.
    pub(crate) training_data: Option<String>,
    pub(crate) training_file: Option<String>,
    pub(crate) validation_file: String,
}

/// Who answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The stand-in.
    StandIn,
    /// Nobody: nothing is sent.
    DryRun,
    /// The service.
    Live,
}

impl Arguments {
    /// Reads the words; `None` where they ask for help.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut arguments = Self {
            mode: Mode::StandIn,
            model: None,
            training_data: None,
            training_file: None,
            validation_file: "file-123".to_owned(),
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" | "-h" => return Ok(None),
                "--dry-run" => arguments.choose(Mode::DryRun)?,
                "--live" => arguments.choose(Mode::Live)?,
                "--model" => {
                    arguments.model = Some(value(&word, "the name of a model", words.next())?)
                }
                "--training-data" => {
                    arguments.training_data =
                        Some(value(&word, "the path of a file", words.next())?);
                }
                "--training-file" => {
                    arguments.training_file = Some(value(&word, "the ID of a file", words.next())?);
                }
                "--validation-file" => {
                    arguments.validation_file = value(&word, "the ID of a file", words.next())?;
                }
                _ => return Err(format!("there is no option {word:?}")),
            }
        }
        if arguments.training_data.is_some() && arguments.training_file.is_some() {
            return Err("--training-data and --training-file exclude each other".to_owned());
        }
        Ok(Some(arguments))
    }

    /// The base model. Where a service is called, none is assumed: which ones it trains changes.
    pub(crate) fn model(&self) -> Result<&str, String> {
        match (&self.model, self.mode) {
            (Some(model), _) => Ok(model),
            (None, Mode::Live) => {
                Err("--live needs --model: a model that the service trains".into())
            }
            (None, Mode::StandIn | Mode::DryRun) => Ok("a-model"),
        }
    }

    fn choose(&mut self, mode: Mode) -> Result<(), String> {
        if self.mode != Mode::StandIn && self.mode != mode {
            return Err("--dry-run and --live exclude each other".to_owned());
        }
        self.mode = mode;
        Ok(())
    }
}

fn value(option: &str, what: &str, value: Option<String>) -> Result<String, String> {
    value.ok_or_else(|| format!("{option} needs {what} after it"))
}
