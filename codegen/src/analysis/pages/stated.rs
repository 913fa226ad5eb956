//! Holds what was stated of the pages of a list against what the operation takes and answers.

use super::place::{Scalar, body, held_at, parameter, scalar};
use super::{NextPage, Pages, item};
use crate::api::{Api, Operation, Use};
use crate::config::{PagesNext, PagesPlan};

/// The pages as they were stated.
///
/// # Errors
/// The first thing that the operation has not, or has otherwise.
pub(super) fn check(api: &Api, operation: &Operation, plan: &PagesPlan) -> Result<Pages, String> {
    let name = |plan: &PagesPlan| {
        let name = plan.parameter.clone().ok_or("it needs `parameter=NAME`")?;
        match parameter(operation, &name) {
            Some(_) => Ok(name),
            None => Err(format!("there is no parameter `{name}` in the query, of one value")),
        }
    };
    if !matches!(operation.method.as_str(), "GET" | "HEAD") {
        return Err(format!("a {} is not made again and again", operation.method));
    }
    let body = body(operation).ok_or("it does not answer with JSON")?;
    let is_of = |pointer: &str, within: &Use, kinds: &[Scalar], words: &str| {
        let found = held_at(api, within, pointer).and_then(|it| scalar(api, &it.expr));
        match found.is_some_and(|found| kinds.contains(&found)) {
            true => Ok(()),
            false => Err(format!("there is no {words} at `{pointer}`")),
        }
    };
    let values = [Scalar::Text, Scalar::Integer];
    let next = match &plan.next {
        PagesNext::Cursor(next) => {
            is_of(next, body, &values, "string or integer")?;
            NextPage::Cursor { parameter: name(plan)?, next: next.clone() }
        }
        PagesNext::Url(next) => {
            is_of(next, body, &[Scalar::Text], "string")?;
            NextPage::Url { next: next.clone() }
        }
        PagesNext::Last(id) => NextPage::LastItem { parameter: name(plan)?, id: id.clone() },
        PagesNext::Offset => NextPage::Offset { parameter: name(plan)? },
        PagesNext::Number(first) => NextPage::Number { parameter: name(plan)?, first: *first },
        PagesNext::Link => NextPage::Link,
    };
    if next.parameter().is_none() && plan.parameter.is_some() {
        return Err("`parameter` has no use beside `link` or `url`".to_owned());
    }
    for said in [&plan.more, &plan.done].into_iter().flatten() {
        is_of(said, body, &[Scalar::Boolean], "boolean")?;
    }
    if plan.more.is_some() && plan.done.is_some() {
        return Err("`more` and `done` say the same".to_owned());
    }
    if let Some(total) = &plan.total {
        is_of(total, body, &[Scalar::Integer], "integer")?;
        if !matches!(next, NextPage::Offset { .. } | NextPage::Number { .. }) {
            return Err("`total` is for `offset` and `number` alone".to_owned());
        }
    }
    let (more, done, total) = (plan.more.clone(), plan.done.clone(), plan.total.clone());
    let pages = Pages { items: plan.items.clone(), next, more, done, total };
    let item = item(api, operation, &pages);
    let item = item.ok_or_else(|| format!("there is no array at `{}`", plan.items))?;
    if let NextPage::LastItem { id, .. } = &pages.next {
        is_of(id, &item, &values, "string or integer of an item")?;
    }
    Ok(pages)
}
