//! Names that random changes give: plain ones, and such as ours are called by.

use fastrand::Rng;

const PROPERTIES: [&str; 14] = [
    "note",
    "Note",
    "file.id",
    "seed",
    "team",
    "cost",
    "tags",
    "label",
    "fileId",
    "file_id",
    "file-id",
    "created_at",
    "owner",
    "level",
];

/// What builders, setters, types and traits have anyway, and keywords.
const HARD: [&str; 30] = [
    "new",
    "with",
    "send",
    "timeout",
    "await",
    "Option",
    "Vec",
    "Ok",
    "default",
    "clone",
    "from",
    "into",
    "r#type",
    "match",
    "Box",
    "Self",
    "crate",
    "_",
    "build",
    "builder",
    "validate",
    "extra",
    "nulls",
    "name_null",
    "size_null",
    "type",
    "self",
    "is_null",
    "Set",
    "T",
];

/// What calls have.
const WORDS_OF_CALLS: [&str; 14] = [
    "send", "with", "by", "stream", "body", "timeout", "new", "client", "type", "await", "retries",
    "request", "header", "limit",
];

const COMPONENTS: [&str; 8] =
    ["Extent", "Label", "Team", "Cost", "JobState", "NewJobBy", "JobBy", "Mark"];

/// What builders, calls, answers and the runtime's types are called.
const HARD_COMPONENTS: [&str; 20] = [
    "Vec",
    "Ok",
    "Box",
    "Default",
    "Result",
    "Error",
    "Set",
    "Unset",
    "self",
    "GetJobSuccess",
    "JobBuilder",
    "CreateJob",
    "GetJobFailure",
    "NewJobBuilder",
    "Option",
    "String",
    "Value",
    "Extra",
    "Client",
    "SizeBuilder",
];

fn either(rng: &mut Rng, plain: &[&'static str], hard: &[&'static str]) -> &'static str {
    let from = if rng.u8(..4) == 0 { hard } else { plain };
    from[rng.usize(..from.len())]
}

pub(super) fn property(rng: &mut Rng) -> &'static str {
    either(rng, &PROPERTIES, &HARD)
}

pub(super) fn parameter(rng: &mut Rng) -> &'static str {
    either(rng, &PROPERTIES, &WORDS_OF_CALLS)
}

pub(super) fn component(rng: &mut Rng) -> &'static str {
    either(rng, &COMPONENTS, &HARD_COMPONENTS)
}

pub(super) fn value(rng: &mut Rng) -> String {
    const VALUES: [&str; 16] = [
        "paused",
        "lost",
        "Done",
        "in-progress",
        "other",
        "value",
        "self",
        "high",
        "done",
        "in_progress",
        "Ok",
        "None",
        "Self",
        "builder",
        "",
        "1.5",
    ];
    VALUES[rng.usize(..VALUES.len())].to_owned()
}
