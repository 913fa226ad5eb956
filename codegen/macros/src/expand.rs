//! Expands a call of the macro: arguments to options, a plan to tokens, problems to errors and
//! warnings of the compiler, each on the argument that it is about.

extern crate proc_macro;

use std::env;
use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use specwright_codegen::diagnostic::{Argument, SourceText, Style, advice, draw};
use specwright_codegen::options::Source;
use specwright_codegen::{
    Contents, Customisation, Diagnostic, Failure, FeatureGating, Level, Options, Planned,
    Statement, Strictness, TagGating, Visibility, pages_of, plan, tokens,
};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, bracketed};

/// What stands in place of the call.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let arguments = match syn::parse2::<Arguments>(input) {
        Ok(arguments) => arguments,
        Err(error) => return error.into_compile_error(),
    };
    match arguments.generate() {
        Ok((items, planned)) => {
            let warnings = arguments.told(&planned.warnings, &planned.texts);
            quote! { #items #warnings }
        }
        Err(failure) => {
            let diagnostics = failure.diagnostics();
            arguments.told(diagnostics.problems(), diagnostics.texts())
        }
    }
}

/// The arguments of a call, each with its place.
struct Arguments {
    document: LitStr,
    overlays: Vec<LitStr>,
    root: Option<LitStr>,
    operations: Option<Vec<LitStr>>,
    published: Option<LitStr>,
    pages: Vec<LitStr>,
    statements: Vec<(Customisation, LitStr)>,
    levels: Vec<(Level, LitStr)>,
    contents: Contents,
    gating: FeatureGating,
    tags: TagGating,
    runtime_path: Option<LitStr>,
    visibility: Visibility,
    received: Strictness,
}

/// What may follow the document.
const KNOWN: &str = "expected `operations`, `overlays`, `root`, `types_only`, `behind_features`, `lenient`, \
                     `tag_features`, `runtime_path`, `visible_in_crate`, \
                     `pages`, `types`, `formats`, `renames`, `derives`, `attributes`, `closed`, \
                     `behind`, `published`, `deny`, `warn` or `allow`";

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Self {
            document: input.parse()?,
            overlays: Vec::new(),
            root: None,
            operations: None,
            published: None,
            pages: Vec::new(),
            statements: Vec::new(),
            levels: Vec::new(),
            contents: Contents::default(),
            gating: FeatureGating::default(),
            tags: TagGating::default(),
            runtime_path: None,
            visibility: Visibility::default(),
            received: Strictness::default(),
        };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            arguments.argument(input)?;
        }
        Ok(arguments)
    }
}

impl Arguments {
    fn argument(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let name: Ident = input.parse()?;
        match name.to_string().as_str() {
            "overlays" => self.overlays = list(input)?,
            "operations" => self.operations = Some(list(input)?),
            "pages" => self.pages = list(input)?,
            "types" => self.state(Customisation::Type, input)?,
            "formats" => self.state(Customisation::Format, input)?,
            "renames" => self.state(Customisation::Rename, input)?,
            "derives" => self.state(Customisation::Derive, input)?,
            "attributes" => self.state(Customisation::Attribute, input)?,
            "closed" => self.state(Customisation::Closed, input)?,
            "behind" => self.state(Customisation::Behind, input)?,
            "published" => {
                input.parse::<Token![=]>()?;
                self.published = Some(input.parse()?);
            }
            "runtime_path" => {
                input.parse::<Token![=]>()?;
                self.runtime_path = Some(input.parse()?);
            }
            "tag_features" => self.tags = TagGating::Features,
            "visible_in_crate" => self.visibility = Visibility::Crate,
            "root" => {
                input.parse::<Token![=]>()?;
                self.root = Some(input.parse()?);
            }
            "deny" => self.level(Level::Deny, input)?,
            "warn" => self.level(Level::Warn, input)?,
            "allow" => self.level(Level::Allow, input)?,
            "types_only" => self.contents = Contents::TypesOnly,
            "behind_features" => self.gating = FeatureGating::Features,
            "lenient" => self.received = Strictness::Lenient,
            _ => return Err(syn::Error::new(name.span(), KNOWN)),
        }
        Ok(())
    }

    fn state(&mut self, about: Customisation, input: ParseStream<'_>) -> syn::Result<()> {
        self.statements.extend(list(input)?.into_iter().map(|stated| (about, stated)));
        Ok(())
    }

    fn level(&mut self, level: Level, input: ParseStream<'_>) -> syn::Result<()> {
        self.levels.extend(list(input)?.into_iter().map(|code| (level, code)));
        Ok(())
    }

