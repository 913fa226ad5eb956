//! What the shipped types make of a value: a row for each component of the repository's own
//! description that has a type.

use serde_json::Value;
use specwright::fine_tuning::*;
use specwright_fidelity::Answer;

use crate::fidelity::answer;

/// The place of a component, whose name may be another than its type's.
macro_rules! pointer {
    ($type:ident) => {
        concat!("/components/schemas/", stringify!($type))
    };
    ($type:ident $name:literal) => {
        concat!("/components/schemas/", $name)
    };
}

/// Each component's type, by the name that Rust gives it; with the description's where that is
/// another.
macro_rules! table {
    ($($type:ident $(= $name:literal)?)*) => {
        &[$((pointer!($type $($name)?), answer::<$type>)),*]
    };
}

/// The place of a component, and what its type makes of a value.
pub type Row = (&'static str, fn(&Value) -> Answer);

/// All components, by name.
pub const TABLE: &[Row] = table! {
    CreateFileRequest CreateFineTuningCheckpointPermissionRequest CreateFineTuningJobRequest
    DeleteFileResponse DeleteFineTuningCheckpointPermissionResponse ErrorResponse EvalItem
    EvalItemContent EvalItemContentArray EvalItemContentItem EvalItemContentOutputText
    EvalItemContentText EvalItemInputImage
    FineTuneDpoHyperparameters = "FineTuneDPOHyperparameters"
    FineTuneDpoMethod = "FineTuneDPOMethod" FineTuneMethod
    FineTuneReinforcementHyperparameters FineTuneReinforcementMethod
    FineTuneSupervisedHyperparameters FineTuneSupervisedMethod FineTuningCheckpointPermission
    FineTuningIntegration FineTuningJob FineTuningJobCheckpoint FineTuningJobEvent
    FineTuningWebhookEvent GraderLabelModel GraderMulti GraderMultiGrader GraderPython GraderScoreModel GraderStringCheck
    GraderTextSimilarity InputAudio InputTextContent ListFilesResponse
    ListFineTuningCheckpointPermissionResponse ListFineTuningJobCheckpointsResponse
    ListFineTuningJobEventsResponse ListPaginatedFineTuningJobsResponse Metadata
    OpenAiFile = "OpenAIFile" PromptCacheBreakpointConfig ReasoningEffort RunGraderRequest
    RunGraderResponse ValidateGraderRequest ValidateGraderResponse WebhookFineTuningJobCancelled
    WebhookFineTuningJobFailed WebhookFineTuningJobSucceeded
};

/// What the type of a component makes of a value.
pub fn ask(pointer: &str, value: &Value) -> Answer {
    let row = TABLE.iter().find(|(known, _)| *known == pointer);
    row.map_or_else(|| Answer::crashed("not in the table"), |(_, answer)| answer(value))
}
