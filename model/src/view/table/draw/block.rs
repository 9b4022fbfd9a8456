//! Texts of cells and heads, and the room they take.

use crate::diagram::{Align, LINE_HEIGHT, Style, lines, width};
use crate::view::table::draw::{leads, style};
use crate::view::table::{Cell, Head, Of};

/// Room above and below the texts of a cell.
pub(super) const PAD: f64 = 6.0;
/// Room at the sides of a text, as in `templates/svg/shapes/decor/shapes.json`.
const SIDE: f64 = 9.0;
/// Lines of one text; the rest is in the table itself.
const MAX_LINES: usize = 8;
/// Texts of one cell.
const MAX_BLOCKS: usize = 12;

/// Sizes in points.
const USUAL: f64 = 9.0;
const SMALL: f64 = 8.0;
const COUNT: f64 = 15.0;
const MARK: f64 = 13.0;

/// A text with its look and what it stands for.
pub(super) struct Block {
    text: String,
    pub style: Style,
    pub of: Of,
}

impl Block {
    /// A text like those in cells.
    pub(super) fn plain(text: String) -> Self {
        Self { text, style: style(USUAL, false, Align::Left), of: Of::Nothing }
    }

    /// A small text: what belongs into an empty cell.
    pub(super) fn note(text: &str) -> Self {
        let style = Style { italic: true, ..style(SMALL, false, Align::Left) };
        Self { text: text.to_owned(), style, of: Of::Nothing }
    }

    /// Label and caption of a head.
    pub(super) fn of_head(head: &Head) -> Vec<Self> {
        let label =
            Self { text: head.label.clone(), style: style(USUAL, true, Align::Left), of: head.of.clone() };
        let caption =
            Self { text: head.caption.clone(), style: style(SMALL, false, Align::Left), of: Of::Nothing };
        if head.caption.is_empty() { vec![label] } else { vec![label, caption] }
    }

    /// What a cell says: a count and the first names, a text for each thing that has a page, or all
    /// in one.
    pub(super) fn of_cell(cell: &Cell) -> Vec<Self> {
        if cell.is_empty() {
            let note = Self::note(&cell.note);
            return if note.text.is_empty() { Vec::new() } else { vec![note] };
        }
        let is_counted = cell.count.is_some();
        let several = cell.items.iter().filter(|item| leads(&item.of)).count() > 1;
        let are_words = cell.items.iter().any(|item| item.text.chars().count() > 2);
        let is_split = is_counted || (several && are_words);
        if !is_split {
            return vec![Self::short(cell)];
        }
        let mut blocks: Vec<Self> = Vec::new();
        if let Some(count) = cell.count {
            blocks.push(Self {
                text: count.to_string(),
                style: style(COUNT, true, Align::Left),
                of: Of::Nothing,
            });
            if !cell.note.is_empty() {
                blocks.push(Self::note(&cell.note));
            }
        }
        let size = if is_counted { SMALL } else { USUAL };
        let room = MAX_BLOCKS.max(blocks.len() + 1) - blocks.len();
        let shown = if cell.items.len() > room { room - 1 } else { cell.items.len() };
        blocks.extend(cell.items.iter().take(shown).map(|item| Self {
            text: item.text.clone(),
            style: style(size, false, Align::Left),
            of: item.of.clone(),
        }));
        let more = cell.more + cell.items.len() - shown;
        if more > 0 {
            blocks.push(Self {
                text: format!("+{more}"),
                style: style(size, false, Align::Left),
                of: Of::Nothing,
            });
        }
        blocks
    }

    /// All of a cell in one text; letters and marks stand in the middle.
    fn short(cell: &Cell) -> Self {
        let text = cell.text();
        let of = cell.items.iter().map(|item| &item.of).find(|of| leads(of));
        let is_mark = text.chars().count() <= 4 && of.is_some_and(|of| !matches!(of, Of::View(_)));
        let is_number = !is_mark && text.parse::<f64>().is_ok();
        let size = if text.contains('•') { MARK } else { USUAL };
        let style = match (is_mark, is_number) {
            (true, _) => style(size, true, Align::Center),
            (false, true) => style(USUAL, false, Align::Right),
            (false, false) => style(USUAL, false, Align::Left),
        };
        Self { text, style, of: of.cloned().unwrap_or_default() }
    }

    /// Width of the text on one line, with room at its sides.
    pub(super) fn natural(&self) -> f64 {
        let font = self.style.text_font();
        self.text.lines().map(|line| width(line, font)).fold(0.0, f64::max) + 2.0 * SIDE
    }

    /// Width that keeps its words whole and takes at most so many lines, up to a limit.
    pub(super) fn narrowest(&self, most_lines: usize, limit: f64) -> f64 {
        let font = self.style.text_font();
        // Chinese breaks between letters, so only words of letters that do not are kept whole.
        let words = self.text.split(|c: char| c.is_whitespace() || c >= '\u{2e80}');
        let word = words.map(|word| width(word, font)).fold(0.0, f64::max) + 2.0 * SIDE + 1.0;
        let is_whole =
            |wide: f64| wide >= word && lines(&self.text, font, wide - 2.0 * SIDE).len() <= most_lines;
        let tries = (0..).map(|step| 40.0 + 6.0 * f64::from(step)).take_while(|wide| *wide < limit);
        tries.into_iter().find(|wide| is_whole(*wide)).unwrap_or(limit)
    }

    fn lines(&self, wide: f64) -> Vec<String> {
        let mut found = lines(&self.text, self.style.text_font(), wide - 2.0 * SIDE);
        if found.len() > MAX_LINES {
            found.truncate(MAX_LINES);
            if let Some(last) = found.last_mut() {
                // Room for the dots.
                last.pop();
                last.pop();
                last.push('…');
            }
        }
        found
    }

    /// What is written in a width: cut if it is too long.
    pub(super) fn text(&self, wide: f64) -> String {
        let found = lines(&self.text, self.style.text_font(), wide - 2.0 * SIDE);
        if found.len() <= MAX_LINES { self.text.clone() } else { self.lines(wide).join("\n") }
    }

    /// Height of its lines.
    pub(super) fn height(&self, wide: f64) -> f64 {
        let lines = self.lines(wide).len().max(1) as f64;
        (lines * self.style.text_font().size * LINE_HEIGHT + 3.0).ceil()
    }
}

/// Height of a cell with these texts.
pub(super) fn height(blocks: &[Block], wide: f64) -> f64 {
    blocks.iter().map(|block| block.height(wide)).sum::<f64>() + 2.0 * PAD
}
