//! Answers to conflicts in a file: read, and written with the questions that are open.
//!
//! Either `{ID: ANSWER}`, or `conflicts` with a map of ids to what is known of each conflict and a
//! `choice`. Both as JSON or YAML.

use std::path::Path;

use archweave_app::change::{Choice, Conflict, ConflictId, Merge, Resolution, Resolutions};
use archweave_model::diagnostic::Severity;
use archweave_model::yaml::{self, Document, FileClass};
use serde_json::{Map, Value, json};

use crate::failure::Failure;

const HELP: &str = "write ours, theirs, base, remove or { value: ... } for each conflict's id";

const HEAD: &str = "\
# A merge under way. Fill in each empty `choice`: ours, theirs, base, remove, or { value: ... }.
# Then run the same `archweave merge` again.
";

/// The answers in a file; conflicts without one are left out.
pub(crate) fn read(file: &Path) -> Result<Resolutions, Failure> {
    let wrong = |why: String| {
        Failure::new(format!("cannot use the answers in `{}`: {why}", file.display())).help(HELP)
    };
    let bytes = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let all = parse(&bytes).map_err(wrong)?;
    let entries = match all.get("conflicts") {
        Some(Value::Object(entries)) => entries,
        _ => &all,
    };
    let mut found = Resolutions::new();
    for (id, entry) in entries {
        let conflict: ConflictId =
            id.parse().map_err(|_| wrong(format!("`{id}` is not the id of a conflict")))?;
        let (choice, seen) = match entry {
            Value::Object(fields) if fields.contains_key("choice") => {
                (fields.get("choice").unwrap_or(&Value::Null), fields.get("seen"))
            }
            answer => (answer, None),
        };
        let choice = choice_of(choice).ok_or_else(|| wrong(format!("`{id}` has no answer that is known")))?;
        let seen = seen.and_then(|seen| serde_json::from_value(seen.clone()).ok());
        found.extend(choice.map(|choice| (conflict, Resolution { choice, seen })));
    }
    Ok(found)
}

fn parse(bytes: &[u8]) -> Result<Map<String, Value>, String> {
    let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let value = match is_json {
        true => serde_json::from_slice(bytes).map_err(|error| error.to_string())?,
        false => {
            let parsed = yaml::read(FileClass::Extra, bytes);
            if let Some(finding) = parsed.findings.iter().find(|f| f.severity == Severity::Error) {
                return Err(finding.message.clone());
            }
            match parsed.documents.first() {
                Some(Document::Extra(value)) => {
                    serde_json::to_value(&**value).map_err(|error| error.to_string())?
                }
                _ => json!({}),
            }
        }
    };
    match value {
        Value::Object(entries) => Ok(entries),
        _ => Err("it is no map".to_owned()),
    }
}

/// An answer; `Some(None)` where there is none yet, none where it is not known.
#[expect(clippy::option_option, reason = "an answer may be wrong, or not given yet")]
fn choice_of(value: &Value) -> Option<Option<Choice>> {
    Some(Some(match value {
        Value::Null => return Some(None),
        Value::String(word) => match word.as_str() {
            "" => return Some(None),
            "ours" => Choice::Ours,
            "theirs" => Choice::Theirs,
            "base" => Choice::Base,
            "remove" => Choice::Value(None),
            _ => return None,
        },
        Value::Object(fields) if fields.len() == 1 => match fields.get("value")? {
            Value::Null => Choice::Value(None),
            value => Choice::Value(Some(serde_json::from_value(value.clone()).ok()?)),
        },
        _ => return None,
    }))
}

/// Writes what is open and what was answered.
pub(crate) fn write(file: &Path, merge: &Merge) -> Result<(), Failure> {
    let mut entries = Map::new();
    let open = merge.conflicts.iter().map(|conflict| (conflict, None));
    let answered = merge.resolved.iter().map(|(conflict, choice)| (conflict, Some(choice)));
    for (conflict, choice) in open.chain(answered) {
        entries.insert(conflict.id.to_string(), entry(conflict, choice));
    }
    let is_json = file.extension().is_some_and(|ending| ending == "json");
    let all = json!({ "conflicts": entries });
    let text = match is_json {
        true => format!("{all:#}\n"),
        false => {
            let value = serde_json::from_value::<archweave_model::value::Value>(all);
            let value = value.map_err(|error| Failure::new(format!("cannot write the answers: {error}")))?;
            HEAD.to_owned() + &yaml::write_document(&Document::Extra(value.into()))
        }
    };
    // As a whole, so that nobody loses answers to a full disk.
    let beside = file.with_extension("new");
    std::fs::write(&beside, text).map_err(|error| Failure::write(&beside, &error))?;
    std::fs::rename(&beside, file).map_err(|error| Failure::write(file, &error))
}

fn entry(conflict: &Conflict, choice: Option<&Choice>) -> Value {
    let mut entry = Map::new();
    entry.insert("kind".to_owned(), json!(conflict.kind));
    for (key, value) in [("base", &conflict.base), ("ours", &conflict.ours), ("theirs", &conflict.theirs)] {
        entry.extend(value.as_ref().map(|value| (key.to_owned(), json!(value))));
    }
    let inside: Vec<String> = conflict.inside.iter().map(|inside| inside.item.to_string()).collect();
    if !inside.is_empty() {
        entry.insert("inside".to_owned(), json!(inside));
    }
    let choice = match choice {
        None => json!(""),
        Some(Choice::Value(None)) => json!("remove"),
        Some(choice) => json!(choice),
    };
    entry.insert("choice".to_owned(), choice);
    entry.insert("seen".to_owned(), json!(conflict.seen()));
    entry.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(text: &str) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("answers");
        std::fs::write(&file, text).unwrap();
        let found = read(&file).map_err(|failure| format!("{failure:?}"))?;
        Ok(found.iter().map(|(id, given)| format!("{id} {}", json!(given.choice))).collect())
    }

    #[test]
    fn answers_are_read_as_json_and_as_yaml() {
        let expected = [
            "element/a:name \"theirs\"",
            "element/b:properties.cost {\"value\":\"3.10\"}",
            "element/c \"base\"",
            "element/d:name {\"value\":null}",
        ];
        let yaml = "element/a:name: theirs\nelement/b:properties.cost: { value: 3.10 }\nelement/c: base\n\
                    element/d:name: remove\nelement/e:\n";
        assert_eq!(answers(yaml).unwrap(), expected);
        let json = r#"{"conflicts": {"element/a:name": {"ours": "x", "choice": "theirs"},
            "element/b:properties.cost": {"choice": {"value": "3.10"}}, "element/c": "base",
            "element/d:name": {"value": null}, "element/e": {"choice": null}}}"#;
        assert_eq!(answers(json).unwrap(), expected);
    }

    #[test]
    fn wrong_answers_are_named() {
        for (text, named) in [
            ("nobody: ours", "nobody"),
            ("element/a: maybe", "element/a"),
            ("element/a: { valeu: 1 }", "element/a"),
            ("[1]", "no map"),
            ("{", "EOF"),
        ] {
            let error = answers(text).unwrap_err();
            assert!(error.contains(named), "{text}: {error}");
        }
    }
}
