//! The pages of lists: what is stated of them, and what stays of those that were published.

use specwright_codegen::analysis::{NextPage, Pages};
use specwright_codegen::config::PagesStatement;
use specwright_codegen::{Code, Config, Input, Output, generate};

/// A list with a parameter, and what it answers.
fn described(parameter: &str, properties: &str) -> Config {
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /jobs:\n    get:\n      \
         operationId: listJobs\n      parameters:\n        - {{name: limit, in: query, schema: \
         {{type: integer}}}}\n{parameter}      responses: {{'200': {{description: It., content: \
         {{application/json: {{schema: {{type: object, properties: {{{properties}}}}}}}}}}}}}\n"
    );
    Config::new(Input::new("d.yaml", document))
}

const CURSOR: &str = "        - {name: cursor, in: query, schema: {type: string}}\n";

const AFTER: &str = "        - {name: after, in: query, schema: {type: string}}\n";

const ITEMS: &str =
    "data: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}";

fn with_next() -> String {
    format!("{ITEMS}, next_cursor: {{type: string}}")
}

fn output(config: &Config) -> Output {
    generate(config).unwrap_or_else(|failure| panic!("{failure}"))
}

fn pages(output: &Output) -> Option<&Pages> {
    output.plan.facts.pages_of(0)
}

fn calls(output: &Output) -> &str {
    let file = output.files.iter().find(|(name, _)| name == "requests.rs");
    file.map_or("", |(_, text)| text)
}

fn stated(config: Config, text: &str) -> Config {
    let mut config = config;
    config.pages.push(("listJobs".to_owned(), text.parse::<PagesStatement>().expect(text)));
    config
}

#[test]
fn what_is_stated_counts_instead_of_what_would_be_recognised() {
    let recognised = output(&described(CURSOR, &with_next()));
    let next = |output: &Output| pages(output).map(|pages| pages.next.clone());
    let cursor =
        NextPage::Cursor { parameter: "cursor".to_owned(), next: "/next_cursor".to_owned() };
    assert_eq!(next(&recognised), Some(cursor.clone()));
    let note = recognised.notes.iter().find(|note| note.code == Code::PagesInferred);
    assert!(note.expect("it is said").message.contains("`cursor` takes `/next_cursor`"));

    let off = output(&stated(described(CURSOR, &with_next()), "off"));
    assert_eq!((pages(&off), calls(&off).contains("pages!")), (None, false));
    let last = "parameter=cursor,items=/data,next=last:/id";
    let last = output(&stated(described(CURSOR, &with_next()), last));
    let by_id = NextPage::LastItem { parameter: "cursor".to_owned(), id: "/id".to_owned() };
    assert_eq!(next(&last), Some(by_id));
    assert!(last.notes.iter().all(|note| note.code != Code::PagesInferred), "nothing is inferred");
    // Nothing says so but the statement.
    let none = described(AFTER, ITEMS);
    assert_eq!(pages(&output(&none)), None);
    let after = output(&stated(none, "parameter=after,items=/data,next=last:/id"));
    let by_id = NextPage::LastItem { parameter: "after".to_owned(), id: "/id".to_owned() };
    assert_eq!((next(&after), calls(&after).contains("pages!")), (Some(by_id), true));
}

#[test]
fn a_statement_that_is_not_so_is_an_error() {
    for (text, expected) in [
        ("parameter=curser,items=/data,next=/next_cursor", "no parameter `curser`"),
        ("items=/data,next=/next_cursor", "`parameter=NAME`"),
        ("parameter=cursor,items=/date,next=/next_cursor", "no array at `/date`"),
        ("parameter=cursor,items=/next_cursor,next=/next_cursor", "no array at `/next_cursor`"),
        ("parameter=cursor,items=/data,next=/next", "at `/next`"),
        ("parameter=cursor,items=/data,next=last:/name", "at `/name`"),
        ("parameter=cursor,items=/data,next=/next_cursor,more=/next_cursor", "no boolean"),
        ("parameter=cursor,items=/data,next=/next_cursor,done=/next_cursor", "no boolean"),
        ("parameter=cursor,items=/data,next=link", "no use"),
        ("parameter=cursor,items=/data,next=offset,total=/next_cursor", "no integer"),
    ] {
        let failure = generate(&stated(described(CURSOR, &with_next()), text)).expect_err(text);
        let problems = failure.diagnostics();
        let problem = &problems.problems()[0];
        assert_eq!(problem.code, Code::PagesMisstated, "{text}");
        assert!(problem.message.contains(expected), "{text}: {}", problem.message);
        assert!(problem.at.is_some(), "it has a place");
    }
}

#[test]
fn pages_that_were_published_stay_as_long_as_they_can_be_asked_for() {
    let first = output(&described(CURSOR, &with_next()));
    let published = first.published.render();
    let again = |config: Config| {
        let mut config = config;
        config.published = Some(Input::new("published.txt", published.clone()));
        output(&config)
    };
    // The same again changes nothing, and reads what it wrote.
    assert_eq!(again(described(CURSOR, &with_next())).published.render(), published);
    // The description has neither side any more: setter and field stay, and so does what uses them.
    let without = again(described("", ITEMS));
    assert_eq!(pages(&without), pages(&first));
    assert!(without.notes.iter().all(|note| note.code != Code::PagesInferred));
    // They are asked for otherwise: that is what the server knows.
    let more = format!("{ITEMS}, has_more: {{type: boolean}}");
    let otherwise = again(described(AFTER, &more));
    let next = pages(&otherwise).map(|pages| pages.next.clone());
    let by_id = NextPage::LastItem { parameter: "after".to_owned(), id: "/id".to_owned() };
    assert_eq!(next, Some(by_id));
    // The items are no list any more.
    let forced = again(described(CURSOR, "data: {type: string}"));
    assert_eq!((pages(&forced), calls(&forced).contains("pages!")), (None, false));
}
