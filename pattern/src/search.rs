//! Looking for a pattern: all its states side by side, once through the text.

use super::class::is_of_word;
use super::program::{Automaton, Condition, Direction, Program, State};
use super::steps_allowed;

/// Whether a pattern is found in a text, where that is known, and in how many steps.
pub(crate) fn find(program: &Program, text: &str) -> (Option<bool>, u64) {
    let characters: Vec<char> = text.chars().collect();
    let allowed = steps_allowed(characters.len());
    let mut search = Search { text: &characters, looks: Vec::new(), steps: 0, allowed };
    if program.is_unknown {
        return (None, 0);
    }
    for look in &program.looks {
        let mut holds = vec![false; characters.len() + 1];
        let begins = Begins::Anywhere;
        let done = search.run(&look.automaton, look.direction, begins, |position| {
            if let Some(holds) = holds.get_mut(position) {
                *holds = true;
            }
            Next::Continue
        });
        if done.is_none() {
            return (None, search.steps);
        }
        search.looks.push(holds);
    }
    let begins = if program.is_anchored { Begins::AtStart } else { Begins::Anywhere };
    let mut is_found = false;
    let done = search.run(&program.main, Direction::Forward, begins, |_| {
        is_found = true;
        Next::Stop
    });
    (done.map(|()| is_found), search.steps)
}

/// Where a match may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    AtStart,
    Anywhere,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Continue,
    Stop,
}

struct Search<'a> {
    text: &'a [char],
    /// Of which positions each look holds.
    looks: Vec<Vec<bool>>,
    steps: u64,
    allowed: u64,
}

impl Search<'_> {
    /// Goes through the text, and says at which positions the automaton has found something;
    /// `None` where that takes too many steps.
    fn run(
        &mut self,
        automaton: &Automaton,
        direction: Direction,
        begins: Begins,
        mut found: impl FnMut(usize) -> Next,
    ) -> Option<()> {
        let length = self.text.len();
        let mut here = States::new(automaton.states.len());
        let mut there = States::new(automaton.states.len());
        for passed in 0..=length {
            let position = match direction {
                Direction::Forward => passed,
                Direction::Backward => length - passed,
            };
            if passed == 0 || begins == Begins::Anywhere {
                here.open.push(automaton.start);
            }
            if self.close(automaton, &mut here, position)? && found(position) == Next::Stop {
                return Some(());
            }
            let taken = match direction {
                Direction::Forward => self.text.get(position),
                Direction::Backward => position.checked_sub(1).and_then(|at| self.text.get(at)),
            };
            let Some(taken) = taken else { break };
            for state in &here.taking {
                if let State::Take { class, next } = automaton.states[*state]
                    && automaton.classes[class].has(*taken)
                {
                    there.open.push(next);
                }
            }
            here.clear();
            std::mem::swap(&mut here, &mut there);
            if here.open.is_empty() && begins == Begins::AtStart {
                break;
            }
        }
        Some(())
    }

    /// Follows every way that takes no character, and says whether one of them ends.
    fn close(&mut self, automaton: &Automaton, here: &mut States, position: usize) -> Option<bool> {
        let mut is_found = false;
        while let Some(state) = here.open.pop() {
            if here.seen[state] == here.round {
                continue;
            }
            here.seen[state] = here.round;
            self.steps += 1;
            if self.steps > self.allowed {
                return None;
            }
            match automaton.states[state] {
                State::Take { .. } => here.taking.push(state),
                State::Both(one, other) => here.open.extend([other, one]),
                State::If { condition, next } => {
                    if self.holds(condition, position) {
                        here.open.push(next);
                    }
                }
                State::Found => is_found = true,
            }
        }
        Some(is_found)
    }

    fn holds(&self, condition: Condition, position: usize) -> bool {
        match condition {
            Condition::Start => position == 0,
            Condition::End => position == self.text.len(),
            Condition::Boundary { negated } => {
                let is_of_word = |at: Option<usize>| {
                    at.and_then(|at| self.text.get(at)).is_some_and(|one| is_of_word(*one))
                };
                let is_one = is_of_word(position.checked_sub(1)) != is_of_word(Some(position));
                is_one != negated
            }
            Condition::Look { index, negated } => {
                let holds = self.looks.get(index).and_then(|holds| holds.get(position));
                holds.copied().unwrap_or_default() != negated
            }
        }
    }
}

/// The states at one position.
struct States {
    /// Those whose ways are still to be followed.
    open: Vec<usize>,
    /// Those that take a character.
    taking: Vec<usize>,
    /// In which round each state was reached last.
    seen: Vec<u32>,
    round: u32,
}

impl States {
    fn new(count: usize) -> Self {
        Self { open: Vec::new(), taking: Vec::new(), seen: vec![0; count], round: 1 }
    }

    fn clear(&mut self) {
        self.taking.clear();
        self.open.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.seen.fill(0);
            self.round = 1;
        }
    }
}
