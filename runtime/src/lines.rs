//! Checks a file of lines of JSON, each of which is a value of a type of an API: training data, the
//! requests of a batch.
//!
//! ```
//! use specwright::lines::check;
//! use specwright::fine_tuning::GraderPython;
//!
//! let file = "{\"type\":\"python\",\"name\":\"Shape\",\"source\":\"…\"}\n{\"type\":\"python\",\n";
//! let mut checked = check::<GraderPython, _>(file.as_bytes());
//! let faults: Vec<_> = checked.by_ref().collect::<Result<_, _>>()?;
//! assert_eq!((faults[0].line(), checked.lines()), (2, 2));
//! # Ok::<(), std::io::Error>(())
//! ```

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use crate::json;
use crate::printable::printable;
use crate::wire::{DecodeBudget, DecodeError, Wire, validate};

mod locate;
mod rest;

use self::rest::Rest;

/// Begins to check lines, each of which is to be a value of a type, as it may be sent: it has to be what
/// the type reads, in all its constants, too (a `type` that has one value; a reader would forgive another),
/// and to keep the limits.
///
/// What is read is kept no longer than its line, so that the memory it takes is that of the longest
/// line, whatever the length of the file. Lines that are blank, and a byte order mark, are ignored.
pub fn check<T: Wire, R: Read>(reader: R) -> Checker<T, R> {
    Checker {
        reader: BufReader::with_capacity(BUFFER, reader),
        line: Vec::new(),
        lines: 0,
        values: 0,
        limit: LONGEST,
        budget: DecodeBudget::default(),
        faults: VecDeque::new(),
        look: None,
        judge: None,
        is_over: false,
    }
}

/// How much is read at once.
const BUFFER: usize = 256 * 1024;

/// How long a line may be, unless somebody says otherwise.
const LONGEST: usize = 32 * 1024 * 1024;

/// How many limits that a line breaks have a column of their own: so that a line that breaks very many
/// takes no longer than its length, each of which has its pointer all the same.
const LOCATED: usize = 100;

/// What may stand before all else, and says nothing (RFC 8259, section 8.1).
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file of lines while it is checked: an iterator of all its faults, in their order.
///
/// Where the reader fails, that is its last item.
///
/// ```
/// use specwright::DecodeBudget;
/// use specwright::lines::{LineFaultKind, check};
///
/// let mut checked = check::<Vec<i64>, _>(&b"[1]\n[2,\n[\"3\"]\n"[..])
///     .max_line(1 << 20)
///     .decode_budget(DecodeBudget::default())
///     .each(|line, list| println!("line {line} has {} items", list.len()));
/// for fault in checked.by_ref() {
///     let fault = fault?;
///     match fault.kind() {
///         LineFaultKind::Json => assert_eq!(fault.pointer(), None),
///         _ => assert_eq!(fault.pointer(), Some("/0")),
///     }
///     println!("{}:{}: {}", fault.line(), fault.column(), fault.reason());
/// }
/// assert_eq!((checked.lines(), checked.values()), (3, 1));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Checker<T, R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    lines: u64,
    values: u64,
    limit: usize,
    budget: DecodeBudget,
    /// Of the line that was read last.
    faults: VecDeque<LineFault>,
    look: Option<Look<T>>,
    judge: Option<Judge<T>>,
    is_over: bool,
}

/// What looks at each value, with its line.
type Look<T> = Box<dyn FnMut(u64, &T)>;

/// What judges each value.
type Judge<T> = Box<dyn FnMut(&T, &mut Findings)>;

impl<T: Wire, R: Read> Checker<T, R> {
    /// How long a line may be in bytes: 32 MiB, unless this is said. A line that is longer is one
    /// fault, and is not read.
    #[must_use]
    pub fn max_line(self, bytes: usize) -> Self {
        Self { limit: bytes, ..self }
    }

    /// How much reading a line may cost.
    #[must_use]
    pub fn decode_budget(self, budget: DecodeBudget) -> Self {
        Self { budget, ..self }
    }

