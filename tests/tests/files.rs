//! Files, wherever a description puts one: what goes out, byte by byte, and what is refused.

use specwright::File;
use specwright::client::Credential;
use specwright::{Client, Error};
use specwright_tests::cases::files_in_every_place as places;
use specwright_tests::cases::parts_with_encodings as encodings;
use specwright_tests::server::{Seen, Server, answer};

use encodings::requests::{SendEncoded, SendMixed, SendRelated};
use encodings::{SendEncodedRequest, SendEncodedRequestProfile, Upload, UploadMetadata};
use places::requests::{SendForm, SendImage, SendJson, SendParameters, SendParts, SendRaw};
use places::{Scan, SendPartsRequest};
use specwright::Operation;

/// Bytes that are no text.
const BYTES: [u8; 6] = [0, 159, 146, b'\r', b'\n', 255];

/// A text that once made a part of a file named by its author.
const PACKED: &str = "\u{fdd0}evil.html\u{fdd0}text/html\u{fdd0}bytes";

async fn seen<O: Operation>(operation: O) -> Result<Seen, Error> {
    let server = Server::start([answer(204, &[], "")]);
    let client =
        Client::builder().base_url(server.url()).credential(Credential::bearer("sk-0")).build()?;
    client.call(operation).await?;
    Ok(server.seen().remove(0))
}

/// The parts of a request, each as its head's lines and its content.
fn parts(seen: &Seen, media_type: &str) -> Vec<(Vec<String>, Vec<u8>)> {
    let content_type = seen.header("content-type").expect("a media type");
    let rest = content_type.strip_prefix(media_type).expect("the media type");
    let boundary = rest.strip_prefix("; boundary=").expect("a boundary");
    let boundary = boundary.split(';').next().expect("the boundary");
    let delimiter = format!("\r\n--{boundary}");
    let mut body = b"\r\n".to_vec();
    body.extend_from_slice(&seen.body);
    let mut found = Vec::new();
    let mut rest = &body[..];
    let next =
        |rest: &[u8]| rest.windows(delimiter.len()).position(|it| it == delimiter.as_bytes());
    assert_eq!(next(rest), Some(0), "nothing precedes the first part");
    loop {
        rest = &rest[delimiter.len()..];
        if rest == b"--\r\n" {
            return found;
        }
        let end = next(rest).expect("the end of the part");
        let part = rest[..end].strip_prefix(b"\r\n").expect("the end of a line");
        let head = part.windows(4).position(|it| it == b"\r\n\r\n").expect("a head");
        let lines = String::from_utf8(part[..head].to_vec()).expect("text");
        found.push((lines.split("\r\n").map(str::to_owned).collect(), part[head + 4..].to_vec()));
        rest = &rest[end..];
    }
}

fn text(part: &(Vec<String>, Vec<u8>)) -> String {
    format!("{} = {}", part.0.join(" | "), String::from_utf8_lossy(&part.1))
}

fn violations(result: Result<specwright::operation::Request, specwright::Invalid>) -> Vec<String> {
    let invalid = result.expect_err("it is refused");
    invalid.violations().iter().map(ToString::to_string).collect()
}

fn scan(content: impl Into<File>) -> Scan {
    Scan::builder().label("L").data(content).build()
}

#[tokio::test]
async fn parts_are_files_texts_and_json_as_their_schemas_say() {
    let request = SendPartsRequest::builder()
        .picture(File::new("a\"\r\nX: y.png", BYTES).with_media_type("image/png"))
        .note("wörter")
        .count(3)
        .pages([File::new("1", "one"), File::new("2", "two").with_header("X-Page", "2")])
        .numbers([1, 2])
        .scan(scan("text"))
        .scans([scan("s")])
        .anything(BYTES.to_vec())
        .photo(File::new("p.jpg", "jpeg").with_media_type("image/jpeg"))
        .blob("b")
        .blobs(["c".into(), File::from("d")])
        .perhaps("e")
        .encoded("AA==")
        .both("BB==")
        .build();
    let seen = seen(SendParts::new(&request)).await.expect("sent");
    assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string().as_str()));
    let parts = parts(&seen, "multipart/form-data");
    assert_eq!(parts[0].1, BYTES);
    assert_eq!(
        parts[0].0,
        [
            "Content-Disposition: form-data; name=\"picture\"; filename=\"a%22%0D%0AX: y.png\"",
            "Content-Type: image/png"
        ]
    );
    let (name, file) =
        ("Content-Disposition: form-data; name=", "Content-Type: application/octet-stream");
    let json = "Content-Type: application/json";
    assert_eq!(parts[9].1, BYTES);
    let texts: Vec<String> = parts.iter().map(text).collect();
    let expected = [
        format!("{name}\"note\" = wörter"),
        format!("{name}\"count\" = 3"),
        format!("{name}\"pages\"; filename=\"1\" | {file} = one"),
        format!("{name}\"pages\"; filename=\"2\" | {file} | X-Page: 2 = two"),
        format!("{name}\"numbers\" = 1"),
        format!("{name}\"numbers\" = 2"),
        format!("{name}\"scan\" | {json} = {{\"label\":\"L\",\"data\":\"text\"}}"),
        format!("{name}\"scans\" | {json} = {{\"label\":\"L\",\"data\":\"s\"}}"),
    ];
    assert_eq!(&texts[1..9], expected);
    let expected = [
        format!("{name}\"photo\"; filename=\"p.jpg\" | Content-Type: image/jpeg = jpeg"),
        format!("{name}\"blob\"; filename=\"blob\" | {file} = b"),
        format!("{name}\"blobs\"; filename=\"blobs\" | {file} = c"),
        format!("{name}\"blobs\"; filename=\"blobs\" | {file} = d"),
        format!("{name}\"perhaps\"; filename=\"perhaps\" | {file} = e"),
        format!("{name}\"encoded\" = AA=="),
        format!("{name}\"both\" = BB=="),
    ];
    assert_eq!(&texts[10..], expected);
}

