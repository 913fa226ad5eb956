//! Types and what arguments may be, as the surface has them, as tokens.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, custom, ident};
use crate::api::{Expr, Property, TypeId, Use};
use crate::surface::{Foreign, RustType, Takes, field_type};

impl Emitter<'_> {
    /// An expression as a Rust type.
    pub(super) fn expr(&self, expr: &Expr) -> TokenStream {
        self.rust_type(&RustType::of(self.plan, expr))
    }

    /// What stands in a body.
    pub(super) fn content(&self, used: &Use) -> TokenStream {
        self.rust_type(&RustType::content(self.plan, used))
    }

    /// The value of a property or a variant, behind a `Box` where it has to be.
    pub(super) fn placed(&self, id: TypeId, index: usize, expr: &Expr) -> TokenStream {
        let of = RustType::of(self.plan, expr);
        self.rust_type(&RustType::placed(of, self.plan.facts.indirection(id, index)))
    }

    /// The type of a property's field.
    pub(super) fn field(&self, id: TypeId, index: usize, property: &Property) -> TokenStream {
        self.rust_type(&field_type(self.plan, id, index, property))
    }

    fn rust_type(&self, of: &RustType) -> TokenStream {
        match of {
            RustType::Own(path, arguments) => {
                let name = ident(path);
                let name = match self.paths.is_hidden(path) {
                    true => quote! { types::#name },
                    false => quote! { #name },
                };
                self.with(name, arguments)
            }
            RustType::Foreign(of, arguments) => self.with(self.foreign(*of), arguments),
            RustType::Tuple(items) => {
                let items: Vec<TokenStream> = items.iter().map(|of| self.rust_type(of)).collect();
                // A tuple of one has a comma, too.
                match items.as_slice() {
                    [only] => quote! { (#only,) },
                    items => quote! { (#(#items),*) },
                }
            }
            RustType::Reference(of) => {
                let of = self.rust_type(of);
                quote! { &#of }
            }
            RustType::Static(of) => {
                let of = self.rust_type(of);
                quote! { &'static #of }
            }
            RustType::Slice(of) => {
                let of = self.rust_type(of);
                quote! { [#of] }
            }
            RustType::Custom(path) => custom::path(path),
            RustType::Count(count) => {
                let count = Literal::usize_unsuffixed(*count);
                quote! { #count }
            }
        }
    }

    fn with(&self, name: TokenStream, arguments: &[RustType]) -> TokenStream {
        let arguments = arguments.iter().map(|of| self.rust_type(of));
        match arguments.len() {
            0 => name,
            _ => quote! { #name<#(#arguments),*> },
        }
    }

    /// A type of Rust or of the runtime: by its name, where that is free.
    fn foreign(&self, of: Foreign) -> TokenStream {
        match of {
            Foreign::String
            | Foreign::Box
            | Foreign::Option
            | Foreign::Result
            | Foreign::Vec
            | Foreign::BTreeMap => self.paths.std(of.name()),
            Foreign::Value => self.paths.value(),
            Foreign::Extra => self.paths.extra(),
            Foreign::File => self.paths.file(),
            Foreign::Tuple => self.paths.tuple(),
            Foreign::Bool
            | Foreign::F64
            | Foreign::I32
            | Foreign::I64
            | Foreign::U64
            | Foreign::Str => of.name().parse().unwrap_or_default(),
            other => other.path().parse().unwrap_or_default(),
        }
    }

    /// What an argument may be.
    pub(super) fn takes(&self, takes: &Takes) -> TokenStream {
        let by = |name: TokenStream, of: &RustType| {
            let of = self.rust_type(of);
            quote! { impl #name<#of> }
        };
        match takes {
            Takes::Itself(of) => self.rust_type(of),
            Takes::Into(of) => by(self.paths.std("Into"), of),
            Takes::Fits(of) => by(self.paths.runtime("Fits", quote! { Fits }), of),
            Takes::Integer(_) => {
                let integer = self.paths.runtime("Integer", quote! { Integer });
                quote! { impl #integer }
            }
            Takes::KeywordOr(of) => by(self.paths.runtime("KeywordOr", quote! { KeywordOr }), of),
            Takes::Items(item) => {
                let (item, iterator) = (self.takes(item), self.paths.std("IntoIterator"));
                quote! { impl #iterator<Item = #item> }
            }
            Takes::Entries(value) => {
                let (value, iterator) = (self.takes(value), self.paths.std("IntoIterator"));
                let (into, text) = (self.paths.std("Into"), self.paths.std("String"));
                quote! { impl #iterator<Item = (impl #into<#text>, #value)> }
            }
        }
    }
}
