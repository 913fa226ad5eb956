//! What OpenAPI does not define of a parameter: how its style writes lists and objects that stand
//! in others (OpenAPI 3.1, section 4.8.12.3).

use crate::api::{Expr, ParameterStyle, Rest, Shape, Use};
use crate::diagnostic::Code;
use crate::lower::Lowering;
use crate::read::operation;

/// How deep is looked: what nests in three levels nests.
const DEEPEST: usize = 3;

/// What a value is, as far as it matters to how it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Nesting {
    /// How many levels of lists and objects there are.
    levels: usize,
    /// Whether the outermost is a list, whether it is an object.
    is_list: bool,
    is_object: bool,
}

impl Lowering<'_> {
    /// Says which way was chosen where there is none that OpenAPI defines.
    pub(super) fn report_undefined(
        &mut self,
        read: &operation::Parameter,
        style: ParameterStyle,
        value: &Use,
    ) {
        let nesting = self.nesting(&value.expr, 0);
        let is_deep = style == ParameterStyle::DeepObject;
        let is_delimited =
            matches!(style, ParameterStyle::SpaceDelimited | ParameterStyle::PipeDelimited);
        let way = match nesting {
            Nesting { levels: 0, .. } if is_deep => "what has no parts is written as in `form`",
            Nesting { levels: 0, .. } => return,
            Nesting { is_list: true, .. } if is_deep => {
                "a list is written as `name[]=`, one with parts of its own as `name[0][key]=`"
            }
            Nesting { levels: 1, .. } if is_deep => return,
            _ if is_deep => {
                "a list within it is written as `name[key][]=`, one with parts of its own as \
                 `name[key][0][key]=`"
            }
            _ if is_delimited && read.explode => "with `explode` it is written as in `form`",
            Nesting { levels: 1, .. } => return,
            Nesting { is_object: true, .. } if style == ParameterStyle::Form && read.explode => {
                "a list within it repeats its own name, an object within it is JSON text"
            }
            _ => "what has parts within it is JSON text",
        };
        let text =
            format!("OpenAPI does not define how `{}` writes `{}`: {way}", read.style, read.name);
        self.note(Code::StyleUndefined, &read.place, text);
    }

    fn nesting(&self, expr: &Expr, depth: usize) -> Nesting {
        if depth > DEEPEST {
            return Nesting::default();
        }
        let within = |expr: &Expr| self.nesting(expr, depth + 1).levels;
        let object = |levels: usize| Nesting { levels, is_object: true, is_list: false };
        match self.types.underlying(expr) {
            Expr::List(item) => {
                Nesting { levels: 1 + within(&item.expr), is_list: true, is_object: false }
            }
            Expr::Map(value) => object(1 + within(&value.expr)),
            Expr::Tuple(_) => Nesting { levels: 1, is_list: true, is_object: false },
            Expr::Named(id) => match self.types.shape(*id) {
                Some(Shape::Record(record)) => {
                    let rest = match &record.rest {
                        Rest::Typed(value) => Some(&value.expr),
                        Rest::Open | Rest::Closed => None,
                    };
                    let fields = record.properties.iter().map(|property| &property.value.expr);
                    object(1 + fields.chain(rest).map(within).max().unwrap_or(0))
                }
                Some(Shape::Union(union)) => {
                    let variants = union.variants.iter();
                    let all = variants.map(|one| self.nesting(&one.value.expr, depth + 1));
                    all.fold(Nesting::default(), |all, one| Nesting {
                        levels: all.levels.max(one.levels),
                        is_list: all.is_list || one.is_list,
                        is_object: all.is_object || one.is_object,
                    })
                }
                _ => Nesting::default(),
            },
            _ => Nesting::default(),
        }
    }
}
