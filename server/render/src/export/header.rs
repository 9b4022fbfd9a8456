//! The header of a format's template: lines `key: value` between two lines `---`.

/// What a header says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub extension: String,
    pub media_type: String,
    pub label: String,
    /// Name of the language that `{{value}}` is escaped for.
    pub escape: String,
}

/// Splits a template into its header and the rest.
pub(super) fn read(text: &str) -> Result<(Header, &str), String> {
    let missing = || "it does not begin with a header between two lines `---`".to_owned();
    let rest = text.strip_prefix("---").and_then(after_line).ok_or_else(missing)?;
    let mut header = Header::default();
    let mut rest = rest;
    loop {
        let (line, after) = rest.split_once('\n').ok_or_else(missing)?;
        rest = after;
        let line = line.trim();
        if line == "---" {
            break;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = line.split_once(':').ok_or_else(|| format!("`{line}` is not `key: value`"))?;
        let value = value.trim().to_owned();
        match key.trim() {
            "extension" => header.extension = value,
            "media_type" => header.media_type = value,
            "label" => header.label = value,
            "escape" => header.escape = value,
            other => return Err(format!("a header has no `{other}`")),
        }
    }
    let all = [
        ("extension", &header.extension),
        ("media_type", &header.media_type),
        ("label", &header.label),
        ("escape", &header.escape),
    ];
    match all.iter().find(|(_, value)| value.is_empty()) {
        Some((key, _)) => Err(format!("its header lacks `{key}`")),
        None if !header.extension.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') => {
            Err(format!("`{}` is no extension of a file", header.extension))
        }
        None => Ok((header, rest)),
    }
}

/// What follows the end of this line, which has nothing but white space.
fn after_line(text: &str) -> Option<&str> {
    let (line, rest) = text.split_once('\n')?;
    line.trim().is_empty().then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str =
        "extension: puml\nmedia_type: text/plain; charset=utf-8\nlabel: PlantUML\nescape: plantuml\n";

    #[test]
    fn a_header_is_taken_off() {
        let text = format!("---\n{WHOLE}---\n@startuml\n");
        let (header, rest) = read(&text).unwrap();
        assert_eq!(header.media_type, "text/plain; charset=utf-8");
        assert_eq!((&*header.extension, &*header.escape, rest), ("puml", "plantuml", "@startuml\n"));
    }

    #[test]
    fn a_header_that_is_not_whole_is_refused() {
        for (text, says) in [
            ("@startuml\n".to_owned(), "does not begin"),
            (format!("---\n{WHOLE}"), "does not begin"),
            ("---\nextension: puml\n---\n".to_owned(), "lacks `media_type`"),
            (format!("---\n{WHOLE}colour: red\n---\n"), "no `colour`"),
            (format!("---\n{WHOLE}extension: ../x\n---\n"), "no extension"),
        ] {
            let error = read(&text).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
