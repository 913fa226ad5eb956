//! How a value contradicts its schema: where, which keyword, and in which words.

use serde_json::{Number, Value as Json};

use crate::pointer::{Place, Pointer};

/// One contradiction between a value and a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where in the value.
    pub instance: Pointer,
    /// The schema that has the keyword.
    pub schema: Place,
    /// The schema by which the place of the value meets that one: the same, or the outermost
    /// that leads to it by references and unions alone. What is relaxed there is relaxed for
    /// this use and not for others of the same component.
    pub site: Place,
    /// The keyword that is broken, and how.
    pub what: What,
}

/// How a keyword of JSON Schema is broken (Validation, section 6; Core, sections 10 and 11).
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// `required`: the property is not there.
    Missing(String),
    /// `additionalProperties` or `unevaluatedProperties`: the property is one too many.
    Undeclared(String),
    /// `type`: these are the kinds that are allowed, and this was found.
    Kind {
        /// The names of the types.
        expected: Vec<String>,
        /// The value's own type.
        found: &'static str,
    },
    /// `enum`: the value is not among these.
    NotListed {
        /// What is listed.
        listed: Vec<Json>,
        /// What was found.
        found: Json,
    },
    /// `const`: it is another value.
    NotConstant {
        /// The constant.
        constant: Json,
        /// What was found.
        found: Json,
    },
    /// A bound of a number, a length or a count.
    Bound {
        /// The keyword.
        keyword: &'static str,
        /// What it allows.
        bound: Number,
        /// What was found: the number, the length or the count.
        found: Number,
    },
    /// `multipleOf`.
    NotMultiple(Number),
    /// `pattern`.
    Pattern(String),
    /// `uniqueItems`.
    Repeated,
    /// The schema is `false`.
    Nothing,
    /// `anyOf` or `oneOf`: what each subschema has against the value.
    NoSubschema {
        /// The keyword.
        keyword: &'static str,
        /// The faults of each subschema.
        subschemas: Vec<Vec<Fault>>,
    },
    /// `oneOf`: more than one subschema takes it.
    SeveralSubschemas(Vec<usize>),
    /// A keyword that says more than about one value alone: `not`, `contains`, `dependentRequired`.
    Other(&'static str),
}

impl Fault {
    /// The contradiction that has to be told: of a value that fits no subschema of a union, those of
    /// the subschema that it comes nearest to.
    pub fn leaves(&self) -> Vec<&Fault> {
        match &self.what {
            What::NoSubschema { subschemas, .. } => match nearest(subschemas, &self.instance) {
                // Another kind of value than any subschema takes is a matter of the union.
                Some(subschema) if !is_of_other_kind(subschema, &self.instance) => {
                    subschema.iter().flat_map(Fault::leaves).collect()
                }
                _ => vec![self],
            },
            _ => vec![self],
        }
    }

    /// The keyword.
    pub fn keyword(&self) -> &'static str {
        match &self.what {
            What::Missing(_) => "required",
            What::Undeclared(_) => "additionalProperties",
            What::Kind { .. } => "type",
            What::NotListed { .. } => "enum",
            What::NotConstant { .. } => "const",
            What::Bound { keyword, .. }
            | What::NoSubschema { keyword, .. }
            | What::Other(keyword) => keyword,
            What::NotMultiple(_) => "multipleOf",
            What::Pattern(_) => "pattern",
            What::Repeated => "uniqueItems",
            What::Nothing => "false",
            What::SeveralSubschemas(_) => "oneOf",
        }
    }

    /// What was expected and what was found.
    pub fn message(&self) -> String {
        match &self.what {
            What::Missing(name) => format!("the property `{name}` is missing"),
            What::Undeclared(name) => format!("the property `{name}` is not allowed"),
            What::Kind { expected, found } => {
                format!("expected {}, found {}", choice(expected), article(found))
            }
            What::NotListed { listed, found } => {
                format!("{} is none of {}", shown(found), keywords(listed))
            }
            What::NotConstant { constant, found } => {
                format!("{} is not the constant {}", shown(found), shown(constant))
            }
            What::Bound { keyword, bound, found } => bounded(keyword, bound, found),
            What::NotMultiple(of) => format!("the number is no multiple of {of}"),
            What::Pattern(pattern) => {
                format!("the string does not match the pattern `{}`", shortened(pattern, 80))
            }
            What::Repeated => "an item of the list repeats an earlier one".to_owned(),
            What::Nothing => "no value is allowed here".to_owned(),
            What::NoSubschema { keyword, subschemas } => {
                let kinds = kinds(subschemas, &self.instance);
                let count = subschemas.len();
                if kinds.is_empty() {
                    return format!("the value fits none of the {count} subschemas of `{keyword}`");
                }
                let expected = choice(&kinds);
                format!(
                    "the value is of no kind that a subschema of `{keyword}` takes: expected {expected}"
                )
            }
            What::SeveralSubschemas(subschemas) => {
                let subschemas: Vec<String> = subschemas.iter().map(usize::to_string).collect();
                format!(
                    "the value fits the subschemas {} of `oneOf`, not one alone",
                    subschemas.join(" and ")
                )
            }
            What::Other(keyword) => format!("the value breaks `{keyword}`"),
        }
    }
}

