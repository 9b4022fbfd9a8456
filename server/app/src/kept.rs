//! What was drawn lately, and the tags by which it is known.
//!
//! A tag is a digest of everything a drawing depends on: revision, view, for whom and how, templates,
//! and the day for the few that show where things stand on it. So it is known without drawing whether
//! somebody has a picture already, and a picture is drawn once. Start at [`Hosted::file_tag`].

use std::fmt;
use std::sync::{Arc, OnceLock};

use archweave_model::view::{self, Asked, Layout, View};
use archweave_model::viewpoint::{ColorBy, Engine, Show};
use quick_cache::sync::Cache;
use quick_cache::{DefaultHashBuilder, Weighter};
use sha2::{Digest, Sha256};

use crate::draw::DrawOptions;
use crate::picture::{PictureFile, PictureFormat};
use crate::report::today;
use crate::{AppError, Hosted, Revision};

/// What is drawn.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A view of the model, by its id.
    Saved(&'a str),
    /// A view that nobody saved.
    Unsaved(&'a View),
}

/// By what a drawing is known; another drawing has another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag([u8; 16]);

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// The tag of a file, and how long it is the same.
#[derive(Clone, Copy, Debug)]
pub struct FileTag {
    /// The tag.
    pub tag: Tag,
    /// Whether tomorrow it may be another one.
    pub is_of_a_day: bool,
}

/// A view as a file that is kept.
#[derive(Debug)]
pub struct KeptFile {
    /// Its content.
    pub bytes: Arc<[u8]>,
    /// For HTTP.
    pub media_type: String,
    /// Of its name, without the dot.
    pub extension: String,
    packed: OnceLock<Arc<[u8]>>,
}

impl KeptFile {
    /// The content compressed by `pack`, which is called once.
    pub fn packed(&self, pack: impl FnOnce(&[u8]) -> Vec<u8>) -> Arc<[u8]> {
        self.packed.get_or_init(|| pack(&self.bytes).into()).clone()
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Tag, Arc<str>> for ByBytes {
    fn weight(&self, _: &Tag, svg: &Arc<str>) -> u64 {
        svg.len() as u64 + 200
    }
}

impl Weighter<Tag, Arc<KeptFile>> for ByBytes {
    fn weight(&self, _: &Tag, file: &Arc<KeptFile>) -> u64 {
        // It may be kept compressed as well.
        file.bytes.len() as u64 * 5 / 4 + 300
    }
}

impl Weighter<Tag, Arc<view::Picture>> for ByBytes {
    fn weight(&self, _: &Tag, picture: &Arc<view::Picture>) -> u64 {
        let cells = picture.table.as_ref().map_or(0, |table| table.rows.len() * (table.columns.len() + 1));
        let (nodes, edges) = (picture.diagram.nodes.len(), picture.diagram.edges.len());
        (nodes * 900 + edges * 600 + cells * 150 + 1_000) as u64
    }
}

/// What was answered, drawn and written lately.
pub(crate) struct Drawings {
    answers: Cache<Tag, Arc<view::Picture>, ByBytes>,
    svgs: Cache<Tag, Arc<str>, ByBytes>,
    files: Cache<Tag, Arc<KeptFile>, ByBytes>,
}

/// Bytes of each held for one model.
const MAX_BYTES: u64 = 24 << 20;
/// How many are expected.
const EXPECTED: usize = 500;

impl Default for Drawings {
    fn default() -> Self {
        // The hasher has a secret key.
        Self {
            answers: Cache::with(
                EXPECTED,
                MAX_BYTES,
                ByBytes,
                DefaultHashBuilder::default(),
                Default::default(),
            ),
            svgs: Cache::with(
                EXPECTED,
                MAX_BYTES,
                ByBytes,
                DefaultHashBuilder::default(),
                Default::default(),
            ),
            files: Cache::with(
                EXPECTED,
                MAX_BYTES,
                ByBytes,
                DefaultHashBuilder::default(),
                Default::default(),
            ),
        }
    }
}

/// A view that was found, and the tag of its answer.
struct Found<'a> {
    view: &'a View,
    stored: Option<&'a Layout>,
    tag: FileTag,
}

impl Hosted {
    /// A view answered: a picture, and a table if it is one.
    pub fn answered(
        &self,
        revision: &Revision,
        subject: Subject<'_>,
        options: &DrawOptions,
    ) -> Result<Arc<view::Picture>, AppError> {
        let found = find(revision, subject, options)?;
        self.answer_found(revision, &found, options)
    }

    fn answer_found(
        &self,
        revision: &Revision,
        found: &Found<'_>,
        options: &DrawOptions,
    ) -> Result<Arc<view::Picture>, AppError> {
        if let Some(answer) = self.drawings.answers.get(&found.tag.tag) {
            return Ok(answer);
        }
        let answer = Arc::new(self.answer_unsaved(revision, found.view, found.stored, options)?);
        self.drawings.answers.insert(found.tag.tag, answer.clone());
        Ok(answer)
    }

    /// A view as SVG.
    pub fn drawn(
        &self,
        revision: &Revision,
        subject: Subject<'_>,
        options: &DrawOptions,
    ) -> Result<Arc<str>, AppError> {
        let found = find(revision, subject, options)?;
        let tag = self.look(&found, options, "svg", 1.0);
        if let Some(svg) = self.drawings.svgs.get(&tag) {
            return Ok(svg);
        }
        let answer = self.answer_found(revision, &found, options)?;
        let svg = self.draw_diagram(revision, &answer.diagram, options)?.svg;
        self.drawings.svgs.insert(tag, svg.clone());
        Ok(svg)
    }

    /// By what a view as a file is known; nothing is drawn for it.
    pub fn file_tag(
        &self,
        revision: &Revision,
        subject: Subject<'_>,
        format: &PictureFormat,
        options: &DrawOptions,
        scale: f32,
    ) -> Result<FileTag, AppError> {
        let found = find(revision, subject, options)?;
        Ok(FileTag { tag: self.look(&found, options, format.name(), scale), ..found.tag })
    }

    /// A view as a file; of a PNG `scale` pixels stand for each unit of the view.
    pub fn kept_file(
        &self,
        revision: &Revision,
        subject: Subject<'_>,
        format: &PictureFormat,
        options: &DrawOptions,
        scale: f32,
    ) -> Result<Arc<KeptFile>, AppError> {
        let tag = self.file_tag(revision, subject, format, options, scale)?.tag;
        if let Some(file) = self.drawings.files.get(&tag) {
            return Ok(file);
        }
        let drawn = || self.drawn(revision, subject, options);
        let answer = || self.answered(revision, subject, options);
        let bytes: Arc<[u8]> = match format {
            PictureFormat::Svg => drawn()?.into(),
            PictureFormat::Png => archweave_render::png(&drawn()?, scale)?.into(),
            PictureFormat::Pdf => {
                let title = answer()?.diagram.title.clone();
                archweave_render::pdf(&drawn()?, &title, &options.language)?.into()
            }
            _ => {
                let PictureFile { bytes, media_type, extension } =
                    self.written(revision, &*answer()?, format, options)?;
                return Ok(self.keep_file(tag, bytes.into(), media_type, extension));
            }
        };
        let (media_type, extension) = format.built_in();
        Ok(self.keep_file(tag, bytes, media_type.to_owned(), extension.to_owned()))
    }

    fn keep_file(&self, tag: Tag, bytes: Arc<[u8]>, media_type: String, extension: String) -> Arc<KeptFile> {
        let file = Arc::new(KeptFile { bytes, media_type, extension, packed: OnceLock::new() });
        self.drawings.files.insert(tag, file.clone());
        file
    }

    /// The tag of an answer that is drawn or written in some way.
    fn look(&self, found: &Found<'_>, options: &DrawOptions, format: &str, scale: f32) -> Tag {
        let mut digest = Parts::default();
        digest.add(&found.tag.tag.0);
        digest.add(format.as_bytes());
        digest.add(&scale.to_bits().to_be_bytes());
        digest.add(&[u8::from(options.is_dark), u8::from(options.has_links)]);
        digest.add(&self.templates().fingerprint().to_be_bytes());
        digest.tag()
    }
}

/// Finds the view and what its answer depends on.
fn find<'a>(
    revision: &'a Revision,
    subject: Subject<'a>,
    options: &DrawOptions,
) -> Result<Found<'a>, AppError> {
    let snapshot = revision.snapshot();
    let mut digest = Parts::default();
    digest.add(env!("CARGO_PKG_VERSION").as_bytes());
    digest.add(revision.id().to_string().as_bytes());
    let (view, stored) = match subject {
        Subject::Saved(id) => {
            let Some(view) = snapshot.view(id) else {
                return Err(AppError::NotFound(format!("no view `{id}` in this revision")));
            };
            digest.add(b"saved");
            digest.add(id.as_bytes());
            (&**view, snapshot.layout(id).map(|layout| &**layout))
        }
        Subject::Unsaved(view) => {
            digest.add(b"unsaved");
            let json = serde_json::to_vec(view).map_err(|error| AppError::Internal(error.to_string()))?;
            digest.add(&json);
            (view, None)
        }
    };
    check_audience(revision, options)?;
    digest.add(options.language.as_bytes());
    digest.add(options.audience.as_deref().unwrap_or_default().as_bytes());
    digest.add(&[u8::from(options.is_relaid)]);
    let asked = Asked::new(snapshot, view, options.audience.as_deref(), &options.language, None);
    let is_of_a_day = is_of_a_day(&asked.show);
    if is_of_a_day {
        digest.add(today().as_bytes());
    }
    Ok(Found { view, stored, tag: FileTag { tag: digest.tag(), is_of_a_day } })
}

