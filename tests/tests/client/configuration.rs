//! What is configured goes out, and what cannot work is said before anything does.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use specwright::client::{CallOptions, Credential};
use specwright::fine_tuning::create_fine_tuning_job;
use specwright::fine_tuning::requests::CreateFineTuningJob;
use specwright::fine_tuning::{
    CreateFineTuningJobRequest, FineTuneMethod, FineTuneSupervisedHyperparameters,
    FineTuneSupervisedMethod,
};
use specwright::openai::OpenAiBuilder;
use specwright::{Client, Error};
use specwright_tests::server::{Part, Seen, Server, answer, say};

use crate::doors::{Door, KEY, at_every_door, configured};
use crate::jobs::{JOB, RetrieveJob, request};

/// The request that arrives.
fn sent(
    door: Door,
    configure: impl Fn(specwright::client::Builder) -> specwright::client::Builder,
    options: CallOptions,
) -> Seen {
    let server = Server::start([answer(200, &[], JOB)]);
    door.create_with(configure(configured(server.url())), options).unwrap();
    assert_eq!((server.seen().len(), server.jobs()), (1, 1));
    server.seen().remove(0)
}

fn name(name: &'static str) -> HeaderName {
    HeaderName::from_static(name)
}

fn value(value: &'static str) -> HeaderValue {
    HeaderValue::from_static(value)
}

fn a_plain_request(door: Door) {
    let seen = sent(door, |builder| builder, CallOptions::new());
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("POST", "/v1/fine_tuning/jobs"));
    assert_eq!(seen.body, serde_json::to_vec(&request()).unwrap());
    assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {KEY}")));
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("content-length"), Some(&*seen.body.len().to_string()));
    assert_eq!(seen.header("transfer-encoding"), None);
    let agent = seen.header("user-agent").unwrap();
    assert!(agent.starts_with("specwright/0."), "{agent}");
}

fn what_the_client_adds(door: Door) {
    let seen = sent(
        door,
        |builder| {
            builder
                .organization("org-1")
                .project("proj-1")
                .default_header(name("x-team"), value("blue"))
                .default_header(name("user-agent"), value("mine/1"))
                .default_header(name("content-type"), value("text/plain"))
        },
        CallOptions::new(),
    );
    assert_eq!(seen.header("openai-organization"), Some("org-1"));
    assert_eq!(seen.header("openai-project"), Some("proj-1"));
    assert_eq!(seen.header("x-team"), Some("blue"));
    assert_eq!(seen.header("user-agent"), Some("mine/1"));
    assert_eq!(seen.header("content-type"), Some("application/json"), "the operation's own");
}

fn what_a_call_adds(door: Door) {
    let options = CallOptions::new()
        .header(name("x-team"), value("red"))
        .header(name("openai-beta"), value("a"))
        .header(name("openai-beta"), value("b"))
        .query("dry run", "1&2")
        .property("new_property", serde_json::json!({"deep": [1.5]}))
        .property("model", "other")
        .idempotency_key("mine");
    let seen = sent(door, |builder| builder.default_header(name("x-team"), value("blue")), options);
    assert_eq!(seen.header("x-team"), Some("red"));
    let both: Vec<_> = seen.headers.iter().filter(|(name, _)| name == "openai-beta").collect();
    assert_eq!(both.len(), 2);
    assert_eq!(seen.target, "/v1/fine_tuning/jobs?dry%20run=1%262");
    assert_eq!(seen.header("idempotency-key"), Some("mine"));
    let body = r#"{"model":"other","training_file":"file-abc","new_property":{"deep":[1.5]}}"#;
    assert_eq!(String::from_utf8(seen.body).unwrap(), body);
}

fn a_call_has_a_time_of_its_own(door: Door) {
    let server = Server::start([say(vec![Part::Hang])]);
    let options = CallOptions::new().timeout(Duration::from_millis(700));
    let result =
        door.create_with(configured(server.url()).timeout(Duration::from_secs(60)), options);
    assert!(
        matches!(&result, Err(Error::Ambiguous(error)) if error.cause().is_timeout()),
        "{result:?}"
    );
}

