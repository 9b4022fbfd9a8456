//! Every bundled viewpoint over the example, and over three models of others of different size.

use archweave_interchange::{archimate, exchange};
use archweave_model::diagram::Content;
use archweave_model::snapshot::Snapshot;
use archweave_model::view::layout::LAYOUT_FALLBACK;
use archweave_model::view::table::Of;
use archweave_render::Options;

use crate::support::shared;
use crate::views::{answer, example, overlaps, whole};

/// Draws every viewpoint and says what is wrong with the pictures.
fn complaints(name: &str, snapshot: &Snapshot, languages: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for viewpoint in snapshot.metamodel().viewpoints() {
        let id = &viewpoint.id;
        let view = whole(snapshot, id);
        for language in languages {
            let picture = answer(snapshot, &view, language);
            let diagram = &picture.diagram;
            wrong.extend(
                diagram
                    .notes
                    .iter()
                    .filter(|n| n.starts_with(LAYOUT_FALLBACK))
                    .map(|n| format!("{name} {id}: {n}")),
            );
            wrong.extend(
                overlaps(diagram).into_iter().take(3).map(|(a, b)| format!("{name} {id}: {a} overlaps {b}")),
            );
            let svg = archweave_render::svg(diagram, &Options::default()).unwrap();
            if !svg.ends_with("</svg>\n") && !svg.ends_with("</svg>") {
                wrong.push(format!("{name} {id}: the picture has no end"));
            }
            let is_first = languages.len() > 1;
            if is_first && answer(snapshot, &view, language).diagram != picture.diagram {
                wrong.push(format!("{name} {id}: a second picture differs"));
            }
        }
    }
    wrong
}

#[test]
fn every_viewpoint_draws_the_example() {
    let snapshot = example();
    let wrong = complaints("example", &snapshot, &["en", "zh"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Draws every viewpoint of a model of others.
fn draws(path: &str) {
    let Some(corpus) = shared("corpus") else { return };
    let bytes = std::fs::read(corpus.join(path)).unwrap();
    let imported = match path.ends_with(".xml") {
        true => exchange::import(path, &bytes).unwrap(),
        false => archimate::import(path, &bytes).unwrap(),
    };
    let wrong = complaints(path, &Snapshot::from_model(&imported.model, path), &["en"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// Three tests, so that they run beside one another.

#[test]
fn every_viewpoint_draws_a_small_model_of_others() {
    draws("archi/archisurance-5.0.0.archimate");
}

#[test]
fn every_viewpoint_draws_a_large_model_of_others() {
    draws("archi/sara-sabr__EA-models__CommonSandbox.archimate");
}

#[test]
fn every_viewpoint_draws_a_middling_model_of_others() {
    draws("open-exchange/canada-ca__architecture__DMIT-2018-v.02.xml");
}

#[test]
fn every_view_of_the_example_draws_for_every_audience() {
    let snapshot = example();
    let mut ids: Option<Vec<String>> = None;
    for view in snapshot.views() {
        let everybody = answer(&snapshot, view, "en");
        let elements = |diagram: &archweave_model::diagram::Diagram| {
            let mut found: Vec<String> = diagram
                .nodes
                .iter()
                .filter_map(|node| match (&node.content, &node.link) {
                    (Content::Element(figure), _) => Some(figure.element.to_string()),
                    (Content::Part(part), _) => Some(format!("{}#{}", part.element, part.part)),
                    (_, Of::Element(id)) => Some(id.to_string()),
                    _ => None,
                })
                .collect();
            found.sort();
            found
        };
        for audience in snapshot.metamodel().audiences() {
            for language in ["en", "zh"] {
                let asked = archweave_model::view::Asked::new(
                    &snapshot,
                    view,
                    Some(&audience.id),
                    language,
                    Some(crate::views::TODAY),
                );
                let layout = snapshot.layout(view.id.as_str()).map(|layout| &**layout);
                let engine = &archweave_model::layered::InProcess;
                let picture = archweave_model::view::picture(&asked, layout, engine);
                // Same elements and ids, whoever looks; a cell of the Zachman grid names the first six by
                // the reader's own words, and counts all.
                let is_sample = view.viewpoint.as_deref() == Some("zachman");
                assert!(
                    is_sample || elements(&picture.diagram) == elements(&everybody.diagram),
                    "{} for {}",
                    view.id,
                    audience.id
                );
                assert_eq!(
                    picture.table.as_ref().map(|table| table.rows.len()),
                    everybody.table.as_ref().map(|table| table.rows.len()),
                    "{} for {}",
                    view.id,
                    audience.id
                );
                assert_eq!(overlaps(&picture.diagram), [], "{} for {}", view.id, audience.id);
            }
        }
        ids.get_or_insert_default().push(view.id.to_string());
    }
    let ids = ids.unwrap();
    // The views that the example promises to its readers.
    for wanted in [
        "why-we-change",
        "strategy-to-delivery",
        "capability-map",
        "restore-stream",
        "idea-stream",
        "storm-journey",
        "call-to-repair",
        "organisation",
        "raci",
        "crud",
        "app-capability",
        "role-skill",
        "demand-release",
        "landscape",
        "app-cooperation",
        "app-components",
        "data-domain",
        "data-flow",
        "order-states",
        "outage-states",
        "report-by-voice",
        "self-service",
        "production",
        "environments",
        "policy-coverage",
        "roadmap",
        "gap-2026",
        "trace-req-102",
        "impact-sms",
        "zachman",
        "phase-b",
        "fusion",
    ] {
        assert!(ids.iter().any(|id| id == wanted), "no view `{wanted}`");
    }
}
