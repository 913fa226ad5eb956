//! A stand-in server on a loopback socket, which does byte by byte what a script says.
//!
//! It counts what a client could do twice: connections, whole requests, and jobs created.
//! A job is created by a POST that arrived whole and is answered with a success, or
//! where the script says so before the answer is lost ([`Part::Create`]).

mod http;

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::{Domain, SockRef, Socket, Type};

use self::http::{Stream, content_length, fill, is_chunked, read_chunks, read_head, request, take};

/// A server that does what its script says, until the process ends.
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    state: Arc<State>,
}

/// What the server does with one request; after the script's end its last step is repeated.
#[derive(Clone)]
pub enum Step {
    /// Resets the connection once it is there.
    ResetOnAccept,
    /// Resets the connection after so many bytes of the request's body.
    ResetInBody(usize),
    /// Reads the request and answers.
    Answer(Answer),
}

/// What the server says to a request.
pub type Answer = Arc<dyn Fn(&Seen) -> Vec<Part> + Send + Sync>;

/// A part of an answer.
#[derive(Clone, Debug)]
pub enum Part {
    /// Writes these bytes.
    Bytes(Vec<u8>),
    /// Writes so many bytes, as long as the client takes them.
    Flood(usize),
    /// Waits.
    Pause(Duration),
    /// Creates a job.
    Create,
    /// Resets the connection.
    Reset,
    /// Closes the connection.
    Close,
    /// Neither writes nor closes until the client closes.
    Hang,
}

/// A request that arrived whole.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// The path and the query as they were written.
    pub target: String,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Seen {
    /// The value of a header that is there once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }
}

struct State {
    script: Mutex<std::vec::IntoIter<Step>>,
    last: Step,
    tls: Option<Arc<ServerConfig>>,
    seen: Mutex<Vec<Seen>>,
    connections: AtomicUsize,
    jobs: AtomicUsize,
    left: AtomicUsize,
    flooded: AtomicUsize,
}

impl Server {
    /// A server that is ready.
    pub fn start(script: impl IntoIterator<Item = Step>) -> Self {
        Self::run(script, None, None)
    }

    /// A server that speaks TLS, at the name `localhost`.
    pub fn start_tls(script: impl IntoIterator<Item = Step>, tls: Arc<ServerConfig>) -> Self {
        Self::run(script, Some(tls), None)
    }

    /// A server whose port refuses connections for a time.
    pub fn start_late(script: impl IntoIterator<Item = Step>, late: Duration) -> Self {
        Self::run(script, None, Some(late))
    }

    fn run(
        script: impl IntoIterator<Item = Step>,
        tls: Option<Arc<ServerConfig>>,
        late: Option<Duration>,
    ) -> Self {
        let script: Vec<Step> = script.into_iter().collect();
        let last = script.last().cloned().expect("a script has a step");
        let scheme = if tls.is_some() { "https" } else { "http" };
        let state = Arc::new(State {
            script: Mutex::new(script.into_iter()),
            last,
            tls,
            seen: Mutex::default(),
            connections: AtomicUsize::new(0),
            jobs: AtomicUsize::new(0),
            left: AtomicUsize::new(0),
            flooded: AtomicUsize::new(0),
        });
        let socket = bound();
        let address = socket.local_addr().ok().and_then(|address| address.as_socket());
        let address = address.expect("an address");
        let shared = Arc::clone(&state);
        if late.is_none() {
            socket.listen(1024).expect("a socket that listens");
        }
        thread::spawn(move || {
            if let Some(late) = late {
                thread::sleep(late);
                socket.listen(1024).expect("a socket that listens");
            }
            let listener = TcpListener::from(socket);
            for stream in listener.incoming().map_while(Result::ok) {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let state = Arc::clone(&shared);
                thread::spawn(move || serve(&state, stream));
            }
        });
        Self { address, scheme, state }
    }

    /// The server's base URL.
    pub fn url(&self) -> String {
        match self.scheme {
            "https" => format!("https://localhost:{}/v1", self.address.port()),
            scheme => format!("{scheme}://{}/v1", self.address),
        }
    }

