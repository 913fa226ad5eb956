//! Customises a finished API as its user states: puts types of the user's where others stood, and finds
//! the items that something is stated of. Each statement has an effect, or is refused.

mod derive;
mod places;
mod prune;
mod rename;
mod replace;

use crate::analysis::{self, Stated};
use crate::api::{Api, Expr, Shape, TypeId};
use crate::config::{Customisation, Customising};
use crate::diagnostic::{Code, Note};
use crate::similar::similar;

/// A statement that cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Why.
    pub(crate) code: Code,
    /// What it is about.
    pub(crate) about: Customisation,
    /// Of what it was stated.
    pub(crate) of: String,
    /// The node that it cannot be done at; nothing, where it is about none.
    pub(crate) pointer: String,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

/// What came of the statements.
#[derive(Debug, Default)]
pub(crate) struct Customised {
    /// What the stages behind are told of single items.
    pub(crate) stated: Stated,
    /// What is told of places.
    pub(crate) notes: Vec<Note>,
    /// What cannot be done.
    pub(crate) refused: Vec<Refused>,
}

/// Applies what is stated, of which the lowering has used these statements already: formats, and nodes
/// by their pointers.
pub(crate) fn customise(
    api: &mut Api,
    customising: &Customising,
    used: &[(Customisation, String)],
) -> Customised {
    let mut customised = Customised::default();
    if customising.is_empty() {
        return customised;
    }
    let refused = &mut customised.refused;
    let is_used = |about, of: &String| used.iter().any(|used| *used == (about, of.clone()));
    for (format, _) in &customising.formats {
        if !is_used(Customisation::Format, format) {
            let message =
                format!("no string or number that is generated has the format `{format}`");
            let help =
                similar(format, formats(api)).map(|meant| format!("did you mean `{meant}`?"));
            let problem = Refused::without_effect(Customisation::Format, format, message);
            refused.push(Refused { help, ..problem });
        }
    }
    let named = Named::of(api);
    for (of, to) in &customising.renames {
        let renamed = rename::rename(api, &named, of, to);
        keep(renamed, &mut customised.stated.renamed, refused);
    }
    for (of, derives) in &customising.derives {
        let derived = derive::derive(api, &named, Customisation::Derive, of, (derives, &[]));
        keep(derived, &mut customised.stated.derived, refused);
    }
    for (of, attributes) in &customising.attributes {
        let derived = derive::derive(api, &named, Customisation::Attribute, of, (&[], attributes));
        keep(derived, &mut customised.stated.derived, refused);
    }
    for of in &customising.closed {
        match derive::close(api, &named, of) {
            Ok((closed, notes)) => {
                customised.stated.closed.extend(closed);
                customised.notes.extend(notes);
            }
            Err(problem) => refused.push(problem),
        }
    }
    for (of, behind) in &customising.behind {
        let placed = derive::put_behind(api, &named, of, *behind);
        keep(placed, &mut customised.stated.behind, refused);
    }
    let reached = prune::reached(api);
    for (of, path) in &customising.types {
        if !of.contains('/') {
            refused.extend(replace::replace(api, &named, of, path).err());
        } else if !is_used(Customisation::Type, of) {
            let message = format!("no schema that is generated stands at `{of}`");
            refused.push(Refused::without_effect(Customisation::Type, of, message));
        }
    }
    prune::prune(api, &reached);
    let (notes, impossible) = places::settle(api);
    refused.extend(impossible);
    customised.notes.extend(notes);
    customised
}

/// The formats of which there are properties and parameters.
fn formats(api: &Api) -> impl Iterator<Item = &str> {
    let properties = api.types.iter().filter_map(|item| match &item.shape {
        Shape::Record(record) => Some(&record.properties),
        _ => None,
    });
    let properties = properties.flatten().map(|property| &property.docs);
    let parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
    properties.chain(parameters.map(|it| &it.docs)).filter_map(|docs| docs.format.as_deref())
}

fn keep<T>(found: Result<T, Refused>, all: &mut Vec<T>, refused: &mut Vec<Refused>) {
    match found {
        Ok(found) => all.push(found),
        Err(problem) => refused.push(problem),
    }
}

impl Refused {
    fn without_effect(about: Customisation, of: &str, message: String) -> Self {
        Self {
            code: Code::CustomisationWithoutEffect,
            about,
            of: of.to_owned(),
            pointer: String::new(),
            message,
            help: None,
        }
    }

    /// What a type cannot derive.
    pub(crate) fn underivable(of: &str, pointer: &str, message: String) -> Self {
        let help = "leave it out; put a type of yours there that has it (`types`); or state it of a kind \
                    such as `structs`, of which each derives it that can";
        Self {
            help: Some(help.to_owned()),
            ..Self::impossible(Customisation::Derive, of, pointer, message)
        }
    }

