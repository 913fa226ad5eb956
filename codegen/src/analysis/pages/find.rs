//! Recognises the pages of a list by the names of what an operation takes and answers.

use super::place::{Scalar, body, is_single, record, scalar, step};
use super::{NextPage, Pages, item};
use crate::api::{Api, Deprecation, Expr, Limit, Operation, Parameter, Use};

/// Parameters that take a cursor.
const CURSORS: &[&str] = &[
    "after",
    "aftercursor",
    "bookmark",
    "continuation",
    "continue",
    "continuationtoken",
    "cursor",
    "iterator",
    "marker",
    "next",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "pageafter",
    "pagecursor",
    "pagetoken",
    "paginationcursor",
    "paginationtoken",
    "pagingtoken",
    "startcursor",
    "startingafter",
];

/// Properties that are the cursor of the next page, by their own names.
const NEXT_CURSORS: &[&str] = &[
    "continuationtoken",
    "endcursor",
    "nextbookmark",
    "nextcontinuationtoken",
    "nextcursor",
    "nextmarker",
    "nextpagecursor",
    "nextpagetoken",
    "nextpaginationtoken",
    "nextstartcursor",
    "nexttoken",
];

/// Properties that are the URL of the next page.
const NEXT_URLS: &[&str] =
    &["nextlink", "nextpageuri", "nextpageurl", "nexturi", "nexturl", "odatanextlink"];

/// Booleans that say whether there are more.
const MORE: &[&str] = &[
    "hasmore",
    "hasmoreitems",
    "hasmorepages",
    "hasmoreresults",
    "hasnext",
    "hasnextpage",
    "istruncated",
    "nextpage",
];

/// Booleans that say that there are no more.
const DONE: &[&str] = &["done", "isdone", "islast", "islastpage", "last", "lastpage"];

/// Numbers that say how many numbered pages there are.
const PAGE_COUNTS: &[&str] = &["lastpage", "numberofpages", "numpages", "pagecount", "totalpages"];

/// Numbers of all items: no more than evidence that there are pages, since some of them count those of
/// the page, or not beyond a limit.
const TOTALS: &[&str] =
    &["total", "totalcount", "totalelements", "totalitems", "totalrecords", "totalresults"];

/// Lists that are the items of a page wherever there are other lists beside them.
const ITEMS: &[&str] = &["data", "items", "results", "value", "values", "records", "entries"];

/// Lists that are never the items.
const OTHER_LISTS: &[&str] = &["errors", "included", "links", "messages", "warnings"];

/// Parameters that say how many items a page has.
const SIZES: &[&str] =
    &["count", "limit", "maxresults", "pagelimit", "pagesize", "perpage", "size", "take", "top"];

/// How deep the properties of an answer are looked at.
const DEPTH: usize = 3;

/// A property of an answer that is no object.
struct Field {
    pointer: String,
    /// Its name in lower case, letters and digits alone; behind the one of what it stands in.
    name: String,
    within: String,
    kind: Option<Scalar>,
    depth: usize,
}

/// The pages of an operation, if it is one whose answer and parameters say so.
pub(super) fn find(api: &Api, operation: &Operation) -> Option<Pages> {
    if operation.method != "GET" {
        return None;
    }
    let body = body(operation)?;
    let items = items(api, body)?;
    let mut fields = Vec::new();
    fields_of(api, body, "", "", DEPTH, &mut fields);
    let more = fields.iter().find(|it| it.is(Scalar::Boolean, MORE));
    // Where both are said, they say the same.
    let done = fields.iter().find(|it| it.is(Scalar::Boolean, DONE)).filter(|_| more.is_none());
    let search = Search { api, operation, items, fields: &fields, more, done };
    None.or_else(|| search.link())
        .or_else(|| search.cursor())
        .or_else(|| search.url())
        .or_else(|| search.last_item())
        .or_else(|| search.number())
        .or_else(|| search.offset())
}

struct Search<'a> {
    api: &'a Api,
    operation: &'a Operation,
    items: String,
    fields: &'a [Field],
    more: Option<&'a Field>,
    done: Option<&'a Field>,
}

