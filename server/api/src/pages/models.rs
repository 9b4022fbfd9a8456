//! `/`: the models of this server.

use archweave_app::AppError;
use serde::Serialize;

use crate::pages::answer::Answer;
use crate::pages::language::{Shown, grouped};
use crate::pages::reading::{Reading, paragraphs};
use crate::pages::{Ask, page};

#[derive(Serialize)]
struct Content {
    models: Vec<Model>,
}

#[derive(Serialize)]
struct Model {
    slug: String,
    href: String,
    name: Shown,
    description: Shown,
    elements: String,
    relations: String,
    views: String,
    /// Why it cannot be read, if it cannot.
    failure: Option<String>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let models = ask.models().map(|hosted| {
        let slug = hosted.name().to_owned();
        let href = ask.to(&["m", &slug]);
        match hosted.at("") {
            Ok(revision) => {
                let reading = Reading { ask, hosted: hosted.clone(), revision };
                let snapshot = reading.snapshot();
                let mut description = reading.show(&snapshot.manifest().description);
                description.text = paragraphs(&description.text).into_iter().next().unwrap_or_default();
                Model {
                    name: reading.title(),
                    description,
                    elements: grouped(snapshot.element_count()),
                    relations: grouped(snapshot.relation_count()),
                    views: grouped(snapshot.views().len()),
                    failure: None,
                    slug,
                    href,
                }
            }
            Err(error) => Model {
                name: slug.as_str().into(),
                description: Shown::default(),
                elements: String::new(),
                relations: String::new(),
                views: String::new(),
                failure: Some(error.to_string()),
                slug,
                href,
            },
        }
    });
    let content = Content { models: models.collect() };
    let title = ask.language.words().word("models");
    page(ask, "models", title, content).map(Answer::page)
}
