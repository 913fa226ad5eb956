//! Servers that others wrote: installed once, started on a port of their own, and ended.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

use serde_json::Value;

use super::Reason;

/// The packages, and the versions that are known to do.
const PACKAGES: [&str; 2] = ["@copilotkit/aimock@^1.43", "@stoplight/prism-cli@^5.14"];

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

/// What Prism does between a client and a server that it judges both.
#[derive(Clone, Copy)]
pub(super) enum Verdict {
    /// It refuses what contradicts the description, on either side.
    Refused,
    /// It lets all pass, and says in a header of the answer what contradicts it.
    Told,
}

/// What is installed.
pub(super) struct Mocks {
    folder: PathBuf,
    /// The names of both with their versions.
    pub(super) aimock: String,
    pub(super) prism: String,
}

impl Mocks {
    /// Installs both, unless they are there.
    ///
    /// # Errors
    /// Where Node.js or npm is not there, or the packages cannot be had.
    pub(super) fn install(folder: &Path) -> Result<Self, Reason> {
        for tool in ["node", "npm"] {
            let is_there = Command::new(tool).arg("--version").stdout(Stdio::null()).status();
            if !is_there.is_ok_and(|status| status.success()) {
                return Err(
                    format!("`{tool}` does not run: the servers need Node.js and npm").into()
                );
            }
        }
        let modules = folder.join("node_modules");
        let is_there = |name: &str| modules.join(name).join("package.json").is_file();
        if !is_there("@copilotkit/aimock") || !is_there("@stoplight/prism-cli") {
            let mut npm = Command::new("npm");
            npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(folder);
            let status = npm.args(PACKAGES).status()?;
            if !status.success() {
                return Err(format!("npm cannot install {}", PACKAGES.join(" and ")).into());
            }
        }
        let named = |name: &str| -> Result<String, Reason> {
            let package = fs::read_to_string(modules.join(name).join("package.json"))?;
            let package: Value = serde_json::from_str(&package)?;
            Ok(format!("{name} {}", package["version"].as_str().unwrap_or("of no version")))
        };
        let (aimock, prism) = (named("@copilotkit/aimock")?, named("@stoplight/prism-cli")?);
        Ok(Self { folder: folder.to_owned(), aimock, prism })
    }

    fn node(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.folder.join("node_modules").join(script));
        command
    }
}

/// A server that runs, until this is dropped.
pub(super) struct Mock {
    child: Child,
    port: u16,
}

impl Mock {
    /// aimock without any answer of a model: files and jobs need none.
    pub(super) fn aimock(mocks: &Mocks) -> Result<Self, Reason> {
        let fixtures = mocks.folder.join("fixtures");
        fs::create_dir_all(&fixtures)?;
        let port = free_port()?;
        let mut command = mocks.node("@copilotkit/aimock/dist/cli.js");
        command.args(["--port", &port.to_string(), "--fixtures"]).arg(fixtures);
        Self::start(command, port, &mocks.folder.join("aimock.log"))
    }

    /// Prism by a description, which answers itself, and refuses what contradicts that.
    pub(super) fn prism(mocks: &Mocks, description: &Path) -> Result<Self, Reason> {
        let port = free_port()?;
        let mut command = mocks.node("@stoplight/prism-cli/dist/index.js");
        command.arg("mock").arg(description).args(["--errors", "--port", &port.to_string()]);
        Self::start(command, port, &mocks.folder.join("prism.log"))
    }

    /// Prism by a description, in front of another server.
    pub(super) fn proxy(
        mocks: &Mocks,
        description: &Path,
        upstream: &str,
        verdict: Verdict,
    ) -> Result<Self, Reason> {
        let port = free_port()?;
        let mut command = mocks.node("@stoplight/prism-cli/dist/index.js");
        command.arg("proxy").arg(description).arg(upstream).args(["--port", &port.to_string()]);
        let log = match verdict {
            Verdict::Refused => {
                command.arg("--errors");
                "proxy.log"
            }
            Verdict::Told => "judge.log",
        };
        Self::start(command, port, &mocks.folder.join(log))
    }

    fn start(mut command: Command, port: u16, log: &Path) -> Result<Self, Reason> {
        let file = File::create(log)?;
        let child = command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).spawn()?;
        let mut mock = Self { child, port };
        let begun = Instant::now();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            let is_over = mock.child.try_wait()?.is_some() || begun.elapsed() > PATIENCE;
            if is_over {
                return Err(format!("the server does not start: {} says why", log.display()).into());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(mock)
    }

    /// Where it is, with the path that its API has.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
