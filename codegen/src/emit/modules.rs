//! The modules of a generated API: which there are, what stands around their items.
//! Folders, single files and macros are put together of these.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::Emitter;
use crate::config::{Contents, FeatureGating, Visibility};

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
                "// Every type can also be cloned, compared, shown, read and written: `wire.rs` has its table.\n\n"
            }
            _ => "",
        }
    }

    /// Whether it is what a person opens the file for, rather than a table for the compiler.
    pub(crate) fn is_read(self) -> bool {
        !matches!(self, Module::Wire | Module::Required)
    }

    /// Whether its items are tables, a row for each property.
    pub(crate) fn holds_tables(self) -> bool {
        self == Module::Wire
    }

    /// Whether a module is named by who uses the API, or only its items are.
    fn visibility(self, around: Around) -> TokenStream {
        match self {
            Module::Required | Module::Requests | Module::Service => around.visible(),
            Module::Types | Module::Operations | Module::Builders | Module::Wire => quote! {},
        }
    }

    fn gate(self, around: Around) -> TokenStream {
        let feature = match (around.gating, self) {
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

/// What stands around modules: when they are there, and who can name them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) gating: FeatureGating,
    pub(super) visibility: Visibility,
}

impl Around {
    /// What stands before what the API shows. Its items are `pub` within modules that are not, so that
    /// this alone says who can name them.
    pub(super) fn visible(self) -> TokenStream {
        match self.visibility {
            Visibility::Public => quote! { pub },
            Visibility::Crate => quote! { pub(crate) },
        }
    }

    /// A program that declares the API as a module of its own calls a part of it.
    fn allowed(self) -> TokenStream {
        let lints = match self.visibility {
            Visibility::Public => quote! { dead_code },
            Visibility::Crate => quote! { dead_code, unreachable_pub },
        };
        quote! {
            #[allow(#lints, reason = "an API is written whole, whatever its user needs of it")]
        }
    }
}

/// The same of what an API shows at its root.
pub(super) fn unused() -> TokenStream {
    quote! {
        #[allow(unused_imports, reason = "an API is written whole, whatever its user needs of it")]
    }
}

impl Emitter<'_> {
    /// What a module consists of whose items stand in files of these names.
    pub(super) fn file_modules(&self, module: Module, names: &[&str]) -> Vec<TokenStream> {
        let names: Vec<Ident> =
            names.iter().map(|name| Ident::new(name, Span::call_site())).collect();
        // Tables and builders name the files of the types that they belong to.
        let visibility = (module == Module::Types).then(|| quote! { pub(super) });
        let declared = names.iter().map(|name| quote! { #visibility mod #name; });
        // A file may have nothing to show: the module says once that it allows that.
        let shown = names.iter().filter(|_| module != Module::Wire);
        let shown = shown.map(|name| quote! { pub use self::#name::*; });
        declared.chain(shown).collect()
    }

    /// The items of the root module.
    pub(super) fn root(&self, modules: &[Module], around: Around) -> Vec<TokenStream> {
        let declared = modules.iter().map(|module| {
            let name = Ident::new(module.name(), Span::call_site());
            let attributes = self.attributes(*module, around);
            let visibility = module.visibility(around);
            let allowed = around.allowed();
            quote! { #allowed #attributes #visibility mod #name; }
        });
        let unused = unused();
        let shown = modules.iter().filter_map(|module| self.reexports(*module, around));
        let shown = shown.map(|shown| quote! { #unused #shown });
        [contract()].into_iter().chain(declared).chain(shown).collect()
    }

    /// What stands before a module: what it is for, and when it is there.
    fn attributes(&self, module: Module, around: Around) -> TokenStream {
        let gate = module.gate(around);
        match module {
            Module::Types => quote! {
                #[allow(deprecated, reason = "what the description has no more is still mentioned")]
                #[allow(clippy::type_complexity, reason = "a type is as deep as its description")]
            },
            Module::Operations => quote! {
                #[allow(deprecated, reason = "what the description has no more is still called")]
                #gate
            },
            Module::Requests => {
                let index = self.index();
                quote! {
                    #index
                    #gate
                    #[allow(deprecated, reason = "what the description has no more is still called")]
                    #[allow(clippy::new_without_default, reason = "what needs nothing today may need something tomorrow")]
                    #[allow(clippy::should_implement_trait, reason = "a setter is called like its parameter")]
                }
            }
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
            },
        }
    }

    /// What of a module the API shows at its root.
    fn reexports(&self, module: Module, around: Around) -> Option<TokenStream> {
        let name = Ident::new(module.name(), Span::call_site());
        let gate = module.gate(around);
        match module {
            // Conversions alone are nothing to show.
            Module::Builders if !self.plan.api.ids().any(|id| self.plan.facts.has_builder(id)) => {
                None
            }
            Module::Types | Module::Operations | Module::Builders => {
                let visible = around.visible();
                Some(quote! { #gate #visible use self::#name::*; })
            }
            Module::Required | Module::Requests | Module::Service | Module::Wire => None,
        }
    }

    /// The whole API as one stream of items, each module with its items within it.
    pub(super) fn whole(&self, contents: Contents, around: Around) -> TokenStream {
        let mut modules = Vec::new();
        let mut with_items = Vec::new();
        for module in Module::wanted(contents) {
            let mut items = self.items(module);
            items.extend(self.plan.api.ids().flat_map(|id| self.items_of(module, id)));
            // A module without items would be imported for nothing.
            if items.is_empty() {
                continue;
            }
            let imports = self.imports(module, self.take_imports());
            modules.push(module);
            let items = quote! { #(#imports)* #(#items)* };
            with_items.push(self.inline_module(module, around, items));
        }
        let (contract, reexports) = (contract(), self.inline_reexports(&modules, around));
        quote! { #contract #(#with_items)* #(#reexports)* }
    }

    /// A module with its items within it.
    pub(super) fn inline_module(
        &self,
        module: Module,
        around: Around,
        items: TokenStream,
    ) -> TokenStream {
        let name = Ident::new(module.name(), Span::call_site());
        let visibility = module.visibility(around);
        let attributes = self.attributes(module, around);
        let allowed = around.allowed();
        quote! {
            #allowed
            #attributes
            #visibility mod #name { #items }
        }
    }

    /// What an API shows of such modules beside them.
    pub(super) fn inline_reexports(&self, modules: &[Module], around: Around) -> Vec<TokenStream> {
        let reexports = modules.iter().filter_map(|module| self.reexports(*module, around));
        let unused = unused();
        reexports.map(|reexport| quote! { #unused #reexport }).collect()
    }
}

/// The version of the runtime's contract with generated code that this code is written for:
/// `specwright::wire::CONTRACT` of the same release.
const CONTRACT: u32 = 5;

/// What a runtime that cannot serve this code refuses, in one sentence.
pub(super) fn contract() -> TokenStream {
    let version = Literal::u32_unsuffixed(CONTRACT);
    quote! { specwright::wire::contract!(#version); }
}
