//! Reads a long text as pieces side by side, each by a thread of its own.
//!
//! Whatever is odd ends it: then the text is read as a whole, by who words what is wrong.

use std::thread;

use super::super::{MOST_NODES, Node, Value};
use super::{Composer, pieces};
use crate::pointer::FileId;

/// How long a piece of a text has to be, in bytes, to be worth a thread of its own.
pub(super) const PIECE: usize = 1 << 18;

/// How much stack a thread gets that reads a piece, whose nodes nest.
const STACK: usize = 1 << 26;

/// Reads a text as several pieces, each by a thread of its own. `None` where it cannot be cut,
/// or where anything is wrong: what is wrong is found and worded by who reads the whole.
pub(super) fn read(content: &str, file: FileId, count: usize) -> Option<Node> {
    // What is merged into an object stands behind its own properties, those of later pieces too.
    if count < 2 || content.contains("<<") {
        return None;
    }
    let targets: Vec<usize> = (1..count).map(|index| content.len() / count * index).collect();
    let cuts = pieces::cuts(content, &targets);
    let first = &content[..cuts.first()?.at];
    let ends = cuts.iter().skip(1).map(|cut| cut.at).chain([content.len()]);
    let mut characters = first.chars().count();
    let mut others = Vec::new();
    for (cut, end) in cuts.iter().zip(ends) {
        let own = &content[cut.at..end];
        let around = cut.around.concat();
        let shift = characters.wrapping_sub(around.chars().count());
        characters += own.chars().count();
        others.push((around + own, shift));
    }
    let read = |text: &str, shift: usize| {
        let mut composer = Composer::new(text, file, vec![(0, shift)]);
        let root = composer.document().ok()?;
        Some((root, composer.expanded))
    };
    let read = &read;
    let (mut root, mut expanded, others) = thread::scope(|scope| {
        let start = |(text, shift): &'_ (String, usize)| {
            let (text, shift) = (text.clone(), *shift);
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, move || read(&text, shift)).ok()
        };
        let started: Vec<_> = others.iter().map(start).collect();
        let (root, expanded) = read(first, 0)?;
        let others: Option<Vec<_>> =
            started.into_iter().map(|piece| piece?.join().ok().flatten()).collect();
        Some((root, expanded, others?))
    })?;
    for (cut, (other, more)) in cuts.iter().zip(others) {
        let path: Vec<&str> = cut.path().collect();
        join(&mut root, other, &path)?;
        expanded += more;
    }
    (expanded <= MOST_NODES).then_some(root)
}

/// Adds the next piece to what was read before it. The keys that the piece repeats have to be
/// those that are open there, and every other is new.
fn join(before: &mut Node, next: Node, open: &[&str]) -> Option<()> {
    let (Value::Object(properties), Value::Object(next)) = (&mut before.value, next.value) else {
        return None;
    };
    let mut next = next.into_iter();
    if let Some((key, inner)) = open.split_first() {
        let (name, repeated) = next.next().filter(|(name, _)| name == key)?;
        let (_, last) = properties.last_mut().filter(|(last, _)| **last == name)?;
        join(last, repeated, inner)?;
    }
    for (name, node) in next {
        if properties.insert(name, node).is_some() {
            return None;
        }
    }
    properties.shrink_to_fit();
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long enough to be cut, with what makes a cut hard.
    const LONG: &str = "openapi: 3.1.0\ninfo: {title: ü}\npaths:\n  /a:\n    get: {x: 1}\n  /b:\n    get: |\n      /c:\n       é\n  /d:\n    get: 1\ncomponents:\n  schemas:\n    A:\n      b: 1\n    B:\n      c: [1,\n    2]\n    C:\n      d: 2\n  responses:\n    D:\n      e: 3\n    E:\n      f: 4\nx-end: 5\n";

    #[test]
    fn pieces_are_read_as_the_whole_is() {
        let whole = Composer::whole(LONG, FileId(0)).document().expect("readable");
        let mut together = 0;
        for count in 2..40 {
            if let Some(root) = read(LONG, FileId(0), count) {
                assert!(root == whole, "{count} pieces");
                together += 1;
            }
        }
        assert!(together > 30, "{together}");
    }

    #[test]
    fn what_pieces_cannot_say_is_left_to_who_reads_the_whole() {
        let filler = "    F:\n      g: 1\n";
        for wrong in [
            // A name that an earlier piece has, an alias of one, a second document, a quoted text
            // that looks like keys, and what is merged in.
            LONG.replace("    E:\n", "    D:\n"),
            LONG.replace("b: 1", "b: &x 1").replace("f: 4", "f: *x"),
            LONG.replace("x-end: 5", "---\na: 1"),
            LONG.replace("c: [1,\n    2]", "c: \"\ncomponents:\n  schemas:\n    Z:\n   \""),
            LONG.replace("d: 2", "<<: {h: 1}"),
            LONG.replace("d: 2", "d: ["),
        ] {
            let wrong = wrong + filler;
            let whole = Composer::whole(&wrong, FileId(0)).document().ok();
            for count in 2..40 {
                let pieces = read(&wrong, FileId(0), count);
                assert!(pieces.is_none() || pieces == whole, "{count} pieces of {wrong}");
            }
        }
    }
}
