//! `/m/<model>/completeness`: what elements lack of what their kinds ask for.

use archweave_app::AppError;
use archweave_model::report::{Completeness, Counts, Missing};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::brief::Brief;
use crate::pages::filter::Filter;
use crate::pages::language::grouped;
use crate::pages::pager::Pager;
use crate::pages::reading::Reading;

/// Elements on a page.
const PAGE: usize = 50;

#[derive(Serialize)]
struct Content {
    filter: Filter,
    tag: Option<String>,
    total: Share,
    summary: String,
    kinds: Vec<KindRow>,
    rows: Vec<Row>,
    pager: Pager,
}

/// How much there is of what is asked for.
#[derive(Serialize)]
pub(crate) struct Share {
    present: usize,
    required: usize,
    percent: usize,
    text: String,
}

#[derive(Serialize)]
struct KindRow {
    label: String,
    layer: &'static str,
    href: String,
    elements: String,
    complete: String,
    /// None where nothing is asked for.
    share: Option<Share>,
}

#[derive(Serialize)]
struct Row {
    thing: Brief,
    share: Share,
    missing: Vec<Lack>,
}

/// Something an element lacks, for readers.
#[derive(Serialize)]
pub(crate) struct Lack {
    /// attribute, owner or relation.
    kind: &'static str,
    kind_name: String,
    label: String,
    /// Which kind of relation, with what.
    detail: Option<String>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let metamodel = reading.snapshot().metamodel();
    let survey = reading.revision.completeness(&reading.selector());
    let total = survey.total();
    let kinds = survey.kinds.iter().map(|row| {
        let kind = metamodel.kind(row.kind);
        KindRow {
            label: reading.label(&kind.label, kind.id.as_str()),
            layer: kind.layer.id(),
            href: reading.list("completeness", &[("kind", kind.id.as_str())]),
            elements: grouped(row.counts.elements),
            complete: grouped(row.counts.complete),
            share: (row.counts.required > 0).then(|| share_of(&reading, &row.counts)),
        }
    });
    let pager = Pager::of(ask, survey.incomplete.len(), PAGE);
    let rows = survey.incomplete.iter().skip(pager.start).take(PAGE).filter_map(|one| {
        let thing = reading.brief_at(one.slot)?;
        Some(Row { thing, share: reading.share(&one.found), missing: reading.lacks(&one.found) })
    });
    let (complete, all) = (grouped(total.complete), grouped(total.elements));
    let content = Content {
        filter: reading.filter(),
        tag: ask.text("tag").map(str::to_owned),
        summary: words.fill("completeness_summary", &[("complete", &complete), ("all", &all)]),
        total: share_of(&reading, &total),
        kinds: kinds.collect(),
        rows: rows.collect(),
        pager: pager.ordered(words.word("worst_first")),
    };
    reading.page("completeness", "completeness", words.word("completeness"), content).map(Answer::page)
}

fn share_of(reading: &Reading<'_>, counts: &Counts) -> Share {
    share(reading, counts.present, counts.required)
}

fn share(reading: &Reading<'_>, present: usize, required: usize) -> Share {
    let gaps = [("present", &*grouped(present)), ("required", &*grouped(required))];
    Share {
        present,
        required,
        // 100 only if nothing is missing.
        percent: (present * 100).checked_div(required).unwrap_or(100),
        text: reading.words().fill("present_of", &gaps),
    }
}

impl Reading<'_> {
    /// How much an element has of what is asked for.
    pub fn share(&self, found: &Completeness<'_>) -> Share {
        share(self, found.present(), found.required)
    }

    /// What an element lacks.
    pub fn lacks(&self, found: &Completeness<'_>) -> Vec<Lack> {
        let words = self.words();
        let lacks = found.missing.iter().map(|missing| {
            let (label, detail) = match missing {
                Missing::Attribute(definition) => (self.label(&definition.label, &definition.key), None),
                Missing::Owner(side) => {
                    (words.named("owner", side.name()).unwrap_or_default().to_owned(), None)
                }
                Missing::Relation(expectation) => {
                    let relation = self.relation_kind(&expectation.relation);
                    let name = relation.map(|kind| self.label(&kind.label, kind.id.as_str()));
                    (self.label(&expectation.label, &expectation.relation), name)
                }
            };
            let kind_name = words.named("lack", missing.kind()).unwrap_or_default().to_owned();
            Lack { kind: missing.kind(), kind_name, label, detail }
        });
        lacks.collect()
    }
}
