//! How much memory an upload takes: a process of its own, since it is the process that is
//! measured.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use specwright::File;
use specwright::client::{Client, Credential};
use specwright_tests::cases::files_in_every_place::SendPartsRequest;
use specwright_tests::cases::files_in_every_place::requests::{SendParts, SendRaw};

/// What the whole process may have taken at its peak, the server's side included.
const MOST_BYTES: u64 = 64 << 20;

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_larger_than_what_may_be_taken_goes_through_unchanged() {
    upload("small", 96 << 20).await;
}

/// `cargo test -p specwright-tests --test upload_memory -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "it writes 2 GiB to disk"]
async fn two_gibibytes_go_through_unchanged() {
    upload("large", 2 << 30).await;
}

async fn upload(name: &str, length: u64) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("upload-memory-{name}"));
    let expected = write(&path, length);
    let file = File::open(&path).expect("it is there");

    let (url, server) = hashing(length, 0);
    let begun = Instant::now();
    let client = client(&url);
    client.call(SendRaw::new(&file)).await.expect("sent");
    let seconds = begun.elapsed().as_secs_f64();
    assert_eq!(server.join().expect("no panic"), expected);

    let request = SendPartsRequest::builder().picture(file).build();
    let parts = || SendParts::new(&request);
    let announced = specwright::Operation::request(parts()).expect("a request").body().length();
    let around = announced.expect("it is known") - length;
    let (url, server) = hashing(length, around);
    let client = self::client(&url);
    client.call(parts()).await.expect("sent");
    assert_eq!(server.join().expect("no panic"), expected);

    fs::remove_file(path).expect("removed");
    let peak = peak();
    println!("{length} bytes in {seconds:.1} s, at most {:.1} MiB", peak as f64 / 1_048_576.0);
    assert!(peak < MOST_BYTES, "{peak} bytes");
}

fn client(url: &str) -> Client {
    let client = Client::builder().base_url(url).credential(Credential::bearer("sk-0"));
    client.timeout(Duration::from_secs(600)).build().expect("a client")
}

/// Writes bytes that do not repeat, and hashes them.
fn write(path: &PathBuf, length: u64) -> u64 {
    let mut file = fs::File::create(path).expect("a file");
    let mut hasher = DefaultHasher::new();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut chunk = vec![0; 1 << 16];
    for _ in 0..length >> 16 {
        for word in chunk.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes());
        }
        hasher.write(&chunk);
        file.write_all(&chunk).expect("room");
    }
    hasher.finish()
}

/// A server that hashes so many bytes of one request's body and keeps none. Where more stands
/// around them, a head of a part precedes them.
fn hashing(length: u64, around: u64) -> (String, JoinHandle<u64>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let serve = move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let head = read_head(&mut stream);
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        let announced = length + around;
        assert!(head.contains(&format!("content-length: {announced}\r\n")), "{head}");
        let preceding = if around > 0 { read_head(&mut stream).len() as u64 } else { 0 };
        let mut hasher = DefaultHasher::new();
        let mut chunk = vec![0; 1 << 16];
        let mut left = length;
        while left > 0 {
            let room = usize::try_from(left).map_or(chunk.len(), |left| left.min(chunk.len()));
            let count = stream.read(&mut chunk[..room]).expect("bytes");
            assert!(count > 0, "{left} bytes are missing");
            hasher.write(&chunk[..count]);
            left -= count as u64;
        }
        let mut rest = vec![0; (around - preceding) as usize];
        stream.read_exact(&mut rest).expect("the end");
        stream.write_all(b"HTTP/1.1 204 -\r\nconnection: close\r\n\r\n").expect("an answer");
        hasher.finish()
    };
    (url, thread::spawn(serve))
}

/// Reads up to the empty line, and no byte more.
fn read_head(stream: &mut TcpStream) -> Vec<u8> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("a head");
        head.push(byte[0]);
    }
    head
}

/// The most memory that the process had; nothing where the system does not say so.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
