//! The page of an element: names, description, properties, relations both ways, views that show it.

use archweave_model::element::Element;
use archweave_model::metamodel::common_attributes;
use archweave_model::value::Value;
use serde_json::{Value as Json, json};

use crate::parts::ending_at_parts;
use crate::site::page::{Page, Section};
use crate::site::parts::is_list;
use crate::site::reading::{Reading, prose};
use crate::site::relations::Way;
use crate::site::values::{self, Part};
use crate::site::words::is_tag;

/// Builds the page; `views` are those that show the element, by position.
pub(super) fn page(reading: &Reading<'_>, slot: u32, element: &Element, views: &[Json]) -> Page {
    let snapshot = reading.snapshot;
    let id = element.id.as_str();
    let defined = snapshot.kind_at(slot).map_or(&[][..], |kind| &snapshot.metamodel().kind(kind).properties);
    let mut incoming = snapshot.incoming(id);
    incoming.extend(ending_at_parts(snapshot, slot));
    let plain = element.properties.iter().filter(|(key, value)| !is_list(key, value, defined));
    let (description, description_lang) = prose(reading.show(&element.description));
    let title = reading.name(element).0;
    let content = json!({
        "thing": reading.brief(element),
        "id": id,
        "names": names(reading, element, &title),
        "description": description,
        "description_lang": description_lang,
        "facts": facts(reading, slot, element),
        "properties": reading.facts(plain, defined),
        "parts": reading.part_lists(element, defined),
        "outgoing": reading.groups(&snapshot.outgoing(id), Way::Forward),
        "incoming": reading.groups(&incoming, Way::Backward),
        "views": views,
    });
    Page {
        path: format!("elements/{}.html", reading.subject.files.elements.file(id)),
        section: Section::Elements,
        title,
        template: "site-element",
        has_picture: false,
        content,
    }
}

/// Names beside the one in the heading, each with its language.
fn names(reading: &Reading<'_>, element: &Element, heading: &str) -> Vec<Json> {
    let main = reading.snapshot.main_language();
    let all = element.name.entries().filter(|(_, text)| !text.trim().is_empty() && *text != heading);
    let all = all.map(|(code, text)| (code.unwrap_or(main), text)).filter(|(code, _)| is_tag(code));
    all.map(|(code, text)| json!({ "text": text, "lang": code })).collect()
}

fn facts(reading: &Reading<'_>, slot: u32, element: &Element) -> Vec<Json> {
    let (words, snapshot) = (reading.words, reading.snapshot);
    let kind_id = element.kind.as_str();
    let kind = snapshot.kind_at(slot).map(|index| snapshot.metamodel().kind(index));
    let kind_part = Part::text(reading.kind(kind_id)).to(reading.kind_href(kind_id));
    let mut facts = vec![values::line(words.word("kind"), vec![kind_part])];
    if let Some(kind) = kind {
        let layer = words.named("layer", kind.layer.id()).unwrap_or(kind.layer.id());
        facts.push(values::line(words.word("layer"), vec![Part::text(layer)]));
    }
    if !element.specializations.is_empty() {
        let parts = element.specializations.iter().map(|name| {
            let known = snapshot.metamodel().specialization(kind_id, name);
            Part::text(known.map_or_else(|| name.to_string(), |s| reading.label(&s.label, &s.name)))
        });
        facts.push(values::line(words.word("specialization"), parts.collect()));
    }
    let owners = [
        (words.word("owner_business"), &element.owners.business),
        (words.word("owner_technology"), &element.owners.technology),
    ];
    for (label, owner) in owners {
        facts.extend(owner.as_deref().map(|owner| values::line(label, vec![reading.part_for(owner)])));
    }
    if let Some(lifecycle) = &element.lifecycle {
        let mut text = lifecycle.state.as_deref().map_or_else(String::new, |state| reading.lifecycle(state));
        if lifecycle.since.is_some() || lifecycle.until.is_some() {
            let day = |day: &Option<Box<str>>| day.as_deref().unwrap_or("…").to_owned();
            text.push_str(&format!(" ({} – {})", day(&lifecycle.since), day(&lifecycle.until)));
        }
        facts.push(values::line(words.word("lifecycle"), vec![Part::text(text)]));
    }
    let (is_confirmed, cells) = super::lists::cells(kind, element);
    if !cells.is_empty() {
        let key = words.word(if is_confirmed { "confirmed" } else { "by_default" });
        let part = |cell: &&str| {
            let part = Part::text(format!("{} ({key})", reading.cell_name(cell)));
            match super::lists::is_listed(kind, cell) {
                true => part.to(format!("{}cells/{cell}.html", reading.up)),
                false => part,
            }
        };
        facts.push(values::lines(words.word("cell"), cells.iter().map(part)));
    }
    if !element.tags.is_empty() {
        facts.push(values::line(
            words.word("tags"),
            element.tags.iter().map(|tag| Part::text(&**tag)).collect(),
        ));
    }
    for (key, value) in element.attributes.iter() {
        let definition = common_attributes().find(|definition| definition.key == key);
        let label = definition.map_or_else(|| key.to_owned(), |d| reading.label(&d.label, key));
        let fact = match key {
            "external" => external(&label, value),
            "reviewed" => reviewed(reading, &label, value),
            _ => None,
        };
        facts.push(fact.unwrap_or_else(|| reading.fact(key, value, definition)));
    }
    facts
}

/// Ids in other systems, each on a line; none if the value is something else.
fn external(label: &str, value: &Value) -> Option<Json> {
    let entry = |item: &Value| {
        let entry = item.as_record()?;
        let text = format!("{}: {}", entry.text("system")?, entry.text("id")?);
        Some(Part::text(text).outside(entry.text("url")))
    };
    let lines = value.items().iter().map(entry).collect::<Option<Vec<_>>>()?;
    (!lines.is_empty()).then(|| values::lines(label, lines))
}

/// Who reviewed it and when; none if the value is something else.
fn reviewed(reading: &Reading<'_>, label: &str, value: &Value) -> Option<Json> {
    let review = value.as_record()?;
    let by = review.text("by").map(|by| reading.part_for(by));
    let parts: Vec<Part> = by.into_iter().chain(review.text("on").map(Part::text)).collect();
    (!parts.is_empty()).then(|| values::line(label, parts))
}
