//! The lines of the file -> what was published.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use thiserror::Error;

use super::line::{Kind, Line, MARK};
use super::split::{Placed, lines};
use super::{Published, render, rust_type};
use crate::analysis::{
    Held, HeldCredential, HeldItem, HeldOperation, HeldType, Indirection, Setter,
};
use crate::api::{
    Api, Body, Credential, Deprecation, EnumValue, Operation, Origin, Parameter, PathParameter,
    Property, Response, Shape, Type, TypeId, Variant,
};
use crate::similar::similar;

/// What is wrong with a file of published items, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Fault {
    /// How many bytes stand before the place.
    pub offset: usize,
    /// What was expected, and what was found.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// What to do about a line that nobody wrote like this but a person or a merge.
const RESTORE: &str = "take the file as it was committed last, and generate again";

impl Fault {
    pub(super) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into(), help: RESTORE }
    }

    /// What is wrong with JSON that is the whole file.
    pub(super) fn of_json(error: &serde_json::Error, text: &str) -> Self {
        let message = match error.classify() {
            serde_json::error::Category::Data => "expected a string for each name".to_owned(),
            _ => reason(error),
        };
        Self::new(byte_of(error, text), format!("this is not a lock of names: {message}"))
    }
}

/// Reads the file.
pub(super) fn parse(text: &str) -> Result<Published, Fault> {
    if text.trim().is_empty() {
        return Ok(Published::default());
    }
    if !text.starts_with(MARK) {
        let message = "this is not a file of published items: it does not begin as one";
        let help = "it is written by `specwright generate --published`; without it nothing is kept";
        return Err(Fault { help, ..Fault::new(0, message) });
    }
    let lines = lines(text)?;
    let mut reader = Reader::new(&lines)?;
    for line in &lines {
        reader.read(line)?;
    }
    let published = reader.finish();
    as_written(&published, &lines)?;
    Ok(published)
}

#[derive(Default)]
struct Reader {
    api: Api,
    held: Held,
    types: HashMap<String, TypeId>,
    operations: HashMap<String, usize>,
    /// What of an operation has an order of its own.
    path_parameters: BTreeMap<(usize, u64), (PathParameter, String)>,
    parameters: BTreeMap<(usize, u64), (Parameter, String)>,
    successes: BTreeMap<(usize, u64), (Response, Indirection)>,
    failures: BTreeMap<(usize, u64), (Response, Indirection)>,
}

impl Reader {
    /// Knows the names that other lines mention.
    fn new(lines: &[Placed]) -> Result<Self, Fault> {
        let mut reader = Self::default();
        for Placed { line, .. } in lines {
            match line.kind {
                Kind::Struct | Kind::Enum | Kind::Type => {
                    let id = TypeId(reader.types.len() as u32);
                    reader.types.insert(line.path.clone(), id);
                }
                Kind::Fn => {
                    let index = reader.operations.len();
                    reader.operations.insert(line.path.clone(), index);
                }
                _ => {}
            }
        }
        // Types come in the order of their ids, operations in that of their indices.
        for placed in lines {
            match placed.line.kind {
                Kind::Struct | Kind::Enum | Kind::Type => reader.read_type(placed)?,
                Kind::Fn => reader.read_operation(placed)?,
                _ => {}
            }
        }
        Ok(reader)
    }

    fn read_type(&mut self, placed: &Placed) -> Result<(), Fault> {
        let origin: Origin = self.part(placed)?;
        let mut held: HeldType = self.part(placed)?;
        let shape = placed.line.facts.get("shape").cloned().unwrap_or_default();
        let shape: Shape = self.typed(shape, placed)?;
        let deprecation = self.deprecation(placed)?;
        held.name.clone_from(&placed.line.path);
        let kind = Type { deprecation, ..Type::new(origin, Default::default(), shape) };
        self.api.types.push(kind);
        self.held.types.push(Some(held));
        Ok(())
    }

    fn deprecation(&self, placed: &Placed) -> Result<Deprecation, Fault> {
        match placed.line.facts.get("deprecation") {
            None => Ok(Deprecation::Current),
            Some(value) => self.typed(value.clone(), placed),
        }
    }

    fn read_operation(&mut self, placed: &Placed) -> Result<(), Fault> {
        let operation: Operation = self.part(placed)?;
        let mut held: HeldOperation = self.part(placed)?;
        held.function.clone_from(&placed.line.path);
        self.api.operations.push(operation);
        self.held.operations.push(Some(held));
        Ok(())
    }

