//! What everything is called in Rust: preferred names made unique, scope by scope.
//!
//! A name is claimed from its scope. Components come first, in the order of the
//! document; what we invented yields to them. What the lock holds is never given to
//! anybody else. An identifier is stored as a plain value; how it is written
//! (`r#type`) is settled where it is printed.

mod claim;
mod representation;

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
#[cfg(feature = "dump")]
use serde::{Deserialize, Serialize};

use self::claim::{Fit, NameRequest, Owner, claim_all, preferred_field};
use super::scope::Scope;
use crate::api::{Api, Credential, Naming, Operation, Presence, Property, Record, Shape, Type};
use crate::diagnostic::{Code, Note};
use crate::ident;
use crate::lock::Lock;

/// What everything is called.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
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
    #[cfg_attr(feature = "dump", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub headers: Vec<String>,
    /// For each kind of credential, its function's name.
    pub credentials: Vec<String>,
    /// For each kind of credential that a program gets by itself (the client-credentials flow),
    /// that function's name.
    #[cfg_attr(feature = "dump", serde(default))]
    pub credential_flows: Vec<Option<String>>,
    /// For each wire name of a required property of what is sent, the name of its trait.
    pub required: BTreeMap<String, String>,
    /// The lock as it has to be after this generation.
    pub lock: Lock,
}

/// What the methods of a builder are called that set one property.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
pub struct Setter {
    /// The one that sets a value.
    pub value: String,
    /// The one that sets a null.
    pub null: String,
}

/// What an operation is called.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
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
    /// For each other representation of its success, the method that asks for it.
    #[cfg_attr(feature = "dump", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub representations: Vec<String>,
    /// For each other body, what sends it: a constructor where a body has to be there, else a
    /// setter.
    #[cfg_attr(feature = "dump", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub other_bodies: Vec<String>,
    /// The constants that stand for the headers of its answers.
    #[cfg_attr(feature = "dump", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub headers: Vec<String>,
}

pub(super) fn names(api: &Api, lock: &Lock) -> (Names, Vec<Note>) {
    let mut notes = Vec::new();
    let mut names = Names { lock: lock.clone(), ..Names::default() };
    name_types(api, lock, &mut names, &mut notes);
    for index in 0..api.types.len() {
        name_inner(api, index, lock, &mut names);
    }
    name_credentials(api, &mut names);
    name_operations(api, lock, &mut names, &mut notes);
    (names, notes)
}

fn name_types(api: &Api, lock: &Lock, names: &mut Names, notes: &mut Vec<Note>) {
    let mut scope = Scope::default();
    let mut given: Vec<Option<String>> = vec![None; api.types.len()];
    let mut owners: HashMap<String, usize> = HashMap::default();
    // What is locked keeps its name, if it is still what the name was made for.
    for (index, kind) in api.types.iter().enumerate() {
        let preferred = preferred_type(kind);
        let locked =
            lock.names_of(&kind.origin.pointer).find(|name| is_version_of(name, &preferred));
        if let Some(name) = locked
            && scope.take(name)
        {
            given[index] = Some(name.to_owned());
            owners.insert(name.to_owned(), index);
        }
    }
    let pointers: HashSet<&str> =
        api.types.iter().map(|kind| kind.origin.pointer.as_str()).collect();
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
        // A locked name is free again only for what has merely moved.
        let is_free = |name: &str| match lock.holder(name) {
            None => true,
            Some(holder) => {
                holder == kind.origin.pointer || !pointers.contains(holder) && name == preferred
            }
        };
        let name = scope.claim(&preferred, "", is_free);
        if name != preferred {
            let owner =
                owners.get(&preferred).map(|owner| api.types[*owner].origin.pointer.as_str());
            notes.push(renamed(&name, &preferred, owner, &kind.origin.pointer));
        }
        owners.insert(name.clone(), index);
        given[index] = Some(name);
    }
    names.types = given.into_iter().map(Option::unwrap_or_default).collect();
    for (kind, name) in api.types.iter().zip(&names.types) {
        if is_invented(kind, name) {
            names.lock.insert(name, &kind.origin.pointer);
        }
    }
    for name in &names.types {
        names.builders.push(scope.claim(&format!("{name}Builder"), "", |_| true));
    }
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

/// Whether the description does not give the name as it stands.
fn is_invented(kind: &Type, name: &str) -> bool {
    let given = kind.origin.pointer.rsplit('/').next();
    kind.origin.naming != Naming::Component || given != Some(name)
}

