//! One fault at a time: what a description forbids, types must refuse before it leaves.
//!
//! Faults are put into valid instances where the schemas that hold there say what would
//! be wrong; the oracle then says whether it is. Some are admitted by design, because
//! descriptions grow: unknown words, unknown variants, properties that nobody named. They are
//! counted apart, and so is what constants are read as.

use serde::Serialize;
use serde_json::{Map, Number, Value, json};

use crate::description::{Description, escape};
use crate::sample::{Sample, Spot, View, kind_of, kinds_of};

/// An instance with one fault.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong.
    pub wrong: Wrong,
    /// Where.
    pub pointer: String,
    /// Whether types may accept it all the same.
    pub leeway: Leeway,
    /// The place at which the valid instance differs, and what stands there instead.
    put: (String, Value),
}

impl Fault {
    /// The valid instance with the fault. Few of the faults of a large instance are tried,
    /// so that it is copied only then.
    pub fn in_instance(&self, valid: &Value) -> Value {
        let (pointer, node) = &self.put;
        let mut value = valid.clone();
        if let Some(place) = value.pointer_mut(pointer) {
            place.clone_from(node);
        }
        value
    }
}

/// What is wrong with an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Wrong {
    Missing,
    Kind,
    BelowMinimum,
    AboveMaximum,
    NoMultiple,
    TooShort,
    TooLong,
    PatternBroken,
    TooFewItems,
    TooManyItems,
    RepeatedItems,
    NotListed,
    NoVariant,
    Undeclared,
}

/// Whether types may accept a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leeway {
    /// They may not.
    None,
    /// It is a word that may be known one day.
    OpenValue,
    /// It is a value of a kind that no variant has, which may be one one day.
    OpenVariant,
    /// It is a property that may be declared one day.
    OpenObject,
    /// There is only one value that it could have, which is supplied; another is kept.
    Constant,
    /// A null where a property may be missing.
    NullForMissing,
    /// What is read of it is valid when it is sent: a required property that may be null is
    /// missing.
    Mended,
    /// It is a property that the other side sets (`readOnly`), and that need not be sent.
    OtherSide,
}

impl Wrong {
    /// What is wrong, in words.
    pub fn words(self) -> &'static str {
        match self {
            Wrong::Missing => "required removed",
            Wrong::Kind => "wrong kind",
            Wrong::BelowMinimum => "below minimum",
            Wrong::AboveMaximum => "above maximum",
            Wrong::NoMultiple => "no multiple",
            Wrong::TooShort => "too short",
            Wrong::TooLong => "too long",
            Wrong::PatternBroken => "pattern broken",
            Wrong::TooFewItems => "too few items",
            Wrong::TooManyItems => "too many items",
            Wrong::RepeatedItems => "repeated items",
            Wrong::NotListed => "not a listed value",
            Wrong::NoVariant => "not a listed variant",
            Wrong::Undeclared => "undeclared property",
        }
    }
}

/// The instance with each fault that the schemas of its nodes suggest.
pub fn faults(description: &Description, sample: &Sample<'_>) -> Vec<Fault> {
    let mut faults = Faults { description, sample, found: Vec::new() };
    for spot in &sample.spots {
        // A spot of a property that was left out in the end.
        if let Some(node) = sample.value.pointer(&spot.pointer) {
            faults.missing(spot, node);
            faults.kind(spot, node);
            faults.number(spot, node);
            faults.text(spot, node);
            faults.list(spot, node);
            faults.listed(spot, node);
            faults.undeclared(spot, node);
        }
    }
    faults.found
}

struct Faults<'a> {
    description: &'a Description,
    sample: &'a Sample<'a>,
    found: Vec<Fault>,
}

/// The longest string that is made only to be too long.
const LONGEST: u64 = 20_000;

