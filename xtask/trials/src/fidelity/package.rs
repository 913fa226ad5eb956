//! The crate of a description, with a program that lets its types read and write.

use std::collections::HashSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, io};

use specwright_codegen::Output;
use specwright_codegen::api::{Deprecation, Naming, Origin, Type};
use specwright_fidelity::Given;

use super::bundle;

/// Which types have to give back whatever their schemas allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proven {
    /// All of them.
    All,
    /// Those that may be received. What is sent alone goes on requiring what it was published with.
    Received,
}

/// A crate below the target folder.
pub(super) struct Package {
    folder: PathBuf,
    target: PathBuf,
    /// The pointer of each component's schema in the bundle, and the Rust name of its type.
    types: Vec<(String, String)>,
    /// The same of the types of other places that examples are of.
    others: Vec<(String, String)>,
    /// The pointers of those that can be sent.
    sent: Vec<String>,
}

impl Package {
    /// The crate of a generation. Its program knows the types of all components, and of other
    /// places those that examples are of.
    pub(super) fn new(name: &str, output: &Output, examples: &[Given], proven: Proven) -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let names = &output.plan.facts.names.types;
        let api = &output.plan.api;
        let is_component = |origin: &Origin| origin.naming == Naming::Component;
        // What was published and is described no more has no schema.
        let is_described = |kind: &Type| kind.deprecation != Deprecation::Dropped;
        let is_sent = |index: &usize| output.plan.facts.directions[*index].may_be_sent();
        let sent = (0..api.types.len()).filter(is_sent).map(|index| &api.types[index]);
        let sent = sent
            .filter(|kind| is_described(kind) && is_component(&kind.origin))
            .map(|kind| bundle::within(&kind.origin.pointer))
            .collect();
        let asked: HashSet<&str> = examples.iter().map(|one| one.schema.as_str()).collect();
        let is_read = |index: usize| {
            proven == Proven::All || output.plan.facts.directions[index].is_received()
        };
        let types = api.types.iter().zip(names).enumerate();
        let described = types.filter(|(index, (kind, _))| is_described(kind) && is_read(*index));
        let described = described.map(|(_, named)| named);
        let (components, inline): (Vec<_>, Vec<_>) =
            described.partition(|(kind, _)| is_component(&kind.origin));
        let named = |types: Vec<(&Type, &String)>| {
            let named = types.into_iter();
            named.map(|(kind, name)| (bundle::within(&kind.origin.pointer), name.clone())).collect()
        };
        let types: Vec<(String, String)> = named(components);
        let others: Vec<(String, String)> = named(inline);
        let others = others.into_iter().filter(|(pointer, _)| asked.contains(pointer.as_str()));
        let others = others.collect();
        Self {
            folder: target.join("fidelity").join(name),
            target: target.join("fidelity/target"),
            types,
            others,
            sent,
        }
    }

    /// The pointers of all schemas whose types the program knows, in its order.
    pub(super) fn known(&self) -> Vec<String> {
        self.types.iter().chain(&self.others).map(|(pointer, _)| pointer.clone()).collect()
    }

    /// The pointers of the components among them, which come first.
    pub(super) fn pointers(&self) -> Vec<String> {
        self.types.iter().map(|(pointer, _)| pointer.clone()).collect()
    }

    /// The pointers of the schemas whose types can be sent.
    pub(super) fn sent(&self) -> Vec<String> {
        self.sent.clone()
    }

    /// Writes it.
    pub(super) fn write(&self, output: &Output) -> io::Result<()> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let source = self.folder.join("src");
        fs::create_dir_all(source.join("bin"))?;
        for (name, text) in &output.files {
            let name = if name == "mod.rs" { "lib.rs" } else { name };
            let path = source.join(name);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, text)?;
        }
        fs::write(source.join("bin/prove.rs"), self.program())?;
        fs::write(
            self.folder.join("Cargo.toml"),
            MANIFEST.replace("{root}", &root.to_string_lossy()),
        )?;
        // The versions that this repository is tested with.
        fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        Ok(())
    }

    /// Builds the program.
    pub(super) fn build(&self) -> io::Result<PathBuf> {
        let status = self
            .cargo()
            .args(["build", "--quiet", "--jobs", "1", "--bin", "prove", "--target-dir"])
            .arg(&self.target)
            .env("RUSTFLAGS", "--cap-lints allow")
            .status()?;
        if !status.success() {
            return Err(io::Error::other(format!(
                "the crate in {} does not compile",
                self.folder.display()
            )));
        }
        let built = self.target.join("debug").join(format!("prove{}", env::consts::EXE_SUFFIX));
        // All crates build a program of this name.
        let kept = self.folder.join("prove");
        fs::copy(built, &kept)?;
        Ok(kept)
    }

    /// Removes what was built of it. Its sources make it again, the dependencies stay, and a
    /// hundred crates would fill a disk.
    pub(super) fn clear(&self) -> io::Result<()> {
        fs::remove_file(self.folder.join("prove"))?;
        self.cargo()
            .args(["clean", "--quiet", "--package", "proven", "--target-dir"])
            .arg(&self.target)
            .status()?;
        Ok(())
    }

    fn cargo(&self) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.folder);
        command
    }

    fn program(&self) -> String {
        let mut variants = String::new();
        for (index, (pointer, name)) in self.types.iter().chain(&self.others).enumerate() {
            let _ = writeln!(
                variants,
                "        {index} => answer::<proven::{name}>(text), // {}",
                pointer.escape_debug()
            );
        }
        PROGRAM.replace("{variants}", variants.trim_end())
    }
}

