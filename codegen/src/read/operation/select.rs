//! Finds what of a description is wanted, and says what is asked for and not there.

use foldhash::HashSet;

use super::find::{Found, find, names};
use super::received::{FoundReceived, find_callbacks, find_webhooks};
use crate::config::{Name, Selection, Selector, Sense, Target, bare};
use crate::diagnostic::{Argument, Code, Diagnostic, Sink};
use crate::pointer::{Place, Pointer};
use crate::read::resolve::Document;
use crate::read::source::Node;
use crate::similar::similar;

/// What of a description is wanted, in the order of the description.
#[derive(Debug, Default)]
pub struct Selected {
    /// The operations.
    pub operations: Vec<Found>,
    /// The operations of webhooks.
    pub webhooks: Vec<FoundReceived>,
    /// The operations of callbacks, and the operation that each belongs to.
    pub callbacks: Vec<(Found, FoundReceived)>,
    /// The components of `components/schemas` that are wanted whoever reaches them.
    pub schemas: Vec<String>,
}

/// Finds what is wanted. Each selector that names nothing, or takes nothing away, is an error, but
/// for those that `may_be_gone`.
pub fn select(
    document: &Document,
    selection: &Selection,
    may_be_gone: &dyn Fn(&Selector) -> bool,
    sink: &mut Sink,
) -> Selected {
    let all = All::of(document);
    if *selection == Selection::Everything {
        return all.found;
    }
    let selectors = selection.selectors();
    let of = |sense| selectors.iter().filter(move |selector| selector.sense == sense);
    let mut wanted = match of(Sense::Included).next() {
        None => all.without_naming(selectors),
        Some(_) => HashSet::default(),
    };
    for selector in of(Sense::Included) {
        let named = all.named(selector);
        if named.is_empty() && !may_be_gone(selector) {
            sink.push(all.nothing(document, selector));
        }
        wanted.extend(named);
    }
    let mut unwanted = HashSet::default();
    for selector in of(Sense::Excluded) {
        let named = all.named(selector);
        if named.is_empty() {
            if !may_be_gone(selector) {
                sink.push(all.nothing(document, selector));
            }
        } else if !named.iter().any(|item| all.has(&wanted, *item)) {
            sink.push(without_effect(document, selector));
        }
        unwanted.extend(named);
    }
    all.narrowed(&wanted, &unwanted)
}

/// Something that can be selected, by its position among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Item {
    Operation(usize),
    Webhook(usize),
    Callback(usize),
    Schema(usize),
}

/// Everything of a description.
struct All {
    found: Selected,
    /// The tags of each operation, and of each webhook.
    tags: Vec<Vec<String>>,
    webhook_tags: Vec<Vec<String>>,
    /// Which operation each callback belongs to.
    owners: Vec<usize>,
}

impl All {
    fn of(document: &Document) -> Self {
        let operations = find(document);
        let webhooks = find_webhooks(document);
        let tags = operations.iter().map(|found| tags(document, found)).collect();
        let webhook_tags = webhooks.iter().map(|found| tags_of(document, found)).collect();
        let (mut callbacks, mut owners) = (Vec::new(), Vec::new());
        for (index, owner) in operations.iter().enumerate() {
            for found in find_callbacks(document, &owner.place) {
                callbacks.push((owner.clone(), found));
                owners.push(index);
            }
        }
        let schemas = Place::in_document(Pointer::root().child("components").child("schemas"));
        let schemas = document.follow(&schemas).unwrap_or(schemas);
        let schemas = names(document, &schemas);
        let found = Selected { operations, webhooks, callbacks, schemas };
        Self { found, tags, webhook_tags, owners }
    }

    /// What exclusions alone take away from.
    fn without_naming(&self, selectors: &[Selector]) -> HashSet<Item> {
        let is_schema = |selector: &Selector| matches!(selector.target, Target::Schema(_));
        let Selected { operations, webhooks, schemas, .. } = &self.found;
        let count = |is_wanted, count| if is_wanted { 0..count } else { 0..0 };
        // A list of nothing selects nothing.
        let is_any = !selectors.is_empty();
        let operations = count(is_any, operations.len()).map(Item::Operation);
        let webhooks = count(is_any, webhooks.len()).map(Item::Webhook);
        let is_all = is_any && selectors.iter().all(is_schema);
        let schemas = count(is_all, schemas.len()).map(Item::Schema);
        operations.chain(webhooks).chain(schemas).collect()
    }

