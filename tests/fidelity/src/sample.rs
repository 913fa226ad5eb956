//! Seeded instances of a schema.
//!
//! A node of an instance is made from all the schemas that hold there at once: what
//! `$ref` and `allOf` lead to, and one variant of each union. The sampler need not be
//! right: the oracle judges what it makes, and what is not valid is thrown away.

mod number;
mod object;
mod pattern;
mod text;
mod view;

use std::collections::HashMap;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::description::{Description, escape};
use crate::kind::Kind;

pub(crate) use self::view::kind_of;
pub use self::view::{View, kinds_of};

/// An instance, and which schemas hold where in it.
#[derive(Clone, Debug)]
pub struct Sample<'a> {
    /// The instance.
    pub value: Value,
    /// Its nodes, each before those below it.
    pub spots: Vec<Spot<'a>>,
}

/// A node of an instance.
#[derive(Clone, Debug)]
pub struct Spot<'a> {
    /// Where it is.
    pub pointer: String,
    /// What holds there.
    pub view: View<'a>,
}

/// Makes instances.
pub struct Sampler<'a> {
    description: &'a Description,
    rng: Rng,
    kind: Kind,
    /// How often each variant and each listed value was chosen, by its address.
    chosen: HashMap<(usize, usize), u32>,
    spots: Vec<Spot<'a>>,
    path: String,
    nodes_left: usize,
}

/// How large an instance may grow before it is finished with as little as possible, and how
/// far that may take it.
const ENOUGH: usize = 400;
const BUDGET: usize = 4_000;

/// From which depth on only what is required is made, and where a branch is given up.
const THRIFTY: usize = 9;
const DEEPEST: usize = 48;

impl<'a> Sampler<'a> {
    /// A sampler that makes the same instances for the same seed.
    pub fn new(description: &'a Description, seed: u64) -> Self {
        Self {
            description,
            rng: Rng::with_seed(seed),
            kind: Kind::Required,
            chosen: HashMap::new(),
            spots: Vec::new(),
            path: String::new(),
            nodes_left: BUDGET,
        }
    }

