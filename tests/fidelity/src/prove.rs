//! Law 1, proven by machine: every value that a schema allows is read, and given back as it was.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use serde_json::Value;

use crate::description::{Description, escape};
use crate::judge::{self, Verdict, judge};
use crate::kind::Kind;
use crate::oracle::Oracle;
use crate::sample::{Sample, Sampler};
use crate::subject::Subject;

/// How much is proven, and from which seed.
#[derive(Clone, Debug)]
pub struct Effort {
    /// How many valid instances are wanted in all.
    pub instances: usize,
    /// The kinds of instances.
    pub kinds: Vec<Kind>,
    /// The same seed makes the same instances.
    pub seed: u64,
}

impl Effort {
    /// So many instances, of every kind that types have to keep.
    pub fn of(instances: usize) -> Self {
        Self { instances, kinds: Kind::KEPT.to_vec(), seed: 7 }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fidelity {
    /// What became of the instances of each kind.
    pub kinds: BTreeMap<Kind, Tally>,
    /// What failed, one of a cause, most frequent first.
    pub failures: Vec<Failure>,
    /// Schemas that could not be tried, and why.
    pub skipped: Vec<(String, String)>,
    /// Examples that no type can hold: where they stand, and why.
    pub impossible: Vec<(String, String)>,
}

/// What became of instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// They are valid.
    pub valid: usize,
    /// They were read, from text and from a tree alike.
    pub read: usize,
    /// They came back as they were.
    pub unchanged: usize,
    /// They came back, and `validate` had nothing against them.
    pub kept: usize,
}

/// A cause of failures.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// What happened, in a word.
    pub verdict: &'static str,
    /// The pointer of the innermost schema known to hold where it happened.
    pub schema: String,
    /// The pointer of the schema whose type was tried.
    pub subject: String,
    /// The place within the smallest instance.
    pub pointer: Option<String>,
    /// What was said.
    pub message: String,
    /// The smallest instance.
    pub instance: Value,
    /// How many instances failed like this.
    pub count: usize,
    /// How many types they were instances of.
    pub subjects: usize,
    /// The kind of the first of them.
    pub kind: Kind,
}

impl Fidelity {
    /// All kinds together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for tally in self.kinds.values() {
            total.valid += tally.valid;
            total.read += tally.read;
            total.unchanged += tally.unchanged;
            total.kept += tally.kept;
        }
        total
    }
}

/// Proves the types of the schemas at `pointers`.
///
/// # Errors
/// Where the oracle cannot look into the description at all.
pub fn fidelity(
    description: &Description,
    pointers: &[String],
    subject: &mut dyn Subject,
    effort: &Effort,
) -> Result<Fidelity, String> {
    let mut oracle = Oracle::new(description)?;
    let mut found = Fidelity::default();
    let mut targets = Vec::new();
    for (index, pointer) in pointers.iter().enumerate() {
        match oracle.compile(pointer) {
            Ok(()) => targets.push(Target::new(description, pointer, effort.seed + index as u64)),
            Err(reason) => found.skipped.push((pointer.clone(), reason)),
        }
    }
    let places = places(description);
    let mut causes: HashMap<Cause, (Failure, HashSet<String>)> = HashMap::new();
    let mut valid = 0;
    // Some schemas allow little, so that rounds are made until there is enough or nothing new.
    while valid < effort.instances {
        let before = valid;
        for target in &mut targets {
            for kind in &effort.kinds {
                if valid >= effort.instances && !target.instances.is_empty() {
                    continue;
                }
                let Some(sample) = target.next(*kind, &mut oracle) else { continue };
                valid += 1;
                let answer = subject.ask(target.pointer, &sample.value);
                let verdict = judge(&sample.value, &answer);
                found.kinds.entry(*kind).or_default().add(&verdict);
                let Some(complaint) = verdict.complaint() else { continue };
                let schema = innermost(&sample, complaint.pointer.as_deref(), &places);
                let cause =
                    Cause { verdict: verdict.name(), schema, message: general(&complaint.message) };
                let (failure, subjects) = causes.entry(cause.clone()).or_insert_with(|| {
                    let failure = smallest(
                        target.pointer,
                        &sample.value,
                        &cause,
                        *kind,
                        &mut oracle,
                        subject,
                    );
                    (failure, HashSet::new())
                });
                failure.count += 1;
                subjects.insert(target.pointer.to_owned());
            }
        }
        if valid == before {
            break;
        }
    }
    for target in targets.iter().filter(|target| target.instances.is_empty()) {
        found.skipped.push((target.pointer.to_owned(), "no valid instance was found".to_owned()));
    }
    found.failures = causes
        .into_values()
        .map(|(failure, subjects)| Failure { subjects: subjects.len(), ..failure })
        .collect();
    found.failures.sort_by(|left, right| {
        right
            .count
            .cmp(&left.count)
            .then_with(|| left.schema.cmp(&right.schema))
            .then_with(|| left.message.cmp(&right.message))
    });
    Ok(found)
}

