//! What public items generated Rust has, read from the Rust itself: parsed, with what the table
//! macros add. It knows nothing of plans, so that it can bear witness against a surface.

mod attributes;
mod rows;
mod source;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    Fields, FnArg, Ident, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, ItemUse, Pat,
    ReceiverKind, ReturnType, Signature, Type, UseTree,
};

use self::attributes::{deprecated, derives, has, is_doc_hidden, is_public};
use self::rows::{Builder, Call, Conversions, Items, Optional, Pages, Representations};
pub(super) use self::source::{ADDED, Source};
use self::text::Names;

/// The public items, each as a surface shows it.
pub(super) fn lines(source: &Source) -> BTreeSet<String> {
    let mut names = Names::default();
    for (module, items) in &source.modules {
        for item in items {
            if let Some(name) = named(item) {
                names.add(module, &name);
            }
        }
    }
    let mut reader = Reader { names, ..Reader::default() };
    for pass in [Pass::States, Pass::Items] {
        for (module, items) in &source.modules {
            reader.module.clone_from(module);
            for item in items {
                reader.read(pass, item);
            }
        }
    }
    for shown in ["requests", "required", "service"] {
        if source.modules.iter().any(|(module, items)| module == shown && !items.is_empty()) {
            reader.lines.insert(format!("mod {shown}"));
        }
    }
    reader.lines
}

/// The name of a type that an item declares, be it by a macro.
fn named(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        Item::Use(item) => shown_again(item).map(|(_, name)| name.to_string()),
        Item::Macro(item) if item.mac.path.segments.last()?.ident == "builder" => {
            Some(item.mac.parse_body::<Builder>().expect("a builder").name)
        }
        _ => None,
    }
}

/// An enum and the name by which it is shown again: `pub use super::Phase as State;`.
fn shown_again(item: &ItemUse) -> Option<(&Ident, &Ident)> {
    match &item.tree {
        UseTree::Path(path) if path.ident == "super" => match &*path.tree {
            UseTree::Rename(renamed) => Some((&renamed.ident, &renamed.rename)),
            _ => None,
        },
        _ => None,
    }
}

/// What every enum has.
const ANYWAY: [&str; 3] = ["Clone", "Debug", "PartialEq"];

/// What is looked for: what a builder calls its states stands behind its first setters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    States,
    Items,
}

#[derive(Default)]
struct Reader {
    module: String,
    names: Names,
    /// For each builder, the traits of its states, in order.
    states: BTreeMap<String, Vec<String>>,
    /// For each builder, its type parameters.
    parameters: BTreeMap<String, Vec<String>>,
    /// For each call, what its success carries.
    outputs: BTreeMap<String, String>,
    lines: BTreeSet<String>,
}

impl Reader {
    fn read(&mut self, pass: Pass, item: &Item) {
        match (pass, item) {
            (_, Item::Macro(item)) => self.table(pass, &item.mac),
            (Pass::States, _) => {}
            (_, Item::Struct(item)) if is_public(&item.vis) => self.record(item),
            (_, Item::Enum(item)) if is_public(&item.vis) => self.variants(item),
            (_, Item::Type(item)) if is_public(&item.vis) => {
                let name = self.path(&item.ident.to_string());
                let of = self.names.text(&self.module, &item.ty);
                if of.starts_with("Undescribed<") {
                    self.push(format!("answers {name}"));
                    self.push(format!("variant {name}::Other(Bytes)"));
                } else {
                    self.push(format!("type {name} = {of}"));
                }
            }
            (_, Item::Use(item)) if is_public(&item.vis) => {
                let shown = shown_again(item);
                shown.iter().for_each(|(of, name)| self.push(format!("type {name} = {of}")));
            }
            (_, Item::Trait(item)) if is_public(&item.vis) => {
                let name = self.path(&item.ident.to_string());
                self.push(format!("trait {name}"));
            }
            (_, Item::Const(item)) if is_public(&item.vis) => {
                let name = self.path(&item.ident.to_string());
                let of = self.names.text(&self.module, &item.ty).replacen('&', "&'static ", 1);
                self.push(format!("{}const {name}: {of}", deprecated(&item.attrs)));
            }
            (_, Item::Fn(item)) if is_public(&item.vis) => {
                let name = self.path(&item.sig.ident.to_string());
                let signature = self.signature(&item.sig, None);
                self.push(format!("{}fn {name}{signature}", deprecated(&item.attrs)));
            }
            (_, Item::Impl(item)) => self.implementation(item),
            _ => {}
        }
    }

    fn push(&mut self, line: String) {
        assert!(self.lines.insert(line.clone()), "twice in the code: {line}");
    }

    /// The path of a name in the module that is read, from the root.
    fn path(&self, name: &str) -> String {
        match self.module.as_str() {
            module @ ("requests" | "required" | "service") => format!("{module}::{name}"),
            _ => name.to_owned(),
        }
    }

