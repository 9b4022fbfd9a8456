//! The whole picture: nodes, then edges, and what they share.

use std::collections::{BTreeMap, HashMap};

use archweave_model::diagram::{Content, Diagram, Rect};
use serde::Serialize;

use crate::colors::Colors;
use crate::image;
use crate::number::Number;
use crate::skeleton::{Field, Skeletons};
use crate::templates::Templates;
use crate::{Options, RenderError, Target, Theme, edge, fonts, node};

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
    options: &'a Options<'a>,
    /// Definitions by id.
    defs: BTreeMap<String, String>,
    /// Figures drawn so far, by template and size.
    figures: HashMap<(String, [u64; 4]), String>,
    markers: HashMap<String, Option<String>>,
    /// Pictures looked up so far; none for one that cannot be shown.
    pictures: HashMap<Box<str>, Option<String>>,
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
    nodes: String,
    edges: String,
    labels: String,
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
        options,
        defs: BTreeMap::new(),
        figures: HashMap::new(),
        markers: HashMap::new(),
        pictures: HashMap::new(),
        picture_bytes: 0,
    };
    let mut nodes = String::with_capacity(diagram.nodes.len() * 900);
    let mut inside = Vec::with_capacity(diagram.nodes.len());
    for node in &diagram.nodes {
        let behind = node.parent.and_then(|p| inside.get(p).copied()).unwrap_or(sheet.colors.canvas);
        inside.push(node::draw(&mut sheet, node, behind, &mut nodes)?);
        nodes.push('\n');
    }
    let mut edges = String::with_capacity(diagram.edges.len() * 500);
    let mut labels = String::new();
    for edge in diagram.edges.iter().filter(|e| !e.is_implied) {
        edge::draw(&mut sheet, edge, &mut edges, &mut labels)?;
    }
    let mut defs = String::new();
    for content in sheet.defs.values() {
        defs.push_str(content);
    }
    let Rect { x, y, w, h } = frame(diagram.bounds);
    let data = Data {
        prefix: format!("aw-{}-", diagram.view),
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
        nodes,
        edges,
        labels,
    };
    options.templates.render("diagram.svg", &data)
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

    /// Defines an icon once and returns its id.
    pub fn symbol(&mut self, template: &str) -> String {
        let name = template.trim_start_matches("shapes/").replace("/icons/", "-");
        let id = format!("aw-{name}");
        if !self.defs.contains_key(&id) {
            // An icon that cannot be drawn is left out, not the picture.
            let drawn = self.templates.render(template, &()).unwrap_or_default();
            self.defs.insert(id.clone(), format!(r#"<g id="{id}">{drawn}</g>"#));
        }
        id
    }

    /// Defines a picture once and returns its id; none if it cannot be shown.
    pub fn picture(&mut self, path: &str) -> Option<String> {
        if let Some(known) = self.pictures.get(path) {
            return known.clone();
        }
        let bytes = self.options.image.and_then(|image| image(path));
        let picture = bytes.and_then(|bytes| image::embed(&bytes)).filter(|picture| {
            self.picture_bytes += picture.address.len();
            self.picture_bytes <= MAX_PICTURES
        });
        let id = picture.map(|picture| {
            let id = format!("aw-picture-{}", self.pictures.len());
            let (w, h) = (Number(picture.width), Number(picture.height));
            let content = format!(
                r#"<symbol id="{id}" viewBox="0 0 {w} {h}" preserveAspectRatio="xMidYMid meet"><image width="{w}" height="{h}" href="{}"/></symbol>"#,
                picture.address,
            );
            self.defs.insert(id.clone(), content);
            id
        });
        self.pictures.insert(path.into(), id.clone());
        id
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
            unit_size: node::unit(w, h),
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
