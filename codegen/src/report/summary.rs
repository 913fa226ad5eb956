//! The report of a generation, for a person to read and for a program.

use std::fmt::Write;

use indexmap::IndexMap;
use serde::Serialize;

use crate::api::{Api, Shape};
use crate::config::{Config, Contents};
use crate::diagnostic::{Code, Diagnostic, Group, Located, SourceText};
use crate::printable::{cut, printable};

/// What was read, corrected, planned and noted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// `info.title` of the description.
    pub title: String,
    /// `info.version` of the description.
    pub version: String,
    /// What the document is called.
    pub document: String,
    /// The operations.
    pub operations: Vec<Summed>,
    /// What the overlays corrected, by their targets.
    pub corrections: Vec<String>,
    /// What was planned.
    pub planned: Counts,
    /// What was settled that the description does not say, and what it says that is not supported.
    pub notes: Vec<Located>,
}

/// An operation in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summed {
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path, with its templates.
    pub path: String,
    /// `operationId`, or what stands for it.
    pub id: String,
}

/// How many items of each kind a plan has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub structs: usize,
    pub string_enums: usize,
    pub keywords_or_values: usize,
    pub unions: usize,
    pub aliases: usize,
    pub functions: usize,
}

/// How much of a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Every line.
    Whole,
    /// The first few lines of each list, and how many more there are.
    Brief,
}

/// How many lines of a list are printed where it is cut.
const BRIEF: usize = 10;

impl Summary {
    /// Sums up a plan and what is known of how it was made.
    pub fn new(
        config: &Config,
        api: &Api,
        targets: &[&str],
        notes: &[Diagnostic],
        texts: &[SourceText],
    ) -> Self {
        let operations = api.operations.iter().map(|operation| Summed {
            method: operation.method.clone(),
            path: cut(&operation.path).into_owned(),
            id: cut(&operation.id).into_owned(),
        });
        Self {
            title: cut(&api.title).into_owned(),
            version: cut(&api.version).into_owned(),
            document: config.document.name.clone(),
            operations: operations.collect(),
            corrections: targets.iter().map(|target| cut(target).into_owned()).collect(),
            planned: Counts::of(api, config.contents),
            notes: notes.iter().map(|note| Located::new(note, texts)).collect(),
        }
    }

    /// The report as text, its lists and its notes in so much detail.
    pub fn render(&self, name: &str, detail: Detail, notes: Detail) -> String {
        let mut text = format!(
            "{}: {} {}\n",
            printable(name),
            printable(&self.title),
            printable(&self.version)
        );
        let operations = counted(self.operations.len(), "operation");
        let _ = writeln!(text, "  read      {} with {operations}", printable(&self.document));
        list(&mut text, detail, &self.operations, |operation| {
            format!("{} {} ({})", operation.method, operation.path, operation.id)
        });
        let _ = writeln!(text, "  applied   {}", counted(self.corrections.len(), "correction"));
        list(&mut text, detail, &self.corrections, Clone::clone);
        let Counts { structs, string_enums, keywords_or_values, unions, aliases, functions } =
            self.planned;
        let _ = writeln!(
            text,
            "  planned   {structs} structs, {string_enums} string enums, \
             {keywords_or_values} keyword-or-value types, {unions} unions, {aliases} aliases, \
             {}",
            counted(functions, "function")
        );
        self.render_notes(&mut text, notes);
        text
    }

    /// A line for each kind of notes, and below it what they say.
    fn render_notes(&self, text: &mut String, detail: Detail) {
        if self.notes.is_empty() {
            text.push_str("  noted     nothing\n");
        }
        let mut label = "  noted     ";
        for group in Group::ALL {
            let notes: Vec<&Located> =
                self.notes.iter().filter(|note| note.code.group() == group).collect();
            if notes.is_empty() {
                continue;
            }
            let counts = Code::ALL.iter().filter_map(|code| {
                let count = notes.iter().filter(|note| note.code == *code).count();
                (count > 0).then(|| format!("{count} {} ({code})", code.name()))
            });
            let counts: Vec<String> = counts.collect();
            let _ =
                writeln!(text, "{label}{} {}: {}", notes.len(), group.name(), counts.join(", "));
            label = "            ";
            render_causes(text, detail, &notes);
        }
    }
}

impl Counts {
    fn of(api: &Api, contents: Contents) -> Self {
        let mut counts = Self::default();
        for kind in &api.types {
            let count = match kind.shape {
                Shape::Record(_) => &mut counts.structs,
                Shape::OpenEnum(_) => &mut counts.string_enums,
                Shape::KeywordOrValue(_) => &mut counts.keywords_or_values,
                Shape::Union(_) => &mut counts.unions,
                Shape::Alias(_) => &mut counts.aliases,
            };
            *count += 1;
        }
        counts.functions = match contents {
            Contents::Whole => api.operations.len(),
            Contents::TypesOnly => 0,
        };
        counts
    }
}

/// A line for each cause, the most frequent first, and where somebody asks, one for each place of it.
fn render_causes(text: &mut String, detail: Detail, notes: &[&Located]) {
    let mut causes: IndexMap<(Code, &str), Vec<&Located>> = IndexMap::new();
    for note in notes {
        causes.entry((note.code, note.message.as_str())).or_default().push(note);
    }
    causes.sort_by(|_, one, _, other| other.len().cmp(&one.len()));
    let shown = match detail {
        Detail::Brief if causes.len() > BRIEF + 1 => BRIEF,
        _ => causes.len(),
    };
    for ((code, message), notes) in causes.iter().take(shown) {
        let count =
            if notes.len() == 1 { String::new() } else { format!("{} times ", notes.len()) };
        let _ = writeln!(text, "              {count}{code}: {}", printable(message));
        if detail == Detail::Whole {
            for note in notes {
                let _ = writeln!(text, "                {}", printable(&place(note)));
            }
        }
    }
    if shown < causes.len() {
        let _ = writeln!(
            text,
            "              and {} more; `--verbose` lists all",
            causes.len() - shown
        );
    }
}

/// Where a note is: as an editor takes it, and as a pointer.
fn place(note: &Located) -> String {
    let position = note.position.as_ref();
    let position = position.map(|at| format!("{}:{}:{}", at.file, at.line, at.column));
    let pointer = note.pointer.as_ref().filter(|pointer| !pointer.is_empty());
    let pointer = pointer.map(|pointer| format!("({pointer})"));
    position.into_iter().chain(pointer).collect::<Vec<_>>().join(" ")
}

fn list<T>(text: &mut String, detail: Detail, lines: &[T], line: impl Fn(&T) -> String) {
    let shown = match detail {
        // A list that is longer by one line is not worth a line that says so.
        Detail::Brief if lines.len() > BRIEF + 1 => BRIEF,
        _ => lines.len(),
    };
    for item in &lines[..shown] {
        let _ = writeln!(text, "            {}", printable(&line(item)));
    }
    if shown < lines.len() {
        let _ = writeln!(text, "            and {} more", lines.len() - shown);
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
