//! What a caller may have for an argument: the type itself, and what becomes it.

use std::collections::BTreeMap;

use specwright_codegen::Surface;
use specwright_codegen::surface::{Foreign, Implementation, Kind, RustType, Takes};

/// What becomes what.
pub(super) struct Values<'a> {
    /// For each type of the API, what it is made from.
    made_from: BTreeMap<&'a str, Vec<&'a Implementation>>,
    /// For each name that is only a name, what it stands for.
    aliases: BTreeMap<&'a str, &'a RustType>,
}

impl<'a> Values<'a> {
    pub(super) fn new(surface: &'a Surface) -> Self {
        let mut values = Self { made_from: BTreeMap::new(), aliases: BTreeMap::new() };
        for item in &surface.items {
            match &item.kind {
                Kind::Implementation(
                    made @ (Implementation::From(_) | Implementation::FromEntries(_)),
                ) => values.made_from.entry(&item.path).or_default().push(made),
                Kind::Alias(of) => {
                    values.aliases.insert(&item.path, of);
                }
                _ => {}
            }
        }
        values
    }

    /// One value for an argument: of its own type.
    pub(super) fn first(&self, takes: &Takes) -> String {
        self.all(takes).swap_remove(0)
    }

    /// Lists of arguments: all of their own types, then one by one otherwise.
    pub(super) fn combinations(&self, takes: &[&Takes]) -> Vec<Vec<String>> {
        let first: Vec<String> = takes.iter().map(|takes| self.first(takes)).collect();
        let mut combinations = vec![first.clone()];
        for (index, takes) in takes.iter().enumerate() {
            for other in self.all(takes).into_iter().skip(1) {
                let mut arguments = first.clone();
                arguments[index] = other;
                combinations.push(arguments);
            }
        }
        combinations
    }

    /// All that an argument may be, of its own type first.
    fn all(&self, takes: &Takes) -> Vec<String> {
        match takes {
            Takes::Itself(of) => vec![any(of)],
            Takes::Into(of) => [any(of)].into_iter().chain(self.sources(of)).collect(),
            Takes::Fits(of) => [any(of)].into_iter().chain(self.sources(of)).collect(),
            Takes::Integer(of) | Takes::KeywordOr(of) => {
                let sources = ["any::<usize>()".to_owned()].into_iter().chain(self.sources(of));
                [any(of)].into_iter().chain(sources).collect()
            }
            Takes::Items(item) => {
                let Some(of) = item.own() else { return Vec::new() };
                let list = format!("any::<::std::vec::Vec<{}>>()", of.absolute("api"));
                let others = self.all(item).into_iter().skip(1);
                let others = others.map(|source| format!("[{source}]"));
                // A list of another kind, and what is no list yet.
                let one = format!("::std::iter::once({})", any(of));
                [list, one].into_iter().chain(others).collect()
            }
            Takes::Entries(value) => {
                let Some(of) = value.own() else { return Vec::new() };
                let text = RustType::foreign(Foreign::String);
                let map = any(&RustType::Foreign(Foreign::BTreeMap, vec![text, of.clone()]));
                let others = self.all(value).into_iter();
                let others = others.map(|source| format!("[(\"\", {source})]"));
                [map].into_iter().chain(others).collect()
            }
        }
    }

    /// What becomes a type, beside itself.
    fn sources(&self, of: &RustType) -> Vec<String> {
        let known: &[&str] = match of {
            RustType::Own(path, _) => {
                if let Some(of) = self.aliases.get(path.as_str()) {
                    return self.sources(of);
                }
                let made = self.made_from.get(path.as_str()).into_iter().flatten();
                return made
                    .filter_map(|made| match made {
                        Implementation::From(of) => Some(any(of)),
                        Implementation::FromEntries(of) => Some(format!("[(\"\", {})]", any(of))),
                        _ => None,
                    })
                    .collect();
            }
            RustType::Foreign(Foreign::String, _) => &["\"\"", "any::<char>()"],
            RustType::Foreign(Foreign::I64, _) => &["1", "any::<u32>()"],
            RustType::Foreign(Foreign::U64, _) => &["1_u64", "any::<u32>()"],
            RustType::Foreign(Foreign::F64, _) => &["1", "1.0", "any::<f32>()"],
            RustType::Foreign(Foreign::Value | Foreign::RawJson, _) => &["\"\"", "1", "true"],
            RustType::Foreign(Foreign::File, _) => &["\"\"", "any::<::std::vec::Vec<u8>>()"],
            _ => &[],
        };
        known.iter().map(|source| (*source).to_owned()).collect()
    }
}

/// A value of a type, whatever it is.
fn any(of: &RustType) -> String {
    format!("any::<{}>()", of.absolute("api"))
}
