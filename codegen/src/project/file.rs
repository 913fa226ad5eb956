//! `codegen.toml`, the project file.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{Inherited, Job, OtherCrate, Package, PackageName, Project, Root, Runtime, Versioning};
use crate::config::{
    Config, Contents, Customisation, FeatureGating, Layout, Statement, Strictness, TagGating,
    Visibility,
};
use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Level, Levels, Location, Quoting, SourceText, Unit,
};
use crate::failure::Failure;
use crate::folder::{read_text, unusable};
use crate::options::Options;
use crate::pointer::FileId;
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
    /// Below which the other files of the description may stand, and not where files are written.
    #[serde(default)]
    root: Option<PathBuf>,
    #[serde(default)]
    operations: Option<Vec<String>>,
    output: PathBuf,
    #[serde(default, rename = "crate")]
    package: Option<String>,
    #[serde(default)]
    runtime: Option<String>,
    /// Where the crates of the user's types come from.
    #[serde(default)]
    dependencies: BTreeMap<String, String>,
    #[serde(default)]
    published: Option<PathBuf>,
    #[serde(default)]
    manifest: Option<PathBuf>,
    /// Vendor extensions that hold examples.
    #[serde(default)]
    examples: Vec<String>,
    /// What is stated of the pages of lists, by `operationId`.
    #[serde(default)]
    pages: BTreeMap<String, String>,
    /// Types of the user's, by what they stand in place of.
    #[serde(default)]
    types: BTreeMap<String, String>,
    /// Types of the user's, by the format whose values they hold.
    #[serde(default)]
    formats: BTreeMap<String, String>,
    /// What items are called instead.
    #[serde(default)]
    renames: BTreeMap<String, String>,
    /// What types derive.
    #[serde(default)]
    derives: BTreeMap<String, String>,
    /// What else is written before types.
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    /// The enums without other values.
    #[serde(default)]
    closed: Vec<String>,
    /// Behind which pointers fields stand.
    #[serde(default)]
    behind: BTreeMap<String, String>,
    #[serde(default)]
    layout: FilesOf,
    /// The keys of the crate's `[package]` that are those of its workspace.
    #[serde(default)]
    inherit: Vec<String>,
    #[serde(default)]
    functions: Functions,
    /// Whether what belongs to a tag stands behind a feature.
    #[serde(default)]
    tag_features: bool,
    #[serde(default)]
    runtime_path: Option<String>,
    #[serde(default)]
    visibility: WhoSeesIt,
    #[serde(default)]
    received: WhatIsReceived,
    #[serde(default)]
    deny: Vec<Spanned<String>>,
    #[serde(default)]
    warn: Vec<Spanned<String>>,
    #[serde(default)]
    allow: Vec<Spanned<String>>,
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

/// How the code is shared between files.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FilesOf {
    #[default]
    Modules,
    File,
    Items,
    Tags,
}

/// Who can name the items.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WhoSeesIt {
    #[default]
    Public,
    Crate,
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
    pub fn load(path: &Path) -> Result<Self, Failure> {
        let name = path.to_string_lossy();
        let failed = |error: io::Error| unusable(path, &name, "project file", &error);
        let text = read_text(path).map_err(failed)?;
        let file: File = toml::from_str(&text).map_err(|error| malformed(path, &text, &error))?;
        let root = Root::around_project(path).map_err(failed)?;
        let project = Opened { path, text: &text, command: file.command.as_deref(), root: &root };
        let jobs = file.generate.into_iter().map(|entry| entry.load(&project));
        Ok(Self { jobs: jobs.collect::<Result<_, _>>()? })
    }
}

/// A project file while its entries are read.
struct Opened<'a> {
    path: &'a Path,
    text: &'a str,
    command: Option<&'a str>,
    root: &'a Root,
}

impl Entry {
    fn load(self, project: &Opened<'_>) -> Result<Job, Failure> {
        let folder = project.path.parent().unwrap_or(Path::new("."));
        let package = self.package(project.path, folder)?;
        let vendors = self.vendors(project.path)?;
        let mut options = Options::new(folder.join(&self.document));
        options.overlays = self.overlays.iter().map(|path| folder.join(path).into()).collect();
        options.root = self.root.as_ref().map(|root| folder.join(root).into());
        options.published = self.published.as_ref().map(|published| folder.join(published).into());
        options.levels = self.levels(project)?;
        options.statements = self.statements();
        options.operations = self.operations;
        options.pages = self.pages.into_iter().collect();
        options.tags = match self.tag_features {
            true => TagGating::Features,
            false => TagGating::Open,
        };
        options.runtime_path = self.runtime_path;
        options.visibility = match self.visibility {
            WhoSeesIt::Public => Visibility::Public,
            WhoSeesIt::Crate => Visibility::Crate,
        };
        options.received = match self.received {
            WhatIsReceived::Strict => Strictness::Strict,
            WhatIsReceived::Lenient => Strictness::Lenient,
        };
        (options.contents, options.gating) = match self.functions {
            Functions::Always => (Contents::Whole, FeatureGating::Open),
            Functions::BehindFeatures => (Contents::Whole, FeatureGating::Features),
            Functions::Never => (Contents::TypesOnly, FeatureGating::Open),
        };
        options.command = match project.command {
            Some(command) => command.to_owned(),
            None => format!("specwright generate --config {}", in_a_shell(project.path)),
        };
        let layout = match self.layout {
            FilesOf::Modules => Layout::Modules,
            FilesOf::File => Layout::File,
            FilesOf::Items => Layout::Items,
            FilesOf::Tags => Layout::Tags,
        };
        Ok(Job {
            name: self.name,
            config: Config { layout, ..options.config()? },
            output: folder.join(self.output),
            package,
            published: options.published.map(|published| published.path),
            manifest: self.manifest.map(|manifest| folder.join(manifest)),
            versioning: Versioning::default(),
            root: project.root.clone(),
            vendors,
        })
    }

