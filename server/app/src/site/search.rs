//! The index of the search: files of script, because a page that was opened from a disk may read
//! nothing else.
//!
//! `search/index.js` has the kinds with their names in every language; `search/1.js` and so on have a
//! line for each thing: number of its kind, name of its page (empty where it is the id), id, its name in
//! each language of the site (empty where it is the first one's), other names.

use std::collections::BTreeMap;

use archweave_model::value::Value;
use serde_json::json;

use crate::AppError;
use crate::site::reading::Reading;
use crate::site::{Subject, Writing};

/// Things in one file.
const PER_FILE: usize = 5_000;

/// Writes the index, once for all languages.
pub(super) fn write(
    writing: &mut Writing<'_>,
    readings: &[Reading<'_>],
    subject: &Subject<'_>,
) -> Result<(), AppError> {
    let Some(reading) = readings.first() else { return Ok(()) };
    let snapshot = reading.snapshot;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for slot in snapshot.slots() {
        kinds.extend(snapshot.element_at(slot).map(|element| (element.kind.as_str(), 0)));
    }
    // Views are the first kind.
    kinds.values_mut().enumerate().for_each(|(n, number)| *number = n + 1);
    let mut lines = Lines { text: String::new(), count: 0, files: 0 };
    for view in snapshot.views() {
        let id = view.id.as_str();
        let names: Vec<String> = readings.iter().map(|reading| reading.view_name(view).0).collect();
        let all = view.name.entries().map(|(_, text)| text);
        lines.add(writing, 0, &subject.files.views.file(id), id, &names, all)?;
    }
    for slot in snapshot.slots() {
        let Some(element) = snapshot.element_at(slot) else { continue };
        let id = element.id.as_str();
        let names: Vec<String> = readings.iter().map(|reading| reading.name(element).0).collect();
        let aliases = element.attributes.get("aliases").map_or(&[][..], Value::items);
        let all = element.name.entries().map(|(_, text)| text);
        let all = all.chain(aliases.iter().filter_map(Value::as_text));
        let kind = kinds.get(element.kind.as_str()).copied().unwrap_or_default();
        lines.add(writing, kind, &subject.files.elements.file(id), id, &names, all)?;
    }
    lines.flush(writing)?;
    let labels = |folder: &str, id: &str, label: &dyn Fn(&Reading<'_>) -> String| {
        let labels = readings.iter().map(label);
        [folder.to_owned(), id.to_owned()].into_iter().chain(labels).collect::<Vec<_>>()
    };
    let mut all = vec![labels("views", "view", &|reading| reading.words.word("view").to_owned())];
    all.extend(kinds.keys().map(|kind| labels("elements", kind, &|reading| reading.kind(kind))));
    let script = format!("archweaveSearch.kinds({},{});\n", lines.files, json!(all));
    writing.file("search/index.js", script.as_bytes())
}

/// Lines of the file that is being filled.
struct Lines {
    text: String,
    count: usize,
    files: usize,
}

impl Lines {
    fn add<'n>(
        &mut self,
        writing: &mut Writing<'_>,
        kind: usize,
        file: &str,
        id: &str,
        names: &[String],
        others: impl Iterator<Item = &'n str>,
    ) -> Result<(), AppError> {
        if self.count > 0 {
            self.text.push('\n');
        }
        let first = names.first().map_or("", |name| name);
        self.text.push_str(&format!(
            "{kind}\t{}\t{id}\t{}",
            if file == id { "" } else { file },
            plain(first)
        ));
        for name in names.iter().skip(1) {
            self.text.push('\t');
            self.text.push_str(&plain(if name == first { "" } else { name }));
        }
        for other in others.filter(|other| !names.iter().any(|name| name == other)) {
            self.text.push('\t');
            self.text.push_str(&plain(other));
        }
        self.count += 1;
        if self.count == PER_FILE { self.flush(writing) } else { Ok(()) }
    }

    /// Writes the file.
    fn flush(&mut self, writing: &mut Writing<'_>) -> Result<(), AppError> {
        if self.count == 0 {
            return Ok(());
        }
        self.files += 1;
        let script = format!("archweaveSearch.things({});\n", json!(std::mem::take(&mut self.text)));
        self.count = 0;
        writing.file(&format!("search/{}.js", self.files), script.as_bytes())
    }
}

/// A name without what parts names and lines, and without what turns the direction of text.
fn plain(name: &str) -> String {
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words = name.split(|c: char| c.is_whitespace() || is_odd(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
