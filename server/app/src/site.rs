//! A whole model as a site without a server: a folder of pages that work from a disk.
//!
//! Every view and every element has a page, in every language asked for. Pages are written one by one
//! into a folder beside the wanted one, which takes its place at the end. The same model gives the same
//! bytes. Start at [`Hosted::write_site`].

mod brief;
mod element;
mod front;
mod lists;
mod names;
mod page;
mod parts;
mod picture;
mod place;
mod reading;
mod relations;
mod search;
mod values;
mod view;
mod words;

use std::collections::HashMap;
use std::path::Path;

use archweave_render::Pages;
use serde_json::{Value as Json, json};

use crate::draw::DrawOptions;
use crate::kept::check_audience;
use crate::{AppError, Hosted, Revision};
use lists::Groups;
use page::Page;
use picture::DarkColors;
use place::Staging;
use reading::{Files, Reading};
use words::{is_tag, language_name};

/// What every site has, whatever the model.
const ASSETS: [(&str, &[&str]); 4] = [
    (
        "assets/style.css",
        &[
            include_str!("../../../templates/pages/archweave.css"),
            include_str!("../../../templates/site/site.css"),
        ],
    ),
    (
        "assets/site.js",
        &[
            include_str!("../../../templates/pages/archweave.js"),
            include_str!("../../../templates/site/site.js"),
        ],
    ),
    ("assets/choose.js", &[include_str!("../../../templates/site/choose.js")]),
    ("assets/icon.svg", &[include_str!("../../../templates/pages/archweave.svg")]),
];

/// How a site is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOptions {
    /// Codes of its languages; none is those of the model. Several have a folder each.
    pub languages: Vec<String>,
    /// For whom: id of an audience.
    pub audience: Option<String>,
}

/// What a site has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Codes of its languages.
    pub languages: Vec<String>,
    /// How many pages, in all languages.
    pub pages: usize,
    /// How many files, with pictures, tables and the index of the search.
    pub files: usize,
    /// How many bytes these have together.
    pub bytes: u64,
}

/// The model of a site.
pub(crate) struct Subject<'a> {
    hosted: &'a Hosted,
    revision: &'a Revision,
    audience: Option<&'a str>,
    languages: Vec<String>,
    files: Files,
}

impl Subject<'_> {
    /// Short name of the revision; none for files on a disk.
    fn revision_name(&self) -> Option<String> {
        let id = self.revision.id();
        (!id.is_files()).then(|| id.to_string().chars().take(12).collect())
    }
}

/// Positions of the views that show an element, by slot.
pub(crate) type Shown = HashMap<u32, Vec<u32>>;

/// A site that is being written.
pub(crate) struct Writing<'a> {
    staging: Staging,
    /// Folder of the language: empty, or a path that ends with `/`.
    folder: String,
    pages: usize,
    /// Called after each page of a view or an element.
    step: &'a dyn Fn(),
}

impl Writing<'_> {
    /// Writes a page.
    fn page(&mut self, reading: &Reading<'_>, page: &Page) -> Result<(), AppError> {
        let html = page.html(reading)?;
        self.staging.write(&format!("{}{}", self.folder, page.path), html.as_bytes())?;
        self.pages += 1;
        Ok(())
    }

    /// Writes a file for all languages.
    fn file(&mut self, path: &str, content: &[u8]) -> Result<(), AppError> {
        self.staging.write(path, content)
    }
}

impl Hosted {
    /// How many pages of views and elements a site has.
    pub fn site_steps(&self, revision: &Revision, options: &SiteOptions) -> usize {
        let snapshot = revision.snapshot();
        (snapshot.views().len() + snapshot.element_count())
            * languages(revision, options).map_or(1, |all| all.len())
    }

