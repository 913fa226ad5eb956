//! The plan to tokens. Nothing is decided here: whatever depends on the description is
//! a fact of the plan, and each form of type has one module that spells it.
//!
//! A generated API is a handful of modules, read from the front: `types` is what a
//! person reads and reviews, `operations` the functions; `builders`, `requests` and
//! `wire` are the machinery behind them.

mod alias;
mod answer;
mod builder;
mod conversion;
mod custom;
mod docs;
mod emission;
mod example;
mod gates;
mod index;
mod json_type;
mod keyword_or_value;
mod modules;
mod open_enum;
mod operation;
mod owner;
mod pages;
mod paths;
mod record;
mod representation;
mod request_builder;
mod required;
mod returned;
mod runtime;
mod rust_type;
mod service;
mod setter;
mod table;
mod union;

use proc_macro2::{Ident, Span, TokenStream};

use crate::analysis::Slot;
use crate::api::{Shape, TypeId};
use crate::ident;
use crate::plan::Plan;
use crate::tags::{Home, Tags};

pub use self::emission::tokens;
pub(crate) use self::emission::{Emission, Emitted, Part};
pub(crate) use self::modules::Module;
pub(crate) use self::paths::Imports;

use self::modules::Around;
use self::owner::Owners;
use self::paths::Paths;

/// Emits a plan.
#[derive(Clone, Debug)]
struct Emitter<'a> {
    plan: &'a Plan,
    paths: Paths<'a>,
    /// What types without a name are of.
    owners: &'a Owners,
    /// The tags whose items a crate can be without.
    tags: Option<&'a Tags>,
    /// What stands around the modules.
    around: Around,
}

impl Emitter<'_> {
    /// What a module imports, once all of it is printed.
    fn imports(&self, module: Module, imports: Imports) -> Vec<TokenStream> {
        let imports = self.paths.imports(module, imports, self.plan);
        match self.tags {
            None => imports,
            Some(_) => imports.into_iter().map(gates::perhaps_unused).collect(),
        }
    }

    /// What was mentioned by a short name since the last time.
    fn take_imports(&self) -> Imports {
        self.paths.take_imports()
    }

    /// The items of a module that belong to no single type.
    fn items(&self, module: Module) -> Vec<TokenStream> {
        match module {
            Module::Operations | Module::Requests => {
                let operations = self.items_of_operations(module).into_iter();
                operations.flat_map(|(_, items)| items).collect()
            }
            Module::Required => self.required_traits(),
            Module::Service => self.service(),
            Module::Types | Module::Builders | Module::Wire => Vec::new(),
        }
    }

    /// The items of a module that belong to operations, and what these are called.
    fn items_of_operations(&self, module: Module) -> Vec<(String, Vec<TokenStream>)> {
        match module {
            Module::Operations => self.operation_functions(),
            Module::Requests => {
                let beside = Emitter { paths: self.paths.beside_calls(self.plan), ..self.clone() };
                let values = beside.operation_values();
                self.paths.import(|imports| *imports = imports.or(beside.take_imports()));
                values
            }
            _ => Vec::new(),
        }
    }

    /// What a type is called.
    fn type_name(&self, id: TypeId) -> &str {
        self.plan.facts.type_name(id)
    }

    /// Items as they stand where their tags may be turned off.
    fn gated(&self, items: Vec<TokenStream>, home: impl Fn(&Tags) -> Home) -> Vec<TokenStream> {
        match self.tags {
            None => items,
            Some(tags) => gates::gated(items, &home(tags)),
        }
    }

    /// The items of a module that belong to a type.
    fn items_of(&self, module: Module, id: TypeId) -> Vec<TokenStream> {
        self.gated(self.shape_in(module, id), |tags| tags.type_of(id).clone())
    }

    fn shape_in(&self, module: Module, id: TypeId) -> Vec<TokenStream> {
        let shape = &self.plan.api.get(id).shape;
        match (module, shape) {
            (Module::Types, Shape::Record(record)) => vec![self.record_type(id, record)],
            (Module::Types, Shape::OpenEnum(open)) => vec![self.open_enum_type(id, open)],
            (Module::Types, Shape::KeywordOrValue(sentinel)) => {
                vec![self.keyword_or_value_type(id, sentinel)]
            }
            (Module::Types, Shape::Union(union)) => {
                let common = self.common_properties(id);
                [self.union_type(id, union)].into_iter().chain(common).collect()
            }
            (Module::Types, Shape::Alias(used)) => vec![self.alias_type(id, used)],
            (Module::Builders, Shape::Record(record)) => self.builder_items(id, record),
            (Module::Builders, Shape::Alias(_)) => self.builder_alias(id).into_iter().collect(),
            (Module::Builders, Shape::Union(union)) => self.union_conversions(id, union),
            (Module::Builders, Shape::KeywordOrValue(sentinel)) => {
                self.keyword_or_value_conversions(id, sentinel)
            }
            (Module::Wire, Shape::Record(record)) => vec![self.record_table(id, record)],
            (Module::Wire, Shape::OpenEnum(open)) => vec![self.open_enum_table(id, open)],
            (Module::Wire, Shape::KeywordOrValue(sentinel)) => {
                vec![self.keyword_or_value_table(id, sentinel)]
            }
            (Module::Wire, Shape::Union(union)) => vec![self.union_table(id, union)],
            _ => Vec::new(),
        }
    }

    fn type_ident(&self, id: TypeId) -> Ident {
        ident(self.plan.facts.type_name(id))
    }

    /// The identifier of a property's field or of a variant.
    fn inner_ident(&self, id: TypeId, index: usize) -> Ident {
        ident(&self.plan.facts.names.inner[id.0 as usize][index])
    }

    fn extra_ident(&self, id: TypeId) -> Ident {
        ident(&self.plan.facts.names.extra[id.0 as usize])
    }

    fn nulls_ident(&self, id: TypeId) -> Ident {
        ident(&self.plan.facts.names.nulls[id.0 as usize])
    }

    fn slot(&self, id: TypeId, index: usize) -> Slot {
        self.plan.facts.slot(id, index)
    }
}

/// A name as it is written: keywords become raw identifiers.
fn ident(name: &str) -> Ident {
    if ident::is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}
