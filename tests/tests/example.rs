//! The example `create_job`, run as a stranger runs it. No test reaches the real service:
//! `--live` is only ever shown a server on this machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::SystemTime;
use std::{env, fs};

use serde_json::Value;
use specwright_tests::server::{Server, answer};
use specwright_tests::spec;

const KEY: &str = "sk-never-to-be-seen-0123456789";

/// The example's executable: the one that a test of the whole workspace has built, unless a source
/// is younger; else it is built, once.
static EXAMPLE: LazyLock<PathBuf> = LazyLock::new(|| built_already().unwrap_or_else(built));

fn built_already() -> Option<PathBuf> {
    let tests = env::current_exe().ok()?;
    let name = format!("create_job{}", env::consts::EXE_SUFFIX);
    let path = tests.parent()?.parent()?.join("examples").join(name);
    let built = path.metadata().ok()?.modified().ok()?;
    let sources = ["runtime/src", "runtime/examples", "runtime/Cargo.toml"];
    let is_younger = sources.iter().any(|source| has_younger(&spec::root().join(source), built));
    (!is_younger).then_some(path)
}

fn has_younger(path: &Path, than: SystemTime) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.any(|entry| entry.is_ok_and(|it| has_younger(&it.path(), than))),
        Err(_) => path.metadata().and_then(|it| it.modified()).is_ok_and(|it| it > than),
    }
}

fn built() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "-p", "specwright", "--example", "create_job", "--message-format=json"])
        .current_dir(spec::root())
        .output()
        .expect("cargo runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let messages = String::from_utf8_lossy(&built.stdout).into_owned();
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let example = messages.find(|message| {
        message["target"]["name"] == "create_job" && message["executable"].is_string()
    });
    let example = example.expect("cargo names the executable");
    example["executable"].as_str().expect("a path").into()
}

/// Runs the example in an environment without a key, but for these variables.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(&*EXAMPLE);
    for name in ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"] {
        command.env_remove(name);
    }
    command.args(arguments).envs(environment.iter().copied()).output().expect("the example runs")
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", complained(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The body among what the example said.
fn body(text: &str) -> Value {
    let body = text.split("\n\n").find(|part| part.starts_with("  {"));
    serde_json::from_str(body.expect("a body")).expect("JSON")
}

fn documented() -> (Value, Value) {
    let mut examples = spec::examples().into_iter();
    let example = examples.find(|(name, ..)| name == "reinforcement");
    example.map(|(_, request, answer)| (request, answer)).expect("the example")
}

#[test]
fn the_stand_in_answers_with_the_descriptions_example() {
    let path = spec::root().join("runtime/examples/create_job/answer.json");
    let answer = fs::read_to_string(path).expect("the answer");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!(answer, documented().1);
}

#[test]
fn without_options_the_stand_in_creates_the_documented_job() {
    let text = said(&run(&[], &[]));
    assert_eq!(body(&text), documented().0);
    for fact in [
        "Request: POST http://127.0.0.1:",
        "/v1/fine_tuning/jobs\n",
        "  content-type: application/json\n",
        "  idempotency-key: specwright-",
        "  authorization: Bearer (the key, which is not shown)\n",
        "Reply: 200 OK\n",
        "  request id        req_stand_in\n",
        "  job               ftjob-abc123\n",
        "  status            validating_files\n",
        "  method            reinforcement\n",
        "shared_with_openai",
    ] {
        assert!(text.contains(fact), "{fact} is not in:\n{text}");
    }
    assert!(!text.contains("sk-"), "{text}");
}

#[test]
fn a_dry_run_shows_the_request_only() {
    // A machine without any roots can look too.
    let no_roots = [("SSL_CERT_FILE", "/nonexistent"), ("SSL_CERT_DIR", "/nonexistent")];
    let text = said(&run(&["--dry-run", "--training-file", "file-mine"], &no_roots));
    assert!(text.contains("Request: POST https://api.openai.com/v1/fine_tuning/jobs\n"), "{text}");
    assert!(!text.contains("Reply"), "{text}");
    let mut request = documented().0;
    request["training_file"] = "file-mine".into();
    assert_eq!(body(&text), request);
}

#[test]
fn live_without_a_key_says_what_is_missing() {
    let output = run(&["--live"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = complained(&output);
    assert!(
        text.starts_with("error: the environment variable OPENAI_API_KEY is not set"),
        "{text}"
    );
    assert!(text.contains("without --live no key is needed"), "{text}");
    assert!(output.stdout.is_empty());
}

#[test]
fn live_sends_what_it_shows_and_never_shows_the_key() {
    let server = Server::start([answer(200, &[], documented().1.to_string())]);
    let environment = [("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &*server.url())];
    let text = said(&run(&["--live"], &environment));
    assert!(!text.contains(KEY), "{text}");
    let seen = server.seen();
    assert_eq!((seen.len(), server.jobs()), (1, 1));
    assert_eq!(seen[0].header("authorization"), Some(&*format!("Bearer {KEY}")));
    let key = seen[0].header("idempotency-key").expect("a key");
    assert!(text.contains(&format!("  idempotency-key: {key}\n")), "{key} is not in:\n{text}");
    let sent: Value = serde_json::from_slice(&seen[0].body).expect("JSON");
    assert_eq!(body(&text), sent);
}

#[test]
fn a_refusal_of_the_service_is_told_in_a_line() {
    let refusal =
        format!(r#"{{"error":{{"message":"Incorrect API key: {KEY}","code":"invalid_api_key"}}}}"#);
    let server = Server::start([answer(401, &[], refusal)]);
    let environment = [("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &*server.url())];
    let output = run(&["--live"], &environment);
    assert_eq!(output.status.code(), Some(1));
    let text = complained(&output);
    assert!(text.starts_with("error: the server answered 401"), "{text}");
    assert!(text.contains("invalid_api_key") && !text.contains(KEY), "{text}");
}

#[test]
fn words_that_make_no_sense_are_refused_with_help() {
    for (arguments, fact) in [
        (&["--dryrun"][..], "there is no option \"--dryrun\""),
        (&["--dry-run", "--live"], "exclude each other"),
        (&["--training-file"], "--training-file needs the ID of a file"),
    ] {
        let output = run(arguments, &[]);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let text = complained(&output);
        assert!(text.contains(fact) && text.contains("Usage: cargo run"), "{text}");
        assert!(output.stdout.is_empty());
    }
    assert!(said(&run(&["--help"], &[])).contains("Usage: cargo run"));
}
