//! Attacks the runtime and the generator by seed and by kind, and says what came of it: hostile texts
//! for generated types, a hostile server, a caller's own hostile input, hostile descriptions.
//!
//! The same kind, seed and number give the same attacks. A fault names both, so that it can be tried
//! again alone.

mod caller;
mod decoding;
mod description;
mod growth;
mod reveal;
mod server;
mod socket;
mod text;
mod types;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is attacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Generated types, by the text of an answer.
    Decoding,
    /// The same, by texts that grow.
    Growth,
    /// The client, by a server.
    Server,
    /// The client, by what its caller hands on.
    Caller,
    /// The generator, by a description.
    Description,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Decoding, Self::Growth, Self::Server, Self::Caller, Self::Description];

    /// Its name, and how many attacks of it a short run and a whole one have.
    pub fn described(self) -> (&'static str, u64, u64) {
        match self {
            Self::Decoding => ("decoding", 1_500, 200_000),
            Self::Growth => ("growth", 1, 1),
            Self::Server => ("server", 120, 20_000),
            Self::Caller => ("caller", 300, 100_000),
            Self::Description => ("description", 60, 5_000),
        }
    }

    /// The kind of a name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.described().0 == name)
    }
}

/// What came of the attacks of a kind.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many there were.
    pub tried: u64,
    /// What was counted and measured.
    pub figures: Vec<Figure>,
    /// What must not be, with the seed by which it is tried again.
    pub faults: Vec<String>,
}

/// What was counted or measured, the largest or all together.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it is of.
    pub name: &'static str,
    /// How much.
    pub value: f64,
    /// How much it may be; none where it only informs.
    pub limit: Option<f64>,
}

impl Tally {
    /// Raises a figure to what was measured, and says where that is beyond its limit.
    fn most(&mut self, name: &'static str, value: f64, limit: Option<f64>) -> Result<(), String> {
        match self.figures.iter_mut().find(|figure| figure.name == name) {
            Some(figure) => figure.value = figure.value.max(value),
            None => self.figures.push(Figure { name, value, limit }),
        }
        match limit.filter(|limit| value > *limit) {
            Some(limit) => Err(format!("{name}: {value:.1}, and at most {limit:.1} is allowed")),
            None => Ok(()),
        }
    }

    /// Counts one more of something.
    fn count(&mut self, name: &'static str) {
        match self.figures.iter_mut().find(|figure| figure.name == name) {
            Some(figure) => figure.value += 1.0,
            None => self.figures.push(Figure { name, value: 1.0, limit: None }),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:.1}", self.name, self.value)?;
        match self.limit {
            Some(limit) => write!(f, " (at most {limit:.1})"),
            None => Ok(()),
        }
    }
}

/// Makes so many attacks of a kind, the first with this seed.
pub fn run(kind: Kind, seed: u64, count: u64) -> Tally {
    let mut tally = Tally::default();
    let attack = match kind {
        Kind::Decoding => decoding::attack,
        Kind::Growth => growth::attack,
        Kind::Server => server::attack,
        Kind::Caller => caller::attack,
        Kind::Description => description::attack,
    };
    for seed in seed..seed.saturating_add(count) {
        tally.tried += 1;
        let mut rng = fastrand::Rng::with_seed(seed);
        let attacked = catch_unwind(AssertUnwindSafe(|| attack(&mut rng, &mut tally)));
        let fault = match attacked {
            Ok(Ok(())) => continue,
            Ok(Err(fault)) => fault,
            Err(panic) => format!("a panic: {}", panicked(&*panic)),
        };
        tally.faults.push(format!("{}, seed {seed}: {fault}", kind.described().0));
    }
    tally
}

/// What a panic says.
fn panicked(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("something")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A few of each kind, so that `cargo test` sees them; `cargo xtask attack` makes more.
    #[test]
    fn a_few_of_each_kind_do_no_harm() {
        for kind in Kind::ALL {
            let (name, short, _) = kind.described();
            let tally = run(kind, 0, short.div_ceil(6));
            for figure in &tally.figures {
                println!("{name}: {figure}");
            }
            assert!(tally.faults.is_empty(), "{name}: {:#?}", tally.faults);
        }
    }

    /// What judges would see what must not be.
    #[test]
    fn what_must_not_be_is_seen() {
        let mut rng = fastrand::Rng::with_seed(0);
        for _ in 0..200 {
            let spelled = reveal::spelled(&mut rng, "sk-a/b+c=d");
            assert!(reveal::reveals(&format!("x {spelled} y"), "sk-a/b+c=d"), "{spelled}");
        }
        assert!(!reveal::reveals("x [credential] y", "sk-a/b+c=d"));
        let mut tally = Tally::default();
        assert!(decoding::is_shown_well("fine \\u{202e}", &mut tally).is_ok());
        for odd in ["a\nb", "a\u{1b}", "a\u{202e}", &"long".repeat(50_000)] {
            assert!(decoding::is_shown_well(odd, &mut tally).is_err());
        }
        assert!(
            tally.most("a", 2.0, Some(1.0)).is_err() && tally.most("a", 1.0, Some(1.0)).is_ok()
        );
        assert!(caller::is_seen_in("POST /v1/things/x/parts HTTP/1.1\r\nhost: a").is_ok());
        for wrong in [
            "GET /v1/things/x/parts HTTP/1.1\r\nhost: a",
            "POST /v1/things/../parts HTTP/1.1\r\nhost: a",
            "POST /admin HTTP/1.1\r\nhost: a",
            "POST /v1/things/x/parts HTTP/1.1\r\nhost: b",
            "POST /v1/things/x/parts HTTP/1.1\r\nevil: 1",
            "POST /v1/things/x/parts HTTP/1.1\r\ncontent-length: 3",
            "POST /v1/things/x/parts HTTP/1.1\r\ncookie: a=b; c=d; e=f",
        ] {
            assert!(caller::is_seen_in(wrong).is_err(), "{wrong}");
        }
    }

    /// What is found is found again.
    #[test]
    fn a_seed_gives_the_same_text() {
        let text = |seed| text::hostile(&mut fastrand::Rng::with_seed(seed), 2_000);
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
    }
}
