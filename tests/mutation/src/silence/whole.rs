//! Knows which nodes a generation says to be ignored as a whole, so that nothing in them has a use.

use specwright_codegen::{Code, Planned};

/// The notes that are about all that a node holds.
const OF_WHOLE_NODES: [Code; 15] = [
    Code::AnswerIgnored,
    Code::AnswerWithoutBody,
    Code::AssertionUnchecked,
    Code::BodyUntyped,
    Code::ComponentUnused,
    Code::EmptyBody,
    Code::EncodingIgnored,
    Code::HeaderSpokenFor,
    Code::MediaTypeIgnored,
    Code::ParameterUntyped,
    Code::PathParameterUnused,
    Code::PathLeaves,
    Code::ReceivedUnused,
    // A document is tried without the files beside it, and a node that is one of them is left out.
    Code::FileUnread,
    Code::TogetherUnchecked,
];

/// The nodes that notes and warnings say to be ignored, as pointers.
pub(super) fn ignored(planned: &Planned) -> Vec<String> {
    let all = planned.notes.iter().chain(&planned.warnings);
    let pointers = all.filter_map(|one| {
        let pointer = one.at.as_ref()?.pointer.as_ref()?.as_str();
        // Of a part's header one note is about what its schema says, the other about where it is sent.
        let is_of_whole = OF_WHOLE_NODES.contains(&one.code)
            || one.code == Code::PartHeader && pointer.ends_with("/schema");
        is_of_whole.then(|| pointer.to_owned())
    });
    pointers.collect()
}