    /// The requests that arrived whole.
    pub fn seen(&self) -> Vec<Seen> {
        self.state.seen.lock().expect("no thread panics with it").clone()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// How many jobs were created.
    pub fn jobs(&self) -> usize {
        self.state.jobs.load(Ordering::SeqCst)
    }

    /// How many bytes of floods the client took.
    pub fn flooded(&self) -> usize {
        self.state.flooded.load(Ordering::SeqCst)
    }

    /// Waits until so many clients left without the answer they waited for.
    pub fn wait_for_leaving(&self, count: usize) -> bool {
        wait_until(|| self.state.left.load(Ordering::SeqCst) >= count)
    }

    /// Waits until so many connections were taken up.
    pub fn wait_for_connections(&self, count: usize) -> bool {
        wait_until(|| self.connections() >= count)
    }

    /// Waits until so many requests arrived.
    pub fn wait_for_requests(&self, count: usize) -> bool {
        wait_until(|| self.seen().len() >= count)
    }
}

/// The base URL of a port where nobody listens, and what keeps others from listening there.
pub fn refusing() -> (String, Socket) {
    let socket = bound();
    let address = socket.local_addr().ok().and_then(|address| address.as_socket());
    (format!("http://{}/v1", address.expect("an address")), socket)
}

/// Answers with a status, headers and a body, whose length is announced.
pub fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Step {
    say(vec![Part::Bytes(response(status, headers, body.as_ref()))])
}

/// Answers with these parts.
pub fn say(parts: Vec<Part>) -> Step {
    Step::Answer(Arc::new(move |_| parts.clone()))
}

/// The bytes of a response whose body's length is announced.
pub fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} -\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    [text.as_bytes(), body].concat()
}

fn wait_until(happened: impl Fn() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(10);
    while Instant::now() < end {
        if happened() {
            return true;
        }
        thread::sleep(Duration::from_millis(5));
    }
    false
}

fn bound() -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    socket.bind(&any.into()).expect("a port");
    socket
}

/// Serves one connection. What fails was left by the client, and is counted where it matters.
fn serve(state: &State, stream: TcpStream) {
    let Ok(socket) = stream.try_clone() else { return };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
    let _ = stream.set_nodelay(true);
    if state.takes_reset_on_accept() {
        return reset(&socket);
    }
    let mut stream: Box<dyn Stream> = match &state.tls {
        Some(config) => match ServerConnection::new(Arc::clone(config)) {
            Ok(connection) => Box::new(StreamOwned::new(connection, stream)),
            Err(_) => return,
        },
        None => Box::new(stream),
    };
    let mut buffer = Vec::new();
    while let Ok(Some(end)) = read_head(&mut *stream, &mut buffer) {
        let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
        buffer.drain(..end);
        let step = state.next();
        let length = content_length(&head);
        if let Step::ResetInBody(enough) = step {
            let _ = fill(&mut *stream, &mut buffer, enough.min(length));
            return reset(&socket);
        }
        let body = match is_chunked(&head) {
            true => read_chunks(&mut *stream, &mut buffer),
            false => take(&mut *stream, &mut buffer, length),
        };
        let Ok(body) = body else { return };
        let seen = request(&head, body);
        let is_post = seen.method == "POST";
        state.seen.lock().expect("no thread panics with it").push(seen.clone());
        let Step::Answer(answer) = step else { return };
        for part in answer(&seen) {
            match part {
                Part::Bytes(bytes) => {
                    if is_post && bytes.starts_with(b"HTTP/1.1 2") {
                        state.jobs.fetch_add(1, Ordering::SeqCst);
                    }
                    if stream.write_all(&bytes).and_then(|()| stream.flush()).is_err() {
                        state.left.fetch_add(1, Ordering::SeqCst);
                        return;
                    }
                }
                Part::Flood(count) => {
                    let chunk = [b' '; 16 * 1024];
                    let mut left = count;
                    while left > 0 {
                        let size = left.min(chunk.len());
                        if stream.write_all(&chunk[..size]).is_err() {
                            return;
                        }
                        state.flooded.fetch_add(size, Ordering::SeqCst);
                        left -= size;
                    }
                }
                Part::Pause(pause) => thread::sleep(pause),
                Part::Create => {
                    state.jobs.fetch_add(1, Ordering::SeqCst);
                }
                Part::Reset => return reset(&socket),
                Part::Close => {
                    let _ = socket.shutdown(Shutdown::Both);
                    return;
                }
                Part::Hang => {
                    if !matches!(stream.read(&mut [0; 64]), Ok(1..)) {
                        state.left.fetch_add(1, Ordering::SeqCst);
                    }
                    return;
                }
            }
        }
    }
}

impl State {
    fn next(&self) -> Step {
        let next = self.script.lock().expect("no thread panics with it").next();
        next.unwrap_or_else(|| self.last.clone())
    }

    /// Whether the next step resets the connection at once; it is then taken.
    fn takes_reset_on_accept(&self) -> bool {
        let mut script = self.script.lock().expect("no thread panics with it");
        match script.as_slice().first() {
            Some(Step::ResetOnAccept) => script.next().is_some(),
            Some(_) => false,
            None => matches!(self.last, Step::ResetOnAccept),
        }
    }
}

/// Closes so that the other side sees a reset rather than an end.
fn reset(socket: &TcpStream) {
    let _ = SockRef::from(socket).set_linger(Some(Duration::ZERO));
}
