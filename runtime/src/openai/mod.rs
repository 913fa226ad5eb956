//! What is OpenAI's own, beside the module that is generated from its description: how the
//! environment configures a client, whom a call is charged to, what its servers say beside the
//! standards, when a fine-tuning job has ended.
//!
//! ```no_run
//! # async fn example() -> Result<(), specwright::Error> {
//! use specwright::openai::OpenAiBuilder;
//!
//! let client = specwright::openai::from_env()?; // OPENAI_API_KEY, …
//! let client = specwright::openai::builder().api_key("sk-…").project("proj-1").build()?;
//! let job = specwright::openai::wait_for_fine_tuning_job(&client, "ftjob-abc123").await?;
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "client")]
mod environment;
#[cfg(feature = "operations")]
mod errors;
#[cfg(feature = "client")]
mod job;
#[cfg(feature = "operations")]
mod rate_limits;
#[cfg(feature = "client")]
mod vendor;

#[cfg(feature = "client")]
pub use self::environment::{OpenAiBuilder, builder, builder_from_env, from_env};
#[cfg(feature = "operations")]
pub use self::errors::{ErrorFields, OpenAiError};
#[cfg(feature = "client")]
pub use self::job::{WaitForFineTuningJob, wait_for_fine_tuning_job};
#[cfg(feature = "operations")]
pub use self::rate_limits::RateLimits;
#[cfg(feature = "client")]
pub use self::vendor::OpenAi;
