//! Looks: attributes and features of the native format, and the style keys of a layout.
//!
//! Each row of the tables is a two-way rule. A value that a rule does not give back exactly stays
//! what it was, under `attributes` or `features` of the node.

use archweave_model::value::{Properties, Value};

/// How a native value and a style value correspond.
#[derive(Clone, Copy)]
pub enum Rule {
    /// `#rrggbb`, on both sides.
    Colour,
    /// 0 to 255, and 0 to 1.
    Opacity,
    /// A whole number, on both sides.
    Number,
    /// A path below `images/`, on both sides.
    Path,
    /// Native values and their names.
    Names(&'static [(&'static str, &'static str)]),
}

/// Native name, style key, rule.
pub type Row = (&'static str, &'static str, Rule);

const ALIGN: Rule = Rule::Names(&[("1", "left"), ("2", "center"), ("4", "right")]);
const LABEL: Rule = Rule::Names(&[("0", "source"), ("1", "middle"), ("2", "target")]);
const POSITION: Rule = Rule::Names(&[("0", "top"), ("1", "middle"), ("2", "bottom")]);

/// Attributes of every node.
pub const NODE: &[Row] = &[
    ("fillColor", "fill", Rule::Colour),
    ("fontColor", "font_color", Rule::Colour),
    ("alpha", "fill_opacity", Rule::Opacity),
    ("lineWidth", "line_width", Rule::Number),
    ("textAlignment", "text_align", ALIGN),
    ("textPosition", "text_position", POSITION),
];
/// Of nodes whose outline is a line.
pub const LINE: &[Row] = &[("lineColor", "line", Rule::Colour)];
/// Of nodes whose outline is a border.
pub const BORDER: &[Row] = &[("borderColor", "line", Rule::Colour)];
/// Of nodes that are not themselves an image.
pub const IMAGE: &[Row] = &[("imagePath", "image", Rule::Path)];
/// Of nodes that show an element.
pub const ELEMENT: &[Row] = &[("type", "form", Rule::Names(&[("0", "box"), ("1", "icon")]))];
/// Of groups.
pub const GROUP: &[Row] = &[("borderType", "border", Rule::Names(&[("0", "tab"), ("1", "rectangle")]))];
/// Of notes.
pub const NOTE: &[Row] =
    &[("borderType", "border", Rule::Names(&[("0", "dog-ear"), ("1", "rectangle"), ("2", "none")]))];
/// Features of nodes.
pub const FEATURES: &[Row] = &[
    ("lineAlpha", "line_opacity", Rule::Opacity),
    ("iconVisible", "icon", Rule::Names(&[("1", "yes"), ("2", "no")])),
    (
        "lineStyle",
        "line_style",
        Rule::Names(&[("0", "solid"), ("1", "dashed"), ("2", "dotted"), ("3", "none")]),
    ),
];
/// Attributes of connections.
pub const CONNECTION: &[Row] = &[
    ("lineColor", "line", Rule::Colour),
    ("fontColor", "font_color", Rule::Colour),
    ("lineWidth", "line_width", Rule::Number),
    ("textAlignment", "text_align", ALIGN),
    ("textPosition", "label_position", LABEL),
];

impl Rule {
    /// The style value, if it gives the native value back.
    pub fn read(self, native: &str) -> Option<String> {
        let style = match self {
            Self::Opacity => opacity(native.parse().ok()?),
            Self::Names(names) => names.iter().find(|(n, _)| *n == native)?.1.to_owned(),
            Self::Colour | Self::Number | Self::Path => native.to_owned(),
        };
        (self.write(&style)? == native).then_some(style)
    }

    /// The native value, if there is one.
    pub fn write(self, style: &str) -> Option<String> {
        match self {
            Self::Colour => {
                let digits = style.strip_prefix('#')?;
                let is_colour = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
                is_colour.then(|| style.to_owned())
            }
            Self::Opacity => {
                let share: f64 = style.parse().ok().filter(|v| (0.0..=1.0).contains(v))?;
                let native = (share * 255.0).round() as u8;
                Some(native.to_string())
            }
            Self::Number => {
                let number: u32 = style.parse().ok()?;
                Some(number.to_string())
            }
            Self::Path => {
                (style.starts_with("images/") && crate::escape::is_clean(style)).then(|| style.to_owned())
            }
            Self::Names(names) => names.iter().find(|(_, n)| *n == style).map(|(n, _)| (*n).to_owned()),
        }
    }

