//! The exhaustive client compiles against its own API, and fails where anything of it is changed.

use std::collections::BTreeSet;

use specwright_codegen::surface::{
    Foreign, Implementation, Item, Kind, Receiver, Returns, RustType, Signature,
};
use specwright_evolution::regenerate::{Description, regenerate};
use specwright_evolution::workshop::workshop;
use specwright_proof::client::{self, Use};
use specwright_proof::workshop::{Api, Program};

/// A small API with every kind of item.
const DESCRIPTION: &str = include_str!("every_kind.yaml");

/// A change by hand: what is replaced in the generated Rust by what, and the item that is missed.
type Change = (&'static [(&'static str, &'static str)], &'static str);

const CHANGES: &[Change] = &[
    // Modules and types.
    (&[("pub mod service {", "mod service {")], "mod service"),
    (&[("pub struct Sealed {", "pub(crate) struct Sealed {")], "struct Sealed"),
    (&[("pub enum State {", "pub(crate) enum State {")], "enum State"),
    (&[("pub type Label = String;", "pub type Label = i64;")], "type Label = String"),
    (&[("pub type Label = String;", "pub(crate) type Label = String;")], "type Label = String"),
    (&[("pub trait Street {}", "pub(crate) trait Street {}")], "trait required::Street"),
    (&[("impl Street for Set {}", "impl Street for u8 {}")], "trait required::Street"),
    (
        &[("pub const SERVERS: &[Server]", "pub const SERVERS: &[Server; 1]")],
        "const service::SERVERS: &'static [Server]",
    ),
    // Fields: their names, their types, what they stand behind.
    (&[("pub weight: f64", "pub(crate) weight: f64")], "field Parcel::weight: f64"),
    (&[("pub weight: f64", "pub weight: Option<f64>")], "field Parcel::weight: f64"),
    (
        &[("pub parts: Option<Vec<Parcel>>", "pub parts: Option<Vec<Option<Parcel>>>")],
        "field Parcel::parts: Option<Vec<Parcel>>",
    ),
    (&[("pub to: Option<Place>", "pub to: Option<Box<Place>>")], "field Parcel::to: Option<Place>"),
    // Variants.
    (
        &[
            ("    Address(Address),", "    Address(Box<Address>),"),
            ("Address: Address => value", "Address: Address => boxed"),
        ],
        "variant Place::Address(Address)",
    ),
    (
        &[
            ("Auto,\n    /// The value itself, an integer.", "Auto2,\n    /// An integer."),
            ("KeywordOrInteger(i64) { Auto:", "KeywordOrInteger(i64) { Auto2:"),
        ],
        AUTO,
    ),
    (
        &[
            ("Status204,\n", "Status204(String),\n"),
            ("Status204: \"204\"", "Status204: \"204\" => read_text"),
        ],
        "variant requests::PutParcelSuccess::Status204",
    ),
    (
        &[
            ("Status202(String)", "Status202(operation::Bytes)"),
            ("\"202\" => read_text", "\"202\" => read_bytes"),
        ],
        "variant requests::PutParcelSuccess::Status202(String)",
    ),
    (
        &[
            ("Status404(Box<Problem>)", "Status404(Problem)"),
            ("\"404\" => read_boxed_json", "\"404\" => read_json"),
        ],
        "variant requests::GetParcelFailure::Status404(Box<Problem>)",
    ),
    // What is implemented.
    (&[("#[derive(Default)]\n#[non_exhaustive]\npub struct Problem", PROBLEM)], DEFAULT),
    (&[("#[derive(Clone, Copy)]", "#[derive(Clone)]")], "impl Copy for Level"),
    (&[("    Address: Address => value,\n", "")], FROM_ADDRESS),
    (&[("String: &str => into", "String: char => into")], "impl From<&str> for Place"),
    (&[("Value: i32 => into", "Value: u8 => into")], "impl From<i32> for KeywordOrNumber"),
    // Builders: their states, their setters, what these take.
    (
        &[
            ("A: required::Speed, B: required::To", "A: required::To, B: required::Speed"),
            ("to -> (A, Set)", "to -> (Set, B)"),
            ("speed -> (Set, B)", "speed -> (A, Set)"),
        ],
        "builder OrderBuilder<Speed, To>",
    ),
    (
        &[
            ("wire::builder!(Sealed, SealedBuilder);", "wire::builder!(Sealed, SealingBuilder);"),
            ("Sealed, SealedBuilder {", "Sealed, SealingBuilder {"),
        ],
        "builder SealedBuilder",
    ),
    (
        &[("street -> (Set): impl Into<String> => into,", "street -> (Set): Box<str> => into,")],
        "fn AddressBuilder::street(self, value: impl Into<String>) -> Self<Street = Set>",
    ),
    (
        &[
            ("choice: Choice => value,", ""),
            (
                "impl<A, B> OrderBuilder<A, B> {",
                "impl<A, B> OrderBuilder<A, B> { pub fn choice(mut self, value: &Choice) -> Self { self.0.choice = Some(value.clone()); self }",
            ),
        ],
        "fn OrderBuilder::choice(self, value: Choice) -> Self",
    ),
    (&[(" or note_null = \"note\"", "")], "fn OrderBuilder::note_null(self) -> Self"),
    (
        &[("B: required::To>; extra {", "B: required::To> {")],
        "fn OrderBuilder::extra(self, name: impl Into<String>, value: impl Into<RawJson>) -> Self",
    ),
    (
        &[(
            "tags: impl IntoIterator<Item = impl Into<String>> => list",
            "tags: Vec<String> => value",
        )],
        "fn OrderBuilder::tags(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self",
    ),
    (
        &[(
            "marks: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)> => map",
            "marks: std::collections::BTreeMap<String, String> => value",
        )],
        "fn OrderBuilder::marks(self, value: impl IntoIterator<Item = (impl Into<String>, impl \
         Into<String>)>) -> Self",
    ),
    (
        &[("    pub fn van(value", "    pub(crate) fn van(value")],
        "fn Choice::van(value: ChoiceVan) -> Self",
    ),
    (
        &[
            ("pub fn gift(mut self, value: bool)", "pub fn gift(mut self, value: &bool)"),
            ("self.0.gift = Some(value)", "self.0.gift = Some(*value)"),
        ],
        "#[deprecated] fn OrderBuilder::gift(self, value: bool) -> Self",
    ),
    // Functions, calls, what they answer.
    (
        &[(
            "pub fn get_parcel(client: &Client, id: &str, lang: &str)",
            "pub fn get_parcel(client: &Client, id: &str, lang: &str, more: &str)",
        )],
        "fn get_parcel(client: &Client, id: &str, lang: &str) -> requests::GetParcel<Client>",
    ),
    (
        &[("pub fn watch(", "pub(crate) fn watch(")],
        "fn watch(client: &Client) -> requests::Watch<Client>",
    ),
    (
        &[("success: operation::Json<Parcel>", "success: operation::Json<Problem>")],
        "call requests::GetParcel -> Result<Parcel, requests::GetParcelFailure>",
    ),
    (
        &[("failure: GetParcelFailure", "failure: PutParcelSuccess")],
        "call requests::GetParcel -> Result<Parcel, requests::GetParcelFailure>",
    ),
    (
        &[("    handed_over: stream,\n", "")],
        "call requests::Watch -> Result<ByteStream, requests::WatchFailure>",
    ),
    (
        &[(
            "pub type WatchFailure = operation::Undescribed<Watch>;",
            "pub(crate) type WatchFailure = operation::Undescribed<Watch>;",
        )],
        "answers requests::WatchFailure",
    ),
    (&[("pub fn fields(mut self", "pub(crate) fn fields(mut self")], FIELDS),
    (
        &[("impl<C: Caller> PatchParcel<C> {", "impl PatchParcel {")],
        "fn requests::PatchParcel::body(self, body: &Order) -> Self",
    ),
    (
        &[
            (
                "pub fn new(id: &str, lang: &str) -> Self",
                "pub fn new(id: &str, lang: &str, _: ()) -> Self",
            ),
            ("GetParcel::new(id, lang)", "GetParcel::new(id, lang, ())"),
        ],
        "fn requests::GetParcel::new(id: &str, lang: &str) -> Self",
    ),
    (
        &[("operation::events!(Watch, String,", "operation::events!(Watch, i64,")],
        "reading requests::Watch::events -> String",
    ),
    (
        &[("pub fn key(token: impl Into<String>)", "pub fn key(token: Box<str>)")],
        "fn service::key(token: impl Into<String>) -> Credential",
    ),
];

