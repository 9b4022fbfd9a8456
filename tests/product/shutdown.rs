//! A server that is told to stop (SIGTERM) finishes what it has accepted, and says so.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::Duration;

use crate::support::edit::{self, Written};
use crate::support::git;
use crate::support::lasting::{Lasting, bare};

const WRITERS: usize = 8;

fn server(folder: &std::path::Path) -> Lasting {
    let mut files = vec![("archweave.yaml".to_owned(), "format: 1\nname: Centre\n".to_owned())];
    files.extend((0..WRITERS).map(|n| {
        (format!("elements/w{n}.yaml"), format!("id: w{n}\nkind: application-component\nname: W{n}\n"))
    }));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Lasting::on(bare(folder, &files))
}

#[test]
fn every_commit_that_is_done_while_the_server_stops_is_acknowledged() {
    for round in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let mut server = server(folder.path());
        let (address, model) = (server.address, server.name());
        let start = server.target("main").unwrap();
        let done = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (done, model, start) = (&done, &model, &start);
                scope.spawn(move || {
                    let mut base = start.clone();
                    for count in 0.. {
                        let edits = edit::rename(&format!("w{writer}"), &format!("Thing {count}"));
                        match edit::commit(address, model, &base, edits) {
                            Written::Done(revision) => {
                                done.lock().unwrap().push(revision.clone());
                                base = revision;
                            }
                            Written::Lost => break,
                            other => panic!("{other:?}"),
                        }
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(300 + 37 * round));
            assert!(server.stop().success());
        });
        let mut done = done.into_inner().unwrap();
        let history = git::succeed(&server.repository, &["rev-list", &format!("{start}..main")]);
        let mut history: Vec<&str> = history.lines().collect();
        history.sort_unstable();
        done.sort_unstable();
        assert!(!done.is_empty());
        assert_eq!(history, done, "acknowledged, and no more");
        git::check(&server.repository);
    }
}

#[test]
fn a_push_under_way_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(folder.path());
    let clone = git::clone(folder.path(), &server.url(), "clone", &[]);
    let old = git::succeed(&clone, &["rev-parse", "HEAD"]);
    let new = git::commit(&clone, &[("README.md", "x")], "a change");
    let pack = git::feed(
        &clone,
        &["pack-objects", "--revs", "--stdout", "-q"],
        format!("{new}\n^{old}\n").as_bytes(),
    );
    let line = format!("{old} {new} refs/heads/main\0report-status");
    let body = [format!("{:04x}{line}0000", line.len() + 4).as_bytes(), &pack].concat();
    let mut client = TcpStream::connect(server.address).unwrap();
    client.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(
        client,
        "POST /git/{}.git/git-receive-pack HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {}\r\n\
         Content-Type: application/x-git-receive-pack-request\r\n\r\n",
        server.name(),
        body.len()
    )
    .unwrap();
    let (first, last) = body.split_at(body.len() - 10);
    client.write_all(first).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    server.ask_to_stop();
    std::thread::sleep(Duration::from_millis(500));
    assert!(TcpStream::connect(server.address).is_err(), "nothing new is accepted");
    client.write_all(last).unwrap();
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.contains("ok refs/heads/main"), "{answer}");
    assert!(server.wait().success());
    assert_eq!(server.target("refs/heads/main"), Some(new));
    git::check(&server.repository);
}
