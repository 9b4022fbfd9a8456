//! A model at a revision as one request reads it, with names in the reader's language.

use std::sync::Arc;

use archweave_app::{AppError, Hosted, Revision};
use archweave_model::metamodel::RelationKind;
use archweave_model::snapshot::Snapshot;
use archweave_model::text::Text;

use crate::pages::Ask;
use crate::pages::language::{Language, Shown, Words};

/// What a page is built from: the question, the model and its revision.
pub(crate) struct Reading<'a> {
    /// The question.
    pub ask: &'a Ask,
    /// The model and where it lives.
    pub hosted: Arc<Hosted>,
    /// The model at the revision asked for.
    pub revision: Arc<Revision>,
}

impl<'a> Reading<'a> {
    /// Opens the model and revision that were asked for.
    pub fn open(ask: &'a Ask) -> Result<Self, AppError> {
        let hosted = ask.hosted()?.clone();
        let revision = hosted.at(ask.at())?;
        Ok(Self { ask, hosted, revision })
    }

    /// The model's content.
    pub fn snapshot(&self) -> &Snapshot {
        self.revision.snapshot()
    }

    /// Words of the page.
    pub fn words(&self) -> &'static Words {
        self.ask.language.words()
    }

    /// Text of the model in the page's language.
    pub fn show(&self, text: &Text) -> Shown {
        self.ask.language.show(text, self.snapshot().main_language())
    }

    /// Address of a page of this model.
    pub fn to(&self, page: &str, id: &str) -> String {
        self.ask.to(&["m", self.hosted.name(), page, id])
    }

    /// Address of a list of this model.
    pub fn list(&self, page: &str, values: &[(&str, &str)]) -> String {
        self.ask.with(&["m", self.hosted.name(), page], values)
    }

    /// The language of the model that comes nearest to the page's; drawings are asked for in it.
    pub fn drawing_language(&self) -> &str {
        let languages = &self.snapshot().manifest().languages;
        let own = languages.iter().find(|code| Language::parse(code) == Some(self.ask.language));
        match own {
            Some(code) => code,
            None => self.ask.language.code(),
        }
    }

    /// Name of the model for readers.
    pub fn title(&self) -> Shown {
        let shown = self.show(&self.snapshot().manifest().name);
        if shown.text.is_empty() { self.hosted.name().into() } else { shown }
    }

    /// Name of a kind of element for readers; as written, if the metamodel does not know it.
    pub fn kind(&self, name: &str) -> String {
        let metamodel = self.snapshot().metamodel();
        match metamodel.kind_index(name) {
            Some(kind) => self.label(&metamodel.kind(kind).label, name),
            None => name.to_owned(),
        }
    }

    /// A kind of relation; none if the metamodel does not know it.
    pub fn relation_kind(&self, name: &str) -> Option<&RelationKind> {
        let metamodel = self.snapshot().metamodel();
        metamodel.relation_index(name).map(|index| metamodel.relation(index))
    }

    /// A label of the metamodel in the page's language, or what it is the label of.
    pub fn label(&self, label: &Text, otherwise: &str) -> String {
        let shown = self.ask.language.show(label, "en");
        if shown.text.is_empty() { otherwise.to_owned() } else { shown.text }
    }
}

/// A description as paragraphs; single line ends stay.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            is_open = false;
            continue;
        }
        match out.last_mut().filter(|_| is_open) {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None => out.push(line.to_owned()),
        }
        is_open = true;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\r\nb\n\n \n\nc\n"), ["a\nb", "c"]);
        assert!(paragraphs(" \n").is_empty());
    }
}
