//! Two things that have to happen before the tests are compiled: the entry point for build scripts
//! is used as a downstream crate uses it, and each case's expected Rust becomes a module,
//! so that a golden that does not compile breaks the build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    specwright_codegen::build("doors/library.yaml").write_or_exit();

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-env-changed=SPECWRIGHT_BLESS");
    let mut modules = String::new();
    let mut tests = String::new();
    for case in cases(&folder) {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let expected = case.join("expected.rs");
        // While blessing, an expected file may be the very thing that does not compile.
        if expected.exists() && env::var_os("SPECWRIGHT_BLESS").is_none() {
            println!("cargo::rerun-if-changed={}", expected.display());
            let path = expected.display().to_string();
            writeln!(modules, "/// The case `{name}`.\npub mod {name} {{ include!({path:?}); }}")
                .expect("a string takes any text");
        }
        writeln!(tests, "#[test]\nfn {name}() {{ check({name:?}); }}")
            .expect("a string takes any text");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("cases.rs"), modules).expect("OUT_DIR is writable");
    fs::write(out.join("case_tests.rs"), tests).expect("OUT_DIR is writable");
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of cases");
    let mut cases: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a case").path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}
