//! Colours: what a theme gives, what an author wants, and what a reader can read.

use std::collections::HashMap;

use archweave_model::diagram::Color;
use serde::Deserialize;

/// The theme a picture is drawn in; its colours are `templates/svg/themes/<name>.json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on dark.
    Dark,
}

impl Theme {
    /// The name, also of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|t| t.name() == name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    canvas: String,
    text: String,
    edge: String,
    missing: String,
    palette: HashMap<String, String>,
}

/// The colours of a theme.
#[derive(Clone, Debug)]
pub(crate) struct Colors {
    /// The sheet.
    pub canvas: Color,
    /// Text.
    pub text: Color,
    /// Lines.
    pub edge: Color,
    /// What the model does not have.
    pub missing: Color,
    /// Colours inside, by name; none where nothing is painted.
    palette: HashMap<String, Option<Color>>,
}

/// Least contrast of text (WCAG AA).
const TEXT_CONTRAST: f64 = 4.5;
/// Least contrast of lines with the sheet.
const LINE_CONTRAST: f64 = 2.0;
const BLACK: Color = Color { r: 0, g: 0, b: 0 };
const WHITE: Color = Color { r: 255, g: 255, b: 255 };
/// Text on light boxes in the dark theme.
const PAPER_INK: Color = Color { r: 27, g: 31, b: 38 };
const DARK_BORDER: Color = Color { r: 42, g: 42, b: 34 };
const LIGHT_BORDER: Color = Color { r: 244, g: 246, b: 250 };

impl Colors {
    /// Reads a theme file.
    pub fn read(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let color = |text: &str| Color::parse(text).ok_or_else(|| format!("`{text}` is no colour"));
        let mut palette = HashMap::new();
        for (name, text) in &written.palette {
            let value = if text == "none" { None } else { Some(color(text)?) };
            palette.insert(name.clone(), value);
        }
        Ok(Self {
            canvas: color(&written.canvas)?,
            text: color(&written.text)?,
            edge: color(&written.edge)?,
            missing: color(&written.missing)?,
            palette,
        })
    }

    /// The colour inside for a name of the palette; none where nothing is painted.
    pub fn fill(&self, name: &str) -> Option<Color> {
        let known = self.palette.get(name).or_else(|| self.palette.get("other"));
        known.copied().flatten()
    }

    /// The border that goes with a colour inside: darker than a light one, lighter than a dark one.
    pub fn border(&self, fill: Option<Color>) -> Color {
        match fill {
            None => self.edge,
            Some(fill) if luminance(fill) > 0.18 => mix(fill, DARK_BORDER, 0.52),
            Some(fill) => mix(fill, LIGHT_BORDER, 0.42),
        }
    }

    /// An author's line colour, made visible on `behind` if it is not.
    pub fn visible(&self, line: Color, behind: Color) -> Color {
        towards_contrast(line, behind, LINE_CONTRAST)
    }

    /// The colour of text on `behind`.
    pub fn text_on(&self, behind: Color) -> Color {
        let inks = [self.text, PAPER_INK, WHITE, BLACK];
        inks.into_iter().find(|ink| contrast(*ink, behind) >= TEXT_CONTRAST).unwrap_or(BLACK)
    }

    /// An author's text colour where the colour behind is the theme's: kept if it can be read.
    pub fn readable(&self, text: Color, behind: Color) -> Color {
        towards_contrast(text, behind, TEXT_CONTRAST)
    }
}

/// The first of: the colour, steps from it to black or white, that has enough contrast.
fn towards_contrast(color: Color, behind: Color, least: f64) -> Color {
    if contrast(color, behind) >= least {
        return color;
    }
    let end = if contrast(BLACK, behind) > contrast(WHITE, behind) { BLACK } else { WHITE };
    let steps = [0.25, 0.5, 0.75].map(|share| mix(color, end, share));
    steps.into_iter().find(|c| contrast(*c, behind) >= least).unwrap_or(end)
}

/// `color` with a share of `other`.
pub(crate) fn mix(color: Color, other: Color, share: f64) -> Color {
    let part = |a: u8, b: u8| {
        let mixed = f64::from(a) + (f64::from(b) - f64::from(a)) * share;
        mixed.round().clamp(0.0, 255.0) as u8
    };
    Color { r: part(color.r, other.r), g: part(color.g, other.g), b: part(color.b, other.b) }
}

/// Contrast of two colours, 1 to 21, as WCAG defines it.
pub(crate) fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(color.r) + 0.7152 * part(color.g) + 0.0722 * part(color.b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Templates;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        // #777777 on white: 4.48, the well-known near miss.
        let grey = Color { r: 0x77, g: 0x77, b: 0x77 };
        assert!((contrast(grey, WHITE) - 4.48).abs() < 0.005);
    }

    #[test]
    fn text_can_be_read_on_every_colour_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = Templates::bundled().colors(theme);
            for (name, fill) in colors.palette.iter().filter(|(n, _)| !n.starts_with("junction")) {
                let behind = fill.unwrap_or(colors.canvas);
                assert_eq!(colors.text_on(behind), colors.text, "{name} needs no other ink");
                assert!(contrast(colors.border(*fill), colors.canvas) >= 2.0, "{theme:?} {name}");
            }
            assert!(contrast(colors.missing, colors.fill("missing").unwrap()) >= 4.5);
            for r in (0..=255).step_by(15) {
                for g in (0..=255).step_by(15) {
                    for b in (0..=255).step_by(15) {
                        let behind = Color { r, g, b };
                        let text = colors.text_on(behind);
                        assert!(contrast(text, behind) >= 4.5, "{text} on {behind}");
                    }
                }
            }
        }
    }
}
