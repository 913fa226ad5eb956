//! This file is written by hand; the modules below are generated, each into a folder of
//! its own, by `cargo xtask codegen`.

/// Fine-tuning at the OpenAI API, its jobs, graders and files: types, builders and, with the
/// feature `client`, the calls.
///
/// A function is a call, which is awaited; what it takes has a builder, which asks for what is
/// required. Most begin with `create_file` (training data, with the purpose
/// [`FineTune`](fine_tuning::CreateFileRequestPurpose::FineTune)) and `create_fine_tuning_job`; a
/// client and a wait until the job has ended are in [`openai`](crate::openai).
///
/// | about | functions |
/// |---|---|
/// | jobs | `create_fine_tuning_job`, `retrieve_…`, `pause_…`, `resume_…`, `cancel_…`, `list_paginated_fine_tuning_jobs` |
/// | what a job reports | `list_fine_tuning_events`, `list_fine_tuning_job_checkpoints` |
/// | who may use a checkpoint | `create_…`, `list_…`, `delete_fine_tuning_checkpoint_permission` |
/// | graders of reinforcement fine-tuning | `run_grader`, `validate_grader` |
/// | files | `create_file`, `list_files`, `retrieve_file`, `download_file`, `delete_file` |
///
/// What a job is: [`FineTuningJob`](fine_tuning::FineTuningJob) and its
/// [`FineTuningJobStatus`](fine_tuning::FineTuningJobStatus); what its webhooks tell:
/// [`FineTuningWebhookEvent`](fine_tuning::FineTuningWebhookEvent).
#[cfg(feature = "openai")]
#[rustfmt::skip]
pub mod fine_tuning;

/// The lines of files that models are trained on at the OpenAI API: types and builders.
#[cfg(feature = "training")]
#[rustfmt::skip]
pub(crate) mod training;
