//! Looks of nodes and connections.

use archweave_model::value::{Properties, Value};

use super::Export;
use crate::escape::is_clean;
use crate::exchange::import::share;
use crate::exchange::names::FONT_STYLES;
use crate::kept::Recall;

/// Red, green, blue and, unless it is full, the share in hundredths.
type Colour = ([u8; 3], Option<u8>);

impl Export<'_> {
    /// Writes a style. The result is what the file cannot say of it.
    pub(super) fn style(&mut self, style: &Properties, kept: Recall<'_>) -> Properties {
        let mut said: Vec<&str> = Vec::new();
        let width = style.text("line_width").filter(|width| is_whole(width));
        let line = colour(style, "line", Some("line_opacity"), &mut said);
        let fill = colour(style, "fill", Some("fill_opacity"), &mut said);
        let font_colour = colour(style, "font_color", None, &mut said);
        let font = style.text("font").filter(|name| is_clean(name));
        let size = style.text("font_size").and_then(|size| points(size, &mut said));
        let form = font_style(style.text("font_style"), kept);
        let has_font = font.is_some() || size.is_some() || form.is_some() || font_colour.is_some();
        if width.is_some() || line.is_some() || fill.is_some() || has_font {
            self.writer.open("style");
            if let Some(width) = width {
                self.writer.attribute("lineWidth", width);
                said.push("line_width");
            }
            self.colour("lineColor", line);
            self.colour("fillColor", fill);
            if has_font {
                self.writer.open("font");
                if let Some(name) = font {
                    self.writer.attribute("name", name);
                    said.push("font");
                }
                if let Some(size) = size {
                    self.writer.attribute("size", &size);
                }
                if let Some(form) = form {
                    self.writer.attribute("style", form);
                    said.push("font_style");
                }
                self.colour("color", font_colour);
                self.writer.close("font");
            }
            self.writer.close("style");
        }
        style
            .iter()
            .filter(|(key, _)| !said.contains(key))
            .map(|(key, value)| (key.into(), value.clone()))
            .collect()
    }

    fn colour(&mut self, name: &str, colour: Option<Colour>) {
        let Some((parts, share)) = colour else { return };
        self.writer.open(name);
        for (key, part) in ["r", "g", "b"].into_iter().zip(parts) {
            self.writer.attribute(key, &part.to_string());
        }
        if let Some(share) = share {
            self.writer.attribute("a", &share.to_string());
        }
        self.writer.close(name);
    }
}

fn colour<'k>(
    style: &Properties,
    key: &'k str,
    opacity: Option<&'k str>,
    said: &mut Vec<&'k str>,
) -> Option<Colour> {
    let text = style.text(key)?;
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let parts = [part(0)?, part(2)?, part(4)?];
    if digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        said.push(key);
    }
    let written = opacity.and_then(|key| Some((key, style.text(key)?)));
    let share = written.and_then(|(key, text)| {
        let share: f64 = text.parse().ok().filter(|v| (0.0..=1.0).contains(v))?;
        let hundredths = (share * 100.0).round() as u8;
        if hundredths < 100 && self::share(hundredths) == text {
            said.push(key);
        }
        Some(hundredths)
    });
    Some((parts, share))
}

/// A size as the schema allows it: halves of points.
fn points(size: &str, said: &mut Vec<&str>) -> Option<String> {
    let number: f64 = size.parse().ok().filter(|n: &f64| (1.0..=1000.0).contains(n))?;
    let halves = (number * 2.0).round() / 2.0;
    let written = halves.to_string();
    if written == size {
        said.push("font_size");
    }
    Some(written)
}

fn font_style<'k>(style: Option<&str>, kept: Recall<'k>) -> Option<&'k str> {
    let style = style?;
    let kept = kept.text("font_style").filter(|text| {
        let words: Vec<&str> = text.split(' ').collect();
        let is_known = |word: &&str| ["plain", "bold", "italic", "underline"].contains(word);
        words.iter().all(is_known)
            && words.contains(&"bold") == style.contains("bold")
            && words.contains(&"italic") == style.contains("italic")
    });
    let known = FONT_STYLES.iter().find(|(ours, _)| *ours == style).map(|(_, theirs)| *theirs);
    known.map(|theirs| kept.unwrap_or(theirs))
}

/// A whole number above zero, as it is written again.
fn is_whole(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|number| number > 0 && number.to_string() == text)
}

/// A value that is not empty.
pub fn some_record(record: Properties) -> Option<Value> {
    (!record.is_empty()).then_some(Value::Record(record))
}
