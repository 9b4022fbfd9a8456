//! The program under test: run once, or as a server on a free port of loopback.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use super::http::{Answer, request};
use super::{cargo, example, root};

/// The compiled program. `make test` builds it and says where; otherwise it is built here, so that
/// no test ever runs an old one. All targets, because then libraries have the features that the
/// tests were built with, and nothing is compiled twice.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    if let Some(path) = std::env::var_os("ARCHWEAVE_BIN") {
        return path.into();
    }
    let arguments = ["build", "--quiet", "--workspace", "--all-targets"];
    let built = Command::new(env!("CARGO")).args(arguments).current_dir(root()).status();
    assert!(built.unwrap().success(), "the program does not compile");
    cargo::target().join("debug/archweave")
});

/// Where the compiled program is.
pub fn program() -> &'static Path {
    &PROGRAM
}

/// Runs the program to its end.
pub fn archweave<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Output {
    let mut command = Command::new(&*PROGRAM);
    command.args(arguments).current_dir(root()).stdin(Stdio::null()).env("NO_COLOR", "1");
    command.output().unwrap()
}

/// Runs the program, asserts exit code 0 and returns what it printed.
pub fn succeed<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> String {
    let output = archweave(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// Imports the example into a bare repository in this folder, and says where that is.
pub fn seed(folder: &Path) -> PathBuf {
    let repository = folder.join("customer-centre.git");
    succeed([Path::new("import"), &example(), Path::new("--into"), &repository]);
    repository
}

/// A running server; stops when dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    process: Child,
    folder: tempfile::TempDir,
}

impl Server {
    /// Serves the example from a bare repository.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let repository = seed(folder.path());
        Self::serve(folder, &repository)
    }

    /// Serves a folder named `model`, filled by the caller.
    pub fn of(fill: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let model = folder.path().join("model");
        std::fs::create_dir(&model).unwrap();
        fill(&model);
        Self::serve(folder, &model)
    }

    /// Serves a repository or folder within a temporary one, which goes when the server stops.
    pub fn serve(folder: tempfile::TempDir, repository: &Path) -> Self {
        // Asked of the system and given back: another process could take it in between, but none here does.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(&*PROGRAM);
        command.arg("serve").arg(repository).args(["--listen", &address.to_string()]);
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).current_dir(root()).spawn().unwrap();
        let mut server = Self { address, process, folder };
        server.wait();
        server
    }

    fn wait(&mut self) {
        let limit = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(self.address).is_err() {
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!("the server stopped: {status}");
            }
            assert!(Instant::now() < limit, "the server does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The repository of the example.
    pub fn repository(&self) -> PathBuf {
        self.folder.path().join("customer-centre.git")
    }

    /// GET.
    pub fn get(&self, path: &str) -> Answer {
        request(self.address, "GET", path, &[], "")
    }

    /// GET with headers.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        request(self.address, "GET", path, headers, "")
    }

    /// A GraphQL request.
    pub fn graphql(&self, query: &str) -> Answer {
        let body = serde_json::json!({ "query": query }).to_string();
        let headers = [
            ("Content-Type", "application/json"),
            ("Accept", "application/graphql-response+json, application/json"),
        ];
        request(self.address, "POST", "/graphql", &headers, &body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
