//! Fine-tunes a model: checks the training data, uploads it, creates the job, watches it to its end.
//!
//! `cargo run -p specwright --example create_job` needs no key and no network: a stand-in
//! for the service, on a loopback socket, answers with the description's own example. With
//! `--features training`, the data is checked before it is uploaded.

mod arguments;
mod data;
mod nowhere;
mod stand_in;
mod watch;

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

use specwright::fine_tuning::requests::CreateFineTuningJob;
use specwright::fine_tuning::{
    CreateFineTuningJobRequest, FineTuneMethod, FineTuneReinforcementHyperparameters,
    FineTuneReinforcementHyperparametersReasoningEffort, FineTuneReinforcementMethod,
    FineTuningJob, GraderStringCheck, GraderStringCheckOperation, create_fine_tuning_job,
};
use specwright::openai::{self, OpenAiBuilder, RateLimits};
use specwright::{CallOptions, Client, Error, Reply};

use arguments::{Arguments, Mode};
use data::Data;
use nowhere::Nowhere;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            say(arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            complain(format_args!("{message}\n\n{}", arguments::HELP));
            return ExitCode::from(2);
        }
    };
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(error);
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let client = client(arguments.mode)?;
    let model = arguments.model()?;
    let training_file = training_file(&client, arguments).await?;
    let request = reinforcement(model, &training_file, &arguments.validation_file);
    let call = CreateFineTuningJob::new(&request);
    let outgoing = client.request(call)?;
    say(format_args!("\nRequest: {} {}", outgoing.method(), outgoing.uri()));
    for (name, value) in outgoing.headers() {
        say(format_args!("  {name}: {}", String::from_utf8_lossy(value.as_bytes())));
    }
    say("  authorization: Bearer (the key, which is not shown)\n");
    say(indented(&serde_json::to_string_pretty(&request)?));
    if arguments.mode == Mode::DryRun {
        return Ok(());
    }

    // Each call has a random key of its own; with this one, the call is the one shown above.
    let key = outgoing.headers().get("idempotency-key").and_then(|key| key.to_str().ok());
    let options = CallOptions::new().idempotency_key(key.unwrap_or_default());
    let reply = create_fine_tuning_job(&client.with(options), &request).await;
    let reply = reply.map_err(|error| match error {
        // The other errors say all there is to do; this one asks for a look before it is repeated.
        Error::Ambiguous(_) => {
            format!("{error}\nLook at the list of jobs before you start another one.")
        }
        _ => error.to_string(),
    })?;
    show(&reply);
    let job = watch::watch(&client, arguments.mode, &reply.id).await?;
    watch::tell(&job)
}

/// The file to train on: the one that is named, or the data that is checked and uploaded.
async fn training_file(
    client: &Client,
    arguments: &Arguments,
) -> Result<String, Box<dyn std::error::Error>> {
    let path = arguments.training_data.as_deref();
    let id = arguments.training_file.as_deref().unwrap_or("file-abc").to_owned();
    // Nobody pays for examples of ours.
    if arguments.training_file.is_some() || (path.is_none() && arguments.mode == Mode::Live) {
        return Ok(id);
    }
    let data = Data::at(path);
    data.check()?;
    match arguments.mode {
        Mode::DryRun => Ok(id),
        Mode::StandIn | Mode::Live => data.upload(client).await,
    }
}

/// The client that the mode asks for, with a word to the reader about who answers.
fn client(mode: Mode) -> Result<Client, Box<dyn std::error::Error>> {
    Ok(match mode {
        Mode::StandIn => {
            let url = stand_in::start()?;
            say("A stand-in on this machine plays the service; --live would call the real one.");
            openai::builder().base_url(url).api_key("sk-no-real-key").build()?
        }
        Mode::DryRun => {
            say("Nothing is sent: this is the request that would go out.");
            openai::builder().transport(Nowhere).build()?
        }
        Mode::Live => {
            openai::from_env().map_err(|error| match std::env::var_os("OPENAI_API_KEY") {
                Some(_) => error.to_string(),
                None => format!("{error}; --live needs it, and without --live no key is needed"),
            })?
        }
    })
}

/// The description's example of reinforcement fine-tuning, for any model: a grader compares the
/// model's output with a label of the training file.
fn reinforcement(
    model: &str,
    training_file: &str,
    validation_file: &str,
) -> CreateFineTuningJobRequest {
    let grader = GraderStringCheck::builder()
        .name("Example string check grader")
        .input("{{sample.output_text}}")
        .reference("{{item.label}}")
        .operation(GraderStringCheckOperation::Eq)
        .build();
    let hyperparameters = FineTuneReinforcementHyperparameters::builder()
        .reasoning_effort(FineTuneReinforcementHyperparametersReasoningEffort::Medium)
        .build();
    let settings = FineTuneReinforcementMethod::builder()
        .grader(grader)
        .hyperparameters(hyperparameters)
        .build();
    CreateFineTuningJobRequest::builder()
        .model(model)
        .training_file(training_file)
        .validation_file(validation_file)
        .method(FineTuneMethod::reinforcement(settings))
        .build()
}

/// Shows the job field by field: a reply dereferences to it, and has the response's facts besides.
fn show(reply: &Reply<FineTuningJob>) {
    say(format_args!("\nReply: {}", reply.http_status()));
    let row = |name: &str, value: &dyn Display| say(format_args!("  {name:<17} {value}"));
    row("request id", &reply.http_request_id().unwrap_or("(none)"));
    if let Some(left) = RateLimits::of(reply.http_headers()).remaining_requests {
        row("requests left", &left);
    }
    row("job", &reply.id);
    row("status", &reply.status);
    row("base model", &reply.model);
    row("training file", &reply.training_file);
    row("validation file", &reply.validation_file.as_deref().unwrap_or("(none)"));
    row("fine-tuned model", &reply.fine_tuned_model.as_deref().unwrap_or("(not yet)"));
    row("created at", &format_args!("{} (seconds since 1970)", reply.created_at));
    if let Some(method) = &reply.method {
        row("method", &method.r#type);
    }
    if let Some(seed) = reply.seed {
        row("seed", &seed);
    }
    let undeclared: Vec<_> = reply.extra.iter().map(|(name, _)| name).collect();
    if !undeclared.is_empty() {
        row("also arrived", &format_args!("{} (kept in `extra`)", undeclared.join(", ")));
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// Writes a line. `println!` would panic where the reader has gone, as with `| head -1`.
fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn complain(error: impl Display) {
    let _ = writeln!(std::io::stderr(), "error: {error}");
}
