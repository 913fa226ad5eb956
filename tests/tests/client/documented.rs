//! The documented requests, by the generated function: what the server gets is the example,
//! and what the caller gets is the answer that the description has for it.

use serde_json::Value;
use specwright::Reply;
use specwright::client::CallOptions;
use specwright::fine_tuning::{
    CreateFineTuningJobRequest, FineTuneMethodType, FineTuneReinforcementHyperparameters,
    FineTuneReinforcementMethodGrader, FineTuningJob, FineTuningJobStatus,
};
use specwright_tests::server::{Seen, Server, answer};
use specwright_tests::spec;

use crate::doors::{Door, KEY, at_every_door, configured};

/// What arrived at a server for a documented request, and what the server's answer became.
struct Exchange {
    request: Value,
    answer: Value,
    seen: Seen,
    reply: Reply<FineTuningJob>,
}

fn exchanged(door: Door, (_, request, documented): (String, Value, Value)) -> Exchange {
    let headers = [("content-type", "application/json"), ("x-request-id", "req_doc")];
    let server = Server::start([answer(200, &headers, documented.to_string())]);
    let typed: CreateFineTuningJobRequest =
        serde_json::from_value(request.clone()).expect("the documented request");
    let reply = door.create_from(&typed, configured(server.url()), CallOptions::new()).unwrap();
    assert_eq!((server.connections(), server.seen().len(), server.jobs()), (1, 1, 1));
    Exchange { request, answer: documented, seen: server.seen().remove(0), reply }
}

fn every_documented_request_is_sent_and_its_answer_read(door: Door) {
    for example in spec::examples() {
        let Exchange { request, answer, seen, reply } = exchanged(door, example);
        assert_eq!((&*seen.method, &*seen.target), ("POST", "/v1/fine_tuning/jobs"));
        assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {KEY}")));
        assert_eq!(seen.header("content-type"), Some("application/json"));
        assert_eq!(seen.header("accept"), Some("application/json"));
        let key = seen.header("idempotency-key").expect("a key");
        assert!(key.len() >= 32, "{key}");
        let agent = concat!("specwright/", env!("CARGO_PKG_VERSION"));
        assert_eq!(seen.header("user-agent"), Some(agent));
        assert_eq!(seen.header("content-length"), Some(&*seen.body.len().to_string()));
        let body: Value = serde_json::from_slice(&seen.body).expect("JSON");
        assert_eq!(body, request);

        assert_eq!((reply.http_status().as_u16(), reply.http_request_id()), (200, Some("req_doc")));
        assert_eq!(reply.id, answer["id"].as_str().unwrap_or_default());
        let typed: FineTuningJob = serde_json::from_value(answer).expect("the documented answer");
        assert_eq!(reply.into_inner(), typed);
    }
}

fn the_reply_is_typed_to_its_depth(door: Door) {
    let mut examples = spec::examples().into_iter();
    let example = examples.find(|(name, ..)| name == "reinforcement").expect("the example");
    let job = exchanged(door, example).reply.into_inner();
    assert_eq!(job.status, FineTuningJobStatus::ValidatingFiles);
    assert_eq!((job.model.as_str(), job.seed), ("o4-mini", Some(950_189_191)));
    let method = job.method.expect("a method");
    assert_eq!(method.r#type, FineTuneMethodType::Reinforcement);
    let reinforcement = method.reinforcement.expect("its settings");
    match reinforcement.grader {
        FineTuneReinforcementMethodGrader::StringCheck(check) => {
            assert_eq!(check.reference, "{{item.label}}");
        }
        other => panic!("{other:?}"),
    }
    let hyperparameters: FineTuneReinforcementHyperparameters =
        reinforcement.hyperparameters.expect("hyperparameters");
    assert!(hyperparameters.reasoning_effort.is_some());
}

/// What the description does not name (`user_provided_suffix`) is kept, so that it can be read.
#[test]
fn what_the_description_does_not_name_arrives_too() {
    let mut examples = spec::examples().into_iter();
    let example = examples.find(|(name, ..)| name == "reinforcement").expect("the example");
    let job = exchanged(Door::Asynchronous, example).reply;
    assert!(job.extra.get("shared_with_openai").is_some(), "{:?}", job.extra);
}

at_every_door! {
    every_documented_request_is_sent_and_its_answer_read,
    the_reply_is_typed_to_its_depth,
}
