//! What holds of every difference, whatever changed: laws that need no expectation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use specwright_codegen::diff::{Change, Diff, Kind, Rust, Side, diff};
use specwright_codegen::{Contents, Failure, Published};

use crate::regenerate::{Compared, Description};

/// How often the laws were asked about what, and where one did not hold.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// How many pairs were tried.
    pub pairs: usize,
    /// How many changes were reported, forth and back.
    pub changes: usize,
    /// How many public items differed, forth and back.
    pub items: usize,
    /// Of these, how many no change of the description explains.
    pub unexplained: usize,
    /// Unions that were said to be decided by their order.
    pub orders: usize,
    /// How many steps of three were tried.
    pub triples: usize,
    /// Where a law did not hold.
    pub faults: Vec<String>,
}

/// Holds the laws against a pair of descriptions: each is the same as itself, as the file of what it
/// publishes, as JSON, and in another order; the step back has the mirrored kinds; and what is
/// reported is all that differs between the surfaces.
///
/// # Errors
/// Where a description cannot be generated.
pub fn try_pair(
    name: &str,
    old: &Description,
    new: &Description,
    found: &mut Findings,
) -> Result<(), Failure> {
    found.pairs += 1;
    for description in [old, new] {
        try_alone(name, description, found)?;
    }
    let [first, second] = [old, new].map(|it| Compared::new("a.yaml", it, None));
    let (first, second) = (first?, second?);
    let after_first = Compared::new("b.yaml", new, Some(&first))?;
    let after_second = Compared::new("b.yaml", old, Some(&second))?;
    let forth = after_first.since(&first);
    let back = after_second.since(&second);
    let mut fault = |what: String| found.faults.push(format!("{name}: {what}"));
    let [expected, mirrored] = [mirrored(&forth), kinds(&back)];
    let has_none =
        |diff: &Diff| diff.changes.iter().any(|change| WITHOUT_MIRROR.contains(&change.kind));
    if expected != mirrored && !has_none(&forth) && !has_none(&back) {
        let only = |one: &BTreeMap<&str, usize>, other: &BTreeMap<&str, usize>| {
            let all = one.iter().filter(|(kind, count)| other.get(*kind) != Some(count));
            all.map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ")
        };
        let texts = [only(&expected, &mirrored), only(&mirrored, &expected)];
        fault(format!("the step back has {}, not {}", texts[1], texts[0]));
    }
    for (diff, old, new) in [(&forth, &first, &after_first), (&back, &second, &after_second)] {
        if let Some(text) = incomplete(diff, &old.side, &new.side) {
            fault(text);
        }
    }
    for diff in [&forth, &back] {
        found.changes += diff.changes.len();
        found.items +=
            diff.changes.iter().map(|it| it.missed.len() + it.added.len()).sum::<usize>();
        let unexplained = diff.changes.iter().filter(|change| change.kind == Kind::ItemOnly);
        found.unexplained += unexplained.map(|it| it.missed.len() + it.added.len()).sum::<usize>();
    }
    Ok(())
}

fn try_alone(name: &str, description: &Description, found: &mut Findings) -> Result<(), Failure> {
    let first = Compared::new("a.yaml", description, None)?;
    let mut same = |what: &str, diff: &Diff, may: &dyn Fn(&Change) -> bool| {
        let wrong = diff.changes.iter().filter(|change| !may(change));
        let wrong: Vec<String> =
            wrong.map(|change| format!("{} {}", change.kind.id(), change.item)).collect();
        if !wrong.is_empty() {
            found.faults.push(format!("{name}: {what} differs: {}", wrong.join(", ")));
        }
    };
    let never = |_: &Change| false;
    same("itself", &first.since(&first), &never);
    let again = Compared::new("b.yaml", description, Some(&first))?;
    same("itself after itself", &again.since(&first), &never);
    // A file keeps neither defaults nor servers, nor whether a first line asked for types alone.
    if !description.text.starts_with('#') {
        let text = first.side.published.render();
        if let Ok(published) = Published::parse(&text) {
            let file = Side::of_file("published.txt", published, Contents::Whole);
            same("what it published", &diff(&file, &first.side), &never);
        }
        // In YAML 1.2 `y` is a text, and a name.
        let options = serde_saphyr::options! { strict_booleans: true };
        let tree = serde_saphyr::from_str_with_options::<Value>(&description.text, options);
        if let Ok(tree) = tree {
            let text = |tree: &Value| serde_json::to_string_pretty(tree).unwrap_or_default();
            let variant = |text| Description { text, operations: description.operations.clone() };
            let json = Compared::new("b.json", &variant(text(&tree)), Some(&first))?;
            same("it as JSON", &json.since(&first), &never);
            let reordered = variant(text(&reordered(&tree, "")));
            let reordered = Compared::new("b.json", &reordered, Some(&first))?;
            let diff = reordered.since(&first);
            same("it in another order", &diff, &|change| BY_ORDER.contains(&change.kind));
            found.orders += diff.changes.len();
        }
    }
    Ok(())
}

