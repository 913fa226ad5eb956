//! Groups, and what looks around a position.

use super::{LookRead, Mode, Node, Reader, Repeats};
use crate::Refusal;
use crate::program::Condition;

impl Reader<'_> {
    /// A group, from behind its `(`.
    pub(super) fn group(&mut self) -> Result<(Node, Repeats), Refusal> {
        if !self.takes('?') {
            return self.within(Repeats::May);
        }
        for (text, behind, negated) in
            [("<=", true, false), ("<!", true, true), ("=", false, false), ("!", false, true)]
        {
            if self.takes_all(text) {
                return self.look(behind, negated);
            }
        }
        if self.takes(':') {
            return self.within(Repeats::May);
        }
        if self.takes('<') {
            self.name()?;
            return self.within(Repeats::May);
        }
        Err(Refusal::new(match self.rest.peek() {
            Some('P') => "a group with a name is written `(?<name>…)`".to_owned(),
            Some('>') => {
                "a group that is never gone back into, `(?>…)`, is of another dialect".to_owned()
            }
            Some('#') => "a comment within a pattern is of another dialect".to_owned(),
            Some(flag) if flag.is_ascii_lowercase() || *flag == '-' => {
                "flags within a pattern, `(?i)`, are of another dialect".to_owned()
            }
            _ => "its `(?` begins nothing that there is".to_owned(),
        }))
    }

    fn within(&mut self, repeats: Repeats) -> Result<(Node, Repeats), Refusal> {
        let node = self.choice()?;
        match self.takes(')') {
            true => Ok((node, repeats)),
            false => Err(Refusal::new("a `(` is not closed")),
        }
    }

    fn look(&mut self, behind: bool, negated: bool) -> Result<(Node, Repeats), Refusal> {
        let (node, _) = self.within(Repeats::Not)?;
        let index = self.looks.len();
        self.looks.push(LookRead { node, behind });
        // Only what looks ahead could once be repeated (B.1.2), for nothing.
        let repeats = match (self.mode, behind) {
            (Mode::Legacy, false) => Repeats::May,
            _ => Repeats::Not,
        };
        Ok((Node::If(Condition::Look { index, negated }), repeats))
    }

    fn name(&mut self) -> Result<(), Refusal> {
        let mut length = 0;
        loop {
            match self.rest.next() {
                Some('>') if length > 0 => return Ok(()),
                Some(one) if one.is_alphanumeric() || matches!(one, '_' | '$') => length += 1,
                _ => return Err(Refusal::new("the name of a group is none")),
            }
        }
    }
}
