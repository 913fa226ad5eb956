//! YAML 1.2 with the core schema (YAML 1.2.2, section 10.3): `no` and `OFF` are
//! strings, `1e-08` is a number. Merge keys of YAML 1.1 are followed, as published
//! documents use them.

mod excerpt;
mod pieces;
mod together;

use std::borrow::Cow;
use std::thread;

use foldhash::HashMap;
use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput};

use super::{
    DEEPEST, MOST_NODES, Node, Properties, Value, Wanted, check_name, number, repeated, too_deep,
};
use crate::diagnostic::{Code, Diagnostic, Location, Unit};
use crate::pointer::FileId;

pub(super) fn read(content: &str, file: FileId, wanted: Wanted<'_>) -> Result<Node, Diagnostic> {
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    if let Wanted::Operations(ids) = wanted
        && let Some(excerpt) = excerpt::excerpt(content, ids)
        // What is wrong is found and worded by who reads the whole.
        && let Ok(root) = Composer::new(&excerpt.text, file, excerpt.shifts).document()
    {
        return Ok(root);
    }
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let together = together::read(content, file, processors.min(content.len() / together::PIECE));
    together.map_or_else(|| Composer::whole(content, file).document(), Ok)
}

struct Composer<'a> {
    content: &'a str,
    file: FileId,
    /// What is added to places from which on, modulo the size of addresses; the first is of all.
    shifts: Vec<(usize, usize)>,
    events: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Anchored>,
    expanded: usize,
}

struct Anchored {
    node: Node,
    size: Size,
}

/// What a copy of a node costs: how many nodes it is, long texts counted as several, and how
/// many levels of them.
#[derive(Clone, Copy)]
struct Size {
    nodes: usize,
    depth: usize,
}

impl<'a> Composer<'a> {
    fn whole(content: &'a str, file: FileId) -> Self {
        Self::new(content, file, vec![(0, 0)])
    }

    fn new(content: &'a str, file: FileId, shifts: Vec<(usize, usize)>) -> Self {
        // Another crate may have turned on what the parser does for comments.
        let mut options = Options::default();
        options.emit_comments = false;
        let events = Parser::new_from_str_with_options(content, options);
        Self { content, file, shifts, events, anchors: HashMap::default(), expanded: 0 }
    }

