//! A view as a picture. A revision never changes, so each picture is drawn once.

use std::sync::Arc;

use archweave_model::diagram::Diagram;
use archweave_model::view::{self, Asked, Layout, View};
use archweave_render::{Options, Target, Theme};

use crate::kept::{Subject, check_audience};
use crate::report::today;
use crate::{AppError, Hosted, Revision, layout};

/// How a view is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DrawOptions {
    /// Language of labels; the view's own where it has none.
    pub language: String,
    /// For whom: id of an audience.
    pub audience: Option<String>,
    /// Light or dark.
    pub is_dark: bool,
    /// Whether drawn things lead to the pages of this server.
    pub has_links: bool,
    /// Whether stored places are ignored and all is laid out anew.
    pub is_relaid: bool,
}

/// A drawn view.
#[derive(Clone, Debug)]
pub struct Picture {
    /// SVG text.
    pub svg: Arc<str>,
}

impl Hosted {
    /// A view answered: a picture, and a table if it is one.
    pub fn answer(
        &self,
        revision: &Revision,
        view: &str,
        options: &DrawOptions,
    ) -> Result<view::Picture, AppError> {
        let snapshot = revision.snapshot();
        let Some(found) = snapshot.view(view) else {
            return Err(AppError::NotFound(format!("no view `{view}` in this revision")));
        };
        self.answer_unsaved(revision, found, snapshot.layout(view).map(|l| &**l), options)
    }

    /// A view that need not be in the model, answered.
    pub fn answer_unsaved(
        &self,
        revision: &Revision,
        view: &View,
        stored: Option<&Layout>,
        options: &DrawOptions,
    ) -> Result<view::Picture, AppError> {
        let snapshot = revision.snapshot();
        let audience = options.audience.as_deref();
        check_audience(revision, options)?;
        let day = today();
        let asked = Asked::new(snapshot, view, audience, &options.language, Some(&day));
        let stored = stored.filter(|_| !options.is_relaid);
        Ok(view::picture(&asked, stored, layout::engine()))
    }

    /// A view with everything it shows, placed.
    pub fn diagram(
        &self,
        revision: &Revision,
        view: &str,
        options: &DrawOptions,
    ) -> Result<Diagram, AppError> {
        Ok(self.answer(revision, view, options)?.diagram)
    }

    /// A view as SVG.
    pub fn draw(&self, revision: &Revision, view: &str, options: &DrawOptions) -> Result<Picture, AppError> {
        Ok(Picture { svg: self.drawn(revision, Subject::Saved(view), options)? })
    }

    /// A diagram as SVG.
    pub fn draw_diagram(
        &self,
        revision: &Revision,
        diagram: &Diagram,
        options: &DrawOptions,
    ) -> Result<Picture, AppError> {
        let svg =
            self.with_render_options(revision, options, |render| archweave_render::svg(diagram, render))?;
        Ok(Picture { svg: svg.into() })
    }

    /// Draws with this model's templates, pictures and links.
    pub(crate) fn with_render_options<T>(
        &self,
        revision: &Revision,
        options: &DrawOptions,
        draw: impl FnOnce(&Options<'_>) -> T,
    ) -> T {
        let link = |target: Target<'_>| Some(self.href(&target));
        let image = |path: &str| self.image(revision, path);
        draw(&Options {
            templates: self.templates(),
            theme: if options.is_dark { Theme::Dark } else { Theme::Light },
            background: true,
            link: options.has_links.then_some(&link),
            image: Some(&image),
            ..Options::default()
        })
    }

    /// A view as PNG, `scale` pixels for each unit of the view.
    pub fn png(
        &self,
        revision: &Revision,
        view: &str,
        options: &DrawOptions,
        scale: f32,
    ) -> Result<Vec<u8>, AppError> {
        let picture = self.draw(revision, view, options)?;
        Ok(archweave_render::png(&picture.svg, scale)?)
    }

    /// Address of what is drawn, relative to the address of a view's page or picture.
    fn href(&self, target: &Target<'_>) -> String {
        let (kind, id) = match target {
            Target::Element(id) => ("elements", id.as_str()),
            Target::Relation(id) => ("relations", id.as_str()),
            Target::View(id) => ("views", id.as_str()),
        };
        format!("/m/{}/{kind}/{}", self.name(), percent(id))
    }
}

/// An id as one part of an address.
pub fn percent(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