    /// Looks at each value that could be read, with the number of its line, whether or not it keeps all
    /// limits.
    #[must_use]
    pub fn each(self, look: impl FnMut(u64, &T) + 'static) -> Self {
        Self { look: Some(Box::new(look)), ..self }
    }

    /// Judges each value that could be read by rules that its description does not have, whether or not
    /// it keeps all limits, and of one that could not, what could: what is found is a fault of the kind
    /// [`LineFaultKind::Rule`].
    ///
    /// ```
    /// use specwright::fine_tuning::GraderPython;
    /// use specwright::lines::{LineFaultKind, check};
    ///
    /// let file = r#"{"type":"python","name":"","source":"…"}"#;
    /// let mut checked = check::<GraderPython, _>(file.as_bytes()).judge(|grader, found| {
    ///     if grader.name.is_empty() {
    ///         found.push("unnamed", "/name", "a grader has a name");
    ///     }
    /// });
    /// let fault = checked.next().transpose()?.expect("a fault");
    /// assert_eq!((fault.kind(), fault.column()), (LineFaultKind::Rule("unnamed"), 25));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn judge(self, judge: impl FnMut(&T, &mut Findings) + 'static) -> Self {
        Self { judge: Some(Box::new(judge)), ..self }
    }

    /// How many lines were read, blank ones included.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// How many values were read.
    pub fn values(&self) -> u64 {
        self.values
    }

    /// Reads a line, and what is wrong with it; whether there was one.
    fn step(&mut self) -> io::Result<bool> {
        self.line.clear();
        let most = u64::try_from(self.limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut limited = (&mut self.reader).take(most);
        if limited.read_until(b'\n', &mut self.line)? == 0 {
            return Ok(false);
        }
        self.lines += 1;
        let is_whole = self.line.ends_with(b"\n");
        if !is_whole && self.line.len() > self.limit {
            self.reader.skip_until(b'\n')?;
            let reason = format!("the line is longer than {} bytes", self.limit);
            let fault = LineFault::new(self.lines, 1, None, LineFaultKind::TooLong, reason);
            self.faults.push_back(fault);
            return Ok(true);
        }
        let mark = match self.lines == 1 && self.line.starts_with(BYTE_ORDER_MARK) {
            true => BYTE_ORDER_MARK.len(),
            false => 0,
        };
        // Without the line break, behind which the end of a line that is cut off would be found.
        let text = self.line[mark..].trim_ascii_end();
        if text.is_empty() {
            return Ok(true);
        }
        match json::from_slice_to_send::<T>(text, self.budget) {
            Ok(value) => {
                self.values += 1;
                if let Some(look) = &mut self.look {
                    look(self.lines, &value);
                }
                let found = judged(&value, &mut self.judge).into_iter();
                self.faults.extend(placed(self.lines, text, found));
            }
            Err(error) if error.pointer().is_none() => {
                self.faults.push_back(no_json(self.lines, &error));
            }
            Err(error) => {
                let whole = String::from_utf8_lossy(text);
                let (mut value, budget) = (None, self.budget);
                let rest = Rest::of(&whole, &error, &mut |text| {
                    value = Some(json::from_slice_to_send::<T>(text.as_bytes(), budget)?);
                    Ok(())
                });
                let unreadable = rest.unreadable.iter().cloned();
                let unreadable = unreadable.map(|(at, why)| (LineFaultKind::Value, at, why));
                let judged = value.as_ref().map(|value| judged(value, &mut self.judge));
                let judged = judged.into_iter().flatten().filter_map(|(kind, pointer, reason)| {
                    Some((kind, rest.holds(kind, &pointer)?, reason))
                });
                let mut faults: Vec<LineFault> =
                    placed(self.lines, text, unreadable.chain(judged)).collect();
                faults.sort_by_key(LineFault::column);
                self.faults.extend(faults);
            }
        }
        Ok(true)
    }
}

