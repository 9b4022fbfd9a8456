//! Rows for a spreadsheet or a page.

use crate::console::{Console, clean};

/// A table: its head and its rows.
pub(super) struct Table {
    pub(super) head: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// As comma-separated values (RFC 4180).
    pub(super) fn csv(&self, out: &mut Console) {
        let line = |fields: Vec<String>| fields.join(",") + "\r\n";
        out.write(line(self.head.iter().map(|field| quoted(field)).collect()));
        for row in &self.rows {
            out.write(line(row.iter().map(|field| quoted(field)).collect()));
        }
    }

    /// As a table of Markdown.
    pub(super) fn markdown(&self, out: &mut Console) {
        out.line(format!("| {} |", self.head.join(" | ")));
        out.line(format!("|{}", "---|".repeat(self.head.len())));
        for row in &self.rows {
            let fields: Vec<String> = row.iter().map(|field| escaped(field)).collect();
            out.line(format!("| {} |", fields.join(" | ")));
        }
    }
}

/// A field of CSV. What a spreadsheet would take for a formula gets an apostrophe in front.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

/// Text in a table of Markdown: one line, nothing that ends the cell or starts markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '|' | '\\' | '<' | '*' | '_' | '`' | '[' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_cannot_break_out() {
        assert_eq!(quoted("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("客户"), "客户");
        assert_eq!(escaped("a|b\n<i>"), "a\\|b \\<i>");
    }
}
