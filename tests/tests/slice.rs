//! A slice of a description is a description by itself: the same Rust, to the byte, comes of it as
//! of the whole of which the same is wanted, in either notation, and a slice of it is itself.
//!
//! Each run takes all cases and some operations of real documents that are not large; with
//! `SPECWRIGHT_SLICES=all` it takes all real documents, and them whole, too, which takes minutes.

use std::path::{Path, PathBuf};
use std::{env, fs};

use specwright_codegen::folder::beside;
use specwright_codegen::slice::{Notation, slice};
use specwright_codegen::{Config, Input, Levels, Selection, generate_file, plan};
use specwright_tests::material::corpus;

/// The largest document, in bytes, that every run takes.
const LARGEST: u64 = 100_000;

fn config(path: &Path, selection: &Selection) -> Config {
    let content = fs::read(path).expect("a description");
    let content = String::from_utf8_lossy(&content).into_owned();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut config = Config::new(Input::new(name, content));
    config.files = Some(beside(path));
    config.selection = selection.clone();
    config.levels = Levels::skipping();
    config
}

/// What comes of a description, if anything does.
fn rust(config: &Config) -> Option<String> {
    generate_file(config).ok().map(|(text, _)| text)
}

/// The same for the slice of it, in a notation.
fn rust_of_slice(config: &Config, notation: Notation) -> Result<String, String> {
    let text = |failure: &dyn std::fmt::Display| failure.to_string();
    let cut = slice(config).map_err(|failure| text(&failure))?;
    let cut = cut.text(notation)?;
    let mut sliced = config.clone();
    sliced.files = None;
    sliced.document.content = cut;
    let again = slice(&sliced).map_err(|failure| text(&failure))?.text(notation)?;
    if again != sliced.document.content {
        return Err("a slice of the slice is another".to_owned());
    }
    let (text, _) = generate_file(&sliced).map_err(|failure| text(&failure))?;
    Ok(text)
}

/// Where the two differ first.
fn difference(whole: &str, part: &str) -> Option<String> {
    let mut lines = whole.lines().zip(part.lines()).filter(|(whole, part)| whole != part);
    match lines.next() {
        Some((whole, part)) => Some(format!("`{}` and `{}`", whole.trim(), part.trim())),
        None => (whole != part).then(|| "one is longer".to_owned()),
    }
}

/// What is wrong with the slices of a description.
fn faults(path: &Path, selection: &Selection) -> Vec<String> {
    let config = config(path, selection);
    let Some(whole) = rust(&config) else { return Vec::new() };
    let fault = |notation| {
        let fault = match rust_of_slice(&config, notation) {
            Ok(part) => difference(&whole, &part)?,
            Err(error) => error,
        };
        Some(format!("{} {selection:?} {notation:?}: {fault}", path.display()))
    };
    [Notation::Yaml, Notation::Json].into_iter().filter_map(fault).collect()
}

/// Some of the operations of a description, each by itself, and two together.
fn some_operations(path: &Path) -> Vec<Selection> {
    let everything = config(path, &Selection::Everything);
    let Ok(planned) = plan(&everything) else { return Vec::new() };
    let operations = &planned.plan.api.operations;
    let ids: Vec<String> = operations.iter().map(|operation| operation.id.clone()).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Vec::new() };
    let middle = &ids[ids.len() / 2];
    let mut wanted = vec![vec![middle.clone()], vec![first.clone(), last.clone()]];
    wanted.retain(|ids| ids.iter().all(|id| !id.contains(' ')));
    wanted.into_iter().map(Selection::of).collect()
}

fn no_faults(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn slices_of_cases_give_the_same_rust() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut found = Vec::new();
    for entry in fs::read_dir(cases).expect("cases") {
        let path = entry.expect("a case").path().join("input.yaml");
        if !path.exists() {
            continue;
        }
        found.extend(faults(&path, &Selection::Everything));
        for selection in some_operations(&path) {
            found.extend(faults(&path, &selection));
        }
    }
    no_faults(&found);
}

#[test]
fn slices_of_real_documents_give_the_same_rust() {
    let Some(folder) = corpus() else { return };
    let full = env::var("SPECWRIGHT_SLICES").is_ok_and(|asked| asked == "all");
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let is_small = |path: &PathBuf| {
        full || path.metadata().is_ok_and(|found| found.is_file() && found.len() < LARGEST)
    };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.path()).filter(is_small).filter(|path| path.is_file()) {
        for selection in some_operations(&path) {
            found.extend(faults(&path, &selection));
        }
        if full {
            found.extend(faults(&path, &Selection::Everything));
        }
    }
    no_faults(&found);
}

/// A description in several files becomes one, whichever way they refer to each other.
#[test]
fn other_files_are_brought_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(
        "api.yaml",
        "openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
x-groups: [all of it]
tags: [{name: pets}, {name: shops}]
security: [{key: []}]
paths:
  /pets/{id}: {$ref: 'paths/pet.yaml'}
  /shops:
    get: {operationId: listShops, tags: [shops], responses: {'204': {description: None.}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    other: {type: http, scheme: basic}
  schemas:
    Owner: {$ref: 'schemas.yaml#/Owner'}
    Unused: {type: string}
",
    );
    write(
        "paths/pet.yaml",
        "parameters:
  - {$ref: '../parameters.yaml#/id'}
get:
  operationId: getPet
  tags: [pets]
  responses:
    '200':
      description: A pet.
      content: {application/json: {schema: {$ref: '../schemas.yaml#/Pet'}}}
      links:
        shops: {operationId: listShops}
delete: {operationId: deletePet, responses: {'204': {description: None.}}}
",
    );
    write("parameters.yaml", "id: {name: id, in: path, required: true, schema: {type: string}}\n");
    write(
        "schemas.yaml",
        "Pet:
  type: object
  required: [owner]
  properties:
    owner: {$ref: '#/Owner'}
    mother: {$ref: '#/Pet'}
    size: {$ref: 'api.yaml#/components/schemas/Owner/properties/size'}
Owner:
  type: object
  properties:
    size: {type: integer}
",
    );
    let path = folder.path().join("api.yaml");
    let wanted = Selection::of(["getPet"]);
    let cut = slice(&config(&path, &wanted)).expect("a slice");
    let text = cut.text(Notation::Yaml).expect("a text");
    assert_eq!(
        text,
        r##"openapi: 3.1.0
info:
  title: Pets
  version: 1.0.0
tags:
- name: pets
security:
- key: []
paths:
  "/pets/{id}":
    parameters:
    - $ref: "#/components/parameters/id"
    get:
      operationId: getPet
      tags:
      - pets
      responses:
        "200":
          description: A pet.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Pet"
components:
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: X-Key
  schemas:
    Owner:
      type: object
      properties:
        size:
          type: integer
    Pet:
      type: object
      required:
      - owner
      properties:
        owner:
          $ref: "#/components/schemas/Owner"
        mother:
          $ref: "#/components/schemas/Pet"
        size:
          $ref: "#/components/schemas/Owner/properties/size"
  parameters:
    id:
      name: id
      in: path
      required: true
      schema:
        type: string
"##
    );
    let faults = faults(&path, &wanted);
    no_faults(&faults);
}
