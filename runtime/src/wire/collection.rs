//! Lists and maps.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::sink::{ItemSink, PropertySink};
use super::{At, Limit, Sink, Violation, Wire, decode_error};

impl<T: Wire> Wire for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        let mut items = sink.items(self.len())?;
        for item in self {
            items.item(item)?;
        }
        items.end()
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        let mut each: &[Limit] = &[];
        for limit in limits {
            match limit {
                Limit::Each(limits) => each = limits,
                Limit::UniqueItems => {
                    if let Some((first, second)) = find_repeated(self) {
                        let message =
                            format!("must have unique items, but {first} and {second} are equal");
                        at.refuse(message, violations);
                    }
                }
                _ => {
                    if let Some(message) = limit.refuse_items(self.len()) {
                        at.refuse(message, violations);
                    }
                }
            }
        }
        for (index, item) in self.iter().enumerate() {
            item.check(each, At::Index(&at, index), violations);
        }
    }

    fn placeholder() -> Self {
        Vec::new()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        let mut properties = sink.properties()?;
        for (name, value) in self {
            properties.named(name, value)?;
        }
        properties.end()
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        for limit in limits {
            if let Some(message) = limit.refuse_properties(self.len()) {
                at.refuse(message, violations);
            }
        }
        check_map(self, limits, at, violations);
    }

    fn placeholder() -> Self {
        BTreeMap::new()
    }
}

/// Checks each name and each value of a map.
pub(super) fn check_map<T: Wire>(
    map: &BTreeMap<String, T>,
    limits: &[Limit],
    at: At<'_>,
    violations: &mut Vec<Violation>,
) {
    let mut each: &[Limit] = &[];
    let mut names: &[Limit] = &[];
    for limit in limits {
        match limit {
            Limit::Each(limits) => each = limits,
            Limit::Names(limits) => names = limits,
            _ => {}
        }
    }
    for (name, value) in map {
        for message in names.iter().filter_map(|limit| limit.refuse_text(name)) {
            At::Name(&at, name).refuse(format!("has a name that {message}"), violations);
        }
        value.check(each, At::Name(&at, name), violations);
    }
}

/// Finds two equal items, by what they are on the wire.
fn find_repeated<T: Wire>(items: &[T]) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let mut written = Vec::new();
        super::write(item, &mut serde_json::Serializer::new(&mut written)).ok()?;
        if let Some(first) = seen.insert(written, index) {
            return Some((first, index));
        }
    }
    None
}

/// Makes a list of what can become its items.
pub fn list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// Makes a map of pairs of what can become its names and its values.
pub fn map<T>(
    properties: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> BTreeMap<String, T> {
    properties.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
}

/// How many items a list may make room for before they have arrived.
const MAX_SIZE_HINT: usize = 1024;

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::with_capacity(list.size_hint().unwrap_or(0).min(MAX_SIZE_HINT));
        loop {
            let next = list
                .next_element_seed(Element(PhantomData))
                .map_err(|error| decode_error::below_index(items.len(), &error))?;
            match next {
                Some(item) => items.push(item),
                None => return Ok(items),
            }
        }
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut values = BTreeMap::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map
                .next_value_seed(Element(PhantomData))
                .map_err(|error| decode_error::below_name(&name, &error))?;
            values.insert(name, value);
        }
        Ok(values)
    }
}

/// Reads a `T` where serde asks for a seed.
pub(super) struct Element<T>(pub(super) PhantomData<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Element<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}
