//! Names of a description in the words and cases of Rust.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// A type's or a variant's name: `fine_tuning.job` becomes `FineTuningJob`.
///
/// A name that is one already is kept as it is, so that a component keeps the
/// capitals that its author gave it.
pub(crate) fn pascal(name: &str) -> String {
    let name = beginning(name);
    if is_pascal(name) {
        return name.to_owned();
    }
    if is_snake(name) {
        return name.split('_').map(capitalised).collect();
    }
    let pascal = spelled(name).to_upper_camel_case();
    match pascal.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{pascal}"),
        Some(_) => pascal,
    }
}

/// A field's, a function's or a module's name: `maxTokens` becomes `max_tokens`.
pub(crate) fn snake(name: &str) -> String {
    let name = beginning(name);
    if is_snake(name) {
        return name.to_owned();
    }
    let snake = spelled(name).to_snake_case();
    match snake.chars().next() {
        None => "empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{snake}"),
        Some(_) => snake,
    }
}

/// Whether a name has to be written `r#name`.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether a name is a keyword that not even `r#` makes an identifier of.
pub(crate) fn is_never_a_name(name: &str) -> bool {
    matches!(name, "crate" | "self" | "super" | "Self" | "_")
}

/// The keywords of every edition, reserved ones included (The Rust Reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// How much of a name an identifier is made of, in bytes. Names that begin alike are told
/// apart like any others of one spelling.
const LONGEST: usize = 1_000;

/// A name can be as long as a document, and an identifier stands in many places.
fn beginning(name: &str) -> &str {
    let end = name.len().min(LONGEST);
    let end = (0..=end).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    &name[..end]
}

fn is_pascal(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|character| character.is_ascii_alphanumeric())
        && name.chars().any(|character| character.is_ascii_lowercase())
}

/// Whether a name is a snake already, as most are; words are not looked for in it then.
fn is_snake(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        && !name.ends_with('_')
        && !name.contains("__")
}

fn capitalised(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// Writes out what no identifier can hold: signs that are all there is, or that stand
/// before a digit; letters beyond ASCII, which would draw rustc's warnings.
fn spelled(name: &str) -> String {
    let has_letters = name.chars().any(char::is_alphanumeric);
    let mut spelled = String::with_capacity(name.len());
    let mut characters = name.chars().peekable();
    let mut is_first = true;
    while let Some(character) = characters.next() {
        let before_digit = characters.peek().is_some_and(char::is_ascii_digit);
        let is_sign = is_first && before_digit && matches!(character, '-' | '+');
        match word_for(character) {
            Some(word) if !has_letters || is_sign || matches!(character, '+' | '<' | '>' | '=') => {
                spelled.push(' ');
                spelled.push_str(word);
                spelled.push(' ');
            }
            _ if character.is_ascii() => spelled.push(character),
            _ if character.is_alphanumeric() => {
                spelled.push_str(&format!("U{:x}", u32::from(character)));
            }
            _ => spelled.push(' '),
        }
        is_first = false;
    }
    spelled
}

fn word_for(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '-' => "minus",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "pipe",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '^' => "caret",
        '~' => "tilde",
        '_' => "underscore",
        ' ' => "space",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_keep_their_capitals() {
        for (name, expected) in [
            ("FineTuneDPOMethod", "FineTuneDPOMethod"),
            ("fine_tuning.job", "FineTuningJob"),
            ("top_2_logprobs", "Top2Logprobs"),
            ("gpt-3.5-turbo", "Gpt35Turbo"),
            ("DPO", "Dpo"),
            ("1024x1024", "N1024x1024"),
            ("", "Empty"),
            ("-1", "Minus1"),
            ("+1", "Plus1"),
            ("<=", "LessEqual"),
            ("Etc/GMT+1", "EtcGmtPlus1"),
            ("créé", "CrUe9Ue9"),
            ("*", "Star"),
        ] {
            assert_eq!(pascal(name), expected, "{name:?}");
        }
    }

    #[test]
    fn fields_are_snakes() {
        for (name, expected) in [
            ("maxTokens", "max_tokens"),
            ("type", "type"),
            ("$ref", "ref"),
            ("@type", "type"),
            ("2fa", "n2fa"),
            ("hyper[x]", "hyper_x"),
            ("", "empty"),
        ] {
            assert_eq!(snake(name), expected, "{name:?}");
        }
    }
}
