//! Takes a keyword of a description away at one place, and sees whether anything changes: what is written,
//! documented, checked or noted.
//!
//! So every keyword is used or said, and no blanket sentence says it: a note that stands for all keywords of
//! a document would be the same without one of them. Where nothing changes, it may be that another keyword, or the
//! place, says the same (`type: object` beside `properties`, `deprecated: false`): then the keyword *altered*
//! has to change something. Or what it stands in is ignored as a whole, by a note at that node.

mod alter;
mod places;
mod redundant;
mod slice;
mod whole;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;

use serde_json::Value;
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;
use specwright_codegen::{Config, Failure, Input, Levels, generate_file};

pub use self::places::{Keyword, Kind, keywords, without};
pub use self::redundant::{REDUNDANT, is_excused};
use self::slice::{Root, Slicer};

/// What becomes of a description without a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Other Rust, other limits or other documentation.
    Used,
    /// The same Rust, and other notes or warnings; or a note says that what it stands in is ignored.
    Said,
    /// The same, since something else says as much; altered, it changes something.
    Redundant,
    /// The same.
    Silent,
}

/// All that comes of a description, without the lines of the description that it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    text: String,
    said: Vec<String>,
    /// The nodes that notes say to be ignored as a whole.
    ignored: Vec<String>,
}

/// Generates a description.
///
/// # Errors
/// What is wrong with it.
///
/// # Panics
/// Where the generator is at fault.
pub fn outcome(description: &Value) -> Result<Outcome, String> {
    let mut config = Config::new(Input::new("input.json", description.to_string()));
    config.levels = Levels::skipping();
    match generate_file(&config) {
        Ok((text, planned)) => {
            let said = planned.notes.iter().chain(&planned.warnings);
            let mut said: Vec<String> = said.map(|one| one.message.clone()).collect();
            said.sort();
            let ignored = whole::ignored(&planned);
            Ok(Outcome { text, said, ignored })
        }
        Err(Failure::Description(problems)) => Err(problems.to_string()),
        Err(Failure::Bug(bug)) => panic!("{}", bug.reason),
    }
}

/// What becomes of a description without a keyword, beside what comes of it whole.
pub fn effect(description: &Value, whole: &Outcome, keyword: &Keyword) -> Effect {
    let changed = |other: &Value| match outcome(other) {
        Ok(other) if other.text == whole.text && other.said == whole.said => None,
        Ok(other) if other.text == whole.text => Some(Effect::Said),
        _ => Some(Effect::Used),
    };
    if let Some(effect) = changed(&without(description, keyword)) {
        return effect;
    }
    if whole.ignored.iter().any(|node| keyword.is_within(node)) {
        return Effect::Said;
    }
    let altered = alter::altered(description, keyword);
    if altered.iter().any(|altered| changed(altered).is_some()) {
        return Effect::Redundant;
    }
    let [one, none] = alter::alone(description, keyword).map(|other| outcome(&other));
    match (one, none) {
        (Ok(one), Ok(none)) if one.text != none.text || one.said != none.said => Effect::Redundant,
        _ => Effect::Silent,
    }
}

/// The description that a text holds, in the order of the text.
///
/// # Errors
/// What is wrong with the text.
pub fn read(name: &str, text: &str) -> Result<Value, String> {
    match source::read(name, text.to_owned(), FileId(0)) {
        Ok((node, _)) => Ok(node.to_json()),
        Err((problem, _)) => Err(problem.message),
    }
}

/// Takes each of some keywords away, on all processors, and calls back with how many are done.
///
/// What an operation or a component does not take part in is left out, as most of a large
/// description is; where nothing changed then, the whole description decides, which is generated
/// only then.
///
/// # Errors
/// What is wrong with the description.
pub fn tried(
    description: &Value,
    keywords: Vec<Keyword>,
    done: &(dyn Fn(usize) + Sync),
) -> Result<Vec<(Keyword, Effect)>, String> {
    let whole = OnceLock::new();
    let of_whole = |keyword: &Keyword| {
        let whole = whole.get_or_init(|| outcome(description)).as_ref();
        whole.map(|whole| effect(description, whole, keyword)).map_err(String::clone)
    };
    let slicer = Slicer::new(description);
    let mut groups: BTreeMap<Option<Root>, Vec<Keyword>> = BTreeMap::new();
    for keyword in keywords {
        groups.entry(slicer.root(&keyword.pointer)).or_default().push(keyword);
    }
    let groups: Vec<(Option<Root>, Vec<Keyword>)> = groups.into_iter().collect();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((root, keywords)) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            let slice = root.as_ref().map(|root| slicer.slice(root));
            let part = slice.as_ref().and_then(|slice| Some((slice, outcome(slice).ok()?)));
            for keyword in keywords {
                let in_part = part.as_ref().map(|(slice, part)| effect(slice, part, keyword));
                let effect = match in_part {
                    Some(Effect::Silent) | None => of_whole(keyword),
                    Some(effect) => Ok(effect),
                };
                found
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .push(effect.map(|effect| (keyword.clone(), effect)));
                done(1);
            }
        }
    };
    thread::scope(|scope| {
        let count = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..count {
            scope.spawn(work);
        }
    });
    let found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut found: Vec<(Keyword, Effect)> = found.into_iter().collect::<Result<_, String>>()?;
    found.sort_by(|(one, _), (other, _)| one.pointer.cmp(&other.pointer));
    Ok(found)
}

/// So many keywords of a description, by a seed: each of another kind, as far as there are kinds.
pub fn few(all: Vec<Keyword>, count: usize, seed: u64) -> Vec<Keyword> {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut chosen, mut left) = (Vec::new(), all);
    while chosen.len() < count && !left.is_empty() {
        let mut round = sample(left.clone(), |keyword| keyword, 1, random.u64(..));
        random.shuffle(&mut round);
        round.truncate(count - chosen.len());
        left.retain(|one| round.iter().all(|other| other.pointer != one.pointer));
        chosen.extend(round);
    }
    chosen
}

/// Some of what has a keyword each, by a seed: so many of each keyword of each kind of node.
pub fn sample<T>(all: Vec<T>, keyword: impl Fn(&T) -> &Keyword, each: usize, seed: u64) -> Vec<T> {
    let mut kinds: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for one in all {
        kinds.entry(keyword(&one).kind()).or_default().push(one);
    }
    let mut random = fastrand::Rng::with_seed(seed);
    let some = |mut all: Vec<T>| {
        random.shuffle(&mut all);
        all.truncate(each);
        all
    };
    kinds.into_values().flat_map(some).collect()
}
