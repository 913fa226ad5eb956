//! What everything is called in Rust: preferred names made unique, scope by scope.
//!
//! A name is claimed from its scope. What was published keeps its name; then components come, in the
//! order of the document; what we invented yields to them. An identifier is stored as a plain value; how it is written
//! (`r#type`) is settled where it is printed.

mod claim;
mod inputs;
mod representation;
mod setters;

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use self::claim::{Fit, NameRequest, claim_all, preferred_field};
use self::inputs::name_inputs;
pub use self::inputs::{OPTIONS, means_something_else};
use self::setters::setters;
use super::held::{Held, HeldType};
use super::scope::Scope;
use crate::api::{Api, Credential, Naming, Presence, Property, Shape, Type};
use crate::diagnostic::{Code, Note};
use crate::ident;

/// What everything is called.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// For each type, its name.
    pub types: Vec<String>,
    /// For each type, its builder's name.
    pub builders: Vec<String>,
    /// For each type, the names of its properties' fields, or of its variants.
    pub inner: Vec<Vec<String>>,
    /// For each type, the names of its properties' setters.
    pub setters: Vec<Vec<Setter>>,
    /// For each type, the name of the field that keeps undeclared properties.
    pub extra: Vec<String>,
    /// For each object, the field that remembers explicit nulls where that of the undeclared
    /// properties does not.
    pub nulls: Vec<String>,
    /// For each operation, its names.
    pub operations: Vec<OperationNames>,
    /// For each header of answers, the constant that stands for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// For each kind of credential, its function's name.
    pub credentials: Vec<String>,
    /// For each kind of credential that a program gets by itself (the client-credentials flow),
    /// that function's name.
    #[serde(default)]
    pub credential_flows: Vec<Option<String>>,
    /// For each wire name of a required property of what is sent, the name of its trait.
    pub required: BTreeMap<String, String>,
}

/// What the methods of a builder are called that set one property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setter {
    /// The one that sets a value.
    pub value: String,
    /// The one that sets a null; empty, where none was published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub null: String,
}

/// What an operation is called.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OperationNames {
    /// The function.
    pub function: String,
    /// The type of its calls.
    pub value: String,
    /// What its successes are, where they differ by status.
    pub success: String,
    /// What its failures are, where they differ by status.
    pub failure: String,
    /// The parameters of its path.
    pub path_parameters: Vec<String>,
    /// The other parameters: an argument of the function, where one is required, else a setter of
    /// the call.
    pub parameters: Vec<String>,
    /// The argument or the setter of its body.
    pub body: String,
    /// The options of single calls that are no methods of its calls, as a parameter was published
    /// by their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options_taken: Vec<String>,
    /// For each other representation of its success, the method that asks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representations: Vec<String>,
    /// For each other body, what sends it: a constructor where a body has to be there, else a
    /// setter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_bodies: Vec<String>,
    /// The constants that stand for the headers of its answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
}

pub(super) fn names(api: &Api, held: &Held) -> (Names, Vec<Note>) {
    let mut notes = Vec::new();
    let mut names = Names::default();
    name_types(api, held, &mut names, &mut notes);
    for id in api.ids() {
        let renamed = held.stated().renamed();
        let renamed = |index: usize| renamed.of_inner(api, id, index);
        name_inner(&api.get(id).shape, held.of_type(id), &renamed, &mut names);
    }
    name_credentials(api, held, &mut names);
    name_operations(api, held, &mut names, &mut notes);
    (names, notes)
}