    fn read(&mut self, placed: &Placed) -> Result<(), Fault> {
        let Line { kind, path, facts, .. } = &placed.line;
        let position = facts.get("position").and_then(Json::as_u64).unwrap_or_default();
        match kind {
            Kind::Struct | Kind::Enum | Kind::Type | Kind::Fn => {}
            Kind::Field | Kind::Constant | Kind::Variant | Kind::Value => self.read_item(placed)?,
            Kind::Path => {
                let (index, name) = self.within(placed)?;
                let read = (self.part(placed)?, name);
                self.path_parameters.insert((index, position), read);
            }
            Kind::Argument | Kind::Setter => {
                let (index, name) = self.within(placed)?;
                let read = (self.part(placed)?, name);
                self.parameters.insert((index, position), read);
            }
            Kind::Body => {
                let index = self.operation(path, placed)?;
                let body: Body = self.part(placed)?;
                self.api.operations[index].body = Some(body);
            }
            Kind::Success | Kind::Failure => {
                let (index, _) = self.within(placed)?;
                let placement = facts.get("indirection").cloned();
                let indirection = match placement {
                    None => Indirection::Inline,
                    Some(value) => self.typed(value, placed)?,
                };
                let read = (self.part(placed)?, indirection);
                match kind {
                    Kind::Success => self.successes.insert((index, position), read),
                    _ => self.failures.insert((index, position), read),
                };
            }
            Kind::Credential => {
                let credential: Credential = self.part(placed)?;
                let mut held: HeldCredential = self.part(placed)?;
                held.function = path.trim_start_matches("service::").to_owned();
                self.api.service.credentials.push(credential);
                self.held.credentials.push(Some(held));
            }
            Kind::Trait => {
                let wire_name: String =
                    self.typed(facts.get("wire_name").cloned().unwrap_or_default(), placed)?;
                let name = path.trim_start_matches("required::").to_owned();
                self.held.required.insert(wire_name, name);
            }
        }
        Ok(())
    }

    fn read_item(&mut self, placed: &Placed) -> Result<(), Fault> {
        let Line { kind, path, facts, .. } = &placed.line;
        let (owner, name) = path.split_once("::").unwrap_or((path, ""));
        let Some(id) = self.types.get(owner).copied() else {
            let nearest = similar(owner, self.types.keys().map(String::as_str));
            let message = match nearest {
                Some(nearest) => format!("there is no type `{owner}`, but `{nearest}`"),
                None => format!("there is no type `{owner}`"),
            };
            return Err(Fault::new(placed.offset, message));
        };
        let mut held: HeldItem = self.part(placed)?;
        if *kind != Kind::Constant {
            name.clone_into(&mut held.name);
        }
        if *kind == Kind::Field && held.setter.is_none() {
            held.setter = Some(Setter { value: name.to_owned(), null: String::new() });
        }
        let index = id.0 as usize;
        let wrong = || {
            let message = format!("`{owner}` has no {kind}: it is something else");
            Fault::new(placed.offset, message)
        };
        match kind {
            Kind::Field | Kind::Constant => {
                let property: Property = self.part(placed)?;
                let Shape::Record(record) = &mut self.api.types[index].shape else {
                    return Err(wrong());
                };
                let is_known = |known: &Property| known.wire_name == property.wire_name;
                if record.properties.iter().any(is_known) {
                    let message =
                        format!("`{owner}` has the property {:?} already", property.wire_name);
                    return Err(Fault::new(placed.offset, message));
                }
                record.properties.push(property);
            }
            Kind::Variant => {
                let variant: Variant = self.part(placed)?;
                let Shape::Union(union) = &mut self.api.types[index].shape else {
                    return Err(wrong());
                };
                union.variants.push(variant);
            }
            _ => match &self.api.types[index].shape {
                Shape::OpenEnum(_) => {
                    let value: EnumValue = self.part(placed)?;
                    if let Shape::OpenEnum(open) = &mut self.api.types[index].shape {
                        open.values.push(value);
                    }
                }
                Shape::KeywordOrValue(_) => {
                    let wire = facts.get("wire").cloned().unwrap_or_default();
                    let keyword: String = self.typed(wire, placed)?;
                    if let Shape::KeywordOrValue(sentinel) = &mut self.api.types[index].shape {
                        sentinel.keywords.push(keyword);
                    }
                }
                _ => return Err(wrong()),
            },
        }
        if let Some(Some(kind)) = self.held.types.get_mut(index) {
            kind.inner.push(Some(held));
        }
        Ok(())
    }

