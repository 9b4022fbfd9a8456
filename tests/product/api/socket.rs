//! The few lines of a WebSocket that a test needs.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

/// A connection that speaks `graphql-transport-ws`.
pub struct Socket(TcpStream);

/// What a server says.
#[derive(Debug, PartialEq)]
pub enum Said {
    Message(Value),
    /// The number it closes with.
    Closed(u16),
}

impl Socket {
    /// Opens a connection with further headers, or gives the status with which it was refused.
    pub fn open(to: SocketAddr, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let mut stream = TcpStream::connect(to).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let host = if headers.iter().any(|(name, _)| *name == "Host") {
            String::new()
        } else {
            format!("Host: {to}\r\n")
        };
        let mut head = format!(
            "GET /graphql HTTP/1.1\r\n{host}Connection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\
             Sec-WebSocket-Protocol: graphql-transport-ws\r\n"
        );
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        write!(stream, "{head}\r\n").unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            answer.push(byte[0]);
        }
        let answer = String::from_utf8(answer).unwrap();
        match answer.split(' ').nth(1).unwrap().parse().unwrap() {
            101 => Ok(Self(stream)),
            status => Err(status),
        }
    }

    /// Opens a connection and begins, with a payload.
    pub fn begin(to: SocketAddr, payload: &Value) -> Self {
        let mut socket = Self::open(to, &[]).unwrap();
        socket.say(&json!({ "type": "connection_init", "payload": payload }));
        assert_eq!(socket.hear(), Said::Message(json!({ "type": "connection_ack" })));
        socket
    }

    /// Sends a message.
    pub fn say(&mut self, message: &Value) {
        self.send(1, message.to_string().as_bytes());
    }

    /// Subscribes.
    pub fn subscribe(&mut self, id: &str, query: &str) {
        self.say(&json!({ "id": id, "type": "subscribe", "payload": { "query": query } }));
    }

    fn send(&mut self, kind: u8, content: &[u8]) {
        let mut frame = vec![0x80 | kind];
        match content.len() {
            length @ 0..126 => frame.push(0x80 | length as u8),
            length => {
                frame.push(0x80 | 126);
                frame.extend((length as u16).to_be_bytes());
            }
        }
        // A mask of zeros changes nothing.
        frame.extend([0; 4]);
        frame.extend(content);
        self.0.write_all(&frame).unwrap();
    }

    /// The next message, or the end.
    pub fn hear(&mut self) -> Said {
        loop {
            let head = self.read(2);
            let length = match head[1] & 0x7f {
                126 => u16::from_be_bytes(self.read(2).try_into().unwrap()).into(),
                127 => u64::from_be_bytes(self.read(8).try_into().unwrap()) as usize,
                length => usize::from(length),
            };
            let content = self.read(length);
            match head[0] & 0x0f {
                1 => return Said::Message(serde_json::from_slice(&content).unwrap()),
                8 => return Said::Closed(content.get(..2).map_or(0, |b| u16::from_be_bytes([b[0], b[1]]))),
                9 => self.send(10, &content),
                _ => {}
            }
        }
    }

    /// The payload of the next `next`.
    pub fn next(&mut self) -> Value {
        match self.hear() {
            Said::Message(message) if message["type"] == "next" => message["payload"].clone(),
            other => panic!("no event: {other:?}"),
        }
    }

    fn read(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.0.read_exact(&mut bytes).unwrap();
        bytes
    }
}
