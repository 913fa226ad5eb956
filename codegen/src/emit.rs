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
mod docs;
mod json_type;
mod keyword_or_value;
mod open_enum;
mod operation;
mod paths;
mod record;
mod request_builder;
mod required;
mod service;
mod table;
mod union;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::analysis::Slot;
use crate::api::{Shape, TypeId};
use crate::ident;
use crate::plan::Plan;

pub(crate) use self::paths::Imports;

use self::paths::Paths;

/// What is written beside the types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contents {
    /// Types, and functions for the operations.
    #[default]
    Whole,
    /// Types alone.
    TypesOnly,
}

/// Whether the functions stand behind features of the crate that the code is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeatureGating {
    /// They are always there.
    #[default]
    Open,
    /// They are there with the features `client` and `operations`, as in the runtime itself.
    Features,
}

/// A module of a generated API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Module {
    /// Types and their documentation.
    Types,
    /// The functions.
    Operations,
    /// Builders and conversions of what can be sent.
    Builders,
    /// The traits behind "the required property is not set".
    Required,
    /// Operations as values.
    Requests,
    /// Servers and credentials.
    Service,
    /// The tables that the runtime reads and writes by.
    Wire,
}

impl Module {
    /// The module's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Module::Types => "types",
            Module::Operations => "operations",
            Module::Builders => "builders",
            Module::Required => "required",
            Module::Requests => "requests",
            Module::Service => "service",
            Module::Wire => "wire",
        }
    }

    /// What a reader of the module's file has to know, as a comment.
    pub(crate) fn note(self) -> &'static str {
        match self {
            Module::Types => {
                "// Every object can also be cloned, compared, shown, read and written: `wire.rs` has its table.\n\n"
            }
            _ => "",
        }
    }

    fn gate(self, gating: FeatureGating) -> TokenStream {
        let feature = match (gating, self) {
            (FeatureGating::Features, Module::Operations | Module::Service) => "client",
            (FeatureGating::Features, Module::Requests) => "operations",
            _ => return quote! {},
        };
        quote! { #[cfg(feature = #feature)] }
    }

    /// The modules that an API may have, in the order in which a person reads them.
    pub(crate) fn wanted(contents: Contents) -> Vec<Module> {
        let functions = match contents {
            Contents::Whole => {
                &[Module::Operations, Module::Requests, Module::Service] as &[Module]
            }
            Contents::TypesOnly => &[],
        };
        let machinery = [Module::Builders, Module::Required, Module::Wire];
        [&[Module::Types], functions, &machinery].concat()
    }
}

/// Prints a plan.
#[derive(Clone, Debug)]
pub(crate) struct Emitter<'a> {
    plan: &'a Plan,
    paths: Paths<'a>,
}

impl<'a> Emitter<'a> {
    /// Prepares to print a plan.
    pub(crate) fn new(plan: &'a Plan) -> Self {
        Self { plan, paths: Paths::new(plan) }
    }