impl Search<'_> {
    fn pages(&self, next: NextPage) -> Pages {
        let pointer = |field: &Field| field.pointer.clone();
        let (more, done) = (self.more.map(pointer), self.done.map(pointer));
        Pages { items: self.items.clone(), next, more, done, total: None }
    }

    fn link(&self) -> Option<Pages> {
        let headers = self.operation.success.responses.iter().flat_map(|it| &it.headers);
        let is_there = headers.into_iter().any(|it| it.wire_name.eq_ignore_ascii_case("link"));
        // A description that has the header of every answer asks for pages of lists alone.
        let asks = self.parameters().any(|it| {
            let name = normal(&it.wire_name);
            SIZES.contains(&name.as_str()) || name == "page" || CURSORS.contains(&name.as_str())
        });
        let link = || Pages { more: None, done: None, ..self.pages(NextPage::Link) };
        (is_there && asks).then(link)
    }

    fn cursor(&self) -> Option<Pages> {
        self.parameters().find_map(|parameter| {
            let kind = self.kind(parameter)?;
            let name = normal(&parameter.wire_name);
            let field = self.fields.iter().find(|field| {
                let follows = field.follows(&name) || self.is_renewed(field, &name);
                field.kind == Some(kind) && kind != Scalar::Boolean && follows
            })?;
            let parameter = parameter.wire_name.clone();
            Some(self.pages(NextPage::Cursor { parameter, next: field.pointer.clone() }))
        })
    }

    /// Whether a page has the parameter's own name for what asks for the next one. It might be what asked
    /// for this one as well, so that a word on whether there is more has to stand beside it: where that
    /// promises more, an end is none.
    fn is_renewed(&self, field: &Field, parameter: &str) -> bool {
        let is_beside = |more: &Field| (&more.within, more.depth) == (&field.within, field.depth);
        matches!(parameter, "cursor" | "iterator")
            && field.name == parameter
            && self.more.or(self.done).is_some_and(is_beside)
    }

    fn url(&self) -> Option<Pages> {
        let is_url = |it: &&Field| {
            it.is(Scalar::Text, NEXT_URLS) || it.is(Scalar::Text, &["next"]) && it.within == "links"
        };
        let field = self.fields.iter().find(is_url)?;
        Some(self.pages(NextPage::Url { next: field.pointer.clone() }))
    }

    /// Nothing says that a value of an item asks for what comes after it, but for a word on whether
    /// there is more.
    fn last_item(&self) -> Option<Pages> {
        self.more.filter(|more| more.depth == 1)?;
        // Where the answer has something for the next page, that is what asks for it.
        if self.fields.iter().any(|it| it.name.starts_with("next") || it.within.starts_with("next"))
        {
            return None;
        }
        let parameter = self.parameters().find(|it| {
            matches!(normal(&it.wire_name).as_str(), "after" | "afterid" | "startingafter")
        })?;
        let kind = self.kind(parameter)?;
        let name = parameter.wire_name.clone();
        if let Some(last) = self.fields.iter().find(|it| it.is(kind, &["lastid"])) {
            let next = last.pointer.clone();
            return Some(self.pages(NextPage::Cursor { parameter: name, next }));
        }
        let pages = self.pages(NextPage::LastItem { parameter: name, id: "/id".to_owned() });
        let item = item(self.api, self.operation, &pages)?;
        let id = record(self.api, &item.expr)?.properties.iter().find(|it| it.wire_name == "id")?;
        (scalar(self.api, &id.value.expr) == Some(kind)).then_some(pages)
    }

    fn number(&self) -> Option<Pages> {
        let names = ["page", "pagenumber", "pageno", "pageindex"];
        let parameter = self.integer(&names)?;
        let first = first_of(parameter)?;
        let count = self.fields.iter().find(|it| it.is(Scalar::Integer, PAGE_COUNTS));
        if count.is_none() && !self.is_one_of_many() {
            return None;
        }
        let pages = self.pages(NextPage::Number { parameter: parameter.wire_name.clone(), first });
        Some(Pages { total: count.map(|count| count.pointer.clone()), ..pages })
    }

    fn offset(&self) -> Option<Pages> {
        let parameter = self.integer(&["offset", "skip", "startat"])?;
        let is_counted_from_one = first_of(parameter).is_some_and(|first| first != 0);
        if is_counted_from_one || !self.is_one_of_many() {
            return None;
        }
        Some(self.pages(NextPage::Offset { parameter: parameter.wire_name.clone() }))
    }

    /// Whether something beside the parameter says that there may be more than one page: how many
    /// items each has, and how many there are, or that the list is all that is answered.
    fn is_one_of_many(&self) -> bool {
        let has_size = self.integer(SIZES).is_some();
        let is_counted = self.fields.iter().any(|it| it.is(Scalar::Integer, TOTALS));
        let is_said = self.more.or(self.done).is_some();
        has_size && (is_counted || is_said || self.items.is_empty())
    }

    fn integer(&self, names: &[&str]) -> Option<&Parameter> {
        self.parameters().find(|it| {
            names.contains(&normal(&it.wire_name).as_str())
                && self.kind(it) == Some(Scalar::Integer)
        })
    }

    /// What the query takes one value for, but for points in time.
    fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        let is_time = |it: &&Parameter| {
            it.docs.format.as_ref().is_some_and(|format| format.starts_with("date"))
        };
        let live = |it: &&Parameter| it.deprecation != Deprecation::Dropped;
        let all = self.operation.parameters.iter().filter(|it| is_single(it)).filter(live);
        all.filter(move |it| !is_time(it))
    }

    fn kind(&self, parameter: &Parameter) -> Option<Scalar> {
        scalar(self.api, &parameter.value.expr)
    }
}

