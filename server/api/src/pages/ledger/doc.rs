//! What a page of the ledger holds.

use archweave_model::view::table::Table;
use serde::Serialize;

use crate::pages::brief::Brief;
use crate::pages::language::Shown;
use crate::pages::pager::Pager;
use crate::pages::reading::Reading;
use crate::pages::values::Fact;

use super::delivery::Board;
use super::form::Form;
use super::sheet::{Piece, Sheet};

/// A page, from top to bottom.
#[derive(Serialize)]
pub(super) struct Doc {
    heading: Shown,
    /// The element that the page is about.
    pub thing: Option<Brief>,
    /// Beside the heading, in small.
    pub sub: Vec<Piece>,
    nav: Vec<Choice>,
    /// Which moment is shown.
    pub moment: String,
    pub form: Option<Form>,
    /// Beside what stands at the side.
    pub lead: Vec<Section>,
    pub sections: Vec<Section>,
    /// At the side.
    pub aside: Vec<Section>,
    /// The page as files: address and name.
    pub downloads: Vec<(String, String)>,
    /// What to ask GraphQL for the same.
    pub queries: Vec<String>,
}

/// A link to another page of the ledger.
#[derive(Serialize)]
struct Choice {
    label: String,
    href: String,
    is_current: bool,
}

/// Part of a page.
#[derive(Default, Serialize)]
pub(super) struct Section {
    pub id: &'static str,
    pub heading: String,
    /// Beside the heading.
    pub count: Option<String>,
    pub notes: Vec<String>,
    pub facts: Vec<Fact>,
    pub cards: Vec<Card>,
    pub picture: Option<Drawing>,
    pub board: Option<Board>,
    pub pager: Option<Pager>,
    pub sheet: Option<Sheet>,
    /// What is said where there is nothing, and what to do next.
    pub empty: Option<Empty>,
    /// Name and address of more of it.
    pub more: Option<(String, String)>,
}

/// A number with what it means.
#[derive(Default, Serialize)]
pub(super) struct Card {
    pub label: String,
    pub value: String,
    /// Class of its colour.
    pub tone: Option<&'static str>,
    /// From how many cases, over which time.
    pub sample: String,
    pub definition: String,
    pub links: Vec<Piece>,
}

/// A drawing of ours, light and dark.
#[derive(Default, Serialize)]
pub(super) struct Drawing {
    pub light: String,
    pub dark: Option<String>,
    pub failure: Option<String>,
    pub remarks: Vec<String>,
}

/// Nothing is there.
#[derive(Serialize)]
pub(super) struct Empty {
    pub sentence: String,
    /// Name and address of what helps.
    pub way: Option<(String, String)>,
}

impl Section {
    /// A section with a heading; its id is unique on the page.
    pub fn new(id: &'static str, heading: impl Into<String>) -> Self {
        Self { id, heading: heading.into(), ..Self::default() }
    }

    /// With a table, or a sentence where that is empty.
    pub fn table(mut self, sheet: Sheet, empty: &str) -> Self {
        if sheet.is_empty() {
            self.empty = Some(Empty { sentence: empty.to_owned(), way: None });
        }
        self.sheet = Some(sheet);
        self
    }

    /// With a sentence before its content.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With a count beside its heading.
    pub fn counted(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }
}

/// Pages in their order: address and word.
pub(super) const PAGES: [&str; 8] =
    ["delivery", "environments", "releases", "incidents", "metrics", "coverage", "intake", "unmatched"];

/// The guide about reporting what happens.
pub(super) const GUIDE: &str =
    "https://github.com/archweave/archweave/blob/main/docs/guide/delivery-events.md";

impl Doc {
    /// A page with nothing in it yet.
    pub fn new(reading: &Reading<'_>, page: &str, heading: impl Into<Shown>) -> Self {
        let nav = PAGES.iter().map(|name| Choice {
            label: reading.ledger_page(name).to_owned(),
            href: reading.list(name, &[]),
            is_current: *name == page,
        });
        Self {
            heading: heading.into(),
            thing: None,
            sub: Vec::new(),
            nav: nav.collect(),
            moment: String::new(),
            form: None,
            lead: Vec::new(),
            sections: Vec::new(),
            aside: Vec::new(),
            downloads: Vec::new(),
            queries: Vec::new(),
        }
    }

    /// The heading.
    pub fn title(&self) -> &str {
        &self.heading.text
    }

    /// Another heading than the one it began with.
    pub fn titled(&mut self, heading: Shown) {
        self.heading = heading;
    }

    /// Adds a section.
    pub fn add(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// Says what to do where nothing was reported yet.
    pub fn nothing_yet(&mut self, reading: &Reading<'_>) {
        let words = reading.words();
        let mut section = Section::new("start", words.word("ledger_nothing_yet"));
        section.empty = Some(Empty {
            sentence: words.word("ledger_how_to_report").to_owned(),
            way: Some((words.word("ledger_guide").to_owned(), GUIDE.to_owned())),
        });
        self.sections.insert(0, section);
    }

    /// All tables, in order; the one that is asked for by the id of its section comes first.
    pub fn tables(&self, asked: Option<&str>) -> Vec<Table> {
        let all = self.lead.iter().chain(&self.sections).chain(&self.aside);
        let mut found: Vec<(&str, Table)> =
            all.filter_map(|section| Some((section.id, section.sheet.as_ref()?.table()))).collect();
        if let Some(at) = asked.and_then(|asked| found.iter().position(|(id, _)| *id == asked)) {
            let first = found.remove(at);
            found.insert(0, first);
        }
        found.into_iter().map(|(_, table)| table).collect()
    }

    /// Whether there is a table.
    pub fn has_tables(&self) -> bool {
        self.lead.iter().chain(&self.sections).chain(&self.aside).any(|section| section.sheet.is_some())
    }
}
