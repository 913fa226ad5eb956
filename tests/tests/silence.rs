//! Nothing in silence: whatever keyword of a description is taken away at one place, what is written,
//! documented, checked or noted changes. So every keyword is used or said, and no blanket sentence says it.
//!
//! Each run takes a sample of the places of all cases; with `SPECWRIGHT_SILENCE=all` it takes all,
//! or those of the description that it names instead, a few of each kind.

#[path = "silence/places.rs"]
mod places;
#[path = "silence/redundant.rs"]
mod redundant;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;
use specwright_codegen::{Config, Failure, Input, Levels, generate_file};

use self::places::{Keyword, keywords, without};
use self::redundant::REDUNDANT;

/// How many places a run takes, and by which seed.
const SAMPLE: usize = 200;
const SEED: u64 = 19;

/// All that comes of a description, without the lines of the description that it tells of.
fn outcome(description: &Value) -> Result<(String, Vec<String>), String> {
    let mut config = Config::new(Input::new("input.json", description.to_string()));
    config.levels = Levels::skipping();
    match generate_file(&config) {
        Ok((text, planned)) => {
            let said = planned.notes.iter().chain(&planned.warnings);
            let mut said: Vec<String> = said.map(|one| one.message.clone()).collect();
            said.sort();
            Ok((text, said))
        }
        Err(Failure::Description(problems)) => Err(problems.to_string()),
        Err(Failure::Bug(bug)) => panic!("{}", bug.reason),
    }
}

/// The places of a description at which a keyword can be taken away without a change.
fn silent(description: &Value, keywords: Vec<Keyword>) -> Vec<Keyword> {
    let Ok(whole) = outcome(description) else { return Vec::new() };
    let is_silent =
        |keyword: &Keyword| outcome(&without(description, keyword)).is_ok_and(|part| part == whole);
    keywords.into_iter().filter(is_silent).collect()
}

fn read(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    serde_json::from_str(&text).ok().or_else(|| serde_saphyr::from_str(&text).ok())
}

#[test]
fn every_keyword_is_used_or_said() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut paths: Vec<_> = fs::read_dir(cases)
        .expect("cases")
        .map(|entry| entry.expect("a case").path().join("input.yaml"))
        .filter(|path| path.exists())
        .collect();
    paths.sort();
    let asked = env::var("SPECWRIGHT_SILENCE").ok();
    if let Some(path) = asked.as_ref().filter(|asked| *asked != "all") {
        paths = vec![path.into()];
    }
    let mut all: Vec<(usize, Keyword)> = Vec::new();
    let descriptions: Vec<Option<Value>> = paths.iter().map(|path| read(path)).collect();
    for (index, description) in descriptions.iter().enumerate() {
        let found = description.iter().flat_map(keywords);
        all.extend(found.map(|keyword| (index, keyword)));
    }
    if asked.is_none() {
        let mut random = Random(SEED);
        let count = all.len();
        all = (0..SAMPLE.min(count)).map(|_| all[random.below(count)].clone()).collect();
    }
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (index, description) in descriptions.iter().enumerate() {
        let Some(description) = description else { continue };
        let own = all.iter().filter(|(of, _)| *of == index).map(|(_, keyword)| keyword.clone());
        for keyword in silent(description, own.collect()) {
            let name = paths[index].parent().and_then(Path::file_name).unwrap_or_default();
            let place = format!("{} {}", name.to_string_lossy(), keyword.pointer);
            if REDUNDANT.iter().any(|(_, places)| places.contains(&place.as_str())) {
                continue;
            }
            kinds.entry(format!("{} of {:?}", keyword.name, keyword.kind)).or_default().push(place);
        }
    }
    let said: Vec<String> = kinds
        .iter()
        .map(|(kind, places)| {
            format!("{kind}: {} {:?}", places.len(), &places[..places.len().min(60)])
        })
        .collect();
    assert!(said.is_empty(), "{} places\n{}", all.len(), said.join("\n"));
}

/// A generator of numbers that are the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }
}
