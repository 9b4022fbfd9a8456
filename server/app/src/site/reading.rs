//! A model as the pages of one language read it: names, labels, and links between pages.

use archweave_model::element::Element;
use archweave_model::metamodel::{Named, RelationKind, zachman};
use archweave_model::snapshot::{RelationEntry, Snapshot};
use archweave_model::text::Text;
use archweave_model::view::View;
use archweave_model::view::table::Of;
use archweave_model::viewpoint;
use archweave_render::Target;

use crate::site::Subject;
use crate::site::names::Names;
use crate::site::words::{Words, is_same, shown};

/// Longest name in a line, in bytes.
const MAX_NAME: usize = 300;

/// Names of files, by what they are for.
pub(super) struct Files {
    pub elements: Names,
    pub views: Names,
    pub kinds: Names,
}

impl Files {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let elements = snapshot.slots().filter_map(|slot| snapshot.element_at(slot));
        let kinds = snapshot.slots().filter_map(|slot| snapshot.element_at(slot));
        let kinds: std::collections::BTreeSet<&str> = kinds.map(|element| element.kind.as_str()).collect();
        Self {
            elements: Names::of(elements.map(|element| element.id.as_str())),
            views: Names::of(snapshot.views().map(|view| view.id.as_str())),
            kinds: Names::of(kinds.into_iter()),
        }
    }
}

