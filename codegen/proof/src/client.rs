//! The exhaustive client: a program that uses every public item of an API, and pins its type.
//!
//! Each item has a line of its own, so that a line that does not compile is an item that is missed.
//! Nothing of it is ever run. It knows the surface alone: not how the API was made.

mod values;

use specwright_codegen::Surface;
use specwright_codegen::analysis::OPTIONS;
use specwright_codegen::surface::{
    Implementation, Item, Kind, Receiver, Returns, RustType, Signature, Takes, written,
};

use self::values::Values;

/// A use of an item, on one line.
#[derive(Clone, Debug)]
pub struct Use {
    /// The item as its surface shows it.
    pub item: String,
    /// Rust, within a function; the API is called `api`.
    pub code: String,
}

/// What uses every item of a surface, in its order.
#[must_use]
pub fn uses(surface: &Surface) -> Vec<Use> {
    let plain = surface.unaliased();
    let writer = Writer { surface: &plain, values: Values::new(&plain) };
    let items = surface.items.iter().zip(&plain.items);
    items.map(|(item, plain)| Use { item: item.to_string(), code: writer.used(plain) }).collect()
}

/// The uses as a module, each on a line; of those that are left out, an empty one. `api` is the
/// path of the API.
#[must_use]
pub fn module(uses: &[Use], api: &str, is_left_out: impl Fn(usize) -> bool) -> String {
    let mut text = format!("{HEAD}use {api} as api;\n");
    for (index, used) in uses.iter().enumerate() {
        if !is_left_out(index) {
            text += &format!("pub fn use_{index}() {{ {} }}", used.code);
        }
        text.push('\n');
    }
    text
}

/// The line of the first use in a module.
pub const FIRST_LINE: usize = HEAD_LINES + 2;

const HEAD_LINES: usize = 2;

const HEAD: &str = "\
#![allow(deprecated, unused, unreachable_code, unreachable_patterns, clippy::all)]
use crate::support::*;
";

/// What the uses are written with: a module beside them, in a crate that depends on the runtime.
pub const SUPPORT: &str = r#"//! What the uses of items are written with.
#![allow(dead_code)]

use std::fmt::Debug;
use std::future::Future;

use specwright::wire::Wire;

pub use specwright::{Set, Unset};

pub fn any<T>() -> T {
    loop {}
}

pub fn is_data<T>()
where
    T: Clone + Debug + PartialEq + Wire + Send + Sync + 'static,
    T: specwright::serde::Serialize + for<'de> specwright::serde::Deserialize<'de>,
{
}

/// What is a type of others; of an API's own types none.
pub trait Foreign<Here> {}

impl<Here> Foreign<Here> for bool {}
impl<Here> Foreign<Here> for f64 {}
impl<Here> Foreign<Here> for i64 {}
impl<Here> Foreign<Here> for u64 {}
impl<Here> Foreign<Here> for String {}
impl<Here> Foreign<Here> for specwright::File {}
impl<Here> Foreign<Here> for specwright::RawJson {}
impl<Here> Foreign<Here> for specwright::serde_json::Value {}
impl<Here, T> Foreign<Here> for Vec<T> {}
impl<Here, T> Foreign<Here> for Option<T> {}
impl<Here, T> Foreign<Here> for std::collections::BTreeMap<String, T> {}

pub fn is_answer<T: Clone + Debug + PartialEq + Send + Sync + 'static>() {}

pub fn is_builder<T: Clone + Debug + Send + Sync + 'static>() {}

pub fn is_copy<T: Copy>() {}

pub fn is_default<T: Default>() {}

pub fn is_display<T: std::fmt::Display>() {}

pub fn is_eq<T: Eq>() {}

pub fn is_hash<T: std::hash::Hash>() {}
pub fn is_from_str<T: std::str::FromStr>() {}

pub fn is_awaited<T: Debug + Send, O>()
where
    T: Future<Output = Result<specwright::Reply<O>, specwright::Error>>,
{
}

pub fn is_failed<T: specwright::Operation, F>()
where
    T::Failure: specwright::operation::ResponseBody<Output = F>,
{
}
"#;

struct Writer<'a> {
    surface: &'a Surface,
    values: Values<'a>,
}

