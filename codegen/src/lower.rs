//! Schemas and operations to the [`Api`].
//!
//! What a schema becomes is decided by an ordered cascade of small rules; the first
//! that applies wins. The order matters twice: what only renames or annotates another
//! schema (a reference, an `allOf` of one subschema, a union of one variant and null) is
//! transparent before anything is named, and unions come before objects, because a union
//! may say `type: object` beside its variants.
//!
//! What is asked of the document stands in `query`; here types are built from the answers.
//! Names are preferences: they depend on the place of a schema alone, and analysis makes them
//! unique.

mod accept;
mod annotations;
mod answer;
mod body;
mod custom;
mod enums;
mod family;
mod items;
mod limits;
mod media;
mod naming;
mod object;
mod operation;
mod operation_id;
mod parameter;
mod part;
mod patterns;
mod query;
mod received;
mod scalar;
mod service;
mod tuple;
mod types;
mod union;
mod untyped;
mod unused;

use foldhash::HashSet;

use crate::api::{Api, Docs, Expr, Naming, Nullability, Origin, Shape, Type, TypeId, Use};
use crate::config::{Customisation, Customising, Selection, Selector};
use crate::diagnostic::{Code, Note, Sink};
use crate::ident;
use crate::pointer::{Place, Pointer};
use crate::read::operation::{Operation, find, select};
use crate::read::resolve::Document;
use crate::read::schema::Schema;

use self::query::{Schemas, merge};
use self::types::Types;

/// What the operations of a description are called, wanted or not: by their `operationId`, and by their
/// method and path.
pub(crate) fn described(document: &Document) -> HashSet<String> {
    let found = find(document).into_iter();
    found
        .flat_map(|found| {
            let by_path = format!("{} {}", found.method.to_lowercase(), found.path);
            found.id.into_iter().chain([by_path])
        })
        .collect()
}

/// Lowers what is wanted of a description; and says which statements were about a node or a format of
/// it.
///
/// What is asked for and not there is an error, but for the selectors that `may_be_gone`.
pub fn lower(
    document: &Document,
    selection: &Selection,
    may_be_gone: &dyn Fn(&Selector) -> bool,
    customising: &Customising,
    sink: &mut Sink,
) -> (Api, Vec<Note>, Vec<(Customisation, String)>) {
    let selected = select(document, selection, may_be_gone, sink);
    let mut lowering = Lowering {
        schemas: Schemas::new(document, sink),
        types: Types::default(),
        expanding: Vec::new(),
        joining: Vec::new(),
        parts: HashSet::default(),
        customising,
        customised: Vec::new(),
    };
    // Of what is not wanted, no more than the name is read.
    let wanted = selected.operations.iter();
    let read: Vec<Operation> = wanted.filter_map(|it| lowering.schemas.operation(it)).collect();
    let operations = lowering.operations(&read);
    let service = lowering.service(selection, &read);
    lowering.report_annotations(&read);
    lowering.callbacks(&selected.callbacks);
    lowering.webhooks(selected.webhooks);
    lowering.components(&selected.schemas);
    if *selection == Selection::Everything {
        lowering.report_unused_components();
    }
    let info = |name: &str| {
        let info = document.root().get("info").and_then(|info| info.get(name));
        info.and_then(|text| text.string()).unwrap_or_default().to_owned()
    };
    let mut api = Api {
        title: info("title"),
        version: info("version"),
        types: lowering.types.into_types(),
        operations,
        service,
    };
    items::tag_events(&mut api);
    (api, lowering.schemas.into_notes(), lowering.customised)
}

struct Lowering<'a> {
    schemas: Schemas<'a>,
    types: Types,
    /// The variants that are being given the properties around them, each within the one before.
    expanding: Vec<Place>,
    /// The places that stand for several and are being lowered, each within the one before.
    joining: Vec<Place>,
    /// The schemas of parts that are files where no keyword says what they are.
    parts: HashSet<Place>,
    /// What is stated of types and formats.
    customising: &'a Customising,
    /// The statements that had an effect.
    customised: Vec<(Customisation, String)>,
}

/// What a schema becomes: a type of its own, or a use of what is there already.
enum Lowered {
    Shape(Shape),
    Use(Use),
}

/// The name that a schema would give a type of its own.
#[derive(Clone, Debug)]
struct PreferredName {
    text: String,
}

