//! `cargo xtask package`: the crates that are published, as a registry would get them.

use std::path::Path;
use std::process::ExitCode;

use crate::workspace::{self, Member, cargo, output};

/// Whether what was packaged is compiled, too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verify {
    No,
    Yes,
}

pub(crate) fn run(verify: Verify) -> ExitCode {
    match package(verify) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn package(verify: Verify) -> Result<String, String> {
    let published = published()?;
    let mut faults = Vec::new();
    for member in &published {
        faults.extend(self::faults(member, &files(member)?));
    }
    if !faults.is_empty() {
        return Err(faults.join("\nerror: "));
    }
    let mut command = cargo();
    command.args(["package", "--offline", "--allow-dirty"]);
    if verify == Verify::No {
        command.arg("--no-verify");
    }
    // Together, so that what one needs of another is looked for here and at no registry.
    published.iter().for_each(|member| {
        command.args(["--package", &member.name]);
    });
    output(&mut command)?;
    let names: Vec<&str> = published.iter().map(|member| member.name.as_str()).collect();
    Ok(format!("{} crates can be published: {}", names.len(), names.join(", ")))
}

/// The members that are published.
fn published() -> Result<Vec<Member>, String> {
    let members = workspace::members(Path::new("Cargo.toml"))?;
    Ok(members.into_iter().filter(|member| member.is_published).collect())
}

/// The files that a registry would get of a crate.
fn files(member: &Member) -> Result<Vec<String>, String> {
    let mut command = cargo();
    command.args(["package", "--list", "--allow-dirty", "--package", &member.name]);
    Ok(output(&mut command)?.lines().map(|line| line.replace('\\', "/")).collect())
}

/// What cargo writes into every package by itself.
const BY_CARGO: [&str; 4] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"];

/// What has to be in every package.
const NEEDED: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// What a registry or its reader would miss of a crate, and what should not be there.
fn faults(member: &Member, files: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let manifest = &member.manifest;
    for name in ["description", "documentation", "license", "readme", "rust_version"] {
        if manifest[name].as_str().is_none_or(str::is_empty) {
            faults.push(format!("`{name}` is missing"));
        }
    }
    for name in ["keywords", "categories"] {
        // No registry takes more than five.
        if manifest[name].as_array().is_none_or(|list| !(1..=5).contains(&list.len())) {
            faults.push(format!("`{name}` must be one to five"));
        }
    }
    if !manifest["metadata"]["docs"]["rs"].is_object() {
        faults.push("`[package.metadata.docs.rs]` is missing".to_owned());
    }
    let missing = NEEDED.iter().filter(|name| !files.iter().any(|file| file == *name));
    faults.extend(missing.map(|name| format!("the file {name} is missing")));
    let is_odd = |file: &&String| {
        let is_source = file.starts_with("src/") || file.starts_with("examples/");
        let is_schema = file.ends_with(".schema.json") && !file.contains('/');
        !is_source
            && !is_schema
            && !NEEDED.contains(&file.as_str())
            && !BY_CARGO.contains(&file.as_str())
    };
    faults
        .extend(files.iter().filter(is_odd).map(|file| format!("the file {file} should not ship")));
    faults.into_iter().map(|fault| format!("{}: {fault}", member.name)).collect()
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::fs;
    use std::path::{Path, PathBuf};

    use serde_json::{Value, json};

    use super::{Member, NEEDED, faults, files};
    use crate::workspace::{self, metadata};

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned()
    }

    #[test]
    fn what_is_published_is_whole() {
        let root = root();
        let members = workspace::members(&root.join("Cargo.toml")).expect("the workspace");
        let published: Vec<_> = members.iter().filter(|member| member.is_published).collect();
        assert_eq!(published.len(), 7, "a crate more has to be in CONTRIBUTING.md, too");
        for member in published {
            let files = files(member).expect("`cargo package --list`");
            assert_eq!(faults(member, &files), [""; 0]);
            for name in NEEDED.iter().filter(|name| name.starts_with("LICENSE")) {
                let text = |folder: &Path| fs::read_to_string(folder.join(name)).expect(name);
                assert_eq!(text(&member.folder), text(&root), "{}: {name}", member.name);
            }
        }
    }

    /// The order of publication is the one in which nobody waits for a crate that comes later.
    #[test]
    fn the_order_of_publication_is_one() {
        let root = root();
        let told = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
        let members = workspace::members(&root.join("Cargo.toml")).expect("the workspace");
        let place = |name: &str| told.find(&format!("cargo publish -p {name}\n"));
        for member in members.iter().filter(|member| member.is_published) {
            let own = place(&member.name).unwrap_or_else(|| panic!("{} is not there", member.name));
            for needed in member.manifest["dependencies"].as_array().into_iter().flatten() {
                let name = needed["name"].as_str().unwrap_or_default();
                if needed["path"].is_string() && needed["kind"] != "dev" {
                    assert!(place(name).is_some_and(|place| place < own), "{name} comes later");
                }
            }
        }
    }

    #[test]
    fn what_is_missing_or_odd_is_told() {
        let manifest =
            json!({"description": "d", "license": "MIT", "rust_version": "1.88", "keywords": []});
        let folder = PathBuf::new();
        let member =
            Member { name: "c".into(), folder, is_published: true, features: vec![], manifest };
        let files = ["Cargo.toml", "LICENSE-MIT", "README.md", "src/lib.rs", "notes.txt"];
        let said = faults(&member, &files.map(str::to_owned));
        for part in [
            "c: `documentation` is missing",
            "c: `keywords` must be one to five",
            "c: the file LICENSE-APACHE is missing",
            "c: the file notes.txt should not ship",
        ] {
            assert!(said.iter().any(|fault| fault == part), "{part}: {said:#?}");
        }
    }

    /// The policy of CONTRIBUTING.md: what is locked builds with the compiler that each manifest
    /// names, as far as the packages themselves know.
    #[test]
    fn nothing_that_is_locked_asks_for_a_newer_compiler() {
        let ours = version(&json!("1.88"));
        for manifest in ["Cargo.toml", "examples/Cargo.toml"] {
            let metadata = metadata(&root().join(manifest), &["--filter-platform", &host()]);
            let metadata = metadata.expect("the workspace and what it stands on");
            let packages = metadata["packages"].as_array().expect("packages");
            let own: Vec<_> = packages.iter().filter(|it| it["source"].is_null()).collect();
            assert!(own.iter().all(|it| version(&it["rust_version"]) == ours), "{own:#?}");
            let newer: Vec<_> = packages
                .iter()
                .filter(|it| version(&it["rust_version"]) > ours)
                .map(|it| format!("{} asks for {}", it["name"], it["rust_version"]))
                .collect();
            assert_eq!(newer, [""; 0], "{manifest}");
        }
    }

    /// What `cargo deny` would say, from the same file.
    #[test]
    fn every_licence_is_one_that_is_allowed() {
        let text = fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
        let deny: toml::Table = text.parse().expect("TOML");
        let allowed = deny["licenses"]["allow"].as_array().expect("a list of licences");
        let is_allowed = |name: &str| allowed.iter().any(|it| it.as_str() == Some(name.trim()));
        // Each part of an `AND` has an alternative that is allowed; `/` is how `OR` was once written.
        let is_fine = |expression: &str| {
            expression
                .replace('/', " OR ")
                .split(" AND ")
                .all(|part| part.trim_matches(['(', ')']).split(" OR ").any(is_allowed))
        };
        assert!(is_fine("(MIT OR GPL-3.0) AND ISC") && !is_fine("MIT AND GPL-3.0"));
        let metadata = metadata(&root().join("Cargo.toml"), &["--filter-platform", &host()]);
        let metadata = metadata.expect("the workspace and what it stands on");
        for package in metadata["packages"].as_array().expect("packages") {
            let licence = package["license"].as_str().unwrap_or_default();
            assert!(is_fine(licence), "{}: {licence:?}", package["name"]);
        }
    }

    fn version(text: &Value) -> Vec<u64> {
        text.as_str()
            .into_iter()
            .flat_map(|text| text.split('.'))
            .take(2)
            .flat_map(str::parse)
            .collect()
    }

    fn host() -> String {
        let mut command =
            std::process::Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
        let told = workspace::output(command.arg("-vV")).expect("rustc");
        let line = told.lines().find_map(|line| line.strip_prefix("host: "));
        line.expect("a host").to_owned()
    }
}