const MANIFEST: &str = r#"[package]
name = "proven"
version = "0.0.0"
edition = "2024"

[dependencies]
serde_json = { version = "1", features = ["float_roundtrip", "preserve_order"] }
specwright = { path = "{root}/runtime", default-features = false, features = ["pattern"] }

[workspace]

[profile.dev]
debug = 0
incremental = false
"#;

/// For each line, the number of a type and a value, what the type makes of it.
const PROGRAM: &str = r#"use std::io::{BufRead, Write};

use serde_json::{Value, json};
use specwright::json;
use specwright::wire::{self, DecodeError, Wire};

fn main() {
    // Unoptimised code takes much stack; what a value's depth takes is not what is proven here.
    let work = std::thread::Builder::new().stack_size(256 << 20).spawn(serve);
    work.expect("a thread").join().expect("no panic");
}

fn serve() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (index, text) = line.split_once('\t').expect("a number and a value");
        let index = index.parse().expect("a number");
        let answer = std::panic::catch_unwind(|| ask(index, text));
        let answer = answer.unwrap_or_else(|_| {
            json!({"from_text": {"Crashed": "a panic"}, "from_tree": {"Crashed": "a panic"}})
        });
        writeln!(out, "{answer}").expect("somebody listens");
        out.flush().expect("somebody listens");
    }
}

fn ask(index: usize, text: &str) -> Value {
    match index {
{variants}
        _ => unreachable!("there is no such type"),
    }
}

fn answer<T: Wire>(text: &str) -> Value {
    let from_text = json::from_str::<T>(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let by_serde_json = wire::deserialize::<T, _>(&mut reader);
    let by_serde_json = by_serde_json.and_then(|value| reader.end().map(|()| value));
    match (&from_text, &by_serde_json) {
        (Ok(ours), Ok(value)) => {
            assert!(wire::is_same(ours, value), "the two readers of a text differ");
        }
        // Where it lies in the text, only ours says.
        (Err(ours), Err(error)) => {
            let error = DecodeError::new(error);
            assert_eq!(ours.pointer(), error.pointer());
            assert_eq!(ours.variant(), error.variant());
            assert_eq!(ours.reason(), error.reason());
        }
        _ => panic!("one reader reads what the other does not"),
    }
    let tree: Value = serde_json::from_str(text).expect("JSON");
    let from_tree = wire::deserialize::<T, _>(tree);
    json!({"from_text": reading(from_text, Way::Text), "from_tree": reading(from_tree, Way::Tree)})
}

enum Way {
    Text,
    Tree,
}

fn reading<T: Wire, E: std::fmt::Display>(read: Result<T, E>, way: Way) -> Value {
    match read {
        Ok(value) => {
            let copy = wire::cloned(&value);
            assert!(wire::is_same(&copy, &value), "a value and its copy differ");
            let back = match way {
                Way::Text => {
                    let text = json::to_vec(&value).expect("writable");
                    let mut by_serde_json = Vec::new();
                    let mut writer = serde_json::Serializer::new(&mut by_serde_json);
                    wire::serialize(&value, &mut writer).expect("writable");
                    assert_eq!(text, by_serde_json, "the two writers of a text differ");
                    serde_json::from_slice(&text).expect("what was written is JSON")
                }
                Way::Tree => {
                    wire::serialize(&value, serde_json::value::Serializer).expect("writable")
                }
            };
            let invalid = wire::validate(&value).err();
            let violations = invalid.iter().flat_map(|invalid| invalid.violations());
            let violations: Vec<Value> = violations
                .map(|violation| json!({"pointer": violation.pointer, "message": violation.message}))
                .collect();
            json!({"Read": {"back": back, "violations": violations}})
        }
        Err(error) => {
            let error = DecodeError::new(&error);
            json!({"Refused": {"pointer": error.pointer(), "message": error.reason()}})
        }
    }
}
"#;