#[tokio::test]
async fn a_null_part_is_left_out() {
    let mut request = SendPartsRequest::builder().picture("p").build();
    assert!(request.set_null("count"));
    assert!(request.set_null("title"));
    assert!(request.set_null("perhaps"));
    request.extra.insert("more", specwright::serde_json::Value::Null);
    let seen = seen(SendParts::new(&request)).await.expect("sent");
    assert_eq!(parts(&seen, "multipart/form-data").len(), 1);
}

#[tokio::test]
async fn text_is_text_whatever_it_begins_with() {
    let mut request =
        SendPartsRequest::builder().picture(PACKED).note(PACKED).title(PACKED).build();
    request.extra.insert(PACKED, PACKED);
    let sent = seen(SendParts::new(&request)).await.expect("sent");
    let name = "Content-Disposition: form-data; name=";
    let file = "filename=\"picture\" | Content-Type: application/octet-stream";
    let parts: Vec<String> = parts(&sent, "multipart/form-data").iter().map(text).collect();
    assert_eq!(
        parts,
        [
            format!("{name}\"picture\"; {file} = {PACKED}"),
            format!("{name}\"note\" = {PACKED}"),
            format!("{name}\"title\" = {PACKED}"),
            format!("{name}\"{PACKED}\" = {PACKED}"),
        ]
    );

    let packed = scan(PACKED);
    let sent = seen(SendJson::new(&packed)).await;
    // The answer has no body, which this operation minds; what was sent counts.
    drop(sent);
    let json = SendJson::new(&packed).request().expect("text");
    let expected = format!("{{\"label\":\"L\",\"data\":\"{PACKED}\"}}");
    assert_eq!(json.body().as_bytes(), Some(expected.as_bytes()));
    let encoded = "%EF%B7%90evil.html%EF%B7%90text%2Fhtml%EF%B7%90bytes";
    let form = seen(SendForm::new(&packed)).await.expect("sent");
    assert_eq!(String::from_utf8_lossy(&form.body), format!("label=L&data={encoded}"));

    let file = File::from(PACKED);
    let sent = SendParameters::new(&file).blob(PACKED).x_blob("plain").crumb(PACKED);
    let sent = seen(sent).await.expect("sent");
    assert_eq!(sent.target, format!("/v1/parameters/{encoded}?blob={encoded}"));
    assert_eq!(sent.header("cookie"), Some(format!("crumb={encoded}").as_str()));
    assert_eq!(sent.header("x-blob"), Some("plain"));
}

#[test]
fn bytes_are_refused_where_only_a_string_can_be() {
    let refused = "must be text, since it is sent as a string, but its bytes are not UTF-8";
    let not_here = "must be text, since it is sent as a string, but it does not lie in memory";
    let bytes = scan(BYTES.to_vec());
    let at_data = format!("invalid: /data {refused}");
    let first = |all: Vec<String>| all.into_iter().next().map(|one| format!("invalid: {one}"));
    assert_eq!(first(violations(SendJson::new(&bytes).request())), Some(at_data.clone()));
    assert_eq!(first(violations(SendForm::new(&bytes).request())), Some(at_data));
    let request = SendPartsRequest::builder()
        .picture(BYTES.to_vec())
        .scan(bytes.clone())
        .scans([scan("a"), scan(File::from_reader("r", &b"x"[..]))])
        .build();
    assert_eq!(
        violations(SendParts::new(&request).request()),
        [format!("/scan/data {refused}"), format!("/scans/1/data {not_here}")]
    );
    let file = File::from(BYTES.to_vec());
    let request = SendParameters::new(&file)
        .blob(BYTES.to_vec())
        .x_blob(BYTES.to_vec())
        .crumb(BYTES.to_vec())
        .request();
    let places = ["/path/name", "/query/blob", "/header/x-blob", "/cookie/crumb"];
    let expected: Vec<String> = places.iter().map(|place| format!("{place} {refused}")).collect();
    let found = violations(request);
    for expected in expected {
        assert!(found.contains(&expected), "{expected}: {found:?}");
    }
}

