//! `cargo xtask features`: every feature alone, none, all, and on demand two at a time.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crate::workspace::{Member, cargo, members};

/// Which sets of features are tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sets {
    /// None, each alone, and all.
    EachAlone,
    /// These, and every two.
    Pairs,
}

/// Checks every crate of the workspace with each set of its features, and nothing else that the
/// workspace would turn on; only those named, where any are.
pub(crate) fn run(sets: Sets, only: &[String]) -> ExitCode {
    let members = match members(Path::new("Cargo.toml")) {
        Ok(members) => members,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(name) = only.iter().find(|name| members.iter().all(|it| &it.name != *name)) {
        eprintln!("error: there is no crate `{name}` here");
        return ExitCode::from(2);
    }
    let wanted = members.iter().filter(|it| only.is_empty() || only.contains(&it.name));
    let tries = wanted
        .flat_map(|member| self::sets(member, sets).into_iter().map(move |set| (member, set)));
    let tries: Vec<_> = tries.collect();
    let mut failed = Vec::new();
    for (number, (member, set)) in tries.iter().enumerate() {
        let features = set.join(",");
        let told = format!("{} --no-default-features --features '{features}'", member.name);
        let started = Instant::now();
        let mut command = cargo();
        command.args(["clippy", "--quiet", "--package", &member.name, "--no-default-features"]);
        command.args(["--features", &features, "--", "-D", "warnings"]);
        let is_fine = command.status().is_ok_and(|status| status.success());
        let verdict = if is_fine { "checked" } else { "FAILED" };
        let seconds = started.elapsed().as_secs();
        println!("{}/{} {verdict} in {seconds} s: {told}", number + 1, tries.len());
        if !is_fine {
            failed.push(told);
        }
    }
    if failed.is_empty() {
        println!("{} sets of features checked, each without a warning", tries.len());
        return ExitCode::SUCCESS;
    }
    eprintln!("error: these do not compile without a warning:\n  {}", failed.join("\n  "));
    ExitCode::FAILURE
}

/// The sets of a crate's features that are tried, each once.
fn sets(member: &Member, sets: Sets) -> Vec<Vec<&str>> {
    let features: Vec<&str> = member.features.iter().map(String::as_str).collect();
    let mut tried = vec![Vec::new()];
    tried.extend(features.iter().map(|feature| vec![*feature]));
    if sets == Sets::Pairs {
        for (index, first) in features.iter().enumerate() {
            tried.extend(features[index + 1..].iter().map(|second| vec![*first, *second]));
        }
    }
    if !tried.contains(&features) {
        tried.push(features);
    }
    tried
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::Value;

    use super::{Member, Sets, sets};

    fn member(features: &[&str]) -> Member {
        let features = features.iter().map(|name| (*name).to_owned()).collect();
        let (name, folder) = (String::new(), PathBuf::new());
        Member { name, folder, is_published: true, features, manifest: Value::Null }
    }

    #[test]
    fn each_set_is_tried_once() {
        let tried = |features, wanted| -> Vec<String> {
            sets(&member(features), wanted).iter().map(|set| set.join("+")).collect()
        };
        assert_eq!(tried(&[], Sets::Pairs), [""]);
        assert_eq!(tried(&["a"], Sets::Pairs), ["", "a"]);
        assert_eq!(tried(&["a", "b", "c"], Sets::EachAlone), ["", "a", "b", "c", "a+b+c"]);
        assert_eq!(
            tried(&["a", "b", "c"], Sets::Pairs),
            ["", "a", "b", "c", "a+b", "a+c", "b+c", "a+b+c"]
        );
    }
}
