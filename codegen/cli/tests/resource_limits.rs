//! Documents that would like to take all memory and all time: the command ends by itself,
//! within what a small machine has.

#![cfg(unix)]

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What the command may map, in KiB: a GiB of memory, and what threads reserve for stacks that
/// they do not use (a GiB, once, and little else).
const ADDRESS_SPACE: u32 = 2_400_000;

/// Far more than any of them takes; a slow machine must not fail a test.
const PATIENCE: Duration = Duration::from_secs(120);

/// How the command has to end.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// In code.
    Written,
    /// In an error that says this, at this line and column.
    Refused(&'static str, &'static str),
}

#[track_caller]
fn ends(name: &str, text: &str, ending: Ending) {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path();
    fs::write(path.join(name), text).expect("a file");
    let output = fs::File::create(path.join("said")).expect("a file");
    let started = Instant::now();
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {ADDRESS_SPACE} && exec \"$0\" generate {name} --output api"))
        .arg(env!("CARGO_BIN_EXE_specwright"))
        .current_dir(path)
        .stdout(Stdio::null())
        .stderr(output)
        .spawn()
        .expect("the command runs");
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if started.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("no end within {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(5));
    };
    let said = fs::read_to_string(path.join("said")).expect("what was said");
    println!("{:?} for {} bytes of {name}", started.elapsed(), text.len());
    let shown: String = said.chars().take(2_000).collect();
    match ending {
        Ending::Written => {
            assert_eq!(status.code(), Some(0), "{status}: {shown}");
            assert!(path.join("api/mod.rs").exists());
        }
        Ending::Refused(message, place) => {
            assert_eq!(status.code(), Some(1), "{status}: {shown}");
            // Of a long line the drawing says from which column on it is shown.
            let line = said.lines().find(|line| line.contains("--> ")).unwrap_or_default();
            let is_there = line.contains(name) && line.contains(&format!(":{place}"));
            assert!(said.contains(message) && is_there, "{shown}");
            assert!(said.len() < 10_000, "a refusal is short: {} bytes", said.len());
        }
    }
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Bomb, version: '1'}\npaths: {}\n";

fn schema(schema: &str) -> String {
    format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"Bomb\", \"version\": \"1\"}}, \
         \"paths\": {{}}, \"components\": {{\"schemas\": {{\"A\": {schema}}}}}}}"
    )
}

#[test]
fn aliases_of_aliases() {
    let mut text = format!("{HEAD}x0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..40 {
        let items = vec![format!("*a{}", level - 1); 9].join(",");
        text += &format!("x{level}: &a{level} [{items}]\n");
    }
    ends("aliases.yaml", &text, Ending::Refused("expand to more than", "9:"));
}

#[test]
fn a_text_and_its_aliases() {
    let text = format!("{HEAD}s: &s {}\nx:\n{}", "x".repeat(500_000), "- *s\n".repeat(100_000));
    ends("texts.yaml", &text, Ending::Refused("expand to more than", ""));
}

#[test]
fn anchors_around_anchors() {
    let opened: String = (0..250).map(|level| format!("&n{level} [")).collect();
    let text = format!("{HEAD}x: {opened}{}{}\n", "x,".repeat(50_000), "]".repeat(250));
    ends("anchors.yaml", &text, Ending::Refused("expand to more than", "4:"));
}

#[test]
fn brackets_ten_million_deep() {
    let deep = "[".repeat(10_000_000);
    ends("deep.yaml", &format!("{HEAD}x: {deep}"), Ending::Refused("", "4:"));
    ends(
        "deep.json",
        &format!("{{\"openapi\": \"3.1.0\", \"x\": {deep}"),
        Ending::Refused("", "1:"),
    );
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!("{{\"openapi\": \"3.1.0\", \"x\": {closed}}}");
    ends("closed.json", &text, Ending::Refused("nest", "1:"));
    let text = format!("{HEAD}x:\n  {}", "- ".repeat(1_000_000));
    ends("dashes.yaml", &text, Ending::Refused("", "5:"));
    let text = format!("{HEAD}x: {}", "{a: ".repeat(1_000_000));
    ends("braces.yaml", &text, Ending::Refused("", "4:"));
}

#[test]
fn texts_of_ten_megabytes() {
    let long = "long ".repeat(2_000_000);
    for keyword in ["description", "title", "default", "pattern", "format"] {
        let text = schema(&format!("{{\"type\": \"string\", \"{keyword}\": \"{long}\"}}"));
        ends(&format!("{keyword}.json"), &text, Ending::Written);
    }
    ends("enum.json", &schema(&format!("{{\"enum\": [\"{long}\", \"b\"]}}")), Ending::Written);
    let odd = "[*`<_".repeat(200_000);
    ends("odd.json", &schema(&format!("{{\"description\": \"{odd}\"}}")), Ending::Written);
}

#[test]
fn names_of_ten_megabytes() {
    let long = "n".repeat(10_000_000);
    let text = schema(&format!("{{\"properties\": {{\"{long}\": {{}}}}}}"));
    ends("property.json", &text, Ending::Refused("the name of a property has more than", "1:"));
    let text = schema(&format!("{{\"required\": [\"{long}\"]}}"));
    ends("required.json", &text, Ending::Written);
    let text = format!("{HEAD}x:\n  ? {long}\n  : 1\n");
    ends("key.yaml", &text, Ending::Refused("the name of a property has more than", "5:"));
}
