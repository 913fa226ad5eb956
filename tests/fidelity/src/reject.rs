//! Law 2, proven by machine: nothing that the description forbids leaves, and the refusal
//! names the place.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::description::Description;
use crate::faults::{Fault, Leeway, Wrong, faults};
use crate::oracle::Oracle;
use crate::prove::{Effort, Target, innermost, places};
use crate::sample::{Sample, Spot};
use crate::subject::{Answer, Reading, Subject};

/// What was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rejection {
    /// What became of each kind of fault.
    pub kinds: BTreeMap<Wrong, Refusals>,
    /// What is admitted by design, of how many such faults.
    pub open: BTreeMap<Leeway, (usize, usize)>,
    /// Faults that passed, or were refused for another place; one of each kind and schema.
    pub failures: Vec<Passed>,
}

/// What became of the faults of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Refusals {
    /// The oracle calls them invalid.
    pub faults: usize,
    /// They were refused where they are.
    pub exact: usize,
    /// They were refused at the union around them, which lists its variants' reasons.
    pub around: usize,
}

/// Why a fault is not refused where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// It fits several variants of a `oneOf`, each of which Rust has: what is wrong is the
    /// description's choice of words.
    SeveralVariants,
    /// It is refused, and something else is said to be wrong.
    Elsewhere,
    /// It stands at the root of a schema that is another name for a type: its limits are those of
    /// the places that use it.
    RootOfAlias,
    /// It is taken for something that may be described later, or that nothing is known of.
    Taken,
}

impl Cause {
    /// The cause, in words.
    pub fn words(self) -> &'static str {
        match self {
            Cause::SeveralVariants => "fits several variants of a `oneOf`",
            Cause::Elsewhere => "refused for something else",
            Cause::RootOfAlias => "limits at the root, which the places of use check",
            Cause::Taken => "taken for what may be described later",
        }
    }
}

/// A fault that was not refused as it has to be.
#[derive(Clone, Debug, Serialize)]
pub struct Passed {
    /// What is wrong.
    pub wrong: Wrong,
    /// Why it was not refused there.
    pub cause: Cause,
    /// The pointer of the innermost schema known to hold there.
    pub schema: String,
    /// The pointer of the schema whose type was tried.
    pub subject: String,
    /// The place of the fault.
    pub pointer: String,
    /// What was said instead, if anything.
    pub said: Vec<String>,
    /// The instance.
    pub instance: Value,
    /// How many were like it.
    pub count: usize,
}

impl Rejection {
    /// All faults that must be refused, and how many were.
    pub fn total(&self) -> (usize, usize) {
        self.kinds.values().fold((0, 0), |(faults, refused), kind| {
            (faults + kind.faults, refused + kind.exact + kind.around)
        })
    }
}

/// Tries faults on the types of the schemas at `pointers`, `effort.instances` valid instances being the start.
///
/// # Errors
/// Where the oracle cannot look into the description at all.
pub fn rejection(
    description: &Description,
    pointers: &[String],
    subject: &mut dyn Subject,
    effort: &Effort,
) -> Result<Rejection, String> {
    let mut oracle = Oracle::new(description)?;
    let mut found = Rejection::default();
    let mut targets: Vec<Target<'_>> = Vec::new();
    for (index, pointer) in pointers.iter().enumerate() {
        if oracle.compile(pointer).is_ok() {
            targets.push(Target::new(description, pointer, effort.seed + index as u64));
        }
    }
    let mut tried: HashMap<(&str, Wrong, Leeway, String), Tries> = HashMap::new();
    let places = places(description);
    let mut made = 0;
    while made < effort.instances {
        let before = made;
        for target in &mut targets {
            for kind in &effort.kinds {
                let Some(sample) = target.next(*kind, &mut oracle) else { continue };
                made += 1;
                for fault in faults(description, &sample) {
                    let key = (target.pointer, fault.wrong, fault.leeway, general(&fault.pointer));
                    let times = tried.entry(key).or_default();
                    if times.invalid == ENOUGH || times.made == 3 * ENOUGH {
                        continue;
                    }
                    times.made += 1;
                    let instance = fault.in_instance(&sample.value);
                    if !oracle.allows(target.pointer, &instance) {
                        times.invalid += 1;
                        let answer = subject.ask(target.pointer, &instance);
                        let schema = innermost(&sample, Some(&fault.pointer), &places);
                        let mut allows = |variant: &Map<String, Value>, node: &Value| {
                            let variant = places.get(&(std::ptr::from_ref(variant) as usize));
                            variant.is_some_and(|pointer| oracle.allows(pointer, node))
                        };
                        let several = said(&answer).is_empty()
                            && fits_several(&sample, &fault, &instance, &mut allows);
                        let tried = Tried { subject: target.pointer, schema, instance, several };
                        let is_mended =
                            back(&answer).is_some_and(|back| oracle.allows(target.pointer, back));
                        let leeway = match fault.leeway {
                            Leeway::None if is_mended => Leeway::Mended,
                            leeway => leeway,
                        };
                        found.add(&fault, leeway, tried, &answer);
                    }
                }
            }
        }
        if made == before {
            break;
        }
    }
    found.failures.sort_by(|left, right| {
        right.count.cmp(&left.count).then_with(|| left.pointer.cmp(&right.pointer))
    });
    Ok(found)
}

/// How often a kind of fault is tried at a place; the hundredth time shows nothing new.
const ENOUGH: u32 = 4;

/// How often a kind of fault was put at a place, and how often the oracle called that one.
#[derive(Clone, Copy, Default)]
struct Tries {
    made: u32,
    invalid: u32,
}

/// How a fault was met.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    Exactly,
    Around,
    Elsewhere,
    Not,
}

