//! What of a description is wanted, by the selectors of who asks for it.

use std::fmt;

/// What of a description is wanted.
///
/// The example of [`Selector`] chooses some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Every operation, every webhook and every component.
    Everything,
    /// What these name, and what it reaches.
    ///
    /// Exclusions take away from what the others name. Where there are exclusions alone, they take
    /// away from all operations and webhooks; and where they are of schemas alone, from all
    /// components as well.
    Chosen(Vec<Selector>),
}

impl Selection {
    /// What these selectors name; see [`Selector`].
    pub fn of<T: Into<String>>(selectors: impl IntoIterator<Item = T>) -> Self {
        Self::Chosen(selectors.into_iter().map(Selector::new).collect())
    }

    /// The selectors; none where everything is wanted.
    pub(crate) fn selectors(&self) -> &[Selector] {
        match self {
            Selection::Everything => &[],
            Selection::Chosen(selectors) => selectors,
        }
    }

    /// The wanted operations, where nothing else is asked for and each is called by its whole
    /// `operationId`: then the rest of a text need not be read.
    pub(crate) fn operation_ids(&self) -> Option<Vec<String>> {
        let Selection::Chosen(selectors) = self else { return None };
        let id = |selector: &Selector| match (&selector.target, selector.sense) {
            (Target::Operation(Name::Exactly(id)), Sense::Included) => Some(id.clone()),
            _ => None,
        };
        selectors.iter().map(id).collect()
    }
}

/// A part of a description that is wanted, or with `!` one that is not.
///
/// | selector | what it names |
/// |---|---|
/// | `createPet` | the operation with this `operationId` |
/// | `GET /pets` | the operation at this method and path; `*` stands for any method |
/// | `tag:Pets` | the operations that have this tag, those of webhooks as well |
/// | `webhook:petAdded` | the webhook of this name (OpenAPI 3.1, section 4.8.1) |
/// | `callback:onEvent` | the callbacks of this name, without the operation that they belong to |
/// | `schema:Pet` | the component of `components/schemas`, without an operation |
/// | `!` before any of these | what is left out, though another selector names it |
///
/// A `*` at the end stands for whatever follows: `GET /pets/*`, `tag:*`, `schema:Pet*`. A text that is
/// the `operationId` of an operation is that operation, whatever else it could be read as. What
/// reaches what is wanted does not matter: a schema that is left out is there all the same where
/// something else refers to it.
///
/// ```
/// use specwright_codegen::{Config, Input, Selection, Selector, generate};
///
/// let document = Input::new("pets.yaml", "
/// openapi: 3.1.0
/// info: {title: Pets, version: 1.0.0}
/// components:
///   schemas:
///     Pet: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}
///     Owner: {type: object, properties: {name: {type: string}}}
///     Vet: {type: object, properties: {name: {type: string}}}
/// ");
/// let selection = Selection::of(["schema:*", "!schema:Vet", "!schema:Owner"]);
/// let Selection::Chosen(selectors) = &selection else { unreachable!() };
/// assert_eq!(selectors[1], Selector::new("!schema:Vet"));
/// assert_eq!(selectors[1].as_str(), "!schema:Vet");
///
/// let mut config = Config::new(document);
/// config.selection = selection;
/// let output = generate(&config)?;
/// let (_, types) = output.files.iter().find(|(name, _)| name == "types.rs").expect("types");
/// assert!(!types.contains("struct Vet"));
/// assert!(types.contains("struct Owner"), "a pet has one");
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    text: String,
    /// Whether it adds or takes away.
    pub(crate) sense: Sense,
    /// What it names.
    pub(crate) target: Target,
}

/// Whether a selector adds or takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Included,
    Excluded,
}

/// What a selector names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Operation(Name),
    /// The method, of which `None` is any, and the path.
    Path(Option<String>, Name),
    Tag(Name),
    Webhook(Name),
    Callback(Name),
    Schema(Name),
}

/// A name, or how names begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    Exactly(String),
    Beginning(String),
}

impl Name {
    fn new(text: &str) -> Self {
        match text.strip_suffix('*') {
            Some(beginning) => Name::Beginning(beginning.to_owned()),
            None => Name::Exactly(text.to_owned()),
        }
    }

    /// Whether something is called so.
    pub(crate) fn is(&self, name: &str) -> bool {
        match self {
            Name::Exactly(whole) => name == whole,
            Name::Beginning(beginning) => name.starts_with(beginning),
        }
    }
}