#[test]
fn a_file_meets_formats_of_serde_as_its_string() {
    let text = specwright::serde_json::to_value(scan("t")).expect("text");
    assert_eq!(text["data"], "t");
    let read: Scan = specwright::serde_json::from_value(text).expect("readable");
    assert_eq!(read.data.text(), Some("t"));
    assert!(specwright::serde_json::to_value(scan(BYTES.to_vec())).is_err());
    assert!(specwright::json::to_vec(&scan(BYTES.to_vec())).is_err());
}

#[tokio::test]
async fn a_body_of_bytes_has_the_described_media_type_or_that_of_the_file() {
    let raw = File::from(BYTES.to_vec());
    let sent = seen(SendRaw::new(&raw)).await.expect("sent");
    assert_eq!(
        (sent.header("content-type"), &sent.body[..]),
        (Some("application/octet-stream"), &BYTES[..])
    );
    let image = raw.clone().with_media_type("image/webp");
    let sent = seen(SendImage::new(&image)).await.expect("sent");
    assert_eq!(sent.header("content-type"), Some("image/webp"));
    let sent = seen(SendImage::new(&raw)).await.expect("sent");
    assert_eq!(sent.header("content-type"), Some("application/octet-stream"));
}

fn encoded(icon: File) -> encodings::SendEncodedRequestBuilder<specwright::Set, specwright::Set> {
    let profile = SendEncodedRequestProfile::builder().name("n").build();
    SendEncodedRequest::builder().profile(profile).icon(icon)
}

#[tokio::test]
async fn the_media_types_and_headers_of_encoding_are_obeyed() {
    let icon = File::new("i.png", "i").with_media_type("image/png").with_header("X-Width", "16");
    let request = encoded(icon)
        .logo(File::new("l", "l").with_media_type("image/webp"))
        .words("w\"x")
        .table("a,b")
        .amount(5)
        .build();
    let seen = seen(SendEncoded::new(&request)).await.expect("sent");
    let parts: Vec<String> = parts(&seen, "multipart/form-data").iter().map(text).collect();
    let name = "Content-Disposition: form-data; name=";
    assert_eq!(
        parts,
        [
            format!(
                "{name}\"profile\" | Content-Type: application/vnd.profile+json = {{\"name\":\"n\"}}"
            ),
            format!(
                "{name}\"icon\"; filename=\"i.png\" | Content-Type: image/png | X-Kind: icon | X-Width: 16 = i"
            ),
            format!("{name}\"logo\"; filename=\"l\" | Content-Type: image/webp = l"),
            format!("{name}\"words\" | Content-Type: application/json = \"w\\\"x\""),
            format!("{name}\"table\" | Content-Type: text/csv; charset=utf-8 = a,b"),
            format!("{name}\"amount\" | X-Unit: cent = 5"),
        ]
    );
}

#[test]
fn what_encoding_does_not_allow_is_refused_at_its_part() {
    let letter = encodings::SendEncodedRequestLetter::builder().body("b").build();
    let request = encoded(File::new("i.gif", "i").with_media_type("image/gif"))
        .logo(File::new("l", "l"))
        .letter(letter)
        .build();
    assert_eq!(
        violations(SendEncoded::new(&request).request()),
        [
            "/icon must have a media type of image/png, image/jpeg, but has image/gif",
            "/logo must have a media type of image/*, but has none",
            "/letter must be sent as application/xml, but is an object, which is sent as JSON",
        ]
    );
    let request = encoded(File::new("i", "i").with_media_type("image/png")).build();
    assert_eq!(
        violations(SendEncoded::new(&request).request()),
        ["/icon must be a file with the header `X-Width`"]
    );
}

#[tokio::test]
async fn mixed_and_related_bodies_have_boundaries_and_typed_parts() {
    let metadata = UploadMetadata::builder().title("t").build();
    let media = File::new("m.mp4", BYTES).with_media_type("video/mp4");
    let request = Upload::builder().metadata(metadata).media(media).comment("c").build();
    let name = "Content-Disposition: form-data; name=";
    let expected = [
        format!("{name}\"metadata\" | Content-Type: application/json = {{\"title\":\"t\"}}"),
        format!(
            "{name}\"media\"; filename=\"m.mp4\" | Content-Type: video/mp4 = {}",
            String::from_utf8_lossy(&BYTES)
        ),
        format!("{name}\"comment\" | Content-Type: text/plain = c"),
    ];
    let mixed = seen(SendMixed::new(&request)).await.expect("sent");
    let texts = |seen: &Seen, media_type: &str| -> Vec<String> {
        parts(seen, media_type).iter().map(text).collect()
    };
    assert_eq!(texts(&mixed, "multipart/mixed"), expected);
    let related = seen(SendRelated::new(&request)).await.expect("sent");
    assert_eq!(texts(&related, "multipart/related"), expected);
    let content_type = related.header("content-type").expect("a media type");
    assert!(content_type.ends_with("; type=\"application/json\""), "{content_type}");
}
