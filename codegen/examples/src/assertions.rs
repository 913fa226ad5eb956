//! What keywords assert of a single value (JSON Schema Validation, section 6).

use serde_json::{Number, Value as Json};

use crate::violation::{Violation, ViolationKind};
use specwright_codegen::pointer::{Place, Pointer};
use specwright_codegen::read::source::{Node, Value};

/// Where the violations of a schema with a value are put.
pub(super) struct Violations<'a> {
    pub(super) place: &'a Place,
    pub(super) site: Place,
    pub(super) at: &'a Pointer,
    pub(super) list: Vec<Violation>,
}

impl Violations<'_> {
    /// Adds a violation.
    pub(super) fn push(&mut self, what: ViolationKind) {
        self.list.push(Violation {
            instance: self.at.clone(),
            schema: self.place.clone(),
            site: self.site.clone(),
            what,
        });
    }
}

/// `type`: a name or a list of names; names that JSON Schema does not have bind nobody.
pub(super) fn kinds(node: &Node, value: &Json, violations: &mut Violations<'_>) {
    let Some(types) = node.get("type") else { return };
    let expected: Vec<&str> = match &types.value {
        Value::String(name) => vec![name],
        Value::List(names) => names.iter().filter_map(Node::string).collect(),
        _ => return,
    };
    let found = kind_of(value);
    let fits = |name: &&str| match *name {
        "number" => matches!(found, "number" | "integer"),
        known if KINDS.contains(&known) => known == found,
        _ => true,
    };
    if !expected.is_empty() && !expected.iter().any(fits) {
        let expected = expected.into_iter().map(str::to_owned).collect();
        violations.push(ViolationKind::Kind { expected, found });
    }
}

const KINDS: &[&str] = &["null", "boolean", "integer", "number", "string", "array", "object"];

/// The type of a value; `3.0` is an integer (Validation, section 6.1.1).
pub(super) fn kind_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(number) => {
            let is_whole = |float: f64| float.fract() == 0.0;
            let is_integer =
                number.is_i64() || number.is_u64() || number.as_f64().is_some_and(is_whole);
            if is_integer { "integer" } else { "number" }
        }
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}

/// `enum` and `const`.
pub(super) fn listed(node: &Node, value: &Json, violations: &mut Violations<'_>) {
    if let Some(values) = node.get("enum").and_then(Node::list) {
        let listed: Vec<Json> = values.iter().map(Node::to_json).collect();
        if !listed.iter().any(|known| same(known, value)) {
            violations.push(ViolationKind::NotListed { listed, found: value.clone() });
        }
    }
    if let Some(constant) = node.get("const").map(Node::to_json)
        && !same(&constant, value)
    {
        violations.push(ViolationKind::NotConstant { constant, found: value.clone() });
    }
}

pub(super) fn bounds(node: &Node, number: &Number, violations: &mut Violations<'_>) {
    let bound = |keyword: &str| node.get(keyword).and_then(as_number);
    let mut hold = |keyword: &'static str, bound: Option<&Number>, breaks: Breaks| {
        let Some(bound) = bound else { return };
        if is_beyond(number, bound, breaks) {
            violations.push(ViolationKind::Bound {
                keyword,
                bound: bound.clone(),
                found: number.clone(),
            });
        }
    };
    // A flag in OpenAPI 3.0, a bound of its own since 3.1.
    let is_strict = |keyword: &str| flag(node, keyword);
    if is_strict("exclusiveMinimum") {
        hold("exclusiveMinimum", bound("minimum"), |found, bound| found <= bound);
    } else {
        hold("minimum", bound("minimum"), |found, bound| found < bound);
        hold("exclusiveMinimum", bound("exclusiveMinimum"), |found, bound| found <= bound);
    }
    if is_strict("exclusiveMaximum") {
        hold("exclusiveMaximum", bound("maximum"), |found, bound| found >= bound);
    } else {
        hold("maximum", bound("maximum"), |found, bound| found > bound);
        hold("exclusiveMaximum", bound("exclusiveMaximum"), |found, bound| found >= bound);
    }
    if let (Some(of), Some(value)) = (bound("multipleOf"), number.as_f64()) {
        let quotient = of.as_f64().filter(|of| *of > 0.0).map(|of| value / of);
        // What decimal fractions lose in binary ones is nobody's violation.
        let is_whole = |ratio: f64| (ratio - ratio.round()).abs() <= 1e-9 * ratio.abs().max(1.0);
        if quotient.is_some_and(|ratio| !is_whole(ratio)) {
            violations.push(ViolationKind::NotMultiple(of.clone()));
        }
    }
}

/// Whether a number breaks a bound.
type Breaks = fn(f64, f64) -> bool;

/// Whether a number is beyond a bound; integers are compared as such.
fn is_beyond(found: &Number, bound: &Number, breaks: Breaks) -> bool {
    if let (Some(found), Some(bound)) = (as_integer(found), as_integer(bound)) {
        let difference = found - bound;
        return breaks(difference.signum() as f64, 0.0);
    }
    let (found, bound) = (found.as_f64(), bound.as_f64());
    found.zip(bound).is_some_and(|(found, bound)| breaks(found, bound))
}

fn as_integer(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

pub(super) fn count(
    node: &Node,
    least: &'static str,
    most: &'static str,
    found: usize,
    violations: &mut Violations<'_>,
) {
    let found = Number::from(found);
    let breaks: [Breaks; 2] = [|found, bound| found < bound, |found, bound| found > bound];
    for (keyword, breaks) in [least, most].into_iter().zip(breaks) {
        let Some(bound) = node.get(keyword).and_then(as_number) else { continue };
        if is_beyond(&found, bound, breaks) {
            violations.push(ViolationKind::Bound {
                keyword,
                bound: bound.clone(),
                found: found.clone(),
            });
        }
    }
}

/// Whether two values are the same to JSON Schema (Core, section 4.2.2): numbers by value.
pub(super) fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => match (as_integer(one), as_integer(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        },
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            let has = |(name, value): (&String, &Json)| {
                other.get(name).is_some_and(|found| same(value, found))
            };
            one.len() == other.len() && one.iter().all(has)
        }
        _ => one == other,
    }
}

pub(super) fn as_number(node: &Node) -> Option<&Number> {
    match &node.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

pub(super) fn flag(node: &Node, keyword: &str) -> bool {
    node.get(keyword).is_some_and(|node| node.value == Value::Boolean(true))
}

pub(super) fn is_closed(node: &Node, keyword: &str) -> bool {
    node.get(keyword).is_some_and(|node| node.value == Value::Boolean(false))
}
