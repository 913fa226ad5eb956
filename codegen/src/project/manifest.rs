//! The manifest: which Rust stands for which node of the description.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Package;
use crate::api::{Naming, Presence, Shape, Type, pointer_text};
use crate::config::{Config, Contents};
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::ident;
use crate::pipeline::Output;
use crate::pointer::Pointer;

/// By what a manifest of ours is known, in its first property.
const MARK: &str = "by specwright: which Rust stands for which node";

/// What of the description is called what in Rust.
///
/// Paths begin with the crate's name, or where there is none, in the generated module.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Manifest {
    /// Who wrote it.
    #[serde(rename = "@generated")]
    pub generated: &'static str,
    /// What the document is called.
    pub document: String,
    /// Each schema's pointer, and its type.
    pub schemas: BTreeMap<String, String>,
    /// What several places share (`n_epochs: auto or integer`), and its type.
    pub shared: BTreeMap<String, String>,
    /// Each operation's pointer, and its function.
    pub operations: BTreeMap<String, String>,
    /// Of each type, its properties, values or variants on the wire, and what they are called; of
    /// each function, its parameters.
    pub names: BTreeMap<String, BTreeMap<String, String>>,
    /// What was settled that the description does not say, and what it says that is not supported.
    pub notes: Vec<ManifestNote>,
}

/// A note without its line, which moves with every edit above it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ManifestNote {
    /// The number of its code.
    pub code: Code,
    /// The group of its code.
    pub kind: &'static str,
    /// The node of the description.
    pub pointer: String,
    /// What was settled.
    pub message: String,
}

impl ManifestNote {
    fn new(note: &Diagnostic, config: &Config, texts: &[SourceText]) -> Self {
        let at = note.at.as_ref();
        let file = at.map(|at| usize::from(at.location.file.0)).unwrap_or_default();
        // What an overlay says is a node of the document; other files are read after overlays.
        let text = texts.get(file).filter(|_| file > config.overlays.len());
        let pointer = at.and_then(|at| at.pointer.clone()).unwrap_or_else(Pointer::root);
        Self {
            code: note.code,
            kind: note.code.group().name(),
            pointer: pointer_text(text.map(|text| text.name.as_str()), &pointer),
            message: note.message.clone(),
        }
    }
}

impl Manifest {
    /// Lists what a generation called everything.
    pub fn new(config: &Config, output: &Output, package: Option<&Package>) -> Self {
        let prefix = package.map(|package| format!("{}::", package.name.in_code()));
        let prefix = prefix.unwrap_or_default();
        let path = |name: &str| format!("{prefix}{}", written(name));
        let document = config.document.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let mut manifest = Self {
            generated: MARK,
            document: document.to_owned(),
            notes: output
                .notes
                .iter()
                .map(|note| ManifestNote::new(note, config, &output.texts))
                .collect(),
            ..Self::default()
        };
        let plan = &output.plan;
        let names = &plan.facts.names;
        for ((kind, name), inner) in plan.api.types.iter().zip(&names.types).zip(&names.inner) {
            let schemas = match kind.origin.naming {
                Naming::Shared => &mut manifest.shared,
                Naming::Component | Naming::Inline => &mut manifest.schemas,
            };
            schemas.insert(kind.origin.pointer.clone(), path(name));
            let inner: BTreeMap<_, _> = wire_names(kind)
                .zip(inner)
                .filter_map(|(wire, name)| Some((wire?, written(name))))
                .collect();
            if !inner.is_empty() {
                manifest.names.insert(path(name), inner);
            }
        }
        if config.contents == Contents::TypesOnly {
            return manifest;
        }
        for (operation, names) in plan.api.operations.iter().zip(&names.operations) {
            let function = path(&names.function);
            let wire =
                operation.path_parameters.iter().map(|parameter| parameter.wire_name.clone());
            let parameters: BTreeMap<_, _> =
                wire.zip(names.path_parameters.iter().map(|name| written(name))).collect();
            if !parameters.is_empty() {
                manifest.names.insert(function.clone(), parameters);
            }
            manifest.operations.insert(operation.pointer.clone(), function);
        }
        manifest
    }

    /// Whether a text is a manifest, and not another object.
    ///
    /// Former manifests lack the mark; they have exactly the properties of one.
    pub fn is_manifest(text: &str) -> bool {
        const FORMER: [&str; 6] =
            ["document", "schemas", "shared", "operations", "members", "guesses"];
        let Ok(properties) = serde_json::from_str::<Map<String, Value>>(text) else { return false };
        match properties.get("@generated") {
            Some(mark) => mark == MARK,
            None => {
                properties.is_empty()
                    || properties.len() == FORMER.len()
                        && FORMER.iter().all(|name| properties.contains_key(*name))
            }
        }
    }

    /// The manifest as the text of its file, the same bytes for the same names.
    pub fn render(&self) -> String {
        // Maps with text for keys can always be written.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// What a type's properties, values or variants are on the wire, in the order of their names;
/// `None` for those that have no name of their own.
fn wire_names(kind: &Type) -> Box<dyn Iterator<Item = Option<String>> + '_> {
    match &kind.shape {
        Shape::Record(record) => Box::new(record.properties.iter().map(|property| {
            // A constant has no field.
            let has_field = !matches!(property.presence, Presence::Constant(_));
            has_field.then(|| property.wire_name.clone())
        })),
        Shape::OpenEnum(open) => Box::new(open.values.iter().map(|value| Some(value.wire.clone()))),
        Shape::KeywordOrValue(sentinel) => Box::new(sentinel.keywords.iter().cloned().map(Some)),
        Shape::Union(union) => {
            Box::new(union.variants.iter().map(|variant| Some(variant.preferred_name.clone())))
        }
        Shape::Alias(_) => Box::new(std::iter::empty()),
    }
}

/// A name as it is written in Rust.
fn written(name: &str) -> String {
    if ident::is_keyword(name) { format!("r#{name}") } else { name.to_owned() }
}