impl Faults<'_> {
    fn put(&mut self, wrong: Wrong, leeway: Leeway, spot: &Spot<'_>, node: Value) {
        self.put_at(wrong, leeway, spot, node, spot.pointer.clone());
    }

    fn put_at(
        &mut self,
        wrong: Wrong,
        leeway: Leeway,
        spot: &Spot<'_>,
        node: Value,
        pointer: String,
    ) {
        self.found.push(Fault { wrong, pointer, leeway, put: (spot.pointer.clone(), node) });
    }

    fn missing(&mut self, spot: &Spot<'_>, node: &Value) {
        let Value::Object(properties) = node else { return };
        for name in required(&spot.view) {
            let mut properties = properties.clone();
            if properties.shift_remove(name).is_none() {
                continue;
            }
            let pointer = format!("{}/{}", spot.pointer, escape(name));
            let leeway = match self.spot(&pointer) {
                Some(property) if property.view.is_constant() => Leeway::Constant,
                Some(property) if property.view.says("readOnly") => Leeway::OtherSide,
                _ => Leeway::None,
            };
            self.put_at(Wrong::Missing, leeway, spot, Value::Object(properties), pointer);
        }
    }

    fn kind(&mut self, spot: &Spot<'_>, node: &Value) {
        let own = kind_of(node);
        let variants: Vec<&str> = spot
            .view
            .unions
            .iter()
            .flat_map(|variants| variants.iter())
            .flat_map(|variant| kinds_of(self.description, variant))
            .collect();
        for other in
            [Value::Null, json!(true), json!(12), json!(1.5), json!("text"), json!([]), json!({})]
        {
            let kind = kind_of(&other);
            if kind == own
                || own == "integer"
                    && kind == "number"
                    && !spot.view.parts.iter().any(|part| part.contains_key("type"))
            {
                continue;
            }
            let leeway = match kind {
                _ if spot.view.is_constant() && spot.view.unions.is_empty() => Leeway::Constant,
                "null" if self.may_be_missing(spot) => Leeway::NullForMissing,
                "string" if is_value(&spot.view, self.description) => Leeway::OpenValue,
                "integer" if variants.contains(&"number") => Leeway::None,
                _ if !variants.is_empty() && !variants.contains(&kind) => Leeway::OpenVariant,
                _ => Leeway::None,
            };
            let wrong = if leeway == Leeway::OpenVariant { Wrong::NoVariant } else { Wrong::Kind };
            self.put(wrong, leeway, spot, other);
        }
    }

    fn number(&mut self, spot: &Spot<'_>, node: &Value) {
        if !node.is_number() {
            return;
        }
        let view = &spot.view;
        let whole = view.types().is_some_and(|types| types.contains(&"integer"));
        let step = if whole { 1.0 } else { 0.5 };
        let beside = |bound: f64| {
            if whole { integer(bound) } else { Number::from_f64(bound).map(Value::Number) }
        };
        let below = view.bound("minimum", f64::max).and_then(|bound| beside(bound - step));
        let at_least = view.bound("exclusiveMinimum", f64::max).and_then(beside);
        let above = view.bound("maximum", f64::min).and_then(|bound| beside(bound + step));
        let at_most = view.bound("exclusiveMaximum", f64::min).and_then(beside);
        let apart = view.bound("multipleOf", f64::max).filter(|step| !whole || *step > 1.0);
        let apart =
            apart.and_then(|step| node.as_f64().map(|value| value + step / 2.0)).and_then(beside);
        let all = [
            (Wrong::BelowMinimum, below),
            (Wrong::BelowMinimum, at_least),
            (Wrong::AboveMaximum, above),
            (Wrong::AboveMaximum, at_most),
            (Wrong::NoMultiple, apart),
        ];
        for (wrong, value) in all {
            if let Some(value) = value {
                self.put(wrong, Leeway::None, spot, value);
            }
        }
    }

    fn text(&mut self, spot: &Spot<'_>, node: &Value) {
        let Value::String(text) = node else { return };
        let view = &spot.view;
        if let Some(most) = view.count("maxLength", u64::min).filter(|most| *most < LONGEST) {
            let longer =
                text.chars().chain(std::iter::repeat('x')).take(most as usize + 1).collect();
            self.put(Wrong::TooLong, leeway_of_text(view), spot, Value::String(longer));
        }
        if let Some(least) = view.count("minLength", u64::max).filter(|least| *least > 0) {
            let shorter = text.chars().take(least as usize - 1).collect();
            self.put(Wrong::TooShort, leeway_of_text(view), spot, Value::String(shorter));
        }
        if view.parts.iter().any(|part| part.contains_key("pattern")) {
            for broken in ["", "\u{1F980}", " ", "~~"] {
                let filled =
                    broken.repeat((text.chars().count() / broken.chars().count().max(1)).max(1));
                self.put(Wrong::PatternBroken, leeway_of_text(view), spot, Value::String(filled));
            }
        }
    }

    fn list(&mut self, spot: &Spot<'_>, node: &Value) {
        let Value::Array(items) = node else { return };
        let view = &spot.view;
        let most = view.count("maxItems", u64::min).filter(|most| *most < 3_000);
        if let (Some(most), Some(last)) = (most, items.last()) {
            let more = items.iter().chain(std::iter::repeat(last)).take(most as usize + 1).cloned();
            self.put(Wrong::TooManyItems, Leeway::None, spot, Value::Array(more.collect()));
        }
        if let Some(least) = view.count("minItems", u64::max).filter(|least| *least > 0) {
            let fewer = items.iter().take(least as usize - 1).cloned().collect();
            self.put(Wrong::TooFewItems, Leeway::None, spot, Value::Array(fewer));
        }
        let unique = view.parts.iter().any(|part| part.get("uniqueItems") == Some(&json!(true)));
        if let (true, Some(last)) = (unique, items.last()) {
            let repeated = items.iter().chain([last]).cloned().collect();
            self.put(Wrong::RepeatedItems, Leeway::None, spot, Value::Array(repeated));
        }
    }

    fn listed(&mut self, spot: &Spot<'_>, node: &Value) {
        let is_listed = spot
            .view
            .parts
            .iter()
            .any(|part| part.contains_key("enum") || part.contains_key("const"));
        let constant = spot.view.is_constant();
        match node {
            Value::String(_) if is_listed => {
                let leeway = if constant { Leeway::Constant } else { Leeway::OpenValue };
                self.put(Wrong::NotListed, leeway, spot, json!("specwright-unlisted"));
            }
            Value::Number(_) | Value::Bool(_) if is_listed => {
                let leeway = if constant { Leeway::Constant } else { Leeway::None };
                let other = match node {
                    Value::Bool(flag) => json!(!flag),
                    _ => json!(987_654),
                };
                self.put(Wrong::NotListed, leeway, spot, other);
            }
            _ => {}
        }
    }

    fn undeclared(&mut self, spot: &Spot<'_>, node: &Value) {
        let Value::Object(properties) = node else { return };
        if spot
            .view
            .parts
            .iter()
            .any(|part| part.get("additionalProperties") == Some(&json!(false)))
        {
            let mut properties: Map<String, Value> = properties.clone();
            properties.insert("specwright_undeclared".to_owned(), json!(1));
            let pointer = format!("{}/specwright_undeclared", spot.pointer);
            self.put_at(
                Wrong::Undeclared,
                Leeway::OpenObject,
                spot,
                Value::Object(properties),
                pointer,
            );
        }
    }

    fn spot(&self, pointer: &str) -> Option<&Spot<'_>> {
        self.sample.spots.iter().find(|spot| spot.pointer == pointer)
    }

    /// Whether the node is a property that its object does not require.
    fn may_be_missing(&self, spot: &Spot<'_>) -> bool {
        let Some((parent, name)) = spot.pointer.rsplit_once('/') else { return false };
        let is_property = self.sample.value.pointer(parent).is_some_and(Value::is_object);
        let parent = self.spot(parent);
        is_property
            && parent.is_some_and(|parent| {
                !required(&parent.view).iter().any(|required| escape(required) == name)
            })
    }
}

fn required<'a>(view: &View<'a>) -> Vec<&'a str> {
    let lists = view.parts.iter().filter_map(|part| part.get("required")?.as_array());
    let mut names: Vec<&str> = lists.flatten().filter_map(Value::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a string here may be a word that is not listed yet: the place lists words, or a variant
/// does.
fn is_value(view: &View<'_>, description: &Description) -> bool {
    let lists = |schema: &Value| {
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| description.resolve(reference));
        let schema = target.unwrap_or(schema);
        let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        listed.chain(schema.get("const")).any(Value::is_string)
    };
    view.parts.iter().any(|part| lists(&Value::Object((*part).clone())))
        || view.unions.iter().flat_map(|variants| variants.iter()).any(lists)
}

fn leeway_of_text(view: &View<'_>) -> Leeway {
    if view.parts.iter().any(|part| part.contains_key("enum") || part.contains_key("const")) {
        Leeway::OpenValue
    } else {
        Leeway::None
    }
}

fn integer(value: f64) -> Option<Value> {
    let value = value.floor();
    (value.abs() < 9.0e18).then(|| json!(value as i64))
}
