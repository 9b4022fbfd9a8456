//! How long a large model takes: `cargo test --release -p archweave-interchange --test speed -- --ignored --nocapture`.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::time::Instant;

use archweave_interchange::archimate::{export, import};

#[test]
#[ignore = "a measurement, for a release build on a quiet machine"]
fn a_hundred_thousand_elements() {
    let (elements, relations) = (100_000, 300_000);
    let kinds =
        ["BusinessProcess", "BusinessRole", "ApplicationComponent", "ApplicationService", "Node", "Goal"];
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<archimate:model xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:archimate=\"http://www.archimatetool.com/archimate\" name=\"Large\" id=\"m\" version=\"5.0.0\">\n",
    );
    let id = |n: usize| format!("id-{:032x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    text.push_str("  <folder name=\"Business\" id=\"f-b\" type=\"business\">\n");
    for n in 0..elements {
        let kind = kinds[n % kinds.len()];
        write!(text, "    <element xsi:type=\"archimate:{kind}\" name=\"Element number {n}\" id=\"{}\">\n      <documentation>What element {n} is for.&#xD;\nAnd more.</documentation>\n      <property key=\"criticality\" value=\"high\"/>\n      <property key=\"cost\" value=\"{n}\"/>\n    </element>\n", id(n)).unwrap();
    }
    text.push_str("  </folder>\n  <folder name=\"Relations\" id=\"f-r\" type=\"relations\">\n");
    let relation_kinds = ["Serving", "Flow", "Triggering", "Association"];
    for n in 0..relations {
        let kind = relation_kinds[n % 4];
        let (from, to) = (id(n % elements), id((n * 7919 + 13) % elements));
        writeln!(text, "    <element xsi:type=\"archimate:{kind}Relationship\" id=\"{}\" source=\"{from}\" target=\"{to}\"/>", id(n + elements)).unwrap();
    }
    text.push_str("  </folder>\n</archimate:model>\n");
    println!("{} MB", text.len() / 1_000_000);
    for _ in 0..3 {
        let start = Instant::now();
        let cpu = cpu_seconds();
        let imported = import("large", text.as_bytes()).unwrap();
        println!("import {:?}, {:.2} CPU-seconds", start.elapsed(), cpu_seconds() - cpu);
        assert_eq!(imported.model.elements.len(), elements);
        assert!(imported.diagnostics.is_empty());
        let start = Instant::now();
        let cpu = cpu_seconds();
        let bytes = export(&imported.model).unwrap();
        println!(
            "export {:?}, {:.2} CPU-seconds, {} MB",
            start.elapsed(),
            cpu_seconds() - cpu,
            bytes.len() / 1_000_000
        );
    }
}

/// User and system time of this process so far; 0 where /proc does not tell.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
