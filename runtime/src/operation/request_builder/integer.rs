//! Integers of parameters, which a caller has in any type.

use super::{Argument, RequestBuilder};
use crate::operation::parameter::Parameter;
use crate::wire::{At, Integer, Limit, View, view_of};

impl RequestBuilder {
    /// Sends an integer outside the path and the body; one that does not fit into `T` is refused.
    pub fn set_integer<T: TryFrom<i128>>(
        &mut self,
        parameter: Parameter,
        limits: &[Limit],
        value: impl Integer,
    ) {
        let value = value.wide();
        let fits = T::try_from(value).is_ok();
        self.argue_integer(parameter, limits, value, fits);
    }

    fn argue_integer(&mut self, parameter: Parameter, limits: &[Limit], value: i128, fits: bool) {
        self.argue(parameter, limits, &view_of(value).unwrap_or(View::Null));
        let is_same = |known: &&mut Argument| known.parameter.is_same(&parameter);
        if let (false, Some(argument)) = (fits, self.parameters.iter_mut().find(is_same)) {
            let at = At::Name(&At::Text, parameter.location.name());
            let message = format!("must be an integer of 64 bits, but is {value}");
            At::Name(&at, parameter.name).refuse(message, &mut argument.violations);
        }
    }
}
