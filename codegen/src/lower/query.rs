//! What lowering asks of the document: the schema at a place, what it says with all that it
//! refers to, what its values look like from outside, whether a null may stand there. Each
//! question is answered once for each place, as unions of unions ask it in as many ways as
//! there are combinations. Nothing is built here.

mod assert;
mod discriminate;
mod docs;
mod example;
mod family;
mod intersect;
mod join;
pub(super) mod merge;
mod nullability;
mod report;
mod summary;

use std::rc::Rc;

use foldhash::HashMap;

use crate::api::pointer_text;
use crate::diagnostic::{Code, Note, Sink};
use crate::pointer::Place;
use crate::read::operation::{self, Found, Operation};
use crate::read::resolve::Document;
use crate::read::schema::{self, Schema};

use self::join::Joins;

pub(super) use self::discriminate::second_tags;
pub(super) use self::docs::{both, titled};
pub(super) use self::summary::{ShapeSummary, Tag, kind_of, once_each};

/// How long a chain of references may be.
const MOST_REFERENCES: usize = 64;

/// The document, and the answers so far.
pub(super) struct Schemas<'a> {
    document: &'a Document,
    sink: &'a mut Sink,
    notes: Vec<Note>,
    read: HashMap<Place, Rc<Schema>>,
    /// What is known of the outside of schemas, by how deep in a union they were asked about.
    summaries: HashMap<(Place, usize), Rc<ShapeSummary>>,
    /// Whether a null may stand at a place, where that is known.
    nullabilities: HashMap<Place, bool>,
    /// What places say with all that their `allOf` and their `$ref` say.
    merged: HashMap<Place, Rc<Schema>>,
    /// The places that several others describe together.
    joins: Joins,
    /// Which components extend which by `allOf`, once somebody asked.
    children: Option<Rc<family::Children>>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(document: &'a Document, sink: &'a mut Sink) -> Self {
        Self {
            document,
            sink,
            notes: Vec::new(),
            read: HashMap::default(),
            summaries: HashMap::default(),
            nullabilities: HashMap::default(),
            merged: HashMap::default(),
            joins: Joins::default(),
            children: None,
        }
    }

    /// The document itself, for what is no matter of schemas.
    pub(super) fn document(&self) -> &'a Document {
        self.document
    }

    /// One operation, read in full.
    pub(super) fn operation(&mut self, found: &Found) -> Option<Operation> {
        operation::read(self.document, found, self.sink)
    }

    /// Where what is wrong with the document is told.
    pub(super) fn sink(&mut self) -> &mut Sink {
        self.sink
    }

    /// What was noted on the way.
    pub(super) fn into_notes(self) -> Vec<Note> {
        self.notes
    }

    /// The schema at a place, read once.
    pub(super) fn at(&mut self, place: &Place) -> Rc<Schema> {
        if let Some(schema) = self.read.get(place) {
            return schema.clone();
        }
        let schema = match self.document.node(place) {
            Ok(node) => {
                let (mut schema, problems) = schema::read(node, place);
                for problem in problems {
                    self.sink.push(problem);
                }
                self.settle_dynamic(&mut schema);
                self.settle_assertions(&mut schema);
                if !schema.one_of.is_empty() && !schema.any_of.is_empty() {
                    let second = std::mem::take(&mut schema.any_of);
                    self.second_union(&mut schema, second.into_iter(), place);
                }
                self.report_unsupported(&schema, place);
                Rc::new(schema)
            }
            Err(problem) => {
                self.sink.push(*problem);
                Rc::default()
            }
        };
        self.read.insert(place.clone(), schema.clone());
        schema
    }

    /// Takes a `$dynamicRef` for a `$ref`, where it means one schema whichever way leads to it.
    fn settle_dynamic(&self, schema: &mut Schema) {
        let Some(dynamic) = schema.dynamic_reference.take() else { return };
        match schema.reference.is_none() && self.document.is_certain(&dynamic) {
            true => schema.reference = Some(dynamic),
            false => schema.unsupported_keywords.push("$dynamicRef".to_owned()),
        }
    }

    /// The target of a schema that says nothing but `$ref`, and perhaps annotations.
    pub(super) fn pure_reference(&mut self, schema: &Schema, place: &Place) -> Option<Place> {
        let reference = schema.reference.as_ref()?;
        if !merge::is_annotation_only(schema) || !schema.all_of.is_empty() {
            return None;
        }
        self.target(reference, place)
    }

    /// The schema at a place; without its values, where what it refers to lists the same.
    pub(super) fn without_repeated_values(&mut self, place: &Place) -> Rc<Schema> {
        let schema = self.at(place);
        let Some(values) = &schema.values else { return schema };
        let target = match (&schema.reference, schema.all_of.as_slice()) {
            (Some(reference), []) => self.document.resolve(reference, place).ok(),
            (None, [only]) => self.document.follow(only).ok(),
            _ => None,
        };
        let listed = target.and_then(|target| self.summary(&target).values.clone());
        let is_repeated = listed.is_some_and(|listed| {
            listed.len() == values.len() && listed.iter().all(|value| values.contains(value))
        });
        match is_repeated {
            true => Rc::new(Schema { values: None, ..(*schema).clone() }),
            false => schema,
        }
    }

    pub(super) fn target(&mut self, reference: &str, place: &Place) -> Option<Place> {
        match self.document.resolve(reference, place) {
            Ok(target) => Some(self.document.through_files(target)),
            Err(problem) => {
                self.sink.push(*problem);
                None
            }
        }
    }

    /// Where the references beginning at a place end, be there any; what stands beside them is not
    /// looked at.
    pub(super) fn follow(&self, place: &Place) -> Option<Place> {
        match place.is_joined() {
            true => Some(place.clone()),
            false => self.document.follow(place).ok(),
        }
    }

    /// Where references that say no more than that end.
    pub(super) fn behind_references(&mut self, place: &Place) -> Option<Place> {
        let mut place = place.clone();
        // A chain longer than this is a cycle.
        for _ in 0..MOST_REFERENCES {
            let schema = self.at(&place);
            match self.pure_reference(&schema, &place) {
                Some(target) => place = target,
                None => return Some(place),
            }
        }
        None
    }

    /// The variants of a union that are more than null.
    pub(super) fn variants(&mut self, schema: &Schema) -> Vec<Place> {
        let variants: Vec<Place> = schema.one_of.iter().chain(&schema.any_of).cloned().collect();
        variants.into_iter().filter(|variant| !self.at(variant).only_null).collect()
    }

    pub(super) fn note(&mut self, code: Code, place: &Place, text: impl Into<String>) {
        let pointer = self.pointer_text(place);
        self.notes.push(Note::new(code, pointer, text));
    }

    /// The pointer of a place as a reader of the API finds it again.
    pub(super) fn pointer_text(&self, place: &Place) -> String {
        let place = self.told(place);
        pointer_text(self.document.file_name(place.file), &place.pointer)
    }
}
