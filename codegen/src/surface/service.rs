//! The items of `service`: servers, what begins a client, credentials.

use super::{Argument, Foreign, Item, Kind, Returns, RustType, Signature, Takes};
use crate::plan::Plan;

/// The module and what stands in it; nothing, where an API has neither servers nor credentials.
pub(super) fn items(plan: &Plan) -> Vec<Item> {
    let api = &plan.api;
    let mut items = Vec::new();
    let servers = RustType::foreign(Foreign::Server);
    let servers = Kind::Constant(RustType::Static(Box::new(RustType::Slice(Box::new(servers)))));
    if !api.service.servers.is_empty() {
        items.push(Item::new("service::SERVERS", servers.clone()));
    }
    if api.operations.iter().any(|operation| !operation.servers.is_empty()) {
        items.push(Item::new("service::OPERATION_SERVERS", servers));
    }
    if !api.operations.is_empty() {
        let builder = Returns::Type(RustType::foreign(Foreign::ClientBuilder));
        let begun = Kind::Function(Signature::free(Vec::new(), builder));
        items.push(Item::new("service::client", begun));
    }
    let text = |name: &str| Argument::new(name, Takes::Into(RustType::foreign(Foreign::String)));
    let credential = |name: &str, arguments| {
        let returns = Returns::Type(RustType::foreign(Foreign::Credential));
        let function = Kind::Function(Signature::free(arguments, returns));
        Item::new(format!("service::{name}"), function)
    };
    let names = &plan.facts.names;
    let named = names.credentials.iter().zip(&names.credential_flows);
    for (known, (name, flow)) in api.service.credentials.iter().zip(named) {
        let arguments = known.way.arguments().iter().map(|argument| text(argument));
        items.push(credential(name, arguments.collect()).with(known.deprecation));
        if let Some(flow) = flow {
            let text_slice = RustType::reference(RustType::foreign(Foreign::Str));
            let scopes = RustType::reference(RustType::Slice(Box::new(text_slice)));
            let scopes = Argument::new("scopes", Takes::Itself(scopes));
            let arguments = vec![text("client_id"), text("client_secret"), scopes];
            items.push(credential(flow, arguments).with(known.deprecation));
        }
    }
    if !items.is_empty() {
        items.push(Item::new("service", Kind::Module));
    }
    items
}
