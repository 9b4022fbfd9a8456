//! `/m/<model>/requirements/<id>`: the three states of a requirement with evidence, where it is, and its
//! whole chain as a picture and as a list. `<id>.svg`, `.png`, `.csv`, `.xlsx`, `.json` and all formats of
//! views are the chain as a file.

use archweave_app::ledger::{Ledger, Trace, Whereabouts, draw};
use archweave_app::{AppError, DrawOptions};
use archweave_model::delivery::standing::Standing;
use archweave_model::element::Element;

use crate::pages::Ask;
use crate::pages::answer::{Answer, tag};
use crate::pages::picture;
use crate::pages::reading::Reading;
use crate::pages::svg;
use crate::pages::values::Fact;

use super::delivery::{effect_tone, tone};
use super::doc::{Card, Doc, Drawing, Section};
use super::form::Form;
use super::say::{decimal, moment, percent};
use super::sheet::{Cell, Piece, Sheet};
use super::{open, queries, traced};

/// A larger drawing is put in once, light.
const MAX_TWICE: usize = 400_000;
/// Demands, indicators and releases beside one another in the order of facts.
const FACTS: [&str; 9] =
    ["statement", "problem", "acceptance", "rationale", "level", "type", "priority", "risk", "verification"];

/// Builds the page, or the chain as a file where the address ends in a format.
pub(super) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let id = ask.id();
    if reading.snapshot().element(id).is_none()
        && let Some((id, format)) = id.rsplit_once('.')
        && (format == "json" || reading.hosted.picture_format(format).is_some())
    {
        let answer = file(&reading, id, format);
        return answer.or_else(|error| match ask.takes_html {
            true => Err(error),
            false => Ok(Answer::problem(&error)),
        });
    }
    if reading.snapshot().element(id).is_none() {
        return Err(AppError::NotFound(reading.words().fill("no_element", &[("id", id)])));
    }
    open::page(
        ask,
        "",
        |reading| reading.name_of(id).text,
        |reading, ledger, doc| fill(reading, ledger, doc, id),
    )
}

fn file(reading: &Reading<'_>, id: &str, format: &str) -> Result<Answer, AppError> {
    let ledger = reading.hosted.ledger_of(reading.revision.clone(), open::asked_moment(reading)?)?;
    let trace = ledger.trace(id)?;
    let name = format!("{}.{format}", archweave_app::percent(id));
    if format == "json" {
        let text = format!("{:#}\n", draw::json(&trace));
        let tag = tag(&text);
        return Ok(Answer::new("application/json", text, tag).named(name));
    }
    let known = reading.hosted.picture_format(format);
    let format = known.ok_or_else(|| AppError::NotFound(format!("no format `{format}`")))?;
    let is_dark = reading.ask.get("theme") == Some("dark");
    let options =
        DrawOptions { language: reading.ask.language.code().into(), is_dark, ..DrawOptions::default() };
    let rows = traced::links(reading, &trace).table();
    let file = reading.hosted.trace_file(&reading.revision, &trace, rows, &format, &options)?;
    let tag = tag(&file.bytes);
    Ok(Answer::new(file.media_type, file.bytes, tag).named(name))
}

fn fill(reading: &Reading<'_>, ledger: &Ledger<'_>, doc: &mut Doc, id: &str) -> Result<(), AppError> {
    let words = reading.words();
    let trace = ledger.trace(id)?;
    let found = &trace.whereabouts;
    let element = reading.snapshot().element(id);
    doc.titled(reading.name_of(id));
    doc.thing = element.map(|element| reading.brief(element));
    doc.sub.push(Piece::new(id));
    doc.sub.push(Piece::new(words.word("ledger_element_page")).to(Some(reading.to("elements", id))));
    doc.form = Some(Form::new(reading).day(reading, "at", words.word("ledger_at")));
    doc.queries = queries::requirement(reading, id);
    let mut states = Section::new("states", words.word("ledger_three_states"));
    states.cards = cards(reading, found);
    doc.lead.push(states);
    doc.lead.push(
        Section::new("where", words.word("ledger_where_it_is"))
            .table(standings(reading, found), words.word("ledger_no_environments")),
    );
    let mut picture = Section::new("trace", words.word("ledger_trace"));
    picture.picture = Some(drawing(reading, &trace));
    doc.add(picture);
    let links = traced::links(reading, &trace);
    let mut list = Section::new("links", words.word("ledger_links"))
        .counted(words.count("ledger_link_count", trace.edges.len()));
    let suspect = found.suspect().count();
    if suspect > 0 {
        list.notes.push(words.count("ledger_suspect_explained", suspect));
    }
    if trace.is_cut {
        list.notes.push(words.word("ledger_trace_is_cut").to_owned());
    }
    doc.add(list.table(links, words.word("ledger_no_links")));
    if found.links.is_empty() {
        doc.nothing_yet(reading);
    }
    if let Some(element) = element {
        doc.aside.push(statement(reading, element));
    }
    doc.aside.push(asked_by(reading, &trace));
    let indicators = indicators(reading, found);
    doc.add(
        Section::new("indicators", words.word("ledger_effect"))
            .table(indicators, words.word("ledger_no_indicator")),
    );
    downloads(reading, doc, id);
    Ok(())
}