    fn record(&mut self, item: &ItemStruct) {
        let name = self.path(&item.ident.to_string());
        let Fields::Named(fields) = &item.fields else {
            assert_eq!(self.module, "requests", "a struct without names");
            return;
        };
        assert!(has(&item.attrs, "non_exhaustive"), "{name} can be written as it is");
        self.push(format!("{}struct {name}", deprecated(&item.attrs)));
        for of in derives(&item.attrs) {
            self.push(format!("impl {of} for {name}"));
        }
        for field in &fields.named {
            let is_hidden = field.attrs.iter().any(is_doc_hidden);
            assert!(is_public(&field.vis), "a field that is not public");
            if !is_hidden {
                let field_name = field.ident.as_ref().expect("a name");
                let of = self.names.text(&self.module, &field.ty);
                let deprecated = deprecated(&field.attrs);
                self.push(format!("{deprecated}field {name}::{field_name}: {of}"));
            }
        }
    }

    fn variants(&mut self, item: &ItemEnum) {
        let name = self.path(&item.ident.to_string());
        let is_closed = item.variants.iter().all(|it| it.fields.is_empty());
        let is_whole = !has(&item.attrs, "non_exhaustive");
        assert_eq!(is_whole, is_closed, "{name} can be matched whole, or has no other value");
        let derives = derives(&item.attrs);
        if self.module == "requests" {
            assert_eq!(derives, ["Clone", "Debug", "PartialEq"], "{name}");
            self.push(format!("answers {name}"));
        } else {
            self.push(format!("enum {name}"));
            let more = |of: &&String| !ANYWAY.contains(&of.as_str());
            for of in derives.iter().filter(more) {
                self.push(format!("impl {of} for {name}"));
            }
        }
        for variant in &item.variants {
            let holds: Vec<String> =
                variant.fields.iter().map(|it| self.names.text(&self.module, &it.ty)).collect();
            let holds = match holds.as_slice() {
                [] => String::new(),
                holds => format!("({})", holds.join(", ")),
            };
            let gone = deprecated(&variant.attrs);
            self.push(format!("{gone}variant {name}::{}{holds}", variant.ident));
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let Type::Path(own) = item.self_ty.as_ref() else { return };
        let own = own.path.segments.last().expect("a type").ident.to_string();
        let name = self.path(&own);
        let Some((path, _)) = &item.trait_ else {
            for method in &item.items {
                if let ImplItem::Fn(method) = method
                    && is_public(&method.vis)
                {
                    let signature = self.signature(&method.sig, Some(&own));
                    let deprecated = deprecated(&method.attrs);
                    self.push(format!("{deprecated}fn {name}::{}{signature}", method.sig.ident));
                }
            }
            return;
        };
        // The traits' own, for `Set`.
        if self.module == "required" {
            return;
        }
        let of = path.segments.last().expect("a trait");
        match of.ident.to_string().as_str() {
            "From" => {
                let names = self.names.with_parameters(&item.generics);
                let of = names.path(&self.module, path);
                self.push(format!("impl {of} for {name}"));
            }
            other => panic!("an implementation that nobody expects: {other}"),
        }
    }

    fn call(&mut self, call: &Call) {
        let name = &self.path(&call.name);
        let [output, failure] =
            [&call.success, &call.failure].map(|of| self.names.text(&self.module, of));
        let output = plain(&output, call.is_streamed);
        self.push(format!("call {name} -> Result<{output}, {failure}>"));
        self.outputs.insert(name.to_owned(), output);
    }

    /// A signature as a surface shows it; of a method of a builder, what it is known of after it.
    fn signature(&self, signature: &Signature, own: Option<&str>) -> String {
        let arguments = signature.inputs.iter().map(|argument| match argument {
            FnArg::Receiver(receiver) => match &receiver.kind {
                ReceiverKind::Reference(_, _, None) => "&self".to_owned(),
                ReceiverKind::Reference(_, _, Some(_)) => "&mut self".to_owned(),
                _ => "self".to_owned(),
            },
            FnArg::Typed(typed) => {
                let Pat::Ident(name) = typed.pat.as_ref() else { panic!("an argument's name") };
                format!("{}: {}", name.ident, self.names.text(&self.module, &typed.ty))
            }
        });
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        let returns = match &signature.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, of) => match own.and_then(|own| self.learnt(own, of)) {
                Some(learnt) => format!(" -> Self<{learnt} = Set>"),
                None => format!(" -> {}", self.names.text(&self.module, of)),
            },
        };
        format!("({arguments}){returns}")
    }

    /// The trait that a builder is known to have after a setter, by what the setter returns.
    fn learnt(&self, builder: &str, of: &Type) -> Option<String> {
        let states = self.states.get(builder)?;
        let arguments = text::arguments(of);
        let set = arguments.iter().position(|argument| argument.ends_with("Set"))?;
        let parameters = &self.parameters[builder];
        for (index, argument) in arguments.iter().enumerate() {
            assert!(index == set || *argument == parameters[index], "{builder}: states permute");
        }
        Some(states[set].clone())
    }

    /// What a table adds.
    fn table(&mut self, pass: Pass, table: &syn::Macro) {
        let name = table.path.segments.last().expect("a macro").ident.to_string();
        let tokens = table.tokens.clone().to_string();
        let own = tokens.split([' ', '(', '{', ',']).next().unwrap_or_default().to_owned();
        if pass == Pass::States {
            if name == "builder" {
                let builder: Builder = table.parse_body().expect("a builder");
                let (parameters, states) = builder.states.into_iter().unzip();
                self.states.insert(builder.name.clone(), states);
                self.parameters.insert(builder.name, parameters);
            }
            return;
        }
        match name.as_str() {
            "contract" | "union" | "by_status" => {}
            "call" => self.call(&table.parse_body().expect("a call")),
            "conversions" => {
                let Conversions { rows } = table.parse_body().expect("conversions");
                for of in rows {
                    let of = self.names.text(&self.module, &of);
                    self.push(format!("impl From<{of}> for {own}"));
                }
            }
            "record" => {
                if tokens.ends_with(", nullable") {
                    self.push(format!("fn {own}::is_null(&self, property: &str) -> bool"));
                    self.push(format!("fn {own}::set_null(&mut self, property: &str) -> bool"));
                }
            }
            "open_enum" => {
                self.push(format!("fn {own}::as_str(&self) -> &str"));
                for of in ["Display", "Eq", "From<&str>", "From<String>", "Hash"] {
                    self.push(format!("impl {of} for {own}"));
                }
            }
            "closed_enum" => {
                self.push(format!("fn {own}::as_str(&self) -> &'static str"));
                for of in ["Display", "Eq", "FromStr", "Hash"] {
                    self.push(format!("impl {of} for {own}"));
                }
            }
            "integer_enum" => {
                self.push(format!("fn {own}::as_i64(&self) -> i64"));
                for of in ["Display", "Eq", "From<i64>", "Hash"] {
                    self.push(format!("impl {of} for {own}"));
                }
                self.push(format!("impl From<{own}> for i64"));
            }
            "keyword_or_value" => self.push(format!("impl From<&str> for {own}")),
            "representations" => {
                let Representations { rows } = table.parse_body().expect("representations");
                for (name, of) in rows {
                    let of = plain(&self.names.text(&self.module, &of), true);
                    self.push(format!("reading requests::{own}::{name} -> {of}"));
                }
            }
            "events" | "lines" | "typed_events" => {
                let Items { of } = table.parse_body().expect("items");
                let of = self.names.text(&self.module, &of);
                self.push(format!("reading requests::{own}::{name} -> {of}"));
            }
            "pages" => {
                let Pages { of } = table.parse_body().expect("pages");
                let of = self.names.text(&self.module, &of);
                let name = format!("requests::{own}");
                let output = self.outputs[&name].clone();
                self.push(format!("reading {name}::items -> {of}"));
                self.push(format!("reading {name}::pages -> {output}"));
            }
            "builder" => self.builder(&table.parse_body().expect("a builder")),
            "optional_setters" => {
                let Optional { builder, rows } = table.parse_body().expect("setters");
                for (name, argument, null) in rows {
                    let argument = self.names.text(&self.module, &argument);
                    self.push(format!("fn {builder}::{name}(self, value: {argument}) -> Self"));
                    if let Some(null) = null {
                        self.push(format!("fn {builder}::{null}(self) -> Self"));
                    }
                }
            }
            other => panic!("what `{other}!` adds is not known"),
        }
    }

    fn builder(&mut self, builder: &Builder) {
        let Builder { of, name, extra, states, rows } = builder;
        for (setter, argument, set) in rows {
            let argument = self.names.text(&self.module, argument);
            let learnt = &states[*set].1;
            let returns = format!("Self<{learnt} = Set>");
            self.push(format!("fn {name}::{setter}(self, value: {argument}) -> {returns}"));
        }
        self.push(format!("fn {name}::build(self) -> {}", self.names.own(of)));
        let states: Vec<&str> = states.iter().map(|(_, state)| state.as_str()).collect();
        let states = match states.is_empty() {
            true => String::new(),
            false => format!("<{}>", states.join(", ")),
        };
        self.push(format!("builder {name}{states}"));
        self.push(format!("fn {of}::builder() -> {}", self.names.own(name)));
        self.push(format!("fn {of}::validate(&self) -> Result<(), Invalid>"));
        if let Some(extra) = extra {
            let arguments = "name: impl Into<String>, value: impl Into<RawJson>";
            self.push(format!("fn {name}::{extra}(self, {arguments}) -> Self"));
        }
    }
}

/// What a body that comes back carries, by what reads it.
fn plain(reader: &str, is_streamed: bool) -> String {
    match reader {
        "Empty" => "()",
        "Text" => "String",
        "Events" if is_streamed => "ByteStream",
        other => {
            let of = other.strip_prefix("Json<").or_else(|| other.strip_prefix("CustomJson<"));
            of.map_or(other, |of| &of[..of.len() - 1])
        }
    }
    .to_owned()
}
