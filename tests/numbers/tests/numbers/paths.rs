//! The paths that a number can take through generated types, and what has to come of it there.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use specwright::{DecodeError, Wire};
use specwright::{fine_tuning as ft, json};
use specwright_numbers::api;

use super::users;

/// A place for a number, shown as `#` in a text of JSON without any other.
pub(super) struct Path {
    pub(super) json: &'static str,
    /// The place that an error names.
    pub(super) pointer: &'static str,
    pub(super) of: Of,
    pub(super) held: Held,
    pub(super) through: fn(&str, Way) -> Written,
    /// By the door of the runtime, which takes generated types alone.
    pub(super) by_our_door: Option<fn(&str) -> Written>,
}

/// What was written of what was read.
pub(super) type Written = Result<String, DecodeError>;

/// What stands there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Of {
    Integer,
    Unsigned,
    Double,
    /// An integer where it fits one, otherwise a double.
    Either,
    /// An integer; any other number is of no variant, and is kept.
    IntegerOrOpen,
    Open,
    /// Any, of a property that the description does not name.
    Undeclared,
}

/// Who holds a value back before it reaches the type that it is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Held {
    /// Nobody, or the runtime.
    ByUs,
    /// What serde derives for `flatten` and `tag`.
    BySerde,
}

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    Text,
    Bytes,
    Reader,
    Tree,
    LentTree,
    OurDoor,
}

const WAYS: [Way; 5] = [Way::Text, Way::Bytes, Way::Reader, Way::Tree, Way::LentTree];

/// Reads a text in every way there is, and writes what was read.
pub(super) fn in_every_way(path: &Path, json: &str) -> Vec<(Way, Written)> {
    let mut results = WAYS.map(|way| (way, (path.through)(json, way))).to_vec();
    results.extend(path.by_our_door.map(|read| (Way::OurDoor, read(json))));
    results
}