/// What is decided by order, and said: which variant is read where nothing else tells, and which of two
/// operations whose names are one in Rust is called by its path.
const BY_ORDER: [Kind; 2] = [Kind::VariantOrder, Kind::OperationRenamed];

/// What has no mirror: a place that referred to a component and holds an object of its own now is found
/// to be that component where it is gone, and to be a new type where it is still there.
const WITHOUT_MIRROR: [Kind; 1] = [Kind::TypeMoved];

/// Arrays whose order says nothing, but of unions that are decided by it.
const UNORDERED: [&str; 9] = [
    "required",
    "enum",
    "oneOf",
    "anyOf",
    "parameters",
    "type",
    "x-enum-varnames",
    "x-enum-descriptions",
    "x-enumNames",
];

/// A description in another order: every object, and the arrays in which order says nothing.
fn reordered(tree: &Value, name: &str) -> Value {
    match tree {
        Value::Object(properties) => {
            let all = properties.iter().rev();
            Value::Object(all.map(|(key, value)| (key.clone(), reordered(value, key))).collect())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(|item| reordered(item, "")).collect();
            if UNORDERED.contains(&name) {
                items.reverse();
            }
            Value::Array(items)
        }
        other => other.clone(),
    }
}

fn kinds(diff: &Diff) -> BTreeMap<&'static str, usize> {
    count(diff.changes.iter().map(|change| change.kind))
}

fn mirrored(diff: &Diff) -> BTreeMap<&'static str, usize> {
    count(diff.changes.iter().map(|change| change.kind.entry().mirror))
}

/// How often each kind is there; what is required on one way is only gone on the way back, and what
/// nothing explains has no way back.
fn count(kinds: impl Iterator<Item = Kind>) -> BTreeMap<&'static str, usize> {
    let mut counted = BTreeMap::new();
    for kind in kinds.filter(|kind| *kind != Kind::ItemOnly) {
        let kind = match kind {
            Kind::RequiredParameterAdded => Kind::ParameterAdded,
            Kind::RequiredBodyAdded => Kind::BodyAdded,
            Kind::RequiredPropertyAdded => Kind::PropertyAdded,
            other => other,
        };
        *counted.entry(kind.id()).or_default() += 1;
    }
    counted
}

/// What is reported and does not differ, or differs and is not reported.
pub(crate) fn incomplete(diff: &Diff, old: &Side, new: &Side) -> Option<String> {
    let lines =
        |all: &mut dyn Iterator<Item = &String>| -> BTreeSet<String> { all.cloned().collect() };
    let missed = lines(&mut diff.changes.iter().flat_map(|change| &change.missed));
    let added = lines(&mut diff.changes.iter().flat_map(|change| &change.added));
    let beyond = |one: &Side, other: &Side| -> BTreeSet<String> {
        one.surface.beyond(&other.surface).map(ToString::to_string).collect()
    };
    let [gone, come] = [beyond(old, new), beyond(new, old)];
    let differing = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        one.symmetric_difference(other).cloned().collect::<Vec<_>>()
    };
    let wrong = [differing(&missed, &gone), differing(&added, &come)].concat();
    (!wrong.is_empty()).then(|| format!("reported and surfaces differ in {}", wrong.join(", ")))
}

/// Along one published file, a step over two is at most the worse of the two.
///
/// # Errors
/// Where a description cannot be generated.
pub fn try_steps(
    name: &str,
    descriptions: &[Description],
    found: &mut Findings,
) -> Result<(), Failure> {
    let mut states: Vec<Compared> = Vec::new();
    for description in descriptions {
        states.push(Compared::new("api.yaml", description, states.last())?);
    }
    for (index, triple) in states.windows(3).enumerate() {
        let [first, second, third] = triple else { continue };
        let verdict = |new: &Compared, old: &Compared| -> Rust { new.since(old).rust };
        let worse = verdict(second, first).max(verdict(third, second));
        let over = verdict(third, first);
        found.triples += 1;
        if over > worse {
            let text = format!("{name}: from {index} over two it is {over:?}, by one {worse:?}");
            found.faults.push(text);
        }
    }
    Ok(())
}
