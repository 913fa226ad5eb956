//! Reading a pattern: the grammar of ECMA-262 (22.2.1), with the flag `u` or without it (B.1.2).
//!
//! Without the flag, an escape that means nothing is the letter itself. Nobody writes `\A` for an
//! `A`: whoever does means another dialect, and is told so.

mod atom;
mod group;

use std::iter::Peekable;
use std::str::Chars;

use super::Refusal;
use super::class::Class;
use super::program::Condition;

/// With the flag `u`, or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Unicode,
    Legacy,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) node: Node,
    /// What is asked of the text around a position, what is within another before it.
    pub(crate) looks: Vec<LookRead>,
}

/// `(?=…)`, `(?<=…)`.
#[derive(Debug)]
pub(crate) struct LookRead {
    pub(crate) node: Node,
    pub(crate) behind: bool,
}

#[derive(Debug)]
pub(crate) enum Node {
    Empty,
    Take(Class),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat { node: Box<Node>, least: u32, most: Option<u32> },
    Start,
    If(Condition),
}

/// How deep groups may stand in each other.
const DEEPEST: usize = 100;

/// Reads a pattern.
///
/// # Errors
/// Where it is none, or is meant otherwise.
pub(crate) fn read(text: &str, mode: Mode) -> Result<Read, Refusal> {
    if has_slashes(text) {
        return Err(Refusal::new(
            "it stands between slashes, as a literal of JavaScript; of a pattern they are a part",
        ));
    }
    let mut reader = Reader { rest: text.chars().peekable(), mode, looks: Vec::new(), depth: 0 };
    let node = reader.choice()?;
    match reader.rest.next() {
        None => Ok(Read { node, looks: reader.looks }),
        Some(_) => Err(Refusal::new("a `)` closes nothing")),
    }
}

/// Whether a pattern is written as a literal, `/^a$/i`: as a pattern it would ask for a slash
/// before the start of the text, or for one behind its end, or says flags.
fn has_slashes(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('/') else { return false };
    let Some((inner, flags)) = inner.rsplit_once('/') else { return false };
    let is_flag = |one: char| "dgimsuvy".contains(one);
    let is_anchored = inner.starts_with('^') || inner.ends_with('$') && !inner.ends_with("\\$");
    flags.chars().all(is_flag) && (is_anchored || !flags.is_empty() && flags.len() <= 3)
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    mode: Mode,
    looks: Vec<LookRead>,
    depth: usize,
}

impl Reader<'_> {
    /// Alternatives, up to a `)` or the end.
    fn choice(&mut self) -> Result<Node, Refusal> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Refusal::new(format!("its groups stand more than {DEEPEST} deep")));
        }
        let mut all = vec![self.sequence()?];
        while self.takes('|') {
            all.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(match all.len() {
            1 => all.pop().unwrap_or(Node::Empty),
            _ => Node::Choice(all),
        })
    }

    fn sequence(&mut self) -> Result<Node, Refusal> {
        let mut all = Vec::new();
        while let Some(next) = self.rest.peek().copied() {
            if matches!(next, '|' | ')') {
                break;
            }
            let (node, repeats) = self.term()?;
            all.push(self.repeated(node, repeats)?);
        }
        Ok(match all.len() {
            0 => Node::Empty,
            1 => all.pop().unwrap_or(Node::Empty),
            _ => Node::Sequence(all),
        })
    }

    /// What can be repeated, or cannot.
    fn term(&mut self) -> Result<(Node, Repeats), Refusal> {
        let Some(first) = self.rest.next() else { return Ok((Node::Empty, Repeats::Not)) };
        let literal = |one: char| Ok((Node::Take(Class::one(one)), Repeats::May));
        match first {
            '^' => Ok((Node::Start, Repeats::Not)),
            '$' => Ok((Node::If(Condition::End), Repeats::Not)),
            '.' => Ok((Node::Take(Class::dot()), Repeats::May)),
            '(' => self.group(),
            '[' => Ok((Node::Take(self.class()?), Repeats::May)),
            '\\' => self.escaped(),
            '*' | '+' | '?' => Err(Refusal::new(format!(
                "there is nothing for its `{first}` to repeat; `a++` of other dialects is none of this"
            ))),
            '{' if self.mode == Mode::Legacy && self.quantifier_after('{').is_none() => {
                literal('{')
            }
            '{' => Err(Refusal::new("there is nothing for its `{` to repeat")),
            '}' | ']' if self.mode == Mode::Unicode => {
                Err(Refusal::new(format!("its `{first}` closes nothing")))
            }
            other => literal(other),
        }
    }

    /// A node as often as the quantifier behind it says, if there is one.
    fn repeated(&mut self, node: Node, repeats: Repeats) -> Result<Node, Refusal> {
        let Some(next) = self.rest.peek().copied().filter(|next| "*+?{".contains(*next)) else {
            return Ok(node);
        };
        let mut ahead = self.rest.clone();
        ahead.next();
        let found = quantifier(next, &mut ahead);
        let Some((least, most)) = found else {
            // A `{` that is no quantifier is the next term.
            return Ok(node);
        };
        if repeats == Repeats::Not {
            return Err(Refusal::new(format!("there is nothing for its `{next}` to repeat")));
        }
        self.rest = ahead;
        // Whether it takes much or little first is nothing to whether it is found.
        self.takes('?');
        if most.is_some_and(|most| most < least) {
            return Err(Refusal::new(format!(
                "it repeats something at least {least} times, and less"
            )));
        }
        Ok(match (least, most) {
            (1, Some(1)) => node,
            (_, Some(0)) => Node::Empty,
            _ => Node::Repeat { node: Box::new(node), least, most },
        })
    }

    fn quantifier_after(&self, first: char) -> Option<(u32, Option<u32>)> {
        quantifier(first, &mut self.rest.clone())
    }

    fn takes(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    /// Whether a text comes next, which is taken then.
    fn takes_all(&mut self, wanted: &str) -> bool {
        let mut ahead = self.rest.clone();
        let is_next = wanted.chars().all(|one| ahead.next() == Some(one));
        if is_next {
            self.rest = ahead;
        }
        is_next
    }
}

/// Whether a term may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeats {
    May,
    Not,
}

/// How often a quantifier repeats, from behind its first character; nothing where it is none.
fn quantifier(first: char, rest: &mut Peekable<Chars<'_>>) -> Option<(u32, Option<u32>)> {
    match first {
        '*' => Some((0, None)),
        '+' => Some((1, None)),
        '?' => Some((0, Some(1))),
        '{' => {
            let least = number(rest)?;
            let most = match rest.next()? {
                '}' => return Some((least, Some(least))),
                ',' if rest.peek() == Some(&'}') => None,
                ',' => Some(number(rest)?),
                _ => return None,
            };
            (rest.next()? == '}').then_some((least, most))
        }
        _ => None,
    }
}

fn number(rest: &mut Peekable<Chars<'_>>) -> Option<u32> {
    let mut found = None;
    while let Some(digit) = rest.peek().and_then(|one| one.to_digit(10)) {
        rest.next();
        found = Some(found.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
    }
    found
}