    /// The style value, only if reading the native value gives exactly it.
    pub fn write_exactly(self, style: &str) -> Option<String> {
        let native = self.write(style)?;
        (self.read(&native)? == style).then_some(native)
    }
}

/// The shortest share that rounds to the same of 255 steps.
fn opacity(steps: u8) -> String {
    let share = f64::from(steps) / 255.0;
    let short = [0, 1, 2, 3].into_iter().find_map(|digits| {
        let scale = 10_f64.powi(digits);
        let rounded = (share * scale).round() / scale;
        ((rounded * 255.0).round() == f64::from(steps)).then_some(rounded)
    });
    short.unwrap_or(share).to_string()
}

/// Style keys in the order in which imports write them.
const KEYS: [&str; 16] = [
    "fill",
    "line",
    "font_color",
    "fill_opacity",
    "line_opacity",
    "line_width",
    "line_style",
    "font",
    "font_size",
    "font_style",
    "text_align",
    "text_position",
    "label_position",
    "form",
    "icon",
    "border",
];

/// A style in the usual order of keys.
pub fn sorted(style: &mut Properties) {
    if style.len() > 1 {
        let mut entries: Vec<(Box<str>, Value)> = style.iter().map(|(k, v)| (k.into(), v.clone())).collect();
        entries.sort_by_key(|(key, _)| KEYS.iter().position(|known| *known == &**key).unwrap_or(KEYS.len()));
        *style = entries.into_iter().collect();
    }
}

const FONT_STYLES: [&str; 4] = ["normal", "bold", "italic", "bold-italic"];

/// A native font: family, size in points, style.
#[derive(Debug, PartialEq)]
pub struct Font<'a> {
    family: &'a str,
    size: &'a str,
    style: &'static str,
}

/// Reads the part of a font that has a place in a style.
pub fn font(native: &str) -> Option<Font<'_>> {
    let mut parts = native.split('|');
    parts.next().filter(|version| *version == "1")?;
    let family = parts.next().filter(|name| !name.is_empty())?;
    let size = parts.next()?;
    let points: f64 = size.parse().ok().filter(|points| *points > 0.0)?;
    let size = size.strip_suffix(".0").unwrap_or(size);
    if points.to_string() != size {
        return None;
    }
    let style = *FONT_STYLES.get(parts.next()?.parse::<usize>().ok()?)?;
    Some(Font { family, size, style })
}

impl Font<'_> {
    /// As entries of a style.
    pub fn entries(&self) -> [(Box<str>, Value); 3] {
        [
            ("font".into(), self.family.into()),
            ("font_size".into(), self.size.into()),
            ("font_style".into(), self.style.into()),
        ]
    }
}

/// The native font of a style; `kept` is the one it was read from, which says more.
pub fn native_font(style: &Properties, kept: Option<&str>) -> Option<String> {
    let [family, size, form] = ["font", "font_size", "font_style"].map(|key| style.text(key));
    if family.is_none() && size.is_none() && form.is_none() {
        return None;
    }
    if let Some(kept) = kept
        && let Some(read) = font(kept)
        && (family, size, form) == (Some(read.family), Some(read.size), Some(read.style))
    {
        return Some(kept.to_owned());
    }
    let form = FONT_STYLES.iter().position(|f| Some(*f) == form).unwrap_or(0);
    let size: f64 = size.unwrap_or("9").parse().ok().filter(|s| *s > 0.0)?;
    let family = family.unwrap_or("Sans").replace('|', " ");
    Some(format!("1|{family}|{size:?}|{form}|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_opacity_comes_back() {
        for steps in 0..=255_u8 {
            let native = steps.to_string();
            let style = Rule::Opacity.read(&native).unwrap();
            assert_eq!(Rule::Opacity.write_exactly(&style), Some(native));
        }
        assert_eq!(Rule::Opacity.read("0128"), None);
        assert_eq!(Rule::Opacity.read("128").as_deref(), Some("0.5"));
    }

    #[test]
    fn a_font_is_rebuilt_only_when_it_changed() {
        let native = "1|Arial|14.0|1|WINDOWS|1|-15|0";
        let mut style: Properties = font(native).unwrap().entries().into_iter().collect();
        assert_eq!(native_font(&style, Some(native)).as_deref(), Some(native));
        style.set("font_size", "9.75".into());
        assert_eq!(native_font(&style, Some(native)).as_deref(), Some("1|Arial|9.75|1|"));
        assert_eq!(font("nonsense"), None);
    }
}