fn a_base_with_a_prefix_and_a_query(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    let url = server.url().replace("/v1", "/openai/?api-version=2024-10-21");
    let builder = configured(url)
        .credential(Credential::header(name("api-key"), "azure-key").for_scheme("ApiKeyAuth"));
    door.create(builder.clone()).unwrap();
    door.create_with(builder, CallOptions::new().query("api-version", "new")).unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].target, "/openai/fine_tuning/jobs?api-version=2024-10-21");
    assert_eq!(seen[1].target, "/openai/fine_tuning/jobs?api-version=new");
    assert_eq!(seen[0].header("api-key"), Some("azure-key"));
    assert_eq!(seen[0].header("authorization"), None, "the scheme has a credential of its own");
}

fn every_kind_of_credential(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    let builder = || Client::builder().base_url(server.url());
    // Nobody says what it takes, so that it gets all.
    let job = RetrieveJob { id: "ftjob-1" };
    door.send(builder(), job).unwrap();
    door.send(builder().credential(Credential::basic("me", "pass")), job).unwrap();
    let two = builder()
        .credential(Credential::query("key", "a b"))
        .credential(Credential::cookie("sid", "c1"));
    door.send(two, job).unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[1].header("authorization"), Some("Basic bWU6cGFzcw=="));
    assert_eq!(seen[2].target, "/v1/fine_tuning/jobs/ftjob-1?key=a%20b");
    assert_eq!(seen[2].header("cookie"), Some("sid=c1"));
}

fn a_call_may_have_a_key_of_its_own(door: Door) {
    let options = CallOptions::new().header(http::header::AUTHORIZATION, value("Bearer other"));
    let seen = sent(door, |builder| builder, options);
    assert_eq!(seen.header("authorization"), Some("Bearer other"));
}

fn an_invalid_request_is_not_sent(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    let hyperparameters = FineTuneSupervisedHyperparameters::builder().n_epochs(51).build();
    let method = FineTuneSupervisedMethod::builder().hyperparameters(hyperparameters).build();
    let request = CreateFineTuningJobRequest::builder()
        .model("gpt-4o-mini")
        .training_file("file-abc")
        .suffix("x".repeat(65))
        .method(FineTuneMethod::supervised(method))
        .build();
    match door.create_from(&request, configured(server.url()), CallOptions::new()) {
        Err(Error::Invalid(invalid)) => {
            let places: Vec<_> = invalid.violations().iter().map(|v| v.pointer.as_str()).collect();
            assert_eq!(places, ["/suffix", "/method/supervised/hyperparameters/n_epochs"]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.connections(), 0);
}

fn options_that_cannot_work_send_nothing(door: Door) {
    let server = Server::start([answer(200, &[], JOB)]);
    let result =
        door.create_with(configured(server.url()), CallOptions::new().idempotency_key("a\nb"));
    assert!(matches!(result, Err(Error::Config(_))), "{result:?}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_request_can_be_looked_at_without_being_sent() {
    let server = Server::start([answer(200, &[], JOB)]);
    let client = configured(server.url()).build().unwrap();
    let request = client.request(CreateFineTuningJob::new(&request())).unwrap();
    assert_eq!(request.uri().to_string(), format!("{}/fine_tuning/jobs", server.url()));
    assert!(!format!("{request:?}").contains(KEY));
    assert!(!request.headers().contains_key("authorization"));
    assert_eq!(server.connections(), 0);
}

#[test]
fn plain_http_is_refused_to_other_machines_unless_they_are_named() {
    let client = |url: &str| Client::builder().credential(Credential::bearer(KEY)).base_url(url);
    let error = client("http://models.example/v1").build().unwrap_err();
    assert!(error.to_string().contains("allow_plain_http_to(\"models.example\")"), "{error}");
    client("http://models.example/v1").allow_plain_http_to("models.example").build().unwrap();
    assert!(
        client("http://models.example/v1").allow_plain_http_to("other.example").build().is_err()
    );
}

#[test]
fn a_proxy_gets_what_is_for_its_server() {
    for door in [Door::Asynchronous, Door::Blocking] {
        let proxy = Server::start([answer(200, &[], JOB)]);
        let proxy_url =
            proxy.url().replace("/v1", "").replace("http://", "http://user:proxy-pass@");
        let builder = configured("http://models.example/v1").allow_plain_http_to("models.example");
        let builder = builder.proxy(proxy_url);
        assert!(!format!("{builder:?}").contains("proxy-pass"));
        door.create(builder).unwrap();
        let seen = proxy.seen();
        assert_eq!(seen[0].target, "http://models.example/v1/fine_tuning/jobs");
        assert_eq!(seen[0].header("proxy-authorization"), Some("Basic dXNlcjpwcm94eS1wYXNz"));
    }
}

/// The environment belongs to a process, so that these tests are one when they are told to be.
fn told(test: &str, environment: &[(&str, &str)]) -> bool {
    const TOLD: &str = "SPECWRIGHT_TEST_TOLD";
    if std::env::var_os(TOLD).is_some() {
        return true;
    }
    let told = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("configuration::{test}")])
        .env(TOLD, "1")
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success() && text.contains("1 passed"), "{text}");
    false
}

