//! Servers as a description names them.

/// A server: its URL, in which `{name}` stands for a variable (OpenAPI 3.1, section 4.8.5).
///
/// A URL without a scheme is relative: to where the description itself is served, which a
/// client takes to be its base URL.
///
/// ```
/// use specwright::operation::{Server, ServerVariable};
///
/// const REGION: ServerVariable = ServerVariable::new("region").default("eu").values(&["eu", "us"]);
/// const SERVER: Server = Server::new("https://{region}.parcels.example").variables(&[REGION]);
///
/// assert_eq!(SERVER.url(), "https://{region}.parcels.example");
/// let region = SERVER.variable("region");
/// assert_eq!(region.map(|it| it.name()), Some("region"));
/// assert_eq!(region.and_then(|it| it.default_value()), Some("eu"));
/// assert_eq!(region.map(|it| it.allowed()), Some(&["eu", "us"][..]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    url: &'static str,
    variables: &'static [ServerVariable],
}

/// A variable of a server's URL (OpenAPI 3.1, section 4.8.6).
///
/// The example of [`Server`] has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    name: &'static str,
    default: Option<&'static str>,
    values: &'static [&'static str],
}

impl Server {
    /// A server at this URL.
    pub const fn new(url: &'static str) -> Self {
        Self { url, variables: &[] }
    }

    /// The server with the variables that its URL has.
    pub const fn variables(self, variables: &'static [ServerVariable]) -> Self {
        Self { variables, ..self }
    }

    /// The URL as the description has it.
    pub const fn url(&self) -> &'static str {
        self.url
    }

    /// What is known of a variable.
    pub fn variable(&self, name: &str) -> Option<&'static ServerVariable> {
        self.variables.iter().find(|variable| variable.name == name)
    }
}

impl ServerVariable {
    /// A variable that has to be chosen.
    pub const fn new(name: &'static str) -> Self {
        Self { name, default: None, values: &[] }
    }

    /// The variable with the value that it has unless another is chosen (`default`).
    pub const fn default(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    /// The variable with all the values that it may have (`enum`).
    pub const fn values(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    /// The name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The value unless another is chosen.
    pub const fn default_value(&self) -> Option<&'static str> {
        self.default
    }

    /// All the values that it may have; any, where none is listed.
    pub const fn allowed(&self) -> &'static [&'static str] {
        self.values
    }
}
