//! Schemas and operations to the [`Api`].
//!
//! What a schema becomes is decided by an ordered cascade of small rules; the first
//! that applies wins. The order matters twice: what only renames or annotates another
//! schema (a reference, an `allOf` of one subschema, a union of one variant and null) is
//! transparent before anything is named, and unions come before objects, because a union
//! may say `type: object` beside its variants.
//!
//! Names are preferences here: they depend on the place of a schema alone, and analysis
//! makes them unique.

mod accept;
mod cycle;
mod depth;
mod discriminate;
mod docs;
mod limits;
mod merge;
mod naming;
mod nullability;
mod object;
mod operation;
mod scalar;
mod service;
mod summary;
mod union;

use std::rc::Rc;

use foldhash::HashMap;

use crate::api::{Api, Docs, Expr, Naming, Nullability, Origin, Shape, Type, TypeId, Use};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::ident;
use crate::pointer::{Place, Pointer};
use crate::read::resolve::Document;
use crate::read::schema::{self, Schema};
use crate::read::{self, structure};
use crate::report::{Note, NoteKind};

use self::summary::ShapeSummary;

/// What of a description is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Every operation and every component.
    Everything,
    /// These operations, by `operationId`, and what they reach.
    Operations(Vec<String>),
}

/// What becomes of a part of a description that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unreadable {
    /// It is an error, and nothing is written.
    #[default]
    Refuse,
    /// It is left out with a warning.
    Skip,
}

/// Lowers what is wanted of a description.
pub fn lower(
    document: &Document,
    selection: &Selection,
    unreadable: Unreadable,
    sink: &mut Sink,
) -> (Api, Vec<Note>) {
    let mut lowering = Lowering {
        document,
        unreadable,
        sink,
        notes: Vec::new(),
        types: Vec::new(),
        by_place: HashMap::default(),
        shared: HashMap::default(),
        schemas: HashMap::default(),
        summaries: HashMap::default(),
        expanding: Vec::new(),
        nullabilities: HashMap::default(),
    };
    for problem in structure::validate(document) {
        lowering.unreadable(problem);
    }
    let read = lowering.chosen_operations(selection);
    let operations = lowering.operations(&read);
    let service = lowering.service(selection, &read);
    if *selection == Selection::Everything {
        lowering.components();
    }
    let info = |name: &str| {
        let info = document.root().get("info").and_then(|info| info.get(name));
        info.and_then(|text| text.string()).unwrap_or_default().to_owned()
    };
    let mut api = Api {
        title: info("title"),
        version: info("version"),
        types: lowering.types.into_iter().map(|slot| slot.unwrap_or_else(unfilled)).collect(),
        operations,
        service,
    };
    let mut notes = lowering.notes;
    notes.extend(cycle::open(&mut api));
    notes.extend(depth::bound(&mut api));
    (api, notes)
}

/// What follows the first of several keywords.
fn joined(others: &[String]) -> String {
    others.iter().map(|keyword| format!(", {keyword}")).collect()
}

/// Each slot is filled before the schema that reserved it is done; were one not, indices must not move.
fn unfilled() -> Type {
    let origin = Origin {
        pointer: String::new(),
        naming: Naming::Inline,
        preferred_name: "Unfilled".to_owned(),
    };
    Type { origin, docs: Docs::default(), shape: Shape::Alias(Use::of(Expr::Json)) }
}

struct Lowering<'a> {
    document: &'a Document,
    unreadable: Unreadable,
    sink: &'a mut Sink,
    notes: Vec<Note>,
    /// The types so far; a slot is empty while its type is being lowered.
    types: Vec<Option<Type>>,
    by_place: HashMap<Place, TypeId>,
    /// Types that places share by their property's name and kind.
    shared: HashMap<(String, Vec<String>, &'static str), TypeId>,
    schemas: HashMap<Place, Rc<Schema>>,
    /// What is known of the outside of schemas, by how deep in a union they were asked about.
    summaries: HashMap<(Place, usize), Rc<ShapeSummary>>,
    /// The variants that are being given the properties around them, each within the one before.
    expanding: Vec<Place>,
    /// Whether a null may stand at a place, where that is known.
    nullabilities: HashMap<Place, bool>,
}

