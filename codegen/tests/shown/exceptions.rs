//! What no example shows, and why.

/// An item or a module, and the reason.
pub(crate) type Exception = (&'static str, &'static str);

/// Items of the runtime.
pub(crate) const RUNTIME: &[Exception] = &[
    (
        "openai::vendor::OpenAi",
        "is what `openai::builder` tells the client, and has nothing to call",
    ),
    ("operation::method", "only generated code calls it"),
];

/// Modules of the runtime.
pub(crate) const INNER: &[Exception] = &[
    ("client::accepting", "what `accept_…` of a call returns is called as the call is"),
    ("client::awaited::calling", "is the state of a call, which generated code holds"),
    ("mock::answer", "is how `On::answer` writes what it is given"),
    ("operation::accepting", "what `accept_…` of a call returns is called as the call is"),
    ("operation::caller", "is how generated calls know whether they have a client"),
    ("operation::framing", GENERATED),
    ("operation::page_plan", GENERATED),
    ("operation::parameter", GENERATED),
    ("operation::part", GENERATED),
    ("operation::request_builder", GENERATED),
    ("operation::response_body", GENERATED),
    ("operation::security", GENERATED),
    ("operation::style", GENERATED),
];

const GENERATED: &str = "only generated code calls it, of which `tests/cases` is full";

/// Items of the generator.
pub(crate) const CODEGEN: &[Exception] = &[
    ("config::pages::PagesNext", PARSED),
    ("config::pages::PagesPlan", PARSED),
    ("diff::Diff::judge_necessity", COMMAND),
    ("diff::Diff::locate", COMMAND),
    ("diff::Necessity", COMMAND),
    ("diff::Side::of_file", COMMAND),
    ("diff::Side::of_plan", COMMAND),
    ("options::Options::say_what_is_not_published", COMMAND),
    ("pipeline::State::position", COMMAND),
    ("pipeline::State::texts", COMMAND),
    ("surface::Implementation", COMMAND),
    ("surface::written", COMMAND),
];

const PARSED: &str = "comes of a statement's text alone, which `PagesStatement` shows";

const COMMAND: &str = "what the command and the build script need in between, and nobody else";

/// Modules of the generator.
pub(crate) const STAGES: &[Exception] = &[
    ("analysis", STAGE),
    ("api", STAGE),
    ("deep_stack", STAGE),
    ("diagnostic::Argument", STAGE),
    ("diagnostic::At", STAGE),
    ("diagnostic::Diagnostic", STAGE),
    ("diagnostic::Diagnostics::one", STAGE),
    ("diagnostic::Location", STAGE),
    ("diagnostic::Quoting", STAGE),
    ("diagnostic::SourceText", STAGE),
    ("diagnostic::Unit", STAGE),
    ("diagnostic::draw", STAGE),
    ("diagnostic::level", STAGE),
    ("diagnostic::note", STAGE),
    ("diagnostic::position", STAGE),
    ("diagnostic::sink", STAGE),
    ("emit", STAGE),
    ("folder", STAGE),
    ("lower", STAGE),
    ("normalise", STAGE),
    ("output", STAGE),
    ("pointer", STAGE),
    ("project::accepted", STAGE),
    ("project::dependencies", STAGE),
    ("project::inherited", STAGE),
    ("project::keys", STAGE),
    ("project::manifest", STAGE),
    ("project::package", STAGE),
    ("project::starter", STAGE),
    ("published::former", STAGE),
    ("published::parse", STAGE),
    ("read", STAGE),
    ("reconcile", STAGE),
    ("render", STAGE),
    ("report", STAGE),
    ("surface::rust_type", STAGE),
    ("surface::signature", STAGE),
    ("vendor", STAGE),
];

const STAGE: &str =
    "a stage, or what stages share: public for the crates beside it (examples, proof, the command)";