impl Writer<'_> {
    fn used(&self, item: &Item) -> String {
        let path = format!("api::{}", written(&item.path));
        match &item.kind {
            Kind::Module => format!("use {path} as module;"),
            // What is only a name of a type of others would be that twice.
            Kind::Struct => format!(
                "is_data::<{path}>(); let {path} {{ .. }} = any::<{path}>(); \
                 struct Here; impl Foreign<Here> for {path} {{}}"
            ),
            // What is no enum has nothing within it to import.
            Kind::Enum => format!("is_data::<{path}>(); {{ use {path}::*; }}"),
            Kind::Answers => format!("is_answer::<{path}>();"),
            Kind::Builder { states } => self.builder(item, &path, states),
            Kind::Call { output, failure, without } => {
                self.call(&path, output, failure) + &directly(&path, without)
            }
            Kind::Reading(of) => {
                let (owner, method) = (self.owner(item), written(item.name()));
                let stream = format!(
                    ": ::specwright::client::Call<::specwright::client::ItemStream<{}>>",
                    of.absolute("api")
                );
                let of = match item.name() {
                    "events" | "lines" | "typed_events" => stream,
                    "items" => format!(": ::specwright::client::PageItems<{}>", of.absolute("api")),
                    "pages" => format!(": ::specwright::client::Pages<{}>", of.absolute("api")),
                    _ => String::new(),
                };
                format!("let _{of} = any::<{owner}<::specwright::Client>>().{method}();")
            }
            Kind::Alias(of) => {
                let of = of.absolute("api");
                format!("let _: {of} = any::<{path}>(); let _: {path} = any::<{of}>();")
            }
            Kind::Trait => format!("fn needs<S: {path}>() {{}} needs::<Set>();"),
            // A reference to an array would become one to a slice.
            Kind::Constant(of) => format!("let it = {path}; let _: &{} = &it;", of.absolute("api")),
            // By value, since a reference to a `Box` would become one to what it holds.
            Kind::Field(of) => {
                let (owner, field) = (self.owner(item), written(item.name()));
                let of = of.absolute("api");
                format!(
                    "let mut it = any::<{owner}>(); it.{field} = any::<{of}>(); \
                     let _: {of} = it.{field};"
                )
            }
            Kind::Variant(None) => {
                let owner = self.owner(item);
                format!("match {path} {{ {path} => (), _ => () }} let _: {owner} = {path};")
            }
            Kind::Variant(Some(of)) => {
                let (owner, of) = (self.owner(item), of.absolute("api"));
                format!(
                    "let it: {owner} = {path}(any::<{of}>()); \
                     match it {{ {path}(held) => {{ let _: {of} = held; }} _ => () }}"
                )
            }
            Kind::Function(signature) => self.function(item, &path, signature),
            Kind::Implementation(implementation) => implemented(&path, implementation),
        }
    }

    fn owner(&self, item: &Item) -> String {
        format!("api::{}", written(item.owner()))
    }

    /// A builder: each of its states by its place, and all of them in turn.
    fn builder(&self, item: &Item, path: &str, states: &[String]) -> String {
        let mut code = format!("is_builder::<{path}>();");
        let mut chain = format!("any::<{path}>()");
        for (index, state) in states.iter().enumerate() {
            let Some(setter) = self.setter_of(item, state) else { continue };
            let call = self.called(setter);
            let known = (0..states.len()).map(|it| if it == index { "Set" } else { "Unset" });
            let known = known.collect::<Vec<_>>().join(", ");
            code += &format!(" let _: {path}<{known}> = any::<{path}>(){call};");
            chain += &call;
        }
        if states.is_empty() {
            return code;
        }
        let all = vec!["Set"; states.len()].join(", ");
        format!("{code} let _: {path}<{all}> = {chain};")
    }

    /// The setter by which a state of a builder is known.
    fn setter_of(&self, builder: &Item, state: &str) -> Option<&Item> {
        let mut own = self.surface.items.iter().filter(|item| item.owner() == builder.path);
        own.find(|item| {
            let Kind::Function(signature) = &item.kind else { return false };
            signature.returns == Returns::Knowing(state.to_owned())
        })
    }

    /// A call of a method, from the dot on.
    fn called(&self, method: &Item) -> String {
        let Kind::Function(signature) = &method.kind else { return String::new() };
        let arguments =
            signature.arguments.iter().map(|argument| self.values.first(&argument.takes));
        format!(".{}({})", written(method.name()), arguments.collect::<Vec<_>>().join(", "))
    }

    fn call(&self, path: &str, output: &RustType, failure: &RustType) -> String {
        let (output, failure) = (output.absolute("api"), failure.absolute("api"));
        let response = match output.as_str() {
            // What is handed over while it arrives is bytes to who reads it whole.
            "::specwright::client::ByteStream" => "::specwright::operation::Bytes",
            other => other,
        };
        let client = format!("{path}<::specwright::Client>");
        [
            format!("fn by(it: {path}) -> {client} {{ it.by(any::<&::specwright::Client>()) }}"),
            format!("is_awaited::<{client}, {output}>();"),
            format!("is_failed::<{path}, {failure}>();"),
            format!(
                "let _: {client} = any::<{client}>().with(any::<::specwright::CallOptions>());"
            ),
            format!(
                "let _: ::specwright::client::Call<::specwright::client::ByteStream> = \
                 any::<{client}>().stream();"
            ),
            format!(
                "let _: ::std::result::Result<::specwright::Reply<{output}>, ::specwright::Error> \
                 = any::<{client}>().send();"
            ),
            format!(
                "let _: ::std::result::Result<{response}, ::specwright::DecodeError> = \
                 {path}::response(any::<&::specwright::operation::Response>());"
            ),
            format!(
                "let _: ::std::result::Result<::specwright::operation::Request, \
                 ::specwright::Invalid> = ::specwright::Operation::request(any::<{path}>());"
            ),
            format!("let _: &str = <{path} as ::specwright::Operation>::ID;"),
        ]
        .join(" ")
    }

    /// A function with each of the values that its arguments may be.
    fn function(&self, item: &Item, path: &str, signature: &Signature) -> String {
        let owner = self.owner(item);
        let is_built = signature.receiver == Receiver::Value && item.name() == "build";
        let own = match (self.states(item), is_built) {
            // What is built has all of its states.
            (Some(states), true) if states > 0 => {
                format!("{owner}<{}>", vec!["Set"; states].join(", "))
            }
            _ => owner.clone(),
        };
        let returns = match &signature.returns {
            Returns::Nothing => "()".to_owned(),
            Returns::Type(of) => of.absolute("api"),
            Returns::Itself => own.clone(),
            // The builder's own line pins which.
            Returns::Knowing(_) => "_".to_owned(),
        };
        let name = written(item.name());
        let called = match signature.receiver {
            Receiver::None => path.to_owned(),
            Receiver::Value => format!("any::<{own}>().{name}"),
            Receiver::Shared => format!("any::<&{own}>().{name}"),
            Receiver::Mutable => format!("any::<&mut {own}>().{name}"),
        };
        let takes: Vec<&Takes> =
            signature.arguments.iter().map(|argument| &argument.takes).collect();
        let calls = self
            .values
            .combinations(&takes)
            .into_iter()
            .map(|arguments| format!("let _: {returns} = {called}({});", arguments.join(", ")));
        let mut code = calls.collect::<Vec<_>>().join(" ");
        // A call by a client has the same setters.
        if self.is_call(item) && signature.receiver == Receiver::Value {
            let client = format!("{owner}<::specwright::Client>");
            let arguments = takes.iter().map(|takes| self.values.first(takes));
            let arguments = arguments.collect::<Vec<_>>().join(", ");
            code += &format!(" let _: {client} = any::<{client}>().{name}({arguments});");
        }
        code
    }

    /// How many states the builder has that an item is a method of.
    fn states(&self, item: &Item) -> Option<usize> {
        let owner = item.owner();
        self.surface.items.iter().find_map(|other| match &other.kind {
            Kind::Builder { states } if other.path == owner => Some(states.len()),
            _ => None,
        })
    }

    fn is_call(&self, item: &Item) -> bool {
        let owner = item.owner();
        let is_call = |other: &Item| other.path == owner && matches!(other.kind, Kind::Call { .. });
        self.surface.items.iter().any(is_call)
    }
}

