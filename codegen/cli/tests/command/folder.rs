//! A folder in which the command is run, and what comes of a run.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value as Json;
use tempfile::TempDir;

/// A small description.
pub(crate) const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
  /owners:
    get:
      operationId: listOwners
      responses:
        '200':
          description: All owners.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Owner'}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        type: {type: string, enum: [cat, dog]}
    Owner:
      type: object
      properties:
        name: {type: string}
";

/// A folder with the description, in which the command is run.
pub(crate) struct Folder(pub(crate) TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        folder.write("pets.yaml", PETS);
        folder
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.path().join(name).exists()
    }

    pub(crate) fn json(&self, name: &str) -> Json {
        serde_json::from_str(&self.read(name)).expect("JSON")
    }

    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.run_in("", arguments)
    }

    /// Runs the command in a folder below.
    pub(crate) fn run_in(&self, below: &str, arguments: &str) -> Run {
        self.run_with(below, &arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the command in a folder below with arguments that may hold blanks.
    pub(crate) fn run_with(&self, below: &str, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .args(arguments)
            .current_dir(self.0.path().join(below))
            .env_remove("NO_COLOR")
            .output()
            .expect("the command runs");
        Run(output)
    }
}

/// The JSON Schema that is published.
pub(crate) fn schema() -> Json {
    serde_json::from_str(include_str!("../../report.schema.json")).expect("JSON")
}

pub(crate) struct Run(Output);

impl Run {
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        let said = format!("{}{}", self.stdout(), self.stderr());
        assert_eq!(self.0.status.code(), Some(code), "{said}");
        self
    }

    #[track_caller]
    pub(crate) fn complains(self, code: i32, words: &[&str]) -> Self {
        let run = self.ends(code);
        for word in words {
            assert!(run.stderr().contains(word), "{word:?} is not in:\n{}", run.stderr());
        }
        run
    }

    /// The object that `--json` prints, which is as the published schema says.
    #[track_caller]
    pub(crate) fn json(&self) -> Json {
        let json = serde_json::from_str(&self.stdout())
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout()));
        let validator = jsonschema::validator_for(&schema()).expect("a schema");
        let faults: Vec<String> = validator.iter_errors(&json).map(|it| it.to_string()).collect();
        assert_eq!(faults, [""; 0], "{json:#}");
        json
    }
}