impl PreferredName {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    fn step(&self, keyword: &str) -> Self {
        let step = ident::pascal(keyword);
        // No name begins with a digit, but a word can be followed by one: `Error4xx`.
        let is_number = keyword.trim_start().starts_with(|first: char| first.is_ascii_digit());
        let follows_word = self.text.ends_with(|last: char| last.is_ascii_alphabetic());
        let step = match step.strip_prefix('N') {
            Some(digits) if is_number && follows_word => digits,
            _ => step.as_str(),
        };
        Self::new(format!("{}{step}", self.text))
    }
}

impl Lowering<'_> {
    /// Lowers the components that are wanted whoever reaches them.
    fn components(&mut self, wanted: &[String]) {
        let schemas = Place::in_document(Pointer::root().child("components").child("schemas"));
        let document = self.schemas.document();
        let schemas = document.follow(&schemas).unwrap_or(schemas);
        for name in wanted {
            self.reference(&document.through_files(schemas.child(name)));
        }
    }

    /// What stands at a place, as it is used there.
    fn use_at(&mut self, place: &Place, preferred: &PreferredName) -> Use {
        let null = self.schemas.nullability(place);
        if let Some(id) = self.types.at(place) {
            return Use { null, ..self.named(id) };
        }
        if place.is_joined() {
            return self.use_of_several(place, preferred, null);
        }
        let used = match self.lowered(place, preferred) {
            Lowered::Use(used) => used,
            Lowered::Shape(shape) => {
                let id = self.types.reserve(place);
                self.fill(id, place, Naming::Inline, preferred.text.clone(), shape);
                self.named(id)
            }
        };
        Use { null: used.null.or(null), ..used }
    }

    /// The same of a place that stands for several. No reference leads to one, so one that leads
    /// back to itself has no name yet, and is given one then.
    fn use_of_several(
        &mut self,
        place: &Place,
        preferred: &PreferredName,
        null: Nullability,
    ) -> Use {
        if self.joining.contains(place) {
            let id = self.types.reserve(place);
            return Use { null, ..Use::of(Expr::Named(id)) };
        }
        self.joining.push(place.clone());
        let lowered = self.lowered(place, preferred);
        self.joining.pop();
        let id = self.types.at(place);
        let used = match (lowered, id) {
            (Lowered::Use(used), None) => used,
            (lowered, id) => {
                let shape = match lowered {
                    Lowered::Shape(shape) => shape,
                    Lowered::Use(used) => Shape::Alias(Use { null: Nullability::Never, ..used }),
                };
                let id = id.unwrap_or_else(|| self.types.reserve(place));
                self.fill(id, place, Naming::Inline, preferred.text.clone(), shape);
                Use::of(Expr::Named(id))
            }
        };
        Use { null, ..used }
    }

    /// The type of what a reference refers to.
    fn reference(&mut self, target: &Place) -> Use {
        let null = self.schemas.nullability(target);
        let id = self.types.at(target).unwrap_or_else(|| self.referenced(target));
        Use { null, ..self.named(id) }
    }

    /// A type by its name, with what it allows wherever it is used.
    fn named(&self, id: TypeId) -> Use {
        let named = Use::of(Expr::Named(id));
        match self.types.shape(id) {
            // Behind another name for a type stands what its place allows of it.
            Some(Shape::Alias(used)) => {
                let (limits, keywords) = (used.limits.clone(), used.keywords.clone());
                Use { limits, keywords, ..named }
            }
            Some(Shape::OpenEnum(open)) => Use { limits: open.limits.clone(), ..named },
            _ => named,
        }
    }

    fn referenced(&mut self, target: &Place) -> TypeId {
        let name = self.component_name(target);
        let (naming, preferred) = match &name {
            Some(name) => (Naming::Component, PreferredName::new(ident::pascal(name))),
            None => (Naming::Inline, self.preferred_name_of(target)),
        };
        let id = self.types.reserve(target);
        let shape = match self.lowered(target, &preferred) {
            Lowered::Shape(shape) => shape,
            Lowered::Use(used) => Shape::Alias(Use { null: Nullability::Never, ..used }),
        };
        self.fill(id, target, naming, preferred.text, shape);
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
        let pointer = self.schemas.pointer_text(place);
        let docs = query::titled(self.schemas.docs(place), &preferred_name);
        let text = match (self.schemas.at(place).deprecated, docs.text.trim()) {
            (false, _) => docs.text,
            (true, "") => "Deprecated.".to_owned(),
            (true, text) => format!("{text}\n\nDeprecated."),
        };
        // What a component assumes where nothing is set is said of it, too: a list of it has no field
        // that would say so. What stands in one place alone says it there.
        let default = match naming {
            Naming::Component => self.schemas.at(place).default.clone(),
            Naming::Shared | Naming::Inline => None,
        };
        let docs = Docs { text, default: default.filter(|value| !value.is_null()), ..docs };
        let origin = Origin { pointer, naming, preferred_name };
        self.types.fill(id, Type::new(origin, docs, shape));
    }

    /// The cascade. Rules that look through a schema come first; each of the others
    /// answers for one kind of schema.
    fn lowered(&mut self, place: &Place, preferred: &PreferredName) -> Lowered {
        if let Some(used) = self.replaced(place) {
            return Lowered::Use(used);
        }
        let schema = self.schemas.without_repeated_values(place);
        if let Some(target) = self.schemas.pure_reference(&schema, place) {
            let used = self.reference(&target);
            return Lowered::Use(limits::narrowed(used, &schema, self));
        }
        if self.is_open_to_more(&schema) {
            let merged = self.schemas.merged(place, &schema);
            return self.classified(&merged, place, preferred);
        }
        if let Some((only, around)) = self.schemas.transparent(place, &schema)
            && !self.schemas.is_child(place, &only)
        {
            // What a part of a place that stands for several is, is a type of its own already.
            let inner = match place.is_joined() {
                true => {
                    let preferred = self.preferred_name_of(&only);
                    Lowered::Use(self.use_at(&only, &preferred))
                }
                false => self.lowered(&only, preferred),
            };
            return around.iter().fold(inner, |inner, around| self.narrowed(inner, around));
        }
        if let [only] = self.schemas.variants(&schema).as_slice()
            && merge::has_no_structure(&schema)
            && schema.all_of.is_empty()
            && schema.reference.is_none()
        {
            self.schemas.report_mapping(&schema, std::slice::from_ref(only), place);
            let inner = self.lowered(only, preferred);
            return self.narrowed(inner, &schema);
        }
        let merged = self.schemas.merged(place, &schema);
        self.classified(&merged, place, preferred)
    }

    fn narrowed(&self, lowered: Lowered, around: &Schema) -> Lowered {
        match lowered {
            Lowered::Use(used) => Lowered::Use(limits::narrowed(used, around, self)),
            shape => shape,
        }
    }

    fn classified(&mut self, schema: &Schema, place: &Place, preferred: &PreferredName) -> Lowered {
        let lowered = self.of_kind(schema, place, preferred);
        if let Lowered::Shape(shape) = &lowered {
            self.report_left_out(schema, shape, place);
        }
        lowered
    }

    /// Says which assertions about a value as a whole no shape takes.
    fn report_left_out(&mut self, schema: &Schema, shape: &Shape, place: &Place) {
        if matches!(shape, Shape::Record(_)) {
            return;
        }
        let bounds = &schema.bounds;
        let all = [
            ("not", bounds.forbidden.is_empty()),
            ("contains", bounds.contained.is_empty()),
            ("dependentRequired", bounds.dependent_required.is_empty()),
        ];
        for (keyword, is_empty) in all {
            if !is_empty {
                let text = format!("`{keyword}` is not checked beside a union or an enum");
                self.note(Code::AssertionUnchecked, place, text);
            }
        }
    }

    fn of_kind(&mut self, schema: &Schema, place: &Place, preferred: &PreferredName) -> Lowered {
        None.or_else(|| self.union(schema, place, preferred))
            .or_else(|| self.family(schema, place, preferred))
            .or_else(|| self.values(schema, place))
            .or_else(|| self.several_types(schema, place, preferred))
            .or_else(|| self.object(schema, place, preferred))
            .or_else(|| self.tuple(schema, place, preferred))
            .or_else(|| self.list(schema, preferred))
            .or_else(|| self.file_part(schema, place))
            .or_else(|| self.scalar(schema, place))
            .unwrap_or_else(|| {
                let limits = limits::of(&schema.bounds, &Expr::Json);
                Lowered::Use(Use { limits, ..Use::of(Expr::Json) })
            })
    }

    fn note(&mut self, code: Code, place: &Place, text: impl Into<String>) {
        self.schemas.note(code, place, text);
    }
}