fn is_version_of(name: &str, preferred: &str) -> bool {
    name.strip_prefix(preferred).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Names the properties, the values or the variants of a type, and the methods of its builder.
fn name_inner(api: &Api, index: usize, lock: &Lock, names: &mut Names) {
    let kind = &api.types[index];
    let mut scope = Scope::default();
    let requests: Vec<NameRequest<'_>> = match &kind.shape {
        Shape::Record(record) => {
            // Ours, so that a property of this name that comes later does not move it.
            scope.take("extra");
            record
                .properties
                .iter()
                .filter(|property| has_field(property))
                .map(NameRequest::field)
                .collect()
        }
        Shape::OpenEnum(open) => {
            scope.take("Other");
            open.values
                .iter()
                .map(|value| {
                    let preferred = value.name.as_ref().unwrap_or(&value.wire);
                    NameRequest::value(&value.wire, preferred)
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
            union
                .variants
                .iter()
                .map(|variant| {
                    NameRequest::variant(&variant.preferred_name, &variant.preferred_name)
                })
                .collect()
        }
        Shape::Alias(_) => Vec::new(),
    };
    let owner = Owner { name: &names.types[index], pointer: &kind.origin.pointer };
    let mut claimed = claim_all(&requests, &owner, lock, &mut scope, &mut names.lock).into_iter();
    match &kind.shape {
        Shape::Record(record) => {
            // A constant has no field and so no name.
            let of_property = |property: &Property| {
                if has_field(property) { claimed.next().unwrap_or_default() } else { String::new() }
            };
            let fields: Vec<String> = record.properties.iter().map(of_property).collect();
            names.setters.push(setters(record, &fields));
            names.inner.push(fields);
            names.extra.push("extra".to_owned());
            names.nulls.push(scope.claim("nulls", "_", |_| true));
        }
        _ => {
            names.setters.push(Vec::new());
            names.inner.push(claimed.collect());
            names.extra.push(String::new());
            names.nulls.push(String::new());
        }
    }
}

fn has_field(property: &Property) -> bool {
    !matches!(property.presence, Presence::Constant(_))
}

/// The methods of a builder: each is called like its field, but for what a builder has anyway, or
/// the type itself, where it has constructors that are called like the setters.
fn setters(record: &Record, fields: &[String]) -> Vec<Setter> {
    let mut scope = Scope::default();
    scope.take("build");
    scope.take("extra");
    if record.selector.is_some() {
        scope.take("builder");
        scope.take("validate");
    }
    let values: Vec<String> =
        fields.iter().map(|field| scope.claim(field, "_", |_| true)).collect();
    let null = |field: &String| format!("{}_null", field.trim_end_matches('_'));
    let nulls = fields.iter().map(|field| scope.claim(&null(field), "_", |_| true));
    let nulls: Vec<String> = nulls.collect();
    values.into_iter().zip(nulls).map(|(value, null)| Setter { value, null }).collect()
}

fn name_credentials(api: &Api, names: &mut Names) {
    let mut scope = Scope::default();
    // What begins a client stands beside them.
    scope.take("client");
    let claims = api.service.credentials.iter();
    names.credentials =
        claims.map(|it| scope.claim(&preferred_field(&it.name), "_", |_| true)).collect();
    let credentials = api.service.credentials.iter().zip(&names.credentials);
    let flow = |(credential, name): (&Credential, &String)| {
        credential.client_credentials_url()?;
        Some(scope.claim(&format!("{name}_client_credentials"), "_", |_| true))
    };
    names.credential_flows = credentials.map(flow).collect();
}

fn name_operations(api: &Api, lock: &Lock, names: &mut Names, notes: &mut Vec<Note>) {
    let requests = api.operations.iter().map(|operation| {
        let ident = preferred_field(&operation.id);
        let fit = if ident == operation.id { Fit::Exact } else { Fit::Lossy };
        NameRequest { holder: &operation.pointer, ident, suffix: "_", fit }
    });
    let requests: Vec<NameRequest<'_>> = requests.collect();
    let owner = Owner { name: "fn", pointer: "" };
    // The functions stand beside an import of this name.
    let mut scope = Scope::default();
    scope.take("requests");
    let functions = claim_all(&requests, &owner, lock, &mut scope, &mut names.lock);
    let pointers = api.operations.iter().map(|operation| operation.pointer.as_str());
    let owners: HashMap<String, &str> = functions.iter().cloned().zip(pointers).collect();
    // A call stands beside the types that it mentions, so it yields to their names.
    let mut values = Scope::default();
    // An operation may be called `self`, which is no name of a type, or like what is imported
    // beside the calls.
    for reserved in ["Self", "RequestBuilder", "Caller", "NoClient", "Client"] {
        values.take(reserved);
    }
    names.types.iter().for_each(|name| {
        values.take(name);
    });
    for ((operation, function), request) in api.operations.iter().zip(functions).zip(&requests) {
        if function != request.ident {
            let owner = owners.get(request.ident.as_str()).copied();
            notes.push(renamed(&function, &request.ident, owner, &operation.pointer));
        }
        let value = values.claim(&ident::pascal(&function), "Call", |_| true);
        let success = values.claim(&format!("{value}Success"), "Answer", |_| true);
        let failure = values.claim(&format!("{value}Failure"), "Answer", |_| true);
        let inputs = name_inputs(operation);
        names.operations.push(OperationNames { function, value, success, failure, ..inputs });
    }
    names.headers = representation::headers(api, &mut names.operations, &mut values);
}

/// What the methods of every call are called, and those that it may have one day: a parameter of
/// such a name yields to them.
const METHODS: [&str; 14] = [
    "body",
    "by",
    "content_type",
    "events",
    "into_future",
    "items",
    "lines",
    "new",
    "pages",
    "poll",
    "request",
    "send",
    "stream",
    "with",
];

/// Names what an operation takes: what is required is an argument, in one scope, and what is
/// optional a setter, in another.
fn name_inputs(operation: &Operation) -> OperationNames {
    let (mut arguments, mut setters) = (Scope::default(), Scope::default());
    for reserved in ["client", "request", "self"] {
        arguments.take(reserved);
    }
    for reserved in METHODS {
        setters.take(reserved);
    }
    let mut argument = |name: &str| arguments.claim(&preferred_field(name), "_", |_| true);
    let path = operation.path_parameters.iter().map(|parameter| argument(&parameter.wire_name));
    let path_parameters = path.collect();
    let parameters = operation.parameters.iter().map(|parameter| match parameter.required {
        true => argument(&parameter.wire_name),
        false => setters.claim(&preferred_field(&parameter.wire_name), "_", |_| true),
    });
    let parameters = parameters.collect();
    let is_required = operation.body.as_ref().is_some_and(|body| body.required);
    let body = if is_required { "request" } else { "body" }.to_owned();
    OperationNames {
        path_parameters,
        parameters,
        body,
        representations: representation::representations(operation, &mut setters),
        other_bodies: representation::bodies(operation, &mut setters),
        ..OperationNames::default()
    }
}
