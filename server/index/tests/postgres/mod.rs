//! A private PostgreSQL server for tests.
//!
//! One server serves all test processes that run at the same time, so that its start is paid once; each
//! test has a database of its own. It listens on a socket in its own folder, and on a free port of this machine with
//! a certificate of its own. While a process uses it, it holds a shared lock on a file; a guardian beside the server stops it a few seconds after the
//! last of these locks is gone, however the processes ended.

#![allow(dead_code, reason = "not every test binary uses all of it")]

use std::fs::{self, File};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A database of its own; it is gone when this value is.
pub struct Database {
    name: String,
    server: &'static Server,
}

struct Server {
    programs: PathBuf,
    place: PathBuf,
    /// Held as long as the process lives.
    _lock: File,
}

impl Database {
    /// A new, empty one; none where PostgreSQL is not installed, which is told on standard error.
    pub fn new() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        let Some(server) = SERVER.get_or_init(Server::find) else {
            eprintln!("skipped: PostgreSQL is not installed");
            return None;
        };
        let name = format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        server.run("createdb", &["--template=template0", &name]);
        Some(Self { name, server })
    }

    /// Where it is, for [`archweave_index::Index::connect`].
    pub fn url(&self) -> String {
        let socket = self.server.place.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{socket}:{}/{}", self.server.port(), self.name)
    }

    /// The same over the network of this machine, where encryption is offered.
    pub fn tcp_url(&self, parameters: &str) -> String {
        format!("postgres://postgres@localhost:{}/{}?{parameters}", self.server.port(), self.name)
    }

    /// The certificate of the server, which signed itself.
    pub fn certificate(&self) -> PathBuf {
        self.server.place.join("tls.crt")
    }

    /// What the `psql` program says.
    pub fn psql(&self, statement: &str) -> String {
        let output = self.server.run("psql", &["-X", "-A", "-t", "-c", statement, &self.name]);
        output.trim().to_owned()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Another test may run; a database that stays is gone with the server.
        let _ = self.server.command("dropdb").args(["--force", &self.name]).stderr(Stdio::null()).status();
    }
}

impl Server {
    fn find() -> Option<Self> {
        let programs = programs()?;
        let user = user();
        // The address of a socket has at most 107 bytes: not in the folder of the project.
        let place =
            std::env::temp_dir().join(format!("archweave-postgres-{}", user.map_or(1, |user| user.0)));
        fs::create_dir_all(&place).unwrap();
        if let Some((user, group)) = user {
            chown(&place, Some(user), Some(group)).unwrap();
        }
        let open = |name: &str| File::options().create(true).append(true).open(place.join(name)).unwrap();
        let lock = open("users.lock");
        lock.lock_shared().unwrap();
        let server = Self { programs, place: place.clone(), _lock: lock };
        let start = open("start.lock");
        start.lock().unwrap();
        if !server.is_ready() {
            server.start();
        }
        Some(server)
    }

    /// Where it listens; its socket is named after it.
    fn port(&self) -> String {
        fs::read_to_string(self.place.join("port")).unwrap_or_default()
    }

    /// A key and a certificate for `localhost`, which both belong to the user of the server.
    fn certify(&self) {
        let (key, certificate) = (self.place.join("tls.key"), self.place.join("tls.crt"));
        if certificate.exists() {
            return;
        }
        let mut make = self.as_user(Path::new("openssl"));
        make.args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "3650",
            "-subj",
            "/CN=localhost",
        ]);
        make.args([
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ]);
        make.arg("-keyout").arg(key).arg("-out").arg(certificate);
        assert!(make.stderr(Stdio::null()).status().unwrap().success(), "openssl");
    }

    fn is_ready(&self) -> bool {
        if self.port().is_empty() {
            return false;
        }
        let mut ask = self.command("pg_isready");
        ask.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    fn start(&self) {
        let (template, data) = (self.place.join("template"), self.place.join("data"));
        if !template.join("PG_VERSION").exists() {
            let _ = fs::remove_dir_all(&template);
            let made = self.place.join("making");
            let _ = fs::remove_dir_all(&made);
            let mut make = self.as_user(&self.programs.join("initdb"));
            make.arg("-D").arg(&made).args(["-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]);
            let made_it = make.args(["--locale=C"]).stdout(Stdio::null()).status().unwrap();
            assert!(made_it.success(), "initdb");
            fs::rename(made, &template).unwrap();
        }
        let _ = fs::remove_dir_all(&data);
        let mut copy = self.as_user(Path::new("cp"));
        assert!(copy.arg("-r").arg(&template).arg(&data).status().unwrap().success());
        self.certify();
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        fs::write(self.place.join("port"), free.to_string()).unwrap();
        let log = File::create(self.place.join("log")).unwrap();
        // The guardian is no child of this process alone: it outlives it, and ends with the last user.
        let script = "
            \"$1/postgres\" -D \"$2/data\" -k \"$2\" -p \"$3\" -c listen_addresses=127.0.0.1 -c max_connections=300 \\
                -c ssl=on -c ssl_cert_file=\"$2/tls.crt\" -c ssl_key_file=\"$2/tls.key\" &
            while sleep 3 && kill -0 $!; do
                flock -n -x \"$2/users.lock\" \"$1/pg_ctl\" -D \"$2/data\" -m immediate -w stop && break
            done";
        let mut guardian = self.as_user(Path::new("setsid"));
        guardian.args(["sh", "-c", script, "sh"]).arg(&self.programs).arg(&self.place).arg(free.to_string());
        guardian.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        #[expect(clippy::zombie_processes, reason = "it outlives this process")]
        guardian.current_dir(&self.place).spawn().unwrap();
        let began = Instant::now();
        while !self.is_ready() {
            let log = fs::read_to_string(self.place.join("log")).unwrap_or_default();
            assert!(began.elapsed() < Duration::from_secs(60), "PostgreSQL does not start: {log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A program that asks the server.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.arg("-h").arg(&self.place).args(["-p", &self.port(), "-U", "postgres"]);
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.command(program).args(arguments).output().unwrap();
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A program that works on the server's files: the server refuses to run as root.
    fn as_user(&self, program: &Path) -> Command {
        let Some((user, group)) = user() else { return Command::new(program) };
        let mut command = Command::new("setpriv");
        command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
        command.arg(program).current_dir("/");
        command
    }
}

/// The newest version that is installed.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let places = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    places.filter(|place| place.join("initdb").exists()).max()
}

/// The user and group to run the server as, if this is root.
fn user() -> Option<(u32, u32)> {
    let number = |flag: &str, name: &str| {
        let output = Command::new("id").args([flag, name]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse::<u32>().ok()
    };
    let own = Command::new("id").arg("-u").output().ok()?;
    (own.stdout == b"0\n").then(|| Some((number("-u", "postgres")?, number("-g", "postgres")?))).flatten()
}
