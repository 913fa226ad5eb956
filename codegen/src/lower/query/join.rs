//! Places that describe one value together: what is asked of such a place is asked of all of them.
//!
//! Where two parts of an `allOf` describe a property, its values are those that both descriptions
//! allow (JSON Schema Core, section 10.2.1.1), and where alternatives do, those that any allows. No
//! node says so, so a place is made up that no file has: its schema is the `allOf` or the `anyOf`
//! of the others.

use std::rc::Rc;

use foldhash::HashMap;

use super::Schemas;
use crate::diagnostic::Code;
use crate::pointer::{FileId, Place, Pointer};
use crate::read::schema::Schema;

/// How many places one may stand for.
const MOST_PLACES: usize = 12;

/// How many such places there may be, for each thousand bytes of the description: what they say
/// together can be as many things as there are combinations.
const PER_THOUSAND_BYTES: usize = 40;

/// How several descriptions of one value are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Joint {
    /// All of them hold.
    All,
    /// Any of them holds.
    Any,
}

/// The places that stand for several.
#[derive(Default)]
pub(super) struct Joins {
    places: HashMap<(Joint, Vec<Place>), Place>,
    parts: HashMap<Place, (Joint, Vec<Place>)>,
    pairs: HashMap<(Joint, Place, Place), Place>,
    /// How many were called by the place of their last part already.
    counts: HashMap<Pointer, usize>,
}

impl Place {
    /// Whether the place stands for several.
    pub(in crate::lower) fn is_joined(&self) -> bool {
        self.file == FileId::JOINED
    }
}

impl Schemas<'_> {
    /// The place whose values are those that both places describe; `at` is where they meet.
    pub(super) fn both(&mut self, one: Place, other: Place, at: &Place) -> Place {
        self.join(Joint::All, one, other, at)
    }

    /// The place whose values are those that either place describes.
    pub(super) fn either(&mut self, one: Place, other: Place, at: &Place) -> Place {
        self.join(Joint::Any, one, other, at)
    }

    /// The places that a place stands for; itself alone, where a node of a file is there.
    pub(in crate::lower) fn parts<'a>(&'a self, place: &'a Place) -> &'a [Place] {
        match self.joins.parts.get(place) {
            Some((_, parts)) => parts,
            None => std::slice::from_ref(place),
        }
    }

    /// The place that a reader of the description finds: of several the last.
    pub(in crate::lower) fn told<'a>(&'a self, place: &'a Place) -> &'a Place {
        self.parts(place).last().unwrap_or(place)
    }

    fn join(&mut self, joint: Joint, one: Place, other: Place, at: &Place) -> Place {
        let pair = (joint, one, other);
        if let Some(known) = self.joins.pairs.get(&pair) {
            return known.clone();
        }
        let joined = self.join_anew(&pair, at);
        self.joins.pairs.insert(pair, joined.clone());
        joined
    }

    fn join_anew(&mut self, (joint, one, other): &(Joint, Place, Place), at: &Place) -> Place {
        if self.says_the_same(one, other) {
            return one.clone();
        }
        let mut parts = self.parts_by(*joint, one).to_vec();
        for part in self.parts_by(*joint, other).to_vec() {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        if let [only] = parts.as_slice() {
            return only.clone();
        }
        let key = (*joint, parts);
        if let Some(known) = self.joins.places.get(&key) {
            return known.clone();
        }
        let (_, parts) = key;
        if parts.len() > MOST_PLACES || self.joins.places.len() >= self.most_joins() {
            let text = format!("what {} says as well is left out", one.pointer);
            self.note(Code::PropertyMerged, at, text);
            return other.clone();
        }
        let joined = self.new_place(&parts);
        let schema = self.schema_of_all(*joint, &parts);
        self.read.insert(joined.clone(), Rc::new(schema));
        self.joins.parts.insert(joined.clone(), (*joint, parts.clone()));
        self.joins.places.insert((*joint, parts), joined.clone());
        joined
    }

    fn parts_by<'a>(&'a self, joint: Joint, place: &'a Place) -> &'a [Place] {
        match self.joins.parts.get(place) {
            Some((known, parts)) if *known == joint => parts,
            _ => std::slice::from_ref(place),
        }
    }

    fn most_joins(&self) -> usize {
        let bytes: usize = self.document.texts().iter().map(|text| text.content.len()).sum();
        PER_THOUSAND_BYTES * (1 + bytes / 1000)
    }

    /// A place that nothing has yet, by the last of those that it stands for: types are named by it.
    fn new_place(&mut self, parts: &[Place]) -> Place {
        let last = parts.last().map_or_else(Pointer::root, |last| last.pointer.clone());
        let joined = |pointer| Place { file: FileId::JOINED, pointer };
        let mut place = joined(last.clone());
        let count = self.joins.counts.entry(last.clone()).or_default();
        while self.joins.parts.contains_key(&place) {
            place = joined(last.child("allOf").item(*count));
            *count += 1;
        }
        place
    }

    fn schema_of_all(&mut self, joint: Joint, parts: &[Place]) -> Schema {
        let mut schema = Schema::default();
        for part in parts {
            let part = self.at(part);
            // Annotations of several places are all true; `readOnly` and `writeOnly` hold where
            // any says so (JSON Schema Validation, section 9.4).
            schema.deprecated |= part.deprecated;
            schema.read_only |= part.read_only;
            schema.write_only |= part.write_only;
            schema.nothing |= part.nothing && joint == Joint::All;
        }
        match joint {
            Joint::All => schema.all_of = parts.to_vec(),
            Joint::Any => schema.any_of = parts.to_vec(),
        }
        schema
    }
}