impl Field {
    fn is(&self, kind: Scalar, names: &[&str]) -> bool {
        self.kind == Some(kind) && names.contains(&self.name.as_str())
    }

    /// Whether it is what a parameter takes for the next page.
    fn follows(&self, parameter: &str) -> bool {
        let name = self.name.as_str();
        match parameter {
            "page" => matches!(name, "nextpage" | "nextpagetoken"),
            "offset" => name == "nextoffset",
            // Of numbers alone: a text would be a point in time.
            "from" => name == "next" && self.kind == Some(Scalar::Integer),
            _ if !CURSORS.contains(&parameter) => false,
            _ => {
                let within = self.within.as_str();
                let is_after = matches!(within, "next" | "nextpage" | "listmetadata");
                NEXT_CURSORS.contains(&name)
                    // Its URL, or what is asked for by.
                    || name == "nextpage" && matches!(within, "pagination" | "paging")
                    || name == format!("next{parameter}")
                    || name == "next" && matches!(within, "" | "cursor" | "cursors")
                    || name == parameter && is_after
                    || name == "after" && within == "cursors"
                    || name == "continue" && parameter == "continue" && within == "metadata"
            }
        }
    }
}

/// Where the items of a page stand: the body itself, or the only list of an object, or the one that is
/// called so.
fn items(api: &Api, body: &Use) -> Option<String> {
    if let Expr::List(_) = api.underlying(&body.expr) {
        return Some(String::new());
    }
    let lists = |within: &Use, pointer: &str| -> Vec<(String, String)> {
        let record = record(api, &within.expr);
        let all = record.into_iter().flat_map(|it| &it.properties).filter(|it| {
            it.deprecation != Deprecation::Dropped
                && matches!(api.underlying(&it.value.expr), Expr::List(_))
        });
        let all =
            all.map(|it| (format!("{pointer}{}", step(&it.wire_name)), normal(&it.wire_name)));
        all.filter(|(_, name)| !OTHER_LISTS.contains(&name.as_str())).collect()
    };
    let one = |lists: Vec<(String, String)>| match lists.as_slice() {
        [(only, _)] => Some(only.clone()),
        all => {
            let is_named = |name: &&&str| all.iter().any(|(_, known)| known == *name);
            let name = ITEMS.iter().find(is_named)?;
            all.iter().find(|(_, known)| known == name).map(|(pointer, _)| pointer.clone())
        }
    };
    let outer = lists(body, "");
    if !outer.is_empty() {
        return one(outer);
    }
    // An envelope: the only object in it that has lists.
    let record = record(api, &body.expr)?;
    let inner = record.properties.iter().filter_map(|it| {
        let lists = lists(&it.value, &step(&it.wire_name));
        (!lists.is_empty()).then_some(lists)
    });
    let mut inner: Vec<_> = inner.collect();
    let only = inner.pop()?;
    if inner.is_empty() { one(only) } else { None }
}

fn fields_of(
    api: &Api,
    value: &Use,
    pointer: &str,
    within: &str,
    depth: usize,
    into: &mut Vec<Field>,
) {
    let Some(record) = record(api, &value.expr) else { return };
    for property in record.properties.iter().filter(|it| it.deprecation != Deprecation::Dropped) {
        let pointer = format!("{pointer}{}", step(&property.wire_name));
        let name = normal(&property.wire_name);
        match depth.checked_sub(1) {
            Some(depth) if super::place::record(api, &property.value.expr).is_some() => {
                fields_of(api, &property.value, &pointer, &name, depth, into);
            }
            _ => {
                let kind = scalar(api, &property.value.expr);
                let within = within.to_owned();
                into.push(Field { pointer, name, within, kind, depth: DEPTH + 1 - depth });
            }
        }
    }
    // What stands nearest counts first.
    into.sort_by_key(|field| field.depth);
}

/// A name in lower case, letters and digits alone.
fn normal(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

/// The number that a parameter begins with: what is assumed where it is left out, or the least.
fn first_of(parameter: &Parameter) -> Option<i64> {
    if let Some(default) = &parameter.docs.default {
        return default.as_i64().filter(|first| (0..=1).contains(first));
    }
    parameter.value.limits.iter().find_map(|limit| match limit {
        Limit::AtLeast(least @ 0..=1) => Some(*least),
        Limit::Minimum(least) if *least == 1.0 => Some(1),
        _ => None,
    })
}
