//! Where calls go: to servers that the description or the user named, and to no other.

use specwright::File;
use specwright::client::{Builder, CallOptions, Credential};
use specwright::{Client, Error};
use specwright_tests::cases::servers_of_operations::{requests, service};
use specwright_tests::server::{Seen, Server, answer};

use crate::doors::{Door, KEY, at_every_door, nothing_leaks};

const BEARER: &str = "Bearer sk-never-to-be-seen-0123456789";

/// A server that has nothing to say.
fn quiet() -> Server {
    Server::start([answer(204, &[], "")])
}

fn port(server: &Server) -> String {
    let url = server.url();
    url.trim_end_matches("/v1").rsplit(':').next().unwrap_or_default().to_owned()
}

/// The generated beginning, told where the description's two servers are.
fn client(shop: &Server, labels: &Server) -> Builder {
    service::client()
        .server_variable("port", port(shop))
        .server_variable("labels", port(labels))
        .credential(service::token(KEY))
}

fn only(server: &Server) -> Seen {
    let mut seen = server.seen();
    assert_eq!(seen.len(), 1, "{seen:?}");
    seen.remove(0)
}

fn each_operation_goes_to_its_own_server(door: Door) {
    let (shop, labels) = (quiet(), quiet());
    door.send(client(&shop, &labels), requests::GetParcel::new("p")).unwrap();
    let seen = only(&shop);
    assert_eq!((&*seen.target, seen.header("authorization")), ("/v2/parcels/p", Some(BEARER)));
    assert_eq!(labels.connections(), 0);

    door.send(client(&shop, &labels), requests::GetLabel::new("l")).unwrap();
    let seen = only(&labels);
    assert_eq!((&*seen.target, seen.header("authorization")), ("/labels/l", Some(BEARER)));
    assert_eq!(shop.connections(), 1, "it was not asked again");
}

fn what_needs_no_credential_gets_none(door: Door) {
    let (shop, labels) = (quiet(), quiet());
    door.send(client(&shop, &labels), requests::GetStatus::new()).unwrap();
    let seen = only(&labels);
    assert_eq!((&*seen.target, seen.header("authorization")), ("/open/status", None));
}

fn a_relative_server_is_at_the_base(door: Door) {
    let (shop, labels) = (quiet(), quiet());
    door.send(client(&shop, &labels), requests::PutLabel::new("l", &File::new("l.png", "png")))
        .unwrap();
    assert_eq!(only(&shop).target, "/uploads/labels/l");
    assert_eq!(labels.connections(), 0);
}

fn another_server_is_reached_only_if_the_user_names_it(door: Door) {
    let (shop, other) = (quiet(), quiet());
    // The user names the shop, and not where the labels are: the description does.
    let base = || Client::builder().base_url(shop.url()).credential(Credential::bearer(KEY));
    let result = door.send(base().max_retries(0), requests::GetLabel::new("l"));
    assert!(matches!(result, Err(Error::Transport(_))), "{result:?}");
    nothing_leaks(&result);
    assert_eq!((shop.connections(), other.connections()), (0, 0));

    let instead = base().replace_server("http://127.0.0.1:{labels}", other.url());
    door.send(instead, requests::GetLabel::new("l")).unwrap();
    assert_eq!(only(&other).target, "/v1/labels/l");
    assert_eq!(shop.connections(), 0);
}

fn a_call_may_name_a_server(door: Door) {
    let (shop, labels, other) = (quiet(), quiet(), quiet());
    let client = door.client(client(&shop, &labels));
    let client = client.with(CallOptions::new().base_url(other.url()));
    let reply = match door {
        Door::Blocking => client.call(requests::GetLabel::new("l")).send(),
        _ => crate::doors::RUNTIME.block_on(client.call(requests::GetLabel::new("l"))),
    };
    reply.unwrap();
    assert_eq!(only(&other).target, "/v1/labels/l");
    assert_eq!((shop.connections(), labels.connections()), (0, 0));
}

fn a_redirect_leads_to_no_other_server_not_even_a_described_one(door: Door) {
    let labels = quiet();
    let location = labels.url();
    let shop = Server::start([answer(307, &[("location", &location)], "")]);
    let result = door.send(client(&shop, &labels), requests::GetParcel::new("p"));
    assert!(matches!(&result, Err(Error::Api(error)) if error.status() == 307), "{result:?}");
    assert_eq!(labels.connections(), 0);
}

#[test]
fn a_variable_is_one_of_its_values() {
    let error = |builder: Builder| builder.build().unwrap_err().to_string();
    let text = error(service::client().server_variable("version", "v3"));
    assert!(text.contains("must be one of `v1`, `v2`, but is `v3`"), "{text}");
    let text = error(service::client().server_variable("nothing", "v3"));
    assert!(text.contains("no server of the description has the variable `nothing`"), "{text}");
    let odd = service::client().build().unwrap().request(requests::GetOdd::new()).unwrap_err();
    assert!(odd.to_string().contains("no default for `nobody`"), "{odd}");
}

#[test]
fn a_client_without_a_server_is_not_built() {
    let error = Client::builder().credential(Credential::bearer(KEY)).build().unwrap_err();
    assert!(error.to_string().contains("no server is known"), "{error}");
    // Nor is one of a description that names none.
    let error = specwright_tests::cases::accept::service::client().build().unwrap_err();
    assert!(error.to_string().contains("set `base_url`"), "{error}");
}

at_every_door! {
    each_operation_goes_to_its_own_server,
    what_needs_no_credential_gets_none,
    a_relative_server_is_at_the_base,
    another_server_is_reached_only_if_the_user_names_it,
    a_call_may_name_a_server,
    a_redirect_leads_to_no_other_server_not_even_a_described_one,
}
