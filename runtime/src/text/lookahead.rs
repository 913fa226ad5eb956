//! Looking ahead and going back, in time that grows with the text alone.
//!
//! Whoever looks ahead passes over values; where each object and each list ends is written down
//! then, in the order in which they begin. Whoever comes by a second time goes on from there at
//! once, however deep values stand in each other. So a text is passed over once, whatever is
//! looked for in it, and each property is looked at once for its own object.

use super::fault::Fault;
use super::read::JsonReader;

/// Where an object or a list that was seen ends, and which of those seen comes next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    end: usize,
    next: usize,
}

impl Seen {
    /// Of what was only begun to be looked at.
    const OPEN: Self = Self { end: 0, next: 0 };
}

/// A place to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    at: usize,
    next_seen: usize,
    depth: u8,
    /// How often what was seen had been forgotten.
    forgotten: usize,
}

/// An object that is looked into.
pub(crate) struct Look {
    /// Whether it is written down that it begins.
    is_noted: bool,
}

impl<'de> JsonReader<'de> {
    /// The place before the next value.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            at: self.at,
            next_seen: self.next_seen,
            depth: self.depth,
            forgotten: self.forgotten,
        }
    }

    /// Goes back. All of what lies between was looked at by [`look_ahead`](Self::look_ahead)
    /// or [`look_into`](Self::look_into).
    pub(crate) fn go_back(&mut self, mark: Mark) {
        self.steps += self.at - mark.at;
        self.at = mark.at;
        self.next_seen = mark.next_seen;
        self.depth = mark.depth;
    }

    /// Goes back to what was not looked at, but read.
    pub(crate) fn restart(&mut self, mark: Mark) {
        let is_forgotten = mark.forgotten != self.forgotten;
        self.go_back(mark);
        if is_forgotten {
            self.seen.clear();
            self.next_seen = 0;
        }
    }

    /// How many bytes were passed since.
    pub(crate) fn passed_since(&self, mark: Mark) -> usize {
        self.at.saturating_sub(mark.at)
    }

    /// Begins to look at the properties of the object that comes next.
    pub(crate) fn look_into(&mut self) -> Result<Look, Fault> {
        let is_noted = self.next_seen < self.seen.len();
        self.enter(b'{')?;
        Ok(Look { is_noted })
    }

    /// Passes the value of a property of the object that is looked into.
    pub(crate) fn look_past(&mut self, look: &mut Look) -> Result<(), Fault> {
        // As long as nothing holds other values, nothing has to be written down.
        if !look.is_noted && matches!(self.peek(), Some(b'{' | b'[')) {
            self.seen.push(Seen::OPEN);
            self.next_seen += 1;
            look.is_noted = true;
        }
        self.look_ahead()
    }

    /// Passes the next value, and writes down where all of it ends.
    pub(crate) fn look_ahead(&mut self) -> Result<(), Fault> {
        self.step()?;
        let opening = match self.peek() {
            Some(opening @ (b'{' | b'[')) => opening,
            _ => return self.pass(),
        };
        let own = self.next_seen;
        if own == self.seen.len() {
            self.spend(size_of::<Seen>())?;
            self.seen.push(Seen::OPEN);
        }
        if let Some(seen) = self.seen.get(own).filter(|seen| seen.end != 0) {
            self.jumped += seen.end - self.at;
            (self.at, self.next_seen) = (seen.end, seen.next);
            return Ok(());
        }
        self.enter(opening)?;
        let mut is_first = true;
        if opening == b'{' {
            while self.go_on(&mut is_first, b'}')? {
                let start = self.at;
                self.pass_name()?;
                self.look_ahead().map_err(|fault| fault.below_name(&self.name_at(start)))?;
            }
            self.leave(b'}')?;
        } else {
            let mut index = 0;
            while self.go_on(&mut is_first, b']')? {
                self.look_ahead().map_err(|fault| fault.below_index(index))?;
                index += 1;
            }
            self.leave(b']')?;
        }
        if let Some(seen) = self.seen.get_mut(own) {
            *seen = Seen { end: self.at, next: self.next_seen };
        }
        Ok(())
    }

    /// Passes the next value as [`look_ahead`](Self::look_ahead) does; its text.
    pub(crate) fn look_at(&mut self) -> Result<&'de str, Fault> {
        let start = self.place();
        self.look_ahead()?;
        self.since(start)
    }

    /// Forgets what was seen, where all of it lies behind and nobody will go back; says whether
    /// that is so.
    ///
    /// Whoever will go back has seen all objects and lists on the way, so that nobody will where
    /// one comes next that was not seen. Of what else comes next, nothing is known.
    pub(crate) fn forget(&mut self) -> bool {
        let is_new = self.next_seen == self.seen.len() && self.is_at_bracket();
        if is_new {
            self.seen.clear();
            self.next_seen = 0;
            self.forgotten += 1;
        }
        is_new
    }

    /// Whether an object or a list comes next.
    pub(crate) fn is_at_bracket(&mut self) -> bool {
        matches!(self.peek(), Some(b'{' | b'['))
    }
}
