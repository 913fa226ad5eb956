//! Whole calls beside others: `cargo xtask bench call` runs this in rounds and compares.
//!
//! `serve` is the server, a process of its own, so that its time is nobody's; it says where it
//! listens and ends with its standard input. `call SUBJECT ADDRESS CALLS AT_ONCE` is one client;
//! it prints its figures as JSON.

mod load;
mod server;
mod subjects;

use std::env;
use std::error::Error;
use std::process::ExitCode;

/// Whatever went wrong.
type Failure = Box<dyn Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match *arguments {
        ["serve"] => server::serve(),
        ["call", subject, address, calls, at_once] => call(subject, address, calls, at_once),
        _ => Err("expected `serve` or `call SUBJECT ADDRESS CALLS AT_ONCE`".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn call(subject: &str, address: &str, calls: &str, at_once: &str) -> Result<(), Failure> {
    let base = format!("http://{address}/v1");
    let (calls, at_once) = (calls.parse()?, at_once.parse()?);
    let figures = match subject {
        "ours" => load::measure(|| subjects::Ours::new(&base), calls, at_once),
        "reqwest" => load::measure(|| subjects::Reqwest::new(&base), calls, at_once),
        "async_openai" => load::measure(|| subjects::AsyncOpenAi::new(&base), calls, at_once),
        _ => Err("the subjects are `ours`, `reqwest` and `async_openai`".into()),
    };
    println!("{}", serde_json::to_string(&figures?)?);
    Ok(())
}
