//! Mutations of a text as such, which no tree would survive.

use fastrand::Rng;

use crate::texts;

/// Does one thing to a text.
pub(crate) fn mutate(text: &str, rng: &mut Rng) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = rng.usize(..lines.len().max(1));
    let other = rng.usize(..lines.len().max(1));
    match rng.u8(..9) {
        _ if lines.is_empty() => return texts::hostile(rng),
        0 => {
            lines.remove(line);
        }
        1 => lines.insert(other, lines[line].clone()),
        2 => lines.swap(line, other),
        3 => lines[line].insert_str(0, "  "),
        4 => lines[line] = lines[line].trim_start().to_owned(),
        5 => return inserted(text, &texts::hostile(rng), rng),
        6 => return inserted(text, rng.choice(SIGNS).copied().unwrap_or_default(), rng),
        7 => return text[..boundary(text, rng)].to_owned(),
        _ => return format!("{text}\n{}", bomb(rng)),
    }
    lines.join("\n")
}

fn inserted(text: &str, inserted: &str, rng: &mut Rng) -> String {
    let at = boundary(text, rng);
    format!("{}{inserted}{}", &text[..at], &text[at..])
}

fn boundary(text: &str, rng: &mut Rng) -> usize {
    let at = rng.usize(..=text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Few lines of aliases that mean very many nodes, very deep ones, or themselves.
fn bomb(rng: &mut Rng) -> String {
    let (width, levels) = match rng.u8(..3) {
        0 => (9, 12),
        1 => (1, 400),
        _ => (2, rng.usize(1..30)),
    };
    let mut text = "x-0: &a0 [x]\n".to_owned();
    for level in 1..levels {
        let items = vec![format!("*a{}", level - 1); width].join(", ");
        text += &format!("x-{level}: &a{level} [{items}]\n");
    }
    if rng.u8(..4) == 0 {
        text += "x-self: &self [*self]\n";
    }
    text
}

/// What means something to a reader of YAML or JSON.
const SIGNS: &[&str] = &[
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    "&a ",
    "*a ",
    "|",
    ">",
    "'",
    "\"",
    "!",
    "%",
    "@",
    "`",
    "? ",
    "<<: *a\n",
    "---\n",
    "...\n",
    "\t",
    "\0",
    "\u{feff}",
    "\r",
    "\n",
    " ",
    "%YAML 1.1\n",
    "\\",
];