    /// What a selector names.
    fn named(&self, selector: &Selector) -> Vec<Item> {
        let Selected { operations, webhooks, callbacks, schemas } = &self.found;
        let by = |is: &dyn Fn(usize, &Found) -> bool| -> Vec<Item> {
            let found = operations.iter().enumerate().filter(|(index, found)| is(*index, found));
            found.map(|(index, _)| Item::Operation(index)).collect()
        };
        let by_id = by(&|_, found| found.id.as_deref() == Some(selector.word()));
        if !by_id.is_empty() {
            return by_id;
        }
        match &selector.target {
            Target::Operation(_) | Target::Path(..) => {
                by(&|_, it| selector.is_of(it.id.as_deref(), &it.method, &it.path))
            }
            Target::Tag(name) => {
                let has = |tags: &[String]| tags.iter().any(|tag| name.is(tag));
                let webhooks = self.webhook_tags.iter().enumerate().filter(|(_, tags)| has(tags));
                let webhooks = webhooks.map(|(index, _)| Item::Webhook(index));
                by(&|index, _| has(&self.tags[index])).into_iter().chain(webhooks).collect()
            }
            Target::Webhook(name) => {
                let names = webhooks.iter().map(|found| found.name.as_str());
                positions(names, name).map(Item::Webhook).collect()
            }
            Target::Callback(name) => {
                let names = callbacks.iter().map(|(_, found)| found.name.as_str());
                positions(names, name).map(Item::Callback).collect()
            }
            Target::Schema(name) => {
                positions(schemas.iter().map(String::as_str), name).map(Item::Schema).collect()
            }
        }
    }

    /// Whether something is wanted; callbacks are, where their operation is.
    fn has(&self, wanted: &HashSet<Item>, item: Item) -> bool {
        let owner = match item {
            Item::Callback(index) => self.owners.get(index),
            _ => None,
        };
        wanted.contains(&item) || owner.is_some_and(|it| wanted.contains(&Item::Operation(*it)))
    }

    fn narrowed(self, wanted: &HashSet<Item>, unwanted: &HashSet<Item>) -> Selected {
        let Self { found: Selected { operations, webhooks, callbacks, schemas }, owners, .. } =
            self;
        let is = |item| wanted.contains(&item) && !unwanted.contains(&item);
        let is_callback = |index: usize| {
            let item = Item::Callback(index);
            let is_owned = owners.get(index).is_some_and(|owner| is(Item::Operation(*owner)));
            (is_owned || wanted.contains(&item)) && !unwanted.contains(&item)
        };
        Selected {
            operations: kept(operations, |index| is(Item::Operation(index))),
            webhooks: kept(webhooks, |index| is(Item::Webhook(index))),
            callbacks: kept(callbacks, is_callback),
            schemas: kept(schemas, |index| is(Item::Schema(index))),
        }
    }

    /// Says that a selector names nothing, and what may have been meant.
    fn nothing(&self, document: &Document, selector: &Selector) -> Diagnostic {
        let text = |name: &Name| match name {
            Name::Exactly(name) => name.clone(),
            Name::Beginning(name) => format!("{name}*"),
        };
        let message = match &selector.target {
            Target::Operation(_) | Target::Path(..) => {
                format!("there is no operation `{}`", selector.word())
            }
            Target::Tag(name) => format!("no operation has the tag `{}`", text(name)),
            Target::Webhook(name) => format!("there is no webhook `{}`", text(name)),
            Target::Callback(name) => format!("there is no callback `{}`", text(name)),
            Target::Schema(name) => {
                format!("there is no schema `{}` among the components", text(name))
            }
        };
        let mark = if selector.sense == Sense::Excluded { "!" } else { "" };
        problem(document, selector, message).help(match self.meant(selector) {
            Some(word) => format!("did you mean `{mark}{word}`?"),
            None if self.found.operations.iter().all(|found| found.id.is_none()) => {
                "the document describes no operation with an `operationId`; `METHOD /path`, `tag:…`, \
                 `webhook:…` and `schema:…` select, too"
                    .to_owned()
            }
            None => "`specwright check` lists the operations of a document".to_owned(),
        })
    }