    fn document(&mut self) -> Result<Node, Diagnostic> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    let message = "the document is empty";
                    return Err(
                        Diagnostic::new(Code::EmptyDocument, message).at(self.location(span))
                    );
                }
                event => {
                    let root = self.node(event, span, 0)?;
                    self.expect_end()?;
                    return Ok(root);
                }
            }
        }
    }

    /// A description is one document; a second one in the file would be ignored in silence.
    fn expect_end(&mut self) -> Result<(), Diagnostic> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentStart(..) => {
                    return Err(Diagnostic::new(
                        Code::SecondDocument,
                        "a second document begins here",
                    )
                    .at(self.location(span))
                    .help("put each description into a file of its own"));
                }
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), Diagnostic> {
        match self.events.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let offset = u32::try_from(error.marker().index()).unwrap_or(u32::MAX);
                let location = Location { file: self.file, offset };
                let problem =
                    Diagnostic::new(Code::NotYaml, format!("this is not YAML: {}", error.info()));
                let problem = problem.at(location);
                Err(match error.info().starts_with("tabs ") {
                    true => problem.help("YAML is indented with spaces"),
                    false => problem,
                })
            }
            None => Err(Diagnostic::new(Code::NotYaml, "the text ends too early")),
        }
    }

    fn location(&self, span: Span) -> Location {
        let index = span.start.index();
        let later = self.shifts.partition_point(|(from, _)| *from <= index);
        let (_, shift) = self.shifts[later.saturating_sub(1)];
        let offset = index.wrapping_add(shift);
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Location { file: self.file, offset }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Diagnostic> {
        let location = self.location(span);
        if depth > DEEPEST {
            return Err(too_deep(location));
        }
        let (value, anchor) = match event {
            Event::Alias(anchor) => return self.expand(anchor, location, depth),
            Event::Scalar(text, style, anchor, _) => (scalar(text, style), anchor),
            Event::SequenceStart(_, anchor, _) => (self.list(depth)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.object(depth)?, anchor),
            _ => {
                return Err(
                    Diagnostic::new(Code::NotYaml, "a value was expected here").at(location)
                );
            }
        };
        let node = Node { value, location };
        if anchor > 0 {
            let size = size(&node);
            // What is kept for aliases is a copy, too, and anchors may stand within anchors.
            self.spend(size.nodes, location)?;
            self.anchors.insert(anchor, Anchored { node: node.clone(), size });
        }
        Ok(node)
    }

    /// Copies what an alias stands for, within a budget: nine lines of aliases can mean a billion nodes.
    fn expand(
        &mut self,
        anchor: usize,
        location: Location,
        depth: usize,
    ) -> Result<Node, Diagnostic> {
        let Some(size) = self.anchors.get(&anchor).map(|anchored| anchored.size) else {
            return Err(Diagnostic::new(
                Code::AliasInItself,
                "the alias stands within what it is an alias of",
            )
            .at(location));
        };
        if depth + size.depth > DEEPEST {
            return Err(too_deep(location));
        }
        self.spend(size.nodes, location)?;
        let found = self.anchors.get(&anchor).map(|anchored| anchored.node.clone());
        Ok(found.unwrap_or(Node { value: Value::Null, location }))
    }

    fn spend(&mut self, nodes: usize, location: Location) -> Result<(), Diagnostic> {
        self.expanded += nodes;
        if self.expanded <= MOST_NODES {
            return Ok(());
        }
        let message = format!("the aliases expand to more than {MOST_NODES} nodes");
        Err(Diagnostic::new(Code::AliasesTooLarge, message).at(location))
    }

    fn list(&mut self, depth: usize) -> Result<Value, Diagnostic> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Value::List(items)),
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Diagnostic> {
        let mut properties = Properties::default();
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let location = self.location(span);
            let name = match event {
                Event::MappingEnd => break,
                Event::Scalar(text, ..) => text.into_owned(),
                Event::Alias(anchor) => match self.expand(anchor, location, depth)?.value {
                    Value::String(name) => name,
                    _ => return Err(complex_key(location)),
                },
                _ => return Err(complex_key(location)),
            };
            check_name(&name, location)?;
            let (event, span) = self.next()?;
            let node = self.node(event, span, depth + 1)?;
            if name == "<<" {
                merged.push(node);
            } else if let Some(first) = properties.get(&name) {
                let first = first.location;
                return Err(repeated(&name, location, first, self.content, Unit::Characters));
            } else {
                properties.insert(name, node);
            }
        }
        for node in merged {
            merge(node, &mut properties)?;
        }
        // Most objects have fewer properties than there is room for by now.
        properties.shrink_to_fit();
        Ok(Value::Object(Box::new(properties)))
    }
}

fn complex_key(location: Location) -> Diagnostic {
    Diagnostic::new(Code::NameNotString, "the name of a property must be a string").at(location)
}

/// Adds the properties that an object merges in (`<<`) and does not have itself.
fn merge(node: Node, properties: &mut Properties) -> Result<(), Diagnostic> {
    match node.value {
        Value::Object(others) => {
            for (name, other) in *others {
                properties.entry(name).or_insert(other);
            }
            Ok(())
        }
        Value::List(nodes) => nodes.into_iter().try_for_each(|node| merge(node, properties)),
        _ => Err(Diagnostic::new(Code::MergeNotObject, "what `<<` merges in must be an object")
            .at(node.location)),
    }
}

