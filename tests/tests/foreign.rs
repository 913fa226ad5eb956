//! The types meet every format that serde knows, and what others derive around them.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specwright::Wire;
use specwright::fine_tuning::{
    CreateFineTuningJobRequest, FineTuneReinforcementMethodGrader as Grader, FineTuningJob,
    FineTuningJobStatus, GraderPython,
};

const JOB: &str = include_str!("../../bench/payloads/job.json");
const REQUEST: &str = include_str!("../../bench/payloads/request.json");

/// A job that has all that a format can stumble over but nulls: undeclared properties of every
/// kind, at every depth, big numbers, text in other writing.
fn odd_job() -> Value {
    let mut job: Value = serde_json::from_str(JOB).expect("JSON");
    without_nulls(&mut job);
    let extra = json!({
        "int": 7, "negative": -7, "big": i64::MAX, "small": i64::MIN, "half": 0.5,
        "text": "é\n\"🦀\"", "yes": true, "list": [1, [], {}, {"deep": [false]}], "": "no name",
        "looks like a number": "12", "looks like null": "null", "date": "2026-08-01", "tilde": "~",
    });
    job["added later"] = extra.clone();
    job["hyperparameters"]["added later"] = extra;
    job
}

fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(properties) => {
            properties.retain(|_, value| !value.is_null());
            properties.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

fn value_of<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("a tree")
}

/// A format: writes a value, and reads it again.
trait Format {
    const NAME: &str;
    const HAS_NULLS: bool;
    const KEEPS_ORDER: bool = true;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String>;
}

struct Tree;
struct Text;
struct Reader;
struct Toml;
struct Cbor;
struct Yaml;
struct Ron;

fn words(error: impl ToString) -> String {
    error.to_string()
}

impl Format for Tree {
    const NAME: &str = "serde_json::Value";
    const HAS_NULLS: bool = true;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String> {
        serde_json::from_value(serde_json::to_value(value).map_err(words)?).map_err(words)
    }
}

impl Format for Text {
    const NAME: &str = "serde_json::from_str";
    const HAS_NULLS: bool = true;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String> {
        serde_json::from_str(&serde_json::to_string(value).map_err(words)?).map_err(words)
    }
}

impl Format for Reader {
    const NAME: &str = "serde_json::from_reader";
    const HAS_NULLS: bool = true;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String> {
        let text = serde_json::to_vec_pretty(value).map_err(words)?;
        serde_json::from_reader(text.as_slice()).map_err(words)
    }
}

impl Format for Toml {
    const NAME: &str = "toml";
    const HAS_NULLS: bool = false;
    // A table comes after what is none; what is undeclared is compared as its text.
    const KEEPS_ORDER: bool = false;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String> {
        toml::from_str(&toml::to_string(value).map_err(words)?).map_err(words)
    }
}

impl Format for Cbor {
    const NAME: &str = "ciborium";
    const HAS_NULLS: bool = true;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String> {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).map_err(words)?;
        ciborium::from_reader(bytes.as_slice()).map_err(words)
    }
}

impl Format for Yaml {
    const NAME: &str = "serde-saphyr";
    const HAS_NULLS: bool = true;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String> {
        let text = serde_saphyr::to_string(value).map_err(words)?;
        serde_saphyr::from_str(&text).map_err(|error| format!("{error}\n{text}"))
    }
}

impl Format for Ron {
    const NAME: &str = "ron";
    const HAS_NULLS: bool = true;

    fn again<S: Serialize, T: DeserializeOwned>(value: &S) -> Result<T, String> {
        ron::from_str(&ron::to_string(value).map_err(words)?).map_err(words)
    }
}

/// Does the same with every format.
macro_rules! with_every_format {
    ($function:ident) => {
        $function::<Tree>();
        $function::<Text>();
        $function::<Reader>();
        $function::<Toml>();
        $function::<Cbor>();
        $function::<Yaml>();
        $function::<Ron>();
    };
}

#[track_caller]
fn same<F: Format, T: Wire + Serialize + DeserializeOwned>(value: &T) {
    let again = F::again::<T, T>(value).unwrap_or_else(|error| panic!("{}: {error}", F::NAME));
    assert_eq!(value_of(&again), value_of(value), "{}", F::NAME);
    assert!(!F::KEEPS_ORDER || &again == value, "{}", F::NAME);
}