const AUTO: &str = "variant KeywordOrInteger::Auto";
const PROBLEM: &str = "#[non_exhaustive]\npub struct Problem";
const DEFAULT: &str = "impl Default for Problem";
const FROM_ADDRESS: &str = "impl From<Address> for Place";
const FIELDS: &str = "fn requests::GetParcel::fields(self, value: impl IntoIterator<Item = impl \
                      Into<String>>) -> Self";

/// Items that the API has not, of kinds that the runtime's macros add: who uses them fails.
fn of_nobody() -> Vec<Item> {
    let text = || RustType::reference(RustType::foreign(Foreign::Str));
    let method =
        |receiver, returns| Kind::Function(Signature { receiver, arguments: Vec::new(), returns });
    vec![
        Item::new("Parcel", Kind::Implementation(Implementation::Display)),
        Item::new("Parcel", Kind::Implementation(Implementation::Eq)),
        Item::new("Parcel", Kind::Implementation(Implementation::Hash)),
        Item::new("Parcel", Kind::Implementation(Implementation::From(text()))),
        Item::new("Speed", Kind::Implementation(Implementation::Into(text()))),
        Item::new("Speed", Kind::Implementation(Implementation::FromEntries(text()))),
        Item::new("Speed::as_i64", method(Receiver::Shared, Returns::Type(text()))),
        Item::new("Speed::as_str", method(Receiver::Shared, Returns::Nothing)),
        Item::new("Problem::builder", method(Receiver::None, Returns::Itself)),
        Item::new("Problem::validate", method(Receiver::Shared, Returns::Nothing)),
        Item::new("AddressBuilder::build", method(Receiver::Value, Returns::Nothing)),
        Item::new("GetParcelFailure", Kind::Answers),
        Item::new("requests::GetParcelFailure", Kind::Enum),
        Item::new("ParcelBuilder", Kind::Builder { states: Vec::new() }),
        Item::new("watches", Kind::Module),
    ]
}

