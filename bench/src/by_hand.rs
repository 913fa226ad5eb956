//! The types that a careful user derives by hand for our payloads: properties that may be missing
//! or null are options, unions are serde's own enums. What is unknown is not kept, or in a map
//! beside the rest where one is asked for.

/// The types, each with a map of what is unknown where one is given.
macro_rules! by_hand {
    ($($(#[$extra:meta])+ $map:ty)?) => {
        use std::collections::BTreeMap;

        use serde::{Deserialize, Serialize};

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Job {
            pub object: String,
            pub id: String,
            pub created_at: i64,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub error: Option<JobError>,
            pub fine_tuned_model: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub finished_at: Option<i64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub hyperparameters: Option<Hyperparameters>,
            pub model: String,
            pub organization_id: Option<String>,
            pub result_files: Option<Vec<String>>,
            pub status: Status,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub trained_tokens: Option<i64>,
            pub training_file: String,
            pub validation_file: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub integrations: Option<Vec<Integration>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub seed: Option<i64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub estimated_finish: Option<i64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub method: Option<Method>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub metadata: Option<BTreeMap<String, String>>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Request {
            pub model: String,
            pub training_file: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub hyperparameters: Option<Hyperparameters>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub suffix: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub validation_file: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub integrations: Option<Vec<Integration>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub seed: Option<i64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub method: Option<Method>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub metadata: Option<BTreeMap<String, String>>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct JobError {
            pub code: Option<String>,
            pub message: Option<String>,
            pub param: Option<String>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Status {
            ValidatingFiles,
            Queued,
            Running,
            Succeeded,
            Failed,
            Cancelled,
            Paused,
        }

        /// A number, or the word that leaves it to the service.
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        pub enum AutoOr<T> {
            #[serde(rename = "auto")]
            Auto,
            #[serde(untagged)]
            Value(T),
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Hyperparameters {
            #[serde(skip_serializing_if = "Option::is_none")]
            pub batch_size: Option<AutoOr<i64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub learning_rate_multiplier: Option<AutoOr<f64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub n_epochs: Option<AutoOr<i64>>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum Integration {
            Wandb { wandb: Wandb },
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Wandb {
            pub project: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub name: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub entity: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub tags: Option<Vec<String>>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        /// A struct, as described, rather than an enum: serde would buffer the whole method for that.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Method {
            pub r#type: MethodType,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub supervised: Option<Supervised>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub dpo: Option<Dpo>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub reinforcement: Option<Reinforcement>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum MethodType {
            Supervised,
            Dpo,
            Reinforcement,
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Supervised {
            #[serde(skip_serializing_if = "Option::is_none")]
            pub hyperparameters: Option<Hyperparameters>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Dpo {
            #[serde(skip_serializing_if = "Option::is_none")]
            pub hyperparameters: Option<DpoHyperparameters>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct DpoHyperparameters {
            #[serde(skip_serializing_if = "Option::is_none")]
            pub beta: Option<AutoOr<f64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub batch_size: Option<AutoOr<i64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub learning_rate_multiplier: Option<AutoOr<f64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub n_epochs: Option<AutoOr<i64>>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Reinforcement {
            pub grader: Grader,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub hyperparameters: Option<ReinforcementHyperparameters>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct ReinforcementHyperparameters {
            #[serde(skip_serializing_if = "Option::is_none")]
            pub batch_size: Option<AutoOr<i64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub learning_rate_multiplier: Option<AutoOr<f64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub n_epochs: Option<AutoOr<i64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub reasoning_effort: Option<Effort>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub compute_multiplier: Option<AutoOr<f64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub eval_interval: Option<AutoOr<i64>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub eval_samples: Option<AutoOr<i64>>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Effort {
            Default,
            Low,
            Medium,
            High,
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum Grader {
            StringCheck(StringCheck),
            TextSimilarity(TextSimilarity),
            Python(Python),
            ScoreModel(ScoreModel),
            Multi(Multi),
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Multi {
            pub name: String,
            pub graders: BTreeMap<String, Inner>,
            pub calculate_output: String,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum Inner {
            StringCheck(StringCheck),
            TextSimilarity(TextSimilarity),
            Python(Python),
            ScoreModel(ScoreModel),
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct StringCheck {
            pub name: String,
            pub input: String,
            pub reference: String,
            pub operation: Operation,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Operation {
            Eq,
            Ne,
            Like,
            Ilike,
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct TextSimilarity {
            pub name: String,
            pub input: String,
            pub reference: String,
            pub evaluation_metric: Metric,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Metric {
            Cosine,
            FuzzyMatch,
            Bleu,
            Gleu,
            Meteor,
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct Python {
            pub name: String,
            pub source: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub image_tag: Option<String>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct ScoreModel {
            pub name: String,
            pub model: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub sampling_params: Option<SamplingParams>,
            pub input: Vec<EvalItem>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub range: Option<Vec<f64>>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct SamplingParams {
            #[serde(skip_serializing_if = "Option::is_none")]
            pub seed: Option<i64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub top_p: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub temperature: Option<f64>,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct EvalItem {
            pub role: Role,
            pub content: Content,
            $($(#[$extra])+ pub extra: $map,)?
        }

        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role {
            User,
            Assistant,
            System,
            Developer,
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum Content {
            Text(String),
            Item(Item),
            Items(Vec<Item>),
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum Item {
            InputText { text: String },
            OutputText { text: String },
            InputImage { image_url: String },
        }
    };
}

pub(crate) use by_hand;
