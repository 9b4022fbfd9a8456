//! Text in lines: where it may break, and how it is made to fit its box.
//!
//! Latin text breaks at spaces and hyphens, Chinese between any two letters except where a line
//! would start with a closing mark or end with an opening one. A word longer than a line breaks
//! where it must, after `_`, `.` or before a capital if it can.

use crate::diagram::measure::{Font, LINE_HEIGHT, is_mark, is_wide, width};

/// Marks that must not start a line.
const NO_START: &str =
    "，。、；：？！）》」』】〉〗’”…—～·%‰℃)]}!?,.:;»›、ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
/// Marks that must not end a line.
const NO_END: &str = "（《「『【〈〖‘“([{«‹$£¥￥";

/// Text as it fits a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// From top to bottom; each at most as wide as the box.
    pub lines: Vec<String>,
    /// The font, possibly smaller than the one asked for.
    pub font: Font,
    /// Whether something was left out.
    pub is_cut: bool,
    /// Whether a word was torn apart that a wider box would have kept whole.
    pub is_torn: bool,
}

/// Smallest size text is shrunk to before it is cut, in pixels.
const SMALLEST: f64 = 8.5;

/// Makes a text fit a box: wraps it, shrinks it a little if that is enough, else cuts it with an
/// ellipsis.
pub fn fit(text: &str, font: Font, wide: f64, high: f64) -> Fitted {
    let smallest = SMALLEST.min(font.size);
    let sizes = [1.0, 0.92, 0.84, 0.76].map(|share| (font.size * share).max(smallest));
    let mut torn = None;
    for size in sizes {
        let font = Font { size, ..font };
        let lines = lines(text, font, wide);
        if lines.len() > room(font, high) || lines.iter().any(|l| width(l, font) > wide) {
            continue;
        }
        let fitted = Fitted { lines, font, is_cut: false, is_torn: tears(text, font, wide) };
        // A smaller word is better than one torn apart.
        if !fitted.is_torn {
            return fitted;
        }
        torn = torn.or(Some(fitted));
    }
    let font = Font { size: smallest, ..font };
    torn.unwrap_or_else(|| {
        let lines = lines(text, font, wide);
        let fits = lines.len() <= room(font, high) && lines.iter().all(|l| width(l, font) <= wide);
        let is_torn = tears(text, font, wide);
        if fits {
            return Fitted { lines, font, is_cut: false, is_torn };
        }
        Fitted { is_torn, ..cut(lines, font, wide, room(font, high)) }
    })
}

/// How many lines fit.
fn room(font: Font, high: f64) -> usize {
    // The last line needs no distance to the next one.
    ((high - font.size) / (font.size * LINE_HEIGHT) + 1.0).max(0.0) as usize
}

fn cut(mut lines: Vec<String>, font: Font, wide: f64, room: usize) -> Fitted {
    let is_cut_below = lines.len() > room;
    lines.truncate(room);
    let last = lines.len().saturating_sub(1);
    for (n, line) in lines.iter_mut().enumerate() {
        let is_last = n == last && is_cut_below;
        if is_last || width(line, font) > wide {
            shorten(line, font, wide);
        }
    }
    lines.retain(|line| !line.is_empty());
    Fitted { lines, font, is_cut: true, is_torn: false }
}

/// Ends a line with an ellipsis and makes it fit; empty if not even that does.
fn shorten(line: &mut String, font: Font, wide: f64) {
    let dots = width("…", font);
    while !line.is_empty() && width(line, font) + dots > wide {
        line.pop();
    }
    line.truncate(line.trim_end_matches([' ', ',', '，', '、']).len());
    if dots <= wide {
        line.push('…');
    } else {
        line.clear();
    }
}

/// Whether a word has to be torn apart.
fn tears(text: &str, font: Font, wide: f64) -> bool {
    text.lines().flat_map(pieces).any(|piece| width(piece.trim_end(), font) > wide)
}

/// Breaks a text into lines at most `wide`; only a single letter may be wider than that.
pub fn lines(text: &str, font: Font, wide: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.trim().lines() {
        let start = lines.len();
        let mut line = String::new();
        let mut used = 0.0;
        for piece in pieces(paragraph) {
            let visible = width(piece.trim_end(), font);
            if used + visible > wide && !line.is_empty() {
                close(&mut lines, &mut line);
                used = 0.0;
            }
            if visible > wide {
                used = tear(piece, font, wide, &mut line, &mut lines);
            } else {
                line.push_str(piece);
                used += width(piece, font);
            }
        }
        close(&mut lines, &mut line);
        if lines.len() == start {
            lines.push(String::new());
        }
    }
    lines
}