fn round_trips<F: Format>() {
    let job: FineTuningJob = serde_json::from_value(odd_job()).expect("a job");
    assert_eq!(value_of(&job)["added later"], odd_job()["added later"]);
    same::<F, _>(&job);
    same::<F, _>(&serde_json::from_str::<CreateFineTuningJobRequest>(REQUEST).expect("a request"));
    if F::HAS_NULLS {
        let job: FineTuningJob = serde_json::from_str(JOB).expect("a job");
        same::<F, _>(&job);
        let mut job = value_of(&job);
        job["estimated_finish"] = Value::Null;
        job["added later"] = json!([null, {"a": null}]);
        let read: FineTuningJob = serde_json::from_value(job.clone()).expect("a job");
        assert_eq!(value_of(&read), job);
        same::<F, _>(&read);
    }
}

#[test]
fn a_job_and_a_request_come_back_from_every_format() {
    with_every_format!(round_trips);
}

/// TOML has no null: what is null because it has to stand there is left out, and read as such; a
/// null within what is open is refused.
#[test]
fn a_null_is_left_out_where_a_format_has_none() {
    let job: FineTuningJob = serde_json::from_str(JOB).expect("a job");
    let text = toml::to_string(&job).expect("writable");
    let again: FineTuningJob = toml::from_str(&text).expect("readable");
    let (mut left, mut right) = (value_of(&job), value_of(&again));
    without_nulls(&mut left);
    without_nulls(&mut right);
    assert_eq!(left, right);
}

