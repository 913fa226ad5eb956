//! What everything is called in Rust: wishes made unique, scope by scope.
//!
//! A name is claimed from its scope. Components come first, in the order of the
//! document; what we invented yields to them. What the lock holds is never given to
//! anybody else. An identifier is stored as a plain word; how it is written
//! (`r#type`) is settled where it is printed.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::Lock;
use crate::api::{Api, Member, Naming, Operation, Presence, Shape, Type};
use crate::ident;
use crate::report::{Guess, GuessKind};

/// What everything is called.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// For each type, its name.
    pub types: Vec<String>,
    /// For each type, its builder's name.
    pub builders: Vec<String>,
    /// For each type, the names of its members' fields or of its arms' or words' variants.
    pub inner: Vec<Vec<String>>,
    /// For each type, the name of the field that keeps undeclared members.
    pub extra: Vec<String>,
    /// For each operation, its names.
    pub operations: Vec<OperationNames>,
    /// The lock as it has to be after this generation.
    pub lock: Lock,
}

/// What an operation is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationNames {
    /// The function.
    pub function: String,
    /// The type of its calls.
    pub value: String,
    /// Its parameters.
    pub parameters: Vec<String>,
}

pub(super) fn names(api: &Api, lock: &Lock) -> (Names, Vec<Guess>) {
    let mut guesses = Vec::new();
    let mut names = Names { lock: lock.clone(), ..Names::default() };
    name_types(api, lock, &mut names, &mut guesses);
    for kind in &api.types {
        let (inner, extra) = inner_names(kind);
        names.inner.push(inner);
        names.extra.push(extra);
    }
    name_operations(api, &mut names, &mut guesses);
    (names, guesses)
}

fn name_types(api: &Api, lock: &Lock, names: &mut Names, guesses: &mut Vec<Guess>) {
    let mut scope = Scope::default();
    let mut given: Vec<Option<String>> = vec![None; api.types.len()];
    // What is locked keeps its name, if it is still what the name was made for.
    for (index, kind) in api.types.iter().enumerate() {
        let wish = ident::pascal(&kind.origin.wish);
        let locked = lock.names_of(&kind.origin.pointer).find(|name| is_version_of(name, &wish));
        if let Some(name) = locked
            && scope.take(name)
        {
            given[index] = Some(name.to_owned());
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
        let wish = ident::pascal(&kind.origin.wish);
        // A locked name is free again only for what has merely moved.
        let is_free = |name: &str| match lock.holder(name) {
            None => true,
            Some(holder) => {
                holder == kind.origin.pointer || !pointers.contains(holder) && name == wish
            }
        };
        let name = scope.claim(&wish, "", is_free);
        if name != wish {
            let text = format!("it is called `{name}`, since `{wish}` is something else");
            guesses.push(Guess {
                kind: GuessKind::Name,
                pointer: kind.origin.pointer.clone(),
                text,
            });
        }
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

/// Whether the description does not give the name as it stands.
fn is_invented(kind: &Type, name: &str) -> bool {
    kind.origin.naming != Naming::Component || ident::pascal(&kind.origin.wish) != name
}

fn is_version_of(name: &str, wish: &str) -> bool {
    name.strip_prefix(wish).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The names within a type, and that of the field for undeclared members.
fn inner_names(kind: &Type) -> (Vec<String>, String) {
    let mut scope = Scope::default();
    match &kind.shape {
        Shape::Record(record) => {
            let names =
                record.members.iter().map(|member| field_name(member, &mut scope)).collect();
            (names, scope.claim("extra", "_members", |_| true))
        }
        Shape::OpenEnum(words) => {
            scope.take("Other");
            (variants(words.words.iter().map(String::as_str), &mut scope), String::new())
        }
        Shape::Sentinel(sentinel) => {
            scope.take("Other");
            scope.take("Value");
            (variants(sentinel.words.iter().map(String::as_str), &mut scope), String::new())
        }
        Shape::Union(union) => {
            scope.take("Other");
            (variants(union.arms.iter().map(|arm| arm.wish.as_str()), &mut scope), String::new())
        }
        Shape::Alias(_) => (Vec::new(), String::new()),
    }
}

fn field_name(member: &Member, scope: &mut Scope) -> String {
    if matches!(member.presence, Presence::Constant(_)) {
        return String::new();
    }
    scope.claim(&field_wish(&member.wire_name), "_", |_| true)
}

/// A field's name before collisions; the few words that cannot be raw get an underscore.
fn field_wish(wire_name: &str) -> String {
    let wish = ident::snake(wire_name);
    if ident::is_never_a_name(&wish) { format!("{wish}_") } else { wish }
}

fn variants<'a>(wishes: impl Iterator<Item = &'a str>, scope: &mut Scope) -> Vec<String> {
    let claim = |wish| {
        let wish = ident::pascal(wish);
        let wish = if wish == "Self" { "SelfValue".to_owned() } else { wish };
        scope.claim(&wish, "Word", |_| true)
    };
    wishes.map(claim).collect()
}

fn name_operations(api: &Api, names: &mut Names, guesses: &mut Vec<Guess>) {
    let mut functions = Scope::default();
    let mut values = Scope::default();
    for operation in &api.operations {
        let wish = function_wish(operation);
        let function = functions.claim(&wish, "_", |_| true);
        if function != wish {
            let text = format!("it is called `{function}`, since `{wish}` is another operation");
            guesses.push(Guess { kind: GuessKind::Name, pointer: operation.pointer.clone(), text });
        }
        let value = values.claim(&ident::pascal(&function), "", |_| true);
        let mut arguments = Scope::default();
        for reserved in ["client", "request", "self"] {
            arguments.take(reserved);
        }
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| arguments.claim(&field_wish(&parameter.wire_name), "_", |_| true))
            .collect();
        names.operations.push(OperationNames { function, value, parameters });
    }
}

fn function_wish(operation: &Operation) -> String {
    let wish = ident::snake(&operation.id);
    if ident::is_never_a_name(&wish) { format!("{wish}_") } else { wish }
}

/// Names that are taken.
#[derive(Default)]
struct Scope {
    taken: HashSet<String>,
    /// How often a wish was refused, so that a thousand equal wishes stay cheap.
    refused: HashMap<String, usize>,
}

impl Scope {
    fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes the wish, or the wish with the suffix, or with the first number that is free.
    fn claim(&mut self, wish: &str, suffix: &str, is_free: impl Fn(&str) -> bool) -> String {
        if is_free(wish) && self.take(wish) {
            return wish.to_owned();
        }
        let suffixed = format!("{wish}{suffix}");
        if !suffix.is_empty() && is_free(&suffixed) && self.take(&suffixed) {
            return suffixed;
        }
        let mut number = self.refused.get(wish).copied().unwrap_or(1);
        loop {
            number += 1;
            let numbered = format!("{wish}{number}");
            if is_free(&numbered) && self.take(&numbered) {
                self.refused.insert(wish.to_owned(), number);
                return numbered;
            }
        }
    }
}
