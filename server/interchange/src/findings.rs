//! What was wrong with a source: collected by byte offset, given line and column in one sweep.

use archweave_model::diagnostic::{Diagnostic, Subject};

/// More than anyone reads; a hostile file must not fill the memory with complaints.
const MAX: usize = 10_000;

/// Diagnostics in the making.
#[derive(Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
    left_out: usize,
}

impl Findings {
    /// Adds a finding at an offset.
    pub fn push(&mut self, offset: usize, finding: Diagnostic) {
        if self.list.len() < MAX {
            self.list.push(finding.at(u32::try_from(offset).unwrap_or(u32::MAX)));
        } else {
            self.left_out += 1;
        }
    }

    /// An id that the model cannot have.
    pub fn unusable_id(&mut self, offset: usize, written: &str, used: &str, subject: Option<Subject>) {
        let (code, message) = if written.is_empty() {
            ("import-missing-id", format!("there is no id; `{used}` is used"))
        } else {
            let reason =
                archweave_model::id::check(written).err().map_or_else(String::new, |e| e.to_string());
            let written: String = written.chars().take(60).collect();
            ("import-unusable-id", format!("id `{}`: {reason}; `{used}` is used", written.escape_debug()))
        };
        let mut finding = Diagnostic::of(code, message).help("the id in the file is kept for the way back");
        finding.subject = subject;
        self.push(offset, finding);
    }

    /// An id that was taken.
    pub fn duplicate_id(&mut self, offset: usize, id: &str, used: &str, subject: Option<Subject>) {
        let message = format!("id `{id}` is used twice; the second is `{used}` here");
        let help = "references mean the first; give the second an id of its own in its tool";
        let mut finding = Diagnostic::of("import-duplicate-id", message).help(help);
        finding.subject = subject;
        self.push(offset, finding);
    }

    /// A reference to something that is not there.
    pub fn dangling(&mut self, offset: usize, what: &str, id: &str, subject: impl Into<Option<Subject>>) {
        let (message, help) = if id.is_empty() {
            (format!("{what} is missing"), "complete it in its tool, or delete it there")
        } else {
            let message = format!("`{id}`, {what}, is not in the file");
            (message, "the reference is kept; add what is missing or delete the reference")
        };
        let mut finding = Diagnostic::of("import-dangling", message).help(help);
        finding.subject = subject.into();
        self.push(offset, finding);
    }

    /// A relation whose source is a relation that is not held by any element.
    pub fn adrift(&mut self, offset: usize, source: &str, subject: Subject) {
        let message = format!("the relation starts at `{source}`, which no element leads to");
        let help = "it is kept apart; give one of these relations an element as source";
        self.push(offset, Diagnostic::of("import-dangling", message).help(help).about(subject));
    }

    /// A type that the metamodel does not have.
    pub fn unknown_type(&mut self, offset: usize, written: &str, subject: Option<Subject>) {
        let message = if written.is_empty() {
            "there is no type".to_owned()
        } else {
            format!("`{written}` is no type of ArchiMate 3.2")
        };
        let mut finding = Diagnostic::of("import-unknown-type", message)
            .help("choose one of the types that `archweave metamodel` lists");
        finding.subject = subject;
        self.push(offset, finding);
    }

    /// Part of a file that has no place in the model.
    pub fn left_out(&mut self, offset: usize, raw: &str) {
        let name: String = raw
            .trim_start_matches('<')
            .chars()
            .take_while(|c| c.is_alphanumeric() || "_-.:".contains(*c))
            .take(60)
            .collect();
        let message = format!("`{name}` has no place here");
        let help = "it is not part of the model; remove it if the tool that wrote it does not need it";
        self.push(offset, Diagnostic::of("import-left-out", message).help(help));
    }

    /// The diagnostics in the order of the source.
    pub fn finish(mut self, file: &str, source: &str) -> Vec<Diagnostic> {
        self.list.sort_by_key(|finding| finding.location.offset);
        let mut places = Places::new(source);
        for finding in &mut self.list {
            let (line, column) = places.of(finding.location.offset as usize);
            finding.location.line = line;
            finding.location.column = column;
            finding.location.file = file.into();
        }
        if self.left_out > 0 {
            let message = format!("{} more findings are not listed", self.left_out);
            self.list.push(
                Diagnostic::of("import-more", message).help("mend those above and import again").file(file),
            );
        }
        self.list
    }
}

/// Lines and columns of growing offsets.
pub struct Places<'a> {
    source: &'a str,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Places<'a> {
    /// Starts at the first character.
    pub fn new(source: &'a str) -> Self {
        Self { source, offset: 0, line: 1, column: 1 }
    }

    /// Line and column of an offset that is not before the last one.
    pub fn of(&mut self, offset: usize) -> (u32, u32) {
        let bytes = self.source.as_bytes();
        let end = offset.min(bytes.len());
        let passed = bytes.get(self.offset..end).unwrap_or_default();
        for byte in passed {
            if *byte == b'\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else if byte & 0xC0 != 0x80 {
                self.column = self.column.saturating_add(1);
            }
        }
        self.offset = self.offset.max(end);
        (self.line, self.column)
    }
}