/// What a user derives around a generated type.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Mine {
    note: String,
    job: FineTuningJob,
    jobs: Vec<FineTuningJob>,
    by_name: BTreeMap<String, Grader>,
    status: FineTuningJobStatus,
    perhaps: Option<GraderPython>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    note: String,
    #[serde(flatten)]
    job: FineTuningJob,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Status(FineTuningJobStatus),
    Job(Box<FineTuningJob>),
    Grader(Grader),
    Other(BTreeMap<String, String>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
enum Told {
    Job(Box<FineTuningJob>),
    Grader(Box<Grader>),
}

fn job() -> FineTuningJob {
    serde_json::from_value(odd_job()).expect("a job")
}

fn grader() -> GraderPython {
    let grader = json!({"type": "python", "name": "n", "source": "s", "added": 1});
    serde_json::from_value(grader).expect("a grader")
}

#[track_caller]
fn comes_back<F: Format, T: Debug + PartialEq + Serialize + DeserializeOwned>(value: &T) {
    let again = F::again::<T, T>(value).unwrap_or_else(|error| panic!("{}: {error}", F::NAME));
    assert_eq!(value_of(&again), value_of(value), "{}", F::NAME);
    assert!(!F::KEEPS_ORDER || &again == value, "{}", F::NAME);
}

fn within_others<F: Format>() {
    let python = Grader::from(grader());
    comes_back::<F, _>(&Mine {
        note: "n".to_owned(),
        job: job(),
        jobs: vec![job(), job()],
        by_name: BTreeMap::from([("a".to_owned(), python.clone())]),
        status: FineTuningJobStatus::from("hibernating"),
        perhaps: Some(grader()),
    });
    comes_back::<F, _>(&Told::Job(Box::new(job())));
    comes_back::<F, _>(&Told::Grader(Box::new(python.clone())));
    let any = BTreeMap::from([
        ("status", Any::Status(FineTuningJobStatus::Running)),
        ("job", Any::Job(Box::new(job()))),
        ("grader", Any::Grader(python)),
        ("other", Any::Other(BTreeMap::from([("a".to_owned(), "b".to_owned())]))),
    ]);
    let again = F::again::<_, BTreeMap<String, Any>>(&any);
    let again = again.unwrap_or_else(|error| panic!("{}: {error}", F::NAME));
    assert_eq!(value_of(&again), value_of(&any), "{}", F::NAME);
    let is_one = |name: &str, is_it: fn(&Any) -> bool| again.get(name).is_some_and(is_it);
    assert!(is_one("status", |any| matches!(any, Any::Status(_))), "{}", F::NAME);
    assert!(is_one("job", |any| matches!(any, Any::Job(_))), "{}", F::NAME);
    let statuses = HashMap::from([
        (FineTuningJobStatus::Running, 1),
        (FineTuningJobStatus::from("hibernating"), 2),
    ]);
    comes_back::<F, _>(&statuses);
}

#[test]
fn what_others_derive_holds_them() {
    with_every_format!(within_others);
}

fn flattened<F: Format>() {
    let flat = Flat { note: "n".to_owned(), job: job() };
    comes_back::<F, _>(&flat);
}

#[test]
fn flattened_into_what_others_derive() {
    with_every_format!(flattened);
}

/// A misfit names its place in every format.
fn misfits<F: Format>() {
    let mut job = odd_job();
    job["hyperparameters"]["n_epochs"] = json!([1]);
    let error = F::again::<_, FineTuningJob>(&job).expect_err(F::NAME);
    let place =
        "at /hyperparameters/n_epochs: invalid type: sequence, expected a keyword or a number";
    assert!(error.contains(place), "{}: {error}", F::NAME);
    let error = F::again::<_, Vec<Grader>>(&BTreeMap::from([("a", 1)])).expect_err(F::NAME);
    assert!(!error.is_empty());
    let error = F::again::<_, Grader>(&json!({"type": "python", "name": "n"})).expect_err(F::NAME);
    let place = "at /source: the required property is missing (in the variant \"python\")";
    // Some write an error's text with escapes.
    assert!(error.replace('\\', "").contains(place), "{}: {error}", F::NAME);
}

#[test]
fn a_misfit_names_its_place() {
    with_every_format!(misfits);
}

/// What JSON has not is an error, and names its place.
#[test]
fn what_json_has_not_names_its_place() {
    for (number, shown) in [("nan", "NaN"), ("inf", "inf"), ("-inf", "-inf")] {
        let text =
            format!("type = 'python'\nname = 'n'\nsource = 's'\nmore = [1, {{a = {number}}}]");
        let error = toml::from_str::<Grader>(&text).expect_err("refused").to_string();
        let place = format!(
            "at /more/1/a: invalid value: floating point `{shown}`, expected a finite number"
        );
        assert!(error.contains(&place), "{error}");
    }

    let text = |text: &str| ciborium::Value::Text(text.to_owned());
    let map = |name, value| ciborium::Value::Map(vec![(name, value)]);
    let refused = |more: ciborium::Value| {
        let mut bytes = Vec::new();
        let list = ciborium::Value::Array(vec![more]);
        ciborium::into_writer(&map(text("more"), list), &mut bytes).expect("writable");
        let error = ciborium::from_reader::<GraderPython, _>(bytes.as_slice());
        error.expect_err("refused").to_string()
    };
    let error = refused(map(text("a"), ciborium::Value::Bytes(vec![1, 2])));
    let place = "at /more/0/a: invalid type: byte array, expected a value that JSON has";
    assert!(error.contains(place), "{error}");
    for name in [ciborium::Value::Integer(1.into()), ciborium::Value::Null] {
        let error = refused(map(text("a"), map(name, text("b"))));
        assert!(error.contains("at /more/0/a: a name: "), "{error}");
        assert!(error.contains("invalid type: "), "{error}");
    }
}

#[test]
fn numbers_of_any_size() {
    let value = |number: &str| {
        format!("{{\"type\":\"python\",\"name\":\"n\",\"source\":\"s\",\"n\":{number}}}")
    };
    for number in
        ["18446744073709551615", "-9223372036854775808", "9007199254740993", "1e300", "-0.0"]
    {
        let read: GraderPython = serde_json::from_str(&value(number)).expect("a grader");
        assert_eq!(read.extra.get("n").map(ToString::to_string).as_deref(), Some(number));
        let again = Cbor::again::<_, GraderPython>(&read).expect("readable");
        assert_eq!(value_of(&again), value_of(&read));
        let again = Yaml::again::<_, GraderPython>(&read).expect("readable");
        assert_eq!(value_of(&again), value_of(&read));
        let again = Toml::again::<_, GraderPython>(&read).expect("readable");
        assert_eq!(value_of(&again), value_of(&read));
    }
    // What serde_json cannot hold is kept as text, and no tree and no other format can hold it.
    let read: GraderPython = serde_json::from_str(&value("1e400")).expect("a grader");
    assert_eq!(serde_json::to_string(&read).expect("writable"), value("1e400"));
    let is_held = serde_json::from_str::<Value>("1e400").is_ok();
    assert_eq!(serde_json::to_value(&read).is_ok(), is_held);
    assert_eq!(toml::to_string(&read).is_ok(), is_held);
}

/// A format that does not say what it holds is refused by serde itself: a value of these types
/// cannot be without its names.
#[test]
fn a_format_without_names_is_refused() {
    let error = postcard::to_allocvec(&job()).expect_err("refused");
    assert_eq!(error, postcard::Error::SerializeSeqLengthUnknown);
    let error = postcard::from_bytes::<FineTuningJob>(&[0; 100]).expect_err("refused");
    assert_eq!(error, postcard::Error::WontImplement);
}
