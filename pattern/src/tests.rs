use super::*;

fn is_match(pattern: &str, text: &str) -> Option<bool> {
    Pattern::new(pattern).unwrap_or_else(|refusal| panic!("{pattern}: {refusal}")).is_match(text)
}

/// What matches and what does not.
const FACTS: [(&str, &[&str], &[&str]); 34] = [
    ("", &["", "a"], &[]),
    ("b+", &["abc"], &["ac"]),
    ("^b+$", &["b", "bb"], &["abc", "b\n", ""]),
    ("^a|b$", &["ac", "cb"], &["ca", "bc"]),
    ("^(?:a|b)*$", &["", "abba"], &["abc"]),
    ("^[\\w.\\-]+\\@x$", &["a.b-c@x"], &["a b@x", "@x"]),
    ("^.$", &["a", "é", "🦀", "\u{85}"], &["\n", "\r", "\u{2028}", "ab", ""]),
    ("^\\d$", &["5"], &["٥", "a"]),
    ("^\\D$", &["٥", "a"], &["5"]),
    ("^\\w$", &["_", "a"], &["é", "-"]),
    ("^\\s$", &[" ", "\u{feff}", "\u{a0}", "\u{2029}"], &["\u{85}", "a"]),
    ("\\bb\\b", &["a b", "éb"], &["ab", "b_"]),
    ("\\Bb", &["ab"], &["b", " b"]),
    ("(?<!a)b$", &["b", "cb"], &["ab"]),
    ("(?<=ab+)c", &["abbc"], &["ac", "bc"]),
    ("^(?!.*\\.\\.)[a-z.]+$", &["a.b"], &["a..b", "A"]),
    ("^(?=.*\\d)(?=.*[a-z]).{4,8}$", &["abc1", "1a345678"], &["abcd", "1234", "a1", "1a3456789"]),
    ("^(?=a(?!b(?=c)))a", &["ab", "abd"], &["abc"]),
    ("^a{2}$", &["aa"], &["a", "aaa"]),
    ("^a{2,}$", &["aa", "aaaa"], &["a"]),
    ("^a{0,2}$", &["", "a", "aa"], &["aaa"]),
    ("^(a{0}|b)$", &["", "b"], &["a"]),
    ("^a{,2}$", &["a{,2}"], &["a", "aa"]),
    ("^{a}$", &["{a}"], &["a"]),
    ("^a]$", &["a]"], &["a"]),
    ("^[]$", &[], &["", "]"]),
    ("^[^]$", &["]", "\n"], &["", "ab"]),
    ("^[a-c-e]+$", &["a-e", "b"], &["d"]),
    ("^[\\w-.]+$", &["a-.", "b"], &[",", ""]),
    ("^\\u0041\\x42\\u{43}$", &["ABC"], &["abc"]),
    ("^\\ud83e\\udd80$", &["🦀"], &["a"]),
    ("^\\cJ\\0\\f\\n\\r\\t\\v$", &["\n\0\u{c}\n\r\t\u{b}"], &["J0fnrtv"]),
    ("^(?<year>\\d{4})-(\\d\\d)$", &["2026-11"], &["26-11"]),
    ("^/a/$", &["/a/"], &["a"]),
];

#[test]
fn a_pattern_means_what_ecma_262_says() {
    for (pattern, matches, others) in FACTS {
        for text in matches {
            assert_eq!(is_match(pattern, text), Some(true), "{pattern} on {text:?}");
        }
        for text in others {
            assert_eq!(is_match(pattern, text), Some(false), "{pattern} on {text:?}");
        }
    }
}

#[cfg(feature = "unicode")]
#[test]
fn properties_are_those_of_unicode() {
    for (pattern, text, expected) in [
        ("^\\p{L}+$", "éß", true),
        ("^\\p{L}+$", "5", false),
        ("^\\P{L}+$", "5", true),
        ("^[\\p{Letter}\\p{Nd}']+$", "a'٥", true),
        ("^\\p{Script=Greek}$", "α", true),
        ("^\\p{sc=Greek}$", "a", false),
        ("^[^\\p{Lu}]$", "a", true),
        ("^\\p{Alphabetic}$", "ⅷ", true),
        ("^\\p{ASCII}$", "a", true),
        ("^\\p{Any}$", "🦀", true),
    ] {
        assert_eq!(is_match(pattern, text), Some(expected), "{pattern} on {text:?}");
    }
    assert!(Pattern::new("\\p{Foo}").is_err());
}

