//! Compartments: lists of features below the name of a box, as far as the box has room for them.

use std::borrow::Cow;

use archweave_model::diagram::{FEATURE_FONT, FEATURE_HEIGHT, Feature, Node, Rect, anatomy};

use crate::RenderError;
use crate::label::{self, Line};
use crate::number::Number;
use crate::sheet::Sheet;

/// Room between text and the sides.
const SIDE: f64 = 8.0;
/// Room above the first feature.
const TOP: f64 = 4.0;

/// What a box shows of its compartments.
pub(crate) struct Compartments<'a> {
    /// Where keyword, name and the lines below it stand.
    pub head: Rect,
    shown: Vec<(Rect, Cow<'a, [Feature]>)>,
}

/// As many compartments, from the first, as leave `least` pixels to the head; of the last one only
/// the features that fit, with dots for the rest.
pub(crate) fn fit(node: &Node, least: f64) -> Compartments<'_> {
    let full = Rect::new(0.0, 0.0, node.rect.w, node.rect.h);
    if node.compartments.is_empty() {
        return Compartments { head: full, shown: Vec::new() };
    }
    let whole = anatomy(node);
    if whole.head.h >= least {
        let features = node.compartments.iter().map(|features| Cow::Borrowed(&features[..]));
        return Compartments {
            head: whole.head,
            shown: whole.compartments.into_iter().zip(features).collect(),
        };
    }
    let mut less = node.clone();
    while let Some(mut last) = less.compartments.pop() {
        if last.len() > 2 {
            last.truncate(last.len() - 2);
            last.push(Feature { text: "…".to_owned(), ..Feature::default() });
            less.compartments.push(last);
        }
        let places = anatomy(&less);
        if places.head.h >= least && !less.compartments.is_empty() {
            let features = less.compartments.into_iter().map(Cow::Owned);
            return Compartments {
                head: places.head,
                shown: places.compartments.into_iter().zip(features).collect(),
            };
        }
    }
    Compartments { head: full, shown: Vec::new() }
}

impl Compartments<'_> {
    /// The lines between them; `left` and `right` are the ends of the face they are on.
    pub fn separators(&self, left: f64, right: f64) -> String {
        let line =
            |rect: &Rect| format!(r#"<path d="M{} {} H{}"/>"#, Number(left), Number(rect.y), Number(right));
        self.shown.iter().map(|(rect, _)| line(rect)).collect()
    }

    /// The features; `element` is what they are parts of. The last line leaves `badge` pixels.
    pub fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        element: Option<&str>,
        face: (f64, f64),
        badge: f64,
        color: &str,
    ) -> Result<String, RenderError> {
        let (left, right) = (face.0 + SIDE, face.1 - SIDE);
        let mut rows = String::new();
        let last = self.shown.iter().rposition(|(_, features)| !features.is_empty());
        for (c, (rect, features)) in self.shown.iter().enumerate() {
            for (n, feature) in features.iter().enumerate() {
                let is_last = Some(c) == last && n + 1 == features.len();
                let room = right - left - if is_last { badge } else { 0.0 };
                let Some(text) = label::one_line(&feature.text, FEATURE_FONT, room) else { continue };
                let middle = rect.y + TOP + (n as f64 + 0.5) * FEATURE_HEIGHT;
                let Line { x, y, length, text } = label::row(text, middle, FEATURE_FONT, left, room);
                let part = element.filter(|_| !feature.part.is_empty());
                let part = part.map(|element| format!("{element}#{}", feature.part));
                let yes = |set: bool| set.then_some("yes".into());
                let fields = [
                    ("x", Some(x.to_string().into())),
                    ("y", Some(y.to_string().into())),
                    ("length", length.map(|l| l.to_string().into())),
                    ("part", part.map(Into::into)),
                    ("italic", yes(feature.italic)),
                    ("underline", yes(feature.underline)),
                    ("text", Some(text.into())),
                ];
                sheet.fill("nodes/feature", "", &fields, &mut rows)?;
            }
        }
        let mut out = String::new();
        if !rows.is_empty() {
            let fields = [
                ("color", Some(color.into())),
                ("size", Some(Number(FEATURE_FONT.size).to_string().into())),
                ("rows", Some(rows.into())),
            ];
            sheet.fill("nodes/features", "", &fields, &mut out)?;
        }
        Ok(out)
    }
}
