//! Text on the terminal of somebody who pushed: it must not be able to do anything there.

/// Lines that a refusal may have.
const MAX_LINES: usize = 60;
/// Characters of one line.
const MAX_CHARACTERS: usize = 500;

/// Lines without control characters, of bounded length and number.
pub(super) fn printable(lines: &[String]) -> Vec<String> {
    let all: Vec<&str> = lines.iter().flat_map(|line| line.lines()).collect();
    let mut out: Vec<String> = all.iter().take(MAX_LINES).map(|line| clean(line)).collect();
    if all.len() > MAX_LINES {
        out.push(format!("... and {} more", all.len() - MAX_LINES));
    }
    out
}

fn clean(line: &str) -> String {
    let mut kept = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|&c| !c.is_control() && !is_invisible(c));
    let mut out: String = kept.by_ref().take(MAX_CHARACTERS).collect();
    if kept.next().is_some() {
        out.push_str("...");
    }
    out
}

/// Characters that change how their neighbours look: directions, separators of lines.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_sees_only_text() {
        for (line, seen) in [
            ("plain 订单 é", vec!["plain 订单 é"]),
            ("a\u{1b}[2Jb\u{7}\u{9b}c", vec!["a[2Jbc"]),
            ("one\ntwo\r\nthree\rx", vec!["one", "two", "threex"]),
            ("tab\there", vec!["tab here"]),
            ("\u{202e}txt.exe\u{2028}", vec!["txt.exe"]),
            ("", vec![]),
        ] {
            assert_eq!(printable(&[line.to_owned()]), seen, "{line:?}");
        }
    }

    #[test]
    fn long_refusals_are_cut() {
        let many: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let seen = printable(&many);
        assert_eq!((seen.len(), seen[60].as_str()), (61, "... and 40 more"));
        let long = printable(&["x".repeat(10_000)]);
        assert_eq!(long[0].len(), 503);
    }
}
