//! Styles of nodes and lines, read from the `style` of a layout.
//!
//! A value that cannot be read counts as absent: a picture is drawn, and checking the file is the
//! business of the rules.

use crate::diagram::measure::{Font, PIXELS_PER_POINT};
use crate::value::Properties;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// Reads `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.trim().strip_prefix('#')?;
        if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(hex, 16).ok()?;
        let part = |shift: u32, mask: u32, times: u32| ((number >> shift & mask) * times) as u8;
        match hex.len() {
            6 => Some(Self { r: part(16, 255, 1), g: part(8, 255, 1), b: part(0, 255, 1) }),
            3 => Some(Self { r: part(8, 15, 17), g: part(4, 15, 17), b: part(0, 15, 17) }),
            _ => None,
        }
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Reads the word used in files.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// The word used in files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    )*};
}

words! {
    /// How a line is stroked.
    LineStyle {
        /// Unbroken.
        Solid = "solid",
        /// Dashes.
        Dashed = "dashed",
        /// Dots.
        Dotted = "dotted",
        /// Not drawn.
        None = "none",
    }
    /// Where lines of text start.
    Align {
        /// At the left.
        Left = "left",
        /// Centred.
        Center = "center",
        /// At the right.
        Right = "right",
    }
    /// Where in its box a text stands.
    TextPosition {
        /// At the top.
        Top = "top",
        /// Half way.
        Middle = "middle",
        /// At the bottom.
        Bottom = "bottom",
    }
    /// Where along its line a label stands.
    LabelPosition {
        /// Near the source.
        Source = "source",
        /// Half way.
        Middle = "middle",
        /// Near the target.
        Target = "target",
    }
    /// How an element is drawn.
    Form {
        /// A box with a small icon.
        Box = "box",
        /// The symbol of its kind.
        Icon = "icon",
    }
    /// Frame of a note or group.
    Border {
        /// A rectangle.
        Rectangle = "rectangle",
        /// A frame with a tab for the title.
        Tab = "tab",
        /// A sheet with a corner turned down.
        DogEar = "dog-ear",
        /// None.
        None = "none",
    }
}

/// What an author set of a node's or line's look; absent parts are the renderer's choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Style {
    /// Colour inside.
    pub fill: Option<Color>,
    /// Colour of border or line.
    pub line: Option<Color>,
    /// Colour of text.
    pub font_color: Option<Color>,
    /// 0 to 1.
    pub fill_opacity: Option<f64>,
    /// 0 to 1.
    pub line_opacity: Option<f64>,
    /// Pixels, 0.5 to 12.
    pub line_width: Option<f64>,
    /// Strokes of border or line.
    pub line_style: Option<LineStyle>,
    /// Font family.
    pub font: Option<Box<str>>,
    /// Points, 4 to 96.
    pub font_size: Option<f64>,
    /// Heavy letters.
    pub bold: bool,
    /// Slanted letters.
    pub italic: bool,
    /// Alignment of text.
    pub text_align: Option<Align>,
    /// Place of text.
    pub text_position: Option<TextPosition>,
    /// Place of a line's label.
    pub label_position: Option<LabelPosition>,
    /// Box or symbol.
    pub form: Option<Form>,
    /// Whether the small icon is shown.
    pub icon: Option<bool>,
    /// Frame of a note or group.
    pub border: Option<Border>,
    /// Path of a picture under `images/`.
    pub image: Option<Box<str>>,
}

/// Size of text whose style gives none, in points.
const DEFAULT_FONT_SIZE: f64 = 9.0;

impl Style {
    /// Reads the `style` of a layout.
    pub fn read(style: &Properties) -> Self {
        if style.is_empty() {
            return Self::default();
        }
        let color = |key| style.text(key).and_then(Color::parse);
        let number = |key, low: f64, high: f64| {
            let value: f64 = style.text(key)?.trim().parse().ok()?;
            value.is_finite().then(|| value.clamp(low, high))
        };
        let font_style = style.text("font_style").unwrap_or_default();
        Self {
            fill: color("fill"),
            line: color("line"),
            font_color: color("font_color"),
            fill_opacity: number("fill_opacity", 0.0, 1.0),
            line_opacity: number("line_opacity", 0.0, 1.0),
            line_width: number("line_width", 0.5, 12.0),
            line_style: style.text("line_style").and_then(LineStyle::parse),
            font: style.text("font").map(Into::into),
            font_size: number("font_size", 4.0, 96.0),
            bold: font_style.starts_with("bold"),
            italic: font_style.ends_with("italic"),
            text_align: style.text("text_align").and_then(Align::parse),
            text_position: style.text("text_position").and_then(TextPosition::parse),
            label_position: style.text("label_position").and_then(LabelPosition::parse),
            form: style.text("form").and_then(Form::parse),
            icon: style.text("icon").and_then(|word| match word {
                "yes" | "true" => Some(true),
                "no" | "false" => Some(false),
                _ => None,
            }),
            border: style.text("border").and_then(Border::parse),
            image: style.text("image").map(Into::into),
        }
    }

    /// The font its text is measured with.
    pub fn text_font(&self) -> Font {
        Font { size: self.font_size.unwrap_or(DEFAULT_FONT_SIZE) * PIXELS_PER_POINT, bold: self.bold }
    }
}
