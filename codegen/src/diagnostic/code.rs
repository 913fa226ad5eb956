//! The catalogue of codes: what each diagnostic is called, how severe it is, and what a person
//! can do about it.
//!
//! A number never changes its meaning and is never given again: scripts, project files and
//! searches name it. A code is listed here and explained in `explanations/`; nothing else says
//! what it is, and no [`Diagnostic`](super::Diagnostic) is made without one.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Diagnostic, Severity};
use crate::similar::similar;

/// What codes of one kind have in common, by which they can be named together.
///
/// The example of [`Code::parse`] asks for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Nothing can be generated.
    Invalid,
    /// What the call names cannot be used; as an invalid description, nothing can be generated.
    Usage,
    /// A part of the description cannot be read; the rest can be generated without it.
    Unreadable,
    /// Something was left out or read differently from how it was written.
    Warning,
    /// The description does not say it: a property that discriminates the variants of a union
    /// and is not declared to, schemas that contradict each other and were merged all the same.
    Inferred,
    /// A name that the description does not give.
    Renamed,
    /// Something that the description says and the Rust does not.
    Unsupported,
}

impl Group {
    /// Every group.
    pub const ALL: [Group; 7] = [
        Group::Invalid,
        Group::Usage,
        Group::Unreadable,
        Group::Warning,
        Group::Inferred,
        Group::Renamed,
        Group::Unsupported,
    ];

    /// Its name in reports and where levels are set.
    pub fn name(self) -> &'static str {
        match self {
            Group::Invalid => "invalid",
            Group::Usage => "usage",
            Group::Unreadable => "unreadable",
            Group::Warning => "warnings",
            Group::Inferred => "inferred",
            Group::Renamed => "renamed",
            Group::Unsupported => "unsupported",
        }
    }

    /// How severe its codes are where nobody says otherwise.
    pub fn severity(self) -> Severity {
        match self {
            Group::Invalid | Group::Usage | Group::Unreadable => Severity::Error,
            Group::Warning => Severity::Warning,
            Group::Inferred | Group::Renamed | Group::Unsupported => Severity::Note,
        }
    }
}

/// What the catalogue says of a code.
struct Entry {
    number: &'static str,
    name: &'static str,
    group: Group,
    meaning: &'static str,
    explanation: &'static str,
}

macro_rules! codes {
    ($($code:ident $number:literal $name:literal $group:ident $meaning:literal)*) => {
        /// What a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $code,)*
        }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            fn entry(self) -> Entry {
                match self {
                    $(Code::$code => Entry {
                        number: $number,
                        name: $name,
                        group: Group::$group,
                        meaning: $meaning,
                        explanation: include_str!(concat!("explanations/", $number, ".md")),
                    },)*
                }
            }
        }
    };
}

