//! A description in several files as one document, which is what the oracle reads.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use specwright_codegen::config::Loader;

/// The property of the root that holds the other files.
const FILES: &str = "x-files";

/// The texts of the other files, by their paths relative to the document.
pub(super) type Files = Arc<Mutex<BTreeMap<String, String>>>;

/// A loader that remembers what was read.
pub(super) fn remembering(loader: Arc<Loader>) -> (Arc<Loader>, Files) {
    let files = Files::default();
    let kept = files.clone();
    let loader = move |path: &str| {
        let text = loader(path)?;
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(path.to_owned(), text.clone());
        Ok(text)
    };
    (Arc::new(loader), files)
}

/// One document of a root and the other files, their references led to where they are in it.
pub(super) fn bundle(mut root: Value, files: &BTreeMap<String, Value>) -> Value {
    if files.is_empty() {
        return root;
    }
    redirect(&mut root, "", files);
    let mut others = json!({});
    for (path, tree) in files {
        let mut tree = tree.clone();
        redirect(&mut tree, path, files);
        others[path] = tree;
    }
    root[FILES] = others;
    root
}

/// Where a pointer, of another file with `file#` before it, leads in the bundle.
pub(super) fn within(pointer: &str) -> String {
    match pointer.split_once('#') {
        Some((file, rest)) if !pointer.starts_with('/') => {
            format!("/{FILES}/{}{rest}", specwright_fidelity::escape(file))
        }
        _ => pointer.to_owned(),
    }
}

fn redirect(value: &mut Value, file: &str, files: &BTreeMap<String, Value>) {
    match value {
        Value::Object(properties) => {
            if let Some(Value::String(reference)) = properties.get_mut("$ref") {
                *reference = target(reference, file, files);
            }
            properties.values_mut().for_each(|property| redirect(property, file, files));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, file, files)),
        _ => {}
    }
}

fn target(reference: &str, file: &str, files: &BTreeMap<String, Value>) -> String {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let path = if path.is_empty() { file.to_owned() } else { joined(file, path) };
    if !files.contains_key(&path) {
        return format!("#{fragment}");
    }
    format!("#/{FILES}/{}{fragment}", specwright_fidelity::escape(&path))
}

/// A path as written in a file, relative to the document.
fn joined(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
