//! `serve`: addresses, one question over HTTP, Ctrl-C.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::support::{Bench, binary};

#[test]
fn serve_prints_addresses_answers_and_stops_on_ctrl_c() {
    let bench = Bench::with_models();
    let mut child = binary()
        .args(["serve", "folder", "bare.git", "--listen", "127.0.0.1:0"])
        .current_dir(bench.path(""))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().contains("2 models"));
    let base = lines.next().unwrap().trim().to_owned();
    assert!(lines.next().unwrap().ends_with("/m/folder"));
    let address = base.strip_prefix("http://").unwrap();
    let body = r#"{"query":"{ models { name } }"}"#;
    let mut answer = String::new();
    // The address is printed just before it is bound.
    let mut stream = (0..100)
        .find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            TcpStream::connect(address).ok()
        })
        .unwrap();
    write!(
        stream,
        "POST /graphql HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains(r#"[{"name":"folder"},{"name":"bare"}]"#), "{answer}");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn serve_refuses_what_it_should() {
    let bench = Bench::with_models();
    bench
        .run("serve folder --listen 0.0.0.0:0")
        .ends(2)
        .complains("no token")
        .complains("archweave token add");
    bench.run("serve folder --listen nonsense").ends(2);
    bench.run("serve nowhere").ends(2).complains("does not exist");
    bench.run("serve").ends(2);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap();
    bench.run(&format!("serve folder --listen {listen}")).ends(2).complains("cannot listen");
}
