//! What each format writes for each viewpoint over the example, as a digest: a change of a picture is
//! seen, looked at, and then accepted with `ARCHWEAVE_BLESS=1`.
//!
//! The pictures themselves are in `docs/gallery/`. PNG and PDF are kept for English, whose letters come with
//! the program (Chinese ones hang on the fonts of the machine), and not for TOGAF's viewpoints. Of XLSX the
//! cells are kept: the file says when it was made.

use std::collections::BTreeMap;
use std::fmt::Write;

use archweave_model::viewpoint::Standard;
use archweave_render::table::{self, Formulas};
use archweave_render::{Options, Templates, Theme, exports};
use calamine::Reader;
use sha2::{Digest, Sha256};

use crate::support::root;
use crate::views::{answer, example, whole};

const FILE: &str = "tests/views/goldens.txt";

/// Pixels of a picture of one pixel in a PNG.
const SCALE: f32 = 0.5;

/// The cells of all sheets, row by row.
fn cells(bytes: Vec<u8>) -> String {
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for (name, range) in book.worksheets() {
        writeln!(text, "{name}").unwrap();
        for row in range.rows() {
            row.iter().for_each(|cell| write!(text, "{cell}\t").unwrap());
            text.push('\n');
        }
    }
    text
}

fn digest(text: impl AsRef<[u8]>) -> String {
    let hash = Sha256::digest(text.as_ref());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_format_writes_what_it_wrote() {
    let snapshot = example();
    let mut lines = BTreeMap::new();
    for viewpoint in snapshot.metamodel().viewpoints() {
        let view = whole(&snapshot, &viewpoint.id);
        // TOGAF's many tables and diagrams are drawn by what draws the others.
        let is_whole = viewpoint.standard != Standard::Togaf;
        for language in ["en", "zh"] {
            let picture = answer(&snapshot, &view, language);
            let mut line = String::new();
            for theme in [Theme::Light, Theme::Dark] {
                let options = Options { theme, ..Options::default() };
                let svg = archweave_render::svg(&picture.diagram, &options).unwrap();
                let name = if theme == Theme::Dark { "svg-dark" } else { "svg" };
                write!(line, " {name}={}", digest(&svg)).unwrap();
                if is_whole && language == "en" && theme == Theme::Light {
                    let png = archweave_render::png(&svg, SCALE).unwrap();
                    let pdf = archweave_render::pdf(&svg, view.id.as_str(), language).unwrap();
                    write!(line, " png={} pdf={}", digest(png), digest(pdf)).unwrap();
                }
            }
            for export in exports(Templates::bundled()) {
                let text =
                    archweave_render::export(&export.name, &picture.diagram, &Options::default()).unwrap();
                write!(line, " {}={}", export.name, digest(&text)).unwrap();
            }
            let rows = match &picture.table {
                Some(rows) => rows.clone(),
                None => table::of_diagram(&picture.diagram)[0].clone(),
            };
            write!(line, " csv={}", digest(table::csv(&rows, Formulas::Kept))).unwrap();
            let xlsx = table::xlsx(std::slice::from_ref(&rows)).unwrap();
            write!(line, " xlsx={}", digest(cells(xlsx))).unwrap();
            write!(line, " rows={}", digest(table::markdown(&rows))).unwrap();
            lines.insert(format!("{} {language}", viewpoint.id), line);
        }
    }
    let text: String = lines.iter().map(|(name, line)| format!("{name}{line}\n")).collect();
    let path = root().join(FILE);
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
        return;
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let differs: Vec<&str> =
        text.lines().filter(|line| !before.lines().any(|known| known == *line)).collect();
    assert!(
        differs.is_empty() && before.lines().count() == text.lines().count(),
        "{} pictures differ from {FILE}; look at them (`docs/gallery`), then accept with ARCHWEAVE_BLESS=1:\n{}",
        differs.len(),
        differs.iter().take(20).copied().collect::<Vec<_>>().join("\n")
    );
}
