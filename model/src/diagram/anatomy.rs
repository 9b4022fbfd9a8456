//! Where the texts of a box stand, and how large a box has to be for them. The renderer and the
//! layouts ask the same function, so text that was given room is drawn in that room.

use crate::diagram::geometry::Rect;
use crate::diagram::measure::{Font, LINE_HEIGHT, width};
use crate::diagram::wrap::lines;
use crate::diagram::{Content, Form, Node};
use crate::view::DEFAULT_NODE_SIZE;

/// Font of features and of the lines below a name.
pub const FEATURE_FONT: Font = Font { size: 11.0, bold: false };
/// Height of a feature's line, in pixels.
pub const FEATURE_HEIGHT: f64 = 16.0;
/// Room above the first and below the last feature of a compartment.
const COMPARTMENT_PADDING: f64 = 4.0;
/// Room between text and the sides of a box.
const SIDE: f64 = 8.0;
/// Room between text and the top or bottom of a box.
const END: f64 = 6.0;
/// Room of the small icon in the corner, beside the name.
const ICON: f64 = 18.0;
/// The widest a box gets for a name, and for its features.
const WIDEST: (f64, f64) = (190.0, 320.0);
/// The widest a name gets below a symbol.
const SYMBOL_WIDEST: f64 = 110.0;
/// Height of the title of a box that holds others.
const TITLE: f64 = 26.0;

/// The parts of a box, in its own coordinates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Anatomy {
    /// Keyword, name and the lines below it.
    pub head: Rect,
    /// One for each compartment, from top to bottom; each begins with a line across the box.
    pub compartments: Vec<Rect>,
}

/// Where the texts of a box stand that has its size.
pub fn anatomy(node: &Node) -> Anatomy {
    let (w, h) = (node.rect.w, node.rect.h);
    let heights: Vec<f64> = node.compartments.iter().map(|features| compartment(features.len())).collect();
    let below: f64 = heights.iter().sum();
    let head = if node.compartments.is_empty() { h } else { (h - below).max(0.0) };
    let mut y = head;
    let compartments = heights.into_iter().map(|high| {
        let rect = Rect::new(0.0, y, w, high.min((h - y).max(0.0)));
        y += high;
        rect
    });
    Anatomy { head: Rect::new(0.0, 0.0, w, head), compartments: compartments.collect() }
}

fn compartment(features: usize) -> f64 {
    2.0 * COMPARTMENT_PADDING
        + features.max(1) as f64 * FEATURE_HEIGHT * if features == 0 { 0.4 } else { 1.0 }
}

/// Width and height that a box needs for its texts, at least those that boxes have by default.
/// Of a box that holds others it is the size of its title alone.
pub fn preferred_size(node: &Node) -> (f64, f64) {
    if let Some(size) = fixed_size(&node.content) {
        return size;
    }
    match &node.content {
        Content::Element(figure) if figure.is_junction() => return (15.0, 15.0),
        Content::Note => return text_size(node, (120.0, 40.0), 240.0, 0.0),
        Content::Image(_) => return (160.0, 120.0),
        _ => {}
    }
    if let Some(size) = symbol_size(node) {
        return size;
    }
    let icon = match &node.content {
        Content::Element(figure) if figure.form == Form::Box => ICON,
        Content::View { .. } => ICON,
        _ => 0.0,
    };
    let (mut w, mut h) = text_size(node, DEFAULT_NODE_SIZE, WIDEST.0, icon);
    if !node.compartments.is_empty() {
        let text = |text: &str| width(text, FEATURE_FONT) + 2.0 * SIDE;
        let widest = node.compartments.iter().flatten().map(|feature| text(&feature.text)).fold(w, f64::max);
        w = widest.min(WIDEST.1).max(w).ceil();
        let (_, head) = text_size(node, (w, 28.0), w, icon);
        h = head + node.compartments.iter().map(|features| compartment(features.len())).sum::<f64>();
    }
    (w, h.ceil())
}

/// Width and height of symbols with their name below: as narrow as the name allows, so that lines end
/// near the symbol.
fn symbol_size(node: &Node) -> Option<(f64, f64)> {
    let Content::Element(figure) = &node.content else { return None };
    let symbol = match &*figure.shape {
        "uml-actor" => 44.0,
        "uml-provided" | "uml-required" => 28.0,
        _ => return None,
    };
    let font = node.style.text_font();
    let texts = lines(&node.label, font, SYMBOL_WIDEST);
    let widest = texts.iter().map(|line| width(line, font)).fold(symbol, f64::max);
    Some((widest.ceil() + 4.0, (symbol + texts.len() as f64 * font.size * LINE_HEIGHT + 8.0).ceil()))
}

/// Width and height of shapes that have no text inside.
fn fixed_size(content: &Content) -> Option<(f64, f64)> {
    let shape = match content {
        Content::Element(figure) => &figure.shape,
        Content::Part(part) => &part.shape,
        Content::Decor(shape) => shape,
        _ => return None,
    };
    match &**shape {
        "uml-initial" => Some((20.0, 20.0)),
        "uml-final" | "uml-history" => Some((24.0, 24.0)),
        "uml-choice" | "uml-decision" => Some((28.0, 28.0)),
        // Its length is the layout's choice.
        "uml-fork" => Some((8.0, 8.0)),
        _ => None,
    }
}

/// Size for the head alone: as narrow as it may be with words unbroken.
fn text_size(node: &Node, least: (f64, f64), widest: f64, icon: f64) -> (f64, f64) {
    let font = node.style.text_font();
    let bold = Font { bold: true, ..font };
    let name_font = if node.compartments.is_empty() { font } else { bold };
    let inner = |w: f64| w - 2.0 * SIDE;
    let small = |text: &String| width(text, FEATURE_FONT);
    let keyword = if node.keyword.is_empty() { 0.0 } else { width(&node.keyword, FEATURE_FONT) + 14.0 };
    let lines_below = node.below.iter().map(small).fold(keyword, f64::max);
    // The icon stands beside the first line, and the name is centred.
    let word = longest_word(&node.label, name_font) + icon;
    let mut w = least.0.max((word + 2.0 * SIDE).min(widest)).max((lines_below + 2.0 * SIDE).min(widest));
    let high = |w: f64| {
        let name = lines(&node.label, name_font, inner(w) - icon).len() as f64 * name_font.size * LINE_HEIGHT;
        let extra = usize::from(!node.keyword.is_empty()) + node.below.len();
        name + extra as f64 * FEATURE_HEIGHT + 2.0 * END
    };
    // Wider rather than higher than three lines.
    while w < widest && lines(&node.label, name_font, inner(w) - icon).len() > 3 {
        w = (w + 10.0).min(widest);
    }
    let floor = if node.is_container { TITLE } else { least.1 };
    (w.ceil(), high(w).max(floor).ceil())
}

fn longest_word(text: &str, font: Font) -> f64 {
    // Chinese breaks between letters, so only words of letters that do not are measured whole.
    let words = text.split(|c: char| c.is_whitespace() || crate::diagram::measure::is_wide(c));
    words.map(|word| width(word, font)).fold(0.0, f64::max)
}
