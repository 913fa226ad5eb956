//! Which operations answer lists of which a page comes at a time, and how the pages follow each other.
//!
//! It is recognised by the names and the types of parameters and answers alone, and only where both
//! sides agree: what is not recognised can be stated, and what is wrongly recognised would lose items.

mod find;
mod place;
mod stated;

use serde::{Deserialize, Serialize};

use self::place::{body, held_at};
use super::{Answers, Facts, Held};
use crate::api::{Api, Expr, Operation, Use};
use crate::config::PagesStatement;
use crate::diagnostic::{Code, Note};

/// How the pages of a list follow each other. Places within the body of an answer are JSON Pointers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages {
    /// Where the items of a page stand.
    pub items: String,
    /// What asks for the next page.
    pub next: NextPage,
    /// The boolean that says whether there are more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// The boolean that says that there are no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// How many items, or numbered pages, there are altogether.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
}

/// What asks for the next page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextPage {
    /// A parameter of the query takes a value of the last item.
    LastItem {
        /// The parameter.
        parameter: String,
        /// Where the value stands in the item.
        id: String,
    },
    /// A parameter of the query takes a value of the page, which may be the URL of the next one.
    Cursor {
        /// The parameter.
        parameter: String,
        /// Where the value stands.
        next: String,
    },
    /// A parameter of the query is how many items came before.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// A parameter of the query is the number of the page.
    Number {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: i64,
    },
    /// The page has the URL of the next one.
    Url {
        /// Where it stands.
        next: String,
    },
    /// The header `Link` has its URL (RFC 8288).
    Link,
}

/// What was stated of the pages of a list, and is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misstated {
    /// The operation, by its `operationId`.
    pub operation: String,
    /// Its node; empty, where there is none.
    pub pointer: String,
    /// What is not so.
    pub message: String,
}

/// The pages of every operation: those that are stated, else those that are recognised, else those that
/// were published and can go on.
pub fn pages(
    api: &Api,
    facts: &Facts,
    held: &Held,
    stated: &[(String, PagesStatement)],
) -> (Vec<Option<Pages>>, Vec<Note>, Vec<Misstated>) {
    let mut notes = Vec::new();
    let mut wrong = Vec::new();
    for (id, _) in stated {
        if !api.operations.iter().any(|operation| operation.id == *id) {
            let message = format!("there is no operation `{id}` whose pages are stated");
            wrong.push(Misstated { operation: id.clone(), pointer: String::new(), message });
        }
    }
    let pages = api.operations.iter().enumerate().map(|(index, operation)| {
        let published = published(api, facts, held, index);
        match stated.iter().find(|(id, _)| *id == operation.id) {
            Some((_, PagesStatement::Off)) => None,
            Some((id, PagesStatement::Plan(plan))) => {
                let is_one = answers_alike(facts, index);
                let checked = stated::check(api, operation, plan).and_then(|pages| match is_one {
                    true => Ok(pages),
                    false => Err("it answers otherwise by the status".to_owned()),
                });
                checked
                    .map_err(|reason| {
                        let message = format!("the pages that are stated of `{id}`: {reason}");
                        let pointer = operation.pointer.clone();
                        wrong.push(Misstated { operation: id.clone(), pointer, message });
                    })
                    .ok()
            }
            None => {
                let found = find::find(api, operation).filter(|_| answers_alike(facts, index));
                let found =
                    found.filter(|_| operation.deprecation != crate::api::Deprecation::Dropped);
                // The items that were published stay what they are, as long as those can be had.
                let of = |pages: &Pages| item(api, operation, pages).map(|item| item.expr);
                let is_other = |old: &Pages, new: &Pages| of(old).is_some() && of(old) != of(new);
                match (found, published) {
                    (Some(new), Some(old)) if is_other(&old, &new) => Some(old),
                    (Some(new), _) => {
                        notes.push(note(operation, &new));
                        Some(new)
                    }
                    (None, old) => old,
                }
            }
        }
    });
    (pages.collect(), notes, wrong)
}

/// The pages of every operation that were published and can go on.
pub(super) fn published_pages(api: &Api, facts: &Facts, held: &Held) -> Vec<Option<Pages>> {
    (0..api.operations.len()).map(|index| published(api, facts, held, index)).collect()
}

/// The pages that were published, where the parameter and the items are there still.
fn published(api: &Api, facts: &Facts, held: &Held, index: usize) -> Option<Pages> {
    let operation = &api.operations[index];
    let pages = held.of_operation(index)?.pages.clone()?;
    let asks = match pages.next.parameter() {
        Some(name) => place::parameter(operation, name).is_some(),
        None => true,
    };
    (asks && answers_alike(facts, index) && item(api, operation, &pages).is_some()).then_some(pages)
}

fn answers_alike(facts: &Facts, index: usize) -> bool {
    facts.answers.get(index).is_some_and(|answers| answers.success == Answers::Alike)
}

/// What an item of a list holds.
pub fn item(api: &Api, operation: &Operation, pages: &Pages) -> Option<Use> {
    let list = held_at(api, body(operation)?, &pages.items)?;
    match api.underlying(&list.expr) {
        // An item of a type of the user's, nobody but serde can read.
        Expr::List(item) if api.is_custom(&item.expr) => None,
        Expr::List(item) => Some(Use { null: item.null, ..Use::of(item.expr.clone()) }),
        _ => None,
    }
}

impl NextPage {
    /// The parameter that asks for a page.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::LastItem { parameter, .. }
            | Self::Cursor { parameter, .. }
            | Self::Offset { parameter }
            | Self::Number { parameter, .. } => Some(parameter),
            Self::Url { .. } | Self::Link => None,
        }
    }
}

/// What a reader is told of pages that were recognised.
fn note(operation: &Operation, pages: &Pages) -> Note {
    let items = match pages.items.is_empty() {
        true => "the answer is a page of a list".to_owned(),
        false => format!("`{}` is a page of a list", pages.items),
    };
    let next = match &pages.next {
        NextPage::LastItem { parameter, id } => {
            format!("`{parameter}` takes `{id}` of the last item")
        }
        NextPage::Cursor { parameter, next } => format!("`{parameter}` takes `{next}`"),
        NextPage::Offset { parameter } => format!("`{parameter}` takes the number of items before"),
        NextPage::Number { parameter, first } => {
            format!("`{parameter}` takes the number of the page, from {first}")
        }
        NextPage::Url { next } => format!("`{next}` is its URL"),
        NextPage::Link => "the header `Link` has its URL".to_owned(),
    };
    let more = pages.more.iter().map(|more| format!(", while `{more}`"));
    let done = pages.done.iter().map(|done| format!(", until `{done}`"));
    let text = format!("{items}; of the next one, {next}{}", more.chain(done).collect::<String>());
    Note::new(Code::PagesInferred, &operation.pointer, text)
}
