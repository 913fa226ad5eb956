//! Tables to text: on one line where it is short, else a row a line. They are macros, within which
//! a printer of Rust knows no lines.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// How wide a line may be.
const WIDTH: usize = 100;

const INDENT: &str = "    ";

/// Prints a table: on one line, or what stands in its outermost braces a row a line and the rest
/// around it; without braces, its arguments.
pub(super) fn printed(table: TokenStream) -> String {
    let mut text = String::new();
    let mut tokens = table.into_iter().peekable();
    // An attribute stands on a line of its own.
    while tokens.peek().is_some_and(is_sign('#')) {
        let attribute = tokens.by_ref().take(2).collect();
        push_outer(attribute, Rows::Together, &mut text);
        text.push('\n');
    }
    let begun = text.len();
    let table: TokenStream = tokens.collect();
    push_outer(table.clone(), Rows::Together, &mut text);
    if text[begun..].trim_end().chars().count() > WIDTH {
        text.truncate(begun);
        push_outer(table, Rows::Apart, &mut text);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// How rows are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// All on one line.
    Together,
    /// Each on a line of its own.
    Apart,
}

/// Whether an item is a table: a macro with brackets.
pub(super) fn is_table(item: &TokenStream) -> bool {
    let mut tokens = item.clone().into_iter().skip_while(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    });
    let is_macro = matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    is_macro && matches!(tokens.next(), Some(TokenTree::Group(_)))
}

fn is_sign(sign: char) -> impl Fn(&TokenTree) -> bool {
    move |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn push_outer(tokens: TokenStream, rows: Rows, text: &mut String) {
    let mut last = Last::Opening;
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if last == Last::Word {
                    text.push(' ');
                }
                push_rows(group.stream(), rows, text);
                last = Last::Word;
            }
            TokenTree::Group(group) if contains_braces(&group) => {
                let [opening, closing] = brackets(&group);
                text.push_str(opening);
                push_outer(group.stream(), rows, text);
                text.push_str(closing);
                last = Last::Word;
            }
            TokenTree::Group(group) if rows == Rows::Apart => {
                push_arguments(group.stream(), text);
                last = Last::Word;
            }
            token => last = push_token(token, last, text),
        }
    }
}

fn contains_braces(group: &Group) -> bool {
    let is_braces = |token: TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    group.stream().into_iter().any(is_braces)
}

/// Prints the arguments of a macro that has no rows, on as few lines as they need; a macro of the
/// runtime takes no comma behind the last.
fn push_arguments(arguments: TokenStream, text: &mut String) {
    let mut lines: Vec<String> = Vec::new();
    for argument in split(arguments) {
        let argument = line(argument.into_iter());
        let room = WIDTH - INDENT.len() - ", ,".len();
        match lines.last_mut() {
            Some(last) if last.chars().count() + argument.chars().count() <= room => {
                last.push_str(", ");
                last.push_str(&argument);
            }
            _ => lines.push(argument),
        }
    }
    text.push_str(&format!("(\n{INDENT}{}\n)", lines.join(&format!(",\n{INDENT}"))));
}

fn push_rows(rows: TokenStream, how: Rows, text: &mut String) {
    let rows = split(rows);
    if how == Rows::Together {
        let rows = rows.into_iter().map(|row| line(row.into_iter())).collect::<Vec<_>>();
        text.push_str(&match rows.is_empty() {
            true => "{}".to_owned(),
            false => format!("{{ {} }}", rows.join(", ")),
        });
        return;
    }
    text.push('{');
    if !rows.is_empty() {
        text.push('\n');
    }
    for row in rows {
        push_line(row, INDENT.len(), text);
    }
    text.push('}');
}

/// The parts between commas, but for those between the arguments of a generic type.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut depth = 0usize;
    let mut before = ' ';
    for token in tokens {
        let sign = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match sign {
            '<' => depth += 1,
            '>' if !matches!(before, '-' | '=') => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = sign;
        match (token, parts.last_mut()) {
            (_, _) if sign == ',' && depth == 0 => parts.push(Vec::new()),
            (token, Some(part)) => part.push(token),
            (token, None) => parts.push(vec![token]),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Prints a part on a line of its own; where it is too wide, what stands behind its arrow or in
/// its last brackets on lines of their own.
fn push_line(part: Vec<TokenTree>, indent: usize, text: &mut String) {
    let on_one = line(part.iter().cloned());
    let is_wide = indent + on_one.len() + 1 > WIDTH;
    let last = part
        .iter()
        .rposition(|token| matches!(token, TokenTree::Group(group) if !group.stream().is_empty()));
    text.push_str(&" ".repeat(indent));
    if let (true, Some((before, behind))) = (is_wide, on_one.split_once(" => ")) {
        let indent = " ".repeat(indent + INDENT.len());
        text.push_str(&format!("{before}\n{indent}=> {behind},\n"));
        return;
    }
    match (is_wide, last) {
        (true, Some(last)) => {
            text.push_str(&line(part.iter().take(last).cloned()));
            if let Some(TokenTree::Group(group)) = part.get(last) {
                let [opening, closing] = brackets(group);
                text.push_str(opening);
                text.push('\n');
                for part in split(group.stream()) {
                    push_line(part, indent + INDENT.len(), text);
                }
                text.push_str(&" ".repeat(indent));
                text.push_str(closing);
            }
            text.push_str(&line(part.iter().skip(last + 1).cloned()));
        }
        _ => text.push_str(&on_one),
    }
    text.push_str(",\n");
}

fn line(tokens: impl Iterator<Item = TokenTree>) -> String {
    let mut text = String::new();
    let mut last = Last::Opening;
    for token in tokens {
        last = push_token(token, last, &mut text);
    }
    text
}

/// What was printed last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or what nothing stands apart from.
    Opening,
    /// A word or a bracket that was closed.
    Word,
}

fn push_token(token: TokenTree, last: Last, text: &mut String) -> Last {
    match token {
        TokenTree::Group(group) => {
            let [opening, closing] = brackets(&group);
            text.push_str(opening);
            text.push_str(&line(group.stream().into_iter()));
            text.push_str(closing);
            Last::Word
        }
        TokenTree::Punct(punct) => {
            let is_alone = punct.spacing() == Spacing::Alone;
            // ` -> `, ` => ` and ` = ` stand apart from both sides; a number follows its sign.
            let is_arrow = punct.as_char() == '=' || punct.as_char() == '-' && !is_alone;
            if is_arrow {
                text.push(' ');
            }
            text.push(punct.as_char());
            // `: ` before a row, but not within a path.
            let is_apart = matches!(punct.as_char(), ',' | ':' | ';') && !text.ends_with("::");
            let is_apart = is_apart || is_arrow || text.ends_with("->") || text.ends_with("=>");
            if is_alone && is_apart {
                text.push(' ');
            }
            match punct.as_char() {
                // What follows generic arguments is a word of its own.
                '>' if !text.ends_with(' ') => Last::Word,
                _ => Last::Opening,
            }
        }
        word => {
            if last == Last::Word {
                text.push(' ');
            }
            text.push_str(&word.to_string());
            Last::Word
        }
    }
}

fn brackets(group: &Group) -> [&'static str; 2] {
    match group.delimiter() {
        Delimiter::Parenthesis => ["(", ")"],
        Delimiter::Bracket => ["[", "]"],
        Delimiter::Brace => ["{", "}"],
        Delimiter::None => ["", ""],
    }
}