codes! {
    UnknownVersion "E0001" "unknown-version" Invalid "The description is of a version of OpenAPI that is not supported."
    VersionNotString "E0002" "version-not-string" Invalid "The version of OpenAPI is not written as a string."
    SwaggerTwo "E0003" "swagger-two" Invalid "The description is Swagger 2.0."
    NoDescription "E0004" "no-description" Invalid "The file is not an OpenAPI description."
    NotJson "E0005" "not-json" Invalid "The text is not JSON."
    NotYaml "E0006" "not-yaml" Invalid "The text is not YAML."
    EmptyDocument "E0007" "empty-document" Invalid "The document is empty."
    SecondDocument "E0008" "second-document" Invalid "A YAML stream has a second document."
    NumberTooLarge "E0009" "number-too-large" Invalid "A number is beyond what can be kept."
    NameNotString "E0010" "name-not-string" Invalid "The name of a property is not a string."
    NameTooLong "E0011" "name-too-long" Invalid "The name of a property is too long."
    NameRepeated "E0012" "name-repeated" Invalid "An object has two properties of one name."
    NestedTooDeep "E0013" "nested-too-deep" Invalid "The document nests deeper than any description needs to."
    AliasInItself "E0014" "alias-in-itself" Invalid "A YAML alias stands within what it is an alias of."
    AliasesTooLarge "E0015" "aliases-too-large" Invalid "The YAML aliases expand to too many nodes."
    MergeNotObject "E0016" "merge-not-object" Invalid "What the YAML key `<<` merges in is not an object."
    NoOverlay "E0017" "no-overlay" Invalid "The file is not an OpenAPI Overlay of version 1."
    ActionMalformed "E0018" "action-malformed" Invalid "An action of an overlay lacks its target or its change."
    TargetNotJsonPath "E0019" "target-not-jsonpath" Invalid "The target of an action is not a JSONPath."
    ActionWithoutEffect "E0020" "action-without-effect" Invalid "An action of an overlay selects or changes nothing."
    OverlaysLeftOut "E0021" "overlays-left-out" Usage "This build of the generator cannot apply overlays."
    ReferenceOutside "E0022" "reference-outside" Invalid "A reference leads out of the folder of the document and of the root."
    UnknownOperation "E0023" "unknown-operation" Invalid "Something is asked for that the description does not have."
    DanglingReference "E0024" "dangling-reference" Unreadable "A reference refers to nothing."
    FileUnread "E0025" "file-unread" Unreadable "A reference leads into a file that was not read."
    ReferenceCycle "E0026" "reference-cycle" Unreadable "References go in a cycle."
    WrongKind "E0027" "wrong-kind" Unreadable "A node around the schemas is of another kind than OpenAPI gives it."
    UnknownMethod "E0028" "unknown-method" Unreadable "An operation stands below something that is not a method."
    SchemaUnreadable "E0029" "schema-unreadable" Unreadable "A schema cannot be read."
    PartUnreadable "E0030" "part-unreadable" Unreadable "An operation, or a part of one, cannot be read."
    FileUnusable "E0031" "file-unusable" Usage "A file cannot be read or written."
    ProjectFile "E0032" "project-file" Usage "The project file is not as it should be."
    LockMalformed "E0033" "lock-malformed" Usage "The lock of names is not as it should be."
    UnknownCode "E0034" "unknown-code" Usage "A level is set for a code that does not exist."
    FixedLevel "E0035" "fixed-level" Usage "A level is set that the code cannot have."
    NoThread "E0036" "no-thread" Usage "A thread to generate on cannot be started."
    NoBuildScript "E0037" "no-build-script" Usage "The entry point of build scripts runs elsewhere."
    Bug "E0038" "bug" Invalid "The generator is at fault."
    ExampleContradicts "E0039" "example-contradicts" Invalid "An example contradicts its schema."
    PathLeaves "E0040" "path-leaves" Unreadable "A path has a segment that leads out of the server's own path."
    PublishedMalformed "E0041" "published-malformed" Usage "The file of published items is not as it should be."
    PagesMisstated "E0042" "pages-misstated" Invalid "What is stated of the pages of a list is not so."
    AcceptedMalformed "E0043" "accepted-malformed" Usage "The file of accepted changes is not as it should be."
    AcceptedWithoutEffect "E0044" "accepted-without-effect" Usage "An accepted change is not among the changes."
    OptionMisused "E0045" "option-misused" Usage "An option has a value that it cannot have."
    CustomisationMalformed "E0046" "custom-malformed" Usage "A customisation is not written as it should be."
    CustomisationWithoutEffect "E0047" "custom-without-effect" Invalid "A customisation is of nothing that is generated."
    CustomisationImpossible "E0048" "custom-impossible" Invalid "A customisation cannot be done where it is asked for."
    SchemaExpected "W0001" "schema-expected" Warning "Something other than a schema stands where a schema is expected."
    KeywordIgnored "W0002" "keyword-ignored" Warning "A keyword is ignored, since its value is of the wrong kind."
    UnknownType "W0003" "unknown-type" Warning "A `type` is ignored, since JSON Schema has none of that name."
    SecurityUnreadable "W0004" "security-unreadable" Warning "A security scheme cannot be read and is left out."
    ExampleSkipped "W0005" "example-skipped" Warning "An example was not checked."
    ExampleNotRelaxed "W0006" "example-not-relaxed" Warning "A contradiction of an example cannot be relaxed by an overlay."
    LockIncomplete "W0007" "lock-incomplete" Warning "The lock lacks names, and this entry point does not write it."
    ServerVariable "W0008" "server-variable" Warning "A variable of a server cannot work as it is described."
    NullUnquoted "W0009" "null-unquoted" Warning "The type `null` is written without quotation marks, and read as if it had them."
    PatternUnchecked "W0010" "pattern-unchecked" Warning "A `pattern` is no regular expression of ECMA-262, or of another dialect, and is not checked."
    StyleImpossible "W0011" "style-impossible" Warning "A parameter has a `style` that its place does not have, and is sent in the one that its place implies."
    PublishedStale "W0012" "published-stale" Warning "The file of published items lacks some, and this entry point does not write it."
    InfoIncomplete "W0013" "info-incomplete" Warning "The description does not say what the API is called, or of which version it is."
    TagInferred "N0001" "tag-inferred" Inferred "A property discriminates the variants of a union and is not declared to."
    PropertyMerged "N0002" "property-merged" Inferred "Parts of an `allOf` contradict each other, and the later one counts."
    OperationNamed "N0003" "operation-named" Renamed "An operation without an `operationId` was named by its method and path."
    NameTaken "N0004" "name-taken" Renamed "A name was given another, since it is used already or reserved."
    AssertionUnchecked "N0005" "assertion-unchecked" Unsupported "Assertions of a schema are not checked."
    BaseDiscriminator "N0006" "base-discriminator" Unsupported "A `discriminator` stands in a base, whose children are not told apart."
    MixedEnum "N0007" "mixed-enum" Unsupported "An enum of several kinds of values is any JSON."
    SecondUnion "N0008" "second-union" Unsupported "Of a second union in one schema or `allOf` the properties alone are read."
    TogetherUnchecked "N0009" "together-unchecked" Unsupported "Which properties have to be there together is not checked."
    EventsAsBytes "N0010" "events-as-bytes" Unsupported "An event stream is handed over as bytes."
    PathParameterUndescribed "N0011" "path-parameter-undescribed" Unsupported "A template of a path is described nowhere, so it is a string."
    MediaTypeIgnored "N0012" "media-type-ignored" Unsupported "A media type beside the one that is used is ignored."
    EncodingIgnored "N0013" "encoding-ignored" Unsupported "The `encoding` of a property is ignored."
    CredentialUnsupported "N0014" "credential-unsupported" Unsupported "A credential is not written."
    NothingButItself "N0015" "nothing-but-itself" Unsupported "A schema is described by itself alone, so it is any JSON."
    UnionOfItself "N0016" "union-of-itself" Unsupported "A union is one of its own variants."
    ListsTooDeep "N0017" "lists-too-deep" Unsupported "Lists and maps nest deeper than rustc follows; below, it is any JSON."
    PartIsFile "N0018" "part-is-file" Inferred "A part of a body that may be anything is a file."
    PartHeader "N0019" "part-header" Inferred "A header of a part is sent where its file brings it."
    UnknownScheme "N0020" "unknown-scheme" Unsupported "An operation asks for a credential that the description does not have."
    HeaderSpokenFor "N0021" "header-spoken-for" Unsupported "A header parameter is ignored, since the body or the credentials say it."
    EmptyBody "N0022" "empty-body" Inferred "A body without properties is not sent."
    BodyUntyped "N0023" "body-untyped" Unsupported "A body is handed over as bytes or text, although it has a schema."
    EnumAgainstType "N0024" "enum-against-type" Inferred "An `enum` lists values of another kind than the `type` beside it."
    VariantNotChosen "N0025" "variant-not-chosen" Unsupported "A variant of a union cannot be told apart from another one."
    AnswerWithoutBody "N0026" "answer-without-body" Inferred "An answer has no body by its status or its method, whatever its content says."
    StyleUndefined "N0027" "style-undefined" Inferred "OpenAPI does not define how a value is written, and one way was chosen."
    PathParameterUnused "N0028" "path-parameter-unused" Unsupported "A parameter of the path is not in the path, and is not sent."
    ParameterUntyped "N0029" "parameter-untyped" Unsupported "A parameter is handed over as text, whatever it holds."
    ReservedIgnored "N0030" "reserved-ignored" Unsupported "`allowReserved` is ignored, where no place has a use for it."
    ReceivedUnused "N0031" "received-unused" Unsupported "Of what an API calls its user with, the bodies alone have Rust."
    AnnotationUnused "N0032" "annotation-unused" Unsupported "An annotation has no Rust."
    ComponentUnused "N0033" "component-unused" Unsupported "Nothing refers to a component that is no schema, so that it has no Rust."
    KeywordUnknown "N0034" "keyword-unknown" Unsupported "A keyword is ignored, which neither OpenAPI nor JSON Schema has."
    PathParameterRequired "N0035" "path-parameter-required" Inferred "A parameter of the path does not say that it is required, and is all the same."
    KeywordPointless "N0036" "keyword-pointless" Unsupported "An assertion speaks of values of another kind than the `type` beside it."
    MappingIgnored "N0037" "mapping-ignored" Unsupported "An entry of a `mapping` names no variant of its union, or no value."
    PagesInferred "N0038" "pages-inferred" Inferred "An operation answers a list of which a page comes at a time, as its names say."
    LimitsUnchecked "N0039" "limits-unchecked" Unsupported "What limits a value is not checked, since a type of the user's stands there."
    CustomisationSkipped "N0040" "custom-skipped" Unsupported "A customisation of a format or a kind leaves out a place."
    ReferenceInferred "N0041" "reference-inferred" Inferred "A reference that OpenAPI leads nowhere, or gives no place, was followed as it was meant."
    AnswerIgnored "N0042" "answer-ignored" Unsupported "An answer is ignored, since its status is none, or is another one's, too."
    PropertyUndescribed "N0043" "property-undescribed" Inferred "A required property is not described, and holds what undescribed ones may."
    StringForFile "N0044" "string-for-file" Inferred "An answer is described as a string of JSON and no more, and may be a text or a file."
    AnswerUndescribed "N0045" "answer-undescribed" Inferred "An answer to `GET` has no content in the description, and none of it is read."
}

