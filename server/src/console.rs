//! Writing to the terminal or a pipe: colour only where somebody sees it, no panic when the reader
//! has gone, a spinner on stderr while something takes long.

mod pretty;
mod progress;

use std::io::{self, Write};

pub(crate) use pretty::pretty;
pub(crate) use progress::Progress;

/// Styles; they are left out where nobody sees colours.
pub(crate) const BOLD: &str = "\x1b[1m";
pub(crate) const DIM: &str = "\x1b[2m";
pub(crate) const ERROR: &str = "\x1b[1;31m";
pub(crate) const WARNING: &str = "\x1b[1;33m";
pub(crate) const INFO: &str = "\x1b[1;36m";
pub(crate) const GOOD: &str = "\x1b[1;32m";
pub(crate) const RESET: &str = "\x1b[0m";

/// Standard output. Once the reader has gone (`| head`), what follows is dropped.
pub(crate) struct Console {
    out: Box<dyn Write>,
    is_closed: bool,
}

impl Console {
    /// For people: colours and styles pass if it is a terminal.
    pub(crate) fn text() -> Self {
        Self { out: Box::new(io::BufWriter::new(anstream::stdout())), is_closed: false }
    }

    /// For machines: bytes pass as they are.
    pub(crate) fn raw() -> Self {
        Self { out: Box::new(io::BufWriter::new(io::stdout())), is_closed: false }
    }

    /// Writes some text.
    pub(crate) fn write(&mut self, text: impl AsRef<[u8]>) {
        if !self.is_closed && self.out.write_all(text.as_ref()).is_err() {
            self.is_closed = true;
        }
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        self.write(text.as_ref());
        self.write("\n");
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        // A reader that has gone is no failure.
        let _ = self.out.flush();
    }
}

/// Whether somebody sees colours on stdout.
pub(crate) fn is_coloured() -> bool {
    let choice = anstream::AutoStream::choice(&io::stdout());
    !matches!(choice, anstream::ColorChoice::Never)
}

/// Whether somebody sees colours on stderr.
pub(crate) fn is_coloured_stderr() -> bool {
    let choice = anstream::AutoStream::choice(&io::stderr());
    !matches!(choice, anstream::ColorChoice::Never)
}

/// Text from a model without characters that would steer a terminal.
pub(crate) fn clean(text: &str) -> String {
    let is_odd = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_odd(c) { '\u{fffd}' } else { c }).collect()
}

/// `1,234`
pub(crate) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 file`, `2 files`, `1,234 files`.
pub(crate) fn count(number: usize, one: &str) -> String {
    let plural = match one {
        "property" => "properties",
        _ => "",
    };
    let grouped = self::number(number);
    match (number, plural) {
        (1, _) => format!("1 {one}"),
        (_, "") => format!("{grouped} {one}s"),
        (_, plural) => format!("{grouped} {plural}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_words_follow_them() {
        assert_eq!(count(0, "file"), "0 files");
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(999, "file"), "999 files");
        assert_eq!(count(1234567, "property"), "1,234,567 properties");
    }

    #[test]
    fn a_model_cannot_steer_the_terminal() {
        assert_eq!(clean("a\x1b[31mb\tc\nd\u{202e}e\u{9b}"), "a\u{fffd}[31mb\tc\nd\u{fffd}e\u{fffd}");
        assert_eq!(clean("处理客户来电"), "处理客户来电");
    }
}