fn name_types(api: &Api, held: &Held, names: &mut Names, notes: &mut Vec<Note>) {
    let mut scope = Scope::default();
    let mut given: Vec<Option<String>> = vec![None; api.types.len()];
    let mut builders: Vec<Option<String>> = vec![None; api.types.len()];
    let mut owners: HashMap<String, usize> = HashMap::default();
    let stated = held.stated().renamed();
    for id in api.ids() {
        let index = id.0 as usize;
        given[index] = scope.keep(stated.of_type(api, id));
        owners.extend(given[index].clone().map(|name| (name, index)));
    }
    for (index, held) in held.types.iter().enumerate() {
        let Some(held) = held else { continue };
        if given[index].is_some() {
            continue;
        }
        given[index] = scope.keep(Some(&held.name));
        builders[index] = scope.keep(held.builder.as_ref());
        owners.extend(given[index].clone().map(|name| (name, index)));
    }
    let by_rank = |naming: Naming| {
        api.types.iter().enumerate().filter(move |(_, kind)| kind.origin.naming == naming)
    };
    let all =
        by_rank(Naming::Component).chain(by_rank(Naming::Shared)).chain(by_rank(Naming::Inline));
    for (index, kind) in all {
        if given[index].is_some() {
            continue;
        }
        let preferred = preferred_type(kind);
        let name = scope.claim(&preferred, "");
        if name != preferred {
            let owner =
                owners.get(&preferred).map(|owner| api.types[*owner].origin.pointer.as_str());
            notes.push(renamed(&name, &preferred, owner, &kind.origin.pointer));
        }
        owners.insert(name.clone(), index);
        given[index] = Some(name);
    }
    names.types = given.into_iter().map(Option::unwrap_or_default).collect();
    let builders = names.types.iter().zip(builders);
    let builders = builders
        .map(|(name, held)| held.unwrap_or_else(|| scope.claim(&format!("{name}Builder"), "")));
    names.builders = builders.collect();
}

/// The note of a name that something else has; without an owner, the name is reserved.
fn renamed(name: &str, preferred: &str, owner: Option<&str>, pointer: &str) -> Note {
    let reason = match owner {
        Some(owner) => format!("already used by {owner}"),
        None => "reserved".to_owned(),
    };
    let text = format!("renamed to `{name}`: `{preferred}` is {reason}");
    Note::new(Code::NameTaken, pointer, text)
}

/// A type's name before collisions; `Self` cannot be one.
fn preferred_type(kind: &Type) -> String {
    let preferred = ident::pascal(&kind.origin.preferred_name);
    if ident::is_never_a_name(&preferred) { format!("{preferred}Type") } else { preferred }
}

/// Names the properties, the values or the variants of a type, and the methods of its builder.
fn name_inner<'a>(
    shape: &Shape,
    held: Option<&'a HeldType>,
    renamed: &dyn Fn(usize) -> Option<&'a String>,
    names: &mut Names,
) {
    let mut scope = Scope::default();
    let requests: Vec<NameRequest> = match shape {
        Shape::Record(record) => {
            // Ours, so that a property of this name that comes later does not move it.
            scope.take("extra");
            let fields = record.properties.iter();
            // A constant has no field and so no name.
            fields
                .map(|property| match has_field(property) {
                    true => NameRequest::field(&property.wire_name),
                    false => NameRequest::nothing(),
                })
                .collect()
        }
        Shape::OpenEnum(open) => {
            scope.take("Other");
            let values = open.values.iter();
            values
                .map(|value| {
                    NameRequest::value(&value.wire, value.name.as_ref().unwrap_or(&value.wire))
                })
                .collect()
        }
        Shape::KeywordOrValue(sentinel) => {
            scope.take("Other");
            scope.take("Value");
            sentinel.keywords.iter().map(|value| NameRequest::value(value, value)).collect()
        }
        Shape::Union(union) => {
            scope.take("Other");
            let variants = union.variants.iter();
            variants.map(|variant| NameRequest::variant(&variant.preferred_name)).collect()
        }
        Shape::Alias(_) => Vec::new(),
    };
    let held_name = |index: usize| Some(&held?.inner.get(index)?.as_ref()?.name);
    let published = (0..requests.len()).map(|index| renamed(index).or_else(|| held_name(index)));
    let published: Vec<Option<&String>> = published.collect();
    let claimed = claim_all(&requests, &published, &mut scope);
    match shape {
        Shape::Record(record) => {
            names.setters.push(setters(record, &claimed, held, renamed));
            names.extra.push("extra".to_owned());
            names.nulls.push(scope.claim("nulls", "_"));
        }
        _ => {
            names.setters.push(Vec::new());
            names.extra.push(String::new());
            names.nulls.push(String::new());
        }
    }
    names.inner.push(claimed);
}

