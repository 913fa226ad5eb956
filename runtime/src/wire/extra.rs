//! Properties that an object carries beyond those its description names.

use std::collections::HashMap;
use std::fmt;

use super::nulls::Nulls;
use super::RawJson;

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
#[derive(Clone, Default)]
pub struct Extra {
    nulls: Nulls,
    properties: Option<Box<Properties>>,
}

/// Boxed, since most objects have none and pay for one pointer.
#[derive(Clone, Default)]
struct Properties(Vec<(String, RawJson)>);

impl Extra {
    /// No properties.
    pub const fn new() -> Self {
        Self { nulls: Nulls::new(), properties: None }
    }

    /// The value of a property; the last, where its name arrived more than once.
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
        let properties = &mut self.properties.get_or_insert_default().0;
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
        let properties = &mut self.properties.as_mut()?.0;
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
        self.properties.iter().flat_map(|it| it.0.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.properties.as_ref().map_or(0, |properties| properties.0.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a property that arrives, without a look at those that did before.
    pub(super) fn push(&mut self, name: String, value: RawJson) {
        self.properties.get_or_insert_default().0.push((name, value));
    }
}

impl Extra {
    /// The explicit nulls.
    #[inline]
    pub(super) fn nulls(&self) -> &Nulls {
        &self.nulls
    }

    #[inline]
    pub(super) fn nulls_mut(&mut self) -> &mut Nulls {
        &mut self.nulls
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        if self.nulls != other.nulls {
            return false;
        }
        // As they mostly are: in the same order.
        if self.iter().eq(other.iter()) {
            return true;
        }
        let of = |extra: &Self| -> HashMap<String, RawJson> {
            extra.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
        };
        of(self) == of(other)
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