#[test]
fn what_is_another_dialect_is_refused() {
    for (pattern, reason) in [
        ("(?i)^abc$", "flags within a pattern, `(?i)`, are of another dialect"),
        ("(?-i:a)", "flags within a pattern, `(?i)`, are of another dialect"),
        ("^(?P<y>\\d)$", "a group with a name is written `(?<name>…)`"),
        ("(?>a)", "a group that is never gone back into, `(?>…)`, is of another dialect"),
        ("(?#a)", "a comment within a pattern is of another dialect"),
        ("(?'a'b)", "its `(?` begins nothing that there is"),
        ("a++", "there is nothing for its `+` to repeat; `a++` of other dialects is none of this"),
        ("*", "there is nothing for its `*` to repeat; `a++` of other dialects is none of this"),
        ("{1}", "there is nothing for its `{` to repeat"),
        ("^*", "there is nothing for its `*` to repeat"),
        ("\\Aabc\\z", "`\\A` means nothing, though it does in other dialects"),
        ("abc\\Z", "`\\Z` means nothing, though it does in other dialects"),
        ("\\h+", "`\\h` means nothing, though it does in other dialects"),
        ("\\pL", "`\\p` means nothing, though it does in other dialects"),
        ("\\x{41}", "its `\\x` has no two digits, which `\\x{…}` of other dialects has not"),
        ("^[[:alpha:]]+$", "`[:alpha:]` is a class of another dialect"),
        ("[^[:^space:]]", "`[:space:]` is a class of another dialect"),
        ("[a-z&&[^b]]", "`&&[…]` within a class is of another dialect"),
        ("(a)\\1", "it refers back to a group, which takes more steps than can be allowed"),
        ("(?<a>b)\\k<a>", "it refers back to a group, which takes more steps than can be allowed"),
        ("(", "a `(` is not closed"),
        ("a)", "a `)` closes nothing"),
        ("[a", "a `[` is not closed"),
        ("[b-a]", "a range of a class ends before it begins"),
        ("a{2,1}", "it repeats something at least 2 times, and less"),
        ("a\\", "a `\\` stands at its end"),
        ("\\ud83e", "its `\\u` is half a character"),
        ("(?<=a)*", "there is nothing for its `*` to repeat"),
        ("(?<>a)", "the name of a group is none"),
    ] {
        let refusal = Pattern::new(pattern).expect_err(pattern);
        assert_eq!(refusal.to_string(), reason, "{pattern}");
    }
    for pattern in ["/^abc$/i", "/^abc/", "/abc$/", "/abc/i", "/a/gm"] {
        let refusal = Pattern::new(pattern).expect_err(pattern);
        assert!(refusal.to_string().contains("slashes"), "{pattern}");
    }
    for pattern in ["/a/b", "/", "//", "^/a/i$", "/v1/", "\\/a\\/", "[&&]", "[[:]", "[[]"] {
        assert!(Pattern::new(pattern).is_ok(), "{pattern}");
    }
}

/// Patterns on which an engine that goes back takes steps without number.
const CATASTROPHIC: [&str; 9] = [
    "^(a+)+$",
    "^(a|a|aa)+$",
    "^(a*)*b$",
    "^(([^:]+:){6}(([^:]+:[^:]+)|(.*\\..*)))$",
    "(a+){10}b",
    "^(?=(a+)+b)a",
    "(?<=(a+)+)b",
    "^(a?){25}a{25}$",
    "(.*)(.*)(.*)(.*)(.*)[^a!]",
];

