//! The pages of a list, and the items of all of them, each asked for when it is wanted.

mod page;
mod pager;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use self::page::Page;
use self::pager::Pager;
use super::{Calling, Described};
use crate::error::Error;
use crate::json;
use crate::operation::{self, Operation, PagePlan, RequestBuilder, ResponseBody};
use crate::reply::Reply;
use crate::wire::{DecodeBudget, DecodeError, Wire};

/// The pages of a list, one after another: each is asked for when it is wanted, with the options of
/// the call, whose timeout, retries and headers are those of each page.
///
/// It is a [`Stream`] of `Result<Reply<T>, Error>`, for the adapters of the crates `futures` and
/// `tokio-stream`; [`next`](Self::next) needs neither, and with the feature `blocking` `wait` makes an
/// iterator of it, for callers without an asynchronous runtime. Nothing is asked for ahead.
///
/// A page that cannot be read as a whole is an [`Error::Decode`], and the pages after it follow, as
/// long as it says what asks for them. A call that fails is the last item; [`cursor`](Self::cursor)
/// then asks for the page that could not be had. Pages that lead back to one that came, or do not
/// say how to go on, are an [`Error::Page`] rather than the end: the list has more.
///
/// ```no_run
/// # async fn example(client: specwright::Client) -> Result<(), specwright::Error> {
/// use specwright::fine_tuning::list_files;
///
/// let mut pages = list_files(&client).limit(100).pages();
/// while let Some(page) = pages.next().await {
///     println!("{} files", page?.data.len());
/// }
/// // Where to go on another time: the next page, once there is one.
/// if let Some(cursor) = pages.cursor().map(str::to_owned) {
///     let rest = list_files(&client).pages().from_cursor(cursor);
/// }
/// # #[cfg(feature = "blocking")]
/// for page in list_files(&client).pages().wait() {
///     println!("{} files", page?.data.len());
/// }
/// # #[cfg(feature = "blocking")]
/// let first = list_files(&client).pages().wait_next();
/// # Ok(())
/// # }
/// ```
pub struct Pages<T> {
    /// `None` once the thread of a call that blocks is gone.
    pager: Option<Box<Pager>>,
    read: fn(&operation::Response) -> Result<T, DecodeError>,
}

/// The items of the pages of a list, one after another; see [`Pages`] for how the pages are asked for.
///
/// It is a [`Stream`] of `Result<T, Error>`; [`next`](Self::next) needs no adapters, and with the
/// feature `blocking` `wait` makes an iterator of it.
///
/// An item that is not what the description says is an [`Error::Item`] with its place, and the
/// items after it follow. Of a page no more is read than its items and what asks for the next one.
///
/// ```no_run
/// # async fn example(client: specwright::Client) -> Result<(), specwright::Error> {
/// use specwright::fine_tuning::list_files;
///
/// let mut files = list_files(&client).items();
/// while let Some(file) = files.next().await {
///     println!("{}", file?.filename);
/// }
/// let since = list_files(&client).items().from_cursor("file-7");
/// println!("{:?}", since.cursor());
/// # #[cfg(feature = "blocking")]
/// for file in list_files(&client).items().wait() {
///     println!("{}", file?.filename);
/// }
/// # #[cfg(feature = "blocking")]
/// let first = list_files(&client).items().wait_next();
/// # Ok(())
/// # }
/// ```
pub struct PageItems<T> {
    pager: Option<Box<Pager>>,
    page: Page,
    /// What asked for the page.
    cursor: Option<String>,
    /// How many items there were.
    index: u64,
    read: fn(&[u8], DecodeBudget) -> Result<T, DecodeError>,
}

impl<T> Pages<T> {
    /// The pages of the list of an operation.
    #[doc(hidden)]
    #[inline]
    pub fn begin<O: Operation<Success: ResponseBody<Output = T>>>(
        request: RequestBuilder,
        calling: Calling,
        plan: &'static PagePlan,
    ) -> Self {
        let pager = Pager::new(Described::of::<O>(), request, &calling, plan);
        Self { pager: Some(Box::new(pager)), read: O::Success::read }
    }

    /// Begins with the page that this asks for: what [`cursor`](Self::cursor) was of these pages
    /// once, or what a server named.
    #[must_use]
    pub fn from_cursor(mut self, cursor: impl Into<String>) -> Self {
        if let Some(pager) = &mut self.pager {
            pager.begin_at(cursor.into());
        }
        self
    }

    /// What the next page is asked for by: the value of the parameter, or the URL, by which the list
    /// goes on. `None` before the first page, and behind the last one.
    pub fn cursor(&self) -> Option<&str> {
        self.pager.as_ref()?.cursor()
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Reply<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Waits for the next page; not within an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn wait_next(&mut self) -> Option<Result<Reply<T>, Error>> {
        let page = wait_for_page(&mut self.pager)?;
        Some(page.and_then(|(response, _)| self.reply(response)))
    }

    /// The pages as an iterator, which waits for each; not within an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> impl Iterator<Item = Result<Reply<T>, Error>> {
        let mut pages = self;
        std::iter::from_fn(move || pages.wait_next())
    }