fn downloads(reading: &Reading<'_>, doc: &mut Doc, id: &str) {
    let lang = reading.ask.language.code();
    for format in ["svg", "png", "pdf", "csv", "xlsx", "json", "mermaid"] {
        if format != "json" && reading.hosted.picture_format(format).is_none() {
            continue;
        }
        let extension = if format == "mermaid" { "mmd" } else { format };
        let is_known = reading.hosted.picture_format(extension).is_some() || format == "json";
        let name = format!("{id}.{}", if is_known { extension } else { format });
        let href = reading.ask.with(&["m", reading.hosted.name(), "requirements", &name], &[("lang", lang)]);
        let label =
            reading.words().named("format", format).map_or_else(|| format.to_uppercase(), str::to_owned);
        doc.downloads.push((href, label));
    }
}

/// Decision, delivery and effect, each with why.
fn cards(reading: &Reading<'_>, found: &Whereabouts) -> Vec<Card> {
    let words = reading.words();
    let decision = found.decision.name();
    let since = found.since.map(|since| words.fill("ledger_since_time", &[("time", &moment(since))]));
    let most = archweave_model::delivery::standing::summary(&found.standings);
    let place = most
        .and_then(|one| one.environment.as_ref())
        .filter(|_| most.is_some_and(|one| one.deployment.is_some()));
    let evidence = most.map_or(0, |one| one.evidence.len());
    let effect = found.effect.state.name();
    let tone_of = |decision: &str| match decision {
        "agreed" => "tone-good",
        "rejected" | "retired" => "tone-warning",
        _ => "tone-neutral",
    };
    vec![
        Card {
            label: words.word("ledger_decision").to_owned(),
            value: reading.say("decision", decision),
            tone: Some(tone_of(decision)),
            sample: words.fill("ledger_at_revision", &[("revision", &short(&found.revision))]),
            ..Card::default()
        },
        Card {
            label: words.word("ledger_delivery_state").to_owned(),
            value: reading.say_state(found.state),
            tone: Some(tone(found.state)),
            sample: [since, Some(words.count("ledger_records_prove", evidence))]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            links: place.map(|id| reading.element_piece(id.as_str())).into_iter().collect(),
            ..Card::default()
        },
        Card {
            label: words.word("ledger_effect").to_owned(),
            value: reading.say("effect", effect),
            tone: Some(effect_tone(effect)),
            sample: words.count("ledger_indicator_count", found.effect.indicators.len()),
            links: found
                .effect
                .indicators
                .iter()
                .take(4)
                .map(|one| reading.element_piece(one.indicator.as_str()))
                .collect(),
            ..Card::default()
        },
    ]
}

/// The first digits of a commit; a name of a revision as it is.
fn short(revision: &str) -> String {
    let is_commit = revision.len() >= 40 && revision.bytes().all(|b| b.is_ascii_hexdigit());
    if is_commit { revision.chars().take(7).collect() } else { revision.to_owned() }
}

/// A row for each environment.
fn standings(reading: &Reading<'_>, found: &Whereabouts) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_where_it_is"),
        &[
            words.word("ledger_environment"),
            words.word("ledger_state"),
            words.word("ledger_since"),
            words.word("ledger_version"),
            words.word("ledger_target"),
            words.word("ledger_verified"),
            words.word("ledger_accepted"),
            words.word("ledger_deployment"),
            words.word("ledger_evidence"),
        ],
    );
    let mut rows: Vec<&Standing> = found.standings.iter().collect();
    // Where customers are comes first.
    rows.reverse();
    for standing in rows {
        let place = match &standing.environment {
            Some(id) => Cell::of(reading.element_piece(id.as_str())),
            None => Cell::text(words.word("ledger_anywhere")),
        };
        let stage = standing.stage.map(|stage| reading.say("stage", stage.name())).unwrap_or_default();
        let evidence = standing.evidence.iter().map(|one| {
            let kind = traced::kind_label(reading, one.kind);
            let at = one.at.map(|at| format!(" · {}", moment(at))).unwrap_or_default();
            Piece::new(format!("{kind} {}{at}", draw::package(&one.key)))
        });
        sheet.row(
            place.note(stage),
            vec![
                Cell::of(Piece::new(reading.say_state(standing.state)).chip(tone(standing.state))),
                Cell::at(standing.since),
                Cell::maybe(standing.version.as_deref().map(draw::package)).note(
                    standing
                        .commit
                        .as_deref()
                        .map(|id| id.chars().take(10).collect::<String>())
                        .unwrap_or_default(),
                ),
                Cell::all(standing.target.iter().map(|id| reading.element_piece(id.as_str())).collect()),
                Cell::at(standing.verified_at),
                Cell::at(standing.accepted_at),
                Cell::maybe(standing.deployment.clone()).note(
                    standing
                        .model_revision
                        .as_deref()
                        .map(|id| words.fill("ledger_at_revision", &[("revision", &short(id))]))
                        .unwrap_or_default(),
                ),
                Cell::default()
                    .more(words.count("ledger_records", standing.evidence.len()), evidence.collect()),
            ],
        );
    }
    sheet
}

