//! Properties that an object carries beyond those its description names.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{Hash, Hasher};

use super::RawJson;
use super::nulls::{FirstNulls, set_in};
use super::property::Property;

/// The undeclared properties of an object, kept as they came, in the order in which they came,
/// and sent back so.
///
/// A property that the description names is never here, except for a fixed one
/// (such as `object: "parcel"`) that arrived with another value: that
/// value is kept here and written in place of the fixed one. An object without
/// undeclared properties pays one pointer and no allocation.
///
/// Beside them it remembers which properties that may be missing were null, so that each goes
/// back as it came.
///
/// Two are equal where they hold the same properties, in whatever order, and the same nulls.
///
/// ```
/// use specwright::Extra;
///
/// let mut extra = Extra::new();
/// assert!(extra.is_empty());
/// extra.insert("seed", 42);
/// extra.insert("note", "kept as it came");
/// assert_eq!((extra.len(), extra.contains("seed")), (2, true));
/// assert_eq!(extra.get("seed").map(|value| value.text()), Some("42"));
/// assert_eq!(extra.remove("seed").and_then(|value| value.read().ok()), Some(42));
/// let names: Vec<&str> = extra.iter().map(|(name, _)| name).collect();
/// assert_eq!(names, ["note"]);
/// ```
#[derive(Clone, Default)]
pub struct Extra {
    nulls: FirstNulls,
    properties: Option<Box<Properties>>,
}

/// Boxed, since most objects have none and pay for one pointer.
#[derive(Clone, Default)]
struct Properties {
    all: Vec<(String, RawJson)>,
    /// The nulls beyond the first.
    nulls: Vec<usize>,
}

impl Extra {
    /// No properties.
    pub const fn new() -> Self {
        Self { nulls: FirstNulls::NONE, properties: None }
    }

    /// The value of a property; the last, where its name arrived more than once.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&RawJson> {
        self.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Adds a property, or replaces its value; returns the value it had.
    ///
    /// A property that the description names is not written from here: its field is.
    pub fn insert(
        &mut self,
        name: impl Into<String>,
        value: impl Into<RawJson>,
    ) -> Option<RawJson> {
        let (name, value) = (name.into(), value.into());
        let properties = &mut self.properties.get_or_insert_default().all;
        let Some(place) = properties.iter().position(|(known, _)| *known == name) else {
            properties.push((name, value));
            return None;
        };
        let mut former = std::mem::replace(&mut properties[place].1, value);
        let mut index = 0;
        properties.retain_mut(|(known, value)| {
            index += 1;
            let is_kept = index <= place + 1 || *known != name;
            if !is_kept {
                std::mem::swap(&mut former, value);
            }
            is_kept
        });
        Some(former)
    }

    /// Takes a property out.
    pub fn remove(&mut self, name: &str) -> Option<RawJson> {
        let properties = &mut self.properties.as_mut()?.all;
        let mut removed = None;
        properties.retain_mut(|(known, value)| {
            let is_kept = known != name;
            if !is_kept {
                removed = Some(std::mem::replace(value, RawJson::null()));
            }
            is_kept
        });
        removed
    }

    /// Whether there is a property of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The properties, in the order in which they came.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &RawJson)> {
        self.all().iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.all().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    fn all(&self) -> &[(String, RawJson)] {
        self.properties.as_ref().map_or(&[], |properties| &properties.all)
    }

    /// Adds a property that arrives, without a look at those that did before.
    pub(super) fn push(&mut self, name: String, value: RawJson) {
        self.properties.get_or_insert_default().all.push((name, value));
    }
}

impl Extra {
    /// Keeps the last of the values of each constant, and none where that is the constant's own.
    pub(super) fn settle(&mut self, constants: &[Property]) {
        let Some(properties) = &mut self.properties else { return };
        let mut settled = vec![false; constants.len()];
        let all = &mut properties.all;
        all.reverse();
        all.retain(|(name, value)| {
            let index = constants.iter().position(|constant| constant.name() == name);
            let place = index.and_then(|index| settled.get_mut(index).zip(constants.get(index)));
            let Some((is_settled, constant)) = place else { return true };
            !std::mem::replace(is_settled, true) && !constant.is_always(value.text())
        });
        all.reverse();
    }

    /// Whether it holds the same properties as another one, whatever was null.
    pub(super) fn has_same_properties(&self, other: &Self) -> bool {
        // As they mostly are: in the same order.
        if self.iter().eq(other.iter()) {
            return true;
        }
        let of = |extra: &Self| -> HashMap<String, RawJson> {
            extra.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
        };
        of(self) == of(other)
    }

    /// Whether the property of this number was explicitly null.
    #[inline]
    pub(super) fn is_null(&self, index: usize) -> bool {
        self.nulls.contains(index).unwrap_or_else(|| self.more_nulls().contains(&index))
    }

    pub(super) fn set_null(&mut self, index: usize, is_null: bool) {
        if !self.nulls.set(index, is_null) && (is_null || self.is_null(index)) {
            set_in(&mut self.properties.get_or_insert_default().nulls, index, is_null);
        }
    }

    fn more_nulls(&self) -> &[usize] {
        self.properties.as_ref().map_or(&[], |properties| &properties.nulls)
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.nulls == other.nulls
            && self.more_nulls() == other.more_nulls()
            && self.has_same_properties(other)
    }
}

impl Eq for Extra {}

/// What is equal has the same properties, in whatever order.
impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let properties: BTreeMap<&str, &RawJson> = self.iter().collect();
        properties.hash(state);
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<RawJson>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(properties: I) -> Self {
        let mut extra = Self::new();
        for (name, value) in properties {
            extra.insert(name, value);
        }
        extra
    }
}
