//! A real server on a port of its own, and somebody who asks it.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use archweave_api::{Config, State};
use archweave_app::App;

/// An answer as a browser gets it.
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value)
    }
}

/// Starts a server that ends with the test.
pub fn start(models: &[PathBuf]) -> SocketAddr {
    // Bare repositories are claimed, so that they can be changed.
    start_with(Arc::new(App::open_to_serve(models, None, None).unwrap()))
}

/// Starts a server over models that the test holds too.
pub fn start_with(app: Arc<App>) -> SocketAddr {
    let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    std::thread::spawn(move || {
        let config = Config { listen, workers: 1 };
        actix_web::rt::System::new().block_on(archweave_api::serve(State::new(app), &config)).unwrap();
    });
    for _ in 0..200 {
        if TcpStream::connect(listen).is_ok() {
            return listen;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the server does not start");
}

pub fn ask(to: SocketAddr, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
    send(to, method, address, headers, "")
}

/// Sends JSON.
#[allow(dead_code, reason = "not every test changes something")]
pub fn post(to: SocketAddr, address: &str, body: &str) -> Answer {
    let length = body.len().to_string();
    send(to, "POST", address, &[("Content-Type", "application/json"), ("Content-Length", &length)], body)
}

#[allow(dead_code, reason = "not every test sends a body")]
pub fn send(to: SocketAddr, method: &str, address: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut stream = TcpStream::connect(to).unwrap();
    let mut text = format!("{method} {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{text}\r\n{body}").as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let split = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..split].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers: BTreeMap<_, _> = headers.map(|(n, v)| (n.to_lowercase(), v.to_owned())).collect();
    let body = bytes[split + 4..].to_vec();
    let is_chunked = headers.get("transfer-encoding").is_some_and(|how| how == "chunked");
    Answer { status, body: if is_chunked { joined(&body) } else { body }, headers }
}

fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = chunks.windows(2).position(|w| w == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap(), 16).unwrap();
        out.extend(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 4 + size..];
    }
    out
}

pub fn get(to: SocketAddr, address: &str) -> Answer {
    ask(to, "GET", address, &[])
}
