//! The documentation of the plain form is what the reader takes; `ARCHWEAVE_BLESS=1` writes it.

use std::path::PathBuf;

use archweave_interchange::events::fields::{self, Form};
use archweave_interchange::events::schema;
use archweave_model::delivery::RecordKind;

const BEGIN: &str = "<!-- fields -->\n";
const END: &str = "<!-- /fields -->";

fn docs(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(path)
}

#[track_caller]
fn check(path: &str, expected: &str) {
    let path = docs(path);
    if std::env::var_os("ARCHWEAVE_BLESS").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == expected, "{} is old; run with ARCHWEAVE_BLESS=1", path.display());
}

#[test]
fn the_schema_is_that_of_the_reader() {
    check("reference/schemas/events.json", &format!("{:#}\n", schema::plain()));
}

fn form(form: Form) -> String {
    match form {
        Form::Text => String::new(),
        Form::Time => "time".into(),
        Form::Day => "day".into(),
        Form::Count => "number".into(),
        Form::Rank => "1 to 4".into(),
        Form::Number => "number".into(),
        Form::Share => "0 to 1".into(),
        Form::Flag => "true, false".into(),
        Form::Choice(words) => words.join(", "),
        Form::Purl => "package address".into(),
        Form::Repository => String::new(),
        Form::Texts => "list".into(),
        Form::Purls => "list of package addresses".into(),
    }
}

fn key(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Ticket => "`system`, `number`",
        RecordKind::Change => "`repository`, `reference`",
        RecordKind::Build => "`pipeline`, `run`",
        RecordKind::ArtifactVersion => "`purl`",
        RecordKind::Release => "`name`",
        RecordKind::IndicatorValue => "`indicator`, `at`, `element`",
        RecordKind::Assessment => "`dimension`, day of `at`",
        _ => "`key`, else source and id of the event",
    }
}

#[test]
fn the_guide_lists_the_fields_of_each_record() {
    let path = "guide/delivery-events.md";
    let guide = std::fs::read_to_string(docs(path)).unwrap();
    let (before, rest) = guide.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let mut table = String::from("| sort | key | fields |\n|---|---|---|\n");
    for kind in RecordKind::ALL {
        let fields = fields::of(*kind).iter().map(|field| match form(field.form) {
            text if text.is_empty() => format!("`{}`", field.name),
            text => format!("`{}` ({text})", field.name),
        });
        let fields: Vec<String> = fields.collect();
        let names = if fields::has_mentions(*kind) { "; *+ names*" } else { "" };
        table.push_str(&format!(
            "| `{}` | {} | {}{names} |\n",
            fields::word(*kind),
            key(*kind),
            fields.join(", ")
        ));
    }
    check(path, &format!("{before}{BEGIN}{table}{END}{after}"));
}
