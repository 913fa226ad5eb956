//! Names of a description in the words and cases of Rust.

use deunicode::deunicode_char;
use heck::ToSnakeCase;

/// A type's or a variant's name: `fine_tuning.job` becomes `FineTuningJob`.
///
/// A name that is one already is kept as it is. One with an acronym in capitals is not: the Rust
/// API guidelines count it as a word (`FineTuneDpoMethod` becomes `FineTuneDpoMethod`).
pub(crate) fn pascal(name: &str) -> String {
    let name = beginning(name);
    if is_pascal(name) {
        return name.to_owned();
    }
    // `name` and `-name` are two directions to sort in.
    if let Some(rest) = name.strip_prefix('-')
        && rest.starts_with(char::is_alphabetic)
    {
        return format!("Minus{}", pascal(rest));
    }
    let pascal = if is_snake(name) { joined(name) } else { joined(&spelled(name).to_snake_case()) };
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
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = name.as_bytes();
    let is_joint =
        |index: usize| is_digit(bytes.get(index.wrapping_sub(1))) && is_digit(bytes.get(index + 1));
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && (0..bytes.len()).all(|index| match bytes[index] {
            b'_' => is_joint(index),
            byte => byte.is_ascii_alphanumeric(),
        })
        && bytes.iter().any(u8::is_ascii_lowercase)
        && !bytes.windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase))
}

/// The words of a snake in one, each with a capital. Numbers stay apart, as rustc's lint
/// `non_camel_case_types` lets them: `gpt_4_1` becomes `Gpt4_1`, which is not `Gpt41`.
fn joined(snake: &str) -> String {
    let mut joined = String::with_capacity(snake.len());
    for word in snake.split('_') {
        let is_digit = |character: char| character.is_ascii_digit();
        if joined.ends_with(is_digit) && word.starts_with(is_digit) {
            joined.push('_');
        }
        joined.push_str(&capitalised(word));
    }
    joined
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
/// before a digit; letters beyond ASCII, which would draw rustc's warnings and which not
/// every keyboard has.
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
            _ => match deunicode_char(character) {
                Some(letters) => spelled.push_str(letters),
                None if character.is_alphanumeric() => {
                    spelled.push_str(&format!("U{:x}", u32::from(character)));
                }
                None => spelled.push(' '),
            },
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
    fn types_are_pascal_case() {
        for (name, expected) in [
            ("FineTuneDpoMethod", "FineTuneDpoMethod"),
            ("FineTuneMethod", "FineTuneMethod"),
            ("GetAUser", "GetAUser"),
            ("fine_tuning.job", "FineTuningJob"),
            ("top_2_logprobs", "Top2Logprobs"),
            ("gpt-3.5-turbo", "Gpt3_5Turbo"),
            ("gpt-4o-2024-08-06", "Gpt4o2024_08_06"),
            ("Gpt4_1Mini", "Gpt4_1Mini"),
            ("version_1_2", "Version1_2"),
            ("DPO", "Dpo"),
            ("1024x1024", "N1024x1024"),
            ("", "Empty"),
            ("-1", "Minus1"),
            ("+1", "Plus1"),
            ("-created_at", "MinusCreatedAt"),
            ("-Name", "MinusName"),
            ("--flag", "Flag"),
            ("<=", "LessEqual"),
            ("Etc/GMT+1", "EtcGmtPlus1"),
            ("créé", "Cree"),
            ("größe", "Grosse"),
            ("🦀", "Crab"),
            ("日本", "RiBen"),
            ("\u{e000}", "Empty"),
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
