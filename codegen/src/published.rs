//! What an API has published: the shape of every public item, its name, and what writing it needs
//! when the description has it no more. It is kept in a file of one line an item, beside the
//! description and committed with it.
//!
//! The lines may stand in any order, so that two branches that each add some merge; whoever writes
//! the file sorts them.

mod former;
mod line;
mod parse;
mod render;
mod rust_type;
mod split;

use foldhash::HashSet;

use crate::analysis::{
    self, Answers, Common, Construction, Conversion, Defaultable, Facts, Held, HeldCredential,
    HeldItem, HeldOperation, HeldType, Setter, Slot, conversions,
};
use crate::api::{Api, ResponseHeader, Shape, TypeId, headers_of};
use crate::config::Strictness;
use crate::plan::Plan;

pub use self::parse::Fault;
pub(crate) use self::rust_type::{Names, write as spell};

/// What an API has published; nothing before its first generation.
///
/// ```
/// use specwright_codegen::{Config, Input, Published, generate};
///
/// let text = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\ncomponents: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}\n";
/// let mut config = Config::new(Input::new("pets.yaml", text));
/// let file = generate(&config)?.published.render();
/// assert!(Published::is_published(&file));
///
/// // The next generation reads it, and keeps what it says.
/// config.published = Some(Input::new("published.txt", file.clone()));
/// let output = generate(&config)?;
/// assert_eq!(output.published.render(), file);
/// assert!(output.published.beyond(&Published::of(&output.plan)).is_empty());
/// let Ok(read) = Published::parse(&file) else { panic!("it was written by us") };
/// assert!(!read.is_empty() && read.plan().api.operations.is_empty());
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// The shapes, without what only explains them.
    pub api: Api,
    /// The names and what else stays, of all of them.
    pub held: Held,
    /// What was published before there was such a file: names alone.
    pub former: former::Names,
}

impl Published {
    /// What a plan publishes.
    pub fn of(plan: &Plan) -> Self {
        let Plan { api, facts } = plan;
        let types = api.ids().map(|id| Some(held_type(api, facts, id))).collect();
        let operations = (0..api.operations.len()).map(|index| Some(held_operation(plan, index)));
        let credentials = facts.names.credentials.iter().zip(&facts.names.credential_flows);
        let credentials = credentials.map(|(function, flow)| {
            Some(HeldCredential { function: function.clone(), flow: flow.clone() })
        });
        let held = Held {
            types,
            operations: operations.collect(),
            credentials: credentials.collect(),
            required: facts.names.required.clone(),
            ..Held::default()
        };
        let mut api = api.clone();
        name_headers(&mut api, &facts.names.headers);
        Self { api, held, former: former::Names::default() }
    }

    /// The plan that publishes the same.
    pub fn plan(&self) -> Plan {
        let (facts, _) = analysis::analyse(&self.api, &self.held, Strictness::default());
        Plan { api: self.api.clone(), facts }
    }

