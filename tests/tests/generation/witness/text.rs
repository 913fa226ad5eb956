//! Types of generated Rust as a surface shows them: whatever they are written by, each has one
//! name.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use specwright_codegen::surface::Foreign;
use syn::{
    GenericArgument, GenericParam, Generics, Path, PathArguments, PathSegment, Type, TypeParamBound,
};

/// The names of an API's types.
#[derive(Clone, Default)]
pub(super) struct Names {
    /// Those at the root.
    root: BTreeSet<String>,
    /// Those of `requests`.
    requests: BTreeSet<String>,
    /// What type parameters stand for.
    parameters: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn add(&mut self, module: &str, name: &str) {
        match module {
            "requests" => self.requests.insert(name.to_owned()),
            _ => self.root.insert(name.to_owned()),
        };
    }

    /// The same where these parameters stand for whatever meets their bounds.
    pub(super) fn with_parameters(&self, generics: &Generics) -> Self {
        let mut names = self.clone();
        for parameter in &generics.params {
            match parameter {
                GenericParam::Type(parameter) => {
                    let bounds = self.bounds("builders", parameter.bounds.iter());
                    names.parameters.insert(parameter.ident.to_string(), bounds);
                }
                GenericParam::Const(parameter) => {
                    names.parameters.insert(parameter.ident.to_string(), "N".to_owned());
                }
                GenericParam::Lifetime(_) => {}
            }
        }
        names
    }

    /// A type at the root.
    pub(super) fn own(&self, name: &str) -> String {
        match Foreign::ALL.iter().any(|foreign| foreign.name() == name) {
            true => format!("self::{name}"),
            false => name.to_owned(),
        }
    }

    /// A type that stands in a module.
    pub(super) fn text(&self, module: &str, of: &Type) -> String {
        let text = |of: &Type| self.text(module, of);
        match of {
            Type::Path(of) => self.path(module, &of.path),
            Type::Reference(of) => {
                let lifetime = of.lifetime.as_ref().map(|lifetime| format!("{lifetime} "));
                format!("&{}{}", lifetime.unwrap_or_default(), text(&of.elem))
            }
            Type::Slice(of) => format!("[{}]", text(&of.elem)),
            Type::Array(of) => {
                let length = of.len.to_token_stream().to_string();
                let length = self.parameters.get(&length).cloned().unwrap_or(length);
                format!("[{}; {length}]", text(&of.elem))
            }
            Type::Tuple(of) => {
                let items: Vec<String> = of.elems.iter().map(text).collect();
                match items.as_slice() {
                    [only] => format!("({only},)"),
                    items => format!("({})", items.join(", ")),
                }
            }
            Type::ImplTrait(of) => self.bounds(module, of.bounds.iter()),
            Type::Paren(of) => text(&of.elem),
            other => panic!("a type that nobody expects: {}", other.to_token_stream()),
        }
    }

    fn bounds<'a>(&self, module: &str, bounds: impl Iterator<Item = &'a TypeParamBound>) -> String {
        let bounds = bounds.map(|bound| match bound {
            TypeParamBound::Trait(bound) => self.path(module, &bound.path),
            other => panic!("a bound that nobody expects: {}", other.to_token_stream()),
        });
        format!("impl {}", bounds.collect::<Vec<_>>().join(" + "))
    }

    /// A path: of the API, or of something else by its last name.
    pub(super) fn path(&self, module: &str, path: &Path) -> String {
        let first = path.segments.first().expect("a name").ident.to_string();
        let last = path.segments.last().expect("a name");
        let name = last.ident.to_string();
        let arguments = self.arguments(module, last);
        if let Some(bounds) = self.parameters.get(&name)
            && path.segments.len() == 1
        {
            return bounds.clone();
        }
        if let Some(users) = users_own(path) {
            return format!("{users}{arguments}");
        }
        // What the API calls otherwise is named by an absolute path.
        let is_alone = path.segments.len() == 1 && path.leading_colon.is_none();
        let is_of_requests = first == "requests" || module == "requests" && is_alone;
        let name = match (is_of_requests && self.requests.contains(&name), is_alone) {
            (true, _) => format!("requests::{name}"),
            // `service` imports no type of the API.
            (false, true) if module != "service" && self.root.contains(&name) => self.own(&name),
            // The builder of clients, which only `service` names.
            (false, true) if module == "service" && name == "Builder" => {
                "client::Builder".to_owned()
            }
            _ => name,
        };
        format!("{name}{arguments}")
    }

    fn arguments(&self, module: &str, segment: &PathSegment) -> String {
        let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
            return String::new();
        };
        let arguments = arguments.args.iter().map(|argument| match argument {
            GenericArgument::Type(of) => self.text(module, of),
            GenericArgument::AssocType(of) => {
                format!("{} = {}", of.ident, self.text(module, &of.ty))
            }
            other => other.to_token_stream().to_string(),
        });
        format!("<{}>", arguments.collect::<Vec<_>>().join(", "))
    }
}

/// The path of a type of the user's, which neither Rust nor the runtime has in signatures.
fn users_own(path: &Path) -> Option<String> {
    let segments: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
    let written = match (path.leading_colon.is_some(), segments.first()?.as_str()) {
        (true, "specwright") => return None,
        (true, _) => format!("::{}", segments.join("::")),
        (false, "crate") => segments.join("::"),
        (false, _) => return None,
    };
    // What code of ours names by an absolute path, where the API has a type of the short name.
    const OURS: [&str; 10] = [
        "boxed",
        "collections",
        "convert",
        "default",
        "iter",
        "marker",
        "option",
        "result",
        "string",
        "vec",
    ];
    let is_ours = segments[0] == "std" && segments.get(1).is_some_and(|it| OURS.contains(&&**it));
    let is_known = Foreign::ALL.iter().any(|foreign| foreign.path() == written);
    (!is_ours && !is_known).then_some(written)
}

/// The arguments of a type as they are written.
pub(super) fn arguments(of: &Type) -> Vec<String> {
    let Type::Path(of) = of else { return Vec::new() };
    let Some(PathArguments::AngleBracketed(arguments)) =
        of.path.segments.last().map(|last| &last.arguments)
    else {
        return Vec::new();
    };
    let arguments = arguments.args.iter();
    arguments.map(|argument| argument.to_token_stream().to_string().replace(' ', "")).collect()
}
