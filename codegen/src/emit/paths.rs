//! How types are written: by their short names, or by an absolute path where a type of
//! the API has the short one.

use std::cell::Cell;
use std::sync::Arc;

use foldhash::HashSet;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Module, table};
use crate::api::Limit;
use crate::plan::Plan;

/// The names that an API has for its types and builders.
pub(super) type Taken<'a> = HashSet<&'a str>;

/// The names that a generated file can mean something else by.
#[derive(Clone, Debug)]
pub(super) struct Paths<'a> {
    taken: Arc<Taken<'a>>,
    /// The names that the module itself gives: they hide those of types.
    hidden: Taken<'a>,
    imports: Cell<Imports>,
}

impl<'a> Paths<'a> {
    pub(super) fn taken(plan: &'a Plan) -> Taken<'a> {
        let names = &plan.facts.names;
        names.types.iter().chain(&names.builders).map(String::as_str).collect()
    }

    pub(super) fn new(taken: Arc<Taken<'a>>) -> Self {
        Self { taken, hidden: Taken::default(), imports: Cell::default() }
    }

    /// The same beside the calls, where a type may be called like a call that was published before
    /// it: the module's own name comes before what a glob imports (Rust Reference, "Use
    /// declarations").
    pub(super) fn beside_calls(&self, plan: &'a Plan) -> Self {
        let operations = plan.facts.names.operations.iter();
        let names = operations.flat_map(|names| [&names.value, &names.success, &names.failure]);
        let hidden = names.map(String::as_str).filter(|name| self.is_taken(name)).collect();
        Self { taken: Arc::clone(&self.taken), hidden, imports: Cell::default() }
    }

    /// Whether a type of the API has to be named by its module, which is then imported.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        let is_hidden = self.hidden.contains(name);
        if is_hidden {
            self.import(|imports| imports.types = true);
        }
        is_hidden
    }

