//! What an API calls its user with: webhooks and callbacks. They give types and nothing more, as
//! who serves them is not the business of a client.

use super::media::preferred_media;
use super::{Lowering, PreferredName};
use crate::api::{Docs, Expr, Naming, Nullability, Origin, Shape, Type, Use};
use crate::diagnostic::Code;
use crate::ident;
use crate::pointer::Place;
use crate::read::operation::{Found, FoundReceived, Media};

impl Lowering<'_> {
    /// The types of webhooks.
    pub(super) fn webhooks(&mut self, found: Vec<FoundReceived>) {
        for found in found {
            let name = match found.is_alone {
                true => found.name,
                false => format!("{} {}", found.name, found.operation.method.to_lowercase()),
            };
            self.received(&found.operation, &name);
        }
    }

    /// The types of callbacks, each with the operation that it belongs to.
    pub(super) fn callbacks(&mut self, callbacks: &[(Found, FoundReceived)]) {
        for (operation, found) in callbacks {
            let owner = operation.id.as_deref().unwrap_or(&operation.path);
            let name = match found.is_alone {
                true => format!("{owner} {}", found.name),
                false => {
                    let method = found.operation.method.to_lowercase();
                    format!("{owner} {} {method}", found.name)
                }
            };
            self.received(&found.operation, &name);
        }
    }

    fn received(&mut self, found: &Found, name: &str) {
        let Some(read) = self.schemas.operation(found) else { return };
        let preferred = PreferredName::new(ident::pascal(read.id.as_deref().unwrap_or(name)));
        if let Some(body) = &read.body {
            let text = body.description.as_deref();
            self.documented(preferred_media(&body.content), &preferred.step("Request"), text);
        }
        self.parameters(&read, &preferred);
        let names: Vec<String> =
            read.parameters.iter().map(|one| format!("`{}`", one.name)).collect();
        let others = match names.as_slice() {
            [] => String::new(),
            names => format!(", and {} has no Rust", names.join(", ")),
        };
        let text = format!("of `{name}`, with which the API calls, the bodies are types{others}");
        self.note(Code::ReceivedUnused, &read.place, text);
        for response in &read.responses {
            let preferred = match response.status.starts_with('2') || response.status == "default" {
                true => preferred.step("Response"),
                false => preferred.step("Error").step(&format!("{} ", response.status)),
            };
            let text = Some(response.description.as_str());
            self.documented(preferred_media(&response.content), &preferred, text);
        }
    }

    /// Gives what stands in a body a name, where it has none of its own.
    fn documented(&mut self, media: Option<&Media>, preferred: &PreferredName, text: Option<&str>) {
        let Some(schema) = media.and_then(|media| media.schema.as_ref()) else { return };
        let used = self.use_at(schema, preferred);
        if matches!(used.expr, Expr::Named(_)) || self.types.at(schema).is_some() {
            return;
        }
        self.alias(schema, preferred, used, text);
    }

    fn alias(&mut self, place: &Place, preferred: &PreferredName, used: Use, text: Option<&str>) {
        let id = self.types.reserve(place);
        let docs = self.schemas.docs(place);
        let text = match docs.text.trim().is_empty() {
            true => text.unwrap_or_default().to_owned(),
            false => docs.text,
        };
        let origin = Origin {
            pointer: self.schemas.pointer_text(place),
            naming: Naming::Inline,
            preferred_name: preferred.text.clone(),
        };
        let shape = Shape::Alias(Use { null: Nullability::Never, ..used });
        let docs = Docs { text, default: None, ..Docs::default() };
        self.types.fill(id, Type::new(origin, docs, shape));
    }
}
