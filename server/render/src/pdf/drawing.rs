//! The picture on the page: groups, shapes and pictures.
//!
//! What a page cannot say the same way (masks, filters, gradients, patterns) is drawn as pixels, with
//! its text laid invisibly on top. The bundled templates have none of these; an operator's may.

use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla::paint::{FillRule, Stroke};
use krilla::surface::Surface;
use resvg::tiny_skia;
use resvg::usvg::fontdb::Database;
use resvg::usvg::layout::Span;
use resvg::usvg::{self, Group, ImageKind, Node, PaintOrder};

use super::paint::{clip, fill, optional, shape, share, stroke, unseen};
use super::text::{self, Fonts, Letters, transform};

/// Pixels to a unit where something is drawn as pixels: 288 to the inch.
const PIXELS: f32 = 3.0;
/// Most pixels on a page.
const MAX_PIXELS: f32 = 32e6;
/// Farthest that something may lie; what is beyond is left out.
const FARTHEST: f32 = 1e7;

/// How pictures get onto the page.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Pictures {
    /// As they are.
    Embedded,
    /// As pixels, without those that are broken.
    Drawn,
}

/// A page being drawn.
pub(super) struct Drawing<'a> {
    database: &'a Database,
    fonts: Fonts,
    pictures: Pictures,
    pixels_left: f32,
}

impl<'a> Drawing<'a> {
    pub fn new(database: &'a Database, pictures: Pictures) -> Self {
        Self { database, fonts: Fonts::default(), pictures, pixels_left: MAX_PIXELS }
    }

    /// Draws everything in a group.
    pub fn draw(&mut self, group: &Group, surface: &mut Surface<'_>) {
        for node in group.children() {
            if !is_near(node) {
                continue;
            }
            let is_drawn = match node {
                Node::Group(group) => self.group(group, surface),
                Node::Path(path) => shape(path, surface),
                Node::Image(image) => self.picture(image, surface),
                Node::Text(text) => self.text(text, surface),
            };
            if is_drawn.is_none() {
                self.pixels(node, surface);
                self.invisible(node, surface);
            }
        }
    }

    /// None if it cannot be drawn as it is; the same holds for what follows.
    fn group(&mut self, group: &Group, surface: &mut Surface<'_>) -> Option<()> {
        if group.mask().is_some() || !group.filters().is_empty() {
            return None;
        }
        let clip = group.clip_path().map(clip).transpose().ok()?;
        surface.push_transform(&transform(group.transform()));
        if let Some(clip) = &clip {
            surface.push_clip_path(clip, &FillRule::NonZero);
        }
        surface.push_opacity(share(group.opacity()));
        self.draw(group, surface);
        surface.pop();
        if clip.is_some() {
            surface.pop();
        }
        surface.pop();
        Some(())
    }

    fn picture(&mut self, image: &usvg::Image, surface: &mut Surface<'_>) -> Option<()> {
        if !image.is_visible() {
            return Some(());
        }
        if self.pictures == Pictures::Drawn {
            return None;
        }
        let embedded = match image.kind() {
            ImageKind::PNG(file) => Image::from_png(file.clone().into(), false),
            ImageKind::JPEG(file) => Image::from_jpeg(file.clone().into(), false),
            ImageKind::GIF(file) => Image::from_gif(file.clone().into(), false),
            _ => return None,
        };
        let size = Size::from_wh(image.size().width(), image.size().height());
        surface.draw_image(embedded.ok()?, size?);
        Some(())
    }

