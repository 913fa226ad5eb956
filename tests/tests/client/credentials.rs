//! Which credentials leave: those that the operation takes; and tokens that are renewed.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use specwright::client::{Builder, Credential, Token};
use specwright::{Error, Operation};
use specwright_tests::cases::security_of_operations::{requests, service};
use specwright_tests::server::{Part, Seen, Server, Step, answer, response};

use crate::doors::{Door, KEY, RUNTIME, at_every_door, nothing_leaks, texts};

fn quiet() -> Server {
    Server::start([answer(204, &[], "")])
}

fn client(server: &Server) -> Builder {
    service::client().base_url(server.url())
}

/// The request that arrives.
fn sent<O: Operation>(door: Door, credentials: &[Credential], operation: O) -> Seen {
    let server = quiet();
    let builder = credentials.iter().cloned().fold(client(&server), Builder::credential);
    door.send(builder, operation).unwrap();
    server.seen().remove(0)
}

fn all() -> Vec<Credential> {
    vec![
        service::key("k-secret"),
        service::app("a-secret"),
        service::session("s-secret"),
        service::user("me", "pass"),
        service::oauth("o-secret"),
    ]
}

fn each_operation_takes_what_it_names(door: Door) {
    let shown = |seen: &Seen| {
        let header = |name| seen.header(name).unwrap_or("-").to_owned();
        let target = seen.target.trim_start_matches("/v1").to_owned();
        [target, header("x-auth"), header("authorization"), header("cookie")]
    };
    let all = all();
    assert_eq!(shown(&sent(door, &all, requests::GetOpen::new())), ["/open", "-", "-", "-"]);
    assert_eq!(
        shown(&sent(door, &all, requests::GetOptional::new())),
        ["/optional", "k-secret", "-", "-"]
    );
    assert_eq!(shown(&sent(door, &[], requests::GetOptional::new())), ["/optional", "-", "-", "-"]);
    let both = ["/both?app_id=a-secret", "k-secret", "-", "-"];
    assert_eq!(shown(&sent(door, &all, requests::GetBoth::new())), both);
    let or_a_token = ["/both", "-", "Bearer o-secret", "-"];
    assert_eq!(shown(&sent(door, &all[1..], requests::GetBoth::new())), or_a_token);
    assert_eq!(
        shown(&sent(door, &all, requests::GetSession::new())),
        ["/session", "-", "-", "sid=s-secret"]
    );
    assert_eq!(
        shown(&sent(door, &all, requests::GetUser::new())),
        ["/user", "-", "Basic bWU6cGFzcw==", "-"]
    );
}

fn a_call_whose_credential_is_missing_is_not_sent(door: Door) {
    let server = quiet();
    let key_alone = client(&server).credential(service::key("k-secret"));
    let result = door.send(key_alone, requests::GetBoth::new());
    let Err(Error::Config(error)) = &result else { panic!("{result:?}") };
    let text = error.to_string();
    assert!(text.contains("`getBoth` needs the credential `key` and `app`, or `oauth`"), "{text}");
    let basic_is_not_for_it = client(&server).credential(service::user("me", "pass"));
    assert!(door.send(basic_is_not_for_it, requests::GetToken::new()).is_err());
    assert!(door.send(client(&server), requests::GetSigned::new()).is_err());
    assert_eq!(server.connections(), 0);
}

fn unless_it_is_authenticated_elsewhere(door: Door) {
    let server = quiet();
    door.send(client(&server).authenticated_elsewhere(), requests::GetSigned::new()).unwrap();
    let key_alone = client(&server).credential(service::key("k-secret"));
    door.send(key_alone.authenticated_elsewhere(), requests::GetBoth::new()).unwrap();
    let mut value = http::HeaderValue::from_static("Gateway g-secret");
    value.set_sensitive(true);
    let by_a_header = client(&server).default_header(http::header::AUTHORIZATION, value);
    door.send(by_a_header, requests::GetToken::new()).unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[1].header("x-auth"), Some("k-secret"));
    assert_eq!(seen[2].header("authorization"), Some("Gateway g-secret"));
}

/// Gives tokens by the client-credentials flow, as many as are asked for, and takes calls.
fn shop_with_tokens(lifetime: &'static str) -> Server {
    let given = AtomicUsize::new(0);
    Server::start([Step::Answer(Arc::new(move |seen: &Seen| {
        if seen.target != "/oauth/token" {
            return vec![Part::Bytes(response(204, &[], b""))];
        }
        let number = given.fetch_add(1, Ordering::SeqCst);
        let token = format!(
            r#"{{"access_token":"{KEY}-{number}","token_type":"Bearer","expires_in":{lifetime}}}"#
        );
        vec![
            Part::Pause(Duration::from_millis(50)),
            Part::Bytes(response(200, &[], token.as_bytes())),
        ]
    }))])
}

fn flow(server: &Server) -> Builder {
    let credential =
        service::oauth_client_credentials("the app", "its secret/", &["read:all", "write:all"]);
    client(server).credential(credential)
}

