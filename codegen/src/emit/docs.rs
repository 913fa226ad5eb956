//! Composes documentation: the description's Markdown, then the [facts] that the Rust type
//! does not show.
//!
//! Whatever is composed is judged as it is printed, and said more plainly where rustdoc would
//! take a part of it for a doctest: no text of a document is ever run.

mod doctest;
mod facts;
mod html;
mod markdown;
mod standing;
mod wrap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) use self::facts::{code, name};
use self::facts::{default, facts, limit};
use self::markdown::{longest_run, plainly, seemly, tamed};
pub(super) use self::standing::{of_record, standing};
use self::wrap::wrap;
use crate::analysis::Slot;
use crate::api::{Access, Credential, Docs, Nullability, Property, Server, ServerVariable, Use};

/// A doc comment of these words of ours; none of an empty text.
pub(super) fn comment(text: &str) -> TokenStream {
    written([|text: &str| text.to_owned(), plainly].iter().map(|say| printed(&say(text))))
}

/// The documentation of a type: the text, then its default.
pub(super) fn of_item(docs: &Docs, otherwise: &str) -> TokenStream {
    let default = default(docs).map(|default| format!("\n\n{default}")).unwrap_or_default();
    around(&docs.text, otherwise, |text| format!("{text}{default}"))
}

/// The documentation of a listed value: the value, then what the description says of it.
pub(super) fn of_value(docs: &Docs, wire: &str) -> TokenStream {
    around(&docs.text, "", |text| match text {
        "" => code(wire),
        text => format!("{}: {text}", code(wire)),
    })
}

/// The documentation of a property: the text, then its default, what the place allows, its format.
pub(super) fn of_property(docs: &Docs, used: &Use, otherwise: &str) -> TokenStream {
    let facts = facts(docs, used);
    around(&docs.text, otherwise, |text| match facts.is_empty() {
        true => text.to_owned(),
        false => format!("{text}\n\n{}", facts.join(" ")),
    })
}

/// The documentation of a field: that of the property, whether it may be null, who sets it, and what
/// a blank means where the field always has a value.
pub(super) fn of_field(property: &Property, slot: Slot, otherwise: &str) -> TokenStream {
    let mut facts = facts(&property.docs, &property.value);
    // Where nothing is said of it, its JSON type is, and with that the null.
    if property.value.null == Nullability::Nullable && !property.docs.text.trim().is_empty() {
        facts.insert(0, "May be null.".to_owned());
    }
    facts.extend(match property.access {
        Access::Both => None,
        Access::ReadOnly => Some("Read-only.".to_owned()),
        Access::WriteOnly => Some("Write-only.".to_owned()),
    });
    facts.extend(match slot {
        Slot::PlainOnSend => Some("Blank where it is missing from what arrives.".to_owned()),
        Slot::PlainOnReceipt => Some("Left out while it is blank.".to_owned()),
        _ => None,
    });
    around(&property.docs.text, otherwise, |text| match facts.is_empty() {
        true => text.to_owned(),
        false => format!("{text}\n\n{}", facts.join(" ")),
    })
}

/// What an operation returns, for its documentation.
pub(super) struct Returned<'a> {
    /// What it is on the wire, and what comes back in Rust: "`GET /jobs` returns [`Jobs`]".
    pub line: String,
    /// What the description says of each success, with its status.
    pub texts: Vec<(&'a str, String)>,
}

/// The documentation of a function: the text, what it returns, facts about it, then when it fails.
pub(super) fn of_function(
    docs: &Docs,
    returned: &Returned<'_>,
    facts: &[String],
    errors: &str,
) -> TokenStream {
    let facts: String = facts.iter().map(|fact| format!("\n\n{fact}")).collect();
    let texts: Vec<&str> = returned.texts.iter().map(|(_, text)| text.as_str()).collect();
    let texts = [&[docs.text.as_str()], texts.as_slice()].concat();
    around_all(&texts, |texts| {
        let (text, answers) = texts.split_first().map_or(("", texts), |(text, rest)| (text, rest));
        let gap = if text.is_empty() { "" } else { "\n\n" };
        let returned = said_of_answers(returned, answers);
        format!("{text}{gap}{returned}{facts}\n\n# Errors\n{errors}")
    })
}

/// The line of what is returned, and what the description says of it: behind a colon, as paragraphs,
/// or in a list by status.
fn said_of_answers(returned: &Returned<'_>, texts: &[String]) -> String {
    let Returned { line, texts: statuses } = returned;
    let told = statuses.iter().zip(texts).filter(|(_, text)| !text.is_empty());
    let told: Vec<(&str, &str)> = told.map(|((status, _), text)| (*status, &**text)).collect();
    match (told.as_slice(), texts.len()) {
        ([], _) => format!("{line}."),
        ([(_, text)], 1) if !text.contains('\n') => format!("{line}: {text}"),
        ([(_, text)], 1) => format!("{line}.\n\n{text}"),
        (several, _) => {
            let item = |(status, text): &(&str, &str)| {
                format!("\n- {}: {}", code(status), text.replace('\n', " "))
            };
            format!("{line}:\n{}", several.iter().map(item).collect::<String>())
        }
    }
}

