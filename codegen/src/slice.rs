//! Cuts a description down to some of its operations and what they reach: a description by itself,
//! in the order of the one that it is cut from, with what stood in other files brought in.
//!
//! `fields` knows which part of OpenAPI stands in which field, `reach` copies what is wanted
//! and finds what that refers to, `homes` says where in the slice a part stands.

mod fields;
mod homes;
mod reach;
mod write;

use foldhash::{HashMap, HashSet};
use indexmap::IndexSet;

use self::fields::Part;
use self::reach::Reach;
pub use self::write::Notation;
use crate::config::{Config, Selection};
use crate::deep_stack::on_a_deep_stack;
use crate::diagnostic::{Diagnostic, Severity, Sink, SourceText};
use crate::failure::Failure;
use crate::pointer::{Place, Pointer};
use crate::read::neighbour::claims_to_describe;
use crate::read::operation::{Found, Selected, find, find_webhooks, names, select};
use crate::read::overlay::Correction;
use crate::read::resolve::Document;
use crate::read::source::{Node, Properties, Value};
use crate::read::{self, structure};

/// A slice of a description.
///
/// The example of [`slice()`] has one.
#[derive(Debug)]
pub struct Slice {
    tree: Node,
    /// How many operations it has.
    pub operations: usize,
    /// What the overlays corrected, of the description as a whole.
    pub corrections: Vec<Correction>,
    /// What is wrong with the description, though not so that nothing can be cut out of it.
    pub warnings: Vec<Diagnostic>,
    /// The texts that the warnings point into.
    pub texts: Vec<SourceText>,
}

impl Slice {
    /// The slice as a text: the same of the same description, byte for byte.
    ///
    /// # Errors
    /// Where a number or a name has no form in the notation.
    pub fn text(&self, notation: Notation) -> Result<String, String> {
        write::text(&self.tree, notation)
    }
}

/// Cuts out of a description what `config.selection` names, corrected by `config.overlays`.
///
/// Kept are the operations with what their path items say for all of them, every component that
/// they reach (by `$ref`, by the `mapping` of a `discriminator`, as children of a base that has
/// one, as credentials), the tags that they have, the servers and `info`. Extensions of the
/// description itself (`x-…` beside `paths`) are not, since they speak of the whole; links to
/// operations that are left out are not, either.
///
/// # Errors
/// All problems of the first stage that finds any, each with its place: what
/// [`generate`](crate::generate) says of a description that cannot be read, of an operation that is
/// not there, and of a reference that leads nowhere.
///
/// ```
/// use specwright_codegen::slice::{Notation, is_description, slice};
/// use specwright_codegen::{Config, Input, Selection};
///
/// let text = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths:\n  /a: {get: {operationId: a, responses: {}}}\n  /b: {get: {operationId: b, responses: {}}}\n";
/// let mut config = Config::new(Input::new("pets.yaml", text));
/// config.selection = Selection::of(["a"]);
/// let cut = slice(&config)?;
/// let text = cut.text(Notation::Yaml).expect("there are no odd numbers in it");
/// assert!(is_description(&text) && text.contains("/a:") && !text.contains("/b:"));
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
pub fn slice(config: &Config) -> Result<Slice, Failure> {
    on_a_deep_stack(|| {
        let mut sink = Sink::new(config.levels.clone());
        // A base reaches its children, which do not stand among what an operation mentions.
        let whole = Config { selection: Selection::Everything, ..config.clone() };
        let (document, corrections) = read::read(&whole, &mut sink)?;
        structure::validate(&document, &mut sink);
        let found = find(&document);
        let selected = select(&document, &config.selection, &|_| false, &mut sink);
        let unwanted = unwanted(&document, &found, &selected);
        let operations = found.iter().filter(|it| !unwanted.contains_key(&it.place)).count();
        let is_whole = config.selection == Selection::Everything;
        let wanted = Wanted { found: &found, unwanted, selected: &selected, is_whole };
        let tree = cut(&document, wanted, &mut sink);
        sink.gate(document.texts())?;
        let is_warning = |problem: &Diagnostic| problem.severity != Severity::Note;
        let warnings = sink.into_problems().into_iter().filter(is_warning).collect();
        Ok(Slice { tree, operations, corrections, warnings, texts: document.into_texts() })
    })
}

/// Whether a text claims to be a description, which a slice may take the place of.
///
/// The example of [`slice()`] asks.
pub fn is_description(text: &str) -> bool {
    claims_to_describe(text)
}