    fn impossible(about: Customisation, of: &str, pointer: &str, message: String) -> Self {
        Self {
            code: Code::CustomisationImpossible,
            pointer: pointer.to_owned(),
            ..Self::without_effect(about, of, message)
        }
    }
}

/// What items are called in Rust before anything is customised.
struct Named {
    types: Vec<String>,
    inner: Vec<Vec<String>>,
    functions: Vec<String>,
    /// Of each operation, those of its path before the others.
    parameters: Vec<Vec<String>>,
}

/// An item that a statement names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Type(TypeId),
    /// A field or a variant, by its number.
    Inner(TypeId, usize),
    /// The function of an operation, by its number.
    Function(usize),
    /// A parameter of an operation, by its number: those of the path come first.
    Parameter(usize, usize),
}

impl Named {
    fn of(api: &Api) -> Self {
        let names = analysis::names_of(api);
        let operations = names.operations.into_iter();
        let (functions, parameters) = operations
            .map(|names| (names.function, [names.path_parameters, names.parameters].concat()))
            .unzip();
        Self { types: names.types, inner: names.inner, functions, parameters }
    }

    /// The item of a path in Rust; where its last step is a property's name on the wire, or a value's,
    /// it is found by that.
    fn find(&self, api: &Api, about: Customisation, path: &str) -> Result<Item, Refused> {
        let (name, inner) = match path.split_once("::") {
            Some((name, inner)) => (name, Some(inner)),
            None => (path, None),
        };
        let unknown = |message: String, known: Vec<&str>, sought: &str| {
            let nearest = similar(sought, known.iter().copied());
            let help = nearest.map(|nearest| format!("did you mean `{nearest}`?"));
            Refused { help, ..Refused::without_effect(about, path, message) }
        };
        // Types alone begin with a large letter, and functions alone hold types of the user's nowhere.
        let function = self.functions.iter().position(|known| known == name);
        let function = function.filter(|_| about == Customisation::Rename);
        let Some(index) = self.types.iter().position(|known| known == name) else {
            if let Some(function) = function {
                let Some(inner) = inner else { return Ok(Item::Function(function)) };
                let names = &self.parameters[function];
                return match self.parameter(api, function, inner) {
                    Some(parameter) => Ok(Item::Parameter(function, parameter)),
                    None => {
                        let known = names.iter().map(String::as_str).collect();
                        let message = format!("`{name}` has no parameter `{inner}`");
                        Err(unknown(message, known, inner))
                    }
                };
            }
            let known = self.types.iter().chain(&self.functions).map(String::as_str).collect();
            return Err(unknown(
                format!("nothing that is generated is called `{name}`"),
                known,
                name,
            ));
        };
        let id = TypeId(index as u32);
        let Some(inner) = inner else { return Ok(Item::Type(id)) };
        let names = &self.inner[index];
        let wire: Vec<&str> = wire_names(&api.get(id).shape);
        let found = names.iter().position(|known| known == inner);
        match found.or_else(|| wire.iter().position(|known| *known == inner)) {
            Some(found) => Ok(Item::Inner(id, found)),
            None => {
                let known = names.iter().map(String::as_str).collect();
                Err(unknown(format!("`{name}` has no field or variant `{inner}`"), known, inner))
            }
        }
    }
}

impl Named {
    /// The parameter of an operation by its name in Rust, or by the one on the wire where no other has
    /// that elsewhere.
    fn parameter(&self, api: &Api, operation: usize, name: &str) -> Option<usize> {
        let by_name = self.parameters[operation].iter().position(|known| known == name);
        let operation = &api.operations[operation];
        let in_path = operation.path_parameters.iter().map(|it| &it.wire_name);
        let wire = in_path.chain(operation.parameters.iter().map(|it| &it.wire_name)).enumerate();
        let mut by_wire = wire.filter(|(_, known)| *known == name).map(|(index, _)| index);
        by_name.or_else(|| by_wire.next().filter(|_| by_wire.next().is_none()))
    }
}

/// What the fields or variants of a type are called on the wire, where they have a name there.
fn wire_names(shape: &Shape) -> Vec<&str> {
    match shape {
        Shape::Record(record) => record.properties.iter().map(|it| it.wire_name.as_str()).collect(),
        Shape::OpenEnum(open) => open.values.iter().map(|value| value.wire.as_str()).collect(),
        Shape::KeywordOrValue(either) => either.keywords.iter().map(String::as_str).collect(),
        Shape::Union(_) | Shape::Alias(_) => Vec::new(),
    }
}

/// The first type of the user's in an expression that holds one by no type of the API's.
fn first_custom<'a>(api: &'a Api, expr: &'a Expr) -> Option<&'a str> {
    match api.underlying(expr) {
        Expr::Custom(custom) => Some(&custom.path),
        Expr::List(nested) | Expr::Map(nested) => first_custom(api, &nested.expr),
        Expr::Tuple(tuple) => tuple.nested().find_map(|nested| first_custom(api, &nested.expr)),
        _ => None,
    }
}