    /// The items of the root module.
    pub(crate) fn root(&self, modules: &[Module], gating: FeatureGating) -> Vec<TokenStream> {
        let declared = modules.iter().map(|module| {
            let name = Ident::new(module.name(), Span::call_site());
            let attributes = self.attributes(*module, gating);
            match module {
                Module::Required | Module::Requests | Module::Service => {
                    quote! { #attributes pub mod #name; }
                }
                _ => quote! { #attributes mod #name; },
            }
        });
        [contract()]
            .into_iter()
            .chain(declared)
            .chain(modules.iter().filter_map(|module| self.reexports(*module, gating)))
            .collect()
    }

    /// What stands before a module: what it is for, and when it is there.
    fn attributes(&self, module: Module, gating: FeatureGating) -> TokenStream {
        let gate = module.gate(gating);
        match module {
            Module::Types => quote! {
                #[allow(clippy::type_complexity, reason = "a type is as deep as its description")]
            },
            Module::Operations => gate,
            Module::Requests => quote! {
                /// Operations as values: they build a request and read a response without any network.
                #gate
            },
            Module::Service => quote! {
                /// Where the API is served, and the credentials that it asks for.
                #gate
            },
            Module::Required => quote! {
                /// What a builder asks for before it builds: one trait for each required property.
            },
            Module::Builders => quote! {
                #[allow(deprecated, reason = "a deprecated property still has to be written")]
                #[allow(clippy::type_complexity, reason = "a builder has a state for each required property")]
                #[allow(clippy::should_implement_trait, reason = "a setter is called like its property")]
            },
            Module::Wire => quote! {
                #[allow(deprecated, reason = "a deprecated property still has to be read and written")]
                #[allow(clippy::type_complexity, reason = "the parts of a wide record are a wide tuple")]
            },
        }
    }

    /// What of a module the API shows at its root.
    fn reexports(&self, module: Module, gating: FeatureGating) -> Option<TokenStream> {
        let name = Ident::new(module.name(), Span::call_site());
        let gate = module.gate(gating);
        match module {
            Module::Types | Module::Operations | Module::Builders => {
                Some(quote! { #gate pub use self::#name::*; })
            }
            Module::Required | Module::Requests | Module::Service | Module::Wire => None,
        }
    }

    /// The whole API as one stream of items, each module with its items within it.
    pub(crate) fn whole(&self, contents: Contents) -> TokenStream {
        let mut modules = Vec::new();
        let mut with_items = Vec::new();
        for module in Module::wanted(contents) {
            let mut items = self.items(module);
            items.extend(self.plan.api.ids().flat_map(|id| self.items_of(module, id)));
            // A module without items would be imported for nothing.
            if items.is_empty() {
                continue;
            }
            let name = Ident::new(module.name(), Span::call_site());
            let visibility = match module {
                Module::Required | Module::Requests | Module::Service => quote! { pub },
                _ => quote! {},
            };
            let attributes = self.attributes(module, FeatureGating::Open);
            let imports = self.imports(module, self.take_imports());
            modules.push(module);
            with_items.push(quote! {
                #[allow(dead_code, reason = "an API is written whole, whatever its user needs of it")]
                #attributes
                #visibility mod #name { #(#imports)* #(#items)* }
            });
        }
        let reexports =
            modules.iter().filter_map(|module| self.reexports(*module, FeatureGating::Open));
        let reexports = reexports.map(|reexport| {
            quote! {
                #[allow(unused_imports, reason = "an API is written whole, whatever its user needs of it")]
                #reexport
            }
        });
        let contract = contract();
        quote! { #contract #(#with_items)* #(#reexports)* }
    }

    /// What a module imports, once all of it is printed.
    pub(crate) fn imports(&self, module: Module, imports: Imports) -> Vec<TokenStream> {
        self.paths.imports(module, imports, self.plan)
    }

    /// What was mentioned by a short name since the last time.
    pub(crate) fn take_imports(&self) -> Imports {
        self.paths.take_imports()
    }

    /// The items of a module that belong to no single type.
    pub(crate) fn items(&self, module: Module) -> Vec<TokenStream> {
        match module {
            Module::Operations => self.operation_functions(),
            Module::Requests => self.operation_values(),
            Module::Required => self.required_traits(),
            Module::Service => self.service(),
            Module::Types | Module::Builders | Module::Wire => Vec::new(),
        }
    }

    /// The items of a module that belong to a type.
    pub(crate) fn items_of(&self, module: Module, id: TypeId) -> Vec<TokenStream> {
        let shape = &self.plan.api.get(id).shape;
        match (module, shape) {
            (Module::Types, Shape::Record(record)) => vec![self.record_type(id, record)],
            (Module::Types, Shape::OpenEnum(open)) => vec![self.open_enum_type(id, open)],
            (Module::Types, Shape::KeywordOrValue(sentinel)) => {
                vec![self.keyword_or_value_type(id, sentinel)]
            }
            (Module::Types, Shape::Union(union)) => vec![self.union_type(id, union)],
            (Module::Types, Shape::Alias(used)) => vec![self.alias_type(id, used)],
            (Module::Builders, Shape::Record(record)) => self.builder_items(id, record),
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

    fn slot(&self, id: TypeId, index: usize) -> Slot {
        self.plan.facts.slot(id, index)
    }
}

/// The version of the runtime's contract with generated code that this code is written for:
/// `specwright::wire::CONTRACT` of the same release.
const CONTRACT: u32 = 1;

/// What a runtime that cannot serve this code refuses, in one sentence.
fn contract() -> TokenStream {
    let version = Literal::u32_unsuffixed(CONTRACT);
    quote! { specwright::wire::contract!(#version); }
}

/// A name as it is written: keywords become raw identifiers.
fn ident(name: &str) -> Ident {
    if ident::is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}
