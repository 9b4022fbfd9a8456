//! A view as a picture. A revision never changes, so each picture is drawn once.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use archweave_model::diagram::{self, Diagram, Lookup};
use archweave_render::{Options, Target, Theme};
use archweave_store::RevisionId;
use quick_cache::sync::Cache;
use quick_cache::{DefaultHashBuilder, Weighter};

use crate::{AppError, Hosted, Revision};

/// How a view is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DrawOptions {
    /// Language of labels; the view's own where it has none.
    pub language: String,
    /// Light or dark.
    pub is_dark: bool,
    /// Whether drawn things lead to the pages of this server.
    pub has_links: bool,
}

/// A drawn view.
#[derive(Clone, Debug)]
pub struct Picture {
    /// SVG text.
    pub svg: Arc<str>,
}

#[derive(Clone, PartialEq, Eq)]
struct Key {
    revision: RevisionId,
    view: Box<str>,
    options: DrawOptions,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.revision.to_string().hash(state);
        self.view.hash(state);
        self.options.hash(state);
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Arc<str>> for ByBytes {
    fn weight(&self, _: &Key, svg: &Arc<str>) -> u64 {
        svg.len() as u64 + 200
    }
}

/// Pictures that were drawn lately.
pub(crate) struct Drawings(Cache<Key, Arc<str>, ByBytes>);

/// Bytes of SVG held for one model.
const MAX_BYTES: u64 = 32 << 20;

impl Default for Drawings {
    fn default() -> Self {
        Self(Cache::with(500, MAX_BYTES, ByBytes, DefaultHashBuilder::default(), Default::default()))
    }
}

impl Hosted {
    /// A view with everything it shows, placed.
    pub fn diagram(&self, revision: &Revision, view: &str, language: &str) -> Result<Diagram, AppError> {
        let snapshot = revision.snapshot();
        let Some(found) = snapshot.view(view) else {
            return Err(AppError::NotFound(format!("no view `{view}` in this revision")));
        };
        let lookup = Lookup {
            metamodel: snapshot.metamodel(),
            element: &|id| snapshot.element(id).map(|element| &**element),
            relation: &|id| snapshot.relation(id).map(|entry| entry.relation),
            view_name: &|id| snapshot.view(id).map(|view| view.name.get(language).to_owned()),
        };
        Ok(diagram::resolve(found, snapshot.layout(view).map(|l| &**l), &lookup, language))
    }

    /// A view as SVG.
    pub fn draw(&self, revision: &Revision, view: &str, options: &DrawOptions) -> Result<Picture, AppError> {
        let key = Key { revision: revision.id(), view: view.into(), options: options.clone() };
        if let Some(svg) = self.drawings.0.get(&key) {
            return Ok(Picture { svg });
        }
        let diagram = self.diagram(revision, view, &options.language)?;
        let link = |target: Target<'_>| Some(self.href(&target));
        let image = |path: &str| self.image(revision, path);
        let svg = archweave_render::svg(
            &diagram,
            &Options {
                templates: self.templates(),
                theme: if options.is_dark { Theme::Dark } else { Theme::Light },
                background: true,
                link: options.has_links.then_some(&link),
                image: Some(&image),
            },
        )?;
        let svg: Arc<str> = svg.into();
        self.drawings.0.insert(key, svg.clone());
        Ok(Picture { svg })
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
