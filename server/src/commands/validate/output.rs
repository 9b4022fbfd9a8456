//! Where findings go: each format to standard output or to a file.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;

use crate::console::Console;
use crate::failure::Failure;
use crate::findings::{self, Results, Summary};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Human,
    Json,
    Sarif,
    Junit,
    Github,
    Gitlab,
}

const FORMATS: [(&str, Format); 6] = [
    ("human", Format::Human),
    ("json", Format::Json),
    ("sarif", Format::Sarif),
    ("junit", Format::Junit),
    ("github", Format::Github),
    ("gitlab", Format::Gitlab),
];

/// A format and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: Format,
    /// None for standard output.
    file: Option<PathBuf>,
}

impl Output {
    /// Reads `sarif` or `sarif=archweave.sarif`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("a file belongs after the `=`".to_owned()),
            Some((name, "-")) => (name, None),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let found = FORMATS.iter().find(|(known, _)| *known == name);
        let names: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
        let format = found.map(|(_, format)| *format);
        format.map(|format| Self { format, file }).ok_or_else(|| format!("formats are {}", names.join(", ")))
    }

    /// Two formats on standard output would run into each other.
    pub(super) fn check(all: &[Self]) -> Result<(), Failure> {
        match all.iter().filter(|output| !output.is_file()).count() {
            0 | 1 => Ok(()),
            _ => Err(Failure::new("only one format can go to standard output")
                .help("give the others a file: --format sarif=archweave.sarif")),
        }
    }

    pub(super) fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// Writes the findings.
    pub(super) fn write(&self, results: &Results<'_>, human: impl FnOnce() -> String) -> Result<(), Failure> {
        let text = match self.format {
            Format::Human => human(),
            Format::Json => findings::json(results),
            Format::Sarif => findings::sarif(results),
            Format::Junit => findings::junit(results),
            Format::Github => findings::github(results),
            Format::Gitlab => findings::gitlab(results),
        };
        match (&self.file, self.format) {
            (None, Format::Human) => Console::text().write(text),
            (None, _) => Console::raw().write(text),
            (Some(file), format) => {
                let text = if format == Format::Human { strip_str(&text).to_string() } else { text };
                std::fs::write(file, text).map_err(|error| Failure::write(file, &error))?;
            }
        }
        Ok(())
    }
}

/// Adds to the page of the job, where GitHub says in which file.
pub(super) fn job_summary(results: &Results<'_>) -> Result<(), Failure> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(page) = set("GITHUB_STEP_SUMMARY") else { return Ok(()) };
    let server = set("GITHUB_SERVER_URL").zip(set("GITHUB_REPOSITORY")).zip(set("GITHUB_SHA"));
    let files = server.map(|((server, repository), commit)| format!("{server}/{repository}/blob/{commit}/"));
    let text = Summary { results, files: files.unwrap_or_default() }.markdown();
    let page = Path::new(&page);
    let mut file = OpenOptions::new().append(true).create(true).open(page);
    let written = file.as_mut().map(|file| file.write_all(text.as_bytes()));
    match written {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure::write(page, &error)),
        Err(error) => Err(Failure::write(page, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_may_name_a_file() {
        let sarif = |file: Option<&str>| Output { format: Format::Sarif, file: file.map(PathBuf::from) };
        assert_eq!(Output::parse("sarif"), Ok(sarif(None)));
        assert_eq!(Output::parse("sarif=-"), Ok(sarif(None)));
        assert_eq!(Output::parse("sarif=a=b.sarif"), Ok(sarif(Some("a=b.sarif"))));
        for wrong in ["", "SARIF", "sarif=", "=x", "checkstyle"] {
            assert!(Output::parse(wrong).is_err(), "{wrong}");
        }
    }
}