/// A model as pages of one language, in one folder, read it.
pub(super) struct Reading<'a> {
    pub subject: &'a Subject<'a>,
    pub snapshot: &'a Snapshot,
    /// Code of the language.
    pub language: &'a str,
    /// Code of the same language as the model writes it; pictures are asked for in it.
    pub drawing_language: String,
    pub words: &'static Words,
    /// Way from the page's folder to that of the language: empty or `../`.
    pub up: &'static str,
    called: viewpoint::Words<'a>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, language: &'a str, up: &'static str) -> Self {
        let snapshot = subject.revision.snapshot();
        let written = &snapshot.manifest().languages;
        let exact = written.iter().find(|code| &***code == language);
        let own = exact.or_else(|| written.iter().find(|code| is_same(code, language)));
        Self {
            subject,
            snapshot,
            language,
            drawing_language: own.map_or(language, |code| code).to_owned(),
            words: Words::of(language),
            up,
            called: viewpoint::Words::new(snapshot.metamodel(), subject.audience),
        }
    }

    /// Text of the model in the page's language, with its own language if that is another.
    pub(super) fn show(&self, text: &Text) -> (String, Option<String>) {
        shown(text, self.language, self.snapshot.main_language())
    }

    /// A label of the metamodel, or what it is the label of.
    pub(super) fn label(&self, label: &Text, otherwise: &str) -> String {
        let (text, _) = shown(label, self.language, "en");
        if text.is_empty() { otherwise.to_owned() } else { text }
    }

    /// Name of the model.
    pub(super) fn title(&self) -> (String, Option<String>) {
        let title = self.show(&self.snapshot.manifest().name);
        if title.0.is_empty() { (self.subject.hosted.name().to_owned(), None) } else { title }
    }

    /// Name of an element: the audience's word, else its own, else its id.
    pub(super) fn name(&self, element: &Element) -> (String, Option<String>) {
        if let Some(word) = self.called.of(element, &self.drawing_language) {
            return (shortened(word.to_owned()), None);
        }
        let (name, lang) = self.show(&element.name);
        if name.is_empty() { (element.id.to_string(), None) } else { (shortened(name), lang) }
    }

    /// Name of a view, or its id.
    pub(super) fn view_name(&self, view: &View) -> (String, Option<String>) {
        let (name, lang) = self.show(&view.name);
        if name.is_empty() { (view.id.to_string(), None) } else { (shortened(name), lang) }
    }

    /// Name of a kind of element; as written, if the metamodel does not know it.
    pub(super) fn kind(&self, kind: &str) -> String {
        let metamodel = self.snapshot.metamodel();
        let known = metamodel.kind_index(kind).map(|index| metamodel.kind(index));
        known.map_or_else(|| kind.to_owned(), |known| self.label(&known.label, kind))
    }

    /// Id of the layer of a kind; `missing` for one that the metamodel does not know.
    pub(super) fn layer(&self, kind: &str) -> &'static str {
        let metamodel = self.snapshot.metamodel();
        metamodel.kind_index(kind).map_or("missing", |index| metamodel.kind(index).layer.id())
    }

    pub(super) fn relation_kind(&self, name: &str) -> Option<&RelationKind> {
        let metamodel = self.snapshot.metamodel();
        metamodel.relation_index(name).map(|index| metamodel.relation(index))
    }

    /// Name of a state of a lifecycle; as written, if it is none.
    pub(super) fn lifecycle(&self, state: &str) -> String {
        self.words.named("lifecycle", state).unwrap_or(state).to_owned()
    }

    /// Name of a Zachman cell: its row and column.
    pub(super) fn cell_name(&self, cell: &str) -> String {
        let (row, column) = cell.split_once('.').unwrap_or((cell, ""));
        let name = |all: &[Named], id: &str| {
            let found = all.iter().find(|named| named.id == id);
            found.map_or_else(|| id.to_owned(), |named| self.label(&named.label, id))
        };
        format!("{} · {}", name(&zachman().rows, row), name(&zachman().columns, column))
    }

    pub(super) fn element_href(&self, id: &str) -> String {
        format!("{}elements/{}.html", self.up, self.subject.files.elements.file(id))
    }

    pub(super) fn view_href(&self, id: &str) -> String {
        format!("{}views/{}.html", self.up, self.subject.files.views.file(id))
    }

    pub(super) fn kind_href(&self, kind: &str) -> String {
        format!("{}kinds/{}.html", self.up, self.subject.files.kinds.file(kind))
    }

    /// Where a relation is told: on the page of what it starts at.
    pub(super) fn relation_href(&self, entry: &RelationEntry<'_>) -> Option<String> {
        let owner = entry.owner?;
        let page = self.element_href(owner.id.as_str());
        match entry.relation.from.is_none() {
            true => Some(format!("{page}#{}", anchor("r", entry.relation.id.as_str()))),
            false => Some(page),
        }
    }

    /// Where something drawn leads.
    pub(super) fn target_href(&self, target: &Target<'_>) -> Option<String> {
        let snapshot = self.snapshot;
        match target {
            Target::Element(id) => snapshot.element(id.as_str()).map(|_| self.element_href(id.as_str())),
            Target::Relation(id) => self.relation_href(&snapshot.relation(id.as_str())?),
            Target::View(id) => snapshot.view(id.as_str()).map(|_| self.view_href(id.as_str())),
        }
    }

    /// Where something in a table leads.
    pub(super) fn href_of(&self, of: &Of) -> Option<String> {
        match of {
            Of::Nothing => None,
            Of::Element(id) => self.target_href(&Target::Element(id)),
            Of::Relation(id) => self.target_href(&Target::Relation(id)),
            Of::View(id) => self.target_href(&Target::View(id)),
        }
    }

    /// Name of a viewpoint.
    pub(super) fn viewpoint(&self, id: &str) -> String {
        let known = self.snapshot.metamodel().viewpoint(id);
        known.map_or_else(|| id.to_owned(), |known| self.label(&known.label, id))
    }
}

/// The name of something on its page.
pub(super) fn anchor(prefix: &str, id: &str) -> String {
    format!("{prefix}-{}", Names::default().file(id))
}

/// The beginning of a text, cut between characters.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A name that fits into a line.
pub(super) fn shortened(name: String) -> String {
    if name.len() > MAX_NAME { format!("{}…", cut(&name, MAX_NAME)) } else { name }
}

/// A description as paragraphs, with its language; single line ends stay.
pub(super) fn prose((text, lang): (String, Option<String>)) -> (Vec<String>, Option<String>) {
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
    (out, lang)
}
