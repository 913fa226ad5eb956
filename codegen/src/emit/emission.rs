//! A plan handed out part by part, to be emitted where it is printed: tokens cannot pass between
//! threads. Whoever prints knows no plan, and what it is handed knows nothing of printing.

use std::sync::Arc;

use proc_macro2::TokenStream;

use super::Emitter;
use super::modules::{Around, Module, contract};
use super::owner::{self, Owners};
use super::paths::{Imports, Paths, Taken};
use super::runtime::Runtime;
use crate::api::TypeId;
use crate::config::{Contents, FeatureGating, Spelling, TagGating};
use crate::plan::Plan;
use crate::tags::Tags;

/// What an API consists of.
pub(crate) struct Emission<'a> {
    plan: &'a Plan,
    taken: Arc<Taken<'a>>,
    owners: Owners,
    ids: Vec<TypeId>,
    modules: Vec<Module>,
    around: Around,
    runtime: Option<Runtime>,
    tags: Option<Tags>,
}

/// A part of a module, emitted on its own.
#[derive(Clone, Copy)]
pub(crate) struct Part<'e> {
    emission: &'e Emission<'e>,
    module: Module,
    holds: Holds<'e>,
}

/// What a part holds.
#[derive(Clone, Copy)]
enum Holds<'e> {
    /// What belongs to no single type.
    Items,
    /// What belongs to these types.
    Types(&'e [TypeId]),
}

/// A part as tokens.
pub(crate) struct Emitted {
    /// The items, by the name of what they belong to, if it has one.
    pub(crate) groups: Vec<(String, Vec<TokenStream>)>,
    /// What they mention that has to be imported.
    pub(crate) imports: Imports,
}

/// How many types a part has: enough to be worth a start, few enough to share the work well.
const SHARE: usize = 64;

impl<'a> Emission<'a> {
    /// Prepares to emit a plan.
    pub(crate) fn new(
        plan: &'a Plan,
        contents: Contents,
        gating: FeatureGating,
        spelling: &Spelling,
    ) -> Self {
        Self {
            plan,
            taken: Arc::new(Paths::taken(plan)),
            owners: owner::owners(plan),
            ids: plan.api.ids().collect(),
            modules: Module::wanted(contents),
            around: Around { gating, visibility: spelling.visibility },
            tags: (spelling.tags == TagGating::Features).then(|| Tags::of(plan)),
            runtime: Runtime::elsewhere(&spelling.runtime),
        }
    }

    /// The parts of a module, in the order in which they stand there, for each module in the
    /// order in which a person reads them.
    pub(crate) fn modules(&self) -> impl Iterator<Item = (Module, Vec<Part<'_>>)> {
        self.modules.iter().map(|module| {
            let part = |holds| Part { emission: self, module: *module, holds };
            let types = self.ids.chunks(SHARE).map(Holds::Types);
            (*module, [Holds::Items].into_iter().chain(types).map(part).collect())
        })
    }

    /// What a module imports whose parts mention this.
    pub(crate) fn imports(&self, module: Module, mentioned: Imports) -> Vec<TokenStream> {
        self.spelled(self.emitter().imports(module, mentioned))
    }

    /// What a module consists of whose items stand in files of these names.
    pub(crate) fn file_modules(&self, module: Module, names: &[&str]) -> Vec<TokenStream> {
        self.emitter().file_modules(module, names)
    }

    /// The items of the root of a folder with these modules.
    pub(crate) fn root(&self, modules: &[Module]) -> Vec<TokenStream> {
        self.spelled(self.emitter().root(modules, self.around))
    }

    /// What a single file begins with.
    pub(crate) fn head(&self) -> Vec<TokenStream> {
        self.spelled(vec![contract()])
    }

    /// A module of a single file, of which nothing stands within its braces yet.
    pub(crate) fn inline_module(&self, module: Module) -> Vec<TokenStream> {
        vec![self.emitter().inline_module(module, self.around, TokenStream::new())]
    }

    /// What a single file shows of these modules beside them.
    pub(crate) fn inline_reexports(&self, modules: &[Module]) -> Vec<TokenStream> {
        self.emitter().inline_reexports(modules, self.around)
    }

    fn emitter(&self) -> Emitter<'_> {
        let paths = Paths::new(Arc::clone(&self.taken));
        let (owners, tags) = (&self.owners, self.tags.as_ref());
        Emitter { plan: self.plan, paths, owners, tags, around: self.around }
    }

    /// Items that name the runtime as they are to.
    fn spelled(&self, items: Vec<TokenStream>) -> Vec<TokenStream> {
        match &self.runtime {
            None => items,
            Some(runtime) => items.into_iter().map(|item| runtime.named_in(item)).collect(),
        }
    }
}

impl Part<'_> {
    /// The module that it is of.
    pub(crate) fn module(&self) -> Module {
        self.module
    }

    /// The part as tokens, the same whenever it is asked.
    pub(crate) fn emit(&self) -> Emitted {
        let emitter = self.emission.emitter();
        let groups = match (self.holds, self.module) {
            (Holds::Items, Module::Operations | Module::Requests) => {
                emitter.items_of_operations(self.module)
            }
            (Holds::Items, module) => vec![(String::new(), emitter.items(module))],
            (Holds::Types(ids), module) => {
                let named = |id: &TypeId| {
                    (emitter.type_name(*id).to_owned(), emitter.items_of(module, *id))
                };
                ids.iter().map(named).collect()
            }
        };
        let spelled = |(name, items)| (name, self.emission.spelled(items));
        let groups = groups.into_iter().map(spelled).collect();
        Emitted { groups, imports: emitter.take_imports() }
    }
}

/// The tokens of a plan, for a macro.
#[must_use]
pub fn tokens(
    plan: &Plan,
    contents: Contents,
    gating: FeatureGating,
    spelling: &Spelling,
) -> TokenStream {
    let emission = Emission::new(plan, contents, gating, spelling);
    let whole = emission.emitter().whole(contents, emission.around);
    emission.spelled(vec![whole]).into_iter().collect()
}