fn drawing(reading: &Reading<'_>, trace: &Trace) -> Drawing {
    let link = |node: &archweave_app::ledger::TraceNode| match &node.element {
        Some(id) => reading.address_of(id.as_str()),
        None => trace
            .nodes
            .iter()
            .position(|other| other.id == node.id)
            .map(|n| format!("#{}", traced::anchor(n))),
    };
    let draw = |is_dark: bool| {
        let options = DrawOptions { is_dark, ..picture::options(reading, is_dark, true) };
        let options = DrawOptions { language: reading.ask.language.code().into(), ..options };
        reading.hosted.draw_trace(&reading.revision, trace, &options, Some(&link))
    };
    match draw(false) {
        Ok(light) => {
            let dark = (light.svg.len() <= MAX_TWICE).then(|| draw(true).ok()).flatten();
            Drawing {
                light: light.svg.to_string(),
                dark: dark.map(|dark| svg::with_other_ids(&dark.svg)),
                ..Drawing::default()
            }
        }
        Err(error) => Drawing { failure: Some(error.to_string()), ..Drawing::default() },
    }
}

/// What is to be done, and when it is done.
fn statement(reading: &Reading<'_>, element: &Element) -> Section {
    let words = reading.words();
    let snapshot = reading.snapshot();
    let kind =
        snapshot.metamodel().kind_index(element.kind.as_str()).map(|index| snapshot.metamodel().kind(index));
    let mut facts: Vec<Fact> = FACTS
        .iter()
        .filter_map(|key| {
            let value = element.properties.get(key)?;
            let definition = kind.and_then(|kind| kind.properties.iter().find(|one| one.key == *key));
            let label = definition.map_or_else(|| (*key).to_owned(), |one| reading.label(&one.label, key));
            let mut fact = reading.fact(key, &label, value, definition);
            fact.key = None;
            Some(fact)
        })
        .collect();
    let owners = [
        (words.word("owner_business"), &element.owners.business),
        (words.word("owner_technology"), &element.owners.technology),
    ];
    for (label, owner) in owners {
        facts.extend(owner.as_deref().map(|owner| Fact::of(label, vec![reading.part_for(owner)])));
    }
    Section { facts, ..Section::new("statement", words.word("ledger_statement")) }
}

/// Where it comes from.
fn asked_by(reading: &Reading<'_>, trace: &Trace) -> Section {
    use archweave_app::ledger::Step;
    let words = reading.words();
    let mut facts = Vec::new();
    let needs: u64 =
        trace.nodes.iter().filter(|node| node.step == Step::Need).filter_map(|node| node.count).sum();
    if needs > 0 {
        facts.push(Fact::link(
            words.word("ledger_needs"),
            crate::pages::language::grouped(needs as usize),
            reading.list("intake", &[]),
        ));
    }
    for (step, label) in [
        (Step::Demand, words.word("ledger_demands")),
        (Step::Element, words.word("ledger_realized_by")),
        (Step::Release, words.word("ledger_releases")),
    ] {
        let parts: Vec<_> = trace
            .nodes
            .iter()
            .filter(|node| node.step == step)
            .filter_map(|node| node.element.as_ref())
            .map(|id| reading.part_for(id.as_str()))
            .collect();
        if !parts.is_empty() {
            facts.push(Fact::lines(label, parts));
        }
    }
    let mut section = Section::new("origin", words.word("ledger_origin"));
    if facts.is_empty() {
        section.notes.push(words.word("ledger_no_origin").to_owned());
    }
    section.facts = facts;
    section
}

/// What tells of its effect.
fn indicators(reading: &Reading<'_>, found: &Whereabouts) -> Sheet {
    let words = reading.words();
    let mut sheet = Sheet::new(
        words.word("ledger_effect"),
        &[
            words.word("ledger_indicator"),
            words.word("ledger_effect_state"),
            &format!("#{}", words.word("ledger_last_value")),
            words.word("ledger_measured_at"),
            &format!("#{}", words.word("ledger_progress")),
            words.word("ledger_measures"),
            words.word("ledger_why"),
        ],
    );
    for one in &found.effect.indicators {
        let state = one.effect.state.name();
        let last = one.effect.last.or(one.effect.newest);
        sheet.row(
            reading.element_cell(one.indicator.as_str()),
            vec![
                Cell::of(Piece::new(reading.say("effect", state)).chip(effect_tone(state))),
                Cell::number(last.map(|last| decimal(last.value)).unwrap_or_default()),
                Cell::at(last.map(|last| last.at)),
                Cell::number(one.effect.progress.map(percent).unwrap_or_default()),
                Cell::of(reading.element_piece(one.measures.as_str())),
                Cell::text(reading.say("why", one.why.name())),
            ],
        );
    }
    sheet
}