impl Selector {
    /// Reads a selector. Every text is one: what names nothing is told of when the description is read.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let (sense, word) = match text.strip_prefix('!') {
            Some(word) => (Sense::Excluded, word),
            None => (Sense::Included, text.as_str()),
        };
        let target = target(word);
        Self { text, sense, target }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The selector without what makes it an exclusion.
    pub(crate) fn word(&self) -> &str {
        match self.sense {
            Sense::Included => &self.text,
            Sense::Excluded => self.text.get(1..).unwrap_or_default(),
        }
    }

    /// Whether it names an operation by how that is called, or where it is.
    pub(crate) fn is_of(&self, id: Option<&str>, method: &str, path: &str) -> bool {
        id == Some(self.word())
            || match &self.target {
                Target::Operation(name) => id.is_some_and(|id| name.is(id)),
                Target::Path(wanted, name) => {
                    let is_method = |wanted: &String| wanted.eq_ignore_ascii_case(method);
                    wanted.as_ref().is_none_or(is_method) && name.is(path)
                }
                _ => false,
            }
    }
}

type Kind = fn(Name) -> Target;

/// How the selectors begin that say what they name.
const KINDS: [(&str, Kind); 4] = [
    ("tag:", Target::Tag),
    ("webhook:", Target::Webhook),
    ("callback:", Target::Callback),
    ("schema:", Target::Schema),
];

/// A selector without what says of which kind it is.
pub(crate) fn bare(word: &str) -> &str {
    KINDS.iter().find_map(|(prefix, _)| word.strip_prefix(prefix)).unwrap_or(word)
}

fn target(word: &str) -> Target {
    for (prefix, kind) in KINDS {
        if let Some(name) = word.strip_prefix(prefix) {
            return kind(Name::new(name));
        }
    }
    // A path begins with a slash (OpenAPI 3.1, section 4.8.8), and no method has a blank (RFC 9110,
    // section 9.1).
    match word.split_once(' ') {
        Some((method, path)) if path.starts_with('/') => {
            let method = (method != "*").then(|| method.to_owned());
            Target::Path(method, Name::new(path))
        }
        _ => Target::Operation(Name::new(word)),
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_read_as_what_it_names() {
        let exactly = |name: &str| Name::Exactly(name.to_owned());
        let beginning = |name: &str| Name::Beginning(name.to_owned());
        let get = Some("get".to_owned());
        for (word, expected) in [
            ("createPet", Target::Operation(exactly("createPet"))),
            ("create*", Target::Operation(beginning("create"))),
            ("get /pets", Target::Path(get.clone(), exactly("/pets"))),
            ("get /pets/*", Target::Path(get, beginning("/pets/"))),
            ("* /pets", Target::Path(None, exactly("/pets"))),
            ("get pets", Target::Operation(exactly("get pets"))),
            ("tag:Fine-tuning", Target::Tag(exactly("Fine-tuning"))),
            ("webhook:a.b", Target::Webhook(exactly("a.b"))),
            ("callback:*", Target::Callback(beginning(""))),
            ("schema:Pet", Target::Schema(exactly("Pet"))),
            ("other:Pet", Target::Operation(exactly("other:Pet"))),
        ] {
            let selector = Selector::new(word);
            assert_eq!((selector.sense, &selector.target), (Sense::Included, &expected), "{word}");
            let excluded = Selector::new(format!("!{word}"));
            assert_eq!((excluded.sense, &excluded.target), (Sense::Excluded, &expected), "{word}");
            assert_eq!(excluded.word(), word);
        }
    }

    #[test]
    fn a_text_is_cut_for_whole_operation_ids_alone() {
        let ids = |words: &[&str]| Selection::of(words.iter().copied()).operation_ids();
        assert_eq!(ids(&["a", "b"]), Some(vec!["a".to_owned(), "b".to_owned()]));
        for word in ["a*", "!a", "tag:a", "GET /a", "schema:a"] {
            assert_eq!(ids(&["a", word]), None, "{word}");
        }
        assert_eq!(Selection::Everything.operation_ids(), None);
    }

    #[test]
    fn an_operation_is_named_by_its_id_or_its_place() {
        let is = |word: &str| Selector::new(word).is_of(Some("tag:odd"), "GET", "/pets/{id}");
        for word in ["tag:odd", "GET /pets/{id}", "get /pets/*", "* /*", "!tag:odd"] {
            assert!(is(word), "{word}");
        }
        for word in ["tag:od", "POST /pets/{id}", "GET /pets", "schema:odd"] {
            assert!(!is(word), "{word}");
        }
    }
}
