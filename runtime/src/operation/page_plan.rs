//! How the pages of a list follow each other, as data.

/// How the pages of a list follow each other: where the items of a page stand, and what asks for
/// the page after it. Places within the body of an answer are JSON Pointers (RFC 6901).
#[derive(Clone, Copy, Debug)]
pub struct PagePlan {
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "a client reads it"))]
    pub(crate) items: &'static str,
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "a client reads it"))]
    pub(crate) next: NextPage,
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "a client reads it"))]
    pub(crate) more: Option<&'static str>,
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "a client reads it"))]
    pub(crate) done: Option<&'static str>,
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "a client reads it"))]
    pub(crate) total: Option<&'static str>,
}

/// What asks for the next page.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "a client reads it"))]
pub(crate) enum NextPage {
    /// A parameter of the query takes a value of the last item.
    LastItem { parameter: &'static str, id: &'static str },
    /// A parameter of the query takes a value of the page; where that is a URL, it is the page.
    Cursor { parameter: &'static str, next: &'static str },
    /// A parameter of the query is how many items came before.
    Offset { parameter: &'static str },
    /// A parameter of the query is the number of the page.
    Number { parameter: &'static str, first: i64 },
    /// The page has its URL.
    Url { next: &'static str },
    /// The header `Link` has its URL, as `rel=next` (RFC 8288).
    Link,
}

impl PagePlan {
    const fn new(items: &'static str, next: NextPage) -> Self {
        Self { items, next, more: None, done: None, total: None }
    }

    /// The next page is asked for by a value of the last item of this one.
    pub const fn last_item(items: &'static str, parameter: &'static str, id: &'static str) -> Self {
        Self::new(items, NextPage::LastItem { parameter, id })
    }

    /// The next page is asked for by a value that this one has for it.
    pub const fn cursor(items: &'static str, parameter: &'static str, next: &'static str) -> Self {
        Self::new(items, NextPage::Cursor { parameter, next })
    }

    /// The next page is asked for by the number of the items before it.
    pub const fn offset(items: &'static str, parameter: &'static str) -> Self {
        Self::new(items, NextPage::Offset { parameter })
    }

    /// The next page is asked for by its number; the first one has this.
    pub const fn number(items: &'static str, parameter: &'static str, first: i64) -> Self {
        Self::new(items, NextPage::Number { parameter, first })
    }

    /// The next page is where this one says.
    pub const fn url(items: &'static str, next: &'static str) -> Self {
        Self::new(items, NextPage::Url { next })
    }

    /// The next page is where the header `Link` says.
    pub const fn link(items: &'static str) -> Self {
        Self::new(items, NextPage::Link)
    }

    /// The same; a boolean of the page says whether there are more.
    pub const fn more(self, more: &'static str) -> Self {
        Self { more: Some(more), ..self }
    }

    /// The same; a boolean of the page says that there are no more.
    pub const fn done(self, done: &'static str) -> Self {
        Self { done: Some(done), ..self }
    }

    /// The same; a number of the page says how many items there are altogether.
    pub const fn total(self, total: &'static str) -> Self {
        Self { total: Some(total), ..self }
    }
}
