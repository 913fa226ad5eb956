//! What was read becomes an automaton: states that take a character, and ways between them.

use super::Refusal;
use super::class::Class;
use super::read::{Node, Read};

/// A pattern, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Program {
    /// The pattern itself.
    pub(crate) main: Automaton,
    /// What is asked of the text around a position, in an order in which each asks only of those
    /// before it.
    pub(crate) looks: Vec<Look>,
    /// Whether it can begin at the start of the text alone.
    pub(crate) is_anchored: bool,
    /// Whether it asks for a property of characters that is not known.
    pub(crate) is_unknown: bool,
}

/// `(?=…)`, `(?<=…)`.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) automaton: Automaton,
    pub(crate) direction: Direction,
}

/// In which direction an automaton goes through a text. What is ahead of a position is found from
/// the text's end on: so it is known for every position after one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

#[derive(Debug, Default)]
pub(crate) struct Automaton {
    pub(crate) states: Vec<State>,
    pub(crate) classes: Vec<Class>,
    pub(crate) start: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum State {
    /// Takes a character of a class.
    Take { class: usize, next: usize },
    /// Goes both ways.
    Both(usize, usize),
    /// Goes on where something is true of the position.
    If { condition: Condition, next: usize },
    /// Has found it.
    Found,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Condition {
    Start,
    End,
    Boundary { negated: bool },
    Look { index: usize, negated: bool },
}

/// How many states a pattern may have. `.{0,65535}` has as many as it says.
const MOST_STATES: usize = 140_000;

impl Program {
    pub(crate) fn of(read: &Read) -> Result<Self, Refusal> {
        let mut looks = Vec::with_capacity(read.looks.len());
        let mut left = MOST_STATES;
        for look in &read.looks {
            let direction = if look.behind { Direction::Forward } else { Direction::Backward };
            let automaton = Automaton::of(&look.node, direction, &mut left)?;
            looks.push(Look { automaton, direction });
        }
        let main = Automaton::of(&read.node, Direction::Forward, &mut left)?;
        let automata = looks.iter().map(|look| &look.automaton).chain([&main]);
        let is_unknown = automata.flat_map(|it| &it.classes).any(Class::is_unknown);
        Ok(Self { main, looks, is_anchored: is_anchored(&read.node), is_unknown })
    }
}

/// Whether nothing but the start of a text can match.
fn is_anchored(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(is_anchored),
        Node::Choice(nodes) => nodes.iter().all(is_anchored),
        _ => false,
    }
}

impl Automaton {
    fn of(node: &Node, direction: Direction, left: &mut usize) -> Result<Self, Refusal> {
        let mut writer = Writer { automaton: Self::default(), direction, left };
        let found = writer.push(State::Found)?;
        let start = writer.write(node, found)?;
        Ok(Self { start, ..writer.automaton })
    }
}

struct Writer<'a> {
    automaton: Automaton,
    direction: Direction,
    left: &'a mut usize,
}

impl Writer<'_> {
    fn push(&mut self, state: State) -> Result<usize, Refusal> {
        *self.left = self.left.checked_sub(1).ok_or_else(too_large)?;
        self.automaton.states.push(state);
        Ok(self.automaton.states.len() - 1)
    }

    fn class(&mut self, class: &Class) -> usize {
        let classes = &mut self.automaton.classes;
        classes.iter().position(|known| known == class).unwrap_or_else(|| {
            classes.push(class.clone());
            classes.len() - 1
        })
    }

    /// Writes the states of a node that go on at `next`, and returns where they begin.
    fn write(&mut self, node: &Node, next: usize) -> Result<usize, Refusal> {
        match node {
            Node::Empty => Ok(next),
            Node::Take(class) => {
                let class = self.class(class);
                self.push(State::Take { class, next })
            }
            Node::Sequence(nodes) => match self.direction {
                Direction::Forward => {
                    nodes.iter().rev().try_fold(next, |next, node| self.write(node, next))
                }
                Direction::Backward => {
                    nodes.iter().try_fold(next, |next, node| self.write(node, next))
                }
            },
            Node::Choice(nodes) => {
                let Some((last, others)) = nodes.split_last() else { return Ok(next) };
                let mut entry = self.write(last, next)?;
                for node in others.iter().rev() {
                    let way = self.write(node, next)?;
                    entry = self.push(State::Both(way, entry))?;
                }
                Ok(entry)
            }
            Node::Repeat { node, least, most } => self.repeat(node, *least, *most, next),
            Node::If(condition) => self.push(State::If { condition: *condition, next }),
            Node::Start => self.push(State::If { condition: Condition::Start, next }),
        }
    }

    fn repeat(
        &mut self,
        node: &Node,
        least: u32,
        most: Option<u32>,
        next: usize,
    ) -> Result<usize, Refusal> {
        // What takes nothing is the same however often it is repeated.
        if matches!(node, Node::Empty) {
            return Ok(next);
        }
        let mut entry = next;
        match most {
            None => {
                let again = self.push(State::Both(next, next))?;
                let way = self.write(node, again)?;
                self.automaton.states[again] = State::Both(way, next);
                entry = again;
            }
            Some(most) => {
                for _ in least..most {
                    let way = self.write(node, entry)?;
                    entry = self.push(State::Both(way, next))?;
                }
            }
        }
        for _ in 0..least {
            let before = *self.left;
            entry = self.write(node, entry)?;
            // What wrote no state is repeated for nothing.
            if *self.left == before {
                break;
            }
        }
        Ok(entry)
    }
}

fn too_large() -> Refusal {
    Refusal::new(format!("it takes more than {MOST_STATES} states to look for"))
}
