//! `cargo xtask attack`: hostile texts, servers, callers and descriptions, by seed and by kind.

use std::process::ExitCode;
use std::time::Instant;

use specwright_attack::{Kind, run};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The short form, of a minute, as for each change.
    #[arg(long)]
    short: bool,
    /// Only attacks of this kind (decoding, growth, server, caller, description); can be given several
    /// times.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Vec<Kind>,
    /// The seed of the first of each kind; a fault names its own.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many there are of each kind, instead of as many as each has by itself.
    #[arg(long)]
    count: Option<u64>,
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::find(name).ok_or_else(|| {
        let names = Kind::ALL.map(|kind| kind.described().0);
        format!("it is none of {}", names.join(", "))
    })
}

pub(crate) fn run_all(arguments: &Arguments) -> ExitCode {
    let kinds = if arguments.kind.is_empty() { &Kind::ALL[..] } else { &arguments.kind };
    // A panic is a fault with a name; its trace would be all that is seen.
    std::panic::set_hook(Box::new(|_| {}));
    let mut code = ExitCode::SUCCESS;
    for kind in kinds {
        let (name, short, whole) = kind.described();
        let count = arguments.count.unwrap_or(if arguments.short { short } else { whole });
        println!("{name}: {count} from seed {}", arguments.seed);
        let started = Instant::now();
        let tally = run(*kind, arguments.seed, count);
        println!("  {} tried in {:.1} s", tally.tried, started.elapsed().as_secs_f64());
        for figure in &tally.figures {
            println!("  {figure}");
        }
        for fault in &tally.faults {
            println!("  fault: {fault}");
            code = ExitCode::FAILURE;
        }
    }
    code
}