    fn reply(&self, response: operation::Response) -> Result<Reply<T>, Error> {
        match &self.pager {
            Some(pager) => pager.client().read(response, self.read),
            // Who has a page has what brought it.
            None => Err(crate::error::ConfigError::new("the list is over").into()),
        }
    }
}

impl<T: Wire> PageItems<T> {
    /// The items of the list of an operation.
    #[doc(hidden)]
    #[inline]
    pub fn begin<O: Operation>(
        request: RequestBuilder,
        calling: Calling,
        plan: &'static PagePlan,
    ) -> Self {
        let pager = Pager::new(Described::of::<O>(), request, &calling, plan);
        Self {
            pager: Some(Box::new(pager)),
            page: Page::default(),
            cursor: None,
            index: 0,
            read: json::from_slice_within,
        }
    }
}

impl<T> PageItems<T> {
    /// Begins with the first item of the page that this asks for: what [`cursor`](Self::cursor) was
    /// of these items once, or what a server named.
    #[must_use]
    pub fn from_cursor(mut self, cursor: impl Into<String>) -> Self {
        if let Some(pager) = &mut self.pager {
            pager.begin_at(cursor.into());
        }
        self
    }

    /// What asks for the page of the items that come next: those of a page that was begun come once
    /// more, so that none is missed. `None` for the first page, and behind the last item.
    pub fn cursor(&self) -> Option<&str> {
        match self.page.has_more() {
            true => self.cursor.as_deref(),
            false => self.pager.as_ref()?.cursor(),
        }
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Waits for the next item; not within an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn wait_next(&mut self) -> Option<Result<T, Error>> {
        loop {
            if let Some(item) = self.take() {
                return Some(item);
            }
            let cursor = self.pager.as_ref()?.cursor().map(str::to_owned);
            let page = wait_for_page(&mut self.pager)?;
            if let Err(error) = page.and_then(|page| self.turn(page, cursor)) {
                return Some(Err(error));
            }
        }
    }

    /// The items as an iterator, which waits for each; not within an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> impl Iterator<Item = Result<T, Error>> {
        let mut items = self;
        std::iter::from_fn(move || items.wait_next())
    }

    /// The next item of the page.
    fn take(&mut self) -> Option<Result<T, Error>> {
        let pager = self.pager.as_ref()?;
        let (text, line) = self.page.next()?;
        let (index, budget, read) = (self.index, pager.decode_budget(), self.read);
        self.index += 1;
        Some(read(&text, budget).map_err(|error| {
            pager.unreadable(index, (text, line), error, |text| read(text, budget).err())
        }))
    }

    /// Goes on with the items of another page.
    fn turn(
        &mut self,
        (response, page): (operation::Response, Result<Page, String>),
        cursor: Option<String>,
    ) -> Result<(), Error> {
        self.cursor = cursor;
        self.page = match (page, &self.pager) {
            (Ok(page), _) => page,
            (Err(_), None) => Page::default(),
            (Err(reason), Some(pager)) => {
                self.page = Page::default();
                let error = DecodeError::new(reason);
                return Err(pager.client().unreadable(response, error, |_| None));
            }
        };
        Ok(())
    }
}

/// A page, and where its items are.
#[cfg(feature = "blocking")]
type Found = Result<(operation::Response, Result<Page, String>), Error>;

/// Waits for the next page.
#[cfg(feature = "blocking")]
fn wait_for_page(pager: &mut Option<Box<Pager>>) -> Option<Found> {
    let mut asked = pager.take()?;
    let client = asked.client().clone();
    // On the thread that runs the connections: the time of a wait passes there.
    let next = async move {
        let page = poll_fn(|context| asked.poll_page(context)).await;
        (asked, page)
    };
    match client.shared.worker.wait_for(next) {
        Ok(Some((asked, page))) => {
            *pager = Some(asked);
            page
        }
        // Only a transport that panics ends a wait so.
        Ok(None) => None,
        Err(error) => Some(Err(error.into())),
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Reply<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Some(pager) = &mut this.pager else { return Poll::Ready(None) };
        let page = ready!(pager.poll_page(context));
        Poll::Ready(page.map(|page| page.and_then(|(response, _)| this.reply(response))))
    }
}

impl<T> Stream for PageItems<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.take() {
                return Poll::Ready(Some(item));
            }
            let Some(pager) = &mut this.pager else { return Poll::Ready(None) };
            let cursor = pager.cursor().map(str::to_owned);
            let Some(page) = ready!(pager.poll_page(context)) else { return Poll::Ready(None) };
            if let Err(error) = page.and_then(|page| this.turn(page, cursor)) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for PageItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageItems").field("index", &self.index).finish_non_exhaustive()
    }
}
