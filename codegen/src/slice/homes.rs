//! Says where in a slice a part of the description stands: components where they stood, what
//! refers to another file in the place of the reference, and whatever else is referred to as a
//! component with a name of its own.

use foldhash::{HashMap, HashSet};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::fields::{Part, SECTIONS, section};
use crate::pointer::{FileId, Place, Pointer};
use crate::read::operation::names;
use crate::read::resolve::Document;

/// What a fragment may not hold as it is (RFC 3986, section 3.5).
const ESCAPED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'\\').add(b'^');

/// A component of the slice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Component {
    pub(super) section: String,
    pub(super) name: String,
}

impl Component {
    /// The way to it, within the slice.
    pub(super) fn pointer(&self) -> Pointer {
        Pointer::root().child("components").child(&self.section).child(&self.name)
    }
}

/// Where parts of the description stand in the slice.
pub(super) struct Homes {
    /// The places of other files that a component is nothing but a reference to.
    behind: HashMap<Place, Component>,
    /// What has become a component.
    moved: HashMap<(Place, &'static str), Component>,
    /// The names that each section has, be they kept or not: a name does not depend on what else
    /// is wanted.
    taken: HashSet<Component>,
}

impl Homes {
    pub(super) fn of(document: &Document) -> Self {
        let mut homes = Self {
            behind: HashMap::default(),
            moved: HashMap::default(),
            taken: HashSet::default(),
        };
        for (section, _) in SECTIONS {
            for (component, place) in components(document, section) {
                let at = document.through_files(place);
                if at.pointer != component.pointer() || at.file != FileId::default() {
                    homes.behind.entry(at).or_insert_with(|| component.clone());
                }
                homes.taken.insert(component);
            }
        }
        homes
    }

    /// The component that a place is in, or becomes, and the way from there to the place.
    pub(super) fn component(
        &mut self,
        document: &Document,
        target: &Place,
        part: Part,
    ) -> Option<(Component, Pointer)> {
        if let Some(found) = self.around(target) {
            return Some(found);
        }
        if target.file == FileId::default() {
            let steps: Vec<String> = target.pointer.segments().collect();
            if let [components, section, name, below @ ..] = steps.as_slice()
                && components == "components"
            {
                let component = Component { section: section.clone(), name: name.clone() };
                let below = below.iter().fold(Pointer::root(), |at, step| at.child(step));
                return Some((component, below));
            }
        }
        let section = section(part)?;
        let key = (target.clone(), section);
        if let Some(component) = self.moved.get(&key) {
            return Some((component.clone(), Pointer::root()));
        }
        let component = self.new_name(section, &name_of(document, target));
        self.moved.insert(key, component.clone());
        Some((component, Pointer::root()))
    }

    /// The component that a place of another file is, or is in, and the way from there.
    fn around(&self, target: &Place) -> Option<(Component, Pointer)> {
        let mut below = Vec::new();
        let mut at = target.clone();
        loop {
            if let Some(component) = self.behind.get(&at) {
                let below =
                    below.iter().rev().fold(Pointer::root(), |to, step: &String| to.child(step));
                return Some((component.clone(), below));
            }
            below.push(at.pointer.last()?);
            at.pointer = at.pointer.parent()?;
        }
    }

    /// Where the parts stand that have become components.
    pub(super) fn place(&self, component: &Component) -> Option<&Place> {
        let moved = self.moved.iter().find(|(_, moved)| *moved == component);
        moved.map(|((place, _), _)| place)
    }

    fn new_name(&mut self, section: &str, name: &str) -> Component {
        let mut component = Component { section: section.to_owned(), name: name.to_owned() };
        let mut number = 2;
        while !self.taken.insert(component.clone()) {
            component.name = format!("{name}{number}");
            number += 1;
        }
        component
    }
}

/// The components of a section, in the order of the description, and where each stands.
pub(super) fn components(document: &Document, section: &str) -> Vec<(Component, Place)> {
    let place = Place::in_document(Pointer::root().child("components").child(section));
    let place = document.canonical_of(&place);
    let place = document.follow(&place).unwrap_or(place);
    let component = |name: String| {
        let at = place.child(&name);
        (Component { section: section.to_owned(), name }, at)
    };
    names(document, &place).into_iter().map(component).collect()
}

/// A reference to a place of the slice.
pub(super) fn reference(pointer: &Pointer) -> String {
    format!("#{}", utf8_percent_encode(pointer.as_str(), ESCAPED))
}

/// The name of a part by where it stands, as the names of components are (OpenAPI 3.1, section
/// 4.8.7.1).
fn name_of(document: &Document, place: &Place) -> String {
    let file = document.file_name(place.file).map(|path| {
        let file = path.rsplit('/').next().unwrap_or_default();
        file.split('.').next().unwrap_or_default().to_owned()
    });
    let last = place.pointer.last().filter(|name| name.parse::<usize>().is_err());
    let name = last.or(file).unwrap_or_default();
    let is_kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = name.chars().map(|c| if is_kept(c) { c } else { '_' }).collect();
    if name.is_empty() { "Part".to_owned() } else { name }
}