    /// What is stated of the Rust that is written.
    fn statements(&self) -> Vec<Statement> {
        let all = [
            (Customisation::Type, &self.types),
            (Customisation::Format, &self.formats),
            (Customisation::Rename, &self.renames),
            (Customisation::Derive, &self.derives),
            (Customisation::Attribute, &self.attributes),
            (Customisation::Behind, &self.behind),
        ];
        let each = all.into_iter().flat_map(|(about, stated)| {
            stated.iter().map(move |(of, to)| Statement::new(about, of, to))
        });
        let closed = self.closed.iter().map(|of| Statement::new(Customisation::Closed, of, ""));
        each.chain(closed).collect()
    }

    /// The levels that are set; what is none is told of where it stands.
    fn levels(&self, project: &Opened<'_>) -> Result<Vec<(Level, String)>, Failure> {
        let mut levels = Vec::new();
        for (level, codes) in
            [(Level::Deny, &self.deny), (Level::Warn, &self.warn), (Level::Allow, &self.allow)]
        {
            for code in codes {
                Levels::default().set(level, code.get_ref()).map_err(|problem| {
                    located(problem, project.path, project.text, Quoting::Line, code.span().start)
                })?;
                levels.push((level, code.get_ref().clone()));
            }
        }
        Ok(levels)
    }

    fn vendors(&self, project: &Path) -> Result<Vec<Vendor>, Failure> {
        let vendor = |text: &String| {
            text.parse()
                .map_err(|error| misused(project, format!("examples = [{text:?}]: {error}")))
        };
        self.examples.iter().map(vendor).collect()
    }

    fn package(&self, project: &Path, folder: &Path) -> Result<Option<Package>, Failure> {
        let Some(name) = &self.package else { return Ok(None) };
        let name = PackageName::new(name)
            .map_err(|error| misused(project, format!("crate = {name:?}: {error}")))?;
        let within = |from: Runtime| match from {
            Runtime::Path(path) => Runtime::Path(folder.join(path)),
            other => other,
        };
        let runtime = self.runtime.as_deref().map(Runtime::parse);
        let runtime = runtime.map_or_else(Runtime::default, within);
        let others = self.dependencies.iter().map(|(name, from)| OtherCrate {
            name: name.clone(),
            from: within(Runtime::parse(from)),
        });
        let inherit = self.inherit.iter().map(|key| key.parse::<Inherited>());
        let inherit = inherit
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| misused(project, format!("inherit = {:?}: {error}", self.inherit)))?;
        Ok(Some(Package { name, runtime, inherit, others: others.collect() }))
    }
}

/// A path as a shell reads it back, for a command that a person copies.
fn in_a_shell(path: &Path) -> String {
    let path = path.to_string_lossy();
    // What holds NUL is no path that could be opened.
    shlex::try_quote(&path).map_or_else(|_| path.to_string(), Into::into)
}

/// A value that a project file cannot have.
fn misused(project: &Path, reason: String) -> Failure {
    Diagnostic::new(Code::ProjectFile, format!("{}: {reason}", project.display())).into()
}

/// What is wrong with the TOML of a project file.
fn malformed(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let byte = error.span().map_or(0, |span| span.start);
    // Any other file may have been named, which may not be meant to be shown.
    if !text.contains("[[generate]]") {
        let message = "this is no project file: it has no `[[generate]]`";
        let problem = Diagnostic::new(Code::ProjectFile, message);
        return located(problem, path, text, Quoting::Place, byte);
    }
    let problem = Diagnostic::new(Code::ProjectFile, error.message());
    located(problem, path, text, Quoting::Line, byte)
}

/// A problem at a byte of a project file.
fn located(problem: Diagnostic, path: &Path, text: &str, quoting: Quoting, byte: usize) -> Failure {
    let text = SourceText::new(path.to_string_lossy(), text.to_owned(), Unit::Bytes);
    let offset = u32::try_from(byte).unwrap_or(u32::MAX);
    let problem = problem.at(Location { file: FileId(0), offset });
    Diagnostics::one(problem, &[text.quoted(quoting)]).into()
}