fn the_flow_that_a_description_names_is_followed(door: Door) {
    let server = shop_with_tokens("3600");
    let result = door.send(flow(&server), requests::GetToken::new());
    nothing_leaks(&result);
    result.unwrap();
    let seen = server.seen();
    assert_eq!((&*seen[0].method, &*seen[0].target), ("POST", "/oauth/token"));
    assert_eq!(seen[0].body, b"grant_type=client_credentials&scope=read%3Aall%20write%3Aall");
    assert_eq!(seen[0].header("content-type"), Some("application/x-www-form-urlencoded"));
    let pair = "Basic dGhlJTIwYXBwOml0cyUyMHNlY3JldCUyRg==";
    assert_eq!(seen[0].header("authorization"), Some(pair));
    assert_eq!(seen[1].header("authorization"), Some(&*format!("Bearer {KEY}-0")));
    assert_eq!(seen.len(), 2);
}

fn a_token_that_is_refused_says_why_and_nothing_is_sent(door: Door) {
    let body = r#"{"error":"invalid_client","error_description":"its secret/ is wrong"}"#;
    let server = Server::start([answer(401, &[], body)]);
    let result = door.send(flow(&server), requests::GetToken::new());
    let Err(Error::Credential(error)) = &result else { panic!("{result:?}") };
    assert_eq!(error.scheme(), Some("oauth"));
    let text = texts(&result);
    assert!(text.contains("invalid_client: [credential] is wrong"), "{text}");
    assert_eq!(server.seen().len(), 1, "the token's alone");
}

at_every_door! {
    each_operation_takes_what_it_names,
    a_call_whose_credential_is_missing_is_not_sent,
    unless_it_is_authenticated_elsewhere,
    the_flow_that_a_description_names_is_followed,
    a_token_that_is_refused_says_why_and_nothing_is_sent,
}

/// Makes so many calls at once, and says how each ended.
fn together(builder: Builder, count: usize) -> Vec<Result<(), Error>> {
    let client = builder.build().unwrap();
    RUNTIME.block_on(async {
        let calls = (0..count).map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call(requests::GetToken::new()).await.map(drop) })
        });
        let calls: Vec<_> = calls.collect();
        let mut ends = Vec::new();
        for call in calls {
            ends.push(call.await.unwrap());
        }
        ends
    })
}

#[test]
fn calls_that_wait_share_one_renewal() {
    let server = shop_with_tokens("3600");
    assert!(together(flow(&server), 20).iter().all(Result::is_ok));
    let tokens = server.seen().iter().filter(|seen| seen.target == "/oauth/token").count();
    assert_eq!((tokens, server.seen().len()), (1, 21));
}

#[test]
fn and_share_its_failure() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let provider = move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Err::<Token, _>(io::Error::other("the vault is closed"))
        }
    };
    let server = quiet();
    let credential = Credential::bearer_from(provider).for_scheme("oauth");
    let ends = together(client(&server).credential(credential), 10);
    for end in ends {
        let error = end.unwrap_err().to_string();
        assert!(error.contains("the vault is closed"), "{error}");
    }
    assert_eq!((asked.load(Ordering::SeqCst), server.connections()), (1, 0));
}

#[test]
fn a_token_that_a_server_refuses_is_renewed_once() {
    let given = AtomicUsize::new(0);
    let provider = move || {
        let token = Token::new(format!("token-{}", given.fetch_add(1, Ordering::SeqCst)));
        async { Ok::<_, io::Error>(token) }
    };
    let refused = || answer(401, &[], "");
    let server = Server::start([answer(204, &[], ""), refused(), answer(204, &[], ""), refused()]);
    let credential = Credential::bearer_from(provider).for_scheme("oauth");
    let client = client(&server).credential(credential).build().unwrap();
    RUNTIME.block_on(async {
        client.call(requests::GetToken::new()).await.unwrap();
        client.call(requests::GetToken::new()).await.unwrap();
        let error = client.call(requests::GetToken::new()).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    });
    let seen = server.seen();
    let tokens = seen.iter().filter_map(|seen| seen.header("authorization"));
    let tokens: Vec<_> = tokens.map(|token| token.trim_start_matches("Bearer token-")).collect();
    assert_eq!(tokens, ["0", "0", "1", "1", "2"]);
}

#[test]
fn a_token_is_renewed_before_it_expires_and_the_old_one_serves_meanwhile() {
    let given = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&given);
    let provider = move || {
        let number = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            if number > 0 {
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
            let lifetime = Duration::from_secs(if number == 0 { 2 } else { 3_600 });
            Ok::<_, io::Error>(Token::new(format!("token-{number}")).expires_in(lifetime))
        }
    };
    let server = quiet();
    let credential = Credential::bearer_from(provider).for_scheme("oauth");
    let client = client(&server).credential(credential).build().unwrap();
    RUNTIME.block_on(async {
        client.call(requests::GetToken::new()).await.unwrap();
        client.call(requests::GetToken::new()).await.unwrap();
        assert_eq!(given.load(Ordering::SeqCst), 1);
        // Due, but good for a while.
        tokio::time::sleep(Duration::from_millis(1_650)).await;
        let renewing = client.clone();
        let renewing =
            tokio::spawn(async move { renewing.call(requests::GetToken::new()).await.map(drop) });
        tokio::time::sleep(Duration::from_millis(50)).await;
        client.call(requests::GetToken::new()).await.unwrap();
        renewing.await.unwrap().unwrap();
    });
    assert_eq!(given.load(Ordering::SeqCst), 2);
    let seen = server.seen();
    let tokens: Vec<_> = seen.iter().filter_map(|seen| seen.header("authorization")).collect();
    assert_eq!(tokens, ["Bearer token-0", "Bearer token-0", "Bearer token-0", "Bearer token-1"]);
}