/// The operations of paths and webhooks that are left out, and what they are called.
fn unwanted(
    document: &Document,
    found: &[Found],
    selected: &Selected,
) -> HashMap<Place, Option<String>> {
    // A callback stands in its operation.
    let owners = selected.callbacks.iter().map(|(owner, _)| owner);
    let webhooks = selected.webhooks.iter().map(|webhook| &webhook.operation);
    let wanted = selected.operations.iter().chain(owners).chain(webhooks);
    let wanted: HashSet<&Place> = wanted.map(|found| &found.place).collect();
    let webhooks = find_webhooks(document).into_iter().map(|webhook| webhook.operation);
    let all = found.iter().cloned().chain(webhooks);
    let unwanted = all.filter(|found| !wanted.contains(&found.place));
    unwanted.map(|found| (found.place, found.id)).collect()
}

/// The fields of an OpenAPI Object that are copied whole, whatever is wanted.
const WHOLE: [&str; 6] =
    ["openapi", "$self", "info", "jsonSchemaDialect", "servers", "externalDocs"];

/// What a slice has.
struct Wanted<'a> {
    found: &'a [Found],
    unwanted: HashMap<Place, Option<String>>,
    selected: &'a Selected,
    is_whole: bool,
}

fn cut(document: &Document, wanted: Wanted<'_>, sink: &mut Sink) -> Node {
    let Wanted { found, unwanted, selected, is_whole } = wanted;
    let mut reach = Reach::new(document, found, unwanted, sink);
    let paths = paths(document, &mut reach, is_whole);
    let webhooks = webhooks(document, &mut reach, selected, is_whole);
    let security = reach.security(is_whole);
    match is_whole {
        true => reach.want_every_component(),
        false => reach.want_schemas(&selected.schemas),
    }
    let mut components = reach.components();
    let Some(properties) = document.root().object() else { return document.root().clone() };
    let mut sliced = Properties::default();
    for (name, node) in properties {
        let kept = match name.as_str() {
            "paths" => Some(paths.clone()),
            "webhooks" => webhooks.clone(),
            "components" => components.take(),
            "security" => security.clone(),
            "tags" => tags(node, &reach.tags, is_whole),
            name if WHOLE.contains(&name) || is_whole => Some(node.clone()),
            _ => None,
        };
        sliced.extend(kept.map(|node| (name.clone(), node)));
    }
    // A description may keep all that it has in other files.
    sliced.extend(components.map(|components| ("components".to_owned(), components)));
    object(document.root(), sliced)
}

/// The path items that have an operation which is wanted; all of them where everything is.
fn paths(document: &Document, reach: &mut Reach<'_>, is_whole: bool) -> Node {
    let place = Place::in_document(Pointer::root().child("paths"));
    let place = document.follow(&place).unwrap_or(place);
    let mut kept = Properties::default();
    for path in names(document, &place) {
        let item = place.child(&path);
        if !is_whole && !reach.has_operations(&item) {
            continue;
        }
        kept.extend(reach.copied(&item, Part::PathItem).map(|node| (path, node)));
    }
    object(document.node(&place).unwrap_or(document.root()), kept)
}

/// The webhooks that are wanted; all that stands there where everything is.
fn webhooks(
    document: &Document,
    reach: &mut Reach<'_>,
    selected: &Selected,
    is_whole: bool,
) -> Option<Node> {
    let place = Place::in_document(Pointer::root().child("webhooks"));
    if is_whole {
        return reach.copied(&place, Part::Webhooks);
    }
    let place = document.follow(&place).unwrap_or(place);
    let mut kept = Properties::default();
    for name in names(document, &place) {
        if selected.webhooks.iter().any(|webhook| webhook.name == name) {
            let copy = reach.copied(&place.child(&name), Part::PathItem);
            kept.extend(copy.map(|node| (name, node)));
        }
    }
    (!kept.is_empty()).then(|| object(document.root(), kept))
}

/// The tags that operations have, and those that these are below (`parent`, OpenAPI 3.2).
fn tags(node: &Node, used: &HashSet<String>, is_whole: bool) -> Option<Node> {
    if is_whole {
        return Some(node.clone());
    }
    let all = node.list()?;
    let named = |name: &str| all.iter().find(|tag| name_of(tag) == Some(name));
    let mut wanted: IndexSet<&str> = used.iter().map(String::as_str).collect();
    let mut next = 0;
    while let Some(name) = wanted.get_index(next).copied() {
        next += 1;
        wanted.extend(named(name).and_then(|tag| tag.get("parent")?.string()));
    }
    let is_wanted = |tag: &&Node| name_of(tag).is_some_and(|name| wanted.contains(name));
    let kept: Vec<Node> = all.iter().filter(is_wanted).cloned().collect();
    (!kept.is_empty()).then(|| Node { value: Value::List(kept), location: node.location })
}

fn name_of(tag: &Node) -> Option<&str> {
    tag.get("name")?.string()
}

/// An object of other properties, where one stood.
fn object(instead_of: &Node, properties: Properties) -> Node {
    Node { value: Value::Object(Box::new(properties)), location: instead_of.location }
}