    fn text(&mut self, text: &usvg::Text, surface: &mut Surface<'_>) -> Option<()> {
        let mut spans = Vec::new();
        for span in text.layouted().iter().filter(|s| s.visible) {
            let fill = span.fill.as_ref().map(fill);
            let stroke = span.stroke.as_ref().map(stroke);
            spans.push((span, optional(fill)?, optional(stroke)?));
        }
        for (span, fill, stroke) in spans {
            for line in [&span.underline, &span.overline].into_iter().flatten() {
                let _ = shape(line, surface);
            }
            let is_below = span.paint_order == PaintOrder::StrokeAndFill;
            if is_below {
                self.outline(span, stroke.clone(), surface);
            }
            surface.set_stroke(None);
            surface.set_fill(Some(fill.unwrap_or_else(unseen)));
            text::draw(span, Letters::Text, &mut self.fonts, self.database, surface);
            if !is_below {
                self.outline(span, stroke, surface);
            }
            if let Some(line) = &span.line_through {
                let _ = shape(line, surface);
            }
        }
        Some(())
    }

    /// Lines around letters, such as the halo of a label on a line.
    fn outline(&mut self, span: &Span, stroke: Option<Stroke>, surface: &mut Surface<'_>) {
        if stroke.is_some() {
            surface.set_fill(None);
            surface.set_stroke(stroke);
            text::draw(span, Letters::Shapes, &mut self.fonts, self.database, surface);
        }
    }

    /// Draws anything, as pixels.
    fn pixels(&mut self, node: &Node, surface: &mut Surface<'_>) -> Option<()> {
        let (place, absolute) = (layer(node)?, node.abs_layer_bounding_box()?);
        let scale = PIXELS.min((self.pixels_left / (place.width() * place.height())).sqrt());
        let [wide, high] = [place.width(), place.height()].map(|side| (side * scale).ceil() as u32);
        // A line of no width is a pixel wide, however long it is.
        let count = wide as f32 * high as f32;
        if count > 2.0 * MAX_PIXELS {
            return None;
        }
        self.pixels_left = (self.pixels_left - count).max(0.0);
        let mut pixels = tiny_skia::Pixmap::new(wide, high)?;
        // The renderer moves what it draws by the absolute place, which is of no use here.
        let moved = tiny_skia::Transform::from_scale(scale, scale)
            .pre_translate(absolute.x() - place.x(), absolute.y() - place.y());
        resvg::render_node(node, moved, &mut pixels.as_mut())?;
        let colors = pixels.pixels().iter().map(|p| p.demultiply());
        let bytes = colors.flat_map(|c| [c.red(), c.green(), c.blue(), c.alpha()]).collect();
        let size = Size::from_wh(wide as f32 / scale, high as f32 / scale)?;
        surface.push_transform(&Transform::from_translate(place.x(), place.y()));
        surface.draw_image(Image::from_rgba8(bytes, wide, high), size);
        surface.pop();
        Some(())
    }

    /// Lays the text of a node over it, to be found and copied.
    fn invisible(&mut self, node: &Node, surface: &mut Surface<'_>) {
        match node {
            Node::Group(group) => {
                surface.push_transform(&transform(group.transform()));
                group.children().iter().filter(|n| is_near(n)).for_each(|n| self.invisible(n, surface));
                surface.pop();
            }
            Node::Text(text) => {
                surface.set_stroke(None);
                surface.set_fill(Some(unseen()));
                for span in text.layouted().iter().filter(|s| s.visible) {
                    text::draw(span, Letters::Text, &mut self.fonts, self.database, surface);
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Whether something lies where numbers are still exact; a page takes no others. Of a group, each
/// part is asked.
fn is_near(node: &Node) -> bool {
    let is_near = |b: tiny_skia::Rect| {
        [b.left(), b.top(), b.right(), b.bottom()].iter().all(|side| side.abs() <= FARTHEST)
    };
    let is_group = matches!(node, Node::Group(_));
    is_group || is_near(node.stroke_bounding_box()) && is_near(node.abs_stroke_bounding_box())
}

/// What a node covers, in the coordinates it is placed in.
fn layer(node: &Node) -> Option<tiny_skia::NonZeroRect> {
    match node {
        Node::Group(group) => group.layer_bounding_box().transform(group.transform()),
        _ => node.stroke_bounding_box().to_non_zero_rect(),
    }
}