#[rustfmt::skip]
pub(super) fn paths() -> Vec<Path> {
    use Of::{Double, Either, Integer, IntegerOrOpen, Open, Undeclared, Unsigned};
    vec![
        path::<api::RequiredInteger>(r#"{"integer": #}"#, "/integer", Integer),
        path::<api::RequiredDouble>(r#"{"double": #}"#, "/double", Double),
        path::<api::RequiredDouble>(r#"{"double": #, "new": "x"}"#, "/double", Double),
        path::<api::Optional>(r#"{"integer": #}"#, "/integer", Integer),
        path::<api::Optional>(r#"{"unsigned": #}"#, "/unsigned", Unsigned),
        path::<api::Optional>(r#"{"double": #}"#, "/double", Double),
        path::<api::Optional>(r#"{"nullable": #}"#, "/nullable", Double),
        path::<api::Optional>(r#"{"integers": [#]}"#, "/integers/0", Integer),
        path::<api::Optional>(r#"{"doubles": [#]}"#, "/doubles/0", Double),
        path::<api::Optional>(r#"{"map_of_integers": {"a/b": #}}"#, "/map_of_integers/a~1b", Integer),
        path::<api::Optional>(r#"{"map_of_doubles": {"a": #}}"#, "/map_of_doubles/a", Double),
        path::<api::Optional>(r#"{"epochs": #}"#, "/epochs", Integer),
        path::<api::Optional>(r#"{"rate": #}"#, "/rate", Double),
        path::<api::Optional>(r#"{"text_or_integer": #}"#, "/text_or_integer", IntegerOrOpen),
        path::<api::Optional>(r#"{"text_or_double": #}"#, "/text_or_double", Double),
        path::<api::Optional>(r#"{"text_or_double": [#]}"#, "/text_or_double/0", Double),
        path::<api::Optional>(r#"{"integer_or_double": #}"#, "/integer_or_double", Either),
        path::<api::Optional>(r#"{"anything": #}"#, "/anything", Open),
        path::<api::Optional>(r#"{"anything": {"deep": [#]}}"#, "/anything/deep/0", Open),
        path::<api::Optional>(r#"{"undeclared": #}"#, "/undeclared", Undeclared),
        path::<api::Optional>(r#"{"undeclared": [{"deep": #}]}"#, "/undeclared/0/deep", Undeclared),
        path::<api::Told>(r#"{"kind": "integer", "value": #}"#, "/value", Integer),
        path::<api::Told>(r#"{"value": #, "kind": "integer"}"#, "/value", Integer),
        path::<api::Told>(r#"{"kind": "double", "value": #}"#, "/value", Double),
        path::<api::Told>(r#"{"value": #, "kind": "double"}"#, "/value", Double),
        path::<api::Told>(r#"{"value": [#], "kind": "list"}"#, "/value/0", Double),
        path::<api::Told>(r#"{"new": {"deep": [#]}, "value": [], "kind": "list"}"#, "/new", Undeclared),
        path::<api::Told>(r#"{"kind": "unknown", "value": #}"#, "/value", Open),
        path::<api::Told>(r#"{"value": #, "kind": "unknown"}"#, "/value", Open),
        path::<api::Tried>(r#"{"integer": #}"#, "", Integer),
        path::<api::Tried>(r#"{"double": #}"#, "", Double),
        within::<users::Flat<api::RequiredInteger>>(r#"{"mine": "x", "integer": #}"#, "/integer", Integer),
        within::<users::Flat<api::RequiredDouble>>(r#"{"double": #, "mine": "x"}"#, "/double", Double),
        within::<users::Flat<api::Optional>>(r#"{"mine": "x", "rate": #}"#, "/rate", Double),
        within::<users::Flat<api::Optional>>(r#"{"mine": "x", "epochs": #}"#, "/epochs", Integer),
        within::<users::Flat<api::Optional>>(r#"{"mine": "x", "text_or_double": #}"#, "/text_or_double", Double),
        within::<users::Flat<api::Optional>>(r#"{"mine": "x", "undeclared": #}"#, "/undeclared", Undeclared),
        within::<users::Flat<api::Told>>(r#"{"mine": "x", "value": #, "kind": "integer"}"#, "/value", Integer),
        within::<users::Tagged>(r#"{"type": "integer", "integer": #}"#, "/integer", Integer),
        within::<users::Tagged>(r#"{"integer": #, "type": "integer"}"#, "/integer", Integer),
        within::<users::Tagged>(r#"{"double": #, "type": "double"}"#, "/double", Double),
        within::<users::Tagged>(r#"{"type": "told", "kind": "double", "value": #}"#, "/value", Double),
        path::<ft::FineTuneSupervisedHyperparameters>(r#"{"n_epochs": #}"#, "/n_epochs", Integer),
        path::<ft::FineTuneDpoHyperparameters>(r#"{"n_epochs": "auto", "beta": #}"#, "/beta", Double),
        path::<ft::FineTuneReinforcementMethodGrader>(
            r#"{"type": "score_model", "name": "n", "model": "m", "input": [], "range": [#]}"#, "/range/0", Double),
        path::<ft::FineTuneReinforcementMethodGrader>(
            r#"{"name": "n", "model": "m", "input": [], "range": [#], "type": "score_model"}"#, "/range/0", Double),
        path::<ft::FineTuneReinforcementMethodGrader>(
            r#"{"name": "n", "model": "m", "input": [], "sampling_params": {"seed": #}, "type": "score_model"}"#,
            "/sampling_params/seed", Integer),
        path::<ft::GraderPython>(r#"{"type": #, "name": "n", "source": "s"}"#, "/type", Undeclared),
        path::<ft::EvalItemContent>("#", "", Open),
        path::<ft::GraderMultiGraders>(
            r#"{"a": {"name": "n", "model": "m", "input": [], "sampling_params": {"top_p": #}, "type": "score_model"}}"#,
            "/a/sampling_params/top_p", Double),
    ]
}

fn path<T: DeserializeOwned + Serialize + Wire>(
    json: &'static str,
    pointer: &'static str,
    of: Of,
) -> Path {
    Path {
        json,
        pointer,
        of,
        held: Held::ByUs,
        through: through::<T>,
        by_our_door: Some(by_our_door::<T>),
    }
}

/// A path within a type that somebody derives around a generated one.
fn within<T: DeserializeOwned + Serialize>(
    json: &'static str,
    pointer: &'static str,
    of: Of,
) -> Path {
    Path { json, pointer, of, held: Held::BySerde, through: through::<T>, by_our_door: None }
}

/// Reads a text and writes what was read, as a text.
fn through<T: DeserializeOwned + Serialize>(json: &str, way: Way) -> Written {
    let tree = || serde_json::from_str::<Value>(json);
    let read: serde_json::Result<T> = match way {
        Way::Text => serde_json::from_str(json),
        Way::Bytes => serde_json::from_slice(json.as_bytes()),
        Way::Reader => serde_json::from_reader(json.as_bytes()),
        Way::Tree => tree().and_then(serde_json::from_value),
        Way::OurDoor => panic!("it takes generated types alone"),
        Way::LentTree => tree().and_then(|tree| T::deserialize(&tree)),
    };
    let value = read.map_err(DecodeError::new)?;
    // Both ways to write: as a text, and as a tree.
    let written = serde_json::to_string(&value).expect("writable");
    let tree = serde_json::to_value(&value);
    let again = serde_json::from_str::<Value>(&written);
    assert_eq!(again.is_ok(), tree.is_ok(), "what a tree cannot hold");
    if cfg!(any(feature = "float_roundtrip", feature = "arbitrary_precision")) {
        assert_eq!(again.ok(), tree.ok(), "a tree is not what the text is");
    }
    Ok(written)
}

fn by_our_door<T: Wire>(text: &str) -> Written {
    let value: T = json::from_str(text)?;
    Ok(String::from_utf8(json::to_vec(&value).expect("writable")).expect("UTF-8"))
}