    /// The operation that a line belongs to, and the name within it.
    fn within(&self, placed: &Placed) -> Result<(usize, String), Fault> {
        let (owner, name) = placed.line.path.split_once("::").unwrap_or((&placed.line.path, ""));
        Ok((self.operation(owner, placed)?, name.to_owned()))
    }

    fn operation(&self, name: &str, placed: &Placed) -> Result<usize, Fault> {
        self.operations
            .get(name)
            .copied()
            .ok_or_else(|| Fault::new(placed.offset, format!("there is no operation `{name}`")))
    }

    /// A part of the line's facts.
    fn part<T: DeserializeOwned>(&self, placed: &Placed) -> Result<T, Fault> {
        self.typed(placed.line.facts.clone(), placed)
    }

    /// A value of the line, whose types are spelled by their names.
    fn typed<T: DeserializeOwned>(&self, mut value: Json, placed: &Placed) -> Result<T, Fault> {
        self.know(&mut value, placed)?;
        serde_json::from_value(value).map_err(|error| {
            let message = format!("the facts of this item are not as expected: {error}");
            Fault::new(placed.facts_at, message)
        })
    }

    fn know(&self, value: &mut Json, placed: &Placed) -> Result<(), Fault> {
        match value {
            Json::Object(properties) => self.know_all(properties, placed),
            Json::Array(items) => items.iter_mut().try_for_each(|item| self.know(item, placed)),
            _ => Ok(()),
        }
    }

    fn know_all(&self, properties: &mut Map<String, Json>, placed: &Placed) -> Result<(), Fault> {
        for (name, value) in properties.iter_mut() {
            let Json::String(text) = value else {
                self.know(value, placed)?;
                continue;
            };
            // What a keyword or a number is otherwise, is a type as well.
            if name != "expr" {
                continue;
            }
            let find = |name: &str| self.types.get(name).copied();
            let Some(expr) = rust_type::parse(text, &find) else {
                let message = format!("`{text}` is no type of this API");
                return Err(Fault::new(placed.facts_at, message));
            };
            *value = serde_json::to_value(expr).unwrap_or_default();
        }
        Ok(())
    }

    fn finish(mut self) -> Published {
        for ((index, _), (parameter, name)) in self.path_parameters {
            self.api.operations[index].path_parameters.push(parameter);
            if let Some(Some(held)) = self.held.operations.get_mut(index) {
                held.path_parameters.push(Some(name));
            }
        }
        for ((index, _), (parameter, name)) in self.parameters {
            self.api.operations[index].parameters.push(parameter);
            if let Some(Some(held)) = self.held.operations.get_mut(index) {
                held.parameters.push(Some(name));
            }
        }
        for ((index, _), (response, indirection)) in self.successes {
            self.api.operations[index].success.responses.push(response);
            if let Some(Some(held)) = self.held.operations.get_mut(index)
                && held.success.is_some()
            {
                held.successes.push(Some(indirection));
            }
        }
        for ((index, _), (response, indirection)) in self.failures {
            self.api.operations[index].failures.push(response);
            if let Some(Some(held)) = self.held.operations.get_mut(index) {
                held.failures.push(Some(indirection));
            }
        }
        Published { api: self.api, held: self.held, ..Published::default() }
    }
}

/// Refuses lines that say something else in Rust than in their facts: a person changed one of them.
fn as_written(published: &Published, lines: &[Placed]) -> Result<(), Fault> {
    let written = render::lines(published);
    let written: HashSet<String> = written.iter().map(ToString::to_string).collect();
    match lines.iter().find(|placed| !written.contains(&placed.line.to_string())) {
        None => Ok(()),
        Some(Placed { offset, line, .. }) => {
            let is_same = |other: &&String| {
                other.starts_with(&format!("{} {}", line.kind, line.path))
                    && other.ends_with(&line.facts.to_string())
            };
            let message = match written.iter().find(is_same) {
                Some(expected) => {
                    let head = expected.split(" {").next().unwrap_or_default();
                    format!("this line was changed by hand: by its facts it is `{head}`")
                }
                None => "this line was changed by hand: it is not as it was written".to_owned(),
            };
            Err(Fault::new(*offset, message))
        }
    }
}

/// Where the reader of JSON stopped; it counts columns in bytes, from one.
fn byte_of(error: &serde_json::Error, text: &str) -> usize {
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    before.map(str::len).sum::<usize>() + error.column().saturating_sub(1)
}

/// What the reader of JSON says, without its place and what it would quote.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}