/// What of a value breaks a limit or a rule: the kind, the pointer, the reason.
fn judged<T: Wire>(value: &T, judge: &mut Option<Judge<T>>) -> Vec<Found> {
    let mut found = Findings::default();
    if let Err(invalid) = validate(value) {
        found.all.extend(invalid.violations().iter().map(|violation| {
            (LineFaultKind::Limit, violation.pointer.clone(), violation.message.clone())
        }));
    }
    if let Some(judge) = judge {
        judge(value, &mut found);
    }
    found.all
}

/// The faults of a line, each with the column where it stands.
fn placed(
    line: u64,
    text: &[u8],
    found: impl Iterator<Item = Found>,
) -> impl Iterator<Item = LineFault> {
    found.enumerate().map(move |(index, (kind, pointer, reason))| {
        // Each is looked for from the beginning of the line.
        let column = if index < LOCATED { locate::column(text, &pointer) } else { 1 };
        LineFault::new(line, column, Some(&pointer), kind, reason)
    })
}

/// The fault of a line that is not JSON.
fn no_json(line: u64, error: &DecodeError) -> LineFault {
    let column = error.position().map_or(1, |(_, column)| column.max(1));
    let column = u64::try_from(column).unwrap_or(1);
    LineFault::new(line, column, None, LineFaultKind::Json, error.reason().to_owned())
}

impl<T: Wire, R: Read> Iterator for Checker<T, R> {
    type Item = io::Result<LineFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(fault) = self.faults.pop_front() {
                return Some(Ok(fault));
            }
            if self.is_over {
                return None;
            }
            match self.step() {
                Ok(true) => {}
                Ok(false) => self.is_over = true,
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<T, R> fmt::Debug for Checker<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").field("lines", &self.lines).finish_non_exhaustive()
    }
}

/// What rules beside the description find of a value.
///
/// The example of [`Checker::judge`] adds to them.
#[derive(Debug, Default)]
pub struct Findings {
    all: Vec<Found>,
}

/// What was found: its kind, its pointer, the reason.
type Found = (LineFaultKind, String, String);

impl Findings {
    /// Adds what a rule finds: what the rule is called, the place as a JSON Pointer within the line, what
    /// was expected and what was found.
    pub fn push(
        &mut self,
        rule: &'static str,
        pointer: impl Into<String>,
        reason: impl Into<String>,
    ) {
        self.all.push((LineFaultKind::Rule(rule), pointer.into(), reason.into()));
    }
}

/// What is wrong with a line, and where.
///
/// The example of [`Checker`] reads some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    line: u64,
    column: u64,
    pointer: Option<String>,
    kind: LineFaultKind,
    reason: String,
}

/// In which way a line is wrong.
///
/// The example of [`Checker`] reads some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineFaultKind {
    /// It is longer than was allowed.
    TooLong,
    /// It is not JSON, or not UTF-8.
    Json,
    /// It is not a value of the type. What else is wrong with the line is looked for without it, as far as
    /// it cannot be the reason of that.
    Value,
    /// It is a value of the type, and breaks a limit of what is sent.
    Limit,
    /// It is a value of the type, and breaks a rule beside the description, which is called so.
    Rule(&'static str),
}

impl LineFault {
    pub(crate) fn new(
        line: u64,
        column: u64,
        pointer: Option<&str>,
        kind: LineFaultKind,
        reason: String,
    ) -> Self {
        let reason = printable(&reason, crate::printable::MAX_SENTENCE).into_owned();
        Self { line, column, pointer: pointer.map(str::to_owned), kind, reason }
    }

    /// The line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Where in the line the value begins that is at fault, or where reading stopped, in bytes from 1;
    /// of a value that is missing, where that begins which lacks it. Of more than a hundred limits that
    /// one line breaks, the others are told at its beginning, by their pointers.
    pub fn column(&self) -> u64 {
        self.column
    }

    /// The value at fault, as a JSON Pointer (RFC 6901) within the line; `None` where that is not JSON.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// In which way the line is wrong.
    pub fn kind(&self) -> LineFaultKind {
        self.kind
    }

    /// What was expected, and what was found.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if let Some(pointer) = self.pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
            write!(f, "{pointer}: ")?;
        }
        f.write_str(&self.reason)
    }
}

#[cfg(test)]
#[path = "lines/tests.rs"]
mod tests;
