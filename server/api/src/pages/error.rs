//! What went wrong, and what to do about it.

use archweave_app::AppError;
use serde::Serialize;

use crate::pages::{Ask, page};

#[derive(Serialize)]
struct Content {
    status: u16,
    heading: String,
    message: String,
    advice: String,
    /// Address and name of the model, if there is one.
    model: Option<(String, String)>,
    /// The same page at the newest revision, if another one was asked for.
    newest: Option<String>,
    /// Branches and tags, if the revision may be what is wrong.
    revisions: Vec<(String, String)>,
    home: String,
}

/// The page for a status of HTTP.
pub(crate) fn html(ask: &Ask, status: u16, message: &str) -> Result<String, AppError> {
    let words = ask.language.words();
    let of = |set, fallback| words.named(set, &status.to_string()).unwrap_or(fallback).to_owned();
    let model = ask.hosted().ok();
    let mut revisions = Vec::new();
    if let Some(hosted) = model.filter(|_| !ask.at().is_empty()) {
        let branches = hosted.branches().unwrap_or_default();
        let tags = hosted.tags().unwrap_or_default();
        let names = branches.iter().map(|b| b.name.as_str()).chain(tags.iter().map(|tag| &*tag.name));
        revisions.extend(names.take(30).map(|name| (name.to_owned(), ask.here(&[("at", name)]))));
    }
    let heading = of("status", words.word("status_500"));
    let content = Content {
        status,
        message: message.to_owned(),
        advice: of("advice", words.word("advice_500")),
        model: model.map(|m| (ask.with(&["m", m.name()], &[("at", "")]), m.name().to_owned())),
        newest: (!ask.at().is_empty()).then(|| ask.here(&[("at", "")])),
        revisions,
        home: ask.to(&[]),
        heading: heading.clone(),
    };
    page(ask, "error", &heading, content)
}
