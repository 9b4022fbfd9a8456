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
    #[serde(default)]
    lines: HashMap<String, String>,
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
    /// Colours of lines and accents, by name; an accent has the name of what it goes with.
    lines: HashMap<String, Color>,
}

/// Least contrast of text (WCAG AA).
const TEXT_CONTRAST: f64 = 4.5;
/// Least contrast of lines with the sheet.
const LINE_CONTRAST: f64 = 2.0;
/// Least contrast with the sheet of lines whose colour means something.
const STROKE_CONTRAST: f64 = 3.0;
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
        let mut lines = HashMap::new();
        for (name, text) in &written.lines {
            lines.insert(name.clone(), color(text)?);
        }
        Ok(Self {
            canvas: color(&written.canvas)?,
            text: color(&written.text)?,
            edge: color(&written.edge)?,
            missing: color(&written.missing)?,
            palette,
            lines,
        })
    }

    /// The colour inside for a name of the palette; none where nothing is painted.
    pub fn fill(&self, name: &str) -> Option<Color> {
        let known = self.palette.get(name).or_else(|| self.palette.get("other"));
        known.copied().flatten()
    }

    /// The colour of a line or an accent by its name, if the theme has one.
    pub fn line(&self, name: &str) -> Option<Color> {
        self.lines.get(name).copied()
    }

    /// A line that means what a name of the palette means: its colour, strong enough for a line.
    pub fn stroke(&self, name: &str) -> Color {
        match self.fill(name) {
            None => self.edge,
            Some(fill) => self.strong(fill),
        }
    }

    /// The same hue, strong enough for a thin line on the sheet.
    fn strong(&self, fill: Color) -> Color {
        let (mean, far) = ((f64::from(fill.r) + f64::from(fill.g) + f64::from(fill.b)) / 3.0, 2.2);
        let part = |c: u8| (mean + (f64::from(c) - mean) * far).round().clamp(0.0, 255.0) as u8;
        let vivid = Color { r: part(fill.r), g: part(fill.g), b: part(fill.b) };
        let end = if contrast(BLACK, self.canvas) > contrast(WHITE, self.canvas) { BLACK } else { WHITE };
        let steps = (0..=20).map(|step| mix(vivid, end, f64::from(step) * 0.05));
        steps.into_iter().find(|c| contrast(*c, self.canvas) >= STROKE_CONTRAST).unwrap_or(end)
    }

    /// Paler than `text`, as far as it can still be read on `behind`.
    pub fn muted(&self, text: Color, behind: Color) -> Color {
        let paler = [0.36, 0.24, 0.12].map(|share| mix(text, behind, share));
        paler.into_iter().find(|c| contrast(*c, behind) >= TEXT_CONTRAST).unwrap_or(text)
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
            let is_ink = |name: &str| name == "ink" || name.starts_with("junction");
            for (name, fill) in colors.palette.iter().filter(|(n, _)| !is_ink(n)) {
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

    /// Names of the palette that mean something, with the theme they are of.
    fn tones(colors: &Colors, prefix: &str, count: usize) -> Vec<Color> {
        let tone = |n| colors.palette.get(&format!("{prefix}{n}")).copied().flatten();
        (1..=count).map(|n| tone(n).unwrap_or_else(|| panic!("no {prefix}{n}"))).collect()
    }

    #[test]
    fn tones_can_be_read_told_apart_and_printed_in_grey() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = Templates::bundled().colors(theme);
            let states = ["good", "warning", "bad", "neutral"].map(|n| colors.palette[n].unwrap());
            let scales = [("c", 8), ("s", 7), ("d", 7)].map(|(prefix, count)| tones(colors, prefix, count));
            for fill in scales.iter().flatten().chain(&states) {
                assert!(contrast(colors.text, *fill) >= 4.5, "{theme:?} {fill}");
                let small = colors.muted(colors.text, *fill);
                assert!(contrast(small, *fill) >= 4.5, "{theme:?} small on {fill}");
            }
            let [categories, sequence, _] = &scales;
            // From little to much: away from the sheet, in steps that a grey print keeps.
            for pair in sequence.windows(2) {
                assert!(
                    contrast(pair[1], colors.canvas) > contrast(pair[0], colors.canvas) * 1.08,
                    "{pair:?}"
                );
            }
            for (n, one) in categories.iter().enumerate() {
                for other in &categories[n + 1..] {
                    for eyes in [NORMAL, PROTAN, DEUTAN, TRITAN] {
                        let apart = difference(seen(*one, eyes), seen(*other, eyes));
                        assert!(apart >= 0.045, "{theme:?} {one} {other}: {apart}");
                    }
                }
            }
            // Lines that mean something are seen on the sheet.
            for n in 1..=8 {
                assert!(contrast(colors.stroke(&format!("c{n}")), colors.canvas) >= 3.0);
            }
        }
    }

    type Matrix = [[f64; 3]; 3];
    const NORMAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    // Machado, Oliveira and Fernandes 2009, the strongest form of each.
    const PROTAN: Matrix =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    const DEUTAN: Matrix =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    const TRITAN: Matrix =
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];

    /// Linear red, green and blue as such eyes see them.
    fn seen(color: Color, eyes: Matrix) -> [f64; 3] {
        let linear = [color.r, color.g, color.b].map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        eyes.map(|row| row.iter().zip(linear).map(|(m, v)| m * v).sum::<f64>().clamp(0.0, 1.0))
    }

    /// Distance in Oklab.
    fn difference(one: [f64; 3], other: [f64; 3]) -> f64 {
        let lab = |[r, g, b]: [f64; 3]| {
            let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).cbrt();
            let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).cbrt();
            let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).cbrt();
            [
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
            ]
        };
        lab(one).iter().zip(lab(other)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }
}
