//! Bodies of parts, from bytes: whatever a caller names a part, a file or a header, and whatever is in
//! it, the body has the parts that were meant, or is refused.

#![no_main]

use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use http_body::Body as _;
use libfuzzer_sys::fuzz_target;
use specwright::File;
use specwright::http::Method;
use specwright::operation::{Body, RequestBuilder};

/// All bytes of a body that is in memory.
fn whole(mut body: Body) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(frame)) = Pin::new(&mut body).poll_frame(&mut context) {
        bytes.extend_from_slice(&frame.expect("a frame").into_data().expect("data"));
    }
    bytes
}

fuzz_target!(|given: (BTreeMap<String, (String, Vec<u8>)>, String, String)| {
    let (files, media_type, header) = given;
    let count = files.len();
    let parts: BTreeMap<String, File> = files
        .into_iter()
        .map(|(name, (filename, content))| {
            let file = File::new(filename, content);
            let file = if media_type.is_empty() { file } else { file.with_media_type(&media_type) };
            let file = if header.is_empty() { file } else { file.with_header("x-h", &header) };
            (name, file)
        })
        .collect();
    let request = RequestBuilder::new(Method::POST, "/a")
        .multipart("multipart/form-data", &parts, &[])
        .finish();
    let Ok(request) = request else { return };
    let content_type = request.headers()["content-type"].to_str().expect("text");
    let boundary = content_type.split_once("boundary=").expect("a boundary").1.to_owned();
    let body = whole(request.into_body());
    // What stands between parts was drawn, so that no content can hold it.
    let delimiter = format!("--{boundary}");
    let found = body.windows(delimiter.len()).filter(|window| *window == delimiter.as_bytes());
    assert_eq!(found.count(), count + 1);
    // Of each part, the head has the lines that were meant.
    let text = String::from_utf8_lossy(&body);
    for part in text.split(&delimiter).skip(1).take(count) {
        let head = part.split("\r\n\r\n").next().unwrap_or_default();
        let lines: Vec<&str> = head.split("\r\n").filter(|line| !line.is_empty()).collect();
        let expected = 2 + usize::from(!header.is_empty());
        assert_eq!(lines.len(), expected, "{head:?}");
        assert!(lines[0].starts_with("Content-Disposition: form-data; name=\""), "{head:?}");
        assert!(!lines.iter().any(|line| line.contains('\n')), "{head:?}");
    }
});