    /// Writes the model at a revision as a site into the folder `out`, which is new, empty or a site;
    /// `step` is called after each page of a view or an element.
    pub fn write_site(
        &self,
        revision: &Revision,
        options: &SiteOptions,
        out: &Path,
        step: &dyn Fn(),
    ) -> Result<Site, AppError> {
        let asked = DrawOptions { audience: options.audience.clone(), ..DrawOptions::default() };
        check_audience(revision, &asked)?;
        let subject = Subject {
            hosted: self,
            revision,
            audience: options.audience.as_deref(),
            languages: languages(revision, options)?,
            files: Files::of(revision.snapshot()),
        };
        let staging = Staging::begin(out, self.place())?;
        let mut writing = Writing { staging, folder: String::new(), pages: 0, step };
        for (path, parts) in ASSETS {
            writing.file(path, parts.concat().as_bytes())?;
        }
        let groups = Groups::of(revision.snapshot());
        let mut colors = DarkColors::default();
        for language in &subject.languages {
            writing.language(&subject, language, &groups, &mut colors)?;
        }
        writing.file("assets/pictures.css", colors.css().as_bytes())?;
        let readings: Vec<Reading<'_>> =
            subject.languages.iter().map(|language| Reading::new(&subject, language, "")).collect();
        search::write(&mut writing, &readings, &subject)?;
        if readings.len() > 1 {
            let html = choice(&readings)?;
            writing.file("index.html", html.as_bytes())?;
        }
        let pages = writing.pages;
        let (files, bytes) = writing.staging.finish()?;
        Ok(Site { languages: subject.languages, pages, files, bytes })
    }
}

impl Writing<'_> {
    /// Writes all pages of a language.
    fn language(
        &mut self,
        subject: &Subject<'_>,
        language: &str,
        groups: &Groups,
        colors: &mut DarkColors,
    ) -> Result<(), AppError> {
        self.folder = if subject.languages.len() > 1 { format!("{language}/") } else { String::new() };
        let top = Reading::new(subject, language, "");
        let below = Reading::new(subject, language, "../");
        let mut shown = Shown::new();
        let mut views: Vec<Json> = Vec::new();
        for (number, view) in below.snapshot.views().enumerate() {
            let written = view::written(&below, view, colors)?;
            self.page(&below, &written.page)?;
            let stem = written.page.path.trim_end_matches(".html");
            for (extension, content) in &written.files {
                self.staging.write(&format!("{}{stem}.{extension}", self.folder), content)?;
            }
            for slot in written.shown {
                shown.entry(slot).or_default().push(number as u32);
            }
            views.push(below.view_brief(view));
            (self.step)();
        }
        for slot in below.snapshot.slots() {
            let Some(element) = below.snapshot.element_at(slot) else { continue };
            let showing = shown.get(&slot).into_iter().flatten().filter_map(|n| views.get(*n as usize));
            let showing: Vec<Json> = showing.cloned().collect();
            self.page(&below, &element::page(&below, slot, element, &showing))?;
            (self.step)();
        }
        lists::write(self, &below, groups, &shown)?;
        self.page(&below, &front::views(&below))?;
        self.page(&below, &front::elements(&below, groups))?;
        self.page(&top, &front::grid(&top))?;
        self.page(&top, &front::overview(&top, groups))
    }
}

/// The languages of a site: those asked for, else those of the model.
fn languages(revision: &Revision, options: &SiteOptions) -> Result<Vec<String>, AppError> {
    let is_folder = |code: &str| is_tag(code) && names::Names::default().file(code) == code;
    if let Some(odd) = options.languages.iter().find(|code| !is_folder(code)) {
        return Err(AppError::Invalid(format!(
            "`{odd}` is no code of a language; such are: en, zh, zh-Hans"
        )));
    }
    let manifest = &revision.snapshot().manifest().languages;
    let own = manifest.iter().map(|code| code.to_string()).filter(|code| is_folder(code));
    let wanted: Vec<String> =
        if options.languages.is_empty() { own.collect() } else { options.languages.clone() };
    let mut all: Vec<String> = Vec::new();
    for code in wanted {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(&code)) {
            all.push(code);
        }
    }
    Ok(if all.is_empty() { vec!["en".to_owned()] } else { all })
}

/// The page at the root of a site of several languages.
fn choice(readings: &[Reading<'_>]) -> Result<String, AppError> {
    let languages: Vec<Json> = readings
        .iter()
        .map(|reading| {
            let code = reading.language;
            let href = format!("{code}/index.html");
            json!({ "code": code, "href": href, "label": language_name(code), "title": reading.title().0 })
        })
        .collect();
    let first = readings.first();
    let values = json!({
        "lang": first.map_or("en", |reading| reading.language),
        "title": first.map_or_else(String::new, |reading| reading.title().0),
        "languages": languages,
    });
    Pages::of_sites().render("site-choose", &values).map_err(|e| AppError::Internal(e.to_string()))
}
