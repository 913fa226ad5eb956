//! Objects: which properties, and what undeclared ones.

use serde_json::{Map, Value, json};

use super::{Sampler, View, named};
use crate::kind::Kind;

/// Names that an undeclared property may have: Unicode, what a pointer escapes, Rust's own.
const UNDECLARED: &[&str] = &[
    "x_undeclared",
    "größe ∑",
    "a/b~c",
    "type_",
    "",
    "self",
    "\u{1F980}",
    "with \"quotes\"",
    "extra",
];

impl<'a> Sampler<'a> {
    pub(super) fn object(&mut self, view: &View<'a>, depth: usize) -> Option<Value> {
        let required: Vec<&str> = view
            .parts
            .iter()
            .filter_map(|part| part.get("required")?.as_array())
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut declared: Vec<&'a str> = Vec::new();
        for (name, _) in view.parts.iter().flat_map(|part| named(part, "properties")) {
            if !declared.contains(&name.as_str()) {
                declared.push(name);
            }
        }
        let least = view.count("minProperties", u64::max).unwrap_or(0) as usize;
        let most = view.count("maxProperties", u64::min).map_or(usize::MAX, |count| count as usize);
        let mut object = Map::new();
        for name in &declared {
            let is_required = required.contains(name);
            let room = most.saturating_sub(object.len());
            if !is_required && (room == 0 || !self.wants_optional(depth)) {
                continue;
            }
            let Some(schemas) = self.schemas_of(view, name) else {
                if is_required { return None } else { continue }
            };
            match self.property(name, &schemas, depth) {
                Some(value) => {
                    object.insert((*name).to_owned(), value);
                }
                None if is_required => return None,
                None => {}
            }
        }
        for name in required.iter().filter(|name| !declared.contains(name)) {
            if !object.contains_key(*name) {
                let schemas = self.schemas_of(view, name)?;
                object.insert((*name).to_owned(), self.property(name, &schemas, depth)?);
            }
        }
        self.add_undeclared(view, &declared, depth, least, most, &mut object);
        (object.len() >= least).then_some(Value::Object(object))
    }

    fn wants_optional(&mut self, depth: usize) -> bool {
        if self.is_thrifty(depth) {
            return false;
        }
        match self.kind {
            Kind::Required => false,
            Kind::Mixed => self.rng.bool(),
            Kind::Undeclared => self.rng.u8(..4) == 0,
            Kind::Variants => depth < 4 || self.rng.bool(),
            _ => true,
        }
    }

    /// What holds for a property: every schema that speaks of it; `None` where one forbids it.
    fn schemas_of(&self, view: &View<'a>, name: &str) -> Option<Vec<&'a Value>> {
        let mut schemas = Vec::new();
        for part in &view.parts {
            match part.get("properties").and_then(|properties| properties.get(name)) {
                Some(schema) => schemas.push(schema),
                None => match part.get("additionalProperties") {
                    Some(Value::Bool(false)) if !part.contains_key("patternProperties") => {
                        return None;
                    }
                    Some(schema) => schemas.push(schema),
                    None => {}
                },
            }
        }
        Some(schemas)
    }

    /// Adds properties that are not named: the entries of a map, and what servers add one day.
    fn add_undeclared(
        &mut self,
        view: &View<'a>,
        declared: &[&str],
        depth: usize,
        least: usize,
        most: usize,
        object: &mut Map<String, Value>,
    ) {
        let is_map = declared.is_empty()
            && view.parts.iter().any(|part| {
                part.contains_key("additionalProperties") || part.contains_key("patternProperties")
            });
        let wanted = match self.kind {
            _ if self.is_thrifty(depth) => 0,
            Kind::Undeclared => 1 + self.rng.usize(..3),
            Kind::Mixed => self.rng.usize(..4),
            Kind::Required | Kind::Empty => 0,
            Kind::Long if is_map => 20,
            Kind::Boundaries if is_map && most <= 64 => most,
            _ => 2 * usize::from(is_map),
        };
        let count =
            wanted.max(least.saturating_sub(object.len())).min(most.saturating_sub(object.len()));
        let names: Vec<&'a Value> =
            view.parts.iter().filter_map(|part| part.get("propertyNames")).collect();
        let patterns: Vec<(&'a String, &'a Value)> =
            view.parts.iter().flat_map(|part| named(part, "patternProperties")).collect();
        for index in 0..count.min(200) {
            let (name, extra) = match patterns.first() {
                Some((pattern, schema)) => match self.matching(pattern, None) {
                    Some(name) => (name, vec![*schema]),
                    None => return,
                },
                None => (self.undeclared_name(&names, index, is_map), Vec::new()),
            };
            if declared.contains(&name.as_str()) || object.contains_key(&name) {
                continue;
            }
            let Some(mut schemas) = self.schemas_of(view, &name) else { return };
            schemas.extend(extra);
            if let Some(value) = self.property(&name, &schemas, depth) {
                object.insert(name, value);
            }
        }
    }

    fn undeclared_name(&mut self, schemas: &[&'a Value], index: usize, is_map: bool) -> String {
        if !schemas.is_empty() {
            let (spots, path) = (self.spots.len(), self.path.len());
            let name = self.node(schemas, 0);
            self.spots.truncate(spots);
            self.path.truncate(path);
            if let Some(Value::String(name)) = name {
                return name;
            }
        }
        let odd = matches!(self.kind, Kind::Undeclared | Kind::Text | Kind::Mixed);
        match (odd, is_map) {
            (true, _) => UNDECLARED[self.rng.usize(..UNDECLARED.len())].to_owned(),
            (false, true) => format!("key{index}"),
            (false, false) => format!("undeclared{index}"),
        }
    }
}

/// What stands for a number that no exact type holds.
pub(super) fn vast(index: usize) -> Value {
    [
        json!(18_446_744_073_709_551_615_u64),
        json!(1e25),
        json!(-1e22),
        json!(9_007_199_254_740_993_i64),
    ][index % 4]
        .clone()
}
