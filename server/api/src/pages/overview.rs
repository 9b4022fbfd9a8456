//! `/m/<model>`: what the model is, how much is in it, its views, what happened lately.

use archweave_app::AppError;
use archweave_model::diagnostic::Severity;
use archweave_model::metamodel::{KindIndex, Layer};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::history::Commit;
use crate::pages::language::{Shown, grouped};
use crate::pages::reading::{Reading, paragraphs};
use crate::pages::views::Folder;

/// Newest commits shown.
const COMMITS: usize = 5;

#[derive(Serialize)]
struct Content {
    name: Shown,
    description: Vec<String>,
    description_lang: Option<String>,
    elements: String,
    relations: String,
    views: String,
    layers: Vec<LayerCount>,
    folders: Vec<Folder>,
    problems: Vec<ProblemCount>,
    problems_href: String,
    figures: Vec<FigureRow>,
    commits: Vec<Commit>,
    history_href: String,
    /// Names and addresses of what is known of its delivery.
    ledger: Vec<(String, String)>,
}

#[derive(Serialize)]
struct LayerCount {
    id: &'static str,
    name: String,
    href: String,
    count: String,
    kinds: Vec<KindCount>,
}

#[derive(Serialize)]
struct KindCount {
    name: String,
    href: String,
    count: String,
}

#[derive(Serialize)]
struct ProblemCount {
    severity: &'static str,
    text: String,
}

/// How far the model has come, in one line.
#[derive(Serialize)]
struct FigureRow {
    label: &'static str,
    href: String,
    text: String,
    value: usize,
    max: usize,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let snapshot = reading.snapshot();
    let description = reading.show(&snapshot.manifest().description);
    let history = reading.hosted.history(&reading.revision, COMMITS, None)?;
    let content = Content {
        name: reading.title(),
        description: paragraphs(&description.text),
        description_lang: description.lang,
        elements: grouped(snapshot.element_count()),
        relations: grouped(snapshot.relation_count()),
        views: grouped(snapshot.views().len()),
        layers: layers(&reading),
        folders: reading.folders(),
        problems: problems(&reading),
        problems_href: reading.list("problems", &[]),
        figures: figures(&reading),
        commits: history.commits.iter().map(|commit| reading.commit(commit)).collect(),
        history_href: reading.list("history", &[]),
        ledger: reading.ledger_pages(),
    };
    reading.page("overview", "", "", content).map(Answer::page)
}

/// How many elements of each kind there are; none for elements of an unknown kind.
pub(crate) fn kind_counts(reading: &Reading<'_>) -> Vec<(KindIndex, usize)> {
    let snapshot = reading.snapshot();
    let mut counts = vec![0_usize; snapshot.metamodel().kinds().len()];
    for slot in snapshot.slots() {
        if let Some(kind) = snapshot.kind_at(slot) {
            counts[kind.position()] += 1;
        }
    }
    let all = snapshot.metamodel().kinds().zip(counts);
    all.filter(|(_, count)| *count > 0).map(|((index, _), count)| (index, count)).collect()
}

fn layers(reading: &Reading<'_>) -> Vec<LayerCount> {
    let counts = kind_counts(reading);
    let metamodel = reading.snapshot().metamodel();
    let mut layers = Vec::new();
    for layer in Layer::ALL {
        let of_layer = counts.iter().filter(|(kind, _)| metamodel.kind(*kind).layer == *layer);
        let of_layer: Vec<_> = of_layer.copied().collect();
        if of_layer.is_empty() {
            continue;
        }
        let kinds = of_layer.iter().map(|(index, count)| {
            let kind = metamodel.kind(*index);
            KindCount {
                name: reading.label(&kind.label, kind.id.as_str()),
                href: reading.list("elements", &[("kind", kind.id.as_str())]),
                count: grouped(*count),
            }
        });
        layers.push(LayerCount {
            id: layer.id(),
            name: layer_name(reading, *layer),
            href: reading.list("elements", &[("layer", layer.id())]),
            count: grouped(of_layer.iter().map(|(_, count)| count).sum()),
            kinds: kinds.collect(),
        });
    }
    layers
}

/// Name of a layer for readers.
pub(crate) fn layer_name(reading: &Reading<'_>, layer: Layer) -> String {
    reading.words().named("layer", layer.id()).unwrap_or(layer.id()).to_owned()
}

fn figures(reading: &Reading<'_>) -> Vec<FigureRow> {
    let words = reading.words();
    let figures = reading.revision.figures();
    let row = |page: &'static str, (value, max): (usize, usize)| {
        let gaps = [("present", &*grouped(value)), ("required", &*grouped(max))];
        FigureRow {
            label: words.word(page),
            href: reading.list(page, &[]),
            text: words.fill("present_of", &gaps),
            value,
            max,
        }
    };
    vec![
        row("zachman", figures.cells),
        row("adm", figures.artifacts),
        row("completeness", figures.completeness),
    ]
}

fn problems(reading: &Reading<'_>) -> Vec<ProblemCount> {
    let found = reading.hosted.findings(&reading.revision);
    let words = reading.words();
    let mut counts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let count = found.iter().filter(|d| d.severity == severity).count();
        let text = match severity {
            Severity::Error => words.count("problem_errors", count),
            Severity::Warning => words.count("problem_warnings", count),
            Severity::Info => words.count("problem_infos", count),
        };
        if count > 0 {
            counts.push(ProblemCount { severity: severity.name(), text });
        }
    }
    counts
}
