//! What every page has: head, search, languages, sections, foot.

use std::collections::BTreeMap;

use archweave_render::Pages;
use serde_json::{Value as Json, json};

use crate::AppError;
use crate::site::reading::Reading;
use crate::site::words::{language_name, named_value};

/// Part of the site that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Overview,
    Views,
    Elements,
    Zachman,
}

/// A page to be written.
pub(super) struct Page {
    /// Below the folder of the language.
    pub path: String,
    pub section: Section,
    pub title: String,
    /// Name of its template.
    pub template: &'static str,
    /// Whether a drawing is in it.
    pub has_picture: bool,
    /// Values of its template, by name.
    pub content: Json,
}

impl Page {
    /// The page as text.
    pub(super) fn html(&self, reading: &Reading<'_>) -> Result<String, AppError> {
        let page = self.shell(reading);
        let mut values = BTreeMap::from([("page", &page), ("t", &reading.words.of_templates)]);
        if let Json::Object(content) = &self.content {
            values.extend(content.iter().map(|(name, value)| (name.as_str(), value)));
        }
        Pages::of_sites().render(self.template, &values).map_err(|e| AppError::Internal(e.to_string()))
    }

    fn shell(&self, reading: &Reading<'_>) -> Json {
        let (subject, up) = (reading.subject, reading.up);
        let root = if subject.languages.len() > 1 { format!("{up}../") } else { up.to_owned() };
        let model = reading.title();
        let is_front = self.section == Section::Overview;
        let languages: Vec<Json> = match &subject.languages[..] {
            [_] => Vec::new(),
            all => all.iter().map(|code| self.language(reading, &root, code)).collect(),
        };
        let tabs = [
            (Section::Overview, "overview", "index.html"),
            (Section::Views, "views", "views/index.html"),
            (Section::Elements, "elements", "elements/index.html"),
            (Section::Zachman, "zachman", "zachman.html"),
        ];
        let tab = |(section, word, path): (Section, &'static str, &str)| {
            let is_current = self.section == section;
            json!({ "label": reading.words.word(word), "href": format!("{up}{path}"), "is_current": is_current })
        };
        json!({
            "lang": reading.language,
            "title": if is_front { model.0.clone() } else { format!("{} · {}", self.title, model.0) },
            "root": root,
            "up": up,
            "number": subject.languages.iter().position(|code| code == reading.language),
            "has_picture": self.has_picture,
            "model": named_value(model),
            "languages": languages,
            "tabs": tabs.map(tab),
            "revision": subject.revision_name(),
            "audience": subject.audience.map(|id| {
                let known = reading.snapshot.metamodel().audience(id);
                known.map_or_else(|| id.to_owned(), |audience| reading.label(&audience.label, id))
            }),
        })
    }

    /// The way to this page in another language.
    fn language(&self, reading: &Reading<'_>, root: &str, code: &str) -> Json {
        json!({
            "href": format!("{root}{code}/{}", self.path),
            "code": code,
            "label": language_name(code),
            "is_current": code == reading.language,
        })
    }
}