/// A schema of which instances are made.
pub(crate) struct Target<'a> {
    pub(crate) pointer: &'a str,
    sampler: Sampler<'a>,
    instances: HashSet<String>,
}

impl<'a> Target<'a> {
    pub(crate) fn new(description: &'a Description, pointer: &'a str, seed: u64) -> Self {
        Self { pointer, sampler: Sampler::new(description, seed), instances: HashSet::new() }
    }

    /// A valid instance that was not there before.
    pub(crate) fn next(&mut self, kind: Kind, oracle: &mut Oracle) -> Option<Sample<'a>> {
        for _ in 0..3 {
            let Some(sample) = self.sampler.sample(self.pointer, kind) else { continue };
            // A null is for the places that use the type to allow.
            if sample.value.is_null() || !oracle.allows(self.pointer, &sample.value) {
                continue;
            }
            if self.instances.insert(sample.value.to_string()) {
                return Some(sample);
            }
        }
        None
    }
}

impl Tally {
    pub(crate) fn add(&mut self, verdict: &Verdict) {
        self.valid += 1;
        self.unchanged += usize::from(*verdict == Verdict::Unchanged);
        self.read += usize::from(matches!(
            verdict,
            Verdict::Unchanged | Verdict::Changed(_) | Verdict::Overruled(_)
        ));
        self.kept += usize::from(verdict.complaint().is_none());
    }
}

/// What failures have in common that need one correction.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Cause {
    verdict: &'static str,
    schema: String,
    message: String,
}

/// A message without the values that it speaks of.
pub(crate) fn general(message: &str) -> String {
    let mut general = String::new();
    let mut quote = None;
    for character in message.chars() {
        match (quote, character) {
            (Some(end), _) if end == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`') => {
                quote = Some(character);
                general.push('_');
            }
            (None, '0'..='9') => {
                if !general.ends_with('#') {
                    general.push('#');
                }
            }
            _ => general.push(character),
        }
    }
    general.chars().take(120).collect()
}

fn smallest(
    pointer: &str,
    value: &Value,
    cause: &Cause,
    kind: Kind,
    oracle: &mut Oracle,
    subject: &mut dyn Subject,
) -> Failure {
    let mut last = judge(value, &subject.ask(pointer, value));
    let instance = judge::shrink(value, |candidate| {
        if !oracle.allows(pointer, candidate) {
            return false;
        }
        let verdict = judge(candidate, &subject.ask(pointer, candidate));
        let fails = verdict.name() == cause.verdict;
        if fails {
            last = verdict;
        }
        fails
    });
    let complaint = last.complaint();
    Failure {
        verdict: cause.verdict,
        schema: cause.schema.clone(),
        subject: pointer.to_owned(),
        pointer: complaint.and_then(|complaint| complaint.pointer.clone()),
        message: complaint.map(|complaint| complaint.message.clone()).unwrap_or_default(),
        instance,
        count: 0,
        subjects: 0,
        kind,
    }
}

/// The pointer of every schema, by its address.
pub(crate) fn places(description: &Description) -> HashMap<usize, String> {
    fn collect(value: &Value, pointer: String, into: &mut HashMap<usize, String>) {
        match value {
            Value::Object(properties) => {
                for (name, property) in properties {
                    collect(property, format!("{pointer}/{}", escape(name)), into);
                }
                into.insert(std::ptr::from_ref(properties) as usize, pointer);
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    collect(item, format!("{pointer}/{index}"), into);
                }
            }
            _ => {}
        }
    }
    let mut places = HashMap::new();
    collect(&description.document, String::new(), &mut places);
    places
}

/// The schema nearest around a place of an instance.
pub(crate) fn innermost(
    sample: &Sample<'_>,
    pointer: Option<&str>,
    places: &HashMap<usize, String>,
) -> String {
    let pointer = pointer.unwrap_or_default();
    let holds = |spot: &str| {
        pointer == spot || pointer.strip_prefix(spot).is_some_and(|rest| rest.starts_with('/'))
    };
    let nearest = sample
        .spots
        .iter()
        .filter(|spot| holds(&spot.pointer))
        .max_by_key(|spot| spot.pointer.len());
    let mut around = nearest
        .into_iter()
        .flat_map(|spot| &spot.view.parts)
        .filter_map(|part| places.get(&(std::ptr::from_ref(*part) as usize)));
    // What several places refer to is corrected once, so the component is named, not the place.
    let first = around.next().cloned().unwrap_or_default();
    let is_component =
        |place: &String| place.starts_with("/components") && place.matches('/').count() == 3;
    if is_component(&first) {
        first
    } else {
        around.find(|place| is_component(place)).cloned().unwrap_or(first)
    }
}