/// A method or a constructor of a call, as the function that makes the call names it.
pub(super) fn method(call: &str, name: &str) -> String {
    format!("[{}](requests::{call}::{name})", code(&format!("{name}()")))
}

/// An import that nothing but links of the documentation may need.
pub(super) fn import(import: TokenStream) -> TokenStream {
    quote! {
        #[allow(unused_imports, reason = "the documentation links to what it has")]
        #import
    }
}

/// Rust that is only shown.
pub(super) fn shown(rust: &str) -> String {
    plainly(rust)
}

/// What is allowed of what comes back.
pub(super) fn of_limits(used: &Use) -> Option<String> {
    let limits: Vec<String> = used.limits.iter().filter_map(limit).collect();
    (!limits.is_empty()).then(|| format!("Limits of what is returned: {}.", limits.join(", ")))
}

/// A line about an argument: its text, and what the place allows; nothing, where there is none.
pub(super) fn of_argument(argument: &str, docs: &Docs, used: &Use) -> Option<String> {
    let text = docs.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let facts = facts(docs, used);
    let mut text = tamed(&text);
    // What follows on the same line begins a sentence.
    let is_open = text.ends_with(|last: char| last.is_alphanumeric() || matches!(last, ')' | '`'));
    if is_open && !facts.is_empty() {
        text.push('.');
    }
    let said = [vec![text], facts].concat();
    let said: Vec<String> = said.into_iter().filter(|one| !one.trim().is_empty()).collect();
    let said = said.join(" ").replace('\n', " ");
    (!said.is_empty()).then(|| format!("- {}: {said}", code(argument)))
}

/// The documentation of a credential: the text, then how one is got.
pub(super) fn of_credential(credential: &Credential) -> TokenStream {
    let mut facts = Vec::new();
    for flow in &credential.flows {
        let urls = [
            ("allowed at", &flow.authorization_url),
            ("given at", &flow.token_url),
            ("renewed at", &flow.refresh_url),
        ];
        let urls = urls.into_iter().filter_map(|(verb, url)| Some((verb, url.as_ref()?)));
        let urls = urls.map(|(verb, url)| format!("\n- {verb} {}", code(url)));
        let scopes = flow.scopes.iter().map(|(name, meaning)| {
            match meaning.split_whitespace().collect::<Vec<_>>().join(" ").as_str() {
                "" => format!("\n- scope {}", code(name)),
                meaning => format!("\n- scope {}: {}", code(name), code(meaning)),
            }
        });
        let lines: String = urls.chain(scopes).collect();
        facts.push(format!("Flow {}:\n{lines}", code(&flow.kind)));
    }
    if let Some(url) = &credential.open_id_url {
        facts.push(format!("OpenID Connect: {}.", code(url)));
    }
    let facts: String = facts.iter().map(|fact| format!("\n\n{fact}")).collect();
    let otherwise = format!("The credential {}.", code(&credential.name));
    around(&credential.docs.text, &otherwise, |text| format!("{text}{facts}"))
}

/// The documentation of an answer: its status, then the text.
pub(super) fn of_answer(docs: &Docs, status: &str) -> TokenStream {
    around(&docs.text, "", |text| match text {
        "" => code(status),
        text => format!("{}\n\n{text}", code(status)),
    })
}

/// The documentation of the list of servers, a line for each.
pub(super) fn of_servers(servers: &[Server]) -> TokenStream {
    let said = |say: fn(&str) -> String| {
        let spoken = |docs: &Docs| {
            let words: Vec<&str> = docs.text.split_whitespace().collect();
            match say(&words.join(" ")).as_str() {
                "" => String::new(),
                text => format!(": {}", text.replace('\n', " ")),
            }
        };
        let variable = |variable: &ServerVariable| {
            let values: Vec<String> = variable.values.iter().map(|value| code(value)).collect();
            let values = match values.is_empty() {
                true => String::new(),
                false => format!(", of {}", values.join(", ")),
            };
            let default = match &variable.default {
                Some(default) => format!(" ({}{values})", code(default)),
                None => format!(" (no default{values})"),
            };
            format!("\n  - {}{default}{}", code(&variable.name), spoken(&variable.docs))
        };
        let line = |server: &Server| {
            let variables: String = server.variables.iter().map(variable).collect();
            format!("- {}{}{variables}", code(&server.url), spoken(&server.docs))
        };
        let lines: Vec<String> = servers.iter().map(line).collect();
        format!("The servers of the API.\n\n{}", lines.join("\n"))
    };
    let quoted = |text: &str| if text.is_empty() { String::new() } else { code(text) };
    written([tamed, quoted].iter().map(|say| printed(&said(*say))))
}

/// A text of the document, or of ours where it has none, with what is said around it.
fn around(text: &str, otherwise: &str, said: impl Fn(&str) -> String) -> TokenStream {
    around_all(&[text], |texts| match texts.concat().as_str() {
        "" => said(otherwise),
        text => said(text),
    })
}

