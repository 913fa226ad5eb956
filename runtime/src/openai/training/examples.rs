//! Holds one example against the rules, whichever format it has.

use super::counts::{Counts, called_function, many};
use super::rule::{Findings, Rule};
use super::{
    AssistantContent, AssistantMessage, AssistantPart, AudioFormat, ChatExample, CompletionExample,
    ImageDetail, Message, PreferenceExample, PreferenceInput, ReinforcementExample, TextContent,
    UserContent, UserPart,
};

/// A line of a file that a model is trained on.
pub(super) trait Example {
    /// Adds what it is made of.
    fn count(&self, counts: &mut Counts);

    /// Finds what of it breaks a rule.
    fn judge(&self, found: &mut Findings<'_>);
}

impl Example for ChatExample {
    fn count(&self, counts: &mut Counts) {
        counts.messages(self.messages.as_deref());
        counts.tools(self.tools.as_deref());
        counts.tools += functions(self);
    }

    fn judge(&self, found: &mut Findings<'_>) {
        let Some(messages) = &self.messages else {
            return found.push(Rule::NoMessages, "/messages".to_owned(), NO_MESSAGES);
        };
        all_messages(messages, "/messages", found);
        let is_answer = |message: &Message| matches!(message, Message::Assistant(_));
        // A list of none is told of by its limit.
        if !messages.is_empty() && !messages.iter().any(is_answer) {
            let reason = "expected a message of the role `assistant`, which is what is learnt";
            found.push(Rule::NoAssistant, "/messages".to_owned(), reason);
        }
    }
}

#[allow(deprecated, reason = "what is deprecated is counted, too")]
fn functions(example: &ChatExample) -> u64 {
    many(example.functions.as_deref())
}

impl Example for CompletionExample {
    fn count(&self, _: &mut Counts) {}

    fn judge(&self, found: &mut Findings<'_>) {
        let texts = [("prompt", &self.prompt), ("completion", &self.completion)];
        for (name, _) in texts.iter().filter(|(_, text)| text.is_none()) {
            let reason = "the property is missing, without which there is no example";
            found.push(Rule::NoText, format!("/{name}"), reason);
        }
    }
}

impl Example for PreferenceExample {
    fn count(&self, counts: &mut Counts) {
        if let Some(input) = &self.input {
            counts.messages(input.messages.as_deref());
            counts.tools(input.tools.as_deref());
        }
        let outputs = [&self.preferred_output, &self.non_preferred_output];
        outputs.into_iter().flatten().flatten().for_each(|message| counts.assistant(message));
    }

    fn judge(&self, found: &mut Findings<'_>) {
        match &self.input {
            Some(PreferenceInput { messages: Some(messages), .. }) => {
                all_messages(messages, "/input/messages", found);
            }
            Some(_) => found.push(Rule::NoMessages, "/input/messages".to_owned(), NO_MESSAGES),
            None => found.push(Rule::NoMessages, "/input".to_owned(), NO_MESSAGES),
        }
        let outputs = [
            ("preferred_output", &self.preferred_output),
            ("non_preferred_output", &self.non_preferred_output),
        ];
        for (name, output) in outputs {
            let messages = output.as_deref().unwrap_or_default();
            if messages.is_empty() {
                let reason = "expected one message of the assistant, found none";
                found.push(Rule::NoOutput, format!("/{name}"), reason);
            }
            for (index, message) in messages.iter().enumerate() {
                assistant(message, &|step| format!("/{name}/{index}{step}"), found);
            }
        }
    }
}

impl Example for ReinforcementExample {
    fn count(&self, counts: &mut Counts) {
        counts.messages(Some(&self.messages));
        counts.tools(self.tools.as_deref());
    }

    fn judge(&self, found: &mut Findings<'_>) {
        all_messages(&self.messages, "/messages", found);
    }
}

const NO_MESSAGES: &str = "the property is missing: an example has messages";

/// Makes the pointer of a place within a message.
type At<'a> = &'a dyn Fn(&str) -> String;

fn all_messages(messages: &[Message], list: &str, found: &mut Findings<'_>) {
    for (index, message) in messages.iter().enumerate() {
        let at: At<'_> = &|step| format!("{list}/{index}{step}");
        match message {
            Message::System(message) => text(&message.content, at, found),
            Message::Developer(message) => text(&message.content, at, found),
            Message::User(message) => user(&message.content, at, found),
            Message::Assistant(message) => assistant(message, at, found),
            Message::Tool(message) => text(&message.content, at, found),
            Message::Function(_) => {}
            Message::Other(message) => {
                let reason = "expected a message whose role is `system`, `developer`, `user`, \
                              `assistant`, `tool` or `function`";
                let place = if message.is_object() { at("/role") } else { at("") };
                found.push(Rule::UnknownRole, place, reason);
            }
        }
    }
}

fn text(content: &TextContent, at: At<'_>, found: &mut Findings<'_>) {
    if matches!(content, TextContent::Other(_)) {
        found.push(Rule::UnknownContent, at("/content"), NO_CONTENT);
    }
}

const NO_CONTENT: &str = "expected a string or an array of parts";

const NO_PART: &str = "a part of this kind is not described";

const NO_VALUE: &str = "expected one of the described values";

fn user(content: &UserContent, at: At<'_>, found: &mut Findings<'_>) {
    let parts = match content {
        UserContent::Text(_) => return,
        UserContent::Parts(parts) => parts,
        UserContent::Other(_) => {
            return found.push(Rule::UnknownContent, at("/content"), NO_CONTENT);
        }
    };
    for (index, part) in parts.iter().enumerate() {
        let at = |step: &str| at(&format!("/content/{index}{step}"));
        match part {
            UserPart::Text(_) | UserPart::File(_) => {}
            UserPart::ImageUrl(part) => {
                if matches!(part.image_url.detail, Some(ImageDetail::Other(_))) {
                    found.push(Rule::UnknownValue, at("/image_url/detail"), NO_VALUE);
                }
            }
            UserPart::InputAudio(part) => {
                if matches!(part.input_audio.format, AudioFormat::Other(_)) {
                    found.push(Rule::UnknownValue, at("/input_audio/format"), NO_VALUE);
                }
            }
            UserPart::Other(_) => found.push(Rule::UnknownContent, at("/type"), NO_PART),
        }
    }
}

fn assistant(message: &AssistantMessage, at: At<'_>, found: &mut Findings<'_>) {
    match &message.content {
        Some(AssistantContent::Text(_)) => {}
        Some(AssistantContent::Parts(parts)) => {
            let parts = parts.iter().enumerate();
            for (index, _) in parts.filter(|(_, part)| matches!(part, AssistantPart::Other(_))) {
                found.push(Rule::UnknownContent, at(&format!("/content/{index}/type")), NO_PART);
            }
        }
        Some(AssistantContent::Other(_)) => {
            found.push(Rule::UnknownContent, at("/content"), NO_CONTENT);
        }
        None => {
            let calls = many(message.tool_calls.as_deref()) > 0 || called_function(message);
            if !calls && message.refusal.is_none() && message.audio.is_none() {
                let reason = "expected content, a refusal or a call";
                found.push(Rule::EmptyAnswer, at("/content"), reason);
            }
        }
    }
}
