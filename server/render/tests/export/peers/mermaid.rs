//! Mermaid: all diagrams on one page of a headless browser.

use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::shown::arrives;
use super::{cases, program, tool};

/// A browser that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(240);

const SCRIPT: &str = include_str!("mermaid.js");

#[test]
fn mermaid_draws_every_sort() {
    let (Some(browser), Some(library)) = (program("chromium"), tool("mermaid.min.js")) else { return };
    let folder = tempfile::tempdir().unwrap();
    let cases = cases("mermaid");
    let texts: Vec<&str> = cases.iter().map(|(_, _, text)| &**text).collect();
    let texts = serde_json::to_string(&texts).unwrap().replace('<', "\\u003c");
    let page = format!(
        "<!doctype html><meta charset=\"utf-8\"><body><pre id=\"drawn\"></pre>\
         <script src=\"file://{}\"></script><script>const texts = {texts};\n{SCRIPT}</script>",
        library.display(),
    );
    let file = folder.path().join("page.html");
    fs::write(&file, page).unwrap();
    let printed = folder.path().join("printed");
    let mut process = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args(["--disable-background-networking", "--virtual-time-budget=120000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .stdin(Stdio::null())
        .stdout(File::create(&printed).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let limit = Instant::now() + PATIENCE;
    while process.try_wait().unwrap().is_none() {
        if Instant::now() > limit {
            process.kill().unwrap();
            process.wait().unwrap();
            panic!("the browser hangs");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let dom = fs::read_to_string(printed).unwrap();
    let drawn = dom.split("<pre id=\"drawn\">").nth(1).and_then(|rest| rest.split("</pre>").next()).unwrap();
    let drawn: Vec<Value> = serde_json::from_str(&hex(drawn)).unwrap_or_else(|e| panic!("{e}: {drawn}"));
    assert_eq!(drawn.len(), cases.len(), "the page ended early");
    for ((name, diagram, text), drawn) in cases.iter().zip(&drawn) {
        assert_eq!(drawn["error"], Value::Null, "{name}:\n{text}");
        assert_eq!(
            drawn["foreign"],
            Value::from(0),
            "{name}: links, scripts or pictures out of nowhere\n{text}"
        );
        arrives(name, diagram, drawn["text"].as_str().unwrap(), text);
    }
}

/// The text that the page wrote as numbers, so that no markup is in the way.
fn hex(text: &str) -> String {
    let units: Vec<u16> =
        text.trim().split(' ').filter_map(|unit| u16::from_str_radix(unit, 16).ok()).collect();
    String::from_utf16(&units).unwrap()
}
