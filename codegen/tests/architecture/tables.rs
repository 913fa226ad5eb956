//! The modules in the order of the stages, and what each may know of.

/// A module, and the modules that it may name. One that stands within another has a row of its
/// own where it may know more, or be known to fewer.
pub(crate) type Known = (&'static str, &'static [&'static str]);

pub(crate) const CODEGEN: &[Known] = &[
    // Leaves.
    ("pointer", &[]),
    ("ident", &[]),
    ("similar", &[]),
    ("printable", &[]),
    ("diagnostic", &["pointer", "printable", "similar"]),
    ("deep_stack", &["diagnostic"]),
    ("config", &["diagnostic"]),
    // Stages.
    ("read", &["config", "diagnostic", "pointer", "similar"]),
    ("read::structure", &["diagnostic", "pointer", "similar", "read"]),
    ("api", &["pointer"]),
    ("lower::query", &["api", "config", "diagnostic", "pointer", "read", "similar"]),
    ("lower", &["api", "config", "diagnostic", "ident", "lower::query", "pointer", "read"]),
    ("normalise", &["api", "diagnostic"]),
    ("analysis", &["api", "config", "diagnostic", "ident"]),
    ("plan", &["analysis", "api"]),
    ("published", &["analysis", "api", "config", "plan", "similar"]),
    ("reconcile", &["analysis", "api", "config", "ident", "published"]),
    ("surface", &["analysis", "api", "config", "ident", "plan"]),
    ("diff", &["analysis", "api", "config", "plan", "published", "reconcile", "surface"]),
    ("emit", &["analysis", "api", "config", "ident", "plan"]),
    ("render", &["config", "emit", "ident"]),
    ("folder", &["config", "diagnostic", "similar"]),
    ("output", &["config", "folder", "printable", "render"]),
    // The way through them.
    ("failure", &["diagnostic", "render"]),
    (
        "pipeline",
        &[
            "analysis",
            "api",
            "config",
            "deep_stack",
            "diagnostic",
            "emit",
            "failure",
            "lower",
            "normalise",
            "output",
            "plan",
            "published",
            "read",
            "read::structure",
            "reconcile",
            "render",
        ],
    ),
    // Entry points, and what they tell.
    ("report", &["api", "config", "diagnostic", "printable"]),
    ("options", &["config", "diagnostic", "failure", "folder", "pipeline"]),
    (
        "build_script",
        &["config", "diagnostic", "failure", "folder", "options", "output", "pipeline"],
    ),
    ("vendor", &["pointer", "read"]),
    (
        "project",
        &[
            "api",
            "config",
            "diagnostic",
            "diff",
            "failure",
            "folder",
            "ident",
            "options",
            "output",
            "pipeline",
            "pointer",
            "printable",
            "published",
            "render",
            "report",
            "vendor",
        ],
    ),
];

/// What of other crates is known to some modules alone.
pub(crate) const OUTSIDE: &[Known] = &[
    ("annotate_snippets", &["diagnostic"]),
    ("deunicode", &["ident"]),
    ("granit_parser", &["read::source"]),
    ("heck", &["ident"]),
    ("jsonc_parser", &["read::source"]),
    ("linkify", &["emit::docs"]),
    ("openapiv3", &["read::operation", "read::service"]),
    ("prettyplease", &["render"]),
    ("proc_macro2", &["emit", "render"]),
    ("pulldown_cmark", &["emit::docs"]),
    ("pulldown_cmark_to_cmark", &["emit::docs"]),
    ("quote", &["emit"]),
    ("serde_json_path", &["read::overlay"]),
    ("specwright_pattern", &["read::keyword"]),
    ("std::fs", &["folder", "output", "project"]),
    ("strsim", &["similar"]),
    ("syn", &["output::stamp", "render"]),
    ("toml", &["output::place", "project"]),
];

pub(crate) const RUNTIME: &[Known] = &[
    ("printable", &[]),
    ("text", &["printable"]),
    ("wire", &["printable", "text"]),
    ("json", &["wire"]),
    ("operation", &["json", "printable", "text", "wire"]),
    ("headers", &[]),
    ("raw_response", &["printable"]),
    ("vendor", &["raw_response"]),
    ("reply", &["operation", "raw_response", "wire"]),
    ("api_error", &["operation", "printable", "raw_response", "vendor", "wire"]),
    ("transport_error", &["printable", "raw_response"]),
    ("item_error", &["wire"]),
    ("error", &["api_error", "item_error", "printable", "raw_response", "transport_error", "wire"]),
    (
        "client",
        &[
            "api_error",
            "error",
            "headers",
            "item_error",
            "json",
            "operation",
            "raw_response",
            "reply",
            "transport_error",
            "vendor",
            "wire",
        ],
    ),
    ("tower", &["client", "operation"]),
    // What the generator writes.
    ("generated", &[]),
    // What one vendor adds, beside it: nothing of the engine knows it.
    ("openai", &["api_error", "client", "error", "generated", "raw_response"]),
];