/// Refuses an audience that the model does not have.
pub(crate) fn check_audience(revision: &Revision, options: &DrawOptions) -> Result<(), AppError> {
    let metamodel = revision.snapshot().metamodel();
    let Some(id) = options.audience.as_deref().filter(|id| metamodel.audience(id).is_none()) else {
        return Ok(());
    };
    let known: Vec<&str> = metamodel.audiences().iter().map(|audience| audience.id.as_str()).collect();
    Err(AppError::NotFound(format!("no audience `{id}`; there are: {}", known.join(", "))))
}

/// Whether what is shown depends on the day: where lifecycles stand, what is overdue.
fn is_of_a_day(show: &Show) -> bool {
    let is_roadmap = show.layout.as_ref().is_some_and(|layout| layout.engine == Engine::Roadmap);
    let color = show.color.as_ref().map(|color| color.by);
    is_roadmap || matches!(color, Some(ColorBy::Lifecycle | ColorBy::Findings))
}

/// Parts that do not run into one another.
#[derive(Default)]
struct Parts(Sha256);

impl Parts {
    fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
    }

    fn tag(self) -> Tag {
        let mut short = [0; 16];
        short.copy_from_slice(&self.0.finalize()[..16]);
        Tag(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_one_another() {
        let tag = |parts: &[&str]| {
            let mut digest = Parts::default();
            parts.iter().for_each(|part| digest.add(part.as_bytes()));
            digest.tag().to_string()
        };
        assert_eq!(tag(&["ab", "c"]), tag(&["ab", "c"]));
        assert_ne!(tag(&["ab", "c"]), tag(&["a", "bc"]));
        assert_eq!(tag(&[]).len(), 32);
    }

    #[test]
    fn roadmaps_and_lifecycles_depend_on_the_day() {
        let show = |json: &str| serde_json::from_str::<Show>(json).unwrap();
        assert!(!is_of_a_day(&Show::default()));
        assert!(is_of_a_day(&show(r#"{"layout":{"engine":"roadmap"}}"#)));
        assert!(is_of_a_day(&show(r#"{"color":{"by":"lifecycle"}}"#)));
        assert!(!is_of_a_day(&show(r#"{"color":{"by":"kind"}}"#)));
    }
}
