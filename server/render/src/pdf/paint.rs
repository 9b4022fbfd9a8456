//! Shapes and their colours.
//!
//! A shape is drawn if fill and line are each one colour; who asks learns if it was not.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use resvg::tiny_skia::{self, PathSegment};
use resvg::usvg::{self, Node, PaintOrder};

/// Draws a shape; none if it is not in one colour.
pub(super) fn shape(shape: &usvg::Path, surface: &mut Surface<'_>) -> Option<()> {
    if !shape.is_visible() {
        return Some(());
    }
    let (fill, stroke) = (optional(shape.fill().map(fill))?, optional(shape.stroke().map(stroke))?);
    let Some(path) = outline(shape.data(), tiny_skia::Transform::identity()) else { return Some(()) };
    let steps = match shape.paint_order() {
        PaintOrder::StrokeAndFill => [(None, stroke), (fill, None)],
        PaintOrder::FillAndStroke => [(fill, stroke), (None, None)],
    };
    for (fill, stroke) in steps {
        if fill.is_some() || stroke.is_some() {
            surface.set_fill(fill);
            surface.set_stroke(stroke);
            surface.draw_path(&path);
        }
    }
    Some(())
}

fn outline(data: &tiny_skia::Path, by: tiny_skia::Transform) -> Option<Path> {
    let mut path = PathBuilder::new();
    add(&data.clone().transform(by)?, &mut path);
    path.finish()
}

fn add(data: &tiny_skia::Path, path: &mut PathBuilder) {
    for segment in data.segments() {
        match segment {
            PathSegment::MoveTo(p) => path.move_to(p.x, p.y),
            PathSegment::LineTo(p) => path.line_to(p.x, p.y),
            PathSegment::QuadTo(a, p) => path.quad_to(a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => path.cubic_to(a.x, a.y, b.x, b.y, p.x, p.y),
            PathSegment::Close => path.close(),
        }
    }
}

/// A clip of one shape, such as the frame of a picture; an error for others.
pub(super) fn clip(clip: &usvg::ClipPath) -> Result<Path, ()> {
    let [Node::Path(shape)] = clip.root().children() else { return Err(()) };
    let is_odd = shape.fill().is_some_and(|f| f.rule() == usvg::FillRule::EvenOdd);
    if is_odd || clip.clip_path().is_some() || !shape.is_visible() {
        return Err(());
    }
    outline(shape.data(), clip.transform()).ok_or(())
}

/// Nothing wanted is fine; wanted and impossible is not.
pub(super) fn optional<T>(wanted: Option<Option<T>>) -> Option<Option<T>> {
    wanted.map_or(Some(None), |made| made.map(Some))
}

fn color(paint: &usvg::Paint) -> Option<rgb::Color> {
    match paint {
        usvg::Paint::Color(c) => Some(rgb::Color::new(c.red, c.green, c.blue)),
        _ => None,
    }
}

pub(super) fn fill(fill: &usvg::Fill) -> Option<Fill> {
    let rule = match fill.rule() {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    };
    Some(Fill { paint: color(fill.paint())?.into(), opacity: share(fill.opacity()), rule })
}

/// Of text that is found but not seen.
pub(super) fn unseen() -> Fill {
    Fill { opacity: NormalizedF32::ZERO, ..Fill::default() }
}

pub(super) fn stroke(stroke: &usvg::Stroke) -> Option<Stroke> {
    let dash = |array: &[f32]| StrokeDash { array: array.to_vec(), offset: stroke.dashoffset() };
    Some(Stroke {
        paint: color(stroke.paint())?.into(),
        width: stroke.width().get(),
        miter_limit: stroke.miterlimit().get(),
        line_cap: match stroke.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
        },
        opacity: share(stroke.opacity()),
        dash: stroke.dasharray().map(dash),
    })
}

pub(super) fn share(opacity: usvg::Opacity) -> NormalizedF32 {
    NormalizedF32::new(opacity.get()).unwrap_or(NormalizedF32::ONE)
}
