//! The whole picture: nodes, then edges, and what they share.

use std::collections::{BTreeMap, HashMap};

use archweave_model::diagram::{Color, Content, Diagram, Point, Rect};
use archweave_model::viewpoint::Notation;
use serde::Serialize;

use crate::colors::Colors;
use crate::image;
use crate::number::Number;
use crate::skeleton::{Field, Skeletons};
use crate::symbol::Symbol;
use crate::templates::Templates;
use crate::{Options, RenderError, Target, Theme, edge, fonts, legend, look, node};

/// Room around the picture.
const MARGIN: f64 = 14.0;
/// Smallest picture.
const SMALLEST: (f64, f64) = (120.0, 60.0);
/// Most bytes of embedded pictures.
const MAX_PICTURES: usize = 12 << 20;
/// Most names in the description.
const MAX_NAMES: usize = 60;

/// A picture being drawn: what its parts have in common.
pub(crate) struct Sheet<'a> {
    pub templates: &'a Templates,
    skeletons: Skeletons,
    pub colors: &'a Colors,
    pub notation: Notation,
    options: &'a Options<'a>,
    /// Begins every id, so that pictures in one page do not meet.
    prefix: String,
    /// What labels outside of nodes and lines take up.
    covered: Option<Rect>,
    /// Labels that stand outside of their nodes.
    above: String,
    /// Nodes that hold others, with the colour inside, back to front.
    grounds: Vec<(Rect, Color)>,
    /// Definitions by id.
    defs: BTreeMap<String, String>,
    /// Figures drawn so far, by template and size.
    figures: HashMap<(String, [u64; 4]), String>,
    markers: HashMap<String, Option<String>>,
    /// Pictures looked up so far; none for one that cannot be shown.
    pictures: HashMap<Box<str>, Option<Symbol>>,
    picture_bytes: usize,
}

#[derive(Serialize)]
struct Data<'a> {
    prefix: String,
    view: &'a str,
    role: &'a str,
    theme: &'a str,
    language: Option<&'a str>,
    fonts: &'a str,
    title: &'a str,
    description: String,
    x: Number,
    y: Number,
    width: Number,
    height: Number,
    view_box: String,
    background: Option<String>,
    defs: String,
    backdrop: String,
    nodes: String,
    edges: String,
    labels: String,
    legend: String,
}

#[derive(Serialize)]
struct FigureData {
    w: Number,
    h: Number,
    tab: Number,
    head: Number,
    /// Radius of a pill.
    pill: Number,
    unit_size: f64,
}