impl Code {
    /// The number that it is known by: `E0024`.
    pub fn number(self) -> &'static str {
        self.entry().number
    }

    /// The name that it can be given by instead: `dangling-reference`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Which others are like it.
    pub fn group(self) -> Group {
        self.entry().group
    }

    /// How severe it is where nobody says otherwise.
    pub fn severity(self) -> Severity {
        self.group().severity()
    }

    /// What it says, in one sentence.
    pub fn meaning(self) -> &'static str {
        self.entry().meaning
    }

    /// What it says at length, with an example and what to do, in Markdown.
    pub fn explanation(self) -> &'static str {
        self.entry().explanation
    }

    /// The code of a number or a name.
    ///
    /// # Errors
    /// Where there is none; what may have been meant is said.
    ///
    /// ```
    /// use specwright_codegen::Code;
    /// use specwright_codegen::diagnostic::{Group, Severity};
    ///
    /// let code = Code::parse("e0002").expect("a code");
    /// assert_eq!((code.number(), code.name()), ("E0002", "version-not-string"));
    /// assert_eq!((code.group(), code.severity()), (Group::Invalid, Severity::Error));
    /// assert_eq!((code.group().name(), code.group().severity()), ("invalid", Severity::Error));
    /// assert_eq!(Code::find("version-not-string"), Some(code));
    /// assert!(code.explanation().len() > code.meaning().len());
    /// ```
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        Code::find(text).ok_or_else(|| {
            let names = Code::ALL.iter().flat_map(|code| [code.name(), code.number()]);
            unknown(text, names)
        })
    }

    /// The code of a number or a name, in any case.
    pub fn find(text: &str) -> Option<Self> {
        let is_it = |code: &&Code| {
            code.number().eq_ignore_ascii_case(text) || code.name().eq_ignore_ascii_case(text)
        };
        Code::ALL.iter().find(is_it).copied()
    }
}

