//! `codegen.toml`, the project file.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{
    Error, Job, Package, PackageName, Project, Root, Runtime, malformed, read, read_input,
    read_lock,
};
use crate::config::{Config, Contents, FeatureGating, Selection, Strictness, Unreadable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Quoting};
use crate::folder::beside;
use crate::vendor::Vendor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    command: Option<String>,
    generate: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    name: String,
    document: PathBuf,
    #[serde(default)]
    overlays: Vec<PathBuf>,
    #[serde(default)]
    operations: Vec<String>,
    output: PathBuf,
    #[serde(default, rename = "crate")]
    package: Option<String>,
    #[serde(default)]
    runtime: Option<String>,
    #[serde(default)]
    lock: Option<PathBuf>,
    #[serde(default)]
    manifest: Option<PathBuf>,
    /// Vendor extensions that hold examples.
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    functions: Functions,
    #[serde(default)]
    unreadable: WhatIsUnreadable,
    #[serde(default)]
    received: WhatIsReceived,
}

/// When the functions are there.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Functions {
    #[default]
    Always,
    BehindFeatures,
    Never,
}

/// What becomes of what cannot be read.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WhatIsUnreadable {
    #[default]
    Refuse,
    Skip,
}

/// How much is asked of what is received.
#[derive(Default, Deserialize)]
enum WhatIsReceived {
    #[default]
    #[serde(rename = "strict")]
    Strict,
    #[serde(rename = "lenient")]
    Lenient,
}

impl Project {
    /// Reads a project file and the files that it names, which are relative to it.
    ///
    /// # Errors
    /// Where one of them is missing or is not as it should be.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = read(path, "project file")?;
        let file: File = toml::from_str(&text).map_err(|error| {
            let code = Code::ProjectFile;
            let byte = error.span().map_or(0, |span| span.start);
            if !text.contains("[[generate]]") {
                let message = "this is no project file: it has no `[[generate]]`";
                return malformed(code, path, text.clone(), Quoting::Place, byte, message, "");
            }
            malformed(code, path, text.clone(), Quoting::Line, byte, error.message(), "")
        })?;
        let root = Root::around_project(path).map_err(|error| Error::File {
            path: path.to_owned(),
            role: "project file",
            error,
        })?;
        let mut jobs = Vec::new();
        for entry in file.generate {
            jobs.push(entry.load(file.command.as_deref(), path, &root)?);
        }
        Ok(Self { jobs })
    }
}

impl Entry {
    fn load(self, command: Option<&str>, project: &Path, root: &Root) -> Result<Job, Error> {
        let folder = project.parent().unwrap_or(Path::new("."));
        let package = self.package(project, folder)?;
        let vendors = self.vendors(project)?;
        let document = folder.join(&self.document);
        let mut config = Config::new(read_input(&document, "document")?);
        config.files = Some(beside(&document));
        for overlay in &self.overlays {
            config.overlays.push(read_input(&folder.join(overlay), "overlay")?);
        }
        if !self.operations.is_empty() {
            config.selection = Selection::Operations(self.operations);
        }
        config.unreadable = match self.unreadable {
            WhatIsUnreadable::Refuse => Unreadable::Refuse,
            WhatIsUnreadable::Skip => Unreadable::Skip,
        };
        config.received = match self.received {
            WhatIsReceived::Strict => Strictness::Strict,
            WhatIsReceived::Lenient => Strictness::Lenient,
        };
        (config.contents, config.gating) = match self.functions {
            Functions::Always => (Contents::Whole, FeatureGating::Open),
            Functions::BehindFeatures => (Contents::Whole, FeatureGating::Features),
            Functions::Never => (Contents::TypesOnly, FeatureGating::Open),
        };
        let lock = self.lock.map(|lock| folder.join(lock));
        if let Some(path) = &lock {
            config.lock = read_lock(path)?;
        }
        config.command = match command {
            Some(command) => command.to_owned(),
            None => format!("specwright generate --config {}", project.display()),
        };
        Ok(Job {
            name: self.name,
            config,
            output: folder.join(self.output),
            package,
            lock,
            manifest: self.manifest.map(|manifest| folder.join(manifest)),
            root: root.clone(),
            vendors,
        })
    }

    fn vendors(&self, project: &Path) -> Result<Vec<Vendor>, Error> {
        let vendor = |text: &String| {
            text.parse()
                .map_err(|error| misused(project, format!("examples = [{text:?}]: {error}")))
        };
        self.examples.iter().map(vendor).collect()
    }

    fn package(&self, project: &Path, folder: &Path) -> Result<Option<Package>, Error> {
        let Some(name) = &self.package else { return Ok(None) };
        let name = PackageName::new(name)
            .map_err(|error| misused(project, format!("crate = {name:?}: {error}")))?;
        let runtime = match self.runtime.as_deref().map(Runtime::parse) {
            None => Runtime::default(),
            Some(Runtime::Path(path)) => Runtime::Path(folder.join(path)),
            Some(version) => version,
        };
        Ok(Some(Package { name, runtime }))
    }
}

/// A value that a project file cannot have.
fn misused(project: &Path, reason: String) -> Error {
    let problem = Diagnostic::new(Code::ProjectFile, format!("{}: {reason}", project.display()));
    Error::Format(Box::new(Diagnostics::one(problem, &[])))
}