#[test]
fn the_environment_configures_a_client() {
    let server = Server::start([answer(200, &[], JOB)]);
    let environment = [
        ("OPENAI_API_KEY", KEY),
        ("OPENAI_BASE_URL", &*server.url()),
        ("OPENAI_ORG_ID", "org-env"),
        ("OPENAI_PROJECT_ID", "proj-env"),
    ];
    if told("the_environment_configures_a_client", &environment) {
        let client = specwright::openai::from_env().unwrap();
        create_fine_tuning_job(&client, &request()).send().unwrap();
        return;
    }
    let seen = server.seen();
    assert_eq!((seen.len(), server.jobs()), (1, 1));
    assert_eq!(seen[0].header("authorization"), Some(&*format!("Bearer {KEY}")));
    assert_eq!(seen[0].header("openai-organization"), Some("org-env"));
    assert_eq!(seen[0].header("openai-project"), Some("proj-env"));
}

#[test]
fn the_environments_proxy_is_for_tls_only() {
    let proxy = Server::start([answer(403, &[], "")]);
    let proxy_url = proxy.url().replace("/v1", "");
    let environment = [
        ("HTTP_PROXY", &*proxy_url),
        ("http_proxy", &*proxy_url),
        ("HTTPS_PROXY", &*proxy_url),
        ("NO_PROXY", ""),
        ("no_proxy", ""),
    ];
    if told("the_environments_proxy_is_for_tls_only", &environment) {
        // Here the proxy above is another one, and it is not asked.
        let server = Server::start([answer(200, &[], JOB)]);
        Door::Asynchronous.create(configured(server.url())).unwrap();
        let result =
            Door::Asynchronous.create(configured("https://models.example/v1").max_retries(0));
        assert!(matches!(result, Err(Error::Transport(_))), "{result:?}");
        return;
    }
    let seen = proxy.seen();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!((&*seen[0].method, &*seen[0].target), ("CONNECT", "models.example:443"));
    assert_eq!(seen[0].header("authorization"), None);
}

at_every_door! {
    a_plain_request,
    what_the_client_adds,
    what_a_call_adds,
    a_call_has_a_time_of_its_own,
    a_base_with_a_prefix_and_a_query,
    every_kind_of_credential,
    a_call_may_have_a_key_of_its_own,
    an_invalid_request_is_not_sent,
    options_that_cannot_work_send_nothing,
}