    /// What may have been meant: what is called so and is of another kind, else what is called
    /// like that.
    fn meant(&self, selector: &Selector) -> Option<String> {
        let words = self.words();
        let wanted = selector.word();
        let wanted_bare = bare(wanted);
        let is_called_so =
            |(_, word): &&(Kind, String)| bare(word).eq_ignore_ascii_case(wanted_bare);
        if let Some((_, word)) = words.iter().find(is_called_so) {
            return Some(word.clone());
        }
        let kind = Kind::of(&selector.target);
        let own = words.iter().filter(|(of, _)| *of == kind).map(|(_, word)| word.as_str());
        let any = || similar(wanted, words.iter().map(|(_, word)| word.as_str()));
        similar(wanted, own).or_else(any).map(str::to_owned)
    }

    /// All that a selector could be.
    fn words(&self) -> Vec<(Kind, String)> {
        let Selected { operations, webhooks, callbacks, schemas } = &self.found;
        let ids = operations.iter().filter_map(|found| Some((Kind::Operation, found.id.clone()?)));
        let tags = self.tags.iter().chain(&self.webhook_tags).flatten();
        let tags = tags.map(|tag| (Kind::Tag, format!("tag:{tag}")));
        let webhooks = webhooks.iter().map(|it| (Kind::Webhook, format!("webhook:{}", it.name)));
        let callbacks =
            callbacks.iter().map(|(_, it)| (Kind::Callback, format!("callback:{}", it.name)));
        let schemas = schemas.iter().map(|name| (Kind::Schema, format!("schema:{name}")));
        let paths = operations.iter();
        let paths = paths.map(|it| (Kind::Path, format!("{} {}", it.method, it.path)));
        ids.chain(tags).chain(webhooks).chain(callbacks).chain(schemas).chain(paths).collect()
    }
}

/// A kind of selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Operation,
    Path,
    Tag,
    Webhook,
    Callback,
    Schema,
}

impl Kind {
    fn of(target: &Target) -> Self {
        match target {
            Target::Operation(_) => Kind::Operation,
            Target::Path(..) => Kind::Path,
            Target::Tag(_) => Kind::Tag,
            Target::Webhook(_) => Kind::Webhook,
            Target::Callback(_) => Kind::Callback,
            Target::Schema(_) => Kind::Schema,
        }
    }
}

fn positions<'a>(
    names: impl Iterator<Item = &'a str>,
    wanted: &Name,
) -> impl Iterator<Item = usize> {
    names.enumerate().filter(|(_, name)| wanted.is(name)).map(|(index, _)| index)
}

fn kept<T>(all: Vec<T>, is_kept: impl Fn(usize) -> bool) -> Vec<T> {
    all.into_iter().enumerate().filter(|(index, _)| is_kept(*index)).map(|(_, one)| one).collect()
}

fn tags_of(document: &Document, webhook: &FoundReceived) -> Vec<String> {
    tags(document, &webhook.operation)
}

fn tags(document: &Document, found: &Found) -> Vec<String> {
    let node = document.node(&found.place).ok();
    let tags = node.and_then(|node| node.get("tags")?.list()).into_iter().flatten();
    tags.filter_map(Node::string).map(str::to_owned).collect()
}

fn without_effect(document: &Document, selector: &Selector) -> Diagnostic {
    let message = format!("`{selector}` leaves nothing out: no other selector names it");
    problem(document, selector, message).help("remove it, or correct it")
}

fn problem(document: &Document, selector: &Selector, message: String) -> Diagnostic {
    Diagnostic::new(Code::UnknownOperation, message)
        .at(document.root().location)
        .about(Argument::Operation(selector.as_str().to_owned()))
}