fn has_field(property: &Property) -> bool {
    !matches!(property.presence, Presence::Constant(_))
}

fn name_credentials(api: &Api, held: &Held, names: &mut Names) {
    let mut scope = Scope::default();
    // What begins a client stands beside them.
    scope.take("client");
    let held = |index: usize| held.credentials.get(index)?.as_ref();
    let credentials = &api.service.credentials;
    let published: Vec<[Option<String>; 2]> = (0..credentials.len())
        .map(|index| {
            let function = scope.keep(held(index).map(|held| &held.function));
            [function, scope.keep(held(index).and_then(|held| held.flow.as_ref()))]
        })
        .collect();
    let all = credentials.iter().zip(&published);
    names.credentials = all
        .map(|(it, [function, _])| {
            function.clone().unwrap_or_else(|| scope.claim(&preferred_field(&it.name), "_"))
        })
        .collect();
    let all = credentials.iter().zip(published).zip(&names.credentials);
    let flow = |((credential, [_, flow]), name): ((&Credential, [Option<String>; 2]), &String)| {
        credential.client_credentials_url()?;
        let preferred = format!("{name}_client_credentials");
        Some(flow.unwrap_or_else(|| scope.claim(&preferred, "_")))
    };
    names.credential_flows = all.map(flow).collect();
}

fn name_operations(api: &Api, held: &Held, names: &mut Names, notes: &mut Vec<Note>) {
    let requests = api.operations.iter().map(|operation| {
        let ident = preferred_field(&operation.id);
        let fit = if ident == operation.id { Fit::Exact } else { Fit::Lossy };
        NameRequest { ident, suffix: "_", fit }
    });
    let requests: Vec<NameRequest> = requests.collect();
    // The functions stand beside an import of this name.
    let mut scope = Scope::default();
    scope.take("requests");
    let of = |index: usize| held.of_operation(index);
    let renamed_items = held.stated().renamed();
    let stated = |index: usize| renamed_items.of_operation(&api.operations[index].pointer);
    let published = (0..requests.len())
        .map(|index| stated(index).or_else(|| of(index).map(|held| &held.function)));
    let functions = claim_all(&requests, &published.collect::<Vec<_>>(), &mut scope);
    let pointers = api.operations.iter().map(|operation| operation.pointer.as_str());
    let owners: HashMap<String, &str> = functions.iter().cloned().zip(pointers).collect();
    // A call stands beside the types that it mentions, so it yields to their names.
    let mut values = Scope::default();
    // An operation may be called `self`, which is no name of a type, or like what is imported
    // beside the calls.
    for reserved in ["Self", "RequestBuilder", "Caller", "NoClient", "Client"] {
        values.take(reserved);
    }
    let published: Vec<[Option<String>; 3]> = (0..requests.len())
        .map(|index| {
            let of = |index: usize| of(index).filter(|_| stated(index).is_none());
            let value = values.keep(of(index).map(|held| &held.value));
            let success = values.keep(of(index).and_then(|held| held.success.as_ref()));
            [value, success, values.keep(of(index).map(|held| &held.failure))]
        })
        .collect();
    names.types.iter().for_each(|name| {
        values.take(name);
    });
    let all = api.operations.iter().zip(functions).zip(&requests).zip(published).enumerate();
    for (index, (((operation, function), request), [value, success, failure])) in all {
        if function != request.ident && of(index).is_none() && stated(index).is_none() {
            let owner = owners.get(request.ident.as_str()).copied();
            notes.push(renamed(&function, &request.ident, owner, &operation.pointer));
        }
        let value = value.unwrap_or_else(|| values.claim(&ident::pascal(&function), "Call"));
        let success = success.unwrap_or_else(|| values.claim(&format!("{value}Success"), "Answer"));
        let failure = failure.unwrap_or_else(|| values.claim(&format!("{value}Failure"), "Answer"));
        let inputs = name_inputs(operation, of(index), &renamed_items);
        names.operations.push(OperationNames { function, value, success, failure, ..inputs });
    }
    names.headers = representation::headers(api, &mut names.operations, &mut values);
}
