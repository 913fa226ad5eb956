//! Checks a file that a model is to be trained on, and tells how fast.
//!
//! `cargo run --release -p specwright --no-default-features --features training --example check_training -- FORMAT FILE`

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use specwright::training::{Format, check};

const USAGE: &str = "expected a format (chat, completion, preference, reinforcement) and a file";

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let format = words.next().and_then(|word| format(word.to_str()?));
    let (Some(format), Some(path)) = (format, words.next()) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(format, path.as_ref()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{}: {error}", path.to_string_lossy());
            ExitCode::from(2)
        }
    }
}

fn format(word: &str) -> Option<Format> {
    match word {
        "chat" => Some(Format::Chat),
        "completion" => Some(Format::Completion),
        "preference" => Some(Format::Preference),
        "reinforcement" => Some(Format::Reinforcement),
        _ => None,
    }
}

/// Tells each fault, and brings back how many there are.
fn run(format: Format, path: &Path) -> io::Result<u64> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let begun = Instant::now();
    let mut told = BufWriter::new(io::stdout().lock());
    let mut faults = 0;
    let mut checked = check(format, file);
    for fault in checked.by_ref() {
        writeln!(told, "{}:{}", path.display(), fault?)?;
        faults += 1;
    }
    told.flush()?;
    let (time, megabytes) = (begun.elapsed().as_secs_f64(), bytes as f64 / 1e6);
    let (lines, counts) = (checked.lines(), checked.counts());
    eprintln!(
        "{lines} lines, {faults} faults; {time:.1} s, {:.0} MB/s\n{counts:#?}",
        megabytes / time
    );
    Ok(faults)
}
