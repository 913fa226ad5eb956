//! How types are written: by their short names, or by an absolute path where a type of
//! the API has the short one.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Emitter, Module};
use crate::analysis::{Placement, Slot};
use crate::api::{Content, Expr, Nested, Nullability, Rest, Shape, TypeId};
use crate::plan::Plan;

/// The names that a generated file can mean something else by.
#[derive(Clone, Debug)]
pub(super) struct Paths<'a> {
    taken: HashSet<&'a str>,
}

impl<'a> Paths<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let names = &plan.facts.names;
        Self { taken: names.types.iter().chain(&names.builders).map(String::as_str).collect() }
    }

    /// Whether the API has a type of this name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// A name of the prelude, or the path behind it.
    pub(super) fn std(&self, name: &str) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        if !self.is_taken(name) {
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
            _ => quote! { #ident },
        }
    }

    /// A name of the runtime, imported, or the path behind it.
    pub(super) fn runtime(&self, name: &str, path: TokenStream) -> TokenStream {
        if self.is_taken(name) {
            quote! { ::specwright::#path }
        } else {
            let ident = Ident::new(name, Span::call_site());
            quote! { #ident }
        }
    }

    pub(super) fn value(&self) -> TokenStream {
        self.runtime("Value", quote! { serde_json::Value })
    }

    pub(super) fn extra(&self) -> TokenStream {
        self.runtime("Extra", quote! { wire::Extra })
    }

    /// The imports of a module: what it mentions by a short name.
    pub(super) fn imports(&self, module: Module, plan: &Plan) -> Vec<TokenStream> {
        let used = Used::of(module, plan);
        let mut imports = Vec::new();
        let mut import = |is_used: bool, name: &str, path: TokenStream| {
            if is_used && !self.is_taken(name) {
                imports.push(quote! { use #path; });
            }
        };
        import(used.map, "BTreeMap", quote! { std::collections::BTreeMap });
        import(used.json, "Value", quote! { specwright::serde_json::Value });
        import(used.extra, "Extra", quote! { specwright::wire::Extra });
        match module {
            Module::Types => {}
            Module::Wire => {
                imports.extend([quote! { use specwright::wire; }, quote! { use super::types::*; }])
            }
            Module::Builders => {
                imports.push(quote! { use specwright::wire::{self, Set, Unset}; });
                if used.required {
                    imports.push(quote! { use super::required; });
                }
                imports.push(quote! { use super::types::*; });
            }
            Module::Required => imports.push(quote! { use specwright::wire::{Given, Set}; }),
            Module::Operations | Module::Requests => {
                imports.extend(super::operation::imports(module, plan))
            }
        }
        imports
    }
}

/// Which types with short names a module mentions.
#[derive(Default)]
struct Used {
    map: bool,
    json: bool,
    extra: bool,
    required: bool,
}

impl Used {
    fn of(module: Module, plan: &Plan) -> Self {
        let mut used =
            Self { required: !super::required::properties(plan).is_empty(), ..Self::default() };
        for id in plan.api.ids() {
            if module == Module::Builders && !plan.facts.direction(id).is_sent() {
                continue;
            }
            match (&plan.api.get(id).shape, module) {
                (Shape::Record(record), Module::Types | Module::Builders | Module::Wire) => {
                    record.members.iter().for_each(|member| used.expr(&member.value.expr));
                    match &record.rest {
                        Rest::Open => used.extra |= module != Module::Wire,
                        Rest::Typed(value) => {
                            used.map = true;
                            used.expr(&value.expr);
                        }
                        Rest::Closed => {}
                    }
                    // A builder lets a caller add an undeclared member.
                    used.json |= module == Module::Builders && record.rest == Rest::Open;
                }
                (Shape::Union(union), Module::Types | Module::Builders) => {
                    used.json |= module == Module::Types;
                    union.arms.iter().for_each(|arm| used.expr(&arm.value.expr));
                }
                (Shape::Alias(alias), Module::Types) => used.expr(&alias.expr),
                _ => {}
            }
        }
        if let Module::Operations | Module::Requests = module {
            for operation in &plan.api.operations {
                let outcomes = operation.success.outcomes.iter().map(|outcome| &outcome.content);
                for content in outcomes.chain(operation.body.iter().map(|body| &body.content)) {
                    if let Content::Json(value) = content {
                        used.expr(&value.expr);
                    }
                }
            }
        }
        used
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Json => self.json = true,
            Expr::List(nested) => self.expr(&nested.expr),
            Expr::Map(nested) => {
                self.map = true;
                self.expr(&nested.expr);
            }
            _ => {}
        }
    }
}

impl Emitter<'_> {
    /// An expression as a Rust type.
    pub(super) fn expr(&self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::Named(id) => {
                let name = self.type_ident(*id);
                quote! { #name }
            }
            Expr::Text => self.paths.std("String"),
            Expr::Integer => quote! { i64 },
            Expr::Unsigned => quote! { u64 },
            Expr::Number => quote! { f64 },
            Expr::Boolean => quote! { bool },
            Expr::Json => self.paths.value(),
            Expr::Null => quote! { () },
            Expr::List(nested) => {
                let list = self.paths.std("Vec");
                let item = self.nested(nested);
                quote! { #list<#item> }
            }
            Expr::Map(nested) => {
                let (map, text) = (self.paths.std("BTreeMap"), self.paths.std("String"));
                let value = self.nested(nested);
                quote! { #map<#text, #value> }
            }
        }
    }

    pub(super) fn nested(&self, nested: &Nested) -> TokenStream {
        let expr = self.expr(&nested.expr);
        match (nested.null, &nested.expr) {
            (Nullability::Never, _) | (_, Expr::Json | Expr::Null) => expr,
            (Nullability::Nullable, _) => {
                let option = self.paths.std("Option");
                quote! { #option<#expr> }
            }
        }
    }

    /// The value of a member or an arm, behind a `Box` where it has to be.
    pub(super) fn placed(&self, id: TypeId, index: usize, expr: &Expr) -> TokenStream {
        let expr = self.expr(expr);
        match self.plan.facts.placement(id, index) {
            Placement::Inline => expr,
            Placement::Boxed => {
                let boxed = self.paths.std("Box");
                quote! { #boxed<#expr> }
            }
        }
    }

    /// The type of a member's field.
    pub(super) fn field(&self, id: TypeId, index: usize, expr: &Expr) -> TokenStream {
        let value = self.placed(id, index, expr);
        let option = self.paths.std("Option");
        match self.slot(id, index) {
            Slot::Constant | Slot::Plain => value,
            Slot::Nullable | Slot::Optional => quote! { #option<#value> },
            Slot::OptionalNullable => quote! { #option<#option<#value>> },
        }
    }

    /// The expression behind names that are only names.
    pub(super) fn underlying<'e>(&'e self, expr: &'e Expr) -> &'e Expr {
        let mut expr = expr;
        // A chain of aliases longer than this is a circle.
        for _ in 0..64 {
            let Expr::Named(id) = expr else { break };
            let Shape::Alias(used) = &self.plan.api.get(*id).shape else { break };
            expr = &used.expr;
        }
        expr
    }
}
