//! Checks a file of lines, each of which is a request for a fine-tuning job, and tells how fast.
//!
//! `cargo run --release -p specwright --no-default-features --features lines,openai --example check_lines -- FILE`

use std::fs::File;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, io};

use specwright::fine_tuning::CreateFineTuningJobRequest;
use specwright::lines::check;

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        eprintln!("expected a file");
        return ExitCode::from(2);
    };
    match run(&path) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{}: {error}", path.to_string_lossy());
            ExitCode::from(2)
        }
    }
}

fn run(path: &std::ffi::OsStr) -> io::Result<bool> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let begun = Instant::now();
    let mut checked = check::<CreateFineTuningJobRequest, _>(file);
    let mut faults = 0;
    for fault in checked.by_ref() {
        let fault = fault?;
        faults += 1;
        println!("{}:{fault}", path.to_string_lossy());
    }
    let (time, megabytes) = (begun.elapsed().as_secs_f64(), bytes as f64 / 1e6);
    let (lines, values) = (checked.lines(), checked.values());
    eprintln!("{lines} lines, {values} values, {faults} faults; {:.0} MB/s", megabytes / time);
    Ok(faults == 0)
}
