//! A program run to its end, or to its limit, and what it took.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4;

/// One run of a program.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// How it ended.
    pub(crate) ending: Ending,
    /// How long it took.
    pub(crate) seconds: f64,
    /// How long processors worked for it, which others on the machine hardly change.
    pub(crate) cpu_seconds: f64,
    /// The most memory that it held, or any program that it started and waited for.
    pub(crate) peak_mb: f64,
    /// What it wrote for programs to read.
    pub(crate) stdout: String,
    /// What it wrote for people to read.
    pub(crate) stderr: String,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// By itself.
    Exited(ExitStatus),
    /// It was still running at its limit, and was killed.
    Hung,
}

impl Run {
    /// Whether the program says that it did what it was asked.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self.ending, Ending::Exited(status) if status.success())
    }

    /// The last thing that it said to people, which is usually why it gave up.
    pub(crate) fn last_words(&self) -> String {
        let said = |text: &str| {
            let last = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
            last.map(str::to_owned)
        };
        let words = said(&self.stderr).or_else(|| said(&self.stdout));
        words.unwrap_or_else(|| format!("it said nothing ({:?})", self.ending))
    }
}

/// Runs a program, and kills it at the limit.
///
/// The system counts the memory that this process held when it started the program as the
/// program's own, so that whoever measures has to be small.
pub(crate) fn run(command: &mut Command, limit: Duration) -> io::Result<Run> {
    let started = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (sender, receiver) = mpsc::channel();
    if let Some(pipe) = child.stdout.take() {
        collect(Stream::Out, pipe, sender.clone());
    }
    if let Some(pipe) = child.stderr.take() {
        collect(Stream::Err, pipe, sender.clone());
    }
    drop(sender);
    // Waiting for the program itself knows no limit, so its end is known by that of its output.
    let mut said = Said::default();
    let is_hung = !said.hear(&receiver, started + limit);
    if is_hung {
        child.kill()?;
    }
    let used = child.wait4()?;
    let seconds = started.elapsed().as_secs_f64();
    if is_hung {
        // What it started may live on and hold its output, which then never ends.
        said.hear(&receiver, Instant::now() + Duration::from_secs(1));
    }
    Ok(Run {
        ending: if is_hung { Ending::Hung } else { Ending::Exited(used.status) },
        seconds,
        cpu_seconds: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        peak_mb: used.rusage.maxrss as f64 / 1_048_576.0,
        stdout: said.out,
        stderr: said.err,
    })
}

enum Stream {
    Out,
    Err,
}

#[derive(Default)]
struct Said {
    out: String,
    err: String,
}

impl Said {
    /// Takes what comes until both streams have ended, and says whether they did in time.
    fn hear(&mut self, receiver: &Receiver<(Stream, String)>, deadline: Instant) -> bool {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match receiver.recv_timeout(left) {
                Ok((Stream::Out, text)) => self.out = text,
                Ok((Stream::Err, text)) => self.err = text,
                Err(mpsc::RecvTimeoutError::Timeout) => return false,
                Err(mpsc::RecvTimeoutError::Disconnected) => return true,
            }
        }
    }
}

fn collect(which: Stream, mut pipe: impl Read + Send + 'static, to: Sender<(Stream, String)>) {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // Where it breaks off, what came until then is all that there is.
        let _ = pipe.read_to_end(&mut bytes);
        let _ = to.send((which, String::from_utf8_lossy(&bytes).into_owned()));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let run = run(Command::new("sleep").arg("60"), Duration::from_millis(200));
        let run = run.expect("`sleep` runs");
        assert_eq!(run.ending, Ending::Hung);
        assert!(run.seconds < 30.0, "{run:?}");
    }

    #[test]
    fn what_a_program_says_and_takes_is_known() {
        let mut command = Command::new("rustc");
        let run = run(command.arg("--no-such-flag"), Duration::from_secs(60)).expect("rustc runs");
        assert!(!run.is_success());
        assert!(run.stderr.contains("no-such-flag"), "{run:?}");
        assert!(!run.last_words().is_empty());
        assert!(run.peak_mb > 1.0, "{run:?}");
    }
}