    /// Reads a file of published items; an empty text has none. A lock of names, which came before
    /// such files, is read as the names that it holds.
    ///
    /// # Errors
    /// At the first line that is not as this generator writes it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        match text.trim_start().starts_with('{') {
            true => {
                let former = former::Names::parse(text)?;
                Ok(Self { former, ..Self::default() })
            }
            false => parse::parse(text),
        }
    }

    /// What the file says: a line an item, sorted.
    pub fn render(&self) -> String {
        render::render(self)
    }

    /// Whether a text is such a file, or a lock of names, and not anybody else's.
    pub fn is_published(text: &str) -> bool {
        text.starts_with(line::MARK) || former::Names::is_lock(text)
    }

    /// The items that another has not, or has otherwise: each as a line says it to a person.
    pub fn beyond(&self, other: &Published) -> Vec<String> {
        let known: HashSet<String> = render::lines(other).iter().map(line::Line::head).collect();
        let own = render::lines(self);
        own.iter().map(line::Line::head).filter(|head| !known.contains(head)).collect()
    }

    /// Whether nothing was published.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn held_type(api: &Api, facts: &Facts, id: TypeId) -> HeldType {
    let index = id.0 as usize;
    let names = &facts.names;
    let converted: Vec<usize> = match &api.get(id).shape {
        Shape::Union(union) => {
            let all = conversions(api, facts, id, union).into_iter();
            all.filter(|(_, it)| *it == Conversion::Value).map(|(index, _)| index).collect()
        }
        _ => Vec::new(),
    };
    let inner = names.inner[index].iter().enumerate().map(|(item, name)| {
        let indirection = facts.indirections[index].get(item).copied().unwrap_or_default();
        let slot = facts.slots[index].get(item).copied();
        let setter = names.setters[index].get(item).filter(|_| slot != Some(Slot::Constant));
        let setter = setter.map(|setter| match slot {
            Some(Slot::PlainOrNull | Slot::Nullable | Slot::OptionalNullable) => setter.clone(),
            _ => Setter { null: String::new(), ..setter.clone() },
        });
        let converts = converted.contains(&item);
        Some(HeldItem {
            name: name.clone(),
            setter,
            slot,
            converts,
            indirection,
            is_retyped: false,
        })
    });
    let is_record = matches!(api.get(id).shape, Shape::Record(_));
    HeldType {
        name: names.types[index].clone(),
        builder: (facts.constructions[index] == Construction::Builder)
            .then(|| names.builders[index].clone()),
        keeps_nulls: is_record && facts.nulls[index],
        is_sent: facts.directions[index].is_sent(),
        direction: None,
        is_default: is_record && facts.defaults[index] == Defaultable::Yes,
        lends: lent(api, facts, id),
        derives: facts.derived.get(index).map(|it| it.derives.clone()).unwrap_or_default(),
        openness: facts.openness.get(index).copied().unwrap_or_default(),
        inner: inner.collect(),
    }
}

/// The properties that a method lends of whichever variant.
fn lent(api: &Api, facts: &Facts, id: TypeId) -> Vec<String> {
    let name = |common: &Common| match &api.get(common.base.0).shape {
        Shape::Record(record) => Some(record.properties.get(common.base.1)?.wire_name.clone()),
        _ => None,
    };
    facts.common_of(id).iter().filter_map(name).collect()
}

fn held_operation(plan: &Plan, index: usize) -> HeldOperation {
    let (names, answers) = (&plan.facts.names.operations[index], &plan.facts.answers[index]);
    let (success, successes) = match &answers.success {
        Answers::ByStatus(indirections) => (Some(names.success.clone()), indirections.as_slice()),
        Answers::Alike | Answers::Undescribed => (None, &[] as &[_]),
    };
    let all = |names: &[String]| names.iter().cloned().map(Some).collect();
    HeldOperation {
        function: names.function.clone(),
        value: names.value.clone(),
        success,
        failure: names.failure.clone(),
        path_parameters: all(&names.path_parameters),
        parameters: all(&names.parameters),
        successes: successes.iter().copied().map(Some).collect(),
        failures: answers.failure.iter().copied().map(Some).collect(),
        pages: plan.facts.pages_of(index).cloned(),
    }
}

/// Says of each header of an answer which constant it is.
fn name_headers(api: &mut Api, names: &[String]) {
    let known: Vec<(Vec<usize>, ResponseHeader)> = headers_of(&api.operations)
        .into_iter()
        .map(|of| (of.operations, of.header.clone()))
        .collect();
    for ((operations, known), name) in known.iter().zip(names) {
        for index in operations {
            let Some(operation) = api.operations.get_mut(*index) else { continue };
            let responses = operation.success.responses.iter_mut().chain(&mut operation.failures);
            for header in responses.flat_map(|response| &mut response.headers) {
                if header.is_like(known) {
                    header.constant = Some(name.clone());
                }
            }
        }
    }
}