impl Rejection {
    fn add(&mut self, fault: &Fault, leeway: Leeway, tried: Tried<'_>, answer: &Answer) {
        let said = said(answer);
        let met = met(&fault.pointer, &said);
        if leeway != Leeway::None {
            let (all, admitted) = self.open.entry(leeway).or_default();
            *all += 1;
            *admitted += usize::from(met == Met::Not);
            return;
        }
        let kind = self.kinds.entry(fault.wrong).or_default();
        kind.faults += 1;
        match met {
            Met::Exactly => kind.exact += 1,
            Met::Around => kind.around += 1,
            Met::Elsewhere | Met::Not => self.pass(fault, tried, &said),
        }
    }

    /// How many were not refused where they are, by cause, with one of the smallest.
    pub fn causes(&self) -> BTreeMap<Cause, (usize, &Passed)> {
        let mut causes: BTreeMap<Cause, (usize, &Passed)> = BTreeMap::new();
        let length = |passed: &Passed| passed.instance.to_string().len();
        for passed in &self.failures {
            let (count, smallest) = causes.entry(passed.cause).or_insert((0, passed));
            *count += passed.count;
            if length(passed) < length(smallest) {
                *smallest = passed;
            }
        }
        causes
    }

    fn pass(&mut self, fault: &Fault, tried: Tried<'_>, said: &[(String, String)]) {
        let cause = match (said.is_empty(), tried.several, fault.pointer.as_str()) {
            (false, ..) => Cause::Elsewhere,
            (true, true, _) => Cause::SeveralVariants,
            (true, false, "") => Cause::RootOfAlias,
            (true, false, _) => Cause::Taken,
        };
        let is_like = |passed: &&mut Passed| {
            passed.wrong == fault.wrong
                && passed.cause == cause
                && passed.schema == tried.schema
                && passed.said.is_empty() == said.is_empty()
        };
        let passed = match self.failures.iter_mut().find(is_like) {
            Some(passed) => passed,
            None => {
                self.failures.push(Passed {
                    wrong: fault.wrong,
                    cause,
                    schema: tried.schema,
                    subject: String::new(),
                    pointer: String::new(),
                    said: Vec::new(),
                    instance: Value::Null,
                    count: 0,
                });
                let last = self.failures.len() - 1;
                &mut self.failures[last]
            }
        };
        passed.count += 1;
        let is_smaller = || tried.instance.to_string().len() < passed.instance.to_string().len();
        if passed.count == 1 || is_smaller() {
            passed.subject = tried.subject.to_owned();
            passed.pointer.clone_from(&fault.pointer);
            passed.said = said.iter().map(|(at, message)| format!("{at}: {message}")).collect();
            passed.instance = tried.instance;
        }
    }
}

/// An instance that was tried, of which type, and the schema that holds at its fault.
struct Tried<'a> {
    subject: &'a str,
    schema: String,
    instance: Value,
    /// Whether something of it fits several variants of a `oneOf`.
    several: bool,
}

/// Whether a value at or around a fault fits several variants of a `oneOf`.
fn fits_several(
    sample: &Sample<'_>,
    fault: &Fault,
    instance: &Value,
    mut allows: impl FnMut(&Map<String, Value>, &Value) -> bool,
) -> bool {
    let is_around = |spot: &&Spot<'_>| {
        let rest = fault.pointer.strip_prefix(spot.pointer.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    sample.spots.iter().filter(is_around).any(|spot| {
        let Some(node) = instance.pointer(&spot.pointer) else { return false };
        spot.view.parts.iter().any(|part| {
            let variants = part.get("oneOf").and_then(Value::as_array).into_iter().flatten();
            let variants = variants.filter_map(Value::as_object);
            variants.filter(|variant| allows(variant, node)).nth(1).is_some()
        })
    })
}

/// What a value that was read, and that nothing is held against, leaves as.
fn back(answer: &Answer) -> Option<&Value> {
    match &answer.from_text {
        Reading::Read { back, violations } if violations.is_empty() => Some(back),
        _ => None,
    }
}

/// What is held against a value that was read from text, each with its place.
fn said(answer: &Answer) -> Vec<(String, String)> {
    let complaints = match &answer.from_text {
        Reading::Read { violations, .. } => violations.clone(),
        Reading::Refused(complaint) => vec![complaint.clone()],
        Reading::Crashed(reason) => return vec![("(crashed)".to_owned(), reason.clone())],
    };
    complaints
        .into_iter()
        .map(|complaint| (complaint.pointer.unwrap_or_default(), complaint.message))
        .collect()
}

fn met(pointer: &str, said: &[(String, String)]) -> Met {
    if said.is_empty() {
        return Met::Not;
    }
    let is_around = |(outer, message): &(String, String)| {
        pointer.strip_prefix(outer.as_str()).is_some_and(|rest| rest.starts_with('/'))
            && message.contains("fits none of the variants")
    };
    // A limit on names speaks of the property, a fault of what is in it: below counts as there.
    let is_below = |(inner, _): &(String, String)| {
        inner.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'))
    };
    // What has to be there is asked of the object, by the name of the property.
    let is_asked_for = |(place, message): &(String, String)| {
        let name = pointer.strip_prefix(place.as_str()).and_then(|rest| rest.strip_prefix('/'));
        name.is_some_and(|name| message.contains(&format!("have the property {name}")))
    };
    if said.iter().any(|(place, _)| place == pointer)
        || said.iter().any(is_below)
        || said.iter().any(is_asked_for)
    {
        Met::Exactly
    } else if said.iter().any(is_around) {
        Met::Around
    } else {
        Met::Elsewhere
    }
}

/// A place without the positions of items.
fn general(pointer: &str) -> String {
    let is_index =
        |segment: &str| !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    let segments = pointer.split('/').map(|segment| if is_index(segment) { "#" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}