    fn options(&self) -> Options {
        let strings = |literals: &Vec<LitStr>| literals.iter().map(LitStr::value).collect();
        let mut options = Options::new(source(&self.document));
        options.overlays = self.overlays.iter().map(source).collect();
        options.root = self.root.as_ref().map(source);
        options.operations = self.operations.as_ref().map(strings);
        options.published = self.published.as_ref().map(source);
        options.levels = self.levels.iter().map(|(level, code)| (*level, code.value())).collect();
        options.pages = self.pages.iter().map(|stated| pages_of(&stated.value())).collect();
        let stated = self.statements.iter();
        let stated = stated.map(|(about, text)| Statement::of_text(*about, &text.value()));
        options.statements = stated.collect();
        options.contents = self.contents;
        options.gating = self.gating;
        options.runtime_path = self.runtime_path.as_ref().map(LitStr::value);
        options.visibility = self.visibility;
        options.tags = self.tags;
        options.received = self.received;
        options
    }

    fn generate(&self) -> Result<(TokenStream, Planned), Failure> {
        let options = self.options();
        let config = options.config()?;
        let mut planned = plan(&config)?;
        options.say_what_is_not_published(&config, &mut planned)?;
        let items = tokens(&planned.plan, options.contents, options.gating, &config.spelling);
        // The compiler expands again when a file changes that it knows of.
        let files = options.files(&planned.texts).into_iter().filter(|path| path.exists());
        let files = files.map(|path| {
            let path = path.to_string_lossy().into_owned();
            quote! { const _: &[u8] = include_bytes!(#path); }
        });
        Ok((quote! { #items #(#files)* }, planned))
    }

    /// Errors and warnings of the compiler.
    fn told(&self, problems: &[Diagnostic], texts: &[SourceText]) -> TokenStream {
        let last = problems.iter().rposition(Diagnostic::is_error);
        let advice = advice(problems).map(|advice| format!("\n\n{advice}")).unwrap_or_default();
        let each = problems.iter().enumerate().map(|(index, problem)| {
            let span = self.span(problem);
            let drawn = draw(problem, texts, Style::Plain);
            if !problem.is_error() {
                return warning(span, &drawn);
            }
            // The compiler begins the message with the same word.
            let code = problem.code;
            let rest = drawn.strip_prefix(&format!("error[{code}]: ")).unwrap_or(&drawn);
            let advice = if last == Some(index) { advice.as_str() } else { "" };
            syn::Error::new(span, format!("[{code}] {rest}{advice}")).into_compile_error()
        });
        each.collect()
    }

    /// The argument that a problem is about: the one that it names, or the one whose file it is
    /// in; the overlays are read after the document, in their order.
    fn span(&self, problem: &Diagnostic) -> Span {
        let file = problem.at.as_ref().map_or(0, |at| usize::from(at.location.file.0));
        let literal = match &problem.argument {
            Some(Argument::Document) => Some(&self.document),
            Some(Argument::Overlay(index)) => self.overlays.get(*index),
            Some(Argument::Published) => self.published.as_ref(),
            Some(Argument::RuntimePath) => self.runtime_path.as_ref(),
            Some(Argument::Operation(id)) => {
                self.operations.iter().flatten().find(|literal| literal.value() == *id)
            }
            Some(Argument::Pages(id)) => {
                self.pages.iter().find(|literal| pages_of(&literal.value()).0 == *id)
            }
            Some(Argument::Custom(stated)) => {
                let (about, of) = &**stated;
                let is_it = |(known, text): &&(Customisation, LitStr)| {
                    known.name() == *about && Statement::of_text(*known, &text.value()).of == *of
                };
                // Of what is stated twice, the later one is at fault.
                self.statements.iter().rev().find(is_it).map(|(_, text)| text)
            }
            Some(Argument::Level(code)) => {
                let levels = self.levels.iter().map(|(_, literal)| literal);
                levels.into_iter().find(|literal| literal.value() == *code)
            }
            None => file.checked_sub(1).and_then(|index| self.overlays.get(index)),
        };
        literal.unwrap_or(&self.document).span()
    }
}

fn list(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    let items = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
    Ok(items.into_iter().collect())
}

/// A file of the crate's folder, or else of that of the file of the call.
fn source(literal: &LitStr) -> Source {
    let name = literal.value();
    let of_crate = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    // Outside the compiler, as in a test, there is no file of the call.
    let of_call = proc_macro::is_available().then(|| literal.span().unwrap().local_file());
    let of_call = of_call.flatten().as_deref().and_then(Path::parent).map(|it| it.join(&name));
    let path = match of_call {
        Some(path) if !of_crate.join(&name).exists() && path.exists() => path,
        _ => of_crate.join(&name),
    };
    Source { path, name }
}

/// A warning: a macro can give none, so that something deprecated is used, whose note it is.
fn warning(span: Span, text: &str) -> TokenStream {
    let note = format!("\n{text}");
    quote_spanned! { span =>
        const _: () = {
            #[deprecated(note = #note)]
            #[allow(non_upper_case_globals)]
            const specwright: () = ();
            specwright
        };
    }
}