/// How far a value is from a subschema of a union: the wrong kind is farthest, then a wrong tag.
fn distance(faults: &[Fault], at: &Pointer) -> usize {
    let one = |fault: &Fault| {
        let here = fault.instance == *at;
        let is_property = fault.instance.parent().as_ref() == Some(at);
        match &fault.what {
            What::Kind { .. } | What::Nothing if here => 1_000,
            What::NotListed { .. } | What::NotConstant { .. } if is_property => 100,
            What::NoSubschema { subschemas, .. } => {
                let distances =
                    subschemas.iter().map(|subschema| distance(subschema, &fault.instance));
                let least = distances.min().unwrap_or_default();
                // The kind of what is deeper says little about the subschema.
                1 + if here { least } else { least.min(10) }
            }
            What::Kind { .. } | What::Nothing | What::Missing(_) => 10,
            What::Undeclared(_) => 8,
            _ => 3,
        }
    };
    faults.iter().map(one).fold(0, usize::saturating_add)
}

/// The faults of the subschema that a value comes nearest to.
fn nearest<'a>(subschemas: &'a [Vec<Fault>], at: &Pointer) -> Option<&'a [Fault]> {
    subschemas.iter().min_by_key(|subschema| distance(subschema, at)).map(Vec::as_slice)
}

/// Whether a value is of another kind than a schema takes.
pub(super) fn is_of_other_kind(faults: &[Fault], at: &Pointer) -> bool {
    faults.iter().any(|fault| match &fault.what {
        What::Kind { .. } | What::Nothing => fault.instance == *at,
        What::NoSubschema { subschemas, .. } => {
            fault.instance == *at
                && subschemas.iter().all(|subschema| is_of_other_kind(subschema, at))
        }
        _ => false,
    })
}

/// The kinds that the subschemas of a union take.
fn kinds(subschemas: &[Vec<Fault>], at: &Pointer) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for fault in subschemas.iter().flatten().filter(|fault| fault.instance == *at) {
        let of_subschema = match &fault.what {
            What::Kind { expected, .. } => expected.clone(),
            What::NoSubschema { subschemas, .. } => self::kinds(subschemas, at),
            _ => Vec::new(),
        };
        for kind in of_subschema {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds
}

fn bounded(keyword: &str, bound: &Number, found: &Number) -> String {
    match keyword {
        "minLength" => format!("the string has {found} characters, fewer than {bound}"),
        "maxLength" => format!("the string has {found} characters, more than {bound}"),
        "minItems" => format!("the list has {found} items, fewer than {bound}"),
        "maxItems" => format!("the list has {found} items, more than {bound}"),
        "minProperties" => format!("the object has {found} properties, fewer than {bound}"),
        "maxProperties" => format!("the object has {found} properties, more than {bound}"),
        "minimum" => format!("{found} is less than {bound}"),
        "maximum" => format!("{found} is greater than {bound}"),
        "exclusiveMinimum" => format!("{found} is not greater than {bound}"),
        _ => format!("{found} is not less than {bound}"),
    }
}

fn choice(kinds: &[String]) -> String {
    let mut kinds: Vec<String> = kinds.iter().map(|kind| article(kind)).collect();
    match (kinds.pop(), kinds.is_empty()) {
        (Some(last), false) => format!("{} or {last}", kinds.join(", ")),
        (last, _) => last.unwrap_or_else(|| "nothing".to_owned()),
    }
}

fn article(kind: &str) -> String {
    match kind {
        "null" => kind.to_owned(),
        "integer" | "array" | "object" => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

/// The keywords of an `enum`, as many as a line holds.
fn keywords(listed: &[Json]) -> String {
    const MOST: usize = 8;
    let keywords: Vec<String> = listed.iter().take(MOST).map(shown).collect();
    match listed.len().saturating_sub(MOST) {
        0 => keywords.join(", "),
        more => format!("{} and {more} more", keywords.join(", ")),
    }
}

/// A value in a message.
pub(super) fn shown(value: &Json) -> String {
    format!("`{}`", shortened(&value.to_string(), 60))
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
