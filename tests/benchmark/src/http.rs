//! GraphQL over HTTP against a server process; what counts is the server's CPU time.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use archweave_store::{At, Repository};

use crate::tasks::{millis, repository, row};
use crate::{Failure, clock};

/// Requests that are measured for each row.
const REQUESTS: usize = 8_000;
const CONNECTIONS: usize = 4;

/// One element, 50 relations, their other ends.
const QUERY: &str = "query($id: String!) { model { element(id: $id) { name relations(first: 50) { nodes { kindId other { id name } } } } } }";

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Nested reads a second of server CPU.
pub fn graphql(folder: &Path) -> Result<(), Failure> {
    let ids = hubs(folder)?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = format!("127.0.0.1:{port}");
    let server = start(folder, &address)?;
    let body = |n: usize| {
        let id = &ids[n % ids.len()];
        // The number makes each question a new one; the query's text stays the same.
        post(&serde_json::json!({ "query": QUERY, "variables": { "id": id, "n": n } }).to_string())
    };
    let answer = ask(&mut connect(&address)?, &body(0))?;
    if !answer.contains("\"other\":{") || answer.contains("\"errors\"") {
        return Err(format!("unexpected answer: {answer:.300}").into());
    }
    row("GraphQL answer, bytes", answer.len());
    let uncached = rate(&server, &address, |n| body(n + 1))?;
    row("nested GraphQL reads a server CPU-second, uncached", format!("{uncached:.0}"));
    let cached = rate(&server, &address, |n| body(n % 50))?;
    row("the same, asked before", format!("{cached:.0}"));
    Ok(())
}

