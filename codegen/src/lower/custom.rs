//! Types of the user's, where a node or a format has one.

use super::{Lowered, Lowering, limits};
use crate::api::{CustomType, Expr, Use};
use crate::config::Customisation;
use crate::pointer::Place;
use crate::read::schema::Schema;

impl Lowering<'_> {
    /// The type that the user put in place of what stands at a place.
    pub(super) fn replaced(&mut self, place: &Place) -> Option<Use> {
        if self.customising.types.is_empty() || place.is_joined() {
            return None;
        }
        let pointer = self.schemas.pointer_text(place);
        let path = self.customising.type_at(&pointer)?;
        let custom = CustomType::new(path.as_str());
        self.customised(Customisation::Type, &pointer);
        // What limits it stays, to be told of.
        let limits = limits::of(&self.schemas.at(place).bounds, &Expr::Json);
        Some(Use { limits, ..Use::of(Expr::Custom(Box::new(custom))) })
    }

    /// The type that the user holds the values of a schema's format in; what limits them stays, to be
    /// told of.
    pub(super) fn of_format(&mut self, schema: &Schema, instead: Expr) -> Lowered {
        let limits = limits::of(&schema.bounds, &instead);
        let format = schema.format.as_deref().unwrap_or_default();
        let Some(path) = self.customising.type_of_format(format) else {
            return Lowered::Use(Use { limits, ..Use::of(instead) });
        };
        let custom = CustomType { path: path.as_str().to_owned(), instead: Some(instead) };
        self.customised(Customisation::Format, format);
        Lowered::Use(Use { limits, ..Use::of(Expr::Custom(Box::new(custom))) })
    }

    fn customised(&mut self, about: Customisation, of: &str) {
        let used = (about, of.to_owned());
        if !self.customised.contains(&used) {
            self.customised.push(used);
        }
    }
}
