//! The macro, an entry point of the generator; users reach it as `specwright::generate!`.

use std::env;
use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use specwright_codegen::{Config, Contents, Failure, Input, Selection, folder, plan, render};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, bracketed};

/// Writes the types and functions of an OpenAPI description where it stands.
///
/// ```ignore
/// mod api {
///     specwright::generate!(
///         "openapi.yaml",
///         operations = ["createFineTuningJob"],
///         overlays = ["corrections.overlay.yaml"],
///     );
/// }
/// ```
///
/// Paths are relative to the crate, or else to the file of the call. `operations` chooses what is wanted, with all that it
/// reaches; without it everything is. `types_only` leaves the functions out.
///
/// # Errors
/// A description at fault is a compile error on the literal that names it.
#[proc_macro]
pub fn generate(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let arguments = syn::parse_macro_input!(input as Arguments);
    expand(&arguments).unwrap_or_else(|error| error.into_compile_error()).into()
}

struct Arguments {
    document: LitStr,
    overlays: Vec<LitStr>,
    operations: Option<Vec<LitStr>>,
    contents: Contents,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Self {
            document: input.parse()?,
            overlays: Vec::new(),
            operations: None,
            contents: Contents::Whole,
        };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name: Ident = input.parse()?;
            match name.to_string().as_str() {
                "overlays" => arguments.overlays = list(input)?,
                "operations" => arguments.operations = Some(list(input)?),
                "types_only" => arguments.contents = Contents::TypesOnly,
                _ => {
                    let message = "expected `operations`, `overlays` or `types_only`";
                    return Err(syn::Error::new(name.span(), message));
                }
            }
        }
        Ok(arguments)
    }
}

fn list(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    let items = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
    Ok(items.into_iter().collect())
}

fn expand(arguments: &Arguments) -> syn::Result<TokenStream> {
    let (path, document) = read(&arguments.document)?;
    let mut config = Config::new(document);
    config.files = Some(folder::beside(&path));
    let mut paths = vec![path];
    for overlay in &arguments.overlays {
        let (path, overlay) = read(overlay)?;
        paths.push(path);
        config.overlays.push(overlay);
    }
    if let Some(operations) = &arguments.operations {
        config.selection = Selection::Operations(operations.iter().map(LitStr::value).collect());
    }
    let planned = plan(&config).map_err(|failure| located(&failure, arguments))?;
    let tokens = render::tokens(&planned.plan, arguments.contents);
    // The compiler reads the files again when they change, once it knows of them.
    let files = paths.iter().map(|path| {
        let path = path.to_string_lossy().into_owned();
        quote! { const _: &[u8] = include_bytes!(#path); }
    });
    Ok(quote! { #tokens #(#files)* })
}

/// Reads a file, from the crate's folder or from that of the file of the call.
fn read(literal: &LitStr) -> syn::Result<(PathBuf, Input)> {
    let name = literal.value();
    let of_crate = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let of_call = literal.span().unwrap().local_file();
    let of_call = of_call.as_deref().and_then(Path::parent).map(|folder| folder.join(&name));
    let path = match of_call {
        Some(path) if !of_crate.join(&name).exists() && path.exists() => path,
        _ => of_crate.join(&name),
    };
    let content = folder::read_text(&path).map_err(|error| {
        syn::Error::new(literal.span(), format!("{name} cannot be read: {error}"))
    })?;
    Ok((path, Input::new(name, content)))
}

/// An error on the literal of the file, or of the operation, that it is about.
fn located(failure: &Failure, arguments: &Arguments) -> syn::Error {
    let text = failure.to_string();
    // The compiler begins the message with the same word.
    let text = text.strip_prefix("error: ").unwrap_or(&text).to_owned();
    let of_operation = arguments.operations.iter().flatten();
    let operation = of_operation
        .clone()
        .find(|operation| text.contains(&format!("there is no operation `{}`", operation.value())));
    let overlay = arguments.overlays.iter().find(|overlay| text.contains(&overlay.value()));
    let span: Span = operation.or(overlay).unwrap_or(&arguments.document).span();
    syn::Error::new(span, text)
}