/// A view as SVG that was drawn before: CPU time of the server, HTTP included.
pub fn view(folder: &Path) -> Result<(), Failure> {
    let repository = Repository::open(repository(folder))?;
    let loaded = repository.load(repository.resolve(&At::Head)?)?;
    let ids: Vec<String> = loaded.snapshot.views().take(50).map(|view| view.id.to_string()).collect();
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = format!("127.0.0.1:{port}");
    let server = start(folder, &address)?;
    let request = |n: usize| {
        let id = &ids[n % ids.len()];
        format!("GET /m/model/views/{id}.svg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    };
    let answer = ask(&mut connect(&address)?, &request(0))?;
    if !answer.contains("</svg>") {
        return Err(format!("unexpected answer: {answer:.300}").into());
    }
    row("picture of a view, bytes", answer.len());
    row(
        "a view drawn before, CPU ms of the server",
        format!("{:.3}", 1e3 / rate(&server, &address, request)?),
    );
    Ok(())
}

/// A push that changes ten files, checked and accepted: CPU time of the server and of git there.
pub fn push(folder: &Path) -> Result<(), Failure> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = format!("127.0.0.1:{port}");
    let server = start(folder, &address)?;
    let clone = folder.join("clone");
    let url = format!("http://{address}/git/model.git");
    let git = |arguments: &[&str]| -> Result<String, Failure> {
        let output = Command::new("git")
            .args(["-c", "user.name=b", "-c", "user.email=b@example.org"])
            .args(arguments)
            .current_dir(if clone.is_dir() { &clone } else { folder })
            .output()?;
        match output.status.success() {
            true => Ok(String::from_utf8(output.stdout)?),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
        }
    };
    git(&["clone", "--quiet", "--no-checkout", "--depth", "1", &url, "clone"])?;
    git(&["read-tree", "HEAD"])?;
    let listed = git(&["ls-tree", "-r", "--name-only", "HEAD", "elements"])?;
    let paths: Vec<&str> = listed.lines().collect();
    let mut times = Vec::new();
    for round in 0..7 {
        for at in 0..10 {
            let path = paths[(round * 10 + at) * paths.len() / 100];
            let text = git(&["show", &format!("HEAD:{path}")])? + "# pushed\n";
            let file = folder.join("text");
            std::fs::write(&file, text)?;
            let blob = git(&["hash-object", "-w", &file.to_string_lossy()])?;
            git(&["update-index", "--cacheinfo", &format!("100644,{},{path}", blob.trim())])?;
        }
        let tree = git(&["write-tree"])?;
        let commit = git(&["commit-tree", "-p", "HEAD", "-m", "Push", tree.trim()])?;
        git(&["update-ref", "HEAD", commit.trim()])?;
        let before = clock::cpu_with_children(server.0.id());
        git(&["push", "--quiet", "origin", "HEAD"])?;
        // Git's processes on the server are counted when they have ended.
        std::thread::sleep(Duration::from_millis(300));
        times.push(clock::cpu_with_children(server.0.id()) - before);
    }
    row(
        "push of 10 changed files, checked and accepted, CPU ms with git's processes (median of 7)",
        millis(&mut times),
    );
    Ok(())
}

/// Ids of elements with 50 relations or more, or those with most.
fn hubs(folder: &Path) -> Result<Vec<String>, Failure> {
    let repository = Repository::open(repository(folder))?;
    let loaded = repository.load(repository.resolve(&At::Head)?)?;
    let snapshot = &loaded.snapshot;
    let degree = |slot: u32| snapshot.out_edges(slot).len() + snapshot.in_edges(slot).len();
    let mut slots: Vec<u32> = snapshot.slots().collect();
    slots.sort_by_key(|slot| std::cmp::Reverse(degree(*slot)));
    let enough = slots.iter().take_while(|slot| degree(**slot) >= 50).count().max(10);
    slots.truncate(enough);
    Ok(slots.iter().filter_map(|slot| Some(snapshot.element_at(*slot)?.id.to_string())).collect())
}

fn start(folder: &Path, address: &str) -> Result<Server, Failure> {
    let mut program: PathBuf = std::env::current_exe()?;
    program.set_file_name("archweave");
    if !program.is_file() {
        return Err(format!("`{}` is missing: cargo build --release -p archweave", program.display()).into());
    }
    let child = Command::new(program)
        .arg("serve")
        .arg(repository(folder))
        .args(["--listen", address])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let server = Server(child);
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(60) {
        if TcpStream::connect(address).is_ok() {
            return Ok(server);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err("the server did not start".into())
}

fn connect(address: &str) -> Result<BufReader<TcpStream>, Failure> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    Ok(BufReader::new(stream))
}

/// The request that asks a GraphQL question.
fn post(body: &str) -> String {
    format!(
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn ask(stream: &mut BufReader<TcpStream>, request: &str) -> Result<String, Failure> {
    stream.get_mut().write_all(request.as_bytes())?;
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut answer = vec![0; length];
    stream.read_exact(&mut answer)?;
    Ok(String::from_utf8(answer)?)
}

/// Requests a second of the server's CPU time.
fn rate(server: &Server, address: &str, request: impl Fn(usize) -> String + Sync) -> Result<f64, Failure> {
    let batch = |from: usize, count: usize| -> Result<(), Failure> {
        let results: Vec<Result<(), String>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..CONNECTIONS)
                .map(|worker| {
                    let request = &request;
                    scope.spawn(move || {
                        let mut stream = connect(address).map_err(|e| e.to_string())?;
                        for n in (from + worker..from + count).step_by(CONNECTIONS) {
                            ask(&mut stream, &request(n)).map_err(|e| e.to_string())?;
                        }
                        Ok(())
                    })
                })
                .collect();
            let gone = || Err("a worker stopped".to_owned());
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| gone())).collect()
        });
        results.into_iter().collect::<Result<(), String>>().map_err(Into::into)
    };
    batch(0, REQUESTS / 8)?;
    let before = clock::cpu_of(server.0.id());
    batch(REQUESTS / 8, REQUESTS)?;
    Ok(REQUESTS as f64 / (clock::cpu_of(server.0.id()) - before))
}