fn close(lines: &mut Vec<String>, line: &mut String) {
    let text = line.trim_end();
    if !text.is_empty() {
        lines.push(text.to_owned());
    }
    line.clear();
}

/// Spreads a word over lines; leaves the rest of it in `line` and returns its width.
fn tear(piece: &str, font: Font, wide: f64, line: &mut String, lines: &mut Vec<String>) -> f64 {
    let mut used = 0.0;
    // Length of `line` at the last good place to break.
    let mut good = 0;
    let mut before = ' ';
    for c in piece.chars() {
        let step = width(c.encode_utf8(&mut [0; 4]), font);
        if before == '_' || before == '.' || (before.is_lowercase() && c.is_uppercase()) {
            good = line.len();
        }
        if used + step > wide && !line.is_empty() && !is_mark(c) {
            let rest = if good > 0 { line.split_off(good) } else { String::new() };
            close(lines, line);
            used = width(&rest, font);
            *line = rest;
            good = 0;
        }
        line.push(c);
        used += step;
        before = c;
    }
    used
}

/// Parts of a paragraph between which a line may break; each keeps the space that follows it.
fn pieces(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut rest = paragraph;
    std::iter::from_fn(move || {
        let mut before: Option<char> = None;
        let end = rest.char_indices().find_map(|(at, c)| {
            let breaks = before.is_some_and(|b| breaks_between(b, c));
            before = Some(c);
            breaks.then_some(at)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

fn breaks_between(before: char, next: char) -> bool {
    if next.is_whitespace() || is_mark(next) || NO_START.contains(next) {
        return false;
    }
    if before.is_whitespace() {
        return true;
    }
    if NO_END.contains(before) {
        return false;
    }
    is_wide(before)
        || is_wide(next)
        || (matches!(before, '-' | '/' | '–' | '—' | '|') && next.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten pixels: every Chinese letter is 10 wide.
    const FONT: Font = Font { size: 10.0, bold: false };

    #[test]
    fn latin_breaks_between_words() {
        let wide = width("Handle customer", FONT);
        assert_eq!(lines("Handle customer call", FONT, wide), ["Handle customer", "call"]);
        assert_eq!(lines("one\ntwo", FONT, 500.0), ["one", "two"]);
        assert_eq!(lines("front-office", FONT, width("front-off", FONT)), ["front-", "office"]);
        assert_eq!(lines("", FONT, 50.0), Vec::<String>::new());
    }

    #[test]
    fn chinese_breaks_between_letters_but_not_before_closing_marks() {
        assert_eq!(lines("处理客户来电", FONT, 45.0), ["处理客户", "来电"]);
        // The comma would start the second line, so the letter before it moves along.
        assert_eq!(lines("处理客户，来电", FONT, 40.0), ["处理客", "户，来电"]);
        assert_eq!(lines("处理客（户）", FONT, 40.0), ["处理客", "（户）"]);
        assert_eq!(lines("用CRM系统", FONT, 30.0), ["用", "CRM", "系统"]);
    }

    #[test]
    fn long_words_break_where_a_reader_would() {
        let wide = width("CustomerData", FONT);
        assert_eq!(lines("CustomerDataAccess", FONT, wide), ["CustomerData", "Access"]);
        let wide = width("customer_d", FONT);
        assert_eq!(lines("customer_data", FONT, wide), ["customer_", "data"]);
        assert_eq!(lines("mmmm", FONT, width("mm", FONT) + 0.1), ["mm", "mm"]);
    }

    #[test]
    fn what_does_not_fit_shrinks_and_then_ends_in_dots() {
        let font = Font { size: 12.0, bold: false };
        let whole = fit("Handle call", font, 200.0, 20.0);
        assert_eq!((whole.lines.len(), whole.font.size, whole.is_cut), (1, 12.0, false));
        let shrunk = fit("Handle call", font, width("Handle call", font) * 0.9, 14.0);
        assert!(shrunk.font.size < 12.0 && !shrunk.is_cut, "{shrunk:?}");
        let cut = fit("Handle every call of every customer", font, 60.0, 14.0);
        assert!(cut.is_cut && cut.lines[0].ends_with('…'), "{cut:?}");
        assert!(fit("x", font, 1.0, 1.0).lines.is_empty());
        assert!(fit("x", font, -5.0, f64::NAN).lines.is_empty());
    }
}
