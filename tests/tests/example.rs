//! The example `create_job`, run as a stranger runs it. No test reaches the real service:
//! `--live` is only ever shown a server on this machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock};
use std::time::SystemTime;
use std::{env, fs};

use serde_json::{Value, json};
use specwright_tests::server::{Part, Server, Step, answer, response};
use specwright_tests::spec;

const KEY: &str = "sk-never-to-be-seen-0123456789";

/// The example's executable: the one that a test of the whole workspace has built, unless a source
/// is younger; else it is built, once.
static EXAMPLE: LazyLock<PathBuf> =
    LazyLock::new(|| built_already().filter(|path| checks_data(path)).unwrap_or_else(built));

/// Whether the example was built with what checks data.
fn checks_data(example: &Path) -> bool {
    let output = Command::new(example).arg("--dry-run").output();
    output.is_ok_and(|it| String::from_utf8_lossy(&it.stdout).contains(", 0 faults"))
}

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
        .args(["build", "-p", "specwright", "--features", "training", "--example", "create_job"])
        .arg("--message-format=json")
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
fn without_options_the_stand_in_trains_the_documented_job() {
    let text = said(&run(&[], &[]));
    let mut request = documented().0;
    request["model"] = "a-model".into();
    assert_eq!(body(&text), request);
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
        "\nData: data.jsonl: 10 examples of 20 messages, 0 faults\n",
        "\nUpload: 1343 bytes are file-abc\n",
        "\n  validating_files\n    Validating training file: file-abc\n  queued\n",
        "\n  running\n    Step 1/3 [######              ]\n",
        "\n  succeeded\n    New fine-tuned model created\n    The job has successfully completed\n",
        "  base model        a-model\n",
        "\nModel: ft:a-model:org::abc123\n",
    ] {
        assert!(text.contains(fact), "{fact} is not in:\n{text}");
    }
    assert!(!text.contains("sk-"), "{text}");
}

#[test]
fn a_dry_run_shows_the_request_only() {
    // A machine without any roots can look too.
    let no_roots = [("SSL_CERT_FILE", "/nonexistent"), ("SSL_CERT_DIR", "/nonexistent")];
    let text =
        said(&run(&["--dry-run", "--training-file", "file-mine", "--model", "o4-mini"], &no_roots));
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

/// Nobody starts what costs money with a model of our choice, or with a file that is not there.
#[test]
fn live_assumes_no_model_and_names_a_file_that_cannot_be_read() {
    let server = Server::start([service("succeeded")]);
    let environment = [("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &*server.url())];
    let said = complained(&run(&["--live"], &environment));
    assert_eq!(said, "error: --live needs --model: a model that the service trains\n");
    let nowhere = ["--live", "--model", "a", "--training-data", "nowhere/a.jsonl"];
    let said = complained(&run(&nowhere, &environment));
    assert!(said.starts_with("error: nowhere/a.jsonl: "), "{said}");
    assert!(server.seen().is_empty());
}

/// A file of the caller's is uploaded as it is, by the name that it has.
#[test]
fn data_without_a_fault_is_uploaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.jsonl");
    let lines = "{\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}\n".repeat(10);
    fs::write(&path, &lines).expect("a file");
    let text = said(&run(&["--training-data", path.to_str().expect("a path")], &[]));
    assert!(text.contains("10 examples of 10 messages, 0 faults\n"), "{text}");
    assert!(text.contains(&format!("\nUpload: {} bytes are file-abc\n", lines.len())), "{text}");
}

#[test]
fn live_sends_what_it_shows_and_never_shows_the_key() {
    let server = Server::start([service("succeeded")]);
    let environment = [("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &*server.url())];
    let text = said(&run(&["--live", "--model", "o4-mini"], &environment));
    assert!(!text.contains(KEY), "{text}");
    assert!(text.ends_with("\n  succeeded\n\nModel: ft:a-model\n"), "{text}");
    let seen = server.seen();
    // The job, the job once more, and its events: nobody pays for examples of ours.
    assert_eq!((seen.len(), server.jobs()), (3, 1));
    assert_eq!(seen[0].header("authorization"), Some(&*format!("Bearer {KEY}")));
    let key = seen[0].header("idempotency-key").expect("a key");
    assert!(text.contains(&format!("  idempotency-key: {key}\n")), "{key} is not in:\n{text}");
    let sent: Value = serde_json::from_slice(&seen[0].body).expect("JSON");
    assert_eq!(body(&text), sent);
}

/// A service that creates the documented job, which has ended when it is asked for.
fn service(ending: &'static str) -> Step {
    Step::Answer(Arc::new(move |seen| {
        let mut job = documented().1;
        if seen.method == "GET" {
            job["status"] = ending.into();
            job["fine_tuned_model"] = "ft:a-model".into();
            job["error"] = json!({"code": "bad", "message": "line 7 is odd", "param": null});
        }
        let body = match seen.target.contains("/events") {
            true => json!({"object": "list", "data": [], "has_more": false}),
            false => job,
        };
        vec![Part::Bytes(response(200, &[], body.to_string().as_bytes()))]
    }))
}

#[test]
fn a_job_that_fails_is_told_with_its_reason() {
    let server = Server::start([service("failed")]);
    let environment = [("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &*server.url())];
    let output = run(&["--live", "--model", "a", "--training-file", "file-mine"], &environment);
    assert_eq!(output.status.code(), Some(1));
    let text = complained(&output);
    assert_eq!(text, "error: there is no model, the job has failed: line 7 is odd\n");
}

#[test]
fn data_at_fault_is_told_line_by_line_and_not_uploaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.jsonl");
    let lines = "{\"messages\":[{\"role\":\"usr\",\"content\":\"?\"}]}\n".repeat(10);
    fs::write(&path, lines).expect("a file");
    let server = Server::start([service("succeeded")]);
    let environment = [("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &*server.url())];
    let path = path.to_str().expect("a path");
    let output = run(&["--live", "--model", "a", "--training-data", path], &environment);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("mine.jsonl:10:22: /messages/0/role: expected a message"), "{text}");
    assert!(text.contains("10 examples of 10 messages, 10 faults\n"), "{text}");
    assert_eq!(complained(&output), "error: the training data is not uploaded as it is\n");
    assert!(server.seen().is_empty());
}

#[test]
fn a_refusal_of_the_service_is_told_in_a_line() {
    let refusal =
        format!(r#"{{"error":{{"message":"Incorrect API key: {KEY}","code":"invalid_api_key"}}}}"#);
    let server = Server::start([answer(401, &[], refusal)]);
    let environment = [("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &*server.url())];
    let output = run(&["--live", "--model", "a"], &environment);
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
        (&["--training-data", "a", "--training-file", "b"], "exclude each other"),
    ] {
        let output = run(arguments, &[]);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let text = complained(&output);
        assert!(text.contains(fact) && text.contains("Usage: cargo run"), "{text}");
        assert!(output.stdout.is_empty());
    }
    assert!(said(&run(&["--help"], &[])).contains("Usage: cargo run"));
}
