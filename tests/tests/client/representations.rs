//! Answers and bodies in several media types, headers of answers, and redirects that are answers:
//! what is asked for and sent, and what is read.

use http::{HeaderName, HeaderValue};
use specwright::operation::{Operation as _, ResponseBody as _};
use specwright::{CallOptions, Error, File, Invalid};
use specwright_tests::cases::headers_of_answers as headers;
use specwright_tests::cases::headers_of_answers::requests;
use specwright_tests::cases::several_media_types as cases;
use specwright_tests::cases::several_media_types::requests::{
    ExportAll, PutPicture, PutUnknown, PutUnknownFailure, Upload,
};
use specwright_tests::server::{Server, answer};

use crate::doors::configured;

#[tokio::test]
async fn each_representation_is_asked_for_and_read_as_what_it_is() {
    let typed = |media_type| [("content-type", media_type)];
    let server = Server::start([
        answer(200, &typed("application/json"), br#"{"rows":1}"#),
        answer(200, &typed("text/csv; charset=iso-8859-1"), b"a,caf\xE9"),
        answer(200, &typed("application/vnd.parcels.v2+json"), br#"{"all":[{"rows":2}]}"#),
        answer(200, &typed("application/xml"), b"<a/>"),
        answer(200, &typed("text/csv"), b"b"),
        answer(200, &typed("text/csv"), b"c"),
        answer(404, &typed("application/problem+json"), br#"{"title":"none"}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    assert_eq!(cases::export_all(&client).await.expect("JSON").rows, Some(1));
    let csv = cases::export_all(&client).accept("*/*").accept_csv().await.expect("CSV");
    assert_eq!(*csv, "a,café");
    let call = cases::export_all(&client).accept_vnd_parcels_v2_json();
    assert_eq!(call.await.expect("JSON").all[0].rows, Some(2));
    let xml = cases::export_all(&client).accept_xml().await.expect("bytes");
    assert_eq!(&xml[..], b"<a/>");
    // Without a client it is an operation, as the call is.
    let unmade = ExportAll::new().accept_csv();
    assert_eq!(*client.call(unmade).await.expect("CSV"), "b");
    let (name, value) = (HeaderName::from_static("x-more"), HeaderValue::from_static("1"));
    let options = CallOptions::new().header(name, value);
    let mut stream =
        cases::export_all(&client).accept_csv().with(options).stream().await.expect("a stream");
    assert_eq!(stream.chunk().await.expect("a chunk").as_deref(), Some(&b"c"[..]));
    let error = cases::export_all(&client).accept_text_xml().await.expect_err("none");
    let Error::Api(error) = error else { panic!("{error:?}") };
    let failure = error.failure::<ExportAll>().expect("as described");
    assert!(format!("{failure:?}").contains("none"), "{failure:?}");

    let seen = server.seen();
    let asked: Vec<_> = seen.iter().filter_map(|seen| seen.header("accept")).collect();
    let problem = "application/problem+json";
    let only = |media_type: &str| format!("{media_type}, {problem}");
    let expected = [
        "application/json",
        "text/csv",
        "application/vnd.parcels.v2+json",
        "application/xml",
        "text/csv",
        "text/csv",
        "text/xml",
    ];
    assert_eq!(asked, expected.map(only));
    assert_eq!(seen[5].header("x-more"), Some("1"));
}

#[test]
fn a_representation_is_read_by_a_call_that_blocks() {
    let server = Server::start([answer(200, &[("content-type", "image/jpeg")], b"\xFF\xD8")]);
    let client = configured(server.url()).build().expect("a client");
    let reply = cases::get_picture(&client).accept_jpeg().send().expect("a picture");
    assert_eq!(&reply[..], b"\xFF\xD8");
    assert_eq!(server.seen()[0].header("accept"), Some("image/jpeg"));
    let reply = cases::get_picture(&client).accept_audio().send().expect("a sound");
    assert_eq!(
        (&reply[..], server.seen()[1].header("accept")),
        (&b"\xFF\xD8"[..], Some("audio/*"))
    );
}

#[tokio::test]
async fn bytes_are_bytes_whatever_their_media_type_and_text_json_is_json() {
    let server = Server::start([
        answer(200, &[("content-type", "image/gif")], b"\xFFGIF"),
        answer(200, &[("content-type", "text/json")], br#"{"rows":3}"#),
        answer(200, &[("content-type", "application/json")], b"\xFF"),
    ]);
    let client = configured(server.url()).build().expect("a client");
    assert_eq!(&cases::get_anything(&client).await.expect("bytes")[..], b"\xFFGIF");
    let file = File::from(b"\x00\xFF".to_vec());
    assert_eq!(cases::put_anything(&client, &file).await.expect("JSON").rows, Some(3));
    let table = cases::Table::builder().rows(1).build();
    let reply = cases::post_anything(&client).body(&table).await.expect("bytes");
    assert_eq!(&reply[..], b"\xFF");
    let seen = server.seen();
    assert_eq!(seen[0].header("accept"), Some("*/*"));
    assert_eq!(seen[1].header("content-type"), Some("application/octet-stream"));
    assert_eq!(
        (&seen[1].body[..], seen[1].header("accept")),
        (&b"\x00\xFF"[..], Some("text/json"))
    );
    assert_eq!(seen[2].header("content-type"), Some("application/json"));
    assert_eq!(seen[2].body, br#"{"rows":1}"#);
}

fn refused(result: Result<http::Request<specwright::operation::Body>, Invalid>) -> String {
    result.expect_err("refused").to_string()
}

#[test]
fn a_range_of_media_types_is_asked_of_the_caller() {
    let named = File::from(b"a".to_vec()).with_media_type("image/png");
    let unnamed = File::from(b"a".to_vec());
    let sent = |call: PutPicture| {
        let request = call.request().expect("allowed");
        request.headers()["content-type"].to_str().expect("a text").to_owned()
    };
    assert_eq!(sent(PutPicture::new(&named)), "image/png");
    assert_eq!(sent(PutPicture::new(&unnamed).content_type("image/webp")), "image/webp");
    assert_eq!(sent(PutPicture::new(&named).content_type("image/webp")), "image/webp");
    assert_eq!(sent(PutPicture::new(&unnamed)), "application/octet-stream");
    for wrong in ["text/plain", "image/*", "image/\n"] {
        let text = refused(PutPicture::new(&named).content_type(wrong).request());
        let expected = "/header/Content-Type must be a media type of `image/*`, but is `";
        assert!(text.contains(expected), "{text}");
    }
}

/// Of a range of all media types a string is one as it is, and what has no schema is bytes.
#[test]
fn what_is_in_a_range_of_all_media_types_is_as_its_schema_says() {
    let request = PutUnknown::new_any("a b").content_type("text/plain").request();
    let request = request.expect("allowed");
    assert_eq!(request.headers()["content-type"], "text/plain");
    assert_eq!(request.body().as_bytes(), Some(&b"a b"[..]));
    let text = refused(PutUnknown::new_any("abcdef").request());
    assert!(text.contains("must have at most 5 characters"), "{text}");
    let response = http::Response::new("\"a\" b".into());
    assert_eq!(&*PutUnknown::response(&response).expect("text"), "\"a\" b");
    let failure = http::Response::builder().status(404).body(b"\xFF\0".as_slice().into());
    let failure = PutUnknownFailure::read(&failure.expect("a response")).expect("bytes");
    assert!(matches!(&failure, PutUnknownFailure::Status404(bytes) if bytes[..] == *b"\xFF\0"));
}

#[tokio::test]
async fn a_body_is_sent_in_the_media_type_that_is_chosen() {
    let server = Server::start([answer(204, &[], b"")]);
    let client = configured(server.url()).build().expect("a client");
    let json = cases::UploadRequest::builder().url("u").build();
    cases::upload(&client, "a b", &json).await.expect("sent");
    let file = File::from(b"\x00\xFF".to_vec());
    let parts = cases::UploadRequestFormData::builder().file(file).note("n").build();
    Upload::new_multipart("a b", &parts).by(&client).await.expect("sent");
    let form = cases::UploadRequestXWwwFormUrlencoded::builder().url("u").build();
    Upload::new_form("a b", &form).by(&client).await.expect("sent");
    let parts = cases::AmendRequestFormData::builder().file(File::from("f".to_owned())).build();
    cases::amend(&client, "a").body_multipart(&parts).await.expect("sent");
    // Of several bodies the last one counts.
    let json = cases::AmendRequest::builder().url("too long").build();
    cases::amend(&client, "a").body(&json).body_text("t").await.expect("sent");

    let seen = server.seen();
    let types: Vec<_> =
        seen.iter().filter_map(|seen| seen.header("content-type")?.split(';').next()).collect();
    let multipart = "multipart/form-data";
    let form = "application/x-www-form-urlencoded";
    assert_eq!(types, ["application/json", multipart, form, multipart, "text/plain"]);
    assert!(seen.iter().take(3).all(|seen| seen.target.ends_with("/upload/a%20b")));
    assert_eq!(seen[0].body, br#"{"url":"u"}"#);
    assert!(seen[1].body.windows(2).any(|bytes| bytes == b"\x00\xFF"));
    assert_eq!((&seen[2].body[..], &seen[4].body[..]), (&b"url=u"[..], &b"t"[..]));
}

#[tokio::test]
async fn headers_of_answers_are_typed() {
    let all = [
        ("content-type", "application/json"),
        ("x-total", "12"),
        ("x-next", "after=b,limit=3"),
        ("x-filter", r#"{"after":"c"}"#),
        ("x-kind", "odd"),
        ("set-cookie", "a=1; expires=Wed, 09 Jun"),
        ("set-cookie", "b=2"),
        ("etag", "\"123\""),
    ];
    let server = Server::start([
        answer(200, &all, b"[]"),
        answer(200, &[("x-total", "many")], b"[]"),
        answer(429, &[("retry-after", "7")], b""),
    ]);
    let client = configured(server.url()).max_retries(0).build().expect("a client");
    let reply = headers::list_pages(&client).await.expect("an answer");
    assert_eq!(reply.http_header(requests::X_TOTAL), Ok(Some(12)));
    let next = reply.http_header(requests::X_NEXT).expect("as described").expect("there");
    assert_eq!((next.after.as_deref(), next.limit), (Some("b"), Some(3)));
    let filter = reply.http_header(requests::X_FILTER).expect("as described").expect("there");
    assert_eq!(filter.after.as_deref(), Some("c"));
    #[allow(deprecated, reason = "the description deprecates it")]
    let kind = reply.http_header(requests::X_KIND).expect("as described").expect("there");
    assert_eq!(kind, headers::ListPagesResponseXKind::Other("odd".to_owned()));
    assert_eq!(reply.http_header(requests::E_TAG), Ok(Some("\"123\"".to_owned())));
    let cookies = reply.http_header(requests::SET_COOKIE).expect("a list").expect("there");
    assert_eq!(cookies, ["a=1; expires=Wed, 09 Jun", "b=2"]);

    let reply = headers::list_pages(&client).await.expect("an answer");
    assert_eq!(reply.http_header(requests::E_TAG), Ok(None));
    let error = reply.http_header(requests::X_TOTAL).expect_err("no number");
    assert!(error.to_string().contains("the header `X-Total` cannot be read"), "{error}");
    assert_eq!(reply.http_header(requests::LIST_PAGES_X_TOTAL), Ok(Some("many".to_owned())));

    let error = headers::list_pages(&client).await.expect_err("too many");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.header(requests::RETRY_AFTER), Ok(Some(7)));
}

#[tokio::test]
async fn a_redirect_without_a_success_is_the_answer_and_beside_one_the_way() {
    let elsewhere = [("location", "https://elsewhere.example/file")];
    let server = Server::start([
        answer(302, &elsewhere, b""),
        answer(301, &[("location", "/v1/there")], b""),
        answer(200, &[], b"found"),
        answer(301, &elsewhere, b""),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let reply = headers::download(&client).await.expect("an answer");
    assert_eq!(reply.http_status().as_u16(), 302);
    let location = reply.http_header(requests::LOCATION);
    assert_eq!(location, Ok(Some("https://elsewhere.example/file".to_owned())));
    assert_eq!(*headers::get_moved(&client).await.expect("a text"), "found");
    let error = headers::get_moved(&client).await.expect_err("not followed");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.status().as_u16(), 301);
    let targets: Vec<_> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(targets, ["/v1/download", "/v1/moved", "/v1/there", "/v1/moved"]);
}
