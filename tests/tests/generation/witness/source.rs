//! Where the witness reads: generated Rust, and what the macros add to it.

use std::fs;
use std::path::Path;

use syn::Item;

/// For each file of the runtime with macros that add public items to generated types: what they
/// add, in the order in which it stands there.
pub(in super::super) const ADDED: &[(&str, &[&str])] = &[
    ("wire/record.rs", &["RecordType", "Wire", "is_null", "set_null"]),
    ("wire/union.rs", &["UnionType", "Wire"]),
    (
        "wire/open_enum.rs",
        &[
            "EnumType",
            "as_str",
            "From<&str>",
            "Wire",
            "From<String>",
            "Display",
            "PartialEq",
            "Eq",
            "Hash",
            "Debug",
        ],
    ),
    (
        "wire/closed_enum.rs",
        &[
            "ClosedEnumType",
            "as_str",
            "Wire",
            "FromStr",
            "Display",
            "PartialEq",
            "Eq",
            "Hash",
            "Debug",
        ],
    ),
    (
        "wire/integer_enum.rs",
        &[
            "IntegerEnumType",
            "as_i64",
            "From<i64>",
            "From<$type> for i64",
            "Wire",
            "Display",
            "PartialEq",
            "Eq",
            "Hash",
            "Debug",
        ],
    ),
    ("wire/keyword_or_value.rs", &["KeywordOrValue", "From<&str>", "Wire"]),
    (
        "wire/builder.rs",
        &[
            "$extra",
            "build",
            "Clone",
            "Debug",
            "$setter",
            "build",
            "$setter",
            "$null",
            "From<$from>",
            "builder",
            "validate",
        ],
    ),
    ("wire/mod.rs", &["Clone", "PartialEq", "Debug"]),
    ("wire/foreign.rs", &["Deserialize", "Serialize"]),
    (
        "operation/caller.rs",
        &[
            "Operation",
            "Debug",
            "response",
            "ResponseBody",
            "$name",
            "events",
            "typed_events",
            "lines",
            "pages",
            "items",
        ],
    ),
    ("client/direct.rs", &["timeout", "header", "idempotency_key", "retries"]),
    ("client/awaited/calling.rs", &["by", "with", "stream", "Waitable", "Future", "send"]),
];

/// Generated Rust: the items of each module.
pub(in super::super) struct Source {
    pub(super) modules: Vec<(String, Vec<Item>)>,
}

impl Source {
    /// That of a folder.
    pub(in super::super) fn of_folder(folder: &Path) -> Self {
        let entries = fs::read_dir(folder).expect("the folder");
        let mut modules = Vec::new();
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a generated file");
            modules.push((name, syn::parse_file(&text).expect("Rust").items));
        }
        Self { modules }
    }

    /// That of a file that holds its modules.
    pub(in super::super) fn of_file(text: &str) -> Self {
        let items = syn::parse_file(text).expect("Rust").items.into_iter();
        let modules = items.filter_map(|item| match item {
            Item::Mod(module) => Some((module.ident.to_string(), module.content?.1)),
            _ => None,
        });
        Self { modules: modules.collect() }
    }
}
