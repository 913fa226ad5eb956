//! What a user states of single items, of which no description says anything: what they are called,
//! what they derive, whether they are closed, behind which pointer they stand.

use foldhash::HashMap;

use super::Indirection;
use crate::api::{Api, EnumKind, Operation, ParameterIn, Shape, Type, TypeId};

/// What is stated of single items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// What items are called instead.
    pub renamed: Vec<(Target, String)>,
    /// What types derive, and what else is written before them.
    pub derived: Vec<Derivation>,
    /// The string enums that take no other values than those that are listed.
    pub closed: Vec<TypeKey>,
    /// The fields and variants that stand behind a pointer.
    pub behind: Vec<(Target, Indirection)>,
}

/// What types derive, and what else is written before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// Which types.
    pub on: DerivedOn,
    /// Of what it was stated.
    pub of: String,
    /// The paths of derive macros.
    pub derives: Vec<String>,
    /// Attributes, as they are written between their brackets.
    pub attributes: Vec<String>,
}

/// Types, by their kind or by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum DerivedOn {
    Every,
    Structs,
    Enums,
    Unions,
    Type(TypeKey),
}

/// Whether a string enum takes values that are not listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Openness {
    /// It keeps them.
    #[default]
    Open,
    /// They are refused where they arrive.
    Closed,
}

impl Openness {
    /// Whether it keeps values that are not listed.
    pub fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// An item, by what stays of it whatever else an API has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A type.
    Type(TypeKey),
    /// A field or a variant of a type.
    Inner(TypeKey, InnerKey),
    /// An operation, by its pointer.
    Operation(String),
    /// A parameter of an operation, by the operation's pointer.
    Parameter(String, ParameterKey),
}

/// A parameter by where it is sent and by its name there, which no other of the operation has (OpenAPI
/// 3.1, section 4.8.10).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParameterKey {
    /// Nothing, where it is a part of the path.
    location: Option<ParameterIn>,
    wire_name: String,
}

/// A type by where it is described, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypeKey {
    pointer: String,
    preferred_name: String,
}

/// A field or a variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InnerKey {
    /// By its name, or its value, on the wire.
    Wire(String),
    /// By its number among the variants of a union.
    Variant(usize),
}

impl TypeKey {
    /// The key of a type.
    pub fn of(kind: &Type) -> Self {
        let (pointer, name) = (&kind.origin.pointer, &kind.origin.preferred_name);
        Self { pointer: pointer.clone(), preferred_name: name.clone() }
    }
}

impl Target {
    /// The field or the variant of a number.
    pub fn inner(kind: &Type, index: usize) -> Option<Self> {
        let key = match &kind.shape {
            Shape::Record(record) => {
                InnerKey::Wire(record.properties.get(index)?.wire_name.clone())
            }
            Shape::OpenEnum(open) => InnerKey::Wire(open.values.get(index)?.wire.clone()),
            Shape::KeywordOrValue(either) => InnerKey::Wire(either.keywords.get(index)?.clone()),
            Shape::Union(_) => InnerKey::Variant(index),
            Shape::Alias(_) => return None,
        };
        Some(Self::Inner(TypeKey::of(kind), key))
    }

    /// The parameter of a number: those of the path come first.
    pub fn parameter(operation: &Operation, index: usize) -> Option<Self> {
        let in_path = operation.path_parameters.len();
        let (location, wire_name) = match operation.path_parameters.get(index) {
            Some(parameter) => (None, &parameter.wire_name),
            None => {
                let parameter = operation.parameters.get(index.checked_sub(in_path)?)?;
                (Some(parameter.location), &parameter.wire_name)
            }
        };
        let key = ParameterKey { location, wire_name: wire_name.clone() };
        Some(Self::Parameter(operation.pointer.clone(), key))
    }
}

impl Stated {
    /// Of each type, whether it is closed; nothing, where none is.
    pub(super) fn openness(&self, api: &Api) -> Vec<Openness> {
        if self.closed.is_empty() {
            return Vec::new();
        }
        let each = api.types.iter().map(|kind| match &kind.shape {
            Shape::OpenEnum(open)
                if open.kind == EnumKind::Text
                    && !open.values.is_empty()
                    && self.closed.contains(&TypeKey::of(kind)) =>
            {
                Openness::Closed
            }
            _ => Openness::Open,
        });
        each.collect()
    }

    /// Puts behind pointers what is stated to stand there.
    pub(super) fn place(&self, api: &Api, indirections: &mut [Vec<Indirection>]) {
        for (target, indirection) in &self.behind {
            for (kind, own) in api.types.iter().zip(indirections.iter_mut()) {
                for (index, placed) in own.iter_mut().enumerate() {
                    if Target::inner(kind, index).as_ref() == Some(target) {
                        *placed = *indirection;
                    }
                }
            }
        }
    }
}

/// What is stated of the items of an API, by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Renamed<'a> {
    by_target: HashMap<&'a Target, &'a String>,
}

impl Stated {
    pub(super) fn renamed(&self) -> Renamed<'_> {
        Renamed { by_target: self.renamed.iter().map(|(target, name)| (target, name)).collect() }
    }
}

impl<'a> Renamed<'a> {
    /// What a type is called instead.
    pub(super) fn of_type(&self, api: &Api, id: TypeId) -> Option<&'a String> {
        match self.by_target.is_empty() {
            true => None,
            false => self.by_target.get(&Target::Type(TypeKey::of(api.get(id)))).copied(),
        }
    }

    /// What a field or a variant is called instead.
    pub(super) fn of_inner(&self, api: &Api, id: TypeId, index: usize) -> Option<&'a String> {
        match self.by_target.is_empty() {
            true => None,
            false => self.by_target.get(&Target::inner(api.get(id), index)?).copied(),
        }
    }

    /// What an operation's function is called instead.
    pub(super) fn of_operation(&self, pointer: &str) -> Option<&'a String> {
        match self.by_target.is_empty() {
            true => None,
            false => self.by_target.get(&Target::Operation(pointer.to_owned())).copied(),
        }
    }

    /// What a parameter is called instead, by its number: those of the path come first.
    pub(super) fn of_parameter(&self, operation: &Operation, index: usize) -> Option<&'a String> {
        match self.by_target.is_empty() {
            true => None,
            false => self.by_target.get(&Target::parameter(operation, index)?).copied(),
        }
    }
}