    /// An instance of the schema at a pointer; none where the sampler finds no way to one.
    pub fn sample(&mut self, pointer: &str, kind: Kind) -> Option<Sample<'a>> {
        let schema = self.description.schema(pointer)?;
        self.kind = kind;
        self.spots.clear();
        self.path.clear();
        self.nodes_left = BUDGET;
        let value = self.node(&[schema], 0)?;
        Some(Sample { value, spots: std::mem::take(&mut self.spots) })
    }

    /// How many choices of variants and listed values have not been made yet, of those met so far.
    pub fn unchosen(&self) -> usize {
        self.chosen.values().filter(|count| **count == 0).count()
    }

    /// A value for which all of these schemas hold.
    fn node(&mut self, schemas: &[&'a Value], depth: usize) -> Option<Value> {
        self.nodes_left = self.nodes_left.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let (spots, path) = (self.spots.len(), self.path.len());
        // Some choices of variants contradict each other or never end; others do not.
        for _ in 0..4 {
            if let Some(view) = self.view(schemas, depth) {
                let pointer = self.path.clone();
                self.spots.push(Spot { pointer, view: view.clone() });
                if let Some(value) = self.value(&view, depth) {
                    return Some(value);
                }
            }
            self.spots.truncate(spots);
            self.path.truncate(path);
            if self.nodes_left == 0 {
                break;
            }
        }
        None
    }

    fn value(&mut self, view: &View<'a>, depth: usize) -> Option<Value> {
        if let Some(value) = self.listed(view)? {
            return Some(value);
        }
        match self.json_type(view)? {
            "null" => Some(Value::Null),
            "boolean" => Some(json!(self.rng.bool())),
            "integer" => self.integer(view),
            "number" => self.number(view),
            "string" => self.string(view),
            "array" => self.list(view, depth),
            "object" => self.object(view, depth),
            _ => Some(self.any()),
        }
    }

    /// One of the values that `const` and `enum` list; outer `None` where they agree on none.
    #[allow(clippy::option_option, reason = "nothing listed is not the same as nothing left")]
    fn listed(&mut self, view: &View<'a>) -> Option<Option<Value>> {
        let mut lists =
            view.parts.iter().filter_map(|part| match (part.get("const"), part.get("enum")) {
                (Some(value), _) => Some(std::slice::from_ref(value)),
                (None, Some(Value::Array(values))) => Some(values.as_slice()),
                _ => None,
            });
        let Some(first) = lists.next() else { return Some(None) };
        let others: Vec<&[Value]> = lists.collect();
        let types = view.types();
        let is_left = |value: &Value| {
            others.iter().all(|list| list.contains(value))
                && types.as_ref().is_none_or(|types| view::is_of(value, types))
        };
        let left: Vec<&Value> = first.iter().filter(|value| is_left(value)).collect();
        let wants_null = self.wants_null();
        let null = left.iter().any(|value| value.is_null());
        if null && (wants_null || left.len() == 1) {
            return Some(Some(Value::Null));
        }
        let left: Vec<&Value> = left.into_iter().filter(|value| !value.is_null()).collect();
        if left.is_empty() {
            return None;
        }
        let index = self.least_chosen(first.as_ptr() as usize, left.len());
        Some(Some(self.as_float(left[index].clone())))
    }

    /// The type that the value will have; "any" where nothing says.
    fn json_type(&mut self, view: &View<'a>) -> Option<&'static str> {
        match view.types() {
            Some(types) => {
                let null = types.contains(&"null");
                if null && (types.len() == 1 || self.wants_null()) {
                    return Some("null");
                }
                let types: Vec<&'static str> =
                    types.into_iter().filter(|name| *name != "null").collect();
                if types.is_empty() {
                    return None;
                }
                let address =
                    view.parts.first().map_or(0, |part| std::ptr::from_ref(*part) as usize);
                Some(types[self.least_chosen(address, types.len())])
            }
            None => Some(view.implied_type()),
        }
    }

    /// Chooses among equals: what was chosen least so far, or in mixtures anything.
    fn least_chosen(&mut self, address: usize, count: usize) -> usize {
        for index in 0..count {
            self.chosen.entry((address, index)).or_default();
        }
        let index = match self.kind {
            Kind::Mixed => self.rng.usize(..count),
            _ => {
                let offset = self.rng.usize(..count);
                (0..count)
                    .map(|step| (step + offset) % count)
                    .min_by_key(|index| self.chosen[&(address, *index)])
                    .unwrap_or(0)
            }
        };
        *self.chosen.entry((address, index)).or_default() += 1;
        index
    }

    fn wants_null(&mut self) -> bool {
        match self.kind {
            Kind::Nulls => self.path.is_empty() || self.rng.u8(..10) > 0,
            Kind::Mixed => self.rng.u8(..4) == 0,
            _ => false,
        }
    }

    /// Whether only what must be there is made from now on.
    fn is_thrifty(&self, depth: usize) -> bool {
        depth > THRIFTY || self.nodes_left < BUDGET - ENOUGH
    }

    fn list(&mut self, view: &View<'a>, depth: usize) -> Option<Value> {
        let least = view.count("minItems", u64::max).unwrap_or(0) as usize;
        let most = view.count("maxItems", u64::min).map_or(usize::MAX, |count| count as usize);
        let prefix: Vec<&'a Value> = view
            .parts
            .iter()
            .filter_map(|part| part.get("prefixItems")?.as_array())
            .flatten()
            .collect();
        let items: Vec<&'a Value> =
            view.parts.iter().filter_map(|part| part.get("items")).collect();
        let wanted = match self.kind {
            _ if self.is_thrifty(depth) => 0,
            Kind::Required => 1,
            Kind::Empty => 0,
            Kind::Long => 24 >> depth.min(4),
            Kind::Boundaries if most <= 64 && depth < 4 => most,
            Kind::Variants => 4 >> (depth / 3).min(2),
            Kind::Mixed => self.rng.usize(..5),
            _ => 2,
        };
        let count = wanted.max(least.max(prefix.len().min(most))).min(most);
        if count > 2_000 {
            return None;
        }
        let unique = view.parts.iter().any(|part| part.get("uniqueItems") == Some(&json!(true)));
        let mut list = Vec::new();
        let mut tries = 0;
        while list.len() < count && tries < count * 4 {
            tries += 1;
            let length = self.path.len();
            let spots = self.spots.len();
            self.path.push_str(&format!("/{}", list.len()));
            let at = prefix.get(list.len()).map_or(items.as_slice(), std::slice::from_ref);
            let item = self.node(at, depth + 1);
            self.path.truncate(length);
            match item {
                Some(item) if !unique || !list.contains(&item) => list.push(item),
                Some(_) => self.spots.truncate(spots),
                None if list.len() >= least => break,
                None => return None,
            }
        }
        (list.len() >= least).then_some(Value::Array(list))
    }

    /// JSON of which nothing is said.
    fn any(&mut self) -> Value {
        let text = self.odd_text(12);
        match self.rng.u8(..7) {
            0 => json!(text),
            1 => json!(self.rng.i32(..)),
            2 => json!([1, "two", null, [], {}]),
            3 => json!({"a": {"b/c~d": [true, text]}, "": 0.5}),
            4 => json!(1.25e-7),
            5 => json!(self.rng.bool()),
            _ => match self.kind {
                Kind::Nulls | Kind::Mixed => Value::Null,
                _ => json!("any"),
            },
        }
    }

    /// Makes a property; `None` where there is no way to a value of it.
    fn property(&mut self, name: &str, schemas: &[&'a Value], depth: usize) -> Option<Value> {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(&escape(name));
        let value = self.node(schemas, depth + 1);
        self.path.truncate(length);
        value
    }
}

/// The properties of a schema that are schemas by name.
fn named<'a>(
    part: &'a Map<String, Value>,
    keyword: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    part.get(keyword).and_then(Value::as_object).into_iter().flatten()
}