/// Texts of the document with what is said around them: tamed, or as they are where that would be
/// code, or all of it as it is.
fn around_all(texts: &[&str], said: impl Fn(&[String]) -> String) -> TokenStream {
    let each = |say: fn(&str) -> String| -> Vec<String> {
        let say = |text: &&str| if text.trim().is_empty() { String::new() } else { say(text) };
        texts.iter().map(say).collect()
    };
    let as_it_is = |text: &str| seemly(text).trim().to_owned();
    let ways: [&dyn Fn() -> String; 3] =
        [&|| said(&each(tamed)), &|| said(&each(plainly)), &|| plainly(&said(&each(as_it_is)))];
    written(ways.iter().map(|way| printed(&way())))
}

/// What stands for a text that is code however it is said. None is known.
const UNSPOKEN: &str = "The description has a text here that could be taken for a program.";

/// The first way of saying it in which nothing is a doctest.
fn written(mut ways: impl Iterator<Item = Vec<String>>) -> TokenStream {
    let lines = ways.find(|lines| !doctest::has_doctest(lines));
    let lines = lines.unwrap_or_else(|| printed(UNSPOKEN));
    let attribute = |line: &String| {
        let line = literal(line);
        quote! { #[doc = #line] }
    };
    lines.iter().map(attribute).collect()
}

/// The lines of a comment, each as it stands behind its `///`: set off, and without the spaces
/// at its end, which the printer leaves out.
fn printed(text: &str) -> Vec<String> {
    let line = |line: &str| match line.trim_end_matches(' ') {
        "" => String::new(),
        line => format!(" {line}"),
    };
    wrap(&seemly(text)).lines().map(line).collect()
}

/// The literal is a raw one: what has no escapes need not be escaped, and need not be read
/// again at every step from here to the text.
fn literal(line: &str) -> Literal {
    let fence = match line.contains('"') {
        true => "#".repeat(longest_run(line, '#') + 1),
        false => String::new(),
    };
    format!("r{fence}\"{line}\"{fence}").parse().unwrap_or_else(|_| Literal::string(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands behind each `///`.
    fn said(comment: &TokenStream) -> String {
        let item = quote! { #comment struct Item; };
        let text = crate::render::formatted(item, TokenStream::new).expect("Rust");
        text.replace("struct Item;\n", "")
    }

    fn described(text: &str) -> Docs {
        Docs { text: text.to_owned(), ..Docs::default() }
    }

    #[test]
    fn what_would_be_a_doctest_is_said_more_plainly() {
        let ways = ["a\n\n    run();", "```text\n    run();\n```"];
        let comment = written(ways.iter().map(|way| printed(way)));
        assert_eq!(said(&comment), "/// ```text\n///     run();\n/// ```\n");
    }

    #[test]
    fn what_is_a_doctest_however_it_is_said_is_not_said() {
        let comment = written(["```\nrun();\n```"].iter().map(|way| printed(way)));
        assert_eq!(said(&comment), format!("/// {UNSPOKEN}\n"));
    }

    #[test]
    fn words_of_ours_are_judged_as_well() {
        assert_eq!(
            said(&comment("A\n\n    run();")),
            "/// ```text\n/// A\n///\n///     run();\n/// ```\n"
        );
    }

    #[test]
    fn a_blank_that_keeps_a_line_from_being_a_quotation_stays() {
        let comment = of_item(&described("&nbsp;>     run();"), "");
        assert_eq!(said(&comment), "/// \u{a0}>     run();\n");
        let comment = of_item(&described("&#11;-     run();"), "");
        assert_eq!(said(&comment), "/// \u{fffd}-     run();\n");
    }

    #[test]
    fn a_text_that_stays_code_is_shown_as_it_is_with_its_facts_behind_it() {
        let mut docs = described("[a](http://b '&#10;&#10;    run();')");
        docs.default = Some("x".into());
        let expected = "/// ```text\n/// [a](http://b '&#10;&#10;    run();')\n/// ```\n///\n/// Default: `x`.\n";
        assert_eq!(said(&of_property(&docs, &Use::of(crate::api::Expr::Text), "")), expected);
    }

    #[test]
    fn a_carriage_return_ends_a_line() {
        assert_eq!(
            said(&of_item(&described("a\r\n\r\n- b\rc"), "")),
            "/// a\n///\n/// - b\n///   c\n"
        );
    }

    #[test]
    fn a_name_is_quoted_whatever_it_holds() {
        let quoted = |text: &str| said(&comment(&format!("The member {}.", name(text))));
        assert_eq!(quoted("a`b\n\n    run();\n"), "/// The member `` a`b      run();  ``.\n");
        assert_eq!(quoted(""), "/// The member `\"\"`.\n");
    }

    #[test]
    fn servers_are_a_line_each() {
        let server = |text: &str| Server {
            url: "https://a".to_owned(),
            variables: Vec::new(),
            docs: described(text),
        };
        let comment = of_servers(&[server(""), server("One\n\n    run();"), server("a <x>")]);
        let expected = "/// The servers of the API.\n///\n/// - `https://a`\n/// - `https://a`: One run();\n/// - `https://a`: a \\<x>\n";
        assert_eq!(said(&comment), expected);
    }
}
