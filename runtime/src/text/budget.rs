//! What reading a text may cost: the bytes that are made of it, the steps beyond passing each byte once.

use super::fault::Fault;
use super::read::JsonReader;

impl JsonReader<'_> {
    /// The text, of which so many bytes may be made, in so many steps beyond passing each byte once.
    pub(crate) fn within(self, max_bytes: usize, max_steps: usize) -> Self {
        Self { max_steps, max_bytes, bytes_left: max_bytes, ..self }
    }

    /// Pays for so many bytes that are made of the text.
    #[inline]
    pub(crate) fn spend(&mut self, bytes: usize) -> Result<(), Fault> {
        match self.bytes_left.checked_sub(bytes) {
            Some(left) => {
                self.bytes_left = left;
                Ok(())
            }
            None => Err(Fault::over_budget("decoded bytes", self.max_bytes).at(self.at)),
        }
    }

    /// Counts a value that is looked at or judged.
    #[inline]
    pub(crate) fn step(&mut self) -> Result<(), Fault> {
        self.steps += 1;
        if self.steps <= self.max_steps {
            return Ok(());
        }
        Err(Fault::over_budget("steps", self.max_steps).at(self.at))
    }
}