/// Draws a diagram as SVG.
pub fn svg(diagram: &Diagram, options: &Options<'_>) -> Result<String, RenderError> {
    let mut sheet = Sheet {
        templates: options.templates,
        skeletons: Skeletons::default(),
        colors: options.templates.colors(options.theme),
        notation: diagram.notation,
        options,
        prefix: prefix(diagram.view.as_str()),
        covered: None,
        above: String::new(),
        grounds: Vec::new(),
        defs: BTreeMap::new(),
        figures: HashMap::new(),
        markers: HashMap::new(),
        pictures: HashMap::new(),
        picture_bytes: 0,
    };
    let mut labels = String::new();
    let mut inside = vec![sheet.colors.canvas; diagram.nodes.len()];
    let is_backdrop = backdrops(options.templates, diagram);
    let mut draw_nodes = |sheet: &mut Sheet<'_>, is_behind: bool, out: &mut String| {
        for (n, node) in diagram.nodes.iter().enumerate().filter(|(n, _)| is_backdrop[*n] == is_behind) {
            let behind = node.parent.and_then(|p| inside.get(p).copied()).unwrap_or(sheet.colors.canvas);
            inside[n] = node::draw(sheet, node, behind, out)?;
            out.push('\n');
            if node.is_container || is_behind {
                sheet.grounds.push((node.rect, inside[n]));
            }
        }
        Ok::<(), RenderError>(())
    };
    let mut backdrop = String::new();
    draw_nodes(&mut sheet, true, &mut backdrop)?;
    let edges = diagram.edges.iter().filter(|e| !e.is_implied);
    let (behind, before): (Vec<_>, Vec<_>) = edges.partition(|e| edge::is_behind(&sheet, e));
    for edge in behind {
        edge::draw(&mut sheet, edge, &mut backdrop, &mut labels)?;
    }
    let mut nodes = String::with_capacity(diagram.nodes.len() * 900);
    draw_nodes(&mut sheet, false, &mut nodes)?;
    let mut edges = String::with_capacity(diagram.edges.len() * 500);
    for edge in before {
        edge::draw(&mut sheet, edge, &mut edges, &mut labels)?;
    }
    labels.push_str(&sheet.above);
    let mut bounds = sheet.covered.map_or(diagram.bounds, |covered| diagram.bounds.union(covered));
    let mut legend = String::new();
    if let Some((drawn, rect)) = match &diagram.legend {
        Some(wanted) => legend::draw(&mut sheet, wanted, bounds)?,
        None => None,
    } {
        bounds = bounds.union(rect);
        legend = drawn;
    }
    let mut defs = String::new();
    for content in sheet.defs.values() {
        defs.push_str(content);
    }
    let Rect { x, y, w, h } = frame(bounds);
    let data = Data {
        prefix: std::mem::take(&mut sheet.prefix),
        view: diagram.view.as_str(),
        // What has links is no single image to a screen reader.
        role: if options.link.is_some() { "group" } else { "img" },
        theme: options.theme.name(),
        language: Some(&*diagram.language).filter(|l| !l.is_empty()),
        fonts: fonts::FONT_STACK,
        title: if diagram.title.is_empty() { diagram.view.as_str() } else { &diagram.title },
        description: description(diagram),
        x: Number(x),
        y: Number(y),
        width: Number(w),
        height: Number(h),
        view_box: format!("{} {} {} {}", Number(x), Number(y), Number(w), Number(h)),
        background: options.background.then(|| sheet.colors.canvas.to_string()),
        defs,
        backdrop,
        nodes,
        edges,
        labels,
        legend,
    };
    options.templates.render("diagram.svg", &data)
}

/// Which nodes lie behind the lines that lie behind nodes: backdrops that are in nothing else.
fn backdrops(templates: &Templates, diagram: &Diagram) -> Vec<bool> {
    let mut known = vec![false; diagram.nodes.len()];
    for (n, node) in diagram.nodes.iter().enumerate() {
        let Content::Decor(name) = &node.content else { continue };
        let is_backdrop = templates.added(name).is_some_and(|shape| shape.backdrop);
        known[n] = is_backdrop && node.parent.is_none_or(|p| p < n && known[p]);
    }
    known
}

/// What ids of a view's picture begin with: letters that need no escape anywhere.
fn prefix(view: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    format!("aw-{}-", view.chars().map(plain).collect::<String>())
}

fn frame(bounds: Rect) -> Rect {
    let (x, y) = ((bounds.x - MARGIN).floor(), (bounds.y - MARGIN).floor());
    let wide = (bounds.right() + MARGIN).ceil() - x;
    let high = (bounds.bottom() + MARGIN).ceil() - y;
    Rect::new(x, y, wide.max(SMALLEST.0), high.max(SMALLEST.1))
}

/// What the picture shows, in words.
fn description(diagram: &Diagram) -> String {
    let mut text = diagram.description.trim().to_owned();
    let named = diagram.nodes.iter().filter(|n| matches!(n.content, Content::Element(_)));
    let mut names: Vec<&str> = named.map(|n| n.label.as_str()).filter(|l| !l.is_empty()).collect();
    let more = names.len() > MAX_NAMES;
    names.truncate(MAX_NAMES);
    if !text.is_empty() && !names.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&names.join(", "));
    if more {
        text.push_str(", …");
    }
    text
}

