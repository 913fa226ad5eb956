//! What is no regular file is not read.

use std::process::Command;

use super::*;

fn pipe(folder: &Folder, name: &str) {
    let path = folder.0.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo runs");
    assert!(made.success());
}

/// With nobody to write into them, reading any of them would wait for ever.
#[test]
fn pipes_are_not_waited_for() {
    let folder = Folder::new();
    pipe(&folder, "pipe");
    for arguments in [
        "check pipe",
        "generate pipe --output api",
        "examples pipe",
        "check pets.yaml --overlay pipe",
        "check pets.yaml --published pipe",
        "generate pets.yaml --output api --published pipe",
        "generate pets.yaml --output api --manifest pipe",
        "generate pets.yaml --output api --manifest pipe --check",
        "generate --config pipe",
        "examples pets.yaml --suggest-overlay pipe",
    ] {
        refuses(&folder, arguments, &["no regular file"]);
    }
    for field in ["document", "published", "manifest", "overlays"] {
        let value = if field == "overlays" { "[\"pipe\"]" } else { "\"pipe\"" };
        let document = if field == "document" { "" } else { "document = \"pets.yaml\"\n" };
        let entry =
            format!("[[generate]]\nname = \"p\"\noutput = \"api\"\n{document}{field} = {value}\n");
        folder.write("codegen.toml", &entry);
        refuses(&folder, "generate --config codegen.toml", &["no regular file"]);
    }
}

#[test]
fn pipes_in_the_output_are_not_waited_for() {
    let folder = Folder::new();
    pipe(&folder, "api/types.rs");
    pipe(&folder, "b/gone.rs");
    refuses(&folder, "generate pets.yaml --output api", &["types.rs is no regular file"]);
    folder.run("generate pets.yaml --output b").ends(0);
    assert!(folder.has("b/gone.rs"));
    pipe(&folder, "Cargo.toml");
    folder.run("generate pets.yaml --output b").ends(0);
}

#[test]
fn pipes_beside_the_document_are_not_waited_for() {
    let folder = Folder::new();
    pipe(&folder, "pipe.yaml");
    folder.write("pets.yaml", &PETS.replace("#/components/schemas/Owner", "pipe.yaml#/Owner"));
    folder.run("check pets.yaml").complains(1, &["pipe.yaml", "no regular file"]);
    folder.run("check pets.yaml --warn unreadable").complains(0, &["pipe.yaml", "no regular file"]);
}

#[test]
fn devices_folders_and_sockets_are_refused() {
    let folder = Folder::new();
    let socket = folder.0.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(socket).expect("a socket");
    for file in ["/dev/zero", "/dev/null", "socket"] {
        refuses(&folder, &format!("check {file}"), &["no regular file"]);
        refuses(&folder, &format!("check pets.yaml --overlay {file}"), &["no regular file"]);
    }
    refuses(&folder, "generate pets.yaml --output api --manifest socket", &["no regular file"]);
    folder.write("docs/x.yaml", PETS);
    refuses(&folder, "check pets.yaml --published docs", &["not the folder that it is in"]);
}

#[test]
fn what_the_caller_opened_is_read() {
    let folder = Folder::new();
    let command = format!("cat pets.yaml | {} check /dev/stdin", env!("CARGO_BIN_EXE_specwright"));
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder.0.path())
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
