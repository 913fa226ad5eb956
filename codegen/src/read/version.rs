//! Which version of OpenAPI a document says that it is of.

use super::source::Node;
use crate::diagnostic::{Code, Diagnostic, Sink};

/// Descriptions say which version they are of; those of another make are told apart from broken ones.
pub(super) fn check(root: &Node, sink: &mut Sink) {
    let text = |name: &str| root.get(name).and_then(Node::string);
    let problem = match (text("openapi"), root.get("swagger")) {
        (Some(version), _) if version.starts_with("3.") => return,
        (Some(version), _) => {
            Diagnostic::new(Code::UnknownVersion, format!("OpenAPI {version} is not known here"))
                .help("versions 3.0, 3.1 and 3.2 are")
        }
        (None, None) if root.get("openapi").is_some() => {
            let place = root.get("openapi").map_or(root.location, |version| version.location);
            let problem =
                Diagnostic::new(Code::VersionNotString, "the version of OpenAPI must be a string")
                    .help(
                        "write it in quotation marks, with all three numbers: openapi: \"3.1.0\"",
                    );
            return sink.push(problem.at(place));
        }
        (None, Some(_)) => Diagnostic::new(
            Code::SwaggerTwo,
            "this is Swagger 2.0, the predecessor of OpenAPI 3",
        )
        .help("convert it first, for example with `npx swagger2openapi document -o openapi.yaml`"),
        (None, None) => Diagnostic::new(
            Code::NoDescription,
            "this is not an OpenAPI description: it has no `openapi`",
        )
        .help("a description begins with `openapi: 3.1.0`"),
    };
    sink.push(problem.at(root.location));
}