/// The options that a call has methods of, each by its own.
fn directly(path: &str, without: &[String]) -> String {
    let arguments = [
        "any::<::std::time::Duration>()",
        "any::<::specwright::http::HeaderName>(), any::<::specwright::http::HeaderValue>()",
        "\"\"",
        "0",
    ];
    let client = format!("{path}<::specwright::Client>");
    let all = OPTIONS.into_iter().zip(arguments);
    let there = all.filter(|(option, _)| !without.iter().any(|taken| taken == option));
    let used = there.map(|(option, arguments)| {
        format!(" let _: {client} = any::<{client}>().{option}({arguments});")
    });
    used.collect()
}

fn implemented(path: &str, implementation: &Implementation) -> String {
    match implementation {
        Implementation::Copy => format!("is_copy::<{path}>();"),
        Implementation::Default => format!("is_default::<{path}>();"),
        Implementation::Display => format!("is_display::<{path}>();"),
        Implementation::Eq => format!("is_eq::<{path}>();"),
        Implementation::Hash => format!("is_hash::<{path}>();"),
        Implementation::FromStr => format!("is_from_str::<{path}>();"),
        // Which crate derives it, the program does not know.
        Implementation::Derived(_) => String::new(),
        Implementation::From(of) => {
            let of = of.absolute("api");
            format!("let _: {path} = <{path} as ::std::convert::From<{of}>>::from(any::<{of}>());")
        }
        Implementation::FromEntries(of) => {
            let of = of.absolute("api");
            format!("let _: {path} = ::std::convert::From::from([(\"\", any::<{of}>())]);")
        }
        Implementation::Into(of) => {
            let of = of.absolute("api");
            format!("let _: {of} = <{of} as ::std::convert::From<{path}>>::from(any::<{path}>());")
        }
    }
}
