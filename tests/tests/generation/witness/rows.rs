//! The tables of builders, parsed.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Path, Token, Type, braced, parenthesized};

/// `builder!(Pet, PetBuilder<A: required::Name>; extra { name -> (Set): impl Into<String> => into })`
pub(super) struct Builder {
    pub(super) of: String,
    pub(super) name: String,
    pub(super) extra: Option<String>,
    /// Each type parameter with the name of its trait.
    pub(super) states: Vec<(String, String)>,
    /// Each setter, what it takes, and which of the states it sets.
    pub(super) rows: Vec<(String, Type, usize)>,
}

/// `optional_setters!(Pet, PetBuilder<A> { mood: impl Into<String> => into or mood_null = "mood", })`
pub(super) struct Optional {
    pub(super) builder: String,
    /// Each setter, what it takes, and the setter of its null.
    pub(super) rows: Vec<(String, Type, Option<String>)>,
}

/// `representations!(Export { accept_csv: operation::Text => "text/csv", })`
pub(super) struct Representations {
    /// Each method, and what reads the answer.
    pub(super) rows: Vec<(String, Type)>,
}

/// `events!(Watch, Event, "text/event-stream", operation::Framing::Data)`
pub(super) struct Items {
    /// What an item is.
    pub(super) of: Type,
}

/// `pages!(ListJobs, Job, operation::PagePlan::link(""))`
pub(super) struct Pages {
    /// What an item is.
    pub(super) of: Type,
}

/// `call!(Watch { id: "watch", success: operation::Events, failure: WatchFailure, handed_over: stream })`
pub(super) struct Call {
    pub(super) name: String,
    pub(super) success: Type,
    pub(super) failure: Type,
    /// Whether the body of its success is handed over while it arrives.
    pub(super) is_streamed: bool,
}

/// `conversions!(Place { Text: &str => into, Address: Address => value })`
pub(super) struct Conversions {
    /// What becomes a variant.
    pub(super) rows: Vec<Type>,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let call = name(input)?;
        let body;
        braced!(body in input);
        let key = |expected: &str| {
            let found = name(&body)?;
            body.parse::<Token![:]>()?;
            if found == expected { Ok(()) } else { Err(body.error("another key")) }
        };
        key("id")?;
        body.parse::<LitStr>()?;
        body.parse::<Token![,]>()?;
        key("success")?;
        let success = body.parse()?;
        body.parse::<Token![,]>()?;
        key("failure")?;
        let failure = body.parse()?;
        let rest = body.parse::<proc_macro2::TokenStream>()?.to_string();
        Ok(Self { name: call, success, failure, is_streamed: rest.contains("handed_over") })
    }
}

impl Parse for Conversions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        name(input)?;
        let body;
        braced!(body in input);
        let mut rows = Vec::new();
        while !body.is_empty() {
            name(&body)?;
            body.parse::<Token![:]>()?;
            rows.push(body.parse()?);
            body.parse::<Token![=>]>()?;
            conversion(&body)?;
            comma(&body)?;
        }
        Ok(Self { rows })
    }
}

/// What stands between rows, and behind the last where each has a line of its own.
fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

impl Parse for Pages {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        name(input)?;
        input.parse::<Token![,]>()?;
        let of = input.parse()?;
        input.parse::<Token![,]>()?;
        input.parse::<syn::Expr>()?;
        Ok(Self { of })
    }
}

impl Parse for Representations {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        name(input)?;
        let body;
        braced!(body in input);
        let mut rows = Vec::new();
        while !body.is_empty() {
            let method = name(&body)?;
            body.parse::<Token![:]>()?;
            let of = body.parse()?;
            body.parse::<Token![=>]>()?;
            body.parse::<LitStr>()?;
            comma(&body)?;
            rows.push((method, of));
        }
        Ok(Self { rows })
    }
}

impl Parse for Items {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        name(input)?;
        input.parse::<Token![,]>()?;
        let of = input.parse()?;
        input.parse::<Token![,]>()?;
        input.parse::<LitStr>()?;
        input.parse::<Token![,]>()?;
        input.parse::<syn::Expr>()?;
        Ok(Self { of })
    }
}

/// What makes a value, with the name of the property where it asks for that: `integer("seed")`.
fn conversion(input: ParseStream<'_>) -> syn::Result<()> {
    name(input)?;
    if input.peek(syn::token::Paren) {
        let of;
        parenthesized!(of in input);
        of.parse::<LitStr>()?;
    }
    Ok(())
}

fn name(input: ParseStream<'_>) -> syn::Result<String> {
    Ok(input.parse::<Ident>()?.to_string())
}

impl Parse for Builder {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let of = name(input)?;
        input.parse::<Token![,]>()?;
        let builder = name(input)?;
        let mut states = Vec::new();
        if input.peek(Token![<]) {
            input.parse::<Token![<]>()?;
            while !input.peek(Token![>]) {
                let state = name(input)?;
                input.parse::<Token![:]>()?;
                let path: Path = input.parse()?;
                let last = path.segments.last().map(|last| last.ident.to_string());
                states.push((state, last.unwrap_or_default()));
                if input.peek(Token![,]) {
                    input.parse::<Token![,]>()?;
                }
            }
            input.parse::<Token![>]>()?;
        }
        let mut extra = None;
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            extra = Some(name(input)?);
        }
        if input.is_empty() {
            return Ok(Self { of, name: builder, extra, states, rows: Vec::new() });
        }
        let body;
        braced!(body in input);
        let mut rows = Vec::new();
        while !body.is_empty() {
            let setter = name(&body)?;
            body.parse::<Token![->]>()?;
            let results;
            parenthesized!(results in body);
            let results = Punctuated::<Path, Token![,]>::parse_terminated(&results)?;
            let is_set = |path: &Path| path.segments.last().is_some_and(|last| last.ident == "Set");
            let set = results.iter().position(is_set).ok_or_else(|| body.error("sets nothing"))?;
            body.parse::<Token![:]>()?;
            let argument = body.parse()?;
            body.parse::<Token![=>]>()?;
            conversion(&body)?;
            comma(&body)?;
            rows.push((setter, argument, set));
        }
        Ok(Self { of, name: builder, extra, states, rows })
    }
}

impl Parse for Optional {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        name(input)?;
        input.parse::<Token![,]>()?;
        let builder = name(input)?;
        if input.peek(Token![<]) {
            input.parse::<Token![<]>()?;
            while !input.peek(Token![>]) {
                name(input)?;
                if input.peek(Token![,]) {
                    input.parse::<Token![,]>()?;
                }
            }
            input.parse::<Token![>]>()?;
        }
        let body;
        braced!(body in input);
        let mut rows = Vec::new();
        while !body.is_empty() {
            let setter = name(&body)?;
            body.parse::<Token![:]>()?;
            let argument = body.parse()?;
            body.parse::<Token![=>]>()?;
            conversion(&body)?;
            let null = match body.is_empty() || body.peek(Token![,]) {
                true => None,
                false => {
                    name(&body)?;
                    let null = name(&body)?;
                    body.parse::<Token![=]>()?;
                    body.parse::<LitStr>()?;
                    Some(null)
                }
            };
            comma(&body)?;
            rows.push((setter, argument, null));
        }
        Ok(Self { builder, rows })
    }
}
