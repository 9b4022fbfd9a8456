//! `style` of a node or a connection.

use archweave_model::value::{Properties, Value};

use super::Import;
use crate::exchange::names::FONT_STYLES;
use crate::kept::Kept;
use crate::xml::{Result, Token};

type Entries = Vec<(Box<str>, Value)>;

impl<'a> Import<'a> {
    /// Reads a style; one that says something unknown is kept whole too.
    pub fn style(&mut self, kept: &mut Kept) -> Result<Properties> {
        let start = self.xml.offset;
        let mut entries: Entries = Vec::new();
        let mut is_known = true;
        for attribute in self.xml.attributes.drain(..) {
            match attribute.name {
                "lineWidth" | "linewidth" => add(&mut entries, "line_width", &attribute.value),
                _ => is_known = false,
            }
        }
        loop {
            match self.xml.next()? {
                Token::Open(name) => match self.local(name) {
                    "lineColor" => is_known &= self.colour(&mut entries, "line", Some("line_opacity"))?,
                    "fillColor" => is_known &= self.colour(&mut entries, "fill", Some("fill_opacity"))?,
                    "font" => is_known &= self.font(&mut entries, kept)?,
                    _ => {
                        is_known = false;
                        self.xml.leaf()?;
                    }
                },
                Token::Text(_) => {}
                Token::Close | Token::End => break,
            }
        }
        if !is_known {
            kept.text("style", self.xml.since(start));
        }
        let mut style: Properties = entries.into_iter().collect();
        crate::archimate::style::sorted(&mut style);
        Ok(style)
    }

    /// Reads a colour; false if it is none.
    fn colour(&mut self, entries: &mut Entries, key: &str, opacity: Option<&str>) -> Result<bool> {
        let mut parts = [None; 4];
        let mut is_known = true;
        for attribute in &self.xml.attributes {
            let place = ["r", "g", "b", "a"].iter().position(|name| *name == attribute.name);
            match place.and_then(|place| parts.get_mut(place)) {
                Some(part) => *part = attribute.value.trim().parse::<u8>().ok(),
                None => is_known = false,
            }
        }
        let has_opacity = self.xml.attributes.iter().any(|a| a.name == "a");
        let leaf = self.xml.leaf()?;
        let [Some(r), Some(g), Some(b), a] = parts else { return Ok(false) };
        add(entries, key, &format!("#{r:02x}{g:02x}{b:02x}"));
        match (a, opacity) {
            (Some(100), _) => {}
            (Some(a), Some(key)) if a < 100 => add(entries, key, &share(a)),
            _ => is_known &= !has_opacity,
        }
        Ok(is_known && !leaf.is_nested)
    }

    fn font(&mut self, entries: &mut Entries, kept: &mut Kept) -> Result<bool> {
        let mut is_known = true;
        for attribute in std::mem::take(&mut self.xml.attributes) {
            let value = &*attribute.value;
            match attribute.name {
                "name" => add(entries, "font", value),
                "size" => add(entries, "font_size", value.strip_suffix(".0").unwrap_or(value)),
                "style" => match font_style(value) {
                    Some(style) => {
                        add(entries, "font_style", style);
                        if value.contains("underline") {
                            kept.text("font_style", value);
                        }
                    }
                    None => is_known = false,
                },
                _ => is_known = false,
            }
        }
        loop {
            match self.xml.next()? {
                Token::Open(name) if self.local(name) == "color" => {
                    is_known &= self.colour(entries, "font_color", None)?;
                }
                Token::Open(_) => {
                    is_known = false;
                    self.xml.leaf()?;
                }
                Token::Text(_) => {}
                Token::Close | Token::End => return Ok(is_known),
            }
        }
    }
}

fn add(entries: &mut Entries, key: &str, value: &str) {
    entries.push((key.into(), value.into()));
}

/// Hundredths as a share.
pub fn share(hundredths: u8) -> String {
    (f64::from(hundredths) / 100.0).to_string()
}

fn font_style(written: &str) -> Option<&'static str> {
    let mut words: Vec<&str> =
        written.split_ascii_whitespace().filter(|w| !matches!(*w, "underline" | "plain")).collect();
    words.sort_unstable();
    let words = if words.is_empty() { "plain".to_owned() } else { words.join(" ") };
    FONT_STYLES.iter().find(|(_, theirs)| *theirs == words).map(|(ours, _)| *ours)
}
