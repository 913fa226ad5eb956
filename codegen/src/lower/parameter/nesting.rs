//! What OpenAPI does not define of a parameter: how its style writes lists and objects that stand
//! in others (OpenAPI 3.1, section 4.8.12.3).

use crate::api::{Expr, FieldRow, ParameterStyle, Rest, Shape, Use};
use crate::diagnostic::Code;
use crate::lower::Lowering;
use crate::pointer::Place;
use crate::read::operation::Media;

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
    /// Whether it may also be something without parts.
    may_be_plain: bool,
}

/// How something is written outside a body, or in a form.
pub(super) struct Written<'a> {
    pub(super) style: ParameterStyle,
    pub(super) explode: bool,
    /// The style as the description calls it.
    pub(super) named: &'a str,
    pub(super) name: &'a str,
}

impl Lowering<'_> {
    /// Says which way was chosen to write the fields of a form where there is none that OpenAPI
    /// defines: by a style, each is written as a parameter of a query is.
    pub(in crate::lower) fn report_undefined_fields(
        &mut self,
        media: &Media,
        form: &Use,
        rows: &[FieldRow],
    ) {
        let Some(Shape::Record(record)) = form.expr.named().and_then(|id| self.types.shape(id))
        else {
            return;
        };
        let properties = &record.properties;
        let of = |name: &str| properties.iter().find(|property| property.wire_name == name);
        let values = rows.iter().filter(|row| row.style != ParameterStyle::Json);
        let values = values.filter_map(|row| Some((row, of(&row.wire_name)?.value.clone())));
        let values: Vec<(&FieldRow, Use)> = values.collect();
        for (row, value) in values {
            let name = &row.wire_name;
            let mut encodings = media.encoding.iter();
            let encoding = encodings.find(|encoding| encoding.property == *name);
            let style = encoding.and_then(|encoding| encoding.style.as_deref()).unwrap_or("form");
            let place = media.place.child("encoding").child(name);
            let written = Written { style: row.style, explode: row.explode, named: style, name };
            self.report_undefined(&written, &place, &value);
        }
    }

    /// Says which way was chosen where there is none that OpenAPI defines.
    pub(super) fn report_undefined(&mut self, written: &Written<'_>, place: &Place, value: &Use) {
        let Written { style, explode, named, name } = *written;
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
            Nesting { levels: 1, may_be_plain: true, .. } if is_deep => {
                "what has no parts is written as in `form`"
            }
            Nesting { levels: 1, .. } if is_deep => return,
            _ if is_deep => {
                "a list within it is written as `name[key][]=`, one with parts of its own as \
                 `name[key][0][key]=`"
            }
            _ if is_delimited && explode => "with `explode` it is written as in `form`",
            Nesting { levels: 1, .. } => return,
            Nesting { is_object: true, .. } if style == ParameterStyle::Form && explode => {
                "a list within it repeats its own name, an object within it is JSON text"
            }
            _ => "what has parts within it is JSON text",
        };
        let text = format!("OpenAPI does not define how `{named}` writes `{name}`: {way}");
        self.note(Code::StyleUndefined, place, text);
    }

    fn nesting(&self, expr: &Expr, depth: usize) -> Nesting {
        if depth > DEEPEST {
            return Nesting::default();
        }
        let within = |expr: &Expr| self.nesting(expr, depth + 1).levels;
        let object = |levels: usize| Nesting { levels, is_object: true, ..Nesting::default() };
        match self.types.underlying(expr) {
            Expr::List(item) => {
                Nesting { levels: 1 + within(&item.expr), is_list: true, ..Nesting::default() }
            }
            Expr::Map(value) => object(1 + within(&value.expr)),
            Expr::Tuple(_) => Nesting { levels: 1, is_list: true, ..Nesting::default() },
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
                        may_be_plain: all.may_be_plain || one.may_be_plain || one.levels == 0,
                    })
                }
                _ => Nesting::default(),
            },
            _ => Nesting::default(),
        }
    }
}