fn size(node: &Node) -> Size {
    let own = Size { nodes: 1, depth: 0 };
    let around = |all: Size, inner: Size| Size {
        nodes: all.nodes + inner.nodes,
        depth: all.depth.max(inner.depth + 1),
    };
    match &node.value {
        Value::List(items) => items.iter().map(size).fold(own, around),
        Value::Object(properties) => {
            let names: usize = properties.keys().map(|name| of_text(name)).sum();
            let own = Size { nodes: own.nodes + names, ..own };
            properties.values().map(size).fold(own, around)
        }
        Value::String(text) => Size { nodes: 1 + of_text(text), depth: 0 },
        _ => own,
    }
}

/// About as much memory as a node takes holds a text of this many bytes.
fn of_text(text: &str) -> usize {
    text.len() / 128
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::String(text.into_owned());
    }
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        plain => match plain_number(plain) {
            Some(number) => Value::Number(number),
            None => Value::String(text.into_owned()),
        },
    }
}

/// Numbers of the core schema: decimal, octal `0o7`, hexadecimal `0xf`, with a point or an exponent.
fn plain_number(text: &str) -> Option<serde_json::Number> {
    if let Some(digits) = text.strip_prefix("0o") {
        return i64::from_str_radix(digits, 8).ok().map(Into::into);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return i64::from_str_radix(digits, 16).ok().map(Into::into);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && unsigned.contains(|digit: char| digit.is_ascii_digit())
        && unsigned
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if is_number { number(text.strip_prefix('+').unwrap_or(text)) } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn json(text: &str) -> serde_json::Value {
        read(text, FileId(0), Wanted::Everything).expect("readable").to_json()
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        let text = "a: [no, OFF, yes, ~, null, True, 1e-08, .5, -1, +1, 0o17, 0x1f, 1.2.3, '1', 2020-01-01, 1_000, .inf]";
        let expected = json!({"a": ["no", "OFF", "yes", null, null, true, 1e-8, 0.5, -1, 1, 15, 31, "1.2.3", "1", "2020-01-01", "1_000", ".inf"]});
        assert_eq!(json(text), expected);
    }

    #[test]
    fn aliases_and_merge_keys_are_followed() {
        let text = "base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nlist: [*b]\n";
        assert_eq!(
            json(text),
            json!({"base": {"x": 1, "y": 2}, "use": {"y": 3, "x": 1}, "list": [{"x": 1, "y": 2}]})
        );
    }

    #[test]
    fn a_bomb_of_aliases_ends_in_an_error() {
        let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let below = format!("*a{}", level - 1);
            let items = [below.as_str(); 9].join(",");
            text += &format!("a{level}: &a{level} [{items}]\n");
        }
        let problem = read(&text, FileId(0), Wanted::Everything).expect_err("a bomb");
        assert!(problem.message.contains("expand to more than"), "{}", problem.message);
    }

    #[test]
    fn aliases_do_not_pile_up_beyond_depth_or_memory() {
        let mut tower = String::from("a0: &a0 [x]\n");
        for level in 1..1000 {
            tower += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
        }
        let problem = read(&tower, FileId(0), Wanted::Everything).expect_err("a tower");
        assert!(problem.message.contains("nests deeper"), "{}", problem.message);
        let opened: String = (0..200).map(|level| format!("&a{level} [")).collect();
        let anchors = format!("a: {opened}{}{}", "x,".repeat(20_000), "]".repeat(200));
        let problem =
            read(&anchors, FileId(0), Wanted::Everything).expect_err("anchors around anchors");
        assert!(problem.message.contains("expand to more than"), "{}", problem.message);
        let texts = format!("s: &s {}\nx:\n{}", "x".repeat(50_000), "- *s\n".repeat(10_000));
        let problem = read(&texts, FileId(0), Wanted::Everything).expect_err("a long text, often");
        assert!(problem.message.contains("expand to more than"), "{}", problem.message);
    }

    #[test]
    fn a_repeated_name_names_both_places() {
        let problem =
            read("a: 1\nb: 2\na: 3\n", FileId(0), Wanted::Everything).expect_err("a repeated name");
        assert_eq!(problem.at.expect("a place").location.offset, 10);
        assert!(problem.help.expect("a hint").contains("line 1"));
    }
}
