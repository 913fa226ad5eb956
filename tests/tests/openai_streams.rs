//! The streams of a real API: the events that OpenAI's description has as examples, sent by a
//! server on a real socket and read by the crate that is generated of that description.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value as Json;
use specwright_codegen::config::{Selection, Strictness};
use specwright_codegen::{Config, Input, generate};
use specwright_tests::server::{Part, Server, say};
use specwright_tests::{material, spec};

const PROGRAM: &str = r###"
use openai_streams::{create_chat_completion, create_response};
use openai_streams::{CreateChatCompletionRequest, CreateResponse};
use specwright::client::{Client, Credential};
use specwright::json;

fn text(json: Result<Vec<u8>, specwright::serde_json::Error>) -> String {
    String::from_utf8(json.expect("JSON")).expect("text")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let url = std::env::args().nth(1).expect("a URL");
    let client = Client::builder().base_url(url).credential(Credential::bearer("k"));
    let client = client.build().expect("a client");
    let hi = r##"{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"stream":true}"##;
    let request: CreateChatCompletionRequest = json::from_str(hi).expect("a request");
    let mut events = create_chat_completion(&client, &request).events().await.expect("a stream");
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => println!("chat {}", text(json::to_vec(&event))),
            Err(error) => println!("chat {error}"),
        }
    }
    let request: CreateResponse =
        json::from_str(r##"{"model":"gpt-4o","input":"Hi","stream":true}"##).expect("a request");
    let mut events = create_response(&client, &request).events().await.expect("a stream");
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => {
                let shown = format!("{event:?}");
                println!("response {}", shown.split(['(', ' ', '{']).next().unwrap_or_default());
                println!("again {}", text(json::to_vec(&event)));
            }
            Err(error) => println!("response {error}"),
        }
    }
}
"###;

#[test]
fn streams_of_openai_decode_from_the_examples_of_its_description() {
    let Some(corpus) = material::corpus() else { return };
    let path = corpus.join("openai-2026-08.yaml");
    let text = fs::read_to_string(&path).expect("a description");
    let chat = example(&corpus, "/chat/completions");
    let chat: Vec<&str> = chat.lines().filter(|line| line.starts_with('{')).collect();
    let mut stream: String = chat.iter().map(|event| format!("data: {event}\n\n")).collect();
    stream.push_str("data: [DONE]\n\n");
    let responses = format!("{}\n\n", example(&corpus, "/responses").trim_end());
    let sent: Vec<&str> = responses.lines().filter_map(|it| it.strip_prefix("data: ")).collect();
    let server = Server::start([&stream, &responses].map(|body| {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
        let bytes = |text: &str| Part::Bytes(text.as_bytes().to_vec());
        say(vec![bytes(head), bytes(body), Part::Close])
    }));

    let folder = package(&path, text);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = Command::new(cargo)
        .args(["run", "--quiet", "--", &server.url()])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{told}{}", String::from_utf8_lossy(&run.stderr));

    let of = |word: &str| -> Vec<String> {
        let lines = told.lines().filter_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
        lines.map(str::to_owned).collect()
    };
    // Each event is what it was, but for nulls that the description does not allow, and `1` that is
    // `1.0` where it has a number.
    let json = |text: &str| plain(&serde_json::from_str(text).expect(text));
    for (again, sent) in [(of("chat"), &chat), (of("again"), &sent)] {
        assert!(sent.len() > 2 && again.len() == sent.len(), "{told}");
        for (again, sent) in again.iter().zip(sent) {
            assert_eq!(json(again), json(sent));
        }
    }
    let names = of("response");
    assert!(
        names.iter().all(|name| name.starts_with("Response") && !name.contains("Other")),
        "{told}"
    );
    for seen in server.seen() {
        assert_eq!(seen.header("accept"), Some("text/event-stream, application/json"));
    }
}

fn plain(value: &Json) -> Json {
    match value {
        Json::Object(properties) => {
            let there = properties.iter().filter(|(_, value)| !value.is_null());
            Json::Object(there.map(|(name, value)| (name.clone(), plain(value))).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(plain).collect()),
        Json::Number(number) => Json::from(number.as_f64()),
        other => other.clone(),
    }
}

/// The example of a streamed answer to a `POST`, in the JSON edition of the description.
fn example(corpus: &Path, path: &str) -> String {
    let text = fs::read_to_string(corpus.join("openai-2026-08.json")).expect("a description");
    let document: Json = serde_json::from_str(&text).expect("JSON");
    let examples = &document["paths"][path]["post"]["x-oaiMeta"]["examples"];
    let mut examples = examples.as_array().expect("examples").iter();
    let streamed = examples.find(|example| example["title"] == "Streaming").expect("a stream");
    streamed["response"].as_str().expect("a text").to_owned()
}

/// The crate of the two operations, with the program.
fn package(path: &Path, text: String) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut config = Config::new(Input::new(name, text));
    let ids = ["createChatCompletion", "createResponse"];
    config.selection = Selection::of(ids);
    // The examples lack properties that the description requires.
    config.received = Strictness::Lenient;
    let output = generate(&config).unwrap_or_else(|problems| panic!("{problems}"));

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openai_streams");
    let source = folder.join("src");
    for (name, text) in &output.files {
        let name = if name == "mod.rs" { "lib.rs" } else { name };
        let path = source.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    fs::write(source.join("main.rs"), PROGRAM).expect("written");
    let root = spec::root();
    let runtime = root.join("runtime");
    let manifest = format!(
        "[package]\nname = \"openai_streams\"\nedition = \"2024\"\n\n[dependencies]\n\
         specwright = {{ path = {runtime:?}, default-features = false, features = [\"client\"] }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    // The versions that this repository is tested with.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    folder
}
