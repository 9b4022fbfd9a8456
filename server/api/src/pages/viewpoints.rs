//! `/m/<model>/viewpoints`: all viewpoints, each a question that the model answers without a saved view.

use archweave_app::AppError;
use archweave_model::viewpoint::Standard;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::Shown;
use crate::pages::reading::Reading;
use crate::pages::viewpoint::standard_name;

/// The order of the groups: the model's own first, then what reads most easily.
const ORDER: [Standard; 6] = [
    Standard::Own,
    Standard::Archweave,
    Standard::Archimate,
    Standard::Uml,
    Standard::Zachman,
    Standard::Togaf,
];

#[derive(Serialize)]
struct Content {
    count: String,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    id: &'static str,
    label: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    label: String,
    href: String,
    form: String,
    description: Shown,
    /// Kinds of which it asks for an element.
    about: String,
    /// How many views of the model follow it.
    views: Option<String>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let all = reading.snapshot().metamodel().viewpoints();
    let groups = ORDER.map(|standard| {
        let of = all.iter().filter(|viewpoint| viewpoint.standard == standard);
        let rows: Vec<Row> = of
            .clone()
            .map(|viewpoint| {
                let id = viewpoint.id.as_str();
                let views = reading.snapshot().views();
                let count = views.filter(|view| view.viewpoint.as_deref() == Some(id)).count();
                let about: Vec<String> = viewpoint.about.iter().map(|kind| reading.kind(kind)).collect();
                Row {
                    id: id.to_owned(),
                    label: reading.label(&viewpoint.label, id),
                    href: reading.to("viewpoints", id),
                    form: words.named("form", viewpoint.form.name()).unwrap_or_default().to_owned(),
                    description: reading.show(&viewpoint.description),
                    about: about.join(words.word("or")),
                    views: (count > 0).then(|| words.count("view_count", count)),
                }
            })
            .collect();
        let label = of.clone().next().map_or_else(String::new, |first| standard_name(&reading, first));
        Group { id: standard.name(), label, rows }
    });
    let content = Content {
        count: words.count("viewpoint_count", all.len()),
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
    };
    reading.page("viewpoints", "viewpoints", words.word("viewpoints"), content).map(Answer::page)
}
