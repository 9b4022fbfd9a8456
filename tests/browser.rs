//! The pages as a person sees them: in headless Chromium.
//!
//! Screenshots stay in `target/screenshots` to be looked at.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::program::Server;
use crate::support::{cargo, is_strict, root};

/// A browser that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// The browser, if this machine has one; in CI it must.
fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    let found = found.into_iter().find(|program| program.is_file());
    assert!(found.is_some() || !is_strict(), "Chromium is not installed");
    if found.is_none() {
        println!("skipped: no Chromium, so no page was looked at");
    }
    found
}

/// Runs the browser on one address and returns what it printed.
fn open(browser: &Path, address: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let printed = folder.path().join("printed");
    let mut command = Command::new(browser);
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"])
        .args([
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args(["--hide-scrollbars", "--window-size=1400,1000", "--virtual-time-budget=15000"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(File::create(&printed).unwrap())
        .stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    let limit = Instant::now() + PATIENCE;
    while process.try_wait().unwrap().is_none() {
        if Instant::now() > limit {
            process.kill().unwrap();
            process.wait().unwrap();
            panic!("the browser hangs at {address}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    fs::read_to_string(printed).unwrap()
}

fn screenshot(browser: &Path, address: &str, name: &str) -> Vec<u8> {
    let folder = cargo::target().join("screenshots");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    let _ = fs::remove_file(&file);
    open(browser, address, &[&format!("--screenshot={}", file.display())]);
    fs::read(file).expect("a screenshot")
}

#[test]
fn a_view_is_shown_with_elements_that_lead_to_their_pages() {
    let Some(browser) = browser() else { return };
    let server = Server::start();
    let address = format!("http://{}/m/customer-centre/views/landscape?lang=en", server.address);
    let page = open(&browser, &address, &["--dump-dom"]);
    assert!(page.contains("</svg>"), "the view is drawn");
    // A label may be broken into lines, so a word is looked for.
    assert!(page.contains("Outage"), "the view has its labels");
    assert!(page.contains("/m/customer-centre/elements/app-outage"), "the element leads to its page");
    let picture = screenshot(&browser, &address, "landscape.png");
    assert!(picture.starts_with(b"\x89PNG") && picture.len() > 20_000, "{} bytes", picture.len());
    let chinese = address.replace("lang=en", "lang=zh");
    assert!(open(&browser, &chinese, &["--dump-dom"]).contains("停电"), "the labels are Chinese");
    screenshot(&browser, &chinese, "landscape-zh.png");
}

#[test]
fn an_element_page_shows_its_relations() {
    let Some(browser) = browser() else { return };
    let server = Server::start();
    let address = format!("http://{}/m/customer-centre/elements/app-outage?lang=en", server.address);
    let page = open(&browser, &address, &["--dump-dom"]);
    assert!(page.contains("Outage information hub") && page.contains("/elements/as-outage"));
    assert!(screenshot(&browser, &address, "element.png").len() > 10_000);
}

#[test]
fn graphiql_starts_under_the_content_security_policy() {
    let Some(browser) = browser() else { return };
    if !root().join("web/dist/graphiql/index.html").is_file() {
        assert!(!is_strict(), "web/dist is not built");
        println!("skipped: web/dist is not built (make web), so GraphiQL was not started");
        return;
    }
    let server = Server::start();
    let address = format!("http://{}/graphiql", server.address);
    let page = open(&browser, &address, &["--dump-dom"]);
    // Only the running script makes these.
    assert!(page.contains("graphiql-container"), "GraphiQL runs:\n{}", &page[..page.len().min(2_000)]);
    assert!(screenshot(&browser, &address, "graphiql.png").len() > 10_000);
}
