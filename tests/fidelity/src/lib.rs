//! Proves that nothing is lost between a description and the wire, for any types at all.
//!
//! Instances are made from the schemas of the description ([`sample`]), the `jsonschema`
//! crate says which of them are valid ([`oracle`]), the types read them and write them
//! again ([`subject`]), and what comes back is compared ([`mod@judge`]); the same instances with
//! one fault each ([`mod@faults`]) have to be refused. Nothing here knows
//! the generator or the runtime, so that it can find both wrong.

pub mod description;
pub mod faults;
mod given;
pub mod judge;
pub mod kind;
mod mapping;
pub mod oracle;
mod prove;
mod reject;
pub mod sample;
pub mod subject;

pub use self::description::{Description, escape};
pub use self::given::{Given, given};
pub use self::judge::Verdict;
pub use self::kind::Kind;
pub use self::prove::{Effort, Failure, Fidelity, Tally, fidelity};
pub use self::reject::{Cause, Passed, Refusals, Rejection, rejection};
pub use self::subject::{Answer, Complaint, Reading, Subject};
