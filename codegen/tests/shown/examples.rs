//! The code of the examples in a text of documentation.

/// The lines of the blocks that `cargo test` compiles, or that show what does not compile.
pub(crate) fn code(documentation: &str) -> String {
    let mut code = String::new();
    let mut language = None;
    for line in documentation.lines() {
        match (line.trim_start().strip_prefix("```"), language) {
            (Some(opened), None) => language = Some(is_compiled(opened)),
            (Some(_), Some(_)) => language = None,
            (None, Some(true)) => code.extend([line, "\n"]),
            (None, _) => {}
        }
    }
    code
}

/// Whether rustdoc takes a block of this language for Rust and compiles it.
fn is_compiled(language: &str) -> bool {
    let words = || language.split(',').map(str::trim).filter(|word| !word.is_empty());
    words().all(|word| matches!(word, "rust" | "no_run" | "should_panic" | "compile_fail"))
}

/// The items whose examples a text refers to: *The example of [`Name`] …*, *The examples of
/// [`One`] and [`Other`] …*.
pub(crate) fn references(documentation: &str) -> Vec<String> {
    let text = documentation.replace('\n', " ");
    let sentences = text
        .split("The example")
        .skip(1)
        .filter(|rest| rest.trim_start_matches('s').starts_with(" of "));
    let links =
        sentences.flat_map(|rest| rest.split(". ").next().unwrap_or(rest).split("[`").skip(1));
    let names = links.filter_map(|link| link.split_once("`]")).map(|(name, _)| name);
    let names = names.map(|name| name.trim_end_matches("()"));
    names.filter_map(|name| name.rsplit("::").next()).map(str::to_owned).collect()
}

#[test]
fn references_are_read() {
    let text = "It is.\n\nThe examples of [`A`], [`B`](super::B) and\n[`C::d`] show it. [`E`] not.";
    assert_eq!(references(text), ["A", "B", "d"]);
    assert_eq!(references("See [`A`]."), [""; 0]);
}

#[test]
fn only_what_is_compiled_counts() {
    let text = "```\na\n```\n```text\nb\n```\n```no_run\nc\n```\n```ignore\nd\n```\n e\n";
    assert_eq!(code(text), "a\nc\n");
}
