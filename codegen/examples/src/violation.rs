//! How a value contradicts its schema: where, which keyword, and in which words.

use serde_json::{Number, Value as Json};

use specwright_codegen::pointer::{Place, Pointer};

/// One contradiction between a value and a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Where in the value.
    pub instance: Pointer,
    /// The schema that has the keyword.
    pub schema: Place,
    /// The schema by which the place of the value meets that one: the same, or the outermost
    /// that leads to it by references and unions alone. What is relaxed there is relaxed for
    /// this use and not for others of the same component.
    pub site: Place,
    /// The keyword that is broken, and how.
    pub what: ViolationKind,
}

/// How a keyword of JSON Schema is broken (Validation, section 6; Core, sections 10 and 11).
#[derive(Clone, Debug, PartialEq)]
pub enum ViolationKind {
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
        /// The violations of each subschema.
        subschemas: Vec<Vec<Violation>>,
    },
    /// `oneOf`: more than one subschema takes it.
    SeveralSubschemas(Vec<usize>),
    /// A keyword that says more than about one value alone: `not`, `contains`, `dependentRequired`.
    Other(&'static str),
}

impl Violation {
    /// The contradiction that has to be told: of a value that fits no subschema of a union, those
    /// of the subschema that it comes nearest to.
    pub fn leaves(&self) -> Vec<&Violation> {
        match &self.what {
            ViolationKind::NoSubschema { subschemas, .. } => {
                match nearest(subschemas, &self.instance) {
                    // Another kind of value than any subschema takes is a matter of the union.
                    Some(subschema) if !is_of_other_kind(subschema, &self.instance) => {
                        subschema.iter().flat_map(Violation::leaves).collect()
                    }
                    _ => vec![self],
                }
            }
            _ => vec![self],
        }
    }

    /// The keyword.
    pub fn keyword(&self) -> &'static str {
        match &self.what {
            ViolationKind::Missing(_) => "required",
            ViolationKind::Undeclared(_) => "additionalProperties",
            ViolationKind::Kind { .. } => "type",
            ViolationKind::NotListed { .. } => "enum",
            ViolationKind::NotConstant { .. } => "const",
            ViolationKind::Bound { keyword, .. }
            | ViolationKind::NoSubschema { keyword, .. }
            | ViolationKind::Other(keyword) => keyword,
            ViolationKind::NotMultiple(_) => "multipleOf",
            ViolationKind::Pattern(_) => "pattern",
            ViolationKind::Repeated => "uniqueItems",
            ViolationKind::Nothing => "false",
            ViolationKind::SeveralSubschemas(_) => "oneOf",
        }
    }

    /// What was expected and what was found.
    pub fn message(&self) -> String {
        match &self.what {
            ViolationKind::Missing(name) => format!("the property `{name}` is missing"),
            ViolationKind::Undeclared(name) => format!("the property `{name}` is not allowed"),
            ViolationKind::Kind { expected, found } => {
                format!("expected {}, found {}", choice(expected), article(found))
            }
            ViolationKind::NotListed { listed, found } => {
                format!("{} is not one of {}", shown(found), values(listed))
            }
            ViolationKind::NotConstant { constant, found } => {
                format!("{} is not the constant {}", shown(found), shown(constant))
            }
            ViolationKind::Bound { keyword, bound, found } => bounded(keyword, bound, found),
            ViolationKind::NotMultiple(of) => format!("the number is not a multiple of {of}"),
            ViolationKind::Pattern(pattern) => {
                format!("the string does not match the pattern `{}`", shortened(pattern, 80))
            }
            ViolationKind::Repeated => "an item of the array repeats an earlier one".to_owned(),
            ViolationKind::Nothing => "no value is allowed here".to_owned(),
            ViolationKind::NoSubschema { keyword, subschemas } => {
                let kinds = kinds(subschemas, &self.instance);
                let count = subschemas.len();
                if kinds.is_empty() {
                    return format!("the value fits none of the {count} subschemas of `{keyword}`");
                }
                let expected = choice(&kinds);
                format!(
                    "the value is of no type that a subschema of `{keyword}` takes: expected {expected}"
                )
            }
            ViolationKind::SeveralSubschemas(subschemas) => {
                let subschemas: Vec<String> = subschemas.iter().map(usize::to_string).collect();
                format!(
                    "the value fits the subschemas {} of `oneOf`, not one alone",
                    subschemas.join(" and ")
                )
            }
            ViolationKind::Other(keyword) => format!("the value breaks `{keyword}`"),
        }
    }
}

/// How far a value is from a subschema of a union: the wrong kind is farthest, then a wrong tag.
fn distance(violations: &[Violation], at: &Pointer) -> usize {
    let one = |violation: &Violation| {
        let here = violation.instance == *at;
        let is_property = violation.instance.parent().as_ref() == Some(at);
        match &violation.what {
            ViolationKind::Kind { .. } | ViolationKind::Nothing if here => 1_000,
            ViolationKind::NotListed { .. } | ViolationKind::NotConstant { .. } if is_property => {
                100
            }
            ViolationKind::NoSubschema { subschemas, .. } => {
                let distances =
                    subschemas.iter().map(|subschema| distance(subschema, &violation.instance));
                let least = distances.min().unwrap_or_default();
                // The kind of what is deeper says little about the subschema.
                1 + if here { least } else { least.min(10) }
            }
            ViolationKind::Kind { .. } | ViolationKind::Nothing | ViolationKind::Missing(_) => 10,
            ViolationKind::Undeclared(_) => 8,
            _ => 3,
        }
    };
    violations.iter().map(one).fold(0, usize::saturating_add)
}

/// The violations of the subschema that a value comes nearest to.
fn nearest<'a>(subschemas: &'a [Vec<Violation>], at: &Pointer) -> Option<&'a [Violation]> {
    subschemas.iter().min_by_key(|subschema| distance(subschema, at)).map(Vec::as_slice)
}

/// Whether a value is of another kind than a schema takes.
pub(super) fn is_of_other_kind(violations: &[Violation], at: &Pointer) -> bool {
    violations.iter().any(|violation| match &violation.what {
        ViolationKind::Kind { .. } | ViolationKind::Nothing => violation.instance == *at,
        ViolationKind::NoSubschema { subschemas, .. } => {
            violation.instance == *at
                && subschemas.iter().all(|subschema| is_of_other_kind(subschema, at))
        }
        _ => false,
    })
}

/// The kinds that the subschemas of a union take.
fn kinds(subschemas: &[Vec<Violation>], at: &Pointer) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for violation in subschemas.iter().flatten().filter(|violation| violation.instance == *at) {
        let of_subschema = match &violation.what {
            ViolationKind::Kind { expected, .. } => expected.clone(),
            ViolationKind::NoSubschema { subschemas, .. } => self::kinds(subschemas, at),
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
        "minItems" => format!("the array has {found} items, fewer than {bound}"),
        "maxItems" => format!("the array has {found} items, more than {bound}"),
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

/// The values of an `enum`, as many as a line holds.
fn values(listed: &[Json]) -> String {
    const MOST: usize = 8;
    let values: Vec<String> = listed.iter().take(MOST).map(shown).collect();
    match listed.len().saturating_sub(MOST) {
        0 => values.join(", "),
        more => format!("{} and {more} more", values.join(", ")),
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
