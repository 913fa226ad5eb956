//! Counts what examples are made of.

use super::{
    AssistantMessage, AssistantMessageWeight, Message, Tool, UserContent, UserMessage, UserPart,
};

/// What examples are made of; see [`Checker::counts`](super::Checker::counts).
///
/// ```
/// use specwright::training::{Counts, Format, check};
///
/// let file = r#"{"messages":[{"role":"user","content":"?"},{"role":"assistant","content":"!"}]}"#;
/// let mut checked = check(Format::Chat, file.as_bytes()).without_rules();
/// assert!(checked.next().is_none());
/// let Counts { examples, messages, assistant, .. } = checked.counts();
/// assert_eq!((examples, messages, assistant), (1, 2, 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The examples.
    pub examples: u64,
    /// The messages, whoever says them.
    pub messages: u64,
    /// Messages of the system.
    pub system: u64,
    /// Messages of a developer.
    pub developer: u64,
    /// Messages of a user.
    pub user: u64,
    /// Messages of the assistant, preferred or not.
    pub assistant: u64,
    /// Answers of tools.
    pub tool: u64,
    /// Answers of functions.
    pub function: u64,
    /// Messages of a role that is not described.
    pub other: u64,
    /// Messages of the assistant that are not learnt, since their `weight` is 0.
    pub unweighted: u64,
    /// Tools that are offered, and functions.
    pub tools: u64,
    /// Calls of tools, and of functions.
    pub calls: u64,
    /// Pictures.
    pub images: u64,
    /// Sounds.
    pub audio: u64,
    /// Files.
    pub files: u64,
}

impl Counts {
    pub(super) fn messages(&mut self, messages: Option<&[Message]>) {
        for message in messages.unwrap_or_default() {
            let count = match message {
                Message::System(_) => &mut self.system,
                Message::Developer(_) => &mut self.developer,
                Message::Tool(_) => &mut self.tool,
                Message::Function(_) => &mut self.function,
                Message::Other(_) => &mut self.other,
                Message::User(message) => {
                    self.user(message);
                    continue;
                }
                Message::Assistant(message) => {
                    self.assistant(message);
                    continue;
                }
            };
            *count += 1;
            self.messages += 1;
        }
    }

    pub(super) fn assistant(&mut self, message: &AssistantMessage) {
        self.messages += 1;
        self.assistant += 1;
        let is_context = message.weight == Some(AssistantMessageWeight::N0);
        self.unweighted += u64::from(is_context);
        self.calls += many(message.tool_calls.as_deref());
        self.calls += u64::from(called_function(message));
    }

    pub(super) fn tools(&mut self, tools: Option<&[Tool]>) {
        self.tools += many(tools);
    }

    fn user(&mut self, message: &UserMessage) {
        self.messages += 1;
        self.user += 1;
        let UserContent::Parts(parts) = &message.content else { return };
        for part in parts {
            match part {
                UserPart::ImageUrl(_) => self.images += 1,
                UserPart::InputAudio(_) => self.audio += 1,
                UserPart::File(_) => self.files += 1,
                UserPart::Text(_) | UserPart::Other(_) => {}
            }
        }
    }
}

pub(super) fn many<T>(list: Option<&[T]>) -> u64 {
    u64::try_from(list.map_or(0, <[T]>::len)).unwrap_or(u64::MAX)
}

#[allow(deprecated, reason = "what is deprecated is counted, too")]
pub(super) fn called_function(message: &AssistantMessage) -> bool {
    message.function_call.is_some()
}