#[test]
fn the_steps_are_in_proportion_to_the_text() {
    for pattern in CATASTROPHIC {
        let pattern = Pattern::new(pattern).expect(pattern);
        let steps = |length: usize| {
            let (found, steps) = pattern.count_steps(&format!("{}!", "a".repeat(length)));
            assert!(found.is_some(), "{pattern:?}");
            steps
        };
        let [one, two, ten] = [steps(1_000), steps(2_000), steps(10_000)];
        assert!(two <= 2 * one + 2_000, "{pattern:?}: {one}, then {two}");
        assert!(ten <= 10 * one + 10_000, "{pattern:?}: {one}, then {ten}");
        assert!(one <= 200 * 1_001, "{pattern:?}: {one}");
    }
}

#[test]
fn what_is_too_large_is_refused_and_what_takes_too_long_is_not_known() {
    for pattern in
        ["(a{1000}){1000}", "a{4294967295}", "(a{9}){99999}", "((((a{99}){99}){99}){99})"]
    {
        let refusal = Pattern::new(pattern).expect_err(pattern);
        assert_eq!(refusal.to_string(), "it takes more than 140000 states to look for");
    }
    for pattern in ["(){4294967295}", "(?:(?:){99999}){99999}", "a{0}"] {
        assert!(Pattern::new(pattern).is_ok(), "{pattern}");
    }
    let deep = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(Pattern::new(&deep).is_err());
    let slow = Pattern::new("(?:a?){40000}b").expect("a pattern");
    let (found, steps) = slow.count_steps(&"a".repeat(5_000));
    assert_eq!(found, None);
    assert_eq!(steps, steps_allowed(5_000) + 1);
    assert_eq!(is_match("^.{1,65535}$", &"a".repeat(65_535)), Some(true));
    assert_eq!(is_match("^.{1,65535}$", &"a".repeat(65_536)), Some(false));
}

/// Random patterns mean what another engine says.
#[test]
fn another_engine_says_the_same() {
    let mut random = fastrand::Rng::with_seed(19);
    let mut compared = 0;
    for _ in 0..4_000 {
        let pattern = drawn(&mut random, 3);
        let Ok(own) = Pattern::new(&pattern) else { continue };
        let other = regress::Regex::with_flags(&pattern, "u")
            .or_else(|_| regress::Regex::new(&pattern))
            .unwrap_or_else(|error| panic!("{pattern}: {error}"));
        for _ in 0..8 {
            let length = random.usize(0..7);
            let text: String = (0..length)
                .map(|_| random.choice(['a', 'b', 'c', ' ', '-', '\n']).unwrap_or('a'))
                .collect();
            let expected = other.find(&text).is_some();
            assert_eq!(own.is_match(&text), Some(expected), "{pattern} on {text:?}");
            compared += 1;
        }
    }
    assert!(compared > 10_000, "{compared}");
}

fn drawn(random: &mut fastrand::Rng, depth: usize) -> String {
    let within = |random: &mut fastrand::Rng| drawn(random, depth.saturating_sub(1));
    match random.usize(0..if depth == 0 { 6 } else { 14 }) {
        0 => random.choice(["a", "b", "c"]).unwrap_or("a").to_owned(),
        1 => random.choice([".", "\\s", "\\W", "\\d"]).unwrap_or(".").to_owned(),
        2 => random.choice(["[ab]", "[^a]", "[a-b\\s]", "[\\w-]"]).unwrap_or("a").to_owned(),
        3 => random.choice(["^", "$", "\\b", "\\B"]).unwrap_or("^").to_owned(),
        4 => String::new(),
        5 => "-".to_owned(),
        6 | 7 => format!("{}{}", within(random), within(random)),
        8 => format!("(?:{}|{})", within(random), within(random)),
        9 => format!("(?:{})*", within(random)),
        10 => format!("(?:{})+?", within(random)),
        11 => format!("({}){{1,2}}", within(random)),
        12 => {
            let look = random.choice(["?=", "?!", "?<=", "?<!"]).unwrap_or("?=");
            format!("({look}{})", within(random))
        }
        _ => format!("(?:{})?", within(random)),
    }
}