/// What is said of a text that is neither a code nor any of these names.
pub(super) fn unknown(text: &str, names: impl Iterator<Item = &'static str>) -> Diagnostic {
    let problem = Diagnostic::new(Code::UnknownCode, format!("there is no code `{text}`"));
    match similar(text, names) {
        Some(nearest) => problem.help(format!("did you mean `{nearest}`?")),
        None => problem.help("`specwright explain --list` lists the codes"),
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_its_severity_and_follows_the_one_before() {
        let mut next = [("E", 1), ("W", 1), ("N", 1)];
        for code in Code::ALL {
            let letter = match code.severity() {
                Severity::Error => "E",
                Severity::Warning => "W",
                Severity::Note => "N",
            };
            let count = next.iter_mut().find(|(known, _)| *known == letter).expect("a letter");
            assert_eq!(code.number(), format!("{letter}{:04}", count.1));
            count.1 += 1;
        }
    }

    #[test]
    fn a_code_is_found_by_number_and_name_alone() {
        for code in Code::ALL {
            assert_eq!(Code::find(code.number()), Some(*code));
            assert_eq!(Code::find(&code.name().to_uppercase()), Some(*code));
            assert!(Group::ALL.iter().all(|group| group.name() != code.name()), "{code}");
        }
        let problem = Code::parse("dangling-refrence").expect_err("mistyped");
        assert_eq!(problem.help.as_deref(), Some("did you mean `dangling-reference`?"));
    }

    #[test]
    fn an_explanation_has_an_example_and_says_what_to_do() {
        for code in Code::ALL {
            let text = code.explanation();
            assert!(text.matches("```").count() >= 2, "{code} has no example");
            assert!(text.contains("\n## What to do\n"), "{code} does not say what to do");
            assert!(text.lines().all(|line| line.chars().count() <= 100), "{code} is too wide");
            assert!(code.meaning().ends_with('.'), "{code}");
        }
    }
}