impl Sheet<'_> {
    pub fn is_light(&self) -> bool {
        self.options.theme == Theme::Light
    }

    /// Fills a template of a node, a line or a text; see [`crate::skeleton`].
    pub fn fill(
        &mut self,
        template: &'static str,
        class: &str,
        fields: &[Field<'_>],
        out: &mut String,
    ) -> Result<(), RenderError> {
        self.skeletons.fill(self.templates, template, class, fields, out)
    }

    pub fn link(&self, target: Target<'_>) -> Option<String> {
        self.options.link.and_then(|link| link(target))
    }

    /// Adds a label in the coordinates of a node that is drawn in front of everything.
    pub fn above(&mut self, node: Rect, label: &str) {
        let (x, y) = (Number(node.x), Number(node.y));
        self.above.push_str(&format!("<g transform=\"translate({x} {y})\">{label}</g>\n"));
    }

    /// Makes the sheet large enough for something outside of nodes and lines.
    pub fn cover(&mut self, rect: Rect) {
        self.covered = Some(self.covered.map_or(rect, |known| known.union(rect)));
    }

    /// The colour behind what is drawn in front of all nodes, as far as it is that of a container.
    pub fn behind(&self, at: Point) -> Color {
        let at = Rect::new(at.x, at.y, 0.0, 0.0);
        let ground = self.grounds.iter().rev().find(|(rect, _)| rect.encloses(at));
        ground.map_or(self.colors.canvas, |(_, color)| *color)
    }

    /// Defines an icon once.
    pub fn symbol(&mut self, template: &str) -> Symbol {
        let name = template.trim_start_matches("shapes/").replace("/icons/", "-");
        let id = format!("{}{name}", self.prefix);
        if !self.defs.contains_key(&id) {
            // An icon that cannot be drawn is left out, not the picture.
            let drawn = self.templates.render(template, &()).unwrap_or_default();
            self.defs.insert(id.clone(), format!(r#"<g id="{id}">{drawn}</g>"#));
        }
        Symbol::Drawn(id)
    }

    /// Defines a picture once; none if it cannot be shown.
    pub fn picture(&mut self, path: &str) -> Option<Symbol> {
        if let Some(known) = self.pictures.get(path) {
            return known.clone();
        }
        let bytes = self.options.image.and_then(|image| image(path));
        let picture = bytes.and_then(|bytes| image::embed(&bytes)).filter(|picture| {
            self.picture_bytes += picture.address.len();
            self.picture_bytes <= MAX_PICTURES
        });
        let symbol = picture.map(|picture| {
            let id = format!("{}picture-{}", self.prefix, self.pictures.len());
            let (w, h) = (Number(picture.width), Number(picture.height));
            let content = format!(
                r#"<symbol id="{id}" viewBox="0 0 {w} {h}" preserveAspectRatio="xMidYMid meet"><image width="{w}" height="{h}" href="{}"/></symbol>"#,
                picture.address,
            );
            self.defs.insert(id.clone(), content);
            Symbol::Picture(id)
        });
        self.pictures.insert(path.into(), symbol.clone());
        symbol
    }

    /// A figure of a size; the same one is drawn once.
    pub fn figure(
        &mut self,
        template: &str,
        w: f64,
        h: f64,
        tab: f64,
        head: f64,
    ) -> Result<String, RenderError> {
        let key = (template.to_owned(), [w, h, tab, head].map(f64::to_bits));
        if let Some(known) = self.figures.get(&key) {
            return Ok(known.clone());
        }
        let data = FigureData {
            w: Number(w),
            h: Number(h),
            tab: Number(tab),
            head: Number(head),
            pill: Number(w.min(h) / 2.0),
            unit_size: look::unit(w, h),
        };
        let drawn = self.templates.render(template, &data)?;
        self.figures.insert(key, drawn.clone());
        Ok(drawn)
    }

    /// A marker at a line's end; none if there is no such template.
    pub fn marker(&mut self, name: &str) -> Result<Option<String>, RenderError> {
        if let Some(known) = self.markers.get(name) {
            return Ok(known.clone());
        }
        let template = format!("markers/{name}");
        let drawn =
            if self.templates.has(&template) { Some(self.templates.render(&template, &())?) } else { None };
        self.markers.insert(name.to_owned(), drawn.clone());
        Ok(drawn)
    }
}
