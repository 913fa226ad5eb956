//! Makes texts that would like to be doctests.

use fastrand::Rng;

/// What a reader of Markdown takes for a blank, or somebody who trims does.
const BLANKS: [&str; 16] = [
    "", "    ", "\t", "&nbsp;", "&ensp;", "&#12288;", "&#8232;", "&#133;", "&#11;", "&#12;",
    "&#10;", "&#32;", "\u{a0}", "\u{2028}", "\u{85}", "\u{b}",
];

/// What begins a quotation, a list, a heading, a table, a definition or code.
const MARKERS: [&str; 12] =
    [">", "-", "*", "+", "1.", "2)", "#", "|", "[^1]:", "```\n", "~~~rust\n", "- [ ]"];

/// Every blank before every marker before code, and what is known to be hard.
pub(crate) fn made() -> Vec<String> {
    let code = "     run();";
    let pairs =
        BLANKS.iter().flat_map(|blank| MARKERS.map(|marker| format!("{blank}{marker}{code}")));
    pairs.chain(HARD.iter().map(ToString::to_string)).collect()
}

const HARD: [&str; 24] = [
    "a\n\n&#32;&#32;&#32;&#32;run();",
    "a\r\r    run();",
    "a\u{2028}\u{2028}    run();",
    "a\u{b}\n\u{c}\n    run();",
    "- a\n  - b\n\n        run();",
    "> - > a\n>   >\n>   >     run();",
    "[^1]: a\n\n        run();\n\nb[^1]",
    "<pre>\n\n    run();\n</pre>",
    "<div>\n\n    run();\n\n</div>",
    "<div>\n```\nrun();\n```\n</div>",
    "<!-- a\n\n    run();\n-->",
    "[a]: /b '\n\n    run();'",
    "[a](http://b '&#10;&#10;    run();')",
    "| a |\n|---|\n| `b` |\n\n    run();",
    "a\n===\n    run();",
    "```text\n```\n```\nrun();",
    "```text,ignore\nrun();\n```",
    "```{.rust}\nrun();\n```",
    "```compile_fail edition2021\nrun();\n```",
    "a `b\n\n    run();` c",
    "a ``` b\n\n    run();",
    "    run();\n    run();",
    "&nbsp;\n\n    &nbsp;\n        run();",
    "- [x] ~~~\n  run();",
];

/// Pieces of the texts that come by chance.
const PIECES: [&str; 88] = [
    " ",
    "  ",
    "    ",
    "     ",
    "\t",
    "\n",
    "\n\n",
    "\n    ",
    "\n  ",
    "\n      ",
    "\r",
    "\r\n",
    "\u{a0}",
    "&nbsp;",
    "&ensp;",
    "&#12288;",
    "&#8232;",
    "\u{2028}",
    "\u{85}",
    "&#133;",
    "&#11;",
    "\u{b}",
    "\u{c}",
    "&#10;",
    "&#9;",
    "&#32;",
    ">",
    "> ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "10) ",
    "-",
    "```",
    "````",
    "~~~",
    "```rust\n",
    "``` ignore\n",
    "~~~text\n",
    "`",
    "``",
    "[^1]",
    "[^1]: ",
    "[a]: ",
    "[a]",
    "(b)",
    "[a](http://b)",
    "http://x.y",
    "<http://x>",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<a b='",
    "'>",
    "|",
    "|a|b|\n|-|-|\n",
    "#",
    "===",
    "\n---\n",
    "\n===\n",
    "\\",
    "*",
    "**",
    "_",
    "~~",
    "run();",
    "a",
    "text",
    "\"",
    "'",
    "&amp;",
    "&lt;",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "{.a}",
    "[ ] ",
    "[x] ",
    "![i](u)",
    "$$",
    "<![CDATA[",
    "&#96;&#96;&#96;",
    "&#62; ",
    "1",
];

/// So many texts, always the same.
pub(crate) fn random(count: usize) -> Vec<String> {
    let mut random = Rng::with_seed(12);
    let mut text = || {
        let length = random.usize(1..14);
        (0..length).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
    };
    (0..count).map(|_| text()).collect()
}
