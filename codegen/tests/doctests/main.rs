//! Lets rustdoc collect the doctests of what is written from descriptions whose texts would
//! like to be some: it finds those that the generator planned, which today are none.

mod comments;
mod description;
mod rustdoc;
mod texts;

use std::collections::BTreeSet;

use specwright_codegen::{Config, Input, generate, generate_file};

/// How many random texts are tried beside those that are made on purpose.
const RANDOM: usize = 150;

/// The variable that asks for more of them.
const MORE: &str = "SPECWRIGHT_DOCTEST_TEXTS";

/// How many texts one description holds.
const SHARE: usize = 250;

#[test]
fn no_text_of_a_description_is_a_doctest() {
    let random = match std::env::var(MORE) {
        Ok(count) => count.parse().expect("a number of texts"),
        Err(_) => RANDOM,
    };
    let mut texts = texts::made();
    texts.extend(texts::random(random));
    let mut comments = BTreeSet::new();
    for texts in texts.chunks(SHARE) {
        comments.extend(comments::of(&written(&description::of(texts))));
    }
    assert!(comments.len() > 10 * texts.len(), "only {} comments", comments.len());
    println!("{} texts, {} comments", texts.len(), comments.len());
    assert_planned_alone(&comments);
}

#[test]
fn each_text_reaches_each_kind_of_place() {
    let text = "told";
    let output = written(&description::of(&[text.to_owned()]));
    let said = comments::of(&output).into_iter().flatten().collect::<String>();
    let count = said.matches(text).count();
    assert!(count >= description::PLACES, "{count} of {}:\n{said}", description::PLACES);
}

#[test]
fn one_file_and_many_have_the_same_comments() {
    let description = description::of(&texts::made()[..20]);
    let config = Config::new(Input::new("texts.json", description.to_string()));
    let (file, _) = generate_file(&config).expect("a file");
    let of_one: BTreeSet<_> = comments::of(&[file]).into_iter().collect();
    let of_many: BTreeSet<_> = comments::of(&written(&description)).into_iter().collect();
    assert_eq!(of_one, of_many);
}

/// The texts of the files that are written of a description.
fn written(description: &serde_json::Value) -> Vec<String> {
    let config = Config::new(Input::new("texts.json", description.to_string()));
    let output = generate(&config).unwrap_or_else(|failure| panic!("{failure}"));
    output.files.into_iter().map(|(_, text)| text).collect()
}

/// What rustdoc collects of the comments are the doctests that are planned: none, beside the
/// one that is put among them to show that it collects.
#[track_caller]
fn assert_planned_alone(comments: &BTreeSet<Vec<String>>) {
    let canary = [" ```".to_owned(), " canary();".to_owned(), " ```".to_owned()];
    let items = comments.iter().map(Vec::as_slice).chain([canary.as_slice()]);
    let items: Vec<&[String]> = items.collect();
    let collected = rustdoc::doctests(&items);
    let canary = items.len() - 1;
    let unplanned: Vec<String> = collected
        .iter()
        .filter(|index| **index != canary)
        .map(|index| items[*index].join("\n"))
        .collect();
    let shown = unplanned.iter().take(5).map(|text| format!("\n---\n{text}"));
    assert!(
        unplanned.is_empty(),
        "{} doctests that nobody planned:{}",
        unplanned.len(),
        shown.collect::<String>()
    );
    // As a comment, and as an attribute.
    assert_eq!(collected, [canary, canary], "rustdoc collects what is one");
}
