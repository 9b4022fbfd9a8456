//! A value in the person's editor, as YAML.

use std::process::Command;

use archweave_app::change::Conflict;
use archweave_model::diagnostic::Severity;
use archweave_model::value::Value;
use archweave_model::yaml::{self, Document, FileClass};

use crate::failure::Failure;
use crate::shown;

/// Opens git's editor on our value; none if what was written cannot be read.
pub(super) fn value(conflict: &Conflict) -> Result<Option<Value>, Failure> {
    let path = std::env::temp_dir().join(format!("archweave-edit-{}.yaml", std::process::id()));
    std::fs::write(&path, text(conflict)).map_err(|error| Failure::write(&path, &error))?;
    // Git knows which: GIT_EDITOR, core.editor, VISUAL, EDITOR.
    let asked = Command::new("git").args(["var", "GIT_EDITOR"]).output();
    let editor = asked.ok().and_then(|asked| String::from_utf8(asked.stdout).ok());
    let editor = editor.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let done = Command::new("sh").args(["-c", &format!("{editor} \"$@\""), &editor]).arg(&path).status();
    let written = std::fs::read_to_string(&path);
    // What stays behind is a temporary file.
    let _ = std::fs::remove_file(&path);
    match (done, written) {
        (Ok(status), Ok(written)) if status.success() => Ok(parse(&written)),
        (Ok(_), Ok(_)) => Ok(None),
        (Err(error), _) | (_, Err(error)) => {
            Err(Failure::new(format!("cannot use the editor `{editor}`: {error}"))
                .help("set one: git config core.editor nano"))
        }
    }
}

fn text(conflict: &Conflict) -> String {
    let mut text = format!("# {}\n", conflict.id);
    for (side, value) in [("base", &conflict.base), ("ours", &conflict.ours), ("theirs", &conflict.theirs)] {
        text.push_str(&format!("# {side}: {}\n", shown::value(value.as_ref())));
    }
    let value = conflict.ours.clone().or_else(|| conflict.theirs.clone()).unwrap_or_else(|| "".into());
    let record = Value::record([("value", value)]);
    text + &yaml::write_document(&Document::Extra(record.into()))
}

/// The value in `value: ...`.
pub(super) fn parse(text: &str) -> Option<Value> {
    let parsed = yaml::read(FileClass::Extra, text.as_bytes());
    if parsed.findings.iter().any(|finding| finding.severity == Severity::Error) {
        return None;
    }
    match parsed.documents.first() {
        Some(Document::Extra(value)) => value.as_record()?.get("value").cloned(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_yaml() {
        assert_eq!(parse("value: 1.10\n"), Some("1.10".into()));
        assert_eq!(parse("value: [a, b]\n"), Some(Value::List(Box::new(["a".into(), "b".into()]))));
        assert_eq!(parse("value: |\n  two\n  lines\n"), Some("two\nlines\n".into()));
        assert_eq!(parse("other: 1\n"), None);
        assert_eq!(parse("value: [\n"), None);
    }
}
