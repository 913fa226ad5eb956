//! Servers on loopback: one that says what it is told to, byte by byte, and writes down what it was
//! asked; one that nobody may speak to.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What a server does with each request.
#[derive(Clone, Debug)]
pub(crate) enum Say {
    /// Writes these bytes, and closes.
    Bytes(Vec<u8>),
    /// Writes the first, and then the second one byte at a time, with such waits.
    Drip(Vec<u8>, Vec<u8>, Duration),
    /// Writes the first, and then the second again and again, until the client leaves.
    Flood(Vec<u8>, Vec<u8>),
    /// Writes these bytes, and then neither writes nor closes for a time.
    Hang(Vec<u8>, Duration),
}

/// A server, until it is dropped.
pub(crate) struct Socket {
    pub(crate) address: SocketAddr,
    is_over: Arc<AtomicBool>,
    heads: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Socket {
    pub(crate) fn start(say: Say) -> Result<Self, String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let heads = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let is_over = Arc::new(AtomicBool::new(false));
        let (kept, counted, ends) =
            (Arc::clone(&heads), Arc::clone(&connections), Arc::clone(&is_over));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if ends.load(Ordering::SeqCst) {
                    break;
                }
                counted.fetch_add(1, Ordering::SeqCst);
                let (kept, say) = (Arc::clone(&kept), say.clone());
                // What fails was left by the client.
                thread::spawn(move || serve(stream, &say, &kept));
            }
        });
        Ok(Self { address, is_over, heads, connections })
    }

    /// How often it was spoken to.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The heads of the requests, as they were written.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Socket {
    /// Lets the thread that waits for a connection see that it is over: a hundred thousand servers
    /// would hold more files than a process may.
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Where it cannot be reached it is over already.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(mut stream: TcpStream, say: &Say, heads: &Mutex<Vec<String>>) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    let end = loop {
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        match stream.read(&mut buffer).ok()? {
            0 => return None,
            count => read.extend_from_slice(&buffer[..count]),
        }
    };
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    heads.lock().unwrap_or_else(PoisonError::into_inner).push(head);
    match say {
        Say::Bytes(bytes) => stream.write_all(bytes).ok()?,
        Say::Drip(first, rest, wait) => {
            stream.write_all(first).ok()?;
            for byte in rest {
                stream.write_all(&[*byte]).ok()?;
                thread::sleep(*wait);
            }
        }
        Say::Flood(first, rest) => {
            stream.write_all(first).ok()?;
            while stream.write_all(rest).is_ok() {}
        }
        Say::Hang(bytes, wait) => {
            stream.write_all(bytes).ok()?;
            thread::sleep(*wait);
        }
    }
    Some(())
}