/// What a schema becomes: a type of its own, or a use of what is there already.
enum Lowered {
    Shape(Shape),
    Use(Use),
}

/// The name that a schema would give a type of its own, and the property that it is the value of.
#[derive(Clone, Debug)]
struct PreferredName {
    text: String,
    property: Option<String>,
}

impl PreferredName {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), property: None }
    }

    fn step(&self, keyword: &str) -> Self {
        Self::new(format!("{}{}", self.text, ident::pascal(keyword)))
    }

    fn property(&self, name: &str) -> Self {
        Self { property: Some(name.to_owned()), ..self.step(name) }
    }
}

impl Lowering<'_> {
    /// Lowers every component, for an API that is wanted whole.
    fn components(&mut self) {
        let schemas = Place::in_document(Pointer::root().child("components").child("schemas"));
        let schemas = self.document.follow(&schemas).unwrap_or(schemas);
        let names: Vec<String> = match self.document.node(&schemas).map(read::source::Node::object)
        {
            Ok(Some(components)) => components.keys().cloned().collect(),
            _ => return,
        };
        for name in names {
            self.reference(&self.document.through_files(schemas.child(&name)));
        }
    }

    /// What stands at a place, as it is used there.
    fn use_at(&mut self, place: &Place, preferred: &PreferredName) -> Use {
        let null = self.nullability(place);
        if let Some(id) = self.by_place.get(place) {
            return Use { expr: Expr::Named(*id), null, limits: Vec::new() };
        }
        let used = match self.lowered(place, preferred) {
            Lowered::Use(used) => used,
            Lowered::Shape(shape) => {
                let id = self.reserve(place);
                self.fill(id, place, Naming::Inline, preferred.text.clone(), shape);
                Use::of(Expr::Named(id))
            }
        };
        Use { null: used.null.or(null), ..used }
    }

    /// The type of what a reference refers to.
    fn reference(&mut self, target: &Place) -> Use {
        let null = self.nullability(target);
        let id = match self.by_place.get(target) {
            Some(id) => *id,
            None => self.referenced(target),
        };
        let limits = match self.types.get(id.0 as usize) {
            Some(Some(Type { shape: Shape::Alias(used), .. })) => used.limits.clone(),
            _ => Vec::new(),
        };
        Use { expr: Expr::Named(id), null, limits }
    }

    fn referenced(&mut self, target: &Place) -> TypeId {
        let name = self.component_name(target);
        let (naming, preferred) = match &name {
            Some(name) => (Naming::Component, PreferredName::new(ident::pascal(name))),
            None => (Naming::Inline, self.preferred_name_of(target)),
        };
        let id = self.reserve(target);
        let shape = match self.lowered(target, &preferred) {
            Lowered::Shape(shape) => shape,
            Lowered::Use(used) => Shape::Alias(Use { null: Nullability::Never, ..used }),
        };
        self.fill(id, target, naming, preferred.text, shape);
        id
    }

    fn reserve(&mut self, place: &Place) -> TypeId {
        let id = TypeId(self.types.len() as u32);
        self.types.push(None);
        self.by_place.insert(place.clone(), id);
        id
    }

    fn fill(
        &mut self,
        id: TypeId,
        place: &Place,
        naming: Naming,
        preferred_name: String,
        shape: Shape,
    ) {
        let file = self.document.file_name(place.file);
        let pointer = crate::api::pointer_text(file, &place.pointer);
        let docs = Docs { default: None, ..self.docs(place) };
        self.types[id.0 as usize] =
            Some(Type { origin: Origin { pointer, naming, preferred_name }, docs, shape });
    }

    /// The cascade. Rules that look through a schema come first; each of the others
    /// answers for one kind of schema.
    fn lowered(&mut self, place: &Place, preferred: &PreferredName) -> Lowered {
        let schema = self.schema(place);
        if let Some(target) = self.pure_reference(&schema, place) {
            let used = self.reference(&target);
            return Lowered::Use(limits::narrowed(used, &schema, self));
        }
        if let [only] = schema.all_of.as_slice()
            && merge::is_annotation_only(&schema)
        {
            return self.behind_transparent(only, &schema, preferred);
        }
        if let [only] = self.variants(&schema).as_slice()
            && merge::has_no_structure(&schema)
        {
            return self.behind_transparent(only, &schema, preferred);
        }
        let merged = self.merged(place, &schema);
        self.classified(&merged, place, preferred)
    }

    fn behind_transparent(
        &mut self,
        place: &Place,
        around: &Schema,
        preferred: &PreferredName,
    ) -> Lowered {
        match self.lowered(place, preferred) {
            Lowered::Use(used) => Lowered::Use(limits::narrowed(used, around, self)),
            shape => shape,
        }
    }

    fn classified(&mut self, schema: &Schema, place: &Place, preferred: &PreferredName) -> Lowered {
        None.or_else(|| self.union(schema, place, preferred))
            .or_else(|| self.values(schema, place))
            .or_else(|| self.several_types(schema, place, preferred))
            .or_else(|| self.object(schema, place, preferred))
            .or_else(|| self.list(schema, preferred))
            .or_else(|| self.scalar(schema))
            .unwrap_or(Lowered::Use(Use::of(Expr::Json)))
    }

    /// The schema at a place, read once.
    fn schema(&mut self, place: &Place) -> Rc<Schema> {
        if let Some(schema) = self.schemas.get(place) {
            return schema.clone();
        }
        let read = self.document.node(place).and_then(|node| schema::read(node, place));
        let schema = match read {
            Ok((schema, problems)) => {
                for problem in problems {
                    self.sink.push(problem);
                }
                self.report_unsupported(&schema, place);
                Rc::new(schema)
            }
            Err(problem) => {
                self.unreadable(*problem);
                Rc::default()
            }
        };
        self.schemas.insert(place.clone(), schema.clone());
        schema
    }

    /// Says which assertions of a schema are neither types nor limits here.
    fn report_unsupported(&mut self, schema: &Schema, place: &Place) {
        let not = schema.not.is_some().then_some("not");
        let tuple = (!schema.prefix_items.is_empty()).then_some("prefixItems");
        let is_mixed = !schema.pattern_properties.is_empty() && !schema.properties.is_empty();
        let patterns = is_mixed.then_some("patternProperties");
        let unsupported = schema.unsupported_keywords.iter().map(String::as_str);
        let keywords = unsupported.chain(not).chain(tuple).chain(patterns);
        let keywords: Vec<String> = keywords.map(|keyword| format!("`{keyword}`")).collect();
        if let [first, others @ ..] = keywords.as_slice() {
            let verb = if others.is_empty() { "is" } else { "are" };
            let text = format!("{first}{} {verb} not checked", joined(others));
            self.note(NoteKind::Unsupported, place, text);
        }
    }

    /// Says that something was left out, or that nothing will be written because of it.
    fn unreadable(&mut self, problem: Diagnostic) {
        let severity = match self.unreadable {
            Unreadable::Refuse => Severity::Error,
            Unreadable::Skip => Severity::Warning,
        };
        self.sink.push(Diagnostic { severity, ..problem });
    }

    /// The target of a schema that says nothing but `$ref`, and perhaps annotations.
    fn pure_reference(&mut self, schema: &Schema, place: &Place) -> Option<Place> {
        let reference = schema.reference.as_ref()?;
        if !merge::is_annotation_only(schema) || !schema.all_of.is_empty() {
            return None;
        }
        self.target(reference, place)
    }

    fn target(&mut self, reference: &str, place: &Place) -> Option<Place> {
        match self.document.resolve(reference, place) {
            Ok(target) => Some(self.document.through_files(target)),
            Err(problem) => {
                self.unreadable(*problem);
                None
            }
        }
    }

    /// The variants of a union that are more than null.
    fn variants(&mut self, schema: &Schema) -> Vec<Place> {
        let variants: Vec<Place> = schema.one_of.iter().chain(&schema.any_of).cloned().collect();
        variants.into_iter().filter(|variant| !self.schema(variant).only_null).collect()
    }

    fn note(&mut self, kind: NoteKind, place: &Place, text: impl Into<String>) {
        let pointer = crate::api::pointer_text(self.document.file_name(place.file), &place.pointer);
        self.notes.push(Note { kind, pointer, text: text.into() });
    }
}
