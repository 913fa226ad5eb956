//! The engine, tried on tables of its own.

mod budget;
mod choosing;
mod custom;
mod kept;
mod keys;
mod misread;
mod named;
mod naming;
mod plain;
mod steps;

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Extra, Nulls, RawJson, Wire, read, write};
use crate::wire;

/// A union that nothing discriminates, whose variants hold it again.
pub(super) enum Ambiguous {
    First(First),
    Second(Second),
    Other(Value),
}

pub(super) struct First {
    x: i64,
    a: Option<Box<Ambiguous>>,
    list: Option<Vec<Ambiguous>>,
    map: Option<BTreeMap<String, Ambiguous>>,
    tagged: Option<Box<Tagged>>,
    limited: Option<Box<Ambiguous>>,
    extra: Extra,
}

pub(super) struct Second {
    y: String,
    a: Option<Box<Ambiguous>>,
    list: Option<Vec<Ambiguous>>,
    map: Option<BTreeMap<String, Ambiguous>>,
    open: Option<RawJson>,
    limited: Option<Box<Ambiguous>>,
    extra: Extra,
}

wire::union!(Ambiguous {
    First: variant("First", &[Object]),
    Second: variant("Second", &[Object]),
});

wire::record!(First {
    x: required("x"),
    a: optional("a"),
    list: optional("list"),
    map: optional("map"),
    tagged: optional("tagged"),
    limited: optional("limited").limits(&[max_properties(50)]),
    ..extra,
});

wire::record!(Second {
    y: required("y"),
    a: optional("a"),
    list: optional("list"),
    map: optional("map"),
    open: optional("open"),
    limited: optional("limited").limits(&[max_properties(50)]),
    ..extra,
});

/// A union with a tag.
pub(super) enum Tagged {
    Leaf(Leaf),
    Node(Node),
    Other(Value),
}

pub(super) struct Leaf {
    text: Option<String>,
    extra: Extra,
}

pub(super) struct Node {
    a: Option<Box<Tagged>>,
    list: Option<Vec<Tagged>>,
    map: Option<BTreeMap<String, Tagged>>,
    text: Option<String>,
    extra: Extra,
}

wire::union!(Tagged { Leaf: tag("type", &["leaf"]), Node: tag("type", &["node"]) });

wire::record!(Leaf { _: constant("type", "leaf"), text: optional("text").nullable(), ..extra, }, nullable);

wire::record!(Node {
    _: constant("type", "node"),
    a: optional("a"),
    list: optional("list"),
    map: optional("map"),
    text: optional("text"),
    ..extra,
});

/// Two variants of lists, one of a union that kinds discriminate.
pub(super) enum Lists {
    Words(Vec<Words>),
    Again(Vec<Lists>),
    Other(Value),
}

pub(super) enum Words {
    Text(String),
    List(Vec<Words>),
    Item(Item),
    Other(Value),
}

/// Closed, and so refused where its property is missing.
pub(super) struct Item {
    k: String,
    nulls: Nulls,
}

wire::union!(Lists { Words: variant("Words", &[Array]), Again: variant("Lists", &[Array]) });

wire::union!(Words {
    Text: variant("Text", &[String]),
    List: variant("List", &[Array]),
    Item: variant("Item", &[Object]),
});

wire::record!(Item { k: required("k"), ..nulls, });

/// Two variants of lists, whose items have limits.
pub(super) enum Bounded {
    Few(Vec<Bounded>),
    Many(Vec<Bounded>),
    Text(String),
    Other(Value),
}

wire::union!(Bounded {
    Few: variant("Few", &[Array]).limits(&[max_items(1), each(&[max_items(3), max_length(5)])]),
    Many: variant("Many", &[Array]).limits(&[each(&[max_items(2), max_length(9)])]),
    Text: variant("Text", &[String]).limits(&[max_length(7)]),
});

/// Closed objects in each other.
pub(super) enum Closed {
    One(ClosedOne),
    Two(ClosedTwo),
    Other(Value),
}

pub(super) struct ClosedOne {
    a: Option<Box<Closed>>,
    x: Option<i64>,
    nulls: Nulls,
}

pub(super) struct ClosedTwo {
    a: Option<Box<Closed>>,
    y: Option<i64>,
    nulls: Nulls,
}

wire::union!(Closed { One: variant("One", &[Object]), Two: variant("Two", &[Object]) });

wire::record!(ClosedOne { a: optional("a"), x: optional("x"), ..nulls, });

wire::record!(ClosedTwo { a: optional("a"), y: optional("y").nullable(), ..nulls, }, nullable);

/// A property that is a constant, open, or the union again.
pub(super) enum Mixed {
    Constant(MixedConstant),
    Open(MixedOpen),
    Again(MixedAgain),
    Tagged(MixedTagged),
    Other(Value),
}

pub(super) struct MixedConstant {
    x: i64,
}

pub(super) struct MixedOpen {
    k: Value,
    raw: Option<RawJson>,
    y: i64,
    nulls: Nulls,
}

pub(super) struct MixedAgain {
    k: Option<Box<Mixed>>,
    raw: Option<Box<Mixed>>,
    extra: Extra,
}

pub(super) struct MixedTagged {
    k: Option<Box<Tagged>>,
    extra: Extra,
}

wire::union!(Mixed {
    Constant: variant("Constant", &[Object]),
    Open: variant("Open", &[Object]),
    Tagged: variant("Tagged", &[Object]),
    Again: variant("Again", &[Object]),
});

wire::record!(MixedConstant { _: constant("k", "a"), x: required("x"), });

wire::record!(MixedOpen {
    k: required("k"),
    raw: optional("raw"),
    y: required("y"),
    ..nulls,
});

wire::record!(MixedTagged { k: optional("k"), ..extra, });

wire::record!(MixedAgain { k: optional("k"), raw: optional("raw"), ..extra, });

/// What a type reads from a text.
fn read_from<T: Wire>(text: &str) -> T {
    let mut value = T::blank();
    if let Err(fault) = read::read_whole(text, wire::DecodeBudget::UNLIMITED, value.slot()) {
        panic!("{}: {text}", wire::DecodeError::of_text(&fault, text));
    }
    value
}

/// Why a type refuses a text.
fn refusal<T: Wire>(text: &str) -> String {
    let mut value = T::blank();
    match read::read_whole(text, wire::DecodeBudget::UNLIMITED, value.slot()) {
        Ok(()) => panic!("{value:?} is read from {text}"),
        Err(fault) => wire::DecodeError::of(&fault).to_string(),
    }
}

/// What a value is written as.
fn written<T: Wire>(value: &T) -> String {
    let mut text = Vec::new();
    write::push(&value.view(), &mut text).expect("writable");
    String::from_utf8(text).expect("JSON is UTF-8")
}