    /// Whether the API has a type of this name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// A name of the prelude, or the path behind it.
    pub(super) fn std(&self, name: &str) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        if !self.is_taken(name) {
            self.import(|imports| imports.map |= name == "BTreeMap");
            return quote! { #ident };
        }
        match name {
            "Option" => quote! { ::std::option::Option },
            "String" => quote! { ::std::string::String },
            "Vec" => quote! { ::std::vec::Vec },
            "Box" => quote! { ::std::boxed::Box },
            "Result" => quote! { ::std::result::Result },
            "BTreeMap" => quote! { ::std::collections::BTreeMap },
            "From" => quote! { ::std::convert::From },
            "Into" => quote! { ::std::convert::Into },
            "IntoIterator" => quote! { ::std::iter::IntoIterator },
            "Default" => quote! { ::std::default::Default },
            "PhantomData" => quote! { ::std::marker::PhantomData },
            _ => quote! { #ident },
        }
    }

    /// A name of the runtime, imported, or the path behind it.
    pub(super) fn runtime(&self, name: &str, path: TokenStream) -> TokenStream {
        if self.is_taken(name) {
            quote! { ::specwright::#path }
        } else {
            self.import(|imports| {
                imports.json |= name == "Value";
                imports.extra |= name == "Extra";
                imports.file |= name == "File";
                imports.tuple |= name == "Tuple";
                imports.fits |= name == "Fits";
                imports.integer |= name == "Integer";
                imports.keyword_or |= name == "KeywordOr";
            });
            let ident = Ident::new(name, Span::call_site());
            quote! { #ident }
        }
    }

    pub(super) fn value(&self) -> TokenStream {
        self.runtime("Value", quote! { serde_json::Value })
    }

    pub(super) fn file(&self) -> TokenStream {
        self.runtime("File", quote! { File })
    }

    pub(super) fn tuple(&self) -> TokenStream {
        self.runtime("Tuple", quote! { Tuple })
    }

    pub(super) fn extra(&self) -> TokenStream {
        self.runtime("Extra", quote! { Extra })
    }

    /// The imports of a module whose items mention these short names.
    pub(super) fn imports(&self, module: Module, used: Imports, plan: &Plan) -> Vec<TokenStream> {
        let mut imports = Vec::new();
        if used.map {
            imports.push(quote! { use std::collections::BTreeMap; });
        }
        if module == Module::Builders && used.phantom && !self.is_taken("PhantomData") {
            imports.push(quote! { use std::marker::PhantomData; });
        }
        if used.json {
            imports.push(quote! { use specwright::serde_json::Value; });
        }
        if used.extra {
            imports.push(quote! { use specwright::Extra; });
        }
        if used.file {
            imports.push(quote! { use specwright::File; });
        }
        if used.tuple {
            imports.push(quote! { use specwright::Tuple; });
        }
        if used.types {
            imports.push(quote! { use super::types; });
        }
        match module {
            Module::Types => {}
            Module::Wire => {
                imports.push(quote! { use specwright::wire; });
                imports.push(quote! { use super::types::*; });
            }
            Module::Builders => {
                let names_set = used.required && !self.is_taken("Set");
                let set = names_set.then(|| quote! { Set });
                imports.extend(together(used.conversions().chain(set).chain(used.wire())));
                imports.extend(used.required.then(|| quote! { use super::required; }));
                imports.push(quote! { use super::types::*; });
            }
            Module::Required => imports.push(quote! { use specwright::Set; }),
            Module::Service => {
                imports.extend(super::service::imports(&plan.api.service, &plan.api.operations));
            }
            Module::Operations | Module::Requests => {
                imports.extend(super::operation::imports(module, self, plan));
                imports.extend(together(used.conversions().chain(used.wire())));
            }
        }
        imports
    }

    /// Limits in the body of a function, which the runtime's `wire` spells.
    pub(super) fn limits_in_a_body(&self, limits: &[Limit]) -> TokenStream {
        self.import(|imports| imports.wire = true);
        table::limits_in_a_body(limits)
    }

    /// What was mentioned by a short name since the last time.
    pub(super) fn take_imports(&self) -> Imports {
        self.imports.take()
    }

    pub(super) fn import(&self, add: impl FnOnce(&mut Imports)) {
        let mut imports = self.imports.get();
        add(&mut imports);
        self.imports.set(imports);
    }
}

/// Which short names a module mentions: an import that nothing needs would be a warning,
/// and only what was printed tells exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Imports {
    map: bool,
    json: bool,
    extra: bool,
    file: bool,
    tuple: bool,
    fits: bool,
    integer: bool,
    keyword_or: bool,
    types: bool,
    pub(super) wire: bool,
    pub(super) required: bool,
    pub(super) phantom: bool,
}

/// Names of the runtime's root, imported together.
fn together(names: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let names: Vec<TokenStream> = names.collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(quote! { use specwright::#only; }),
        all => Some(quote! { use specwright::{#(#all),*}; }),
    }
}

impl Imports {
    /// What setters of numbers are bound by.
    fn conversions(self) -> impl Iterator<Item = TokenStream> {
        let fits = self.fits.then(|| quote! { Fits });
        let others = [
            self.integer.then(|| quote! { Integer }),
            self.keyword_or.then(|| quote! { KeywordOr }),
        ];
        fits.into_iter().chain(others.into_iter().flatten())
    }

    fn wire(self) -> Option<TokenStream> {
        (self.wire || self.required).then(|| quote! { wire })
    }

    /// What either mentions.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            map: self.map || other.map,
            json: self.json || other.json,
            extra: self.extra || other.extra,
            file: self.file || other.file,
            tuple: self.tuple || other.tuple,
            fits: self.fits || other.fits,
            integer: self.integer || other.integer,
            keyword_or: self.keyword_or || other.keyword_or,
            types: self.types || other.types,
            wire: self.wire || other.wire,
            required: self.required || other.required,
            phantom: self.phantom || other.phantom,
        }
    }
}