#[test]
fn it_uses_every_item_and_fails_where_one_is_changed() {
    let description = Description::new(DESCRIPTION);
    let (generation, _) = regenerate(&description, None).expect("generated");
    let uses = client::uses(&generation.surface);
    assert_eq!(uses.len(), generation.surface.items.len());
    let mut apis = vec![Api { name: "whole".to_owned(), code: generation.code.clone() }];
    for (index, (replaced, _)) in CHANGES.iter().enumerate() {
        let code = replaced.iter().fold(generation.code.clone(), |code, (from, to)| {
            assert!(code.contains(from), "nowhere: {from}");
            code.replacen(from, to, 1)
        });
        apis.push(Api { name: format!("changed_{index}"), code });
    }
    let program = |name: &str, api: &str, uses: &[Use]| Program {
        name: name.to_owned(),
        api: api.to_owned(),
        uses: uses.to_vec(),
    };
    let uses_of = |api: &Api| program(&format!("uses_{}", api.name), &api.name, &uses);
    let mut programs: Vec<Program> = apis.iter().map(uses_of).collect();
    // Whoever is said to be made of something is also set by it: only their own uses count.
    let mut more = generation.surface.clone();
    more.items.extend(of_nobody());
    let of_nobody: Vec<String> = of_nobody().iter().map(ToString::to_string).collect();
    let mut uses_of_nobody = client::uses(&more);
    uses_of_nobody.retain(|used| of_nobody.contains(&used.item));
    programs.push(program("uses_more", "whole", &uses_of_nobody));
    // Each kind of item is changed, or is of nobody.
    let changed = CHANGES.iter().map(|(_, item)| *item);
    let tried = changed.chain(of_nobody.iter().map(String::as_str)).map(kind);
    let tried: BTreeSet<&str> = tried.collect();
    let lines: Vec<String> = generation.surface.items.iter().map(ToString::to_string).collect();
    let kinds: BTreeSet<&str> = lines.iter().map(|line| kind(line)).collect();
    let untried: Vec<_> = kinds.difference(&tried).collect();
    assert!(untried.is_empty(), "never changed: {untried:?}");
    let workshop = workshop("client").expect("a folder");
    let verdicts = workshop.check(&apis, &programs).expect("cargo runs");
    assert_eq!(verdicts.broken, Default::default());
    assert_eq!(verdicts.missed.get("uses_whole"), None, "the client itself is wrong");
    let mut unseen = Vec::new();
    for (index, (replaced, item)) in CHANGES.iter().enumerate() {
        let missed = verdicts.missed.get(&format!("uses_changed_{index}"));
        let missed: Vec<&str> =
            missed.into_iter().flatten().map(|missed| missed.item.as_str()).collect();
        if !missed.contains(item) {
            unseen.push(format!("{replaced:?}: `{item}` not missed, but {missed:?}"));
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
    let missed = verdicts.missed.get("uses_more").expect("what nobody has");
    let missed: Vec<&String> = missed.iter().map(|missed| &missed.item).collect();
    let found: Vec<_> = of_nobody.iter().filter(|item| !missed.contains(item)).collect();
    assert!(found.is_empty(), "not missed: {found:?}");
}

/// What an item is, and of an implementation, of which trait.
fn kind(item: &str) -> &str {
    let item = item.trim_start_matches("#[deprecated] ");
    let end = match item.strip_prefix("impl ") {
        Some(of) => of.find([' ', '<']).map(|end| end + "impl ".len()),
        None => item.find(' '),
    };
    &item[..end.unwrap_or(item.len())]
}
